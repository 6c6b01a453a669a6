//! Two organisations and one key: what is sealed to a team's reception, and who opens it.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on should stop")]

use crate::support::Dice;
use alongside_vault::{Part, RingKey, SpaceSecret, VaultError, seal_to};

const OKAFOR: [u8; 16] = *b"Mr Okafor's spac";

fn ring(seed: u64) -> RingKey {
    RingKey::make(&mut Dice(seed)).unwrap()
}

#[test]
fn whoever_has_the_ring_key_opens_what_another_team_sealed() {
    let theirs = ring(1);
    let public = theirs.reception().unwrap().public();
    let shared = ring(2);
    let sealed = seal_to(1, &public, b"for them", shared.expose(), &mut Dice(3)).unwrap();
    // A laptop of theirs that joined later has the ring key from a colleague, and so the same reception.
    let later = RingKey::from_bytes(theirs.expose()).reception().unwrap();
    assert_eq!(
        &**later.open(b"for them", &sealed).unwrap(),
        shared.expose()
    );
    assert!(later.open(b"for others", &sealed).is_err());
}

#[test]
fn who_was_taken_out_of_a_team_opens_nothing_that_is_sealed_to_its_next_reception() {
    let (before, after) = (ring(1), ring(4));
    let public = after.reception().unwrap().public();
    let sealed = seal_to(1, &public, b"for them", b"a fresh key", &mut Dice(3)).unwrap();
    let opened = before.reception().unwrap().open(b"for them", &sealed);
    assert_eq!(
        opened.unwrap_err(),
        VaultError::Damaged {
            what: Part::SealedKey
        }
    );
}

#[test]
fn guests_read_what_is_sealed_while_it_is_shared_and_neither_before_nor_after() {
    let (home, shared) = (ring(1), ring(2));
    let secret = SpaceSecret::make(&mut Dice(3)).unwrap();
    let words = b"He would like to sing again.".to_vec();
    let seal = |key: &RingKey, id: u8| {
        let key = key.space_key(&OKAFOR, &secret).unwrap();
        key.seal_pack(&[id; 16], b"header", words.clone()).unwrap()
    };
    // The guests have the shared key and the space's secret.
    let guests = shared.space_key(&OKAFOR, &secret).unwrap();
    let during = seal(&shared, 1);
    assert_eq!(
        guests.open_pack(&[1; 16], b"header", &during).unwrap(),
        words
    );
    for id in [2, 3] {
        let own = seal(&home, id);
        assert!(guests.open_pack(&[id; 16], b"header", &own).is_err());
    }
}
