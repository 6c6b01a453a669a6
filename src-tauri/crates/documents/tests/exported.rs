//! The directory goes out as the standard has it, and comes back as it was.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_documents::export::{Outgoing, PageWriter, service};
use alongside_documents::import::open_referral::read_open_referral;
use alongside_documents::import::table::{inspect, read_table};
use alongside_documents::import::{Batch, Incoming};
use alongside_domain::directory::{AskFor, Cost, Opening, Organisation, Place, Service};
use serde_json::{Value, json};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use uuid::Uuid;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/data")
        .join(name)
}

fn valid(exported: &Value) {
    let mut all = Vec::new();
    crate::standard::wrong(
        &crate::standard::compiled("service"),
        exported,
        "",
        &mut all,
    );
    assert!(all.is_empty(), "{all:#?}\n{exported:#}");
}

#[test]
fn what_the_standard_does_not_allow_is_seen() {
    for (bad, says) in [
        (json!({"id": "1", "name": "A", "status": "active"}), "/id"),
        (
            json!({"id": Uuid::nil(), "name": "A", "status": "open"}),
            "/status",
        ),
        (json!({"id": Uuid::nil(), "status": "active"}), "name"),
        (
            json!({"id": Uuid::nil(), "name": "A", "status": "active", "schedules": [{"id": Uuid::nil(), "freq": "DAILY"}]}),
            "/schedules/0/freq",
        ),
    ] {
        let mut all = Vec::new();
        crate::standard::wrong(&crate::standard::compiled("service"), &bad, "", &mut all);
        assert!(
            all.iter().any(|line| line.contains(says)),
            "{says}: {all:?}"
        );
    }
}

fn out(incoming: &Incoming, number: u128) -> Value {
    let mut service_of = incoming.service.clone();
    service_of.id.0 = Uuid::from_u128(number + 1);
    let organisation = incoming.organisation.clone().map(|mut organisation| {
        organisation.id.0 = Uuid::from_u128(0xABC);
        organisation
    });
    let places: Vec<Place> = incoming
        .places
        .iter()
        .cloned()
        .map(|mut place| {
            place.id.0 = Uuid::from_u128(number + 0x1_0000_0000);
            place
        })
        .collect();
    service(Outgoing {
        service: &service_of,
        organisation: organisation.as_ref(),
        places: &places,
    })
}

fn table(name: &str) -> Batch {
    let bytes = fs::read(data(name)).unwrap();
    let guess = inspect(&bytes).unwrap().guess;
    read_table(&bytes, &guess, name, "test", &mut |_, _| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

fn feed(bytes: &[u8]) -> Batch {
    read_open_referral(bytes, "feed.json", "test", &mut |_, _| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

#[test]
fn real_charities_libraries_and_feeds_go_out_as_the_standard_has_it() {
    let mut seen = 0;
    for name in ["charities/sample.csv", "libraries/libraries.csv"] {
        for (number, incoming) in table(name).incoming.iter().enumerate().step_by(23) {
            valid(&out(incoming, number as u128));
            seen += 1;
        }
    }
    for entry in fs::read_dir(data("oruk/examples")).unwrap() {
        for incoming in feed(&fs::read(entry.unwrap().path()).unwrap()).incoming {
            valid(&out(&incoming, 7));
            seen += 1;
        }
    }
    assert!(seen > 200, "{seen}");
}

fn choir() -> (Service, Organisation, Place) {
    let id = "0c0ffee0-0000-4000-8000-000000000001";
    let service = Service {
        source_id: id.into(),
        name: "Côr Larkbridge".into(),
        description: "Sing for an hour, then tea.".into(),
        url: "choir.example".into(),
        email: "not an address".into(),
        phone: "01632 960100".into(),
        ask_for: vec![AskFor {
            name: "Jean".to_owned(),
            role: "Leads it".to_owned(),
            phones: vec!["01632 960101".to_owned()],
            email: "jean@choir.example".to_owned(),
        }],
        opening: vec![Opening {
            freq: "WEEKLY".to_owned(),
            byday: "TU".to_owned(),
            opens_at: "10:00".to_owned(),
            closes_at: "12:00".to_owned(),
            ..Opening::default()
        }],
        costs: vec![Cost {
            option: "With tea".to_owned(),
            amount: Some(2.5),
            words: "each time".to_owned(),
        }],
        minimum_age: Some(18),
        languages: vec!["Welsh".to_owned()],
        area: "Larkbridge".into(),
        tags: vec!["singing".to_owned(), "ukcat:AR101".to_owned()],
        how_to_join: "Turn up".into(),
        ..Service::default()
    };
    let organisation = Organisation {
        name: "Larkbridge Arts".into(),
        ..Organisation::default()
    };
    let place = Place {
        name: "The hall".into(),
        address: "1 High Street".into(),
        town: "Shrewsbury".into(),
        postcode: "SY1 1AA".into(),
        latitude: Some(52.7),
        longitude: Some(-2.75),
        ..Place::default()
    };
    (service, organisation, place)
}

#[test]
fn what_goes_out_comes_back_as_it_was() {
    let (choir, organisation, place) = choir();
    let mut page = PageWriter::new(Vec::new());
    page.write(Outgoing {
        service: &choir,
        organisation: Some(&organisation),
        places: std::slice::from_ref(&place),
    })
    .unwrap();
    let (written, bytes) = page.finish().unwrap();
    assert_eq!(written, 1);
    let exported: Value = serde_json::from_slice(&bytes).unwrap();
    valid(&exported["contents"][0]);
    assert_eq!(exported["contents"][0]["id"], choir.source_id.as_str());
    assert_eq!(
        exported["contents"][0]["email"],
        Value::Null,
        "what is no address is left out"
    );
    let back = feed(&bytes).incoming.remove(0);
    assert_eq!(back.service.name, choir.name);
    assert_eq!(back.service.opening[0].byday, "TU");
    assert_eq!(back.service.costs[0].amount, Some(2.5));
    assert_eq!(back.service.languages, ["Welsh"]);
    assert_eq!(back.service.how_to_join, choir.how_to_join);
    assert_eq!(back.organisation.unwrap().name.as_str(), "Larkbridge Arts");
    assert_eq!(back.places[0].postcode, place.postcode);
    assert_eq!(back.places[0].latitude, Some(52.7));
}

#[test]
fn a_position_that_was_worked_out_stays_at_home_and_an_empty_directory_is_a_page() {
    let (choir, _, mut place) = choir();
    place.position_from_postcode = true;
    let exported = service(Outgoing {
        service: &choir,
        organisation: None,
        places: &[place],
    });
    assert_eq!(
        exported["service_at_locations"][0]["location"]["latitude"],
        Value::Null
    );
    let (_, bytes) = PageWriter::new(Vec::new()).finish().unwrap();
    let page: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(
        (&page["total_items"], &page["empty"]),
        (&0.into(), &true.into())
    );
}
