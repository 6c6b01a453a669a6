//! Keeping the directory true, and seeing what is missing from the town.

use super::people::PersonLine;
use alongside_domain::codes::{Checked, WhyNot};
use alongside_domain::ids::ServiceId;
use alongside_domain::value::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A service to look at again.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ToCheckView {
    /// Which.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Whom to ring.
    pub phone: String,
    /// When it was last checked or assured.
    pub last: Option<NaiveDate>,
    /// Who checked it.
    pub by: String,
    /// Since when its source gives it no longer.
    pub gone_since: Option<NaiveDate>,
    /// People with an open connection to it.
    pub people: u32,
    /// How often nobody was reached since.
    pub tried: u32,
}

/// What came of looking.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct NoteCheckRequest {
    /// Which service.
    pub service: ServiceId,
    /// What was found.
    pub found: Checked,
    /// In words; may be empty.
    pub words: String,
}

/// A check was written down.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CheckedView {
    /// When it was durably saved.
    pub saved_at: Moment,
    /// Everyone with an open connection to it, if it has closed: they must hear of it.
    pub people: Vec<PersonLine>,
}

/// Asks for the gaps of a period.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct GapsRequest {
    /// From.
    pub from: NaiveDate,
    /// Until.
    pub until: NaiveDate,
}

/// A need that nothing met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct GapLine {
    /// The need, of our short list; empty if none was named.
    pub need: String,
    /// People, each counted once.
    pub people: u32,
    /// Attempts.
    pub attempts: u32,
    /// Why, most frequent first.
    pub why_not: Vec<(WhyNot, u32)>,
    /// Where, by outcode, most people first.
    pub places: Vec<(String, u32)>,
}

/// What is missing.
#[derive(Clone, Debug, Serialize, TS)]
pub struct GapsView {
    /// People, each counted once.
    pub people: u32,
    /// By need, most people first.
    pub rows: Vec<GapLine>,
}
