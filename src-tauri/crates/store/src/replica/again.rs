//! What was sent once and must be sent in another form: a server that was restored does not take it in the old one any more.

use super::Replica;
use crate::error::Result;
use crate::rows::uuid_at;
use rusqlite::{OptionalExtension as _, params};
use uuid::Uuid;

impl Replica<'_> {
    /// Puts the part of a commit that is in one space into the outbox, whoever wrote it and however it came here: somebody must carry
    /// it to the team's log again. What waits there already, or is sealed and on its way, stays as it is. Gives whether it was put.
    ///
    /// # Errors
    /// Those of the file.
    pub fn carry(&mut self, commit: Uuid, space: Uuid) -> Result<bool> {
        let put = self
            .connection
            .prepare_cached(
                "INSERT INTO outbox (n, commit_n, space)
                 SELECT DISTINCT (o.commit_n << 24) + o.space, o.commit_n, o.space FROM operations o
                 JOIN commits c ON c.n = o.commit_n JOIN spaces s ON s.n = o.space
                 WHERE c.id = ?1 AND s.id = ?2 AND NOT s.erased
                 AND (o.commit_n << 24) + o.space NOT IN (SELECT n FROM unsent)",
            )?
            .execute(params![
                commit.as_bytes().as_slice(),
                space.as_bytes().as_slice()
            ])?;
        Ok(put > 0)
    }

    /// The team's log is as it was at a position: what stood after it has no place now and waits to be sent again, whoever sealed it,
    /// verbatim; spaces that were opened after it are not open; how far other devices' chains went is to be learnt anew. `own` is this
    /// device. Gives how many entries wait.
    ///
    /// # Errors
    /// Those of the file.
    pub fn rewind_log(&mut self, after: u64, own: [u8; 8]) -> Result<u32> {
        let position = super::stored(after)?;
        self.connection.execute(
            "DELETE FROM chains WHERE device != ?1 AND position > ?2 AND space IN (SELECT id FROM spaces WHERE log = ?3)",
            params![own.as_slice(), position, self.log],
        )?;
        self.connection.execute(
            "UPDATE spaces SET opened_at = NULL WHERE log = ? AND opened_at > ?",
            params![self.log, position],
        )?;
        self.connection
            .execute(
                "DELETE FROM placed WHERE position > ? AND space IN (SELECT n FROM spaces WHERE log = ?)",
                params![position, self.log],
            )?;
        let unplaced = self.unplace(after)?;
        self.rewind_heads(after)?;
        Ok(unplaced)
    }

    /// Every part of a commit that is in one space, of spaces that are not erased, by the commit's id and the space's.
    ///
    /// # Errors
    /// Those of the file.
    pub fn parts(&self) -> Result<Vec<(Uuid, Uuid)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.id, s.id FROM (SELECT DISTINCT commit_n, space FROM operations) o
             JOIN commits c ON c.n = o.commit_n JOIN spaces s ON s.n = o.space WHERE NOT s.erased
             AND (c.n << 24) + s.n NOT IN (SELECT n FROM claims) ORDER BY c.n, s.n",
        )?;
        let parts = statement
            .query_map([], |row| Ok((uuid_at(row, 0)?, uuid_at(row, 1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(parts)
    }

    /// Whether the part of a commit that is in one space is here.
    ///
    /// # Errors
    /// Those of the file.
    pub fn knows(&self, commit: Uuid, space: Uuid) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT 1 FROM commits c JOIN operations o ON o.commit_n = c.n JOIN spaces s ON s.n = o.space
                 WHERE c.id = ? AND s.id = ? LIMIT 1",
            )?
            .exists(params![
                commit.as_bytes().as_slice(),
                space.as_bytes().as_slice()
            ])?)
    }

    /// Lets an entry go that has no place in the team's log and will have none; what was sealed in it waits in the outbox again.
    ///
    /// # Errors
    /// Those of the file.
    pub fn drop_pack(&mut self, hash: &[u8; 32]) -> Result<()> {
        let n: Option<i64> = self
            .connection
            .prepare_cached("SELECT n FROM packs WHERE hash = ? AND position IS NULL")?
            .query_row([hash.as_slice()], |row| row.get(0))
            .optional()?;
        let Some(n) = n else { return Ok(()) };
        for sql in [
            "INSERT INTO outbox (n, commit_n, space) SELECT n, commit_n, space FROM sealed WHERE pack = ?",
            "DELETE FROM sealed WHERE pack = ?",
            "DELETE FROM packs WHERE n = ?",
        ] {
            self.connection.prepare_cached(sql)?.execute([n])?;
        }
        Ok(())
    }

    /// How many entries wait because they could not be read.
    ///
    /// # Errors
    /// Those of the file.
    pub fn quarantined_count(&self) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM quarantine WHERE log = ?")?
            .query_row([&self.log], |row| row.get(0))?)
    }
}
