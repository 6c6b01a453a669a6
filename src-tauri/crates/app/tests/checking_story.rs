//! Keeping the directory true: a calm list for the week, a closed door, and what is missing from the town.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};

fn add(room: &Room, desk: &Desk, name: &str) -> Value {
    let made = room.ask(
        desk,
        "new_service",
        json!({"name": name, "organisation": "", "postcode": ""}),
    );
    made.unwrap()["id"].clone()
}

fn person(room: &Room, desk: &Desk, name: &str, postcode: &str) -> Value {
    let id = room.ask(desk, "new_person", json!({"name": name})).unwrap()["id"].clone();
    room.ask(
        desk,
        "edit_field",
        json!({"kind": "person", "id": id, "field": "addresses", "value": [{"lines": [], "postcode": postcode, "kind": ""}]}),
    )
    .unwrap();
    id
}

fn connect(
    room: &Room,
    desk: &Desk,
    person: &Value,
    service: Option<&Value>,
    need: Option<&Value>,
) -> Value {
    let made = room.ask(
        desk,
        "connect",
        json!({"person": person, "service": service, "service_name": "Somewhere", "need": need, "goal": null, "link": null,
               "reached": "agreed"}),
    );
    made.unwrap()["id"].clone()
}

fn to_check(room: &Room, desk: &Desk) -> Vec<(String, u64)> {
    let list = room.ask(desk, "services_to_check", json!({})).unwrap();
    list.as_array()
        .unwrap()
        .iter()
        .map(|line| {
            (
                line["name"].as_str().unwrap().to_owned(),
                line["people"].as_u64().unwrap(),
            )
        })
        .collect()
}

fn found(room: &Room, desk: &Desk, service: &Value, found: &str) -> Value {
    room.ask(
        desk,
        "note_check",
        json!({"service": service, "found": found, "words": ""}),
    )
    .unwrap()
}

#[test]
fn those_with_people_come_first_and_each_outcome_has_its_consequence() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let choir = add(&room, &desk, "Choir");
    let shed = add(&room, &desk, "Shed");
    let lunch = add(&room, &desk, "Lunch club");
    let okafor = person(&room, &desk, "Mr Okafor", "SY1 1AA");
    connect(&room, &desk, &okafor, Some(&lunch), None);
    let names =
        |list: Vec<(String, u64)>| list.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(to_check(&room, &desk)[0], ("Lunch club".to_owned(), 1));
    assert_eq!(to_check(&room, &desk).len(), 3);

    found(&room, &desk, &choir, "right");
    let whole = room
        .ask(&desk, "open_service", json!({"id": choir, "near": ""}))
        .unwrap();
    assert_eq!(whole["service"]["checked_by"], "Amira Haddad");
    found(&room, &desk, &shed, "no_answer");
    assert_eq!(names(to_check(&room, &desk)), ["Lunch club"]);
    room.clock.days(8);
    assert_eq!(
        names(to_check(&room, &desk)),
        ["Lunch club", "Shed"],
        "who was not reached is tried again"
    );
    room.clock.days(90);
    assert!(
        names(to_check(&room, &desk)).contains(&"Choir".to_owned()),
        "a check holds three months"
    );
}

#[test]
fn a_service_that_closes_names_everyone_who_is_on_the_way_there() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let lunch = add(&room, &desk, "Lunch club");
    for name in ["Mr Okafor", "Joan"] {
        let person = person(&room, &desk, name, "SY1 1AA");
        connect(&room, &desk, &person, Some(&lunch), None);
    }
    let finished = person(&room, &desk, "Tomasz", "SY1 1AA");
    let connection = connect(&room, &desk, &finished, Some(&lunch), None);
    room.ask(
        &desk,
        "follow_up",
        json!({"connection": connection, "reached": "finished", "why_not": null, "words": "", "on": null}),
    )
    .unwrap();
    let closed = found(&room, &desk, &lunch, "closed");
    let mut called: Vec<&str> = closed["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["called"].as_str().unwrap())
        .collect();
    called.sort_unstable();
    assert_eq!(called, ["Joan", "Mr Okafor"]);
    let whole = room
        .ask(&desk, "open_service", json!({"id": lunch, "near": ""}))
        .unwrap();
    assert_eq!(whole["service"]["status"], "defunct");
    assert!(to_check(&room, &desk).is_empty());
    // One undo takes the whole check back.
    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(to_check(&room, &desk).len(), 1);
}

#[test]
fn gaps_are_counted_from_what_was_tried_each_person_once() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let missed = |person: &Value, need: Option<&Value>, why: &str| {
        let connection = connect(&room, &desk, person, None, need);
        room.ask(
            &desk,
            "follow_up",
            json!({"connection": connection, "reached": "did_not_happen", "why_not": why, "words": "", "on": null}),
        )
        .unwrap();
    };
    for (name, postcode) in [("Mr Okafor", "SY1 1AA"), ("Joan", "SY2 5AB")] {
        let person = person(&room, &desk, name, postcode);
        let need = room
            .ask(
                &desk,
                "add_record",
                json!({"kind": "need", "fields": {"person": person, "code": "company", "words": ""}}),
            )
            .unwrap()["id"]
            .clone();
        missed(&person, Some(&need), "no_such_service");
        missed(&person, Some(&need), "full");
        missed(&person, None, "changed_mind");
    }
    let gaps = room
        .ask(
            &desk,
            "gaps",
            json!({"from": "2026-01-01", "until": "2026-12-31"}),
        )
        .unwrap();
    assert_eq!(gaps["people"], 2);
    let rows = gaps["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "whoever thought better of it is no gap");
    assert_eq!(
        (&rows[0]["need"], &rows[0]["people"], &rows[0]["attempts"]),
        (&json!("company"), &json!(2), &json!(4))
    );
    assert_eq!(rows[0]["places"], json!([["SY1", 1], ["SY2", 1]]));
    let before = room
        .ask(
            &desk,
            "gaps",
            json!({"from": "2020-01-01", "until": "2020-12-31"}),
        )
        .unwrap();
    assert_eq!(before["people"], 0);
}
