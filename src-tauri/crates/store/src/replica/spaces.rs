//! Spaces as the engine knows them: which there are, who holds their secret, where they were opened.

use super::{Replica, array_at, stored, unstored, uuid_column};
use crate::error::{Result, StoreError};
use crate::rows::uuid_at;
use crate::spaces::find;
use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

/// A space.
#[derive(Clone, PartialEq, Eq)]
pub struct Space {
    /// Its id: random, says nothing.
    pub id: Uuid,
    /// 1 a person's, 2 the directory, 3 the team's, 4 a member's own.
    pub kind: u8,
    /// Whose, for a person's, once anything in it says so.
    pub person: Option<Uuid>,
    /// Its secret; nothing before it is shared, and after it was erased.
    pub secret: Option<[u8; 32]>,
    /// Where the team's log has its opening.
    pub opened_at: Option<u64>,
    /// Whether it was erased: only its id is left.
    pub is_erased: bool,
    /// The log that it stands in, if that is another team's.
    pub log: Option<[u8; 16]>,
}

impl std::fmt::Debug for Space {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Space({} of kind {})", self.id, self.kind)
    }
}

const COLUMNS: &str = "id, kind, person, secret, opened_at, erased, log";

fn read(row: &Row<'_>) -> rusqlite::Result<Space> {
    let person = uuid_at(row, 2)?;
    let secret: Option<Vec<u8>> = row.get(3)?;
    Ok(Space {
        id: uuid_at(row, 0)?,
        kind: row.get(1)?,
        person: (!person.is_nil()).then_some(person),
        secret: secret.map(|_| array_at(row, 3)).transpose()?,
        opened_at: row.get::<_, Option<i64>>(4)?.map(unstored),
        is_erased: row.get(5)?,
        log: row.get::<_, Vec<u8>>(6)?.try_into().ok(),
    })
}

impl Replica<'_> {
    /// A space by its id.
    ///
    /// # Errors
    /// Those of the file.
    pub fn space(&self, id: Uuid) -> Result<Option<Space>> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM spaces WHERE id = ?"))?
            .query_row([uuid_column(id)], read)
            .optional()?)
    }

    /// Every space, in the order in which they came to be here; those erased too.
    ///
    /// # Errors
    /// Those of the file.
    pub fn spaces(&self) -> Result<Vec<Space>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM spaces ORDER BY n"))?;
        let spaces = statement
            .query_map([], read)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(spaces)
    }

    /// Gives a space its secret, and makes it if it came from elsewhere. `position` is that of its opening in the team's log; nothing
    /// while the opening is on its way. An erased space stays erased.
    ///
    /// # Errors
    /// Those of the file.
    pub fn open_space(
        &mut self,
        id: Uuid,
        kind: u8,
        secret: [u8; 32],
        position: Option<u64>,
    ) -> Result<()> {
        let position = position.map(stored).transpose()?;
        self.connection
            .prepare_cached(
                "INSERT INTO spaces (id, kind, secret, opened_at, log) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, secret = excluded.secret, opened_at = coalesce(excluded.opened_at, opened_at)
                 WHERE NOT erased",
            )?
            .execute(params![
                uuid_column(id),
                kind,
                secret.as_slice(),
                position,
                self.log
            ])?;
        self.spaces.remove(&id);
        Ok(())
    }

    /// Notes where a space's opening stands in the team's log.
    ///
    /// # Errors
    /// Those of the file.
    pub fn set_opened(&mut self, id: Uuid, position: u64) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE spaces SET opened_at = ? WHERE id = ?")?
            .execute(params![stored(position)?, uuid_column(id)])?;
        Ok(())
    }

    /// What was written in one space belongs to another from now on: a laptop that worked alone joins a team, and its directory
    /// becomes the team's. What waits to be sent goes there too. Nothing of the first may have been sealed and not acknowledged.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if either is not there; [`StoreError::Internal`] if they are not of one kind, or part of the first is
    /// under way.
    pub fn adopt_space(&mut self, from: Uuid, to: Uuid) -> Result<()> {
        if from == to {
            return Ok(());
        }
        self.settle_rows()?;
        let (from, to) = (
            find(self.connection, from)?.ok_or(StoreError::NotFound)?,
            find(self.connection, to)?.ok_or(StoreError::NotFound)?,
        );
        if from.kind != to.kind || from.is_erased || to.is_erased {
            return Err(StoreError::Internal("a space cannot become another kind"));
        }
        let is_under_way = self
            .connection
            .prepare_cached("SELECT 1 FROM sealed WHERE space = ?")?
            .exists([from.n])?;
        if is_under_way {
            return Err(StoreError::Internal("a part of the space is under way"));
        }
        for sql in [
            "UPDATE operations SET space = ?2 WHERE space = ?1",
            "UPDATE differences SET space = ?2 WHERE space = ?1",
            // A commit that wrote in both is one part now.
            "INSERT INTO outbox (n, commit_n, space)
             SELECT (commit_n << 24) + ?2, commit_n, ?2 FROM outbox WHERE space = ?1 ON CONFLICT (n) DO NOTHING",
        ] {
            self.connection.execute(sql, params![from.n, to.n])?;
        }
        self.connection
            .execute("DELETE FROM outbox WHERE space = ?", [from.n])?;
        self.connection
            .execute("DELETE FROM spaces WHERE n = ?", [from.n])?;
        if let Some(person) = from.person {
            self.connection.execute(
                "UPDATE spaces SET person = ? WHERE n = ? AND person IS NULL",
                params![uuid_column(person), to.n],
            )?;
        }
        self.spaces.clear();
        Ok(())
    }
}
