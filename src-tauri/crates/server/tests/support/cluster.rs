//! A PostgreSQL cluster of the tests' own: made in a temporary folder, on a port of its own, gone when the tests are.

use alongside_server::Postgres;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// A running cluster.
pub struct Cluster {
    child: Child,
    folder: tempfile::TempDir,
    programs: PathBuf,
    pub port: u16,
}

/// Where PostgreSQL's programs are, newest first.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|all| all.flatten().map(|one| one.path().join("bin")).collect())
        .unwrap_or_default();
    found.sort();
    found.reverse();
    let path = std::env::var_os("PATH").unwrap_or_default();
    found.extend(std::env::split_paths(&path));
    found
        .into_iter()
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

fn is_root() -> bool {
    let asked = Command::new("id").arg("-u").output();
    asked.is_ok_and(|told| told.stdout.trim_ascii() == b"0")
}

/// PostgreSQL will not run as root, so then it runs as the user that its package makes.
fn program(path: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
            .arg("--pdeathsig=KILL")
            .arg(path);
        command
    } else {
        Command::new(path)
    };
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.stderr(Stdio::null()).env_remove("PGHOST");
    command
}

/// To the user that PostgreSQL runs as.
fn hand_over(path: &Path) {
    if is_root() {
        let done = Command::new("chown")
            .args(["-R", "postgres:"])
            .arg(path)
            .status();
        assert!(done.unwrap().success());
    }
}

impl Cluster {
    /// `None` if PostgreSQL is not here, which is said loudly, unless it must be: then it fails.
    pub fn start() -> Option<Self> {
        Self::start_with(|_| Vec::new())
    }

    /// With settings more, for which there may be files in its folder: the folder is given to whoever runs it afterwards.
    pub fn start_with(more: impl FnOnce(&Path) -> Vec<String>) -> Option<Self> {
        let Some(programs) = programs() else {
            let said =
                "PostgreSQL IS NOT HERE: ITS TESTS WERE LEFT OUT (apt-get install postgresql)";
            assert!(std::env::var_os("CI").is_none(), "{said}");
            eprintln!("\n*** {said} ***\n");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let more = more(folder.path());
        hand_over(folder.path());
        let done = program(&programs.join("initdb"))
            .args([
                "--auth=trust",
                "--username=postgres",
                "--no-sync",
                "-E",
                "UTF8",
                "-D",
            ])
            .arg(&data)
            .status();
        assert!(done.unwrap().success(), "initdb");
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let child = program(&programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-k", ""])
            .args(["-c", "shared_buffers=32MB", "-c", "max_connections=100"])
            .args(more.iter().flat_map(|setting| ["-c", setting]))
            .spawn()
            .unwrap();
        let cluster = Self {
            child,
            folder,
            programs,
            port,
        };
        let began = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err()
            || cluster
                .tool("pg_isready", &["-q"])
                .status()
                .is_ok_and(|told| !told.success())
        {
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "it does not start"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(cluster)
    }

    /// One of PostgreSQL's own tools, for this cluster.
    pub fn tool(&self, name: &str, words: &[&str]) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command
            .args([
                "-h",
                "127.0.0.1",
                "-U",
                "postgres",
                "-p",
                &self.port.to_string(),
            ])
            .args(words);
        command
    }

    /// A new empty database, by its address.
    pub fn database(&self) -> String {
        let name = format!("test{}", DATABASES.fetch_add(1, Ordering::SeqCst));
        let done = self.tool("createdb", &[&name]).status();
        assert!(done.unwrap().success(), "createdb");
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    pub fn open(&self) -> Postgres {
        Postgres::open(&self.database(), 8).unwrap()
    }

    /// Its files and settings are read again.
    pub fn reload(&self) {
        let id = self.child.id().to_string();
        let done = Command::new("kill").args(["-HUP", &id]).status();
        assert!(done.unwrap().success());
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A quick end: nothing of it is wanted any more. The processes it started end with it.
        let _ = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status();
        let _ = self.child.wait();
    }
}
