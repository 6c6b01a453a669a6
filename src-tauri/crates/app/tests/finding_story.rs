//! Amira types what people say, and how her fingers happen to spell it. The register of charities answers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/data")
        .join(name)
}

fn charities(room: &Room) -> Desk {
    let (desk, _) = room.with_vault();
    room.ask(
        &desk,
        "run_import",
        json!({"path": data("charities/sample.csv"), "mapping": null, "source": "Charities"}),
    )
    .unwrap();
    desk
}

fn found(room: &Room, desk: &Desk, text: &str) -> Vec<Value> {
    let found = room
        .ask(
            desk,
            "search_services",
            json!({"text": text, "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
                   "language": null, "age": null, "closed_too": false, "offset": 0, "limit": 10}),
        )
        .unwrap();
    found["rows"].as_array().unwrap().clone()
}

/// How many of the first ten speak of any of these.
fn speak_of(room: &Room, desk: &Desk, text: &str, words: &[&str]) -> usize {
    let rows = found(room, desk, text);
    let of = |row: &Value| {
        let whole = room
            .ask(desk, "open_service", json!({"id": row["id"], "near": ""}))
            .unwrap();
        let text = format!(
            "{} {}",
            whole["service"]["name"].as_str().unwrap(),
            whole["service"]["description"].as_str().unwrap()
        )
        .to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    rows.iter().filter(|row| of(row)).count()
}

#[test]
fn what_people_say_finds_what_answers_it_and_says_why() {
    let room = Room::new();
    let desk = charities(&room);
    for (said, words, least) in [
        (
            "money worries",
            ["debt", "advice", "financial"].as_slice(),
            8,
        ),
        (
            "lonely",
            &[
                "lonel",
                "befriend",
                "isolat",
                "companion",
                "friend",
                "lunch",
                "social",
            ],
            8,
        ),
        (
            "can't get out",
            &[
                "housebound",
                "transport",
                "befriend",
                "visit",
                "neighbour",
                "isolat",
                "social",
            ],
            7,
        ),
        (
            "hates groups",
            &[
                "one to one",
                "1:1",
                "one-to-one",
                "befriend",
                "counsel",
                "mentor",
                "visit",
                "individual",
            ],
            8,
        ),
        (
            "my husband died",
            &["bereave", "grief", "widow", "hospice", "cruse"],
            8,
        ),
        ("forgetful", &["dementia", "alzheimer", "memory"], 6),
        (
            "drinking too much",
            &["alcohol", "addict", "recovery", "drink"],
            7,
        ),
        ("iechyd meddwl", &["mental", "iechyd meddwl", "mind"], 7),
        ("u3a", &["u3a", "third age"], 5),
    ] {
        let of_ten = speak_of(&room, &desk, said, words);
        assert!(of_ten >= least, "{said}: {of_ten} of ten");
    }
    let why = found(&room, &desk, "my husband died")[0]["why"].clone();
    assert_eq!(
        (&why[0]["is"], &why[0]["said"]),
        (&json!("meant"), &json!("my husband died"))
    );
}

#[test]
fn what_is_misspelt_is_read_as_the_nearest_word_and_said_so() {
    let room = Room::new();
    let desk = charities(&room);
    for (typed, read, words) in [
        ("berevement", "bereavement", "bereave"),
        ("befreinding", "befriending", "befriend"),
        ("alzhiemers", "alzheimers", "dementia"),
        ("counceling", "counselling", "counsel"),
    ] {
        let rows = found(&room, &desk, typed);
        assert!(!rows.is_empty(), "{typed}");
        assert!(
            speak_of(&room, &desk, typed, &[words]) >= rows.len().min(3),
            "{typed}"
        );
        let read_so = rows.iter().any(|row| {
            row["why"].as_array().unwrap().iter().any(|why| {
                why["is"] == "read_as" && read.starts_with(why["read"].as_str().unwrap())
            })
        });
        assert!(read_so, "{typed}: {:?}", rows[0]["why"]);
    }
    assert!(found(&room, &desk, "xqzzkwv").is_empty());
}

#[test]
fn suggestions_come_with_reasons_and_doubts_and_respect_what_the_person_said() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = room
        .ask(&desk, "new_person", json!({"name": "Mr Okafor"}))
        .unwrap()["id"]
        .clone();
    let nothing = suggest(&room, &desk, &okafor, &[]);
    assert_eq!(nothing["needs_unknown"], true);
    for (kind, fields) in [
        (
            "need",
            json!({"person": okafor, "code": "company", "words": "I would like some company"}),
        ),
        (
            "strength",
            json!({"person": okafor, "words": "mends clocks"}),
        ),
    ] {
        room.ask(&desk, "add_record", json!({"kind": kind, "fields": fields}))
            .unwrap();
    }
    for (kind, field, value) in [
        (
            "person",
            "addresses",
            json!([{"lines": [], "postcode": "LQ1 1AA", "kind": ""}]),
        ),
        ("about_me", "please_dont", json!("No groups please")),
        ("circumstances", "mobility", json!("Cannot do stairs")),
        ("person", "date_of_birth", json!("1951-02-03")),
    ] {
        room.ask(
            &desk,
            "edit_field",
            json!({"kind": kind, "id": okafor, "field": field, "value": value}),
        )
        .unwrap();
    }
    let add = |name: &str, fields: &[(&str, Value)]| {
        let id = room
            .ask(
                &desk,
                "new_service",
                json!({"name": name, "organisation": "", "postcode": "LQ1 1AA"}),
            )
            .unwrap()["id"]
            .clone();
        for (field, value) in fields {
            room.ask(
                &desk,
                "edit_field",
                json!({"kind": "service", "id": id, "field": field, "value": value}),
            )
            .unwrap();
        }
        id
    };
    let company = ("needs", json!(["company"]));
    let tuesday =
        json!([{"freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}]);
    add(
        "Friendship club",
        &[
            company.clone(),
            ("description", json!("A group that meets for tea.")),
        ],
    );
    add(
        "Larkbridge befrienders",
        &[
            company.clone(),
            ("description", json!("One to one visits at home.")),
            ("step_free", json!(true)),
            ("opening", tuesday),
        ],
    );
    add("Youth nights", &[company, ("maximum_age", json!(18))]);
    add(
        "Repair bench",
        &[(
            "description",
            json!("We mend clocks and radios side by side."),
        )],
    );
    let rows = suggest(&room, &desk, &okafor, &["TU"])["rows"].clone();
    let has = |row: &Value, list: &str, is: &str| {
        row[list]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["is"] == is)
    };
    assert_eq!(rows[0]["line"]["name"], "Larkbridge befrienders");
    for reason in ["need", "one_to_one", "step_free", "near", "open_on"] {
        assert!(has(&rows[0], "reasons", reason), "{reason}: {}", rows[0]);
    }
    assert!(has(&rows[0], "doubts", "never_checked"));
    let named = |name: &str| {
        rows.as_array()
            .unwrap()
            .iter()
            .find(|row| row["line"]["name"] == name)
            .unwrap()
            .clone()
    };
    assert!(has(&named("Friendship club"), "doubts", "may_be_a_group"));
    assert!(has(&named("Friendship club"), "doubts", "stairs_unknown"));
    assert!(has(&named("Repair bench"), "reasons", "strength"));
    let last = rows.as_array().unwrap().last().unwrap();
    assert_eq!(last["line"]["name"], "Youth nights");
    assert!(has(last, "doubts", "age"));
}

fn suggest(room: &Room, desk: &Desk, person: &Value, days: &[&str]) -> Value {
    room.ask(
        desk,
        "suggest_services",
        json!({"person": person, "days": days}),
    )
    .unwrap()
}
