//! Small things that the engine keeps: named facts, the chain of the team's log, what could not be read, this device's id.

use super::{Replica, array_at, stored, unstored, uuid_column};
use crate::error::{Result, StoreError};
use crate::local;
use crate::rows::uuid_at;
use rusqlite::{OptionalExtension as _, params};
use uuid::Uuid;

/// Something that arrived and could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// Its number here, to release it by.
    pub n: i64,
    /// Where it stands in the team's log.
    pub position: u64,
    /// The space it came in.
    pub space: Uuid,
    /// Why it waits, as the engine numbers its reasons.
    pub why: u8,
    /// As it came.
    pub bytes: Vec<u8>,
}

impl Replica<'_> {
    /// A fact of the engine's own, as it was last set.
    ///
    /// # Errors
    /// Those of the file.
    pub fn fact(&self, name: &str) -> Result<Option<Vec<u8>>> {
        Ok(self
            .connection
            .prepare_cached("SELECT value FROM facts WHERE name = ?")?
            .query_row([name], |row| row.get(0))
            .optional()?)
    }

    /// Keeps a fact.
    ///
    /// # Errors
    /// Those of the file.
    pub fn set_fact(&mut self, name: &str, value: &[u8]) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            )?
            .execute(params![name, value])?;
        Ok(())
    }

    /// Forgets a fact; one that is not there is forgotten already.
    ///
    /// # Errors
    /// Those of the file.
    pub fn forget_fact(&mut self, name: &str) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM facts WHERE name = ?")?
            .execute([name])?;
        Ok(())
    }

    /// The id of this device: the last eight bytes of the stamps it gives.
    ///
    /// # Errors
    /// Those of the file.
    pub fn device(&self) -> Result<[u8; 8]> {
        if let Some(device) = self.device {
            return Ok(device);
        }
        local::known_device(self.connection)?.ok_or(StoreError::Damaged("the device has no id"))
    }

    /// Gives this device another id, made by [`crate::Ids`]: it was restored or cloned. What it wrote until now keeps its stamps, and can
    /// still be undone here.
    ///
    /// # Errors
    /// Those of the file.
    pub fn renew_device(&mut self) -> Result<[u8; 8]> {
        let device = self.ids.device();
        self.set_device(device)?;
        Ok(device)
    }

    /// Gives this device a certain id.
    ///
    /// # Errors
    /// Those of the file.
    pub fn set_device(&mut self, device: [u8; 8]) -> Result<()> {
        local::set_device(self.connection, device)?;
        self.device = Some(device);
        Ok(())
    }

    /// Remembers the chain of the team's log at a position.
    ///
    /// # Errors
    /// Those of the file.
    pub fn note_head(&mut self, position: u64, chain: [u8; 32]) -> Result<()> {
        self.connection
            .prepare_cached("INSERT INTO heads (log, position, chain) VALUES (?, ?, ?) ON CONFLICT (log, position) DO UPDATE SET chain = excluded.chain")?
            .execute(params![self.log, stored(position)?, chain.as_slice()])?;
        Ok(())
    }

    /// The chain at a position, if it was noted.
    ///
    /// # Errors
    /// Those of the file.
    pub fn head_at(&self, position: u64) -> Result<Option<[u8; 32]>> {
        Ok(self
            .connection
            .prepare_cached("SELECT chain FROM heads WHERE log = ? AND position = ?")?
            .query_row(params![self.log, stored(position)?], |row| array_at(row, 0))
            .optional()?)
    }

    /// The last position noted, with its chain.
    ///
    /// # Errors
    /// Those of the file.
    pub fn last_head(&self) -> Result<Option<(u64, [u8; 32])>> {
        self.head_at_most(u64::try_from(i64::MAX).unwrap_or(u64::MAX))
    }

    /// The last position noted that is not after `position`, with its chain: the way back to where two histories part.
    ///
    /// # Errors
    /// Those of the file.
    pub fn head_at_most(&self, position: u64) -> Result<Option<(u64, [u8; 32])>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT position, chain FROM heads WHERE log = ? AND position <= ? ORDER BY position DESC LIMIT 1",
            )?
            .query_row(params![self.log, stored(position)?], |row| {
                Ok((unstored(row.get(0)?), array_at(row, 1)?))
            })
            .optional()?)
    }

    /// Forgets every head after a position.
    ///
    /// # Errors
    /// Those of the file.
    pub fn rewind_heads(&mut self, to: u64) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM heads WHERE log = ? AND position > ?")?
            .execute(params![self.log, stored(to)?])?;
        Ok(())
    }

    /// Keeps something that could not be read, until it can be.
    ///
    /// # Errors
    /// Those of the file.
    pub fn quarantine(&mut self, position: u64, space: Uuid, why: u8, bytes: &[u8]) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO quarantine (log, position, space, why, bytes) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![
                self.log,
                stored(position)?,
                uuid_column(space),
                why,
                bytes
            ])?;
        Ok(())
    }

    /// Whether this is what stands at a position and waits there: a log that was put back may have something else in the same place.
    ///
    /// # Errors
    /// Those of the file.
    pub fn is_quarantined(&self, position: u64, bytes: &[u8]) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT 1 FROM quarantine WHERE log = ? AND position = ? AND bytes = ?",
            )?
            .exists(params![self.log, stored(position)?, bytes])?)
    }

    /// What waits there, in the order of the log.
    ///
    /// # Errors
    /// Those of the file.
    pub fn quarantined(&self) -> Result<Vec<Quarantined>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT n, position, space, why, bytes FROM quarantine WHERE log = ? ORDER BY position, n",
        )?;
        let waiting = statement
            .query_map([&self.log], |row| {
                Ok(Quarantined {
                    n: row.get(0)?,
                    position: unstored(row.get(1)?),
                    space: uuid_at(row, 2)?,
                    why: row.get(3)?,
                    bytes: row.get(4)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(waiting)
    }

    /// Lets something go that could be read at last.
    ///
    /// # Errors
    /// Those of the file.
    pub fn release(&mut self, n: i64) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM quarantine WHERE n = ?")?
            .execute([n])?;
        Ok(())
    }
}
