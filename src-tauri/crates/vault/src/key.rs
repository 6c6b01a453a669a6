//! The vault key and the keys derived from it.
//!
//! Each purpose has a key of its own, so that a flaw in how one is used says nothing about the others, and no
//! ciphertext made for one purpose opens under another. Derivation is HKDF-SHA256 (RFC 5869) with the vault's id as salt and the
//! purpose's words as info. Those words are frozen: changing one loses the data sealed under it.

use std::fmt;

use ring::hkdf;

use crate::hex::Hex;
use crate::secret::Secret;
use crate::{Random, Result, VaultError};

/// Which vault: 16 random bytes that say nothing about whose it is. Shown as 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VaultId(pub(crate) Hex<16>);

impl VaultId {
    /// The 16 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0.0
    }
}

impl fmt::Display for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// What a derived key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The raw key of the encrypted database.
    Database,
    /// Backups, automatic or asked for.
    Backups,
    /// Papers and pictures kept with a person's record.
    Attachments,
    /// What is being typed and not yet saved.
    Drafts,
    /// Settings that are kept outside the database.
    Settings,
}

impl Purpose {
    /// Every purpose, for tests that must cover all of them.
    pub const ALL: [Self; 5] = [
        Self::Database,
        Self::Backups,
        Self::Attachments,
        Self::Drafts,
        Self::Settings,
    ];

    /// The frozen words that tell this purpose's key from every other.
    fn info(self) -> &'static [u8] {
        match self {
            Self::Database => b"alongside v1 database",
            Self::Backups => b"alongside v1 backups",
            Self::Attachments => b"alongside v1 attachments",
            Self::Drafts => b"alongside v1 drafts",
            Self::Settings => b"alongside v1 settings",
        }
    }
}

/// The one key behind a vault, held only while it is unlocked. Dropping it wipes it.
pub struct VaultKey {
    vault: VaultId,
    bytes: Secret<32>,
}

impl VaultKey {
    /// A fresh random key for a new vault.
    pub(crate) fn make(vault: VaultId, random: &mut dyn Random) -> Result<Self> {
        Ok(Self {
            vault,
            bytes: Secret::filled(|bytes| random.fill(bytes))?,
        })
    }

    /// The key a slot of `vault` held.
    pub(crate) fn unwrapped(vault: VaultId, bytes: Secret<32>) -> Self {
        Self { vault, bytes }
    }

    /// The key's own bytes, for wrapping only.
    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.bytes.expose()
    }

    /// Which vault this is the key of.
    #[must_use]
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// The key for one purpose: the same every time, for ever.
    pub fn derive(&self, purpose: Purpose) -> Result<DerivedKey> {
        let bytes = hkdf_sha256(self.vault.as_bytes(), self.expose(), purpose.info())?;
        Ok(DerivedKey { purpose, bytes })
    }
}

impl fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultKey({}, <secret>)", self.vault)
    }
}

/// A key for one purpose. Dropping it wipes it.
#[derive(Debug)]
pub struct DerivedKey {
    purpose: Purpose,
    bytes: Secret<32>,
}

impl DerivedKey {
    /// What this key is for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The 32 bytes, for the one caller that must hand them on (the database). Wipe whatever they are copied into.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        self.bytes.expose()
    }
}

/// 32 bytes by HKDF-SHA256, leaving no trace of them or of `secret` on the stack.
pub(crate) fn hkdf_sha256(salt: &[u8], secret: &[u8], info: &[u8]) -> Result<Secret<32>> {
    Secret::filled(|out| {
        hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
            .extract(secret)
            .expand(&[info], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(out))
            // Only asking for more than 8,160 bytes fails, and 32 are asked for.
            .map_err(|_| VaultError::TooLarge)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

    use super::*;

    /// RFC 5869, appendix A.1, first 32 bytes of the output.
    #[test]
    fn hkdf_is_the_one_in_the_rfc() {
        let salt: Vec<u8> = (0x00..=0x0c).collect();
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        let out = hkdf_sha256(&salt, &[0x0b; 22], &info).unwrap();
        assert_eq!(
            Hex(*out.expose()).to_string(),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        );
    }

    /// Frozen. If this fails, every database, backup and draft ever made has been lost: put the words back.
    #[test]
    fn the_keys_of_each_purpose_never_change() {
        let key = VaultKey {
            vault: VaultId(Hex(*b"Amira's laptop..")),
            bytes: Secret::filled(|bytes| {
                bytes.fill(7);
                Ok(())
            })
            .unwrap(),
        };
        let derived =
            Purpose::ALL.map(|purpose| Hex(*key.derive(purpose).unwrap().expose()).to_string());
        assert_eq!(
            derived,
            include_str!("../tests/golden/derived_keys.txt")
                .lines()
                .collect::<Vec<_>>()
                .as_slice()
        );
    }
}
