//! The encrypted SQLite file: records, change log, search, backup. The only crate that sees SQLite.
//!
//! It knows nothing of passphrases (it is given a key), of screens, or of the network. One writer and a few readers share the file
//! (WAL), so a screen never waits for an import.

pub mod at_hand;
pub mod backup;
mod backup_erasure;
pub mod caseload;
pub mod checking;
pub mod clock;
mod corrections;
pub mod diary;
pub mod differences;
pub mod directory;
pub mod error;
mod evidence;
pub mod fault;
pub mod feeds;
pub mod gaps;
pub mod groups;
mod how_things_are;
pub mod ids;
mod indexing;
mod key;
mod listed;
pub mod local;
pub mod log;
#[doc(hidden)]
pub mod measure;
mod merge;
mod migrate;
pub mod one_person;
pub mod one_service;
pub mod outreach;
pub mod papers;
pub mod people;
mod reading;
mod records;
pub mod replica;
mod rows;
pub mod search;
mod service;
mod service_index;
pub mod spaces;
mod spelling;
mod spots;
pub mod things;
pub mod today;
mod transact;
mod undo;
mod upkeep;
pub mod waiting;

#[cfg(test)]
mod plans;
#[cfg(test)]
mod shape;
#[cfg(test)]
mod space;

pub use clock::{Clock, SystemClock};
pub use differences::{Difference, DifferenceKey, Side};
pub use error::{Result, StoreError};
pub use ids::{Ids, SystemIds, World};
pub use key::KEY_BYTES;
pub use merge::DifferenceSort;
pub use migrate::NEWEST;
pub use replica::Replica;
pub use service::RunAt;
pub use transact::{Changes, Tx};
pub use undo::UndoState;

use crate::clock::{Hybrid, Stamp};
use crate::log::Turn;
use crate::undo::Turns;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zeroize::Zeroizing;

/// The first bytes of an SQLite file that is *not* encrypted.
const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";
/// Readers kept open between uses.
const READERS: usize = 3;
/// Memory for pages of the writer and of each reader, in KiB (SQLite reads a negative number so).
const WRITER_CACHE: i64 = -32_768;
const READER_CACHE: i64 = -16_384;

/// What the writer keeps in mind.
pub(crate) struct State {
    hybrid: Hybrid,
    /// Read from the log when they are first asked for: whoever opens the vault sees their people first.
    turns: Option<Turns>,
    pub(crate) by: String,
    /// Whether the vault is in a team, so that what is written here is put in the outbox.
    pub(crate) is_replicating: bool,
}

impl State {
    /// What can be undone and redone.
    pub(crate) fn turns(&mut self, connection: &Connection) -> Result<&mut Turns> {
        match &mut self.turns {
            Some(turns) => Ok(turns),
            none => Ok(none.insert(Turns::read(connection)?)),
        }
    }
}

struct Writer {
    connection: Connection,
    state: State,
    /// Whether a row may only point to one that is there.
    minds_references: bool,
}

impl Writer {
    /// References are checked, or not, from now on. To say so makes SQLite read every statement anew, so it is said only when it
    /// changes; within a transaction it does nothing.
    fn mind_references(&mut self, minds: bool) -> Result<()> {
        if self.minds_references != minds {
            self.connection.pragma_update(None, "foreign_keys", minds)?;
            self.minds_references = minds;
        }
        Ok(())
    }
}

/// The open file. Dropping it closes every connection, and SQLCipher wipes its keys.
pub struct Store {
    path: PathBuf,
    /// In a box: a value that is moved leaves copies of itself behind on the stack, which nothing wipes.
    key: Box<Zeroizing<[u8; KEY_BYTES]>>,
    world: World,
    writer: Mutex<Writer>,
    readers: Mutex<Vec<Connection>>,
    is_first_read: AtomicBool,
    remembered: directory::Remembered,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// Makes a new file.
    ///
    /// # Errors
    /// Those of the file; a file that is there already is an error and is not touched.
    pub fn create(path: &Path, key: &[u8; KEY_BYTES], by: &str, world: World) -> Result<Self> {
        if path.exists() {
            return Err(StoreError::Internal("there is a records file already"));
        }
        let made = Self::at(path, key, OpenFlags::SQLITE_OPEN_CREATE, world)
            .and_then(|store| store.set_worker(by).map(|()| store));
        if made.is_err() {
            // Half a file would stand in the way of the next try. It was not there before, so nothing is lost with it.
            for suffix in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(with_suffix(path, suffix));
            }
        }
        made
    }

    /// Opens a file.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Damaged`], [`StoreError::NotEncrypted`], [`StoreError::TooNew`],
    /// [`StoreError::ReadOnly`]; the file is not touched.
    pub fn open(path: &Path, key: &[u8; KEY_BYTES], world: World) -> Result<Self> {
        if !path.exists() {
            return Err(StoreError::Missing);
        }
        check_header(path)?;
        Self::at(path, key, OpenFlags::empty(), world)
    }

    fn at(path: &Path, key: &[u8; KEY_BYTES], extra: OpenFlags, world: World) -> Result<Self> {
        let mut connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | extra)?;
        if connection.is_readonly("main")? {
            return Err(StoreError::ReadOnly);
        }
        // Refuse before anything that writes: a newer file must stay as it is.
        let found = migrate::version(&connection)?;
        if found > NEWEST {
            leave_untouched(path, &connection)?;
            return Err(StoreError::TooNew {
                needs: found,
                ours: NEWEST,
            });
        }
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // FULL: a change that was acknowledged, or sent to others, is never rolled back by a power cut.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", WRITER_CACHE)?;
        // A large import makes a large journal; it does not stay large.
        connection.pragma_update(None, "journal_size_limit", 16 * 1024 * 1024)?;
        connection.set_prepared_statement_cache_capacity(256);
        migrate::up_to_date(&mut connection, found)?;
        let device = local::device(&connection, world.ids.as_ref())?;
        let last: Option<Vec<u8>> = connection
            .query_row(
                "SELECT stamp FROM commits ORDER BY n DESC LIMIT 1",
                [],
                |row| row.get(0),
            )
            .optional()?;
        let kept = local::meta(&connection, clock::LAST)?;
        let last = [last, kept]
            .into_iter()
            .flatten()
            .map(|bytes| Stamp::read(&bytes))
            .collect::<Result<Vec<_>>>()?;
        let state = State {
            hybrid: Hybrid::new(device, last.into_iter().max()),
            turns: None,
            by: local::worker(&connection)?,
            is_replicating: local::meta(&connection, replica::outbox::REPLICATING)?.is_some(),
        };
        check_header(path)?;
        Ok(Self {
            path: path.to_owned(),
            key: boxed(key),
            world,
            writer: Mutex::new(Writer {
                connection,
                state,
                minds_references: true,
            }),
            readers: Mutex::new(Vec::new()),
            is_first_read: AtomicBool::new(true),
            remembered: directory::Remembered::default(),
        })
    }

    /// Does something, whole or not at all. `did` names it for undo and history.
    ///
    /// # Errors
    /// That of `work`, after which nothing was changed; or those of the file.
    pub fn transact<T>(
        &self,
        did: &str,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, Changes)> {
        self.transact_as(did, Turn::Do, None, work)
    }

    /// The same for what nobody here does with their own hands: undo passes it by.
    ///
    /// # Errors
    /// As [`Store::transact`].
    pub fn transact_apart<T>(
        &self,
        did: &str,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, Changes)> {
        self.transact_as(did, Turn::Apart, None, work)
    }

    pub(crate) fn transact_as<T>(
        &self,
        did: &str,
        turn: Turn,
        of: Option<i64>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, Changes)> {
        let mut writer = self.writer();
        writer.mind_references(true)?;
        let Writer {
            connection, state, ..
        } = &mut *writer;
        let now = self.world.clock.now();
        let written = upkeep::written(connection)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let ids = self.world.ids.as_ref();
        let mut tx = Tx::new(&transaction, ids, state, now, did).turning(turn, of);
        let value = work(&mut tx)?;
        let done = tx.finish()?;
        transaction.commit()?;
        state.hybrid = done.hybrid;
        // As long as nobody has asked, the log remembers it.
        if let Some(turns) = &mut state.turns {
            match done.commit {
                Some(commit) => turns.note(commit, turn),
                // Everything it would have turned has changed since: step over it.
                None if of.is_some() => turns.step_over(turn),
                None => {}
            }
        }
        upkeep::after(connection, written);
        Ok((value, done.changes))
    }

    /// Reads, beside whatever is being written.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        // The first screen after unlocking does not wait for a second connection: nobody is writing yet.
        if self.is_first_read.swap(false, Ordering::Relaxed)
            && let Ok(writer) = self.writer.try_lock()
        {
            return at_one_moment(&writer.connection, work);
        }
        let idle = self
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = match idle {
            Some(connection) => connection,
            None => {
                let connection = connect(&self.path, &self.key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
                connection.pragma_update(None, "query_only", true)?;
                connection.pragma_update(None, "cache_size", READER_CACHE)?;
                connection.set_prepared_statement_cache_capacity(256);
                connection
            }
        };
        let value = at_one_moment(&connection, work);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS {
            readers.push(connection);
        }
        value
    }

    /// Uses the writer for what is not a member's change: drafts, what is kept about this laptop.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Connection, &mut State) -> Result<T>,
    ) -> Result<T> {
        let mut writer = self.writer();
        writer.mind_references(true)?;
        let Writer {
            connection, state, ..
        } = &mut *writer;
        work(connection, state)
    }

    /// Who writes here.
    ///
    /// # Errors
    /// Those of the file.
    pub fn set_worker(&self, name: &str) -> Result<()> {
        self.write(|connection, state| {
            local::set_worker(connection, name)?;
            name.clone_into(&mut state.by);
            Ok(())
        })
    }

    /// Who writes here.
    #[must_use]
    pub fn worker(&self) -> String {
        self.writer().state.by.clone()
    }

    /// The clock it was given.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.world.clock
    }

    /// Where new ids come from.
    pub(crate) fn ids(&self) -> &dyn Ids {
        self.world.ids.as_ref()
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The cipher that answers, by name and version.
    ///
    /// # Errors
    /// Those of the file.
    pub fn cipher(&self) -> Result<String> {
        self.read(|connection| {
            Ok(connection.query_row("PRAGMA cipher_version", [], |row| row.get(0))?)
        })
    }

    /// Checks every page: that it decrypts, and that the structure is whole.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn check(&self) -> Result<()> {
        // The writer's turn: a checkpoint beside it would move pages under the check.
        self.write(|connection, _| check_connection(connection))
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        // A panic while writing rolled its transaction back; the connection is whole.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads in one transaction, so that several queries see one moment.
fn at_one_moment<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    connection.execute_batch("BEGIN")?;
    let value = work(connection);
    connection.execute_batch("COMMIT")?;
    value
}

pub(crate) fn check_connection(connection: &Connection) -> Result<()> {
    let pages: Option<String> = connection
        .query_row("PRAGMA cipher_integrity_check", [], |row| row.get(0))
        .optional()?;
    if pages.is_some() {
        return Err(StoreError::Damaged("a page does not authenticate"));
    }
    let structure: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if structure != "ok" {
        return Err(StoreError::Damaged("the structure is not whole"));
    }
    Ok(())
}

/// Keeps a connection that is about to close from writing a journal back into its file.
fn leave_untouched(path: &Path, connection: &Connection) -> Result<()> {
    if error::size_of(&with_suffix(path, "-wal")) > 0 {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    Ok(())
}

/// A path with something added to its last part: `records.db-wal`.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A copy of a key that is made in the place where it stays.
fn boxed(key: &[u8; KEY_BYTES]) -> Box<Zeroizing<[u8; KEY_BYTES]>> {
    let mut copy = Box::new(Zeroizing::new([0; KEY_BYTES]));
    copy.copy_from_slice(key);
    copy
}

/// Opens a connection with its key, and proves that it encrypts.
pub(crate) fn connect(path: &Path, key: &[u8; KEY_BYTES], flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Its own log would go to the terminal; what goes wrong is told by our errors.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    // HMAC-SHA-256 and not SQLCipher's HMAC-SHA-512: as strong here, and most processors of the last years compute it in hardware,
    // which is felt because every page read from disk is authenticated. The default, so that copies (VACUUM INTO) have it too.
    connection.pragma_update(None, "cipher_default_hmac_algorithm", "HMAC_SHA256")?;
    key::give(&connection, key)?;
    let cipher: Option<String> = connection
        .query_row("PRAGMA cipher_version", [], |row| row.get(0))
        .optional()?;
    if cipher.is_none_or(|version| version.is_empty()) {
        return Err(StoreError::NotEncrypted);
    }
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // Reads the first page: fails here, not later, if the key does not fit or the page is damaged.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Refuses a file that is not encrypted, or too short to be one of ours.
pub(crate) fn check_header(path: &Path) -> Result<()> {
    use std::io::Read as _;
    let mut header = [0_u8; 16];
    match std::fs::File::open(path)?.read_exact(&mut header) {
        Ok(()) if &header == PLAIN_HEADER => Err(StoreError::NotEncrypted),
        Ok(()) => Ok(()),
        Err(_) => Err(StoreError::Damaged("it is cut short")),
    }
}
