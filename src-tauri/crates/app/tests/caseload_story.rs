//! What Amira carries is told to her first; the team sees what was agreed, and what she chooses to tell.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};

fn add(room: &Room, desk: &Desk, kind: &str, fields: Value) -> Value {
    room.ask(desk, "add_record", json!({"kind": kind, "fields": fields}))
        .unwrap()["id"]
        .clone()
}

fn person(room: &Room, desk: &Desk, at: usize, standing: &str, since: &str) -> Value {
    add(
        room,
        desk,
        "person",
        json!({"given_name": format!("Person {at}"), "standing": standing, "standing_since": since, "worker": "Amira Haddad"}),
    )
}

fn mine(room: &Room, desk: &Desk) -> Value {
    room.ask(desk, "my_caseload", json!({"more": 10})).unwrap()
}

#[test]
fn with_nothing_in_it_there_is_room_for_the_guides_number() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let view = mine(&room, &desk);
    assert_eq!(view["worker"], "Amira Haddad");
    assert_eq!(
        (&view["room"]["year_least"], &view["room"]["year_most"]),
        (&json!(200.0), &json!(250.0))
    );
    assert_eq!(view["load"]["hot"], json!([]));
    assert_eq!(view["agreed"], Value::Null);
}

#[test]
fn running_hot_is_hers_to_know_and_hers_to_tell() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let agreed = add(
        &room,
        &desk,
        "capacity",
        json!({"worker": "Amira Haddad", "open_at_once": 3, "hours_a_week": 30}),
    );
    let people: Vec<Value> = (0..3)
        .map(|at| person(&room, &desk, at, "open", "2026-05-01"))
        .collect();
    person(&room, &desk, 4, "waiting", "2026-11-01");
    person(&room, &desk, 5, "closed", "2026-11-02");
    assert_eq!(mine(&room, &desk)["load"]["hot"], json!([]));
    // One of them asks much.
    add(
        &room,
        &desk,
        "episode",
        json!({"person": people[0], "began_on": "2026-05-01", "standing": "open", "intensity": "intensive"}),
    );
    let view = mine(&room, &desk);
    assert_eq!(view["load"]["people"], 3);
    assert_eq!(view["load"]["weighted"], 4.0);
    assert_eq!(view["load"]["hot"], json!(["at_once"]));
    assert_eq!(
        (&view["waiting"], &view["carried"]["ended"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(view["projection"]["weighted"], 14.0);

    // The team sees the counts and what was agreed, and nothing that calls her full.
    let team = |desk: &Desk| room.ask(desk, "team_caseloads", json!({})).unwrap();
    let seen = team(&desk);
    assert_eq!(
        seen,
        json!([{
            "worker": "Amira Haddad", "open": 3, "waiting": 1, "met_this_year": 0, "open_at_once": 3, "in_a_year": null,
            "hours_a_week": 30.0, "told_on": null, "told_words": "",
        }])
    );
    room.ask(
        &desk,
        "edit_fields",
        json!({"kind": "capacity", "id": agreed, "fields": {"told_on": "2026-11-24", "told_words": "I can take nobody new until January"}}),
    )
    .unwrap();
    assert_eq!(
        team(&desk)[0]["told_words"],
        "I can take nobody new until January"
    );
}

#[test]
fn listening_at_a_drop_in_and_on_the_road_is_work_and_what_became_a_contact_is_counted_once() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let joan = person(&room, &desk, 1, "open", "2026-10-01");
    for (on, came, minutes) in [
        ("2026-11-23", "happened", json!(60)),
        ("2026-11-20", "did_not_come", Value::Null),
        ("2026-11-19", "happened", Value::Null),
        ("2026-11-25", "planned", json!(60)),
        ("2026-09-01", "happened", json!(45)),
    ] {
        add(
            &room,
            &desk,
            "contact",
            json!({"person": joan, "on": on, "came": came, "minutes": minutes, "travel_minutes": 20}),
        );
    }
    let morning = add(
        &room,
        &desk,
        "drop_in",
        json!({"on": "2026-11-24", "place": "Library"}),
    );
    add(
        &room,
        &desk,
        "conversation",
        json!({"drop_in": morning, "minutes": 15}),
    );
    let became = add(
        &room,
        &desk,
        "conversation",
        json!({"drop_in": morning, "called": "Sunny", "minutes": 25}),
    );
    room.ask(
        &desk,
        "conversation_becomes",
        json!({"conversation": became, "person": null, "name": ""}),
    )
    .unwrap();
    let carried = mine(&room, &desk)["carried"].clone();
    // 60 and three journeys of 20, then 15 and 25 at the library.
    assert_eq!(carried["listening_minutes"], 60 + 60 + 15 + 25);
    assert_eq!(carried["without_minutes"], 1);
    assert_eq!(carried["met_this_year"], 2);
}

#[test]
fn time_away_is_taken_from_the_year_and_parts_of_a_day_are_not() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    person(&room, &desk, 1, "open", "2026-10-01");
    for (from, until, from_at) in [
        ("2026-06-01", "2026-08-28", Value::Null),
        ("2026-11-16", "2026-11-20", Value::Null),
        ("2026-11-12", "2026-11-12", json!("13:00")),
    ] {
        add(
            &room,
            &desk,
            "leave",
            json!({"worker": "Amira Haddad", "from_on": from, "until": until, "from_at": from_at}),
        );
    }
    let view = mine(&room, &desk);
    assert_eq!(view["carried"]["away_this_year"], 70.0);
    assert_eq!(view["carried"]["away_lately"], 5.0);
    assert!(view["room"]["year_most"].as_f64().unwrap() < 250.0);
}
