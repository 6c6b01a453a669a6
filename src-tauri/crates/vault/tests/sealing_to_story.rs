//! Something is sealed to Amira's new laptop: it opens there, for that, whole, and nowhere else.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a story that cannot go on should stop"
)]

use crate::support::{Dice, damaged, hex};
use alongside_vault::{OpeningKey, Part, VaultError, seal_to};
use proptest::prelude::*;
use rstest::rstest;

const DAMAGED: VaultError = VaultError::Damaged {
    what: Part::SealedKey,
};
const SECRET: &[u8] = b"the key of epoch 7, both rings..";

fn laptop(suite: u8, seed: u64) -> OpeningKey {
    OpeningKey::make_of(suite, &mut Dice(seed)).unwrap()
}

#[test]
fn a_laptop_prefers_the_suite_that_outlives_quantum_computers() {
    let key = OpeningKey::make(&mut Dice(1)).unwrap();
    assert_eq!(key.suite(), 1);
    assert_eq!(key.public().len(), 1216);
    assert_eq!(laptop(2, 1).public().len(), 32);
    assert_eq!(format!("{key:?}"), "OpeningKey(1, <secret>)");
}

#[rstest]
fn what_is_sealed_opens_where_it_was_meant(#[values(1, 2)] suite: u8) {
    let amiras = laptop(suite, 1);
    let sealed = seal_to(suite, &amiras.public(), b"epoch 7", SECRET, &mut Dice(2)).unwrap();
    let again = seal_to(suite, &amiras.public(), b"epoch 7", SECRET, &mut Dice(2)).unwrap();
    assert_eq!(sealed, again, "the same randomness, the same bytes");
    let overhead = if suite == 1 {
        1 + 1120 + 16
    } else {
        1 + 32 + 16
    };
    assert_eq!(sealed.len(), SECRET.len() + overhead);

    let kept = OpeningKey::from_bytes(&amiras.bytes()).unwrap();
    assert_eq!(kept.public(), amiras.public());
    assert_eq!(*kept.open(b"epoch 7", &sealed).unwrap(), SECRET);

    assert_eq!(kept.open(b"epoch 8", &sealed).unwrap_err(), DAMAGED);
    assert_eq!(kept.open(b"", &sealed).unwrap_err(), DAMAGED);
    assert_eq!(kept.open(b"epoch 7 ", &sealed).unwrap_err(), DAMAGED);
    let bens = laptop(suite, 3);
    assert_eq!(bens.open(b"epoch 7", &sealed).unwrap_err(), DAMAGED);
}

/// X-Wing is slow unoptimised, so of its 9,000 bits every byte gets one flip; X25519 gets every bit.
#[rstest]
fn every_damage_is_noticed(#[values(1, 2)] suite: u8) {
    let amiras = laptop(suite, 1);
    let sealed = seal_to(suite, &amiras.public(), b"", b"k", &mut Dice(2)).unwrap();
    let step = if suite == 1 { 8 } else { 1 };
    let all = damaged(&sealed);
    let (flips, others) = all.split_at(sealed.len() * 8);
    let some_cuts = others.iter().step_by(if suite == 1 { 97 } else { 1 });
    let ends = others.iter().rev().take(4);
    let flips = flips
        .iter()
        .enumerate()
        .filter(|(bit, _)| bit % step == (bit / 8) % step);
    let mut tried = 0;
    for bad in flips.map(|(_, bad)| bad).chain(some_cuts).chain(ends) {
        assert_eq!(amiras.open(b"", bad).unwrap_err(), DAMAGED);
        tried += 1;
    }
    assert!(tried > sealed.len());
}

#[test]
fn one_suite_never_passes_for_the_other() {
    let (one, two) = (laptop(1, 1), laptop(2, 1));
    let sealed_to_one = seal_to(1, &one.public(), b"", SECRET, &mut Dice(2)).unwrap();
    let sealed_to_two = seal_to(2, &two.public(), b"", SECRET, &mut Dice(2)).unwrap();
    for (key, sealed, number) in [(&two, &sealed_to_one, 2), (&one, &sealed_to_two, 1)] {
        assert_eq!(key.open(b"", sealed).unwrap_err(), DAMAGED);
        let mut relabelled = sealed.clone();
        relabelled[0] = number;
        assert_eq!(key.open(b"", &relabelled).unwrap_err(), DAMAGED);
    }
    for (suite, public) in [(1, two.public()), (2, one.public())] {
        assert_eq!(
            seal_to(suite, &public, b"", SECRET, &mut Dice(2)),
            Err(VaultError::UnsoundKey)
        );
    }
    for unknown in [0, 3, 255] {
        assert_eq!(
            seal_to(unknown, &two.public(), b"", SECRET, &mut Dice(2)),
            Err(VaultError::UnsoundKey)
        );
        assert!(OpeningKey::make_of(unknown, &mut Dice(1)).is_err());
    }
}

/// With each of these the agreed secret is zero whoever agrees, or they are a second spelling of a key.
const BAD_X25519: [&str; 9] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0900000000000000000000000000000000000000000000000000000000000080",
];

#[rstest]
fn nothing_is_sealed_to_a_key_that_is_none(#[values(1, 2)] suite: u8) {
    let amiras = laptop(suite, 1);
    let sealed = seal_to(suite, &amiras.public(), b"", SECRET, &mut Dice(2)).unwrap();
    for bad in BAD_X25519.map(hex) {
        let mut public = amiras.public();
        let at = public.len() - 32;
        public[at..].copy_from_slice(&bad);
        assert_eq!(
            seal_to(suite, &public, b"", SECRET, &mut Dice(2)),
            Err(VaultError::UnsoundKey)
        );
        let mut with_it = sealed.clone();
        let end = sealed.len() - SECRET.len() - 16;
        with_it[end - 32..end].copy_from_slice(&bad);
        assert_eq!(amiras.open(b"", &with_it).unwrap_err(), DAMAGED);
    }
    for length in [0, 1, 31, amiras.public().len() - 1] {
        let public = &amiras.public()[..length];
        assert_eq!(
            seal_to(suite, public, b"", SECRET, &mut Dice(2)),
            Err(VaultError::UnsoundKey)
        );
    }
    let longer = [amiras.public(), vec![5]].concat();
    assert_eq!(
        seal_to(suite, &longer, b"", SECRET, &mut Dice(2)),
        Err(VaultError::UnsoundKey)
    );
}

/// Each number in an ML-KEM key is below 3,329; twelve bits can say more.
#[test]
fn an_ml_kem_key_with_a_number_too_large_is_none() {
    let mut public = laptop(1, 1).public();
    public[0] = 0xFF;
    public[1] |= 0x0F;
    assert_eq!(
        seal_to(1, &public, b"", SECRET, &mut Dice(2)),
        Err(VaultError::UnsoundKey)
    );
}

#[test]
fn a_context_longer_than_any_is_refused() {
    let amiras = laptop(2, 1);
    let longest = vec![7; 4096];
    let sealed = seal_to(2, &amiras.public(), &longest, SECRET, &mut Dice(2)).unwrap();
    assert_eq!(*amiras.open(&longest, &sealed).unwrap(), SECRET);
    assert_eq!(
        seal_to(2, &amiras.public(), &[7; 4097], SECRET, &mut Dice(2)),
        Err(VaultError::TooLarge)
    );
}

#[test]
fn a_kept_key_that_is_damaged_is_told() {
    for bad in [
        vec![],
        vec![1],
        vec![1; 32],
        vec![2; 34],
        vec![3; 33],
        vec![0; 33],
    ] {
        assert_eq!(
            OpeningKey::from_bytes(&bad).unwrap_err(),
            VaultError::Damaged {
                what: Part::DeviceKey
            }
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_sealed_comes_back(
        suite in 1_u8..=2, seed: u64, dice: u64,
        context in prop::collection::vec(any::<u8>(), 0..100),
        secret in prop::collection::vec(any::<u8>(), 0..300),
        nonsense in prop::collection::vec(any::<u8>(), 0..1400),
    ) {
        let key = laptop(suite, seed);
        let sealed = seal_to(suite, &key.public(), &context, &secret, &mut Dice(dice)).unwrap();
        let opened = key.open(&context, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), secret.as_slice());
        prop_assert!(key.open(&context, &nonsense).is_err());
    }
}
