//! Safety numbers: sixty digits that two people read to one another to be sure that nobody stands between them.
//!
//! SHA-512 over the parts, each with its length before it, 5,200 times over (the repeating makes it 2¹² times dearer to
//! search for keys whose numbers begin alike, for the many who stop reading half-way). Sixty digits are 199 bits. Frozen:
//! two versions of Alongside must show the same number.

use ring::digest::{Context, SHA512};

const LABEL: &[u8] = b"alongside v1 safety number";
const ROUNDS: usize = 5_200;
const GROUPS: usize = 12;

/// The number for these parts, as twelve groups of five digits. Both sides must give the same parts in the same order:
/// say, the team, then for each of the two, smaller id first, the id and the keys.
#[must_use]
pub fn safety_number(parts: &[&[u8]]) -> String {
    let mut first = Context::new(&SHA512);
    first.update(LABEL);
    for part in parts {
        first.update(&(part.len() as u64).to_be_bytes());
        first.update(part);
    }
    let mut digest = first.finish();
    for _ in 1..ROUNDS {
        let mut next = Context::new(&SHA512);
        next.update(LABEL);
        next.update(digest.as_ref());
        digest = next.finish();
    }
    let groups: Vec<String> = digest
        .as_ref()
        .as_chunks::<5>()
        .0
        .iter()
        .take(GROUPS)
        .map(|bytes| {
            let number = bytes
                .iter()
                .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
            format!("{:05}", number % 100_000)
        })
        .collect();
    groups.join(" ")
}
