//! The line of an open vault: a thread that carries what the engine asks for, and what others may ask of it.
//!
//! The thread holds the engine, and with it the keys of the team; it ends, and they are wiped, before the vault counts as locked.
//! Everybody else sees a copy of how things stand ([`Seen`]) and waits for it to change, never for the network.

use crate::api::sharing::SharingTalkView;
use crate::api::team::{InvitationView, JoiningView};
use crate::desk::{Open, held};
use crate::hands::Hands;
use crate::team::publishing;
use crate::team::worker::Worker;
use alongside_link::News;
use alongside_protocol::{DeviceId, MemberId, ProtocolError, Role, Roster, TeamId};
use alongside_store::Clock;
use alongside_sync::{Engine, Heard, Input, PaperSeen, Settings, Shared, Status, Wish};
use alongside_vault::SystemRandom;
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// What the thread is told.
pub(crate) enum Told {
    /// Something for the engine.
    Input(Input),
    /// From the line to the server.
    News(u64, News),
    /// Something to do with the engine at hand.
    Do(Box<dyn FnOnce(&mut Worker) + Send>),
    /// The vault is closing.
    Stop,
}

/// The team as it was last seen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Team {
    pub team: TeamId,
    pub name: String,
    pub member: MemberId,
    pub device: DeviceId,
    pub role: Option<Role>,
    /// This laptop was taken out of it.
    pub is_out: bool,
    pub roster: Roster,
    pub heard: BTreeMap<DeviceId, Heard>,
    pub paper: PaperSeen,
    pub reads_private: bool,
}

/// How things stand, for everybody to see.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub status: Option<Status>,
    pub team: Option<Team>,
    pub wishes: Vec<Wish>,
    pub declined: Vec<(Wish, ProtocolError)>,
    pub invitation: Option<InvitationView>,
    pub joining: Option<JoiningView>,
    /// The talk with another organisation.
    pub sharing: Option<SharingTalkView>,
    /// What is known of publishing the directory.
    pub publishing: publishing::Seen,
    /// What is shared, by space.
    pub shared: BTreeMap<Uuid, Shared>,
}

/// What is seen, and a bell that rings when it changes.
#[derive(Default)]
pub(crate) struct Board {
    seen: Mutex<Seen>,
    bell: Condvar,
}

impl Board {
    pub(crate) fn change(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut held(&self.seen));
        self.bell.notify_all();
    }

    pub(crate) fn seen(&self) -> Seen {
        held(&self.seen).clone()
    }

    /// Waits until something is so, at most so long.
    pub(crate) fn wait<T>(
        &self,
        patience: Duration,
        mut is_so: impl FnMut(&Seen) -> Option<T>,
    ) -> Option<T> {
        let end = Instant::now() + patience;
        let mut seen = held(&self.seen);
        loop {
            if let Some(found) = is_so(&seen) {
                return Some(found);
            }
            let left = end.checked_duration_since(Instant::now())?;
            seen = self
                .bell
                .wait_timeout(seen, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

/// The line of an open vault.
pub(crate) struct Line {
    told: Sender<Told>,
    pub(crate) board: Arc<Board>,
    thread: Option<JoinHandle<()>>,
}

impl Line {
    /// Begins; nothing if what is kept about the team cannot be read, which leaves the vault as usable as ever.
    pub(crate) fn begin(
        open: &Arc<Open>,
        hands: Arc<dyn Hands>,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Option<Self> {
        let random = Box::new(SystemRandom::new());
        let engine = Engine::open(&open.store, settings, random)
            .inspect_err(|error| tracing::error!(%error, "the team cannot be read"))
            .ok()?;
        let (told, tells) = channel();
        let board = Arc::new(Board::default());
        let mut worker = Worker::new(engine, open, hands, clock, told.clone(), board.clone());
        let thread = std::thread::Builder::new()
            .name("team".to_owned())
            .spawn(move || worker.work(&tells))
            .ok()?;
        let line = Self {
            told,
            board,
            thread: Some(thread),
        };
        line.tell(Input::Start);
        Some(line)
    }

    /// Tells the engine something.
    pub(crate) fn tell(&self, input: Input) {
        // The thread ends only with the line.
        let _ = self.told.send(Told::Input(input));
    }

    /// Has something done with the engine at hand; its answer comes by the channel.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Worker) -> T + Send + 'static,
    ) -> Receiver<T> {
        let (answer, answered) = channel();
        let work = move |worker: &mut Worker| {
            let _ = answer.send(work(worker));
        };
        // If the thread has ended, the work is dropped, and with it the channel.
        let _ = self.told.send(Told::Do(Box::new(work)));
        answered
    }
}

impl Drop for Line {
    /// Ends the thread, and waits until it has let go of its keys.
    fn drop(&mut self) {
        let _ = self.told.send(Told::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
