//! Entries of a team's log, and the chain of hashes through it.

use crate::{Hash, ProtocolError};
use serde::{Deserialize, Serialize};

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntryKind {
    /// A [`crate::SignedRoster`].
    Roster,
    /// A [`crate::SignedOpening`].
    Opening,
    /// A [`crate::Pack`].
    Pack,
}

impl EntryKind {
    /// The number that is stored and hashed.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Roster => 1,
            Self::Opening => 2,
            Self::Pack => 3,
        }
    }

    /// From its number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        [Self::Roster, Self::Opening, Self::Pack]
            .into_iter()
            .find(|kind| kind.number() == number)
    }
}

/// An entry: its kind and its bytes, exactly as they were signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// The bytes.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

impl Entry {
    /// Its hash, by which it stands in the chain even where it is not shown or was erased.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&[b"alongside entry v1", &[self.kind.number()], &self.bytes])
    }
}

/// A place in a log: how many entries it has up to there, and the chain of their hashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Head {
    /// Position of the last entry; the first is 1, an empty log is at 0.
    pub position: u64,
    /// `H(chain before, hash of the entry)`; all zeroes for an empty log.
    pub chain: Hash,
}

/// The head after one more entry with that hash.
///
/// # Errors
/// [`ProtocolError::OutOfOrder`] if there is no next position.
pub fn extend(head: Head, entry: &Hash) -> Result<Head, ProtocolError> {
    Ok(Head {
        position: head
            .position
            .checked_add(1)
            .ok_or(ProtocolError::OutOfOrder)?,
        chain: Hash::of(&[b"alongside log v1", &head.chain.0, &entry.0]),
    })
}
