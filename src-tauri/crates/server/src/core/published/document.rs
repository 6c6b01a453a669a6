//! What may stand in a published service: the fields of Open Referral UK 3.0 that a laptop writes, each of its kind, and nothing else.
//!
//! A laptop that sent more than a directory (a tip, a note) by a fault of its own would be declined here. What is kept is written
//! anew from what was understood, so that nothing else comes through.

use alongside_protocol::limits;
use serde_json::{Map, Value};

/// The id of something published: a UUID.
pub(super) type Id = [u8; 16];

/// Things in a list.
const MANY: usize = 500;

enum Kind {
    Id,
    Text,
    /// Text that says something.
    Name,
    /// A page on the web: nothing that a browser would run.
    Page,
    Number(f64, f64),
    Choice(&'static [&'static str]),
    One(&'static [Field]),
    Many(&'static [Field]),
}

use Kind::{Choice, Many, Name, Number, One, Page, Text};

/// Name, kind, and whether it must be there.
type Field = (&'static str, Kind, bool);

const WHERE: [&str; 3] = ["physical", "postal", "virtual"];
const STATUS: [&str; 4] = ["active", "inactive", "defunct", "temporarily closed"];

#[rustfmt::skip]
const SERVICE: &[Field] = &[
    ("id", Kind::Id, true), ("name", Name, true), ("status", Choice(&STATUS), true),
    ("description", Text, false), ("alternate_name", Text, false), ("url", Page, false), ("email", Text, false),
    ("fees", Text, false), ("accreditations", Text, false),
    ("minimum_age", Number(0.0, 200.0), false), ("maximum_age", Number(0.0, 200.0), false),
    ("eligibility_description", Text, false), ("application_process", Text, false), ("wait_time", Text, false), ("alert", Text, false),
    ("assured_date", Text, false), ("assurer_email", Text, false), ("last_modified", Text, false),
    ("organization_id", Kind::Id, false), ("organization", One(ORGANIZATION), false),
    ("schedules", Many(SCHEDULE), false), ("cost_options", Many(COST), false), ("contacts", Many(CONTACT), false),
    ("languages", Many(NAMED), false), ("service_areas", Many(NAMED), false), ("attributes", Many(ATTRIBUTE), false),
    ("service_at_locations", Many(AT), false),
];
#[rustfmt::skip]
const ORGANIZATION: &[Field] = &[
    ("id", Kind::Id, true), ("name", Text, true), ("description", Text, true), ("email", Text, false), ("website", Page, false),
    ("organization_identifiers", Many(IDENTIFIER), false),
];
#[rustfmt::skip]
const IDENTIFIER: &[Field] = &[
    ("id", Kind::Id, true), ("organization_id", Kind::Id, false),
    ("identifier_scheme", Text, false), ("identifier_type", Text, true), ("identifier", Text, true),
];
#[rustfmt::skip]
const SCHEDULE: &[Field] = &[
    ("id", Kind::Id, true), ("service_id", Kind::Id, false), ("freq", Choice(&["WEEKLY", "MONTHLY"]), false),
    ("interval", Number(1.0, 1000.0), false), ("byday", Text, false), ("bymonthday", Text, false),
    ("opens_at", Text, false), ("closes_at", Text, false), ("valid_from", Text, false), ("valid_to", Text, false),
    ("description", Text, false),
];
#[rustfmt::skip]
const COST: &[Field] = &[
    ("id", Kind::Id, true), ("service_id", Kind::Id, false), ("option", Text, false),
    ("amount", Number(-1e9, 1e9), false), ("amount_description", Text, false),
];
#[rustfmt::skip]
const CONTACT: &[Field] = &[
    ("id", Kind::Id, true), ("service_id", Kind::Id, false), ("name", Text, false), ("title", Text, false), ("email", Text, false),
    ("phones", Many(PHONE), false),
];
const PHONE: &[Field] = &[("id", Kind::Id, true), ("number", Text, true)];
#[rustfmt::skip]
const NAMED: &[Field] = &[("id", Kind::Id, true), ("service_id", Kind::Id, false), ("name", Text, true)];
#[rustfmt::skip]
const ATTRIBUTE: &[Field] = &[
    ("id", Kind::Id, true), ("link_type", Text, false), ("taxonomy_term", One(TERM), true),
];
#[rustfmt::skip]
const TERM: &[Field] = &[
    ("id", Kind::Id, true), ("name", Text, true), ("description", Text, true),
    ("taxonomy", Text, false), ("taxonomy_id", Kind::Id, false),
];
#[rustfmt::skip]
const AT: &[Field] = &[
    ("id", Kind::Id, true), ("service_id", Kind::Id, false), ("location_id", Kind::Id, false), ("location", One(LOCATION), true),
];
#[rustfmt::skip]
const LOCATION: &[Field] = &[
    ("id", Kind::Id, true), ("location_type", Choice(&WHERE), true), ("name", Text, false),
    ("latitude", Number(-90.0, 90.0), false), ("longitude", Number(-180.0, 180.0), false),
    ("addresses", Many(ADDRESS), false), ("accessibility", Many(ACCESS), false),
];
#[rustfmt::skip]
const ADDRESS: &[Field] = &[
    ("id", Kind::Id, true), ("location_id", Kind::Id, false), ("address_1", Text, true), ("city", Text, true),
    ("state_province", Text, true), ("postal_code", Text, true), ("country", Text, true), ("address_type", Choice(&WHERE), true),
];
#[rustfmt::skip]
const ACCESS: &[Field] = &[("id", Kind::Id, true), ("location_id", Kind::Id, false), ("description", Text, false)];

/// Reads a service; nothing if it is none that may be published.
pub(super) fn read(bytes: &[u8]) -> Option<Value> {
    if bytes.len() > limits::PUBLISHED_BYTES {
        return None;
    }
    // Of the reader's own depth at the most, and no deeper than the shapes above go.
    let value: Value = serde_json::from_slice(bytes).ok()?;
    fits_all(&value, SERVICE).then_some(value)
}

fn fits_all(value: &Value, fields: &[Field]) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    let is_known = |(name, value): (&String, &Value)| {
        let field = fields.iter().find(|(field, ..)| field == name);
        field.is_some_and(|(_, kind, _)| fits(value, kind))
    };
    object.iter().all(is_known)
        && fields
            .iter()
            .all(|(name, _, is_needed)| !is_needed || object.contains_key(*name))
}

fn fits(value: &Value, kind: &Kind) -> bool {
    match kind {
        Kind::Id => value.as_str().and_then(id).is_some(),
        Text => value.is_string(),
        Name => value.as_str().is_some_and(|text| !text.trim().is_empty()),
        Page => value
            .as_str()
            .is_some_and(|text| text.starts_with("https://") || text.starts_with("http://")),
        Number(least, most) => value
            .as_f64()
            .is_some_and(|number| (*least..=*most).contains(&number)),
        Choice(choices) => value.as_str().is_some_and(|text| choices.contains(&text)),
        One(fields) => fits_all(value, fields),
        Many(fields) => value
            .as_array()
            .is_some_and(|all| all.len() <= MANY && all.iter().all(|one| fits_all(one, fields))),
    }
}

/// A UUID as it is commonly written: small letters, four hyphens.
pub(super) fn id(text: &str) -> Option<Id> {
    let mut groups = text.split('-');
    let mut digits = String::with_capacity(32);
    for length in [8, 4, 4, 4, 12] {
        let group = groups.next().filter(|group| group.len() == length)?;
        digits.push_str(group);
    }
    if groups.next().is_some() {
        return None;
    }
    // The protocol's own reader of hexadecimal digits, for as many bytes.
    alongside_protocol::SpaceId::from_hex(&digits).map(|id| id.0)
}

/// The id of a thing that was checked.
pub(super) fn id_of(value: &Value) -> Option<Id> {
    value.get("id")?.as_str().and_then(id)
}

/// A thing without what it has many of, as the standard wants it in a list.
pub(super) fn shallow(value: &Value) -> Value {
    let Some(object) = value.as_object() else {
        return value.clone();
    };
    let kept: Map<String, Value> = object
        .iter()
        .filter(|(_, value)| !value.is_array())
        .map(|(name, value)| (name.clone(), shallow(value)))
        .collect();
    Value::Object(kept)
}

/// The things in a list of a checked service.
pub(super) fn many<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The words of a field; none if it is not there.
pub(super) fn words<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::{id, read, shallow};
    use serde_json::{Value, json};

    const ID: &str = "00000000-0000-4000-8000-0000000000aa";

    fn choir() -> Value {
        json!({"id": ID, "name": "Choir", "status": "active", "minimum_age": 18, "url": "https://choir.example.org",
            "organization": {"id": ID, "name": "Arts", "description": "Arts", "organization_identifiers":
                [{"id": ID, "identifier_type": "GB-CHC", "identifier": "1"}]},
            "schedules": [{"id": ID, "freq": "WEEKLY", "byday": "TU"}],
            "contacts": [{"id": ID, "phones": [{"id": ID, "number": "01743 000000"}]}]})
    }

    #[test]
    fn a_service_passes_and_a_list_has_it_without_its_lists() {
        let read = read(choir().to_string().as_bytes()).unwrap();
        assert_eq!(read, choir());
        let listed = shallow(&read);
        assert!(listed.get("schedules").is_none());
        assert_eq!(listed["organization"]["name"], "Arts");
        assert!(
            listed["organization"]
                .get("organization_identifiers")
                .is_none()
        );
    }

    #[test]
    fn nothing_else_passes() {
        let others = [
            ("tips", json!("Ring twice, ask for Joan")),
            ("name", json!("  ")),
            ("name", json!(null)),
            ("status", json!("open")),
            ("id", json!("7")),
            ("id", json!(ID.to_uppercase())),
            ("minimum_age", json!("18")),
            ("minimum_age", json!(-1)),
            ("url", json!("javascript:alert(1)")),
            ("organization", json!({"id": ID, "name": "Arts"})),
            ("schedules", json!([{"id": ID, "freq": "DAILY"}])),
            ("contacts", json!([{"id": ID, "note": "a person"}])),
            ("contacts", json!(vec![json!({"id": ID}); 501])),
            ("languages", json!({})),
        ];
        for (name, value) in others {
            let mut service = choir();
            service[name] = value.clone();
            assert!(
                read(service.to_string().as_bytes()).is_none(),
                "{name}: {value}"
            );
        }
        for bytes in [&b"[]"[..], b"", b"\xff", &[b'['; 100_000]] {
            assert!(read(bytes).is_none());
        }
        let mut long = choir();
        long["description"] = json!("a".repeat(alongside_protocol::limits::PUBLISHED_BYTES));
        assert!(read(long.to_string().as_bytes()).is_none());
    }

    #[test]
    fn an_id_is_written_in_one_way() {
        assert!(id(ID).is_some());
        for other in [
            "",
            "00000000000040008000000000000000aa",
            "{00000000-0000-4000-8000-0000000000aa}",
        ] {
            assert!(id(other).is_none());
        }
    }
}
