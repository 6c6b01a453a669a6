//! Who wrote what: signatures that are good, and every kind that only looks so.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a story that cannot go on should stop"
)]

use crate::support::{Dice, hex};
use alongside_vault::{SigningKey, verify_signature};
use proptest::prelude::*;
use ring::signature::{ED25519, UnparsedPublicKey};
use rstest::rstest;

fn key(digits: &str) -> [u8; 32] {
    hex(digits).try_into().unwrap()
}

fn signature(digits: &str) -> [u8; 64] {
    hex(digits).try_into().unwrap()
}

/// RFC 8032, 7.1.
#[rstest]
#[case::test_1(
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
)]
#[case::test_2(
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)]
#[case::test_3(
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
)]
fn signatures_are_those_of_the_rfc(
    #[case] seed: &str,
    #[case] public: &str,
    #[case] message: &str,
    #[case] expected: &str,
) {
    let signer = SigningKey::from_seed(&key(seed)).unwrap();
    assert_eq!(signer.seed(), &key(seed));
    assert_eq!(signer.public(), key(public));
    assert_eq!(signer.sign(&hex(message)), signature(expected));
    assert!(verify_signature(
        &key(public),
        &hex(message),
        &signature(expected)
    ));
}

/// R is 12345 times the base point and S is 12345: good under any key that the message's hash sends to nothing.
const ANYBODYS: &str = "ef4f62f8479733ad879cfaced3c89a9c39dd4fc795ef2efa1c3eafe4d729a0813930000000000000000000000000000000000000000000000000000000000000";

/// Signatures that nobody made, which the equation alone accepts. Worked out from the definition of the curve.
#[rstest]
#[case::any_message_under_the_point_that_is_nothing(
    "0100000000000000000000000000000000000000000000000000000000000000",
    "Discharge Mr Okafor",
    ANYBODYS
)]
#[case::under_its_second_spelling(
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "Discharge Mr Okafor",
    ANYBODYS
)]
#[case::under_a_point_of_order_two(
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "case 6",
    ANYBODYS
)]
#[case::under_a_point_of_order_four(
    "0000000000000000000000000000000000000000000000000000000000000080",
    "case 3",
    ANYBODYS
)]
#[case::under_a_point_of_order_eight(
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "case 0",
    ANYBODYS
)]
#[case::with_an_r_that_is_nothing(
    "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c",
    "Discharge Mr Okafor",
    "01000000000000000000000000000000000000000000000000000000000000000e46b21951d64cbdb8d321de5064b7e1ce17494f4f9aadc226d60244713c280c"
)]
#[case::with_an_r_of_order_eight(
    "1f4f580e73ac208f06760190e9edc6f5916775dabd9c1cdca393175c2d6d1083",
    "case 16",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a02754839a1fb0bfa15db95ced57fd23444dbfbc705ba82f227740cf79d9c2303"
)]
fn a_signature_that_nobody_made_is_refused(
    #[case] public: &str,
    #[case] message: &str,
    #[case] forged: &str,
) {
    let forged = signature(forged);
    assert!(
        UnparsedPublicKey::new(&ED25519, key(public))
            .verify(message.as_bytes(), &forged)
            .is_ok(),
        "the library would let it through, so that it is us who refuse"
    );
    assert!(!verify_signature(&key(public), message.as_bytes(), &forged));
}

/// Every point of small order, and every second spelling of a y, as a key or as an R, whatever else stands there.
#[test]
fn a_bad_point_is_refused_wherever_it_stands() {
    let amira = SigningKey::make(&mut Dice(1)).unwrap();
    let good = amira.sign(b"message");
    let second_spellings = (0xED..=0xFF).map(|lowest| {
        let mut point = [0xFF; 32];
        point[0] = lowest;
        point
    });
    let small = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ];
    for point in second_spellings.chain(small.map(key)) {
        for sign in [0, 0x80] {
            let mut point = point;
            point[31] = point[31] & 0x7F | sign;
            assert!(!verify_signature(&point, b"message", &good));
            let mut with_bad_r = good;
            with_bad_r[..32].copy_from_slice(&point);
            assert!(!verify_signature(&amira.public(), b"message", &with_bad_r));
        }
    }
}

#[test]
fn an_s_with_the_order_of_the_group_added_is_refused() {
    let order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    for seed in 0..20 {
        let amira = SigningKey::make(&mut Dice(seed)).unwrap();
        let mut again = amira.sign(b"once");
        let mut carry = 0;
        for (byte, more) in again[32..].iter_mut().zip(&order) {
            let sum = u16::from(*byte) + u16::from(*more) + carry;
            *byte = (sum & 0xFF) as u8;
            carry = sum >> 8;
        }
        assert_eq!(carry, 0, "it still fits, so it is a second spelling");
        assert!(!verify_signature(&amira.public(), b"once", &again));
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let amira = SigningKey::make(&mut Dice(1)).unwrap();
    let message = b"Mr Okafor sings on Tuesdays".to_vec();
    let signed = amira.sign(&message);
    assert!(verify_signature(&amira.public(), &message, &signed));
    for bit in 0..64 * 8 {
        let mut flipped = signed;
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(!verify_signature(&amira.public(), &message, &flipped));
    }
    for bit in 0..32 * 8 {
        let mut other = amira.public();
        other[bit / 8] ^= 1 << (bit % 8);
        assert!(!verify_signature(&other, &message, &signed));
    }
    for bit in 0..message.len() * 8 {
        let mut other = message.clone();
        other[bit / 8] ^= 1 << (bit % 8);
        assert!(!verify_signature(&amira.public(), &other, &signed));
    }
    assert!(!verify_signature(&amira.public(), &message, &[0; 64]));
}

#[test]
fn a_key_shows_nothing_of_itself() {
    let amira = SigningKey::make(&mut Dice(1)).unwrap();
    assert_eq!(format!("{amira:?}"), "SigningKey(<secret>)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_one_signs_only_that_one_signed(seed: u64, other: u64, message: Vec<u8>) {
        let amira = SigningKey::make(&mut Dice(seed)).unwrap();
        let kept = SigningKey::from_seed(amira.seed()).unwrap();
        let signed = kept.sign(&message);
        prop_assert_eq!(signed, amira.sign(&message));
        prop_assert!(verify_signature(&amira.public(), &message, &signed));
        let ben = SigningKey::make(&mut Dice(other)).unwrap();
        prop_assert_eq!(verify_signature(&ben.public(), &message, &signed), seed == other);
    }
}
