//! What the palette finds.

use super::at_hand::CollectionLine;
use super::directory::ServiceLine;
use super::people::PersonLine;
use alongside_domain::Kind;
use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

/// What is nobody's in particular and was found by its words: a group, a drop-in, an event, a time in the diary, something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ThingLine {
    /// Of which kind.
    pub kind: Kind,
    /// Which.
    #[ts(type = "string")]
    pub id: Uuid,
    /// The group that met, the drop-in at which something was said.
    #[ts(type = "string | null")]
    pub of: Option<Uuid>,
    /// What it is called; may be empty.
    pub title: String,
    /// On which day.
    pub on: Option<NaiveDate>,
    /// The words in which it was found, if they are not its title.
    pub found_in: String,
}

/// People, services and everything else at once, for the palette.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AnythingView {
    /// People.
    pub people: Vec<PersonLine>,
    /// Services.
    pub services: Vec<ServiceLine>,
    /// Everything else.
    pub things: Vec<ThingLine>,
    /// Collections of services.
    pub collections: Vec<CollectionLine>,
}
