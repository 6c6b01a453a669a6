//! Amira and Mr Okafor: from a name to a plan, a connection that did not work out, and one that did.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use alongside_app::api::error::ErrorCode;
use alongside_domain::value::Rule;
use serde_json::{Value, json};

fn new_person(room: &Room, desk: &Desk, name: &str) -> String {
    let added = room
        .ask(desk, "new_person", json!({"name": name, "standing": null}))
        .unwrap();
    added["id"].as_str().unwrap().to_owned()
}

fn edit(room: &Room, desk: &Desk, kind: &str, id: &str, field: &str, value: Value) {
    room.ask(
        desk,
        "edit_field",
        json!({"kind": kind, "id": id, "field": field, "value": value}),
    )
    .unwrap();
}

fn add(room: &Room, desk: &Desk, kind: &str, fields: Value) -> String {
    let added = room
        .ask(desk, "add_record", json!({"kind": kind, "fields": fields}))
        .unwrap();
    added["id"].as_str().unwrap().to_owned()
}

fn person(room: &Room, desk: &Desk, id: &str) -> Value {
    room.ask(desk, "open_person", json!({"id": id})).unwrap()
}

#[test]
fn nothing_is_needed_but_something_to_call_them_by() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = new_person(&room, &desk, "Sunny");
    let view = person(&room, &desk, &id);
    assert_eq!(view["person"]["preferred_name"], "Sunny");
    assert_eq!(view["person"]["worker"], "Amira Haddad");
    assert_eq!(view["unknown"].as_array().unwrap().len(), 15);
    assert_eq!(view["unknown"][0], "given_name");
    let nobody = room
        .ask(&desk, "new_person", json!({"name": "  ", "standing": null}))
        .unwrap_err();
    assert_eq!(nobody.code, ErrorCode::BadValue);
}

#[test]
fn the_standards_items_stop_being_unknown_as_they_are_said() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = new_person(&room, &desk, "Emeka Okafor");
    edit(
        &room,
        &desk,
        "person",
        &id,
        "date_of_birth",
        json!("1948-03-02"),
    );
    edit(
        &room,
        &desk,
        "person",
        &id,
        "nhs_number",
        json!("943 476 5919"),
    );
    edit(
        &room,
        &desk,
        "person",
        &id,
        "gp_opt_out",
        json!("1092961000000104"),
    );
    add(
        &room,
        &desk,
        "risk",
        json!({"person": id, "none_identified": true}),
    );
    edit(
        &room,
        &desk,
        "circumstances",
        &id,
        "mobility",
        json!("Walks with a stick"),
    );
    let view = person(&room, &desk, &id);
    let unknown: Vec<&str> = view["unknown"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item.as_str().unwrap())
        .collect();
    for known in [
        "given_name",
        "family_name",
        "date_of_birth",
        "nhs_number",
        "gp_practice",
        "risk",
        "requirements",
    ] {
        assert!(!unknown.contains(&known), "{known} was said");
    }
    assert!(unknown.contains(&"ethnicity"));
    assert_eq!(view["age"], 78);
    assert_eq!(view["person"]["nhs_number"], "9434765919");
}

#[test]
fn a_value_that_breaks_its_rule_is_refused_with_the_fields_name_and_nothing_changes() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = new_person(&room, &desk, "Emeka Okafor");
    let goal = add(
        &room,
        &desk,
        "goal",
        json!({"person": id, "words": "Sing again"}),
    );
    let too_much = "a".repeat(100_001);
    for (kind, record, field, value, rule) in [
        (
            "person",
            &id,
            "nhs_number",
            json!("943 476 5918"),
            Rule::NotAnNhsNumber,
        ),
        (
            "person",
            &id,
            "date_of_birth",
            json!("1948-02-31"),
            Rule::NotADate,
        ),
        ("person", &id, "standing", json!("gone"), Rule::NotAChoice),
        ("person", &id, "shoe_size", json!(9), Rule::UnknownField),
        ("person", &id, "given_name", json!(7), Rule::WrongKind),
        ("goal", &goal, "importance", json!(11), Rule::NotOneToTen),
        ("goal", &goal, "words", json!(too_much), Rule::TooLong),
    ] {
        let refused = room
            .ask(
                &desk,
                "edit_field",
                json!({"kind": kind, "id": record, "field": field, "value": value}),
            )
            .unwrap_err();
        assert_eq!(refused.code, ErrorCode::BadValue);
        assert_eq!(
            (refused.field.as_deref(), refused.rule),
            (Some(field), Some(rule))
        );
    }
    assert_eq!(person(&room, &desk, &id)["goals"][0]["words"], "Sing again");
    let whole = "ä".repeat(100_000);
    edit(&room, &desk, "goal", &goal, "words", json!(whole));
    assert_eq!(person(&room, &desk, &id)["goals"][0]["words"], json!(whole));
}

#[test]
fn a_plan_grows_from_strengths_to_an_outcome_in_his_words() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = new_person(&room, &desk, "Emeka Okafor");
    let strength = add(
        &room,
        &desk,
        "strength",
        json!({"person": id, "words": "Sang bass in the cathedral choir"}),
    );
    let need = add(
        &room,
        &desk,
        "need",
        json!({"person": id, "code": "loneliness", "words": "The house is so quiet since Ada died"}),
    );
    let goal = add(
        &room,
        &desk,
        "goal",
        json!({"person": id, "words": "Sing with people again", "importance": 9, "needs": [need], "strengths": [strength]}),
    );
    add(
        &room,
        &desk,
        "step",
        json!({"person": id, "goal": goal, "words": "Find a choir that is not too far"}),
    );
    let action = add(
        &room,
        &desk,
        "action",
        json!({"person": id, "goal": goal, "what": "Ring the choir", "who": "person", "due_on": "2026-11-24", "confidence": 6, "in_the_way": "The stairs"}),
    );
    add(
        &room,
        &desk,
        "progress",
        json!({"person": id, "goal": goal, "on": "2026-11-24", "score": 3, "words": "I rang them"}),
    );
    add(
        &room,
        &desk,
        "agreement",
        json!({"person": id, "on": "2026-11-24", "agreed": "partly", "because": "Not the walking group", "review_on": "2027-01-05"}),
    );
    let today = room.ask(&desk, "today", json!({})).unwrap();
    assert_eq!(today["due"][0]["action"]["id"], json!(action));
    edit(&room, &desk, "action", &action, "status", json!("done"));
    let view = person(&room, &desk, &id);
    assert_eq!(view["goals"][0]["strengths"], json!([strength]));
    assert_eq!(view["progress"][0]["score"], 3);
    assert_eq!(view["agreements"][0]["because"], "Not the walking group");
    assert_eq!(
        room.ask(&desk, "today", json!({})).unwrap()["due"],
        json!([])
    );
}

#[test]
fn several_fields_are_one_change_and_one_undo() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = new_person(&room, &desk, "Emeka Okafor");
    room.ask(
        &desk,
        "edit_fields",
        json!({"kind": "person", "id": id, "fields": {"gp_practice_code": "A81001", "gp_practice_name": "The Densham Surgery"}}),
    )
    .unwrap();
    assert_eq!(
        person(&room, &desk, &id)["person"]["gp_practice_name"],
        "The Densham Surgery"
    );
    room.ask(&desk, "undo", json!({})).unwrap();
    let view = person(&room, &desk, &id);
    assert_eq!(
        (
            &view["person"]["gp_practice_code"],
            &view["person"]["gp_practice_name"]
        ),
        (&json!(""), &json!(""))
    );
    let wrong = room
        .ask(
            &desk,
            "edit_fields",
            json!({"kind": "person", "id": id, "fields": {"given_name": "E", "nhs_number": "1"}}),
        )
        .unwrap_err();
    assert_eq!(wrong.field.as_deref(), Some("nhs_number"));
    assert_eq!(
        person(&room, &desk, &id)["person"]["given_name"],
        "Emeka",
        "all or nothing"
    );
}

#[test]
fn the_plan_on_the_screen_they_share_holds_nothing_else() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = new_person(&room, &desk, "Emeka Okafor");
    add(
        &room,
        &desk,
        "goal",
        json!({"person": id, "words": "Sing with people again"}),
    );
    add(
        &room,
        &desk,
        "risk",
        json!({"person": id, "risk": "CANARY-RISK"}),
    );
    add(
        &room,
        &desk,
        "safeguarding",
        json!({"person": id, "concern": "CANARY-CONCERN"}),
    );
    add(
        &room,
        &desk,
        "contact",
        json!({"person": id, "note": "CANARY-NOTE", "worker_note": "CANARY-WORKER"}),
    );
    edit(&room, &desk, "person", &id, "alert", json!("CANARY-ALERT"));
    let plan = room.ask(&desk, "open_plan", json!({"id": id})).unwrap();
    assert_eq!(plan["goals"][0]["words"], "Sing with people again");
    assert!(!plan.to_string().contains("CANARY"));
}

#[test]
fn a_choir_that_was_full_and_another_that_was_not() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = new_person(&room, &desk, "Emeka Okafor");
    let service = room
        .ask(
            &desk,
            "new_service",
            json!({"name": "Larkbridge Choir", "organisation": "Larkbridge Arts", "postcode": ""}),
        )
        .unwrap()["id"]
        .clone();
    let first = room
        .ask(
            &desk,
            "connect",
            json!({"person": id, "service": service, "service_name": "Larkbridge Choir", "need": null, "goal": null, "link": "referred", "reached": "asked"}),
        )
        .unwrap()["id"]
        .clone();
    room.clock.days(3);
    room.ask(
        &desk,
        "follow_up",
        json!({"connection": first, "reached": "did_not_happen", "why_not": "full", "words": "No basses till spring", "on": null}),
    )
    .unwrap();
    let view = person(&room, &desk, &id);
    assert_eq!(view["connections"][0]["why_not"], "full");
    assert_eq!(view["connections"][0]["since"], "2026-11-27");
    let course: Vec<&str> = view["connection_events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["reached"].as_str().unwrap())
        .collect();
    assert_eq!(course, ["asked", "did_not_happen"]);
    let shown = room
        .ask(&desk, "open_service", json!({"id": service, "near": ""}))
        .unwrap();
    assert_eq!(shown["outcomes"]["did_not_happen"], 1);
    assert_eq!(shown["outcomes"]["why_not"], json!([["full", 1]]));
    assert_eq!(
        shown["people"],
        json!([]),
        "nobody has an open connection to it now"
    );
    // One undo takes back the whole follow-up, its entry in the course too.
    let undone = room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(undone["done"]["verb"], "followed_up");
    let view = person(&room, &desk, &id);
    assert_eq!(view["connections"][0]["reached"], "asked");
    assert_eq!(view["connection_events"].as_array().unwrap().len(), 1);
}

#[test]
fn a_contact_is_amended_and_never_overwritten() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = new_person(&room, &desk, "Emeka Okafor");
    let contact = add(
        &room,
        &desk,
        "contact",
        json!({"person": id, "means": "home_visit", "came": "happened", "minutes": 50, "note": "We talked about Ada"}),
    );
    let view = person(&room, &desk, &id);
    assert_eq!(view["contacts"][0]["author"], "Amira Haddad");
    assert_eq!(view["contacts"][0]["on"], "2026-11-24");
    room.clock.minutes(30);
    edit(
        &room,
        &desk,
        "contact",
        &contact,
        "note",
        json!("We talked about Ada and the choir"),
    );
    let history = room
        .ask(&desk, "history", json!({"kind": "contact", "id": contact}))
        .unwrap();
    assert_eq!(history[0]["before"], "We talked about Ada");
    assert_eq!(history[0]["after"], "We talked about Ada and the choir");
    assert_eq!(history[0]["by"], "Amira Haddad");
    assert_eq!(history[0]["did"]["verb"], "changed");
    let found = room
        .ask(
            &desk,
            "find_people",
            json!({"text": "choir", "standing": null, "sort": "name", "offset": 0, "limit": 10}),
        )
        .unwrap();
    assert_eq!(found["rows"][0]["found_in"], "… about Ada and the choir");
}

#[test]
fn what_is_put_in_the_bin_is_gone_from_sight_and_comes_back() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = new_person(&room, &desk, "Emeka Okafor");
    room.ask(&desk, "archive_record", json!({"kind": "person", "id": id}))
        .unwrap();
    assert_eq!(
        room.ask(&desk, "find_people", crate::common::everyone())
            .unwrap()["total"],
        0
    );
    let bin = room.ask(&desk, "bin", json!({})).unwrap();
    assert_eq!(
        (bin[0]["kind"].as_str(), bin[0]["title"].as_str()),
        (Some("person"), Some("Emeka Okafor"))
    );
    room.ask(&desk, "restore_record", json!({"kind": "person", "id": id}))
        .unwrap();
    assert_eq!(
        room.ask(&desk, "find_people", crate::common::everyone())
            .unwrap()["total"],
        1
    );
    assert_eq!(room.ask(&desk, "bin", json!({})).unwrap(), json!([]));
}

#[test]
fn someone_of_the_same_name_is_shown_while_the_name_is_typed() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let id = new_person(&room, &desk, "Emeka Okafor");
    new_person(&room, &desk, "Joan Pryce");
    let same = room
        .ask(
            &desk,
            "possible_duplicates",
            json!({"name": "emeka ok", "except": null}),
        )
        .unwrap();
    assert_eq!(same.as_array().unwrap().len(), 1);
    assert_eq!(same[0]["person"]["id"], json!(id));
    assert_eq!(
        room.ask(
            &desk,
            "possible_duplicates",
            json!({"name": "e", "except": null})
        )
        .unwrap(),
        json!([])
    );
    assert_eq!(
        room.ask(
            &desk,
            "possible_duplicates",
            json!({"name": "emeka", "except": id})
        )
        .unwrap(),
        json!([])
    );
}

#[test]
fn every_command_refuses_nonsense_with_a_code() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    for name in alongside_app::commands::NAMES {
        // Commands that ask nothing take anything that is an object; all others must say what is wrong.
        if let Err(error) = room.ask(&desk, name, json!(["nonsense", 1])) {
            assert!(
                matches!(
                    error.code,
                    ErrorCode::BadRequest | ErrorCode::NothingToUndo | ErrorCode::NotFound
                ),
                "{name}: {error}"
            );
        }
    }
    assert_eq!(
        room.ask(&desk, "no_such_command", json!({}))
            .unwrap_err()
            .code,
        ErrorCode::BadRequest
    );
}
