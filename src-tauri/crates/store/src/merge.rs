//! How what several people wrote becomes one row, and where they differ.
//!
//! A pure function of the *set* of a record's operations: in whatever order they arrive, and however often, the row, its stamps and
//! its differences are the same. Applying one operation to a row that it fits (the usual case) is a short cut to the same end, and
//! a test holds it to that.
//!
//! The writes of a field form a tree: each has the value that its writer saw as its parent (`base`). The latest write stands. A
//! write that nobody wrote over, nobody settled, and that does not stand, is a *difference*: its writer and the one whose value
//! stands did not see one another. Equal values are one: nobody needs to be asked about a value that somebody has already seen and
//! written over.

use crate::clock::{Stamp, Stamps};
use crate::fault::{self, Fault};
use crate::log::Operation;
use alongside_domain::record::FieldInfo;
use alongside_domain::{Table, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// An operation on a record, as the log has it.
pub(crate) struct Logged {
    /// Its commit's stamp.
    pub stamp: Stamp,
    /// Its commit.
    pub commit: Uuid,
    /// What it wrote.
    pub operation: Operation,
}

/// What makes one write later than another. Two devices that were cloned from one could give the same stamp: then the commit tells.
pub(crate) type Order = (Stamp, Uuid);

/// A field's value as one commit wrote it.
struct Write<'l> {
    order: Order,
    schema: u16,
    base: Option<Stamp>,
    settles: Vec<Stamp>,
    value: &'l Value,
    saw: Option<&'l [u8]>,
}

/// What kind of difference it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceSort {
    /// Two values of one field.
    Values,
    /// Somebody put the record in the bin, and somebody else, who did not know, went on writing: it was brought back.
    Revived,
}

/// A difference of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Open {
    pub field: u16,
    pub sort: DifferenceSort,
    /// The write whose value stands; for a record that was brought back, the latest that the archiving had not seen.
    pub winning: Order,
    /// The field of the winning write.
    pub winning_field: u16,
    /// The write that is to be looked at.
    pub losing: Order,
}

/// A record as its operations make it.
#[derive(Debug, PartialEq)]
pub(crate) struct Folded {
    /// Its fields in the order of the table.
    pub values: Vec<Value>,
    /// When each was written, also those that only a newer version knows.
    pub stamps: Stamps,
    /// What its writers have not seen of one another.
    pub open: Vec<Open>,
}

/// Works out a record. The operations of one commit must be in their order; commits may be in any.
pub(crate) fn fold(table: &Table, blank: &[Value], operations: &[Logged]) -> Folded {
    let mut made = Stamp::default();
    let mut fields: BTreeMap<u16, BTreeMap<Order, Write<'_>>> = BTreeMap::new();
    for logged in operations {
        let order = (logged.stamp, logged.commit);
        if logged.operation.makes() {
            made = made.max(logged.stamp);
        }
        for write in &logged.operation.fields {
            let writes = fields.entry(write.field).or_default();
            let known = writes.entry(order).or_insert_with(|| Write {
                order,
                schema: logged.operation.schema,
                base: write.base,
                settles: Vec::new(),
                value: &write.value,
                saw: None,
            });
            // What one commit wrote twice is one write: of the last value, over what the first saw.
            known.value = &write.value;
            known.saw = logged.operation.saw.as_deref();
            if !fault::is(Fault::LoseSettles) {
                known.settles.extend(&write.settles);
            }
        }
    }
    let mut stamps = Stamps::made(made);
    let mut open = Vec::new();
    for (field, writes) in &fields {
        if let Some((order, _)) = writes.last_key_value()
            && order.0 != made
        {
            stamps.set(*field, order.0);
        }
        differences(*field, writes, &mut open);
    }
    let mut values: Vec<Value> = table
        .fields
        .iter()
        .zip(blank)
        .map(|(field, blank)| {
            fields
                .get(&field.number)
                .and_then(|writes| {
                    // What this version cannot hold waits in the log; the last that it can hold stands meanwhile.
                    writes
                        .values()
                        .rev()
                        .find(|write| holds(table, field, write.value))
                })
                .map_or_else(|| blank.clone(), |write| write.value.clone())
        })
        .collect();
    if let Some(revived) = revived(&fields) {
        if let Some(archived) = values.first_mut() {
            *archived = Value::Null;
        }
        open.push(revived);
    }
    open.sort_unstable();
    Folded {
        values,
        stamps,
        open,
    }
}

/// Whether this version can hold a value in a field.
pub(crate) fn holds(table: &Table, field: &FieldInfo, value: &Value) -> bool {
    fault::knows_field(table.kind, field.number)
        && stands_in(field, value)
        && (table.show_field)(field.name, value.clone()).is_ok()
}

/// Whether the field's column takes a value: a text of nothing is empty and never missing, and a number that is none is nothing. Only a
/// peer that is broken or means harm sends such; it must not stop what comes after it.
pub(crate) fn stands_in(field: &FieldInfo, value: &Value) -> bool {
    match value {
        Value::Null => !field.sql.contains("NOT NULL"),
        Value::Real(number) => !number.is_nan(),
        _ => true,
    }
}

/// The writes of a field that are to be looked at.
fn differences(field: u16, writes: &BTreeMap<Order, Write<'_>>, open: &mut Vec<Open>) {
    let Some((_, standing)) = writes.last_key_value() else {
        return;
    };
    if writes.len() == 1 {
        return;
    }
    let superseded: BTreeSet<Stamp> = writes
        .values()
        .flat_map(|write| {
            let own = write.order.0;
            write
                .base
                .into_iter()
                .chain(write.settles.iter().copied())
                .filter(move |stamp| *stamp != own)
        })
        .collect();
    for write in writes.values() {
        if write.order == standing.order
            || write.value == standing.value
            || superseded.contains(&write.order.0)
        {
            continue;
        }
        // A value that somebody saw and wrote over need not be asked about again. But who looked at a difference and kept what
        // stood wrote the same value once more, as a decision: what they saw does not speak for it.
        let was_seen = writes.values().any(|other| {
            other.value == write.value
                && superseded.contains(&other.order.0)
                && (write.settles.is_empty() || write.base != Some(other.order.0))
        });
        if !was_seen {
            open.push(Open {
                field,
                sort: DifferenceSort::Values,
                winning: standing.order,
                winning_field: field,
                losing: write.order,
            });
        }
    }
}

/// What brings a record back from the bin: something written that its archiving had not seen.
fn revived(fields: &BTreeMap<u16, BTreeMap<Order, Write<'_>>>) -> Option<Open> {
    let (_, archiving) = fields.get(&0)?.last_key_value()?;
    if *archiving.value == Value::Null || fault::is(Fault::StayInBin) {
        return None;
    }
    let saw = archiving.saw.and_then(|bytes| Stamps::read(bytes).ok());
    let latest = fields
        .iter()
        .filter(|(field, _)| **field != 0)
        .filter_map(|(field, writes)| {
            let (_, write) = writes.last_key_value()?;
            let is_unseen = match &saw {
                Some(saw) => write.order.0 > saw.of(*field),
                // Schema 1 did not say what it saw; it had one laptop, which had seen all.
                None => write.schema >= 2 && write.order > archiving.order,
            };
            is_unseen.then_some((write.order, *field))
        })
        .max()?;
    Some(Open {
        field: 0,
        sort: DifferenceSort::Revived,
        winning: latest.0,
        winning_field: latest.1,
        losing: archiving.order,
    })
}
