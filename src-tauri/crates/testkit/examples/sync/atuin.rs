//! Atuin: shell history between machines, end-to-end encrypted, with a server in Rust on SQLite. Each record is a command in a
//! history; a record that stands cannot be changed, so the hundred changes are a hundred commands more.
//!
//! Its client is a program that starts, works and ends, so every phase has the start of a process in it (some milliseconds), and its
//! memory is watched from here while it runs.

use crate::Outcome;
use crate::peer::Peer;
use crate::process::{Server, memory_of};
use crate::records::{Change, Record};
use rusqlite::{Connection, OpenFlags};
use std::fmt::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

const VERSION: &str = "18.24.4";
const WHO: [&str; 4] = ["--username", "amira", "--password", "rain-on-the-shed-roof"];

fn program(target: &Path, name: &str) -> PathBuf {
    target.join("peers/atuin/bin").join(name)
}

/// The command that installs it, unless it is there.
pub(crate) fn lacks(target: &Path) -> Option<String> {
    let there = ["atuin", "atuin-server"]
        .iter()
        .all(|name| program(target, name).is_file());
    (!there).then(|| {
        format!(
            "cargo install --locked --root {} atuin@{VERSION} atuin-server@{VERSION}",
            target.join("peers/atuin").display()
        )
    })
}

pub(crate) fn server(folder: &Path) -> Outcome<Server> {
    let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut command = Command::new(program(&crate::target()?, "atuin-server"));
    command
        .args(["start", "--host", "127.0.0.1", "--port"])
        .arg(free.port().to_string())
        .env("HOME", folder)
        .env("ATUIN_CONFIG_DIR", folder)
        .env("ATUIN_OPEN_REGISTRATION", "true")
        .env(
            "ATUIN_DB_URI",
            format!("sqlite://{}", folder.join("server.db").display()),
        );
    Server::told_where(&mut command, &free.to_string())
}

/// One laptop. The first to come makes the account; the second finds the key beside the first one's folder and joins.
pub(crate) struct Client {
    program: PathBuf,
    folder: PathBuf,
    history: String,
    memory: f64,
}

impl Client {
    pub(crate) fn new(folder: &Path, server: &str) -> Outcome<Self> {
        let config = folder.join("config");
        std::fs::create_dir_all(&config)?;
        std::fs::write(
            config.join("config.toml"),
            format!(
                "sync_address = \"http://{server}\"\nauto_sync = false\nupdate_check = false\n"
            ),
        )?;
        let mut client = Self {
            program: program(&crate::target()?, "atuin"),
            folder: folder.to_owned(),
            history: String::new(),
            memory: 0.0,
        };
        let key = folder.with_file_name("key");
        if let Ok(words) = std::fs::read_to_string(&key) {
            let join = [&["login"], WHO.as_slice(), &["--key", words.trim()]].concat();
            client.run(&join)?;
        } else {
            let begin = [
                &["register"],
                WHO.as_slice(),
                &["--email", "amira@example.org"],
            ]
            .concat();
            client.run(&begin)?;
            std::fs::write(key, client.run(&["key"])?)?;
        }
        Ok(client)
    }

    /// Runs it to its end, watching its memory, and gives what it printed.
    fn run(&mut self, words: &[&str]) -> Outcome<String> {
        let printed = self.folder.join("printed");
        let mut process = Command::new(&self.program)
            .args(words)
            .env("HOME", &self.folder)
            .env("ATUIN_CONFIG_DIR", self.folder.join("config"))
            .env("XDG_DATA_HOME", self.folder.join("data"))
            .env("HISTFILE", self.folder.join("history"))
            .env("ATUIN_SESSION", "0193d8a4f2b07c3e9a1d5f6e7b8c9d0e")
            .stdin(Stdio::null())
            .stdout(std::fs::File::create(&printed)?)
            .stderr(std::fs::File::create(self.folder.join("said"))?)
            .spawn()?;
        let status = loop {
            if let Some(memory) = memory_of(process.id()) {
                self.memory = self.memory.max(memory);
            }
            if let Some(status) = process.try_wait()? {
                break status;
            }
            sleep(Duration::from_millis(2));
        };
        let printed = std::fs::read_to_string(&printed)?;
        if status.success() {
            Ok(printed)
        } else {
            let said = std::fs::read_to_string(self.folder.join("said"))?;
            Err(format!("atuin {}: {printed}{said}", words.join(" ")).into())
        }
    }

    fn import(&mut self) -> Outcome {
        std::fs::write(
            self.folder.join("history"),
            std::mem::take(&mut self.history),
        )?;
        self.run(&["import", "bash"])?;
        Ok(())
    }

    /// Its own file is plain, so what came can be looked at without asking it.
    fn database(&self) -> Outcome<Connection> {
        Ok(Connection::open_with_flags(
            self.folder.join("data/atuin/history.db"),
            OpenFlags::SQLITE_OPEN_READ_ONLY,
        )?)
    }
}

impl Peer for Client {
    fn insert(&mut self, records: &[Record]) -> Outcome {
        for record in records {
            writeln!(self.history, "{}", serde_json::to_string(record)?)?;
        }
        Ok(())
    }

    fn inserted(&mut self) -> Outcome {
        self.import()
    }

    fn push(&mut self) -> Outcome {
        self.run(&["sync"])?;
        Ok(())
    }

    fn pull(&mut self) -> Outcome<usize> {
        self.run(&["sync"])?;
        let count: i64 = self
            .database()?
            .query_row("SELECT count(*) FROM history", [], |row| row.get(0))?;
        Ok(usize::try_from(count)?)
    }

    fn change(&mut self, changes: &[Change]) -> Outcome {
        for change in changes {
            writeln!(self.history, "{}", serde_json::to_string(change)?)?;
        }
        self.import()
    }

    fn each(&mut self, see: &mut dyn FnMut(&str)) -> Outcome {
        let database = self.database()?;
        let mut statement = database.prepare("SELECT command FROM history ORDER BY command")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            see(row.get_ref(0)?.as_str()?);
        }
        Ok(())
    }

    fn memory(&self) -> Option<f64> {
        Some(self.memory)
    }
}
