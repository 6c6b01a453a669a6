//! How things are with Mrs Nowak: asked twice, drawn, and never more certain than she was.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};

fn nowak(room: &Room, desk: &Desk) -> Value {
    let request = json!({"name": "Halina Nowak", "standing": null});
    room.ask(desk, "new_person", request).unwrap()["id"].clone()
}

fn ons4(person: &Value, on: &str, points: [Option<i32>; 4], words: &str) -> Value {
    let names = ["satisfied", "worthwhile", "happy", "anxious"];
    let answers: Vec<Value> = names
        .iter()
        .zip(points)
        .filter_map(|(name, point)| Some(json!({"question": name, "score": point?, "words": ""})))
        .collect();
    json!({
        "person": person, "measure": "ons4", "version": 1, "on": on, "filled": "together",
        "answers": answers, "score": null, "words": words,
    })
}

fn how(room: &Room, desk: &Desk, person: &Value) -> Value {
    room.ask(desk, "how_things_are", json!({"id": person}))
        .unwrap()
}

#[test]
fn asked_twice_it_makes_lines_with_her_words_and_the_official_bands() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let person = nowak(&room, &desk);
    let first = ons4(
        &person,
        "2026-03-02",
        [Some(3), Some(5), None, Some(8)],
        "Since the move",
    );
    room.ask(&desk, "record_measure", first).unwrap();
    let second = ons4(
        &person,
        "2026-09-07",
        [Some(6), Some(7), Some(5), Some(3)],
        "The choir",
    );
    room.ask(&desk, "record_measure", second).unwrap();
    let view = how(&room, &desk, &person);
    assert_eq!(view["called"], "Halina");
    let series = view["series"].as_array().unwrap();
    let names: Vec<&str> = series
        .iter()
        .map(|line| line["short"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Satisfied with life",
            "Things are worthwhile",
            "Happy yesterday",
            "Anxious yesterday"
        ]
    );
    let satisfied = &series[0]["points"];
    assert_eq!(satisfied[0]["on"], "2026-03-02");
    assert_eq!(
        (&satisfied[0]["band"], &satisfied[1]["band"]),
        (&json!("low"), &json!("medium"))
    );
    assert_eq!(satisfied[1]["words"], "The choir");
    assert_eq!(series[3]["less_is_better"], true);
    assert_eq!(series[3]["points"][0]["band"], "high");
    // What was left out is no point of the line, and no nought.
    assert_eq!(series[2]["points"].as_array().unwrap().len(), 1);
    let newest = &view["measurements"][0];
    assert_eq!(newest["measurement"]["on"], "2026-09-07");
    assert_eq!(view["measurements"][1]["scored"]["missing"], 1);
    // The ONS makes no total of the four.
    assert_eq!(newest["scored"]["total"], Value::Null);
}

#[test]
fn what_cannot_be_an_answer_is_refused_and_nothing_is_written() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let person = nowak(&room, &desk);
    let refused = |request: Value| room.ask(&desk, "record_measure", request).unwrap_err();
    let off = refused(ons4(
        &person,
        "2026-03-02",
        [Some(11), None, None, None],
        "",
    ));
    assert_eq!(off.field.as_deref(), Some("satisfied"));
    // Nothing answered is nothing to write down.
    let none = refused(ons4(&person, "2026-03-02", [None; 4], ""));
    assert_eq!(none.field.as_deref(), Some("answers"));
    let mut other = ons4(&person, "2026-03-02", [Some(1), None, None, None], "");
    other["measure"] = json!("phq9");
    refused(other);
    assert_eq!(how(&room, &desk, &person)["measurements"], json!([]));
}

#[test]
fn undo_takes_a_measurement_back_and_the_bin_keeps_it_out_of_the_lines() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let person = nowak(&room, &desk);
    let asked = ons4(
        &person,
        "2026-03-02",
        [Some(4), Some(4), Some(4), Some(4)],
        "",
    );
    room.ask(&desk, "record_measure", asked.clone()).unwrap();
    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(how(&room, &desk, &person)["series"], json!([]));
    let added = room.ask(&desk, "record_measure", asked).unwrap();
    let which = json!({"kind": "measurement", "id": added["id"]});
    room.ask(&desk, "archive_record", which).unwrap();
    assert_eq!(how(&room, &desk, &person)["series"], json!([]));
}

fn yes_no(id: &str, words: &str) -> Value {
    json!({"id": id, "words": words, "asked": "choice",
        "choices": [{"score": 1, "words": "Yes"}, {"score": 0, "words": "No"}]})
}

#[test]
fn a_questionnaire_of_the_teams_own_skips_what_does_not_apply_and_keeps_its_versions() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let person = nowak(&room, &desk);
    let mut last = yes_no("break", "Do you get a break?");
    last["only_if"] = json!({"question": "cares", "is": [1]});
    let mut own = json!({
        "id": null, "code": null, "name": "Caring", "intro": "",
        "questions": [yes_no("cares", "Do you care for somebody?"), last],
        "attribution": "Our team", "licence_held": false, "licence_words": "",
    });
    let id = room.ask(&desk, "save_questionnaire", own.clone()).unwrap()["id"].clone();
    let offered = room.ask(&desk, "measures", json!({})).unwrap();
    let caring = offered.as_array().unwrap().last().unwrap().clone();
    assert_eq!(caring["measure"]["name"], "Caring");
    let code = caring["measure"]["code"].clone();
    let so_far = |answers: Value| {
        let request = json!({"measure": code, "version": 1, "answers": answers});
        room.ask(&desk, "score", request).unwrap()["answered"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(so_far(json!([])), 1);
    assert_eq!(
        so_far(json!([{"question": "cares", "score": 1, "words": ""}])),
        2
    );
    let answered = json!({
        "person": person, "measure": code, "version": 1, "on": "2026-03-02", "filled": "themselves",
        "answers": [{"question": "cares", "score": 0, "words": ""}, {"question": "break", "score": 0, "words": ""}],
        "score": null, "words": "",
    });
    room.ask(&desk, "record_measure", answered).unwrap();
    // The answer to a question that was not asked in the end is not kept.
    let view = how(&room, &desk, &person);
    let kept = &view["measurements"][0]["measurement"]["answers"];
    assert_eq!(kept.as_array().unwrap().len(), 1);
    // It has been answered: a change makes a second version, and what was answered keeps the words it was asked in.
    own["id"] = id.clone();
    own["name"] = json!("Caring, shorter");
    own["questions"] = json!([yes_no("cares", "Do you look after somebody?")]);
    let second = room.ask(&desk, "save_questionnaire", own).unwrap()["id"].clone();
    assert_ne!(second, id);
    let all = room.ask(&desk, "questionnaires", json!({})).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 2);
    let offered = room.ask(&desk, "measures", json!({})).unwrap();
    let newest = offered.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&newest["measure"]["name"], &newest["measure"]["version"]),
        (&json!("Caring, shorter"), &json!(2))
    );
    let view = how(&room, &desk, &person);
    assert_eq!(view["measurements"][0]["name"], "Caring");
}

#[test]
fn a_licensed_measure_is_offered_once_somebody_says_that_the_licence_is_held() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let person = nowak(&room, &desk);
    let missing = || {
        let all = room.ask(&desk, "measures", json!({})).unwrap();
        let all = all.as_array().unwrap().clone();
        all.into_iter()
            .find(|one| one["measure"]["code"] == "swemwbs")
            .unwrap()
    };
    assert_eq!(missing()["licence_missing"], true);
    let mut held = json!({
        "id": null, "code": "swemwbs", "name": "SWEMWBS", "intro": "", "questions": [],
        "attribution": "Its owners", "licence_held": false, "licence_words": "",
    });
    let refused = room
        .ask(&desk, "save_questionnaire", held.clone())
        .unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("licence_held"));
    held["licence_held"] = json!(true);
    held["licence_words"] = json!("Licence 12, said Ben");
    room.ask(&desk, "save_questionnaire", held).unwrap();
    let now = missing();
    assert_eq!(now["licence_missing"], false);
    let request = json!({
        "person": person, "measure": "swemwbs", "version": now["measure"]["version"], "on": "2026-03-02",
        "filled": "later", "answers": [], "score": 22.4, "words": "",
    });
    room.ask(&desk, "record_measure", request).unwrap();
    let line = &how(&room, &desk, &person)["series"][0];
    assert_eq!(
        (&line["question"], &line["points"][0]["score"]),
        (&json!(""), &json!(22.4))
    );
    assert_eq!((&line["least"], &line["most"]), (&json!(7.0), &json!(35.0)));
}

#[test]
fn what_changed_is_told_by_the_person_first() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let person = nowak(&room, &desk);
    let add = |voice: &str, on: &str, words: &str| {
        let fields = json!({"person": person, "voice": voice, "on": on, "words": words});
        room.ask(
            &desk,
            "add_record",
            json!({"kind": "what_changed", "fields": fields}),
        )
        .unwrap();
    };
    add("worker", "2026-09-09", "She comes early now");
    add("person", "2026-03-02", "I sleep again");
    add("family", "2026-09-08", "Mum rings us");
    add("person", "2026-09-01", "I sing");
    let view = how(&room, &desk, &person);
    let said: Vec<&str> = view["what_changed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["words"].as_str().unwrap())
        .collect();
    assert_eq!(
        said,
        [
            "I sing",
            "I sleep again",
            "Mum rings us",
            "She comes early now"
        ]
    );
    assert_ne!(view["what_changed"][0]["author"], "");
}

#[test]
fn a_story_is_told_to_those_she_agreed_to_and_to_nobody_once_she_takes_it_back() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let person = nowak(&room, &desk);
    let fields = json!({"person": person, "title": "The choir", "words": "Halina sings", "for_team": "yes", "for_funder": "yes"});
    let id = room
        .ask(
            &desk,
            "add_record",
            json!({"kind": "story", "fields": fields}),
        )
        .unwrap()["id"]
        .clone();
    let told = || how(&room, &desk, &person)["stories"][0]["told_to"].clone();
    assert_eq!(told(), json!(["team"]));
    let set = |fields: Value| {
        let request = json!({"kind": "story", "id": id, "fields": fields});
        room.ask(&desk, "edit_fields", request).unwrap();
    };
    set(json!({"anonymised": "She sings"}));
    assert_eq!(told(), json!(["team", "funder"]));
    set(json!({"withdrawn_on": "2026-11-22"}));
    assert_eq!(told(), json!([]));
}
