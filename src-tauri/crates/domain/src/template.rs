//! What a template says: words to begin with, for a contact that is written up or for a plan.
//!
//! A template is ready words with parts. Each part names what it fills; a part that this version does not know is left alone, so that a
//! newer laptop's template still does here what it can. A template begins something and never decides it: words that are there stay.

use crate::codes::Who;
use crate::papers::PhrasePart;

/// What a contact's template can fill, in the order of the screen.
pub const OF_A_CONTACT: [&str; 3] = ["note", "agreed_next", "worker_note"];
/// What a plan's template can fill. Steps and actions belong to the goal before them.
pub const OF_A_PLAN: [&str; 4] = ["goal", "step", "their_action", "my_action"];
/// Stands for what the person is called.
pub const NAME: &str = "{name}";
/// Where nobody is known by name: a line to write on.
const LINE: &str = "____";

/// The words with what the person is called.
#[must_use]
pub fn filled(words: &str, called: &str) -> String {
    let called = Some(called.trim()).filter(|called| !called.is_empty());
    words.trim().replace(NAME, called.unwrap_or(LINE))
}

/// What a template says for each field of a contact; several parts for one field stand under one another.
#[must_use]
pub fn contact(parts: &[PhrasePart], called: &str) -> Vec<(&'static str, String)> {
    OF_A_CONTACT
        .into_iter()
        .filter_map(|field| {
            let words: Vec<String> = said(parts, called)
                .filter(|(of, _)| *of == field)
                .map(|(_, words)| words)
                .collect();
            (!words.is_empty()).then(|| (field, words.join("\n\n")))
        })
        .collect()
}

/// A goal to begin with, and what belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoalToBegin {
    /// In whose words it should become; nothing for what stands before the first goal.
    pub words: String,
    /// Steps on the way.
    pub steps: Vec<String>,
    /// Who does what.
    pub actions: Vec<(Who, String)>,
}

/// What a template says for a plan. A step needs a goal: one that stands before any is something the person does.
#[must_use]
pub fn plan(parts: &[PhrasePart], called: &str) -> Vec<GoalToBegin> {
    let mut goals: Vec<GoalToBegin> = Vec::new();
    for (field, words) in said(parts, called) {
        if field == "goal" {
            goals.push(GoalToBegin {
                words,
                ..GoalToBegin::default()
            });
            continue;
        }
        let who = match field {
            "my_action" => Who::Worker,
            "step" | "their_action" => Who::Person,
            _ => continue,
        };
        if goals.is_empty() {
            goals.push(GoalToBegin::default());
        }
        if let Some(goal) = goals.last_mut() {
            if field == "step" && !goal.words.is_empty() {
                goal.steps.push(words);
            } else {
                goal.actions.push((who, words));
            }
        }
    }
    goals
}

fn said<'p>(
    parts: &'p [PhrasePart],
    called: &'p str,
) -> impl Iterator<Item = (&'p str, String)> + 'p {
    parts
        .iter()
        .map(move |part| (part.field.as_str(), filled(&part.words, called)))
        .filter(|(_, words)| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{GoalToBegin, contact, filled, plan};
    use crate::codes::Who;
    use crate::papers::PhrasePart;

    fn parts(said: &[(&str, &str)]) -> Vec<PhrasePart> {
        said.iter()
            .map(|(field, words)| PhrasePart {
                field: (*field).to_owned(),
                words: (*words).to_owned(),
            })
            .collect()
    }

    #[test]
    fn headings_for_one_field_stand_under_one_another_and_what_is_not_known_is_left_alone() {
        let first_visit = parts(&[
            ("note", "What {name} told me:"),
            ("mood", "from a newer laptop"),
            ("agreed_next", "I ring {name} on "),
            ("note", "What is going well:\n"),
            ("worker_note", "  "),
        ]);
        assert_eq!(
            contact(&first_visit, "Joseph"),
            [
                (
                    "note",
                    "What Joseph told me:\n\nWhat is going well:".to_owned()
                ),
                ("agreed_next", "I ring Joseph on".to_owned()),
            ]
        );
        assert_eq!(filled("Dear {name}", " "), "Dear ____");
    }

    #[test]
    fn steps_and_actions_belong_to_the_goal_before_them() {
        let out_again = parts(&[
            ("my_action", "Send {name} the bus times"),
            ("step", "Look at the map together"),
            ("goal", "Get out more"),
            ("step", "Walk to the corner"),
            ("their_action", "Ask Ruth along"),
        ]);
        assert_eq!(
            plan(&out_again, "Joseph"),
            [
                GoalToBegin {
                    actions: vec![
                        (Who::Worker, "Send Joseph the bus times".to_owned()),
                        (Who::Person, "Look at the map together".to_owned()),
                    ],
                    ..GoalToBegin::default()
                },
                GoalToBegin {
                    words: "Get out more".to_owned(),
                    steps: vec!["Walk to the corner".to_owned()],
                    actions: vec![(Who::Person, "Ask Ruth along".to_owned())],
                },
            ]
        );
    }
}
