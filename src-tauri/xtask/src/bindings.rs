//! `cargo xtask bindings`: the interface's TypeScript, written anew from the Rust list of commands.
//!
//! Whether the committed file is fresh is checked by a test of the app crate, so it cannot be forgotten.

use crate::program::{ask, cargo};
use crate::{Outcome, place};
use std::fs;

pub(crate) fn write() -> Outcome {
    let typescript = ask(&mut cargo(&[
        "run",
        "--quiet",
        "--package",
        "alongside-app",
        "--example",
        "bindings",
    ]))
    .ok_or(
        "The list of commands does not compile: `cargo check --package alongside-app` says why",
    )?;
    let file = place::ui().join("src/lib/generated/commands.ts");
    if fs::read_to_string(&file).is_ok_and(|committed| committed == typescript) {
        println!("{} is fresh", file.display());
        return Ok(());
    }
    fs::write(&file, typescript)
        .map_err(|why| format!("{} cannot be written: {why}", file.display()))?;
    println!("{} is written anew", file.display());
    Ok(())
}
