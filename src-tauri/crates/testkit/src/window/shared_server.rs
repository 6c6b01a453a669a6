//! A real shared server for a test: its own process, its own port, its own folder; killed as a power cut would, started again,
//! and gone afterwards. Nothing of it is linked in here: what is tried is the program that people run.

use super::leash::Leash;
use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A running `alongside-server`, or one that was killed and can be started again.
#[derive(Debug)]
pub struct SharedServer {
    folder: TempDir,
    program: PathBuf,
    /// `127.0.0.1:port`; the same after each start, as laptops remember it.
    at: String,
    running: Option<Leash>,
    shows_directories: bool,
}

impl SharedServer {
    /// Starts one on a free port.
    ///
    /// # Panics
    /// With its own words, when it does not start.
    #[must_use]
    pub fn start() -> Self {
        Self::start_so(false)
    }

    /// The same, one that shows the directories that teams publish.
    ///
    /// # Panics
    /// As [`SharedServer::start`].
    #[must_use]
    pub fn start_showing_directories() -> Self {
        Self::start_so(true)
    }

    fn start_so(shows_directories: bool) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|why| panic!("no folder: {why}"));
        let mut server = Self {
            folder,
            program: program(),
            at: String::from("127.0.0.1:0"),
            running: None,
            shows_directories,
        };
        server.start_again();
        server
    }

    /// Where laptops find it.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.at)
    }

    /// `127.0.0.1:port`, for a line in front of it.
    #[must_use]
    pub fn at(&self) -> &str {
        &self.at
    }

    /// Ends it where it stands, as a power cut would.
    pub fn kill(&mut self) {
        self.running = None;
    }

    /// Starts it where it was.
    ///
    /// # Panics
    /// With its own words, when it does not start.
    pub fn start_again(&mut self) {
        let log = self.folder.path().join("server.log");
        let started = self.try_start(&log);
        match started {
            Ok((leash, at)) => {
                self.running = Some(leash);
                self.at = at;
            }
            Err(why) => panic!(
                "the server did not start: {why}\n{}",
                fs::read_to_string(&log).unwrap_or_default()
            ),
        }
    }

    fn try_start(&self, log: &Path) -> Result<(Leash, String), String> {
        let log = OpenOptions::new().create(true).append(true).open(log);
        let mut leash = Leash::start(
            self.command()
                .args(["--listen", &self.at])
                .args(self.shows_directories.then_some("--serve-directories"))
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(log.map_err(|why| why.to_string())?),
        )
        .map_err(|why| format!("{}: {why}", self.program.display()))?;
        // It says where it listens once it does: no race, no waiting. Two lines; whoever hangs up before the second ends it.
        let mut said = String::new();
        if let Some(pipe) = leash.child().stdout.take() {
            let mut pipe = BufReader::new(pipe);
            for _ in 0..2 {
                pipe.read_line(&mut said).map_err(|why| why.to_string())?;
            }
        }
        let at = said
            .split_once("http://")
            .and_then(|(_, rest)| rest.split_whitespace().next())
            .ok_or_else(|| format!("it said “{said}”"))?;
        Ok((leash, at.to_owned()))
    }

    /// A code with which one team can be made, as its keeper gets it.
    ///
    /// # Panics
    /// With the program's own words, when there is none.
    #[must_use]
    pub fn sign_up_code(&self) -> String {
        self.admin(&["code"]).trim().to_owned()
    }

    /// What its keeper reads after typing this.
    ///
    /// # Panics
    /// With the program's own words, when it fails.
    #[must_use]
    pub fn admin(&self, what: &[&str]) -> String {
        let asked = self.command().arg("admin").args(what).output();
        match asked {
            Ok(said) if said.status.success() => String::from_utf8_lossy(&said.stdout).into_owned(),
            Ok(said) => panic!(
                "admin {what:?}: {}{}",
                String::from_utf8_lossy(&said.stdout),
                String::from_utf8_lossy(&said.stderr)
            ),
            Err(why) => panic!("{}: {why}", self.program.display()),
        }
    }

    /// The bytes it stores of all teams, journal and log included.
    #[must_use]
    pub fn stored(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = fs::read_dir(self.folder.path());
        files
            .into_iter()
            .flatten()
            .flatten()
            // A journal may go away while it is looked at.
            .filter_map(|file| Some((file.path(), fs::read(file.path()).ok()?)))
            .collect()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg("--database")
            .arg(self.folder.path().join("server.db"))
            // Whoever runs the tests may keep a server of their own.
            .env_remove("ALONGSIDE_LISTEN")
            .env_remove("ALONGSIDE_DATABASE");
        command
    }
}

/// The server as it was built beside the test; built now if only the test was.
fn program() -> PathBuf {
    let name = format!("alongside-server{}", std::env::consts::EXE_SUFFIX);
    let test = std::env::current_exe().unwrap_or_else(|why| panic!("no test: {why}"));
    // target/debug/deps/test
    let built = test.ancestors().nth(2).unwrap_or(&test).to_owned();
    let program = built.join(name);
    if !program.exists() {
        let target = built.parent().unwrap_or(&built);
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(super::picture::checkout())
            .args([
                "build",
                "--quiet",
                "--package",
                "alongside-server",
                "--bin",
                "alongside-server",
            ])
            .arg("--target-dir")
            .arg(target);
        if built.ends_with("release") {
            cargo.arg("--release");
        }
        let done = cargo.status().is_ok_and(|status| status.success());
        assert!(
            done && program.exists(),
            "alongside-server could not be built"
        );
    }
    program
}
