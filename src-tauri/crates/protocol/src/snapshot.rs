//! Snapshots: a stretch of one space's history once more, in one piece, so that a laptop that is new need not read the whole log before
//! it is useful.
//!
//! A snapshot says nothing that the log does not say: it holds the parts of commits that stand in the log after one place and up to
//! another. It is in no chain and has no place of its own; whoever took it over takes back what the log, once read, does not confirm.

use crate::{
    Codec, DeviceId, Entry, Hash, Head, PackId, ProtocolError, PublicKey, Signature, SpaceId,
    TeamId, Verify, decode, encode,
};
use serde::{Deserialize, Serialize};

/// What stands in clear before a snapshot. All of it is signed, and authenticated with what is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotHeader {
    /// 1.
    pub version: u8,
    /// The space.
    pub space: SpaceId,
    /// Who sealed it.
    pub device: DeviceId,
    /// It holds what stands after this position,
    pub after: u64,
    /// up to and with this one. The log's chain there is the one that its maker read.
    pub to: Head,
    /// The epoch whose key sealed it.
    pub epoch: u32,
    /// Random; the salt of its key.
    pub id: PackId,
    /// How to read what is sealed.
    pub codec: Codec,
}

/// A snapshot on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// A [`SnapshotHeader`].
    #[serde(with = "serde_bytes")]
    pub header: Vec<u8>,
    /// ChaCha20-Poly1305 under a key of its own.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
    /// Over [`Snapshot::signed_text`].
    pub signature: Signature,
}

impl Snapshot {
    /// What is signed: the team, the header and a hash of what is sealed.
    #[must_use]
    pub fn signed_text(team: &TeamId, header: &[u8], sealed: &[u8]) -> Vec<u8> {
        [
            b"alongside snapshot v1".as_slice(),
            &team.0,
            &Hash::of(&[sealed]).0,
            header,
        ]
        .concat()
    }

    /// What is authenticated together with the sealed bytes: no pack can be passed off as a snapshot, nor the other way round.
    #[must_use]
    pub fn associated(team: &TeamId, header: &[u8]) -> Vec<u8> {
        [b"alongside snapshot v1".as_slice(), &team.0, header].concat()
    }

    /// Reads a snapshot.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`], [`ProtocolError::TooNew`].
    pub fn read(bytes: &[u8]) -> Result<(Self, SnapshotHeader), ProtocolError> {
        let snapshot: Self = decode(bytes)?;
        if snapshot.header.first() != Some(&1) {
            return Err(ProtocolError::TooNew);
        }
        let header = decode(&snapshot.header)?;
        Ok((snapshot, header))
    }

    /// In bytes.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`] if it has none, which does not happen.
    pub fn bytes(&self) -> Result<Vec<u8>, ProtocolError> {
        encode(self)
    }

    /// Checks who sealed it.
    ///
    /// # Errors
    /// [`ProtocolError::BadSignature`].
    pub fn check(
        &self,
        team: &TeamId,
        key: &PublicKey,
        verify: &dyn Verify,
    ) -> Result<(), ProtocolError> {
        let text = Self::signed_text(team, &self.header, &self.sealed);
        if verify.verify(key, &text, &self.signature) {
            Ok(())
        } else {
            Err(ProtocolError::BadSignature)
        }
    }
}

/// Which snapshot: of a space, what stands after a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stretch {
    /// The space.
    pub space: SpaceId,
    /// The position after which it begins.
    pub after: u64,
}

/// Asks what there is, without what was written: the roster and the spaces that were opened, from a position of the log on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// After this position.
    pub after: u64,
}

/// A roster entry or an opening in its place, as a laptop that is new needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landmark {
    /// Its position.
    pub position: u64,
    /// The entry.
    pub entry: Entry,
    /// Where the last pack of the space stands; 0 for a roster entry, and for a space in which nothing was written.
    pub last: u64,
    /// The snapshots that there are of the space: where each begins and ends, and its bytes.
    pub snapshots: Vec<(u64, u64, u32)>,
}

/// What there is, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surveyed {
    /// The entries.
    pub landmarks: Vec<Landmark>,
    /// Up to here nothing is left out.
    pub to: u64,
    /// The end of the log when this was answered.
    pub end: Head,
    /// The server's time in milliseconds since 1970.
    pub time: i64,
}

/// Asks for snapshots, the most important first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetch {
    /// Which.
    pub wanted: Vec<Stretch>,
}

/// The first so many of those that were asked for; nothing in the place of one that is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetched {
    /// As [`Snapshot`]s in bytes.
    pub snapshots: Vec<Option<serde_bytes::ByteBuf>>,
    /// The server's time in milliseconds since 1970.
    pub time: i64,
}

/// Asks of which spaces snapshots should be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanting {
    /// Only those with so many packs since their last snapshot, or more.
    pub packs: u32,
}

/// Those with the most, first; not all of them if there are many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Where the next snapshot of each begins.
    pub stretches: Vec<Stretch>,
    /// The server's time in milliseconds since 1970.
    pub time: i64,
}
