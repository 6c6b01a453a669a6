//! The clock of this country. Since 1996 it goes forward on the last Sunday of March and back on the last Sunday of October, at one
//! o'clock in the morning, universal time. That is all there is to know, so no database of the world's clocks is carried for it.

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

/// Whose clock a time is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// This country's, or whatever clock is on the wall.
    Here,
    /// Universal time.
    Utc,
}

impl Zone {
    /// By its name in a calendar; nothing for any other. Windows calls the clock of London "GMT Standard Time".
    pub(super) fn named(name: &str) -> Option<Self> {
        let low = name.trim().trim_matches('"').to_ascii_lowercase();
        let here = [
            "europe/london",
            "europe/belfast",
            "europe/jersey",
            "europe/guernsey",
            "europe/isle_of_man",
            "gb",
        ]
        .iter()
        .any(|known| low == *known || low.ends_with(&format!("/{known}")));
        if here || low == "gmt standard time" || low == "british standard time" {
            return Some(Self::Here);
        }
        [
            "utc",
            "etc/utc",
            "etc/gmt",
            "gmt",
            "z",
            "coordinated universal time",
        ]
        .contains(&low.as_str())
        .then_some(Self::Utc)
    }

    /// The time on the wall here.
    pub(super) fn here(self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Self::Here => Some(at),
            Self::Utc if is_summer(at) => at.checked_add_signed(TimeDelta::hours(1)),
            Self::Utc => Some(at),
        }
    }
}

/// The time on the wall in this country, of a moment in milliseconds of universal time.
#[must_use]
pub fn wall_time(millis: i64) -> Option<NaiveDateTime> {
    Zone::Utc.here(chrono::DateTime::from_timestamp_millis(millis)?.naive_utc())
}

/// Whether the clock is an hour ahead at a moment in universal time.
fn is_summer(utc: NaiveDateTime) -> bool {
    let change =
        |month| Some(last_sunday(utc.year(), month)?.and_time(NaiveTime::from_hms_opt(1, 0, 0)?));
    match (change(3), change(10)) {
        (Some(forward), Some(back)) => forward <= utc && utc < back,
        _ => false,
    }
}

fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    last.checked_sub_days(Days::new(u64::from(
        last.weekday().days_since(Weekday::Sun),
    )))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::winter("2026-11-24T10:00:00", "2026-11-24T10:00:00")]
    #[case::summer("2026-07-01T10:00:00", "2026-07-01T11:00:00")]
    #[case::the_hour_before("2027-03-28T00:59:00", "2027-03-28T00:59:00")]
    #[case::forward("2027-03-28T01:00:00", "2027-03-28T02:00:00")]
    #[case::the_last_of_summer("2026-10-25T00:59:00", "2026-10-25T01:59:00")]
    #[case::back("2026-10-25T01:00:00", "2026-10-25T01:00:00")]
    #[case::into_the_next_day("2026-06-30T23:30:00", "2026-07-01T00:30:00")]
    fn universal_time_on_the_wall(#[case] utc: NaiveDateTime, #[case] wall: NaiveDateTime) {
        assert_eq!(Zone::Utc.here(utc), Some(wall));
        assert_eq!(Zone::Here.here(utc), Some(utc));
    }

    #[rstest]
    #[case("Europe/London", Some(Zone::Here))]
    #[case("/freeassociation.sourceforge.net/Europe/London", Some(Zone::Here))]
    #[case("GMT Standard Time", Some(Zone::Here))]
    #[case("UTC", Some(Zone::Utc))]
    #[case("America/New_York", None)]
    #[case("", None)]
    fn clocks_by_name(#[case] name: &str, #[case] zone: Option<Zone>) {
        assert_eq!(Zone::named(name), zone);
    }
}
