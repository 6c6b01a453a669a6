//! One service whole, and the services of a source, for those who import it again.

use crate::Store;
use crate::error::Result;
use crate::one_service::{self, EVERY_SOURCE, Side};
use crate::people::{PersonRow, rows_where};
use crate::rows::{select, uuid_at};
use alongside_domain::codes::{Reached, WhyNot};
use alongside_domain::directory::{ColumnChoice, Organisation, Place, Service, Tip};
use alongside_domain::geo::Point;
use alongside_domain::ids::{OrganisationId, ServiceId};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::{BTreeMap, HashMap};

/// One service whole; of several records, as they are read together.
#[derive(Clone)]
pub struct WholeService {
    /// The service.
    pub service: Service,
    /// Which record each field's words are from.
    pub from: BTreeMap<&'static str, ServiceId>,
    /// Its records, the kept one first; one, if it is joined with none.
    pub sides: Vec<Side>,
    /// Who runs it.
    pub organisation: Option<Organisation>,
    /// Where it is.
    pub places: Vec<Place>,
    /// Tips, newest first.
    pub tips: Vec<Tip>,
    /// Where each connection has got to, and why not.
    pub connections: Vec<(Option<Reached>, Option<WhyNot>)>,
    /// People with an open connection.
    pub people: Vec<PersonRow>,
}

/// A service with who runs it and where it is.
#[derive(Clone)]
pub struct RunAt {
    /// Its row.
    pub n: i64,
    /// The service.
    pub service: Service,
    /// Who runs it.
    pub organisation: Option<Organisation>,
    /// Where it is.
    pub places: Vec<Place>,
}

impl Store {
    /// One service whole, with all that points at any of its records; `id` is that of any of them.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`].
    pub fn service(&self, id: ServiceId, today: NaiveDate) -> Result<WholeService> {
        self.read(|connection| whole(connection, id, today))
    }

    /// The organisation of that name (any case), if there is one.
    ///
    /// # Errors
    /// Those of the file.
    pub fn organisation_named(&self, name: &str) -> Result<Option<OrganisationId>> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT id FROM organisations WHERE name = ? COLLATE NOCASE AND archived IS NULL ORDER BY n LIMIT 1",
                )?
                .query_row([name], |row| uuid_at(row, 0).map(OrganisationId))
                .optional()?)
        })
    }

    /// Services after a row, in the order they came, the bin left out: with who runs them and where they are. Several records of
    /// one service are one; the row to go on after is told with the services.
    ///
    /// # Errors
    /// Those of the file.
    pub fn services_after(&self, after: i64, limit: u32) -> Result<(Option<i64>, Vec<RunAt>)> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT n, id FROM services WHERE n > ? AND archived IS NULL ORDER BY n LIMIT ?",
            )?;
            let found: Vec<(i64, uuid::Uuid)> = statement
                .query_map((after, limit), |row| Ok((row.get(0)?, uuid_at(row, 1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let last = found.last().map(|(n, _)| *n);
            let services = found
                .into_iter()
                .map(|(n, id)| {
                    let one = one_service::one(connection, ServiceId(id))?;
                    Ok((one.side.service.id.0 == id).then_some(RunAt {
                        n,
                        organisation: one.side.organisation,
                        places: one.side.places,
                        service: one.side.service,
                    }))
                })
                .filter_map(Result::transpose)
                .collect::<Result<_>>()?;
            Ok((last, services))
        })
    }

    /// The columns that somebody chose last for a table with these headings.
    ///
    /// # Errors
    /// Those of the file.
    pub fn column_choice(&self, headings: &str) -> Result<Option<ColumnChoice>> {
        self.read(|connection| {
            let found: Vec<ColumnChoice> = select(
                connection,
                "WHERE headings = ? AND archived IS NULL ORDER BY written_at DESC, n DESC LIMIT 1",
                &[&headings],
            )?;
            Ok(found.into_iter().next())
        })
    }

    /// How many services of a source are here, the bin left out.
    ///
    /// # Errors
    /// Those of the file.
    pub fn services_of_source(&self, source: &str) -> Result<HashMap<String, ServiceId>> {
        self.read(|connection| by_source(connection, "services", source, ServiceId))
    }
}

impl crate::Tx<'_> {
    /// The services of a source by their id there, the bin included: importing again takes them out of it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn services_of_source(&self, source: &str) -> Result<HashMap<String, ServiceId>> {
        by_source(self.connection, "services", source, ServiceId)
    }

    /// The organisations of a source by their id there.
    ///
    /// # Errors
    /// Those of the file.
    pub fn organisations_of_source(&self, source: &str) -> Result<HashMap<String, OrganisationId>> {
        by_source(self.connection, "organisations", source, OrganisationId)
    }

    /// The places of a service, the bin included.
    ///
    /// # Errors
    /// Those of the file.
    pub fn places_of(&self, service: ServiceId) -> Result<Vec<Place>> {
        select(
            self.connection,
            "WHERE service = ? ORDER BY n",
            &[&service.0.as_bytes().as_slice()],
        )
    }
}

fn by_source<T>(
    connection: &Connection,
    table: &str,
    source: &str,
    id: impl Fn(uuid::Uuid) -> T,
) -> Result<HashMap<String, T>> {
    let mut statement = connection.prepare(&format!(
        "SELECT source_id, id FROM {table} WHERE source = ?"
    ))?;
    let found = statement
        .query_map([source], |row| Ok((row.get(0)?, id(uuid_at(row, 1)?))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Places with their distance, nearest first; those of unknown position last.
#[must_use]
pub fn nearest_first(places: Vec<Place>, near: Option<Point>) -> Vec<(Place, Option<f64>)> {
    let mut with_miles: Vec<(Place, Option<f64>)> = places
        .into_iter()
        .map(|place| {
            let miles = near
                .zip(place.point())
                .map(|(near, point)| near.miles_to(point));
            (place, miles)
        })
        .collect();
    with_miles.sort_by(|(_, a), (_, b)| {
        a.unwrap_or(f64::INFINITY)
            .total_cmp(&b.unwrap_or(f64::INFINITY))
    });
    with_miles
}

fn whole(connection: &Connection, id: ServiceId, today: NaiveDate) -> Result<WholeService> {
    let one = one_service::one(connection, id)?;
    let kept = one.side.service.id;
    let key = kept.0.as_bytes().as_slice();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT reached, why_not FROM connections WHERE service IN {EVERY_SOURCE} AND service IS NOT NULL AND archived IS NULL",
    ))?;
    let connections = statement
        .query_map([key], |row| {
            let reached: Option<String> = row.get(0)?;
            let why: Option<String> = row.get(1)?;
            Ok((
                reached.as_deref().and_then(Reached::from_code),
                why.as_deref().and_then(WhyNot::from_code),
            ))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let people = rows_where(
        connection,
        today,
        &format!(
            "AND p.id IN (SELECT person FROM connections WHERE service IN {every} AND service IS NOT NULL AND archived IS NULL
                      AND coalesce(reached, '') NOT IN ('finished', 'did_not_happen'))
         ORDER BY p.family_name, p.preferred_name LIMIT 100",
            every = EVERY_SOURCE.replace("?1", "?2"),
        ),
        &[&key],
    )?;
    Ok(WholeService {
        tips: select(
            connection,
            &format!("WHERE service IN {EVERY_SOURCE} AND archived IS NULL ORDER BY n DESC"),
            &[&key],
        )?,
        service: one.side.service,
        organisation: one.side.organisation,
        places: one.side.places,
        from: one.from,
        sides: one.sides,
        connections,
        people,
    })
}
