//! Searching the directory.
//!
//! Two things make a search as you type fast on a file of any size. Weighing happens here, on a bounded number of candidates, and
//! not in the index (`bm25` would read every hit of a common beginning). And how far a hit is, is remembered: what lies around a place,
//! with no words asked for, is answered by the R*Tree alone, which carries the service's rowid.

use crate::Store;
use crate::at_hand::{self, Among};
use crate::error::Result;
use crate::evidence;
use crate::listed::{Facts, facts, line, list, opens_then};
use crate::reading::Reading;
use crate::search::{every_long_word, every_word, words_of};
use crate::spelling::Vocabulary;
use crate::spots::Spots;
use alongside_domain::bank_holidays::BankHoliday;
use alongside_domain::codes::ServiceStatus;
use alongside_domain::geo::Point;
use alongside_domain::ids::ServiceId;
use alongside_domain::opening::{Opens, When};
use chrono::NaiveDate;
use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, Mutex, PoisonError};

pub use crate::evidence::{Meaning, Understood, Why};
pub use crate::service::{RunAt, WholeService, nearest_first};
pub use crate::spelling::edits;

/// Which services.
#[derive(Clone, Debug, Default)]
pub struct ServiceQuery {
    /// Words; empty for all.
    pub text: String,
    /// The same, as far as it is understood; word by word if nobody read it.
    pub understood: Option<Understood>,
    /// Measure from here; near beats far.
    pub near: Option<Point>,
    /// Only within so many miles of `near`.
    pub miles: Option<f64>,
    /// Answers this need.
    pub need: Option<String>,
    /// Open then.
    pub when: Option<When>,
    /// Costs nothing.
    pub free: bool,
    /// Step-free.
    pub step_free: bool,
    /// Spoken language.
    pub language: Option<String>,
    /// For someone of this age.
    pub age: Option<i64>,
    /// Closed ones too.
    pub closed_too: bool,
    /// Of these alone, closed ones too and last: what somebody chose must not go without a word.
    pub among: Option<Among>,
    /// Skip so many.
    pub offset: u32,
    /// At most so many.
    pub limit: u32,
}

/// A service as in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceRow {
    /// Id.
    pub id: ServiceId,
    /// Name.
    pub name: String,
    /// Who runs it.
    pub organisation: String,
    /// First words of what it is.
    pub summary: String,
    /// Town of the nearest place.
    pub town: String,
    /// Postcode of the nearest place.
    pub postcode: String,
    /// Where the nearest place is.
    pub point: Option<Point>,
    /// Miles to the nearest place.
    pub miles: Option<f64>,
    /// Days it is open.
    pub days: Vec<String>,
    /// Costs nothing.
    pub free: bool,
    /// Step-free.
    pub step_free: bool,
    /// Whether it runs.
    pub status: Option<ServiceStatus>,
    /// Last checked or assured.
    pub checked_on: Option<NaiveDate>,
    /// People connected to it.
    pub people: u32,
    /// One of the worker's favourites.
    pub favourite: bool,
    /// Open now by its times, were it not this bank holiday.
    pub holiday: Option<BankHoliday>,
    /// Why it is shown; nothing if no words were asked for.
    pub why: Vec<Why>,
}

/// Services found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How many.
    pub total: u32,
    /// There may be more: not every hit was weighed.
    pub at_least: bool,
    /// So many more would fit, but do not say whether they are open at the time that was asked after.
    pub unsaid: u32,
    /// The page asked for.
    pub rows: Vec<ServiceRow>,
}

/// Candidates whose details are read and weighed.
const WEIGHED: usize = 400;
/// Hits stepped over in the index, of which those near enough are weighed.
const STEPPED: i64 = 20_000;
/// Rows looked at when only filters are given.
const BROWSED: u32 = 4_000;
/// Fewer hits than this as it was typed, and it is read for what it may mean.
const FEW: usize = 40;
/// Services found by what was meant, at most.
const MORE: usize = 200;
/// What a text that speaks of all that was asked weighs, beside every word as it was typed: in the name, in tags or organisation, anywhere;
/// of the words whole in the name; and at its beginning.
const SPEAKS: f64 = 30.0;
const NAMED: f64 = 16.0;
const TAGGED: f64 = 8.0;
const DESCRIBED: f64 = 4.0;
const EXACT: f64 = 8.0;
const FIRST: f64 = 2.0;
/// How far "near" reaches at first when no distance was given, in miles.
const NEARBY: f64 = 15.0;

/// What is weighed of a candidate.
struct Candidate {
    n: i64,
    /// 3: every word in the name; 2: in organisation or tags; 1: somewhere.
    tier: u8,
    miles: Option<f64>,
    why: Vec<Why>,
}

impl Store {
    /// Searches the directory.
    ///
    /// # Errors
    /// Those of the file.
    pub fn services(&self, query: &ServiceQuery) -> Result<Found> {
        let worker = self.worker();
        self.read(|connection| {
            let among = query
                .among
                .as_ref()
                .map(|among| at_hand::rows_of(connection, among, &worker))
                .transpose()?;
            search(connection, query, among.as_deref(), &self.remembered)
        })
    }

    /// Whether a word of the directory begins so. What cannot be asked is taken for one.
    pub fn knows_word(&self, word: &str) -> bool {
        self.read(|connection| Ok(self.remembered.vocabulary(connection)?.knows(word)))
            .unwrap_or(true)
    }
}

/// What of the directory is read once, when somebody first looks for anything, and again when it is out of date.
#[derive(Default)]
pub(crate) struct Remembered {
    vocabulary: Mutex<Option<Arc<Vocabulary>>>,
    spots: Mutex<Option<Arc<Spots>>>,
}

impl Remembered {
    fn vocabulary(&self, connection: &Connection) -> Result<Arc<Vocabulary>> {
        still(
            &self.vocabulary,
            Vocabulary::is_old,
            Vocabulary::read,
            connection,
        )
    }

    fn spots(&self, connection: &Connection) -> Result<Arc<Spots>> {
        still(&self.spots, Spots::is_old, Spots::read, connection)
    }
}

fn still<T>(
    remembered: &Mutex<Option<Arc<T>>>,
    is_old: impl Fn(&T, &Connection) -> Result<bool>,
    read: impl Fn(&Connection) -> Result<T>,
    connection: &Connection,
) -> Result<Arc<T>> {
    let mut remembered = remembered.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = remembered.as_ref()
        && !is_old(known, connection)?
    {
        return Ok(known.clone());
    }
    let read = Arc::new(read(connection)?);
    Ok(remembered.insert(read).clone())
}

pub(crate) fn search(
    connection: &Connection,
    query: &ServiceQuery,
    among: Option<&[i64]>,
    remembered: &Remembered,
) -> Result<Found> {
    let (candidates, at_least, reading) = match (every_word(&query.text), query.near, among) {
        (Some(words), near, among) => by_words(connection, query, &words, near, among, remembered)?,
        (None, near, Some(among)) => {
            these_alone(among, near, query.miles, &*remembered.spots(connection)?)
        }
        (None, Some(near), None) => by_distance(connection, near, query.miles)?,
        (None, None, None) => return browse(connection, query),
    };
    let typed = words_of(&query.text);
    let mut weighed: Vec<(f64, Candidate, Facts)> = Vec::with_capacity(candidates.len());
    let mut unsaid = 0;
    for candidate in candidates {
        let Some(facts) = facts(connection, candidate.n)? else {
            continue;
        };
        match passes(&facts, query) {
            Opens::Yes => {
                let fit = reading.fit(&facts.name, &facts.tags, &facts.text);
                weighed.push((weight(&candidate, &facts, &typed, fit), candidate, facts));
            }
            Opens::Unsaid => unsaid += 1,
            Opens::No => {}
        }
    }
    // These alone stand in the order in which they were given: by name, or the last used first.
    let place = |n: i64| among.and_then(|among| among.iter().position(|known| *known == n));
    weighed.sort_by(|(a, _, left), (b, _, right)| {
        b.total_cmp(a)
            .then_with(|| place(left.n).cmp(&place(right.n)))
            .then_with(|| left.name.cmp(&right.name))
            .then_with(|| left.n.cmp(&right.n))
    });
    let total = u32::try_from(weighed.len()).unwrap_or(u32::MAX);
    let rows = weighed
        .into_iter()
        .skip(query.offset as usize)
        .take(query.limit as usize)
        .map(|(_, candidate, facts)| line(connection, query, facts, candidate.miles, candidate.why))
        .collect::<Result<_>>()?;
    Ok(Found {
        total,
        at_least,
        unsaid,
        rows,
    })
}

/// What fits beats what only has the words; near beats far: ten miles cost about as much as the step from a name to a text.
fn weight(candidate: &Candidate, facts: &Facts, typed: &[String], fit: f64) -> f64 {
    let name = words_of(&facts.name);
    let named = candidate.tier == 3;
    let first = typed
        .first()
        .zip(name.first())
        .is_some_and(|(typed, name)| name.starts_with(typed.as_str()));
    let words = match candidate.tier {
        3 => NAMED,
        2 => TAGGED,
        1 => DESCRIBED,
        _ => 0.0,
    } + if named && typed.iter().all(|word| name.contains(word)) {
        EXACT
    } else {
        0.0
    } + if named && first { FIRST } else { 0.0 };
    let closed = if runs(facts.status) { 0.0 } else { 40.0 };
    let far = candidate
        .miles
        .map_or(0.0, |miles| (1.0 + miles).log2() * 6.0);
    words + fit * SPEAKS - closed - far
}

fn runs(status: Option<ServiceStatus>) -> bool {
    !matches!(
        status,
        Some(ServiceStatus::Defunct | ServiceStatus::Inactive)
    )
}

/// Whether a service is asked for; if it would be but for its hours, what these say.
fn passes(facts: &Facts, query: &ServiceQuery) -> Opens {
    let need = query
        .need
        .as_ref()
        .is_none_or(|need| list(&facts.needs).contains(need));
    let language = query.language.as_ref().is_none_or(|wanted| {
        let wanted = wanted.to_lowercase();
        list(&facts.languages)
            .iter()
            .any(|language| language.to_lowercase().contains(&wanted))
    });
    let (youngest, oldest) = facts.ages;
    let age = query.age.is_none_or(|age| {
        youngest.is_none_or(|youngest| age >= youngest) && oldest.is_none_or(|oldest| age <= oldest)
    });
    let fits = need
        && language
        && age
        && (!query.free || facts.free)
        && (!query.step_free || facts.step_free)
        && (query.closed_too || query.among.is_some() || runs(facts.status));
    match query.when {
        _ if !fits => Opens::No,
        None => Opens::Yes,
        Some(when) => opens_then(&facts.opening, when),
    }
}

/// Candidates that hold every word, best tiers first.
fn by_words(
    connection: &Connection,
    query: &ServiceQuery,
    words: &str,
    near: Option<Point>,
    among: Option<&[i64]>,
    remembered: &Remembered,
) -> Result<(Vec<Candidate>, bool, Reading)> {
    let among: Option<FxHashSet<i64>> = among.map(|among| among.iter().copied().collect());
    let is_meant = |n: i64| among.as_ref().is_none_or(|among| among.contains(&n));
    let around = match near {
        Some(point) => Some((remembered.spots(connection)?, point)),
        None => None,
    };
    let reach = query.miles.unwrap_or(f64::INFINITY);
    let miles_to = |n: i64| {
        let (spots, point) = around.as_ref()?;
        spots.miles(n, *point).filter(|miles| *miles <= reach)
    };
    let mut seen = FxHashSet::default();
    let anywhere = every_long_word(&query.text).unwrap_or_else(|| words.to_owned());
    let mut candidates = Vec::new();
    let mut at_least = false;
    for (tier, expression) in [
        (3, format!("name: ({})", words.replace('*', ""))),
        (3, format!("name: ({words})")),
        (2, format!("{{name organisation tags}}: ({words})")),
        (1, anywhere),
    ] {
        let mut tier_of: Vec<(i64, Option<f64>)> = Vec::new();
        let mut statement = connection.prepare_cached(
            "SELECT rowid FROM service_words WHERE service_words MATCH ? LIMIT ?",
        )?;
        // Far more hits are stepped over than weighed, so that the near ones are among those weighed.
        let steps = if around.is_some() || among.is_some() {
            STEPPED
        } else {
            WEIGHED as i64
        };
        let mut rows = statement.query(params![expression, steps])?;
        let mut stepped = 0;
        while let Some(row) = rows.next()? {
            stepped += 1;
            let n: i64 = row.get(0)?;
            if seen.contains(&n) || !is_meant(n) {
                continue;
            }
            let miles = miles_to(n);
            if miles.is_none() && query.miles.is_some() && around.is_some() {
                continue;
            }
            tier_of.push((n, miles));
        }
        at_least |= stepped == steps;
        let room = WEIGHED.saturating_sub(candidates.len());
        if tier_of.len() > room {
            at_least = true;
            if around.is_some() {
                let far = |miles: Option<f64>| miles.unwrap_or(f64::INFINITY);
                tier_of.select_nth_unstable_by(room, |(a, near), (b, other)| {
                    far(*near).total_cmp(&far(*other)).then(a.cmp(b))
                });
            }
            tier_of.truncate(room);
        }
        seen.extend(tier_of.iter().map(|(n, _)| *n));
        candidates.extend(tier_of.into_iter().map(|(n, miles)| Candidate {
            n,
            tier,
            miles,
            why: vec![match tier {
                3 => Why::Named,
                2 => Why::Tagged,
                _ => Why::Described,
            }],
        }));
        if candidates.len() >= WEIGHED {
            break;
        }
    }
    let understood = match &query.understood {
        Some(understood) => understood.clone(),
        None => Understood {
            rest: words_of(&query.text)
                .into_iter()
                .filter(|word| word.chars().nth(1).is_some())
                .collect(),
            meanings: Vec::new(),
        },
    };
    let mut reading = evidence::as_typed(&understood.rest);
    // What is found as it was typed, and means nothing else, needs no more.
    if candidates.len() < FEW || !understood.meanings.is_empty() {
        let is_near = |row: i64| {
            is_meant(row) && (query.miles.is_none() || around.is_none() || miles_to(row).is_some())
        };
        let evidence = evidence::gather(
            connection,
            &*remembered.vocabulary(connection)?,
            &understood,
            is_near,
        )?;
        let mut more: Vec<(i64, evidence::Fit)> = evidence.fits();
        more.retain(|(n, _)| !seen.contains(n));
        // Half of what was asked is worth showing only where nothing answers all of it.
        if understood.meanings.is_empty()
            && (!candidates.is_empty() || more.iter().any(|(_, fit)| fit.whole))
        {
            more.retain(|(_, fit)| fit.whole);
        }
        let best_first = |(a, left): &(i64, evidence::Fit), (b, right): &(i64, evidence::Fit)| {
            right.fit.total_cmp(&left.fit).then(a.cmp(b))
        };
        if more.len() > MORE {
            more.select_nth_unstable_by(MORE, best_first);
            more.truncate(MORE);
        }
        candidates.extend(more.into_iter().map(|(n, _)| Candidate {
            n,
            tier: 0,
            miles: miles_to(n),
            why: evidence.why(n),
        }));
        reading = evidence.reading;
    }
    Ok((candidates, at_least, reading))
}

/// These and no others, those within reach if that was asked.
fn these_alone(
    among: &[i64],
    near: Option<Point>,
    miles: Option<f64>,
    spots: &Spots,
) -> (Vec<Candidate>, bool, Reading) {
    let candidates = among.iter().filter_map(|n| {
        let far = near.and_then(|near| spots.miles(*n, near));
        let reach = miles.filter(|_| near.is_some());
        let is_near = reach.is_none_or(|reach| far.is_some_and(|far| far <= reach));
        is_near.then_some(Candidate {
            n: *n,
            tier: 0,
            miles: far,
            why: Vec::new(),
        })
    });
    (candidates.collect(), false, evidence::as_typed(&[]))
}

/// Candidates by distance alone, nearest first.
fn by_distance(
    connection: &Connection,
    near: Point,
    miles: Option<f64>,
) -> Result<(Vec<Candidate>, bool, Reading)> {
    let mut around = distances(connection, near, miles.unwrap_or(NEARBY))?;
    if miles.is_none() && around.len() < 20 {
        around = distances(connection, near, f64::INFINITY)?;
    }
    let mut candidates: Vec<Candidate> = around
        .into_iter()
        .map(|(n, miles)| Candidate {
            n,
            tier: 0,
            miles: Some(miles),
            why: Vec::new(),
        })
        .collect();
    candidates.sort_by(|a, b| {
        let far = |candidate: &Candidate| candidate.miles.unwrap_or(f64::INFINITY);
        far(a).total_cmp(&far(b)).then(a.n.cmp(&b.n))
    });
    let at_least = candidates.len() > WEIGHED * 2;
    candidates.truncate(WEIGHED * 2);
    Ok((candidates, at_least, evidence::as_typed(&[])))
}

/// Miles to the nearest place of every service within reach.
fn distances(connection: &Connection, from: Point, miles: f64) -> Result<FxHashMap<i64, f64>> {
    let (south, north, west, east) = from.around(miles.min(3_000.0));
    let mut statement = connection.prepare_cached(
        "SELECT service, south, west FROM place_points WHERE north >= ? AND south <= ? AND east >= ? AND west <= ?",
    )?;
    let mut rows = statement.query(params![south, north, west, east])?;
    let mut nearest: FxHashMap<i64, f64> = FxHashMap::default();
    while let Some(row) = rows.next()? {
        let service: i64 = row.get(0)?;
        let Some(point) = Point::new(row.get(1)?, row.get(2)?) else {
            continue;
        };
        let far = from.miles_to(point);
        if far <= miles {
            nearest
                .entry(service)
                .and_modify(|best| *best = best.min(far))
                .or_insert(far);
        }
    }
    Ok(nearest)
}

/// The whole directory by name, with filters.
fn browse(connection: &Connection, query: &ServiceQuery) -> Result<Found> {
    let filtered = query.need.is_some()
        || query.when.is_some()
        || query.language.is_some()
        || query.age.is_some()
        || query.free
        || query.step_free;
    let mut statement = connection.prepare_cached(
        "SELECT n FROM services WHERE archived IS NULL ORDER BY name COLLATE NOCASE LIMIT ? OFFSET ?",
    )?;
    let all: u32 = connection
        .prepare_cached("SELECT count(*) FROM services WHERE archived IS NULL")?
        .query_row([], |row| row.get(0))?;
    let twice: u32 = connection
        .prepare_cached(
            "SELECT count(*) FROM services WHERE same_as IS NOT NULL AND archived IS NULL",
        )?
        .query_row([], |row| row.get(0))?;
    let wanted = query.offset + query.limit;
    let mut passed: u32 = 0;
    let mut looked: u32 = 0;
    let mut unsaid: u32 = 0;
    let mut rows = statement.query(params![BROWSED, 0])?;
    let mut page = Vec::new();
    while let Some(row) = rows.next()? {
        looked += 1;
        let n: i64 = row.get(0)?;
        // What is joined with another is read where that stands in the alphabet.
        let Some(facts) = facts(connection, n)?.filter(|facts| facts.n == n) else {
            continue;
        };
        match passes(&facts, query) {
            Opens::Yes => {
                passed += 1;
                if passed > query.offset && passed <= wanted {
                    page.push(line(connection, query, facts, None, Vec::new())?);
                }
            }
            Opens::Unsaid => unsaid += 1,
            Opens::No => {}
        }
        if !filtered && passed >= wanted {
            break;
        }
    }
    // Without filters nothing but closed services is left out: the count of all is near enough and said to be so.
    Ok(Found {
        total: if filtered || looked == all {
            passed
        } else {
            all.saturating_sub(twice)
        },
        at_least: filtered && looked < all,
        unsaid,
        rows: page,
    })
}
