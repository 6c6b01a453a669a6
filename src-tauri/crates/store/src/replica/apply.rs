//! What others wrote becomes rows.
//!
//! An operation that fits its row as it stands (it makes a row that is not there, or writes over exactly the values that its writer
//! saw) is written at once. For every other the record is worked out from all its operations (`merge`), once, before anything
//! reads it. Both ways end in the same row.

use super::{Replica, uuid_column};
use crate::clock::{Stamp, Stamps};
use crate::error::{Result, StoreError};
use crate::fault::{self, Fault};
use crate::log::{Commit, FieldWrite, Operation, replaced_bytes};
use crate::spaces::{self, PERSON};
use crate::transact::blank_of;
use crate::{differences, merge, rows};
use alongside_domain::{Kind, SpaceOf, Table, Value};
use rusqlite::{OptionalExtension as _, params};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Who carried a commit here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The member whose device sealed the pack.
    pub member: [u8; 16],
    /// The device that sealed it; the one that wrote the commit is in its stamp.
    pub device: [u8; 8],
    /// Where the pack stands in the team's log.
    pub position: u64,
}

/// What became of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It was not known here, and is now.
    New,
    /// It was here already, or its space was erased; nothing was changed.
    Known,
    /// It is in the log, and what this version knows of it is in the rows; the rest waits for a newer version.
    Waits,
}

/// A space that commits are applied to.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    n: i64,
    kind: u8,
    person: Option<Uuid>,
    is_erased: bool,
}

/// Why an operation stands in the log and not in its row.
const WAITS: i64 = 1;
const REFUSED: i64 = 2;

/// The numbers of the reasons are in schema/v2.sql.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Fits,
    Waits,
    Refused,
}

impl Standing {
    pub(super) fn column(self) -> Option<i64> {
        match self {
            Self::Fits => None,
            Self::Waits => Some(WAITS),
            Self::Refused => Some(REFUSED),
        }
    }
}

impl Replica<'_> {
    /// Applies the part of a commit that is in one space. Doing so twice is the same as doing so once. It counts as written by the
    /// device in its stamp, whoever carried it here; if it is one of our own that waited in the outbox, it is sent now.
    ///
    /// # Errors
    /// Those of the file. Nothing that a commit says is an error: what is unknown waits, and what does not belong to the space is
    /// kept in the log and left out of the rows.
    pub fn apply(&mut self, space: Uuid, commit: &Commit, from: Source) -> Result<Applied> {
        let kind = commit
            .operations
            .iter()
            .find_map(|logged| fault::kind_of(logged.kind))
            .map_or(PERSON, kind_of_space);
        let target = self.target(space, kind)?;
        if target.is_erased {
            return Ok(Applied::Known);
        }
        if from.position > 0 {
            self.confirm(target.n, commit)?;
        }
        let known = self.commit_row(commit.id)?;
        if let Some(n) = known
            && self
                .connection
                .prepare_cached(
                    "SELECT 1 FROM operations WHERE commit_n = ? AND space = ? LIMIT 1",
                )?
                .exists(params![n, target.n])?
        {
            if self.agree(n, target.n, commit)? {
                self.drop_from_outbox(commit.id, space)?;
            }
            self.place(n, target.n, from.position)?;
            return Ok(Applied::Known);
        }
        if let Some(n) = known {
            self.agree_on_stamp(n, commit.stamp)?;
        }
        let commit_n = match known {
            Some(n) => n,
            None => self.add_commit(commit)?,
        };
        self.place(commit_n, target.n, from.position)?;
        tracing::trace!(
            position = from.position,
            operations = commit.operations.len(),
            "applying"
        );
        self.seen = self.seen.max(Some(commit.stamp));
        self.has_applied = true;
        let mut waits = false;
        for logged in &commit.operations {
            waits |= self.apply_operation(
                space,
                commit_n,
                commit.stamp,
                logged.kind,
                logged.record,
                &logged.operation,
            )?;
        }
        Ok(if waits { Applied::Waits } else { Applied::New })
    }

    /// Whether something waits for a newer version.
    ///
    /// # Errors
    /// Those of the file.
    pub fn has_waiting(&self) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM operations WHERE waits = 1 LIMIT 1")?
            .exists([])?)
    }

    /// Tries again what waited for a newer version, with this one; gives how many operations fit now.
    ///
    /// # Errors
    /// Those of the file.
    pub fn apply_waiting(&mut self) -> Result<u32> {
        if fault::is(Fault::LeaveWaiting) {
            return Ok(0);
        }
        let waiting: Vec<(i64, u8, Uuid, Vec<u8>, Uuid)> = {
            let mut statement = self.connection.prepare_cached(
                "SELECT o.n, o.kind, o.record, o.body, s.id FROM operations o JOIN spaces s ON s.n = o.space
                 WHERE o.waits = 1 ORDER BY o.n",
            )?;
            statement
                .query_map([], |row| {
                    let (record, space) = (rows::uuid_at(row, 2)?, rows::uuid_at(row, 4)?);
                    Ok((row.get(0)?, row.get(1)?, record, row.get(3)?, space))
                })?
                .collect::<rusqlite::Result<_>>()?
        };
        let mut fit = 0;
        for (n, kind, record, body, space) in waiting {
            let operation = Operation::read(&body)?;
            let Some(kind) = fault::kind_of(kind) else {
                continue;
            };
            self.target(space, kind_of_space(kind))?;
            let standing = self.standing(space, kind.table(), record, &operation)?;
            if standing == Standing::Waits {
                continue;
            }
            self.connection
                .prepare_cached("UPDATE operations SET waits = ? WHERE n = ?")?
                .execute(params![standing.column(), n])?;
            if standing == Standing::Fits {
                self.unsettled.insert((kind, record));
                fit += 1;
            }
        }
        self.settle_rows()?;
        Ok(fit)
    }

    /// The space to apply to; made, of that kind, if nothing has spoken of it yet.
    pub(super) fn target(&mut self, space: Uuid, kind: u8) -> Result<Target> {
        if let Some(target) = self.spaces.get(&space) {
            return Ok(*target);
        }
        let found = match spaces::find(self.connection, space)? {
            Some(found) => found,
            None => {
                self.connection
                    .prepare_cached("INSERT INTO spaces (id, kind) VALUES (?, ?)")?
                    .execute(params![uuid_column(space), kind])?;
                spaces::find(self.connection, space)?
                    .ok_or(StoreError::Internal("a space was made and is not there"))?
            }
        };
        let target = Target {
            n: found.n,
            kind: found.kind,
            person: found.person,
            is_erased: found.is_erased,
        };
        self.spaces.insert(space, target);
        Ok(target)
    }

    pub(super) fn commit_row(&self, id: Uuid) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT n FROM commits WHERE id = ?")?
            .query_row([id.as_bytes().as_slice()], |row| row.get(0))
            .optional()?)
    }

    fn add_commit(&self, commit: &Commit) -> Result<i64> {
        self.connection
            .prepare_cached("INSERT INTO commits (id, stamp, at, by, did) VALUES (?, ?, ?, ?, ?)")?
            .execute(params![
                commit.id.as_bytes().as_slice(),
                commit.stamp.0.as_slice(),
                commit.at.0,
                commit.by,
                commit.did
            ])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Gives whether something of it waits.
    fn apply_operation(
        &mut self,
        space: Uuid,
        commit: i64,
        stamp: Stamp,
        kind: u8,
        record: Uuid,
        operation: &Operation,
    ) -> Result<bool> {
        let known = fault::kind_of(kind);
        let done = match known {
            Some(kind) if !self.unsettled.contains(&(kind, record)) => {
                self.fits(space, kind.table(), stamp, record, operation)?
            }
            _ => None,
        };
        let (standing, replaced) = match (done, known) {
            (Some(replaced), _) => (Standing::Fits, replaced),
            (None, None) => (Standing::Waits, None),
            (None, Some(kind)) => {
                let standing = self.standing(space, kind.table(), record, operation)?;
                if standing != Standing::Refused {
                    self.unsettled.insert((kind, record));
                }
                let replaced = (!operation.makes())
                    .then(|| self.now_in(kind.table(), record, operation))
                    .transpose()?;
                (standing, replaced)
            }
        };
        if standing == Standing::Waits && fault::is(Fault::DropUnknown) {
            return Ok(true);
        }
        let replaced = replaced.filter(|_| !fault::is(Fault::ForgetReplaced));
        let target = self.target_of(space)?;
        self.connection
            .prepare_cached(
                "INSERT INTO operations (commit_n, space, kind, record, body, replaced, waits) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                commit,
                target.n,
                kind,
                record.as_bytes().as_slice(),
                operation.bytes()?,
                replaced,
                standing.column()
            ])?;
        Ok(standing == Standing::Waits)
    }

    fn target_of(&self, space: Uuid) -> Result<Target> {
        self.spaces
            .get(&space)
            .copied()
            .ok_or(StoreError::Internal("a space is not there"))
    }

    /// Writes an operation that fits its row as it stands; gives what it replaced, or nothing if it does not fit.
    fn fits(
        &mut self,
        space: Uuid,
        table: &'static Table,
        stamp: Stamp,
        record: Uuid,
        operation: &Operation,
    ) -> Result<Option<Option<Vec<u8>>>> {
        if operation.makes() {
            return Ok(self
                .make_fits(space, table, stamp, record, operation)?
                .then_some(None));
        }
        let Some(stored) = rows::find(self.connection, table, record)? else {
            return Ok(None);
        };
        let is_plain = |write: &FieldWrite| {
            let now = stored.stamps.of(write.field);
            let is_next = write.base == Some(now) && stamp > now;
            write.field != 0
                && write.settles.is_empty()
                && (is_next || fault::is(Fault::LastComeStands))
        };
        if stored.values.first() != Some(&Value::Null)
            || !operation.fields.iter().all(is_plain)
            || self.differs(table.kind, record)?
        {
            return Ok(None);
        }
        let mut values = stored.values.clone();
        let mut columns = Vec::new();
        let mut replaced = Vec::new();
        let mut stamps = stored.stamps;
        for write in &operation.fields {
            let at = table
                .fields
                .iter()
                .position(|field| field.number == write.field);
            let at = at.filter(|_| fault::knows_field(table.kind, write.field));
            let (Some(place), Some(field)) = (
                at.and_then(|at| values.get_mut(at)),
                at.and_then(|at| table.fields.get(at)),
            ) else {
                return Ok(None);
            };
            if !merge::stands_in(field, &write.value) {
                return Ok(None);
            }
            let old = std::mem::replace(place, write.value.clone());
            if old != write.value {
                columns.push((field.name, &write.value));
            }
            replaced.push(old);
            stamps.set(write.field, stamp);
        }
        // Whose it is stays as it was, and every value is one that this version can hold.
        let before = (table.space)(record, &stored.values)?;
        if (table.space)(record, &values).ok() != Some(before) || !self.belongs(space, before)? {
            return Ok(None);
        }
        rows::update(self.connection, table, stored.n, &stamps, &columns)?;
        self.indexing.note(
            self.connection,
            table,
            stored.n,
            record,
            Some(&stored.values),
            &values,
        )?;
        self.kinds.insert(table.kind);
        Ok(Some(Some(replaced_bytes(&replaced)?)))
    }

    fn make_fits(
        &mut self,
        space: Uuid,
        table: &'static Table,
        stamp: Stamp,
        record: Uuid,
        operation: &Operation,
    ) -> Result<bool> {
        let mut values = blank_of(table).to_vec();
        for write in &operation.fields {
            let at = table
                .fields
                .iter()
                .position(|field| field.number == write.field);
            let at = at.filter(|at| {
                let field = table.fields.get(*at);
                fault::knows_field(table.kind, write.field)
                    && field.is_some_and(|field| merge::stands_in(field, &write.value))
            });
            match at.and_then(|at| values.get_mut(at)) {
                Some(place) if write.settles.is_empty() => *place = write.value.clone(),
                _ => return Ok(false),
            }
        }
        let Ok(owner) = (table.space)(record, &values) else {
            return Ok(false);
        };
        if !self.belongs(space, owner)? {
            return Ok(false);
        }
        let stamps = Stamps::made(stamp);
        let Some(n) = rows::insert_new(self.connection, table, record, &stamps, &values)? else {
            return Ok(false);
        };
        self.indexing
            .note(self.connection, table, n, record, None, &values)?;
        self.kinds.insert(table.kind);
        Ok(true)
    }

    /// Whether a row of that owner may stand in a space. The first that says so tells whose a person's space is.
    fn belongs(&mut self, space: Uuid, owner: SpaceOf) -> Result<bool> {
        let target = self.target_of(space)?;
        let (kind, person) = spaces::key_of(owner);
        if kind != target.kind {
            return Ok(false);
        }
        match (person, target.person) {
            (None, _) => Ok(true),
            // An operation may come before the one that made its row.
            (Some(person), _) if person.is_nil() => Ok(true),
            (Some(person), Some(known)) => Ok(person == known),
            (Some(person), None) => {
                let is_free = !self
                    .connection
                    .prepare_cached("SELECT 1 FROM spaces WHERE person = ?")?
                    .exists([uuid_column(person)])?;
                if is_free {
                    self.connection
                        .prepare_cached("UPDATE spaces SET person = ? WHERE n = ?")?
                        .execute(params![uuid_column(person), target.n])?;
                    if let Some(target) = self.spaces.get_mut(&space) {
                        target.person = Some(person);
                    }
                }
                Ok(is_free)
            }
        }
    }

    /// How an operation that does not simply fit stands to its record.
    pub(super) fn standing(
        &mut self,
        space: Uuid,
        table: &'static Table,
        record: Uuid,
        operation: &Operation,
    ) -> Result<Standing> {
        // Whose the record would be with what this version can hold of it, and whose it is.
        let stored = rows::find(self.connection, table, record)?;
        let before = stored
            .as_ref()
            .map(|stored| (table.space)(record, &stored.values))
            .transpose()?;
        let mut values = stored.map_or_else(|| blank_of(table).to_vec(), |stored| stored.values);
        for (field, place) in table.fields.iter().zip(&mut values) {
            let write = operation
                .fields
                .iter()
                .find(|write| write.field == field.number);
            if let Some(write) = write.filter(|write| merge::holds(table, field, &write.value)) {
                *place = write.value.clone();
            }
        }
        let after = (table.space)(record, &values)?;
        for owner in before.into_iter().chain([after]) {
            if !self.belongs(space, owner)? {
                return Ok(Standing::Refused);
            }
        }
        Ok(if knows(table, operation) {
            Standing::Fits
        } else {
            Standing::Waits
        })
    }

    /// What stands here in the fields that an operation writes, for history.
    fn now_in(
        &self,
        table: &'static Table,
        record: Uuid,
        operation: &Operation,
    ) -> Result<Vec<u8>> {
        let stored = rows::find(self.connection, table, record)?;
        let values: Vec<Value> = stored.map_or_else(Vec::new, |stored| {
            let now = |write: &FieldWrite| {
                table
                    .fields
                    .iter()
                    .position(|field| field.number == write.field)
                    .and_then(|at| stored.values.get(at).cloned())
                    .unwrap_or(Value::Null)
            };
            operation.fields.iter().map(now).collect()
        });
        replaced_bytes(&values)
    }

    /// Whether a record has differences. There are few, so that they are read once.
    fn differs(&mut self, kind: Kind, record: Uuid) -> Result<bool> {
        if self.differing.is_none() {
            let mut statement = self
                .connection
                .prepare_cached("SELECT DISTINCT kind, record FROM differences")?;
            let records = statement
                .query_map([], |row| Ok((row.get(0)?, rows::uuid_at(row, 1)?)))?
                .collect::<rusqlite::Result<BTreeSet<_>>>()?;
            self.differing = Some(records);
        }
        Ok(self
            .differing
            .as_ref()
            .is_some_and(|records| records.contains(&(kind as u8, record))))
    }

    /// Works out the rows of what did not simply fit.
    pub(crate) fn settle_rows(&mut self) -> Result<()> {
        for (kind, record) in std::mem::take(&mut self.unsettled) {
            self.settle_row(kind.table(), record)?;
        }
        Ok(())
    }

    fn settle_row(&mut self, table: &'static Table, record: Uuid) -> Result<()> {
        let Some(folded) = differences::folded(self.connection, table, record)? else {
            return self.unmake(table.kind, record);
        };
        let (n, before) = match rows::find(self.connection, table, record)? {
            None => {
                let n = rows::insert(
                    self.connection,
                    table,
                    record,
                    &folded.stamps,
                    &folded.values,
                )?;
                (n, None)
            }
            Some(stored) => {
                let columns: Vec<(&'static str, &Value)> = table
                    .fields
                    .iter()
                    .zip(&stored.values)
                    .zip(&folded.values)
                    .filter(|((_, old), new)| old != new)
                    .map(|((field, _), new)| (field.name, new))
                    .collect();
                rows::update(self.connection, table, stored.n, &folded.stamps, &columns)?;
                (stored.n, Some(stored.values))
            }
        };
        if before.as_ref() != Some(&folded.values) {
            self.indexing.note(
                self.connection,
                table,
                n,
                record,
                before.as_deref(),
                &folded.values,
            )?;
        }
        differences::keep(self.connection, table.kind, record, &folded.open)?;
        if let Some(differing) = &mut self.differing {
            if folded.open.is_empty() {
                differing.remove(&(table.kind as u8, record));
            } else {
                differing.insert((table.kind as u8, record));
            }
        }
        self.kinds.insert(table.kind);
        Ok(())
    }
}

/// Whether this version can hold everything that an operation says.
fn knows(table: &Table, operation: &Operation) -> bool {
    operation.schema <= crate::log::SCHEMA
        && operation.fields.iter().all(|write| {
            table
                .fields
                .iter()
                .find(|field| field.number == write.field)
                .is_some_and(|field| merge::holds(table, field, &write.value))
        })
}

/// The kind of the spaces that a kind of record stands in.
pub(crate) fn kind_of_space(kind: Kind) -> u8 {
    let table = kind.table();
    (table.space)(Uuid::nil(), blank_of(table)).map_or(PERSON, |owner| spaces::key_of(owner).0)
}
