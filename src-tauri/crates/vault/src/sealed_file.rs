//! Sealing whole files, of any size, in 64 KiB chunks: backups and attachments.
//!
//! This is the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015): every chunk is sealed by itself
//! with AES-256-GCM, and its nonce holds its number and whether it is the last. Chunks swapped, repeated, dropped, cut
//! off or added are therefore found. The key is the file's own, from 32 fresh random bytes in its header, so chunks
//! cannot come from another file either.
//!
//! On disk: eight bytes `ALGSFIL1`, the 32 bytes, then the chunks, each followed by its 16-byte tag. Every chunk but the last is
//! full; an empty file is one empty last chunk. Frozen by a known-answer test.

use std::io::{self, Read, Write};

use ring::aead::{Aad, LessSafeKey, MAX_TAG_LEN, NONCE_LEN, Nonce};
use zeroize::Zeroizing;

use crate::random::fresh;
use crate::sealed::one_time_key;
use crate::secret::without_traces;
use crate::{DerivedKey, Doing, Part, Random, Result, VaultError};

const MAGIC: [u8; 8] = *b"ALGSFIL1";
const SALT_LEN: usize = 32;
const CHUNK_LEN: usize = 64 * 1024;
const INFO: &[u8] = b"alongside v1 sealed file";
const DAMAGED: VaultError = VaultError::Damaged {
    what: Part::SealedFile,
};

/// Seals everything `from` gives into `into`, bound to `context`. Answers how many bytes there were.
///
/// Neither is synced or closed; on an error, throw away what was written.
pub fn seal_file(
    key: &DerivedKey,
    context: &[u8],
    from: &mut dyn Read,
    into: &mut dyn Write,
    random: &mut dyn Random,
) -> Result<u64> {
    let salt: [u8; SALT_LEN] = fresh(random)?;
    write(into, &MAGIC)?;
    write(into, &salt)?;
    without_traces(|| {
        let cipher = one_time_key(key, &salt, INFO)?;
        in_chunks::<CHUNK_LEN>(from, |number, last, chunk| {
            let length = chunk.len();
            cipher
                .seal_in_place_append_tag(nonce(number, last), Aad::from(context), chunk)
                .map_err(|_| VaultError::TooLarge)?;
            write(into, chunk)?;
            Ok(length)
        })
    })
}

/// Opens what [`seal_file`] sealed under the same key and context. Answers how many bytes there were.
///
/// Nothing unproved is ever written to `into`, but that a file was cut short shows only at its end: **on an error,
/// throw away what was written**.
pub fn open_file(
    key: &DerivedKey,
    context: &[u8],
    from: &mut dyn Read,
    into: &mut dyn Write,
) -> Result<u64> {
    let mut header = Vec::with_capacity(MAGIC.len() + SALT_LEN);
    fill(from, &mut header, MAGIC.len() + SALT_LEN)?;
    let salt = header
        .strip_prefix(&MAGIC)
        .and_then(|salt| salt.first_chunk())
        .ok_or(DAMAGED)?;
    without_traces(|| {
        let cipher: LessSafeKey = one_time_key(key, salt, INFO)?;
        in_chunks::<{ CHUNK_LEN + MAX_TAG_LEN }>(from, |number, last, chunk| {
            let plaintext = cipher
                .open_in_place(
                    nonce(number, last),
                    Aad::from(context),
                    chunk.as_mut_slice(),
                )
                .map_err(|_| DAMAGED)?;
            // Only an empty file has an empty chunk; refusing others leaves one way to write each file.
            if plaintext.is_empty() && number > 0 {
                return Err(DAMAGED);
            }
            write(into, plaintext)?;
            Ok(plaintext.len())
        })
    })
}

/// Gives `work` each piece of `LENGTH` bytes with its number and whether it is the last, and adds up what it answers.
fn in_chunks<const LENGTH: usize>(
    from: &mut dyn Read,
    mut work: impl FnMut(u64, bool, &mut Vec<u8>) -> Result<usize>,
) -> Result<u64> {
    // Room for a tag, so that sealing never moves the plaintext. One chunk is read ahead, to know which is the last.
    let buffer = || Zeroizing::new(Vec::with_capacity(LENGTH + MAX_TAG_LEN));
    let (mut chunk, mut next) = (buffer(), buffer());
    let (mut number, mut total) = (0_u64, 0_u64);
    fill(from, &mut chunk, LENGTH)?;
    loop {
        fill(from, &mut next, LENGTH)?;
        let last = next.is_empty();
        total += work(number, last, &mut chunk)? as u64;
        if last {
            return Ok(total);
        }
        std::mem::swap(&mut chunk, &mut next);
        number += 1;
    }
}

/// Reads up to `length` bytes in place of what is in `buffer`; fewer only at the end.
fn fill(from: &mut dyn Read, buffer: &mut Vec<u8>, length: usize) -> Result<()> {
    buffer.clear();
    from.take(length as u64)
        .read_to_end(buffer)
        .map_err(|error| VaultError::from_io(Doing::Reading, &error))
        .map(|_| ())
}

fn write(into: &mut dyn Write, bytes: &[u8]) -> Result<()> {
    into.write_all(bytes)
        .map_err(|error: io::Error| VaultError::from_io(Doing::Writing, &error))
}

/// Three zero bytes, the chunk's number, and whether it is the last.
fn nonce(number: u64, last: bool) -> Nonce {
    let mut bytes = [0; NONCE_LEN];
    let [_, _, _, counter @ .., flag] = &mut bytes;
    *counter = number.to_be_bytes();
    *flag = u8::from(last);
    Nonce::assume_unique_for_key(bytes)
}
