//! Opening times as one says them: "Tuesday and Thursday, 10:00 to 12:00".

use alongside_domain::directory::Opening;
use alongside_domain::directory::Service;

/// When a service is open, one line for each of its times, then what was only said in words.
pub(super) fn opening_lines(service: &Service) -> Vec<String> {
    let mut lines: Vec<String> = service.opening.iter().map(in_words).collect();
    lines.extend(
        service
            .opening_words
            .as_str()
            .lines()
            .map(|line| line.trim().to_owned()),
    );
    lines.retain(|line| !line.is_empty());
    lines.dedup();
    lines
}

fn in_words(opening: &Opening) -> String {
    let days = days(opening);
    let hours = match (opening.opens_at.trim(), opening.closes_at.trim()) {
        ("", "") => String::new(),
        (opens, "") => format!("from {opens}"),
        ("", closes) => format!("until {closes}"),
        (opens, closes) => format!("{opens} to {closes}"),
    };
    let exact = [days, hours]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    match (exact.is_empty(), opening.words.trim()) {
        (true, words) => words.to_owned(),
        (false, "") => exact,
        (false, words) => format!("{exact}. {words}"),
    }
}

fn days(opening: &Opening) -> String {
    let monthly = opening.freq.eq_ignore_ascii_case("MONTHLY");
    let named: Vec<String> = opening.byday.split(',').filter_map(day).collect();
    if named.is_empty() {
        let dates: Vec<&str> = opening
            .bymonthday
            .split(',')
            .map(str::trim)
            .filter(|date| !date.is_empty())
            .collect();
        return match (monthly, dates.as_slice()) {
            (true, []) => "Every month".to_owned(),
            (_, []) => String::new(),
            (_, dates) => format!("On day {} of the month", dates.join(", ")),
        };
    }
    let list = listed(&named);
    match (monthly, opening.interval) {
        (true, 0 | 1) => format!("{list} of the month"),
        (true, months) => format!("{list}, every {months} months"),
        (false, 0 | 1) => list,
        (false, 2) => format!("{list}, every other week"),
        (false, weeks) => format!("{list}, every {weeks} weeks"),
    }
}

/// `TU`, `1FR`, `-1FR`.
fn day(code: &str) -> Option<String> {
    let code = code.trim();
    let at = code.len().checked_sub(2)?;
    let (which, day) = (code.get(..at)?, code.get(at..)?);
    let day = match day.to_ascii_uppercase().as_str() {
        "MO" => "Monday",
        "TU" => "Tuesday",
        "WE" => "Wednesday",
        "TH" => "Thursday",
        "FR" => "Friday",
        "SA" => "Saturday",
        "SU" => "Sunday",
        _ => return None,
    };
    Some(match which.trim_start_matches('+') {
        "" => day.to_owned(),
        "1" => format!("First {day}"),
        "2" => format!("Second {day}"),
        "3" => format!("Third {day}"),
        "4" => format!("Fourth {day}"),
        "5" => format!("Fifth {day}"),
        "-1" => format!("Last {day}"),
        _ => return None,
    })
}

/// "Monday to Friday" for a run of three or more, "Tuesday and Thursday" otherwise.
fn listed(days: &[String]) -> String {
    const WEEK: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    if days.len() == WEEK.len() {
        return "Every day".to_owned();
    }
    let run = days.len() > 2 && WEEK.windows(days.len()).any(|run| run == days);
    match days {
        [first, .., last] if run => format!("{first} to {last}"),
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => days.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "WEEKLY",
        1,
        "TU,TH",
        "10:00",
        "12:00",
        "Tuesday and Thursday, 10:00 to 12:00"
    )]
    #[case(
        "WEEKLY",
        0,
        "MO,TU,WE,TH,FR",
        "09:30",
        "16:30",
        "Monday to Friday, 09:30 to 16:30"
    )]
    #[case(
        "WEEKLY",
        2,
        "WE",
        "14:00",
        "",
        "Wednesday, every other week, from 14:00"
    )]
    #[case(
        "MONTHLY",
        1,
        "1FR",
        "11:00",
        "13:00",
        "First Friday of the month, 11:00 to 13:00"
    )]
    #[case("MONTHLY", 1, "-1SU", "", "", "Last Sunday of the month")]
    #[case(
        "WEEKLY",
        1,
        "MO,TU,WE,TH,FR,SA,SU",
        "",
        "21:00",
        "Every day, until 21:00"
    )]
    #[case("", 0, "", "", "", "")]
    fn times_are_said_as_one_says_them(
        #[case] freq: &str,
        #[case] interval: u32,
        #[case] byday: &str,
        #[case] opens_at: &str,
        #[case] closes_at: &str,
        #[case] said: &str,
    ) {
        let opening = Opening {
            freq: freq.to_owned(),
            interval,
            byday: byday.to_owned(),
            opens_at: opens_at.to_owned(),
            closes_at: closes_at.to_owned(),
            ..Opening::default()
        };
        assert_eq!(in_words(&opening), said);
    }
}
