//! One service that several sources name, read as one.
//!
//! **Design.** Joining moves nothing and copies nothing. Each source keeps a record of its own, which its refreshes go on writing
//! and a colleague may go on correcting; the record of the larger id names one of a smaller (`same_as`), so that two laptops that
//! join the same two apart never make a ring. What is *shown* is worked out here, each time it is read, from the records as they
//! stand: part by part, the words of the one that was chosen for the part, else of the one that leads, else of the first that
//! says anything. So a refresh is seen at once wherever its source was chosen; taking apart is one field set back, exactly, also
//! after others have written on; and no laptop ever has to agree with another about a mixture.
//!
//! A part is what only makes sense from one source: costs and whether it is free, an opening time in figures and in words. What is
//! chosen stands in the record that is kept (`leads`, `chosen`), or in those that it was joined from; the first that says
//! anything of a part is followed. What was found by a colleague who looked (a check) holds for the service, whoever lists it: the
//! latest counts. A service is gone from its sources when all that listed it have lost it.
//!
//! This module knows no storage: the caller brings the records, the kept one first, the others by id.

use crate::directory::{Place, Service};
use crate::geo::plain_postcode;
use crate::ids::ServiceId;
use crate::record::Record;
use crate::value::{FieldError, Value};
use std::collections::BTreeMap;

/// Fields that are chosen together, under the name of the first.
const TOGETHER: [&[&str]; 5] = [
    &["opening", "opening_words"],
    &["costs", "fees", "free"],
    &["minimum_age", "maximum_age"],
    &["access", "step_free"],
    &["assured_on", "assurer_email", "source_changed"],
];
/// Fields of the record itself and not of the service, and those that are worked out below.
const NO_PART: [&str; 10] = [
    "archived",
    "same_as",
    "leads",
    "chosen",
    "source",
    "source_id",
    "also",
    "gone_since",
    "checked_on",
    "checked_by",
];
/// The part that stands in records of their own.
pub const PLACES: &str = "places";

/// Several records as one service.
#[derive(Clone, Debug)]
pub struct AsOne {
    /// As it is shown; its id is that of the record that is kept.
    pub service: Service,
    /// Which record each field's words are from.
    pub from: BTreeMap<&'static str, ServiceId>,
}

/// The parts in which records may differ, each with its fields, in the order in which a service is read.
pub fn parts() -> impl Iterator<Item = Vec<&'static str>> {
    Service::TABLE.fields.iter().filter_map(|field| {
        if NO_PART.contains(&field.name) {
            return None;
        }
        match TOGETHER
            .iter()
            .find(|together| together.contains(&field.name))
        {
            Some(together) if together.first() == Some(&field.name) => Some(together.to_vec()),
            Some(_) => None,
            None => Some(vec![field.name]),
        }
    })
}

/// Reads several records as one, the kept one first; nothing if there is none.
///
/// # Errors
/// A field whose value its type does not allow.
pub fn as_one(sides: &[Service]) -> Result<Option<AsOne>, FieldError> {
    let Some(kept) = sides.first() else {
        return Ok(None);
    };
    let blank = (Service::TABLE.blank)();
    let held: Vec<Vec<Value>> = sides.iter().map(Record::values).collect();
    let mut shown = kept.values();
    let mut from = BTreeMap::new();
    let at = |name: &str| Service::TABLE.fields.iter().position(|f| f.name == name);
    let order = order(sides);
    for part in parts() {
        let places: Vec<usize> = part.iter().filter_map(|name| at(name)).collect();
        let says = |side: &&usize| {
            places
                .iter()
                .any(|place| held.get(**side).and_then(|of| of.get(*place)) != blank.get(*place))
        };
        let Some(side) = part
            .first()
            .and_then(|name| chosen(sides, name))
            .or_else(|| order.iter().find(says).copied())
            .or_else(|| order.first().copied())
        else {
            continue;
        };
        for (name, place) in part.iter().zip(&places) {
            if let (Some(value), Some(to), Some(by)) = (
                held.get(side).and_then(|of| of.get(*place)),
                shown.get_mut(*place),
                sides.get(side),
            ) {
                to.clone_from(value);
                from.insert(*name, by.id);
            }
        }
    }
    let mut service = Service::from_values(kept.id.0, shown)?;
    if let Some(last) = sides.iter().max_by_key(|side| side.checked_on) {
        service.checked_on = last.checked_on;
        service.checked_by = last.checked_by.clone();
    }
    let mut listed = sides.iter().filter(|side| !side.source.is_blank());
    service.gone_since = listed
        .try_fold(None, |latest, side| {
            side.gone_since.map(|since| latest.max(Some(since)))
        })
        .flatten();
    Ok(Some(AsOne { service, from }))
}

/// The places of one service: all that its records give, each once, the leading record's first, on the map where any of them knows
/// it to be; or those of the record that was chosen for them.
#[must_use]
pub fn places_as_one(sides: &[Service], places: Vec<Place>) -> Vec<Place> {
    if sides.len() < 2 {
        return places;
    }
    let only = chosen(sides, PLACES);
    let mut kept: Vec<Place> = Vec::new();
    for side in only.map_or_else(|| order(sides), |side| vec![side]) {
        let Some(side) = sides.get(side) else {
            continue;
        };
        let before = kept.len();
        for place in places.iter().filter(|place| place.service == side.id) {
            // Two places of one record are two, whatever they say.
            match kept
                .iter_mut()
                .take(before)
                .find(|known| is_same_place(known, place))
            {
                None => kept.push(place.clone()),
                Some(known) if known.point().is_none() => {
                    known.latitude = place.latitude;
                    known.longitude = place.longitude;
                    known.position_from_postcode = place.position_from_postcode;
                }
                Some(_) => {}
            }
        }
    }
    kept
}

/// Whether two places of different records are one: by their postcodes, or without one by the words of their addresses.
#[must_use]
pub fn is_same_place(one: &Place, other: &Place) -> bool {
    match (
        plain_postcode(one.postcode.as_str()),
        plain_postcode(other.postcode.as_str()),
    ) {
        (Some(one), Some(other)) => one == other,
        _ => {
            let said = |place: &Place| {
                [&place.address, &place.town].map(|text| text.as_str().trim().to_lowercase())
            };
            said(one) == said(other)
        }
    }
}

/// The records in the order in which they are asked: who leads, then as they came.
fn order(sides: &[Service]) -> Vec<usize> {
    let leads = sides
        .iter()
        .filter_map(|side| side.leads)
        .find_map(|leads| sides.iter().position(|side| side.id == leads));
    let mut order: Vec<usize> = (0..sides.len()).collect();
    if let Some(leads) = leads {
        order.retain(|side| *side != leads);
        order.insert(0, leads);
    }
    order
}

/// The record that was chosen for a part, if it is one of these.
fn chosen(sides: &[Service], part: &str) -> Option<usize> {
    sides
        .iter()
        .flat_map(|side| &side.chosen)
        .filter(|chosen| chosen.field == part)
        .find_map(|chosen| sides.iter().position(|side| side.id == chosen.service))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;
    use crate::directory::{Chosen, Cost};
    use crate::ids::PlaceId;
    use uuid::Uuid;

    fn record(id: u128, name: &str, source: &str) -> Service {
        Service {
            name: name.into(),
            source: source.into(),
            ..Service::blank(ServiceId(Uuid::from_u128(id)))
        }
    }

    /// The council's and the trust's record of one lunch club.
    fn lunch_club() -> [Service; 2] {
        let council = Service {
            phone: "01691 000001".into(),
            free: true,
            description: "Lunch together.".into(),
            ..record(1, "Gobowen Lunch Club", "council")
        };
        let trust = Service {
            phone: "01691 000002".into(),
            costs: vec![Cost {
                amount: Some(4.0),
                ..Cost::default()
            }],
            waiting: "None".into(),
            same_as: Some(council.id),
            ..record(2, "Lunch at Gobowen", "trust")
        };
        [council, trust]
    }

    #[test]
    fn the_kept_record_speaks_first_and_the_other_where_it_is_silent() {
        let sides = lunch_club();
        let one = as_one(&sides).unwrap().unwrap();
        assert_eq!(one.service.name.as_str(), "Gobowen Lunch Club");
        assert_eq!(one.service.waiting.as_str(), "None");
        assert_eq!(one.from.get("waiting"), Some(&sides[1].id));
        // Free by the council and four pounds by the trust is no mixture of both.
        assert!(one.service.free && one.service.costs.is_empty());
    }

    #[test]
    fn who_leads_and_what_is_chosen_are_followed_through_later_refreshes() {
        let mut sides = lunch_club();
        sides[0].leads = Some(sides[1].id);
        sides[0].chosen = vec![Chosen {
            field: "phone".to_owned(),
            service: sides[0].id,
        }];
        sides[0].phone = "01691 000009".into();
        sides[1].name = "Lunch at Gobowen Hall".into();
        let one = as_one(&sides).unwrap().unwrap();
        assert_eq!(one.service.id, sides[0].id);
        assert_eq!(one.service.name.as_str(), "Lunch at Gobowen Hall");
        assert_eq!(one.service.phone.as_str(), "01691 000009");
        assert!(!one.service.free && one.service.costs.len() == 1);
        // A choice of a record that was taken apart since means nothing.
        let alone = as_one(&sides[..1]).unwrap().unwrap();
        assert_eq!(alone.service.name.as_str(), "Gobowen Lunch Club");
    }

    #[test]
    fn a_blank_that_was_chosen_stays_blank() {
        let mut sides = lunch_club();
        sides[1].alert = "Closed in August".into();
        let shown = |sides: &[Service]| as_one(sides).unwrap().unwrap().service.alert;
        assert_eq!(shown(&sides).as_str(), "Closed in August");
        sides[0].chosen = vec![Chosen {
            field: "alert".to_owned(),
            service: sides[0].id,
        }];
        assert!(shown(&sides).is_blank());
    }

    #[test]
    fn it_is_gone_when_every_source_has_lost_it_and_checked_when_anybody_looked() {
        let mut sides = lunch_club();
        let day = |text: &str| text.parse().ok();
        sides[0].gone_since = day("2026-01-05");
        sides[1].checked_on = day("2026-02-01");
        sides[1].checked_by = "Ben".into();
        let one = as_one(&sides).unwrap().unwrap().service;
        assert_eq!(one.gone_since, None);
        assert_eq!(
            (one.checked_on, one.checked_by.as_str()),
            (day("2026-02-01"), "Ben")
        );
        sides[1].gone_since = day("2026-03-05");
        let one = as_one(&sides).unwrap().unwrap().service;
        assert_eq!(one.gone_since, day("2026-03-05"));
    }

    #[test]
    fn a_place_that_both_give_is_shown_once() {
        let mut sides = lunch_club();
        let place = |id: u128, side: usize, address: &str, postcode: &str| Place {
            service: sides[side].id,
            address: address.into(),
            postcode: postcode.into(),
            ..Place::blank(PlaceId(Uuid::from_u128(id)))
        };
        let places = vec![
            place(1, 0, "The Hall", "SY11 3JS"),
            place(2, 1, "Village Hall, Gobowen", "sy113js"),
            place(3, 1, "St Martins Centre", "SY10 7BD"),
        ];
        let shown = places_as_one(&sides, places.clone());
        assert_eq!(
            shown
                .iter()
                .map(|one| one.id.0.as_u128())
                .collect::<Vec<_>>(),
            [1, 3]
        );
        sides[0].chosen = vec![Chosen {
            field: PLACES.to_owned(),
            service: sides[1].id,
        }];
        let shown = places_as_one(&sides, places);
        assert_eq!(
            shown
                .iter()
                .map(|one| one.id.0.as_u128())
                .collect::<Vec<_>>(),
            [2, 3]
        );
    }

    #[test]
    fn every_field_is_a_part_or_is_said_to_be_none() {
        let parts: Vec<&str> = parts().flatten().collect();
        for field in Service::TABLE.fields {
            assert_ne!(
                parts.contains(&field.name),
                NO_PART.contains(&field.name),
                "{}",
                field.name
            );
        }
        for name in TOGETHER.iter().copied().flatten().chain(&NO_PART) {
            assert!(Service::TABLE.field(name).is_some(), "{name}");
        }
    }
}
