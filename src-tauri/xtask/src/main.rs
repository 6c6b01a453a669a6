//! The one entry point for people and for continuous integration: `cargo xtask run`, `test` and the rest.
//!
//! It may know how the parts are built and in which order, and nothing of what they do. It depends on the standard
//! library alone, so that it builds in seconds on a machine that has none of the system packages yet: installing
//! those is its own first job.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal speaks by printing"
)]

mod bench;
mod bindings;
mod check;
mod count;
mod display;
mod format;
mod package;
mod place;
mod program;
mod room;
mod run;
mod steps;
mod system;
mod ui;

use std::process::ExitCode;

/// A failure already put into words for the person at the terminal.
type Outcome = Result<(), String>;

const HELP: &str = "\
cargo xtask <what>

  run       install what is missing, build, open the window (without a display: walk the main journey in pictures)
  test      every check there is, in order, stopping at the first that fails
  bench     measure the core on ten thousand people, against plain SQLite
  bench finding
            how well the directory answers, and how fast on a country's list, beside FTS5 and Tantivy
  bench sync
            first sync and a hundred changes beside the plainest way; with --peers, beside other engines too
  bench server
            packs a second on ten to ten thousand teams, on SQLite and PostgreSQL, and ten thousand laptops that listen
  simulate  whole teams under one seed, with everything that can break: cargo xtask simulate --seeds 0..1000
  package   make the .deb, and try it here: install, start, uninstall (as root);
            with --debug, from the development build; with --built, from the release build that is there
  fmt       put every source file into the house format
  bindings  write the interface's TypeScript from the Rust types";

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = asked.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run"] => run::run(),
        ["test"] => check::check(),
        ["bench", "finding", rest @ ..] => bench::finding(rest),
        ["bench", "sync", rest @ ..] => bench::sync(rest),
        ["bench", "server"] => bench::server(),
        ["simulate", rest @ ..] => bench::simulate(rest),
        ["bench", rest @ ..] => bench::bench(rest),
        ["package", rest @ ..] => package::package(rest),
        ["fmt"] => format::format(),
        ["bindings"] => bindings::write(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!(
            "`{}` is not one of these:\n\n{HELP}",
            words.join(" ")
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
