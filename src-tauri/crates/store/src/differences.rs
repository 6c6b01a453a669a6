//! Differences to look at: what two people wrote without seeing one another.
//!
//! The table says where they are; what they are is worked out from the log when somebody looks, so that no word stands twice.
//! Deciding is a change like any other: it travels, it is in history, and it can be undone.

use crate::Store;
use crate::clock::Stamp;
use crate::error::{Result, StoreError};
use crate::log::Operation;
use crate::merge::{self, DifferenceSort, Folded, Logged, Open, Order};
use crate::rows::{self, uuid_at};
use crate::transact::{Tx, blank_of};
use alongside_domain::ids::PersonId;
use alongside_domain::{Kind, Moment, SpaceOf, Table, Value};
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

/// Names a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DifferenceKey {
    /// The kind of the record.
    pub kind: Kind,
    /// The record.
    pub record: Uuid,
    /// The field; 0 for a record that was brought back from the bin.
    pub field: u16,
    /// The stamp of the value that does not stand.
    pub losing: Stamp,
}

/// One side of a difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// What was written, as it is stored.
    pub value: Value,
    /// The same, as a screen shows it; null where this version cannot show it.
    pub json: serde_json::Value,
    /// By whom.
    pub by: String,
    /// When, on the writer's clock.
    pub at: Moment,
    /// In the course of what, as the caller named it.
    pub did: String,
    /// On which device.
    pub device: [u8; 8],
    /// Its place in the order of all that was written.
    pub stamp: Stamp,
}

/// Two values of which one stands, or a record that was put in the bin and brought back.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Names it.
    pub key: DifferenceKey,
    /// What kind of difference it is.
    pub sort: DifferenceSort,
    /// Whose record it is; nothing for the directory.
    pub person: Option<PersonId>,
    /// The field that the standing side wrote: that of the key, save for a record that was brought back, where it is what was
    /// written last without knowing of the bin.
    pub standing_field: u16,
    /// What stands.
    pub standing: Side,
    /// What does not; for a record that was brought back, the archiving.
    pub losing: Side,
}

/// Whether a record has any.
pub(crate) fn are_of(connection: &Connection, kind: Kind, record: Uuid) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM differences WHERE record = ? AND kind = ? LIMIT 1")?
        .exists(params![record.as_bytes().as_slice(), kind as u8])?)
}

/// The operations of a record as the log has them, those that do not belong to its space left out.
pub(crate) fn logged(connection: &Connection, kind: Kind, record: Uuid) -> Result<Vec<Logged>> {
    let mut statement = connection.prepare_cached(
        "SELECT c.stamp, c.id, o.body FROM operations o JOIN commits c ON c.n = o.commit_n
         WHERE o.record = ? AND o.kind = ? AND o.waits IS NOT 2 ORDER BY o.n",
    )?;
    let mut rows = statement.query(params![record.as_bytes().as_slice(), kind as u8])?;
    let mut logged = Vec::new();
    while let Some(row) = rows.next()? {
        logged.push(Logged {
            stamp: Stamp::read(row.get_ref(0)?.as_blob().unwrap_or(&[]))?,
            commit: uuid_at(row, 1)?,
            operation: Operation::read(row.get_ref(2)?.as_blob().unwrap_or(&[]))?,
        });
    }
    Ok(logged)
}

/// A record as its operations make it; nothing if it has none.
pub(crate) fn folded(
    connection: &Connection,
    table: &'static Table,
    record: Uuid,
) -> Result<Option<Folded>> {
    let logged = logged(connection, table.kind, record)?;
    Ok((!logged.is_empty()).then(|| merge::fold(table, blank_of(table), &logged)))
}

/// Works out a record's differences again, after it was changed.
pub(crate) fn refresh(connection: &Connection, table: &'static Table, record: Uuid) -> Result<()> {
    let open = folded(connection, table, record)?.map_or_else(Vec::new, |folded| folded.open);
    keep(connection, table.kind, record, &open)
}

/// Keeps these as the differences of a record, and no others.
pub(crate) fn keep(connection: &Connection, kind: Kind, record: Uuid, open: &[Open]) -> Result<()> {
    let record = record.as_bytes().as_slice();
    connection
        .prepare_cached("DELETE FROM differences WHERE record = ? AND kind = ?")?
        .execute(params![record, kind as u8])?;
    for one in open {
        connection
            .prepare_cached(
                "INSERT INTO differences (space, kind, record, field, losing, losing_commit, sort)
                 SELECT o.space, ?1, ?2, ?3, ?4, ?5, ?6 FROM operations o WHERE o.record = ?2 AND o.kind = ?1 LIMIT 1",
            )?
            .execute(params![
                kind as u8,
                record,
                one.field,
                one.losing.0.0.as_slice(),
                one.losing.1.as_bytes().as_slice(),
                match one.sort {
                    DifferenceSort::Values => 1,
                    DifferenceSort::Revived => 2,
                }
            ])?;
    }
    Ok(())
}

impl Store {
    /// Everything that is to be looked at, the latest first. Nobody is asked about what only a snapshot says so far.
    ///
    /// # Errors
    /// Those of the file.
    pub fn differences(&self) -> Result<Vec<Difference>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT DISTINCT d.kind, d.record, s.person FROM differences d JOIN spaces s ON s.n = d.space
                 WHERE s.id NOT IN (SELECT space FROM snapshots)",
            )?;
            let mut rows = statement.query([])?;
            let mut all = Vec::new();
            while let Some(row) = rows.next()? {
                let Some(kind) = Kind::from_number(row.get(0)?) else {
                    continue;
                };
                let (record, person) = (uuid_at(row, 1)?, uuid_at(row, 2)?);
                let person = (!person.is_nil()).then_some(PersonId(person));
                of_record(connection, kind, record, person, &mut all)?;
            }
            all.sort_by(|a, b| {
                let latest = |one: &Difference| one.standing.stamp.max(one.losing.stamp);
                latest(b).cmp(&latest(a)).then(a.key.cmp(&b.key))
            });
            Ok(all)
        })
    }

    /// How many there are.
    ///
    /// # Errors
    /// Those of the file.
    pub fn differences_count(&self) -> Result<u32> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT count(*) FROM differences d JOIN spaces s ON s.n = d.space WHERE s.id NOT IN (SELECT space FROM snapshots)")?
                .query_row([], |row| row.get(0))?)
        })
    }
}

fn of_record(
    connection: &Connection,
    kind: Kind,
    record: Uuid,
    person: Option<PersonId>,
    all: &mut Vec<Difference>,
) -> Result<()> {
    let table = kind.table();
    let logged = logged(connection, kind, record)?;
    let folded = merge::fold(table, blank_of(table), &logged);
    for open in folded.open {
        all.push(Difference {
            key: DifferenceKey {
                kind,
                record,
                field: open.field,
                losing: open.losing.0,
            },
            sort: open.sort,
            person,
            standing_field: open.winning_field,
            standing: side(connection, table, &logged, open.winning_field, open.winning)?,
            losing: side(connection, table, &logged, open.field, open.losing)?,
        });
    }
    Ok(())
}

fn side(
    connection: &Connection,
    table: &Table,
    logged: &[Logged],
    field: u16,
    order: Order,
) -> Result<Side> {
    let value = logged
        .iter()
        .rev()
        .filter(|logged| (logged.stamp, logged.commit) == order)
        .find_map(|logged| {
            let write = logged.operation.fields.iter().rev();
            write.clone().find(|write| write.field == field)
        })
        .map_or(Value::Null, |write| write.value.clone());
    let json = table
        .fields
        .iter()
        .find(|known| known.number == field)
        .and_then(|known| (table.show_field)(known.name, value.clone()).ok())
        .unwrap_or_default();
    let (by, at, did) = connection
        .prepare_cached("SELECT by, at, did FROM commits WHERE id = ?")?
        .query_row([order.1.as_bytes().as_slice()], |row| {
            Ok((row.get(0)?, Moment(row.get(1)?), row.get(2)?))
        })
        .optional()?
        .ok_or(StoreError::Damaged("a commit is not there"))?;
    Ok(Side {
        value,
        json,
        by,
        at,
        did,
        device: order.0.device(),
        stamp: order.0,
    })
}

impl Tx<'_> {
    /// Decides a difference: for a value of its own, or (`None`) for what stands. For a record that was brought back, what stands
    /// is that it is out of the bin.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if it is not there, or not any more; the rule that the value breaks.
    pub fn settle(&mut self, difference: &DifferenceKey, value: Option<Value>) -> Result<()> {
        let table = difference.kind.table();
        let open = folded(self.connection, table, difference.record)?
            .map_or_else(Vec::new, |folded| folded.open);
        if !open
            .iter()
            .any(|open| (open.field, open.losing.0) == (difference.field, difference.losing))
        {
            return Err(StoreError::NotFound);
        }
        let stored =
            rows::find(self.connection, table, difference.record)?.ok_or(StoreError::NotFound)?;
        let mut values = stored.values.clone();
        if let Some(value) = value {
            let at = table
                .fields
                .iter()
                .position(|field| field.number == difference.field)
                .ok_or(StoreError::NotFound)?;
            if let Some(place) = values.get_mut(at) {
                *place = value;
            }
        }
        let space: SpaceOf = (table.space)(difference.record, &values)?;
        self.change_settling(
            table,
            difference.record,
            stored,
            space,
            &values,
            Some((difference.field, difference.losing)),
        )
    }
}
