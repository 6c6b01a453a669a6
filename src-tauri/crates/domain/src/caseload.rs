//! How much somebody carries: all of its arithmetic, in one place.
//!
//! *Sources.* 200 to 250 people in a year for somebody full time is what NHS England's workforce guide for social prescribing link workers in primary care
//! networks says. Everything else is a rule of this app, marked *ours* below, and shown beside every figure that follows from it. It is an aid to a
//! conversation and never a measure of a worker.

use crate::codes::Intensity;
use crate::diary::Capacity;
use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// People in a year, full time.
pub const IN_A_YEAR: (f64, f64) = (200.0, 250.0);
/// Ours: how many weeks somebody is supported, as long as nothing else is agreed about people at one time.
pub const WEEKS_OF_SUPPORT: f64 = 12.0;
/// Ours: weekdays away in a year that the yearly figure already allows for (leave and bank holidays).
pub const ORDINARY_LEAVE: f64 = 33.0;
/// Weekdays in a year.
pub const WEEKDAYS: f64 = 260.0;
/// Ours: hours in a week of somebody full time, as long as none are said.
pub const FULL_TIME_HOURS: f64 = 37.5;
/// Ours: how much somebody counts for who needs little, or much, as long as the worker has not said.
pub const WEIGHTS: (f64, f64) = (0.5, 2.0);
/// Ours: the part of the hours that listening and the way there may take. The rest is writing up, calls for somebody, learning, and breath.
pub const LISTENING_SHARE: f64 = 0.6;
/// The weeks that are looked back on.
pub const WEEKS_LOOKED_BACK: f64 = 4.0;

/// What somebody carries, as counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Carried {
    /// People who are open, with how much each asks.
    pub light: u32,
    /// The usual, and those of whom nobody has said.
    pub usual: u32,
    /// Much.
    pub intensive: u32,
    /// People met in the year so far.
    pub met_this_year: u32,
    /// Minutes with and on the way to people in the last four weeks, drop-ins included.
    pub listening_minutes: i64,
    /// Contacts of those weeks that do not say how long they took: they count in no minutes.
    pub without_minutes: u32,
    /// People who came to be open in the last twelve weeks.
    pub begun: u32,
    /// People whose support ended in the last twelve weeks.
    pub ended: u32,
    /// Weekdays away in the year.
    pub away_this_year: f64,
    /// Weekdays away in the last four weeks.
    pub away_lately: f64,
}

/// What was agreed, with what follows where nothing was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Room {
    /// The part of full-time hours.
    pub part: f64,
    /// The part of the year that is left after longer absences.
    pub there: f64,
    /// People in a year: from.
    pub year_least: f64,
    /// People in a year: to.
    pub year_most: f64,
    /// People at one time, counted by weight.
    pub at_once: f64,
    /// The number at one time was not agreed, but follows from the year.
    pub at_once_follows: bool,
    /// How much somebody counts for who needs little.
    pub weight_light: f64,
    /// And who needs much.
    pub weight_intensive: f64,
    /// Hours in a week.
    pub hours_a_week: f64,
}

/// Why it is a lot: each is one plain comparison, and no sum of them is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Hot {
    /// More at one time, by weight, than there is room for.
    AtOnce,
    /// More people met in the year than is agreed for all of it.
    Year,
    /// Listening and the way there take more of the hours than leaves room for the rest.
    Listening,
}

/// How it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Load {
    /// People open, each as one.
    pub people: u32,
    /// The same by weight.
    pub weighted: f64,
    /// Hours a week with and on the way to people, of the weeks that were worked.
    pub listening_a_week: f64,
    /// Of so many hours in such a week.
    pub hours_a_week: f64,
    /// Why it is a lot; empty if it is not.
    pub hot: Vec<Hot>,
}

/// What happens if more people come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Projection {
    /// How many more.
    pub more: u32,
    /// By weight, then.
    pub weighted: f64,
    /// Beyond the room, by weight; nought if there is room.
    pub beyond: f64,
    /// Hours more a week with them, going by the last four weeks; nothing if none were counted.
    pub more_hours_a_week: Option<f64>,
    /// Weeks until there is room again, if people go on coming and finishing as in the last twelve weeks. Nothing: not by itself.
    pub weeks_until_room: Option<f64>,
}

/// What is a number of people, of hours: nothing below nought, nothing that is no number.
fn said(number: Option<f64>) -> Option<f64> {
    number.filter(|number| number.is_finite() && *number > 0.0)
}

#[expect(clippy::cast_precision_loss, reason = "numbers of people and minutes")]
fn count(number: i64) -> f64 {
    number as f64
}

/// Weekdays of an absence that fall between two days, both included.
#[must_use]
pub fn weekdays(from: NaiveDate, until: NaiveDate, of: (NaiveDate, NaiveDate)) -> f64 {
    let (from, until) = (from.max(of.0), until.min(of.1));
    let days = from
        .iter_days()
        .take_while(|day| *day <= until)
        .take(366 * 2);
    let worked = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    count(i64::try_from(worked.count()).unwrap_or(0))
}

/// What there is room for.
#[must_use]
pub fn room(agreed: Option<&Capacity>, away_this_year: f64) -> Room {
    let full = said(agreed.and_then(|one| one.full_time_hours)).unwrap_or(FULL_TIME_HOURS);
    let hours = said(agreed.and_then(|one| one.hours_a_week)).unwrap_or(full);
    let part = (hours / full).min(1.0);
    let there = ((WEEKDAYS - away_this_year) / (WEEKDAYS - ORDINARY_LEAVE)).clamp(0.0, 1.0);
    // What was agreed with this worker is for their hours already; the guide's figure is for somebody full time.
    let year = said(agreed.and_then(|one| one.in_a_year).map(count));
    let (least, most) = year.map_or((IN_A_YEAR.0 * part, IN_A_YEAR.1 * part), |year| {
        (year, year)
    });
    let agreed_at_once = said(agreed.and_then(|one| one.open_at_once).map(count));
    Room {
        part,
        there,
        year_least: least * there,
        year_most: most * there,
        at_once: agreed_at_once.unwrap_or(most * WEEKS_OF_SUPPORT / 52.0),
        at_once_follows: agreed_at_once.is_none(),
        weight_light: said(agreed.and_then(|one| one.weight_light)).unwrap_or(WEIGHTS.0),
        weight_intensive: said(agreed.and_then(|one| one.weight_intensive)).unwrap_or(WEIGHTS.1),
        hours_a_week: hours,
    }
}

/// How much somebody counts for.
#[must_use]
pub fn weight(room: &Room, intensity: Option<Intensity>) -> f64 {
    match intensity {
        Some(Intensity::Light) => room.weight_light,
        Some(Intensity::Intensive) => room.weight_intensive,
        Some(Intensity::Usual) | None => 1.0,
    }
}

/// How it stands.
#[must_use]
pub fn load(carried: &Carried, room: &Room) -> Load {
    let weighted = f64::from(carried.light) * room.weight_light
        + f64::from(carried.usual)
        + f64::from(carried.intensive) * room.weight_intensive;
    let weeks = (WEEKS_LOOKED_BACK - carried.away_lately / 5.0).max(0.0);
    // Who was away all the time carried no hours.
    let listening = if weeks > 0.0 {
        count(carried.listening_minutes) / 60.0 / weeks
    } else {
        0.0
    };
    let mut hot = Vec::new();
    if weighted > room.at_once {
        hot.push(Hot::AtOnce);
    }
    if f64::from(carried.met_this_year) > room.year_most {
        hot.push(Hot::Year);
    }
    if listening > room.hours_a_week * LISTENING_SHARE {
        hot.push(Hot::Listening);
    }
    Load {
        people: carried.light + carried.usual + carried.intensive,
        weighted,
        listening_a_week: listening,
        hours_a_week: room.hours_a_week,
        hot,
    }
}

/// What happens if more people come, each asking the usual.
#[must_use]
pub fn projection(carried: &Carried, room: &Room, more: u32) -> Projection {
    let now = load(carried, room);
    let weighted = now.weighted + f64::from(more);
    let beyond = (weighted - room.at_once).max(0.0);
    let net_a_week = (f64::from(carried.ended) - f64::from(carried.begun)) / 12.0;
    let weeks_until_room = if beyond <= 0.0 {
        Some(0.0)
    } else {
        (net_a_week > 0.0).then(|| beyond / net_a_week)
    };
    let more_hours_a_week = (now.people > 0 && now.listening_a_week > 0.0)
        .then(|| now.listening_a_week / f64::from(now.people) * f64::from(more));
    Projection {
        more,
        weighted,
        beyond,
        more_hours_a_week,
        weeks_until_room,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests")]
    use super::*;
    use crate::Record as _;
    use crate::ids::CapacityId;

    fn agreed() -> Capacity {
        Capacity::blank(CapacityId::default())
    }
    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 0.01
    }

    #[test]
    fn with_nothing_said_it_is_the_guides_figure_for_somebody_full_time() {
        let room = room(None, 20.0);
        assert_eq!((room.year_least, room.year_most), (200.0, 250.0));
        assert!(near(room.at_once, 57.69) && room.at_once_follows);
        assert_eq!((room.part, room.there), (1.0, 1.0));
    }

    #[test]
    fn three_days_a_week_and_a_long_absence_make_it_less_and_ordinary_leave_does_not() {
        let ben = Capacity {
            hours_a_week: Some(22.5),
            ..agreed()
        };
        assert!(near(room(Some(&ben), 33.0).year_most, 150.0));
        // A quarter of the year away.
        let away = room(Some(&ben), 65.0 + 33.0);
        assert!(near(away.year_most, 150.0 * 162.0 / 227.0), "{away:?}");
        assert_eq!(room(Some(&ben), 400.0).year_most, 0.0);
    }

    #[test]
    fn what_was_agreed_with_her_is_for_her_hours_already() {
        let amira = Capacity {
            hours_a_week: Some(22.5),
            in_a_year: Some(120),
            open_at_once: Some(30),
            ..agreed()
        };
        let room = room(Some(&amira), 0.0);
        assert_eq!(
            (room.year_least, room.year_most, room.at_once),
            (120.0, 120.0, 30.0)
        );
        assert!(!room.at_once_follows);
    }

    #[test]
    fn nonsense_in_a_field_is_as_if_nothing_was_said() {
        let odd = Capacity {
            hours_a_week: Some(-3.0),
            full_time_hours: Some(f64::NAN),
            in_a_year: Some(-4),
            weight_light: Some(f64::INFINITY),
            ..agreed()
        };
        assert_eq!(room(Some(&odd), 0.0), room(None, 0.0));
    }

    #[test]
    fn each_reason_stands_alone_and_says_its_own_name() {
        let room = room(
            Some(&Capacity {
                open_at_once: Some(30),
                ..agreed()
            }),
            0.0,
        );
        let few = Carried {
            usual: 30,
            met_this_year: 250,
            ..Carried::default()
        };
        assert_eq!(load(&few, &room).hot, []);
        let many = Carried {
            usual: 20,
            intensive: 6,
            light: 1,
            ..Carried::default()
        };
        let told = load(&many, &room);
        assert_eq!(
            (told.people, told.weighted, told.hot),
            (27, 32.5, vec![Hot::AtOnce])
        );
        let year = Carried {
            met_this_year: 251,
            ..Carried::default()
        };
        assert_eq!(load(&year, &room).hot, [Hot::Year]);
        // 37.5 hours a week: more than 22.5 of listening.
        let listening = Carried {
            listening_minutes: 4 * 22 * 60 + 4 * 31,
            ..Carried::default()
        };
        assert_eq!(load(&listening, &room).hot, [Hot::Listening]);
    }

    #[test]
    fn weeks_that_were_not_worked_carry_no_hours() {
        let room = room(None, 0.0);
        let half = Carried {
            listening_minutes: 20 * 60,
            away_lately: 10.0,
            ..Carried::default()
        };
        assert_eq!(load(&half, &room).listening_a_week, 10.0);
        let away = Carried {
            away_lately: 20.0,
            ..half
        };
        assert_eq!(load(&away, &room).listening_a_week, 0.0);
    }

    #[test]
    fn if_ten_more_come_the_answer_is_weeks_or_not_by_itself() {
        let room = room(
            Some(&Capacity {
                open_at_once: Some(40),
                ..agreed()
            }),
            0.0,
        );
        let amira = Carried {
            usual: 36,
            begun: 12,
            ended: 24,
            listening_minutes: 4 * 18 * 60,
            ..Carried::default()
        };
        let ten = projection(&amira, &room, 10);
        assert_eq!((ten.weighted, ten.beyond), (46.0, 6.0));
        assert_eq!(ten.weeks_until_room, Some(6.0));
        assert!(near(ten.more_hours_a_week.unwrap(), 5.0));
        assert_eq!(projection(&amira, &room, 4).weeks_until_room, Some(0.0));
        let full = Carried {
            begun: 24,
            ended: 24,
            ..amira
        };
        assert_eq!(projection(&full, &room, 10).weeks_until_room, None);
        assert_eq!(
            projection(&Carried::default(), &room, 10).more_hours_a_week,
            None
        );
    }

    #[test]
    fn a_weekend_is_no_leave() {
        let year = (day("2026-04-01"), day("2027-03-31"));
        assert_eq!(weekdays(day("2026-11-20"), day("2026-11-24"), year), 3.0);
        assert_eq!(weekdays(day("2026-03-30"), day("2026-04-02"), year), 2.0);
        assert_eq!(weekdays(day("2026-11-24"), day("2026-11-20"), year), 0.0);
    }
}
