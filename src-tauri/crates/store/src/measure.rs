//! The reading queries over any connection, for `cargo xtask bench` only: it runs the very same ones on an unencrypted copy, to
//! say what encryption and our own work cost. Nothing here opens or writes a file.

use crate::directory::{Found, Remembered, ServiceQuery};
use crate::one_person::{MaybeSame, Sought, Twice};
use crate::people::{Counts, PeopleQuery, PersonRow, Whole};
use crate::things::{self, Thing};
use crate::today::Today;
use crate::{Result, directory, local, one_person, people, today};
use alongside_domain::ids::PersonId;
use chrono::NaiveDate;
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
    directory::search(connection, query, None, &Remembered::default())
}

/// [`crate::Store::today`].
///
/// # Errors
/// Those of the file.
pub fn today(connection: &Connection, day: NaiveDate) -> Result<Today> {
    today::read(connection, day, &local::worker(connection)?)
}

/// [`crate::Store::person`].
///
/// # Errors
/// Those of the file.
pub fn person(
    connection: &Connection,
    id: PersonId,
    contacts: u32,
    day: NaiveDate,
) -> Result<Whole> {
    people::whole(connection, id, contacts, day)
}

/// [`crate::Store::maybe_same`].
///
/// # Errors
/// Those of the file.
pub fn maybe_same(
    connection: &Connection,
    sought: &[Sought],
    day: NaiveDate,
) -> Result<Vec<Vec<MaybeSame>>> {
    one_person::maybe_same(connection, sought, day)
}

/// [`crate::Store::recorded_twice`].
///
/// # Errors
/// Those of the file.
pub fn recorded_twice(connection: &Connection, day: NaiveDate) -> Result<Vec<Twice>> {
    one_person::recorded_twice(connection, day, &local::worker(connection)?)
}

/// [`crate::Store::things`].
///
/// # Errors
/// Those of the file.
pub fn things(connection: &Connection, text: &str, limit: usize) -> Result<Vec<Thing>> {
    things::things(connection, text, limit)
}
