//! When a service is open: on a day, at an hour, and the next dates. Only what its opening times say for certain; hours that stand in
//! words alone are never guessed at.
//!
//! `freq`, `interval`, `byday` and `bymonthday` as in RFC 5545, as far as real lists use them. Every second week is counted from the day
//! the times hold from; without that day nobody can say which weeks, and nothing is said.

use crate::directory::Opening;
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Weekday};

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

/// The sessions of a day, in their order.
#[must_use]
pub fn sessions_on(openings: &[Opening], on: NaiveDate) -> Vec<Session> {
    let mut sessions: Vec<Session> = openings
        .iter()
        .filter(|opening| holds_on(opening, on))
        .map(|opening| Session {
            on,
            opens: time(&opening.opens_at),
            closes: time(&opening.closes_at),
        })
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
}
