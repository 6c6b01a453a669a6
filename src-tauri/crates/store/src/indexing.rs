//! What a transaction owes the search index.
//!
//! The words of a service gather several rows (its own, its organisation's name, its places), so they are written once at the
//! end, however many of those rows a transaction changed. Local changes and what arrives from other laptops go through here alike.

use crate::error::Result;
use crate::one_service;
use crate::search::{self, Spot};
use crate::service_index::{index_service, index_together, services_of_organisation};
use alongside_domain::directory::Service;
use alongside_domain::ids::ServiceId;
use alongside_domain::record::Table;
use alongside_domain::{Kind, Record, Value};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What is to be written at the end.
#[derive(Default)]
pub(crate) struct Indexing {
    /// Rows come from elsewhere: a service may come after its places and its organisation.
    any_order: bool,
    /// Services whose search words are to be written, and whether they are not in the index yet.
    services: BTreeMap<Uuid, bool>,
    /// Services that were joined or taken apart, by any of their records.
    regrouped: BTreeSet<ServiceId>,
    /// Places whose points are to be written, by rowid.
    spots: BTreeMap<i64, Spot>,
}

impl Indexing {
    /// For rows that come from elsewhere, in any order.
    pub(crate) fn in_any_order() -> Self {
        Self {
            any_order: true,
            ..Self::default()
        }
    }

    /// Takes note of a row that was made (`before` is nothing) or changed.
    pub(crate) fn note(
        &mut self,
        connection: &Connection,
        table: &'static Table,
        n: i64,
        id: Uuid,
        before: Option<&[Value]>,
        values: &[Value],
    ) -> Result<()> {
        match table.kind {
            Kind::Service => {
                self.services.entry(id).or_insert(before.is_none());
                let now = same_as(Some(values));
                let old = same_as(before);
                if now != old {
                    self.regrouped
                        .extend([Some(ServiceId(id)), old].into_iter().flatten());
                }
            }
            Kind::Place => {
                let spot = Spot::of(id, before, values)?;
                // A place that moved to another service was found with the old one until now.
                for service in spot.services() {
                    self.services.entry(service).or_insert(false);
                }
                self.spots.insert(n, spot);
            }
            Kind::Organisation => {
                // Only a new name changes what finds its services.
                if before.is_some() || self.any_order {
                    for service in services_of_organisation(connection, id)? {
                        self.services.entry(service).or_insert(false);
                    }
                }
            }
            _ => search::index_words(connection, table, n, id, before, values)?,
        }
        Ok(())
    }

    /// Takes note of a row that is to be taken away.
    pub(crate) fn gone(
        &mut self,
        connection: &Connection,
        table: &'static Table,
        n: i64,
        id: Uuid,
        values: &[Value],
    ) -> Result<()> {
        match table.kind {
            Kind::Place => {
                self.spots.remove(&n);
                for service in Spot::of(id, None, values)?.services() {
                    self.services.entry(service).or_insert(false);
                }
            }
            Kind::Organisation => {
                for service in services_of_organisation(connection, id)? {
                    self.services.entry(service).or_insert(false);
                }
            }
            Kind::Service => {
                let alone = one_service::named_by(connection, ServiceId(id))?;
                self.regrouped
                    .extend(alone.into_iter().chain(same_as(Some(values))));
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes it: the points of places once their services are there, then the words of services.
    pub(crate) fn write(mut self, connection: &Connection) -> Result<()> {
        if self.any_order {
            for (service, _) in self.services.iter().filter(|(_, is_new)| **is_new) {
                for (n, spot) in search::spots_of(connection, *service)? {
                    self.spots.entry(n).or_insert(spot);
                }
            }
        }
        for (n, spot) in &self.spots {
            search::index_spot(connection, *n, spot)?;
        }
        for (service, is_new) in &self.services {
            index_service(connection, *service, *is_new)?;
        }
        for service in &self.regrouped {
            index_together(connection, *service)?;
        }
        Ok(())
    }
}

/// Which record a service names, of whatever shape its row is.
fn same_as(values: Option<&[Value]>) -> Option<ServiceId> {
    let at = Service::TABLE
        .fields
        .iter()
        .position(|field| field.name == "same_as")?;
    match values?.get(at)? {
        Value::Blob(id) => Uuid::from_slice(id).ok().map(ServiceId),
        _ => None,
    }
}
