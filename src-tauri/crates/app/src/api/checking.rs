//! Keeping the directory true.

use super::people::PersonLine;
use alongside_domain::codes::Checked;
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
