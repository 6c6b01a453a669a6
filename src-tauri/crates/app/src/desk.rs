//! The app without a window: what is open, and what every use-case needs.

use crate::api::error::{AppError, ErrorCode};
use crate::api::records::Did;
use crate::api::session::Settings;
use crate::failure::Outcome;
use crate::feeds::Feeds;
use crate::hands::{Event, Hands};
use crate::out_alone;
use crate::reference::Lists;
use crate::settings;
use crate::team::installation;
use crate::team::line::{Board, Line, Seen};
use crate::team::worker::Worker;
use alongside_domain::Kind;
use alongside_link::public::Manners;
use alongside_store::{Changes, Clock, Store, Tx};
use alongside_sync::Input;
use alongside_vault::{PassphraseCost, VaultKey, VaultLock};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::Duration;
use zeroize::Zeroizing;

/// Where everything is kept.
#[derive(Clone, Debug)]
pub struct Folders {
    root: PathBuf,
    /// Outside the vault: says in which installation it is opened.
    installation: PathBuf,
}

impl Folders {
    /// Everything under one folder.
    #[must_use]
    pub fn under(root: PathBuf) -> Self {
        let installation = root.join("installation");
        Self { root, installation }
    }

    /// Where the operating system keeps a program's own data, or where `ALONGSIDE_DATA_DIR` says.
    #[must_use]
    pub fn of_this_user() -> Option<Self> {
        if let Some(root) = std::env::var_os("ALONGSIDE_DATA_DIR") {
            return Some(Self::under(root.into()));
        }
        directories::ProjectDirs::from("org", "Alongside", "Alongside").map(|dirs| Self {
            root: dirs.data_local_dir().to_owned(),
            installation: dirs.config_local_dir().join("installation"),
        })
    }

    /// All of it.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The key file and the records.
    #[must_use]
    pub fn vault(&self) -> PathBuf {
        self.root.join("vault")
    }

    /// The records.
    #[must_use]
    pub fn records(&self) -> PathBuf {
        self.vault().join("records.db")
    }

    /// Backups.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }

    /// The example people: made anew each time, under a key that is never kept.
    #[must_use]
    pub fn example(&self) -> PathBuf {
        self.root.join("example")
    }

    /// What the window's engine keeps.
    #[must_use]
    pub fn webview(&self) -> PathBuf {
        self.root.join("webview")
    }

    /// The id of this installation, which no backup and no copy of the vault carries along.
    #[must_use]
    pub fn installation(&self) -> &Path {
        &self.installation
    }

    /// Logs.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }
}

/// How dear it is made to guess a passphrase.
#[derive(Clone, Copy, Debug)]
pub enum Opening {
    /// As dear as this machine can bear, never under the floor.
    Calibrated,
    /// As said: for tests.
    Fixed(PassphraseCost),
}

/// What is open.
pub(crate) struct Open {
    pub store: Store,
    /// Nothing for the example people, whose key is not kept.
    pub keys: Option<Keys>,
    /// Goes last: when nobody holds it any more, the connections are closed and the keys wiped.
    pub last: Arc<()>,
}

/// The keys of a real vault.
pub(crate) struct Keys {
    pub vault: VaultKey,
    pub lock: VaultLock,
    /// Opened with the recovery code: the next thing is a new passphrase, without the old one.
    pub passphrase_lost: AtomicBool,
}

/// The whole app.
pub struct Desk {
    pub(crate) folders: Folders,
    pub(crate) hands: Arc<dyn Hands>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) opening: Opening,
    /// How this laptop behaves towards the keepers of live lists.
    manners: Manners,
    open: Mutex<Option<Arc<Open>>>,
    /// To the team, while a vault of somebody's own is open.
    line: Mutex<Option<Line>>,
    /// The last of what was opened last, for as long as anything of it is left.
    remains: Mutex<Weak<()>>,
    /// A recovery code shown and not yet confirmed.
    pub(crate) shown_code: Mutex<Option<Zeroizing<String>>>,
    /// When somebody last touched the app, on the wall clock and on the one that stands still in sleep.
    touched: Mutex<Touched>,
    pub(crate) importing: AtomicBool,
    pub(crate) stop_import: AtomicBool,
    lists: OnceLock<Arc<Lists>>,
    /// Reads the live lists, while a vault of somebody's own is open.
    feeds: Mutex<Option<Feeds>>,
}

#[derive(Clone, Copy)]
struct Touched {
    wall: i64,
    steady: std::time::Instant,
}

/// More wall time than this beyond steady time means that the laptop slept.
const SLEPT_MS: i64 = 15_000;

impl Desk {
    /// An app with nothing open.
    #[must_use]
    pub fn new(
        folders: Folders,
        hands: Arc<dyn Hands>,
        clock: Arc<dyn Clock>,
        opening: Opening,
    ) -> Self {
        let touched = Touched {
            wall: clock.now().0,
            steady: std::time::Instant::now(),
        };
        Self {
            folders,
            hands,
            clock,
            opening,
            manners: Manners::default(),
            open: Mutex::new(None),
            line: Mutex::new(None),
            remains: Mutex::new(Weak::new()),
            shown_code: Mutex::new(None),
            touched: Mutex::new(touched),
            importing: AtomicBool::new(false),
            stop_import: AtomicBool::new(false),
            lists: OnceLock::new(),
            feeds: Mutex::new(None),
        }
    }

    /// The same with other manners towards the keepers of live lists: a test has no need to wait.
    #[must_use]
    pub fn with_manners(mut self, manners: Manners) -> Self {
        self.manners = manners;
        self
    }

    /// Where everything is kept.
    #[must_use]
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Settings of this laptop.
    #[must_use]
    pub fn settings(&self) -> Settings {
        settings::read(self.folders.root())
    }

    /// What is open.
    pub(crate) fn open(&self) -> Outcome<Arc<Open>> {
        held(&self.open)
            .clone()
            .ok_or_else(|| AppError::new(ErrorCode::Locked))
    }

    /// Whether anything is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        held(&self.open).is_some()
    }

    pub(crate) fn set_open(&self, open: Open) {
        self.touch();
        *held(&self.remains) = Arc::downgrade(&open.last);
        out_alone::keep(&self.folders, &open);
        let open = Arc::new(open);
        let line = open.keys.is_some().then(|| {
            let settings = alongside_sync::Settings::of(installation::of(&self.folders));
            Line::begin(&open, self.hands.clone(), self.clock.clone(), settings)
        });
        *held(&self.line) = line.flatten();
        let feeds = open.keys.is_some().then(|| {
            let lists = self.shared_lists().clone();
            Feeds::begin(
                &open,
                self.hands.clone(),
                self.clock.clone(),
                lists,
                self.manners,
            )
        });
        *held(&self.feeds) = feeds.flatten();
        *held(&self.open) = Some(open);
    }

    /// Whether nothing is open and the last call that used the records has ended: no connection, no key is left.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        !self.is_open() && held(&self.remains).strong_count() == 0
    }

    /// Closes what is open. Connections close and keys are wiped as soon as the last call that uses them ends; an import is stopped,
    /// which would use them for long.
    pub(crate) fn close(&self) -> Option<Arc<Open>> {
        self.stop_import.store(true, Ordering::SeqCst);
        held(&self.shown_code).take();
        // The team's keys first. Taken out before it is waited for: the engine may be telling the window something.
        let line = held(&self.line).take();
        drop(line);
        let feeds = held(&self.feeds).take();
        drop(feeds);
        held(&self.open).take()
    }

    /// National and own lists, read once.
    pub(crate) fn lists(&self) -> &Lists {
        self.shared_lists()
    }

    /// The same for a thread that outlives the call.
    pub(crate) fn shared_lists(&self) -> &Arc<Lists> {
        self.lists.get_or_init(|| Arc::new(Lists::read()))
    }

    /// Has something done with what reads the live lists; nothing for the example people, who have none.
    pub(crate) fn with_feeds<T>(&self, work: impl FnOnce(&Feeds) -> T) -> Option<T> {
        held(&self.feeds).as_ref().map(work)
    }

    /// Somebody is here.
    pub fn touch(&self) {
        *held(&self.touched) = Touched {
            wall: self.clock.now().0,
            steady: std::time::Instant::now(),
        };
    }

    /// Whether it is time to lock: nobody has touched the app for as long as the settings say, or the laptop has slept.
    #[must_use]
    pub fn time_to_lock(&self) -> bool {
        if !self.is_open() {
            return false;
        }
        let touched = *held(&self.touched);
        let steady = i64::try_from(touched.steady.elapsed().as_millis()).unwrap_or(i64::MAX);
        let wall = self.clock.now().0 - touched.wall;
        let slept = wall - steady > SLEPT_MS;
        slept || wall.max(steady) >= i64::from(self.settings().lock_minutes) * 60_000
    }

    /// Tells the window that it is about to lock, so that what is being typed is kept.
    pub fn ask_to_lock(&self) {
        self.hands.tell(Event::Locking);
    }

    /// Does something to the open records, names it, and tells the window what changed.
    pub(crate) fn transact<T>(
        &self,
        did: &Did,
        work: impl FnOnce(&mut Tx<'_>) -> alongside_store::Result<T>,
    ) -> Outcome<(T, Changes)> {
        let open = self.open()?;
        let (value, changes) = open.store.transact(&name_of(did), work)?;
        self.tell(&changes);
        Ok((value, changes))
    }

    pub(crate) fn tell(&self, changes: &Changes) {
        if changes.kinds.contains(&Kind::Contact)
            && let Ok(open) = self.open()
        {
            out_alone::keep(&self.folders, &open);
        }
        if !changes.kinds.is_empty() {
            self.hands
                .tell(Event::changed(changes.kinds.iter().copied()));
            self.tell_line(Input::Written);
        }
    }

    /// How things stand with the team; nothing for the example people.
    pub(crate) fn board(&self) -> Option<Arc<Board>> {
        held(&self.line).as_ref().map(|line| line.board.clone())
    }

    /// Tells the engine something.
    pub(crate) fn tell_line(&self, input: Input) {
        if let Some(line) = &*held(&self.line) {
            line.tell(input);
        }
    }

    /// Has something done with the engine at hand.
    pub(crate) fn ask_line<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Worker) -> T + Send + 'static,
    ) -> Outcome<T> {
        // Not while holding on to the line: whoever locks must not wait for the network.
        let asked = held(&self.line).as_ref().map(|line| line.ask(work));
        asked
            .and_then(|answered| answered.recv().ok())
            .ok_or_else(|| AppError::new(ErrorCode::NoTeam))
    }

    /// Waits until something is so between this laptop and the team, at most so long.
    pub(crate) fn wait_line<T>(
        &self,
        patience: Duration,
        is_so: impl FnMut(&Seen) -> Option<T>,
    ) -> Option<T> {
        self.board()?.wait(patience, is_so)
    }

    /// Whether an import may begin; ends when the guard is dropped.
    pub(crate) fn begin_import(&self) -> Outcome<Importing<'_>> {
        if self.importing.swap(true, Ordering::SeqCst) {
            return Err(AppError::new(ErrorCode::ImportRunning));
        }
        self.stop_import.store(false, Ordering::SeqCst);
        Ok(Importing(self))
    }
}

/// An import that is running.
pub(crate) struct Importing<'d>(&'d Desk);

impl Drop for Importing<'_> {
    fn drop(&mut self) {
        self.0.importing.store(false, Ordering::SeqCst);
    }
}

/// The name under which something is kept in the log.
pub(crate) fn name_of(did: &Did) -> String {
    serde_json::to_string(did).unwrap_or_default()
}

/// What was kept in the log under a name.
pub(crate) fn did_of(name: &str) -> Option<Did> {
    serde_json::from_str(name).ok()
}

/// A lock that a panic elsewhere does not take away.
pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
