//! Who may read what: the team, the volunteer, the member alone, the lost laptop, and after an erasure nobody.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a story that cannot go on should stop"
)]

use crate::support::{Dice, damaged};
use alongside_vault::{MemberKey, Part, RingKey, SpaceKey, SpaceSecret, VaultError};
use proptest::prelude::*;

const OKAFOR: [u8; 16] = *b"Mr Okafor's spac";
const PATEL: [u8; 16] = *b"another's space.";
const PACK: [u8; 16] = *b"a pack's own id.";
const HEADER: &[u8] = b"team, device, number, before, codec";
const WORDS: &[u8] = b"He would like to sing again.";
const SEALED_KEY: VaultError = VaultError::Damaged {
    what: Part::SealedKey,
};
const DAMAGED_PACK: VaultError = VaultError::Damaged { what: Part::Pack };

fn ring(seed: u64) -> RingKey {
    RingKey::make(&mut Dice(seed)).unwrap()
}

fn secret(seed: u64) -> SpaceSecret {
    SpaceSecret::make(&mut Dice(seed)).unwrap()
}

fn sealed_words(key: &SpaceKey) -> Vec<u8> {
    key.seal_pack(&PACK, HEADER, WORDS.to_vec()).unwrap()
}

#[test]
fn what_amira_seals_ben_reads() {
    let team = ring(1);
    let sealed_secret = team.seal_secret(&OKAFOR, &secret(2), &mut Dice(3)).unwrap();
    let pack = sealed_words(&team.space_key(&OKAFOR, &secret(2)).unwrap());
    assert_eq!(pack.len(), WORDS.len() + 16);

    let bens = RingKey::from_bytes(team.expose());
    let opened = bens.open_secret(&OKAFOR, &sealed_secret).unwrap();
    assert_eq!(opened.expose(), secret(2).expose());
    let key = bens.space_key(&OKAFOR, &opened).unwrap();
    assert_eq!(key.open_pack(&PACK, HEADER, &pack).unwrap(), WORDS);
}

#[test]
fn a_new_laptop_reads_back_to_the_first_epoch_from_one_key() {
    let mut random = Dice(1);
    let epochs: Vec<RingKey> = (0..5)
        .map(|_| RingKey::make(&mut random).unwrap())
        .collect();
    let sealed: Vec<Vec<u8>> = epochs
        .windows(2)
        .map(|pair| pair[1].seal_older(&pair[0], &mut random).unwrap())
        .collect();

    let mut key = RingKey::from_bytes(epochs[4].expose());
    for (older, expected) in sealed.iter().zip(&epochs).rev() {
        key = key.open_older(older).unwrap();
        assert_eq!(key.check(), expected.check());
        assert_eq!(key.expose(), expected.expose());
    }
}

#[test]
fn a_lost_laptop_reads_nothing_of_the_next_epoch() {
    let (lost, next) = (ring(1), ring(2));
    let older = next.seal_older(&lost, &mut Dice(3)).unwrap();
    // It knows the space's secret, and the pack and the sealed keys lie before it.
    let pack = sealed_words(&next.space_key(&OKAFOR, &secret(4)).unwrap());
    let its_key = lost.space_key(&OKAFOR, &secret(4)).unwrap();
    assert_eq!(
        its_key.open_pack(&PACK, HEADER, &pack).unwrap_err(),
        DAMAGED_PACK
    );
    assert_eq!(lost.open_older(&older).unwrap_err(), SEALED_KEY);
}

#[test]
fn once_the_secret_is_gone_the_epoch_key_reads_nothing() {
    let team = ring(1);
    let pack = sealed_words(&team.space_key(&OKAFOR, &secret(2)).unwrap());
    for other in [secret(3), SpaceSecret::from_bytes(&[0; 32])] {
        let key = team.space_key(&OKAFOR, &other).unwrap();
        assert_eq!(
            key.open_pack(&PACK, HEADER, &pack).unwrap_err(),
            DAMAGED_PACK
        );
    }
}

#[test]
fn a_leads_keys_do_not_open_a_members_own_space() {
    let mine = MemberKey::make(&mut Dice(1)).unwrap();
    let sealed = mine.seal_secret(&OKAFOR, &secret(2), &mut Dice(3)).unwrap();
    // A lead has the key of the epoch, as everybody has.
    let leads = ring(4);
    let pack = sealed_words(&mine.space_key(&leads, &OKAFOR, &secret(2)).unwrap());
    assert_eq!(leads.open_secret(&OKAFOR, &sealed).unwrap_err(), SEALED_KEY);
    let key = leads.space_key(&OKAFOR, &secret(2)).unwrap();
    assert_eq!(
        key.open_pack(&PACK, HEADER, &pack).unwrap_err(),
        DAMAGED_PACK
    );

    // Not even if the bytes of one key were ever to serve as the other.
    let same = RingKey::from_bytes(mine.expose());
    assert_eq!(same.open_secret(&OKAFOR, &sealed).unwrap_err(), SEALED_KEY);

    let my_other_laptop = MemberKey::from_bytes(mine.expose());
    let opened = my_other_laptop.open_secret(&OKAFOR, &sealed).unwrap();
    let key = my_other_laptop.space_key(&leads, &OKAFOR, &opened).unwrap();
    assert_eq!(key.open_pack(&PACK, HEADER, &pack).unwrap(), WORDS);
}

#[test]
fn a_lost_laptop_reads_nothing_that_its_member_writes_afterwards() {
    let (mine, before, after) = (MemberKey::make(&mut Dice(1)).unwrap(), ring(4), ring(5));
    let pack = sealed_words(&mine.space_key(&after, &OKAFOR, &secret(2)).unwrap());
    let lost = mine.space_key(&before, &OKAFOR, &secret(2)).unwrap();
    assert_eq!(
        lost.open_pack(&PACK, HEADER, &pack).unwrap_err(),
        DAMAGED_PACK
    );
}

#[test]
fn what_was_sealed_for_one_place_opens_in_no_other() {
    let team = ring(1);
    let sealed = team.seal_secret(&OKAFOR, &secret(2), &mut Dice(3)).unwrap();
    assert_eq!(team.open_secret(&PATEL, &sealed).unwrap_err(), SEALED_KEY);
    assert_eq!(team.open_older(&sealed).unwrap_err(), SEALED_KEY);
    let older = team.seal_older(&ring(4), &mut Dice(3)).unwrap();
    assert_eq!(team.open_secret(&OKAFOR, &older).unwrap_err(), SEALED_KEY);

    let key = team.space_key(&OKAFOR, &secret(2)).unwrap();
    let pack = sealed_words(&key);
    let elsewhere = team.space_key(&PATEL, &secret(2)).unwrap();
    for (key, id, header) in [
        (&elsewhere, &PACK, HEADER),
        (&key, b"another pack's i", HEADER),
        (&key, &PACK, b"another header"),
        (&key, &PACK, b""),
    ] {
        assert_eq!(key.open_pack(id, header, &pack).unwrap_err(), DAMAGED_PACK);
    }
}

#[test]
fn every_damage_is_noticed() {
    let team = ring(1);
    let key = team.space_key(&OKAFOR, &secret(2)).unwrap();
    for bad in damaged(&sealed_words(&key)) {
        assert_eq!(
            key.open_pack(&PACK, HEADER, &bad).unwrap_err(),
            DAMAGED_PACK
        );
    }
    for bad in damaged(&team.seal_older(&ring(4), &mut Dice(3)).unwrap()) {
        assert_eq!(team.open_older(&bad).unwrap_err(), SEALED_KEY);
    }
    let sealed = team.seal_secret(&OKAFOR, &secret(2), &mut Dice(3));
    for bad in damaged(&sealed.unwrap()) {
        assert_eq!(team.open_secret(&OKAFOR, &bad).unwrap_err(), SEALED_KEY);
    }
}

#[test]
fn keys_show_nothing_of_themselves() {
    let (team, secret) = (ring(1), secret(2));
    let key = team.space_key(&OKAFOR, &secret).unwrap();
    let member = MemberKey::make(&mut Dice(3)).unwrap();
    assert_eq!(
        format!("{team:?} {secret:?} {key:?} {member:?}"),
        "RingKey(<secret>) SpaceSecret(<secret>) SpaceKey(<secret>) MemberKey(<secret>)"
    );
}

proptest! {
    #[test]
    fn whatever_is_sealed_comes_back(seed: u64, space: [u8; 16], id: [u8; 16], header: Vec<u8>, words: Vec<u8>, room in 0_usize..40) {
        let key = ring(seed).space_key(&space, &secret(seed)).unwrap();
        let mut plaintext = Vec::with_capacity(words.len() + room);
        plaintext.extend_from_slice(&words);
        let sealed = key.seal_pack(&id, &header, plaintext).unwrap();
        prop_assert_eq!(key.open_pack(&id, &header, &sealed).unwrap(), words);
    }

    #[test]
    fn a_check_tells_keys_apart(one: [u8; 32], other: [u8; 32]) {
        let (first, second) = (RingKey::from_bytes(&one), RingKey::from_bytes(&other));
        prop_assert_eq!(first.check() == second.check(), one == other);
        prop_assert_ne!(&first.check(), first.expose());
    }
}
