//! Looking around: a town that is full today, whatever day it is, and gone when it is closed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::{Room, everyone};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn example() -> Vec<Value> {
    serde_json::from_str(include_str!("../../../../assets/example/people.json")).unwrap()
}

fn count(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

#[test]
fn every_person_of_the_example_comes_in_whole_and_today_is_full() {
    let room = Room::new();
    let desk = room.desk();
    let begun = Instant::now();
    room.ask(&desk, "open_example", json!({})).unwrap();
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
    let start = room.ask(&desk, "start_state", json!({})).unwrap();
    assert_eq!(
        (&start["example"], &start["worker"]),
        (&json!(true), &json!("Amira Haddad"))
    );

    let people = room.ask(&desk, "find_people", everyone()).unwrap();
    let given = example();
    assert_eq!(people["total"], json!(given.len()));
    for told in &given {
        let name = told["person"]["preferred_name"].as_str().unwrap();
        let family = told["person"]["family_name"].as_str().unwrap_or_default();
        let row = people["rows"].as_array().unwrap().iter().find(|row| {
            row["called"] == name && row["full_name"].as_str().unwrap().ends_with(family)
        });
        let id = &row.unwrap_or_else(|| panic!("{name} is missing"))["id"];
        let whole = room.ask(&desk, "open_person", json!({"id": id})).unwrap();
        for group in [
            "relations",
            "strengths",
            "needs",
            "goals",
            "agreements",
            "risks",
            "safeguarding",
            "consents",
            "connections",
        ] {
            assert_eq!(
                count(&whole[group]),
                count(&told[group]),
                "{group} of {name}"
            );
        }
        assert_eq!(
            whole["contacts_total"],
            json!(count(&told["contacts"])),
            "{name}"
        );
        let in_goals = |part: &str| {
            told["goals"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|goal| count(&goal[part]))
                .sum::<usize>()
        };
        assert_eq!(count(&whole["steps"]), in_goals("steps"), "{name}");
        assert_eq!(count(&whole["progress"]), in_goals("progress"), "{name}");
        assert_eq!(
            count(&whole["actions"]),
            in_goals("actions") + count(&told["actions"]),
            "{name}"
        );
        assert_eq!(
            whole["about"]["story"].as_str().unwrap_or_default(),
            told["about_me"]["story"].as_str().unwrap_or_default()
        );
        for connection in whole["connections"].as_array().unwrap() {
            assert_ne!(connection["reached"], Value::Null, "{name}");
            assert_ne!(connection["since"], Value::Null, "{name}");
        }
        for contact in whole["contacts"].as_array().unwrap() {
            assert_eq!(contact["author"], "Amira Haddad");
        }
    }
    let today = room.ask(&desk, "today", json!({})).unwrap();
    for part in ["visits", "coming", "get_back_to", "waiting", "due"] {
        assert!(count(&today[part]) > 0, "{part} of today");
    }
    let undo = room.ask(&desk, "undo_state", json!({})).unwrap();
    assert_eq!((&undo["undo"], &undo["redo"]), (&Value::Null, &Value::Null));
}

#[test]
fn the_towns_services_are_near_its_invented_postcodes() {
    let room = Room::new();
    let desk = room.desk();
    room.ask(&desk, "open_example", json!({})).unwrap();
    let asked = json!({"text": "", "near": "LQ1 3EN", "miles": 3.0, "need": "company", "day": null, "free": false, "step_free": false,
                       "language": null, "age": null, "closed_too": false, "offset": 0, "limit": 100});
    let found = room.ask(&desk, "search_services", asked).unwrap();
    assert_eq!(found["near"]["rough"], false);
    assert!(found["total"].as_u64().unwrap() > 3, "{}", found["total"]);
    // Every service of the town can be opened and printed.
    let all = json!({"text": "", "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
                     "language": null, "age": null, "closed_too": true, "offset": 0, "limit": 100});
    let all = room.ask(&desk, "search_services", all).unwrap();
    assert_eq!(all["total"], 75);
    let ids: Vec<Value> = all["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| json!({"id": row["id"], "bus": "", "bring": ""}))
        .collect();
    room.will_choose(Some(room.folder().join("all.pdf")));
    room.ask(
        &desk,
        "save_leaflet",
        json!({"services": ids, "from": "LQ2", "layout": "large_print"}),
    )
    .unwrap();
}

#[test]
fn what_is_tried_out_is_gone_when_the_example_closes() {
    let room = Room::new();
    let desk = room.desk();
    room.ask(&desk, "open_example", json!({})).unwrap();
    room.ask(
        &desk,
        "new_person",
        json!({"name": "Wilhelmina Quayle", "standing": null}),
    )
    .unwrap();
    let undo = room.ask(&desk, "undo_state", json!({})).unwrap();
    assert_eq!(undo["undo"]["verb"], "added");
    room.ask(&desk, "lock", json!({})).unwrap();
    assert!(!desk.folders().example().exists());
    room.ask(&desk, "open_example", json!({})).unwrap();
    let mut request = everyone();
    request["text"] = json!("Wilhelmina");
    assert_eq!(
        room.ask(&desk, "find_people", request).unwrap()["rows"],
        json!([])
    );
}
