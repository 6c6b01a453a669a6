//! A walking group over the weeks, and a year of talks: who came, who stopped coming, how many were reached.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};

fn ask(room: &Room, desk: &Desk, command: &str, request: Value) -> Value {
    room.ask(desk, command, request).unwrap()
}

fn add(room: &Room, desk: &Desk, kind: &str, fields: Value) -> Value {
    ask(
        room,
        desk,
        "add_record",
        json!({"kind": kind, "fields": fields}),
    )["id"]
        .clone()
}

fn person(room: &Room, desk: &Desk, name: &str) -> Value {
    ask(
        room,
        desk,
        "new_person",
        json!({"name": name, "standing": null}),
    )["id"]
        .clone()
}

fn mark(room: &Room, desk: &Desk, meeting: &Value, person: &Value, came: Value) {
    ask(
        room,
        desk,
        "mark_attendance",
        json!({"meeting": meeting, "person": person, "came": came}),
    );
}

#[test]
fn a_month_of_walks_shows_who_came_and_who_stopped_coming() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = person(&room, &desk, "Joseph Okafor");
    let bello = person(&room, &desk, "Mrs Bello");
    let walk = add(
        &room,
        &desk,
        "group",
        json!({"name": "Walking group", "usually": "Tuesdays at ten"}),
    );
    let days = ["2026-11-03", "2026-11-10", "2026-11-17", "2026-11-24"];
    let meetings: Vec<Value> = days
        .iter()
        .map(|on| {
            add(
                &room,
                &desk,
                "group_meeting",
                json!({"group": walk, "on": on, "others": 4}),
            )
        })
        .collect();
    for meeting in &meetings {
        mark(&room, &desk, meeting, &okafor, json!("happened"));
    }
    mark(&room, &desk, &meetings[0], &bello, json!("happened"));
    mark(&room, &desk, &meetings[1], &bello, json!("did_not_come"));
    // Clicked twice: written once.
    mark(&room, &desk, &meetings[0], &bello, json!("happened"));

    let view = ask(&room, &desk, "open_group", json!({"id": walk}));
    assert_eq!(view["meetings"][0]["meeting"]["on"], "2026-11-24");
    assert_eq!(view["meetings"][3]["ours"], 2);
    assert_eq!(view["meetings"][3]["meeting"]["others"], 4);
    let members = view["members"].as_array().unwrap();
    assert_eq!(members[0]["person"]["called"], "Joseph");
    assert_eq!(
        (&members[0]["times"], &members[0]["since"]),
        (&json!(4), &json!(0))
    );
    assert_eq!(
        (
            &members[1]["times"],
            &members[1]["since"],
            &members[1]["last_on"]
        ),
        (&json!(1), &json!(3), &json!("2026-11-03"))
    );
    let going = ask(&room, &desk, "groups_of", json!({"id": bello}));
    assert_eq!(going[0]["group"]["name"], "Walking group");
    assert_eq!(
        (&going[0]["last_on"], &going[0]["times"], &going[0]["since"]),
        (&json!("2026-11-03"), &json!(1), &json!(3))
    );
    let listed = ask(&room, &desk, "groups", json!({}));
    assert_eq!(
        (&listed[0]["meetings"], &listed[0]["people"]),
        (&json!(4), &json!(2))
    );
    // Marked by mistake: taken back, and undone again.
    mark(&room, &desk, &meetings[0], &bello, Value::Null);
    let times = || ask(&room, &desk, "groups_of", json!({"id": bello}))[0]["times"].clone();
    assert_eq!(times(), 0);
    ask(&room, &desk, "undo", json!({}));
    assert_eq!(times(), 1);
    // Somebody in the bin is counted no more, and named no more.
    ask(
        &room,
        &desk,
        "archive_record",
        json!({"kind": "person", "id": bello}),
    );
    let view = ask(&room, &desk, "open_group", json!({"id": walk}));
    assert_eq!(view["members"].as_array().unwrap().len(), 1);
    assert_eq!(view["meetings"][3]["ours"], 1);
}

#[test]
fn a_year_of_talks_is_a_list_with_totals_and_a_table_that_is_no_formula() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    for fields in [
        json!({"on": "2026-05-04", "title": "Talk at the mosque", "organisation": "Larkbridge Mosque", "reached": 60, "minutes": 90, "note": "=2+5"}),
        json!({"on": "2026-06-01", "title": "Stall, market day", "organisation": "larkbridge mosque", "reached": 25}),
        json!({"on": "2026-07-01", "title": "Tea with the receptionists"}),
        json!({"on": "2025-07-01", "title": "Another year", "reached": 1000}),
    ] {
        add(&room, &desk, "community_event", fields);
    }
    let year = json!({"from": "2026-04-01", "until": "2027-03-31"});
    let view = ask(&room, &desk, "community_events", year.clone());
    assert_eq!(view["events"].as_array().unwrap().len(), 3);
    assert_eq!(
        (
            &view["reached"],
            &view["with_reached"],
            &view["organisations"],
            &view["minutes"]
        ),
        (&json!(85), &json!(2), &json!(1), &json!(90))
    );
    let path = room.folder().join("events.csv");
    room.will_choose(Some(path.clone()));
    ask(&room, &desk, "save_events", year);
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with("\u{FEFF}Date,Time"));
    assert_eq!(
        lines[1],
        "2026-05-04,,90,Talk at the mosque,,Larkbridge Mosque,,,60,'=2+5"
    );
    let backwards = json!({"from": "2027-04-01", "until": "2026-03-31"});
    assert_eq!(
        room.ask(&desk, "community_events", backwards)
            .unwrap_err()
            .field
            .as_deref(),
        Some("until")
    );
}
