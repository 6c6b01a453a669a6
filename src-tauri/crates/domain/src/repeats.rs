//! Times that come again: the part of iCalendar's recurrence rules (RFC 5545, 3.3.10) that a diary of visits needs.
//!
//! Daily, weekly (on chosen weekdays) and monthly (on the first day's date, or on a weekday such as the second Tuesday), every so many,
//! so many times or until a day. A rule without an end is refused where a time is arranged, and looked at for a while where it comes from
//! another calendar (`days_within`). Anything else that the standard allows is refused: a diary that silently left a part of a rule out
//! would send somebody to a closed door. It knows no time of day and no zone: a visit at 14:00 stays at
//! 14:00 on the clock of the place.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

/// Most times that one rule may give: two years of weekdays.
pub const MOST_TIMES: u32 = 520;
/// Most days, weeks or months that are gone through for a while of a rule.
const MOST_STEPS: u32 = 1_000;

/// How often.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Often {
    Daily,
    /// On these weekdays, or on that of the first day if there are none.
    Weekly(Vec<Weekday>),
    /// On the date of the first day. Months without such a day are passed over, as the standard says.
    MonthlyOnDate,
    /// On the first to fifth such weekday, or the last with -1.
    MonthlyOnWeekday(i8, Weekday),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Times(u32),
    Until(NaiveDate),
}

/// A rule by which something comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    often: Often,
    every: u32,
    /// None of another calendar's that goes on for ever.
    end: Option<End>,
}

/// Why a rule cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotARepeat {
    /// Not a rule at all.
    #[error("not a rule: {0}")]
    Unreadable(String),
    /// A rule of the standard that the diary does not follow.
    #[error("the diary does not follow {0}")]
    NotFollowed(String),
    /// It would never end.
    #[error("the rule has no end")]
    NoEnd,
    /// It would come more often than a diary can hold.
    #[error("more than {MOST_TIMES} times")]
    TooMany,
}

impl Repeat {
    /// Reads `FREQ=WEEKLY;BYDAY=TU;COUNT=6`.
    ///
    /// # Errors
    /// [`NotARepeat`], which names the part.
    pub fn parse(rule: &str) -> Result<Self, NotARepeat> {
        Self::parse_any(rule).and_then(|repeat| {
            if repeat.ends() {
                Ok(repeat)
            } else {
                Err(NotARepeat::NoEnd)
            }
        })
    }

    /// Whether it ends by itself.
    #[must_use]
    pub fn ends(&self) -> bool {
        self.end.is_some()
    }

    /// Reads a rule of another calendar, which may go on for ever.
    ///
    /// # Errors
    /// [`NotARepeat`], which names the part.
    pub fn parse_any(rule: &str) -> Result<Self, NotARepeat> {
        let unreadable = |part: &str| NotARepeat::Unreadable(part.chars().take(60).collect());
        let rule = rule.trim();
        let rule = rule.strip_prefix("RRULE:").unwrap_or(rule);
        let (mut freq, mut every, mut by_day, mut end) = (None, 1, Vec::new(), None);
        for part in rule.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or_else(|| unreadable(part))?;
            match name.to_ascii_uppercase().as_str() {
                "FREQ" => freq = Some(value.to_ascii_uppercase()),
                "INTERVAL" => {
                    every = value
                        .parse()
                        .ok()
                        .filter(|every| (1..=366).contains(every))
                        .ok_or_else(|| unreadable(part))?;
                }
                "BYDAY" => {
                    by_day = value
                        .split(',')
                        .map(|day| weekday(day).ok_or_else(|| unreadable(part)))
                        .collect::<Result<_, _>>()?;
                }
                "COUNT" if end.is_none() => {
                    let times: u32 = value.parse().map_err(|_| unreadable(part))?;
                    if times == 0 {
                        return Err(unreadable(part));
                    }
                    end = Some(End::Times(times));
                }
                "UNTIL" if end.is_none() => {
                    let day = value.get(..8).unwrap_or(value);
                    let day =
                        NaiveDate::parse_from_str(day, "%Y%m%d").map_err(|_| unreadable(part))?;
                    end = Some(End::Until(day));
                }
                // Weeks begin on Monday here; it only matters where weeks are passed over.
                "WKST" if value.eq_ignore_ascii_case("MO") => {}
                _ => return Err(NotARepeat::NotFollowed(part.chars().take(60).collect())),
            }
        }
        let often = match freq.as_deref() {
            None => return Err(unreadable(rule)),
            Some("DAILY") if by_day.is_empty() => Often::Daily,
            Some("WEEKLY") => {
                let mut days = Vec::new();
                for (place, day) in by_day {
                    if place != 0 {
                        return Err(NotARepeat::NotFollowed(format!("{place} in a week")));
                    }
                    if !days.contains(&day) {
                        days.push(day);
                    }
                }
                days.sort_by_key(Weekday::num_days_from_monday);
                Often::Weekly(days)
            }
            Some("MONTHLY") => match by_day.as_slice() {
                [] => Often::MonthlyOnDate,
                [(place, day)] if *place != 0 => Often::MonthlyOnWeekday(*place, *day),
                _ => return Err(NotARepeat::NotFollowed("BYDAY".to_owned())),
            },
            Some(other) => {
                return Err(NotARepeat::NotFollowed(format!(
                    "FREQ={}",
                    other.chars().take(40).collect::<String>()
                )));
            }
        };
        if matches!(end, Some(End::Times(times)) if times > MOST_TIMES) {
            return Err(NotARepeat::TooMany);
        }
        Ok(Self { often, every, end })
    }

    /// The days on which it is, the first one among them (as a diary has it, whatever the weekdays of the rule).
    ///
    /// # Errors
    /// [`NotARepeat::TooMany`], [`NotARepeat::NoEnd`].
    pub fn days_from(&self, first: NaiveDate) -> Result<Vec<NaiveDate>, NotARepeat> {
        let end = self.end.ok_or(NotARepeat::NoEnd)?;
        let mut days = vec![first];
        let mut step = 0_u32;
        // Months without the day are passed over, so there are more steps than days; a year of them without one is the end of time.
        let mut empty = 0_u32;
        loop {
            let Some(found) = self.period(first, step) else {
                return Ok(days);
            };
            let mut any = false;
            for day in found {
                if day <= first {
                    continue;
                }
                any = true;
                match end {
                    End::Times(times) if days.len() >= times as usize => return Ok(days),
                    End::Until(until) if day > until => return Ok(days),
                    _ => {}
                }
                if days.len() >= MOST_TIMES as usize {
                    return Err(NotARepeat::TooMany);
                }
                days.push(day);
            }
            if let End::Times(times) = end
                && days.len() >= times as usize
            {
                return Ok(days);
            }
            empty = if any { 0 } else { empty + 1 };
            if empty > 60 {
                return Ok(days);
            }
            step += 1;
        }
    }

    /// The days on which it is within a time, whether it ends or not: its own end is not looked at.
    ///
    /// # Errors
    /// [`NotARepeat::TooMany`].
    pub fn days_within(
        &self,
        first: NaiveDate,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Vec<NaiveDate>, NotARepeat> {
        let within = |day: &NaiveDate| *day >= first && (from..=until).contains(day);
        let mut days: Vec<NaiveDate> = Some(first).into_iter().filter(within).collect();
        // A meeting of twenty years ago is not walked through from its first day.
        let period = match self.often {
            Often::Daily => 1,
            Often::Weekly(_) => 7,
            Often::MonthlyOnDate | Often::MonthlyOnWeekday(..) => 31,
        };
        let passed = (from - first).num_days().max(0) / period / i64::from(self.every);
        let begin = u32::try_from(passed).unwrap_or(u32::MAX).saturating_sub(1);
        for step in begin..begin.saturating_add(MOST_STEPS) {
            let Some(found) = self.period(first, step) else {
                break;
            };
            if found.first().is_some_and(|day| *day > until) {
                break;
            }
            for day in found.into_iter().filter(|day| *day != first).filter(within) {
                if days.len() >= MOST_TIMES as usize {
                    return Err(NotARepeat::TooMany);
                }
                days.push(day);
            }
        }
        Ok(days)
    }

    /// The days of one period: the day, the week or the month that is so many steps after the first.
    fn period(&self, first: NaiveDate, step: u32) -> Option<Vec<NaiveDate>> {
        let steps = step.checked_mul(self.every)?;
        Some(match &self.often {
            Often::Daily => vec![first.checked_add_days(Days::new(u64::from(steps)))?],
            Often::Weekly(days) => {
                let monday = first.checked_sub_days(Days::new(u64::from(
                    first.weekday().num_days_from_monday(),
                )))?;
                let monday = monday.checked_add_days(Days::new(u64::from(steps) * 7))?;
                let own = [first.weekday()];
                let days = if days.is_empty() { &own[..] } else { days };
                days.iter()
                    .filter_map(|day| {
                        monday.checked_add_days(Days::new(u64::from(day.num_days_from_monday())))
                    })
                    .collect()
            }
            Often::MonthlyOnDate => {
                let month = first.with_day(1)?.checked_add_months(Months::new(steps))?;
                month.with_day(first.day()).into_iter().collect()
            }
            Often::MonthlyOnWeekday(place, day) => {
                let month = first.with_day(1)?.checked_add_months(Months::new(steps))?;
                nth_weekday(month, *place, *day).into_iter().collect()
            }
        })
    }
}

/// The rule as the standard writes it.
impl std::fmt::Display for Repeat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.often {
            Often::Daily => f.write_str("FREQ=DAILY")?,
            Often::Weekly(days) => {
                f.write_str("FREQ=WEEKLY")?;
                let days: Vec<&str> = days.iter().map(|day| code(*day)).collect();
                if !days.is_empty() {
                    write!(f, ";BYDAY={}", days.join(","))?;
                }
            }
            Often::MonthlyOnDate => f.write_str("FREQ=MONTHLY")?,
            Often::MonthlyOnWeekday(place, day) => {
                write!(f, "FREQ=MONTHLY;BYDAY={place}{}", code(*day))?;
            }
        }
        if self.every > 1 {
            write!(f, ";INTERVAL={}", self.every)?;
        }
        match self.end {
            Some(End::Times(times)) => write!(f, ";COUNT={times}"),
            Some(End::Until(day)) => write!(f, ";UNTIL={}", day.format("%Y%m%d")),
            None => Ok(()),
        }
    }
}

/// `TU`, `2TU`, `-1FR`: which one of the month (0 for each), and the weekday.
fn weekday(text: &str) -> Option<(i8, Weekday)> {
    let text = text.trim();
    let (place, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let place = match place {
        "" => 0,
        some => some
            .parse()
            .ok()
            .filter(|place| *place == -1 || (1..=5).contains(place))?,
    };
    let day = WEEKDAYS
        .iter()
        .find(|(code, _)| code.eq_ignore_ascii_case(day))?
        .1;
    Some((place, day))
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

fn code(day: Weekday) -> &'static str {
    WEEKDAYS
        .iter()
        .find(|(_, known)| *known == day)
        .map_or("MO", |(code, _)| code)
}

/// The second Tuesday of a month; the last one with -1. Some months have no fifth.
fn nth_weekday(month: NaiveDate, place: i8, day: Weekday) -> Option<NaiveDate> {
    if place > 0 {
        return NaiveDate::from_weekday_of_month_opt(
            month.year(),
            month.month(),
            day,
            u8::try_from(place).ok()?,
        );
    }
    (1..=5).rev().find_map(|place| {
        NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), day, place)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(rule: &str, first: &str) -> String {
        Repeat::parse(rule)
            .unwrap()
            .days_from(day(first))
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[rstest]
    #[case::every_tuesday(
        "FREQ=WEEKLY;COUNT=3",
        "2026-11-24",
        "2026-11-24 2026-12-01 2026-12-08"
    )]
    #[case::two_days_a_week(
        "FREQ=WEEKLY;BYDAY=TH,TU;COUNT=4",
        "2026-11-24",
        "2026-11-24 2026-11-26 2026-12-01 2026-12-03"
    )]
    #[case::every_other_week_begun_on_a_thursday(
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=3",
        "2026-11-26",
        "2026-11-26 2026-12-08 2026-12-10"
    )]
    #[case::daily_until_the_day_included(
        "FREQ=DAILY;INTERVAL=2;UNTIL=20261128T235959Z",
        "2026-11-24",
        "2026-11-24 2026-11-26 2026-11-28"
    )]
    #[case::the_31st_passes_short_months_over(
        "FREQ=MONTHLY;COUNT=3",
        "2027-01-31",
        "2027-01-31 2027-03-31 2027-05-31"
    )]
    #[case::leap_day(
        "FREQ=MONTHLY;INTERVAL=12;COUNT=2",
        "2028-02-29",
        "2028-02-29 2032-02-29"
    )]
    #[case::second_tuesday(
        "FREQ=MONTHLY;BYDAY=2TU;COUNT=3",
        "2026-11-10",
        "2026-11-10 2026-12-08 2027-01-12"
    )]
    #[case::last_friday(
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
        "2026-11-27",
        "2026-11-27 2026-12-25 2027-01-29"
    )]
    fn comes_again(#[case] rule: &str, #[case] first: &str, #[case] expected: &str) {
        assert_eq!(days(rule, first), expected);
    }

    #[rstest]
    #[case("FREQ=WEEKLY", NotARepeat::NoEnd)]
    #[case("FREQ=WEEKLY;COUNT=521", NotARepeat::TooMany)]
    #[case("FREQ=YEARLY;COUNT=2", NotARepeat::NotFollowed("FREQ=YEARLY".to_owned()))]
    #[case("FREQ=MONTHLY;BYMONTHDAY=3;COUNT=2", NotARepeat::NotFollowed("BYMONTHDAY=3".to_owned()))]
    #[case("FREQ=MONTHLY;BYDAY=TU;COUNT=2", NotARepeat::NotFollowed("BYDAY".to_owned()))]
    #[case("FREQ=WEEKLY;COUNT=0", NotARepeat::Unreadable("COUNT=0".to_owned()))]
    #[case("FREQ=WEEKLY;BYDAY=é;COUNT=1", NotARepeat::Unreadable("BYDAY=é".to_owned()))]
    #[case("every Tuesday", NotARepeat::Unreadable("every Tuesday".to_owned()))]
    #[case("", NotARepeat::Unreadable(String::new()))]
    fn says_what_it_does_not_follow(#[case] rule: &str, #[case] why: NotARepeat) {
        assert_eq!(Repeat::parse(rule), Err(why));
    }

    #[test]
    fn a_far_end_is_too_many_and_not_a_long_wait() {
        let rule = Repeat::parse("FREQ=DAILY;UNTIL=99991231").unwrap();
        assert_eq!(rule.days_from(day("2026-11-24")), Err(NotARepeat::TooMany));
    }

    #[rstest]
    #[case::a_meeting_since_long_ago(
        "FREQ=WEEKLY",
        "2011-03-01",
        "2026-11-24 2026-12-01 2026-12-08"
    )]
    #[case::every_other_week(
        "FREQ=WEEKLY;BYDAY=MO,FR;INTERVAL=2",
        "2026-11-16",
        "2026-11-30 2026-12-04"
    )]
    #[case::from_a_day_to_come("FREQ=DAILY", "2026-12-06", "2026-12-06 2026-12-07 2026-12-08")]
    #[case::later_than_all_of_it("FREQ=MONTHLY", "2027-01-01", "")]
    fn what_goes_on_for_ever_is_looked_at_for_a_while(
        #[case] rule: &str,
        #[case] first: &str,
        #[case] expected: &str,
    ) {
        let repeat = Repeat::parse_any(rule).unwrap();
        let days = repeat
            .days_within(day(first), day("2026-11-23"), day("2026-12-08"))
            .unwrap();
        let days: Vec<String> = days.iter().map(ToString::to_string).collect();
        assert_eq!(days.join(" "), expected);
        assert_eq!(repeat.days_from(day(first)), Err(NotARepeat::NoEnd));
        assert_eq!(repeat.to_string(), rule);
    }

    #[rstest]
    #[case("FREQ=WEEKLY;BYDAY=TU,TH;INTERVAL=2;COUNT=6")]
    #[case("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20271231")]
    fn is_written_as_it_was_read(#[case] rule: &str) {
        assert_eq!(Repeat::parse(rule).unwrap().to_string(), rule);
    }
}
