//! Programs started for a test, and certain to be gone after it.
//!
//! Each runs in a process group of its own, so that its children go with it. The group is killed when the leash is
//! dropped, which a failing test does too. For the case that the test itself is killed, a small shell holds the other
//! end of a pipe: the pipe closes with us whatever the reason, and then the shell kills the group.

use std::fs;
use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// A running program and everything it starts.
#[derive(Debug)]
pub struct Leash {
    child: Child,
    /// Ends by itself when its standard input closes.
    watcher: Child,
}

impl Leash {
    /// Starts a program in a group of its own.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let child = command.process_group(0).spawn()?;
        let watcher = Command::new("sh")
            // A whole line means that all is over and nothing is left to kill; the end of the pipe means that we died.
            .args([
                "-c",
                "read -r _ && exit; kill -s KILL -- \"-$1\" 2>/dev/null",
                "leash",
                &child.id().to_string(),
            ])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match watcher {
            Ok(watcher) => Ok(Self { child, watcher }),
            Err(why) => {
                kill_group(child.id());
                Err(why)
            }
        }
    }

    /// The program's process id, which is its group's too.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The program itself.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// The processes of the group other than the program that was started.
    #[must_use]
    pub fn others(&self) -> Vec<u32> {
        processes()
            .into_iter()
            .filter(|it| it.group == self.id() && it.id != self.id())
            .map(|it| it.id)
            .collect()
    }

    /// The processes that the program itself started.
    #[must_use]
    pub fn children(&self) -> Vec<u32> {
        processes()
            .into_iter()
            .filter(|it| it.parent == self.id())
            .map(|it| it.id)
            .collect()
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        kill_group(self.id());
        // Waiting takes them out of the process table; neither can refuse.
        let _ = self.child.wait();
        if let Some(mut pipe) = self.watcher.stdin.take() {
            let _ = pipe.write_all(b"over\n");
        }
        let _ = self.watcher.wait();
    }
}

/// Ends one process as a power cut would: at once, without a word.
pub fn kill(id: u32) {
    signal(&id.to_string());
}

fn kill_group(id: u32) {
    signal(&format!("-{id}"));
}

fn signal(whom: &str) {
    // The standard library can only kill its own children. `--` keeps a group's minus sign from being read as an option.
    let _ = Command::new("sh")
        .args(["-c", "kill -s KILL -- \"$1\" 2>/dev/null", "kill", whom])
        .status();
}

struct Process {
    id: u32,
    parent: u32,
    group: u32,
}

/// Every process of this machine that can be seen.
fn processes() -> Vec<Process> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| {
            let id: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The second field is the name in brackets and may hold anything, so counting starts after the last bracket.
            let (_, after_name) = stat.rsplit_once(')')?;
            let mut fields = after_name.split_whitespace().skip(1);
            Some(Process {
                id,
                parent: fields.next()?.parse().ok()?,
                group: fields.next()?.parse().ok()?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]
    use super::{Leash, processes};
    use std::process::Command;
    use std::time::{Duration, Instant};

    fn wait_until(what: &str, so: impl Fn() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(5);
        while !so() {
            assert!(Instant::now() < deadline, "not in time: {what}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn what_a_program_started_goes_with_it() {
        let leash = Leash::start(Command::new("sh").args(["-c", "sleep 300 & sleep 300"])).unwrap();
        wait_until("both sleepers are there", || leash.others().len() == 2);
        let group = leash.id();
        drop(leash);
        wait_until("nobody is left", || {
            processes().iter().all(|it| it.group != group)
        });
    }
}
