//! Today: what to do now, read in one moment.

use crate::Store;
use crate::checking::{Joined, joined};
use crate::diary::{Beside, beside};
use crate::error::Result;
use crate::local;
use crate::one_person::{EVERY_RECORD, kept};
use crate::one_service;
use crate::people::{Counts, PersonRow, counts, row, rows_where};
use crate::rows::{select, uuid_at};
use alongside_domain::care::Risk;
use alongside_domain::contact::Contact;
use alongside_domain::diary::Appointment;
use alongside_domain::ids::{PersonId, ServiceId};
use alongside_domain::person::{AboutMe, Circumstances, Person};
use alongside_domain::plan::{Action, Agreement, Goal};
use chrono::{Datelike as _, Days, NaiveDate};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// A contact arranged, with what to know on the way.
#[derive(Clone)]
pub struct Visit {
    /// The contact.
    pub contact: Contact,
    /// Who, as in a list.
    pub row: PersonRow,
    /// Who, whole.
    pub person: Person,
    /// How to communicate.
    pub about: Option<AboutMe>,
    /// How to get in.
    pub circumstances: Option<Circumstances>,
    /// The last contact at which something was agreed.
    pub agreed: Option<Contact>,
    /// Actions not done that are due by then.
    pub actions: Vec<Action>,
    /// Risks that have not ended.
    pub risks: Vec<Risk>,
}

/// A service that nobody has checked for a while though people go to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    /// Id.
    pub id: ServiceId,
    /// Name.
    pub name: String,
    /// When it was last checked or assured.
    pub last: Option<NaiveDate>,
    /// People connected to it.
    pub people: u32,
}

/// Today.
#[derive(Clone)]
pub struct Today {
    /// Arranged for today, and earlier ones not written up.
    pub visits: Vec<Visit>,
    /// Arranged for the coming week.
    pub coming: Vec<Visit>,
    /// Of today and the coming week, what is not with a person and not called off, in time order.
    pub appointments: Vec<Appointment>,
    /// Open, and not spoken with for two weeks or more, longest first.
    pub silent: Vec<PersonRow>,
    /// Waiting, newest referral first.
    pub new_referrals: Vec<PersonRow>,
    /// Waiting, longest first.
    pub waiting: Vec<PersonRow>,
    /// Actions due.
    pub actions: Vec<(PersonRow, Action)>,
    /// Goals to look at again.
    pub goals: Vec<(PersonRow, Goal)>,
    /// Plans to look at again.
    pub plans: Vec<(PersonRow, Agreement)>,
    /// Services to check.
    pub services: Vec<Unchecked>,
    /// Tasks, people handed over, who is away.
    pub beside: Beside,
    /// How many people stand where.
    pub counts: Counts,
    /// People with a contact that happened since the financial year began.
    pub seen_this_year: u32,
}

/// Days without a contact after which someone is worth getting back to.
const SILENCE_DAYS: u64 = 14;
/// Days after which a service that people go to is worth checking (Open Referral UK: assurance under three months old).
const CHECK_DAYS: u64 = 91;
/// How many of each Today shows; lists of the whole are elsewhere.
const SHOWN: i64 = 12;

impl Store {
    /// Today, for the link worker.
    ///
    /// # Errors
    /// Those of the file.
    pub fn today(&self, today: NaiveDate) -> Result<Today> {
        self.read(|connection| read(connection, today, &local::worker(connection)?))
    }
}

pub(crate) fn read(connection: &Connection, today: NaiveDate, worker: &str) -> Result<Today> {
    let day = today.to_string();
    let earlier = (today - Days::new(7)).to_string();
    let week = (today + Days::new(7)).to_string();
    let planned = |from: &str, to: &str| -> Result<Vec<Visit>> {
        let contacts: Vec<Contact> = select(
            connection,
            r#"WHERE "on" >= ? AND "on" <= ? AND came = 'planned' AND archived IS NULL ORDER BY "on", at IS NULL, at LIMIT 40"#,
            &[&from, &to],
        )?;
        contacts
            .into_iter()
            .map(|contact| visit(connection, today, contact))
            .collect()
    };
    let tomorrow = (today + Days::new(1)).to_string();
    let silent_since = (today - Days::new(SILENCE_DAYS)).to_string();
    let silent = rows_where(
        connection,
        today,
        r#"AND p.n IN (SELECT q.n FROM met m INDEXED BY met_silence CROSS JOIN people q ON q.id = m.person
               WHERE m.standing = 'open' AND coalesce(m.last_on, m.standing_since, '') <= ?2
               AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.person = q.id AND c.came = 'planned' AND c."on" >= ?1 AND c.archived IS NULL)
               ORDER BY coalesce(m.last_on, m.standing_since, '') LIMIT ?3)"#,
        &[&silent_since, &SHOWN],
    )?;
    let year = financial_year(today).to_string();
    Ok(Today {
        visits: planned(&earlier, &day)?,
        coming: planned(&tomorrow, &week)?,
        appointments: select(
            connection,
            r#"WHERE "on" >= ?1 AND "on" <= ?2 AND worker IN (?3, '') AND archived IS NULL
               AND coalesce(came, 'planned') NOT IN ('cancelled_by_person', 'cancelled_by_worker')
               ORDER BY "on", at IS NULL, at, n LIMIT 60"#,
            &[&day, &week, &worker],
        )?,
        silent: sorted_by_silence(silent),
        new_referrals: rows_where(
            connection,
            today,
            "AND p.standing = 'waiting' AND p.referred_on >= ?2 ORDER BY p.referred_on DESC LIMIT ?3",
            &[&earlier, &SHOWN],
        )?,
        waiting: rows_where(
            connection,
            today,
            "AND p.standing = 'waiting' ORDER BY coalesce(p.referred_on, p.standing_since) LIMIT ?2",
            &[&SHOWN],
        )?,
        actions: with_person(
            connection,
            today,
            select(
                connection,
                "WHERE due_on <= ? AND archived IS NULL AND done_on IS NULL
                 AND coalesce(status, 'planned') IN ('planned', 'doing') ORDER BY due_on LIMIT ?",
                &[&day, &SHOWN],
            )?,
            |action: &Action| action.person,
        )?,
        goals: with_person(
            connection,
            today,
            select(
                connection,
                "WHERE review_on <= ? AND archived IS NULL AND coalesce(status, 'planned') IN ('planned', 'doing', 'partly')
                 ORDER BY review_on LIMIT ?",
                &[&day, &SHOWN],
            )?,
            |goal: &Goal| goal.person,
        )?,
        plans: with_person(
            connection,
            today,
            select(
                connection,
                r#"WHERE review_on <= ?1 AND archived IS NULL
                   AND NOT EXISTS (SELECT 1 FROM agreements later WHERE later.person = agreements.person AND later.archived IS NULL
                                   AND later."on" > agreements."on")
                   ORDER BY review_on LIMIT ?2"#,
                &[&day, &SHOWN],
            )?,
            |agreement: &Agreement| agreement.person,
        )?,
        services: unchecked(connection, today)?,
        beside: beside(connection, today, worker, SHOWN)?,
        counts: counts(connection)?,
        seen_this_year: connection
            .prepare_cached("SELECT count(*) FROM met WHERE last_on >= ?")?
            .query_row([year], |row| row.get(0))?,
    })
}

/// The first of April that began the financial year.
fn financial_year(today: NaiveDate) -> NaiveDate {
    let year = if today.month() >= 4 {
        today.year()
    } else {
        today.year() - 1
    };
    NaiveDate::from_ymd_opt(year, 4, 1).unwrap_or(today)
}

fn sorted_by_silence(mut rows: Vec<PersonRow>) -> Vec<PersonRow> {
    rows.sort_by_key(|row| row.last_contact.or(row.standing_since));
    rows
}

/// Pairs records with their person; those of people in the bin or no longer supported are left out.
fn with_person<T>(
    connection: &Connection,
    today: NaiveDate,
    records: Vec<T>,
    person: impl Fn(&T) -> PersonId,
) -> Result<Vec<(PersonRow, T)>> {
    let mut found = Vec::with_capacity(records.len());
    for record in records {
        let key = kept(connection, person(&record))?;
        let rows = rows_where(
            connection,
            today,
            "AND p.id = ?2 AND coalesce(p.standing, 'open') <> 'closed'",
            &[&key.0.as_bytes().as_slice()],
        )?;
        if let Some(row) = rows.into_iter().next() {
            found.push((row, record));
        }
    }
    Ok(found)
}

pub(crate) fn visit(connection: &Connection, today: NaiveDate, contact: Contact) -> Result<Visit> {
    let person = kept(connection, contact.person)?;
    let key = person.0.as_bytes().as_slice();
    let by = contact.on.unwrap_or(today).max(today).to_string();
    Ok(Visit {
        row: row(connection, today, person)?,
        person: select(connection, "WHERE id = ?", &[&key])?
            .pop()
            .ok_or(crate::StoreError::NotFound)?,
        about: select(connection, "WHERE id = ?", &[&key])?.pop(),
        circumstances: select(connection, "WHERE id = ?", &[&key])?.pop(),
        agreed: select(
            connection,
            &format!(r#"WHERE person IN {EVERY_RECORD} AND "on" <= ?2 AND came = 'happened' AND agreed_next <> '' AND archived IS NULL
               ORDER BY "on" DESC, at DESC LIMIT 1"#),
            &[&key, &by],
        )?
        .pop(),
        actions: select(
            connection,
            &format!("WHERE person IN {EVERY_RECORD} AND archived IS NULL AND done_on IS NULL AND due_on <= ?2
             AND coalesce(status, 'planned') IN ('planned', 'doing') ORDER BY due_on"),
            &[&key, &by],
        )?,
        risks: select(
            connection,
            &format!("WHERE person IN {EVERY_RECORD} AND archived IS NULL AND none_identified = 0 AND (ends_on IS NULL OR ends_on >= ?2)"),
            &[&key, &today.to_string()],
        )?,
        contact,
    })
}

fn unchecked(connection: &Connection, today: NaiveDate) -> Result<Vec<Unchecked>> {
    let since = (today - Days::new(CHECK_DAYS)).to_string();
    let mut statement = connection.prepare_cached(
        "SELECT s.id, s.name, max(coalesce(s.checked_on, ''), coalesce(s.assured_on, '')) AS last, count(DISTINCT c.person)
         FROM connections c JOIN services s ON s.id = c.service
         WHERE c.service IS NOT NULL AND c.archived IS NULL AND s.archived IS NULL
           AND coalesce(c.reached, '') NOT IN ('finished', 'did_not_happen')
         GROUP BY s.id HAVING last < ? ORDER BY last, s.name",
    )?;
    let mut rows = statement.query([&since])?;
    // Several records of one service take up one line, and a check of one of them holds for all.
    let mut asked = BTreeSet::new();
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let id = ServiceId(uuid_at(row, 0)?);
        if !asked.insert(one_service::kept(connection, id)?) {
            continue;
        }
        lines.extend(match joined(connection, id)? {
            None => Some(Unchecked {
                id,
                name: row.get(1)?,
                last: row.get::<_, String>(2)?.parse().ok(),
                people: row.get(3)?,
            }),
            Some(Joined {
                service,
                last,
                people,
            }) => {
                let is_fresh = last.is_some_and(|last| last.to_string() >= since);
                (!is_fresh && service.archived.is_none()).then_some(Unchecked {
                    id: service.id,
                    name: service.name.0,
                    last,
                    people,
                })
            }
        });
        if lines.len() as i64 >= SHOWN {
            break;
        }
    }
    Ok(lines)
}
