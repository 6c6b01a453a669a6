//! What a learning log comes to: hours of a time, and under each heading. One place, for the screen and for the paper.
//!
//! The hours that one appraiser or another expects are not the app's to know: no rule is built in, and nothing is called enough.

use crate::growing::CpdEntry;
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Hours under one heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HeadingHours {
    /// The heading, in the worker's words.
    pub heading: String,
    /// Hours of all entries that stand under it. An entry under two headings counts under each.
    pub hours: f64,
    /// How many entries.
    pub entries: u32,
}

/// What a learning log comes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct LearningSum {
    /// Hours, each entry once.
    pub hours: f64,
    /// Entries.
    pub entries: u32,
    /// Entries of which nobody said how long they took: they count in no hours.
    pub without_hours: u32,
    /// Under each heading, most hours first.
    pub headings: Vec<HeadingHours>,
}

/// The year that most NHS and council employers appraise by: from the first of April.
#[must_use]
pub fn year_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = if day.month() < 4 {
        day.year() - 1
    } else {
        day.year()
    };
    let april = |year| NaiveDate::from_ymd_opt(year, 4, 1).unwrap_or(day);
    let last = april(first + 1).pred_opt().unwrap_or(day);
    (april(first), last)
}

/// Adds up. Hours below nought are nobody's hours.
#[must_use]
pub fn sum(entries: &[CpdEntry]) -> LearningSum {
    let mut all = LearningSum::default();
    let mut headings: BTreeMap<String, (f64, u32)> = BTreeMap::new();
    for entry in entries {
        let hours = entry.hours.filter(|hours| *hours >= 0.0);
        all.entries += 1;
        all.without_hours += u32::from(hours.is_none());
        all.hours += hours.unwrap_or_default();
        let mut said: Vec<&str> = entry
            .headings
            .iter()
            .map(|heading| heading.trim())
            .filter(|heading| !heading.is_empty())
            .collect();
        said.sort_unstable();
        said.dedup();
        for heading in said {
            let under = headings.entry(heading.to_owned()).or_default();
            under.0 += hours.unwrap_or_default();
            under.1 += 1;
        }
    }
    all.headings = headings
        .into_iter()
        .map(|(heading, (hours, entries))| HeadingHours {
            heading,
            hours,
            entries,
        })
        .collect();
    all.headings.sort_by(|a, b| b.hours.total_cmp(&a.hours));
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests")]
    use super::*;
    use crate::Record as _;
    use crate::ids::CpdEntryId;

    fn learned(hours: Option<f64>, headings: &[&str]) -> CpdEntry {
        CpdEntry {
            hours,
            headings: headings.iter().map(|&heading| heading.to_owned()).collect(),
            ..CpdEntry::blank(CpdEntryId::default())
        }
    }

    #[test]
    fn an_afternoon_under_two_headings_counts_once_in_the_whole_and_under_each() {
        let sum = sum(&[
            learned(Some(3.0), &["Listening", "Safeguarding", "Listening "]),
            learned(Some(1.5), &["Listening"]),
            learned(None, &["Safeguarding"]),
            learned(Some(-2.0), &[]),
        ]);
        assert_eq!((sum.hours, sum.entries, sum.without_hours), (4.5, 4, 2));
        let under: Vec<_> = sum
            .headings
            .iter()
            .map(|one| (one.heading.as_str(), one.hours, one.entries))
            .collect();
        assert_eq!(under, [("Listening", 4.5, 2), ("Safeguarding", 3.0, 2)]);
    }

    #[test]
    fn the_year_begins_in_april() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let year = (day("2026-04-01"), day("2027-03-31"));
        assert_eq!(year_of(day("2026-11-24")), year);
        assert_eq!(year_of(day("2027-03-31")), year);
        assert_eq!(year_of(day("2026-04-01")), year);
    }
}
