//! Undo, redo, history, and the log as another device would read it.
//!
//! Undoing is a commit like any other: it writes the values that were replaced, so it is itself in the log, in history, and can be
//! undone. A field that somebody has changed since is left alone.

use crate::Store;
use crate::clock::Stamp;
use crate::error::{Result, StoreError};
use crate::log::{Commit, FieldChange, LoggedOperation, Operation, Turn, read_replaced};
use crate::transact::{Changes, Tx};
use crate::{local, rows};
use alongside_domain::{Kind, Moment, Value};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How far back undo reaches after the vault was opened again.
const REMEMBERED: i64 = 200;

/// Where the stacks are kept once commits of others stand among this device's own.
const TURNS: &str = "turns";

/// What can be undone and redone: rowids of the first commit of each change, newest last. Only what was done on this device.
#[derive(Clone, Debug, Default)]
pub(crate) struct Turns {
    undo: Vec<i64>,
    redo: Vec<i64>,
}

impl Turns {
    /// Works out the stacks from the log, as they were when the vault was closed: as they were last kept, and what came after.
    pub(crate) fn read(connection: &Connection) -> Result<Self> {
        let (mut turns, upto) = match local::meta(connection, TURNS)? {
            Some(bytes) => {
                let (undo, redo, upto) = postcard::from_bytes(&bytes)
                    .map_err(|_| StoreError::Damaged("what can be undone cannot be read"))?;
                (Self { undo, redo }, upto)
            }
            None => (Self::default(), 0_i64),
        };
        let mut statement = connection.prepare(
            "SELECT n, turn FROM (SELECT n, turn FROM commits WHERE n > ? AND NOT goes_on ORDER BY n DESC LIMIT ?) ORDER BY n",
        )?;
        let mut rows = statement.query([upto, REMEMBERED])?;
        while let Some(row) = rows.next()? {
            turns.note(row.get(0)?, Turn::read(row.get(1)?));
        }
        Ok(turns)
    }

    /// Keeps the stacks: the commits until here are not all this device's own.
    pub(crate) fn keep(&self, connection: &Connection) -> Result<()> {
        let upto: Option<i64> =
            connection.query_row("SELECT max(n) FROM commits", [], |row| row.get(0))?;
        let last = |stack: &[i64]| -> Vec<i64> {
            let most = usize::try_from(REMEMBERED).unwrap_or(0);
            stack
                .iter()
                .skip(stack.len().saturating_sub(most))
                .copied()
                .collect()
        };
        let bytes = postcard::to_allocvec(&(last(&self.undo), last(&self.redo), upto.unwrap_or(0)))
            .map_err(|_| StoreError::Internal("what can be undone has no bytes"))?;
        local::set_meta(connection, TURNS, &bytes)
    }

    /// Lets go of commits that are not there any more.
    pub(crate) fn forget(&mut self, gone: &BTreeSet<i64>) {
        self.undo.retain(|commit| !gone.contains(commit));
        self.redo.retain(|commit| !gone.contains(commit));
    }

    /// Takes note of a commit.
    pub(crate) fn note(&mut self, commit: i64, turn: Turn) {
        match turn {
            Turn::Do => {
                self.undo.push(commit);
                self.redo.clear();
            }
            Turn::Undo => {
                self.undo.pop();
                self.redo.push(commit);
            }
            Turn::Redo => {
                self.redo.pop();
                self.undo.push(commit);
            }
            Turn::Apart => {}
        }
    }

    /// Passes over a commit of which nothing is left to turn.
    pub(crate) fn step_over(&mut self, turn: Turn) {
        match turn {
            Turn::Undo => self.undo.pop(),
            _ => self.redo.pop(),
        };
    }

    fn next(&self, turn: Turn) -> Option<i64> {
        match turn {
            Turn::Undo => self.undo.last().copied(),
            _ => self.redo.last().copied(),
        }
    }
}

/// What undo and redo would do next, as the callers named it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UndoState {
    /// What `undo` would undo.
    pub undo: Option<String>,
    /// What `redo` would do again.
    pub redo: Option<String>,
}

impl Store {
    /// What can be undone and redone.
    ///
    /// # Errors
    /// Those of the file.
    pub fn undo_state(&self) -> Result<UndoState> {
        self.write(|connection, state| {
            let name = |commit: Option<i64>| -> Result<Option<String>> {
                commit.map(|n| did(connection, n)).transpose()
            };
            let turns = state.turns(connection)?;
            Ok(UndoState {
                undo: name(turns.next(Turn::Undo))?,
                redo: name(turns.next(Turn::Redo))?,
            })
        })
    }

    /// Lets go of what could be undone and redone here and now; history keeps it. For a file that was just filled: the filling is
    /// where it begins.
    pub fn forget_turns(&self) {
        self.writer().state.turns = Some(Turns::default());
    }

    /// Undoes what was done last; gives what that was.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`].
    pub fn undo(&self) -> Result<(String, Changes)> {
        self.turn(Turn::Undo)
    }

    /// Does again what was undone last.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`].
    pub fn redo(&self) -> Result<(String, Changes)> {
        self.turn(Turn::Redo)
    }

    fn turn(&self, turn: Turn) -> Result<(String, Changes)> {
        let target = self.write(|connection, state| {
            let commit = state
                .turns(connection)?
                .next(turn)
                .ok_or(StoreError::NothingToUndo)?;
            Ok((commit, did(connection, commit)?))
        })?;
        let (commit, name) = target;
        let ((), changes) =
            self.transact_as(&name, turn, Some(commit), |tx| reverse(tx, commit))?;
        Ok((name, changes))
    }

    /// Every change of a record, newest first. Who wrote what is told by the log alone: what only a snapshot says is not told yet.
    ///
    /// # Errors
    /// Those of the file.
    pub fn history(&self, kind: Kind, id: Uuid) -> Result<Vec<FieldChange>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT c.at, c.by, c.did, o.body, o.replaced FROM operations o JOIN commits c ON c.n = o.commit_n
                 WHERE o.record = ? AND o.kind = ? AND o.waits IS NOT 2 AND (o.commit_n << 24) + o.space NOT IN (SELECT n FROM claims)
                 ORDER BY c.stamp DESC, o.n DESC",
            )?;
            let mut rows = statement.query(params![id.as_bytes().as_slice(), kind as u8])?;
            let mut changes = Vec::new();
            while let Some(row) = rows.next()? {
                let at = Moment(row.get(0)?);
                let (by, did): (String, String) = (row.get(1)?, row.get(2)?);
                let operation = Operation::read(&row.get::<_, Vec<u8>>(3)?)?;
                let replaced = row
                    .get::<_, Option<Vec<u8>>>(4)?
                    .map(|bytes| read_replaced(&bytes))
                    .transpose()?;
                let mut before = replaced.map(Vec::into_iter);
                for write in operation.fields {
                    changes.push(FieldChange {
                        at,
                        by: by.clone(),
                        did: did.clone(),
                        field: write.field,
                        before: before.as_mut().and_then(Iterator::next),
                        after: write.value,
                    });
                }
            }
            Ok(changes)
        })
    }

    /// The commits after a rowid, oldest first: what sync replays. Gives each with its rowid.
    ///
    /// # Errors
    /// Those of the file.
    pub fn commits_after(&self, after: i64, limit: u32) -> Result<Vec<(i64, Commit)>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT n, id, stamp, at, by, did FROM commits WHERE n > ? ORDER BY n LIMIT ?",
            )?;
            let mut rows = statement.query(params![after, limit])?;
            let mut commits = Vec::new();
            while let Some(row) = rows.next()? {
                let n: i64 = row.get(0)?;
                let commit = Commit {
                    id: rows::uuid_at(row, 1)?,
                    stamp: Stamp::read(&row.get::<_, Vec<u8>>(2)?)?,
                    at: Moment(row.get(3)?),
                    by: row.get(4)?,
                    did: row.get(5)?,
                    operations: operations(connection, n)?,
                };
                commits.push((n, commit));
            }
            Ok(commits)
        })
    }
}

fn did(connection: &Connection, commit: i64) -> Result<String> {
    Ok(connection
        .prepare_cached("SELECT did FROM commits WHERE n = ?")?
        .query_row([commit], |row| row.get(0))?)
}

fn operations(connection: &Connection, commit: i64) -> Result<Vec<LoggedOperation>> {
    let mut statement = connection.prepare_cached(
        "SELECT s.id, o.kind, o.record, o.body FROM operations o JOIN spaces s ON s.n = o.space WHERE o.commit_n = ? ORDER BY o.n",
    )?;
    let mut rows = statement.query([commit])?;
    let mut operations = Vec::new();
    while let Some(row) = rows.next()? {
        operations.push(LoggedOperation {
            space: rows::uuid_at(row, 0)?,
            kind: row.get(1)?,
            record: rows::uuid_at(row, 2)?,
            operation: Operation::read(&row.get::<_, Vec<u8>>(3)?)?,
        });
    }
    Ok(operations)
}

fn kind_of(number: u8) -> Result<Kind> {
    Kind::from_number(number).ok_or(StoreError::Damaged("the log names an unknown kind"))
}

/// Writes what a change replaced, newest operation first. A row that it made goes to the bin.
fn reverse(tx: &mut Tx<'_>, first: i64) -> Result<()> {
    let commits: Vec<i64> = {
        let mut statement = tx.connection.prepare_cached(
            "SELECT n FROM commits WHERE n >= ?1 AND n < coalesce(
                 (SELECT min(n) FROM commits WHERE n > ?1 AND NOT goes_on), 9223372036854775807) ORDER BY n DESC",
        )?;
        statement
            .query_map([first], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?
    };
    for commit in commits {
        reverse_commit(tx, commit)?;
    }
    Ok(())
}

fn reverse_commit(tx: &mut Tx<'_>, commit: i64) -> Result<()> {
    let stamp: Vec<u8> = tx
        .connection
        .prepare_cached("SELECT stamp FROM commits WHERE n = ?")?
        .query_row([commit], |row| row.get(0))?;
    let stamp = Stamp::read(&stamp)?;
    // Read in slices: the undo of a large import must not hold all of it in memory.
    let mut before = i64::MAX;
    loop {
        let slice = {
            let mut statement = tx.connection.prepare_cached(
                "SELECT n, kind, record, body, replaced FROM operations WHERE commit_n = ? AND n < ? ORDER BY n DESC LIMIT 500",
            )?;
            let mut rows = statement.query(params![commit, before])?;
            let mut slice = Vec::new();
            while let Some(row) = rows.next()? {
                slice.push((
                    row.get::<_, i64>(0)?,
                    kind_of(row.get(1)?)?,
                    rows::uuid_at(row, 2)?,
                    row.get::<_, Vec<u8>>(3)?,
                    row.get::<_, Option<Vec<u8>>>(4)?,
                ));
            }
            slice
        };
        let Some(last) = slice.last() else {
            return Ok(());
        };
        before = last.0;
        for (_, kind, record, body, replaced) in slice {
            reverse_one(tx, stamp, kind, record, &body, replaced)?;
        }
    }
}

fn reverse_one(
    tx: &mut Tx<'_>,
    stamp: Stamp,
    kind: Kind,
    record: Uuid,
    body: &[u8],
    replaced: Option<Vec<u8>>,
) -> Result<()> {
    let table = kind.table();
    let Some(stored) = rows::find(tx.connection, table, record)? else {
        return Ok(());
    };
    // Written by this commit, or by this device since (an undo in between leaves the same value under a later stamp).
    let device = tx.device;
    let is_ours = |now: Stamp| now == stamp || now.device() == device;
    let Some(replaced) = replaced else {
        // A row that somebody else has gone on with is not this device's alone to put away.
        return if stored.stamps.all().all(is_ours) {
            tx.archive(kind, record, true)
        } else {
            Ok(())
        };
    };
    let written = Operation::read(body)?.fields;
    let fields: Vec<(u16, Value)> = written
        .into_iter()
        .zip(read_replaced(&replaced)?)
        .filter(|(write, _)| {
            let now = table
                .fields
                .iter()
                .position(|field| field.number == write.field)
                .and_then(|at| stored.values.get(at));
            now == Some(&write.value) && is_ours(stored.stamps.of(write.field))
        })
        .map(|(write, old)| (write.field, old))
        .collect();
    tx.write_fields(table, record, &fields)
}
