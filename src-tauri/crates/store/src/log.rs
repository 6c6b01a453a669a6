//! The change log: what a commit did, as numbered fields, so that another device can do the same.
//!
//! A commit is one thing a member did, or, of a large change, one of several that follow one another; an operation is what it did
//! to one row. The part that leaves the laptop ([`Operation`]) says for each field its new value and the stamp of the value that the
//! writer saw (`base`). The values that were replaced stay here, for undo and history.

use crate::clock::Stamp;
use crate::error::{Result, StoreError};
use alongside_domain::{Moment, Value};
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::ser::SerializeTuple as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The version of the records that an operation speaks of. Raised when a field or kind is added, or an operation can say more.
///
/// 1: fields with value and base. 2: also what a write settles, and what an archiving saw.
pub const SCHEMA: u16 = 2;

/// A field that an operation writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldWrite {
    /// The field's number in its kind.
    pub field: u16,
    /// Its new value.
    pub value: Value,
    /// The stamp of the value that the writer saw; nothing when the row was made by this operation.
    pub base: Option<Stamp>,
    /// Stamps of values that the writer looked at and decided against.
    pub settles: Vec<Stamp>,
}

/// What a commit did to one row.
///
/// In bytes (postcard) it has the layout of its own `schema`: what was written by an earlier version is read for ever.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// [`SCHEMA`] of the writer.
    pub schema: u16,
    /// The fields written. A row's first operation makes it; fields left out are blank.
    pub fields: Vec<FieldWrite>,
    /// When it put the row in the bin: the row's stamps ([`crate::clock::Stamps`]) as its writer left them. What was written
    /// without being among them brings the row back.
    pub saw: Option<Vec<u8>>,
}

/// [`FieldWrite`] as schema 1 wrote it.
#[derive(Deserialize)]
struct FieldWrite1 {
    field: u16,
    value: Value,
    base: Option<Stamp>,
}

/// The same, to write without copying.
#[derive(Serialize)]
struct FieldWrite1Ref<'w> {
    field: u16,
    value: &'w Value,
    base: Option<Stamp>,
}

impl Serialize for Operation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.schema < 2 {
            let fields: Vec<FieldWrite1Ref<'_>> = self
                .fields
                .iter()
                .map(|write| FieldWrite1Ref {
                    field: write.field,
                    value: &write.value,
                    base: write.base,
                })
                .collect();
            return (self.schema, fields).serialize(serializer);
        }
        let mut parts = serializer.serialize_tuple(3)?;
        parts.serialize_element(&self.schema)?;
        parts.serialize_element(&self.fields)?;
        parts.serialize_element(&self.saw)?;
        parts.end()
    }
}

impl<'de> Deserialize<'de> for Operation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts;

        impl<'de> Visitor<'de> for Parts {
            type Value = Operation;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an operation")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Operation, A::Error> {
                let short = || A::Error::custom("an operation is cut short");
                let schema: u16 = parts.next_element()?.ok_or_else(short)?;
                if schema < 2 {
                    let fields: Vec<FieldWrite1> = parts.next_element()?.ok_or_else(short)?;
                    let fields = fields
                        .into_iter()
                        .map(|write| FieldWrite {
                            field: write.field,
                            value: write.value,
                            base: write.base,
                            settles: Vec::new(),
                        })
                        .collect();
                    return Ok(Operation {
                        schema,
                        fields,
                        saw: None,
                    });
                }
                Ok(Operation {
                    schema,
                    fields: parts.next_element()?.ok_or_else(short)?,
                    saw: parts.next_element()?.ok_or_else(short)?,
                })
            }
        }

        deserializer.deserialize_tuple(3, Parts)
    }
}

impl Operation {
    /// In bytes (postcard).
    pub(crate) fn bytes(&self) -> Result<Vec<u8>> {
        postcard::to_allocvec(self).map_err(|_| StoreError::Internal("an operation has no bytes"))
    }

    /// Whether it makes its row: it saw nothing that was there before.
    #[must_use]
    pub fn makes(&self) -> bool {
        self.fields.iter().all(|write| write.base.is_none())
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
    /// Something that nobody here did with their own hands (a list that renewed itself): undo passes it by.
    Apart = 3,
}

impl Turn {
    pub(crate) fn read(number: i64) -> Self {
        match number {
            1 => Self::Undo,
            2 => Self::Redo,
            3 => Self::Apart,
            _ => Self::Do,
        }
    }
}

/// A commit as the log keeps it and as it travels: what a pack carries is a list of these, each with its operations in one space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoggedOperation {
    /// The space of the row.
    pub space: Uuid,
    /// The number of the row's kind ([`alongside_domain::Kind`]); one that this version does not know is kept all the same.
    pub kind: u8,
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
