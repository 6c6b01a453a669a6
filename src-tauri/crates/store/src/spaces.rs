//! Spaces: who shares what. The unit of sharing, of encryption and of erasure.

use crate::error::{Result, StoreError};
use crate::ids::Ids;
use crate::rows::uuid_at;
use alongside_domain::SpaceOf;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

/// The kind of a person's space.
pub const PERSON: u8 = 1;
/// The kind of the directory's.
pub const DIRECTORY: u8 = 2;
/// The kind of the team's own.
pub const TEAM: u8 = 3;
/// The kind of a member's own: reflections, supervision notes.
pub const PRIVATE: u8 = 4;

/// The kind of a space, and whose it is.
pub(crate) fn key_of(space: SpaceOf) -> (u8, Option<Uuid>) {
    match space {
        SpaceOf::Person(person) => (PERSON, Some(person.0)),
        SpaceOf::Directory => (DIRECTORY, None),
        SpaceOf::Team => (TEAM, None),
        SpaceOf::Private => (PRIVATE, None),
    }
}

/// What a space is for, from its kind and whose it is.
pub(crate) fn read(kind: u8, person: Uuid) -> SpaceOf {
    match kind {
        PERSON => SpaceOf::Person(person.into()),
        DIRECTORY => SpaceOf::Directory,
        PRIVATE => SpaceOf::Private,
        _ => SpaceOf::Team,
    }
}

/// The rowid of the space to write in, made if there is none.
///
/// # Errors
/// [`StoreError::NotFound`] if it was erased: nothing of it comes back.
pub(crate) fn to_write(connection: &Connection, ids: &dyn Ids, space: SpaceOf) -> Result<i64> {
    let (kind, person) = key_of(space);
    let person = person.map(|person| person.as_bytes().to_vec());
    // Where there are two directories, on the way into a team, the shared one is written.
    let found: Option<(i64, bool)> = connection
        .prepare_cached(
            "SELECT n, erased FROM spaces WHERE kind = ? AND person IS ? ORDER BY erased, secret IS NULL, n LIMIT 1",
        )?
        .query_row(params![kind, person], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((_, true)) => Err(StoreError::NotFound),
        Some((n, false)) => Ok(n),
        None => {
            connection.execute(
                "INSERT INTO spaces (id, kind, person) VALUES (?, ?, ?)",
                params![ids.secret_space().as_bytes().as_slice(), kind, person],
            )?;
            Ok(connection.last_insert_rowid())
        }
    }
}

/// A space as the file keeps it.
pub(crate) struct Kept {
    pub n: i64,
    pub kind: u8,
    pub person: Option<Uuid>,
    pub is_erased: bool,
}

/// Finds a space by its id.
pub(crate) fn find(connection: &Connection, id: Uuid) -> Result<Option<Kept>> {
    Ok(connection
        .prepare_cached("SELECT n, kind, person, erased FROM spaces WHERE id = ?")?
        .query_row([id.as_bytes().as_slice()], |row| {
            let person = uuid_at(row, 2)?;
            Ok(Kept {
                n: row.get(0)?,
                kind: row.get(1)?,
                person: (!person.is_nil()).then_some(person),
                is_erased: row.get(3)?,
            })
        })
        .optional()?)
}
