//! The diary and other calendars.

use alongside_documents::calendar::WhyLeft;
use alongside_domain::value::{Moment, TimeOfDay};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a calendar that leaves may say. Calendars are shown on telephones, shared with families and kept by companies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CalendarSays {
    /// When, and no more.
    Busy,
    /// When, how, and the initials of whom.
    Initials,
    /// All of it: names, places, what it is.
    Everything,
}

/// Sends a part of one's own diary out.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveCalendarRequest {
    /// From this day.
    pub from: NaiveDate,
    /// To this day, included; at most a year on.
    pub until: NaiveDate,
    /// What it may say.
    pub says: CalendarSays,
}

/// Names a calendar file.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CalendarRequest {
    /// Its full name.
    pub path: String,
}

/// How a time of a calendar stands to the diary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CalendarTimeIs {
    /// Not in the diary.
    New,
    /// In the diary, as it is there.
    Known,
    /// In the diary, and different there.
    Changed,
}

/// A time of a calendar.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CalendarTimeView {
    /// Its id there.
    pub source_id: String,
    /// On which day.
    pub on: NaiveDate,
    /// At what time.
    pub at: Option<TimeOfDay>,
    /// How long, in minutes.
    pub minutes: Option<i64>,
    /// What it is.
    pub title: String,
    /// Where.
    pub place: String,
    /// Marked private there: it is not taken unless it is asked for.
    pub private: bool,
    /// How it stands to the diary.
    pub is: CalendarTimeIs,
    /// What stands in the diary at that time.
    pub clashes: Vec<String>,
}

/// Something of a calendar that does not come in.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CalendarLeftView {
    /// What it is.
    pub title: String,
    /// On which day it would begin.
    pub on: Option<NaiveDate>,
    /// Why.
    #[ts(inline)]
    pub why: WhyLeft,
    /// The clock or the rule, as the file has it.
    pub detail: String,
}

/// What a calendar holds, before anything is changed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CalendarView {
    /// From today on, in order of time.
    pub times: Vec<CalendarTimeView>,
    /// So many later ones are not shown: they come in another time.
    pub later: u32,
    /// So many are over, and are not offered.
    pub over: u32,
    /// So many go on for ever there: what they come to until a day is here.
    pub endless: u32,
    /// That day.
    pub endless_until: NaiveDate,
    /// What does not come in.
    pub left: Vec<CalendarLeftView>,
    /// How many of those there are in all.
    pub left_total: u32,
}

/// Takes times of a calendar into one's own diary.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TakeCalendarRequest {
    /// The file.
    pub path: String,
    /// Which, by their ids there.
    pub take: Vec<String>,
}

/// What was taken.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct CalendarTakenView {
    /// New in the diary.
    pub added: u32,
    /// Brought up to date.
    pub updated: u32,
    /// When it was saved.
    pub saved_at: Moment,
}
