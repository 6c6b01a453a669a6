//! Backups: whole, encrypted copies beside the vault, thinned as they age, proved before they are trusted.
//!
//! A copy is made by SQLCipher itself under the same key and carries the vault's key file, so that the passphrase of its day
//! opens it. It is written under another name, checked page by page, and only then given its own.

pub use crate::backup_erasure::erase_from_backups;

use crate::backup_erasure::{erase_from, erased_in};
use crate::error::{Result, StoreError, size_of};
use crate::{Store, World, check_connection, check_header, connect, with_suffix};
use alongside_domain::Moment;
use chrono::{DateTime, Datelike as _, TimeZone as _, Utc};
use rusqlite::{OpenFlags, OptionalExtension as _};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The records in a backup.
pub const RECORDS: &str = "records.db";
/// Every backup is a folder named by the moment it was made, in UTC.
const NAME: &str = "%Y-%m-%dT%H-%M-%SZ";
/// What follows the name of one that is still being made.
const UNPROVED: &str = ".unproved";

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its name.
    pub name: String,
    /// When it was made.
    pub at: Moment,
    /// Bytes.
    pub size: u64,
}

/// What is in a file of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// People, the bin left out.
    pub people: u64,
    /// Contacts.
    pub contacts: u64,
    /// Services.
    pub services: u64,
    /// The last change.
    pub last_change: Option<Moment>,
}

impl Store {
    /// Copies the records, whole and encrypted, into a new folder of `folder`, with the files beside them that are named.
    ///
    /// # Errors
    /// Those of the file and of the disk; then nothing is left behind.
    pub fn back_up(&self, folder: &Path, beside: &[&Path]) -> Result<Backup> {
        let at = self.clock().now();
        let name = name_of(at)?;
        fs::create_dir_all(folder)?;
        forget_unproved(folder)?;
        let unproved = folder.join(format!("{name}{UNPROVED}"));
        let made = self.copy_into(&unproved, beside);
        if let Err(error) = made {
            // The half-made copy is of no use to anybody; the error is what matters.
            let _ = fs::remove_dir_all(&unproved);
            return Err(error);
        }
        let target = folder.join(&name);
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        fs::rename(&unproved, &target)?;
        settle(folder)?;
        Ok(Backup {
            size: size_of(&target.join(RECORDS)),
            name,
            at,
        })
    }

    fn copy_into(&self, target: &Path, beside: &[&Path]) -> Result<()> {
        if target.exists() {
            fs::remove_dir_all(target)?;
        }
        fs::create_dir_all(target)?;
        let records = target.join(RECORDS);
        let copy = records
            .to_str()
            .ok_or(StoreError::Internal(
                "the backup folder has no name in Unicode",
            ))?
            .to_owned();
        // A connection of its own: a copy of years takes a while, and nobody's typing waits for it.
        let source = connect(self.path(), &self.key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        source.execute("VACUUM INTO ?", [copy])?;
        drop(source);
        for file in beside {
            let name = file
                .file_name()
                .ok_or(StoreError::Internal("a file has no name"))?;
            fs::copy(file, target.join(name))?;
        }
        prove(&records, &self.key)?;
        for entry in fs::read_dir(target)? {
            fs::File::open(entry?.path())?.sync_all()?;
        }
        Ok(())
    }

    /// What is in the open file.
    ///
    /// # Errors
    /// Those of the file.
    pub fn contents(&self) -> Result<Contents> {
        self.read(contents)
    }

    /// Opens a backup and reads what is in it, after checking every page. It is not changed.
    ///
    /// # Errors
    /// [`StoreError::BackupUnusable`], [`StoreError::TooNew`].
    pub fn preview(&self, folder: &Path) -> Result<Contents> {
        prove(&folder.join(RECORDS), &self.key)
    }
}

/// Checks a file of records page by page, and counts what is in it. A copy is opened, never the file itself.
pub(crate) fn prove(records: &Path, key: &[u8; crate::KEY_BYTES]) -> Result<Contents> {
    if !records.exists() {
        return Err(StoreError::BackupUnusable("its records are missing"));
    }
    check_header(records)?;
    let connection =
        connect(records, key, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| match error {
            StoreError::Damaged(_) => {
                StoreError::BackupUnusable("it does not open with this vault's key")
            }
            other => other,
        })?;
    let schema = crate::migrate::version(&connection)?;
    if schema > crate::NEWEST {
        return Err(StoreError::TooNew {
            needs: schema,
            ours: crate::NEWEST,
        });
    }
    check_connection(&connection).map_err(|_| StoreError::BackupUnusable("a page is damaged"))?;
    contents(&connection)
}

fn contents(connection: &rusqlite::Connection) -> Result<Contents> {
    let count = |table: &str| -> Result<u64> {
        let number: i64 = connection.query_row(
            &format!("SELECT count(*) FROM {table} WHERE archived IS NULL"),
            [],
            |row| row.get(0),
        )?;
        Ok(u64::try_from(number).unwrap_or(0))
    };
    Ok(Contents {
        people: count("people")?,
        contacts: count("contacts")?,
        services: count("services")?,
        last_change: connection
            .query_row(
                "SELECT at FROM commits ORDER BY n DESC LIMIT 1",
                [],
                |row| Ok(Moment(row.get(0)?)),
            )
            .optional()?,
    })
}

fn name_of(at: Moment) -> Result<String> {
    Utc.timestamp_millis_opt(at.0)
        .single()
        .map(|at| at.format(NAME).to_string())
        .ok_or(StoreError::Internal("a moment is no time"))
}

fn moment_of(name: &str) -> Option<DateTime<Utc>> {
    chrono::NaiveDateTime::parse_from_str(name, NAME)
        .ok()
        .map(|at| at.and_utc())
}

/// Clears away what a crash left half made.
fn forget_unproved(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(UNPROVED) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// Makes what was renamed in a folder outlive a power cut.
#[cfg(unix)]
pub(crate) fn settle(folder: &Path) -> Result<()> {
    Ok(fs::File::open(folder)?.sync_all()?)
}

/// Windows keeps names in order by itself, and opens no folder as a file.
#[cfg(not(unix))]
pub(crate) fn settle(_folder: &Path) -> Result<()> {
    Ok(())
}

/// The backups in a folder, newest first.
///
/// # Errors
/// Those of the disk.
pub fn list(folder: &Path) -> Result<Vec<Backup>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut backups = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(at) = moment_of(&name) {
            backups.push(Backup {
                at: Moment(at.timestamp_millis()),
                size: size_of(&entry.path().join(RECORDS)),
                name,
            });
        }
    }
    backups.sort_by(|a, b| b.name.cmp(&a.name));
    Ok(backups)
}

/// Which backups to let go: all of the last day are kept, then one a day for two weeks, one a week for two months, one a month for a year.
#[must_use]
pub fn thin(backups: &[Backup], now: Moment) -> Vec<String> {
    const DAY: i64 = 86_400_000;
    let mut kept: BTreeSet<String> = BTreeSet::new();
    let mut gone = Vec::new();
    // Newest first: the newest of each period is the one that stays.
    for backup in backups {
        let age = (now.0 - backup.at.0) / DAY;
        let Some(at) = moment_of(&backup.name) else {
            continue;
        };
        let period = match age {
            ..1 => continue,
            1..14 => at.format("day %Y-%j").to_string(),
            14..61 => format!("week {} {}", at.iso_week().year(), at.iso_week().week()),
            61..366 => at.format("month %Y-%m").to_string(),
            _ => String::from("too old"),
        };
        if age >= 366 || !kept.insert(period) {
            gone.push(backup.name.clone());
        }
    }
    // Never the last one, however old.
    if gone.len() == backups.len() {
        gone.retain(|name| backups.first().is_none_or(|newest| newest.name != *name));
    }
    gone
}

/// Puts a backup in the place of the records. The store must be closed. What was there is moved aside, not removed; gives where.
/// What was erased from the records is erased from what takes their place before it does.
///
/// # Errors
/// Those of the disk; then the records are as they were.
pub fn restore(
    backup: &Path,
    records: &Path,
    key: &[u8; crate::KEY_BYTES],
    now: Moment,
) -> Result<PathBuf> {
    prove(&backup.join(RECORDS), key)?;
    let incoming = records.with_extension("restoring");
    fs::copy(backup.join(RECORDS), &incoming)?;
    if let Err(error) = erase_from(&incoming, key, &erased_in(records, key)) {
        let _ = fs::remove_file(&incoming);
        return Err(error);
    }
    fs::File::open(&incoming)?.sync_all()?;
    let aside = free_name(&records.with_extension(format!("before-restore-{}", name_of(now)?)));
    let put = move_all(records, &aside).and_then(|()| {
        put_in_place(&incoming, records, key).inspect_err(|_| {
            // Nothing of it may stay beside what is put back: a journal belongs to its own file.
            for suffix in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(with_suffix(records, suffix));
            }
        })
    });
    if let Err(error) = put {
        // The first error is the one to tell.
        let _ = fs::remove_file(&incoming);
        let _ = move_all(&aside, records);
        return Err(error);
    }
    Ok(aside)
}

fn put_in_place(incoming: &Path, records: &Path, key: &[u8; crate::KEY_BYTES]) -> Result<()> {
    fs::rename(incoming, records)?;
    Store::open(records, key, World::system())?;
    settle(records.parent().unwrap_or(Path::new(".")))
}

/// Renames a file of records with its journal, as far as they are there: records that were lost altogether can be restored too.
fn move_all(from: &Path, to: &Path) -> Result<()> {
    for suffix in ["-wal", "-shm", ""] {
        let part = with_suffix(from, suffix);
        if part.exists() {
            fs::rename(&part, with_suffix(to, suffix))?;
        }
    }
    Ok(())
}

/// The path, or with a number behind it if something has that name.
fn free_name(path: &Path) -> PathBuf {
    let mut free = path.to_owned();
    let mut number = 2;
    while free.exists() {
        free = with_suffix(path, &format!("-{number}"));
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn backup(days: i64, hour: i64, now: Moment) -> Backup {
        let at = Moment(now.0 - days * 86_400_000 - hour * 3_600_000);
        Backup {
            name: name_of(at).unwrap(),
            at,
            size: 1,
        }
    }

    #[test]
    fn backups_thin_as_they_age() {
        let now = Moment(1_795_000_000_000);
        let mut all: Vec<Backup> = (0..500)
            .flat_map(|day| (0..3).map(move |n| backup(day, n * 7, now)))
            .collect();
        all.sort_by(|a, b| b.name.cmp(&a.name));
        let gone = thin(&all, now);
        let left = all.len() - gone.len();
        assert!((30..50).contains(&left), "{left}");
        assert!(!gone.contains(&all.first().unwrap().name));
    }

    #[test]
    fn the_last_backup_stays_however_old() {
        let now = Moment(1_795_000_000_000);
        let only = vec![backup(3_000, 0, now)];
        assert!(thin(&only, now).is_empty());
    }
}
