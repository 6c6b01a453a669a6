//! The search index: what is written to it with every change, and how words typed become a query.

use crate::error::Result;
use crate::rows::{self, uuid_at};
use alongside_domain::directory::{Organisation, Place, Service};
use alongside_domain::ids::{OrganisationId, ServiceId};
use alongside_domain::record::{Table, Words};
use alongside_domain::{Kind, Record, Value};
use rusqlite::{Connection, params};
use uuid::Uuid;

/// A rowid of `person_words` holds the row and its kind: there are fewer than 64 kinds.
const KINDS: i64 = 64;

/// The rowid in `person_words` of the words of a row.
pub(crate) fn words_rowid(kind: Kind, n: i64) -> i64 {
    n * KINDS + i64::from(kind as u8)
}

/// The row and kind of a rowid of `person_words`.
pub(crate) fn row_of_words(rowid: i64) -> (i64, Option<Kind>) {
    let kind = u8::try_from(rowid % KINDS).ok().and_then(Kind::from_number);
    (rowid / KINDS, kind)
}

/// Writes the search words of a row of a person's space, if they changed. What is in the bin is not found.
pub(crate) fn index_words(
    connection: &Connection,
    table: &'static Table,
    n: i64,
    id: Uuid,
    before: Option<&[Value]>,
    values: &[Value],
) -> Result<()> {
    let words_of = |values: &[Value]| -> Result<Option<Words>> {
        if values.first() != Some(&Value::Null) {
            return Ok(None);
        }
        Ok((table.words)(id, values)?)
    };
    let old = before.map(words_of).transpose()?.flatten();
    let new = words_of(values)?;
    if old == new {
        return Ok(());
    }
    let rowid = words_rowid(table.kind, n);
    if old.is_some() {
        connection
            .prepare_cached("DELETE FROM person_words WHERE rowid = ?")?
            .execute([rowid])?;
    }
    if let Some(words) = new {
        connection
            .prepare_cached(
                "INSERT INTO person_words (rowid, names, details, notes) VALUES (?, ?, ?, ?)",
            )?
            .execute(params![rowid, words.names, words.details, words.notes])?;
    }
    Ok(())
}

/// Writes where a place is.
pub(crate) fn index_place(
    connection: &Connection,
    n: i64,
    id: Uuid,
    values: &[Value],
) -> Result<()> {
    let place = Place::from_values(id, values.to_vec())?;
    connection
        .prepare_cached("DELETE FROM place_points WHERE n = ?")?
        .execute([n])?;
    let (Some(latitude), Some(longitude), None) = (place.latitude, place.longitude, place.archived)
    else {
        return Ok(());
    };
    connection
        .prepare_cached(
            "INSERT INTO place_points (n, south, north, west, east, service)
             SELECT ?1, ?2, ?2, ?3, ?3, n FROM services WHERE id = ?4",
        )?
        .execute(params![
            n,
            latitude,
            longitude,
            place.service.0.as_bytes().as_slice()
        ])?;
    Ok(())
}

/// The service that a place belongs to.
pub(crate) fn service_of_place(id: Uuid, values: &[Value]) -> Result<Option<Uuid>> {
    let place = Place::from_values(id, values.to_vec())?;
    Ok((!place.service.0.is_nil()).then_some(place.service.0))
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

/// Writes the search words of a service: its own, its organisation's name, its places.
pub(crate) fn index_service(connection: &Connection, id: Uuid) -> Result<()> {
    let Some(stored) = rows::find(connection, Service::TABLE, id)? else {
        return Ok(());
    };
    connection
        .prepare_cached("DELETE FROM service_words WHERE rowid = ?")?
        .execute([stored.n])?;
    let service = Service::from_values(id, stored.values)?;
    if service.archived.is_some() {
        return Ok(());
    }
    let organisation = match service.organisation {
        Some(OrganisationId(id)) => rows::find(connection, Organisation::TABLE, id)?
            .map(|stored| Organisation::from_values(id, stored.values))
            .transpose()?
            .map(|organisation| organisation.name.0)
            .unwrap_or_default(),
        None => String::new(),
    };
    let places = places_of(connection, service.id)?;
    let place: Vec<String> = places
        .iter()
        .flat_map(|place| {
            [
                place.name.0.clone(),
                place.address.0.clone(),
                place.town.0.clone(),
                place.postcode.0.clone(),
                place.postcode.0.replace(' ', ""),
            ]
        })
        .chain([service.area.0.clone()])
        .collect();
    let tags: Vec<&str> = service
        .tags
        .iter()
        .chain(&service.needs)
        .map(String::as_str)
        .collect();
    let text = [
        &service.description,
        &service.eligibility,
        &service.how_to_join,
        &service.access,
    ]
    .iter()
    .filter_map(|text| text.some())
    .collect::<Vec<_>>()
    .join("\n");
    connection
        .prepare_cached(
            "INSERT INTO service_words (rowid, name, organisation, tags, place, text) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            stored.n,
            format!("{} {}", service.name.0, service.also_known_as.0),
            organisation,
            tags.join(" "),
            place.join(" "),
            text
        ])?;
    Ok(())
}

/// Places of a service that are not in the bin.
pub(crate) fn places_of(connection: &Connection, service: ServiceId) -> Result<Vec<Place>> {
    rows::select(
        connection,
        "WHERE service = ? AND archived IS NULL ORDER BY n",
        &[&service.0.as_bytes().as_slice()],
    )
}

/// The words of what was typed, as the index splits them: runs of letters and digits.
#[must_use]
pub fn words_of(typed: &str) -> Vec<String> {
    typed
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .take(12)
        .collect()
}

/// The query for rows that hold every word typed, each as the beginning of a word; nothing if no word was typed.
#[must_use]
pub fn every_word(typed: &str) -> Option<String> {
    let words = words_of(typed);
    (!words.is_empty()).then(|| {
        words
            .iter()
            .map(|word| format!("\"{word}\"*"))
            .collect::<Vec<_>>()
            .join(" ")
    })
}
