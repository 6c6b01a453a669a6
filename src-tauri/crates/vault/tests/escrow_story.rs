//! Amira's laptop is stolen and it was her only one: the sheet in the drawer brings her back. And two people compare digits.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on should stop")]

use crate::support::{Dice, damaged};
use alongside_vault::{Part, RecoveryCode, VaultError, escrow_key, escrow_locator, safety_number};
use proptest::prelude::*;

const DAMAGED: VaultError = VaultError::Damaged {
    what: Part::SealedKey,
};

fn sheet(seed: u64) -> RecoveryCode {
    RecoveryCode::make(&mut Dice(seed)).unwrap()
}

#[test]
fn the_printed_code_finds_and_opens_what_was_left() {
    let left = escrow_key(&sheet(1))
        .unwrap()
        .seal(b"member and keys", &mut Dice(2))
        .unwrap();
    let typed = RecoveryCode::read(&sheet(1).written().to_lowercase()).unwrap();
    assert_eq!(escrow_locator(&typed), escrow_locator(&sheet(1)));
    let key = escrow_key(&typed).unwrap();
    assert_eq!(*key.open(&left).unwrap(), b"member and keys");
    assert_eq!(format!("{key:?}"), "EscrowKey(<secret>)");
}

#[test]
fn left_again_it_is_other_bytes_and_both_open() {
    let key = escrow_key(&sheet(1)).unwrap();
    let mut random = Dice(2);
    let (first, second) = (
        key.seal(b"same", &mut random),
        key.seal(b"same", &mut random),
    );
    assert_ne!(first, second);
    for left in [first.unwrap(), second.unwrap()] {
        assert_eq!(*key.open(&left).unwrap(), b"same");
    }
}

#[test]
fn another_code_and_every_damage_open_nothing() {
    let key = escrow_key(&sheet(1)).unwrap();
    let left = key.seal(b"member and keys", &mut Dice(2)).unwrap();
    assert_ne!(escrow_locator(&sheet(2)), escrow_locator(&sheet(1)));
    assert_eq!(
        escrow_key(&sheet(2)).unwrap().open(&left).unwrap_err(),
        DAMAGED
    );
    for bad in damaged(&left) {
        assert_eq!(key.open(&bad).unwrap_err(), DAMAGED);
    }
}

#[test]
fn a_safety_number_is_sixty_digits_in_twelve_groups() {
    let number = safety_number(&[b"team", b"Amira", b"Ben"]);
    let groups: Vec<&str> = number.split(' ').collect();
    assert_eq!(groups.len(), 12);
    assert!(
        groups
            .iter()
            .all(|group| group.len() == 5 && group.bytes().all(|b| b.is_ascii_digit()))
    );
}

#[test]
fn a_safety_number_knows_where_each_part_ends_and_in_which_place_it_stands() {
    let all = [
        safety_number(&[]),
        safety_number(&[b""]),
        safety_number(&[b"ab", b"c"]),
        safety_number(&[b"a", b"bc"]),
        safety_number(&[b"abc"]),
        safety_number(&[b"c", b"ab"]),
        safety_number(&[b"ab", b"c", b""]),
    ];
    for (at, one) in all.iter().enumerate() {
        assert!(all.iter().skip(at + 1).all(|other| one != other));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_is_left_comes_back(seed: u64, words: Vec<u8>, nonsense: Vec<u8>) {
        let key = escrow_key(&sheet(seed)).unwrap();
        let left = key.seal(&words, &mut Dice(!seed)).unwrap();
        let opened = key.open(&left).unwrap();
        prop_assert_eq!(opened.as_slice(), words.as_slice());
        prop_assert!(key.open(&nonsense).is_err());
    }
}
