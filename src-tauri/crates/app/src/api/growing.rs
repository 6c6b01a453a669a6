//! Looking after the worker: what goes to supervision, what was learned, settling in.

use alongside_domain::growing::{CpdEntry, Supervision};
use alongside_domain::ids::{ContactId, PersonId, TaskId};
use alongside_domain::learning::LearningSum;
use alongside_domain::team::Reflection;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something is to be taken to supervision: a person, or a contact or task with or without one.
#[derive(Clone, Copy, Debug, Default, Deserialize, TS)]
pub struct TakeToSupervisionRequest {
    /// About work with whom.
    pub person: Option<PersonId>,
    /// From which contact.
    pub contact: Option<ContactId>,
    /// From which task.
    pub task: Option<TaskId>,
}

/// Where something that is taken to supervision came from.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CameFrom {
    /// A contact; else a task.
    pub is_contact: bool,
    /// Of which day.
    pub on: Option<NaiveDate>,
    /// How it begins, in its own words.
    pub words: String,
}

/// Something that is to be talked about, or was.
#[derive(Clone, Serialize, TS)]
pub struct Brought {
    /// The words, and what came of it.
    pub reflection: Reflection,
    /// What the person is called whom it is about; nothing if it is about nobody, or they are no longer here.
    pub called: Option<String>,
    /// Where it came from, if that is still there.
    pub came_from: Option<CameFrom>,
}

/// A session and what was brought to it.
#[derive(Clone, Serialize, TS)]
pub struct SessionOfSupervision {
    /// The session.
    pub session: Supervision,
    /// What was brought to it, in the order of writing.
    pub brought: Vec<Brought>,
}

/// Supervision: what waits for it, and the sessions.
#[derive(Clone, Serialize, TS)]
pub struct SupervisionView {
    /// What waits and is brought to no session yet, longest waiting first.
    pub queue: Vec<Brought>,
    /// The sessions, newest first; those without a day on top.
    pub sessions: Vec<SessionOfSupervision>,
}

/// A part of the learning log.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct LearningRequest {
    /// From which day; the beginning of the year if not said.
    pub from: Option<NaiveDate>,
    /// Until which day, that day included; the end of the year if not said.
    pub until: Option<NaiveDate>,
}

/// A part of the learning log and what it comes to.
#[derive(Clone, Serialize, TS)]
pub struct LearningView {
    /// From which day.
    pub from: NaiveDate,
    /// Until which day.
    pub until: NaiveDate,
    /// Newest first; those without a day, which belong to no time, on top.
    pub entries: Vec<CpdEntry>,
    /// What those with a day come to.
    pub sum: LearningSum,
    /// Sessions of supervision in the time.
    pub supervisions: u32,
    /// Every heading that was ever used.
    pub headings: Vec<String>,
}

/// How the learning log leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LearningPaper {
    /// To be read.
    Pdf,
    /// A table: comma-separated values.
    Csv,
}

/// Puts the learning log where the worker says.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct SaveLearningRequest {
    /// From which day.
    pub from: NaiveDate,
    /// Until which day, that day included.
    pub until: NaiveDate,
    /// How.
    pub paper: LearningPaper,
}

/// A line to begin one's own induction with.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct InductionLine {
    /// What.
    pub what: String,
    /// Under which heading.
    pub heading: String,
}

/// Begins an induction: all of its lines at once, with one undo.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BeginInductionRequest {
    /// The lines, in order.
    pub lines: Vec<InductionLine>,
}
