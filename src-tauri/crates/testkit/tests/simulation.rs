//! The simulated team over 500 seeds, in cases that run beside one another; the same seed is the same run; and faults on purpose, each
//! of which some seed must find.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at once")]

use alongside_sync::fault::{Fault, forget};
use alongside_testkit::sim::{self, deeds};

fn seeds(from: u64) {
    for seed in from..from + 25 {
        if let Err(failed) = sim::run(seed) {
            panic!("{failed}");
        }
    }
}

macro_rules! stretches {
    ($($name:ident = $from:literal),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                seeds($from);
            }
        )*
    };
}

stretches! {
    seeds_from_0 = 0, seeds_from_25 = 25, seeds_from_50 = 50, seeds_from_75 = 75, seeds_from_100 = 100,
    seeds_from_125 = 125, seeds_from_150 = 150, seeds_from_175 = 175, seeds_from_200 = 200, seeds_from_225 = 225,
    seeds_from_250 = 250, seeds_from_275 = 275, seeds_from_300 = 300, seeds_from_325 = 325, seeds_from_350 = 350,
    seeds_from_375 = 375, seeds_from_400 = 400, seeds_from_425 = 425, seeds_from_450 = 450, seeds_from_475 = 475,
}

#[test]
fn the_same_seed_is_the_same_run() {
    for seed in 0..10 {
        assert_eq!(
            sim::run(seed).unwrap(),
            sim::run(seed).unwrap(),
            "seed {seed}"
        );
    }
}

/// Every way in which three of these can follow one another, with a laptop's outbox in between: nothing is lost in any of them.
#[test]
fn every_short_story_of_sending_crashing_and_going_back_ends_well() {
    use deeds::{Deed, What};
    let happenings = [
        What::Write,
        What::Make,
        What::CrashWithin,
        What::ServerCrash,
        What::Copy,
        What::Restore,
        What::Backup,
        What::RestoreServer,
    ];
    let deed = |what, roll| Deed {
        what,
        roll,
        after: 15,
    };
    let mut count = 0;
    for first in happenings {
        for second in happenings {
            for third in happenings {
                // With the same dice each falls on the same laptop; the times fall between a push and its answer.
                let story = [What::Copy, What::Backup, What::Make, first, second, third];
                let story: Vec<Deed> = story.into_iter().map(|what| deed(what, 4)).collect();
                if let Err((why, told)) = sim::play(0, &story, true) {
                    panic!(
                        "{first:?}, {second:?}, {third:?}: {why}\n{}",
                        told.join("\n")
                    );
                }
                count += 1;
            }
        }
    }
    assert_eq!(count, 512);
}

/// Seeds until one finds the fault.
fn found_within(fault: Fault, most: u64) -> Option<u64> {
    (0..most).find(|seed| {
        forget(Some(fault));
        let ended = sim::play(*seed, &deeds::deeds(*seed), false);
        forget(None);
        ended.is_err()
    })
}

macro_rules! faults {
    ($($name:ident = $fault:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                let found = found_within(Fault::$fault, 300);
                assert!(found.is_some(), "no seed finds {:?}", Fault::$fault);
            }
        )*
    };
}

faults! {
    an_erasure_that_is_forgotten_is_found = ForgetErasure,
    an_early_acknowledgement_is_found = AcknowledgeEarly,
    a_place_kept_before_its_page_is_found = PlaceBeforePage,
    an_old_seal_that_is_kept_is_found = KeepOldSeal,
    a_name_that_two_laptops_use_is_found = KeepName,
    what_is_not_read_back_is_found = DoNotReadBack,
    what_is_thrown_away_unread_is_found = ThrowAwayUnread,
    what_a_restored_server_is_not_sent_again_is_found = ForgetLost,
}
