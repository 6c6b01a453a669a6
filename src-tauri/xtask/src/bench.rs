//! `cargo xtask bench`: the figures of the README, measured on this machine: the core beside plain SQLite, then the real window.

use crate::program::{cargo, show};
use crate::run::BUILT_IN_UI;
use crate::{Outcome, place, system, ui};

pub(crate) fn bench(words: &[&str]) -> Outcome {
    let example = |name: &'static str| {
        [
            "run",
            "--release",
            "--package",
            "alongside-testkit",
            "--example",
            name,
        ]
    };
    let core = [example("bench").as_slice(), &["--"], words].concat();
    show(&mut cargo(&core))?;
    finding(&[])?;
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    system::ready_to_look()?;
    ui::ready()?;
    ui::build()?;
    let app = [
        "build",
        "--release",
        "--package",
        "alongside",
        "--features",
        BUILT_IN_UI,
    ];
    show(&mut cargo(&app))?;
    let binary = place::target().join("release/alongside");
    show(cargo(&example("window")).env("ALONGSIDE_BINARY", binary))
}

/// How well and how fast the directory answers, beside FTS5 and Tantivy.
pub(crate) fn finding(words: &[&str]) -> Outcome {
    let run = ["run", "--release", "--package", "alongside-beside", "--"];
    show(&mut cargo(&[run.as_slice(), words].concat()))
}

/// First sync and a hundred changes, side by side. One build for both programs, so that they share their dependencies.
pub(crate) fn sync(words: &[&str]) -> Outcome {
    system::ready_to_build()?;
    show(&mut cargo(&[
        "build",
        "--release",
        "--package",
        "alongside-testkit",
        "--package",
        "alongside-server",
        "--bin",
        "alongside-server",
        "--example",
        "sync",
    ]))?;
    let program = place::target().join("release/examples/sync");
    show(std::process::Command::new(program).args(words))
}

/// What the server bears.
pub(crate) fn server() -> Outcome {
    system::ready_to_build()?;
    show(&mut cargo(&[
        "bench",
        "--package",
        "alongside-server",
        "--bench",
        "load",
    ]))
}

/// Whole teams under one seed.
pub(crate) fn simulate(words: &[&str]) -> Outcome {
    let example = [
        "run",
        "--release",
        "--package",
        "alongside-testkit",
        "--example",
        "simulate",
        "--",
    ];
    show(&mut cargo(&[example.as_slice(), words].concat()))
}
