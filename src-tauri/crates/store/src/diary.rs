//! Reading the days: who is where, what is still to do, who was handed to whom, who has not said that they are out again.

use crate::Store;
use crate::error::Result;
use crate::one_person::{EVERY_RECORD, kept};
use crate::people::{PersonRow, rows_where};
use crate::rows::select;
use crate::today::{Visit, visit};
use alongside_domain::contact::Contact;
use alongside_domain::diary::{Appointment, HandOver, Leave, Task};
use alongside_domain::ids::PersonId;
use alongside_domain::person::Person;
use chrono::NaiveDate;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Most lines of one look into the diary.
const MOST: i64 = 1000;

/// Most times of a year.
const MOST_TIMES: i64 = 4000;

/// Whose diary a contact stands in, if it is not everybody's that is asked for: `?3` is a name, or nothing.
const IN_DIARY_OF: &str = "(?3 IS NULL OR coalesce(nullif(worker, ''), author) IN (?3, ''))";

/// What stands in the diary between two days.
#[derive(Clone)]
pub struct Diary {
    /// With people.
    pub visits: Vec<Visit>,
    /// Without.
    pub appointments: Vec<Appointment>,
    /// Who is away.
    pub away: Vec<Leave>,
}

/// The times of one worker, without what to know for each.
#[derive(Clone)]
pub struct Times {
    /// With people.
    pub contacts: Vec<(Contact, PersonRow)>,
    /// Without.
    pub appointments: Vec<Appointment>,
}

/// Somebody is out alone, or has not said that they are back.
#[derive(Clone)]
pub struct Out {
    /// At which contact.
    pub contact: Contact,
    /// With whom.
    pub person: Person,
}

/// What stands beside the visits of Today.
#[derive(Clone)]
pub struct Beside {
    /// Still to do, soonest first; then those without a day.
    pub tasks: Vec<(Option<PersonRow>, Task)>,
    /// Handed to the worker and not taken yet, or covered by them now.
    pub handed: Vec<(PersonRow, HandOver)>,
    /// Who is away today.
    pub away: Vec<Leave>,
}

impl Store {
    /// The diary from one day to another, both included; of one worker, or of everybody.
    ///
    /// # Errors
    /// Those of the file.
    pub fn diary(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        worker: Option<&str>,
        today: NaiveDate,
    ) -> Result<Diary> {
        let (from, until) = (from.to_string(), until.to_string());
        self.read(|connection| {
            let contacts: Vec<Contact> = select(
                connection,
                &format!(
                    r#"WHERE "on" >= ?1 AND "on" <= ?2 AND came IS NOT NULL AND {IN_DIARY_OF} AND archived IS NULL
                       AND person IN (SELECT id FROM people WHERE archived IS NULL)
                       ORDER BY "on", at IS NULL, at LIMIT {MOST}"#
                ),
                &[&from, &until, &worker],
            )?;
            Ok(Diary {
                visits: contacts
                    .into_iter()
                    .map(|contact| visit(connection, today, contact))
                    .collect::<Result<_>>()?,
                appointments: select(
                    connection,
                    &format!(
                        r#"WHERE "on" >= ?1 AND "on" <= ?2 AND (?3 IS NULL OR worker IN (?3, '')) AND archived IS NULL
                           ORDER BY "on", at IS NULL, at LIMIT {MOST}"#
                    ),
                    &[&from, &until, &worker],
                )?,
                away: away(connection, &from, &until)?,
            })
        })
    }

    /// The times of one worker from one day to another, both included; light, for looking whether something overlaps.
    ///
    /// # Errors
    /// Those of the file.
    pub fn times(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        worker: &str,
        today: NaiveDate,
    ) -> Result<Times> {
        let (from, until) = (from.to_string(), until.to_string());
        self.read(|connection| {
            let found: Vec<Contact> = select(
                connection,
                &format!(
                    r#"WHERE "on" >= ?1 AND "on" <= ?2 AND came IS NOT NULL AND {IN_DIARY_OF} AND archived IS NULL
                       ORDER BY "on", at IS NULL, at LIMIT {MOST_TIMES}"#
                ),
                &[&from, &until, &worker],
            )?;
            let mut contacts = Vec::with_capacity(found.len());
            for contact in found {
                if let Some(row) = known(connection, today, contact.person)? {
                    contacts.push((contact, row));
                }
            }
            Ok(Times {
                contacts,
                appointments: select(
                    connection,
                    &format!(
                        r#"WHERE "on" >= ?1 AND "on" <= ?2 AND worker IN (?3, '') AND archived IS NULL
                           ORDER BY "on", at IS NULL, at LIMIT {MOST_TIMES}"#
                    ),
                    &[&from, &until, &worker],
                )?,
            })
        })
    }

    /// What came from a calendar, by its id there; what is in the bin as well.
    ///
    /// # Errors
    /// Those of the file.
    pub fn appointments_from_calendars(&self) -> Result<BTreeMap<String, Appointment>> {
        self.read(|connection| {
            let found: Vec<Appointment> = select(connection, "WHERE source_id <> ''", &[])?;
            Ok(found
                .into_iter()
                .map(|one| (one.source_id.0.clone(), one))
                .collect())
        })
    }

    /// Who of this worker's visits has begun with a time to be out by, and is not said to be over.
    ///
    /// # Errors
    /// Those of the file.
    pub fn out_alone(&self, worker: &str) -> Result<Vec<Out>> {
        self.read(|connection| {
            let contacts: Vec<Contact> = select(
                connection,
                "WHERE out_by IS NOT NULL AND safe_at IS NULL AND archived IS NULL AND went_in_at IS NOT NULL
                   AND coalesce(nullif(worker, ''), author) IN (?1, '') ORDER BY out_by",
                &[&worker],
            )?;
            let mut out = Vec::new();
            for contact in contacts {
                let person: Option<Person> = select(
                    connection,
                    "WHERE id = ?",
                    &[&kept(connection, contact.person)?.0.as_bytes().as_slice()],
                )?
                .pop();
                if let Some(person) = person {
                    out.push(Out { contact, person });
                }
            }
            Ok(out)
        })
    }

    /// Tasks about one person: those still to do first, soonest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn tasks_of(&self, person: PersonId) -> Result<Vec<Task>> {
        self.read(|connection| {
            select(
                connection,
                &format!(
                    "WHERE person IN {EVERY_RECORD} AND archived IS NULL
                     ORDER BY done_on IS NOT NULL, done_on DESC, due_on IS NULL, due_on, n LIMIT 200"
                ),
                &[&person.0.as_bytes().as_slice()],
            )
        })
    }

    /// How one person went from colleague to colleague, newest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn hand_overs_of(&self, person: PersonId) -> Result<Vec<HandOver>> {
        self.read(|connection| {
            select(
                connection,
                &format!(
                    r#"WHERE person IN {EVERY_RECORD} AND archived IS NULL ORDER BY "on" DESC, n DESC LIMIT 100"#
                ),
                &[&person.0.as_bytes().as_slice()],
            )
        })
    }

    /// Who is away, or is going to be.
    ///
    /// # Errors
    /// Those of the file.
    pub fn leave_from(&self, today: NaiveDate) -> Result<Vec<Leave>> {
        self.read(|connection| away(connection, &today.to_string(), "9999-12-31"))
    }
}

fn away(connection: &Connection, from: &str, until: &str) -> Result<Vec<Leave>> {
    select(
        connection,
        "WHERE until >= ?1 AND coalesce(from_on, '') <= ?2 AND archived IS NULL ORDER BY from_on, worker LIMIT 200",
        &[&from, &until],
    )
}

/// What stands beside the visits, for one worker, on one day.
pub(crate) fn beside(
    connection: &Connection,
    today: NaiveDate,
    worker: &str,
    shown: i64,
) -> Result<Beside> {
    let day = today.to_string();
    let tasks: Vec<Task> = select(
        connection,
        "WHERE archived IS NULL AND done_on IS NULL AND coalesce(status, 'planned') IN ('planned', 'doing')
           AND (due_on IS NULL OR due_on <= ?1) AND worker IN (?2, '')
           ORDER BY due_on IS NULL, due_on, n LIMIT ?3",
        &[&day, &worker, &shown],
    )?;
    let mut with_people = Vec::new();
    for task in tasks {
        let row = match task.person {
            None => None,
            Some(person) => match known(connection, today, person)? {
                Some(row) => Some(row),
                // In the bin, or no longer kept: so is what was to be done about them.
                None => continue,
            },
        };
        with_people.push((row, task));
    }
    let hand_overs: Vec<HandOver> = select(
        connection,
        r#"WHERE to_worker = ?1 AND archived IS NULL
           AND ((taken_on IS NULL AND (until IS NULL OR until >= ?2))
                OR (taken_on IS NOT NULL AND until >= ?2 AND coalesce("on", '') <= ?2))
           ORDER BY taken_on IS NOT NULL, "on", n LIMIT ?3"#,
        &[&worker, &day, &shown],
    )?;
    let mut handed = Vec::new();
    for hand_over in hand_overs {
        if let Some(row) = known(connection, today, hand_over.person)? {
            handed.push((row, hand_over));
        }
    }
    Ok(Beside {
        tasks: with_people,
        handed,
        away: away(connection, &day, &day)?,
    })
}

fn known(connection: &Connection, today: NaiveDate, id: PersonId) -> Result<Option<PersonRow>> {
    let id = kept(connection, id)?;
    Ok(rows_where(
        connection,
        today,
        "AND p.id = ?2",
        &[&id.0.as_bytes().as_slice()],
    )?
    .pop())
}
