//! The one door for change.
//!
//! [`Store::transact`](crate::Store::transact) hands out a [`Tx`]; only through it can a row be written, and it writes the row, the
//! change log, what undo needs and the search index together or not at all. Nothing else in the crate has a writing statement for
//! a record's table (a test reads the sources for it).

use crate::clock::{Stamp, Stamps};
use crate::error::{Result, StoreError};
use crate::log::{FieldWrite, Operation, SCHEMA, Turn, replaced_bytes};
use crate::rows;
use crate::search::{self, Spot};
use alongside_domain::record::Table;
use alongside_domain::{FieldError, Kind, Moment, Record, Rule, SpaceOf, Value};
use rusqlite::{Connection, OptionalExtension as _, params};
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

/// A transaction: what one member does in one go.
pub struct Tx<'c> {
    pub(crate) connection: &'c Connection,
    now: Moment,
    stamp: Stamp,
    by: String,
    did: String,
    turn: Turn,
    turns: Option<i64>,
    commit: Option<i64>,
    kinds: BTreeSet<Kind>,
    spaces: HashMap<SpaceKey, i64>,
    /// Services whose search words are to be written, and whether they are not in the index yet.
    services: BTreeMap<Uuid, bool>,
    /// Places whose points are to be written, by rowid.
    spots: BTreeMap<i64, Spot>,
}

/// A space as a key; nil for the directory.
type SpaceKey = (i64, Uuid);

impl<'c> Tx<'c> {
    pub(crate) fn new(
        connection: &'c Connection,
        now: Moment,
        stamp: Stamp,
        by: String,
        did: String,
    ) -> Self {
        Self {
            connection,
            now,
            stamp,
            by,
            did,
            turn: Turn::Do,
            turns: None,
            commit: None,
            kinds: BTreeSet::new(),
            spaces: HashMap::new(),
            services: BTreeMap::new(),
            spots: BTreeMap::new(),
        }
    }

    pub(crate) fn turning(mut self, turn: Turn, commit: i64) -> Self {
        self.turn = turn;
        self.turns = Some(commit);
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
        Uuid::now_v7()
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
        let stamps = Stamps::made(self.stamp);
        let n = rows::insert(self.connection, table, id, &stamps, values)?;
        let fields = table
            .fields
            .iter()
            .zip(values)
            .zip(blank_of(table))
            .filter(|((_, value), blank)| value != blank)
            .map(|((field, value), _)| FieldWrite {
                field: field.number,
                value: value.clone(),
                base: None,
            })
            .collect();
        self.log(table, id, space, fields, None)?;
        self.index(table, n, id, None, values)
    }

    fn change(
        &mut self,
        table: &'static Table,
        id: Uuid,
        stored: rows::Stored,
        space: SpaceOf,
        values: &[Value],
    ) -> Result<()> {
        let rows::Stored {
            n,
            mut stamps,
            values: before,
        } = stored;
        let mut fields = Vec::new();
        let mut replaced = Vec::new();
        let mut columns = Vec::new();
        for ((field, old), new) in table.fields.iter().zip(&before).zip(values) {
            if old != new {
                fields.push(FieldWrite {
                    field: field.number,
                    value: new.clone(),
                    base: Some(stamps.of(field.number)),
                });
                replaced.push(old.clone());
                columns.push((field.name, new));
            }
        }
        if fields.is_empty() {
            return Ok(());
        }
        for write in &fields {
            stamps.set(write.field, self.stamp);
        }
        rows::update(self.connection, table, n, &stamps, &columns)?;
        self.log(table, id, space, fields, Some(&replaced))?;
        self.index(table, n, id, Some(&before), values)
    }

    fn log(
        &mut self,
        table: &'static Table,
        id: Uuid,
        space: SpaceOf,
        fields: Vec<FieldWrite>,
        replaced: Option<&[Value]>,
    ) -> Result<()> {
        let commit = self.commit()?;
        let space = self.space(space)?;
        let body = Operation {
            schema: SCHEMA,
            fields,
        }
        .bytes()?;
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

    /// The commit's own row, made with its first operation: doing nothing leaves no trace.
    fn commit(&mut self) -> Result<i64> {
        if let Some(n) = self.commit {
            return Ok(n);
        }
        self.connection.execute(
            "INSERT INTO commits (id, stamp, at, by, did, turn, turns) VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![
                Uuid::now_v7().as_bytes().as_slice(),
                self.stamp.0.as_slice(),
                self.now.0,
                self.by,
                self.did,
                self.turn as i64,
                self.turns
            ],
        )?;
        let n = self.connection.last_insert_rowid();
        self.commit = Some(n);
        Ok(n)
    }

    fn space(&mut self, space: SpaceOf) -> Result<i64> {
        let key: SpaceKey = match space {
            SpaceOf::Person(person) => (1, person.0),
            SpaceOf::Directory => (2, Uuid::nil()),
        };
        if let Some(n) = self.spaces.get(&key) {
            return Ok(*n);
        }
        let person = (!key.1.is_nil()).then(|| key.1.as_bytes().to_vec());
        let found: Option<i64> = self
            .connection
            .prepare_cached("SELECT n FROM spaces WHERE kind = ? AND person IS ?")?
            .query_row(params![key.0, person], |row| row.get(0))
            .optional()?;
        let n = match found {
            Some(n) => n,
            None => {
                // Version 4: an id that says nothing, not even when it was made.
                self.connection.execute(
                    "INSERT INTO spaces (id, kind, person) VALUES (?, ?, ?)",
                    params![Uuid::new_v4().as_bytes().as_slice(), key.0, person],
                )?;
                self.connection.last_insert_rowid()
            }
        };
        self.spaces.insert(key, n);
        Ok(n)
    }

    fn index(
        &mut self,
        table: &'static Table,
        n: i64,
        id: Uuid,
        before: Option<&[Value]>,
        values: &[Value],
    ) -> Result<()> {
        match table.kind {
            Kind::Service => {
                self.services.entry(id).or_insert(before.is_none());
            }
            Kind::Place => {
                let spot = Spot::of(id, before, values)?;
                // A place that moved to another service was found with the old one until now.
                for service in spot.services() {
                    self.services.entry(service).or_insert(false);
                }
                self.spots.insert(n, spot);
            }
            Kind::Organisation => {
                // Only a new name changes what finds its services.
                if before.is_some() {
                    for service in search::services_of_organisation(self.connection, id)? {
                        self.services.entry(service).or_insert(false);
                    }
                }
            }
            _ => search::index_words(self.connection, table, n, id, before, values)?,
        }
        Ok(())
    }

    /// Ends the transaction: the search words of services, which gather several rows, are written once each, and the points of
    /// places once their services are there.
    pub(crate) fn finish(self) -> Result<(Changes, Option<i64>)> {
        for (n, spot) in &self.spots {
            search::index_spot(self.connection, *n, spot)?;
        }
        for (service, is_new) in &self.services {
            search::index_service(self.connection, *service, *is_new)?;
        }
        Ok((
            Changes {
                kinds: self.kinds,
                at: self.now,
            },
            self.commit,
        ))
    }
}

/// The fields of a row with nothing in it, made once for each kind.
fn blank_of(table: &Table) -> &'static [Value] {
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
