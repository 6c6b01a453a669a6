//! How things are: measures, what changed and who and what helped, stories.
//!
//! A question that was left out is missing; it is never nought. Nothing here says that one thing caused another.

use crate::codes::{Asked, Filled, Given, Voice};
use crate::ids::{GoalId, MeasurementId, PersonId, QuestionnaireId, StoryId, WhatChangedId};
use crate::record::{Belongs, SpaceOf, belongs_to_person, record};
use crate::value::{Moment, Text};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An answer to choose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AnswerChoice {
    /// The number it counts as.
    pub score: i32,
    /// As it is read out.
    pub words: String,
}

/// Asked only if another question has one of these answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct OnlyIf {
    /// The other question; empty if it is always asked.
    pub question: String,
    /// Its answers.
    pub is: Vec<i32>,
}

/// One question of a questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Question {
    /// Its name within the questionnaire; never used again for another question.
    pub id: String,
    /// In a few words, for a line over time.
    pub short: String,
    /// As it is read out.
    pub words: String,
    /// How it is answered; it cannot be asked before that is said.
    pub asked: Option<Asked>,
    /// The least point of a scale.
    pub least: i32,
    /// The greatest.
    pub most: i32,
    /// What the least means.
    pub least_words: String,
    /// What the greatest means.
    pub most_words: String,
    /// Answers to choose.
    pub choices: Vec<AnswerChoice>,
    /// Less is better, as with anxiety.
    pub less_is_better: bool,
    /// When it is left out.
    pub only_if: OnlyIf,
}

/// One answer. Neither a number nor words is a question left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Answer {
    /// The question's name.
    pub question: String,
    /// The point or choice.
    pub score: Option<f64>,
    /// In words.
    pub words: String,
}

/// A range of points with a name of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Band {
    /// The question's name; empty for the total.
    pub question: String,
    /// From this point,
    pub least: f64,
    /// to this one.
    pub most: f64,
    /// What its owner calls it.
    pub words: String,
}

/// The sum of all answers, where the owner of a measure says that there is one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Total {
    /// The least it can be.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// Less is better.
    pub less_is_better: bool,
}

/// What is known of the permission to use a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Free to use.
    #[default]
    Open,
    /// Widely used; each organisation checks for itself.
    ToCheck,
    /// Only with a licence that the organisation says it holds.
    Licensed,
}

/// What can be asked: a measure that comes with the app, or a questionnaire of the team's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Measure {
    /// Stored with every answer.
    pub code: String,
    /// So is its version: other words or another scale are another version.
    pub version: u32,
    /// What it is called.
    pub name: String,
    /// What is said before it.
    pub intro: String,
    /// The questions; none if only a score may be kept.
    pub questions: Vec<Question>,
    /// Official names of ranges.
    pub bands: Vec<Band>,
    /// The total, if it has one.
    pub total: Option<Total>,
    /// Whether it may be used.
    pub permission: Permission,
    /// Whose it is.
    pub attribution: String,
    /// What to know of it.
    pub note: String,
}

record! {
    /// A questionnaire of the team's own, or the slot for a licensed one. A version that has been answered is not changed: the next is another record.
    Questionnaire(QuestionnaireId) in "questionnaires" {
        /// What it is called.
        1 name: Text,
        /// The same for every version.
        2 code: Text,
        /// Which version.
        3 version: Option<i64>,
        /// What is said before it.
        4 intro: Text,
        /// The questions.
        5 questions: Vec<Question>,
        /// Whose it is, and how it is to be named.
        6 attribution: Text,
        /// The organisation holds the licence that it needs.
        7 licence_held: bool,
        /// Which licence, and who said so.
        8 licence_words: Text,
        /// No longer offered.
        9 retired: bool,
        /// Who wrote it.
        10 author: Text,
        /// When it was written.
        11 written_at: Option<Moment>,
    }
}

impl Belongs for Questionnaire {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }
}

record! {
    /// A measure answered once.
    Measurement(MeasurementId) in "measurements" {
        /// By whom.
        1 person: PersonId,
        /// Which measure: the code of one that comes with the app, or of a questionnaire.
        2 measure: Text,
        /// Which version of it.
        3 version: Option<i64>,
        /// The questionnaire itself, where it is one of the team's own.
        4 questionnaire: Option<QuestionnaireId>,
        /// On which day.
        5 on: Option<NaiveDate>,
        /// How it was filled.
        6 filled: Option<Filled>,
        /// The answers.
        7 answers: Vec<Answer>,
        /// A score that was worked out elsewhere, where only that may be kept.
        8 score: Option<f64>,
        /// What they said beside it.
        9 words: Text,
        /// Who wrote it down.
        10 author: Text,
        /// When it was written.
        11 written_at: Option<Moment>,
    }
}
belongs_to_person!(Measurement, words);

record! {
    /// What changed, and who and what helped, as somebody sees it. Several may say so; the person first.
    WhatChanged(WhatChangedId) in "what_changed" {
        /// For whom.
        1 person: PersonId,
        /// What changed.
        2 words: Text,
        /// Who helped.
        3 who_helped: Text,
        /// What helped.
        4 what_helped: Text,
        /// Whose view it is.
        5 voice: Option<Voice>,
        /// Who that is, by name.
        6 voice_name: Text,
        /// With regard to which goal.
        7 goal: Option<GoalId>,
        /// On which day.
        8 on: Option<NaiveDate>,
        /// Who wrote it down.
        9 author: Text,
        /// When it was written.
        10 written_at: Option<Moment>,
    }
}
belongs_to_person!(WhatChanged, words, who_helped, what_helped);

record! {
    /// A person's story, and who may hear it. Each use is agreed to by itself, and each consent can be taken back.
    Story(StoryId) in "stories" {
        /// Whose.
        1 person: PersonId,
        /// What it is called.
        2 title: Text,
        /// As they tell it.
        3 words: Text,
        /// The copy that names nobody.
        4 anonymised: Text,
        /// Within the team.
        5 for_team: Option<Given>,
        /// For those who fund the work.
        6 for_funder: Option<Given>,
        /// For everybody.
        7 for_public: Option<Given>,
        /// When they last said so.
        8 agreed_on: Option<NaiveDate>,
        /// In their words.
        9 agreed_words: Text,
        /// When they took it back.
        10 withdrawn_on: Option<NaiveDate>,
        /// Who wrote it down.
        11 author: Text,
        /// When it was written.
        12 written_at: Option<Moment>,
    }
}
belongs_to_person!(Story, title, words);

/// To whom a story may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StoryUse {
    /// Within the team, as they told it.
    Team,
    /// To those who fund the work, naming nobody.
    Funder,
    /// To everybody, naming nobody.
    Public,
}

impl StoryUse {
    /// Every use that is asked for, each by itself.
    pub const ALL: [Self; 3] = [Self::Team, Self::Funder, Self::Public];
}

impl Story {
    /// The words that may be told so: only where they said yes to this very use and have not taken it back, and outside the team only the
    /// copy that names nobody.
    #[must_use]
    pub fn told(&self, to: StoryUse) -> Option<&str> {
        let (given, words) = match to {
            StoryUse::Team => (self.for_team, &self.words),
            StoryUse::Funder => (self.for_funder, &self.anonymised),
            StoryUse::Public => (self.for_public, &self.anonymised),
        };
        let is_agreed = given == Some(Given::Yes) && self.withdrawn_on.is_none();
        words.some().filter(|_| is_agreed)
    }
}
