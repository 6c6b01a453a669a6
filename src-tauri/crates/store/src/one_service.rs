//! The same service from several sources: reading its records as one, and finding which may be one.
//!
//! How they are read is `alongside_domain::one_service`; here is where they stand. Everything that points at any of them
//! (connections, tips, checks, places) is found through `EVERY_SOURCE`, so nothing has to be moved when two are joined.
//!
//! Candidates come from indexes that are there for other reasons (words, the R*Tree) and two narrow ones (telephone, register), so
//! that looking for one service costs the same in a town's list and in a country's; the few that share something are then compared
//! whole. Never all with all: the list of doubles asks only for services that somebody uses.

use crate::directory::{ServiceQuery, ServiceRow};
use crate::error::{Result, StoreError};
use crate::listed;
use crate::rows::{self, select, uuid_at};
use crate::search::words_of;
use crate::{Store, Tx};
use alongside_domain::Record;
use alongside_domain::alike::service::{ServiceTraits, WhySame, services_alike, telling_words};
use alongside_domain::directory::{NotSameService, Organisation, Place, Service};
use alongside_domain::ids::{OrganisationId, ServiceId};
use alongside_domain::one_service::{as_one, places_as_one};
use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A service and whatever is joined with it; `?1` is the record that is kept.
pub(crate) const EVERY_SOURCE: &str = "(WITH RECURSIVE one(id) AS (SELECT ?1 UNION SELECT twice.id FROM services twice JOIN one ON twice.same_as = one.id) SELECT id FROM one)";
/// The last figures of a telephone, as the index has them.
const FIGURES: &str =
    "substr(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), -9)";
/// How many each way of looking may bring, how many are shown, and how many services are asked for doubles.
const EACH: u32 = 60;
const SHOWN: usize = 8;
const ASKED: u32 = 200;
const PAIRS: usize = 40;
/// Positions so near are looked at: 200 metres, in miles.
const NEAR: f64 = 0.13;

/// One source's record of a service.
#[derive(Clone)]
pub struct Side {
    /// The service, as this source and its corrections have it.
    pub service: Service,
    /// Who runs it.
    pub organisation: Option<Organisation>,
    /// Where it is.
    pub places: Vec<Place>,
}

/// The ids of a service's records for SQL, without looking for others where it is known that there are none.
pub(crate) const fn sources(is_joined: bool) -> &'static str {
    if is_joined { EVERY_SOURCE } else { "(?1)" }
}

/// A service with all its records.
#[derive(Clone)]
pub struct OneService {
    /// As it is shown.
    pub side: Side,
    /// Which record each field's words are from.
    pub from: BTreeMap<&'static str, ServiceId>,
    /// Its records, the kept one first; one, if it is joined with none.
    pub sides: Vec<Side>,
}

/// A service that may be the same as another, and why.
#[derive(Clone)]
pub struct MaybeSameService {
    /// As in a list.
    pub row: ServiceRow,
    /// Where its record came from; empty if it was written here.
    pub source: String,
    /// Why.
    pub because: Vec<WhySame>,
}

/// The record that is kept, for one that may be joined with it. Who names a record that is not here (yet) stands alone.
pub(crate) fn kept(connection: &Connection, id: ServiceId) -> Result<ServiceId> {
    let mut at = id;
    // Each names one of a smaller id; a file that says otherwise is read no further than this.
    for _ in 0..16 {
        let next: Option<Vec<u8>> = connection
            .prepare_cached(
                "SELECT older.id FROM services one JOIN services older ON older.id = one.same_as WHERE one.id = ?",
            )?
            .query_row([at.0.as_bytes().as_slice()], |row| row.get(0))
            .optional()?;
        match next.and_then(|bytes| uuid::Uuid::from_slice(&bytes).ok()) {
            Some(older) if older < at.0 => at = ServiceId(older),
            _ => break,
        }
    }
    Ok(at)
}

/// All records that are joined with one that is kept, itself and those in the bin too.
pub(crate) fn every_record(connection: &Connection, kept: ServiceId) -> Result<Vec<ServiceId>> {
    let mut all = BTreeSet::from([kept]);
    ids(
        connection,
        EVERY_SOURCE.trim_start_matches('(').trim_end_matches(')'),
        &[&kept.0.as_bytes().as_slice()],
        &mut all,
    )?;
    Ok(all.into_iter().collect())
}

/// The records that name this one.
pub(crate) fn named_by(connection: &Connection, id: ServiceId) -> Result<Vec<ServiceId>> {
    let mut all = BTreeSet::new();
    ids(
        connection,
        "SELECT id FROM services WHERE same_as = ?1",
        &[&id.0.as_bytes().as_slice()],
        &mut all,
    )?;
    Ok(all.into_iter().collect())
}

/// The records that are read with one that is kept, itself first. What is in the bin is left out, but for the kept one.
pub(crate) fn records(connection: &Connection, kept: ServiceId) -> Result<Vec<Service>> {
    let mut records: Vec<Service> = select(
        connection,
        &format!("WHERE id IN {EVERY_SOURCE} AND (archived IS NULL OR id = ?1) ORDER BY id"),
        &[&kept.0.as_bytes().as_slice()],
    )?;
    records.sort_by_key(|service| (service.id != kept, service.id));
    Ok(records)
}

fn runs(connection: &Connection, service: &Service) -> Result<Option<Organisation>> {
    let Some(OrganisationId(organisation)) = service.organisation else {
        return Ok(None);
    };
    Ok(rows::find(connection, Organisation::TABLE, organisation)?
        .map(|stored| Organisation::from_values(organisation, stored.values))
        .transpose()?)
}

/// The places of a service and whatever is joined with it, as they are shown.
pub(crate) fn places(connection: &Connection, sides: &[Service]) -> Result<Vec<Place>> {
    let mut all = Vec::new();
    for side in sides {
        all.extend(crate::search::places_of(connection, side.id)?);
    }
    Ok(places_as_one(sides, all))
}

/// A service read as one; `id` is that of any of its records.
pub(crate) fn one(connection: &Connection, id: ServiceId) -> Result<OneService> {
    let records = records(connection, kept(connection, id)?)?;
    let shown = as_one(&records)?.ok_or(StoreError::NotFound)?;
    let side = Side {
        organisation: runs(connection, &shown.service)?,
        places: places(connection, &records)?,
        service: shown.service,
    };
    let sides = if records.len() == 1 {
        vec![side.clone()]
    } else {
        records
            .into_iter()
            .map(|service| {
                Ok(Side {
                    organisation: runs(connection, &service)?,
                    places: crate::search::places_of(connection, service.id)?,
                    service,
                })
            })
            .collect::<Result<_>>()?
    };
    Ok(OneService {
        side,
        from: shown.from,
        sides,
    })
}

fn traits(side: &Side) -> ServiceTraits {
    ServiceTraits::of(&side.service, side.organisation.as_ref(), &side.places)
}

fn ids(
    connection: &Connection,
    sql: &str,
    with: &[&dyn ToSql],
    into: &mut BTreeSet<ServiceId>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map(with, |row| uuid_at(row, 0))?;
    for id in found {
        into.insert(ServiceId(id?));
    }
    Ok(())
}

/// Words as one term of the index each; nothing where there are none.
fn terms(words: &[String], joined_by: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(joined_by)
}

/// Records that share something with this service, by one index after another.
fn candidates(connection: &Connection, one: &OneService) -> Result<BTreeSet<ServiceId>> {
    const WORDS: &str = "SELECT s.id FROM service_words w JOIN services s ON s.n = w.rowid WHERE service_words MATCH ?1 AND s.archived IS NULL LIMIT ?2";
    let mut found = BTreeSet::new();
    let service = &one.side.service;
    let names: Vec<String> = words_of(service.name.as_str())
        .into_iter()
        .filter(|word| telling_words(word).first().is_some_and(|one| one.len() > 1))
        .collect();
    let telling: Vec<String> = {
        let of_name = telling_words(service.name.as_str());
        let said = |word: &String| telling_words(word).iter().all(|one| of_name.contains(one));
        names.into_iter().filter(said).collect()
    };
    let traits = traits(&one.side);
    if !telling.is_empty() {
        let whole = format!("name: ({})", terms(&telling, " "));
        ids(connection, WORDS, &[&whole, &EACH], &mut found)?;
        for postcode in traits.postcodes().iter().take(4) {
            let mut here = String::new();
            let any = terms(&telling, " OR ");
            // The index has postcodes in one piece too.
            let _ = write!(here, "(name: ({any})) AND (place: \"{postcode}\")");
            ids(connection, WORDS, &[&here, &EACH], &mut found)?;
        }
    }
    for phone in traits.phones().iter().take(4) {
        let sql = format!(
            "SELECT id FROM services WHERE phone <> '' AND {FIGURES} = ?1 AND archived IS NULL LIMIT ?2"
        );
        ids(connection, &sql, &[phone, &EACH], &mut found)?;
    }
    for number in traits.registered().take(2) {
        ids(
            connection,
            "SELECT s.id FROM organisations o JOIN services s ON s.organisation = o.id
             WHERE o.register <> '[]' AND o.register ->> '$[0].identifier' = ?1 AND s.archived IS NULL LIMIT ?2",
            &[&number, &EACH],
            &mut found,
        )?;
    }
    for point in traits.points().take(4) {
        let (south, north, west, east) = point.around(NEAR);
        ids(
            connection,
            "SELECT s.id FROM place_points p JOIN services s ON s.n = p.service
             WHERE p.north >= ?1 AND p.south <= ?2 AND p.east >= ?3 AND p.west <= ?4 AND s.archived IS NULL LIMIT ?5",
            &[&south, &north, &west, &east, &EACH],
            &mut found,
        )?;
    }
    Ok(found)
}

/// Which services may be the same as this one. Services of one source are never offered: it knows what it lists.
fn maybe_same(connection: &Connection, id: ServiceId) -> Result<Vec<MaybeSameService>> {
    let this = one(connection, id)?;
    let mine: BTreeSet<ServiceId> = this.sides.iter().map(|side| side.service.id).collect();
    let sources: BTreeSet<&str> = this
        .sides
        .iter()
        .filter_map(|side| side.service.source.some())
        .collect();
    let mut other: BTreeSet<ServiceId> = mine.clone();
    for record in &mine {
        let said: Vec<NotSameService> = select(
            connection,
            "WHERE archived IS NULL AND (service = ?1 OR other = ?1)",
            &[&record.0.as_bytes().as_slice()],
        )?;
        for pair in said {
            other.insert(pair.service);
            other.insert(pair.other);
        }
    }
    let wanted: Vec<ServiceTraits> = this.sides.iter().map(traits).collect();
    let mut looked = BTreeSet::new();
    let mut alike: Vec<(Vec<WhySame>, OneService)> = Vec::new();
    for candidate in candidates(connection, &this)? {
        let candidate = kept(connection, candidate)?;
        if !looked.insert(candidate) {
            continue;
        }
        let that = one(connection, candidate)?;
        let is_said = that.sides.iter().any(|side| {
            other.contains(&side.service.id) || sources.contains(side.service.source.as_str())
        });
        if is_said || that.side.service.archived.is_some() {
            continue;
        }
        let best = that
            .sides
            .iter()
            .flat_map(|side| {
                let known = traits(side);
                wanted
                    .iter()
                    .filter_map(move |wanted| services_alike(wanted, &known))
                    .collect::<Vec<_>>()
            })
            .max_by_key(Vec::len);
        if let Some(because) = best {
            alike.push((because, that));
        }
    }
    // More reasons first: each of them is shown, and nothing else is weighed.
    alike.sort_by(|(a, left), (b, right)| {
        b.len()
            .cmp(&a.len())
            .then_with(|| left.side.service.id.cmp(&right.side.service.id))
    });
    alike.truncate(SHOWN);
    alike
        .into_iter()
        .map(|(because, that)| {
            Ok(MaybeSameService {
                row: row(connection, that.side.service.id)?,
                source: that.side.service.source.0,
                because,
            })
        })
        .collect()
}

/// One service as in a list.
fn row(connection: &Connection, kept: ServiceId) -> Result<ServiceRow> {
    let n: i64 = connection
        .prepare_cached("SELECT n FROM services WHERE id = ?")?
        .query_row([kept.0.as_bytes().as_slice()], |row| row.get(0))?;
    let facts = listed::facts(connection, n)?.ok_or(StoreError::NotFound)?;
    listed::line(
        connection,
        &ServiceQuery::default(),
        facts,
        None,
        Vec::new(),
    )
}

/// Services that somebody uses, and what may be the same as each: every pair once.
fn listed_twice(connection: &Connection) -> Result<Vec<(ServiceRow, MaybeSameService)>> {
    let mut used = BTreeSet::new();
    ids(
        connection,
        "SELECT service FROM connections WHERE service IS NOT NULL AND archived IS NULL GROUP BY service ORDER BY max(n) DESC LIMIT ?1",
        &[&ASKED],
        &mut used,
    )?;
    ids(
        connection,
        "SELECT id FROM services WHERE source = '' AND archived IS NULL ORDER BY n DESC LIMIT ?1",
        &[&ASKED],
        &mut used,
    )?;
    let mut seen = BTreeSet::new();
    let mut pairs = Vec::new();
    for id in used {
        let id = kept(connection, id)?;
        let is_there = rows::find(connection, Service::TABLE, id.0)?
            .is_some_and(|stored| stored.values.first() == Some(&alongside_domain::Value::Null));
        if !is_there {
            continue;
        }
        for maybe in maybe_same(connection, id)? {
            if pairs.len() >= PAIRS {
                return Ok(pairs);
            }
            let other = maybe.row.id;
            if seen.insert((id.min(other), id.max(other))) {
                pairs.push((row(connection, id)?, maybe));
            }
        }
    }
    Ok(pairs)
}

impl Store {
    /// Which services of other sources may be the same as this one: more reasons first. What was said to be another is left out.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn maybe_same_service(&self, id: ServiceId) -> Result<Vec<MaybeSameService>> {
        self.read(|connection| maybe_same(connection, id))
    }

    /// Services that people go to or that were written here, which may stand in another list too.
    ///
    /// # Errors
    /// Those of the file.
    pub fn services_listed_twice(&self) -> Result<Vec<(ServiceRow, MaybeSameService)>> {
        self.read(listed_twice)
    }

    /// One service with its records; `id` is that of any of them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn one_service(&self, id: ServiceId) -> Result<OneService> {
        self.read(|connection| one(connection, id))
    }

    /// The record that is kept, for one that may be joined with it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn kept_service(&self, id: ServiceId) -> Result<ServiceId> {
        self.read(|connection| kept(connection, id))
    }
}

impl Tx<'_> {
    /// The records that are read with a service, the kept one first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn records_of_service(&self, id: ServiceId) -> Result<Vec<Service>> {
        records(self.connection, kept(self.connection, id)?)
    }

    /// Where it was said that two services are two.
    ///
    /// # Errors
    /// Those of the file.
    pub fn said_not_same(&self, one: ServiceId, other: ServiceId) -> Result<Vec<NotSameService>> {
        select(
            self.connection,
            "WHERE archived IS NULL AND ((service = ?1 AND other = ?2) OR (service = ?2 AND other = ?1))",
            &[&one.0.as_bytes().as_slice(), &other.0.as_bytes().as_slice()],
        )
    }
}
