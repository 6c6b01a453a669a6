//! Packs: sealed commits of one device in one space.

use crate::{
    DeviceId, Entry, EntryKind, Hash, Head, PackId, ProtocolError, PublicKey, Signature, SpaceId,
    TeamId, Verify, decode, encode,
};
use serde::{Deserialize, Serialize};

/// How the commits were made into bytes before they were sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Codec {
    /// As they are.
    Plain,
    /// Zstandard.
    Zstd,
}

/// What stands in clear before a pack. All of it is signed, and authenticated with what is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackHeader {
    /// 1.
    pub version: u8,
    /// The space whose commits it carries.
    pub space: SpaceId,
    /// Who sealed it.
    pub device: DeviceId,
    /// Counts this device's packs in this space, from 1.
    pub number: u64,
    /// The entry hash of this device's previous pack in this space; zeroes for the first.
    pub previous: Hash,
    /// The team's epoch when it was sealed, whose key sealed it unless the space is shared.
    pub epoch: u32,
    /// The roster entry that brought the shared key which sealed it; 0 for the team's own key.
    pub shared: u64,
    /// Random; the salt of its key.
    pub id: PackId,
    /// How to read what is sealed.
    pub codec: Codec,
    /// The team's log as the device knew it: forks meet here.
    pub seen: Head,
}

/// A pack on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// A [`PackHeader`].
    #[serde(with = "serde_bytes")]
    pub header: Vec<u8>,
    /// ChaCha20-Poly1305 under a key of its own.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
    /// Over [`Pack::signed_text`].
    pub signature: Signature,
}

impl Pack {
    /// What is signed: the team, the header and a hash of what is sealed.
    #[must_use]
    pub fn signed_text(team: &TeamId, header: &[u8], sealed: &[u8]) -> Vec<u8> {
        [
            b"alongside pack v1".as_slice(),
            &team.0,
            &Hash::of(&[sealed]).0,
            header,
        ]
        .concat()
    }

    /// What is authenticated together with the sealed bytes: nothing of it can be changed or moved to another team.
    #[must_use]
    pub fn associated(team: &TeamId, header: &[u8]) -> Vec<u8> {
        [b"alongside pack v1".as_slice(), &team.0, header].concat()
    }

    /// Reads a pack.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`], [`ProtocolError::TooNew`].
    pub fn read(bytes: &[u8]) -> Result<(Self, PackHeader), ProtocolError> {
        let pack: Self = decode(bytes)?;
        // The version is the first byte of the header of every version.
        if pack.header.first() != Some(&1) {
            return Err(ProtocolError::TooNew);
        }
        let header = decode(&pack.header)?;
        Ok((pack, header))
    }

    /// As an entry of the log.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`] if it has no bytes, which does not happen.
    pub fn entry(&self) -> Result<Entry, ProtocolError> {
        Ok(Entry {
            kind: EntryKind::Pack,
            bytes: encode(self)?,
        })
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
