//! What is asked after in a published service, beside its document: a few words and numbers, so that a search reads no documents.

use super::document::{Id, id, many, words};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Days of the week, in the order of their bits.
pub(super) const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// The mean radius of the earth, in metres.
const EARTH: f64 = 6_371_008.8;

/// What is asked after.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Facets {
    /// Its words, plain, in order, each once, with a space before each.
    pub(super) words: String,
    pub(super) minimum_age: Option<f64>,
    pub(super) maximum_age: Option<f64>,
    pub(super) times: Vec<Time>,
    pub(super) terms: Vec<Id>,
    pub(super) taxonomies: Vec<Id>,
    pub(super) spots: Vec<Spot>,
}

/// When it is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Time {
    /// A bit for each day.
    pub(super) days: u8,
    /// In minutes.
    pub(super) opens: Option<u16>,
    pub(super) closes: Option<u16>,
}

/// Where it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Spot {
    /// Plain: large letters and digits, no space.
    pub(super) postcode: String,
    pub(super) point: Option<(f64, f64)>,
}

impl Facets {
    /// Of a service that was checked.
    pub(super) fn of(service: &Value) -> Self {
        let mut found = BTreeSet::new();
        let mut note = |text: &str| found.extend(plain_words(text));
        for name in ["name", "alternate_name", "description"] {
            note(words(service, name));
        }
        if let Some(organization) = service.get("organization") {
            note(words(organization, "name"));
        }
        let (mut terms, mut taxonomies) = (Vec::new(), Vec::new());
        for term in terms_of(service) {
            note(words(term, "name"));
            terms.extend(id(words(term, "id")));
            taxonomies.extend(id(words(term, "taxonomy_id")));
        }
        taxonomies.sort_unstable();
        taxonomies.dedup();
        let mut spots = Vec::new();
        for at in many(service, "service_at_locations") {
            let Some(location) = at.get("location") else {
                continue;
            };
            note(words(location, "name"));
            for address in many(location, "addresses") {
                note(words(address, "city"));
                note(words(address, "postal_code"));
            }
            spots.push(Spot::of(location));
        }
        let number = |name: &str| service.get(name).and_then(Value::as_f64);
        Self {
            words: found.iter().fold(String::new(), |mut all, word| {
                all.push(' ');
                all.push_str(word);
                all
            }),
            minimum_age: number("minimum_age"),
            maximum_age: number("maximum_age"),
            times: many(service, "schedules").map(Time::of).collect(),
            terms,
            taxonomies,
            spots,
        }
    }

    /// Of the service at one of its places.
    pub(super) fn at(&self, at: &Value) -> Self {
        Self {
            spots: at.get("location").map(Spot::of).into_iter().collect(),
            ..self.clone()
        }
    }
}

/// The terms that a service has.
pub(super) fn terms_of(service: &Value) -> impl Iterator<Item = &Value> {
    many(service, "attributes").filter_map(|attribute| attribute.get("taxonomy_term"))
}

impl Time {
    fn of(schedule: &Value) -> Self {
        let days = words(schedule, "byday").split(',').filter_map(|day| {
            // "1FR" and "-1FR" are Fridays.
            let day = day
                .trim()
                .trim_start_matches(|sign: char| !sign.is_ascii_alphabetic());
            DAYS.iter()
                .position(|known| known.eq_ignore_ascii_case(day))
        });
        Self {
            days: days.fold(0, |all, day| all | 1 << day),
            opens: minutes(words(schedule, "opens_at")),
            closes: minutes(words(schedule, "closes_at")),
        }
    }
}

impl Spot {
    fn of(location: &Value) -> Self {
        let number = |name: &str| location.get(name).and_then(Value::as_f64);
        let postcode = many(location, "addresses")
            .map(|address| plain_postcode(words(address, "postal_code")))
            .find(|postcode| !postcode.is_empty());
        Self {
            postcode: postcode.unwrap_or_default(),
            point: number("latitude").zip(number("longitude")),
        }
    }
}

/// A time of day in minutes: `9:30`, `09:30`, `09:30:00`, `09:30Z`.
pub(super) fn minutes(text: &str) -> Option<u16> {
    let (hours, rest) = text.trim().split_once(':')?;
    let hours: u16 = hours.parse().ok().filter(|hours| *hours < 24)?;
    let minutes = rest.get(..2)?;
    let minutes: u16 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
    let rest = rest.get(2..)?;
    let is_end = rest.is_empty() || rest.starts_with([':', 'Z', '+', '-']);
    is_end.then_some(hours * 60 + minutes)
}

/// Words without accents, in small letters.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter) && *letter != '\'' && *letter != '\u{2019}')
        .flat_map(char::to_lowercase)
        .collect();
    plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A postcode without spaces, in large letters.
pub(super) fn plain_postcode(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

/// The district of a whole postcode: all but its last three; of a district, itself.
pub(super) fn district(postcode: &str) -> &str {
    // A district has four letters and digits at the most; a whole postcode has five at the least.
    let cut = match postcode.len() {
        0..=4 => postcode.len(),
        length => length - 3,
    };
    postcode.get(..cut).unwrap_or(postcode)
}

/// Metres between two points, as the crow flies.
pub(super) fn metres((a, b): (f64, f64), (c, d): (f64, f64)) -> f64 {
    let (north, east) = ((c - a).to_radians() / 2.0, (d - b).to_radians() / 2.0);
    let half =
        north.sin().powi(2) + a.to_radians().cos() * c.to_radians().cos() * east.sin().powi(2);
    2.0 * EARTH * half.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::{district, metres, minutes, plain_postcode, plain_words};

    #[test]
    fn words_times_and_postcodes_are_read_plainly() {
        assert_eq!(plain_words("Tŷ Café's CHOIR"), ["ty", "cafes", "choir"]);
        for (text, at) in [
            ("09:30", Some(570)),
            ("9:05:00", Some(545)),
            ("10:00Z", Some(600)),
            ("24:00", None),
            ("10", None),
            ("1:é0", None),
        ] {
            assert_eq!(minutes(text), at, "{text}");
        }
        assert_eq!(plain_postcode(" sy1 1aa"), "SY11AA");
        assert_eq!((district("SY11AA"), district("SY1")), ("SY1", "SY1"));
        assert_eq!(district("EC1A1BB"), "EC1A");
        // Shrewsbury to Oswestry: some 26 km.
        let far = metres((52.7077, -2.7541), (52.8598, -3.0538));
        assert!((25_000.0..28_000.0).contains(&far), "{far}");
    }
}
