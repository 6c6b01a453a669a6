//! Bank holidays, worked out from their rules: on such a day nobody should be promised that a service is open.
//!
//! Nothing is fetched and nothing goes out of date but a royal wedding. The rules:
//! - Banking and Financial Dealings Act 1971, Schedule 1: Easter Monday (not Scotland), the last Mondays of May and August (Scotland: the
//!   first of August), 26 December, in Scotland 1 and 2 January, Good Friday and 25 December, in Northern Ireland 17 March.
//! - By custom, everywhere else: Good Friday and 25 December. By royal proclamation every year: 1 January (since 1974), the first Monday of May
//!   (since 1978), the last of May in Scotland, 12 July in Northern Ireland.
//! - St Andrew's Day Bank Holiday (Scotland) Act 2007: 30 November.
//! - What falls on a Saturday or Sunday is kept on the next weekday that is no holiday itself, as the Act says for Sundays and the yearly
//!   proclamations for Saturdays. Easter is found by the anonymous Gregorian algorithm (Nature, 20 April 1876).
//!
//! What was proclaimed for once stands in a list with its occasion, and whoever reads a later proclamation adds a line.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use serde::Serialize;
use ts_rs::TS;

/// Where the same bank holidays are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nation {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

/// Which bank holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BankHoliday {
    /// 1 January.
    NewYear,
    /// 2 January.
    SecondOfJanuary,
    /// 17 March.
    StPatrick,
    /// The Friday before Easter.
    GoodFriday,
    /// The Monday after Easter.
    EasterMonday,
    /// The first Monday of May.
    EarlyMay,
    /// The last Monday of May.
    Spring,
    /// 12 July.
    Boyne,
    /// In August.
    Summer,
    /// 30 November.
    StAndrew,
    /// 25 December.
    Christmas,
    /// 26 December.
    Boxing,
    /// Proclaimed for once.
    Once,
}

const EVERYWHERE: &[Nation] = &[
    Nation::EnglandAndWales,
    Nation::Scotland,
    Nation::NorthernIreland,
];

/// Proclaimed for once, and where: of the years that services and their lists can still speak of.
const ONCE: &[(&[Nation], i32, u32, u32)] = &[
    // The wedding of Prince William and Catherine Middleton (London Gazette, 5 January 2011).
    (EVERYWHERE, 2011, 4, 29),
    // The Diamond Jubilee (London Gazette, 8 June 2011).
    (EVERYWHERE, 2012, 6, 5),
    // The Platinum Jubilee (London Gazette, 2021).
    (EVERYWHERE, 2022, 6, 3),
    // The State Funeral of Queen Elizabeth II (Proclamation of 10 September 2022).
    (EVERYWHERE, 2022, 9, 19),
    // The Coronation of King Charles III (Proclamation of November 2022).
    (EVERYWHERE, 2023, 5, 8),
    // Scotland's first match at a World Cup since 1998 (Proclamation of early 2026).
    (&[Nation::Scotland], 2026, 6, 15),
];

/// Moved for once: to the year's jubilee, and in 2020 to the seventy-fifth anniversary of the end of the war in Europe.
const MOVED: &[(BankHoliday, i32, u32, u32)] = &[
    (BankHoliday::Spring, 2012, 6, 4),
    (BankHoliday::EarlyMay, 2020, 5, 8),
    (BankHoliday::Spring, 2022, 6, 2),
];

/// Where a postcode or outcode is, as far as its letters tell: every nation that it may be in.
#[must_use]
pub fn nations_of(postcode: &str) -> &'static [Nation] {
    let area: String = postcode
        .trim()
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    match area.as_str() {
        "BT" => &[Nation::NorthernIreland],
        "AB" | "DD" | "DG" | "EH" | "FK" | "G" | "HS" | "IV" | "KA" | "KW" | "KY" | "ML" | "PA"
        | "PH" | "ZE" => &[Nation::Scotland],
        // On both banks of the Tweed.
        "TD" => &[Nation::EnglandAndWales, Nation::Scotland],
        // The islands proclaim their own; nothing is known of a place without a postcode.
        "" | "GY" | "IM" | "JE" => EVERYWHERE,
        _ => &[Nation::EnglandAndWales],
    }
}

/// Why one should ask before going somewhere on a day: a bank holiday in any of these nations, or the weekend day that one was moved from.
#[must_use]
pub fn holiday(nations: &[Nation], on: NaiveDate) -> Option<BankHoliday> {
    nations.iter().find_map(|nation| {
        let moved_from = fixed(*nation, on.year()).into_iter();
        bank_holidays(*nation, on.year())
            .into_iter()
            .chain(moved_from)
            .find_map(|(day, holiday)| (day == on).then_some(holiday))
    })
}

/// The bank holidays of a year, on the days on which they are kept, in their order.
#[must_use]
pub fn bank_holidays(nation: Nation, year: i32) -> Vec<(NaiveDate, BankHoliday)> {
    let mut kept: Vec<(NaiveDate, BankHoliday)> = movable(nation, year);
    let (weekend, weekdays): (Vec<_>, Vec<_>) = fixed(nation, year)
        .into_iter()
        .partition(|(day, _)| is_weekend(*day));
    kept.extend(weekdays);
    for (day, holiday) in weekend {
        let next = day
            .iter_days()
            .skip(1)
            .find(|next| !is_weekend(*next) && !kept.iter().any(|(taken, _)| taken == next));
        kept.extend(next.map(|next| (next, holiday)));
    }
    kept.sort_by_key(|(day, _)| *day);
    kept
}

/// Those that have a date: where the calendar has them, weekend or not.
fn fixed(nation: Nation, year: i32) -> Vec<(NaiveDate, BankHoliday)> {
    use BankHoliday as Is;
    let mut dates = vec![
        (1, 1, Is::NewYear),
        (12, 25, Is::Christmas),
        (12, 26, Is::Boxing),
    ];
    match nation {
        Nation::EnglandAndWales => {}
        Nation::Scotland => dates.extend([(1, 2, Is::SecondOfJanuary), (11, 30, Is::StAndrew)]),
        Nation::NorthernIreland => dates.extend([(3, 17, Is::StPatrick), (7, 12, Is::Boyne)]),
    }
    dates.sort_by_key(|(month, day, _)| (*month, *day));
    dates
        .into_iter()
        .filter_map(|(month, day, holiday)| {
            Some((NaiveDate::from_ymd_opt(year, month, day)?, holiday))
        })
        .collect()
}

/// Those that are a day of the week, and those that were proclaimed for once.
fn movable(nation: Nation, year: i32) -> Vec<(NaiveDate, BankHoliday)> {
    use BankHoliday as Is;
    let easter = easter(year);
    let scotland = nation == Nation::Scotland;
    let mut found: Vec<(Option<NaiveDate>, BankHoliday)> = vec![
        (
            easter.and_then(|day| day.checked_sub_days(Days::new(2))),
            Is::GoodFriday,
        ),
        (
            NaiveDate::from_weekday_of_month_opt(year, 5, Weekday::Mon, 1),
            Is::EarlyMay,
        ),
        (last_monday(year, 5), Is::Spring),
    ];
    if scotland {
        let first = NaiveDate::from_weekday_of_month_opt(year, 8, Weekday::Mon, 1);
        found.push((first, Is::Summer));
    } else {
        found.push((easter.and_then(|day| day.succ_opt()), Is::EasterMonday));
        found.push((last_monday(year, 8), Is::Summer));
    }
    for (moved, of, month, day) in MOVED.iter().filter(|(_, of, ..)| *of == year) {
        for (at, holiday) in &mut found {
            if holiday == moved {
                *at = NaiveDate::from_ymd_opt(*of, *month, *day);
            }
        }
    }
    let once = ONCE
        .iter()
        .filter(|(nations, of, ..)| *of == year && nations.contains(&nation));
    for (_, of, month, day) in once {
        found.push((NaiveDate::from_ymd_opt(*of, *month, *day), Is::Once));
    }
    found
        .into_iter()
        .filter_map(|(day, holiday)| Some((day?, holiday)))
        .collect()
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn last_monday(year: i32, month: u32) -> Option<NaiveDate> {
    let monday = |nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth);
    monday(5).or_else(|| monday(4))
}

/// Easter Sunday. The letters are those of the algorithm.
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(n / 31).ok()?,
        u32::try_from(n % 31 + 1).ok()?,
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use Nation::{EnglandAndWales, NorthernIreland, Scotland};

    fn days(nation: Nation, year: i32) -> String {
        let days: Vec<String> = bank_holidays(nation, year)
            .into_iter()
            .map(|(day, _)| day.format("%m-%d").to_string())
            .collect();
        days.join(" ")
    }

    fn why(nation: Nation, on: &str) -> Option<BankHoliday> {
        holiday(&[nation], on.parse().unwrap())
    }

    #[test]
    fn easter_of_known_years() {
        for day in [
            "1961-04-02",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2038-04-25",
        ] {
            let day: NaiveDate = day.parse().unwrap();
            assert_eq!(easter(day.year()), Some(day));
        }
    }

    #[test]
    fn the_years_as_they_were_published() {
        let england = [
            (2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
            (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
            (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
            (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
            (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
            (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        ];
        for (year, published) in england {
            assert_eq!(days(EnglandAndWales, year), published, "{year}");
        }
        assert_eq!(
            days(Scotland, 2025),
            "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26"
        );
        assert_eq!(
            days(Scotland, 2024),
            "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"
        );
        assert_eq!(
            days(NorthernIreland, 2025),
            "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"
        );
        assert_eq!(
            days(NorthernIreland, 2024),
            "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"
        );
    }

    #[test]
    fn years_in_which_a_holiday_was_moved_or_proclaimed_for_once() {
        assert_eq!(
            days(EnglandAndWales, 2020),
            "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"
        );
        assert_eq!(
            days(EnglandAndWales, 2022),
            "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"
        );
        assert_eq!(
            days(EnglandAndWales, 2023),
            "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"
        );
        assert_eq!(
            days(Scotland, 2022),
            "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"
        );
        assert_eq!(
            days(Scotland, 2023),
            "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"
        );
        assert_eq!(
            days(Scotland, 2026),
            "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"
        );
        assert_eq!(
            days(NorthernIreland, 2012),
            "01-02 03-19 04-06 04-09 05-07 06-04 06-05 07-12 08-27 12-25 12-26"
        );
    }

    #[test]
    fn a_day_is_asked_about_where_it_is_a_holiday_and_nowhere_else() {
        assert_eq!(why(Scotland, "2026-11-30"), Some(BankHoliday::StAndrew));
        assert_eq!(why(EnglandAndWales, "2026-11-30"), None);
        assert_eq!(why(NorthernIreland, "2026-07-13"), Some(BankHoliday::Boyne));
        assert_eq!(why(Scotland, "2026-04-06"), None, "no Easter Monday there");
        // Christmas on a Saturday is kept on the Monday, and nobody is there on the Saturday either.
        assert_eq!(
            why(EnglandAndWales, "2027-12-25"),
            Some(BankHoliday::Christmas)
        );
        assert_eq!(
            why(EnglandAndWales, "2027-12-27"),
            Some(BankHoliday::Christmas)
        );
        assert_eq!(why(EnglandAndWales, "2027-12-29"), None);
    }

    #[test]
    fn a_postcode_says_which_holidays_are_kept() {
        assert_eq!(nations_of("SY10 1AA"), [EnglandAndWales]);
        assert_eq!(nations_of("g2"), [Scotland]);
        assert_eq!(nations_of("GL1 1AA"), [EnglandAndWales]);
        assert_eq!(nations_of("BT1 5GS"), [NorthernIreland]);
        assert_eq!(nations_of("TD15 1AA"), [EnglandAndWales, Scotland]);
        assert_eq!(nations_of(""), EVERYWHERE);
    }
}
