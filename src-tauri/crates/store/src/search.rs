//! The search index: what is written to it with every change, and how words typed become a query.

use crate::error::Result;
use crate::rows;
use crate::service_index::add_word;
use crate::spots::note_move;
use alongside_domain::directory::Place;
use alongside_domain::ids::ServiceId;
use alongside_domain::record::{Table, Words};
use alongside_domain::{Kind, Record, Value};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A rowid of `note_words` holds the row and its kind: there are fewer than 64 kinds.
const KINDS: i64 = 64;

/// The rowid in `note_words` of the words of a row.
fn words_rowid(kind: Kind, n: i64) -> i64 {
    n * KINDS + i64::from(kind as u8)
}

/// The row and kind of a rowid of `note_words`.
pub(crate) fn row_of_words(rowid: i64) -> (i64, Option<Kind>) {
    let kind = u8::try_from(rowid % KINDS).ok().and_then(Kind::from_number);
    (rowid / KINDS, kind)
}

/// The rowids of `note_words` that are of these kinds, as a condition.
pub(crate) fn of_kinds(kinds: &[Kind]) -> String {
    let numbers: Vec<String> = kinds.iter().map(|kind| (*kind as u8).to_string()).collect();
    format!("rowid % {KINDS} IN ({})", numbers.join(", "))
}

/// A few words around the first word that was found.
pub(crate) fn snippet(
    connection: &Connection,
    kind: Kind,
    record: Uuid,
    typed: &[String],
) -> Result<String> {
    let table = kind.table();
    let Some(stored) = rows::find(connection, table, record)? else {
        return Ok(String::new());
    };
    let words = (table.words)(record, &stored.values)?.unwrap_or_default();
    let text: Vec<&str> = words.notes.split_whitespace().collect();
    let at = text
        .iter()
        .position(|word| {
            let word = word.to_lowercase();
            typed.iter().any(|typed| word.contains(typed.as_str()))
        })
        .unwrap_or(0);
    let from = at.saturating_sub(4);
    let shown: Vec<&str> = text.iter().skip(from).take(12).copied().collect();
    let before = if from > 0 { "… " } else { "" };
    let after = if from + shown.len() < text.len() {
        " …"
    } else {
        ""
    };
    Ok(format!("{before}{}{after}", shown.join(" ")))
}

/// Writes the search words of a row of a person's space, as far as they changed. What is in the bin is not found.
pub(crate) fn index_words(
    connection: &Connection,
    table: &'static Table,
    n: i64,
    id: Uuid,
    before: Option<&[Value]>,
    values: &[Value],
) -> Result<()> {
    let words_of = |values: &[Value]| -> Result<Words> {
        if values.first() != Some(&Value::Null) {
            return Ok(Words::default());
        }
        Ok((table.words)(id, values)?.unwrap_or_default())
    };
    let old = before.map(words_of).transpose()?.unwrap_or_default();
    let new = words_of(values)?;
    let named = |words: &Words| !(words.names.is_empty() && words.details.is_empty());
    if (&old.names, &old.details) != (&new.names, &new.details) {
        if named(&old) {
            connection
                .prepare_cached("DELETE FROM person_names WHERE rowid = ?")?
                .execute([n])?;
        }
        if named(&new) {
            connection
                .prepare_cached(
                    "INSERT INTO person_names (rowid, names, details) VALUES (?, ?, ?)",
                )?
                .execute(params![n, with_joined(&new.names), new.details])?;
        }
    }
    if old.notes != new.notes {
        let rowid = words_rowid(table.kind, n);
        if !old.notes.is_empty() {
            connection
                .prepare_cached("DELETE FROM note_words WHERE rowid = ?")?
                .execute([rowid])?;
        }
        if !new.notes.is_empty() {
            connection
                .prepare_cached("INSERT INTO note_words (rowid, notes) VALUES (?, ?)")?
                .execute(params![rowid, new.notes])?;
        }
    }
    Ok(())
}

/// What the index keeps of a place: where it is, and of which service.
pub(crate) struct Spot {
    /// Nothing is to be taken out of the index for a place that was just made.
    was_there: bool,
    service: ServiceId,
    before: Option<ServiceId>,
    point: Option<(f64, f64)>,
}

impl Spot {
    /// Of a place as it is now.
    pub(crate) fn of(id: Uuid, before: Option<&[Value]>, values: &[Value]) -> Result<Self> {
        let place = Place::from_values(id, values.to_vec())?;
        let old = before
            .map(|before| Place::from_values(id, before.to_vec()))
            .transpose()?;
        Ok(Self {
            was_there: old.is_some(),
            service: place.service,
            before: old.map(|old| old.service),
            point: place
                .latitude
                .zip(place.longitude)
                .filter(|_| place.archived.is_none()),
        })
    }

    /// The service it belongs to, and the one it belonged to before.
    pub(crate) fn services(&self) -> BTreeSet<Uuid> {
        [Some(self.service), self.before]
            .into_iter()
            .flatten()
            .map(|service| service.0)
            .filter(|service| !service.is_nil())
            .collect()
    }
}

/// The places of a service, as the index is to keep them.
pub(crate) fn spots_of(connection: &Connection, service: Uuid) -> Result<Vec<(i64, Spot)>> {
    let mut statement = connection.prepare_cached(
        "SELECT n, latitude, longitude FROM places WHERE service = ? AND archived IS NULL",
    )?;
    let mut rows = statement.query([service.as_bytes().as_slice()])?;
    let mut spots = Vec::new();
    while let Some(row) = rows.next()? {
        let (latitude, longitude): (Option<f64>, Option<f64>) = (row.get(1)?, row.get(2)?);
        let spot = Spot {
            was_there: true,
            service: ServiceId(service),
            before: None,
            point: latitude.zip(longitude),
        };
        spots.push((row.get(0)?, spot));
    }
    Ok(spots)
}

/// Writes where a place is.
pub(crate) fn index_spot(connection: &Connection, n: i64, spot: &Spot) -> Result<()> {
    if spot.was_there {
        connection
            .prepare_cached("DELETE FROM place_points WHERE n = ?")?
            .execute([n])?;
    }
    if let Some((latitude, longitude)) = spot.point {
        connection
            .prepare_cached(
                "INSERT INTO place_points (n, south, north, west, east, service)
                 SELECT ?1, ?2, ?2, ?3, ?3, n FROM services WHERE id = ?4",
            )?
            .execute(params![
                n,
                latitude,
                longitude,
                spot.service.0.as_bytes().as_slice()
            ])?;
    }
    note_move(connection)
}

/// Takes a row that is erased out of the index.
pub(crate) fn forget(connection: &Connection, kind: Kind, n: i64) -> Result<()> {
    let sql = match kind {
        Kind::Service => "DELETE FROM service_words WHERE rowid = ?",
        Kind::Place => {
            note_move(connection)?;
            "DELETE FROM place_points WHERE n = ?"
        }
        Kind::Organisation => return Ok(()),
        _ => {
            connection
                .prepare_cached("DELETE FROM note_words WHERE rowid = ?")?
                .execute([words_rowid(kind, n)])?;
            if kind != Kind::Person {
                return Ok(());
            }
            "DELETE FROM person_names WHERE rowid = ?"
        }
    };
    connection.prepare_cached(sql)?.execute([n])?;
    Ok(())
}

/// Writes the index anew, so that words of rows that are gone are gone from it: FTS5 keeps them until it merges.
pub(crate) fn rewrite(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "INSERT INTO person_names (person_names) VALUES ('optimize');
         INSERT INTO note_words (note_words) VALUES ('optimize');
         INSERT INTO service_words (service_words) VALUES ('optimize');",
    )?;
    Ok(())
}

/// Names with what stands around an apostrophe also written together: who types `obrien` means O'Brien.
pub(crate) fn with_joined(names: &str) -> String {
    let apostrophe = |c: char| matches!(c, '\'' | '\u{2019}' | '\u{02BC}');
    let mut all = names.trim().to_owned();
    for word in names
        .split_whitespace()
        .filter(|word| word.contains(apostrophe))
    {
        add_word(&mut all, &word.replace(apostrophe, ""));
    }
    all
}

/// Places of a service that are not in the bin.
pub(crate) fn places_of(connection: &Connection, service: ServiceId) -> Result<Vec<Place>> {
    rows::select(
        connection,
        "WHERE service = ? AND archived IS NULL ORDER BY n",
        &[&service.0.as_bytes().as_slice()],
    )
}

/// The words of what was typed, as the index splits them: runs of letters and digits. An accent typed as a sign of its own
/// (as some keyboards and files have it) does not end a word.
#[must_use]
pub fn words_of(typed: &str) -> Vec<String> {
    typed
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\u{300}'..='\u{36F}'))
        .filter(|word| word.contains(char::is_alphanumeric))
        .map(str::to_lowercase)
        .take(12)
        .collect()
}

/// The query for rows that hold every word typed, each as the beginning of a word; nothing if no word was typed.
#[must_use]
pub fn every_word(typed: &str) -> Option<String> {
    expression(&words_of(typed))
}

/// The same without words of one letter, which begin too many words of a text to tell anything: they are the next word, begun.
#[must_use]
pub fn every_long_word(typed: &str) -> Option<String> {
    let mut words = words_of(typed);
    words.retain(|word| word.chars().nth(1).is_some());
    expression(&words)
}

fn expression(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| {
        words
            .iter()
            .map(|word| format!("\"{word}\"*"))
            .collect::<Vec<_>>()
            .join(" ")
    })
}
