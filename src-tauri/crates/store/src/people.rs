//! Reading people: lists, search, one person whole.

use crate::Store;
use crate::error::{Result, StoreError};
use crate::one_person::{EVERY_RECORD, joined_with, kept};
use crate::rows::{self, select, uuid_at};
use crate::search::{every_long_word, every_word, row_of_words, snippet, words_of};
use alongside_domain::care::{Consent, Risk, Safeguarding};
use alongside_domain::codes::Standing;
use alongside_domain::coming_in::{Episode, EpisodeEvent, Referral};
use alongside_domain::connection::{Connection as Connected, ConnectionEvent};
use alongside_domain::contact::Contact;
use alongside_domain::ids::{AboutMeId, CircumstancesId, PersonId};
use alongside_domain::person::{AboutMe, Circumstances, Person, Relation};
use alongside_domain::plan::{Action, Agreement, Goal, Need, Progress, Step, Strength};
use alongside_domain::{Kind, Record};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};
use std::cmp::Reverse;
use std::collections::HashSet;
use uuid::Uuid;

/// How a list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By name.
    Name,
    /// Longest silence first.
    Silence,
    /// Longest in their standing first.
    Since,
    /// Newest first.
    Newest,
}

/// What a list shows of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    /// Id.
    pub id: PersonId,
    /// Preferred name.
    pub preferred_name: String,
    /// First name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Pronouns.
    pub pronouns: String,
    /// Where they stand.
    pub standing: Option<Standing>,
    /// Since when.
    pub standing_since: Option<NaiveDate>,
    /// When the referral came.
    pub referred_on: Option<NaiveDate>,
    /// Date of birth.
    pub date_of_birth: Option<NaiveDate>,
    /// Home postcode.
    pub postcode: String,
    /// Last contact that happened.
    pub last_contact: Option<NaiveDate>,
    /// Next one arranged.
    pub next_contact: Option<NaiveDate>,
    /// A few words of the note in which the search found them.
    pub found_in: String,
}

/// Which people, in which order.
#[derive(Clone, Debug)]
pub struct PeopleQuery {
    /// Words; empty for all.
    pub text: String,
    /// Only those who stand so.
    pub standing: Option<Standing>,
    /// Order, when no words are given; with words, the best hit is first.
    pub order: Order,
    /// Skip so many.
    pub offset: u32,
    /// At most so many.
    pub limit: u32,
    /// Today, for the next contact.
    pub today: NaiveDate,
}

/// How many people stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All.
    pub all: u32,
    /// Open.
    pub open: u32,
    /// Waiting.
    pub waiting: u32,
    /// Paused.
    pub paused: u32,
    /// Closed.
    pub closed: u32,
}

/// One person whole; what is in the bin is left out.
#[derive(Clone)]
pub struct Whole {
    /// Who they are.
    pub person: Person,
    /// About me.
    pub about: AboutMe,
    /// Circumstances.
    pub circumstances: Circumstances,
    /// People around them.
    pub relations: Vec<Relation>,
    /// Strengths.
    pub strengths: Vec<Strength>,
    /// Needs.
    pub needs: Vec<Need>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Steps.
    pub steps: Vec<Step>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Progress, oldest first.
    pub progress: Vec<Progress>,
    /// Agreements, newest first.
    pub agreements: Vec<Agreement>,
    /// Newest contacts.
    pub contacts: Vec<Contact>,
    /// How many contacts there are.
    pub contacts_total: u32,
    /// The next arranged contact.
    pub next_contact: Option<Contact>,
    /// Risks.
    pub risks: Vec<Risk>,
    /// Safeguarding.
    pub safeguarding: Vec<Safeguarding>,
    /// Consents.
    pub consents: Vec<Consent>,
    /// Connections, newest first.
    pub connections: Vec<Connected>,
    /// Their course, oldest first.
    pub connection_events: Vec<ConnectionEvent>,
    /// Times of support, newest first.
    pub episodes: Vec<Episode>,
    /// Their course, oldest first.
    pub episode_events: Vec<EpisodeEvent>,
    /// Who asked for support, newest first.
    pub referrals: Vec<Referral>,
    /// Records of the same person that are read with this one.
    pub joined: Vec<Person>,
}

/// The day of the last contact that happened.
const LAST_CONTACT: &str = r#"(SELECT max(c."on") FROM contacts c WHERE c.person = p.id AND c.came = 'happened' AND c.archived IS NULL)"#;
/// The day of the next contact that is arranged; `?1` is today.
const NEXT_CONTACT: &str = r#"(SELECT min(c."on") FROM contacts c WHERE c.person = p.id AND c.came = 'planned' AND c."on" >= ?1 AND c.archived IS NULL)"#;
/// What a list reads beside those two.
const ROW: &str =
    "p.id, p.preferred_name, p.given_name, p.family_name, p.pronouns, p.standing, p.standing_since,
    p.referred_on, p.date_of_birth, coalesce(p.addresses ->> '$[0].postcode', '')";
const NAME_ORDER: &str = "coalesce(nullif(p.family_name, ''), nullif(p.preferred_name, ''), p.given_name) COLLATE NOCASE, p.preferred_name";
/// Hits weighed of one search; more than anybody reads.
const MOST_HITS: usize = 400;

pub(crate) fn row_of(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    let date = |at: usize| -> rusqlite::Result<Option<NaiveDate>> {
        Ok(row
            .get::<_, Option<String>>(at)?
            .and_then(|text| text.parse().ok()))
    };
    Ok(PersonRow {
        id: PersonId(uuid_at(row, 0)?),
        preferred_name: row.get(1)?,
        given_name: row.get(2)?,
        family_name: row.get(3)?,
        pronouns: row.get(4)?,
        standing: row
            .get::<_, Option<String>>(5)?
            .and_then(|code| Standing::from_code(&code)),
        standing_since: date(6)?,
        referred_on: date(7)?,
        date_of_birth: date(8)?,
        postcode: row.get(9)?,
        last_contact: date(10)?,
        next_contact: date(11)?,
        found_in: String::new(),
    })
}

pub(crate) fn rows_where(
    connection: &Connection,
    today: NaiveDate,
    tail: &str,
    params: &[&dyn ToSql],
) -> Result<Vec<PersonRow>> {
    let sql = format!(
        "SELECT {ROW}, {LAST_CONTACT}, {NEXT_CONTACT} FROM people p WHERE p.archived IS NULL AND p.same_as IS NULL {tail}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let today = today.to_string();
    let mut all: Vec<&dyn ToSql> = vec![&today];
    all.extend(params);
    let rows = statement
        .query_map(all.as_slice(), row_of)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// One person as in a list.
pub(crate) fn row(connection: &Connection, today: NaiveDate, id: PersonId) -> Result<PersonRow> {
    rows_where(
        connection,
        today,
        "AND p.id = ?2",
        &[&id.0.as_bytes().as_slice()],
    )?
    .pop()
    .ok_or(StoreError::NotFound)
}

pub(crate) fn counts(connection: &Connection) -> Result<Counts> {
    let mut statement = connection.prepare_cached(
        "SELECT CASE standing WHEN 'open' THEN 0 WHEN 'waiting' THEN 1 WHEN 'paused' THEN 2 WHEN 'closed' THEN 3 END AS stands, count(*)
         FROM people WHERE archived IS NULL AND same_as IS NULL GROUP BY stands",
    )?;
    let mut rows = statement.query([])?;
    let mut counts = Counts::default();
    while let Some(row) = rows.next()? {
        let stands: Option<u8> = row.get(0)?;
        let number: u32 = row.get(1)?;
        counts.all += number;
        match stands {
            Some(0) => counts.open = number,
            Some(1) => counts.waiting = number,
            Some(2) => counts.paused = number,
            Some(3) => counts.closed = number,
            _ => {}
        }
    }
    Ok(counts)
}

pub(crate) fn list(
    connection: &Connection,
    query: &PeopleQuery,
) -> Result<(u32, Vec<PersonRow>, Counts)> {
    let counts = counts(connection)?;
    if let Some(words) = every_word(&query.text) {
        let (total, rows) = search(connection, query, &words)?;
        return Ok((total, rows, counts));
    }
    let order = match query.order {
        Order::Name => NAME_ORDER.to_owned(),
        Order::Since => format!("p.standing_since, {NAME_ORDER}"),
        Order::Newest => "p.n DESC".to_owned(),
        // Nobody yet is the longest silence.
        Order::Silence => format!("{LAST_CONTACT}, p.standing_since, {NAME_ORDER}"),
    };
    let total = match query.standing {
        None => counts.all,
        Some(Standing::Open) => counts.open,
        Some(Standing::Waiting) => counts.waiting,
        Some(Standing::Paused) => counts.paused,
        Some(Standing::Closed) => counts.closed,
    };
    // The page is chosen first, so that what a list shows is read for its rows only.
    let code = query.standing.map(Standing::code);
    let standing = code.map_or("?4 IS NULL", |_| "p.standing = ?4");
    let page = match query.order {
        // `+`: walked in the order of the names, whoever stands elsewhere is passed over. Otherwise all of one standing would be sorted.
        Order::Name => format!("AND +{standing} ORDER BY {order} LIMIT ?2 OFFSET ?3"),
        Order::Silence if code.is_some() => format!(
            "AND p.n IN (SELECT p.n FROM met m JOIN people p ON p.id = m.person WHERE m.standing = ?4
                         ORDER BY m.last_on, m.standing_since, {NAME_ORDER} LIMIT ?2 OFFSET ?3)
             ORDER BY {order}"
        ),
        _ => format!(
            "AND p.n IN (SELECT p.n FROM people p WHERE p.archived IS NULL AND p.same_as IS NULL AND {standing} ORDER BY {order} LIMIT ?2 OFFSET ?3)
             ORDER BY {order}"
        ),
    };
    let rows = rows_where(
        connection,
        query.today,
        &page,
        &[&query.limit, &query.offset, &code],
    )?;
    Ok((total, rows, counts))
}

impl Store {
    /// A list of people: how many there are, and the page asked for.
    ///
    /// # Errors
    /// Those of the file.
    pub fn people(&self, query: &PeopleQuery) -> Result<(u32, Vec<PersonRow>, Counts)> {
        self.read(|connection| list(connection, query))
    }

    /// One person whole, with the newest contacts.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn person(&self, id: PersonId, contacts: u32, today: NaiveDate) -> Result<Whole> {
        self.read(|connection| whole(connection, id, contacts, today))
    }

    /// A page of contacts, newest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn contacts(&self, person: PersonId, offset: u32, limit: u32) -> Result<Vec<Contact>> {
        self.read(|connection| page_of_contacts(connection, person, offset, limit))
    }

    /// A record of any kind, the bin included.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get<R: Record>(&self, id: R::Id) -> Result<R> {
        let id: Uuid = id.into();
        self.read(|connection| {
            let stored = rows::find(connection, R::TABLE, id)?.ok_or(StoreError::NotFound)?;
            Ok(R::from_values(id, stored.values)?)
        })
    }

    /// Everything in the bin, newest first: kind, id, its person, when.
    ///
    /// # Errors
    /// Those of the file.
    pub fn bin(&self, limit: u32) -> Result<Vec<(Kind, Uuid, i64)>> {
        self.read(|connection| {
            let mut found: Vec<(Kind, Uuid, i64)> = Vec::new();
            for kind in Kind::ALL {
                let mut statement = connection.prepare_cached(&format!(
                    "SELECT id, archived FROM {} WHERE archived IS NOT NULL ORDER BY archived DESC LIMIT ?",
                    kind.table().name
                ))?;
                let rows = statement.query_map([limit], |row| Ok((uuid_at(row, 0)?, row.get(1)?)))?;
                for row in rows {
                    let (id, archived) = row?;
                    found.push((*kind, id, archived));
                }
            }
            found.sort_by_key(|(_, _, archived)| std::cmp::Reverse(*archived));
            found.truncate(limit as usize);
            Ok(found)
        })
    }
}

fn page_of_contacts(
    connection: &Connection,
    person: PersonId,
    offset: u32,
    limit: u32,
) -> Result<Vec<Contact>> {
    // Which ones they are is read from an index; only those of the page are read whole, however many there are.
    select(
        connection,
        &format!(
            r#"WHERE n IN (SELECT n FROM contacts WHERE person IN {EVERY_RECORD} AND archived IS NULL
                           ORDER BY "on" DESC, at DESC, n DESC LIMIT ?2 OFFSET ?3)
               ORDER BY "on" DESC, at DESC, n DESC"#
        ),
        &[&person.0.as_bytes().as_slice(), &limit, &offset],
    )
}

pub(crate) fn whole(
    connection: &Connection,
    id: PersonId,
    contacts: u32,
    today: NaiveDate,
) -> Result<Whole> {
    let id = kept(connection, id)?;
    let key = id.0.as_bytes().as_slice();
    let of = |order: &str| {
        format!("WHERE person IN {EVERY_RECORD} AND archived IS NULL ORDER BY {order}")
    };
    let stored = rows::find(connection, Person::TABLE, id.0)?.ok_or(StoreError::NotFound)?;
    let about = rows::find(connection, AboutMe::TABLE, id.0)?
        .map(|stored| AboutMe::from_values(id.0, stored.values))
        .transpose()?
        .unwrap_or_else(|| AboutMe::blank(AboutMeId(id.0)));
    let circumstances = rows::find(connection, Circumstances::TABLE, id.0)?
        .map(|stored| Circumstances::from_values(id.0, stored.values))
        .transpose()?
        .unwrap_or_else(|| Circumstances::blank(CircumstancesId(id.0)));
    let today = today.to_string();
    Ok(Whole {
        person: Person::from_values(id.0, stored.values)?,
        about,
        circumstances,
        relations: select(connection, &of("n"), &[&key])?,
        strengths: select(connection, &of("position, n"), &[&key])?,
        needs: select(connection, &of("met_on IS NOT NULL, position, n"), &[&key])?,
        goals: select(connection, &of("position, n"), &[&key])?,
        steps: select(connection, &of("position, n"), &[&key])?,
        actions: select(connection, &of("position, n"), &[&key])?,
        progress: select(connection, &of(r#""on", n"#), &[&key])?,
        agreements: select(connection, &of(r#""on" DESC, n DESC"#), &[&key])?,
        contacts: page_of_contacts(connection, id, 0, contacts)?,
        contacts_total: connection
            .prepare_cached(&format!(
                "SELECT count(*) FROM contacts WHERE person IN {EVERY_RECORD} AND archived IS NULL"
            ))?
            .query_row([key], |row| row.get(0))?,
        next_contact: select(
            connection,
            &format!(
                r#"WHERE person IN {EVERY_RECORD} AND "on" >= ?2 AND came = 'planned' AND archived IS NULL ORDER BY "on", at LIMIT 1"#
            ),
            &[&key, &today],
        )?
        .pop(),
        risks: select(connection, &of("ends_on IS NOT NULL, n DESC"), &[&key])?,
        safeguarding: select(connection, &of("ended_on IS NOT NULL, n DESC"), &[&key])?,
        consents: select(connection, &of(r#""on" DESC, n DESC"#), &[&key])?,
        connections: select(connection, &of("n DESC"), &[&key])?,
        connection_events: select(connection, &of("n"), &[&key])?,
        episodes: select(connection, &of("began_on DESC, n DESC"), &[&key])?,
        episode_events: select(connection, &of("n"), &[&key])?,
        referrals: select(connection, &of("received_on DESC, n DESC"), &[&key])?,
        joined: joined_with(connection, id)?,
    })
}

/// Someone a search found, before what the list shows of them is read.
struct Hit {
    person: PersonId,
    standing: Option<String>,
    /// The note in which they were found.
    note: Option<(Kind, Uuid)>,
    /// Best first.
    rank: (Reverse<usize>, Reverse<usize>, String, String),
}

/// Finds by names first, then by numbers and addresses, then by words in notes. What a list shows is read for one page only.
fn search(
    connection: &Connection,
    query: &PeopleQuery,
    words: &str,
) -> Result<(u32, Vec<PersonRow>)> {
    let typed = words_of(&query.text);
    let mut found: Vec<Hit> = Vec::new();
    let mut seen: HashSet<PersonId> = HashSet::new();
    for expression in [&format!("names: ({words})"), words] {
        for n in hits(connection, IN_NAMES, expression)? {
            if let Some(hit) = named(connection, n, &typed)?
                && seen.insert(hit.person)
            {
                found.push(hit);
            }
        }
    }
    found.sort_by(|a, b| a.rank.cmp(&b.rank));
    // One or two letters are the beginning of too many words to be worth reading notes for.
    let long = every_long_word(&query.text).filter(|_| query.text.trim().chars().count() >= 3);
    if let Some(words) = long {
        for rowid in hits(connection, IN_NOTES, &words)? {
            let (n, Some(kind)) = row_of_words(rowid) else {
                continue;
            };
            if let Some((person, record)) = person_of(connection, kind, n)?
                && let Some(mut hit) = noted(connection, person)?
                && seen.insert(hit.person)
            {
                hit.note = Some((kind, record));
                found.push(hit);
            }
        }
    }
    if let Some(standing) = query.standing {
        found.retain(|hit| hit.standing.as_deref() == Some(standing.code()));
    }
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let page = found
        .into_iter()
        .skip(query.offset as usize)
        .take(query.limit as usize)
        .map(|hit| {
            let mut row = row(connection, query.today, hit.person)?;
            if let Some((kind, record)) = hit.note {
                row.found_in = snippet(connection, kind, record, &typed)?;
            }
            Ok(row)
        })
        .collect::<Result<_>>()?;
    Ok((total, page))
}

/// A person found by rowid, and how well their name fits; nothing if they are in the bin.
fn named(connection: &Connection, n: i64, typed: &[String]) -> Result<Option<Hit>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, standing, preferred_name, given_name, family_name, same_as FROM people WHERE n = ? AND archived IS NULL",
    )?;
    let mut rows = statement.query([n])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    if row.get_ref(5)? != rusqlite::types::ValueRef::Null {
        return noted(connection, PersonId(uuid_at(row, 0)?));
    }
    let names: [String; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
    let name_words: Vec<String> = names.iter().flat_map(|name| words_of(name)).collect();
    let exact = typed
        .iter()
        .filter(|word| name_words.contains(word))
        .count();
    let begins = typed
        .iter()
        .filter(|word| {
            name_words
                .iter()
                .any(|name| name.starts_with(word.as_str()))
        })
        .count();
    let [preferred, _, family] = names;
    Ok(Some(Hit {
        person: PersonId(uuid_at(row, 0)?),
        standing: row.get(1)?,
        note: None,
        rank: (
            Reverse(begins),
            Reverse(exact),
            family.to_lowercase(),
            preferred.to_lowercase(),
        ),
    }))
}

/// A person found in a note, or under a name that stands in a record joined with theirs; nothing if they are in the bin.
fn noted(connection: &Connection, person: PersonId) -> Result<Option<Hit>> {
    let person = kept(connection, person)?;
    Ok(connection
        .prepare_cached("SELECT standing FROM people WHERE id = ? AND archived IS NULL")?
        .query_row([person.0.as_bytes().as_slice()], |row| {
            Ok(Hit {
                person,
                standing: row.get(0)?,
                note: None,
                rank: (Reverse(0), Reverse(0), String::new(), String::new()),
            })
        })
        .optional()?)
}

const IN_NAMES: &str = "SELECT rowid FROM person_names WHERE person_names MATCH ? LIMIT ?";
const IN_NOTES: &str = "SELECT rowid FROM note_words WHERE note_words MATCH ? LIMIT ?";

fn hits(connection: &Connection, sql: &str, expression: &str) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement
        .query_map(params![expression, MOST_HITS as i64], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Whose a row of some kind is, and its id; nothing for what is the team's.
fn person_of(connection: &Connection, kind: Kind, n: i64) -> Result<Option<(PersonId, Uuid)>> {
    let column = match kind {
        Kind::Person => "id",
        _ if kind.table().field("person").is_some() => "person",
        _ => return Ok(None),
    };
    let sql = format!("SELECT {column}, id FROM {} WHERE n = ?", kind.table().name);
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([n], |row| {
            Ok((PersonId(uuid_at(row, 0)?), uuid_at(row, 1)?))
        })
        .optional()?)
}
