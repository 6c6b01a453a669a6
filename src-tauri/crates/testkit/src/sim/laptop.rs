//! A simulated laptop: a real encrypted file in a folder of its own, the real engine, a clock that may be wrong.

use super::chance::{SeededRandom, mixed};
use super::clock::{LaptopClock, Now};
use crate::{CountedIds, KEY};
use alongside_protocol::Hash;
use alongside_store::{Clock as _, Store, World as StoreWorld};
use alongside_sync::{Engine, Input, Output, Settings, Standing, Status};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a laptop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// At work.
    Here,
    /// Thrown away, or with a thief.
    Gone,
}

/// A laptop.
pub struct Laptop {
    /// What it is called in a story.
    pub name: String,
    /// Which person's.
    pub person: usize,
    /// Its file.
    pub path: PathBuf,
    /// Its clock.
    pub clock: Arc<LaptopClock>,
    /// Whether it has a network.
    pub online: bool,
    /// Whether the server's stream is open.
    pub listening: bool,
    /// The last timer it asked for.
    pub timer: u64,
    /// Whether whoever works on it only reads.
    pub only_reads: bool,
    /// Where it is.
    pub whereabouts: Whereabouts,
    /// How things stand, as it last said.
    pub status: Option<Status>,
    /// Counts its restorings: what was written in an earlier life may be lost.
    pub life: u32,
    /// Counts openings of the file.
    pub openings: u64,
    /// Counts the messages that it sends and is sent.
    pub messages: u64,
    /// Whether it runs an earlier version, which knows less.
    pub is_earlier: bool,
    installation: u64,
    seed: u64,
    running: Option<(Store, Engine)>,
}

/// What stops a simulation: a fault of the harness, or of the file.
pub type Broken = String;

impl Laptop {
    /// A laptop whose file lies there.
    ///
    /// # Errors
    /// Those of the file.
    pub fn at(
        path: PathBuf,
        name: &str,
        person: usize,
        seed: u64,
        installation: u64,
        now: &Now,
    ) -> Result<Self, Broken> {
        let mut laptop = Self {
            name: name.to_owned(),
            person,
            path,
            clock: LaptopClock::right(now),
            online: true,
            listening: false,
            timer: 0,
            only_reads: false,
            whereabouts: Whereabouts::Here,
            status: None,
            life: 0,
            openings: 0,
            messages: 0,
            is_earlier: false,
            installation,
            seed,
            running: None,
        };
        laptop.open()?;
        Ok(laptop)
    }

    /// Opens the file, as after a crash or on the next morning.
    ///
    /// # Errors
    /// Those of the file.
    pub fn open(&mut self) -> Result<(), Broken> {
        self.openings += 1;
        let seed = mixed(&[self.seed, self.openings, u64::from(self.life)]);
        let world = StoreWorld {
            clock: self.clock.clone(),
            ids: CountedIds::new(seed),
        };
        let store = Store::open(&self.path, &KEY, world).map_err(told)?;
        let settings = Settings {
            installation: Hash::of(&[&self.installation.to_le_bytes()]),
            suite: Some(2),
            // Teams are small here, and soon old enough for a snapshot.
            packs_in_snapshot: 3,
            entries_before_snapshots: 0,
        };
        let engine =
            Engine::open(&store, settings, Box::new(SeededRandom::new(seed))).map_err(told)?;
        self.running = Some((store, engine));
        self.listening = false;
        self.timer += 1;
        Ok(())
    }

    /// The file is closed, and what was only in memory is gone.
    pub fn close(&mut self) {
        self.running = None;
        self.listening = false;
        self.timer += 1;
    }

    /// It wakes up as another installation: its file was copied or restored elsewhere.
    pub fn move_to_another_installation(&mut self, number: u64) {
        self.installation = mixed(&[self.seed, number]);
    }

    /// The installation that it runs in.
    #[must_use]
    pub fn installation(&self) -> u64 {
        self.installation
    }

    /// It runs in an installation like that.
    pub fn set_installation(&mut self, installation: u64) {
        self.installation = installation;
    }

    /// Whether it runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.running.is_some() && self.whereabouts == Whereabouts::Here
    }

    /// Its file.
    ///
    /// # Panics
    /// If it is closed: a fault of the simulation.
    #[must_use]
    pub fn store(&self) -> &Store {
        #[expect(clippy::expect_used, reason = "a closed laptop is not asked")]
        let (store, _) = self.running.as_ref().expect("the laptop is closed");
        store
    }

    /// Its engine.
    ///
    /// # Panics
    /// If it is closed: a fault of the simulation.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        #[expect(clippy::expect_used, reason = "a closed laptop is not asked")]
        let (_, engine) = self.running.as_ref().expect("the laptop is closed");
        engine
    }

    /// Both, to do something with.
    ///
    /// # Panics
    /// If it is closed: a fault of the simulation.
    pub fn both(&mut self) -> (&Store, &mut Engine) {
        #[expect(clippy::expect_used, reason = "a closed laptop is not asked")]
        let (store, engine) = self.running.as_mut().expect("the laptop is closed");
        (store, engine)
    }

    /// Something happens to its engine.
    pub fn step(&mut self, input: Input) -> Vec<Output> {
        let now = self.clock.now();
        let _version = self.as_its_version();
        let (store, engine) = self.both();
        let outputs = engine.step(store, input, now);
        for output in &outputs {
            match output {
                Output::Listen => self.listening = true,
                Output::StopListening => self.listening = false,
                Output::Wake { .. } => self.timer += 1,
                Output::Status(status) => self.status = Some(status.clone()),
                _ => {}
            }
        }
        outputs
    }

    /// Whether it says that everything written here stands in the team's log.
    #[must_use]
    pub fn says_synced(&self) -> bool {
        self.status
            .as_ref()
            .is_some_and(|status| status.standing == Standing::Synced)
    }

    /// Copies its file as it is in this moment; it must be closed.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn copy_file(&self, to: &Path) -> Result<(), Broken> {
        super::server::copy_database(&self.path, to)
    }
}

/// An error as the harness tells it.
pub fn told(error: impl std::fmt::Display) -> Broken {
    error.to_string()
}
