//! Somebody who is recorded twice: two records read as one, and looking for who may be the same.
//!
//! Joining moves nothing: the later record names the earlier (`same_as`), and what belongs to either is read together. So it can be
//! taken apart at any time, also after others have seen it and written on. A record names only one that is older than itself (ids grow
//! with time), so that two laptops that join the same two at the same time never make a ring in which both are lost.

use crate::error::Result;
use crate::local;
use crate::people::{PersonRow, row};
use crate::rows::{select, uuid_at};
use crate::{Store, Tx};
use alongside_domain::Record;
use alongside_domain::alike::twice::{is_one, maybe_twice};
use alongside_domain::alike::{Likeness, Traits, alike};
use alongside_domain::coming_in::NotSamePerson;
use alongside_domain::ids::PersonId;
use alongside_domain::person::Person;
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::{BTreeMap, BTreeSet};

/// A person and whoever is joined with them; `?1` is the person.
pub(crate) const EVERY_RECORD: &str = "(WITH RECURSIVE one(id) AS (SELECT ?1 UNION SELECT twice.id FROM people twice JOIN one ON twice.same_as = one.id) SELECT id FROM one)";
/// How many who may be the same are looked at closely, and shown.
const CLOSELY: usize = 40;
const SHOWN: usize = 8;
/// How many pairs that may be recorded twice are shown; the next come when these are decided.
const PAIRS: usize = 50;

/// Somebody who may be the same person, and why.
#[derive(Clone)]
pub struct MaybeSame {
    /// As in a list.
    pub row: PersonRow,
    /// Who supports them.
    pub worker: String,
    /// Why.
    pub because: Vec<Likeness>,
}

/// Two records that may be of one person.
#[derive(Clone)]
pub struct Twice {
    /// The one that was written first.
    pub one: MaybeSame,
    /// The other, and why.
    pub other: MaybeSame,
}

/// The record that is kept, for one that may be joined with it.
pub(crate) fn kept(connection: &Connection, id: PersonId) -> Result<PersonId> {
    let mut at = id;
    // Each names an older one; a file that says otherwise is read no further than this.
    for _ in 0..16 {
        let next: Option<Option<Vec<u8>>> = connection
            .prepare_cached("SELECT same_as FROM people WHERE id = ?")?
            .query_row([at.0.as_bytes().as_slice()], |row| row.get(0))
            .optional()?;
        match next
            .flatten()
            .and_then(|bytes| uuid::Uuid::from_slice(&bytes).ok())
        {
            Some(older) if older < at.0 => at = PersonId(older),
            _ => break,
        }
    }
    Ok(at)
}

/// What is compared of a person.
#[must_use]
pub fn traits_of(person: &Person) -> Traits {
    let number = person
        .nhs_number
        .as_ref()
        .map_or("", |number| number.as_str());
    Traits::named([
        person.preferred_name.0.as_str(),
        person.given_name.0.as_str(),
        person.family_name.0.as_str(),
        person.also_known_as.0.as_str(),
    ])
    .born(person.date_of_birth)
    .nhs_number(number)
    .postcode(person.postcode().unwrap_or_default())
    .phones(person.reach.iter().map(|reach| reach.value.as_str()))
}

/// Ids of people whose numbers begin with one of these, by the index of numbers.
fn by_numbers(connection: &Connection, numbers: &[String]) -> Result<BTreeSet<PersonId>> {
    let mut found = BTreeSet::new();
    for number in numbers {
        let mut statement = connection.prepare_cached(
            "SELECT p.id FROM person_names w JOIN people p ON p.n = w.rowid
             WHERE person_names MATCH ? AND p.archived IS NULL LIMIT 20",
        )?;
        let rows =
            statement.query_map([format!("details: \"{number}\"*")], |row| uuid_at(row, 0))?;
        for id in rows {
            found.insert(kept(connection, PersonId(id?))?);
        }
    }
    Ok(found)
}

/// Somebody who is typed, imported or open, and is looked for among everybody.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// What is compared.
    pub traits: Traits,
    /// NHS and telephone numbers as they may stand in a record, without spaces.
    pub numbers: Vec<String>,
    /// Not this one, nor whoever was said to be another.
    pub except: Option<PersonId>,
}

/// Calls with everybody's traits, from one narrow index.
fn each_of_everybody(
    connection: &Connection,
    mut look: impl FnMut(PersonId, &Traits),
) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT id, preferred_name, given_name, family_name, date_of_birth, coalesce(addresses ->> '$[0].postcode', '')
         FROM people INDEXED BY people_list WHERE archived IS NULL AND same_as IS NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |at: usize| -> Result<&str> {
            row.get_ref(at)?
                .as_str()
                .map_err(|_| crate::StoreError::Damaged("a text is not one"))
        };
        let born = row
            .get_ref(4)?
            .as_str_or_null()
            .ok()
            .flatten()
            .and_then(|text| text.parse().ok());
        let known = Traits::named([text(1)?, text(2)?, text(3)?])
            .born(born)
            .postcode(text(5)?);
        look(PersonId(uuid_at(row, 0)?), &known);
    }
    Ok(())
}

/// Everybody is read once, however many are sought; the few that are alike are then looked at whole.
pub(crate) fn maybe_same(
    connection: &Connection,
    sought: &[Sought],
    today: NaiveDate,
) -> Result<Vec<Vec<MaybeSame>>> {
    let mut likely: Vec<Vec<(u32, PersonId)>> = vec![Vec::new(); sought.len()];
    if sought.iter().any(|one| !one.traits.is_blank()) {
        each_of_everybody(connection, |id, known| {
            for (one, likely) in sought.iter().zip(&mut likely) {
                if let Some((_, weight)) = alike(&one.traits, known) {
                    likely.push((weight, id));
                }
            }
        })?;
    }
    sought
        .iter()
        .zip(likely)
        .map(|(one, likely)| closely(connection, one, likely, today))
        .collect()
}

/// Whoever was said to be somebody else than this one.
fn said_not_same(connection: &Connection, id: PersonId) -> Result<BTreeSet<PersonId>> {
    let said: Vec<NotSamePerson> = select(
        connection,
        "WHERE archived IS NULL AND (person = ?1 OR other = ?1)",
        &[&id.0.as_bytes().as_slice()],
    )?;
    Ok(said
        .into_iter()
        .flat_map(|pair| [pair.person, pair.other])
        .collect())
}

fn closely(
    connection: &Connection,
    sought: &Sought,
    mut likely: Vec<(u32, PersonId)>,
    today: NaiveDate,
) -> Result<Vec<MaybeSame>> {
    let wanted = &sought.traits;
    if wanted.is_blank() {
        return Ok(Vec::new());
    }
    let mut not_same: BTreeSet<PersonId> = sought.except.into_iter().collect();
    if let Some(id) = sought.except {
        not_same.extend(said_not_same(connection, id)?);
    }
    likely.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    likely.truncate(CLOSELY);
    let mut closely: BTreeSet<PersonId> = likely.into_iter().map(|(_, id)| id).collect();
    closely.extend(by_numbers(connection, &sought.numbers)?);
    let mut found: BTreeMap<(std::cmp::Reverse<u32>, PersonId), MaybeSame> = BTreeMap::new();
    for id in closely.difference(&not_same) {
        let people: Vec<Person> = select(
            connection,
            "WHERE id = ? AND archived IS NULL",
            &[&id.0.as_bytes().as_slice()],
        )?;
        let Some(person) = people.into_iter().next() else {
            continue;
        };
        if let Some((because, weight)) = alike(wanted, &traits_of(&person)) {
            let maybe = MaybeSame {
                row: row(connection, today, *id)?,
                worker: person.worker.0,
                because,
            };
            found.insert((std::cmp::Reverse(weight), *id), maybe);
        }
    }
    Ok(found.into_values().take(SHOWN).collect())
}

/// Who may be recorded twice, whoever wrote the two: those of the worker first, then the likeliest. Pairs that were said to be two are
/// left out.
pub(crate) fn recorded_twice(
    connection: &Connection,
    today: NaiveDate,
    worker: &str,
) -> Result<Vec<Twice>> {
    let (mut ids, mut all) = (Vec::new(), Vec::new());
    each_of_everybody(connection, |id, known| {
        ids.push(id);
        all.push(known.clone());
    })?;
    let mut pairs: BTreeSet<(PersonId, PersonId)> = maybe_twice(&all)
        .into_iter()
        .filter_map(|(one, other)| Some((*ids.get(one)?, *ids.get(other)?)))
        .map(|(one, other)| (one.min(other), one.max(other)))
        .collect();
    pairs.extend(of_one_number(connection)?);
    // What the narrow index does not hold may speak against it, or for more: another number, the same telephone.
    let whole = |id: PersonId| -> Result<Option<Person>> {
        Ok(select(connection, "WHERE id = ?", &[&id.0.as_bytes().as_slice()])?.pop())
    };
    let mut found = Vec::new();
    for (one, other) in pairs {
        let (Some(one), Some(other)) = (whole(one)?, whole(other)?) else {
            continue;
        };
        if let Some((because, weight)) = is_one(&traits_of(&one), &traits_of(&other))
            && !said_not_same(connection, one.id)?.contains(&other.id)
        {
            let is_own = [&one, &other]
                .iter()
                .any(|person| person.worker.0 == worker);
            found.push((!is_own, std::cmp::Reverse(weight), one, other, because));
        }
    }
    found.sort_by_key(|(not_own, weight, one, other, _)| (*not_own, *weight, one.id, other.id));
    found.truncate(PAIRS);
    let side = |person: Person, because| -> Result<MaybeSame> {
        Ok(MaybeSame {
            row: row(connection, today, person.id)?,
            worker: person.worker.0,
            because,
        })
    };
    found
        .into_iter()
        .map(|(_, _, one, other, because)| {
            Ok(Twice {
                one: side(one, Vec::new())?,
                other: side(other, because)?,
            })
        })
        .collect()
}

/// Pairs of records with one NHS number.
fn of_one_number(connection: &Connection) -> Result<Vec<(PersonId, PersonId)>> {
    let mut statement = connection.prepare_cached(
        "SELECT min(id), max(id) FROM people INDEXED BY people_numbers
         WHERE nhs_number IS NOT NULL AND archived IS NULL AND same_as IS NULL GROUP BY nhs_number HAVING count(*) > 1",
    )?;
    let pairs = statement
        .query_map([], |row| {
            Ok((PersonId(uuid_at(row, 0)?), PersonId(uuid_at(row, 1)?)))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(pairs)
}

impl Store {
    /// Who may be recorded twice, by whoever: at most fifty pairs, those of the worker first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn recorded_twice(&self, today: NaiveDate) -> Result<Vec<Twice>> {
        self.read(|connection| recorded_twice(connection, today, &local::worker(connection)?))
    }

    /// Who may be the same person as each of those sought: the likeliest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn maybe_same(&self, sought: &[Sought], today: NaiveDate) -> Result<Vec<Vec<MaybeSame>>> {
        self.read(|connection| maybe_same(connection, sought, today))
    }

    /// One person as in a list.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`]; also if they are in the bin.
    pub fn person_row(&self, id: PersonId, today: NaiveDate) -> Result<PersonRow> {
        self.read(|connection| row(connection, today, id))
    }

    /// The record that is kept, for one that may be joined with it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn kept_person(&self, id: PersonId) -> Result<PersonId> {
        self.read(|connection| kept(connection, id))
    }

    /// Every record of one kind that belongs to a person or to whoever is joined with them; what is in the bin is left out.
    ///
    /// # Errors
    /// Those of the file.
    pub fn of_person<R: Record>(&self, person: PersonId) -> Result<Vec<R>> {
        self.read(|connection| of_person(connection, person))
    }

    /// The records that are joined with a person's, in the order in which they were made.
    ///
    /// # Errors
    /// Those of the file.
    pub fn joined_with(&self, person: PersonId) -> Result<Vec<Person>> {
        self.read(|connection| joined_with(connection, person))
    }
}

impl Tx<'_> {
    /// Every record of one kind that belongs to a person or to whoever is joined with them; what is in the bin is left out.
    ///
    /// # Errors
    /// Those of the file.
    pub fn of_person<R: Record>(&self, person: PersonId) -> Result<Vec<R>> {
        of_person(self.connection, person)
    }
}

pub(crate) fn joined_with(connection: &Connection, person: PersonId) -> Result<Vec<Person>> {
    select(
        connection,
        &format!("WHERE id IN {EVERY_RECORD} AND id <> ?1 ORDER BY n"),
        &[&person.0.as_bytes().as_slice()],
    )
}

fn of_person<R: Record>(connection: &Connection, person: PersonId) -> Result<Vec<R>> {
    select(
        connection,
        &format!("WHERE person IN {EVERY_RECORD} AND archived IS NULL ORDER BY n"),
        &[&person.0.as_bytes().as_slice()],
    )
}
