//! Opening times, costs and people to ask for: the small lists of a service.

use crate::import::fields::Fields;
use crate::import::{WarningKind, clean};
use alongside_domain::directory::{AskFor, Cost, Opening};

/// A schedule (3.0) or regular schedule (1.0).
pub(super) fn opening(fields: &mut Fields) -> Option<Opening> {
    let freq = fields.entry("freq").to_uppercase();
    let weekday = fields.entry("weekday");
    let mut byday = days(&fields.entry("byday"));
    if byday.is_empty() {
        byday = days(&weekday);
    }
    let mut words = Vec::new();
    let mut clock = |fields: &mut Fields, key: &str| {
        let given = fields.entry(key);
        clean::time(&given).unwrap_or_else(|| {
            if !given.is_empty() {
                words.push(given);
            }
            String::new()
        })
    };
    let opens_at = clock(fields, "opens_at");
    let closes_at = clock(fields, "closes_at");
    for key in ["description", "notes"] {
        words.push(fields.entry(key));
    }
    words.retain(|words| !words.is_empty());
    let freq = match freq.as_str() {
        "DAILY" if byday.is_empty() => {
            byday = "MO,TU,WE,TH,FR,SA,SU".to_owned();
            "WEEKLY".to_owned()
        }
        "DAILY" => "WEEKLY".to_owned(),
        "WEEKLY" | "MONTHLY" => freq,
        "" if !byday.is_empty() => "WEEKLY".to_owned(),
        "" => String::new(),
        _ => {
            words.push(freq);
            String::new()
        }
    };
    let interval = fields
        .whole("interval", 0, 1000)
        .and_then(|n| u32::try_from(n).ok())
        .unwrap_or(0);
    let opening = Opening {
        freq,
        interval,
        byday,
        bymonthday: fields.entry("bymonthday"),
        opens_at,
        closes_at,
        valid_from: fields.day("valid_from"),
        valid_to: fields.day("valid_to"),
        words: words.join("\n"),
    };
    (opening != Opening::default()).then_some(opening)
}

/// Days as RFC 5545 has them, from "TH,FR", "-1FR", "Monday" or "Mon, Tue".
pub(super) fn days(given: &str) -> String {
    const DAYS: [(&str, &str); 7] = [
        ("MO", "MON"),
        ("TU", "TUE"),
        ("WE", "WED"),
        ("TH", "THU"),
        ("FR", "FRI"),
        ("SA", "SAT"),
        ("SU", "SUN"),
    ];
    let mut read = Vec::new();
    for token in given
        .to_uppercase()
        .split([',', ';', ' ', '/', '|'])
        .filter(|token| !token.is_empty())
    {
        let sign = token.trim_start_matches(|c: char| c == '+' || c == '-' || c.is_ascii_digit());
        let Some(place) = token
            .strip_suffix(sign)
            .map(|place| place.trim_start_matches('+'))
        else {
            continue;
        };
        let day = DAYS.iter().find(|(short, long)| {
            sign == *short
                || (sign.starts_with(long) && sign.ends_with(|c: char| c.is_ascii_alphabetic()))
        });
        if let Some((short, _)) = day {
            let day = format!("{place}{short}");
            if !read.contains(&day) {
                read.push(day);
            }
        }
    }
    read.join(",")
}

/// A cost option.
pub(super) fn cost(fields: &mut Fields) -> Option<Cost> {
    let mut amount = fields.number("amount");
    if let Some(number) = amount.filter(|number| *number < 0.0) {
        fields.warn(WarningKind::OutOfRange, "amount", number.to_string());
        amount = None;
    }
    let cost = Cost {
        option: fields.entry("option"),
        amount,
        words: fields.entry("amount_description"),
    };
    (cost != Cost::default()).then_some(cost)
}

/// A contact, or nothing if it says nothing.
pub(super) fn contact(fields: &mut Fields) -> Option<AskFor> {
    let title = fields.entry("title");
    let department = fields.entry("department");
    let role = [title, department]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let contact = AskFor {
        name: fields.entry("name"),
        role,
        phones: phones(fields),
        email: fields.email("email"),
    };
    (contact != AskFor::default()).then_some(contact)
}

/// The numbers of a service, place, contact or organisation.
pub(super) fn phones(fields: &mut Fields) -> Vec<String> {
    let mut numbers = fields.each("phones", phone);
    let single = fields.entry("phone");
    if !single.is_empty() {
        numbers.push(single);
    }
    let mut unique: Vec<String> = Vec::new();
    for number in numbers {
        if !unique.contains(&number) {
            unique.push(number);
        }
    }
    unique
}

fn phone(fields: &mut Fields) -> Option<String> {
    let number = fields.entry("number");
    let number = number.trim_matches(['"', '\'', ' ']);
    if number.is_empty() {
        return None;
    }
    let extension = fields.entry("extension");
    Some(if extension.is_empty() {
        number.to_owned()
    } else {
        format!("{number} ext {extension}")
    })
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_read_in_the_feeds_many_ways() {
        assert_eq!(days("TH,FR"), "TH,FR");
        assert_eq!(days("-1FR, 2TU"), "-1FR,2TU");
        assert_eq!(days("Monday, Tues/wed"), "MO,TU,WE");
        assert_eq!(days("someday, 5"), "");
    }
}
