//! Places, and who may get into them.

use crate::import::fields::Fields;
use crate::import::{WarningKind, clean};
use alongside_domain::codes::PlaceKind;
use alongside_domain::directory::Place;
use alongside_domain::geo::{Point, plain_postcode};
use serde_json::Value;

/// A location (3.0, and 1.0 with `physical_addresses` and `accessibility_for_disabilities`).
pub(super) fn place(fields: &mut Fields) -> Option<Place> {
    let mut place = Place {
        source_id: fields.id().into(),
        name: fields.text("name"),
        ..Place::default()
    };
    let kind = fields.entry("location_type");
    place.kind = PlaceKind::from_code(&kind.to_lowercase());
    if place.kind.is_none() && !kind.is_empty() {
        fields.refuse(WarningKind::NotUsable, "location_type", kind);
    }
    position(fields, &mut place);
    address(fields, &mut place);
    let mut access = Vec::new();
    for key in ["accessibility", "accessibility_for_disabilities"] {
        access.extend(fields.each(key, accessibility));
    }
    access.dedup();
    place.access = access.join("\n").into();
    let nothing = place.name.is_blank()
        && place.address.is_blank()
        && place.town.is_blank()
        && place.postcode.is_blank()
        && place.latitude.is_none();
    (!nothing).then_some(place)
}

fn accessibility(fields: &mut Fields) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for key in ["description", "accessibility", "details"] {
        let part = fields.entry(key);
        // The 3.0 profile renamed the field; feeds send both with the same words.
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// The position, if there is one on the globe.
fn position(fields: &mut Fields, place: &mut Place) {
    let (latitude, longitude) = (fields.number("latitude"), fields.number("longitude"));
    let point = pick_position(latitude, longitude);
    match point {
        Position::Good(point) => {
            (place.latitude, place.longitude) = (Some(point.latitude), Some(point.longitude))
        }
        Position::Swapped(point) => {
            (place.latitude, place.longitude) = (Some(point.latitude), Some(point.longitude));
            fields.warn(
                WarningKind::PositionSwapped,
                "latitude",
                point.longitude.to_string(),
            );
        }
        Position::Bad(detail) => fields.warn(WarningKind::PositionDropped, "latitude", detail),
        Position::None => {}
    }
}

/// What two numbers say about where something is.
pub(in crate::import) enum Position {
    /// Nothing.
    None,
    /// A point on the globe.
    Good(Point),
    /// A point in Britain or Ireland, if the two are exchanged: no other reading makes sense in a British directory.
    Swapped(Point),
    /// Off the globe, or half of it missing.
    Bad(String),
}

pub(in crate::import) fn pick_position(latitude: Option<f64>, longitude: Option<f64>) -> Position {
    let (latitude, longitude) = match (latitude, longitude) {
        (None, None) => return Position::None,
        (Some(0.0), Some(0.0)) => return Position::Bad("0, 0".to_owned()),
        (Some(latitude), Some(longitude)) => (latitude, longitude),
        (one, other) => return Position::Bad(format!("{one:?}, {other:?}")),
    };
    let at_home = |latitude: f64, longitude: f64| {
        (49.0..=61.5).contains(&latitude) && (-11.0..=3.0).contains(&longitude)
    };
    if at_home(longitude, latitude)
        && let Some(point) = Point::new(longitude, latitude)
    {
        return Position::Swapped(point);
    }
    Point::new(latitude, longitude).map_or_else(
        || Position::Bad(format!("{latitude}, {longitude}")),
        Position::Good,
    )
}

/// The address of a place to go to, else the first there is. Others stay among the extras.
fn address(fields: &mut Fields, place: &mut Place) {
    for key in ["addresses", "physical_addresses"] {
        let mut all = fields.objects(key);
        if all.is_empty() {
            continue;
        }
        let best = all
            .iter_mut()
            .position(|address| {
                let kind = address.entry("address_type");
                address.keep("address_type", kind.clone());
                kind.eq_ignore_ascii_case("physical")
            })
            .unwrap_or(0);
        let mut address = all.remove(best);
        let others: Vec<Value> = all
            .into_iter()
            .map(|address| Value::Object(address.into_map()))
            .collect();
        let lines: Vec<String> = ["address_1", "address_2", "address_3", "address_4"]
            .iter()
            .map(|key| address.entry(key))
            .filter(|line| !line.is_empty())
            .collect();
        place.address = lines.join(", ").replace('\n', ", ").into();
        place.town = address.first(&["city", "region", "state_province"]);
        place.postcode = address.entry("postal_code").into();
        if !place.postcode.is_blank() && plain_postcode(place.postcode.as_str()).is_none() {
            address.warn(
                WarningKind::PostcodeUnusual,
                "postal_code",
                place.postcode.as_str(),
            );
        }
        fields.warnings.append(&mut address.warnings);
        let mut left = others;
        let mut rest = address.into_map();
        rest.retain(|key, value| !value.is_null() && !matches!(key.as_str(), "id" | "location_id"));
        if !rest.is_empty() {
            left.push(Value::Object(rest));
        }
        if !left.is_empty() {
            fields.keep(key, left);
        }
        return;
    }
    // Some feeds put the postcode straight on the place.
    place.postcode = fields.entry("postcode").into();
    let mut loose = fields.entry("address");
    clean::cut(&mut loose, clean::ENTRY);
    place.address = loose.into();
}
