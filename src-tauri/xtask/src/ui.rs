//! The interface's own tools and its build.

use crate::Outcome;
use crate::place;
use crate::program::{npm, show};
use std::fs;

/// Installs exactly the locked tools, when they are missing or when the lock has changed since.
pub(crate) fn ready() -> Outcome {
    let lock = place::ui().join("package-lock.json");
    // A copy of the lock is left among what it installed. Comparing the two is exact; times of files are not,
    // after a clone or a branch switch.
    let stamp = place::ui().join("node_modules/.installed-from.json");
    let wanted =
        fs::read(&lock).map_err(|why| format!("{} cannot be read: {why}", lock.display()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("Installing the interface's tools (npm ci)");
    show(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted).map_err(|why| format!("{} cannot be written: {why}", stamp.display()))
}

/// Builds what the window shows.
pub(crate) fn build() -> Outcome {
    show(&mut npm(&["run", "--silent", "build"]))
}
