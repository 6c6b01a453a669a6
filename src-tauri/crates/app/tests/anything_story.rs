//! Amira looks for the walking group she once spoke about, and hears that somebody of hers is known to Ben already.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};

fn add(room: &Room, desk: &Desk, kind: &str, fields: Value) -> String {
    let added = room
        .ask(desk, "add_record", json!({"kind": kind, "fields": fields}))
        .unwrap();
    added["id"].as_str().unwrap().to_owned()
}

/// What the palette finds beside people and services: kind, title, day, words.
fn things(room: &Room, desk: &Desk, text: &str) -> Vec<String> {
    let found = room
        .ask(desk, "find_anything", json!({"text": text}))
        .unwrap();
    let line = |thing: &Value| {
        ["kind", "title", "on", "found_in"]
            .map(|field| thing[field].as_str().unwrap_or("-").to_owned())
            .join(" | ")
    };
    found["things"]
        .as_array()
        .unwrap()
        .iter()
        .map(line)
        .collect()
}

#[test]
fn what_is_nobodys_in_particular_is_found_by_its_words() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let group = add(
        &room,
        &desk,
        "group",
        json!({"name": "Walking group", "place": "Corn Exchange"}),
    );
    add(
        &room,
        &desk,
        "group_meeting",
        json!({"group": group, "on": "2026-03-04", "note": "Rained off, tea in the exchange"}),
    );
    let drop_in = add(
        &room,
        &desk,
        "drop_in",
        json!({"on": "2026-02-03", "place": "Library"}),
    );
    add(
        &room,
        &desk,
        "conversation",
        json!({"drop_in": drop_in, "called": "Joe", "words": "asked where to walk with others"}),
    );
    add(
        &room,
        &desk,
        "community_event",
        json!({"title": "Talk to the receptionists", "on": "2026-01-20", "note": "they liked the walking group"}),
    );
    add(
        &room,
        &desk,
        "appointment",
        json!({"title": "Team meeting", "on": "2026-03-09", "place": "Corn Exchange"}),
    );
    add(
        &room,
        &desk,
        "task",
        json!({"what": "Book the Corn Exchange", "due_on": "2026-03-10"}),
    );

    assert_eq!(
        things(&room, &desk, "walk"),
        [
            "group | Walking group | - | ",
            "conversation | Joe | 2026-02-03 | Joe asked where to walk with others",
            "community_event | Talk to the receptionists | 2026-01-20 | … receptionists they liked the walking group",
        ]
    );
    assert_eq!(
        things(&room, &desk, "corn exch"),
        [
            "task | Book the Corn Exchange | 2026-03-10 | ",
            "appointment | Team meeting | 2026-03-09 | Team meeting Corn Exchange",
            "group | Walking group | - | Walking group Corn Exchange",
        ]
    );
    assert_eq!(
        things(&room, &desk, "rained"),
        ["group_meeting | Walking group | 2026-03-04 | Rained off, tea in the exchange"]
    );
    assert!(things(&room, &desk, "w").is_empty());

    // What is in the bin is not found, and comes back out of it.
    room.ask(
        &desk,
        "archive_record",
        json!({"kind": "group", "id": group}),
    )
    .unwrap();
    assert!(!things(&room, &desk, "walking")[0].starts_with("group |"));
    room.ask(&desk, "undo", json!({})).unwrap();
    assert!(things(&room, &desk, "walking")[0].starts_with("group |"));
}

#[test]
fn what_belongs_to_a_person_is_found_with_them_and_what_is_private_nowhere() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let joan = room
        .ask(
            &desk,
            "new_person",
            json!({"name": "Joan Bright", "standing": null}),
        )
        .unwrap()["id"]
        .clone();
    add(
        &room,
        &desk,
        "task",
        json!({"person": joan, "what": "Ring about the allotment"}),
    );
    for (kind, fields) in [
        (
            "reflection",
            json!({"words": "the allotment stayed with me"}),
        ),
        ("cpd_entry", json!({"title": "A day on an allotment"})),
        ("supervision", json!({"note": "allotment"})),
        ("induction_item", json!({"what": "visit the allotment"})),
    ] {
        add(&room, &desk, kind, fields);
    }
    let found = room
        .ask(&desk, "find_anything", json!({"text": "allotment"}))
        .unwrap();
    assert!(found["things"].as_array().unwrap().is_empty(), "{found}");
    let people = found["people"].as_array().unwrap();
    assert_eq!(people.len(), 1);
    assert_eq!(people[0]["found_in"], "Ring about the allotment");
}

/// The pairs that may be recorded twice: names, who supports them, why.
fn twice(room: &Room, desk: &Desk) -> Vec<String> {
    let pairs = room.ask(desk, "recorded_twice", json!({})).unwrap();
    let words = |pair: &Value| {
        format!(
            "{} ({}) / {} ({}): {}",
            pair["person"]["full_name"].as_str().unwrap(),
            pair["worker"].as_str().unwrap(),
            pair["other"]["person"]["full_name"].as_str().unwrap(),
            pair["other"]["worker"].as_str().unwrap(),
            pair["other"]["because"],
        )
    };
    pairs.as_array().unwrap().iter().map(words).collect()
}

#[test]
fn somebody_known_to_a_colleague_is_said_until_it_is_decided_and_again_when_that_is_undone() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let me = room.ask(&desk, "start_state", json!({})).unwrap()["worker"]
        .as_str()
        .unwrap()
        .to_owned();
    let person = |given: &str, family: &str, born: &str, worker: &str| {
        add(
            &room,
            &desk,
            "person",
            json!({"given_name": given, "family_name": family, "date_of_birth": born, "worker": worker}),
        )
    };
    let ben = person("William", "Pryce", "1951-04-02", "Ben Carter");
    person("Joan", "Bright", "1946-03-11", "Ben Carter");
    person("Joan", "Bright", "1980-12-24", "Ben Carter");
    assert!(
        twice(&room, &desk).is_empty(),
        "two of one name, born on two days"
    );

    let own = person("Bill", "Pryce", "1951-04-02", &me);
    let said = format!(r#"William Pryce (Ben Carter) / Bill Pryce ({me}): ["short_name","born"]"#);
    assert_eq!(twice(&room, &desk), [said.as_str()]);

    // They are two: it is not asked again, unless that is taken back.
    add(
        &room,
        &desk,
        "not_same_person",
        json!({"person": own, "other": ben, "because": "His cousin"}),
    );
    assert!(twice(&room, &desk).is_empty());
    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(twice(&room, &desk), [said.as_str()]);

    // They are one: joined, and nothing more to say.
    room.ask(
        &desk,
        "join_people",
        json!({"one": ben, "other": own, "take": []}),
    )
    .unwrap();
    assert!(twice(&room, &desk).is_empty());
    room.ask(&desk, "take_apart", json!({"id": own})).unwrap();
    assert_eq!(twice(&room, &desk).len(), 1);
}

#[test]
fn ones_own_people_come_first_and_one_number_is_enough() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let me = room.ask(&desk, "start_state", json!({})).unwrap()["worker"]
        .as_str()
        .unwrap()
        .to_owned();
    let person = |given: &str, family: &str, number: Option<&str>, worker: &str| {
        add(
            &room,
            &desk,
            "person",
            json!({"given_name": given, "family_name": family, "nhs_number": number, "worker": worker}),
        )
    };
    person("Emeka", "Okafor", Some("9434765919"), "Ben Carter");
    person("Chukwuemeka", "Obi", Some("9434765919"), "Ben Carter");
    person("Siân", "O’Brien", None, "Ben Carter");
    person("Sian", "OBrien", None, &me);
    let pairs = twice(&room, &desk);
    assert_eq!(pairs.len(), 2);
    assert!(pairs[0].contains("OBrien"), "{pairs:?}");
    assert!(pairs[1].contains("nhs_number"), "{pairs:?}");
}
