//! Two teams that share one person and end it again, over many seeds.
#![allow(clippy::panic, reason = "a test may stop at once")]

use alongside_testkit::sim::two_teams;

fn seeds(from: u64) {
    for seed in from..from + 3 {
        if two_teams::run(seed, false).is_err()
            && let Err(why) = two_teams::run(seed, true)
        {
            panic!("{why}");
        }
    }
}

#[test]
fn seeds_from_0() {
    seeds(0);
}

#[test]
fn seeds_from_10() {
    seeds(10);
}

#[test]
fn seeds_from_20() {
    seeds(20);
}

#[test]
fn seeds_from_30() {
    seeds(30);
}
