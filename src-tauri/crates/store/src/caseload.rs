//! Reading what each worker carries: counted from the records, judged elsewhere (`alongside_domain::caseload`).

use crate::Store;
use crate::error::Result;
use crate::rows::select;
use alongside_domain::caseload::{Carried, weekdays};
use alongside_domain::diary::{Capacity, Leave};
use alongside_domain::learning::year_of;
use chrono::{Days, NaiveDate};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// What one worker carries, and what was agreed with them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkerCarries {
    /// What they carry.
    pub carried: Carried,
    /// What was agreed last, if anything was.
    pub agreed: Option<Capacity>,
    /// People who wait for them.
    pub waiting: u32,
}

impl Store {
    /// What each worker carries who has somebody or has agreed to something, by name.
    ///
    /// # Errors
    /// Those of the file.
    pub fn caseloads(&self, today: NaiveDate) -> Result<BTreeMap<String, WorkerCarries>> {
        self.read(|connection| read(connection, today))
    }
}

fn read(connection: &Connection, today: NaiveDate) -> Result<BTreeMap<String, WorkerCarries>> {
    let day = today.to_string();
    let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let (lately, quarter) = (back(27), back(83));
    let year = year_of(today);
    let mut all: BTreeMap<String, WorkerCarries> = BTreeMap::new();
    // How much somebody asks of the worker is said in their newest time of support.
    let mut statement = connection.prepare_cached(
        "SELECT p.worker, p.standing,
                (SELECT e.intensity FROM episodes e WHERE e.person = p.id AND e.archived IS NULL ORDER BY e.began_on DESC, e.n DESC LIMIT 1),
                count(*), sum(p.standing_since BETWEEN ?1 AND ?2)
         FROM people p WHERE p.archived IS NULL AND p.same_as IS NULL AND p.worker <> '' AND p.standing IS NOT NULL
         GROUP BY 1, 2, 3",
    )?;
    let mut rows = statement.query(params![quarter.to_string(), day])?;
    while let Some(row) = rows.next()? {
        let worker = all.entry(row.get(0)?).or_default();
        let (standing, intensity): (String, Option<String>) = (row.get(1)?, row.get(2)?);
        let (people, lately): (u32, Option<u32>) = (row.get(3)?, row.get(4)?);
        let carried = &mut worker.carried;
        match standing.as_str() {
            "open" => {
                carried.begun += lately.unwrap_or_default();
                match intensity.as_deref() {
                    Some("light") => carried.light += people,
                    Some("intensive") => carried.intensive += people,
                    _ => carried.usual += people,
                }
            }
            "waiting" => worker.waiting += people,
            "closed" => carried.ended += lately.unwrap_or_default(),
            _ => {}
        }
    }
    let mut statement = connection.prepare_cached(
        r#"SELECT coalesce(nullif(c.worker, ''), c.author), count(DISTINCT CASE WHEN c.came = 'happened' THEN c.person END),
                  coalesce(sum(CASE WHEN c."on" >= ?2 THEN coalesce(c.minutes, 0) + coalesce(c.travel_minutes, 0) END), 0),
                  coalesce(sum(c."on" >= ?2 AND c.minutes IS NULL AND c.came = 'happened'), 0)
           FROM contacts c WHERE c."on" BETWEEN ?1 AND ?3 AND c.archived IS NULL AND c.came IN ('happened', 'attempted', 'did_not_come')
           GROUP BY 1"#,
    )?;
    let first = year.0.min(lately);
    let mut rows = statement.query(params![first.to_string(), lately.to_string(), day])?;
    while let Some(row) = rows.next()? {
        let worker: String = row.get(0)?;
        if worker.is_empty() {
            continue;
        }
        let carried = &mut all.entry(worker).or_default().carried;
        carried.met_this_year = row.get(1)?;
        carried.listening_minutes += row.get::<_, i64>(2)?;
        carried.without_minutes += row.get::<_, u32>(3)?;
    }
    drop_ins(connection, lately, &day, &mut all)?;
    away(connection, today, lately, &mut all)?;
    let agreed: Vec<Capacity> = select(
        connection,
        "WHERE archived IS NULL AND (from_on IS NULL OR from_on <= ?) ORDER BY from_on, n",
        &[&day],
    )?;
    for one in agreed {
        if let Some(worker) = one.worker.some().map(str::to_owned) {
            all.entry(worker).or_default().agreed = Some(one);
        }
    }
    Ok(all)
}

/// A morning at a drop-in is listening like any other. What became a contact is counted as that contact.
fn drop_ins(
    connection: &Connection,
    lately: NaiveDate,
    day: &str,
    all: &mut BTreeMap<String, WorkerCarries>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(
        r#"SELECT c.author, coalesce(sum(c.minutes), 0), sum(c.minutes IS NULL)
           FROM conversations c JOIN drop_ins d ON d.id = c.drop_in
           WHERE d."on" BETWEEN ?1 AND ?2 AND c.archived IS NULL AND d.archived IS NULL AND c.became IS NULL AND c.author <> ''
           GROUP BY 1"#,
    )?;
    let mut rows = statement.query(params![lately.to_string(), day])?;
    while let Some(row) = rows.next()? {
        let carried = &mut all.entry(row.get(0)?).or_default().carried;
        carried.listening_minutes += row.get::<_, i64>(1)?;
        carried.without_minutes += row.get::<_, u32>(2)?;
    }
    Ok(())
}

fn away(
    connection: &Connection,
    today: NaiveDate,
    lately: NaiveDate,
    all: &mut BTreeMap<String, WorkerCarries>,
) -> Result<()> {
    let year = year_of(today);
    let first = year.0.min(lately).to_string();
    let away: Vec<Leave> = select(
        connection,
        "WHERE archived IS NULL AND until >= ? AND from_on IS NOT NULL",
        &[&first],
    )?;
    for one in away {
        // Parts of a day are no day away.
        let whole = one.from_at.is_none() && one.back_at.is_none();
        let (Some(worker), Some(from), Some(until), true) =
            (one.worker.some(), one.from_on, one.until, whole)
        else {
            continue;
        };
        if let Some(known) = all.get_mut(worker) {
            known.carried.away_this_year += weekdays(from, until, year);
            known.carried.away_lately += weekdays(from, until, (lately, today));
        }
    }
    Ok(())
}
