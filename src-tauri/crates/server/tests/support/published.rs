//! A directory, as a laptop hands it over.

use alongside_protocol::{Hash, PublicName, PublicationPart};
use alongside_server::{Core, Rules, Signatures};
use serde_bytes::ByteBuf;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

pub const NAME: PublicName = PublicName([0xAB; 10]);

/// The same database, on a server that shows directories.
pub fn showing(core: &Core) -> Core {
    let rules = Rules {
        serves_directories: true,
        ..Rules::default()
    };
    Core::new(core.database().clone(), Arc::new(Signatures), rules)
}

pub fn id(n: u128) -> String {
    Uuid::from_u128(n).to_string()
}

/// A choir in a hall in Shrewsbury, as a laptop writes it.
pub fn choir(n: u128) -> Value {
    json!({
        "id": id(n), "name": format!("Choir {n}"), "status": "active", "description": "Sing, and tŷ coffee after",
        "minimum_age": 18, "maximum_age": 99, "url": "https://choir.example.org", "assured_date": "2026-09-01",
        "organization_id": id(7), "organization": {"id": id(7), "name": "Larkbridge Arts", "description": "Arts",
            "organization_identifiers": [{"id": id(8), "identifier_type": "GB-CHC", "identifier": "1"}]},
        "schedules": [{"id": id(n + 1_000), "service_id": id(n), "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}],
        "contacts": [{"id": id(n + 2_000), "phones": [{"id": id(n + 3_000), "number": "01632 960001"}]}],
        "attributes": [{"id": id(n + 4_000), "link_type": "service", "taxonomy_term": {"id": id(5), "name": "Singing",
            "description": "Singing", "taxonomy": "Needs", "taxonomy_id": id(6)}}],
        "service_at_locations": [{"id": id(n + 5_000), "service_id": id(n), "location_id": id(9), "location": {"id": id(9),
            "location_type": "physical", "name": "The hall", "latitude": 52.7077, "longitude": -2.7541,
            "addresses": [{"id": id(10), "address_1": "1 High Street", "city": "Shrewsbury", "state_province": "",
                "postal_code": "SY1 1AA", "country": "GB", "address_type": "physical"}]}}],
    })
}

pub fn parts(services: &[Value], together: usize) -> Vec<PublicationPart> {
    let mut chain = Hash::default();
    let cut: Vec<Vec<ByteBuf>> = services
        .chunks(together)
        .map(|some| {
            some.iter()
                .map(|service| ByteBuf::from(service.to_string()))
                .collect()
        })
        .collect();
    for some in &cut {
        chain = PublicationPart::chain(&chain, some).unwrap();
    }
    let last = cut.len() - 1;
    cut.into_iter()
        .enumerate()
        .map(|(number, services)| PublicationPart {
            name: NAME,
            publication: chain,
            number: u32::try_from(number).unwrap(),
            is_last: number == last,
            services,
        })
        .collect()
}
