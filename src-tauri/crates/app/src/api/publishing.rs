//! Publishing the directory: what would be public, what is, and where.

use alongside_domain::ids::ServiceId;
use alongside_domain::value::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Publishes what is in these lists.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PublishRequest {
    /// The sources, as they stand in the services; a blank one for what was written here.
    pub sources: Vec<String>,
}

/// One source of services, and what of it would be public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PublicSource {
    /// As it stands in the services; blank for what was written here.
    pub source: String,
    /// What people call it.
    pub name: String,
    /// How many services it has.
    pub services: u32,
    /// How many of them name somebody to ask for.
    pub naming: u32,
    /// Whether it was published the last time; before the first, what was written here is.
    pub chosen: bool,
}

/// What a lead reads before anything is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PublicLookView {
    /// Source by source.
    pub sources: Vec<PublicSource>,
    /// What is not as it is public now; nothing while nothing is public, or where another laptop published it.
    pub changes: Option<PublicChanges>,
}

/// What has changed since the directory was published. None of it is public before a lead has read it and publishes again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct PublicChanges {
    /// Services that are not public.
    pub added: u32,
    /// Services that are public in other words.
    pub changed: u32,
    /// Services that are public and no longer in the directory.
    pub gone: u32,
    /// How many of the first two name somebody to ask for who is not named in public.
    pub naming: u32,
    /// Some of the first two: those that name somebody first.
    pub services: Vec<PublicChange>,
}

/// A service that is not as it is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PublicChange {
    /// Which.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// It is not public at all.
    pub is_new: bool,
    /// It names somebody to ask for who is not named in public.
    pub names_somebody: bool,
}

/// What is in the way of publishing. Closed: the interface words each and says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PublishTrouble {
    /// No network, or the server is not well. It goes on by itself.
    Waiting,
    /// Whoever runs the server shows no directories to the public.
    NotServed,
    /// The server lets only a lead do this.
    NotAllowed,
    /// The team's room on the server is used up.
    Full,
    /// More services than may be public.
    TooMany,
    /// There is nothing in what was chosen.
    Nothing,
    /// Another laptop of the team publishes at the same time.
    Another,
    /// The server does not take it: it is older than this version, or something is wrong.
    Declined,
}

/// How far a publication has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PublishingProgress {
    /// So many parts are there.
    pub done: u32,
    /// Of so many.
    pub of: u32,
}

/// How publishing stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PublishingView {
    /// Whether who works here may publish: a lead.
    pub may_publish: bool,
    /// Whether the server shows directories to the public; nothing until it was asked.
    pub is_served: Option<bool>,
    /// Where the directory is public.
    pub address: Option<String>,
    /// Since when.
    pub published_at: Option<Moment>,
    /// How many services.
    pub services: u32,
    /// Whether something was begun that is not whole. What is public stays as it is until then.
    pub unfinished: bool,
    /// What this laptop is sending.
    pub sending: Option<PublishingProgress>,
    /// What is in the way.
    pub trouble: Option<PublishTrouble>,
}
