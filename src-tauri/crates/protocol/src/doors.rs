//! What is said at the doors: making a team, joining one through a mailbox, coming back after every laptop is lost.

use crate::{Entry, TeamId};
use serde::{Deserialize, Serialize};

/// Makes a team on a server whose keeper gave out a code for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUp {
    /// The code, as typed.
    pub code: String,
    /// The team's id, random.
    pub team: TeamId,
    /// The `Found` entry, signed by the first lead's laptop.
    pub entry: Entry,
}

/// A mailbox: a place where one laptop of the team and one that is to join leave each other small sealed messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxMade {
    /// Its number: the first part of an invitation code.
    pub number: u32,
    /// When it ends, in milliseconds since 1970 by the server's time.
    pub until: i64,
}

/// Leaves a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxPut {
    /// The joiner's; the maker signs instead.
    pub token: Option<crate::Token>,
    /// Counts the messages of this side, from 1. Left twice is left once.
    pub number: u8,
    /// The message.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// Reads the other side's messages, or ends the mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxTake {
    /// The joiner's; the maker signs instead.
    pub token: Option<crate::Token>,
    /// Only messages with a larger number.
    pub after: u8,
}

/// A message of the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxMessage {
    /// Its number.
    pub number: u8,
    /// The message.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// What the other side left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxTaken {
    /// In order.
    pub messages: Vec<MailboxMessage>,
    /// Whether somebody has claimed it.
    pub is_claimed: bool,
}
