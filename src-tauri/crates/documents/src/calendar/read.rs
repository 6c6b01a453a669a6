//! A calendar file, in: each time on a day of its own, and what was left alone with the reason.

use super::lines::{Line, lines};
use super::zone::Zone;
use super::{CalendarError, MOST_BYTES, MOST_TIMES, MOST_TITLE, MOST_WORDS};
use alongside_domain::repeats::{NotARepeat, Repeat};
use alongside_domain::value::TimeOfDay;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// Most events of a file that are looked at.
const MOST_EVENTS: usize = 20_000;
/// So many weeks of what goes on for ever come in; the file can be brought in again for more, and nothing comes twice.
pub const WEEKS_AHEAD: u64 = 26;
/// Deepest that parts stand within one another.
const DEEPEST: usize = 8;
/// Longest id.
const MOST_UID: usize = 255;

/// One time that a calendar holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarTime {
    /// Its id there, the same whenever the file is made again: of one that comes again with the day it was first meant for.
    pub source_id: String,
    /// On which day here.
    pub on: NaiveDate,
    /// At what time here; nothing for a whole day.
    pub at: Option<TimeOfDay>,
    /// How long, in minutes; nothing for a whole day or if it is not said.
    pub minutes: Option<i64>,
    /// What it is.
    pub title: String,
    /// Where.
    pub place: String,
    /// Anything else that is said of it.
    pub note: String,
    /// Marked private or confidential there.
    pub private: bool,
}

/// Why something was left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeft {
    /// No day, or none that can be read.
    NoDay,
    /// On a clock that is not this country's.
    OtherClock,
    /// Over midnight, or over several days.
    SeveralDays,
    /// It comes again by a rule that the diary does not follow.
    OtherRule,
    /// It comes again more often than the diary holds.
    TooOften,
    /// Called off there.
    CalledOff,
    /// More than one file may bring.
    TooMany,
}

/// Something of the file that does not come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAlone {
    /// What it is.
    pub title: String,
    /// On which day it would begin.
    pub on: Option<NaiveDate>,
    /// Why.
    pub why: WhyLeft,
    /// The zone or the rule, as the file has it.
    pub detail: String,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// In order of time.
    pub times: Vec<CalendarTime>,
    /// What does not come in.
    pub left: Vec<LeftAlone>,
    /// So many go on for ever: of those only the times of the coming [`WEEKS_AHEAD`] are there.
    pub endless: usize,
}

/// Reads a calendar file, as it is of use today.
///
/// # Errors
/// [`CalendarError`], if it is none.
pub fn read_calendar(bytes: &[u8], today: NaiveDate) -> Result<Read, CalendarError> {
    if bytes.len() > MOST_BYTES {
        return Err(CalendarError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CalendarError::NotACalendar)?;
    let text = text.trim_start_matches('\u{FEFF}');
    let mut found = Found::new(today);
    let mut within: Vec<String> = Vec::new();
    let mut event: Option<Event> = None;
    let mut calendar = false;
    for line in lines(text) {
        match line.name.as_str() {
            "BEGIN" => {
                let part = line.value.trim().to_ascii_uppercase();
                if within.is_empty() && part != "VCALENDAR" {
                    return Err(CalendarError::NotACalendar);
                }
                calendar = true;
                if within.len() >= DEEPEST {
                    return Err(CalendarError::NotACalendar);
                }
                if part == "VEVENT" && within.len() == 1 {
                    event = Some(Event::default());
                }
                within.push(part);
            }
            "END" => {
                let part = line.value.trim().to_ascii_uppercase();
                if within.pop().as_deref() != Some(part.as_str()) {
                    return Err(CalendarError::NotACalendar);
                }
                if part == "VEVENT"
                    && within.len() == 1
                    && let Some(event) = event.take()
                {
                    found.take(event);
                }
            }
            // Of an event itself, not of a reminder within it.
            _ if within.len() == 2 => {
                if let Some(event) = &mut event {
                    event.take(line);
                }
            }
            _ => {}
        }
    }
    if !calendar || !within.is_empty() {
        return Err(CalendarError::NotACalendar);
    }
    Ok(found.finish())
}

/// A day, or a moment on some clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Day(NaiveDate),
    At(NaiveDateTime, Zone),
}

impl When {
    fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::At(at, _) => at.date(),
        }
    }

    /// The same kind of moment on another day.
    fn on(self, day: NaiveDate) -> Self {
        match self {
            Self::Day(_) => Self::Day(day),
            Self::At(at, zone) => Self::At(day.and_time(at.time()), zone),
        }
    }

    /// On the wall here.
    fn here(self) -> Option<(NaiveDate, Option<NaiveTime>)> {
        match self {
            Self::Day(day) => Some((day, None)),
            Self::At(at, zone) => {
                let here = zone.here(at)?;
                Some((here.date(), Some(here.time())))
            }
        }
    }
}

#[derive(Default)]
struct Event {
    uid: String,
    start: Option<Line>,
    end: Option<Line>,
    duration: String,
    title: String,
    place: String,
    note: String,
    rule: Option<String>,
    also: bool,
    without: Vec<Line>,
    instead_of: Option<Line>,
    called_off: bool,
    private: bool,
}

impl Event {
    fn take(&mut self, line: Line) {
        match line.name.as_str() {
            "UID" => self.uid = line.text(MOST_UID),
            "DTSTART" => self.start = Some(line),
            "DTEND" => self.end = Some(line),
            "DURATION" => line.value.trim().clone_into(&mut self.duration),
            "SUMMARY" => self.title = line.text(MOST_TITLE).replace('\n', " "),
            "LOCATION" => self.place = line.text(MOST_WORDS),
            "DESCRIPTION" => self.note = line.text(MOST_WORDS),
            // A second rule is one that the diary does not follow.
            "RRULE" if self.rule.is_none() => self.rule = Some(line.value.trim().to_owned()),
            "RRULE" | "RDATE" | "EXRULE" => self.also = true,
            "EXDATE" if self.without.len() < 1_000 => self.without.push(line),
            "RECURRENCE-ID" => self.instead_of = Some(line),
            "STATUS" => self.called_off = line.value.trim().eq_ignore_ascii_case("CANCELLED"),
            "CLASS" => self.private = !line.value.trim().eq_ignore_ascii_case("PUBLIC"),
            _ => {}
        }
    }
}

/// Days and moments of one line, or the zone that is not known.
fn whens(line: &Line) -> Result<Vec<When>, (WhyLeft, String)> {
    let zone = match line.param("TZID") {
        None => Zone::Here,
        Some(name) => Zone::named(name).ok_or_else(|| (WhyLeft::OtherClock, short(name)))?,
    };
    line.value
        .split(',')
        .map(|text| when(text.trim(), zone).ok_or_else(|| (WhyLeft::NoDay, short(text))))
        .collect()
}

fn first(line: &Line) -> Result<When, (WhyLeft, String)> {
    whens(line)?
        .first()
        .copied()
        .ok_or((WhyLeft::NoDay, String::new()))
}

fn when(text: &str, zone: Zone) -> Option<When> {
    let Some((day, time)) = text.split_once('T') else {
        return day_of(text).map(When::Day);
    };
    let (time, zone) = match time.strip_suffix('Z') {
        Some(time) => (time, Zone::Utc),
        None => (time, zone),
    };
    let time = match time.len() {
        6 => NaiveTime::parse_from_str(time, "%H%M%S").ok()?,
        4 => NaiveTime::parse_from_str(time, "%H%M").ok()?,
        _ => return None,
    };
    Some(When::At(day_of(day)?.and_time(time), zone))
}

fn day_of(text: &str) -> Option<NaiveDate> {
    (text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())?
        // Before the clocks of today, or after anybody's diary.
        .filter(|day| (1996..2200).contains(&chrono::Datelike::year(day)))
}

/// `PT1H30M`, `P1D`, `P2W`: in minutes.
fn minutes_of(duration: &str) -> Option<i64> {
    let rest = duration.trim_start_matches('+').strip_prefix('P')?;
    let mut total = 0_i64;
    let mut number = String::new();
    for c in rest.chars() {
        let each = match c {
            'T' => continue,
            '0'..='9' if number.len() < 6 => {
                number.push(c);
                continue;
            }
            'W' => 7 * 24 * 60,
            'D' => 24 * 60,
            'H' => 60,
            'M' => 1,
            'S' => 0,
            _ => return None,
        };
        total += number.parse::<i64>().ok()? * each;
        number.clear();
    }
    number.is_empty().then_some(total)
}

/// A few words of the file, to show.
fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// Whether a day is a whole one, and how many minutes it takes; nothing if it is longer than a day.
fn lasts(event: &Event, start: When) -> Result<Option<i64>, (WhyLeft, String)> {
    let minutes = match &event.end {
        Some(line) => match (start, first(line)?) {
            (When::Day(from), When::Day(until)) => {
                return if (until - from).num_days() > 1 {
                    Err((WhyLeft::SeveralDays, String::new()))
                } else {
                    Ok(None)
                };
            }
            (When::At(from, zone), When::At(until, other)) => {
                let (Some(from), Some(until)) = (zone.here(from), other.here(until)) else {
                    return Err((WhyLeft::NoDay, String::new()));
                };
                Some((until - from).num_minutes())
            }
            _ => return Err((WhyLeft::NoDay, String::new())),
        },
        None if event.duration.is_empty() => None,
        None => minutes_of(&event.duration),
    };
    match (start, minutes) {
        (_, Some(minutes)) if minutes > 24 * 60 => Err((WhyLeft::SeveralDays, String::new())),
        (When::At(..), Some(minutes)) if minutes > 0 => Ok(Some(minutes)),
        _ => Ok(None),
    }
}

struct Found {
    today: NaiveDate,
    endless: usize,
    events: usize,
    /// By id, so that one that was moved takes the place of the one it was.
    times: BTreeMap<String, CalendarTime>,
    moved: Vec<(String, Option<CalendarTime>)>,
    left: Vec<LeftAlone>,
}

impl Found {
    fn new(today: NaiveDate) -> Self {
        Self {
            today,
            endless: 0,
            events: 0,
            times: BTreeMap::new(),
            moved: Vec::new(),
            left: Vec::new(),
        }
    }

    fn take(&mut self, event: Event) {
        self.events += 1;
        let day = event
            .start
            .as_ref()
            .and_then(|line| first(line).ok())
            .map(When::day);
        let (title, called_off) = (event.title.clone(), event.called_off);
        let taken = if self.events > MOST_EVENTS {
            Err((WhyLeft::TooMany, String::new()))
        } else {
            self.read(event)
        };
        if let Err((why, detail)) = taken {
            let why = if called_off { WhyLeft::CalledOff } else { why };
            if self.left.len() < MOST_TIMES {
                self.left.push(LeftAlone {
                    title,
                    on: day,
                    why,
                    detail,
                });
            }
        }
    }

    fn read(&mut self, event: Event) -> Result<(), (WhyLeft, String)> {
        let start = first(
            event
                .start
                .as_ref()
                .ok_or((WhyLeft::NoDay, String::new()))?,
        )?;
        if let Some(line) = &event.instead_of {
            let id = id_of(&event, start, Some(first(line)?.day()));
            let time = if event.called_off {
                None
            } else {
                let minutes = lasts(&event, start)?;
                Some(time_of(&event, id.clone(), start, minutes)?)
            };
            self.moved.push((id, time));
            return Ok(());
        }
        if event.called_off {
            return Err((WhyLeft::CalledOff, String::new()));
        }
        let minutes = lasts(&event, start)?;
        let days = match &event.rule {
            _ if event.also => return Err((WhyLeft::OtherRule, String::new())),
            None => vec![start.day()],
            Some(rule) => self.days_of(rule, start)?,
        };
        let mut without = BTreeSet::new();
        for line in &event.without {
            without.extend(whens(line)?.into_iter().map(When::day));
        }
        let again = event.rule.is_some();
        for day in days.into_iter().filter(|day| !without.contains(day)) {
            if self.times.len() >= MOST_TIMES {
                return Err((WhyLeft::TooMany, String::new()));
            }
            let id = id_of(&event, start, again.then_some(day));
            let time = time_of(&event, id.clone(), start.on(day), minutes)?;
            self.times.insert(id, time);
        }
        Ok(())
    }

    /// The days of a rule. The end of one may stand in universal time: a time on that day after it is no more among them.
    fn days_of(&mut self, rule: &str, start: When) -> Result<Vec<NaiveDate>, (WhyLeft, String)> {
        let why = |error: NotARepeat| {
            let why = match error {
                NotARepeat::TooMany | NotARepeat::NoEnd => WhyLeft::TooOften,
                NotARepeat::Unreadable(_) | NotARepeat::NotFollowed(_) => WhyLeft::OtherRule,
            };
            (why, short(rule))
        };
        let repeat = Repeat::parse_any(rule).map_err(why)?;
        if !repeat.ends() {
            let until = self.today + Days::new(7 * WEEKS_AHEAD);
            let days = repeat
                .days_within(start.day(), self.today, until)
                .map_err(why)?;
            self.endless += 1;
            return Ok(days);
        }
        let mut days = repeat.days_from(start.day()).map_err(why)?;
        let until = rule
            .split(';')
            .find_map(|part| part.strip_prefix("UNTIL="))
            .and_then(|text| when(text.trim(), Zone::Here));
        if let (Some(end @ When::At(..)), When::At(..)) = (until, start) {
            days.retain(|day| start.on(*day).here() <= end.here());
        }
        Ok(days)
    }

    fn finish(mut self) -> Read {
        for (id, time) in self.moved {
            match time {
                Some(time) if self.times.len() < MOST_TIMES => {
                    self.times.insert(id, time);
                }
                _ => {
                    self.times.remove(&id);
                }
            }
        }
        let mut times: Vec<CalendarTime> = self.times.into_values().collect();
        times.sort_by(|a, b| {
            (a.on, a.at.is_none(), a.at, &a.source_id).cmp(&(
                b.on,
                b.at.is_none(),
                b.at,
                &b.source_id,
            ))
        });
        Read {
            times,
            left: self.left,
            endless: self.endless,
        }
    }
}

fn time_of(
    event: &Event,
    source_id: String,
    start: When,
    minutes: Option<i64>,
) -> Result<CalendarTime, (WhyLeft, String)> {
    let (on, at) = start.here().ok_or((WhyLeft::NoDay, String::new()))?;
    if let (Some(at), Some(minutes)) = (at, minutes) {
        let (end, over) = at.overflowing_add_signed(TimeDelta::minutes(minutes));
        // Until midnight itself is still this day.
        if over > 0 && !(end == NaiveTime::MIN && over == 24 * 60 * 60) {
            return Err((WhyLeft::SeveralDays, String::new()));
        }
    }
    Ok(CalendarTime {
        source_id,
        on,
        // The diary keeps no seconds.
        at: at.and_then(|at| TimeOfDay::parse(&at.format("%H:%M").to_string())),
        minutes,
        title: event.title.clone(),
        place: event.place.clone(),
        note: event.note.clone(),
        private: event.private,
    })
}

/// The id there. A file that gives none is known by its day, time and title.
fn id_of(event: &Event, start: When, day: Option<NaiveDate>) -> String {
    let own = if event.uid.is_empty() {
        let at = match start {
            When::Day(day) => day.to_string(),
            When::At(at, _) => at.to_string(),
        };
        format!("{at} {}", event.title)
    } else {
        event.uid.clone()
    };
    match day {
        Some(day) => format!("{own}/{}", day.format("%Y%m%d")),
        None => own,
    }
}
