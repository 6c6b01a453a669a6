//! The person's own copy of their plan: a thing to keep on the fridge.
//!
//! *Invariant:* [`PlanCopy`] has no field for risks, safeguarding, the worker's notes, alerts or anything said about the person
//! behind their back. What is not in the type cannot be printed by mistake.

use super::words::{Words, day, maybe_day};
use super::world::Template;
use super::{Layout, Paper, PdfError, paper};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// What goes on the paper. Every field may be empty and is then left out, heading and all.
#[derive(Clone, Default, PartialEq)]
pub struct PlanCopy {
    /// What the person is called.
    pub called: String,
    /// The day of this copy.
    pub on: Option<NaiveDate>,
    /// Their story, as they tell it.
    pub story: String,
    /// What is most important to them.
    pub what_matters: String,
    /// People who are important to them.
    pub important_people: String,
    /// How they communicate, and how to communicate with them.
    pub how_to_communicate: String,
    /// What being well is to them.
    pub wellness: String,
    /// Please do.
    pub please_do: String,
    /// Please don't.
    pub please_dont: String,
    /// How and when to support them.
    pub how_to_support: String,
    /// Also worth knowing about them.
    pub also_worth_knowing: String,
    /// What they have and can do.
    pub strengths: Vec<String>,
    /// What they need, in words.
    pub needs: Vec<String>,
    /// Their goals.
    pub goals: Vec<PlanGoal>,
    /// Things to do that belong to no one goal.
    pub actions: Vec<PlanAction>,
    /// Services they are being connected to.
    pub connections: Vec<PlanConnection>,
    /// Whether the plan was agreed.
    pub agreement: Option<PlanAgreement>,
    /// When it is looked at again.
    pub review_on: Option<NaiveDate>,
    /// Their link worker.
    pub worker_name: String,
    /// How to reach the link worker.
    pub worker_phone: String,
}

/// A goal.
#[derive(Clone, Default, PartialEq)]
pub struct PlanGoal {
    /// In the person's words.
    pub words: String,
    /// How important it is to them, 1 to 10.
    pub importance: Option<u8>,
    /// Steps on the way.
    pub steps: Vec<String>,
    /// Who does what.
    pub actions: Vec<PlanAction>,
    /// How far it has come, in words.
    pub progress: String,
}

/// Something somebody will do.
#[derive(Clone, Default, PartialEq)]
pub struct PlanAction {
    /// What.
    pub what: String,
    /// Who: "me", "Amira, my link worker".
    pub who: String,
    /// When, in words.
    pub when: String,
    /// How confident the person feels, 1 to 10.
    pub confidence: Option<u8>,
    /// What might get in the way, and what to do then.
    pub in_the_way: String,
    /// Whether it is done.
    pub done: bool,
}

/// A service the person is being connected to.
#[derive(Clone, Default, PartialEq)]
pub struct PlanConnection {
    /// The service.
    pub service: String,
    /// Its number.
    pub phone: String,
    /// When it is.
    pub when: String,
    /// Where it is.
    pub place: String,
    /// How to join.
    pub how_to_join: String,
}

/// Whether the plan was agreed.
#[derive(Clone, Default, PartialEq)]
pub struct PlanAgreement {
    /// "I agree with this plan.", in the words of the app.
    pub words: String,
    /// What was not agreed, and why.
    pub because: String,
    /// When.
    pub on: Option<NaiveDate>,
}

impl std::fmt::Debug for PlanCopy {
    /// Never the contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PlanCopy({} goals)", self.goals.len())
    }
}

/// The person's copy of their plan.
///
/// # Errors
/// [`PdfError::NothingToPrint`] when every field is blank; otherwise only faults of the program.
pub fn plan_pdf(plan: &PlanCopy, layout: Layout) -> Result<Paper, PdfError> {
    let blank = PlanCopy {
        on: plan.on,
        ..PlanCopy::default()
    };
    if *plan == blank {
        return Err(PdfError::NothingToPrint);
    }
    paper(Template::Plan, |words| data(plan, layout, words))
}

fn data(plan: &PlanCopy, layout: Layout, words: &mut Words) -> Value {
    let called = words.line(&plan.called);
    let title = if called.is_empty() {
        "My plan".to_owned()
    } else {
        format!("My plan: {called}")
    };
    json!({
        "layout": layout.code(),
        "title": title,
        "called": words.short(&plan.called),
        "on": maybe_day(plan.on),
        "story": words.paragraphs(&plan.story),
        "how_to_communicate": words.paragraphs(&plan.how_to_communicate),
        "also_worth_knowing": words.paragraphs(&plan.also_worth_knowing),
        "what_matters": words.paragraphs(&plan.what_matters),
        "important_people": words.paragraphs(&plan.important_people),
        "wellness": words.paragraphs(&plan.wellness),
        "please_do": words.paragraphs(&plan.please_do),
        "please_dont": words.paragraphs(&plan.please_dont),
        "how_to_support": words.paragraphs(&plan.how_to_support),
        "strengths": words.list(&plan.strengths),
        "needs": words.list(&plan.needs),
        "goals": plan.goals.iter().filter_map(|item| goal(item, words)).collect::<Vec<_>>(),
        "actions": actions(&plan.actions, words),
        "connections": plan.connections.iter().filter_map(|item| connection(item, words)).collect::<Vec<_>>(),
        "agreement": plan.agreement.as_ref().map(|agreement| json!({
            "words": words.paragraphs(&agreement.words),
            "because": words.paragraphs(&agreement.because),
            "on": maybe_day(agreement.on),
        })),
        "review_on": plan.review_on.map(day),
        "worker_name": words.short(&plan.worker_name),
        "worker_phone": words.short(&plan.worker_phone),
    })
}

/// A point on a scale of ten, or null.
fn out_of_ten(number: Option<u8>) -> Value {
    number
        .filter(|number| *number <= 10)
        .map_or(Value::Null, Value::from)
}

fn goal(goal: &PlanGoal, words: &mut Words) -> Option<Value> {
    if *goal == PlanGoal::default() {
        return None;
    }
    Some(json!({
        "words": words.paragraphs(&goal.words),
        "importance": out_of_ten(goal.importance),
        "steps": words.list(&goal.steps),
        "actions": actions(&goal.actions, words),
        "progress": words.paragraphs(&goal.progress),
    }))
}

fn actions(actions: &[PlanAction], words: &mut Words) -> Vec<Value> {
    actions
        .iter()
        .filter(|action| **action != PlanAction::default())
        .map(|action| {
            json!({
                "what": words.paragraphs(&action.what),
                "who": words.short(&action.who),
                "when": words.short(&action.when),
                "confidence": out_of_ten(action.confidence),
                "in_the_way": words.paragraphs(&action.in_the_way),
                "done": action.done,
            })
        })
        .collect()
}

fn connection(connection: &PlanConnection, words: &mut Words) -> Option<Value> {
    if *connection == PlanConnection::default() {
        return None;
    }
    Some(json!({
        "service": words.short(&connection.service),
        "phone": words.short(&connection.phone),
        "when": words.paragraphs(&connection.when),
        "place": words.paragraphs(&connection.place),
        "how_to_join": words.paragraphs(&connection.how_to_join),
    }))
}
