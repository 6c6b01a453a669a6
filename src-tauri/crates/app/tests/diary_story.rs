//! Amira's days: what is to do, who is where, who is handed to whom, and going in alone.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::{PASSPHRASE, Room};
use alongside_app::Desk;
use serde_json::{Value, json};

fn person(room: &Room, desk: &Desk, name: &str) -> Value {
    room.ask(desk, "new_person", json!({"name": name, "standing": null}))
        .unwrap()["id"]
        .clone()
}

fn add(room: &Room, desk: &Desk, kind: &str, fields: Value) -> Value {
    room.ask(desk, "add_record", json!({"kind": kind, "fields": fields}))
        .unwrap()["id"]
        .clone()
}

fn today(room: &Room, desk: &Desk) -> Value {
    room.ask(desk, "today", json!({})).unwrap()
}

fn tasks(room: &Room, desk: &Desk) -> Vec<String> {
    today(room, desk)["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|view| view["task"]["what"].as_str().unwrap().to_owned())
        .collect()
}

fn visit(person: &Value, on: &str, at: &str) -> Value {
    json!({
        "person": person, "on": on, "at": at, "minutes": 60, "means": "home_visit", "title": "", "place": "",
        "getting_in": "", "travel_minutes": null, "miles": null, "repeats": "",
    })
}

fn diary(room: &Room, desk: &Desk, from: &str, until: &str) -> Value {
    room.ask(
        desk,
        "diary",
        json!({"from": from, "until": until, "everyone": false}),
    )
    .unwrap()
}

fn days(view: &Value) -> Vec<&str> {
    view["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["on"].as_str().unwrap())
        .collect()
}

#[test]
fn a_task_waits_until_its_day_is_ticked_and_comes_back_when_that_is_undone() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = person(&room, &desk, "Joseph Okafor");
    let ring = add(
        &room,
        &desk,
        "task",
        json!({"what": "Ring the surgery", "due_on": "2026-11-24"}),
    );
    add(
        &room,
        &desk,
        "task",
        json!({"person": okafor, "what": "Post the bus pass form", "due_on": "2026-11-23"}),
    );
    add(
        &room,
        &desk,
        "task",
        json!({"what": "Some day", "due_on": null}),
    );
    add(
        &room,
        &desk,
        "task",
        json!({"what": "Next week", "due_on": "2026-12-01"}),
    );
    add(
        &room,
        &desk,
        "task",
        json!({"what": "Ben's own", "worker": "Ben", "due_on": "2026-11-24"}),
    );
    assert_eq!(
        tasks(&room, &desk),
        ["Post the bus pass form", "Ring the surgery", "Some day"]
    );
    let on_the_page = room
        .ask(&desk, "open_person", json!({"id": okafor}))
        .unwrap();
    assert_eq!(on_the_page["tasks"][0]["what"], "Post the bus pass form");
    assert_eq!(on_the_page["tasks"][0]["worker"], "Amira Haddad");

    room.ask(
        &desk,
        "edit_fields",
        json!({"kind": "task", "id": ring, "fields": {"status": "done", "done_on": "2026-11-24"}}),
    )
    .unwrap();
    assert_eq!(tasks(&room, &desk), ["Post the bus pass form", "Some day"]);
    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(tasks(&room, &desk).len(), 3);
    // Nobody is reminded of somebody who is in the bin.
    room.ask(
        &desk,
        "archive_record",
        json!({"kind": "person", "id": okafor}),
    )
    .unwrap();
    assert_eq!(tasks(&room, &desk), ["Ring the surgery", "Some day"]);
}

#[test]
fn mr_okafor_is_handed_to_amira_and_is_hers_once_she_takes_him() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = person(&room, &desk, "Joseph Okafor");
    room.ask(
        &desk,
        "edit_field",
        json!({"kind": "person", "id": okafor, "field": "worker", "value": "Ben"}),
    )
    .unwrap();
    let handing = json!({
        "person": okafor, "to_worker": "Amira Haddad", "on": null, "until": null,
        "note": "He likes to be rung before ten.", "own_view": "Fine by me.",
    });
    let id = room.ask(&desk, "hand_over", handing).unwrap()["id"].clone();
    let shown = today(&room, &desk)["handed"].clone();
    assert_eq!(shown[0]["hand_over"]["from_worker"], "Ben");
    assert_eq!(
        shown[0]["hand_over"]["note"],
        "He likes to be rung before ten."
    );
    let whose = || {
        room.ask(&desk, "open_person", json!({"id": okafor}))
            .unwrap()["person"]["worker"]
            .clone()
    };
    assert_eq!(whose(), "Ben", "until she takes him he is not left alone");
    room.ask(&desk, "take_over", json!({"id": id})).unwrap();
    assert_eq!(whose(), "Amira Haddad");
    assert_eq!(today(&room, &desk)["handed"], json!([]));
    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(whose(), "Ben", "one thing done is one thing undone");
}

#[test]
fn cover_for_a_week_stays_on_today_until_it_ends_and_moves_nobody() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = person(&room, &desk, "Joseph Okafor");
    room.ask(
        &desk,
        "edit_field",
        json!({"kind": "person", "id": okafor, "field": "worker", "value": "Ben"}),
    )
    .unwrap();
    add(
        &room,
        &desk,
        "leave",
        json!({"worker": "Ben", "from_on": "2026-11-24", "until": "2026-11-27", "covered_by": "Amira Haddad"}),
    );
    let handing = json!({
        "person": okafor, "to_worker": "Amira Haddad", "on": "2026-11-24", "until": "2026-11-27",
        "note": "", "own_view": "",
    });
    let id = room.ask(&desk, "hand_over", handing.clone()).unwrap()["id"].clone();
    room.ask(&desk, "take_over", json!({"id": id})).unwrap();
    let day = today(&room, &desk);
    assert_eq!(day["handed"].as_array().unwrap().len(), 1);
    assert_eq!(day["away"][0]["worker"], "Ben");
    let record = room
        .ask(&desk, "open_person", json!({"id": okafor}))
        .unwrap();
    assert_eq!(record["person"]["worker"], "Ben");
    assert_eq!(record["hand_overs"].as_array().unwrap().len(), 1);
    room.clock.days(4);
    let after = today(&room, &desk);
    assert_eq!((&after["handed"], &after["away"]), (&json!([]), &json!([])));
    let mut backwards = handing;
    backwards["until"] = json!("2026-11-01");
    let refused = room.ask(&desk, "hand_over", backwards).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("until"));
}

#[test]
fn visits_and_appointments_stand_in_one_time_line_and_what_overlaps_on_the_way_is_said() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = person(&room, &desk, "Joseph Okafor");
    let first = room
        .ask(&desk, "arrange", visit(&okafor, "2026-11-25", "10:00"))
        .unwrap()["ids"][0]
        .clone();
    let mut meeting = visit(&okafor, "2026-11-25", "11:10");
    meeting["person"] = Value::Null;
    meeting["title"] = json!("Practice meeting");
    meeting["travel_minutes"] = json!(30);
    meeting["miles"] = json!(4.5);
    let second = room.ask(&desk, "arrange", meeting).unwrap()["ids"][0].clone();
    let view = diary(&room, &desk, "2026-11-25", "2026-11-25");
    assert_eq!(view["lines"][0]["visit"]["person"]["called"], "Joseph");
    assert_eq!(view["lines"][1]["appointment"]["title"], "Practice meeting");
    assert_eq!(
        view["lines"][0]["clashes"],
        json!([second]),
        "she must leave before the visit ends"
    );
    assert_eq!(
        (&view["travel_minutes"], &view["miles"]),
        (&json!(30), &json!(4.5))
    );
    // Called off by him: it stays to be seen, and clashes with nothing.
    room.ask(
        &desk,
        "edit_field",
        json!({"kind": "contact", "id": first, "field": "came", "value": "cancelled_by_person"}),
    )
    .unwrap();
    let view = diary(&room, &desk, "2026-11-25", "2026-11-25");
    assert_eq!(view["lines"].as_array().unwrap().len(), 2);
    assert_eq!(view["lines"][1]["clashes"], json!([]));
}

#[test]
fn a_day_with_nothing_but_a_meeting_says_so_and_a_meeting_called_off_does_not() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = person(&room, &desk, "Joseph Okafor");
    let meeting = |on: &str, at: &str, title: &str| {
        let mut meeting = visit(&Value::Null, on, at);
        meeting["title"] = json!(title);
        room.ask(&desk, "arrange", meeting).unwrap()["ids"][0].clone()
    };
    let practice = meeting("2026-11-24", "13:00", "Practice meeting");
    meeting("2026-11-26", "09:00", "Supervision");
    meeting("2026-12-09", "09:00", "Far off");
    add(
        &room,
        &desk,
        "appointment",
        json!({"worker": "Ben", "title": "Ben's own", "on": "2026-11-24"}),
    );
    room.ask(&desk, "arrange", visit(&okafor, "2026-11-24", "15:00"))
        .unwrap();
    let titles = || -> Vec<String> {
        today(&room, &desk)["appointments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["title"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(titles(), ["Practice meeting", "Supervision"]);
    room.ask(
        &desk,
        "edit_field",
        json!({"kind": "appointment", "id": practice, "field": "came", "value": "cancelled_by_worker"}),
    )
    .unwrap();
    assert_eq!(titles(), ["Supervision"]);
}

#[test]
fn an_afternoon_away_is_amiras_own_and_shown_with_who_covers() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    add(
        &room,
        &desk,
        "leave",
        json!({"from_on": "2026-11-24", "until": "2026-11-24", "from_at": "13:00", "covered_by": "Ben"}),
    );
    let view = diary(&room, &desk, "2026-11-24", "2026-11-24");
    let away = &view["away"][0];
    assert_eq!(
        (&away["worker"], &away["from_at"], &away["back_at"]),
        (&json!("Amira Haddad"), &json!("13:00"), &Value::Null)
    );
    assert_eq!(today(&room, &desk)["away"][0]["covered_by"], "Ben");
}

#[test]
fn a_time_arranged_while_she_is_away_or_covers_says_so_and_one_called_off_does_not() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = person(&room, &desk, "Joseph Okafor");
    add(
        &room,
        &desk,
        "leave",
        json!({"from_on": "2026-11-24", "until": "2026-11-25", "from_at": "13:00", "back_at": "10:00"}),
    );
    add(
        &room,
        &desk,
        "leave",
        json!({"worker": "Ben", "from_on": "2026-11-26", "until": "2026-11-26", "covered_by": "Amira Haddad"}),
    );
    let arrange = |on: &str, at: &str, travel: i64| {
        let mut one = visit(&okafor, on, at);
        one["minutes"] = json!(60);
        one["travel_minutes"] = json!(travel);
        room.ask(&desk, "arrange", one).unwrap()["ids"][0].clone()
    };
    arrange("2026-11-24", "11:00", 0);
    // The way back is in the way.
    let hurried = arrange("2026-11-24", "12:00", 20);
    arrange("2026-11-25", "09:30", 0);
    arrange("2026-11-25", "10:00", 0);
    arrange("2026-11-26", "15:00", 0);
    let lines = |of: &dyn Fn(&Value) -> Value| -> Vec<Value> {
        let view = diary(&room, &desk, "2026-11-24", "2026-11-26");
        view["lines"].as_array().unwrap().iter().map(of).collect()
    };
    let away = || lines(&|line| json!(!line["away"].is_null()));
    assert_eq!(away(), [false, true, true, false, false].map(Value::from));
    assert_eq!(lines(&|line| line["covers"].clone())[4], json!(["Ben"]));
    room.ask(
        &desk,
        "edit_field",
        json!({"kind": "contact", "id": hurried, "field": "came", "value": "cancelled_by_worker"}),
    )
    .unwrap();
    assert_eq!(away(), [false, false, true, false, false].map(Value::from));
}

#[test]
fn what_comes_again_is_written_out_and_one_of_them_moves_alone() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = person(&room, &desk, "Joseph Okafor");
    let mut weekly = visit(&okafor, "2026-11-24", "14:00");
    weekly["repeats"] = json!("FREQ=WEEKLY;COUNT=3");
    let ids = room.ask(&desk, "arrange", weekly.clone()).unwrap()["ids"].clone();
    room.ask(
        &desk,
        "edit_fields",
        json!({"kind": "contact", "id": ids[1], "fields": {"on": "2026-12-02", "at": "09:30"}}),
    )
    .unwrap();
    let view = diary(&room, &desk, "2026-11-24", "2026-12-31");
    assert_eq!(days(&view), ["2026-11-24", "2026-12-02", "2026-12-08"]);
    room.ask(&desk, "undo", json!({})).unwrap();
    room.ask(&desk, "undo", json!({})).unwrap();
    let none: [&str; 0] = [];
    assert_eq!(
        days(&diary(&room, &desk, "2026-11-24", "2026-12-31")),
        none,
        "arranged together, undone together"
    );
    weekly["repeats"] = json!("FREQ=YEARLY;COUNT=3");
    let refused = room.ask(&desk, "arrange", weekly).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("repeats"));
}

fn out_by(room: &Room, desk: &Desk) -> Value {
    room.ask(desk, "start_state", json!({})).unwrap()["out_by"].clone()
}

#[test]
fn a_visit_that_overruns_is_known_after_a_lock_and_after_a_restart_without_a_name() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = person(&room, &desk, "Joseph Okafor");
    let contact = room
        .ask(&desk, "arrange", visit(&okafor, "2026-11-24", "09:00"))
        .unwrap()["ids"][0]
        .clone();
    assert_eq!(out_by(&room, &desk), Value::Null);
    room.ask(
        &desk,
        "go_in",
        json!({"contact": contact, "minutes": 60, "buddy": "Ben, 01632 960 311"}),
    )
    .unwrap();
    let due = out_by(&room, &desk);
    assert!(due.is_i64());
    let out = |desk: &Desk| room.ask(desk, "out_alone", json!({})).unwrap();
    assert_eq!(out(&desk)[0]["overdue"], false);
    room.clock.minutes(50);
    room.ask(
        &desk,
        "stay_longer",
        json!({"contact": contact, "minutes": 30}),
    )
    .unwrap();
    assert_eq!(
        out_by(&room, &desk),
        json!(due.as_i64().unwrap() + 20 * 60_000)
    );
    room.ask(&desk, "lock", json!({})).unwrap();
    let waiting = out_by(&room, &desk);
    assert!(waiting.is_i64());
    let written = std::fs::read_to_string(room.folder().join("out-by")).unwrap();
    assert_eq!(written, waiting.to_string(), "a time, and nothing else");

    room.clock.minutes(40);
    let again = room.desk();
    assert_eq!(out_by(&room, &again), waiting);
    room.ask(&again, "unlock", json!({"passphrase": PASSPHRASE}))
        .unwrap();
    let late = out(&again);
    assert_eq!(late[0]["overdue"], true);
    assert_eq!(late[0]["buddy"], "Ben, 01632 960 311");
    room.ask(&again, "come_out", json!({"contact": contact}))
        .unwrap();
    assert_eq!(out(&again), json!([]));
    assert_eq!(out_by(&room, &again), Value::Null);
    assert!(!room.folder().join("out-by").exists());
}

#[test]
fn nobody_goes_in_for_no_time_or_for_days() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = person(&room, &desk, "Joseph Okafor");
    let contact = room
        .ask(&desk, "arrange", visit(&okafor, "2026-11-24", "09:00"))
        .unwrap()["ids"][0]
        .clone();
    for minutes in [0, -5, 721] {
        let refused = room
            .ask(
                &desk,
                "go_in",
                json!({"contact": contact, "minutes": minutes, "buddy": ""}),
            )
            .unwrap_err();
        assert_eq!(refused.field.as_deref(), Some("minutes"));
    }
}
