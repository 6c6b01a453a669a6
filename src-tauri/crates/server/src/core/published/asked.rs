//! What the public asks: a path and its parameters, as the OpenAPI description of Open Referral UK 3.0 names them. What cannot be read is
//! said to be so, with the parameter's name; a parameter that the standard does not attach to a path is passed over, as its own says.

use super::document::{Id, id};
use super::facets::{DAYS, Facets, district, metres, minutes, plain_postcode, plain_words};
use super::rows::Kind;

/// Things on a page, if nothing else is asked for.
const PAGE: u64 = 50;
/// The most on a page: who asks for more gets so many.
const PAGE_AT_MOST: u64 = 100;
/// Letters of a parameter.
const LONG: usize = 200;
/// Words of a search.
const WORDS: usize = 10;
/// The largest distance, in metres: no two places of the country are farther apart.
const FAR: f64 = 2_000_000.0;

/// Why something cannot be answered, for whoever asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedWrongly {
    /// HTTP status.
    pub status: u16,
    /// Which parameter.
    pub parameter: &'static str,
    /// What it should be.
    pub says: &'static str,
}

fn wrong<T>(parameter: &'static str, says: &'static str) -> Result<T, AskedWrongly> {
    Err(AskedWrongly {
        status: 400,
        parameter,
        says,
    })
}

/// What is asked.
#[derive(Debug)]
pub(super) enum Asked {
    /// What this is.
    About,
    /// One thing.
    One(Kind, Id),
    /// A page of things.
    Page(Kind, Paging, Box<Filter>),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Paging {
    /// From 1.
    pub(super) page: u64,
    pub(super) size: u64,
}

/// Which things.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Filter {
    words: Vec<String>,
    term: Option<Id>,
    taxonomy: Option<Id>,
    minimum_age: Option<f64>,
    maximum_age: Option<f64>,
    start: Option<u16>,
    end: Option<u16>,
    day: Option<usize>,
    /// Plain; whole, or a district.
    pub(super) postcode: Option<String>,
    pub(super) within: Option<f64>,
}

impl Asked {
    /// Reads the path after the public name; nothing if there is no such path.
    pub(super) fn read(path: &str, query: &str) -> Option<Result<Self, AskedWrongly>> {
        let path = path.strip_suffix('/').unwrap_or(path);
        let mut parts = path.split('/').skip(1);
        let kind = match parts.next() {
            None => return Some(Ok(Self::About)),
            Some("services") => Kind::Service,
            Some("service_at_locations") => Kind::At,
            Some("taxonomies") => Kind::Taxonomy,
            Some("taxonomy_terms") => Kind::Term,
            Some(_) => return None,
        };
        match (parts.next(), parts.next()) {
            (None, _) => {
                Some(parameters(kind, query).map(|(page, filter)| Self::Page(kind, page, filter)))
            }
            (Some(one), None) => id(&one.to_ascii_lowercase()).map(|id| Ok(Self::One(kind, id))),
            _ => None,
        }
    }
}

fn parameters(kind: Kind, query: &str) -> Result<(Paging, Box<Filter>), AskedWrongly> {
    let mut paging = Paging {
        page: 1,
        size: PAGE,
    };
    let mut filter = Box::new(Filter::default());
    let is_searched = matches!(kind, Kind::Service | Kind::At);
    let mut proximity = None;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = value.trim();
        // A form that was left empty asks nothing.
        if value.is_empty() {
            continue;
        }
        match name.as_ref() {
            "page" => paging.page = whole("page", value)?,
            "per_page" => paging.size = whole("per_page", value)?.min(PAGE_AT_MOST),
            "postcode" if kind == Kind::At => filter.postcode = Some(postcode(value)?),
            "proximity" if kind == Kind::At => proximity = Some(far(value)?),
            name if is_searched => filter.read(name, value)?,
            _ => {}
        }
    }
    if proximity.is_some() && filter.postcode.is_none() {
        return wrong("proximity", "needs a postcode to measure from");
    }
    filter.within = proximity;
    Ok((paging, filter))
}

impl Filter {
    fn read(&mut self, name: &str, value: &str) -> Result<(), AskedWrongly> {
        match name {
            "search" => {
                if value.chars().count() > LONG {
                    return wrong("search", "has 200 letters at the most");
                }
                self.words = plain_words(value);
                self.words.truncate(WORDS);
            }
            "taxonomy_term_id" => self.term = Some(named("taxonomy_term_id", value)?),
            "taxonomy_id" => self.taxonomy = Some(named("taxonomy_id", value)?),
            "minimum_age" => self.minimum_age = Some(age("minimum_age", value)?),
            "maximum_age" => self.maximum_age = Some(age("maximum_age", value)?),
            "start_time" => self.start = Some(time("start_time", value)?),
            "end_time" => self.end = Some(time("end_time", value)?),
            "day" => {
                let short = value.get(..2).unwrap_or_default();
                let day = DAYS.iter().position(|day| day.eq_ignore_ascii_case(short));
                let is_day = |day: &usize| {
                    let long = NAMES.get(*day).copied().unwrap_or_default();
                    // "TU", "Tue" and "Tuesday".
                    long.get(..value.len())
                        .is_some_and(|name| name.eq_ignore_ascii_case(value))
                };
                self.day = day.filter(is_day);
                if self.day.is_none() {
                    return wrong("day", "is one of MO, TU, WE, TH, FR, SA, SU");
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether everything is wanted.
    pub(super) fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether something is wanted. `centre` is where distances are measured from.
    pub(super) fn fits(&self, facets: &Facets, centre: Option<(f64, f64)>) -> bool {
        let has_word = |word: &String| facets.words.contains(&format!(" {word}"));
        // What states no age is not found by one.
        let is_age = |asked: Option<f64>, stated: Option<f64>, fits: fn(f64, f64) -> bool| {
            asked.is_none_or(|asked| stated.is_some_and(|stated| fits(stated, asked)))
        };
        self.words.iter().all(has_word)
            && self.term.is_none_or(|term| facets.terms.contains(&term))
            && self
                .taxonomy
                .is_none_or(|taxonomy| facets.taxonomies.contains(&taxonomy))
            && is_age(self.minimum_age, facets.minimum_age, |stated, asked| {
                stated >= asked
            })
            && is_age(self.maximum_age, facets.maximum_age, |stated, asked| {
                stated <= asked
            })
            && self.is_time(facets)
            && self.is_near(facets, centre)
    }

    /// One and the same time of opening must be all that is asked of it.
    fn is_time(&self, facets: &Facets) -> bool {
        if self.start.is_none() && self.end.is_none() && self.day.is_none() {
            return true;
        }
        facets.times.iter().any(|time| {
            self.day.is_none_or(|day| time.days & (1 << day) != 0)
                && self
                    .start
                    .is_none_or(|start| time.opens.is_some_and(|opens| opens >= start))
                && self
                    .end
                    .is_none_or(|end| time.closes.is_some_and(|closes| closes <= end))
        })
    }

    fn is_near(&self, facets: &Facets, centre: Option<(f64, f64)>) -> bool {
        let Some(postcode) = &self.postcode else {
            return true;
        };
        facets.spots.iter().any(|spot| match (self.within, centre) {
            (Some(within), Some(centre)) => {
                spot.postcode == *postcode
                    || spot
                        .point
                        .is_some_and(|point| metres(centre, point) <= within)
            }
            (Some(_), None) => false,
            (None, _) => {
                !spot.postcode.is_empty() && district(&spot.postcode) == district(postcode)
            }
        })
    }
}

const NAMES: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

fn whole(name: &'static str, value: &str) -> Result<u64, AskedWrongly> {
    match value.parse::<u64>() {
        // So that no multiplication of pages and sizes can be too large.
        Ok(number @ 1..=0xFFFF_FFFF) => Ok(number),
        _ => wrong(name, "is a whole number from 1"),
    }
}

fn age(name: &'static str, value: &str) -> Result<f64, AskedWrongly> {
    match value.parse::<f64>() {
        Ok(age) if (0.0..=200.0).contains(&age) => Ok(age),
        _ => wrong(name, "is a number of years"),
    }
}

fn time(name: &'static str, value: &str) -> Result<u16, AskedWrongly> {
    match minutes(value) {
        Some(minutes) => Ok(minutes),
        None => wrong(name, "is a time such as 09:30"),
    }
}

fn named(name: &'static str, value: &str) -> Result<Id, AskedWrongly> {
    match id(&value.to_ascii_lowercase()) {
        Some(id) => Ok(id),
        None => wrong(name, "is a UUID"),
    }
}

fn far(value: &str) -> Result<f64, AskedWrongly> {
    match value.parse::<f64>() {
        Ok(metres) if (0.0..=FAR).contains(&metres) => Ok(metres),
        _ => wrong("proximity", "is a number of metres"),
    }
}

fn postcode(value: &str) -> Result<String, AskedWrongly> {
    let plain = plain_postcode(value);
    let is_area = plain.starts_with(|letter: char| letter.is_ascii_uppercase());
    let has_digit = plain.contains(|letter: char| letter.is_ascii_digit());
    if (2..=7).contains(&plain.len()) && is_area && has_digit && value.len() <= 12 {
        Ok(plain)
    } else {
        wrong("postcode", "is a postcode such as SY1 1AA, or its district")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Asked, Facets};
    use crate::core::published::facets::{Spot, Time};

    fn filter(query: &str) -> Box<super::Filter> {
        match Asked::read("/service_at_locations", query) {
            Some(Ok(Asked::Page(_, _, filter))) => filter,
            other => panic!("{query}: {other:?}"),
        }
    }

    fn choir() -> Facets {
        Facets {
            words: " choir sing warm".to_owned(),
            minimum_age: Some(18.0),
            maximum_age: None,
            times: vec![
                Time {
                    days: 0b10,
                    opens: Some(600),
                    closes: Some(720),
                },
                Time {
                    days: 0b100,
                    opens: Some(1_000),
                    closes: Some(1_100),
                },
            ],
            terms: vec![[1; 16]],
            taxonomies: vec![[2; 16]],
            spots: vec![Spot {
                postcode: "SY11AA".to_owned(),
                point: Some((52.7, -2.75)),
            }],
        }
    }

    #[test]
    fn each_parameter_finds_and_leaves_out() {
        let centre = Some((52.7, -2.75));
        for (query, fits) in [
            ("", true),
            ("search=sing%20CHO", true),
            ("search=sing+football", false),
            ("search=hoir", false),
            ("minimum_age=16", true),
            ("minimum_age=19", false),
            ("maximum_age=99", false),
            ("day=TU", true),
            ("day=tuesday&start_time=09:30", true),
            ("day=Tue&start_time=12:00", false),
            ("start_time=16:00&end_time=19:00", true),
            ("day=TU&start_time=16:00", false),
            ("day=SU", false),
            (
                "taxonomy_term_id=01010101-0101-0101-0101-010101010101",
                true,
            ),
            (
                "taxonomy_term_id=02010101-0101-0101-0101-010101010101",
                false,
            ),
            ("taxonomy_id=02020202-0202-0202-0202-020202020202", true),
            ("taxonomy_id=03020202-0202-0202-0202-020202020202", false),
            ("postcode=sy1+2bb", true),
            ("postcode=SY1", true),
            ("postcode=SY11", false),
            ("postcode=SY1+2BB&proximity=100", true),
            ("organization_id=x&full=true&search=", true),
        ] {
            assert_eq!(filter(query).fits(&choir(), centre), fits, "{query}");
        }
        assert!(!filter("postcode=SY1&proximity=5").fits(&choir(), Some((52.8, -2.75))));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (query, name) in [
            ("page=0", "page"),
            ("page=-1", "page"),
            ("page=99999999999999999999", "page"),
            ("per_page=ten", "per_page"),
            ("minimum_age=NaN", "minimum_age"),
            ("maximum_age=old", "maximum_age"),
            ("start_time=9am", "start_time"),
            ("end_time=25:00", "end_time"),
            ("day=someday", "day"),
            ("day=T", "day"),
            ("day=%C3%A9", "day"),
            ("taxonomy_id=7", "taxonomy_id"),
            ("postcode=Shrewsbury", "postcode"),
            ("proximity=100", "proximity"),
            ("postcode=SY1&proximity=near", "proximity"),
        ] {
            match Asked::read("/service_at_locations", query) {
                Some(Err(wrong)) => assert_eq!((wrong.parameter, wrong.status), (name, 400)),
                other => panic!("{query}: {other:?}"),
            }
        }
        let long = format!("search={}", "a".repeat(201));
        assert!(matches!(Asked::read("/services", &long), Some(Err(_))));
        for path in ["/organizations", "/services/7", "/services/a/b", "/x/"] {
            assert!(Asked::read(path, "").is_none(), "{path}");
        }
        assert!(matches!(Asked::read("/", ""), Some(Ok(Asked::About))));
        assert!(matches!(
            Asked::read("/taxonomies", "search=%&day=x"),
            Some(Ok(_))
        ));
    }
}
