//! Requests and answers.

use crate::{Entry, Hash, Head, ProtocolError, SpaceId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// In bytes.
///
/// # Errors
/// [`ProtocolError::Malformed`]: none of the types here can cause it.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, ProtocolError> {
    postcard::to_allocvec(value).map_err(|_| ProtocolError::Malformed)
}

/// From bytes, all of them, written as [`encode`] writes them. Postcard itself reads a number with idle bytes in it, a map out of order;
/// here that is refused, or whoever carries an entry could make another out of it, with another hash under the same signature.
///
/// # Errors
/// [`ProtocolError::Malformed`].
pub fn decode<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, ProtocolError> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) if encode(&value)? == bytes => Ok(value),
        _ => Err(ProtocolError::Malformed),
    }
}

/// What a server says of itself, to anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Always `alongside`: a page of a hotel's network does not say so.
    pub service: String,
    /// Newest protocol spoken.
    pub newest: u16,
    /// Oldest protocol spoken.
    pub oldest: u16,
    /// The server's time in milliseconds since 1970.
    pub time: i64,
}

/// Asks for what comes after a head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// The log as the device knows it. A server that has another chain at that position says so.
    pub after: Head,
    /// The most bytes of entries to send; at most [`crate::limits::PAGE_BYTES`].
    pub most_bytes: u32,
    /// Only these spaces are shown; all that the device may see if empty.
    pub only: Vec<SpaceId>,
}

/// How an entry is shown to a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// Whole.
    Whole(Entry),
    /// By its hash: the device may not read it, or did not ask for it.
    Hidden(Hash),
    /// By its hash: what it held was erased.
    Erased(Hash),
    /// By its hash: a pack that the device sealed itself. One that does not know it was restored from an older copy, or
    /// has a double.
    Own(Hash),
}

impl Shown {
    /// The hash by which it stands in the chain.
    #[must_use]
    pub fn hash(&self) -> Hash {
        match self {
            Self::Whole(entry) => entry.hash(),
            Self::Hidden(hash) | Self::Erased(hash) | Self::Own(hash) => *hash,
        }
    }
}

/// An entry in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its position.
    pub position: u64,
    /// The entry.
    pub shown: Shown,
}

/// What comes after a head, in order and without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The entries.
    pub items: Vec<Item>,
    /// The end of the log when this was answered.
    pub end: Head,
    /// The server's time in milliseconds since 1970.
    pub time: i64,
}

/// Hands in entries, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// Where an entry was put; the same answer when it was handed in before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// Its position.
    pub position: u64,
}

/// What became of a push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    /// The entries that were accepted: the first so many of those handed in.
    pub placed: Vec<Placed>,
    /// Why the next one was not.
    pub refused: Option<Refusal>,
    /// The server's time in milliseconds since 1970.
    pub time: i64,
}

/// Why the server does not do something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Bytes that cannot be read.
    Malformed,
    /// A newer protocol or entry than this server knows.
    NotUnderstood,
    /// A signature that does not fit, or a request signed by nobody known.
    BadSignature,
    /// The request's time is too far from the server's.
    WrongTime {
        /// The server's.
        time: i64,
    },
    /// The device was revoked.
    Revoked,
    /// The role of the member does not allow it.
    NotAllowed,
    /// A pack whose number is beyond the next: the server lacks the packs before it.
    Gap {
        /// The number it expects next in that chain.
        expected: u64,
    },
    /// Another pack stands under that number: two laptops use one identity.
    Taken {
        /// The hash of what stands there.
        by: Hash,
    },
    /// Sealed under an epoch that is over. Pull, seal again, push again.
    OldEpoch {
        /// The epoch now.
        current: u32,
    },
    /// The roster has moved on. Pull and sign again.
    RosterMoved,
    /// The space is not open, or not any more.
    NoSuchSpace,
    /// The space was erased.
    Erased,
    /// The log here is not the one the device saw: it is shorter, or another.
    OtherLog {
        /// The end of the log here.
        end: Head,
    },
    /// Too large.
    TooLarge,
    /// The team's room is used up.
    Full,
    /// Too many requests.
    TooMany {
        /// Seconds to wait.
        seconds: u32,
    },
    /// The team is suspended by who runs the server.
    Suspended,
    /// No such team, invitation, or sign-up code.
    Unknown,
    /// Something is wrong with the server. Try later.
    Unwell,
    /// Somebody else came to the mailbox first. Make another.
    Claimed,
    /// This server shows no directories to the public: whoever runs it has not switched that on.
    NotServed,
}
