//! Starting other programs: shown, heard, or only asked.

use crate::Outcome;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// A program with its words, run from the top of the checkout unless told otherwise.
pub(crate) fn program(name: &str, words: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(words).current_dir(crate::place::root());
    command
}

/// The cargo that started us.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| String::from("cargo"));
    program(&cargo, words)
}

/// npm, in the interface's folder. On Windows npm is a batch file, which has to be named whole.
pub(crate) fn npm(words: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" }, words);
    command.current_dir(crate::place::ui());
    command
}

/// The command as a person would type it.
pub(crate) fn spoken(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let mut words = vec![name.to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

/// Runs with the terminal's own input and output; anything but success is an error in words.
pub(crate) fn show(command: &mut Command) -> Outcome {
    let name = spoken(command);
    let status = command
        .status()
        .map_err(|why| format!("`{name}` could not be started: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{name}` failed ({status})"))
    }
}

/// What a program printed, and whether it succeeded.
pub(crate) struct Heard {
    pub(crate) said: String,
    pub(crate) succeeded: bool,
}

/// Runs showing all it prints as it comes, and keeps a copy to read afterwards.
pub(crate) fn hear(command: &mut Command) -> Result<Heard, String> {
    let name = spoken(command);
    if std::io::stdout().is_terminal() {
        // A pipe would otherwise take the colours away.
        command
            .env("CARGO_TERM_COLOR", "always")
            .env("FORCE_COLOR", "1");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|why| format!("`{name}` could not be started: {why}"))?;
    let out = child
        .stdout
        .take()
        .map(|pipe| thread::spawn(|| echo(pipe, std::io::stdout())));
    let err = child
        .stderr
        .take()
        .map(|pipe| thread::spawn(|| echo(pipe, std::io::stderr())));
    let mut said = String::new();
    for listener in [out, err].into_iter().flatten() {
        said.push_str(&listener.join().unwrap_or_default());
    }
    let status = child
        .wait()
        .map_err(|why| format!("`{name}` was lost: {why}"))?;
    Ok(Heard {
        said,
        succeeded: status.success(),
    })
}

/// Runs without showing anything; the standard output if it succeeded.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn echo(pipe: impl Read, mut to: impl Write) -> String {
    let mut kept = String::new();
    let mut lines = BufReader::new(pipe);
    let mut line = Vec::new();
    while let Ok(1..) = lines.read_until(b'\n', &mut line) {
        // A closed terminal must not stop the checks: what was said is still kept.
        let _ = to.write_all(&line).and_then(|()| to.flush());
        kept.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    kept
}
