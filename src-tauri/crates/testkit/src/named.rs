//! Named people and services, so that tests read as stories. All are made up; NHS numbers are of the range 999 that is never issued.

use alongside_domain::Record;
use alongside_domain::codes::Standing;
use alongside_domain::contact::Contact;
use alongside_domain::directory::{Organisation, Place, Service};
use alongside_domain::ids::{ContactId, OrganisationId, PersonId, PlaceId, ServiceId};
use alongside_domain::numbers::NhsNumber;
use alongside_domain::person::{Address, Person, Reach};
use uuid::Uuid;

/// Mr Okafor, whom everybody calls Joe: retired bus driver, lives alone in Mill Lane.
#[must_use]
pub fn mr_okafor() -> Person {
    Person {
        preferred_name: "Joe".into(),
        given_name: "Joseph".into(),
        family_name: "Okafor".into(),
        standing: Some(Standing::Open),
        standing_since: "2026-01-12".parse().ok(),
        date_of_birth: "1948-03-02".parse().ok(),
        nhs_number: NhsNumber::parse("999 000 0018").ok(),
        addresses: vec![Address {
            lines: vec!["14 Mill Lane".to_owned(), "Oswestry".to_owned()],
            postcode: "SY10 1AA".to_owned(),
            kind: "home".to_owned(),
        }],
        reach: vec![Reach {
            kind: "mobile".to_owned(),
            value: "07700 900123".to_owned(),
            preference: 1,
            note: "after ten".to_owned(),
        }],
        ..Person::blank(PersonId(Uuid::from_u128(0x01)))
    }
}

/// Someone with these names, waiting to be seen.
#[must_use]
pub fn person(number: u128, preferred: &str, family: &str) -> Person {
    Person {
        preferred_name: preferred.into(),
        family_name: family.into(),
        standing: Some(Standing::Waiting),
        ..Person::blank(PersonId(Uuid::from_u128(0x1000 + number)))
    }
}

/// A contact with someone, with a note.
#[must_use]
pub fn contact(number: u128, with: PersonId, on: &str, note: &str) -> Contact {
    Contact {
        person: with,
        on: on.parse().ok(),
        note: note.into(),
        ..Contact::blank(ContactId(Uuid::from_u128(0x2000 + number)))
    }
}

/// An organisation.
#[must_use]
pub fn organisation(number: u128, name: &str) -> Organisation {
    Organisation {
        name: name.into(),
        ..Organisation::blank(OrganisationId(Uuid::from_u128(0x3000 + number)))
    }
}

/// A service, run by somebody.
#[must_use]
pub fn service(number: u128, name: &str, description: &str) -> Service {
    Service {
        name: name.into(),
        description: description.into(),
        ..Service::blank(ServiceId(Uuid::from_u128(0x4000 + number)))
    }
}

/// A place of a service.
#[must_use]
pub fn place(number: u128, of: ServiceId, postcode: &str, latitude: f64, longitude: f64) -> Place {
    Place {
        service: of,
        postcode: postcode.into(),
        latitude: Some(latitude),
        longitude: Some(longitude),
        ..Place::blank(PlaceId(Uuid::from_u128(0x5000 + number)))
    }
}
