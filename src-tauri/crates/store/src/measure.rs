//! The reading queries over any connection, for `cargo xtask bench` only: it runs the very same ones on an unencrypted copy, to
//! say what encryption and our own work cost. Nothing here opens or writes a file.

use crate::directory::{Found, ServiceQuery};
use crate::people::{Counts, PeopleQuery, PersonRow};
use crate::spelling::Vocabulary;
use crate::{Result, directory, people};
use rusqlite::Connection;

/// [`crate::Store::people`].
///
/// # Errors
/// Those of the file.
pub fn people(
    connection: &Connection,
    query: &PeopleQuery,
) -> Result<(u32, Vec<PersonRow>, Counts)> {
    people::list(connection, query)
}

/// [`crate::Store::services`].
///
/// # Errors
/// Those of the file.
pub fn services(connection: &Connection, query: &ServiceQuery) -> Result<Found> {
    directory::search(connection, query, &|| {
        Ok(std::sync::Arc::new(Vocabulary::read(connection)?))
    })
}
