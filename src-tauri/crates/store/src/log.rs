//! The change log: what a commit did, as numbered fields, so that another device can do the same.
//!
//! A commit is one thing a member did, whole or not at all; an operation is what it did to one row. The part that leaves the
//! laptop ([`Operation`]) says for each field its new value and the stamp of the value that the writer saw (`base`). The values
//! that were replaced stay here, for undo and history.

use crate::clock::Stamp;
use crate::error::{Result, StoreError};
use alongside_domain::{Kind, Moment, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The version of the records that an operation speaks of. Raised when a field or kind is added.
pub const SCHEMA: u16 = 1;

/// A field that an operation writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldWrite {
    /// The field's number in its kind.
    pub field: u16,
    /// Its new value.
    pub value: Value,
    /// The stamp of the value that the writer saw; nothing when the row was made by this operation.
    pub base: Option<Stamp>,
}

/// What a commit did to one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// [`SCHEMA`] of the writer.
    pub schema: u16,
    /// The fields written. A row's first operation makes it; fields left out are blank.
    pub fields: Vec<FieldWrite>,
}

impl Operation {
    /// In bytes (postcard).
    pub(crate) fn bytes(&self) -> Result<Vec<u8>> {
        postcard::to_allocvec(self).map_err(|_| StoreError::Internal("an operation has no bytes"))
    }

    /// From bytes.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        postcard::from_bytes(bytes).map_err(|_| StoreError::Damaged("an operation cannot be read"))
    }
}

/// The values that an operation replaced, in the order of its fields.
pub(crate) fn replaced_bytes(values: &[Value]) -> Result<Vec<u8>> {
    postcard::to_allocvec(values).map_err(|_| StoreError::Internal("values have no bytes"))
}

/// The same, read.
pub(crate) fn read_replaced(bytes: &[u8]) -> Result<Vec<Value>> {
    postcard::from_bytes(bytes).map_err(|_| StoreError::Damaged("replaced values cannot be read"))
}

/// What a commit is to undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Something done.
    Do = 0,
    /// Something undone.
    Undo = 1,
    /// Something done again.
    Redo = 2,
}

impl Turn {
    pub(crate) fn read(number: i64) -> Self {
        match number {
            1 => Self::Undo,
            2 => Self::Redo,
            _ => Self::Do,
        }
    }
}

/// A commit as the log keeps it, for replay on another device.
#[derive(Clone, Debug, PartialEq)]
pub struct Commit {
    /// Its id.
    pub id: Uuid,
    /// Its place in the order of all commits.
    pub stamp: Stamp,
    /// When it was written, on the writer's clock.
    pub at: Moment,
    /// Who wrote it.
    pub by: String,
    /// What they did, as the caller named it.
    pub did: String,
    /// What it did to each row, in order.
    pub operations: Vec<LoggedOperation>,
}

/// An operation in its commit.
#[derive(Clone, Debug, PartialEq)]
pub struct LoggedOperation {
    /// The space of the row.
    pub space: Uuid,
    /// The kind of the row.
    pub kind: Kind,
    /// The row.
    pub record: Uuid,
    /// What was written.
    pub operation: Operation,
}

/// One field of one row, changed once.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// In the course of what, as the caller named it.
    pub did: String,
    /// Which field.
    pub field: u16,
    /// What it held; nothing if the row was made then.
    pub before: Option<Value>,
    /// What it held afterwards.
    pub after: Value,
}
