//! The day on paper.

use crate::api::people::PaperLayout;
use alongside_domain::codes::Means;
use alongside_domain::value::TimeOfDay;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// A part of the day on paper that can be left off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// Risks and alerts.
    Careful,
    /// Where they live.
    Place,
    /// How to get in.
    GettingIn,
    /// How to communicate.
    Communicate,
    /// The number to ring.
    Phone,
    /// What was agreed last.
    Said,
    /// What to bring or do.
    Bring,
}

/// Asks for a day as it would stand on paper.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DaySheetRequest {
    /// Which day.
    pub on: NaiveDate,
    /// Names whole, and not as initials.
    pub names: bool,
    /// What is left off.
    pub leave_off: Vec<DayPart>,
    /// How it is laid out.
    pub layout: PaperLayout,
}

/// One time of the day, with exactly what stands on paper.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DayStopView {
    /// Id of the contact or the appointment.
    #[ts(type = "string")]
    pub id: Uuid,
    /// From.
    pub at: Option<TimeOfDay>,
    /// Until.
    pub until: Option<TimeOfDay>,
    /// With whom, or what it is.
    pub who: String,
    /// With a person.
    pub person: bool,
    /// How.
    pub means: Option<Means>,
    /// What to know before the door.
    pub careful: Vec<String>,
    /// Where.
    pub place: String,
    /// How to get in.
    pub getting_in: String,
    /// How to communicate.
    pub communicate: String,
    /// The number to ring.
    pub phone: String,
    /// What was agreed last.
    pub said: String,
    /// When that was.
    pub said_on: Option<NaiveDate>,
    /// What to bring, or to have done.
    pub bring: Vec<String>,
}

/// A day as it would stand on paper.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DaySheetView {
    /// Which day.
    pub on: NaiveDate,
    /// In order of time.
    pub stops: Vec<DayStopView>,
}
