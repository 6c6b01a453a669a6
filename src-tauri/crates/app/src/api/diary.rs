//! The worker's days: the diary, tasks, handing over, going in and out alone.

use crate::api::people::{PersonLine, VisitView};
use alongside_domain::codes::Means;
use alongside_domain::diary::{Appointment, HandOver, Leave, Task};
use alongside_domain::ids::{ContactId, HandOverId, LeaveId, PersonId};
use alongside_domain::value::{Moment, TimeOfDay};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Asks for a part of the diary.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DiaryRequest {
    /// From this day.
    pub from: NaiveDate,
    /// To this day, included; at most 92 days on.
    pub until: NaiveDate,
    /// Everybody's, not only one's own.
    pub everyone: bool,
}

/// One time in the diary: a visit or call with a person, or an appointment.
#[derive(Clone, Serialize, TS)]
pub struct DiaryLine {
    /// Id of the contact or the appointment.
    #[ts(type = "string")]
    pub id: Uuid,
    /// On which day.
    pub on: NaiveDate,
    /// At what time.
    pub at: Option<TimeOfDay>,
    /// With a person.
    pub visit: Option<VisitView>,
    /// Not with a person.
    pub appointment: Option<Appointment>,
    /// What it overlaps with, the way there and back counted.
    #[ts(type = "Array<string>")]
    pub clashes: Vec<Uuid>,
    /// Whose time it is, is away then.
    pub away: Option<LeaveId>,
    /// For whom they cover then.
    pub covers: Vec<String>,
}

/// A part of the diary.
#[derive(Clone, Serialize, TS)]
pub struct DiaryView {
    /// Today.
    pub today: NaiveDate,
    /// In time order; of each day first what has a time.
    pub lines: Vec<DiaryLine>,
    /// Who is away on some of these days.
    pub away: Vec<Leave>,
    /// Minutes on the way.
    pub travel_minutes: i64,
    /// Miles.
    pub miles: f64,
}

/// Arranges a time with a person, or an appointment; once, or again and again.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ArrangeRequest {
    /// With whom; nothing for an appointment.
    pub person: Option<PersonId>,
    /// On which day, the first.
    pub on: NaiveDate,
    /// At what time.
    pub at: Option<TimeOfDay>,
    /// How long, in minutes.
    pub minutes: Option<i64>,
    /// How; of a time with a person.
    pub means: Option<Means>,
    /// What it is; of an appointment.
    pub title: String,
    /// Where.
    pub place: String,
    /// How to get in.
    pub getting_in: String,
    /// On the way there and back, in minutes.
    pub travel_minutes: Option<i64>,
    /// Miles there and back.
    pub miles: Option<f64>,
    /// A recurrence rule; empty for once.
    pub repeats: String,
}

/// What was arranged.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ArrangedView {
    /// Ids, in time order: each time is a record of its own, to be moved, called off and written up alone.
    #[ts(type = "Array<string>")]
    pub ids: Vec<Uuid>,
    /// When it was saved.
    pub saved_at: Moment,
}

/// Goes in alone.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct GoInRequest {
    /// To which visit.
    pub contact: ContactId,
    /// Minutes from now after which one should be out.
    pub minutes: i64,
    /// Who is rung if not: name and number.
    pub buddy: String,
}

/// Stays longer.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct StayRequest {
    /// At which visit.
    pub contact: ContactId,
    /// So many minutes from now.
    pub minutes: i64,
}

/// Names a contact.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct ComeOutRequest {
    /// Which.
    pub contact: ContactId,
}

/// A visit that has begun and is not said to be over.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OutView {
    /// Which.
    pub contact: ContactId,
    /// With whom.
    pub person: PersonId,
    /// What to call them.
    pub called: String,
    /// Where: the place of the visit, else their address.
    pub place: String,
    /// Since when.
    pub went_in_at: Option<Moment>,
    /// Until when.
    pub out_by: Moment,
    /// Who is rung: name and number.
    pub buddy: String,
    /// Whether it is past that time.
    pub overdue: bool,
}

/// A task, and about whom.
#[derive(Clone, Serialize, TS)]
pub struct TaskView {
    /// The task.
    pub task: Task,
    /// About whom, if about a person.
    pub person: Option<PersonLine>,
}

/// A person who comes from a colleague.
#[derive(Clone, Serialize, TS)]
pub struct HandedView {
    /// Who.
    pub person: PersonLine,
    /// From whom, until when, what to know.
    pub hand_over: HandOver,
}

/// Names a handing over.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct TakeOverRequest {
    /// Which.
    pub id: HandOverId,
}

/// Hands a person to a colleague.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct HandOverRequest {
    /// Who.
    pub person: PersonId,
    /// To whom, by name.
    pub to_worker: String,
    /// From this day; today if not said.
    pub on: Option<NaiveDate>,
    /// Until this day, if it is cover for an absence.
    pub until: Option<NaiveDate>,
    /// What the colleague should know, agreed with the person.
    pub note: String,
    /// What the person says about it.
    pub own_view: String,
}
