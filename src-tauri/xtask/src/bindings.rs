//! `cargo xtask bindings`: what is made from the one list of commands: TypeScript, names, what the window may call.
//!
//! Whether the committed files are fresh is checked by a test of the app crate, so it cannot be forgotten.

use crate::program::{ask, cargo};
use crate::{Outcome, place};
use std::fs;
use std::path::Path;

pub(crate) fn write() -> Outcome {
    for (what, file) in [
        ("typescript", "ui/src/lib/generated/commands.ts"),
        ("names", "src-tauri/commands.txt"),
        ("capability", "src-tauri/capabilities/main.json"),
    ] {
        write_one(what, &place::root().join(file))?;
    }
    Ok(())
}

fn write_one(what: &str, file: &Path) -> Outcome {
    let text = ask(&mut cargo(&[
        "run",
        "--quiet",
        "--package",
        "alongside-app",
        "--example",
        "bindings",
        what,
    ]))
    .ok_or(
        "The list of commands does not compile: `cargo check --package alongside-app` says why",
    )?;
    if fs::read_to_string(file).is_ok_and(|committed| committed == text) {
        println!("{} is fresh", file.display());
        return Ok(());
    }
    fs::write(file, text).map_err(|why| format!("{} cannot be written: {why}", file.display()))?;
    println!("{} is written anew", file.display());
    Ok(())
}
