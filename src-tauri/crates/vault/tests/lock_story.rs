//! Two windows of Alongside, one vault: the second is told, and a crash never leaves the vault shut.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on should stop")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use alongside_vault::{VaultError, VaultLock};

const FOLDER: &str = "ALONGSIDE_LOCK_STORY_FOLDER";

#[test]
fn a_second_window_is_told_and_closing_the_first_lets_it_in() {
    let folder = tempfile::tempdir().unwrap();
    let first = VaultLock::take(folder.path()).unwrap();
    assert_eq!(
        VaultLock::take(folder.path()).unwrap_err(),
        VaultError::AlreadyOpen
    );
    drop(first);
    VaultLock::take(folder.path()).unwrap();
}

#[test]
fn another_process_holds_the_vault_until_it_ends_even_if_it_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = another_alongside(folder.path());
    assert_eq!(
        VaultLock::take(folder.path()).unwrap_err(),
        VaultError::AlreadyOpen
    );
    other.kill().unwrap();
    other.wait().unwrap();
    VaultLock::take(folder.path()).unwrap();
}

/// This same test program, holding the lock, once it has said that it does.
fn another_alongside(folder: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "lock_story::holds_the_lock_for_another_story",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    assert!(
        said.into_iter().any(|line| line.contains("HOLDING")),
        "the other process took the lock"
    );
    child
}

#[test]
#[ignore = "run by the story above, in a process of its own"]
fn holds_the_lock_for_another_story() {
    let folder = std::env::var(FOLDER).unwrap();
    let lock = VaultLock::take(Path::new(&folder)).unwrap();
    writeln!(std::io::stdout(), "\nHOLDING").unwrap();
    std::io::stdout().flush().unwrap();
    // Until the story above kills it, or ends and closes the pipe.
    std::io::stdin().lines().for_each(drop);
    drop(lock);
}
