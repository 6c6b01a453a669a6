//! Openings: a space comes to be, with its secret sealed for those who may read it.

use crate::{
    DeviceId, Entry, EntryKind, ProtocolError, PublicKey, Ring, Signature, SpaceId, TeamId, Verify,
    decode, encode,
};
use serde::{Deserialize, Serialize};

/// A new space. Its secret is needed to read its packs; to destroy the secret is to erase the space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// 1.
    pub version: u8,
    /// The space.
    pub space: SpaceId,
    /// Who may read it.
    pub ring: Ring,
    /// The epoch of the ring's key under which the secret is sealed; 0 for a member's own ring, which has no epochs.
    pub epoch: u32,
    /// The device that opened it.
    pub device: DeviceId,
    /// The space's secret, 32 bytes, sealed.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
}

/// An opening on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOpening {
    /// An [`Opening`].
    #[serde(with = "serde_bytes")]
    pub body: Vec<u8>,
    /// Over [`SignedOpening::signed_text`].
    pub signature: Signature,
}

impl SignedOpening {
    /// What is signed.
    #[must_use]
    pub fn signed_text(team: &TeamId, body: &[u8]) -> Vec<u8> {
        [b"alongside opening v1".as_slice(), &team.0, body].concat()
    }

    /// Reads an opening.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`], [`ProtocolError::TooNew`].
    pub fn read(bytes: &[u8]) -> Result<(Self, Opening), ProtocolError> {
        let signed: Self = decode(bytes)?;
        if signed.body.first() != Some(&1) {
            return Err(ProtocolError::TooNew);
        }
        let opening = decode(&signed.body)?;
        Ok((signed, opening))
    }

    /// As an entry of the log.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`] if it has no bytes, which does not happen.
    pub fn entry(&self) -> Result<Entry, ProtocolError> {
        Ok(Entry {
            kind: EntryKind::Opening,
            bytes: encode(self)?,
        })
    }

    /// Checks who opened it.
    ///
    /// # Errors
    /// [`ProtocolError::BadSignature`].
    pub fn check(
        &self,
        team: &TeamId,
        key: &PublicKey,
        verify: &dyn Verify,
    ) -> Result<(), ProtocolError> {
        if verify.verify(key, &Self::signed_text(team, &self.body), &self.signature) {
            Ok(())
        } else {
            Err(ProtocolError::BadSignature)
        }
    }
}
