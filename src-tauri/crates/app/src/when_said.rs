//! A time that was typed into the search of the directory: "thursday afternoon", "open now", "lunch on tuesdays".
//!
//! Only what can mean nothing else is taken for a time. A day alone may be part of a name ("Friday Lunch Club"), so it counts only after
//! "on" or "open", or with a part of the day; and who meant the words themselves takes the filter away.

use alongside_domain::opening::PartOfDay;
use chrono::{Datelike as _, NaiveDateTime, Timelike as _, Weekday};

/// A time that stands in what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WhenSaid {
    /// On which day of the week; nothing means now.
    pub day: Option<(Weekday, Option<PartOfDay>)>,
    /// What is left to look for.
    pub rest: String,
}

/// The time that stands in what was typed, if one does.
pub(crate) fn when_said(typed: &str, now: NaiveDateTime) -> Option<WhenSaid> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let low: Vec<String> = words
        .iter()
        .map(|word| {
            let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
            bare.to_lowercase().replace(['\'', '\u{2019}'], "")
        })
        .collect();
    (0..low.len()).find_map(|at| {
        let (length, day) = phrase(low.get(at..)?, now)?;
        let rest: Vec<&str> = words
            .iter()
            .enumerate()
            .filter(|(index, _)| *index < at || *index >= at + length)
            .map(|(_, word)| *word)
            .collect();
        Some(WhenSaid {
            day,
            rest: rest.join(" "),
        })
    })
}

type Day = Option<(Weekday, Option<PartOfDay>)>;

/// A time at the beginning of these words, and how many of them it takes.
fn phrase(words: &[String], now: NaiveDateTime) -> Option<(usize, Day)> {
    let word = |at: usize| words.get(at).map(String::as_str).unwrap_or_default();
    let open = usize::from(word(0) == "open");
    if open == 1 && word(1) == "now" {
        return Some((2, None));
    }
    let mut at = open;
    let on = matches!(word(at), "on" | "every");
    at += usize::from(on);
    at += usize::from(on && matches!(word(at), "a" | "the"));
    let today = now.weekday();
    let day = match word(at) {
        "this" => return Some((at + 2, Some((today, Some(part_of(word(at + 1))?))))),
        "tonight" => return Some((at + 1, Some((today, Some(PartOfDay::Evening))))),
        "today" => today,
        "tomorrow" => today.succ(),
        name => weekday(name)?,
    };
    at += 1;
    let between = match (word(at), word(at + 1)) {
        ("in", "the") => 2,
        _ => 0,
    };
    if let Some(part) = part_of(word(at + between)) {
        return Some((at + between + 1, Some((day, Some(part)))));
    }
    (on || open == 1).then_some((at, Some((day, None))))
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "monday" => Weekday::Mon,
        "tuesday" => Weekday::Tue,
        "wednesday" => Weekday::Wed,
        "thursday" => Weekday::Thu,
        "friday" => Weekday::Fri,
        "saturday" => Weekday::Sat,
        "sunday" => Weekday::Sun,
        _ => return None,
    })
}

fn part_of(word: &str) -> Option<PartOfDay> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "morning" | "am" => PartOfDay::Morning,
        "afternoon" | "pm" => PartOfDay::Afternoon,
        "evening" | "night" => PartOfDay::Evening,
        _ => return None,
    })
}

/// The beginning of the minute: what was open a moment ago is open still.
pub(crate) fn to_the_minute(at: NaiveDateTime) -> NaiveDateTime {
    at.with_second(0)
        .and_then(|at| at.with_nanosecond(0))
        .unwrap_or(at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    /// Typed on a Monday.
    fn said(typed: &str) -> Option<(Day, String)> {
        let now = "2026-11-23T10:00:00".parse().unwrap();
        when_said(typed, now).map(|said| (said.day, said.rest))
    }

    fn on(day: Weekday, part: Option<PartOfDay>, rest: &str) -> Option<(Day, String)> {
        Some((Some((day, part)), rest.to_owned()))
    }

    #[test]
    fn a_day_and_a_part_of_it_are_a_time() {
        use PartOfDay::{Afternoon, Evening, Morning};
        use Weekday::{Mon, Thu, Tue};
        assert_eq!(said("thursday afternoon"), on(Thu, Some(Afternoon), ""));
        assert_eq!(
            said("Choir, Thursday evenings"),
            on(Thu, Some(Evening), "Choir,")
        );
        assert_eq!(
            said("lunch on tuesdays in the morning near the church"),
            on(Tue, Some(Morning), "lunch near the church")
        );
        assert_eq!(said("open on a tuesday"), on(Tue, None, ""));
        assert_eq!(said("things on tuesdays"), on(Tue, None, "things"));
        assert_eq!(said("open tomorrow"), on(Tue, None, ""));
        assert_eq!(said("this afternoon"), on(Mon, Some(Afternoon), ""));
        assert_eq!(
            said("food bank open now"),
            Some((None, "food bank".to_owned()))
        );
        assert_eq!(
            said("warm space tonight"),
            on(Mon, Some(Evening), "warm space")
        );
    }

    #[test]
    fn what_may_be_a_name_is_left_as_it_is() {
        for typed in [
            "Friday Lunch Club",
            "Sunday school",
            "open door",
            "now and then",
            "this girl can",
            "afternoon tea",
            "on the farm",
            "money advice today",
            "",
        ] {
            assert_eq!(said(typed), None, "{typed}");
        }
    }
}
