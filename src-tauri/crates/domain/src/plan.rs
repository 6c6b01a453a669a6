//! The plan, written with the person: strengths, needs, goals, steps, actions, progress, and whether it was agreed.
//!
//! The chain is the standard's (*Care and support plan*); no part of it is required and no order is enforced.

use crate::codes::{Agreed, Status, Who};
use crate::ids::{ActionId, AgreementId, GoalId, NeedId, PersonId, ProgressId, StepId, StrengthId};
use crate::record::{belongs_to_person, record};
use crate::scale::{NoughtToTen, OneToTen};
use crate::value::Text;
use chrono::NaiveDate;

record! {
    /// Something a person has or can do.
    Strength(StrengthId) in "strengths" {
        /// Whose.
        1 person: PersonId,
        /// In their words.
        2 words: Text,
        /// A skill, a person, a place, an interest... in a word.
        3 sort: Text,
        /// Order on the page, smallest first.
        4 position: Option<i64>,
    }
}
belongs_to_person!(Strength, words);

record! {
    /// Something a person needs. Many per person; their own words stand beside the tag.
    Need(NeedId) in "needs" {
        /// Whose.
        1 person: PersonId,
        /// Code of our own short list (`assets/needs`), or empty.
        2 code: Text,
        /// In their words.
        3 words: Text,
        /// When it was first said.
        4 said_on: Option<NaiveDate>,
        /// When it was no longer so.
        5 met_on: Option<NaiveDate>,
        /// Order on the page, smallest first.
        6 position: Option<i64>,
    }
}
belongs_to_person!(Need, words);

record! {
    /// A goal, in the person's words.
    Goal(GoalId) in "goals" {
        /// Whose.
        1 person: PersonId,
        /// In their words.
        2 words: Text,
        /// How important it is to them, 1 to 10.
        3 importance: Option<OneToTen>,
        /// How it stands.
        4 status: Option<Status>,
        /// Needs it answers.
        5 needs: Vec<NeedId>,
        /// Strengths it builds on.
        6 strengths: Vec<StrengthId>,
        /// What came of it.
        7 outcome: Text,
        /// When to look at it again.
        8 review_on: Option<NaiveDate>,
        /// Order on the page, smallest first.
        9 position: Option<i64>,
    }
}
belongs_to_person!(Goal, words, outcome);

record! {
    /// A step on the way to a goal (the standard's *stage goal*).
    Step(StepId) in "steps" {
        /// Whose.
        1 person: PersonId,
        /// Of which goal.
        2 goal: GoalId,
        /// In their words.
        3 words: Text,
        /// How it stands.
        4 status: Option<Status>,
        /// What came of it.
        5 outcome: Text,
        /// Order on the page, smallest first.
        6 position: Option<i64>,
    }
}
belongs_to_person!(Step, words, outcome);

record! {
    /// Something somebody will do.
    Action(ActionId) in "actions" {
        /// Whose plan.
        1 person: PersonId,
        /// For which goal, if one.
        2 goal: Option<GoalId>,
        /// What will be done.
        3 what: Text,
        /// Who does it.
        4 who: Option<Who>,
        /// Their name, if someone else.
        5 who_name: Text,
        /// By which day.
        6 due_on: Option<NaiveDate>,
        /// When, in words: "Tuesdays", "after the clocks change".
        7 when_words: Text,
        /// How confident the person feels about it, 1 to 10.
        8 confidence: Option<OneToTen>,
        /// What might get in the way, and what to do then.
        9 in_the_way: Text,
        /// Strengths it builds on.
        10 strengths: Vec<StrengthId>,
        /// How it stands.
        11 status: Option<Status>,
        /// When it was done.
        12 done_on: Option<NaiveDate>,
        /// What came of it.
        13 outcome: Text,
        /// When to look at it again.
        14 review_on: Option<NaiveDate>,
        /// Order on the page, smallest first.
        15 position: Option<i64>,
    }
}
belongs_to_person!(Action, what, when_words, in_the_way, outcome);

record! {
    /// How far along a goal feels, on one day.
    Progress(ProgressId) in "progress" {
        /// Whose.
        1 person: PersonId,
        /// Of which goal.
        2 goal: GoalId,
        /// On which day.
        3 on: Option<NaiveDate>,
        /// 0 not begun, 5 half way, 10 there.
        4 score: Option<NoughtToTen>,
        /// What has changed, and who and what helped, in their words.
        5 words: Text,
    }
}
belongs_to_person!(Progress, words);

record! {
    /// Whether the plan was agreed, with whom, and when it is looked at again. Disagreement is recorded as carefully as agreement.
    Agreement(AgreementId) in "agreements" {
        /// Whose plan.
        1 person: PersonId,
        /// On which day.
        2 on: Option<NaiveDate>,
        /// Agreed or not.
        3 agreed: Option<Agreed>,
        /// What was not agreed, and why.
        4 because: Text,
        /// With whom, if not the person.
        5 with_name: Text,
        /// What they are to the person.
        6 with_role: Text,
        /// When the plan is looked at again.
        7 review_on: Option<NaiveDate>,
        /// Who sees to that.
        8 review_by: Text,
        /// Who pays, where it matters.
        9 funding: Text,
    }
}
belongs_to_person!(Agreement, because);
