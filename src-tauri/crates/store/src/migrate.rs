//! Schemas, oldest first. Append-only: a schema that was released is never edited, and a migration never writes operations
//! (a change of shape is not something that a member did).

use crate::error::Result;
use rusqlite::{Connection, TransactionBehavior};

/// Each schema's SQL; its place plus one is its number.
const SCHEMAS: &[&str] = &[
    include_str!("schema/v1.sql"),
    concat!(
        include_str!("schema/v2.sql"),
        include_str!("schema/v2_casework.sql"),
        include_str!("schema/v2_directory.sql"),
    ),
];

/// The newest schema that this program knows.
pub const NEWEST: i64 = 2;

/// Brings a file of an earlier schema up to [`NEWEST`].
///
/// # Errors
/// Those of the file; then it is as it was.
pub(crate) fn up_to_date(connection: &mut Connection, found: i64) -> Result<()> {
    for (schema, number) in SCHEMAS.iter().zip(1_i64..).filter(|(_, n)| *n > found) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(schema)?;
        tx.pragma_update(None, "user_version", number)?;
        tx.commit()?;
    }
    Ok(())
}

/// The schema of a file; 0 for an empty one.
pub(crate) fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
