//! How Amira is looked after: what she takes to supervision, what she learns, how she settles in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use alongside_app::Desk;
use common::Room;
use serde_json::{Value, json};

fn add(room: &Room, desk: &Desk, kind: &str, fields: Value) -> Value {
    room.ask(desk, "add_record", json!({"kind": kind, "fields": fields}))
        .unwrap()["id"]
        .clone()
}

fn set(room: &Room, desk: &Desk, kind: &str, id: &Value, fields: Value) {
    room.ask(
        desk,
        "edit_fields",
        json!({"kind": kind, "id": id, "fields": fields}),
    )
    .unwrap();
}

fn person(room: &Room, desk: &Desk, name: &str) -> Value {
    room.ask(desk, "new_person", json!({"name": name, "standing": null}))
        .unwrap()["id"]
        .clone()
}

fn take(room: &Room, desk: &Desk, what: Value) -> Value {
    room.ask(desk, "take_to_supervision", what).unwrap()["id"].clone()
}

fn supervision(room: &Room, desk: &Desk) -> Value {
    room.ask(desk, "supervision", json!({})).unwrap()
}

#[test]
fn from_a_contact_to_the_queue_to_a_session_and_written_up() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let joseph = person(&room, &desk, "Joseph Okafor");
    let contact = add(
        &room,
        &desk,
        "contact",
        json!({"person": joseph, "on": "2026-11-23", "came": "happened", "note": "He went quiet when I asked about the allotment"}),
    );
    let one = take(&room, &desk, json!({"contact": contact}));
    // A second click brings the same one.
    assert_eq!(take(&room, &desk, json!({"contact": contact})), one);
    let view = supervision(&room, &desk);
    let queue = view["queue"].as_array().unwrap();
    assert_eq!(queue.len(), 1);
    assert_eq!(queue[0]["called"], "Joseph");
    assert_eq!(
        queue[0]["came_from"],
        json!({"is_contact": true, "on": "2026-11-23", "words": "He went quiet when I asked about the allotment"})
    );
    assert_eq!(queue[0]["reflection"]["on"], "2026-11-24");

    let session = add(
        &room,
        &desk,
        "supervision",
        json!({"on": "2026-11-27", "supervisor": "Dr Mwangi"}),
    );
    set(
        &room,
        &desk,
        "reflection",
        &one,
        json!({"session": session}),
    );
    let view = supervision(&room, &desk);
    assert_eq!(view["queue"], json!([]));
    assert_eq!(view["sessions"][0]["session"]["supervisor"], "Dr Mwangi");
    assert_eq!(view["sessions"][0]["brought"][0]["reflection"]["id"], one);

    // Talked about, and what came of it: it stays with the session.
    set(
        &room,
        &desk,
        "reflection",
        &one,
        json!({"talked_about_on": "2026-11-27", "outcome": "Count to ten"}),
    );
    let view = supervision(&room, &desk);
    assert_eq!(view["queue"], json!([]));
    assert_eq!(
        view["sessions"][0]["brought"][0]["reflection"]["outcome"],
        "Count to ten"
    );
    // The same contact again is a new question.
    assert_ne!(take(&room, &desk, json!({"contact": contact})), one);
}

#[test]
fn what_was_not_reached_waits_again_and_so_does_what_a_binned_session_held() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let task = add(
        &room,
        &desk,
        "task",
        json!({"person": null, "what": "Ask who covers Larkbridge", "due_on": "2026-11-25"}),
    );
    let one = take(&room, &desk, json!({"task": task}));
    let session = add(&room, &desk, "supervision", json!({"on": "2026-11-27"}));
    set(
        &room,
        &desk,
        "reflection",
        &one,
        json!({"session": session}),
    );
    set(&room, &desk, "reflection", &one, json!({"session": null}));
    assert_eq!(
        supervision(&room, &desk)["queue"][0]["came_from"]["words"],
        "Ask who covers Larkbridge"
    );
    set(
        &room,
        &desk,
        "reflection",
        &one,
        json!({"session": session}),
    );
    room.ask(
        &desk,
        "archive_record",
        json!({"kind": "supervision", "id": session}),
    )
    .unwrap();
    let view = supervision(&room, &desk);
    assert_eq!(view["queue"][0]["reflection"]["id"], one);
    assert_eq!(view["sessions"], json!([]));
}

#[test]
fn about_somebody_at_large_one_without_words_is_used_again_and_one_with_words_is_not() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let joseph = person(&room, &desk, "Joseph Okafor");
    let one = take(&room, &desk, json!({"person": joseph}));
    assert_eq!(take(&room, &desk, json!({"person": joseph})), one);
    set(
        &room,
        &desk,
        "reflection",
        &one,
        json!({"words": "Too close?"}),
    );
    let other = take(&room, &desk, json!({"person": joseph}));
    assert_ne!(other, one);
    // Longest waiting first.
    let view = supervision(&room, &desk);
    let ids: Vec<&Value> = view["queue"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["reflection"]["id"])
        .collect();
    assert_eq!(ids, [&one, &other]);
}

#[test]
fn who_was_erased_is_named_nowhere_in_it() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let joseph = person(&room, &desk, "Joseph Okafor");
    let contact = add(
        &room,
        &desk,
        "contact",
        json!({"person": joseph, "note": "Herons"}),
    );
    take(&room, &desk, json!({"contact": contact}));
    room.ask(
        &desk,
        "erase_person",
        json!({"person": joseph, "why": "He asked for it"}),
    )
    .unwrap();
    let view = supervision(&room, &desk).to_string();
    assert!(
        !view.contains("Joseph") && !view.contains("Herons"),
        "{view}"
    );
}

fn a_year_of_learning(room: &Room, desk: &Desk) {
    for (on, title, hours, headings) in [
        (
            json!("2026-05-12"),
            "Motivational interviewing",
            json!(6.0),
            json!(["Listening"]),
        ),
        (
            json!("2026-09-01"),
            "=Safeguarding, level 2",
            json!(2.5),
            json!(["Keeping safe", "Listening"]),
        ),
        (
            json!("2026-10-01"),
            "A talk on carers",
            Value::Null,
            json!([]),
        ),
        (
            json!("2026-03-31"),
            "Last year’s",
            json!(7.0),
            json!(["Listening"]),
        ),
        (Value::Null, "Some day", json!(1.0), json!([])),
    ] {
        add(
            room,
            desk,
            "cpd_entry",
            json!({"on": on, "title": title, "hours": hours, "headings": headings, "learned": "To wait"}),
        );
    }
    add(
        room,
        desk,
        "supervision",
        json!({"on": "2026-06-01", "note": "Kept to herself"}),
    );
}

#[test]
fn her_learning_adds_up_in_the_year_and_what_is_missing_is_said() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    a_year_of_learning(&room, &desk);
    let view = room
        .ask(&desk, "learning", json!({"from": null, "until": null}))
        .unwrap();
    assert_eq!(
        (&view["from"], &view["until"]),
        (&json!("2026-04-01"), &json!("2027-03-31"))
    );
    assert_eq!(view["sum"]["hours"], 8.5);
    assert_eq!(view["sum"]["entries"], 3);
    assert_eq!(view["sum"]["without_hours"], 1);
    assert_eq!(
        view["sum"]["headings"],
        json!([
            {"heading": "Listening", "hours": 8.5, "entries": 2},
            {"heading": "Keeping safe", "hours": 2.5, "entries": 1},
        ])
    );
    assert_eq!(view["supervisions"], 1);
    let titles: Vec<&Value> = view["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["title"])
        .collect();
    assert_eq!(
        titles,
        [
            "Some day",
            "A talk on carers",
            "=Safeguarding, level 2",
            "Motivational interviewing"
        ]
    );
    let refused = room
        .ask(
            &desk,
            "learning",
            json!({"from": "2026-05-01", "until": "2026-04-01"}),
        )
        .unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("until"));
}

#[test]
fn for_her_appraisal_it_leaves_as_a_paper_and_as_a_table_and_supervision_stays() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    a_year_of_learning(&room, &desk);
    let path = room.folder().join("log.csv");
    room.will_choose(Some(path.clone()));
    let request =
        |paper: &str| json!({"from": "2026-04-01", "until": "2027-03-31", "paper": paper});
    room.ask(&desk, "save_learning", request("csv")).unwrap();
    let table = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = table.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 4, "{table}");
    assert!(lines[1].starts_with("2026-05-12,Motivational interviewing,,6,Listening,"));
    // A title that a spreadsheet would work out is words.
    assert!(lines[2].contains("\"'=Safeguarding, level 2\""), "{table}");
    assert!(!table.contains("Kept to herself"));

    let path = room.folder().join("log.pdf");
    room.will_choose(Some(path.clone()));
    let saved = room.ask(&desk, "save_learning", request("pdf")).unwrap();
    assert_eq!(saved["unprinted"], 0);
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
}

#[test]
fn her_own_induction_begins_with_a_list_that_one_undo_takes_away() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    room.ask(
        &desk,
        "begin_induction",
        json!({"lines": [{"what": "Meet the reception team", "heading": "People"}, {"what": " Lone working policy ", "heading": "Safety"}]}),
    )
    .unwrap();
    let what = || -> Vec<Value> {
        let list = room.ask(&desk, "induction", json!({})).unwrap();
        let list = list.as_array().unwrap();
        list.iter().map(|item| item["what"].clone()).collect()
    };
    assert_eq!(what(), ["Meet the reception team", "Lone working policy"]);
    room.ask(&desk, "undo", json!({})).unwrap();
    assert!(what().is_empty());
}

#[test]
fn ready_words_come_by_name_and_one_in_the_bin_is_gone() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    for name in ["Thanks", "next"] {
        add(
            &room,
            &desk,
            "phrase",
            json!({"name": name, "words": "..."}),
        );
    }
    let binned = add(&room, &desk, "phrase", json!({"name": "old"}));
    room.ask(
        &desk,
        "archive_record",
        json!({"kind": "phrase", "id": binned}),
    )
    .unwrap();
    let list = room.ask(&desk, "phrases", json!({})).unwrap();
    let names: Vec<&Value> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["next", "Thanks"]);
}
