//! The reception of a team: a key pair that follows from its ring key of an epoch. Another team seals to it without knowing who is in
//! this one, and every laptop that has the ring key opens it, also one that joins years later.
//!
//! The next epoch has another: who was taken out of the team opens nothing that is sealed to it.

use super::rings::RingKey;
use super::sealing::OpeningKey;
use crate::Result;
use crate::key::hkdf_sha256;

const RECEPTION: &[u8] = b"alongside v1 reception of a team";

impl RingKey {
    /// The key pair of this ring in this epoch, always the same.
    ///
    /// # Errors
    /// None: HKDF gives 32 bytes of anything, and any 32 bytes are a key.
    pub fn reception(&self) -> Result<OpeningKey> {
        OpeningKey::of_secret(hkdf_sha256(&[], self.expose(), RECEPTION)?)
    }
}
