//! The simulated server: the real rules over a real SQLite file, with a backup that may be put back.

use super::laptop::{Broken, told};
use alongside_protocol::{Head, Refusal, Route, Signed, TeamId};
use alongside_server::{Bucket, Core, Grown, NewCode, Request, Rules, Signatures, Sqlite};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The server.
pub struct SimServer {
    folder: PathBuf,
    life: u32,
    core: Option<Core>,
    /// When the backup was made, if there is one.
    pub backup: Option<i64>,
    /// How often a backup was put back.
    pub restored: u32,
}

/// What the server answers, and whether a log has grown by it.
pub type Answered = (Result<Vec<u8>, Refusal>, Option<Grown>);

fn rules() -> Rules {
    Rules {
        device: Bucket {
            size: 1_000_000,
            per_minute: 1_000_000,
        },
        ..Rules::default()
    }
}

impl SimServer {
    /// A server whose file lies in a folder, or is made there.
    ///
    /// # Errors
    /// Those of the file.
    pub fn in_folder(folder: &Path) -> Result<Self, Broken> {
        let mut server = Self {
            folder: folder.to_owned(),
            life: 0,
            core: None,
            backup: None,
            restored: 0,
        };
        server.start()?;
        Ok(server)
    }

    /// Its file.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.folder.join(format!("server-{}.db", self.life))
    }

    /// What lies on its disk in this moment, journal and all.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn raw(&self) -> Result<Vec<u8>, Broken> {
        let file = self.file();
        let mut raw = std::fs::read(&file).map_err(told)?;
        let mut journal = file.into_os_string();
        journal.push("-wal");
        if let Ok(journal) = std::fs::read(journal) {
            raw.extend(journal);
        }
        Ok(raw)
    }

    /// Starts it, as after a crash.
    ///
    /// # Errors
    /// Those of the file.
    pub fn start(&mut self) -> Result<(), Broken> {
        self.core = None;
        let database = Sqlite::open(&self.file()).map_err(told)?;
        self.core = Some(Core::new(Arc::new(database), Arc::new(Signatures), rules()));
        Ok(())
    }

    /// Stops it: nobody answers, and its file is closed.
    pub fn stop(&mut self) {
        self.core = None;
    }

    fn core(&self) -> Result<&Core, Broken> {
        self.core
            .as_ref()
            .ok_or_else(|| "the server is stopped".to_owned())
    }

    /// A code with which a team can be made.
    ///
    /// # Errors
    /// Those of the file.
    pub fn code(&self, now: i64, which: u8) -> Result<String, Broken> {
        let new = NewCode {
            until: now + 86_400_000,
            room: 1 << 40,
        };
        self.core()?.make_code(&[which; 20], new, now).map_err(told)
    }

    /// Answers.
    ///
    /// # Errors
    /// If it is stopped.
    pub fn handle(
        &self,
        request: &alongside_sync::Request,
        signed: Option<Signed>,
        body: &[u8],
        now: i64,
    ) -> Result<Answered, Broken> {
        let reply = self.core()?.handle(
            &Request {
                route: request.route(),
                signed,
                body,
            },
            now,
        );
        Ok((reply.answer, reply.grown))
    }

    /// Answers what anybody may ask.
    ///
    /// # Errors
    /// If it is stopped.
    pub fn ask(&self, route: Route, now: i64) -> Result<Result<Vec<u8>, Refusal>, Broken> {
        let request = Request {
            route,
            signed: None,
            body: &[],
        };
        Ok(self.core()?.handle(&request, now).answer)
    }

    /// The end of a team's log.
    ///
    /// # Errors
    /// Those of the file.
    pub fn end(&self, team: &TeamId) -> Result<Head, Broken> {
        let end = self.core()?.end(team).map_err(told)?;
        Ok(end.unwrap_or_default())
    }

    /// Whether a team's log has grown from the one that ends there.
    ///
    /// # Errors
    /// Those of the file.
    pub fn follows(&self, team: &TeamId, head: Head) -> Result<bool, Broken> {
        self.core()?.follows(team, head).map_err(told)
    }

    /// Makes a backup.
    ///
    /// # Errors
    /// Those of the file.
    pub fn back_up(&mut self, now: i64) -> Result<(), Broken> {
        self.stop();
        copy_database(&self.file(), &self.folder.join("backup.db"))?;
        self.backup = Some(now);
        self.start()
    }

    /// Another machine takes its place: nothing is there.
    ///
    /// # Errors
    /// Those of the file.
    pub fn replace(&mut self) -> Result<(), Broken> {
        self.stop();
        self.life += 1;
        self.restored += 1;
        self.start()
    }

    /// Puts the backup back.
    ///
    /// # Errors
    /// Those of the file.
    pub fn restore(&mut self) -> Result<(), Broken> {
        self.stop();
        self.life += 1;
        self.restored += 1;
        copy_database(&self.folder.join("backup.db"), &self.file())?;
        self.start()
    }
}

/// Copies a closed database with its journal.
///
/// # Errors
/// Those of the disk.
pub fn copy_database(from: &Path, to: &Path) -> Result<(), Broken> {
    for end in ["", "-wal", "-shm"] {
        let named = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            PathBuf::from(name)
        };
        let (from, to) = (named(from), named(to));
        if end != "-shm" && from.exists() {
            std::fs::copy(from, to).map_err(told)?;
        } else if to.exists() {
            std::fs::remove_file(to).map_err(told)?;
        }
    }
    Ok(())
}
