//! Amira at her desk: who is referred, who waits, who is recorded twice.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::{Room, everyone};
use alongside_app::Desk;
use alongside_app::api::error::ErrorCode;
use serde_json::{Value, json};

/// Mr Okafor, as his surgery refers him.
fn okafor() -> Value {
    json!({
        "person": null,
        "about": {
            "given_name": "Emeka", "family_name": "Okafor", "date_of_birth": "1946-03-11", "nhs_number": "9434765919",
            "reach": [{"kind": "phone", "value": "01691 555 0123", "preference": 0, "note": ""}],
            "addresses": [{"lines": ["2 Mill Lane"], "postcode": "SY10 1AA", "kind": ""}],
        },
        "referral": {
            "received_on": "2026-11-20", "source": "practice", "referrer_name": "Dr Rees", "referrer_role": "GP",
            "organisation": "Mill Lane Surgery", "practice_code": "Z99000", "method": "4",
            "reason": "Low since his wife died", "own_view": "I would like to sing again", "urgency": "soon",
            "consent_to_contact": "yes",
        },
        "standing": null,
    })
}

fn ask(room: &Room, desk: &Desk, name: &str, request: Value) -> Value {
    room.ask(desk, name, request).unwrap()
}

fn person(room: &Room, desk: &Desk, id: &Value) -> Value {
    ask(room, desk, "open_person", json!({"id": id}))
}

fn stand(room: &Room, desk: &Desk, id: &Value, standing: &str, words: &str) {
    ask(
        room,
        desk,
        "change_standing",
        json!({"person": id, "standing": standing, "on": null, "because": words, "until": null,
               "ending": if standing == "closed" { json!("finished") } else { Value::Null }, "agreed": null, "door_open": "Ring me any time"}),
    );
}

#[test]
fn somebody_is_referred_waits_is_supported_ends_and_comes_again_and_is_one_person_throughout() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let came = ask(&room, &desk, "new_referral", okafor());
    assert_eq!(came["is_new_episode"], true);
    let id = &came["person"];
    let view = person(&room, &desk, id);
    assert_eq!(view["person"]["standing"], "waiting");
    assert_eq!(view["person"]["referred_on"], "2026-11-20");
    assert_eq!(
        view["person"]["referred_by"],
        "Dr Rees, GP, Mill Lane Surgery"
    );
    assert_eq!(view["person"]["gp_practice_code"], "Z99000");
    assert_eq!(view["person"]["nhs_number_status"], "02");
    assert_eq!(view["referrals"][0]["author"], "Amira Haddad");
    // Referred again while waiting: the same time of support.
    let again = json!({"person": id, "about": {"given_name": "Emmanuel"}, "standing": null,
                       "referral": {"source": "social_care", "reason": "Alone a lot"}});
    let second = ask(&room, &desk, "new_referral", again.clone());
    assert_eq!(
        (&second["episode"], &second["is_new_episode"]),
        (&came["episode"], &json!(false))
    );
    assert_eq!(person(&room, &desk, id)["person"]["given_name"], "Emeka");
    ask(
        &room,
        &desk,
        "decide_referral",
        json!({"referral": came["referral"], "decision": "accepted", "on": null, "standing": "open", "why_declined": null,
               "words": "", "offered_instead": "", "passed_to": ""}),
    );
    stand(&room, &desk, id, "paused", "In hospital");
    stand(&room, &desk, id, "open", "Home again");
    stand(&room, &desk, id, "closed", "I am singing every Thursday");
    let view = person(&room, &desk, id);
    let course: Vec<&str> = view["episode_events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["standing"].as_str().unwrap())
        .collect();
    assert_eq!(course, ["waiting", "open", "paused", "open", "closed"]);
    assert_eq!(
        view["episodes"][0]["ending_words"],
        "I am singing every Thursday"
    );
    assert_eq!(view["episodes"][0]["door_open"], "Ring me any time");
    // After the end: a new time of support, and no second person.
    room.clock.minutes(60 * 24 * 90);
    let third = ask(&room, &desk, "new_referral", again);
    assert_eq!(third["is_new_episode"], true);
    let view = person(&room, &desk, id);
    assert_eq!(view["episodes"].as_array().unwrap().len(), 2);
    assert_eq!(view["person"]["standing"], "waiting");
    assert_eq!(ask(&room, &desk, "find_people", everyone())["total"], 1);
    // One step back is the whole of it back.
    ask(&room, &desk, "undo", json!({}));
    assert_eq!(person(&room, &desk, id)["person"]["standing"], "closed");
    // Found by what the referrer wrote.
    let found =
        json!({"text": "wife died", "standing": null, "sort": "name", "offset": 0, "limit": 5});
    assert_eq!(ask(&room, &desk, "find_people", found)["total"], 1);
    let nobody =
        json!({"person": null, "about": {"given_name": " "}, "referral": {}, "standing": null});
    let refused = room.ask(&desk, "new_referral", nobody).unwrap_err();
    assert_eq!(refused.code, ErrorCode::BadValue);
}

#[test]
fn a_referral_that_is_declined_says_why_and_what_instead_and_somebody_supported_stays_so() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let came = ask(&room, &desk, "new_referral", okafor());
    let decline = |referral: &Value| {
        json!({"referral": referral, "decision": "declined", "on": null, "standing": null, "why_declined": "out_of_area",
               "words": "Lives in Wem", "offered_instead": "The team in Wem", "passed_to": ""})
    };
    ask(&room, &desk, "decide_referral", decline(&came["referral"]));
    let view = person(&room, &desk, &came["person"]);
    assert_eq!(view["person"]["standing"], "closed");
    assert_eq!(view["referrals"][0]["offered_instead"], "The team in Wem");
    stand(&room, &desk, &came["person"], "open", "Moved here");
    let more = json!({"person": came["person"], "about": {}, "referral": {"reason": "x"}, "standing": null});
    let more = ask(&room, &desk, "new_referral", more);
    ask(&room, &desk, "decide_referral", decline(&more["referral"]));
    assert_eq!(
        person(&room, &desk, &came["person"])["person"]["standing"],
        "open"
    );
}

#[test]
fn one_person_recorded_twice_is_joined_written_on_and_taken_apart() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let one = ask(&room, &desk, "new_referral", okafor())["person"].clone();
    let other = json!({"person": null, "standing": "open", "referral": {"source": "themselves"}, "about": {
        "preferred_name": "Joe", "given_name": "Emmeka", "family_name": "Okafor", "pronouns": "he/him",
        "date_of_birth": "1946-11-03",
        "reach": [{"kind": "mobile", "value": "07700 900123", "preference": 0, "note": ""}],
    }});
    let other = ask(&room, &desk, "new_referral", other)["person"].clone();
    ask(
        &room,
        &desk,
        "add_record",
        json!({"kind": "contact", "fields": {"person": other, "note": "Talked of boats", "came": "happened"}}),
    );
    let edit = |id: &Value, field: &str, value: &str| {
        ask(
            &room,
            &desk,
            "edit_field",
            json!({"kind": "about_me", "id": id, "field": field, "value": value}),
        );
    };
    edit(&other, "story", "Born by the sea.");
    // Seen from his page, by number while typing, and not once it was said that they are two.
    let seen = ask(&room, &desk, "maybe_same_as", json!({"id": one}));
    assert_eq!(seen[0]["person"]["id"], other);
    assert_eq!(seen[0]["because"], json!(["sounds_alike", "born_nearly"]));
    let typed = ask(
        &room,
        &desk,
        "possible_duplicates",
        json!({"name": "E Okafor", "phone": "+44 7700 900 123", "except": null}),
    );
    assert_eq!(typed[0]["person"]["id"], other);
    assert_eq!(typed[0]["worker"], "Amira Haddad");

    let pair = json!({"one": other, "other": one});
    let beside = ask(&room, &desk, "compare_people", pair);
    assert_eq!(beside["kept"]["person"]["id"], one);
    assert_eq!(beside["other"]["contacts"], 1);
    let join = json!({"one": other, "other": one, "take": ["date_of_birth"]});
    assert_eq!(ask(&room, &desk, "join_people", join)["person"], one);
    let view = person(&room, &desk, &one);
    assert_eq!(view["person"]["pronouns"], "he/him");
    assert_eq!(view["person"]["date_of_birth"], "1946-11-03");
    assert_eq!(view["person"]["given_name"], "Emeka");
    assert_eq!(view["person"]["reach"].as_array().unwrap().len(), 2);
    assert_eq!(view["about"]["story"], "Born by the sea.");
    assert_eq!(view["contacts"][0]["note"], "Talked of boats");
    assert_eq!(view["episodes"].as_array().unwrap().len(), 2);
    assert_eq!(view["joined"][0]["full_name"], "Joe Okafor");
    // One line in every list; the old name and the old link still lead there.
    assert_eq!(ask(&room, &desk, "find_people", everyone())["total"], 1);
    for text in ["Emmeka", "boats"] {
        let find = json!({"text": text, "standing": null, "sort": "name", "offset": 0, "limit": 5});
        assert_eq!(
            ask(&room, &desk, "find_people", find)["rows"][0]["id"],
            one,
            "{text}"
        );
    }
    assert_eq!(person(&room, &desk, &other)["person"]["id"], one);

    // Written on meanwhile, then taken apart: what was joined goes back, what was written since stays.
    ask(
        &room,
        &desk,
        "edit_field",
        json!({"kind": "person", "id": one, "field": "pronouns", "value": "he"}),
    );
    assert_eq!(
        ask(&room, &desk, "take_apart", json!({"id": other}))["person"],
        other
    );
    let view = person(&room, &desk, &one);
    assert_eq!(view["person"]["date_of_birth"], "1946-03-11");
    assert_eq!(view["person"]["pronouns"], "he");
    assert_eq!(view["person"]["reach"].as_array().unwrap().len(), 1);
    assert_eq!(view["about"]["story"], "");
    assert_eq!(view["contacts_total"], 0);
    let apart = person(&room, &desk, &other);
    assert_eq!(apart["contacts_total"], 1);
    assert_eq!(apart["about"]["story"], "Born by the sea.");
    assert_eq!(ask(&room, &desk, "find_people", everyone())["total"], 2);
    // Undone, they are joined again; said to be two people, they are not shown again.
    ask(&room, &desk, "undo", json!({}));
    assert_eq!(ask(&room, &desk, "find_people", everyone())["total"], 1);
    ask(&room, &desk, "redo", json!({}));
    ask(
        &room,
        &desk,
        "add_record",
        json!({"kind": "not_same_person", "fields": {"person": one, "other": other, "because": "His son"}}),
    );
    for id in [&one, &other] {
        assert_eq!(
            ask(&room, &desk, "maybe_same_as", json!({"id": id})),
            json!([])
        );
    }
}

#[test]
fn whoever_is_recorded_twice_is_erased_twice() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let one = ask(&room, &desk, "new_referral", okafor())["person"].clone();
    let other = ask(
        &room,
        &desk,
        "new_person",
        json!({"name": "Emeka Okafor", "standing": null}),
    )["id"]
        .clone();
    ask(
        &room,
        &desk,
        "join_people",
        json!({"one": one, "other": other, "take": []}),
    );
    ask(
        &room,
        &desk,
        "erase_person",
        json!({"person": other, "why": "He asked for it"}),
    );
    for id in [&one, &other] {
        let gone = room
            .ask(&desk, "open_person", json!({"id": id}))
            .unwrap_err();
        assert_eq!(gone.code, ErrorCode::NotFound);
    }
    let seen = ask(
        &room,
        &desk,
        "possible_duplicates",
        json!({"name": "Emeka Okafor", "except": null}),
    );
    assert_eq!(seen, json!([]));
}

#[test]
fn the_waiting_list_says_why_somebody_may_go_first() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let referred = |name: &str, on: &str, urgency: &str| {
        let request = json!({"person": null, "about": {"given_name": name, "family_name": "Bevan"}, "standing": null,
                             "referral": {"received_on": on, "urgency": urgency}});
        ask(&room, &desk, "new_referral", request)
    };
    let ann = referred("Ann", "2026-09-01", "routine");
    let bob = referred("Bob", "2026-10-01", "urgent");
    let cat = referred("Cat", "2026-11-01", "soon");
    let add = |kind: &str, fields: Value| {
        ask(
            &room,
            &desk,
            "add_record",
            json!({"kind": kind, "fields": fields}),
        )
    };
    add("risk", json!({"person": cat["person"], "risk": "Falls"}));
    add("need", json!({"person": ann["person"], "words": "Company"}));
    let by = |order: &str| {
        let list = ask(&room, &desk, "waiting_list", json!({"order": order}));
        let names: Vec<String> = list["waits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|waits| waits["person"]["called"].as_str().unwrap().to_owned())
            .collect();
        (names.join(" "), list)
    };
    let (names, list) = by("wait");
    assert_eq!(names, "Ann Bob Cat");
    assert_eq!(
        (&list["longest_days"], &list["middle_days"]),
        (&json!(84), &json!(54))
    );
    assert_eq!(list["referrals"], 3);
    assert_eq!(list["waits"][2]["because"], json!(["soon", "risk"]));
    assert_eq!(by("need").0, "Bob Cat Ann");
    assert_eq!(by("soon").0, "Cat Bob Ann");
    // Seen to be vulnerable by the worker, in words; and rung to say what to expect.
    ask(
        &room,
        &desk,
        "edit_fields",
        json!({"kind": "episode", "id": bob["episode"], "fields": {"see_soon": true, "see_soon_because": "Not eating",
               "welcomed_on": "2026-11-24", "welcome_words": "Glad of the call"}}),
    );
    let (names, list) = by("soon");
    assert_eq!(names, "Bob Cat Ann");
    assert_eq!(
        list["waits"][0]["episode"]["see_soon_because"],
        "Not eating"
    );
    // Closed to new referrals, and the letter that says so.
    add(
        "referral_pause",
        json!({"from_on": "2026-11-24", "until": "2027-01-04", "because": "The list is full"}),
    );
    assert_eq!(by("wait").1["pause"]["until"], "2027-01-04");
    let path = room.folder().join("letter.pdf");
    room.will_choose(Some(path.clone()));
    let saved = ask(
        &room,
        &desk,
        "save_letter",
        json!({"title": "How long people wait", "words": "Three people wait.\n\nThe longest has waited 84 days.", "table": null}),
    );
    assert_eq!(saved["path"], json!(path.display().to_string()));
    assert!(std::fs::read(path).unwrap().starts_with(b"%PDF"));
    let torn = json!({"headings": ["Need", "People"], "rows": [["company"]], "below": ""});
    let refused = room.ask(
        &desk,
        "save_letter",
        json!({"title": "Gaps", "words": "What is missing", "table": torn}),
    );
    assert_eq!(refused.unwrap_err().code, ErrorCode::BadRequest);
    room.clock.minutes(60 * 24 * 60);
    assert_eq!(by("wait").1["pause"], Value::Null);
}

#[test]
fn a_practices_file_is_read_into_the_form_and_kept_once_and_a_broken_one_changes_nothing() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let page = room.folder().join("Referral.html");
    room.will_choose(Some(page.clone()));
    ask(
        &room,
        &desk,
        "save_referral_form",
        json!({"team": "Larkbridge", "words": "Ring us", "email": ""}),
    );
    assert!(
        std::fs::read_to_string(page)
            .unwrap()
            .contains("Referral to Larkbridge")
    );

    let file = room.folder().join("referral-2026-11-20-0f1e2d.json");
    let form = json!({"alongside_referral": 1, "id": "0f1e2d", "fields": {"given_name": "Emeka", "family_name": "Okafor",
        "referrer_name": "Dr Rees", "source": "practice", "reason": "Low", "nhs_number": "1234567890"}});
    std::fs::write(&file, form.to_string()).unwrap();
    room.will_choose(Some(file.clone()));
    let read = ask(&room, &desk, "read_referral_file", json!({}));
    assert_eq!(read["person"]["family_name"], "Okafor");
    assert_eq!(read["left_out"], json!(["nhs_number"]));
    assert_eq!(read["already"], Value::Null);
    assert_eq!(ask(&room, &desk, "find_people", everyone())["total"], 0);
    let keep = json!({"person": null, "about": {"given_name": "Emeka", "family_name": "Okafor"}, "standing": null,
        "referral": {"source_id": read["referral"]["source_id"], "source_file": read["referral"]["source_file"], "reason": "Low"}});
    let kept = ask(&room, &desk, "new_referral", keep);
    // The same file again is seen to be.
    room.will_choose(Some(file.clone()));
    assert_eq!(
        ask(&room, &desk, "read_referral_file", json!({}))["already"],
        kept["person"]
    );
    std::fs::write(&file, "{\"alongside_referral\": 1, \"fields\": {").unwrap();
    room.will_choose(Some(file));
    let broken = room
        .ask(&desk, "read_referral_file", json!({}))
        .unwrap_err();
    assert_eq!(broken.code, ErrorCode::UnknownFormat);
    room.will_choose(None);
    assert_eq!(
        ask(&room, &desk, "read_referral_file", json!({})),
        Value::Null
    );
    assert_eq!(ask(&room, &desk, "find_people", everyone())["total"], 1);
}

#[test]
fn a_practices_list_is_looked_through_taken_in_at_once_and_given_back_at_once() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let okafor = ask(
        &room,
        &desk,
        "new_person",
        json!({"name": "Emeka Okafor", "standing": "waiting"}),
    )["id"]
        .clone();
    let path = room.folder().join("list.csv");
    let list = "Patient,DOB,NHS No,Postcode,Referred by,Reason,Priority\n\
        \"Okafor, Emeka\",11/03/1946,943 476 5919,SY10 1AA,Dr Rees,Low since his wife died,Soon\n\
        Doris Webb,31/02/1950,,SY11 2BB,Dr Rees,Debt,whenever\n\
        ,,,,Dr Rees,Housing,\n\
        Mrs Doris Webb,,,SY11 2BB,Dr Rees,Damp,Routine\n";
    std::fs::write(&path, list).unwrap();
    let look = |says: Value| {
        ask(
            &room,
            &desk,
            "read_referral_table_file",
            json!({"path": path, "says": says}),
        )
    };
    let table = look(Value::Null);
    assert_eq!(table["left_alone"], json!([{"row": 4, "why": "no_name"}]));
    let rows = table["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["maybe"][0]["person"]["id"], okafor);
    assert_eq!(rows[1]["left_out"], json!(["date_of_birth", "urgency"]));
    assert_eq!(rows[1]["maybe"], json!([]));
    // The reason is asked for after all.
    let mut says: Vec<Value> = table["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["says"].clone())
        .collect();
    says[5] = json!("asked");
    assert_eq!(look(json!(says))["rows"][1]["reason"], "");
    says[5] = json!("reason");
    let take = json!({"path": path, "digest": table["digest"], "says": says,
                      "rows": [{"row": 2, "person": okafor}, {"row": 3, "person": null}]});
    let taken = ask(&room, &desk, "take_in_referrals", take.clone());
    assert_eq!(
        (&taken["referrals"], &taken["people"]),
        (&json!(2), &json!(1))
    );
    let view = person(&room, &desk, &okafor);
    assert_eq!(view["person"]["nhs_number"], "9434765919");
    assert_eq!(view["referrals"][0]["urgency"], "soon");
    assert_eq!(ask(&room, &desk, "find_people", everyone())["total"], 2);
    // Once more changes nothing, and says so.
    assert_eq!(look(Value::Null)["rows"][0]["already"], okafor);
    assert_eq!(
        ask(&room, &desk, "take_in_referrals", take.clone())["referrals"],
        0
    );
    // All of it back in one.
    ask(&room, &desk, "undo", json!({}));
    assert_eq!(ask(&room, &desk, "find_people", everyone())["total"], 1);
    assert_eq!(person(&room, &desk, &okafor)["referrals"], json!([]));
    // Another file under the same name is looked through anew first.
    std::fs::write(&path, list.replace("Debt", "Grief")).unwrap();
    let refused = room.ask(&desk, "take_in_referrals", take).unwrap_err();
    assert_eq!(refused.code, ErrorCode::BadMapping);
}

#[test]
fn to_begin_at_once_is_to_accept_and_to_wait_is_not() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let came = |standing: &str, name: &str| {
        let request = json!({"person": null, "standing": standing, "about": {"given_name": name},
                             "referral": {"source": "themselves", "received_on": "2026-02-20"}});
        let came = ask(&room, &desk, "new_referral", request);
        let view = person(&room, &desk, &came["person"]);
        view["referrals"][0]["decision"].clone()
    };
    assert_eq!(came("open", "Rita"), "accepted");
    assert_eq!(came("waiting", "Tomasz"), Value::Null);
}
