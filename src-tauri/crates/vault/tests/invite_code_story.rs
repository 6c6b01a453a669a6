//! The code that Amira reads out and Ben types: however he types it, and wrong in every way a telephone can be.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that cannot go on should stop"
)]

use crate::support::Dice;
use alongside_vault::{InviteCode, VaultError};
use proptest::prelude::*;
use rstest::rstest;

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn code(seed: u64) -> InviteCode {
    InviteCode::make(&mut Dice(seed), (seed * 7919 % 999_999 + 1) as u32).unwrap()
}

fn typo(group: u8) -> VaultError {
    VaultError::InviteCodeTypo { group }
}

/// In which group of a written code the letter at `at` is.
fn group_at(written: &str, at: usize) -> u8 {
    written[..at].matches('-').count() as u8 + 1
}

#[test]
fn a_code_looks_like_this() {
    let written = InviteCode::make(&mut Dice(1), 4821).unwrap().written();
    let groups: Vec<&str> = written.split('-').collect();
    assert_eq!(groups[0], "4821");
    assert_eq!([groups[1].len(), groups[2].len(), groups.len()], [5, 5, 3]);
    let read = InviteCode::read(&written).unwrap();
    assert_eq!(read.mailbox(), 4821);
    assert_eq!(read.written(), written);
    assert_eq!(format!("{read:?}"), "InviteCode(4821, <secret>)");
}

#[rstest]
#[case::as_shown(|s: &str| s.to_owned())]
#[case::lower_case(|s: &str| s.to_lowercase())]
#[case::no_dashes(|s: &str| s.replace('-', ""))]
#[case::spaces_and_lines(|s: &str| format!("  {}\n", s.replace('-', " \n ")))]
#[case::long_dashes(|s: &str| s.replace('-', " – "))]
#[case::odd_groups(|s: &str| s.replace('-', "").chars().flat_map(|c| [c, ' ']).collect())]
#[case::the_letters_together(|s: &str| s.replacen('-', "#", 1).replace('-', "").replace('#', " "))]
#[case::other_letters_for_digits(|s: &str| s.replace('0', "o").replace('1', "l"))]
#[case::and_others_still(|s: &str| s.replace('0', "O").replace('1', "I"))]
fn it_is_read_however_it_is_typed(#[case] typed: impl Fn(&str) -> String) {
    for seed in 0..200 {
        let written = code(seed).written();
        let read = InviteCode::read(&typed(&written)).unwrap();
        assert_eq!(read.written(), written);
    }
}

#[test]
fn every_single_wrong_letter_is_found_and_its_group_named() {
    for seed in 0..40 {
        let written = code(seed).written().to_string();
        for at in (0..written.len()).filter(|at| &written[*at..=*at] != "-") {
            for wrong in ALPHABET
                .chars()
                .chain(['U', '!', 'é'])
                .filter(|c| !written[at..].starts_with(*c))
            {
                let mut typed = written.clone();
                typed.replace_range(at..=at, &wrong.to_string());
                // Noughts before a number are no part of it; a number may not be nothing.
                assert_eq!(
                    InviteCode::read(&typed).unwrap_err(),
                    typo(group_at(&written, at)),
                    "{written} {typed}"
                );
            }
        }
    }
}

#[test]
fn every_swap_of_two_letters_in_a_group_is_found() {
    for seed in 0..100 {
        let written = code(seed).written().to_string();
        for (a, b) in (0..written.len()).flat_map(|a| (a + 1..written.len()).map(move |b| (a, b))) {
            let mut typed = written.clone().into_bytes();
            typed.swap(a, b);
            let group = group_at(&written, a);
            if group == group_at(&written, b)
                && typed != written.as_bytes()
                && ![typed[a], typed[b]].contains(&b'-')
            {
                let typed = String::from_utf8(typed).unwrap();
                assert_eq!(InviteCode::read(&typed).unwrap_err(), typo(group));
            }
        }
    }
}

#[test]
fn groups_in_the_wrong_order_and_letters_missing_are_found() {
    for seed in 0..100 {
        let written = code(seed).written().to_string();
        let [number, first, second] = written.split('-').collect::<Vec<_>>()[..] else {
            panic!("three groups")
        };
        let read = |typed: String| InviteCode::read(&typed).unwrap_err();
        // Looks just like a wrong number: it is found, and the number is where to begin looking.
        assert_eq!(read(format!("{number}-{second}-{first}")), typo(1));
        assert_eq!(read(format!("{number}-{}-{second}", &first[1..])), typo(2));
        assert_eq!(read(format!("{number}-{first}-{}", &second[1..])), typo(3));
        assert_eq!(read(format!("{number}-{first}")), typo(3));
        assert_eq!(read(number.to_owned()), typo(2));
        // Where a group too many crept in cannot be told; that one did can.
        let found = read(format!("{written}-KKKKK"));
        assert!(matches!(found, VaultError::InviteCodeTypo { group: 1..=3 }));
    }
    assert_eq!(InviteCode::read("").unwrap_err(), typo(1));
    assert_eq!(InviteCode::read(" - ").unwrap_err(), typo(1));
}

#[test]
fn a_recovery_code_is_no_invite_code() {
    assert!(InviteCode::read(include_str!("golden/recovery_code.txt")).is_err());
}

#[rstest]
#[case(0)]
#[case(1_000_000)]
#[case(u32::MAX)]
fn a_mailbox_has_one_to_six_digits(#[case] mailbox: u32) {
    assert_eq!(
        InviteCode::make(&mut Dice(1), mailbox).unwrap_err(),
        typo(1)
    );
}

proptest! {
    #[test]
    fn every_code_reads_back(seed: u64, mailbox in 1_u32..=999_999) {
        let code = InviteCode::make(&mut Dice(seed), mailbox).unwrap();
        let read = InviteCode::read(&code.written()).unwrap();
        prop_assert_eq!(read.mailbox(), mailbox);
        prop_assert_eq!(read.written(), code.written());
    }

    #[test]
    fn nothing_typed_makes_it_stumble(typed in "\\PC{0,40}") {
        let answer = InviteCode::read(&typed);
        let closed = matches!(answer, Err(VaultError::InviteCodeTypo { group: 1..=3 }));
        prop_assert!(closed || answer.is_ok());
    }

    /// Two mistakes at once may slip through once in a thousand; then they make another code, and joining says so.
    #[test]
    fn what_reads_well_is_what_was_typed(typed in "[1-9][0-9]{0,5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}") {
        if let Ok(code) = InviteCode::read(&typed) {
            let written = code.written();
            prop_assert_eq!(written.as_str(), typed);
        }
    }
}
