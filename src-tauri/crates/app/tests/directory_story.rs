//! Finding what is near, and keeping the directory true.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use alongside_app::api::error::ErrorCode;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/data")
        .join(name)
}

fn near(room: &Room, desk: &Desk, text: &str, near: &str, miles: Option<f64>) -> Value {
    room.ask(
        desk,
        "search_services",
        json!({"text": text, "near": near, "miles": miles, "need": null, "day": null, "free": false, "step_free": false,
               "language": null, "age": null, "closed_too": false, "offset": 0, "limit": 50}),
    )
    .unwrap()
}

#[test]
fn a_full_postcode_is_exact_once_the_postcodes_are_known() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let before = room
        .ask(&desk, "locate", json!({"text": "sy1 1aa"}))
        .unwrap();
    assert_eq!(before["rough"], true);
    let known = room
        .ask(
            &desk,
            "import_postcodes",
            json!({"text": data("geo/nspl_SY.csv")}),
        )
        .unwrap();
    // Of the 17,580 in the file 64 have no position.
    assert_eq!(known["known"], 17_516);
    for written in ["SY1 1AA", "sy11aa", " Sy1  1aA "] {
        let found = room.ask(&desk, "locate", json!({"text": written})).unwrap();
        assert_eq!(
            (&found["label"], &found["rough"]),
            (&json!("SY1 1AA"), &json!(false))
        );
    }
    let ten = room
        .ask(&desk, "locate", json!({"text": "SY101AA"}))
        .unwrap();
    assert_eq!(
        ten,
        room.ask(&desk, "locate", json!({"text": "SY10 1AA"}))
            .unwrap()
    );
    assert_eq!(ten["label"], "SY10 1AA");

    room.ask(
        &desk,
        "run_import",
        json!({"path": data("libraries/libraries.csv"), "mapping": null, "source": "Libraries"}),
    )
    .unwrap();
    let libraries = near(&room, &desk, "library", "SY1 1AA", Some(15.0));
    assert_eq!(libraries["near"]["rough"], false);
    let miles: Vec<f64> = libraries["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["miles"].as_f64().unwrap())
        .collect();
    assert!(
        miles.len() > 3 && miles.iter().all(|miles| *miles <= 15.0),
        "{miles:?}"
    );
    let closest = near(&room, &desk, "", "SY1 1AA", None);
    assert!(closest["rows"][0]["miles"].as_f64().unwrap() < 1.0);

    let nowhere = near(&room, &desk, "library", "Nowhere at all", Some(2.0));
    assert_eq!(
        (&nowhere["near_unknown"], &nowhere["near"]),
        (&json!(true), &Value::Null)
    );
    assert!(
        nowhere["total"].as_u64().unwrap() > 3,
        "the words still find"
    );
}

#[test]
fn a_service_is_added_by_hand_placed_checked_and_given_to_an_organisation() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let blank = room
        .ask(
            &desk,
            "new_service",
            json!({"name": "  ", "organisation": "", "postcode": ""}),
        )
        .unwrap_err();
    assert_eq!(
        (blank.code, blank.field.as_deref()),
        (ErrorCode::BadValue, Some("name"))
    );
    let choir = room
        .ask(&desk, "new_service", json!({"name": "Tuesday Choir", "organisation": "Larkbridge Arts", "postcode": "lq11aa"}))
        .unwrap()["id"]
        .clone();
    let whole = room
        .ask(&desk, "open_service", json!({"id": choir, "near": "LQ1"}))
        .unwrap();
    assert_eq!(whole["organisation"]["name"], "Larkbridge Arts");
    let place = &whole["places"][0]["place"];
    assert_eq!(
        (&place["postcode"], &place["position_from_postcode"]),
        (&json!("LQ1 1AA"), &json!(true))
    );
    assert_eq!(whole["days_since_check"], Value::Null);

    // The postcode is corrected: the place moves with it. One that means nothing leaves it nowhere.
    let correct = |to: &str| {
        room.ask(
            &desk,
            "edit_field",
            json!({"kind": "place", "id": place["id"], "field": "postcode", "value": to}),
        )
        .unwrap();
        room.ask(&desk, "open_service", json!({"id": choir, "near": "LQ1"}))
            .unwrap()["places"][0]
            .clone()
    };
    let miles = correct("SY1 1AA")["miles"].as_f64().unwrap();
    assert!(miles > 10.0);
    assert_eq!(correct("upstairs")["place"]["latitude"], Value::Null);

    let second = room
        .ask(
            &desk,
            "new_service",
            json!({"name": "Friday Choir", "organisation": "larkbridge arts", "postcode": ""}),
        )
        .unwrap();
    let second = room
        .ask(&desk, "open_service", json!({"id": second["id"]}))
        .unwrap();
    assert_eq!(
        second["organisation"]["id"], whole["organisation"]["id"],
        "one organisation, however it is written"
    );
    assert_eq!(second["places"], json!([]));

    room.ask(
        &desk,
        "set_organisation",
        json!({"service": choir, "name": "Voices"}),
    )
    .unwrap();
    room.ask(&desk, "check_service", json!({"id": choir}))
        .unwrap();
    let whole = room
        .ask(&desk, "open_service", json!({"id": choir}))
        .unwrap();
    assert_eq!(
        (&whole["organisation"]["name"], &whole["days_since_check"]),
        (&json!("Voices"), &json!(0))
    );
    assert_eq!(whole["service"]["checked_by"], "Amira Haddad");
    room.ask(
        &desk,
        "set_organisation",
        json!({"service": choir, "name": ""}),
    )
    .unwrap();
    assert_eq!(
        room.ask(&desk, "open_service", json!({"id": choir}))
            .unwrap()["organisation"],
        Value::Null
    );
    let undo = room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(undo["done"]["field"], "organisation");
}

#[test]
fn what_became_of_connections_is_counted() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let choir = room
        .ask(
            &desk,
            "new_service",
            json!({"name": "Choir", "organisation": "", "postcode": ""}),
        )
        .unwrap()["id"]
        .clone();
    for (name, reached, why) in [
        ("Joan", "going", Value::Null),
        ("Mr Okafor", "did_not_happen", json!("travel")),
        ("Ron", "did_not_happen", json!("travel")),
        ("Sunita", "did_not_happen", json!("cost")),
        ("Bill", "asked", Value::Null),
    ] {
        let person = room
            .ask(&desk, "new_person", json!({"name": name, "standing": null}))
            .unwrap()["id"]
            .clone();
        let connection = room
            .ask(
                &desk,
                "connect",
                json!({"person": person, "service": choir, "service_name": "Choir", "need": null, "goal": null, "link": "referred", "reached": "asked"}),
            )
            .unwrap()["id"]
            .clone();
        room.ask(&desk, "follow_up", json!({"connection": connection, "reached": reached, "why_not": why, "words": "", "on": null})).unwrap();
    }
    let whole = room
        .ask(&desk, "open_service", json!({"id": choir}))
        .unwrap();
    assert_eq!(
        whole["outcomes"],
        json!({"people": 5, "started": 1, "did_not_happen": 3, "why_not": [["travel", 2], ["cost", 1]]})
    );
    let open: Vec<&str> = whole["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["called"].as_str().unwrap())
        .collect();
    assert_eq!(open.len(), 2, "Joan and Bill: {open:?}");
}

#[test]
fn lists_are_there_without_a_network() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let reference = room.ask(&desk, "reference", json!({})).unwrap();
    assert_eq!(reference["needs"].as_array().unwrap().len(), 30);
    assert!(reference["lists"]["ethnicity"].as_array().unwrap().len() > 15);
    for typed in [
        "densham",
        "Stockton densham surgery",
        "A81001",
        "ts181hu",
        "TS18 1HU",
    ] {
        let found = room
            .ask(&desk, "find_practices", json!({"text": typed}))
            .unwrap();
        assert!(
            found
                .as_array()
                .unwrap()
                .iter()
                .any(|practice| practice["code"] == "A81001"),
            "{typed}"
        );
    }
    let many = room
        .ask(&desk, "find_practices", json!({"text": "surgery"}))
        .unwrap();
    assert_eq!(many.as_array().unwrap().len(), 20);
    assert_eq!(
        room.ask(&desk, "find_practices", json!({"text": "  "}))
            .unwrap(),
        json!([])
    );

    let hints = room
        .ask(
            &desk,
            "suggest_tags",
            json!({"text": "Befriending for lonely older people, and a knitting group"}),
        )
        .unwrap();
    assert!(
        hints["tags"]
            .as_array()
            .unwrap()
            .iter()
            .all(|tag| !tag["words"].as_str().unwrap().is_empty())
    );
    assert!(
        hints["needs"]
            .as_array()
            .unwrap()
            .contains(&json!("company")),
        "{hints}"
    );

    room.ask(
        &desk,
        "new_person",
        json!({"name": "Joan Carter", "standing": null}),
    )
    .unwrap();
    room.ask(
        &desk,
        "new_service",
        json!({"name": "Joan's knitting", "organisation": "", "postcode": ""}),
    )
    .unwrap();
    let anything = room
        .ask(&desk, "find_anything", json!({"text": "joan"}))
        .unwrap();
    assert_eq!(anything["people"][0]["full_name"], "Joan Carter");
    assert_eq!(anything["services"][0]["name"], "Joan's knitting");
    assert_eq!(
        room.ask(&desk, "find_anything", json!({"text": " - "}))
            .unwrap()["people"],
        json!([])
    );
}

#[test]
fn the_whole_directory_goes_out_and_comes_in_at_another_teams_laptop() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    room.ask(
        &desk,
        "run_import",
        json!({"path": data("libraries/libraries.csv"), "mapping": null, "source": "Libraries"}),
    )
    .unwrap();
    let there = room.folder().join("handed-on.json");
    room.will_choose(Some(there.clone()));
    let saved = room.ask(&desk, "export_directory", json!({})).unwrap();
    assert_eq!(saved["path"], there.display().to_string());
    let here = near(&room, &desk, "", "", None)["total"].as_u64().unwrap();
    let other = Room::new();
    let (their_desk, _) = other.with_vault();
    let came = other
        .ask(
            &their_desk,
            "run_import",
            json!({"path": there, "mapping": null, "source": "Our neighbours"}),
        )
        .unwrap();
    assert_eq!(came["added"].as_u64().unwrap(), here);
    let ours = near(&room, &desk, "Oswestry library", "SY11", None);
    let theirs = near(&other, &their_desk, "Oswestry library", "SY11", None);
    for field in ["name", "organisation", "town", "postcode", "miles"] {
        assert_eq!(theirs["rows"][0][field], ours["rows"][0][field], "{field}");
    }
}

#[test]
fn a_time_among_the_words_is_looked_for_as_a_time_and_a_bank_holiday_is_asked_about() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let lunch = room
        .ask(
            &desk,
            "new_service",
            json!({"name": "Castle Lunch", "organisation": "", "postcode": "EH1 1AA"}),
        )
        .unwrap()["id"]
        .clone();
    let opening =
        json!([{"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "08:30", "closes_at": "10:00"}]);
    room.ask(
        &desk,
        "edit_field",
        json!({"kind": "service", "id": lunch, "field": "opening", "value": opening}),
    )
    .unwrap();
    let friday = json!({"name": "Friday Lunch", "organisation": "", "postcode": ""});
    room.ask(&desk, "new_service", friday).unwrap();
    let names = |found: &Value| -> Vec<String> {
        let rows = found["rows"].as_array().unwrap();
        let name = |row: &Value| row["name"].as_str().unwrap().to_owned();
        rows.iter().map(name).collect()
    };

    // It is nine on a Tuesday morning in November.
    let morning = near(&room, &desk, "lunch on tuesday mornings", "", None);
    assert_eq!(names(&morning), ["Castle Lunch"]);
    assert_eq!(
        morning["when_said"],
        json!({"day": "TU", "part": "morning", "rest": "lunch"})
    );
    assert_eq!(
        morning["unsaid"], 1,
        "Friday Lunch says nothing of its hours"
    );
    let now = near(&room, &desk, "lunch open now", "", None);
    assert_eq!(names(&now), ["Castle Lunch"]);
    assert_eq!(now["when_said"]["day"], Value::Null);
    room.clock.minutes(61);
    assert!(names(&near(&room, &desk, "open now", "", None)).is_empty());
    let name = near(&room, &desk, "Friday Lunch", "", None);
    assert_eq!(name["when_said"], Value::Null);
    assert_eq!(names(&name), ["Friday Lunch"]);

    let whole = room
        .ask(&desk, "open_service", json!({"id": lunch, "near": ""}))
        .unwrap();
    let dates: Vec<(&Value, &Value)> = whole["next_dates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|next| (&next["on"], &next["holiday"]))
        .collect();
    assert_eq!(
        dates,
        [
            (&json!("2026-11-24"), &Value::Null),
            (&json!("2026-11-30"), &json!("st_andrew")),
            (&json!("2026-12-01"), &Value::Null),
        ]
    );

    // By hand: a part of a day, and a quiet Monday on which Scotland is at home.
    let mut asked = json!({"text": "", "near": "", "miles": null, "need": null, "day": "MO", "part": "evening", "free": false,
                           "step_free": false, "language": null, "age": null, "closed_too": false, "offset": 0, "limit": 50});
    let evening = room.ask(&desk, "search_services", asked.clone()).unwrap();
    assert!(names(&evening).is_empty());
    room.clock.days(6);
    room.clock.minutes(-61);
    asked["now"] = json!(true);
    let holiday = room.ask(&desk, "search_services", asked).unwrap();
    assert_eq!(holiday["rows"][0]["holiday"], "st_andrew");
}
