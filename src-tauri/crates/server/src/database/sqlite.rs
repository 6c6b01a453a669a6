//! SQLite: one file for all teams.
//!
//! What one file costs: all teams wait for one writer. That is made up for by committing together (*the last one out shuts the
//! door*): who finds others waiting leaves the transaction open, and whoever is last commits for all, with one wait for the disk.
//! Each one's work is a savepoint of its own, so one that fails takes nobody with it. Nobody gets an answer before the commit.

use crate::core::database::{Cell, Database, Put, Row, Sql, Trouble, Work};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The schema, and whatever is added to it: one step each, in order, for ever.
const STEPS: [&str; 1] = [include_str!("sqlite.sql")];
/// Written into the file, so that nobody takes another program's file for this one's: "alon".
const APPLICATION: i64 = 0x616c_6f6e;
/// How many may commit together.
const TOGETHER: usize = 64;
/// Readers that are kept open.
const READERS: usize = 8;

/// An SQLite database.
pub struct Sqlite {
    /// `None`: in memory.
    path: Option<PathBuf>,
    writer: Mutex<Writer>,
    committed: Condvar,
    waiting: AtomicUsize,
    readers: Mutex<Vec<Connection>>,
}

struct Writer {
    connection: Connection,
    /// How many have done their work in the open transaction; 0 if none is open.
    open: usize,
    /// Counts transactions.
    batch: u64,
    /// The last ones that did not stand, and why.
    failed: Vec<(u64, String, bool)>,
}

impl std::fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sqlite")
    }
}

impl Sqlite {
    /// Opens a file, or makes it.
    ///
    /// # Errors
    /// [`Trouble`]: also when the file is another program's, or a newer version's.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        let connection = Connection::open(path).map_err(trouble)?;
        Self::over(connection, Some(path.to_owned()))
    }

    /// One that is gone with the process, for simulations.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn in_memory() -> Result<Self, Trouble> {
        Self::over(Connection::open_in_memory().map_err(trouble)?, None)
    }

    fn over(mut connection: Connection, path: Option<PathBuf>) -> Result<Self, Trouble> {
        prepare(&connection).map_err(trouble)?;
        migrate(&mut connection)?;
        Ok(Self {
            path,
            writer: Mutex::new(Writer {
                connection,
                open: 0,
                batch: 0,
                failed: Vec::new(),
            }),
            committed: Condvar::new(),
            waiting: AtomicUsize::new(0),
            readers: Mutex::new(Vec::new()),
        })
    }

    /// Copies the database as it is in this moment into a new file, while others go on working.
    ///
    /// # Errors
    /// [`Trouble`]; also if there is a file already.
    pub fn copy_to(&self, path: &Path) -> Result<(), Trouble> {
        if path.exists() {
            return Err(Trouble::Declined(
                "there is a file of that name already".to_owned(),
            ));
        }
        let mut copy = Connection::open(path).map_err(trouble)?;
        let reader = self.reader()?;
        let backup = rusqlite::backup::Backup::new(&reader, &mut copy).map_err(trouble)?;
        backup
            .run_to_completion(1_000, std::time::Duration::ZERO, None)
            .map_err(trouble)?;
        drop(backup);
        copy.pragma_update(None, "journal_mode", "DELETE")
            .map_err(trouble)
    }

    /// Empties the journal beside the file, so that what was erased is in neither. Does what it can while others read.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn settle(&self) -> Result<(), Trouble> {
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        let mut writer = self.lock();
        self.commit_for(&mut writer, true);
        writer
            .connection
            .query_row(checkpoint, [], |_| Ok(()))
            .map_err(trouble)
    }

    fn lock(&self) -> MutexGuard<'_, Writer> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let guard = self.writer.lock();
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        // Work that breaks off is caught before it could leave anything half done here.
        guard.unwrap_or_else(PoisonError::into_inner)
    }

    /// Commits for those who left it to whoever came next, if nobody else comes, or if it must be now.
    fn commit_for(&self, writer: &mut Writer, is_now: bool) {
        if writer.open > 0 && (is_now || self.waiting.load(Ordering::SeqCst) == 0) {
            writer.commit();
            self.committed.notify_all();
        }
    }

    fn reader(&self) -> Result<Connection, Trouble> {
        let kept = self
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        match (kept, &self.path) {
            (Some(reader), _) => Ok(reader),
            (None, Some(path)) => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let reader = Connection::open_with_flags(path, flags).map_err(trouble)?;
                reader
                    .busy_timeout(std::time::Duration::from_secs(10))
                    .map_err(trouble)?;
                Ok(reader)
            }
            (None, None) => Err(Trouble::Declined("it is in memory".to_owned())),
        }
    }
}

impl Writer {
    fn commit(&mut self) {
        let batch = self.batch;
        match self.connection.execute_batch("COMMIT") {
            Ok(()) => {
                self.open = 0;
                self.batch = batch + 1;
            }
            Err(error) => {
                let is_full = matches!(trouble(error), Trouble::DiskFull);
                self.give_up("it could not be written to the disk".to_owned(), is_full);
            }
        }
    }

    fn give_up(&mut self, why: String, is_full: bool) {
        if !self.connection.is_autocommit() {
            // If even this fails, the connection is in no transaction any more.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        self.failed.push((self.batch, why, is_full));
        if self.failed.len() > TOGETHER {
            self.failed.remove(0);
        }
        self.open = 0;
        self.batch += 1;
    }

    fn outcome(&self, batch: u64) -> Result<(), Trouble> {
        match self.failed.iter().find(|(failed, ..)| *failed == batch) {
            Some((_, _, true)) => Err(Trouble::DiskFull),
            Some((_, why, false)) => Err(Trouble::Declined(why.clone())),
            None => Ok(()),
        }
    }

    fn savepoint(&mut self, work: &mut Work<'_>) -> Result<(), Trouble> {
        if self.open == 0 {
            self.connection
                .execute_batch("BEGIN IMMEDIATE")
                .map_err(trouble)?;
        }
        self.connection
            .execute_batch("SAVEPOINT one")
            .map_err(trouble)?;
        let connection = &self.connection;
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut On(connection))))
            .unwrap_or_else(|_| Err(Trouble::Declined("the work broke off".to_owned())));
        let end = match &done {
            Ok(()) => "RELEASE one",
            Err(_) => "ROLLBACK TO one; RELEASE one",
        };
        // A full disk ends the whole transaction, savepoints and all.
        self.connection.execute_batch(end).map_err(trouble)?;
        done
    }
}

impl Database for Sqlite {
    fn let_go(&self) -> Result<(), Trouble> {
        self.settle()
    }

    fn write(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let mut writer = self.lock();
        let done = writer.savepoint(work);
        if writer.connection.is_autocommit() {
            let is_full = matches!(done, Err(Trouble::DiskFull));
            if writer.open > 0 {
                writer.give_up("the transaction was given up".to_owned(), is_full);
                self.committed.notify_all();
            }
            return done.and(Err(Trouble::Declined(
                "the transaction was given up".to_owned(),
            )));
        }
        let batch = writer.batch;
        writer.open += 1;
        if self.waiting.load(Ordering::SeqCst) == 0 || writer.open >= TOGETHER {
            writer.commit();
            self.committed.notify_all();
        } else {
            // Whoever waits for the lock comes next, and commits or leaves it to the one after.
            writer = self
                .committed
                .wait_while(writer, |writer| writer.batch == batch)
                .unwrap_or_else(PoisonError::into_inner);
        }
        writer.outcome(batch)?;
        done
    }

    fn read(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        if self.path.is_none() {
            // What is in memory has one connection; nothing is half done in it while nobody holds the lock.
            let mut writer = self.lock();
            let done = work(&mut On(&writer.connection));
            self.commit_for(&mut writer, false);
            return done;
        }
        let reader = self.reader()?;
        reader.execute_batch("BEGIN").map_err(trouble)?;
        let done = work(&mut On(&reader));
        // A reader that cannot end its reading is not used again.
        if reader.execute_batch("COMMIT").is_ok() {
            let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
            if readers.len() < READERS {
                readers.push(reader);
            }
        }
        done
    }
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // What was acknowledged is on the disk.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // What was erased is overwritten.
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "cache_size", -65_536)
}

fn migrate(connection: &mut Connection) -> Result<(), Trouble> {
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(trouble)?;
    let number = |name| transaction.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (application, version) = (
        number("application_id").map_err(trouble)?,
        number("user_version").map_err(trouble)?,
    );
    let is_new = application == 0 && version == 0;
    if !is_new && application != APPLICATION {
        return Err(Trouble::Declined(
            "the file belongs to another program".to_owned(),
        ));
    }
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    let left = STEPS.get(done..).ok_or_else(|| {
        Trouble::Declined("the file was made by a newer version of this server".to_owned())
    })?;
    for step in left {
        transaction.execute_batch(step).map_err(trouble)?;
    }
    let now = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    transaction
        .pragma_update(None, "application_id", APPLICATION)
        .and_then(|()| transaction.pragma_update(None, "user_version", now))
        .and_then(|()| transaction.commit())
        .map_err(trouble)
}

fn trouble(error: rusqlite::Error) -> Trouble {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Trouble::DiskFull,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            Trouble::Damaged("SQLite cannot read the file")
        }
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::DatabaseBusy) => {
            Trouble::Unreachable(error.to_string())
        }
        _ => Trouble::Declined(error.to_string()),
    }
}

struct On<'c>(&'c Connection);

impl ToSql for Put<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Number(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

impl Sql for On<'_> {
    fn run(&mut self, statement: &'static str, put: &[Put<'_>]) -> Result<u64, Trouble> {
        let mut prepared = self
            .0
            .prepare_cached(&statement.replace('$', "?"))
            .map_err(trouble)?;
        let touched = prepared
            .execute(rusqlite::params_from_iter(put))
            .map_err(trouble)?;
        Ok(u64::try_from(touched).unwrap_or(u64::MAX))
    }

    fn rows(&mut self, statement: &'static str, put: &[Put<'_>]) -> Result<Vec<Row>, Trouble> {
        let mut prepared = self
            .0
            .prepare_cached(&statement.replace('$', "?"))
            .map_err(trouble)?;
        let columns = prepared.column_count();
        let mut rows = prepared
            .query(rusqlite::params_from_iter(put))
            .map_err(trouble)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(trouble)? {
            let cells = (0..columns).map(|column| {
                Ok(match row.get_ref(column).map_err(trouble)? {
                    ValueRef::Integer(number) => Cell::Number(number),
                    ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
                    _ => Cell::Null,
                })
            });
            found.push(Row(cells.collect::<Result<_, Trouble>>()?));
        }
        Ok(found)
    }

    fn locks_rows(&self) -> bool {
        false
    }
}
