//! What was written here and has not arrived: filled by every local commit once the vault is in a team.

use super::Replica;
use crate::Store;
use crate::clock::Stamp;
use crate::error::Result;
use crate::local;
use crate::log::{Commit, LoggedOperation, Operation};
use crate::rows::uuid_at;
use crate::spaces;
use alongside_domain::{Kind, Moment, SpaceOf, Value};
use rusqlite::{Connection, params};
use uuid::Uuid;

/// The part of a commit that is in one space, waiting to be sealed.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxPart {
    /// Its number, for [`Replica::seal`].
    pub n: i64,
    /// The space.
    pub space: Uuid,
    /// The commit with its operations in that space.
    pub commit: Commit,
}

/// What has not arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsent {
    /// How many commits.
    pub commits: u32,
    /// How many parts of them are not sealed yet.
    pub unsealed: u32,
    /// When the oldest was written.
    pub oldest: Option<Moment>,
}

/// One value that was written here and has not arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct UnsentWrite {
    /// When it was written.
    pub at: Moment,
    /// Who wrote it.
    pub by: String,
    /// In whose space.
    pub of: SpaceOf,
    /// In a record of which kind, if this version knows it.
    pub kind: Option<Kind>,
    /// In which record.
    pub record: Uuid,
    /// In which of its fields; 0 is whether it is in the bin.
    pub field: u16,
    /// What was written.
    pub value: Value,
}

/// What of a space has not arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceState {
    /// The space.
    pub space: Uuid,
    /// What it is for.
    pub of: SpaceOf,
    /// How many commits.
    pub commits: u32,
    /// When the oldest was written.
    pub oldest: Option<Moment>,
}

/// How far ahead parts of the same space are looked for: with thousands of spaces waiting, the whole outbox is not read for each.
const LOOKED_AT: i64 = 4_096;

/// Where the fact stands that the vault is in a team.
pub(crate) const REPLICATING: &str = "replicating";

impl Replica<'_> {
    /// Whether local commits are put in the outbox.
    ///
    /// # Errors
    /// Those of the file.
    pub fn is_replicating(&self) -> Result<bool> {
        match self.replicating {
            Some(is) => Ok(is),
            None => Ok(local::meta(self.connection, REPLICATING)?.is_some()),
        }
    }

    /// From now on every local commit is put in the outbox, and everything that was written so far is put there first. `false`: from
    /// now on none is, and what has not been sealed is taken out of it; the records stay.
    ///
    /// # Errors
    /// Those of the file.
    pub fn set_replicating(&mut self, is_replicating: bool) -> Result<()> {
        if self.is_replicating()? == is_replicating {
            return Ok(());
        }
        if is_replicating {
            self.cut_large()?;
            local::set_meta(self.connection, REPLICATING, b"1")?;
            self.connection.execute(
                "INSERT INTO outbox (n, commit_n, space)
                 SELECT DISTINCT (o.commit_n << 24) + o.space, o.commit_n, o.space
                 FROM operations o JOIN spaces s ON s.n = o.space WHERE NOT s.erased",
                [],
            )?;
        } else {
            local::forget_meta(self.connection, REPLICATING)?;
            self.connection.execute("DELETE FROM outbox", [])?;
        }
        self.replicating = Some(is_replicating);
        Ok(())
    }

    /// The next parts that are not sealed, in the order in which they were written, all of the space of the first: as many as fit in
    /// so many operations and (nearly) bytes, and always the first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn outbox(&self, max_ops: usize, max_bytes: usize) -> Result<Vec<OutboxPart>> {
        let first: Option<i64> = self
            .connection
            .prepare_cached("SELECT space FROM outbox ORDER BY n LIMIT 1")?
            .query_map([], |row| row.get(0))?
            .next()
            .transpose()?;
        match first {
            Some(space) => parts(self.connection, space, max_ops, max_bytes),
            None => Ok(Vec::new()),
        }
    }

    /// The next parts of one space that are not sealed, in the same way.
    ///
    /// # Errors
    /// Those of the file.
    pub fn outbox_of(
        &self,
        space: Uuid,
        max_ops: usize,
        max_bytes: usize,
    ) -> Result<Vec<OutboxPart>> {
        match crate::spaces::find(self.connection, space)? {
            Some(space) => parts(self.connection, space.n, max_ops, max_bytes),
            None => Ok(Vec::new()),
        }
    }

    /// The spaces of the log that is spoken of with something to be sealed, in the order of the first part of each.
    ///
    /// # Errors
    /// Those of the file.
    pub fn outbox_spaces(&self) -> Result<Vec<Uuid>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.id FROM outbox b JOIN spaces s ON s.n = b.space WHERE s.log = ? GROUP BY b.space ORDER BY min(b.n)",
        )?;
        let spaces = statement
            .query_map([&self.log], |row| uuid_at(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(spaces)
    }

    /// What of the spaces of the log that is spoken of has not been acknowledged.
    ///
    /// # Errors
    /// Those of the file.
    pub fn unsent(&self) -> Result<Unsent> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(DISTINCT b.commit_n), count(*) FILTER (WHERE NOT b.is_sealed), min(c.at)
                 FROM unsent b JOIN commits c ON c.n = b.commit_n JOIN spaces s ON s.n = b.space WHERE s.log = ?",
            )?
            .query_row([&self.log], unsent_row)?)
    }

    /// A part of one of our commits turned up in the team's log: it is sent, whoever carried it there. Gives whether it was waiting.
    ///
    /// # Errors
    /// Those of the file.
    pub fn drop_from_outbox(&mut self, commit: Uuid, space: Uuid) -> Result<bool> {
        let dropped = self
            .connection
            .prepare_cached(
                "DELETE FROM outbox WHERE commit_n = (SELECT n FROM commits WHERE id = ?)
                 AND space = (SELECT n FROM spaces WHERE id = ?)",
            )?
            .execute(params![
                commit.as_bytes().as_slice(),
                space.as_bytes().as_slice()
            ])?;
        Ok(dropped > 0)
    }
}

fn unsent(connection: &Connection) -> Result<Unsent> {
    Ok(connection
        .prepare_cached(
            "SELECT count(DISTINCT b.commit_n), count(*) FILTER (WHERE NOT b.is_sealed), min(c.at)
             FROM unsent b JOIN commits c ON c.n = b.commit_n",
        )?
        .query_row([], unsent_row)?)
}

fn unsent_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Unsent> {
    Ok(Unsent {
        commits: row.get(0)?,
        unsealed: row.get(1)?,
        oldest: row.get::<_, Option<i64>>(2)?.map(Moment),
    })
}

fn parts(
    connection: &Connection,
    space: i64,
    max_ops: usize,
    max_bytes: usize,
) -> Result<Vec<OutboxPart>> {
    let mut statement = connection.prepare_cached(
        "SELECT b.n, c.n, c.id, c.stamp, c.at, c.by, c.did, s.id FROM outbox b JOIN commits c ON c.n = b.commit_n
         JOIN spaces s ON s.n = b.space WHERE b.space = ?1 AND b.n IN (SELECT n FROM outbox ORDER BY n LIMIT ?2) ORDER BY b.n",
    )?;
    let mut rows = statement.query(params![space, LOOKED_AT])?;
    let mut parts = Vec::new();
    let (mut ops, mut bytes) = (0, 0);
    while let Some(row) = rows.next()? {
        let id = uuid_at(row, 7)?;
        let (operations, size) = operations(connection, row.get(1)?, space, id)?;
        ops += operations.len();
        bytes += size;
        if !parts.is_empty() && (ops > max_ops || bytes > max_bytes) {
            break;
        }
        parts.push(OutboxPart {
            n: row.get(0)?,
            space: id,
            commit: Commit {
                id: uuid_at(row, 2)?,
                stamp: Stamp::read(&row.get::<_, Vec<u8>>(3)?)?,
                at: Moment(row.get(4)?),
                by: row.get(5)?,
                did: row.get(6)?,
                operations,
            },
        });
    }
    Ok(parts)
}

/// The operations of a commit in a space, and their bytes.
pub(super) fn operations(
    connection: &Connection,
    commit: i64,
    space: i64,
    id: Uuid,
) -> Result<(Vec<LoggedOperation>, usize)> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, record, body FROM operations WHERE commit_n = ? AND space = ? ORDER BY n",
    )?;
    let mut rows = statement.query(params![commit, space])?;
    let mut operations = Vec::new();
    let mut size = 0;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(2)?.as_blob().unwrap_or(&[]);
        size += body.len() + 40;
        operations.push(LoggedOperation {
            space: id,
            kind: row.get(0)?,
            record: uuid_at(row, 1)?,
            operation: Operation::read(body)?,
        });
    }
    Ok((operations, size))
}

impl Store {
    /// What has not been acknowledged.
    ///
    /// # Errors
    /// Those of the file.
    pub fn unsent(&self) -> Result<Unsent> {
        self.read(unsent)
    }

    /// Every value that has not been acknowledged, the oldest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn unsent_writes(&self) -> Result<Vec<UnsentWrite>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT c.at, c.by, s.kind, s.person, o.kind, o.record, o.body FROM unsent b
                 JOIN commits c ON c.n = b.commit_n JOIN spaces s ON s.n = b.space
                 JOIN operations o ON o.commit_n = b.commit_n AND o.space = b.space ORDER BY o.n",
            )?;
            let mut rows = statement.query([])?;
            let mut writes = Vec::new();
            while let Some(row) = rows.next()? {
                let operation = Operation::read(&row.get::<_, Vec<u8>>(6)?)?;
                for write in operation.fields {
                    writes.push(UnsentWrite {
                        at: Moment(row.get(0)?),
                        by: row.get(1)?,
                        of: spaces::read(row.get(2)?, uuid_at(row, 3)?),
                        kind: Kind::from_number(row.get(4)?),
                        record: uuid_at(row, 5)?,
                        field: write.field,
                        value: write.value,
                    });
                }
            }
            Ok(writes)
        })
    }

    /// The spaces of which something has not been acknowledged; every other has arrived whole.
    ///
    /// # Errors
    /// Those of the file.
    pub fn spaces_state(&self) -> Result<Vec<SpaceState>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT s.id, s.kind, s.person, count(DISTINCT b.commit_n), min(c.at) FROM unsent b
                 JOIN spaces s ON s.n = b.space JOIN commits c ON c.n = b.commit_n GROUP BY b.space ORDER BY min(b.n)",
            )?;
            let states = statement
                .query_map([], |row| {
                    Ok(SpaceState {
                        space: uuid_at(row, 0)?,
                        of: spaces::read(row.get(1)?, uuid_at(row, 2)?),
                        commits: row.get(3)?,
                        oldest: row.get::<_, Option<i64>>(4)?.map(Moment),
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(states)
        })
    }

    /// When the oldest change of a record was written that has not been acknowledged; nothing if all have.
    ///
    /// # Errors
    /// Those of the file.
    pub fn unsent_since(&self, record: Uuid) -> Result<Option<Moment>> {
        self.read(|connection| {
            let since: Option<i64> = connection
                .prepare_cached(
                    "SELECT min(c.at) FROM operations o JOIN commits c ON c.n = o.commit_n
                     WHERE o.record = ? AND ((o.commit_n << 24) + o.space IN (SELECT n FROM outbox)
                     OR (o.commit_n << 24) + o.space IN (SELECT n FROM sealed))",
                )?
                .query_row([record.as_bytes().as_slice()], |row| row.get(0))?;
            Ok(since.map(Moment))
        })
    }
}
