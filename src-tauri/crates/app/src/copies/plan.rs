//! The person's own copy of their plan, from what is recorded with them.

use super::leaflet::{address, phone};
use super::when::opening_lines;
use super::{layout, save};
use crate::api::people::PlanPdfRequest;
use crate::api::session::SavedPaperView;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::reference::Lists;
use alongside_documents::pdf::{
    PlanAction, PlanAgreement, PlanConnection, PlanCopy, PlanGoal, plan_pdf,
};
use alongside_domain::codes::{Agreed, Reached, Status, Who};
use alongside_domain::connection::Connection;
use alongside_domain::plan::{Action, Agreement, Goal, Progress, Step};
use alongside_store::Store;
use alongside_store::people::Whole;
use chrono::NaiveDate;

/// The plan, where the worker says. The file's name holds no more than what the person is called.
pub(crate) fn save_plan(desk: &Desk, request: PlanPdfRequest) -> Outcome<SavedPaperView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let whole = open.store.person(request.person, 0, today)?;
    let copy = copy_of(&whole, &open.store, desk.lists(), today)?;
    let name = match copy.called.as_str() {
        "" => "My plan.pdf".to_owned(),
        called => format!("{called}'s plan.pdf"),
    };
    let paper = plan_pdf(&copy, layout(request.layout))?;
    save(desk, &name, &paper)
}

fn copy_of(whole: &Whole, store: &Store, lists: &Lists, today: NaiveDate) -> Outcome<PlanCopy> {
    let worker = store.worker();
    let about = &whole.about;
    let mut connections = Vec::new();
    for connection in &whole.connections {
        connections.extend(connected(connection, store, today)?);
    }
    let agreement = whole.agreements.first();
    let goals: Vec<&Goal> = whole
        .goals
        .iter()
        .filter(|goal| goal.status != Some(Status::SetAside))
        .collect();
    let of_shown = |action: &&Action| {
        action
            .goal
            .is_none_or(|id| !whole.goals.iter().any(|goal| goal.id == id))
    };
    Ok(PlanCopy {
        called: whole.person.called().to_owned(),
        on: Some(today),
        story: about.story.0.clone(),
        how_to_communicate: about.how_to_communicate.0.clone(),
        also_worth_knowing: about.also_worth_knowing.0.clone(),
        what_matters: about.important_to_me.0.clone(),
        important_people: about.people_important_to_me.0.clone(),
        wellness: about.wellness.0.clone(),
        please_do: about.please_do.0.clone(),
        please_dont: about.please_dont.0.clone(),
        how_to_support: about.how_to_support_me.0.clone(),
        strengths: whole
            .strengths
            .iter()
            .map(|strength| strength.words.0.clone())
            .collect(),
        needs: whole
            .needs
            .iter()
            .filter(|need| need.met_on.is_none())
            .map(|need| match need.words.some() {
                Some(words) => words.to_owned(),
                None => lists
                    .need(need.code.as_str())
                    .unwrap_or_default()
                    .to_owned(),
            })
            .collect(),
        goals: goals
            .into_iter()
            .map(|goal| in_copy(goal, whole, &worker))
            .collect(),
        actions: whole
            .actions
            .iter()
            .filter(of_shown)
            .filter(wanted)
            .map(|action| to_do(action, &worker))
            .collect(),
        connections,
        agreement: agreement.and_then(agreed),
        review_on: agreement.and_then(|agreement| agreement.review_on),
        worker_name: worker,
        worker_phone: String::new(),
    })
}

fn in_copy(goal: &Goal, whole: &Whole, worker: &str) -> PlanGoal {
    PlanGoal {
        words: goal.words.0.clone(),
        importance: goal.importance.map(|point| point.number()),
        steps: whole
            .steps
            .iter()
            .filter(|step| step.goal == goal.id && step.status != Some(Status::SetAside))
            .map(step)
            .collect(),
        actions: whole
            .actions
            .iter()
            .filter(|action| action.goal == Some(goal.id))
            .filter(wanted)
            .map(|action| to_do(action, worker))
            .collect(),
        progress: progress(&whole.progress, goal),
    }
}

/// What the person has set aside is not on their fridge.
fn wanted(action: &&Action) -> bool {
    action.status != Some(Status::SetAside)
}

fn step(step: &Step) -> String {
    let words = step.words.as_str().trim();
    match step.status {
        Some(Status::Done) if !words.is_empty() => format!("{words} (done)"),
        _ => words.to_owned(),
    }
}

fn to_do(action: &Action, worker: &str) -> PlanAction {
    let who = match action.who {
        Some(Who::Person) => "Me".to_owned(),
        Some(Who::Worker) if worker.trim().is_empty() => "My link worker".to_owned(),
        Some(Who::Worker) => format!("{}, my link worker", worker.trim()),
        Some(Who::Other) | None => action.who_name.0.clone(),
    };
    let by = action.due_on.map(|on| format!("by {}", day(on)));
    let when = [action.when_words.some().map(str::to_owned), by]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    PlanAction {
        what: action.what.0.clone(),
        who,
        when,
        confidence: action.confidence.map(|point| point.number()),
        in_the_way: action.in_the_way.0.clone(),
        done: action.status == Some(Status::Done) || action.done_on.is_some(),
    }
}

/// The latest that was said of how far a goal has come, and what came of it in the end.
fn progress(all: &[Progress], goal: &Goal) -> String {
    let latest = all.iter().rev().find(|progress| progress.goal == goal.id);
    let score = latest.and_then(|progress| {
        let score = progress.score?.number();
        Some(match progress.on {
            Some(on) => format!("{score} out of 10 on {}", day(on)),
            None => format!("{score} out of 10"),
        })
    });
    [
        score.as_deref(),
        latest.and_then(|progress| progress.words.some()),
        goal.outcome.some(),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join("\n")
}

/// A service the person may still go to, with what they need to get there.
fn connected(
    connection: &Connection,
    store: &Store,
    today: NaiveDate,
) -> Outcome<Option<PlanConnection>> {
    if matches!(
        connection.reached,
        Some(Reached::DidNotHappen | Reached::Finished)
    ) {
        return Ok(None);
    }
    let Some(id) = connection.service else {
        return Ok(Some(PlanConnection {
            service: connection.service_name.0.clone(),
            ..PlanConnection::default()
        }));
    };
    let whole = store.service(id, today)?;
    let place = whole.places.first().map(|place| {
        [place.name.as_str().trim(), &address(place)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    });
    Ok(Some(PlanConnection {
        service: whole.service.name.0.clone(),
        phone: phone(&whole.service),
        when: opening_lines(&whole.service).join("\n"),
        place: place.unwrap_or_default(),
        how_to_join: whole.service.how_to_join.0,
    }))
}

fn agreed(agreement: &Agreement) -> Option<PlanAgreement> {
    let words = match agreement.agreed? {
        Agreed::Yes => "I agree with this plan.",
        Agreed::Partly => "I agree with part of this plan.",
        Agreed::No => "I do not agree with this plan.",
    };
    Some(PlanAgreement {
        words: words.to_owned(),
        because: agreement.because.0.clone(),
        on: agreement.on,
    })
}

fn day(on: NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}
