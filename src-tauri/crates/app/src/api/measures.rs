//! How things are: measures, what changed, stories.

use alongside_domain::codes::Filled;
use alongside_domain::ids::{MeasurementId, PersonId, QuestionnaireId};
use alongside_domain::measure::{
    Answer, Measure, Measurement, Question, Questionnaire, Story, StoryUse, WhatChanged,
};
use alongside_domain::scoring::Scored;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A measure that can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MeasureView {
    /// Its words and its scale.
    pub measure: Measure,
    /// The team's own questionnaire that it is, or that says the licence is held.
    pub questionnaire: Option<QuestionnaireId>,
    /// It needs a licence and nobody has said yet that the organisation holds it: shown, not offered.
    pub licence_missing: bool,
}

/// Asks what answers come to so far, and which questions they lead to.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ScoreRequest {
    /// The measure's code.
    pub measure: String,
    /// Its version.
    pub version: u32,
    /// The answers.
    pub answers: Vec<Answer>,
}

/// Writes down answers.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecordMeasureRequest {
    /// Whose.
    pub person: PersonId,
    /// The measure's code.
    pub measure: String,
    /// Its version.
    pub version: u32,
    /// On which day.
    pub on: NaiveDate,
    /// How it was filled.
    pub filled: Filled,
    /// The answers; a question without one was left out.
    pub answers: Vec<Answer>,
    /// A score that was worked out elsewhere.
    pub score: Option<f64>,
    /// What they said beside it.
    pub words: String,
}

/// Answers of one day, and what they came to.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MeasurementView {
    /// The record.
    pub measurement: Measurement,
    /// What the measure is called; its code if it is not known here.
    pub name: String,
    /// What the answers came to; nothing if the measure is not known here.
    pub scored: Option<Scored>,
}

/// One answer over time.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SeriesView {
    /// The measure's code.
    pub measure: String,
    /// Its version: another version has other words or another scale, and a line of its own.
    pub version: u32,
    /// What the measure is called.
    pub measure_name: String,
    /// The question's name; empty for the total.
    pub question: String,
    /// The question in a few words; empty for the total.
    pub short: String,
    /// The least that is possible.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// Less is better.
    pub less_is_better: bool,
    /// Oldest first.
    pub points: Vec<PointView>,
}

/// One point of a line.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PointView {
    /// The measurement.
    pub id: MeasurementId,
    /// On which day.
    pub on: NaiveDate,
    /// The number.
    pub score: f64,
    /// The official band, or the words of the choice; empty if there is neither.
    pub band: String,
    /// What they said beside it.
    pub words: String,
}

/// How things are with one person.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct HowThingsAreView {
    /// Whose.
    pub person: PersonId,
    /// What to call them.
    pub called: String,
    /// What has been asked, newest first.
    pub measurements: Vec<MeasurementView>,
    /// The same over time, in the order of the measures.
    pub series: Vec<SeriesView>,
    /// What changed, and who and what helped: the person's own view first, then by day.
    pub what_changed: Vec<WhatChanged>,
    /// Their stories, newest first.
    pub stories: Vec<StoryView>,
}

/// A story, and to whom it may be told now.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct StoryView {
    /// The story.
    pub story: Story,
    /// To whom it may be told.
    pub told_to: Vec<StoryUse>,
}

/// A questionnaire of the team's own.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct QuestionnaireView {
    /// The record.
    pub questionnaire: Questionnaire,
    /// How often this version has been answered.
    pub answered: u32,
}

/// Writes a questionnaire of the team's own.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveQuestionnaireRequest {
    /// The one that is changed; nothing makes a new one.
    pub id: Option<QuestionnaireId>,
    /// The licensed measure whose wording it is; nothing for a questionnaire of one's own.
    pub code: Option<String>,
    /// What it is called.
    pub name: String,
    /// What is said before it.
    pub intro: String,
    /// The questions.
    pub questions: Vec<Question>,
    /// Whose it is.
    pub attribution: String,
    /// The organisation holds the licence that it needs.
    pub licence_held: bool,
    /// Which licence, and who said so.
    pub licence_words: String,
}
