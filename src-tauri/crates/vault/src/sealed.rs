//! Sealing small pieces that are kept outside the database: drafts, settings.
//!
//! Every piece has a key of its own, derived from the purpose's key and 32 fresh random bytes, and is sealed with
//! AES-256-GCM. So there is no nonce to count or to collide, however many pieces are sealed and even if a laptop's disk is
//! cloned. A piece is: one byte of version, the 32 bytes, the sealed text, a 16-byte tag.
//!
//! `context` says what the piece is (which draft, of what). It is not stored; opening with another context fails, so a piece
//! cannot be put in another's place.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, MAX_TAG_LEN, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::key::hkdf_sha256;
use crate::random::fresh;
use crate::secret::without_traces;
use crate::{DerivedKey, Part, Random, Result, VaultError};

const VERSION: u8 = 1;
const SALT_LEN: usize = 32;
const INFO: &[u8] = b"alongside v1 sealed piece";
/// Right because the key is used for this one piece only.
const ONLY_NONCE: [u8; NONCE_LEN] = [0; NONCE_LEN];

/// Seals `plaintext` under `key`, bound to `context`.
pub fn seal(
    key: &DerivedKey,
    context: &[u8],
    plaintext: &[u8],
    random: &mut dyn Random,
) -> Result<Vec<u8>> {
    let salt: [u8; SALT_LEN] = fresh(random)?;
    // Room for the tag from the start, so that the plaintext is never left behind by a growing vector.
    let mut body = Zeroizing::new(Vec::with_capacity(plaintext.len() + MAX_TAG_LEN));
    body.extend_from_slice(plaintext);
    without_traces(|| {
        one_time_key(key, &salt, INFO)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(ONLY_NONCE),
                Aad::from(context),
                &mut *body,
            )
            .map_err(|_| VaultError::TooLarge)
    })?;
    Ok([&[VERSION], salt.as_slice(), body.as_slice()].concat())
}

/// Opens what [`seal`] sealed under the same key and context, or says that it is damaged.
pub fn open(key: &DerivedKey, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let damaged = || VaultError::Damaged {
        what: Part::SealedPiece,
    };
    let (salt, body) = match sealed.split_first() {
        Some((&VERSION, rest)) => rest.split_first_chunk::<SALT_LEN>().ok_or_else(damaged)?,
        Some(_) | None => return Err(damaged()),
    };
    let mut body = Zeroizing::new(body.to_vec());
    let length = without_traces(|| {
        one_time_key(key, salt, INFO)?
            .open_in_place(
                Nonce::assume_unique_for_key(ONLY_NONCE),
                Aad::from(context),
                &mut body,
            )
            .map(|plaintext| plaintext.len())
            .map_err(|_| damaged())
    })?;
    body.truncate(length);
    Ok(body)
}

/// The AES key for one piece or file, from the purpose's key and that piece's own salt.
pub(crate) fn one_time_key(
    key: &DerivedKey,
    salt: &[u8; SALT_LEN],
    info: &[u8],
) -> Result<LessSafeKey> {
    let secret = hkdf_sha256(salt, key.expose(), info)?;
    UnboundKey::new(&AES_256_GCM, secret.expose())
        .map(LessSafeKey::new)
        .map_err(|_| VaultError::TooLarge)
}
