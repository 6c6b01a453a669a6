//! Erasing a space: nothing of it is left but its id, so that nothing of it comes back.

use super::{Replica, uuid_column};
use crate::error::Result;
use crate::fault::{self, Fault};
use crate::rows::{self, uuid_at};
use crate::spaces::find;
use crate::{Store, differences, local, search};
use alongside_domain::Kind;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Where the fact stands that pages are still to be swept.
const SWEEP: &str = "sweep_due";

impl Replica<'_> {
    /// Erases a space: its records, what is in the log of them, search words, drafts, packs and secret. Its id stays, so that what
    /// arrives of it later is refused. What is left in the file's pages goes with [`Store::sweep`], and in backups with
    /// [`crate::backup::erase_from_backups`]: both take a while and are for a thread of their own. Gives whether there was anything.
    ///
    /// # Errors
    /// Those of the file.
    pub fn erase_space(&mut self, id: Uuid) -> Result<bool> {
        self.settle_rows()?;
        self.connection.pragma_update(None, "secure_delete", true)?;
        let found = match find(self.connection, id)? {
            Some(found) if found.is_erased => {
                self.forget_entries(id)?;
                return Ok(false);
            }
            Some(found) => found,
            None => {
                self.connection.execute(
                    "INSERT INTO spaces (id, kind, erased) VALUES (?, 0, 1)",
                    [uuid_column(id)],
                )?;
                self.forget_entries(id)?;
                return Ok(false);
            }
        };
        let records = self.erase_rows(found.n)?;
        self.erase_drafts(&records)?;
        self.forget_placed(found.n, id)?;
        self.erase_log(found.n)?;
        self.forget_entries(id)?;
        let end = if fault::is(Fault::ForgetTombstone) {
            "DELETE FROM spaces WHERE n = ?"
        } else {
            "UPDATE spaces SET secret = NULL, erased = 1 WHERE n = ?"
        };
        self.connection.execute(end, [found.n])?;
        local::set_meta(self.connection, SWEEP, b"1")?;
        self.spaces.remove(&id);
        self.differing = None;
        Ok(true)
    }

    /// A record of which nothing is in the log any more has no row.
    pub(crate) fn unmake(&mut self, kind: Kind, record: Uuid) -> Result<()> {
        if let Some(row) = rows::find(self.connection, kind.table(), record)? {
            self.indexing
                .gone(self.connection, kind.table(), row.n, record, &row.values)?;
        }
        if let Some(n) = rows::delete(self.connection, kind.table(), record)? {
            search::forget(self.connection, kind, n)?;
            self.kinds.insert(kind);
        }
        differences::keep(self.connection, kind, record, &[])?;
        self.differing = None;
        Ok(())
    }

    /// The ids of every space that was erased.
    ///
    /// # Errors
    /// Those of the file.
    pub fn erased(&self) -> Result<Vec<Uuid>> {
        erased(self.connection)
    }

    fn erase_rows(&mut self, space: i64) -> Result<BTreeSet<Uuid>> {
        let rows: Vec<(u8, Uuid)> = {
            let mut statement = self.connection.prepare(
                "SELECT DISTINCT kind, record FROM operations WHERE space = ? AND waits IS NOT 2",
            )?;
            statement
                .query_map([space], |row| Ok((row.get(0)?, uuid_at(row, 1)?)))?
                .collect::<rusqlite::Result<_>>()?
        };
        let mut records = BTreeSet::new();
        for (kind, record) in rows {
            records.insert(record);
            let Some(kind) = Kind::from_number(kind) else {
                continue;
            };
            if let Some(n) = rows::delete(self.connection, kind.table(), record)? {
                search::forget(self.connection, kind, n)?;
                self.kinds.insert(kind);
            }
        }
        Ok(records)
    }

    /// Drafts are named by their record, and stand on its screen.
    fn erase_drafts(&mut self, records: &BTreeSet<Uuid>) -> Result<()> {
        let drafts: Vec<(String, String)> = {
            let mut statement = self.connection.prepare("SELECT key, route FROM drafts")?;
            statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?
        };
        for (key, route) in drafts {
            let names_one = |text: &str| {
                text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'))
                    .filter_map(|part| Uuid::try_parse(part).ok())
                    .any(|id| records.contains(&id))
            };
            if names_one(&key) || names_one(&route) {
                self.connection
                    .execute("DELETE FROM drafts WHERE key = ?", [key])?;
            }
        }
        Ok(())
    }

    fn erase_log(&mut self, space: i64) -> Result<()> {
        let commits: Vec<i64> = {
            let mut statement = self
                .connection
                .prepare("SELECT DISTINCT commit_n FROM operations WHERE space = ?")?;
            statement
                .query_map([space], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?
        };
        for sql in [
            "DELETE FROM operations WHERE space = ?",
            "DELETE FROM outbox WHERE space = ?",
            "DELETE FROM sealed WHERE space = ?",
            "DELETE FROM differences WHERE space = ?",
        ] {
            self.connection.execute(sql, [space])?;
        }
        for n in commits {
            let gone = self
                .connection
                .prepare_cached(
                    "DELETE FROM commits WHERE n = ?1 AND NOT EXISTS (SELECT 1 FROM operations WHERE commit_n = ?1)",
                )?
                .execute([n])?;
            if gone > 0 {
                self.connection
                    .prepare_cached("UPDATE commits SET turns = NULL WHERE turns = ?")?
                    .execute([n])?;
                self.forget_turns.insert(n);
            }
        }
        Ok(())
    }

    /// Entries of the team's log that carry the space, and what waits unread.
    fn forget_entries(&mut self, id: Uuid) -> Result<()> {
        for sql in [
            "DELETE FROM packs WHERE space = ?",
            "DELETE FROM quarantine WHERE space = ?",
        ] {
            self.connection.execute(sql, params![uuid_column(id)])?;
        }
        Ok(())
    }
}

/// The ids of every space that was erased.
pub(crate) fn erased(connection: &Connection) -> Result<Vec<Uuid>> {
    let mut statement = connection.prepare("SELECT id FROM spaces WHERE erased ORDER BY n")?;
    let erased = statement
        .query_map([], |row| uuid_at(row, 0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(erased)
}

/// Writes every page anew, so that nothing that was deleted is left between the lines, and empties the journal.
fn sweep(connection: &Connection) -> Result<()> {
    search::rewrite(connection)?;
    connection.execute_batch("VACUUM")?;
    local::forget_meta(connection, SWEEP)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

impl Store {
    /// Sweeps the file after something was erased, so that no page and no journal holds a word of it; gives whether there was
    /// anything to do. Takes as long as copying the file, and what is written meanwhile waits: for a thread of its own. If it does
    /// not get to its end, it is due again.
    ///
    /// # Errors
    /// Those of the file and of the disk.
    pub fn sweep(&self) -> Result<bool> {
        self.write(|connection, _| {
            if local::meta(connection, SWEEP)?.is_none() {
                return Ok(false);
            }
            sweep(connection)?;
            Ok(true)
        })
    }

    /// The ids of every space that was erased.
    ///
    /// # Errors
    /// Those of the file.
    pub fn erased_spaces(&self) -> Result<Vec<Uuid>> {
        self.read(erased)
    }
}
