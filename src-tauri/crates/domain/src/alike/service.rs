//! Whether two records are of one service: by name, who runs it, telephone, web page, address, and how far they are apart.
//!
//! Reasons again, and no figure beside them: what is shown is all that was weighed. A name must speak for it, and a place that is
//! known of both must not speak against it: a charity's lunch clubs in two villages have all in common but the village.

use super::{folded, phone_key, within};
use crate::directory::{Organisation, Place, Service};
use crate::geo::{Point, plain_postcode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why two records may be of one service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum WhySame {
    /// The same name, whatever its order and small words.
    SameName,
    /// Almost the same name.
    NameAlike,
    /// Who runs them has one number in a public register.
    Register {
        /// The register.
        scheme: String,
        /// The number.
        identifier: String,
    },
    /// Run by an organisation of one name.
    Organisation,
    /// The same telephone.
    Phone,
    /// The same e-mail address.
    Email,
    /// The same web page.
    Website,
    /// The same postcode.
    Postcode {
        /// It.
        postcode: String,
    },
    /// So many metres apart, by positions that their sources give.
    Near {
        /// Metres.
        metres: u32,
    },
}

/// What is known of a service, made ready for comparing.
#[derive(Clone, Debug, Default)]
pub struct ServiceTraits {
    /// Its names, each as its telling words.
    names: Vec<Vec<String>>,
    runs: Vec<String>,
    register: Vec<(String, String)>,
    phones: Vec<String>,
    emails: Vec<String>,
    pages: Vec<String>,
    postcodes: Vec<String>,
    /// Where it is; and whether its source said so, and not its postcode.
    points: Vec<(Point, bool)>,
}

/// Words that tell no service from another.
const SMALL: [&str; 22] = [
    "the", "a", "an", "of", "and", "for", "in", "at", "on", "to", "with", "by", "y", "yr", "ltd",
    "limited", "cic", "cio", "service", "services", "uk", "project",
];
/// Nearer than this, positions that sources give are one place.
const ONE_PLACE: f64 = 200.0;
/// Places so far apart may be one place with a slip in one of the addresses.
const A_SLIP: f64 = 1_000.0;
const METRES: f64 = 1_609.344;

/// The telling words of a name, in order of the alphabet; all of them, if none tells.
#[must_use]
pub fn telling_words(name: &str) -> Vec<String> {
    let all: Vec<String> = name
        .split(|c: char| !(c.is_alphanumeric() || super::is_joiner(c)))
        .map(folded)
        .filter(|word| !word.is_empty())
        .collect();
    let mut telling: Vec<String> = all
        .iter()
        .filter(|word| !SMALL.contains(&word.as_str()))
        .cloned()
        .collect();
    if telling.is_empty() {
        telling = all;
    }
    telling.sort_unstable();
    telling.dedup();
    telling
}

/// A web address without what says nothing: its scheme, `www.`, what follows a question mark, the last stroke.
fn page(address: &str) -> String {
    let plain = address.trim().to_lowercase();
    let plain = plain.split(['?', '#']).next().unwrap_or_default();
    let plain = plain
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("www.");
    plain.trim_end_matches('/').to_owned()
}

impl ServiceTraits {
    /// Of a service with who runs it and where it is.
    #[must_use]
    pub fn of(service: &Service, runs: Option<&Organisation>, places: &[Place]) -> Self {
        let runs_words = runs.map_or_else(Vec::new, |runs| telling_words(runs.name.as_str()));
        let mut names = vec![telling_words(service.name.as_str())];
        if !service.also_known_as.is_blank() {
            names.push(telling_words(service.also_known_as.as_str()));
        }
        // "Age Concern Befriending" of Age Concern is "Befriending" elsewhere.
        if let Some(name) = names.first() {
            let bare: Vec<String> = name
                .iter()
                .filter(|word| !runs_words.contains(word))
                .cloned()
                .collect();
            if !bare.is_empty() && bare.len() < name.len() {
                names.push(bare);
            }
        }
        let said = |text: &str| text.trim().to_lowercase();
        Self {
            names,
            register: runs.map_or_else(Vec::new, |runs| {
                runs.register
                    .iter()
                    .map(|entry| (entry.scheme.to_uppercase(), said(&entry.identifier)))
                    .filter(|(_, identifier)| !identifier.is_empty())
                    .collect()
            }),
            runs: runs_words,
            phones: std::iter::once(service.phone.as_str())
                .chain(
                    service
                        .ask_for
                        .iter()
                        .flat_map(|ask| ask.phones.iter().map(String::as_str)),
                )
                .map(phone_key)
                .filter(|key| !key.is_empty())
                .collect(),
            emails: Some(said(service.email.as_str()))
                .filter(|email| !email.is_empty())
                .into_iter()
                .collect(),
            pages: Some(page(service.url.as_str()))
                .filter(|page| !page.is_empty())
                .into_iter()
                .collect(),
            postcodes: places
                .iter()
                .filter_map(|place| plain_postcode(place.postcode.as_str()))
                .collect(),
            points: places
                .iter()
                .filter_map(|place| {
                    let (north, east) = place.latitude.zip(place.longitude)?;
                    Some((Point::new(north, east)?, !place.position_from_postcode))
                })
                .collect(),
        }
    }

    /// The postcodes of its places, plain.
    #[must_use]
    pub fn postcodes(&self) -> &[String] {
        &self.postcodes
    }

    /// The last figures of its telephones.
    #[must_use]
    pub fn phones(&self) -> &[String] {
        &self.phones
    }

    /// Numbers of who runs it in public registers.
    pub fn registered(&self) -> impl Iterator<Item = &str> {
        self.register
            .iter()
            .map(|(_, identifier)| identifier.as_str())
    }

    /// Where its sources say it is.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        self.points
            .iter()
            .filter(|(_, is_given)| *is_given)
            .map(|(point, _)| *point)
    }

    fn has_place(&self) -> bool {
        !self.postcodes.is_empty() || !self.points.is_empty()
    }
}

/// Why two records may be of one service, weightiest first; nothing if they are not alike.
#[must_use]
pub fn services_alike(one: &ServiceTraits, other: &ServiceTraits) -> Option<Vec<WhySame>> {
    let mut because = Vec::new();
    let named = named(one, other);
    because.extend(named.clone());
    if let Some((scheme, identifier)) = one.register.iter().find(|of| other.register.contains(of)) {
        because.push(WhySame::Register {
            scheme: scheme.clone(),
            identifier: identifier.clone(),
        });
    } else if !one.runs.is_empty() && one.runs == other.runs {
        because.push(WhySame::Organisation);
    }
    let shares = |one: &[String], other: &[String]| one.iter().any(|said| other.contains(said));
    for (is_shared, why) in [
        (shares(&one.phones, &other.phones), WhySame::Phone),
        (shares(&one.emails, &other.emails), WhySame::Email),
        (shares(&one.pages, &other.pages), WhySame::Website),
    ] {
        because.extend(is_shared.then_some(why));
    }
    let reached = because
        .iter()
        .any(|why| !matches!(why, WhySame::SameName | WhySame::NameAlike));
    let postcode = one
        .postcodes
        .iter()
        .find(|postcode| other.postcodes.contains(postcode));
    let apart = |given: bool| {
        one.points
            .iter()
            .filter(|(_, is_given)| *is_given || !given)
            .flat_map(|(a, _)| {
                other
                    .points
                    .iter()
                    .filter(|(_, is_given)| *is_given || !given)
                    .map(|(b, _)| a.miles_to(*b) * METRES)
            })
            .fold(f64::INFINITY, f64::min)
    };
    let given = apart(true);
    let is_here = postcode.is_some() || given <= ONE_PLACE;
    if let Some(postcode) = postcode {
        because.push(WhySame::Postcode {
            postcode: crate::geo::printed_postcode(postcode),
        });
    } else if given <= ONE_PLACE {
        because.push(WhySame::Near {
            metres: given.round() as u32,
        });
    }
    because.sort();
    let is_elsewhere = !is_here && one.has_place() && other.has_place();
    let is_alike = match named {
        Some(WhySame::SameName) if is_elsewhere => reached && apart(false) <= A_SLIP,
        Some(_) if is_elsewhere => false,
        Some(WhySame::SameName) => true,
        Some(_) => is_here || reached,
        // Another name altogether, at the same door, under the same number: renamed, perhaps.
        None => {
            is_here
                && because.contains(&WhySame::Phone)
                && one
                    .names
                    .iter()
                    .flatten()
                    .any(|word| other.names.iter().flatten().any(|known| known == word))
        }
    };
    is_alike.then_some(because)
}

/// The best that any two of their names have to say.
fn named(one: &ServiceTraits, other: &ServiceTraits) -> Option<WhySame> {
    let mut best = None;
    for name in &one.names {
        for known in &other.names {
            if name == known {
                return Some(WhySame::SameName);
            }
            if is_name_alike(name, known) {
                best = Some(WhySame::NameAlike);
            }
        }
    }
    best
}

/// Most of the shorter name's words are in the longer, allowing for slips; and the longer says little more.
fn is_name_alike(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let matched = short
        .iter()
        .filter(|word| long.iter().any(|known| is_word_alike(word, known)))
        .count();
    let letters: usize = short.iter().map(|word| word.chars().count()).sum();
    matched > 0
        && letters >= 5
        && matched * 4 >= short.len() * 3
        && long.len() <= short.len() * 2 + 1
}

fn is_word_alike(word: &str, known: &str) -> bool {
    let slips = match word.chars().count().min(known.chars().count()) {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    word == known || (slips > 0 && within(word, known, slips))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::directory::RegisterEntry;
    use crate::ids::{OrganisationId, PlaceId, ServiceId};
    use crate::record::Record as _;
    use uuid::Uuid;

    struct Listed {
        name: &'static str,
        runs: &'static str,
        charity: &'static str,
        phone: &'static str,
        postcode: &'static str,
        point: Option<(f64, f64)>,
    }

    const SHED: Listed = Listed {
        name: "Oswestry Men's Shed",
        runs: "",
        charity: "",
        phone: "",
        postcode: "",
        point: None,
    };

    fn traits(listed: &Listed) -> ServiceTraits {
        let service = Service {
            name: listed.name.into(),
            phone: listed.phone.into(),
            ..Service::blank(ServiceId(Uuid::from_u128(1)))
        };
        let runs = Organisation {
            name: listed.runs.into(),
            register: Some(listed.charity)
                .filter(|number| !number.is_empty())
                .map(|number| RegisterEntry {
                    scheme: "GB-CHC".to_owned(),
                    identifier: number.to_owned(),
                })
                .into_iter()
                .collect(),
            ..Organisation::blank(OrganisationId(Uuid::from_u128(2)))
        };
        let place = Place {
            postcode: listed.postcode.into(),
            latitude: listed.point.map(|(north, _)| north),
            longitude: listed.point.map(|(_, east)| east),
            ..Place::blank(PlaceId(Uuid::from_u128(3)))
        };
        ServiceTraits::of(&service, Some(&runs), &[place])
    }

    fn why(one: &Listed, other: &Listed) -> Vec<WhySame> {
        services_alike(&traits(one), &traits(other)).unwrap_or_default()
    }

    #[test]
    fn the_shed_of_two_lists_is_one_shed() {
        let council = Listed {
            phone: "01691 654321",
            postcode: "SY11 1AA",
            ..SHED
        };
        let charity = Listed {
            name: "The Mens Shed, Oswestry",
            phone: "+44 1691 654321",
            postcode: "sy111aa",
            ..SHED
        };
        assert_eq!(
            why(&council, &charity),
            [
                WhySame::SameName,
                WhySame::Phone,
                WhySame::Postcode {
                    postcode: "SY11 1AA".to_owned()
                }
            ]
        );
        let misspelt = Listed {
            name: "Oswestry Mens Shedd",
            phone: "01691 654321",
            ..SHED
        };
        assert_eq!(
            why(&council, &misspelt),
            [WhySame::NameAlike, WhySame::Phone]
        );
    }

    #[test]
    fn two_villages_and_two_offers_under_one_roof_are_two() {
        let gobowen = Listed {
            name: "Lunch Club",
            runs: "Borderland Trust",
            charity: "1000003",
            phone: "01691 654321",
            postcode: "SY11 3JS",
            point: Some((52.89, -3.03)),
        };
        let st_martins = Listed {
            postcode: "SY10 7BD",
            point: Some((52.92, -3.00)),
            ..gobowen
        };
        assert!(why(&gobowen, &st_martins).is_empty());
        let food_bank = Listed {
            name: "Food Bank",
            ..gobowen
        };
        assert!(why(&gobowen, &food_bank).is_empty());
        // The same name somewhere unknown, and nothing else, is worth a look.
        let nowhere = Listed {
            name: "Lunch Club",
            ..SHED
        };
        assert_eq!(why(&gobowen, &nowhere), [WhySame::SameName]);
    }

    #[test]
    fn who_runs_it_may_stand_in_its_name_and_a_slip_in_its_address() {
        let long = Listed {
            name: "Borderland Trust Befriending",
            runs: "Borderland Trust",
            charity: "1000003",
            ..SHED
        };
        let short = Listed {
            name: "Befriending",
            runs: "The Borderland Trust",
            charity: "1000003",
            postcode: "SY11 3JS",
            ..SHED
        };
        assert_eq!(
            why(&long, &short),
            [
                WhySame::SameName,
                WhySame::Register {
                    scheme: "GB-CHC".to_owned(),
                    identifier: "1000003".to_owned()
                }
            ]
        );
        let here = Listed {
            phone: "01691 654321",
            postcode: "SY11 1AA",
            point: Some((52.8600, -3.0500)),
            ..SHED
        };
        let next_door = Listed {
            postcode: "SY11 1AB",
            point: Some((52.8603, -3.0500)),
            ..here
        };
        assert!(matches!(
            why(&here, &next_door).as_slice(),
            [
                WhySame::SameName,
                WhySame::Phone,
                WhySame::Near { metres: 30..=36 }
            ]
        ));
        let slip = Listed {
            postcode: "SY11 1BA",
            point: Some((52.8640, -3.0500)),
            ..here
        };
        assert_eq!(why(&here, &slip), [WhySame::SameName, WhySame::Phone]);
    }

    #[test]
    fn anything_at_all_may_stand_in_a_list() {
        for name in ["", "'", "🙂🙂", "عائشة", "the of", "- -", "cccccccc"] {
            let odd = Listed {
                name,
                phone: name,
                postcode: name,
                ..SHED
            };
            assert!(why(&SHED, &odd).is_empty(), "{name}");
        }
    }
}
