//! Among people: drop-ins.

use crate::api::people::PersonLine;
use alongside_domain::ids::{ConversationId, DropInId, PersonId};
use alongside_domain::outreach::{Conversation, DropIn};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A drop-in in a list.
#[derive(Clone, Serialize, TS)]
pub struct DropInLine {
    /// Which.
    pub drop_in: DropIn,
    /// Conversations.
    pub conversations: u32,
    /// Their minutes together, where they were written down.
    pub minutes: i64,
}

/// Names a drop-in.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct DropInRequest {
    /// Id.
    pub id: DropInId,
}

/// How often something was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Tally {
    /// A need's code, or the name of a service.
    pub what: String,
    /// In so many conversations.
    pub times: u32,
}

/// A drop-in with all of it.
#[derive(Clone, Serialize, TS)]
pub struct DropInView {
    /// Which.
    pub drop_in: DropIn,
    /// In the order in which they were written.
    pub conversations: Vec<Conversation>,
    /// Those who are or became people supported.
    pub people: Vec<PersonLine>,
    /// Minutes together.
    pub minutes: i64,
    /// In how many conversations minutes were written down.
    pub with_minutes: u32,
    /// Needs, the most frequent first.
    pub needs: Vec<Tally>,
    /// Services given, the most frequent first.
    pub services: Vec<Tally>,
}

/// Makes a conversation the beginning of somebody's record.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BecomeRequest {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Who it was, if they are known already.
    pub person: Option<PersonId>,
    /// A name, if not; what they were called at the drop-in if empty.
    pub name: String,
}
