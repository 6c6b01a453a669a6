//! Amira's day on paper: what stands on it is what she saw on the screen, and what she left off is nowhere in it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

fn ask(room: &Room, desk: &Desk, command: &str, request: Value) -> Value {
    room.ask(desk, command, request).unwrap()
}

fn set(room: &Room, desk: &Desk, kind: &str, id: &Value, field: &str, value: Value) {
    ask(
        room,
        desk,
        "edit_field",
        json!({"kind": kind, "id": id, "field": field, "value": value}),
    );
}

fn add(room: &Room, desk: &Desk, kind: &str, fields: Value) {
    ask(
        room,
        desk,
        "add_record",
        json!({"kind": kind, "fields": fields}),
    );
}

/// Mr Okafor at ten, a meeting at one, and a call that was called off.
fn a_day(room: &Room, desk: &Desk) {
    let id = ask(
        room,
        desk,
        "new_person",
        json!({"name": "Joseph Okafor", "standing": null}),
    )["id"]
        .clone();
    set(
        room,
        desk,
        "person",
        &id,
        "addresses",
        json!([{"lines": ["4 Weavers Row"], "postcode": "ZZ99 3VZ", "kind": "home"}]),
    );
    set(
        room,
        desk,
        "person",
        &id,
        "reach",
        json!([{"kind": "phone", "value": "01632 960 014", "preference": 1}]),
    );
    set(
        room,
        desk,
        "circumstances",
        &id,
        "getting_in",
        json!("Key safe 4711"),
    );
    add(
        room,
        desk,
        "risk",
        json!({"person": id, "risk": "A dog that bites", "comment": "Joseph shuts it in if rung first"}),
    );
    add(
        room,
        desk,
        "contact",
        json!({"person": id, "on": "2026-11-12", "came": "happened", "agreed_next": "Mr Okafor looks out his tools"}),
    );
    add(
        room,
        desk,
        "task",
        json!({"person": id, "what": "The bus pass form", "due_on": "2026-11-23"}),
    );
    let arrange = |person: &Value, at: &str, title: &str| {
        ask(
            room,
            desk,
            "arrange",
            json!({
                "person": person, "on": "2026-11-24", "at": at, "minutes": 60, "means": "home_visit", "title": title, "place": "",
                "getting_in": "", "travel_minutes": null, "miles": null, "repeats": "",
            }),
        )["ids"][0]
            .clone()
    };
    arrange(&Value::Null, "13:00", "Practice meeting");
    arrange(&id, "10:00", "");
    let off = arrange(&id, "16:00", "");
    set(
        room,
        desk,
        "contact",
        &off,
        "came",
        json!("cancelled_by_person"),
    );
}

fn request(names: bool, leave_off: &[&str]) -> Value {
    json!({"on": "2026-11-24", "names": names, "leave_off": leave_off, "layout": "standard"})
}

fn words(path: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-layout".as_ref(), path.as_os_str(), "-".as_ref()])
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_day_stands_in_order_with_the_risk_and_without_a_name() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    a_day(&room, &desk);
    let view = ask(&room, &desk, "day_sheet", request(false, &[]));
    let stops = view["stops"].as_array().unwrap();
    assert_eq!(stops.len(), 2, "what was called off is no stop");
    assert_eq!(stops[0]["who"], "J. O.");
    assert_eq!(
        (&stops[0]["at"], &stops[0]["until"]),
        (&json!("10:00"), &json!("11:00"))
    );
    assert_eq!(
        stops[0]["careful"],
        json!(["A dog that bites: J. shuts it in if rung first"])
    );
    assert_eq!(stops[0]["said"], "Mr O. looks out his tools");
    assert_eq!(stops[0]["bring"], json!(["The bus pass form"]));
    assert_eq!(stops[0]["getting_in"], "Key safe 4711");
    assert_eq!(stops[1]["who"], "Practice meeting");
    let whole = ask(&room, &desk, "day_sheet", request(true, &[]));
    assert_eq!(whole["stops"][0]["who"], "Joseph Okafor");
    assert_eq!(whole["stops"][0]["said"], "Mr Okafor looks out his tools");
}

#[test]
fn a_stolen_paper_has_no_name_and_nothing_that_was_left_off() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    a_day(&room, &desk);
    let path = room.folder().join("day.pdf");
    room.will_choose(Some(path.clone()));
    let left = ["getting_in", "place", "phone"];
    ask(&room, &desk, "save_day_sheet", request(false, &left));
    let text = words(&path);
    for there in [
        "J. O.",
        "A dog that bites",
        "Practice meeting",
        "Destroy this",
    ] {
        assert!(text.contains(there), "{there}: {text}");
    }
    for gone in ["Joseph", "Okafor", "4711", "Weavers", "960 014"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
    // An empty day makes no paper, and says so.
    let empty = json!({"on": "2026-11-25", "names": false, "leave_off": [], "layout": "standard"});
    assert!(room.ask(&desk, "save_day_sheet", empty).is_err());
}
