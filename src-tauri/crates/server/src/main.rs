//! `alongside-server`: without arguments it serves from one file on this machine alone.

mod admin;
mod options;
mod run;

use clap::Parser as _;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = options::Options::parse();
    let done = match &options.command {
        Some(options::Command::Admin { what }) => admin::run(&options, what),
        None => run::run(&options),
    };
    match done {
        Ok(code) => code,
        Err(why) => {
            // If even this cannot be said there is nobody to say it to.
            let _ = writeln!(std::io::stderr(), "alongside-server: {why}");
            ExitCode::FAILURE
        }
    }
}
