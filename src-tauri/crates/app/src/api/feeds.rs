//! Live lists of services: adding one, how each stands.

use alongside_domain::directory::Feed;
use alongside_domain::ids::FeedId;
use alongside_domain::value::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Adds a live list.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AddFeedRequest {
    /// Its address, as it was pasted.
    pub address: String,
    /// What to call it; its server's name if left blank.
    pub name: String,
}

/// Names a live list.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct FeedRequest {
    /// Id.
    pub id: FeedId,
}

/// What is happening with a live list on this laptop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FeedState {
    /// Nothing: it is as fresh as it should be.
    #[default]
    Resting,
    /// Its list is being read.
    Listing,
    /// Whole records are being fetched.
    Details,
    /// Those that it gives no longer are being asked after.
    Missing,
    /// The directory is being brought up to date.
    Keeping,
    /// Something was in the way; it goes on by itself.
    Waiting,
    /// Somebody stopped it.
    Stopped,
}

/// What was in the way. Closed: the interface words each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FeedTrouble {
    /// No network, or nobody there.
    Unreachable,
    /// A web page answers, or something that is no list.
    NotAList,
    /// A list, and nothing in it.
    Empty,
    /// Its certificate is not to be trusted.
    BadCertificate,
    /// Its server is not well, or too busy.
    Unwell,
    /// It declines to answer.
    Declined,
    /// A single record is larger than can be.
    TooLarge,
    /// This laptop's own file cannot be written now.
    Disk,
    /// It took longer than is fair to its keeper; the rest comes later.
    Spent,
}

/// What came of the last copy taken on this laptop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LastPull {
    /// When.
    pub at: Moment,
    /// Services that are new.
    pub added: u32,
    /// Services that changed.
    pub updated: u32,
    /// Services that are as they were.
    pub unchanged: u32,
    /// Services that the list gives no longer. They are kept, and marked.
    pub gone: u32,
    /// Services that it gives again.
    pub back: u32,
    /// Records that could not be read.
    pub left_out: u32,
    /// Everything that the list says it has was there.
    pub whole: bool,
    /// How many services the list says it has.
    pub said: Option<u32>,
    /// So much was missing that nothing was marked as gone.
    pub shrank: bool,
}

/// A live list, and how it stands on this laptop.
#[derive(Clone, Serialize, TS)]
pub struct FeedView {
    /// The list.
    pub feed: Feed,
    /// What is happening.
    pub state: FeedState,
    /// So many are done.
    pub done: u32,
    /// Of so many, if it is known.
    pub total: Option<u32>,
    /// What was in the way.
    pub trouble: Option<FeedTrouble>,
    /// What came of the last copy.
    pub last: Option<LastPull>,
}
