//! Servers and clients as processes: started, spoken to, looked at and ended.

use crate::Outcome;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Where the peers that are not built here have their programs.
pub(crate) fn folder_of_peers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers")
}

/// The most memory that a process has used, in MB; nothing once it has ended, and nothing where there is no /proc.
pub(crate) fn memory_of(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

/// What a folder and all in it take, in bytes.
pub(crate) fn size_of(folder: &Path) -> Outcome<u64> {
    let mut size = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        size += if entry.file_type()?.is_dir() {
            size_of(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(size)
}

/// A process that ends when this lets go of it.
struct Held(Child);

impl Drop for Held {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone after this.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server, listening.
pub(crate) struct Server {
    process: Held,
    pub(crate) address: String,
}

impl Server {
    /// One whose first line is `listening <address>`.
    pub(crate) fn that_says_where(command: &mut Command) -> Outcome<Self> {
        let mut process = Held(command.stdout(Stdio::piped()).spawn()?);
        let out = process.0.stdout.take().ok_or("a server without a voice")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let address = line
            .trim()
            .strip_prefix("listening ")
            .ok_or("the server did not say where it listens")?;
        Ok(Self {
            address: address.to_owned(),
            process,
        })
    }

    /// One that was told where to listen, and is ready when it takes a call.
    pub(crate) fn told_where(command: &mut Command, address: &str) -> Outcome<Self> {
        let process = Held(command.stdout(Stdio::null()).spawn()?);
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            if begun.elapsed() > Duration::from_secs(20) {
                return Err("the server takes no calls".into());
            }
            sleep(Duration::from_millis(20));
        }
        Ok(Self {
            address: address.to_owned(),
            process,
        })
    }

    pub(crate) fn memory(&self) -> Option<f64> {
        memory_of(self.process.0.id())
    }
}

/// A client, waiting for a word.
pub(crate) struct Client {
    process: Held,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    /// As it said last, if the work is done in another process than its own.
    memory: Option<f64>,
}

impl Client {
    pub(crate) fn start(command: &mut Command) -> Outcome<Self> {
        let mut process = Held(
            command
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()?,
        );
        let to = process.0.stdin.take().ok_or("a client without ears")?;
        let from = process.0.stdout.take().ok_or("a client without a voice")?;
        Ok(Self {
            process,
            to,
            from: BufReader::new(from),
            memory: None,
        })
    }

    /// Says one word and waits for the answer.
    pub(crate) fn tell(&mut self, word: &str) -> Outcome<Value> {
        writeln!(self.to, "{word}")?;
        self.to.flush()?;
        let mut line = String::new();
        if self.from.read_line(&mut line)? == 0 {
            return Err(format!("the client ended at `{word}`").into());
        }
        let answer: Value = serde_json::from_str(&line)?;
        self.memory = answer.get("memory").and_then(Value::as_f64).or(self.memory);
        Ok(answer)
    }

    /// Says one word and gives how long the work took, in milliseconds.
    pub(crate) fn time(&mut self, word: &str) -> Outcome<f64> {
        millis(&self.tell(word)?)
    }

    pub(crate) fn memory(&self) -> Option<f64> {
        self.memory.or_else(|| memory_of(self.process.0.id()))
    }
}

pub(crate) fn millis(answer: &Value) -> Outcome<f64> {
    Ok(answer
        .get("ms")
        .and_then(Value::as_f64)
        .ok_or("an answer without a time")?)
}
