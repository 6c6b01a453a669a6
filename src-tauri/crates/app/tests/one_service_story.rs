//! The council's list and the charities' name one lunch club: Amira joins the two, both lists come again, and she takes them apart.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};

fn import(room: &Room, desk: &Desk, source: &str, service: Value) {
    let path = room.folder().join(format!("{source}.json"));
    std::fs::write(&path, json!({"contents": [service]}).to_string()).unwrap();
    room.ask(
        desk,
        "run_import",
        json!({"path": path, "mapping": null, "source": source}),
    )
    .unwrap();
}

fn council(phone: &str) -> Value {
    json!({"id": "c-1", "name": "Gobowen Lunch Club", "status": "active", "email": "club@council.example",
           "description": "Lunch together on Thursdays.",
           "organization": {"id": "o-1", "name": "Borderland Trust"},
           "phones": [{"id": "p", "number": phone}],
           "service_at_locations": [{"id": "s", "location": {"id": "l", "location_type": "physical", "name": "Hall",
               "addresses": [{"id": "a", "address_1": "The Hall", "city": "Gobowen", "postal_code": "SY11 3JS"}]}}]})
}

fn charities(phone: &str) -> Value {
    json!({"id": "x-9", "name": "Lunch Club, Gobowen", "status": "active",
           "description": "A hot meal and company.", "fees_description": "Four pounds",
           "organization": {"id": "o-7", "name": "The Borderland Trust"},
           "phones": [{"id": "p", "number": phone}],
           "service_at_locations": [{"id": "s", "location": {"id": "l", "location_type": "physical", "name": "",
               "addresses": [{"id": "a", "address_1": "Village Hall, Gobowen", "city": "", "postal_code": "SY113JS"}]}}]})
}

fn found(room: &Room, desk: &Desk, text: &str) -> Vec<Value> {
    let found = room
        .ask(
            desk,
            "search_services",
            json!({"text": text, "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
                   "language": null, "age": null, "closed_too": true, "offset": 0, "limit": 100}),
        )
        .unwrap();
    found["rows"].as_array().unwrap().clone()
}

fn open(room: &Room, desk: &Desk, id: &Value) -> Value {
    room.ask(desk, "open_service", json!({"id": id})).unwrap()
}

/// The two records, by the list they are from.
fn both(room: &Room, desk: &Desk) -> (Value, Value) {
    let rows = found(room, desk, "");
    let of = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap()["id"].clone();
    (of("Gobowen Lunch Club"), of("Lunch Club, Gobowen"))
}

#[test]
fn two_lists_of_one_club_are_joined_refreshed_and_taken_apart() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    import(&room, &desk, "council", council("01691 650001"));
    import(&room, &desk, "charities", charities("01691 650002"));
    let (ours, theirs) = both(&room, &desk);
    let maybe = room
        .ask(&desk, "maybe_same_service", json!({"id": ours}))
        .unwrap();
    assert_eq!(maybe[0]["service"]["id"], theirs);
    assert_eq!(maybe[0]["source"], "charities");
    assert_eq!(
        maybe[0]["because"],
        json!([{"is": "same_name"}, {"is": "organisation"}, {"is": "postcode", "postcode": "SY11 3JS"}])
    );
    let pair = json!({"one": ours, "other": theirs});
    let side_by_side = room.ask(&desk, "compare_two_services", pair).unwrap();
    let differing: Vec<&str> = side_by_side["differing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["part"].as_str().unwrap())
        .collect();
    for part in ["name", "organisation", "description", "phone", "places"] {
        assert!(differing.contains(&part), "{part} of {differing:?}");
    }
    assert!(!differing.contains(&"email"), "only the council says one");

    // A tip stands at the one, a connection at the other, before anybody knows that they are one.
    room.ask(
        &desk,
        "add_record",
        json!({"kind": "tip", "fields": {"service": theirs, "words": "Ask for Jean"}}),
    )
    .unwrap();
    let okafor = room
        .ask(&desk, "new_person", json!({"name": "Emeka Okafor"}))
        .unwrap()["id"]
        .clone();
    room.ask(&desk, "connect", json!({"person": okafor, "service": ours, "service_name": "Lunch", "need": null, "goal": null,
        "link": null, "reached": "going"}))
        .unwrap();
    let joined = room
        .ask(
            &desk,
            "join_services",
            json!({"one": ours, "other": theirs, "leads": ours,
            "chosen": [{"field": "phone", "service": theirs}]}),
        )
        .unwrap();
    let kept = joined["service"].clone();
    let rows = found(&room, &desk, "");
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0]["id"], &rows[0]["people"]), (&kept, &json!(1)));
    for id in [&ours, &theirs] {
        let view = open(&room, &desk, id);
        assert_eq!(view["service"]["name"], "Gobowen Lunch Club");
        assert_eq!(view["service"]["phone"], "01691 650002");
        assert_eq!(view["service"]["fees"], "Four pounds");
        assert_eq!(view["tips"].as_array().unwrap().len(), 1);
        assert_eq!(view["people"].as_array().unwrap().len(), 1);
        assert_eq!(view["sources"]["sides"].as_array().unwrap().len(), 2);
        assert_eq!(view["sources"]["from"]["phone"], theirs);
        assert_eq!(view["sources"]["leads"], ours);
    }
    // Both lists come again: each goes into its own side, and what was chosen is followed.
    import(&room, &desk, "council", council("01691 651111"));
    import(&room, &desk, "charities", charities("01691 652222"));
    let view = open(&room, &desk, &kept);
    assert_eq!(view["service"]["phone"], "01691 652222");
    room.ask(
        &desk,
        "choose_source",
        json!({"service": kept, "part": "phone", "from": null}),
    )
    .unwrap();
    assert_eq!(
        open(&room, &desk, &kept)["service"]["phone"],
        "01691 651111"
    );
    room.ask(
        &desk,
        "choose_source",
        json!({"service": kept, "part": "", "from": theirs}),
    )
    .unwrap();
    assert_eq!(
        open(&room, &desk, &kept)["service"]["name"],
        "Lunch Club, Gobowen"
    );
    // Somebody looked: it holds for both.
    room.ask(
        &desk,
        "note_check",
        json!({"service": kept, "found": "right", "words": ""}),
    )
    .unwrap();

    room.ask(&desk, "take_service_apart", json!({"id": theirs}))
        .unwrap();
    assert_eq!(found(&room, &desk, "").len(), 2);
    let (ours_now, theirs_now) = (open(&room, &desk, &ours), open(&room, &desk, &theirs));
    assert_eq!(ours_now["service"]["phone"], "01691 651111");
    assert_eq!(theirs_now["service"]["phone"], "01691 652222");
    assert_eq!(ours_now["people"].as_array().unwrap().len(), 1);
    assert_eq!(theirs_now["tips"].as_array().unwrap().len(), 1);
    assert_eq!(
        ours_now["service"]["checked_by"],
        theirs_now["service"]["checked_by"]
    );
    assert_eq!(ours_now["sources"]["sides"], json!([]));
    // Who took them apart is not asked again; who undoes it has them together.
    let asked = room
        .ask(&desk, "maybe_same_service", json!({"id": ours}))
        .unwrap();
    assert_eq!(asked, json!([]));
    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(found(&room, &desk, "").len(), 1);
    // Joined anew after it was said that they are two: that is taken back.
    room.ask(&desk, "take_service_apart", json!({"id": kept}))
        .unwrap();
    room.ask(
        &desk,
        "join_services",
        json!({"one": theirs, "other": ours, "leads": theirs, "chosen": []}),
    )
    .unwrap();
    assert_eq!(
        open(&room, &desk, &ours)["service"]["phone"],
        "01691 652222"
    );
    room.ask(
        &desk,
        "take_service_apart",
        json!({"id": "01900000-0000-7000-8000-000000000001"}),
    )
    .unwrap_err();
}

#[test]
fn a_third_list_joins_the_two_and_any_one_is_taken_out() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    import(&room, &desk, "council", council("01691 650001"));
    import(&room, &desk, "charities", charities("01691 650002"));
    let (ours, theirs) = both(&room, &desk);
    let joined = room
        .ask(
            &desk,
            "join_services",
            json!({"one": ours, "other": theirs, "leads": theirs, "chosen": []}),
        )
        .unwrap();
    let mut third = council("01691 650003");
    third["id"] = json!("county-3");
    import(&room, &desk, "county", third);
    let two = joined["service"].clone();
    let county = found(&room, &desk, "")
        .into_iter()
        .map(|row| row["id"].clone())
        .find(|id| *id != two)
        .unwrap();
    let joined = room
        .ask(
            &desk,
            "join_services",
            json!({"one": two, "other": county, "leads": two,
            "chosen": [{"field": "phone", "service": county}]}),
        )
        .unwrap();
    let view = open(&room, &desk, &joined["service"]);
    assert_eq!(view["sources"]["sides"].as_array().unwrap().len(), 3);
    assert_eq!(
        view["service"]["name"], "Lunch Club, Gobowen",
        "who led the two leads the three"
    );
    assert_eq!(view["service"]["phone"], "01691 650003");
    room.ask(
        &desk,
        "take_service_apart",
        json!({"id": joined["service"]}),
    )
    .unwrap();
    let rest: Vec<Value> = found(&room, &desk, "")
        .into_iter()
        .map(|row| row["id"].clone())
        .collect();
    assert_eq!(rest.len(), 2);
    let sides: Vec<usize> = rest
        .iter()
        .map(|id| {
            open(&room, &desk, id)["sources"]["sides"]
                .as_array()
                .unwrap()
                .len()
        })
        .collect();
    assert!(sides.contains(&2) && sides.contains(&0), "{sides:?}");
}

#[test]
fn joined_it_is_suggested_once_and_printed_once() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    import(&room, &desk, "council", council("01691 650001"));
    import(&room, &desk, "charities", charities("01691 650002"));
    let (ours, theirs) = both(&room, &desk);
    let okafor = room
        .ask(&desk, "new_person", json!({"name": "Emeka Okafor"}))
        .unwrap()["id"]
        .clone();
    let add = |kind: &str, fields: Value| {
        let added = room
            .ask(&desk, "add_record", json!({"kind": kind, "fields": fields}))
            .unwrap();
        added["id"].clone()
    };
    add("strength", json!({"person": okafor, "words": "company"}));
    add("strength", json!({"person": okafor, "words": "lunch"}));
    add("need", json!({"person": okafor, "code": "company"}));
    let suggested = || -> Vec<Value> {
        let answer = room.ask(
            &desk,
            "suggest_services",
            json!({"person": okafor, "days": []}),
        );
        let answer = answer.unwrap();
        let rows = answer["rows"].as_array().unwrap();
        rows.iter().map(|row| row["line"]["id"].clone()).collect()
    };
    assert_eq!(suggested().len(), 2);
    room.ask(
        &desk,
        "join_services",
        json!({"one": ours, "other": theirs, "leads": theirs, "chosen": []}),
    )
    .unwrap();
    let kept = found(&room, &desk, "")[0]["id"].clone();
    assert_eq!(suggested(), [kept]);
    // What the charities' list says and where the council's puts it, in one line of what was typed.
    assert_eq!(found(&room, &desk, "thursdays hot meal").len(), 1);
    let printed = |services: Value| {
        let path = room.folder().join("leaflet.pdf");
        room.will_choose(Some(path.clone()));
        room.ask(
            &desk,
            "save_leaflet",
            json!({"services": services, "from": "", "layout": "standard"}),
        )
        .unwrap();
        std::fs::read(&path).unwrap().len()
    };
    let entry = |id: &Value| json!({"id": id, "bus": "", "bring": ""});
    assert_eq!(
        printed(json!([entry(&ours), entry(&theirs)])),
        printed(json!([entry(&theirs)]))
    );
}
