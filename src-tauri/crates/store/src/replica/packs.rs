//! Entries of the team's log as they were signed: ours on their way, and everybody's for a while afterwards.
//!
//! A pack is kept, with its number, before it is first sent, and its bytes never change: sending it again is always safe.

use super::{Replica, array_at, stored, unstored, uuid_column};
use crate::error::{Result, StoreError};
use crate::rows::uuid_at;
use alongside_domain::Moment;
use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

/// The kind of entry that a pack is; others (a roster entry, an opening) are kept in the same way and are in no chain.
pub const PACK: u8 = 3;

/// An entry as it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPack {
    /// Its hash, by which it stands in the log.
    pub hash: [u8; 32],
    /// The space of a pack or opening; nil for a roster entry.
    pub space: Uuid,
    /// Who sealed it.
    pub device: [u8; 8],
    /// Counts the packs of a device in a space, from 1; 0 for other entries.
    pub number: u64,
    /// Where it stands in the team's log; nothing until the server has said so.
    pub position: Option<u64>,
    /// 1 a roster entry, 2 an opening, 3 a pack.
    pub entry_kind: u8,
    /// The entry.
    pub bytes: Vec<u8>,
}

const COLUMNS: &str = "hash, space, device, number, position, entry_kind, bytes";

fn read(row: &Row<'_>) -> rusqlite::Result<KeptPack> {
    Ok(KeptPack {
        hash: array_at(row, 0)?,
        space: uuid_at(row, 1)?,
        device: array_at(row, 2)?,
        number: unstored(row.get(3)?),
        position: row.get::<_, Option<i64>>(4)?.map(unstored),
        entry_kind: row.get(5)?,
        bytes: row.get(6)?,
    })
}

impl Replica<'_> {
    /// Keeps a pack of our own before it is first sent, with the parts of the outbox that are in it; its number is taken by that. An
    /// opening or roster entry has no parts.
    ///
    /// # Errors
    /// [`StoreError::Internal`] if its number does not follow, or a part is not in the outbox or is sealed already.
    pub fn seal(&mut self, parts: &[i64], pack: &KeptPack) -> Result<()> {
        if pack.entry_kind == PACK {
            let last = self.chain(pack.device, pack.space)?;
            if pack.number != last.map_or(1, |(number, _)| number + 1) {
                return Err(StoreError::Internal("a pack's number does not follow"));
            }
        }
        let n = self.insert_pack(pack)?;
        for part in parts {
            let sealed = self
                .connection
                .prepare_cached(
                    "INSERT INTO sealed (n, commit_n, space, pack) SELECT n, commit_n, space, ? FROM outbox WHERE n = ?",
                )?
                .execute(params![n, part])?;
            if sealed != 1 {
                return Err(StoreError::Internal("a part was sealed twice"));
            }
            self.connection
                .prepare_cached("DELETE FROM outbox WHERE n = ?")?
                .execute([part])?;
        }
        if pack.entry_kind == PACK {
            self.extend_chain(pack)?;
        }
        Ok(())
    }

    /// What was sealed and is not acknowledged, in order, as far as `max_bytes` reach; always at least the first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn pending(&self, max_bytes: usize) -> Result<Vec<KeptPack>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM packs WHERE log = ? AND position IS NULL ORDER BY n"
        ))?;
        take(statement.query([&self.log])?, max_bytes)
    }

    /// The server has taken one of ours: its parts are in the team's log.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if no pack of that hash is kept.
    pub fn acknowledge(&mut self, hash: &[u8; 32], position: u64) -> Result<()> {
        let pack = self
            .connection
            .prepare_cached(
                "UPDATE packs SET position = ? WHERE hash = ? RETURNING n, entry_kind, device, space, number",
            )?
            .query_row(params![stored(position)?, hash.as_slice()], |row| {
                let chained = (array_at::<8>(row, 2)?, uuid_at(row, 3)?, unstored(row.get(4)?));
                Ok((row.get::<_, i64>(0)?, row.get::<_, u8>(1)?, chained))
            })
            .optional()?;
        let (n, kind, (device, space, number)) = pack.ok_or(StoreError::NotFound)?;
        self.place_sealed(n, position)?;
        self.connection
            .prepare_cached("DELETE FROM sealed WHERE pack = ?")?
            .execute([n])?;
        if kind == PACK {
            self.place_chain(device, space, number, hash, position)?;
        }
        Ok(())
    }

    /// Whether an entry of that hash is kept, and where it stands.
    ///
    /// # Errors
    /// Those of the file.
    pub fn kept_by_hash(&self, hash: &[u8; 32]) -> Result<Option<KeptPack>> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM packs WHERE hash = ?"))?
            .query_row([hash.as_slice()], read)
            .optional()?)
    }

    /// What was sealed and not acknowledged is forgotten, and its parts wait in the outbox as if never sealed: this device has become
    /// another, which seals them itself. Openings and roster entries of its own are forgotten too.
    ///
    /// # Errors
    /// Those of the file.
    pub fn reissue(&mut self) -> Result<()> {
        self.connection.execute(
            "INSERT INTO outbox (n, commit_n, space)
             SELECT n, commit_n, space FROM sealed WHERE pack IN (SELECT n FROM packs WHERE log = ? AND position IS NULL)",
            [&self.log],
        )?;
        self.connection.execute(
            "DELETE FROM sealed WHERE pack IN (SELECT n FROM packs WHERE log = ? AND position IS NULL)",
            [&self.log],
        )?;
        self.connection.execute(
            "DELETE FROM packs WHERE log = ? AND position IS NULL",
            [&self.log],
        )?;
        self.connection.execute(
            "UPDATE chains SET number = known_number, hash = known_hash WHERE number > known_number
             AND space IN (SELECT id FROM spaces WHERE log = ?)",
            [&self.log],
        )?;
        self.connection
            .execute("DELETE FROM chains WHERE number = 0", [])?;
        Ok(())
    }

    /// The same for what was sealed in one space alone. What waits in others is left as it is.
    ///
    /// # Errors
    /// Those of the file.
    pub fn reissue_in(&mut self, space: Uuid) -> Result<()> {
        for sql in [
            "INSERT INTO outbox (n, commit_n, space) SELECT n, commit_n, space FROM sealed
             WHERE pack IN (SELECT n FROM packs WHERE position IS NULL AND space = ?)",
            "DELETE FROM sealed WHERE pack IN (SELECT n FROM packs WHERE position IS NULL AND space = ?)",
            "DELETE FROM packs WHERE position IS NULL AND space = ?",
            "UPDATE chains SET number = known_number, hash = known_hash WHERE number > known_number AND space = ?",
            "DELETE FROM chains WHERE number = 0 AND space = ?",
        ] {
            self.connection
                .prepare_cached(sql)?
                .execute([uuid_column(space)])?;
        }
        Ok(())
    }

    /// The last pack known of a device in a space: its number and hash, sealed here and perhaps not sent, or arrived.
    ///
    /// # Errors
    /// Those of the file.
    pub fn chain(&self, device: [u8; 8], space: Uuid) -> Result<Option<(u64, [u8; 32])>> {
        Ok(self
            .connection
            .prepare_cached("SELECT number, hash FROM chains WHERE device = ? AND space = ?")?
            .query_row(params![device.as_slice(), uuid_column(space)], |row| {
                Ok((unstored(row.get(0)?), array_at(row, 1)?))
            })
            .optional()?)
    }

    /// Keeps an entry that arrived, and continues its device's chain by it. One that is kept already stays; it is given its position
    /// if it had none (it is our own, and its acknowledgement was lost).
    ///
    /// # Errors
    /// Those of the file.
    pub fn keep_pack(&mut self, pack: &KeptPack) -> Result<()> {
        if self.kept_by_hash(&pack.hash)?.is_some() {
            return match pack.position {
                Some(position) => self.acknowledge(&pack.hash, position),
                None => Ok(()),
            };
        }
        self.insert_pack(pack)?;
        self.note_pack(pack)
    }

    /// Continues a device's chain by a pack without keeping its bytes.
    ///
    /// # Errors
    /// Those of the file.
    pub fn note_pack(&mut self, pack: &KeptPack) -> Result<()> {
        if pack.entry_kind != PACK {
            return Ok(());
        }
        self.extend_chain(pack)?;
        match pack.position {
            Some(position) => {
                self.place_chain(pack.device, pack.space, pack.number, &pack.hash, position)
            }
            None => Ok(()),
        }
    }

    /// Entries of the team's log after a position, in order, as far as `max_bytes` reach; at least one if there is one.
    ///
    /// # Errors
    /// Those of the file.
    pub fn kept(&self, after: u64, max_bytes: usize) -> Result<Vec<KeptPack>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM packs WHERE log = ? AND position > ? ORDER BY position"
        ))?;
        take(
            statement.query(params![self.log, stored(after)?])?,
            max_bytes,
        )
    }

    /// Forgets where the entries after a position stood: the server lost them. Ours wait to be sent again, verbatim; others' too.
    ///
    /// # Errors
    /// Those of the file.
    pub fn unplace(&mut self, after: u64) -> Result<u32> {
        let unplaced = self
            .connection
            .prepare_cached("UPDATE packs SET position = NULL WHERE log = ? AND position > ?")?
            .execute(params![self.log, stored(after)?])?;
        Ok(u32::try_from(unplaced).unwrap_or(u32::MAX))
    }

    /// Lets go of the bytes of packs that were kept before a moment and have arrived; chains stay. Who belongs, and which spaces there
    /// are, is kept for ever: it is little, and an emptied server is given the same team again.
    ///
    /// # Errors
    /// Those of the file.
    pub fn forget_packs(&mut self, kept_before: Moment) -> Result<()> {
        self.connection
            .prepare_cached(
                "DELETE FROM packs WHERE position IS NOT NULL AND kept_at < ? AND entry_kind = ?",
            )?
            .execute(params![kept_before.0, PACK])?;
        Ok(())
    }

    fn insert_pack(&mut self, pack: &KeptPack) -> Result<i64> {
        self.connection
            .prepare_cached(
                "INSERT INTO packs (log, hash, entry_kind, space, device, number, position, kept_at, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                self.log,
                pack.hash.as_slice(),
                pack.entry_kind,
                uuid_column(pack.space),
                pack.device.as_slice(),
                stored(pack.number)?,
                pack.position.map(stored).transpose()?,
                self.now.0,
                pack.bytes
            ])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// So far a device's packs in a space stand in the team's log, the last of them at this position.
    fn place_chain(
        &mut self,
        device: [u8; 8],
        space: Uuid,
        number: u64,
        hash: &[u8; 32],
        position: u64,
    ) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE chains SET known_number = ?3, known_hash = ?4, position = ?5
                 WHERE device = ?1 AND space = ?2 AND known_number < ?3",
            )?
            .execute(params![
                device.as_slice(),
                uuid_column(space),
                stored(number)?,
                hash.as_slice(),
                stored(position)?
            ])?;
        Ok(())
    }

    fn extend_chain(&mut self, pack: &KeptPack) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO chains (device, space, number, hash, known_number, known_hash, position) VALUES (?1, ?2, ?3, ?4, 0, zeroblob(32), 0)
                 ON CONFLICT (device, space) DO UPDATE SET number = excluded.number, hash = excluded.hash
                 WHERE excluded.number > number",
            )?
            .execute(params![
                pack.device.as_slice(),
                uuid_column(pack.space),
                stored(pack.number)?,
                pack.hash.as_slice()
            ])?;
        Ok(())
    }
}

fn take(mut rows: rusqlite::Rows<'_>, max_bytes: usize) -> Result<Vec<KeptPack>> {
    let mut packs = Vec::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let pack = read(row)?;
        bytes += pack.bytes.len();
        if !packs.is_empty() && bytes > max_bytes {
            break;
        }
        packs.push(pack);
    }
    Ok(packs)
}
