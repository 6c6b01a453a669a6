//! ChaCha20-Poly1305 under a key that seals one thing and nothing else.
//!
//! Every key that reaches this file was derived for one pack, one message or one sealed key, from a salt that is used
//! once. So the nonce is zero, and there is none to count, to store or to collide, even between cloned laptops.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use zeroize::{Zeroize as _, Zeroizing};

use crate::key::hkdf_sha256;
use crate::random::fresh;
use crate::secret::{Secret, without_traces};
use crate::{Part, Random, Result, VaultError};

/// What sealing adds.
pub(super) const TAG: usize = 16;
const ONLY_NONCE: [u8; NONCE_LEN] = [0; NONCE_LEN];
const VERSION: u8 = 1;
const SALT: usize = 32;

/// Seals `body` in place. The key must never have sealed anything before.
pub(super) fn seal(key: &Secret<32>, associated: &[u8], mut body: Vec<u8>) -> Result<Vec<u8>> {
    if body.capacity() - body.len() < TAG {
        // So that no growing vector leaves the plaintext behind.
        let mut roomy = Vec::with_capacity(body.len() + TAG);
        roomy.extend_from_slice(&body);
        body.zeroize();
        body = roomy;
    }
    let sealed = without_traces(|| {
        cipher(key)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(ONLY_NONCE),
                Aad::from(associated),
                &mut body,
            )
            .map_err(|_| VaultError::TooLarge)
    });
    if let Err(error) = sealed {
        body.zeroize();
        return Err(error);
    }
    Ok(body)
}

/// Opens what [`seal`] sealed under the same key with the same `associated`, or says that `what` is damaged.
pub(super) fn open(
    key: &Secret<32>,
    associated: &[u8],
    sealed: &[u8],
    what: Part,
) -> Result<Zeroizing<Vec<u8>>> {
    let mut body = Zeroizing::new(sealed.to_vec());
    let length = without_traces(|| {
        cipher(key)?
            .open_in_place(
                Nonce::assume_unique_for_key(ONLY_NONCE),
                Aad::from(associated),
                &mut body,
            )
            .map(|plaintext| plaintext.len())
            .map_err(|_| VaultError::Damaged { what })
    })?;
    body.truncate(length);
    Ok(body)
}

/// Seals a small thing under a key that lives long: a byte of version, 32 random bytes that make this thing's own key of
/// it, the sealed thing and its tag.
pub(super) fn seal_salted(
    key: &[u8],
    info: &[u8],
    associated: &[u8],
    plaintext: &[u8],
    random: &mut dyn Random,
) -> Result<Vec<u8>> {
    let salt: [u8; SALT] = fresh(random)?;
    let mut body = Vec::with_capacity(plaintext.len() + TAG);
    body.extend_from_slice(plaintext);
    let body = seal(&hkdf_sha256(&salt, key, info)?, associated, body)?;
    Ok([&[VERSION], salt.as_slice(), &body].concat())
}

/// Opens what [`seal_salted`] sealed.
pub(super) fn open_salted(
    key: &[u8],
    info: &[u8],
    associated: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>> {
    let what = Part::SealedKey;
    let (salt, body) = match sealed.split_first() {
        Some((&VERSION, rest)) => rest
            .split_first_chunk::<SALT>()
            .ok_or(VaultError::Damaged { what })?,
        Some(_) | None => return Err(VaultError::Damaged { what }),
    };
    open(&hkdf_sha256(salt, key, info)?, associated, body, what)
}

fn cipher(key: &Secret<32>) -> Result<LessSafeKey> {
    UnboundKey::new(&CHACHA20_POLY1305, key.expose())
        .map(LessSafeKey::new)
        // Only a key of another length fails.
        .map_err(|_| VaultError::TooLarge)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

    use super::*;
    use crate::hex::Hex;

    /// RFC 8439, 2.8.2. Its nonce is not zero, so the cipher is asked directly.
    #[test]
    fn the_cipher_is_the_one_in_the_rfc() {
        let key: Vec<u8> = (0x80..=0x9F).collect();
        let nonce = [7, 0, 0, 0, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47];
        let associated = [
            0x50, 0x51, 0x52, 0x53, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7,
        ];
        let mut body = b"Ladies and Gentlemen of the class of '99: If I could offer you only one \
            tip for the future, sunscreen would be it."
            .to_vec();
        cipher(&Secret::copied(key.as_slice().try_into().unwrap()))
            .unwrap()
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(associated),
                &mut body,
            )
            .unwrap();
        let expected = "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6\
            3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36\
            92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc\
            3ff4def08e4b7a9de576d26586cec64b6116\
            1ae10b594f09e26a7e902ecbd0600691";
        let sealed: String = body.iter().map(|byte| Hex([*byte]).to_string()).collect();
        assert_eq!(sealed, expected);
    }

    #[test]
    fn sealing_does_not_move_a_body_that_has_room() {
        let key = Secret::copied(&[7; 32]);
        let mut body = Vec::with_capacity(64);
        body.extend_from_slice(b"sung");
        let place = body.as_ptr();
        let sealed = seal(&key, b"", body).unwrap();
        assert_eq!(sealed.as_ptr(), place);
        assert_eq!(*open(&key, b"", &sealed, Part::Pack).unwrap(), b"sung");
    }
}
