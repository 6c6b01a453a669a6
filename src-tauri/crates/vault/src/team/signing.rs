//! Ed25519: who wrote what stands in the team's log.
//!
//! A device signs each pack, opening, roster entry and request. Checking is stricter than RFC 8032 asks: a key or an `R`
//! of small order or in a second spelling is refused (see `points`), and `ring` refuses an `S` that is not below the
//! order of the group and any `R` that it would not have written itself. So one message has one signature by one key, up
//! to what its signer chose, and no key signs for another.

use std::fmt;

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

use super::points::is_sound_edwards;
use crate::secret::{Secret, without_traces};
use crate::{Part, Random, Result, VaultError};

/// A device's own signing key. Dropping it wipes it.
pub struct SigningKey {
    seed: Secret<32>,
    public: [u8; 32],
}

impl SigningKey {
    /// A fresh random key.
    ///
    /// # Errors
    /// [`VaultError::NoRandomness`].
    pub fn make(random: &mut dyn Random) -> Result<Self> {
        Self::of(Secret::filled(|bytes| random.fill(bytes))?)
    }

    /// The key with this seed, as it was kept.
    ///
    /// # Errors
    /// [`VaultError::Damaged`], which no 32 bytes are.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self> {
        Self::of(Secret::copied(seed))
    }

    fn of(seed: Secret<32>) -> Result<Self> {
        let mut public = [0; 32];
        without_traces(|| {
            let pair = Ed25519KeyPair::from_seed_unchecked(seed.expose()).map_err(|_| {
                VaultError::Damaged {
                    what: Part::DeviceKey,
                }
            })?;
            public.copy_from_slice(pair.public_key().as_ref());
            Ok(())
        })?;
        Ok(Self { seed, public })
    }

    /// The 32 bytes to keep, in the encrypted database only.
    #[must_use]
    pub fn seed(&self) -> &[u8; 32] {
        self.seed.expose()
    }

    /// What others check signatures with.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.public
    }

    /// Signs `message`.
    ///
    /// `ring`'s own key pair is made for each signature and its stack wiped after, because it would not wipe itself. It is
    /// made with the public key beside it, so that a seed gone bad in memory signs nothing: then, and never otherwise, the
    /// answer is 64 zeros, which verify nowhere.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let mut signature = [0; 64];
        without_traces(|| {
            if let Ok(pair) =
                Ed25519KeyPair::from_seed_and_public_key(self.seed.expose(), &self.public)
            {
                signature.copy_from_slice(pair.sign(message).as_ref());
            }
        });
        signature
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(<secret>)")
    }
}

/// Whether the owner of `public` signed `message`.
#[must_use]
pub fn verify_signature(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    let Some(nonce_point) = signature.first_chunk::<32>() else {
        return false;
    };
    is_sound_edwards(public)
        && is_sound_edwards(nonce_point)
        && UnparsedPublicKey::new(&ED25519, public)
            .verify(message, signature)
            .is_ok()
}
