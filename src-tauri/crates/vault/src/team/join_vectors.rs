//! Known answers for joining.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

use super::*;

/// Hands out what it was given, once.
struct Given(Vec<u8>);

impl Random for Given {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        if self.0.len() < bytes.len() {
            return Err(VaultError::NoRandomness);
        }
        let rest = self.0.split_off(bytes.len());
        bytes.copy_from_slice(&std::mem::replace(&mut self.0, rest));
        Ok(())
    }
}

fn hex(digits: &str) -> Vec<u8> {
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// A decimal number as the 64 bytes, little end first, that reduce to it.
fn scalar(decimal: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 64];
    for digit in decimal.bytes() {
        let mut carry = u16::from(digit - b'0');
        for byte in &mut bytes {
            let next = u16::from(*byte) * 10 + carry;
            *byte = (next & 0xFF) as u8;
            carry = next >> 8;
        }
    }
    bytes
}

/// The vector that the Python and the Rust implementation have in common.
#[test]
fn spake2_is_the_one_others_speak() {
    let (password, one, other) = (
        Password::new(b"password"),
        Identity::new(b"idA"),
        Identity::new(b"idB"),
    );
    let mut given = Given(scalar(
        "2611694063369306139794446498317402240796898290761098242657700742213257926693",
    ));
    let mut lent = Lent::of(&mut given);
    let (a, message_a) =
        Spake2::<Ed25519Group>::start_a_with_rng(&password, &one, &other, &mut lent);
    lent.end().unwrap();
    let mut given = Given(scalar(
        "7002393159576182977806091886122272758628412261510164356026361256515836884383",
    ));
    let mut lent = Lent::of(&mut given);
    let (b, message_b) =
        Spake2::<Ed25519Group>::start_b_with_rng(&password, &one, &other, &mut lent);
    lent.end().unwrap();
    assert_eq!(
        message_a,
        hex("416fc960df73c9cf8ed7198b0c9534e2e96a5984bfc5edc023fd24dacf371f2af9")
    );
    assert_eq!(
        message_b,
        hex("42354e97b88406922b1df4bea1d7870f17aed3dba7c720b313edae315b00959309")
    );
    let key = hex("712295de7219c675ddd31942184aa26e0a957cf216bc230d165b215047b520c1");
    assert_eq!(a.finish(&message_b).unwrap(), key);
    assert_eq!(b.finish(&message_a).unwrap(), key);
}

#[test]
fn without_randomness_nobody_joins() {
    let code = InviteCode::make(&mut Given(vec![7; 8]), 4821).unwrap();
    assert_eq!(
        Join::start(&code, Side::Joining, &mut Given(vec![7; 63])).unwrap_err(),
        VaultError::NoRandomness
    );
}
