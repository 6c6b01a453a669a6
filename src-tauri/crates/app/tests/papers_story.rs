//! What people take home says what was agreed with them, and nothing that was written about them behind their back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use alongside_app::api::error::ErrorCode;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Words that must never be on a paper.
const NEVER: [&str; 7] = [
    "Heronry",
    "Kestrel",
    "Bittern",
    "Dunnock",
    "Wheatear",
    "Siskin",
    "Fieldfare",
];

fn add(room: &Room, desk: &Desk, kind: &str, fields: Value) -> Value {
    room.ask(desk, "add_record", json!({"kind": kind, "fields": fields}))
        .unwrap()["id"]
        .clone()
}

fn edit(room: &Room, desk: &Desk, kind: &str, id: &Value, field: &str, value: Value) {
    room.ask(
        desk,
        "edit_field",
        json!({"kind": kind, "id": id, "field": field, "value": value}),
    )
    .unwrap();
}

/// The words on a paper, if this machine has the tool that reads them.
fn words(path: &Path) -> Option<String> {
    let output = Command::new("pdftotext")
        .args(["-layout".as_ref(), path.as_os_str(), "-".as_ref()])
        .output()
        .ok()?;
    Some(
        String::from_utf8_lossy(&output.stdout)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// Mr Okafor, with a plan and with everything that is not for his eyes.
fn okafor(room: &Room, desk: &Desk) -> Value {
    let id = room
        .ask(
            desk,
            "new_person",
            json!({"name": "Joseph Okafor", "standing": null}),
        )
        .unwrap()["id"]
        .clone();
    edit(room, desk, "person", &id, "alert", json!("Heronry"));
    edit(room, desk, "person", &id, "preferred_name", json!("Joseph"));
    edit(
        room,
        desk,
        "about_me",
        &id,
        "important_to_me",
        json!("Grace's roses"),
    );
    edit(
        room,
        desk,
        "circumstances",
        &id,
        "getting_in",
        json!("Kestrel"),
    );
    add(
        room,
        desk,
        "risk",
        json!({"person": id, "risk": "Bittern", "comment": "Dunnock"}),
    );
    add(
        room,
        desk,
        "safeguarding",
        json!({"person": id, "concern": "Wheatear", "shared_with": "Siskin"}),
    );
    add(
        room,
        desk,
        "contact",
        json!({"person": id, "came": "happened", "note": "We talked", "worker_note": "Fieldfare"}),
    );
    let goal = add(
        room,
        desk,
        "goal",
        json!({"person": id, "words": "Somewhere to go on a Tuesday", "importance": 9}),
    );
    add(
        room,
        desk,
        "step",
        json!({"person": id, "goal": goal, "words": "Go once with Amira", "status": "done"}),
    );
    add(
        room,
        desk,
        "action",
        json!({"person": id, "goal": goal, "what": "Ring the shed", "who": "worker", "due_on": "2026-11-27"}),
    );
    add(
        room,
        desk,
        "action",
        json!({"person": id, "goal": goal, "what": "Give up the roses", "status": "set_aside"}),
    );
    add(
        room,
        desk,
        "progress",
        json!({"person": id, "goal": goal, "on": "2026-11-20", "score": 4, "words": "I went!"}),
    );
    add(room, desk, "need", json!({"person": id, "code": "company"}));
    add(
        room,
        desk,
        "agreement",
        json!({"person": id, "agreed": "partly", "because": "The lunch club was too loud", "on": "2026-11-20", "review_on": "2027-01-15"}),
    );
    let shed = room.ask(desk, "new_service", json!({"name": "Men's Shed", "organisation": "Larkbridge Sheds", "postcode": "LQ1 1AA"})).unwrap()["id"].clone();
    edit(
        room,
        desk,
        "service",
        &shed,
        "opening",
        json!([{"freq": "WEEKLY", "byday": "TU,TH", "opens_at": "10:00", "closes_at": "12:00"}]),
    );
    edit(room, desk, "service", &shed, "phone", json!("01632 960120"));
    for (service, name, reached) in [
        (shed, "Men's Shed", "arranged"),
        (Value::Null, "A choir", "suggested"),
        (Value::Null, "Thursday Lunch Club", "did_not_happen"),
    ] {
        room.ask(desk, "connect", json!({"person": id, "service": service, "service_name": name, "need": null, "goal": goal, "link": "referred", "reached": reached})).unwrap();
    }
    id
}

#[test]
fn a_plan_taken_home_has_no_risk_safeguarding_alert_or_workers_note_in_it() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = okafor(&room, &desk);
    for layout in ["standard", "large_print", "easy"] {
        let path = room.folder().join(format!("{layout} plan"));
        room.will_choose(Some(path.clone()));
        let saved = room
            .ask(
                &desk,
                "save_plan_pdf",
                json!({"person": id, "layout": layout}),
            )
            .unwrap();
        let path = path.with_extension("pdf");
        assert_eq!(saved["path"], json!(path));
        let bytes = std::fs::read(&path).unwrap();
        assert!(bytes.starts_with(b"%PDF-"));
        let Some(words) = words(&path) else { continue };
        for said in [
            "Joseph",
            "roses",
            "Somewhere to go on a Tuesday",
            "Go once with Amira",
            "Ring the shed",
            "by 27 November 2026",
            "Amira Haddad",
            "4 out of 10",
            "I went!",
            "Men",
            "01632 960120",
            "Tuesday and Thursday",
            "LQ1 1AA",
            "A choir",
            "part of this plan",
            "too loud",
            "15 January 2027",
        ] {
            assert!(
                words.contains(said),
                "{layout}: {said} is missing in {words}"
            );
        }
        for never in NEVER.iter().chain(&["Give up", "Lunch Club"]) {
            assert!(!words.contains(never), "{layout}: {never} in {words}");
        }
    }
}

#[test]
fn a_leaflet_says_when_and_where_and_nothing_of_who_goes_there() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    okafor(&room, &desk);
    let shed = room
        .ask(&desk, "find_anything", json!({"text": "shed"}))
        .unwrap()["services"][0]["id"]
        .clone();
    add(
        &room,
        &desk,
        "tip",
        json!({"service": shed, "words": "Dunnock"}),
    );
    let path = room.folder().join("leaflet.pdf");
    room.will_choose(Some(path.clone()));
    room.ask(
        &desk,
        "save_leaflet",
        json!({"services": [{"id": shed, "bus": "The 7 to Mill Lane", "bring": "A mug"}], "from": "LQ2 1AA", "layout": "standard"}),
    )
    .unwrap();
    if let Some(words) = words(&path) {
        for said in [
            "Men",
            "Larkbridge Sheds",
            "Tuesday and Thursday, 10:00 to 12:00",
            "01632 960120",
            "LQ1 1AA",
            "The 7 to Mill Lane",
            "A mug",
            "north of LQ2",
        ] {
            assert!(words.contains(said), "{said} is missing in {words}");
        }
        // Where somebody lives is on no leaflet: of a postcode that was looked near, only the outcode.
        for never in NEVER.iter().chain(&["Joseph", "Okafor", "LQ2 1AA"]) {
            assert!(!words.contains(never), "{never} in {words}");
        }
    }
}

#[test]
fn a_paper_is_not_saved_when_nobody_says_where_or_nothing_can_be_written_there() {
    let room = Room::new();
    let (desk, code) = room.with_vault();
    let id = okafor(&room, &desk);
    let asked = json!({"person": id, "layout": "standard"});
    room.will_choose(None);
    assert_eq!(
        room.ask(&desk, "save_plan_pdf", asked.clone()).unwrap()["path"],
        Value::Null
    );
    room.will_choose(Some(room.folder().join("no such folder").join("plan.pdf")));
    assert_eq!(
        room.ask(&desk, "save_plan_pdf", asked).unwrap_err().code,
        ErrorCode::FileUnwritable
    );

    let sheet = room.folder().join("code.pdf");
    room.will_choose(Some(sheet.clone()));
    room.ask(&desk, "save_recovery_sheet", json!({"code": code}))
        .unwrap();
    if let Some(words) = words(&sheet) {
        assert!(
            code.split('-').all(|group| words.contains(group)),
            "{words}"
        );
    }
}

#[test]
fn letters_that_cannot_be_printed_are_counted_and_told() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = room
        .ask(
            &desk,
            "new_person",
            json!({"name": "Mei", "standing": null}),
        )
        .unwrap()["id"]
        .clone();
    let called = |name: &str| {
        edit(&room, &desk, "person", &id, "preferred_name", json!(name));
    };
    let save = |what: &str| {
        edit(
            &room,
            &desk,
            "about_me",
            &id,
            "important_to_me",
            json!(what),
        );
        room.will_choose(Some(room.folder().join("plan.pdf")));
        room.ask(
            &desk,
            "save_plan_pdf",
            json!({"person": id, "layout": "standard"}),
        )
        .unwrap()
    };
    called("Mei 梅林");
    let saved = save("My friend 박 and 林 in the garden");
    assert_eq!(saved["unprinted"], 3, "梅 and 林 and 박, each once");
    assert_eq!(saved["scripts"], json!(["chinese_or_japanese", "korean"]));
    called("Mei");
    let saved = save("Żółw and مرحبا");
    assert_eq!(
        (&saved["unprinted"], &saved["scripts"]),
        (&json!(0), &json!([]))
    );
}
