//! `cargo xtask test`: everything that must hold before a change is shared, quickest first where order is free.

use crate::program::{ask, cargo, npm};
use crate::run::BUILT_IN_UI;
use crate::steps::{Kind, Steps};
use crate::{Outcome, place, room, system, ui};

pub(crate) fn check() -> Outcome {
    system::ready_to_look()?;
    ui::ready()?;
    room::make()?;
    let mut steps = Steps::new();

    steps.run(
        "format",
        &Kind::Check,
        &mut cargo(&["fmt", "--all", "--check"]),
    )?;
    steps.run(
        "interface lint",
        &Kind::Check,
        &mut npm(&["run", "--silent", "lint"]),
    )?;
    steps.run(
        "interface types",
        &Kind::Check,
        &mut npm(&["run", "--silent", "check"]),
    )?;
    steps.run(
        "interface tests",
        &Kind::Tests,
        &mut npm(&["run", "--silent", "test"]),
    )?;
    // The program carries the built interface within it, so this comes before anything of the shell is compiled.
    steps.run(
        "interface build",
        &Kind::Check,
        &mut npm(&["run", "--silent", "build"]),
    )?;

    // One set of features throughout: a second set would compile the shell's dependencies twice.
    let whole = ["--workspace", "--features", BUILT_IN_UI];
    let clippy = [
        &["clippy", "--all-targets"],
        whole.as_slice(),
        &["--", "-D", "warnings"],
    ]
    .concat();
    steps.run("clippy", &Kind::Check, &mut cargo(&clippy))?;
    if ask(&mut cargo(&["nextest", "--version"])).is_some() {
        let nextest = [["nextest", "run"].as_slice(), &whole].concat();
        steps.run("Rust tests", &Kind::Tests, &mut cargo(&nextest))?;
    } else {
        let tests = [["test", "--all-targets"].as_slice(), &whole].concat();
        steps.run("Rust tests", &Kind::Tests, &mut cargo(&tests))?;
    }
    // There may be no example in the documentation at all, so this is one check and not a count.
    let doctests = [["test", "--doc"].as_slice(), &whole].concat();
    steps.run("Rust examples", &Kind::Check, &mut cargo(&doctests))?;
    let doc = [["doc", "--no-deps"].as_slice(), &whole].concat();
    steps.run(
        "Rust documentation",
        &Kind::Check,
        cargo(&doc).env("RUSTDOCFLAGS", "-D warnings"),
    )?;

    // Run as they were built with everything else: on its own each would want its dependencies with other features.
    let programs = [["build", "--bins", "--examples"].as_slice(), &whole].concat();
    steps.run("programs", &Kind::Check, &mut cargo(&programs))?;
    let built = place::target().join("debug");
    let small = [
        ("examples/bench", ["small"].as_slice()),
        ("alongside-beside", &["speed", "300"]),
        ("alongside-beside", &["refresh", "60"]),
    ];
    for (program, words) in small {
        let program = built.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
        let mut run = std::process::Command::new(program);
        run.current_dir(place::root()).args(words);
        steps.run("a benchmark, in small", &Kind::Check, &mut run)?;
    }

    // The journeys open real windows and are slow, so a plain `cargo test` leaves them out and they are asked for here.
    let journeys = [
        ["test"].as_slice(),
        &whole,
        &["--test", "journeys", "--", "--ignored", "--test-threads=1"],
    ]
    .concat();
    if cfg!(target_os = "linux") {
        steps.run(
            "journeys in the window",
            &Kind::Tests,
            &mut cargo(&journeys),
        )?;
    } else {
        println!("\n── journeys in the window: left out, they drive the Linux window");
    }
    steps.finished();
    Ok(())
}
