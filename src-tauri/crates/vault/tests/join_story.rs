//! Ben's new laptop joins: Amira reads a code out over the telephone, and nobody in between learns anything.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a story that cannot go on should stop"
)]

use crate::support::{Dice, damaged, hex};
use alongside_vault::{InviteCode, Join, JoinKey, Part, Side, VaultError};
use proptest::prelude::*;

const DAMAGED: VaultError = VaultError::Damaged {
    what: Part::JoinMessage,
};

fn code(seed: u64) -> InviteCode {
    InviteCode::make(&mut Dice(seed), 4821).unwrap()
}

/// Amira's key and Ben's, not yet confirmed.
fn exchange(amiras: &InviteCode, bens: &InviteCode, seed: u64) -> (JoinKey, JoinKey) {
    let (amira, hers) = Join::start(amiras, Side::Inviting, &mut Dice(seed)).unwrap();
    let (ben, his) = Join::start(bens, Side::Joining, &mut Dice(!seed)).unwrap();
    (amira.finish(&his).unwrap(), ben.finish(&hers).unwrap())
}

/// Both confirmed.
fn joined(seed: u64) -> (JoinKey, JoinKey) {
    let typed = InviteCode::read(&code(seed).written().to_lowercase()).unwrap();
    let (mut amira, mut ben) = exchange(&code(seed), &typed, seed);
    amira.confirm(&ben.confirmation()).unwrap();
    ben.confirm(&amira.confirmation()).unwrap();
    (amira, ben)
}

#[test]
fn with_the_code_each_reads_what_the_other_says() {
    let (mut amira, mut ben) = joined(1);
    let bens_keys = ben.seal(0, b"Ben's public keys").unwrap();
    assert_eq!(*amira.open(0, &bens_keys).unwrap(), b"Ben's public keys");
    let team = amira.seal(0, b"the team and its roster").unwrap();
    assert_eq!(*ben.open(0, &team).unwrap(), b"the team and its roster");
    let thanks = ben.seal(1, b"").unwrap();
    assert_eq!(*amira.open(1, &thanks).unwrap(), b"");
}

#[test]
fn with_another_code_nothing_is_said() {
    let (mut amira, mut stranger) = exchange(&code(1), &code(2), 1);
    assert_eq!(
        amira.confirm(&stranger.confirmation()),
        Err(VaultError::WrongInviteCode)
    );
    assert_eq!(
        stranger.confirm(&amira.confirmation()),
        Err(VaultError::WrongInviteCode)
    );
    assert_eq!(amira.seal(0, b"secret"), Err(VaultError::WrongInviteCode));
    assert_eq!(
        stranger.open(0, &[0; 40]).unwrap_err(),
        VaultError::WrongInviteCode
    );
}

#[test]
fn the_right_letters_in_another_mailbox_are_another_code() {
    let elsewhere = InviteCode::make(&mut Dice(1), 4822).unwrap();
    let (mut amira, ben) = exchange(&code(1), &elsewhere, 1);
    assert_eq!(
        amira.confirm(&ben.confirmation()),
        Err(VaultError::WrongInviteCode)
    );
}

#[test]
fn before_the_other_has_proved_itself_nothing_is_said() {
    let (mut amira, mut ben) = exchange(&code(1), &code(1), 1);
    assert_eq!(amira.seal(0, b"secret"), Err(VaultError::WrongInviteCode));
    amira.confirm(&ben.confirmation()).unwrap();
    let sealed = amira.seal(0, b"the team").unwrap();
    assert_eq!(
        ben.open(0, &sealed).unwrap_err(),
        VaultError::WrongInviteCode
    );
    ben.confirm(&amira.confirmation()).unwrap();
    assert_eq!(*ben.open(0, &sealed).unwrap(), b"the team");
}

#[test]
fn a_proof_is_not_taken_back_from_a_mirror_nor_with_any_damage() {
    let (mut amira, ben) = exchange(&code(1), &code(1), 1);
    assert_eq!(
        amira.confirm(&amira.confirmation().clone()),
        Err(VaultError::WrongInviteCode)
    );
    for bad in damaged(&ben.confirmation()) {
        assert_eq!(amira.confirm(&bad), Err(VaultError::WrongInviteCode));
    }
    amira.confirm(&ben.confirmation()).unwrap();
    assert_eq!(
        amira.confirm(&[0; 32]),
        Err(VaultError::WrongInviteCode),
        "and a later bad proof ends what an earlier good one began"
    );
    assert_eq!(amira.seal(0, b"secret"), Err(VaultError::WrongInviteCode));
}

#[test]
fn a_mirror_is_not_the_other_side() {
    let (amira, hers) = Join::start(&code(1), Side::Inviting, &mut Dice(1)).unwrap();
    assert_eq!(amira.finish(&hers).unwrap_err(), DAMAGED);
    let (_, also_inviting) = Join::start(&code(1), Side::Inviting, &mut Dice(2)).unwrap();
    let (amira, _) = Join::start(&code(1), Side::Inviting, &mut Dice(1)).unwrap();
    assert_eq!(amira.finish(&also_inviting).unwrap_err(), DAMAGED);
}

/// A point of small order as the other side's message would leave only eight keys to try.
#[test]
fn no_point_of_small_order_is_taken() {
    for point in [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ] {
        let (amira, _) = Join::start(&code(1), Side::Inviting, &mut Dice(1)).unwrap();
        let message = [b"B".as_slice(), &hex(point)].concat();
        assert_eq!(amira.finish(&message).unwrap_err(), DAMAGED);
    }
}

#[test]
fn a_damaged_message_never_ends_in_a_shared_key() {
    let (_, his) = Join::start(&code(1), Side::Joining, &mut Dice(2)).unwrap();
    for bad in damaged(&his) {
        let (amira, hers) = Join::start(&code(1), Side::Inviting, &mut Dice(1)).unwrap();
        let (ben, _) = Join::start(&code(1), Side::Joining, &mut Dice(2)).unwrap();
        let ben = ben.finish(&hers).unwrap();
        match amira.finish(&bad) {
            Ok(mut amira) => assert_eq!(
                amira.confirm(&ben.confirmation()),
                Err(VaultError::WrongInviteCode)
            ),
            Err(error) => assert_eq!(error, DAMAGED),
        }
    }
}

#[test]
fn a_message_opens_under_its_own_number_from_its_own_side_whole() {
    let (mut amira, mut ben) = joined(1);
    let sealed = amira.seal(3, b"the team").unwrap();
    for n in [0, 2, 4, u64::MAX] {
        assert_eq!(ben.open(n, &sealed).unwrap_err(), DAMAGED);
    }
    assert_eq!(amira.open(3, &sealed).unwrap_err(), DAMAGED, "a mirror");
    for bad in damaged(&sealed) {
        assert_eq!(ben.open(3, &bad).unwrap_err(), DAMAGED);
    }
    let (_, another_ben) = joined(2);
    assert_eq!(another_ben.open(3, &sealed).unwrap_err(), DAMAGED);
    assert_eq!(*ben.open(3, &sealed).unwrap(), b"the team");
    assert_eq!(ben.seal(3, b"the team").unwrap().len(), sealed.len());
}

#[test]
fn no_number_seals_twice() {
    let (mut amira, _) = joined(1);
    amira.seal(0, b"one").unwrap();
    assert_eq!(amira.seal(0, b"two"), Err(VaultError::NumberUsed));
    amira.seal(7, b"eight").unwrap();
    assert_eq!(amira.seal(3, b"four"), Err(VaultError::NumberUsed));
    assert_eq!(amira.seal(u64::MAX, b"last"), Err(VaultError::NumberUsed));
}

#[test]
fn nothing_of_it_is_shown() {
    let (join, _) = Join::start(&code(1), Side::Joining, &mut Dice(1)).unwrap();
    assert_eq!(format!("{join:?}"), "Join(Joining, <secret>)");
    assert_eq!(format!("{:?}", joined(1).0), "JoinKey(<secret>)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_the_code_both_come_to_one_key(seed: u64, n in 0..u64::MAX, words: Vec<u8>) {
        let (mut amira, mut ben) = joined(seed);
        let sealed = ben.seal(n, &words).unwrap();
        let opened = amira.open(n, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), words.as_slice());
        let sealed = amira.seal(n, &words).unwrap();
        let opened = ben.open(n, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), words.as_slice());
    }

    #[test]
    fn no_message_makes_it_stumble(message in prop::collection::vec(any::<u8>(), 0..40)) {
        let (amira, _) = Join::start(&code(1), Side::Inviting, &mut Dice(1)).unwrap();
        let tagged = [b"B".as_slice(), &message].concat();
        prop_assert!(amira.finish(&message).is_err() || message.len() == 33);
        let (amira, _) = Join::start(&code(1), Side::Inviting, &mut Dice(1)).unwrap();
        let _ = amira.finish(&tagged);
    }
}
