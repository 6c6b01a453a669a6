//! What finds a service: its own words, its organisation's name, its places. Services that are joined stand in the index once, under the
//! record that is kept, with the words of all of them and the places that are shown: so no search has to know that there are several.
//!
//! An import does this fifty thousand times, so a service that stands alone is written by reading no more than the columns it needs.

use crate::error::{Result, StoreError};
use crate::one_service;
use crate::rows::uuid_at;
use crate::search::with_joined;
use crate::spots::note_move;
use alongside_domain::directory::Service;
use alongside_domain::ids::ServiceId;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

/// The words of a record, column by column.
#[derive(Default)]
struct ServiceWords {
    name: String,
    organisation: String,
    tags: String,
    place: String,
    text: String,
}

impl ServiceWords {
    fn add(&mut self, other: &Self) {
        for (to, from) in [
            (&mut self.name, &other.name),
            (&mut self.organisation, &other.organisation),
            (&mut self.tags, &other.tags),
            (&mut self.place, &other.place),
            (&mut self.text, &other.text),
        ] {
            // What all of them say counts once.
            if !to.contains(from.as_str()) {
                add_word(to, from);
            }
        }
    }
}

/// A record, as far as the index goes.
struct Indexed {
    n: i64,
    /// Nothing for what is in the bin.
    words: Option<ServiceWords>,
    /// It names another, or another names it.
    is_joined: bool,
}

/// Writes what finds a service and whatever it is joined with.
pub(crate) fn index_service(connection: &Connection, id: Uuid, is_new: bool) -> Result<()> {
    let Some(read) = read(connection, id)? else {
        return Ok(());
    };
    if read.is_joined {
        return index_together(connection, ServiceId(id));
    }
    if !is_new {
        forget_words(connection, read.n)?;
    }
    match read.words {
        Some(words) => write(connection, read.n, &words),
        None => Ok(()),
    }
}

/// Writes what finds a service whose records have changed: those that it is read from now, be it one.
pub(crate) fn index_together(connection: &Connection, id: ServiceId) -> Result<()> {
    let kept = one_service::kept(connection, id)?;
    let Some(read_kept) = read(connection, kept.0)? else {
        return Ok(());
    };
    let mut all = read_kept.words;
    forget_words(connection, read_kept.n)?;
    let members = one_service::every_record(connection, kept)?;
    for member in members.iter().filter(|member| **member != kept) {
        if let Some(read) = read(connection, member.0)? {
            forget_words(connection, read.n)?;
            if let (Some(all), Some(words)) = (&mut all, &read.words) {
                all.add(words);
            }
        }
    }
    for member in &members {
        connection
            .prepare_cached(
                "DELETE FROM place_points WHERE n IN (SELECT n FROM places WHERE service = ?)",
            )?
            .execute([member.0.as_bytes().as_slice()])?;
    }
    note_move(connection)?;
    let Some(words) = all else {
        return Ok(());
    };
    write(connection, read_kept.n, &words)?;
    let records: Vec<Service> = one_service::records(connection, kept)?;
    for place in one_service::places(connection, &records)? {
        if let Some((latitude, longitude)) = place.latitude.zip(place.longitude) {
            connection
                .prepare_cached(
                    "INSERT INTO place_points (n, south, north, west, east, service) SELECT n, ?1, ?1, ?2, ?2, ?3 FROM places WHERE id = ?4",
                )?
                .execute(params![
                    latitude,
                    longitude,
                    read_kept.n,
                    place.id.0.as_bytes().as_slice()
                ])?;
        }
    }
    Ok(())
}

fn forget_words(connection: &Connection, n: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM service_words WHERE rowid = ?")?
        .execute([n])?;
    Ok(())
}

fn write(connection: &Connection, n: i64, words: &ServiceWords) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO service_words (rowid, name, organisation, tags, place, text) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            n,
            words.name,
            words.organisation,
            words.tags,
            words.place,
            words.text
        ])?;
    Ok(())
}

fn read(connection: &Connection, id: Uuid) -> Result<Option<Indexed>> {
    let key = id.as_bytes().as_slice();
    let mut service = connection.prepare_cached(
        "SELECT s.n, s.archived, s.name, s.also_known_as, coalesce(o.name, ''), s.area, s.tags, s.needs,
                s.description, s.eligibility, s.how_to_join, s.access,
                s.same_as IS NOT NULL OR EXISTS (SELECT 1 FROM services twice WHERE twice.same_as = s.id)
         FROM services s LEFT JOIN organisations o ON o.id = s.organisation WHERE s.id = ?",
    )?;
    let mut rows = service.query([key])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let indexed = Indexed {
        n: row.get(0)?,
        words: None,
        is_joined: row.get(12)?,
    };
    if row.get::<_, Option<i64>>(1)?.is_some() {
        return Ok(Some(indexed));
    }
    let mut words = ServiceWords {
        name: with_joined(&format!("{} {}", text_at(row, 2)?, text_at(row, 3)?)),
        organisation: with_joined(text_at(row, 4)?),
        place: place_words(connection, key)?,
        ..ServiceWords::default()
    };
    add_word(&mut words.place, text_at(row, 5)?);
    for column in 6..8 {
        let list: Vec<String> = serde_json::from_str(text_at(row, column)?)
            .map_err(|_| StoreError::Damaged("a list is not one"))?;
        for tag in list {
            add_word(&mut words.tags, &tag);
        }
    }
    for column in 8..12 {
        add_word(&mut words.text, text_at(row, column)?);
    }
    Ok(Some(Indexed {
        words: Some(words),
        ..indexed
    }))
}

fn place_words(connection: &Connection, service: &[u8]) -> Result<String> {
    let mut places = connection.prepare_cached(
        "SELECT name, address, town, postcode FROM places WHERE service = ? AND archived IS NULL ORDER BY n",
    )?;
    let mut words = String::new();
    let mut rows = places.query([service])?;
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            add_word(&mut words, text_at(row, column)?);
        }
        add_word(&mut words, &text_at(row, 3)?.replace(' ', ""));
    }
    Ok(words)
}

/// The services of an organisation.
pub(crate) fn services_of_organisation(connection: &Connection, id: Uuid) -> Result<Vec<Uuid>> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM services WHERE organisation = ?")?;
    let found = statement
        .query_map([id.as_bytes().as_slice()], |row| uuid_at(row, 0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn text_at<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r str> {
    row.get_ref(column)?
        .as_str()
        .map_err(|_| StoreError::Damaged("a text is not one"))
}

pub(crate) fn add_word(to: &mut String, word: &str) {
    if !word.is_empty() {
        if !to.is_empty() {
            to.push(' ');
        }
        to.push_str(word);
    }
}
