//! Amira makes the shed a favourite, and a collection for new carers that Ctrl+K finds.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};

fn add(room: &Room, desk: &Desk, name: &str) -> Value {
    room.ask(
        desk,
        "new_service",
        json!({"name": name, "organisation": "", "postcode": ""}),
    )
    .unwrap()["id"]
        .clone()
}

fn names(room: &Room, desk: &Desk, among: Value) -> Vec<String> {
    let found = room
        .ask(
            desk,
            "search_services",
            json!({"text": "", "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
                   "language": null, "age": null, "closed_too": false, "among": among, "offset": 0, "limit": 100}),
        )
        .unwrap();
    let rows = found["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_favourite_is_one_answer_and_undone_like_anything_else() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let shed = add(&room, &desk, "Men's Shed");
    add(&room, &desk, "Lunch club");
    let keep = |keep: bool| {
        room.ask(
            &desk,
            "keep_favourite",
            json!({"service": shed, "keep": keep}),
        )
        .unwrap()
    };
    let favourites = || names(&room, &desk, json!({"is": "favourites"}));
    keep(true);
    assert_eq!(favourites(), ["Men's Shed"]);
    let view = room
        .ask(&desk, "open_service", json!({"id": shed}))
        .unwrap();
    assert_eq!(view["favourite"], true);
    keep(false);
    assert!(favourites().is_empty());
    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(favourites(), ["Men's Shed"]);
    keep(true);
    // Nothing of it lies in the bin.
    keep(false);
    assert_eq!(room.ask(&desk, "bin", json!({})).unwrap(), json!([]));
}

#[test]
fn a_collection_is_begun_filled_found_and_put_in_the_bin_without_its_services() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let walk = add(&room, &desk, "Carers' walk");
    let choir = add(&room, &desk, "Carers' choir");
    let empty = room.ask(
        &desk,
        "new_collection",
        json!({"name": "  ", "about": "", "service": null}),
    );
    assert_eq!(empty.unwrap_err().field.as_deref(), Some("name"));
    let carers = room
        .ask(
            &desk,
            "new_collection",
            json!({"name": "For new carers", "about": "The first weeks", "service": walk}),
        )
        .unwrap()["id"]
        .clone();
    let collect = |service: &Value, put_in: bool| {
        room.ask(
            &desk,
            "collect_service",
            json!({"collection": carers, "service": service, "put_in": put_in}),
        )
    };
    collect(&choir, true).unwrap();
    // Said twice it is in there once.
    collect(&choir, true).unwrap();
    let which = json!({"is": "collection", "id": carers});
    assert_eq!(
        names(&room, &desk, which.clone()),
        ["Carers' choir", "Carers' walk"]
    );
    let line =
        json!({"id": carers, "name": "For new carers", "about": "The first weeks", "services": 2});
    assert_eq!(
        room.ask(&desk, "collections", json!({})).unwrap(),
        json!([line])
    );
    for (typed, is_found) in [("new car", true), ("weeks", true), ("new sheds", false)] {
        let found = room
            .ask(&desk, "find_anything", json!({"text": typed}))
            .unwrap();
        assert_eq!(found["collections"] == json!([line]), is_found, "{typed}");
    }
    let view = room
        .ask(&desk, "open_service", json!({"id": walk}))
        .unwrap();
    assert_eq!(view["collections"], json!([carers]));
    collect(&walk, false).unwrap();
    assert_eq!(names(&room, &desk, which.clone()), ["Carers' choir"]);
    room.ask(
        &desk,
        "archive_record",
        json!({"kind": "collection", "id": carers}),
    )
    .unwrap();
    assert_eq!(
        room.ask(&desk, "collections", json!({})).unwrap(),
        json!([])
    );
    let view = room
        .ask(&desk, "open_service", json!({"id": choir}))
        .unwrap();
    assert_eq!(view["collections"], json!([]));
    assert_eq!(names(&room, &desk, Value::Null).len(), 2);
    let bin = room.ask(&desk, "bin", json!({})).unwrap();
    assert_eq!(bin[0]["title"], "For new carers");
}
