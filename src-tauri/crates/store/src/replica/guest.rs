//! Spaces of other teams: read and written here while they are shared, and gone from here when that is over.

use super::{Replica, stored, uuid_column};
use crate::error::Result;
use crate::log::Commit;
use rusqlite::params;
use std::collections::BTreeSet;
use uuid::Uuid;

impl Replica<'_> {
    /// Of which log is spoken from here on: that of the own team (`None`), or that of a team that shares something with it. Places,
    /// entries, what waits unread and what waits to be sent belong to one log each.
    pub fn in_log(&mut self, log: Option<[u8; 16]>) {
        self.log = log.map(Vec::from).unwrap_or_default();
    }

    /// A person's space of another team is shared with this one, now or again.
    ///
    /// # Errors
    /// Those of the file.
    pub fn be_guest(&mut self, id: Uuid, kind: u8, secret: [u8; 32], position: u64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO spaces (id, kind, secret, opened_at, log) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET secret = excluded.secret, opened_at = excluded.opened_at, erased = 0
                 WHERE log = excluded.log",
            )?
            .execute(params![
                uuid_column(id),
                kind,
                secret.as_slice(),
                stored(position)?,
                self.log
            ])?;
        self.spaces.remove(&id);
        Ok(())
    }

    /// Spaces of the own log that were erased here alone, because they were not for this laptop for a while, and are not among `gone`,
    /// may come again. Gives how many.
    ///
    /// # Errors
    /// Those of the file.
    pub fn welcome_back(&mut self, gone: &BTreeSet<Uuid>) -> Result<usize> {
        let mut back = 0;
        for space in self.spaces()? {
            if space.is_erased && space.log.is_none() && !gone.contains(&space.id) {
                back += self
                    .connection
                    .prepare_cached("UPDATE spaces SET erased = 0, opened_at = NULL WHERE id = ?")?
                    .execute([uuid_column(space.id)])?;
                self.spaces.remove(&space.id);
            }
        }
        Ok(back)
    }

    /// How far the packs of others go in a space is to be learnt anew: those in between were not shown.
    ///
    /// # Errors
    /// Those of the file.
    pub fn forget_chains(&mut self, space: Uuid, own: [u8; 8]) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM chains WHERE space = ? AND device != ?")?
            .execute(params![uuid_column(space), own.as_slice()])?;
        Ok(())
    }

    /// It is shared no longer: everything of it is erased here, as [`Replica::erase_space`] does it. Gives what was written here and has
    /// not arrived: nobody else has it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn leave_space(&mut self, id: Uuid) -> Result<Vec<Commit>> {
        let packs: Vec<[u8; 32]> = self
            .pending(usize::MAX)?
            .into_iter()
            .filter(|pack| pack.space == id)
            .map(|pack| pack.hash)
            .collect();
        for hash in packs {
            self.drop_pack(&hash)?;
        }
        let unsent = self.outbox_of(id, usize::MAX, usize::MAX)?;
        self.erase_space(id)?;
        // What of this laptop's own was sealed and never arrived leaves no gap in its chain.
        self.connection
            .prepare_cached(
                "UPDATE chains SET number = known_number, hash = known_hash WHERE space = ? AND number > known_number",
            )?
            .execute([uuid_column(id)])?;
        self.connection
            .prepare_cached("DELETE FROM chains WHERE space = ? AND number = 0")?
            .execute([uuid_column(id)])?;
        Ok(unsent.into_iter().map(|part| part.commit).collect())
    }

    /// Puts everything that is here of a space into the outbox, whoever wrote it: it is told again, to somebody who has not heard it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn tell_again(&mut self, space: Uuid) -> Result<u32> {
        let told = self
            .connection
            .prepare_cached(
                "INSERT INTO outbox (n, commit_n, space)
                 SELECT DISTINCT (o.commit_n << 24) + o.space, o.commit_n, o.space FROM operations o
                 JOIN spaces s ON s.n = o.space WHERE s.id = ?1 AND NOT s.erased
                 AND (o.commit_n << 24) + o.space NOT IN (SELECT n FROM unsent)",
            )?
            .execute([uuid_column(space)])?;
        Ok(u32::try_from(told).unwrap_or(u32::MAX))
    }
}
