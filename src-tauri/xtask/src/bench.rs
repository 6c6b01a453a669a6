//! `cargo xtask bench`: the figures of the README, measured on this machine.

use crate::Outcome;
use crate::program::{cargo, show};

pub(crate) fn bench(words: &[&str]) -> Outcome {
    let mut all = vec![
        "run",
        "--release",
        "--package",
        "alongside-testkit",
        "--example",
        "bench",
        "--",
    ];
    all.extend_from_slice(words);
    show(&mut cargo(&all))
}
