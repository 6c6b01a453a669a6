//! A day's opening times as one cell of a table tells them.

use crate::import::clean;
use alongside_domain::directory::Opening;
use alongside_domain::value::Text;

/// The days, as RFC 5545 and as people write them.
pub(super) const DAYS: [(&str, &str); 7] = [
    ("MO", "Monday"),
    ("TU", "Tuesday"),
    ("WE", "Wednesday"),
    ("TH", "Thursday"),
    ("FR", "Friday"),
    ("SA", "Saturday"),
    ("SU", "Sunday"),
];

/// Seven cells, Monday first: the times that can be read exactly, and the whole in words if some cannot.
pub(super) fn week(cells: &[String]) -> (Vec<Opening>, Text) {
    let mut opening: Vec<Opening> = Vec::new();
    let mut words = Vec::new();
    let mut exact = true;
    for ((code, day), cell) in DAYS.iter().zip(cells) {
        let cell = clean::plain(cell);
        let lower = cell.to_lowercase();
        if cell.is_empty() || lower.contains("unknown") || lower == "-" {
            continue;
        }
        words.push(format!("{day}: {cell}"));
        if matches!(lower.as_str(), "closed" | "shut" | "none" | "n/a" | "no") {
            continue;
        }
        let Some(ranges) = ranges(&lower) else {
            exact = false;
            continue;
        };
        for (opens_at, closes_at) in ranges {
            match opening
                .iter_mut()
                .find(|known| known.opens_at == opens_at && known.closes_at == closes_at)
            {
                Some(known) => known.byday = format!("{},{code}", known.byday),
                None => opening.push(Opening {
                    freq: "WEEKLY".to_owned(),
                    byday: (*code).to_owned(),
                    opens_at,
                    closes_at,
                    ..Opening::default()
                }),
            }
        }
    }
    let words = if exact {
        String::new()
    } else {
        words.join("\n")
    };
    (opening, words.into())
}

/// "9:30-12:30, 1pm to 5pm" as pairs of times, or nothing if any part is not a time.
fn ranges(cell: &str) -> Option<Vec<(String, String)>> {
    cell.replace(" and ", ",")
        .split([',', ';', '&', '/', '\n'])
        .map(|part| {
            let part = part
                .replace(['–', '—'], "-")
                .replace(" to ", "-")
                .replace(" until ", "-");
            let (from, to) = part.split_once('-')?;
            let to = clean::time(to)?;
            // "9-5pm": the morning is meant where the afternoon is said once.
            let from = clean::time(from).or_else(|| clean::time(&format!("{}am", from.trim())))?;
            (from < to).then_some((from, to))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]
    use super::week;

    fn cells(days: [&str; 7]) -> Vec<String> {
        days.iter().map(|day| (*day).to_owned()).collect()
    }

    #[test]
    fn days_with_the_same_times_stand_together() {
        let (opening, words) = week(&cells([
            "9:30-17:00",
            "9.30am to 5pm",
            "Closed",
            "",
            "9-1pm, 2pm-5pm",
            "[Unknown]",
            "-",
        ]));
        assert_eq!(words.as_str(), "");
        assert_eq!(opening.len(), 3);
        assert_eq!(
            (
                opening[0].byday.as_str(),
                opening[0].opens_at.as_str(),
                opening[0].closes_at.as_str()
            ),
            ("MO,TU", "09:30", "17:00")
        );
        assert_eq!(
            (opening[1].byday.as_str(), opening[1].closes_at.as_str()),
            ("FR", "13:00")
        );
    }

    #[test]
    fn words_stay_words() {
        let (opening, words) = week(&cells([
            "AM & PM (continuous)",
            "Closed",
            "",
            "",
            "",
            "",
            "",
        ]));
        assert!(opening.is_empty());
        assert_eq!(
            words.as_str(),
            "Monday: AM & PM (continuous)\nTuesday: Closed"
        );
    }
}
