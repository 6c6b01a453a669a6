//! What the app knows without a network: needs, national value lists, GP practices, where outcodes are, activity tags.
//!
//! Each list is read from the program itself when it is first asked for, and then kept: nobody waits for 6,750 practices before
//! the lock screen. The lists are data, so that they can be replaced without touching code; tests see that every one can be read.

use crate::api::anything::{AnythingView, ThingLine};
use crate::api::directory::{NearView, SearchServicesRequest, TextRequest};
use crate::api::error::{AppError, ErrorCode};
use crate::api::people::{
    Coded, FindPeopleRequest, NeedItem, PeopleSort, PracticeView, ReferenceView,
};
use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::finding::PlainWords;
use crate::{at_hand, directory, people};
use alongside_documents::tags::{NeedRules, TagRules};
use alongside_domain::geo::{Point, outcode_of, plain_postcode, printed_postcode};
use alongside_store::Store;
use alongside_store::search::words_of;
use alongside_store::things::Thing;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

const NEEDS: &str = include_str!("../../../../assets/needs/needs.json");
const TAGS: &str = include_str!("../../../../assets/ukcat/tags.csv");
const PRACTICES: &str = include_str!("../../../../assets/ods/practices.csv");
const OUTCODES: &str = include_str!("../../../../assets/geo/outcodes.csv");
/// Invented outcodes and postcodes of the example town; no real postcode area is called LQ.
const EXAMPLE_PLACES: &str = include_str!("../../../../assets/example/places.csv");
/// The town that [`EXAMPLE_PLACES`] is about.
const EXAMPLE_TOWN: &str = "Larkbridge";

macro_rules! code_lists {
    ($($name:literal),+ $(,)?) => {
        const CODES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../../assets/codes/", $name, ".json")))),+];
    };
}
code_lists!(
    "contact_method",
    "delivery_channel",
    "ethnicity",
    "gender",
    "language",
    "location_type",
    "marital_status",
    "nhs_number_status",
    "nhs_number_unavailable",
    "referral_method",
    "relationship",
    "written_format",
);

/// Practices shown at once.
const PRACTICES_SHOWN: usize = 20;
/// People, and services, that the palette shows.
const ANYTHING: u32 = 6;

/// The lists, each read when it is first asked for.
#[derive(Default)]
pub(crate) struct Lists {
    needs: OnceLock<Vec<NeedItem>>,
    codes: OnceLock<BTreeMap<String, Vec<Coded>>>,
    practices: OnceLock<Vec<Practice>>,
    outcodes: OnceLock<Outcodes>,
    tags: OnceLock<Tags>,
    plain: OnceLock<PlainWords>,
}

/// A practice, and what a search looks at.
struct Practice {
    shown: PracticeView,
    /// Words of the name.
    name: String,
    /// Words of everything; each begins after a space.
    all: String,
}

/// Where outcodes and towns are.
#[derive(Default)]
struct Outcodes {
    at: HashMap<String, (Point, String)>,
    /// A town in small letters: the outcodes whose town it is.
    towns: HashMap<String, Vec<String>>,
}

/// Activity tags: the rules that suggest them, their names, and the needs they answer.
pub(crate) struct Tags {
    /// Expressions.
    pub rules: TagRules,
    /// Needs that tags answer.
    pub needs: NeedRules,
    /// Names by code.
    pub names: HashMap<String, String>,
    /// Codes as services carry them (`ukcat:SC102`), by name in small letters.
    codes: HashMap<String, String>,
}

impl Tags {
    /// The activity tag that a source's own word is: its code, or its name written out.
    pub(crate) fn code_of(&self, word: &str) -> Option<String> {
        if word.starts_with("ukcat:") {
            return Some(word.to_owned());
        }
        self.codes.get(&word.trim().to_lowercase()).cloned()
    }
}

#[derive(Deserialize)]
struct OutcodeRow {
    outcode: String,
    latitude: f64,
    longitude: f64,
    town: String,
}

#[derive(Deserialize)]
struct ExampleRow {
    postcode: String,
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
struct PracticeRow {
    code: String,
    name: String,
    address: String,
    postcode: String,
    phone: String,
}

#[derive(Deserialize)]
struct TagRow {
    code: String,
    tag: String,
}

fn rows<T: serde::de::DeserializeOwned>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .filter_map(Result::ok)
        .collect()
}

impl Lists {
    /// Nothing read yet.
    pub(crate) fn read() -> Self {
        Self::default()
    }

    /// Our short list of needs.
    pub(crate) fn needs(&self) -> &[NeedItem] {
        self.needs
            .get_or_init(|| serde_json::from_str(NEEDS).unwrap_or_default())
    }

    /// A need in plain words.
    pub(crate) fn need(&self, code: &str) -> Option<&str> {
        self.needs()
            .iter()
            .find(|need| need.code == code)
            .map(|need| need.name.as_str())
    }

    /// National value lists by name.
    fn codes(&self) -> &BTreeMap<String, Vec<Coded>> {
        self.codes.get_or_init(|| {
            CODES
                .iter()
                .map(|(name, text)| {
                    let list = serde_json::from_str(text).unwrap_or_default();
                    ((*name).to_owned(), list)
                })
                .collect()
        })
    }

    /// Activity tags.
    pub(crate) fn tags(&self) -> Outcome<&Tags> {
        if let Some(tags) = self.tags.get() {
            return Ok(tags);
        }
        let named = rows::<TagRow>(TAGS);
        let tags = Tags {
            rules: TagRules::parse(TAGS)?,
            needs: NeedRules::parse(NEEDS)?,
            codes: named
                .iter()
                .map(|row| (row.tag.to_lowercase(), format!("ukcat:{}", row.code)))
                .collect(),
            names: named.into_iter().map(|row| (row.code, row.tag)).collect(),
        };
        Ok(self.tags.get_or_init(|| tags))
    }

    /// What people say, and what it means in the directory.
    pub(crate) fn plain_words(&self) -> Outcome<&PlainWords> {
        if let Some(plain) = self.plain.get() {
            return Ok(plain);
        }
        let plain = PlainWords::read(self.needs())
            .map_err(|error| AppError::with_detail(ErrorCode::Internal, error))?;
        Ok(self.plain.get_or_init(|| plain))
    }

    fn practices(&self) -> &[Practice] {
        self.practices.get_or_init(|| {
            rows::<PracticeRow>(PRACTICES)
                .into_iter()
                .map(|row| {
                    let name = spaced(&row.name);
                    let plain = row.postcode.replace(' ', "");
                    let all = spaced(&format!(
                        "{} {} {} {plain} {}",
                        row.name, row.address, row.postcode, row.code
                    ));
                    let PracticeRow {
                        code,
                        name: called,
                        address,
                        postcode,
                        phone,
                    } = row;
                    Practice {
                        shown: PracticeView {
                            code,
                            name: called,
                            address,
                            postcode,
                            phone,
                        },
                        name,
                        all,
                    }
                })
                .collect()
        })
    }

    fn outcodes(&self) -> &Outcodes {
        self.outcodes.get_or_init(|| {
            let real = rows::<OutcodeRow>(OUTCODES)
                .into_iter()
                .map(|row| (row.outcode, row.latitude, row.longitude, row.town));
            let example = rows::<ExampleRow>(EXAMPLE_PLACES)
                .into_iter()
                .filter(|row| !row.postcode.contains(' '))
                .map(|row| {
                    (
                        row.postcode,
                        row.latitude,
                        row.longitude,
                        EXAMPLE_TOWN.to_owned(),
                    )
                });
            let mut outcodes = Outcodes::default();
            for (outcode, latitude, longitude, town) in real.chain(example) {
                let Some(point) = Point::new(latitude, longitude) else {
                    continue;
                };
                if let Some(name) = town
                    .split(',')
                    .next()
                    .map(str::trim)
                    .filter(|name| !name.is_empty())
                {
                    outcodes
                        .towns
                        .entry(name.to_lowercase())
                        .or_default()
                        .push(outcode.clone());
                }
                outcodes.at.insert(outcode, (point, town));
            }
            outcodes
        })
    }

    /// The middle of an outcode, or of a town.
    fn rough(&self, text: &str) -> Option<NearView> {
        let outcodes = self.outcodes();
        if let Some(plain) = plain_postcode(text)
            && let Some(outcode) = outcode_of(&plain)
            && let Some((point, town)) = outcodes.at.get(outcode)
        {
            let label = if town.is_empty() {
                outcode.to_owned()
            } else {
                format!("{outcode} ({town})")
            };
            return Some(NearView {
                label,
                point: *point,
                rough: true,
            });
        }
        let found = outcodes.towns.get(&text.trim().to_lowercase())?;
        // Several towns share a name: the one with the most outcodes is the likeliest, and a mean over all would be in none.
        let area = |outcode: &str| -> String {
            outcode
                .chars()
                .take_while(char::is_ascii_alphabetic)
                .collect()
        };
        let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
        for outcode in found {
            *sizes.entry(area(outcode)).or_default() += 1;
        }
        let largest = sizes.into_iter().max_by_key(|(_, size)| *size)?.0;
        let members: Vec<&(Point, String)> = found
            .iter()
            .filter(|outcode| area(outcode) == largest)
            .filter_map(|outcode| outcodes.at.get(outcode))
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "a handful of outcodes")]
        let count = members.len() as f64;
        let mean = |part: fn(&Point) -> f64| {
            members.iter().map(|(point, _)| part(point)).sum::<f64>() / count
        };
        Some(NearView {
            label: members.first()?.1.clone(),
            point: Point::new(mean(|point| point.latitude), mean(|point| point.longitude))?,
            rough: true,
        })
    }

    /// Where a postcode, an outcode or a town is, as exactly as is known here.
    pub(crate) fn point(&self, store: Option<&Store>, text: &str) -> Option<NearView> {
        let text = text.trim();
        if let Some(plain) = plain_postcode(text)
            && let Some(point) = store.and_then(|store| store.postcode(&plain).ok().flatten())
        {
            return Some(NearView {
                label: printed_postcode(&plain),
                point,
                rough: false,
            });
        }
        self.rough(text).or_else(|| {
            // "Shrewsbury SY1", or a postcode half typed: any word that is an outcode will do.
            text.split_whitespace()
                .filter(|word| plain_postcode(word).is_some())
                .find_map(|word| self.rough(word))
        })
    }
}

/// Words in small letters with a space before each, so that the beginning of a word can be looked for.
fn spaced(text: &str) -> String {
    words(text).fold(String::with_capacity(text.len() + 2), |mut all, word| {
        all.push(' ');
        all.push_str(&word);
        all
    })
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.replace('\'', "").to_lowercase())
        .filter(|word| !word.is_empty())
}

/// Full postcodes of the example town.
pub(crate) fn example_postcodes() -> Vec<(String, Point)> {
    rows::<ExampleRow>(EXAMPLE_PLACES)
        .into_iter()
        .filter(|row| row.postcode.contains(' '))
        .filter_map(|row| {
            Some((
                plain_postcode(&row.postcode)?,
                Point::new(row.latitude, row.longitude)?,
            ))
        })
        .collect()
}

/// Where a postcode, an outcode or a town is; nothing if it is not known.
pub(crate) fn point_of(desk: &Desk, text: &str) -> Option<NearView> {
    let open = desk.open().ok()?;
    desk.lists().point(Some(&open.store), text)
}

/// Value lists for forms.
pub(crate) fn reference(desk: &Desk, _: Nothing) -> Outcome<ReferenceView> {
    let lists = desk.lists();
    Ok(ReferenceView {
        needs: lists.needs().to_vec(),
        lists: lists.codes().clone(),
    })
}

/// GP practices by words in any order: of the name, the address, the postcode, the code.
pub(crate) fn find_practices(desk: &Desk, request: TextRequest) -> Outcome<Vec<PracticeView>> {
    let typed: Vec<String> = words(&request.text)
        .map(|word| format!(" {word}"))
        .collect();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<(usize, &Practice)> = desk
        .lists()
        .practices()
        .iter()
        .filter(|practice| {
            typed
                .iter()
                .all(|word| practice.all.contains(word.as_str()))
        })
        .map(|practice| {
            let in_name = typed
                .iter()
                .filter(|word| practice.name.contains(word.as_str()))
                .count();
            (in_name, practice)
        })
        .collect();
    found.sort_by(|(a, left), (b, right)| {
        b.cmp(a)
            .then_with(|| left.shown.name.cmp(&right.shown.name))
    });
    Ok(found
        .into_iter()
        .take(PRACTICES_SHOWN)
        .map(|(_, practice)| practice.shown.clone())
        .collect())
}

fn thing_line(thing: Thing) -> ThingLine {
    let Thing {
        kind,
        id,
        of,
        title,
        on,
        found_in,
    } = thing;
    ThingLine {
        kind,
        id,
        of,
        title,
        on,
        found_in,
    }
}

/// People, services and everything else at once, for the palette.
pub(crate) fn find_anything(desk: &Desk, request: TextRequest) -> Outcome<AnythingView> {
    if words_of(&request.text).is_empty() {
        return Ok(AnythingView {
            people: Vec::new(),
            services: Vec::new(),
            things: Vec::new(),
            collections: Vec::new(),
        });
    }
    let things = desk
        .open()?
        .store
        .things(&request.text, ANYTHING as usize)?;
    let people = people::find_people(
        desk,
        FindPeopleRequest {
            text: request.text.clone(),
            standing: None,
            sort: PeopleSort::Name,
            offset: 0,
            limit: ANYTHING,
        },
    )?;
    let collections = at_hand::found(desk, &request.text)?;
    let services = directory::search_services(
        desk,
        SearchServicesRequest {
            text: request.text,
            near: String::new(),
            miles: None,
            need: None,
            day: None,
            part: None,
            now: false,
            free: false,
            step_free: false,
            language: None,
            age: None,
            closed_too: false,
            among: None,
            offset: 0,
            limit: ANYTHING,
        },
    )?;
    Ok(AnythingView {
        people: people.rows,
        services: services.rows,
        things: things.into_iter().map(thing_line).collect(),
        collections,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_list_in_the_program_can_be_read_whole() {
        let lists = Lists::read();
        assert_eq!(lists.needs().len(), 30);
        assert_eq!(lists.codes().len(), CODES.len());
        for (name, list) in lists.codes() {
            assert!(list.len() > 1, "{name}");
        }
        assert_eq!(lists.practices().len(), PRACTICES.lines().count() - 1);
        let tags = lists.tags().unwrap();
        assert_eq!(tags.rules.count(), 241);
        assert_eq!(tags.names.len(), 254);
        assert_eq!(
            rows::<OutcodeRow>(OUTCODES).len(),
            OUTCODES.lines().count() - 1
        );
        assert_eq!(example_postcodes().len(), 44);
    }

    #[test]
    fn an_outcode_is_found_with_its_town_and_a_town_with_its_outcodes() {
        let lists = Lists::read();
        let near = lists.rough("sy1 1aa").unwrap();
        assert!(near.label.starts_with("SY1 ("), "{}", near.label);
        assert!(near.rough);
        let by_name = lists.rough("  newport ").unwrap();
        assert!(by_name.point.miles_to(Point::new(50.70, -1.25).unwrap()) < 12.0);
        assert!(lists.rough("LQ1").unwrap().label.contains(EXAMPLE_TOWN));
        assert!(lists.rough(EXAMPLE_TOWN).is_some());
        assert!(lists.rough("Nowhere at all").is_none());
        assert!(lists.rough("").is_none());
    }
}
