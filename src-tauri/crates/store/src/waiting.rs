//! Who waits: for how long, why somebody might go first, and the figures that referrers are told.
//!
//! There is no score. What speaks for seeing somebody soon is listed as it stands in their record, and the screen shows every word of it.

use crate::Store;
use crate::error::Result;
use crate::one_person::EVERY_RECORD;
use crate::people::{Counts, PersonRow, counts, rows_where};
use crate::rows::select;
use alongside_domain::coming_in::{Episode, Referral, ReferralPause};
use alongside_domain::ids::PersonId;
use alongside_domain::person::{Circumstances, Person};
use chrono::{Days, NaiveDate};
use rusqlite::{Connection, params};

/// Somebody who waits.
#[derive(Clone)]
pub struct Waits {
    /// As in a list.
    pub row: PersonRow,
    /// Who they are.
    pub person: Person,
    /// What they need in the way of adjustments.
    pub circumstances: Option<Circumstances>,
    /// Since when they wait.
    pub since: Option<NaiveDate>,
    /// Their newest episode.
    pub episode: Option<Episode>,
    /// The newest referral.
    pub referral: Option<Referral>,
    /// Needs that are not met.
    pub needs: u32,
    /// Risks that have not ended.
    pub risks: u32,
    /// Safeguarding concerns that have not ended.
    pub safeguarding: u32,
}

/// The whole list, and what referrers are told of it.
#[derive(Clone)]
pub struct WaitingList {
    /// Who waits, longest first.
    pub waits: Vec<Waits>,
    /// How many people stand where.
    pub counts: Counts,
    /// Referrals that came in the last twelve weeks.
    pub referrals: u32,
    /// The pause that holds today or begins later.
    pub pause: Option<ReferralPause>,
}

/// Weeks looked back on for how many referrals come.
const WEEKS: u64 = 12;
/// At most so many are shown.
const MOST: u32 = 500;

impl Store {
    /// The pause in new referrals that holds today or begins later, if there is one.
    ///
    /// # Errors
    /// Those of the file.
    pub fn referral_pause(&self, today: NaiveDate) -> Result<Option<ReferralPause>> {
        self.read(|connection| pause(connection, today))
    }

    /// The referral that came with this number in a file before.
    ///
    /// # Errors
    /// Those of the file.
    pub fn referral_from(&self, source_id: &str) -> Result<Option<Referral>> {
        self.read(|connection| {
            let found: Vec<Referral> = select(
                connection,
                "WHERE source_id = ? AND source_id <> '' AND archived IS NULL LIMIT 1",
                &[&source_id],
            )?;
            Ok(found.into_iter().next())
        })
    }

    /// Who waits.
    ///
    /// # Errors
    /// Those of the file.
    pub fn waiting_list(&self, today: NaiveDate) -> Result<WaitingList> {
        self.read(|connection| read(connection, today))
    }
}

fn read(connection: &Connection, today: NaiveDate) -> Result<WaitingList> {
    let rows = rows_where(
        connection,
        today,
        "AND p.standing = 'waiting' ORDER BY coalesce(p.referred_on, p.standing_since) LIMIT ?2",
        &[&MOST],
    )?;
    let waits = rows
        .into_iter()
        .map(|row| waits(connection, today, row))
        .collect::<Result<_>>()?;
    let since = (today - Days::new(7 * WEEKS)).to_string();
    let referrals = connection
        .prepare_cached(
            "SELECT count(*) FROM referrals WHERE received_on >= ? AND archived IS NULL",
        )?
        .query_row([since], |row| row.get(0))?;
    Ok(WaitingList {
        waits,
        counts: counts(connection)?,
        referrals,
        pause: pause(connection, today)?,
    })
}

/// The pause that holds today or begins later.
fn pause(connection: &Connection, today: NaiveDate) -> Result<Option<ReferralPause>> {
    let pauses: Vec<ReferralPause> = select(
        connection,
        "WHERE archived IS NULL AND ended_on IS NULL AND coalesce(until, '9999') >= ? ORDER BY from_on",
        &[&today.to_string()],
    )?;
    Ok(pauses.into_iter().next_back())
}

fn waits(connection: &Connection, today: NaiveDate, row: PersonRow) -> Result<Waits> {
    let id: PersonId = row.id;
    let key = id.0.as_bytes().as_slice();
    let count = |from: &str| -> Result<u32> {
        let sql = format!("SELECT count(*) FROM {from}");
        Ok(connection
            .prepare_cached(&sql)?
            .query_row(params![key, today.to_string()], |row| row.get(0))?)
    };
    let newest = |order: &str| {
        format!(
            "WHERE person IN {EVERY_RECORD} AND archived IS NULL ORDER BY {order} DESC, n DESC LIMIT 1"
        )
    };
    let people: Vec<Person> = select(connection, "WHERE id = ?", &[&key])?;
    let person = people
        .into_iter()
        .next()
        .ok_or(crate::StoreError::NotFound)?;
    Ok(Waits {
        since: row.referred_on.or(row.standing_since),
        person,
        circumstances: select(connection, "WHERE id = ?", &[&key])?.pop(),
        episode: select(connection, &newest("began_on"), &[&key])?.pop(),
        referral: select(connection, &newest("received_on"), &[&key])?.pop(),
        needs: count(&format!(
            "needs WHERE person IN {EVERY_RECORD} AND archived IS NULL AND met_on IS NULL AND ?2 IS NOT NULL"
        ))?,
        risks: count(&format!(
            "risks WHERE person IN {EVERY_RECORD} AND archived IS NULL AND none_identified = 0 AND (ends_on IS NULL OR ends_on >= ?2)"
        ))?,
        safeguarding: count(&format!(
            "safeguarding WHERE person IN {EVERY_RECORD} AND archived IS NULL AND (ended_on IS NULL OR ended_on >= ?2)"
        ))?,
        row,
    })
}
