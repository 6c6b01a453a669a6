//! What is left on the server for a member who loses every laptop.
//!
//! The recovery code that is printed for the drawer opens it: from the code come a locator, under which the server keeps
//! the blob, and the key it is sealed with. The code is 128 random bits, so neither the locator nor the blob helps to find
//! it, and HKDF is enough. The server learns that somebody has left something, not who and not what.

use std::fmt;

use zeroize::Zeroizing;

use super::once;
use crate::key::hkdf_sha256;
use crate::secret::Secret;
use crate::{Random, RecoveryCode, Result};

const LOCATOR: &[u8] = b"alongside v1 escrow locator";
const KEY: &[u8] = b"alongside v1 escrow key";
const SEALED: &[u8] = b"alongside v1 escrow";

/// Where on the server it lies.
///
/// # Errors
/// None: HKDF gives 32 bytes of anything.
pub fn escrow_locator(code: &RecoveryCode) -> Result<[u8; 16]> {
    let derived = hkdf_sha256(&[], code.expose(), LOCATOR)?;
    let mut locator = [0; 16];
    for (byte, from) in locator.iter_mut().zip(derived.expose()) {
        *byte = *from;
    }
    Ok(locator)
}

/// What it is sealed with.
///
/// # Errors
/// None: HKDF gives 32 bytes of anything.
pub fn escrow_key(code: &RecoveryCode) -> Result<EscrowKey> {
    Ok(EscrowKey {
        locator: escrow_locator(code)?,
        key: hkdf_sha256(&[], code.expose(), KEY)?,
    })
}

/// The key of what lies in escrow, bound to its locator. Dropping it wipes it.
pub struct EscrowKey {
    locator: [u8; 16],
    key: Secret<32>,
}

impl EscrowKey {
    /// Seals what the member will need. Under the same key as often as it changes.
    ///
    /// # Errors
    /// [`crate::VaultError::NoRandomness`].
    pub fn seal(&self, plaintext: &[u8], random: &mut dyn Random) -> Result<Vec<u8>> {
        once::seal_salted(self.key.expose(), SEALED, &self.locator, plaintext, random)
    }

    /// Opens what [`EscrowKey::seal`] sealed.
    ///
    /// # Errors
    /// [`crate::VaultError::Damaged`].
    pub fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        once::open_salted(self.key.expose(), SEALED, &self.locator, sealed)
    }

    /// What must not be left in memory.
    #[cfg(test)]
    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.key.expose()
    }
}

impl fmt::Debug for EscrowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EscrowKey(<secret>)")
    }
}
