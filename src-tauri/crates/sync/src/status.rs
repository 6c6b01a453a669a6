//! How things stand, said honestly: *synced* only when the log itself shows everything that was written here.

use crate::facts::Notice;
use crate::trouble::Trouble;
use alongside_domain::Moment;

/// In one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// This laptop works alone.
    Alone,
    /// Everything written here stands in the team's log, and the log was read to its end.
    Synced,
    /// Something is on its way.
    Working,
    /// There is no connection. Nothing is wrong with that.
    Offline,
    /// Somebody must do something.
    NeedsYou,
}

/// How things stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// In one word.
    pub standing: Standing,
    /// Changes made here that do not stand in the team's log yet.
    pub unsent: u32,
    /// When the oldest of them was written.
    pub oldest: Option<Moment>,
    /// When everything was last known to be the same here and there, on this laptop's clock.
    pub synced_at: Option<Moment>,
    /// How far the log was read, and how far it goes, while that is not the same.
    pub loading: Option<(u64, u64)>,
    /// How much of the snapshots is here and how much there is, in bytes, while this laptop is new and has not read the log.
    pub arriving: Option<(u64, u64)>,
    /// What is the matter now.
    pub trouble: Option<Trouble>,
    /// What was noticed and nobody has looked at.
    pub notices: Vec<Notice>,
    /// What arrived and cannot be read here, or not yet.
    pub waiting: u32,
    /// How far this laptop's clock is ahead of the server's, in milliseconds; nothing before they met.
    pub clock_ahead: Option<i64>,
}
