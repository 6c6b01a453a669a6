//! Amira's diary and the calendar of her practice: nothing leaks on the way out, nothing comes twice on the way in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use alongside_app::api::error::ErrorCode;
use serde_json::{Value, json};
use std::path::PathBuf;

fn ask(room: &Room, desk: &Desk, command: &str, request: Value) -> Value {
    room.ask(desk, command, request).unwrap()
}

fn arrange(room: &Room, desk: &Desk, person: &Value, at: &str, title: &str) -> Value {
    ask(
        room,
        desk,
        "arrange",
        json!({
            "person": person, "on": "2026-11-25", "at": at, "minutes": 60, "means": "home_visit", "title": title,
            "place": "4 Weavers Row", "getting_in": "", "travel_minutes": null, "miles": null, "repeats": "",
        }),
    )["ids"][0]
        .clone()
}

fn okafor(room: &Room, desk: &Desk) -> Value {
    ask(
        room,
        desk,
        "new_person",
        json!({"name": "Joseph Okafor", "standing": null}),
    )["id"]
        .clone()
}

fn saved(room: &Room, desk: &Desk, says: &str) -> String {
    let path = room.folder().join(format!("{says}.ics"));
    room.will_choose(Some(path.clone()));
    ask(
        room,
        desk,
        "save_calendar",
        json!({"from": "2026-11-24", "until": "2026-12-24", "says": says}),
    );
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_calendar_that_leaks_tells_times_and_initials_and_nobody() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = okafor(&room, &desk);
    arrange(&room, &desk, &okafor, "10:00", "");
    arrange(&room, &desk, &Value::Null, "13:00", "About Joseph Okafor");
    let off = arrange(&room, &desk, &okafor, "15:00", "");
    ask(
        &room,
        &desk,
        "edit_field",
        json!({"kind": "contact", "id": off, "field": "came", "value": "cancelled_by_person"}),
    );
    let busy = saved(&room, &desk, "busy");
    let initials = saved(&room, &desk, "initials");
    for file in [&busy, &initials] {
        for gone in ["Joseph", "Okafor", "Weavers"] {
            assert!(!file.contains(gone), "{gone}: {file}");
        }
        assert!(file.contains("DTSTART;TZID=Europe/London:20261125T100000"));
        assert_eq!(
            file.matches("STATUS:CANCELLED").count(),
            1,
            "what was called off leaves other calendars too"
        );
    }
    assert!(initials.contains("SUMMARY:Home visit: J. O."));
    assert!(!busy.contains("J. O."));
    let everything = saved(&room, &desk, "everything");
    assert!(everything.contains("SUMMARY:Home visit: Joseph Okafor"));
    assert!(everything.contains("LOCATION:4 Weavers Row"));
}

fn file(room: &Room, at: &str) -> PathBuf {
    let path = room.folder().join("practice.ics");
    let text = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
         BEGIN:VEVENT\r\nUID:old\r\nSUMMARY:Last year\r\nDTSTART:20251124T100000\r\nEND:VEVENT\r\n\
         BEGIN:VEVENT\r\nUID:m\r\nSUMMARY:Practice meeting\r\nLOCATION:Room 2\r\nDTSTART;TZID=Europe/London:20261125T{at}00\r\nDURATION:PT1H\r\nEND:VEVENT\r\n\
         BEGIN:VEVENT\r\nUID:d\r\nSUMMARY:Dentist\r\nCLASS:PRIVATE\r\nDTSTART:20261126T090000Z\r\nDURATION:PT30M\r\nEND:VEVENT\r\n\
         BEGIN:VEVENT\r\nUID:y\r\nSUMMARY:Link worker day\r\nDTSTART;VALUE=DATE:20270311\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    std::fs::write(&path, text).unwrap();
    path
}

fn look(room: &Room, desk: &Desk, path: &PathBuf) -> Value {
    ask(room, desk, "look_into_calendar", json!({"path": path}))
}

fn take(room: &Room, desk: &Desk, path: &PathBuf, which: &[&str]) -> (Value, Value) {
    let taken = ask(
        room,
        desk,
        "take_calendar",
        json!({"path": path, "take": which}),
    );
    (taken["added"].clone(), taken["updated"].clone())
}

fn titles(room: &Room, desk: &Desk) -> Vec<String> {
    ask(
        room,
        desk,
        "diary",
        json!({"from": "2026-11-24", "until": "2026-12-24", "everyone": false}),
    )["lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| !line["appointment"].is_null())
        .map(|line| {
            format!(
                "{} {} {}",
                line["on"].as_str().unwrap(),
                line["at"].as_str().unwrap(),
                line["appointment"]["title"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn a_calendar_is_shown_before_it_is_taken_and_taken_once() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = okafor(&room, &desk);
    arrange(&room, &desk, &okafor, "10:30", "");
    let path = file(&room, "1000");
    let view = look(&room, &desk, &path);
    assert_eq!(view["over"], 1);
    assert_eq!(view["times"][0]["title"], "Practice meeting");
    assert_eq!(view["times"][0]["is"], "new");
    assert_eq!(view["times"][0]["clashes"], json!(["Joseph"]));
    assert_eq!(view["times"][1]["private"], true);
    assert_eq!(
        (&view["left"][0]["title"], &view["left"][0]["why"]),
        (&json!("Link worker day"), &json!("other_rule"))
    );
    assert_eq!(titles(&room, &desk), [""; 0], "looking changes nothing");

    assert_eq!(take(&room, &desk, &path, &["m"]), (json!(1), json!(0)));
    assert_eq!(
        titles(&room, &desk),
        ["2026-11-25 10:00 Practice meeting"],
        "the dentist was not asked for"
    );
    assert_eq!(take(&room, &desk, &path, &["m"]), (json!(0), json!(0)));
    assert_eq!(look(&room, &desk, &path)["times"][0]["is"], "known");

    // Moved in the practice's calendar.
    let path = file(&room, "1400");
    assert_eq!(look(&room, &desk, &path)["times"][0]["is"], "changed");
    assert_eq!(take(&room, &desk, &path, &["m"]), (json!(0), json!(1)));
    assert_eq!(titles(&room, &desk), ["2026-11-25 14:00 Practice meeting"]);
    ask(&room, &desk, "undo", json!({}));
    assert_eq!(titles(&room, &desk), ["2026-11-25 10:00 Practice meeting"]);
    assert!(
        !saved(&room, &desk, "everything").contains("Practice meeting"),
        "what came from a calendar is not sent back to it"
    );
}

#[test]
fn ones_own_diary_coming_back_is_known() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = okafor(&room, &desk);
    arrange(&room, &desk, &okafor, "10:30", "");
    saved(&room, &desk, "initials");
    let view = look(&room, &desk, &room.folder().join("initials.ics"));
    assert_eq!(view["times"].as_array().unwrap().len(), 1);
    assert_eq!(view["times"][0]["is"], "known");
}

#[test]
fn what_is_no_calendar_is_said_and_left_alone() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let path = room.folder().join("letter.ics");
    std::fs::write(&path, "Dear Amira").unwrap();
    let refused = |path: &PathBuf| {
        room.ask(&desk, "look_into_calendar", json!({"path": path}))
            .unwrap_err()
            .code
    };
    assert_eq!(refused(&path), ErrorCode::UnknownFormat);
    std::fs::write(&path, vec![b'x'; 6 * 1024 * 1024]).unwrap();
    assert_eq!(refused(&path), ErrorCode::FileTooLarge);
    assert_eq!(
        refused(&room.folder().join("nowhere.ics")),
        ErrorCode::FileUnreadable
    );
}
