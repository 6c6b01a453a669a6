//! One slot of `vault.json`: the vault key, wrapped under what a person knows or keeps.
//!
//! The wrapping is AES-256-GCM with a fresh random nonce. Its associated data is every choice that led to the wrapping key:
//! file format, vault, kind of slot, derivation and parameters. A slot therefore cannot be moved to another vault,
//! taken for the other kind, or have its parameters altered unnoticed. Those bytes are frozen by a known-answer test.
//!
//! A slot also carries a plain checksum. It keeps nothing secret and stops no attacker; it lets a flipped bit on a
//! tired disk be told apart from a wrong passphrase, so that nobody is told they have forgotten what they have not.
//!
//! Each slot keeps the format it was sealed under, not the file's: a later format could not re-seal the recovery slot
//! without the code, which is in a drawer.

use std::collections::BTreeMap;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, MAX_TAG_LEN, Nonce, UnboundKey};
use ring::digest;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::hex::Hex;
use crate::key::{VaultId, VaultKey, hkdf_sha256};
use crate::random::fresh;
use crate::secret::{Secret, without_traces};
use crate::{Part, PassphraseCost, Random, RecoveryCode, Result, VaultError};

const KEY_LEN: usize = 32;
const WRAPPED_LEN: usize = KEY_LEN + MAX_TAG_LEN;
/// The format slots are sealed under today.
const SLOT_FORMAT: u32 = 1;
const RECOVERY_INFO: &[u8] = b"alongside v1 recovery slot";

/// Which of the two slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlotKind {
    Passphrase,
    Recovery,
}

impl SlotKind {
    fn name(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::Recovery => "recovery",
        }
    }

    pub(crate) fn part(self) -> Part {
        match self {
            Self::Passphrase => Part::PassphraseSlot,
            Self::Recovery => Part::RecoverySlot,
        }
    }
}

/// How the wrapping key is made from what the person knows or keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name")]
pub(crate) enum Kdf {
    #[serde(rename = "argon2id-v1.3")]
    Argon2id {
        memory_kib: u32,
        passes: u32,
        lanes: u32,
        salt: Hex<16>,
    },
    #[serde(rename = "hkdf-sha256")]
    Hkdf { salt: Hex<16> },
}

/// A slot as it is on disk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Slot {
    format: u32,
    kdf: Kdf,
    nonce: Hex<12>,
    wrapped_key: Hex<WRAPPED_LEN>,
    checksum: Hex<8>,
    /// What a newer version wrote here is kept.
    #[serde(flatten)]
    newer: BTreeMap<String, Value>,
}

impl Slot {
    /// Wraps `key` under a passphrase.
    pub(crate) fn for_passphrase(
        key: &VaultKey,
        passphrase: &str,
        cost: PassphraseCost,
        random: &mut dyn Random,
    ) -> Result<Self> {
        let salt = fresh(random)?;
        let PassphraseCost {
            memory_kib,
            passes,
            lanes,
        } = cost;
        let kdf = Kdf::Argon2id {
            memory_kib,
            passes,
            lanes,
            salt: Hex(salt),
        };
        Self::sealed(
            SlotKind::Passphrase,
            kdf,
            key,
            &cost.derive(passphrase, &salt)?,
            random,
        )
    }

    /// Wraps `key` under a recovery code.
    pub(crate) fn for_recovery(
        key: &VaultKey,
        code: &RecoveryCode,
        random: &mut dyn Random,
    ) -> Result<Self> {
        let salt = fresh(random)?;
        let wrapping = hkdf_sha256(&salt, code.expose(), RECOVERY_INFO)?;
        Self::sealed(
            SlotKind::Recovery,
            Kdf::Hkdf { salt: Hex(salt) },
            key,
            &wrapping,
            random,
        )
    }

    /// The vault key, if this is the passphrase. A wrong passphrase, a damaged slot and a cost out of bounds differ.
    pub(crate) fn open_with_passphrase(
        &self,
        vault: VaultId,
        passphrase: &str,
    ) -> Result<VaultKey> {
        let damaged = VaultError::Damaged {
            what: Part::PassphraseSlot,
        };
        let (Some(cost), Kdf::Argon2id { salt, .. }) = (self.cost(), &self.kdf) else {
            return Err(damaged);
        };
        let intact = self.is_intact(vault, SlotKind::Passphrase);
        let wrapping = match cost.derive(passphrase, &salt.0) {
            Err(VaultError::WeakerThanAllowed | VaultError::CostlierThanAllowed) if !intact => {
                return Err(damaged);
            }
            made => made?,
        };
        let refusal = if intact {
            VaultError::WrongPassphrase
        } else {
            damaged
        };
        self.opened(SlotKind::Passphrase, vault, &wrapping)
            .ok_or(refusal)
    }

    /// The vault key, if this is the recovery code.
    pub(crate) fn open_with_recovery(
        &self,
        vault: VaultId,
        code: &RecoveryCode,
    ) -> Result<VaultKey> {
        let damaged = VaultError::Damaged {
            what: Part::RecoverySlot,
        };
        let Kdf::Hkdf { salt } = &self.kdf else {
            return Err(damaged);
        };
        let wrapping = hkdf_sha256(&salt.0, code.expose(), RECOVERY_INFO)?;
        let intact = self.is_intact(vault, SlotKind::Recovery);
        let refusal = if intact {
            VaultError::WrongRecoveryCode
        } else {
            damaged
        };
        self.opened(SlotKind::Recovery, vault, &wrapping)
            .ok_or(refusal)
    }

    /// What a guess at this slot costs, if it is a passphrase's.
    pub(crate) fn cost(&self) -> Option<PassphraseCost> {
        match self.kdf {
            Kdf::Argon2id {
                memory_kib,
                passes,
                lanes,
                ..
            } => Some(PassphraseCost {
                memory_kib,
                passes,
                lanes,
            }),
            Kdf::Hkdf { .. } => None,
        }
    }

    /// Whether the slot is as it was written, as far as a checksum can tell.
    pub(crate) fn is_intact(&self, vault: VaultId, kind: SlotKind) -> bool {
        self.checksum
            == checksum(
                &associated_data(self.format, vault, kind, &self.kdf),
                &self.nonce,
                &self.wrapped_key,
            )
    }

    fn sealed(
        kind: SlotKind,
        kdf: Kdf,
        key: &VaultKey,
        wrapping: &Secret<32>,
        random: &mut dyn Random,
    ) -> Result<Self> {
        let nonce = fresh(random)?;
        let associated = associated_data(SLOT_FORMAT, key.vault(), kind, &kdf);
        let mut wrapped = Zeroizing::new([0; WRAPPED_LEN]);
        without_traces(|| {
            let (body, tag_place) = wrapped.split_at_mut(KEY_LEN);
            body.copy_from_slice(key.expose());
            let tag = aes(wrapping)?
                .seal_in_place_separate_tag(
                    Nonce::assume_unique_for_key(nonce),
                    Aad::from(&associated),
                    body,
                )
                .map_err(|_| VaultError::TooLarge)?;
            tag_place.copy_from_slice(tag.as_ref());
            Ok(())
        })?;
        let (nonce, wrapped_key) = (Hex(nonce), Hex(*wrapped));
        let checksum = checksum(&associated, &nonce, &wrapped_key);
        Ok(Self {
            format: SLOT_FORMAT,
            kdf,
            nonce,
            wrapped_key,
            checksum,
            newer: BTreeMap::new(),
        })
    }

    fn opened(&self, kind: SlotKind, vault: VaultId, wrapping: &Secret<32>) -> Option<VaultKey> {
        let associated = associated_data(self.format, vault, kind, &self.kdf);
        let mut wrapped = Zeroizing::new(self.wrapped_key.0.to_vec());
        let bytes = Secret::filled(|bytes| {
            let refused = VaultError::Damaged { what: kind.part() };
            let opened = aes(wrapping)?
                .open_in_place(
                    Nonce::assume_unique_for_key(self.nonce.0),
                    Aad::from(&associated),
                    &mut wrapped,
                )
                .map_err(|_| refused.clone())?;
            *bytes = *opened.first_chunk().ok_or(refused)?;
            Ok(())
        });
        bytes.ok().map(|bytes| VaultKey::unwrapped(vault, bytes))
    }
}

fn aes(wrapping: &Secret<32>) -> Result<LessSafeKey> {
    UnboundKey::new(&AES_256_GCM, wrapping.expose())
        .map(LessSafeKey::new)
        .map_err(|_| VaultError::TooLarge)
}

/// The canonical bytes of every choice behind a slot. Frozen.
///
/// Text is its length in one byte and then itself; numbers are four bytes, the largest first; ids and salts are bare.
fn associated_data(format: u32, vault: VaultId, kind: SlotKind, kdf: &Kdf) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(96);
    let text = |bytes: &mut Vec<u8>, text: &str| {
        bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(text.as_bytes());
    };
    text(&mut bytes, "alongside vault slot");
    bytes.extend_from_slice(&format.to_be_bytes());
    bytes.extend_from_slice(vault.as_bytes());
    text(&mut bytes, kind.name());
    match kdf {
        Kdf::Argon2id {
            memory_kib,
            passes,
            lanes,
            salt,
        } => {
            text(&mut bytes, "argon2id-v1.3");
            for number in [memory_kib, passes, lanes] {
                bytes.extend_from_slice(&number.to_be_bytes());
            }
            bytes.extend_from_slice(&salt.0);
        }
        Kdf::Hkdf { salt } => {
            text(&mut bytes, "hkdf-sha256");
            bytes.extend_from_slice(&salt.0);
        }
    }
    bytes
}

fn checksum(associated: &[u8], nonce: &Hex<12>, wrapped_key: &Hex<WRAPPED_LEN>) -> Hex<8> {
    let mut hash = digest::Context::new(&digest::SHA256);
    for part in [associated, &nonce.0, &wrapped_key.0] {
        hash.update(part);
    }
    Hex(hash
        .finish()
        .as_ref()
        .first_chunk()
        .copied()
        .unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frozen. If this fails, no vault ever made can be opened: put the bytes back.
    #[test]
    fn the_associated_data_of_a_slot_never_changes() {
        let vault = VaultId(Hex(*b"Amira's laptop.."));
        let salt = Hex(*b"sixteen of salt!");
        let argon2id = Kdf::Argon2id {
            memory_kib: 131_072,
            passes: 3,
            lanes: 1,
            salt,
        };
        assert_eq!(
            associated_data(1, vault, SlotKind::Passphrase, &argon2id),
            b"\x14alongside vault slot\0\0\0\x01Amira's laptop..\x0apassphrase\x0dargon2id-v1.3\
              \0\x02\0\0\0\0\0\x03\0\0\0\x01sixteen of salt!"
        );
        assert_eq!(
            associated_data(1, vault, SlotKind::Recovery, &Kdf::Hkdf { salt }),
            b"\x14alongside vault slot\0\0\0\x01Amira's laptop..\x08recovery\x0bhkdf-sha256sixteen of salt!"
        );
    }
}
