//! HPKE (RFC 9180, base mode): a secret sealed to one device, which alone can open it.
//!
//! This is how a device gets the keys of an epoch, and a member's second laptop the member's key. Who sealed it is not
//! said here: the roster entry or opening that carries it is signed.
//!
//! Two suites, which differ in how the key is agreed: 1 is X-Wing (ML-KEM-768 with X25519), so that what is written down
//! today is not read by a quantum computer later; 2 is X25519 alone, for a platform on which the first should prove
//! unsound. Both with HKDF-SHA256 and ChaCha20-Poly1305. What is sealed begins with its suite, and says for what it was
//! sealed through `context`, which is not stored: it must be the same to open.

use std::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{X25519HkdfSha256, XWing};
use hpke::{
    Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _, single_shot_open,
    single_shot_seal_with_rng,
};
use zeroize::Zeroizing;

use super::lent::Lent;
use super::points::is_sound_montgomery;
use crate::secret::{Secret, without_traces};
use crate::{Part, Random, Result, VaultError};

/// Frozen: what is sealed under it is in every team's log.
const INFO: &[u8] = b"alongside v1 sealed to a device";
/// Far more than any context needs, and far below what the key schedule can take.
const LONGEST_CONTEXT: usize = 4096;

/// How a key is agreed with a device.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Suite {
    XWing,
    X25519,
}

impl Suite {
    fn of(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::XWing),
            2 => Some(Self::X25519),
            _ => None,
        }
    }

    fn number(self) -> u8 {
        match self {
            Self::XWing => 1,
            Self::X25519 => 2,
        }
    }

    /// Bytes of the encapsulated key.
    fn encapsulated(self) -> usize {
        match self {
            Self::XWing => 1120,
            Self::X25519 => 32,
        }
    }
}

/// A device's own key for opening what is sealed to it. Dropping it wipes it.
pub struct OpeningKey {
    suite: Suite,
    secret: Secret<32>,
    public: Vec<u8>,
}

impl OpeningKey {
    /// A fresh random key of the preferred suite.
    ///
    /// # Errors
    /// [`VaultError::NoRandomness`].
    pub fn make(random: &mut dyn Random) -> Result<Self> {
        Self::make_of(Suite::XWing.number(), random)
    }

    /// A fresh random key of the suite with this number.
    ///
    /// # Errors
    /// [`VaultError::UnsoundKey`] if there is no such suite; [`VaultError::NoRandomness`].
    pub fn make_of(suite: u8, random: &mut dyn Random) -> Result<Self> {
        let suite = Suite::of(suite).ok_or(VaultError::UnsoundKey)?;
        Self::of(suite, Secret::filled(|bytes| random.fill(bytes))?)
    }

    /// A key of the preferred suite from a secret that was derived for nothing else.
    pub(super) fn of_secret(secret: Secret<32>) -> Result<Self> {
        Self::of(Suite::XWing, secret)
    }

    /// The key as [`OpeningKey::bytes`] gave it.
    ///
    /// # Errors
    /// [`VaultError::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let damaged = || VaultError::Damaged {
            what: Part::DeviceKey,
        };
        let (number, secret) = bytes.split_first().ok_or_else(damaged)?;
        let suite = Suite::of(*number).ok_or_else(damaged)?;
        let secret = secret.try_into().map_err(|_| damaged())?;
        Self::of(suite, Secret::copied(secret))
    }

    fn of(suite: Suite, secret: Secret<32>) -> Result<Self> {
        let public = without_traces(|| match suite {
            Suite::XWing => public_of::<XWing>(secret.expose()),
            Suite::X25519 => public_of::<X25519HkdfSha256>(secret.expose()),
        })?;
        Ok(Self {
            suite,
            secret,
            public,
        })
    }

    /// What to keep, in the encrypted database only: the suite and the 32 secret bytes.
    #[must_use]
    pub fn bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(33));
        bytes.push(self.suite.number());
        bytes.extend_from_slice(self.secret.expose());
        bytes
    }

    /// Which suite: 1 is X-Wing, 2 is X25519.
    #[must_use]
    pub fn suite(&self) -> u8 {
        self.suite.number()
    }

    /// What others seal to: 1,216 bytes of suite 1, 32 of suite 2.
    #[must_use]
    pub fn public(&self) -> Vec<u8> {
        self.public.clone()
    }

    /// Opens what [`seal_to`] sealed to this device for the same `context`.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] if it is not exactly that.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let damaged = || VaultError::Damaged {
            what: Part::SealedKey,
        };
        let (number, rest) = sealed.split_first().ok_or_else(damaged)?;
        if *number != self.suite.number() {
            return Err(damaged());
        }
        let (encapsulated, body) = rest
            .split_at_checked(self.suite.encapsulated())
            .ok_or_else(damaged)?;
        if !has_sound_x25519(encapsulated) {
            return Err(damaged());
        }
        let (secret, info) = (self.secret.expose(), info(context)?);
        without_traces(|| match self.suite {
            Suite::XWing => open_by::<XWing>(secret, encapsulated, &info, body, &[]),
            Suite::X25519 => open_by::<X25519HkdfSha256>(secret, encapsulated, &info, body, &[]),
        })
        .ok_or_else(damaged)
    }
}

impl fmt::Debug for OpeningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpeningKey({}, <secret>)", self.suite.number())
    }
}

/// Seals `plaintext` to the device with this public key, for one `context`. The same randomness seals to the same bytes.
///
/// # Errors
/// [`VaultError::UnsoundKey`] if the suite is not known or the key is none that a device ever made;
/// [`VaultError::NoRandomness`]; [`VaultError::TooLarge`].
pub fn seal_to(
    suite: u8,
    public: &[u8],
    context: &[u8],
    plaintext: &[u8],
    random: &mut dyn Random,
) -> Result<Vec<u8>> {
    let known = Suite::of(suite).ok_or(VaultError::UnsoundKey)?;
    if !has_sound_x25519(public) {
        return Err(VaultError::UnsoundKey);
    }
    let info = info(context)?;
    let mut lent = Lent::of(random);
    let sealed = without_traces(|| match known {
        Suite::XWing => seal_by::<XWing>(public, &info, plaintext, &[], &mut lent),
        Suite::X25519 => seal_by::<X25519HkdfSha256>(public, &info, plaintext, &[], &mut lent),
    });
    lent.end()?;
    let (encapsulated, body) = sealed.ok_or(VaultError::UnsoundKey)?;
    Ok([&[suite], encapsulated.as_slice(), &body].concat())
}

fn info(context: &[u8]) -> Result<Vec<u8>> {
    if context.len() > LONGEST_CONTEXT {
        return Err(VaultError::TooLarge);
    }
    Ok([INFO, context].concat())
}

/// Public and encapsulated keys of both suites end with an X25519 key. In X-Wing a bad one would leave ML-KEM standing alone;
/// alone, it would leave nothing.
fn has_sound_x25519(key: &[u8]) -> bool {
    key.last_chunk::<32>().is_some_and(is_sound_montgomery)
}

fn public_of<K: Kem>(secret: &[u8; 32]) -> Result<Vec<u8>> {
    let secret = K::PrivateKey::from_bytes(secret).map_err(|_| VaultError::Damaged {
        what: Part::DeviceKey,
    })?;
    Ok(K::sk_to_pk(&secret).to_bytes().to_vec())
}

/// The encapsulated key and the sealed bytes.
fn seal_by<K: Kem>(
    public: &[u8],
    info: &[u8],
    plaintext: &[u8],
    associated: &[u8],
    random: &mut Lent<'_>,
) -> Option<(Vec<u8>, Vec<u8>)> {
    let public = K::PublicKey::from_bytes(public).ok()?;
    let (encapsulated, body) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, K>(
        &OpModeS::Base,
        &public,
        info,
        plaintext,
        associated,
        random,
    )
    .ok()?;
    Some((encapsulated.to_bytes().to_vec(), body))
}

fn open_by<K: Kem>(
    secret: &[u8; 32],
    encapsulated: &[u8],
    info: &[u8],
    body: &[u8],
    associated: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let secret = K::PrivateKey::from_bytes(secret).ok()?;
    let encapsulated = K::EncappedKey::from_bytes(encapsulated).ok()?;
    single_shot_open::<ChaCha20Poly1305, HkdfSha256, K>(
        &OpModeR::Base,
        &secret,
        &encapsulated,
        info,
        body,
        associated,
    )
    .ok()
    .map(Zeroizing::new)
}

#[cfg(test)]
#[path = "sealing_vectors.rs"]
mod vectors;
