//! What is sealed in a pack: commits in bytes, compressed when that helps, padded so that their length tells little.
//!
//! Zstandard twice: what was written here is packed by the reference library, in C, which packs best; what comes from others is
//! unpacked in Rust alone, by code that cannot write where it must not.
//!
//! The lengths are those of PADMÉ (Nikitin et al., 2019): a length leaks at most log log bits, for at most 12 % more bytes.

use alongside_protocol::{Codec, limits};
use alongside_store::log::Commit;
use ruzstd::decoding::StreamingDecoder;
use std::io::Read as _;

/// Shorter than this it is not worth a frame's own bytes.
const WORTH_COMPRESSING: usize = 64;
/// Of the reference library: higher levels take twice the time and more for a few parts in a hundred.
const LEVEL: i32 = 3;

/// Why a body cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// Not what a body is.
    Malformed,
    /// More than may come out of one pack.
    TooLarge,
}

/// The padded length for a length.
pub(crate) fn padded(length: usize) -> usize {
    if length < 2 {
        return length;
    }
    let exponent = length.ilog2();
    let bits = exponent.ilog2() + 1;
    let last = exponent.saturating_sub(bits);
    let mask = (1_usize << last) - 1;
    (length + mask) & !mask
}

/// Commits as what is sealed.
pub(crate) fn write(commits: &[Commit]) -> Result<(Codec, Vec<u8>), BodyError> {
    let plain = postcard::to_allocvec(commits).map_err(|_| BodyError::Malformed)?;
    let packed = (plain.len() >= WORTH_COMPRESSING)
        .then(|| packed(&plain))
        .flatten()
        .filter(|packed| packed.len() < plain.len());
    let (codec, content) = match packed {
        Some(packed) => (Codec::Zstd, packed),
        None => (Codec::Plain, plain),
    };
    let length = u32::try_from(content.len()).map_err(|_| BodyError::TooLarge)?;
    let mut body = length.to_le_bytes().to_vec();
    body.extend(content);
    body.resize(padded(body.len()), 0);
    Ok((codec, body))
}

/// And back.
pub(crate) fn read(codec: Codec, body: &[u8]) -> Result<Vec<Commit>, BodyError> {
    let (length, rest) = body.split_first_chunk::<4>().ok_or(BodyError::Malformed)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| BodyError::Malformed)?;
    let content = rest.get(..length).ok_or(BodyError::Malformed)?;
    let plain = match codec {
        Codec::Plain => content.to_vec(),
        Codec::Zstd => unpacked(content)?,
    };
    match postcard::take_from_bytes(&plain) {
        Ok((commits, [])) => Ok(commits),
        _ => Err(BodyError::Malformed),
    }
}

/// A frame that holds the bytes; nothing if it cannot be made, and then they go as they are.
fn packed(plain: &[u8]) -> Option<Vec<u8>> {
    zstd::bulk::compress(plain, LEVEL).ok()
}

/// What a frame holds; never more than is allowed.
fn unpacked(content: &[u8]) -> Result<Vec<u8>, BodyError> {
    let decoder = StreamingDecoder::new(content).map_err(|_| BodyError::Malformed)?;
    let most = u64::try_from(limits::PACK_PLAIN_BYTES).unwrap_or(u64::MAX);
    let mut plain = Vec::new();
    decoder
        .take(most.saturating_add(1))
        .read_to_end(&mut plain)
        .map_err(|_| BodyError::Malformed)?;
    if plain.len() > limits::PACK_PLAIN_BYTES {
        return Err(BodyError::TooLarge);
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use alongside_domain::Moment;
    use alongside_store::clock::Stamp;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn commit(did: String) -> Commit {
        Commit {
            id: Uuid::from_u128(7),
            stamp: Stamp([3; 16]),
            at: Moment(5),
            by: "Amira".to_owned(),
            did,
            operations: Vec::new(),
        }
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let zeroes = vec![0; limits::PACK_PLAIN_BYTES + 1];
        let bomb = packed(&zeroes).unwrap();
        let mut body = u32::try_from(bomb.len()).unwrap().to_le_bytes().to_vec();
        body.extend(bomb);
        assert_eq!(read(Codec::Zstd, &body), Err(BodyError::TooLarge));
    }

    #[test]
    fn padding_costs_at_most_an_eighth_and_lengths_fall_together() {
        let lengths: std::collections::BTreeSet<usize> = (1..100_000).map(padded).collect();
        assert!(lengths.len() < 250, "{} lengths", lengths.len());
        for length in 1..100_000 {
            assert!(padded(length) >= length && padded(length) * 100 <= length * 112 + 100);
        }
    }

    proptest! {
        #[test]
        fn commits_come_back(texts in prop::collection::vec(".{0,300}", 0..20)) {
            let commits: Vec<Commit> = texts.into_iter().map(commit).collect();
            let (codec, body) = write(&commits).unwrap();
            prop_assert_eq!(read(codec, &body), Ok(commits));
        }

        #[test]
        fn anything_else_is_refused_and_nothing_breaks(bytes in prop::collection::vec(any::<u8>(), 0..200), zstd in any::<bool>()) {
            let codec = if zstd { Codec::Zstd } else { Codec::Plain };
            if let Ok(commits) = read(codec, &bytes) {
                prop_assert!(write(&commits).is_ok());
            }
        }
    }
}
