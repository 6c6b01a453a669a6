//! Erasure in copies: what was erased from the records is erased from every backup too, and does not come back with one.
//!
//! A backup is never changed in place: a copy of it is erased, written out anew page by page, proved, and only then given its name.

use crate::backup::{RECORDS, list, prove, settle};
use crate::error::{Result, StoreError};
use crate::{KEY_BYTES, Store, World, connect, migrate, replica, search, with_suffix};
use rusqlite::OpenFlags;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use uuid::Uuid;

impl Store {
    /// Erases from every backup in a folder what was erased here; gives how many backups held any of it. Takes as long as copying
    /// those: for a thread of its own.
    ///
    /// # Errors
    /// Those of the disk, and [`StoreError::BackupUnusable`] for one that cannot be read; the others are erased from all the same.
    pub fn erase_from_backups(&self, folder: &Path) -> Result<u32> {
        erase_from_backups(folder, &self.key, &self.erased_spaces()?)
    }
}

/// The same for certain spaces, without the records.
///
/// # Errors
/// As [`Store::erase_from_backups`].
pub fn erase_from_backups(folder: &Path, key: &[u8; KEY_BYTES], spaces: &[Uuid]) -> Result<u32> {
    let mut erased = 0;
    let mut failed = None;
    for backup in list(folder)? {
        let records = folder.join(&backup.name).join(RECORDS);
        match erase_from(&records, key, spaces) {
            Ok(true) => erased += 1,
            Ok(false) => {}
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    failed.map_or(Ok(erased), Err)
}

/// Erases spaces from a copy of the records that nobody has open; gives whether it held any of them.
pub(crate) fn erase_from(records: &Path, key: &[u8; KEY_BYTES], spaces: &[Uuid]) -> Result<bool> {
    if spaces.is_empty() || !holds_any(records, key, spaces)? {
        return Ok(false);
    }
    let (working, clean) = (
        records.with_extension("erasing"),
        records.with_extension("erased"),
    );
    remove(&working);
    remove(&clean);
    let written = write_erased(records, &working, &clean, key, spaces);
    remove(&working);
    if let Err(error) = written {
        remove(&clean);
        return Err(error);
    }
    fs::rename(&clean, records)?;
    settle(records.parent().unwrap_or(Path::new(".")))?;
    Ok(true)
}

fn write_erased(
    records: &Path,
    working: &Path,
    clean: &Path,
    key: &[u8; KEY_BYTES],
    spaces: &[Uuid],
) -> Result<()> {
    fs::copy(records, working)?;
    let store = Store::open(working, key, World::system())?;
    store.replicate(|replica| {
        spaces
            .iter()
            .try_for_each(|space| replica.erase_space(*space).map(drop))
    })?;
    let name = clean.to_str().ok_or(StoreError::Internal(
        "the backup folder has no name in Unicode",
    ))?;
    store.write(|connection, _| {
        search::rewrite(connection)?;
        // Into a new file: not a page of the old one is taken over as it is.
        connection.execute("VACUUM INTO ?", [name])?;
        Ok(())
    })?;
    drop(store);
    prove(clean, key)?;
    fs::File::open(clean)?.sync_all()?;
    Ok(())
}

fn holds_any(records: &Path, key: &[u8; KEY_BYTES], spaces: &[Uuid]) -> Result<bool> {
    let unusable = |_| StoreError::BackupUnusable("it does not open with this vault's key");
    let connection = connect(records, key, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(unusable)?;
    let sql = if migrate::version(&connection)? < 2 {
        "SELECT id FROM spaces"
    } else {
        "SELECT id FROM spaces WHERE NOT erased"
    };
    let mut statement = connection.prepare(sql)?;
    let held = statement
        .query_map([], |row| crate::rows::uuid_at(row, 0))?
        .collect::<rusqlite::Result<BTreeSet<_>>>()?;
    Ok(spaces.iter().any(|space| held.contains(space)))
}

/// What was erased from records that are about to be replaced; nothing if they are not there or cannot be read any more.
pub(crate) fn erased_in(records: &Path, key: &[u8; KEY_BYTES]) -> Vec<Uuid> {
    if !records.exists() {
        return Vec::new();
    }
    connect(records, key, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .and_then(|connection| {
            if migrate::version(&connection)? < 2 {
                return Ok(Vec::new());
            }
            replica::erase::erased(&connection)
        })
        .unwrap_or_default()
}

/// Removes a working copy with its journal.
fn remove(path: &Path) {
    for part in ["", "-wal", "-shm", "-journal"] {
        // It is ours alone; what cannot be removed now is written over next time.
        let _: std::io::Result<()> = fs::remove_file(with_suffix(path, part));
    }
}
