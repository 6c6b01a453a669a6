//! What somebody here knows better than the list a service came from: which services that may be, and what was told to their source.
//!
//! Only which: what differs is read from the history of each, by whoever knows what an import is called.

use crate::Store;
use crate::error::Result;
use crate::rows::{select, uuid_at};
use alongside_domain::Kind;
use alongside_domain::codes::Checked;
use alongside_domain::directory::{CorrectionTold, ServiceCheck};
use alongside_domain::ids::ServiceId;
use rusqlite::params_from_iter;

impl Store {
    /// Services that came from a source and were written in since, or whose places were, by anything but these deeds; and those that were
    /// found changed or closed. The bin is left out.
    ///
    /// # Errors
    /// Those of the file.
    pub fn services_written_in(&self, but: &[&str]) -> Result<Vec<ServiceId>> {
        let (service, place) = (Kind::Service as u8, Kind::Place as u8);
        let (changed, closed) = (Checked::Changed.code(), Checked::Closed.code());
        let others = vec!["?"; but.len()].join(", ");
        self.read(|connection| {
            // The few commits of people are gone through by their operations; the many of imports are not looked into. CROSS keeps that order.
            let mut statement = connection.prepare_cached(&format!(
                "WITH written AS (SELECT o.kind, o.record FROM commits c CROSS JOIN operations o ON o.commit_n = c.n
                   WHERE c.did NOT IN ({others}) AND o.kind IN ({service}, {place}))
                 SELECT id FROM services WHERE source <> '' AND archived IS NULL AND id IN (
                   SELECT record FROM written WHERE kind = {service}
                   UNION SELECT p.service FROM written w JOIN places p ON p.id = w.record WHERE w.kind = {place}
                   UNION SELECT service FROM service_checks WHERE found IN ('{changed}', '{closed}') AND archived IS NULL)
                 ORDER BY name COLLATE NOCASE, n"
            ))?;
            let rows = statement
                .query_map(params_from_iter(but), |row| uuid_at(row, 0).map(ServiceId))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// What the source of a service was told of it, newest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn corrections_told(&self, service: ServiceId) -> Result<Vec<CorrectionTold>> {
        self.read(|connection| {
            select(
                connection,
                "WHERE service = ? AND archived IS NULL ORDER BY written_at DESC, n DESC",
                &[&service.0.as_bytes().as_slice()],
            )
        })
    }

    /// The checks of a service, newest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn service_checks(&self, service: ServiceId) -> Result<Vec<ServiceCheck>> {
        self.read(|connection| {
            select(
                connection,
                "WHERE service = ? AND archived IS NULL ORDER BY written_at DESC, n DESC",
                &[&service.0.as_bytes().as_slice()],
            )
        })
    }
}
