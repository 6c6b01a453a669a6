//! What Amira thinks over for herself is in her own list, and nowhere that anybody else looks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::{Room, everyone};
use alongside_app::Desk;
use serde_json::{Value, json};

/// A word that stands in a reflection and nowhere else.
const SECRET: &str = "Heronry";

fn add(room: &Room, desk: &Desk, kind: &str, fields: Value) -> Value {
    room.ask(desk, "add_record", json!({"kind": kind, "fields": fields}))
        .unwrap()["id"]
        .clone()
}

fn days(room: &Room, desk: &Desk) -> Vec<Value> {
    let reflections = room.ask(desk, "reflections", json!({})).unwrap();
    reflections
        .as_array()
        .unwrap()
        .iter()
        .map(|reflection| reflection["on"].clone())
        .collect()
}

#[test]
fn her_reflections_come_newest_first_and_without_what_she_put_in_the_bin() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    assert!(days(&room, &desk).is_empty());
    add(&room, &desk, "reflection", json!({"on": "2026-11-10"}));
    add(&room, &desk, "reflection", json!({"words": "Some day"}));
    let binned = add(&room, &desk, "reflection", json!({"on": "2026-11-20"}));
    add(&room, &desk, "reflection", json!({"on": "2026-11-24"}));
    assert_eq!(
        days(&room, &desk),
        [
            json!("2026-11-24"),
            json!("2026-11-20"),
            json!("2026-11-10"),
            Value::Null
        ]
    );
    room.ask(
        &desk,
        "archive_record",
        json!({"kind": "reflection", "id": binned}),
    )
    .unwrap();
    assert_eq!(
        days(&room, &desk),
        [json!("2026-11-24"), json!("2026-11-10"), Value::Null]
    );
}

#[test]
fn nothing_that_shows_a_person_a_day_or_a_search_knows_of_them() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let person = room
        .ask(
            &desk,
            "new_person",
            json!({"name": "Joseph Okafor", "standing": null}),
        )
        .unwrap()["id"]
        .clone();
    // The words of a contact are found, so that not finding the others says something.
    add(
        &room,
        &desk,
        "contact",
        json!({"person": person, "on": "2026-11-24", "came": "happened", "note": "We spoke of Bitterns"}),
    );
    add(
        &room,
        &desk,
        "reflection",
        json!({
            "on": "2026-11-24",
            "words": SECRET,
            "person": person,
            "for_supervision": true,
            "outcome": SECRET,
        }),
    );
    let found = |name: &str, request: Value| room.ask(&desk, name, request).unwrap().to_string();
    let people = |text: &str| {
        let mut request = everyone();
        request["text"] = json!(text);
        room.ask(&desk, "find_people", request).unwrap()["total"].clone()
    };
    assert_eq!(people("Bitterns"), json!(1));
    assert_eq!(people(SECRET), json!(0));
    let anything = room
        .ask(&desk, "find_anything", json!({"text": SECRET}))
        .unwrap();
    for (what, found) in anything.as_object().unwrap() {
        assert_eq!(found, &json!([]), "{what}");
    }
    assert!(found("open_person", json!({"id": person})).contains("Bitterns"));
    for shown in [
        found("open_person", json!({"id": person})),
        found("open_plan", json!({"id": person})),
        found("today", json!({})),
    ] {
        assert!(!shown.contains(SECRET), "{shown}");
    }
    assert!(found("reflections", json!({})).contains(SECRET));
}

#[test]
fn who_works_alone_has_no_colleagues() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    assert_eq!(room.ask(&desk, "colleagues", json!({})).unwrap(), json!([]));
}
