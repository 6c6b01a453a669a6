//! Services at hand: a worker's favourites, what they used lately, and the team's collections. A service that is read from several
//! records stands in each of these once, whichever of its records was chosen.
//!
//! What was used lately is not kept anywhere: it is read from what the worker wrote when they connected somebody or looked at a service
//! again, so it is true on each of their laptops and gone with what it came from.

use crate::error::Result;
use crate::one_service;
use crate::rows::{select, uuid_at};
use crate::{Store, Tx};
use alongside_domain::at_hand::{Collected, Collection, Favourite};
use alongside_domain::ids::{CollectionId, ServiceId};
use rusqlite::types::ToSql;
use rusqlite::{Connection, params};
use std::collections::HashSet;

/// What was written last, of which the services used lately are read; and how many of them are shown.
const WRITTEN: u32 = 400;
const LATELY: usize = 30;

/// Services that are looked through instead of the whole directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Among {
    /// The worker's own favourites, by name.
    Favourites,
    /// What they used lately, the last first.
    Lately,
    /// A collection of the team, by name.
    Collection(CollectionId),
}

/// A collection as in a list.
#[derive(Clone)]
pub struct CollectionRow {
    /// The collection.
    pub collection: Collection,
    /// How many services are in it.
    pub services: u32,
}

/// The rows of the services that are meant, each once, in the order in which they are shown.
pub(crate) fn rows_of(connection: &Connection, among: &Among, worker: &str) -> Result<Vec<i64>> {
    match among {
        Among::Favourites => by_name(
            connection,
            ids(
                connection,
                "SELECT service FROM favourites WHERE is_kept = 1 AND archived IS NULL",
                &[],
            )?,
        ),
        Among::Collection(collection) => {
            by_name(connection, in_collection(connection, *collection)?)
        }
        Among::Lately => {
            let used = ids(
                connection,
                "SELECT service FROM (
                   SELECT c.service, e.written_at AS at FROM
                     (SELECT connection, author, written_at FROM connection_events WHERE archived IS NULL ORDER BY n DESC LIMIT ?2) e
                     JOIN connections c ON c.id = e.connection
                     WHERE e.author = ?1 AND c.archived IS NULL AND c.service IS NOT NULL
                   UNION ALL
                   SELECT service, written_at FROM
                     (SELECT service, author, written_at FROM service_checks WHERE archived IS NULL ORDER BY n DESC LIMIT ?2)
                     WHERE author = ?1)
                 GROUP BY service ORDER BY max(at) DESC",
                &[&worker, &WRITTEN],
            )?;
            let mut rows = each_once(connection, used)?;
            rows.truncate(LATELY);
            Ok(rows.into_iter().map(|(n, _)| n).collect())
        }
    }
}

fn in_collection(connection: &Connection, collection: CollectionId) -> Result<Vec<ServiceId>> {
    ids(
        connection,
        "SELECT service FROM collected WHERE collection = ?1 AND is_in = 1 AND archived IS NULL",
        &[&collection.0.as_bytes().as_slice()],
    )
}

fn ids(connection: &Connection, sql: &str, with: &[&dyn ToSql]) -> Result<Vec<ServiceId>> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement
        .query_map(with, |row| Ok(ServiceId(uuid_at(row, 0)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Rows and names of services that are there, each once.
fn each_once(connection: &Connection, ids: Vec<ServiceId>) -> Result<Vec<(i64, String)>> {
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for id in ids {
        let kept = one_service::kept(connection, id)?;
        if !seen.insert(kept) {
            continue;
        }
        let mut statement = connection
            .prepare_cached("SELECT n, name FROM services WHERE id = ? AND archived IS NULL")?;
        let mut found = statement.query([kept.0.as_bytes().as_slice()])?;
        if let Some(row) = found.next()? {
            rows.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(rows)
}

fn by_name(connection: &Connection, ids: Vec<ServiceId>) -> Result<Vec<i64>> {
    let mut rows = each_once(connection, ids)?;
    rows.sort_by_cached_key(|(n, name)| (name.to_lowercase(), *n));
    Ok(rows.into_iter().map(|(n, _)| n).collect())
}

/// Whether any record of a service is one of the worker's favourites.
pub(crate) fn is_favourite(
    connection: &Connection,
    kept: ServiceId,
    is_joined: bool,
) -> Result<bool> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM favourites WHERE service IN {} AND is_kept = 1 AND archived IS NULL)",
        one_service::sources(is_joined)
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([kept.0.as_bytes().as_slice()], |row| row.get(0))?)
}

impl Store {
    /// The team's collections, by name.
    ///
    /// # Errors
    /// Those of the file.
    pub fn collections(&self) -> Result<Vec<CollectionRow>> {
        self.read(|connection| {
            let all: Vec<Collection> = select(
                connection,
                "WHERE archived IS NULL ORDER BY name COLLATE NOCASE, n",
                &[],
            )?;
            all.into_iter()
                .map(|collection| {
                    let services =
                        each_once(connection, in_collection(connection, collection.id)?)?;
                    Ok(CollectionRow {
                        services: u32::try_from(services.len()).unwrap_or(u32::MAX),
                        collection,
                    })
                })
                .collect()
        })
    }

    /// The collections that a service is in, whichever of its records was put there.
    ///
    /// # Errors
    /// Those of the file.
    pub fn collections_of(&self, service: ServiceId) -> Result<Vec<CollectionId>> {
        self.read(|connection| {
            let kept = one_service::kept(connection, service)?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT DISTINCT c.collection FROM collected c JOIN collections l ON l.id = c.collection
                 WHERE c.service IN {} AND c.is_in = 1 AND c.archived IS NULL AND l.archived IS NULL",
                one_service::EVERY_SOURCE
            ))?;
            let found = statement
                .query_map(params![kept.0.as_bytes().as_slice()], |row| {
                    Ok(CollectionId(uuid_at(row, 0)?))
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(found)
        })
    }

    /// Whether a service is one of the worker's favourites.
    ///
    /// # Errors
    /// Those of the file.
    pub fn is_favourite(&self, service: ServiceId) -> Result<bool> {
        self.read(|connection| {
            is_favourite(connection, one_service::kept(connection, service)?, true)
        })
    }
}

impl Tx<'_> {
    /// What the worker said of a service's records as favourites, the kept one's first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn favourites_of(&self, service: ServiceId) -> Result<Vec<Favourite>> {
        let kept = one_service::kept(self.connection, service)?;
        select(
            self.connection,
            &format!(
                "WHERE service IN {} AND archived IS NULL ORDER BY service, n",
                one_service::EVERY_SOURCE
            ),
            &[&kept.0.as_bytes().as_slice()],
        )
    }

    /// What was said of a service's records in a collection, the kept one's first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn collected_of(
        &self,
        collection: CollectionId,
        service: ServiceId,
    ) -> Result<Vec<Collected>> {
        let kept = one_service::kept(self.connection, service)?;
        select(
            self.connection,
            &format!(
                "WHERE collection = ?2 AND service IN {} AND archived IS NULL ORDER BY service, n",
                one_service::EVERY_SOURCE
            ),
            &[
                &kept.0.as_bytes().as_slice(),
                &collection.0.as_bytes().as_slice(),
            ],
        )
    }
}
