//! When a service is open: on a day, at an hour, and the next dates. Only what its opening times say for certain; hours that stand in
//! words alone are never guessed at.
//!
//! `freq`, `interval`, `byday` and `bymonthday` as in RFC 5545, as far as real lists use them. Every second week is counted from the day
//! the times hold from; without that day nobody can say which weeks, and nothing is said.

use crate::directory::Opening;
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far ahead is looked for the next date.
const AHEAD: u64 = 400;

/// A day on which a service is open, and from when until when, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    /// The day.
    pub on: NaiveDate,
    /// From.
    pub opens: Option<NaiveTime>,
    /// Until.
    pub closes: Option<NaiveTime>,
}

impl Session {
    /// Whether it is open at that time of its day. Hours that are not known are not open.
    #[must_use]
    pub fn is_open_at(&self, time: NaiveTime) -> bool {
        self.opens
            .zip(self.closes)
            .is_some_and(|(opens, closes)| opens <= time && time < closes)
    }

    /// Whether any of it lies between two times of its day.
    #[must_use]
    pub fn meets(&self, from: NaiveTime, until: NaiveTime) -> bool {
        self.opens
            .zip(self.closes)
            .is_some_and(|(opens, closes)| opens < until && from < closes)
    }
}

/// Part of a day, as one says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PartOfDay {
    /// Until noon.
    Morning,
    /// From noon until five.
    Afternoon,
    /// From five.
    Evening,
}

impl PartOfDay {
    fn hours(self) -> (NaiveTime, NaiveTime) {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
        let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
        match self {
            Self::Morning => (NaiveTime::MIN, at(12)),
            Self::Afternoon => (at(12), at(17)),
            Self::Evening => (at(17), end),
        }
    }
}

/// A time that somebody asks after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At this moment, by the clock on the wall there.
    Now(NaiveDateTime),
    /// On a day of the week, or in a part of it; from this date on.
    On(Weekday, Option<PartOfDay>, NaiveDate),
}

/// What opening times say of a time that was asked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// Open then; on a day of the week: on each, or on some of them.
    Yes,
    /// Not open then.
    No,
    /// They do not say: the hours stand in words, or nowhere.
    Unsaid,
}

/// Whether a service is open at a time, as far as its opening times say so for certain.
#[must_use]
pub fn opens(openings: &[Opening], when: When) -> Opens {
    if openings.is_empty() {
        return Opens::Unsaid;
    }
    let sessions: Vec<Session> = match when {
        When::Now(at) => sessions_on(openings, at.date()),
        When::On(weekday, _, from) => openings
            .iter()
            .filter(|opening| {
                let ended = date(&opening.valid_to).is_some_and(|until| until < from);
                !ended && names(opening, weekday)
            })
            .map(|opening| session(opening, from))
            .collect(),
    };
    let fits = |session: &Session| match when {
        When::Now(at) => session.is_open_at(at.time()),
        When::On(_, None, _) => true,
        When::On(_, Some(part), _) => {
            let (from, until) = part.hours();
            session.meets(from, until)
        }
    };
    if sessions.iter().any(fits) {
        return Opens::Yes;
    }
    let is_unsaid = |session: &Session| session.opens.is_none() || session.closes.is_none();
    // Times without any day are times in words.
    let names_a_day = |opening: &Opening| {
        days(&opening.byday).next().is_some()
            || numbers(&opening.bymonthday).next().is_some()
            || opening.freq.trim().eq_ignore_ascii_case("DAILY")
    };
    if sessions.iter().any(is_unsaid) || !openings.iter().any(names_a_day) {
        Opens::Unsaid
    } else {
        Opens::No
    }
}

/// Whether opening times speak of a day of the week, be it of every one or of some.
fn names(opening: &Opening, weekday: Weekday) -> bool {
    opening.freq.trim().eq_ignore_ascii_case("DAILY")
        || days(&opening.byday).any(|(_, named)| named == weekday)
}

/// A day of the week as lists have it: `TH`.
#[must_use]
pub fn weekday(code: &str) -> Option<Weekday> {
    days(code).next().map(|(_, weekday)| weekday)
}

/// The sessions of a day, in their order.
#[must_use]
pub fn sessions_on(openings: &[Opening], on: NaiveDate) -> Vec<Session> {
    let mut sessions: Vec<Session> = openings
        .iter()
        .filter(|opening| holds_on(opening, on))
        .map(|opening| session(opening, on))
        .collect();
    sessions.sort_unstable();
    sessions.dedup();
    sessions
}

/// The next sessions from a day on.
#[must_use]
pub fn next_sessions(openings: &[Opening], from: NaiveDate, most: usize) -> Vec<Session> {
    if openings.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for ahead in 0..AHEAD {
        let Some(on) = from.checked_add_days(Days::new(ahead)) else {
            break;
        };
        found.extend(sessions_on(openings, on));
        if found.len() >= most {
            found.truncate(most);
            break;
        }
    }
    found
}

fn session(opening: &Opening, on: NaiveDate) -> Session {
    Session {
        on,
        opens: time(&opening.opens_at),
        closes: time(&opening.closes_at),
    }
}

fn holds_on(opening: &Opening, on: NaiveDate) -> bool {
    let (from, until) = (date(&opening.valid_from), date(&opening.valid_to));
    if from.is_some_and(|from| on < from) || until.is_some_and(|until| on > until) {
        return false;
    }
    let every = opening.interval.max(1);
    match opening.freq.trim().to_uppercase().as_str() {
        "MONTHLY" => {
            let months =
                |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
            let turn = match (every, from) {
                (1, _) => true,
                (_, Some(from)) => (months(on) - months(from)).rem_euclid(every as i32) == 0,
                (_, None) => false,
            };
            turn && (days(&opening.byday).any(|day| is_in_month(day, on))
                || numbers(&opening.bymonthday).any(|number| is_day_of_month(number, on)))
        }
        "WEEKLY" | "" => {
            let monday = |day: NaiveDate| day.week(Weekday::Mon).first_day();
            let turn = match (every, from) {
                (1, _) => true,
                (_, Some(from)) => {
                    let weeks = (monday(on) - monday(from)).num_weeks();
                    weeks.rem_euclid(i64::from(every)) == 0
                }
                (_, None) => false,
            };
            turn && days(&opening.byday).any(|(_, weekday)| weekday == on.weekday())
        }
        "DAILY" => every == 1,
        _ => false,
    }
}

/// `TU,-1FR`: days of the week, each with its number in the month, 0 for every one.
fn days(byday: &str) -> impl Iterator<Item = (i32, Weekday)> + '_ {
    byday.split(',').filter_map(|part| {
        let part = part.trim();
        let at = part.len().checked_sub(2)?;
        let weekday = match part.get(at..)?.to_uppercase().as_str() {
            "MO" => Weekday::Mon,
            "TU" => Weekday::Tue,
            "WE" => Weekday::Wed,
            "TH" => Weekday::Thu,
            "FR" => Weekday::Fri,
            "SA" => Weekday::Sat,
            "SU" => Weekday::Sun,
            _ => return None,
        };
        let number = part.get(..at)?.trim_start_matches('+');
        let number = if number.is_empty() {
            0
        } else {
            number.parse().ok()?
        };
        Some((number, weekday))
    })
}

fn is_in_month((number, weekday): (i32, Weekday), on: NaiveDate) -> bool {
    let nth = i32::try_from(on.day0() / 7).unwrap_or(0) + 1;
    let left = i32::from(on.num_days_in_month()) - i32::try_from(on.day()).unwrap_or(0);
    on.weekday() == weekday && (number == 0 || number == nth || number == -(left / 7 + 1))
}

fn numbers(bymonthday: &str) -> impl Iterator<Item = i32> + '_ {
    bymonthday
        .split(',')
        .filter_map(|part| part.trim().parse().ok())
}

fn is_day_of_month(number: i32, on: NaiveDate) -> bool {
    let day = i32::try_from(on.day()).unwrap_or(0);
    number == day || number == day - i32::from(on.num_days_in_month()) - 1
}

fn date(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}

fn time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text.get(..5)?, "%H:%M").ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn on(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn opening(freq: &str, byday: &str) -> Opening {
        Opening {
            freq: freq.to_owned(),
            byday: byday.to_owned(),
            opens_at: "10:00".to_owned(),
            closes_at: "12:30".to_owned(),
            ..Opening::default()
        }
    }

    fn next(opening: &Opening, from: &str) -> Vec<String> {
        next_sessions(std::slice::from_ref(opening), on(from), 3)
            .into_iter()
            .map(|session| session.on.to_string())
            .collect()
    }

    #[test]
    fn tuesdays_and_thursdays() {
        // The 24th of November 2026 is a Tuesday.
        let choir = opening("WEEKLY", "TU,TH");
        assert_eq!(
            next(&choir, "2026-11-24"),
            ["2026-11-24", "2026-11-26", "2026-12-01"]
        );
        assert_eq!(
            next(&opening("", "tu"), "2026-11-25"),
            ["2026-12-01", "2026-12-08", "2026-12-15"]
        );
    }

    #[test]
    fn the_first_friday_and_the_last() {
        let first = opening("MONTHLY", "1FR");
        assert_eq!(
            next(&first, "2026-11-24"),
            ["2026-12-04", "2027-01-01", "2027-02-05"]
        );
        let last = opening("MONTHLY", "-1FR");
        assert_eq!(
            next(&last, "2026-11-24"),
            ["2026-11-27", "2026-12-25", "2027-01-29"]
        );
        let fifteenth = Opening {
            byday: String::new(),
            bymonthday: "15,-1".to_owned(),
            ..opening("MONTHLY", "")
        };
        assert_eq!(
            next(&fifteenth, "2026-11-24"),
            ["2026-11-30", "2026-12-15", "2026-12-31"]
        );
    }

    #[test]
    fn every_second_week_is_counted_from_a_day_or_not_at_all() {
        let mut group = Opening {
            interval: 2,
            ..opening("WEEKLY", "WE")
        };
        assert!(next(&group, "2026-11-24").is_empty(), "which weeks?");
        group.valid_from = "2026-11-04".to_owned();
        assert_eq!(
            next(&group, "2026-11-24"),
            ["2026-12-02", "2026-12-16", "2026-12-30"]
        );
        group.valid_to = "2026-12-10".to_owned();
        assert_eq!(next(&group, "2026-11-24"), ["2026-12-02"]);
    }

    #[test]
    fn open_now_is_said_only_of_hours_that_are_known() {
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").unwrap();
        let sessions = sessions_on(&[opening("WEEKLY", "TU")], on("2026-11-24"));
        let session = sessions.first().unwrap();
        assert!(session.is_open_at(time("10:00")) && !session.is_open_at(time("12:30")));
        assert!(session.meets(time("12:00"), time("18:00")));
        assert!(!session.meets(time("13:00"), time("18:00")));
        let words = Opening {
            opens_at: "mornings".to_owned(),
            ..opening("WEEKLY", "TU")
        };
        let sessions = sessions_on(&[words], on("2026-11-24"));
        assert!(!sessions.first().unwrap().is_open_at(time("10:30")));
        assert!(sessions_on(&[opening("YEARLY", "TU")], on("2026-11-24")).is_empty());
    }

    #[test]
    fn thursday_afternoon_is_found_where_it_is_said_and_doubted_where_it_is_not() {
        let today = on("2026-11-23");
        let asked = |openings: &[Opening], day, part| opens(openings, When::On(day, part, today));
        let lunch = [opening("WEEKLY", "TU,TH")];
        let (thursday, noon) = (Weekday::Thu, Some(PartOfDay::Afternoon));
        assert_eq!(asked(&lunch, thursday, noon), Opens::Yes);
        assert_eq!(
            asked(&lunch, thursday, Some(PartOfDay::Morning)),
            Opens::Yes
        );
        assert_eq!(asked(&lunch, thursday, Some(PartOfDay::Evening)), Opens::No);
        assert_eq!(asked(&lunch, Weekday::Fri, None), Opens::No);
        let first = [opening("MONTHLY", "1TH")];
        assert_eq!(asked(&first, thursday, noon), Opens::Yes, "on some");
        let mut ended = lunch.clone();
        ended
            .iter_mut()
            .for_each(|one| one.valid_to = "2026-10-30".to_owned());
        assert_eq!(asked(&ended, thursday, noon), Opens::No);
        let mut words = lunch.clone();
        words
            .iter_mut()
            .for_each(|one| one.opens_at = "after lunch".to_owned());
        assert_eq!(asked(&words, thursday, noon), Opens::Unsaid);
        assert_eq!(asked(&words, thursday, None), Opens::Yes);
        let term = Opening {
            words: "Thursdays in term time".to_owned(),
            ..Opening::default()
        };
        assert_eq!(asked(&[term], thursday, noon), Opens::Unsaid);
        assert_eq!(asked(&[], thursday, noon), Opens::Unsaid);
    }

    #[test]
    fn open_now_is_the_clock_on_the_wall() {
        let choir = [opening("WEEKLY", "TU")];
        let at = |text: &str| opens(&choir, When::Now(text.parse().unwrap()));
        assert_eq!(at("2026-11-24T10:00:00"), Opens::Yes);
        assert_eq!(at("2026-11-24T12:30:00"), Opens::No);
        assert_eq!(at("2026-11-25T10:30:00"), Opens::No);
    }
}
