//! Services to look at again: those that people go to, those that were written here, and those that their source gives no longer.
//!
//! Never all of a country's directory: what nobody uses need not be rung up.

use crate::Store;
use crate::error::Result;
use crate::one_service::{self, EVERY_SOURCE};
use crate::rows::uuid_at;
use alongside_domain::codes::ServiceStatus;
use alongside_domain::directory::Service;
use alongside_domain::ids::ServiceId;
use chrono::{Days, NaiveDate};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// A check holds so many days (Open Referral UK: assurance under three months old).
const HOLDS: u64 = 91;
/// Who was not reached is tried again after so many days.
const TRY_AGAIN: u64 = 7;

/// A service to look at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToCheck {
    /// Which.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Whom to ring.
    pub phone: String,
    /// When it was last checked or assured.
    pub last: Option<NaiveDate>,
    /// Who checked it.
    pub by: String,
    /// Since when its source gives it no longer.
    pub gone_since: Option<NaiveDate>,
    /// People with an open connection to it.
    pub people: u32,
    /// How often nobody was reached since the last check.
    pub tried: u32,
}

impl Store {
    /// Services to look at again: those with people first, then those that vanished from their list, then the oldest.
    ///
    /// # Errors
    /// Those of the file.
    pub fn services_to_check(&self, today: NaiveDate, limit: u32) -> Result<Vec<ToCheck>> {
        let since = (today - Days::new(HOLDS)).to_string();
        let tried = (today - Days::new(TRY_AGAIN)).to_string();
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                r#"SELECT id, name, phone, last, checked_by, gone_since, people, tried FROM (
                     SELECT s.id, s.name, s.phone, s.checked_by, s.gone_since,
                            max(coalesce(s.checked_on, ''), coalesce(s.assured_on, '')) AS last,
                            (SELECT count(DISTINCT c.person) FROM connections c WHERE c.service = s.id AND c.service IS NOT NULL
                             AND c.archived IS NULL AND coalesce(c.reached, '') NOT IN ('finished', 'did_not_happen')) AS people,
                            (SELECT count(*) FROM service_checks k WHERE k.service = s.id AND k.found = 'no_answer' AND k.archived IS NULL
                             AND k."on" >= coalesce(s.checked_on, '')) AS tried,
                            (SELECT max(k."on") FROM service_checks k WHERE k.service = s.id AND k.found = 'no_answer'
                             AND k.archived IS NULL) AS tried_on
                     FROM services s WHERE s.archived IS NULL AND coalesce(s.status, '') <> 'defunct' AND s.id IN (
                       SELECT service FROM connections WHERE service IS NOT NULL AND archived IS NULL
                         AND coalesce(reached, '') NOT IN ('finished', 'did_not_happen')
                       UNION SELECT id FROM services WHERE source = ''
                       UNION SELECT id FROM services WHERE gone_since IS NOT NULL))
                   WHERE (last < ?1 OR gone_since > last) AND coalesce(tried_on, '') <= ?2
                   ORDER BY people > 0 DESC, gone_since IS NULL, last, name"#,
            )?;
            let mut rows = statement.query(params![since, tried])?;
            // Several records of one service take up one line.
            let mut asked = BTreeSet::new();
            let mut lines = Vec::new();
            while let Some(row) = rows.next()? {
                let id = ServiceId(uuid_at(row, 0)?);
                if !asked.insert(one_service::kept(connection, id)?) {
                    continue;
                }
                let day = |column| -> rusqlite::Result<Option<NaiveDate>> {
                    let text: Option<String> = row.get(column)?;
                    Ok(text.and_then(|text| text.parse().ok()))
                };
                let line = ToCheck {
                    id,
                    name: row.get(1)?,
                    phone: row.get(2)?,
                    last: day(3)?,
                    by: row.get(4)?,
                    gone_since: day(5)?,
                    people: row.get(6)?,
                    tried: row.get(7)?,
                };
                lines.extend(together(connection, line, &since, &tried)?);
                if lines.len() >= limit as usize {
                    break;
                }
            }
            Ok(lines)
        })
    }
}

/// A line as it stands for all records of its service; nothing if it is not asked for any more, since another of them was looked at,
/// or nobody was reached a short while ago.
fn together(
    connection: &Connection,
    row: ToCheck,
    since: &str,
    tried_before: &str,
) -> Result<Option<ToCheck>> {
    let Some(joined) = joined(connection, row.id)? else {
        return Ok(Some(row));
    };
    let Joined {
        service,
        last,
        people,
    } = joined;
    let is_fresh = last.is_some_and(|last| *last.to_string() >= *since);
    let is_closed = service.status == Some(ServiceStatus::Defunct) || service.archived.is_some();
    if is_closed || (is_fresh && service.gone_since <= last) {
        return Ok(None);
    }
    let checked = service
        .checked_on
        .map_or(String::new(), |on| on.to_string());
    let (tried, tried_on): (u32, String) = connection
        .prepare_cached(&format!(
            r#"SELECT count(*) FILTER (WHERE "on" >= ?2), coalesce(max("on"), '') FROM service_checks
               WHERE service IN {EVERY_SOURCE} AND found = 'no_answer' AND archived IS NULL"#
        ))?
        .query_row(
            params![service.id.0.as_bytes().as_slice(), checked],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
    if *tried_on > *tried_before {
        return Ok(None);
    }
    Ok(Some(ToCheck {
        id: service.id,
        name: service.name.0,
        phone: service.phone.0,
        last,
        by: service.checked_by.0,
        gone_since: service.gone_since,
        people,
        tried,
    }))
}

/// A service of several records, as it is asked about.
pub(crate) struct Joined {
    /// As it is shown.
    pub service: Service,
    /// When any of them was last checked or assured.
    pub last: Option<NaiveDate>,
    /// People with an open connection to any of them.
    pub people: u32,
}

/// A record's service, if it is one of several.
pub(crate) fn joined(connection: &Connection, id: ServiceId) -> Result<Option<Joined>> {
    let one = one_service::one(connection, id)?;
    if one.sides.len() == 1 && one.side.service.id == id {
        return Ok(None);
    }
    let service = one.side.service;
    let people = connection
        .prepare_cached(&format!(
            "SELECT count(DISTINCT person) FROM connections WHERE service IN {EVERY_SOURCE} AND service IS NOT NULL
             AND archived IS NULL AND coalesce(reached, '') NOT IN ('finished', 'did_not_happen')"
        ))?
        .query_row([service.id.0.as_bytes().as_slice()], |row| row.get(0))?;
    Ok(Some(Joined {
        last: service.checked_on.max(service.assured_on),
        people,
        service,
    }))
}
