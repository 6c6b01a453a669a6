//! The one door for change.
//!
//! [`Store::transact`](crate::Store::transact) hands out a [`Tx`]; only through it can a row be written, and it writes the row, the
//! change log, what undo needs and the search index together or not at all. Nothing else in the crate has a writing statement for
//! a record's table (a test reads the sources for it).

use crate::clock::{Hybrid, Stamp, Stamps};
use crate::error::{Result, StoreError};
use crate::fault::{self, Fault};
use crate::ids::Ids;
use crate::indexing::Indexing;
use crate::log::{FieldWrite, Operation, SCHEMA, Turn, replaced_bytes};
use crate::{State, differences, rows, spaces};
use alongside_domain::record::Table;
use alongside_domain::{FieldError, Kind, Moment, Record, Rule, SpaceOf, Value};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;
use uuid::Uuid;

/// What a transaction changed, so that what shows it is drawn again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Kinds of record that changed; empty if nothing did.
    pub kinds: BTreeSet<Kind>,
    /// When it was written.
    pub at: Moment,
}

/// Operations that one commit tells, and bytes of them: with so many, what comes next is told in another commit of the same change.
pub(crate) const OPERATIONS: usize = 1_000;
pub(crate) const BYTES: usize = 256 * 1024;

/// A transaction: what one member does in one go.
///
/// It is kept here whole or not at all, and undone whole. In the log it is one commit, or, if it is large (an import), several, each
/// with a stamp of its own after the one before: no commit is larger than what travels in one piece, so that nothing that sends, keeps,
/// carries or applies commits needs to know of large ones.
pub struct Tx<'c> {
    pub(crate) connection: &'c Connection,
    now: Moment,
    stamp: Stamp,
    hybrid: Hybrid,
    by: String,
    did: String,
    turn: Turn,
    turns: Option<i64>,
    /// The first commit of the change, by which it is undone.
    first: Option<i64>,
    telling: Telling,
    kinds: BTreeSet<Kind>,
    spaces: HashMap<SpaceOf, i64>,
    indexing: Indexing,
    ids: &'c dyn Ids,
    is_replicating: bool,
    /// This device, as in its stamps.
    pub(crate) device: [u8; 8],
}

/// The commit that is being told, and how much of it.
#[derive(Default)]
struct Telling {
    commit: Option<i64>,
    operations: usize,
    bytes: usize,
    /// The spaces of which it has a part in the outbox.
    parts: BTreeSet<i64>,
}

/// A transaction that ended.
pub(crate) struct Finished {
    pub changes: Changes,
    /// The first commit of the change; nothing if nothing was done.
    pub commit: Option<i64>,
    /// The clock after its last stamp.
    pub hybrid: Hybrid,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(
        connection: &'c Connection,
        ids: &'c dyn Ids,
        state: &State,
        now: Moment,
        did: &str,
    ) -> Self {
        let mut hybrid = state.hybrid.clone();
        let stamp = hybrid.tick(now);
        Self {
            connection,
            now,
            stamp,
            hybrid,
            by: state.by.clone(),
            did: did.to_owned(),
            turn: Turn::Do,
            turns: None,
            first: None,
            telling: Telling::default(),
            kinds: BTreeSet::new(),
            spaces: HashMap::new(),
            indexing: Indexing::default(),
            ids,
            is_replicating: state.is_replicating,
            device: stamp.device(),
        }
    }

    pub(crate) fn turning(mut self, turn: Turn, commit: Option<i64>) -> Self {
        self.turn = turn;
        self.turns = commit;
        self
    }

    /// When this is written.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.now
    }

    /// Who writes it.
    #[must_use]
    pub fn by(&self) -> &str {
        &self.by
    }

    /// A new id, later than every other made here.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.ids.record()
    }

    /// A record as it stands, the bin included.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get<R: Record>(&self, id: R::Id) -> Result<R> {
        self.find(id)?.ok_or(StoreError::NotFound)
    }

    /// The same, or nothing.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find<R: Record>(&self, id: R::Id) -> Result<Option<R>> {
        let id: Uuid = id.into();
        rows::find(self.connection, R::TABLE, id)?
            .map(|stored| Ok(R::from_values(id, stored.values)?))
            .transpose()
    }

    /// Saves a record: adds it, or writes the fields that differ. Saving what is there already changes nothing.
    ///
    /// # Errors
    /// Those of the file.
    pub fn put<R: Record>(&mut self, record: &R) -> Result<()> {
        let id: Uuid = record.id().into();
        match rows::find(self.connection, R::TABLE, id)? {
            None => self.make(R::TABLE, id, record.space(), &record.values()),
            Some(stored) => self.change(R::TABLE, id, stored, record.space(), &record.values()),
        }
    }

    /// Adds a record that is known to be new (an import knows), without looking for it first.
    ///
    /// # Errors
    /// Those of the file; a record with that id is an error.
    pub fn add<R: Record>(&mut self, record: &R) -> Result<()> {
        self.make(
            R::TABLE,
            record.id().into(),
            record.space(),
            &record.values(),
        )
    }

    /// Changes one field from a screen.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or the rule that the value breaks.
    pub fn set<R: Record>(
        &mut self,
        id: R::Id,
        field: &str,
        json: serde_json::Value,
    ) -> Result<()> {
        let mut record: R = self.get(id)?;
        record.set(field, json)?;
        self.put(&record)
    }

    /// Puts a record in the bin, or takes it out. One that is where it should be stays as it is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn archive(&mut self, kind: Kind, id: Uuid, archived: bool) -> Result<()> {
        let table = kind.table();
        let stored = rows::find(self.connection, table, id)?.ok_or(StoreError::NotFound)?;
        let is_archived = stored.values.first() != Some(&Value::Null);
        if is_archived == archived {
            return Ok(());
        }
        let value = if archived {
            Value::Integer(self.now.0)
        } else {
            Value::Null
        };
        self.write_stored(table, id, stored, &[(0, value)])
    }

    /// Writes some fields by number: undo, and later what arrives from other devices.
    pub(crate) fn write_fields(
        &mut self,
        table: &'static Table,
        id: Uuid,
        fields: &[(u16, Value)],
    ) -> Result<()> {
        let stored = rows::find(self.connection, table, id)?.ok_or(StoreError::NotFound)?;
        self.write_stored(table, id, stored, fields)
    }

    fn write_stored(
        &mut self,
        table: &'static Table,
        id: Uuid,
        stored: rows::Stored,
        fields: &[(u16, Value)],
    ) -> Result<()> {
        let mut values = stored.values.clone();
        for (number, value) in fields {
            let at = table
                .fields
                .iter()
                .position(|field| field.number == *number)
                .ok_or_else(|| unknown_field(*number))?;
            if let Some(place) = values.get_mut(at) {
                *place = value.clone();
            }
        }
        let space = (table.space)(id, &values)?;
        self.change(table, id, stored, space, &values)
    }

    fn make(
        &mut self,
        table: &'static Table,
        id: Uuid,
        space: SpaceOf,
        values: &[Value],
    ) -> Result<()> {
        self.go_on();
        let stamps = Stamps::made(self.stamp);
        let n = rows::insert(self.connection, table, id, &stamps, values)?;
        let fields: Vec<FieldWrite> = table
            .fields
            .iter()
            .zip(values)
            .zip(blank_of(table))
            .filter(|((_, value), blank)| value != blank)
            .map(|((field, value), _)| FieldWrite {
                field: field.number,
                value: value.clone(),
                base: None,
                settles: Vec::new(),
            })
            .collect();
        self.log(table, id, space, fields, &stamps, None)?;
        self.indexing
            .note(self.connection, table, n, id, None, values)
    }

    fn change(
        &mut self,
        table: &'static Table,
        id: Uuid,
        stored: rows::Stored,
        space: SpaceOf,
        values: &[Value],
    ) -> Result<()> {
        self.change_settling(table, id, stored, space, values, None)
    }

    /// Writes what differs, and the field that is decided on even if it stays as it is.
    pub(crate) fn change_settling(
        &mut self,
        table: &'static Table,
        id: Uuid,
        stored: rows::Stored,
        space: SpaceOf,
        values: &[Value],
        decided: Option<(u16, Stamp)>,
    ) -> Result<()> {
        let rows::Stored {
            n,
            mut stamps,
            values: before,
        } = stored;
        let mut fields = Vec::new();
        let mut replaced = Vec::new();
        let mut columns = Vec::new();
        let differ = decided.is_some() || before.iter().zip(values).any(|(old, new)| old != new);
        for ((field, old), new) in table.fields.iter().zip(&before).zip(values) {
            let settles: Vec<Stamp> = decided
                .filter(|(number, _)| *number == field.number)
                .map(|(_, losing)| losing)
                .into_iter()
                .collect();
            // What is changed in the bin stays there: it is said again, so that nobody takes it for a change that did not know.
            let stays_in_bin = field.number == 0 && *old != Value::Null && differ;
            if old != new || !settles.is_empty() || stays_in_bin {
                fields.push(FieldWrite {
                    field: field.number,
                    value: new.clone(),
                    base: Some(stamps.of(field.number)),
                    settles,
                });
                replaced.push(old.clone());
            }
            if old != new {
                columns.push((field.name, new));
            }
        }
        if fields.is_empty() {
            return Ok(());
        }
        self.go_on();
        for write in &fields {
            stamps.set(write.field, self.stamp);
        }
        rows::update(self.connection, table, n, &stamps, &columns)?;
        self.log(table, id, space, fields, &stamps, Some(&replaced))?;
        if self.is_replicating && differences::are_of(self.connection, table.kind, id)? {
            differences::refresh(self.connection, table, id)?;
        }
        self.indexing
            .note(self.connection, table, n, id, Some(&before), values)
    }

    fn log(
        &mut self,
        table: &'static Table,
        id: Uuid,
        space: SpaceOf,
        fields: Vec<FieldWrite>,
        stamps: &Stamps,
        replaced: Option<&[Value]>,
    ) -> Result<()> {
        let commit = self.commit()?;
        let space = self.space(space)?;
        self.part(commit, space)?;
        let archives = fields
            .iter()
            .any(|write| write.field == 0 && write.value != Value::Null);
        let body = Operation {
            schema: SCHEMA,
            fields,
            saw: archives.then(|| stamps.bytes()),
        }
        .bytes()?;
        self.telling.operations += 1;
        self.telling.bytes += body.len();
        let replaced = replaced.map(replaced_bytes).transpose()?;
        self.connection
            .prepare_cached(
                "INSERT INTO operations (commit_n, space, kind, record, body, replaced) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                commit,
                space,
                table.kind as u8,
                id.as_bytes().as_slice(),
                body,
                replaced
            ])?;
        self.kinds.insert(table.kind);
        Ok(())
    }

    /// Before the next operation: a commit that tells enough is left, and the next has a stamp of its own.
    fn go_on(&mut self) {
        let (operations, bytes) = fault::most((OPERATIONS, BYTES));
        if self.telling.operations >= operations || self.telling.bytes >= bytes {
            self.telling = Telling::default();
            if !fault::is(Fault::KeepStamp) {
                self.stamp = self.hybrid.tick(self.now);
            }
        }
    }

    /// The commit's own row, made with its first operation: doing nothing leaves no trace.
    fn commit(&mut self) -> Result<i64> {
        if let Some(n) = self.telling.commit {
            return Ok(n);
        }
        self.connection
            .prepare_cached(
                "INSERT INTO commits (id, stamp, at, by, did, turn, turns, goes_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                self.ids.record().as_bytes().as_slice(),
                self.stamp.0.as_slice(),
                self.now.0,
                self.by,
                self.did,
                self.turn as i64,
                self.turns,
                self.first.is_some()
            ])?;
        let n = self.connection.last_insert_rowid();
        self.first.get_or_insert(n);
        self.telling.commit = Some(n);
        Ok(n)
    }

    fn space(&mut self, space: SpaceOf) -> Result<i64> {
        if let Some(n) = self.spaces.get(&space) {
            return Ok(*n);
        }
        let n = spaces::to_write(self.connection, self.ids, space)?;
        self.spaces.insert(space, n);
        Ok(n)
    }

    /// The part of the commit that is in a space waits in the outbox, from its first operation on.
    fn part(&mut self, commit: i64, space: i64) -> Result<()> {
        let is_forgotten = fault::is(Fault::ForgetRest) && self.first != Some(commit);
        if self.is_replicating && self.telling.parts.insert(space) && !is_forgotten {
            self.connection
                .prepare_cached(
                    "INSERT INTO outbox (n, commit_n, space) VALUES ((?1 << 24) + ?2, ?1, ?2)",
                )?
                .execute(params![commit, space])?;
        }
        Ok(())
    }

    /// Ends the transaction.
    pub(crate) fn finish(self) -> Result<Finished> {
        self.indexing.write(self.connection)?;
        Ok(Finished {
            changes: Changes {
                kinds: self.kinds,
                at: self.now,
            },
            commit: self.first,
            hybrid: self.hybrid,
        })
    }
}

/// The fields of a row with nothing in it, made once for each kind.
pub(crate) fn blank_of(table: &Table) -> &'static [Value] {
    static BLANKS: LazyLock<BTreeMap<Kind, Vec<Value>>> = LazyLock::new(|| {
        Kind::ALL
            .iter()
            .map(|kind| (*kind, (kind.table().blank)()))
            .collect()
    });
    BLANKS.get(&table.kind).map_or(&[], Vec::as_slice)
}

fn unknown_field(number: u16) -> StoreError {
    StoreError::Field(FieldError {
        field: number.to_string(),
        rule: Rule::UnknownField,
    })
}
