//! How Amira is looked after: what she takes to supervision, what she learns, how she settles in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};

/// Amira's desk, with a vault of her own.
struct Amira {
    room: Room,
    desk: Desk,
}

impl Amira {
    fn new() -> Self {
        let room = Room::new();
        let (desk, _) = room.with_vault();
        Self { room, desk }
    }

    fn ask(&self, command: &str, request: Value) -> Value {
        self.room.ask(&self.desk, command, request).unwrap()
    }

    fn add(&self, kind: &str, fields: Value) -> Value {
        self.ask("add_record", json!({"kind": kind, "fields": fields}))["id"].clone()
    }

    fn set(&self, kind: &str, id: &Value, fields: Value) {
        self.ask(
            "edit_fields",
            json!({"kind": kind, "id": id, "fields": fields}),
        );
    }

    fn person(&self, name: &str) -> Value {
        self.ask("new_person", json!({"name": name, "standing": null}))["id"].clone()
    }

    fn take(&self, what: Value) -> Value {
        self.ask("take_to_supervision", what)["id"].clone()
    }

    fn supervision(&self) -> Value {
        self.ask("supervision", json!({}))
    }
}

#[test]
fn from_a_contact_to_the_queue_to_a_session_and_written_up() {
    let amira = Amira::new();
    let joseph = amira.person("Joseph Okafor");
    let contact = amira.add("contact",
        json!({"person": joseph, "on": "2026-11-23", "came": "happened", "note": "He went quiet when I asked about the allotment"}),
    );
    let one = amira.take(json!({"contact": contact}));
    // A second click brings the same one.
    assert_eq!(amira.take(json!({"contact": contact})), one);
    let view = amira.supervision();
    let queue = view["queue"].as_array().unwrap();
    assert_eq!(queue.len(), 1);
    assert_eq!(queue[0]["called"], "Joseph");
    assert_eq!(
        queue[0]["came_from"],
        json!({"is_contact": true, "on": "2026-11-23", "words": "He went quiet when I asked about the allotment"})
    );
    assert_eq!(queue[0]["reflection"]["on"], "2026-11-24");

    let session = amira.add(
        "supervision",
        json!({"on": "2026-11-27", "supervisor": "Dr Mwangi"}),
    );
    amira.set("reflection", &one, json!({"session": session}));
    let view = amira.supervision();
    assert_eq!(view["queue"], json!([]));
    assert_eq!(view["sessions"][0]["session"]["supervisor"], "Dr Mwangi");
    assert_eq!(view["sessions"][0]["brought"][0]["reflection"]["id"], one);

    // Talked about, and what came of it: it stays with the session.
    amira.set(
        "reflection",
        &one,
        json!({"talked_about_on": "2026-11-27", "outcome": "Count to ten"}),
    );
    let view = amira.supervision();
    assert_eq!(view["queue"], json!([]));
    assert_eq!(
        view["sessions"][0]["brought"][0]["reflection"]["outcome"],
        "Count to ten"
    );
    // The same contact again is a new question.
    assert_ne!(amira.take(json!({"contact": contact})), one);
}

#[test]
fn what_was_not_reached_waits_again_and_so_does_what_a_binned_session_held() {
    let amira = Amira::new();
    let task = amira.add(
        "task",
        json!({"person": null, "what": "Ask who covers Larkbridge", "due_on": "2026-11-25"}),
    );
    let one = amira.take(json!({"task": task}));
    let session = amira.add("supervision", json!({"on": "2026-11-27"}));
    amira.set("reflection", &one, json!({"session": session}));
    amira.set("reflection", &one, json!({"session": null}));
    assert_eq!(
        amira.supervision()["queue"][0]["came_from"]["words"],
        "Ask who covers Larkbridge"
    );
    amira.set("reflection", &one, json!({"session": session}));
    amira.ask(
        "archive_record",
        json!({"kind": "supervision", "id": session}),
    );
    let view = amira.supervision();
    assert_eq!(view["queue"][0]["reflection"]["id"], one);
    assert_eq!(view["sessions"], json!([]));
}

#[test]
fn about_somebody_at_large_one_without_words_is_used_again_and_one_with_words_is_not() {
    let amira = Amira::new();
    let joseph = amira.person("Joseph Okafor");
    let one = amira.take(json!({"person": joseph}));
    assert_eq!(amira.take(json!({"person": joseph})), one);
    amira.set("reflection", &one, json!({"words": "Too close?"}));
    let other = amira.take(json!({"person": joseph}));
    assert_ne!(other, one);
    // Longest waiting first.
    let view = amira.supervision();
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
    let amira = Amira::new();
    let joseph = amira.person("Joseph Okafor");
    let contact = amira.add("contact", json!({"person": joseph, "note": "Herons"}));
    amira.take(json!({"contact": contact}));
    amira.ask(
        "erase_person",
        json!({"person": joseph, "why": "He asked for it"}),
    );
    let view = amira.supervision().to_string();
    assert!(
        !view.contains("Joseph") && !view.contains("Herons"),
        "{view}"
    );
}

fn a_year_of_learning(amira: &Amira) {
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
        amira.add("cpd_entry",
            json!({"on": on, "title": title, "hours": hours, "headings": headings, "learned": "To wait"}),
        );
    }
    amira.add(
        "supervision",
        json!({"on": "2026-06-01", "note": "Kept to herself"}),
    );
}

#[test]
fn her_learning_adds_up_in_the_year_and_what_is_missing_is_said() {
    let amira = Amira::new();
    a_year_of_learning(&amira);
    let view = amira.ask("learning", json!({"from": null, "until": null}));
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
    let refused = amira
        .room
        .ask(
            &amira.desk,
            "learning",
            json!({"from": "2026-05-01", "until": "2026-04-01"}),
        )
        .unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("until"));
}

#[test]
fn for_her_appraisal_it_leaves_as_a_paper_and_as_a_table_and_supervision_stays() {
    let amira = Amira::new();
    a_year_of_learning(&amira);
    let path = amira.room.folder().join("log.csv");
    amira.room.will_choose(Some(path.clone()));
    let request =
        |paper: &str| json!({"from": "2026-04-01", "until": "2027-03-31", "paper": paper});
    amira.ask("save_learning", request("csv"));
    let table = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = table.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 4, "{table}");
    assert!(lines[1].starts_with("2026-05-12,Motivational interviewing,,6,Listening,"));
    // A title that a spreadsheet would work out is words.
    assert!(lines[2].contains("\"'=Safeguarding, level 2\""), "{table}");
    assert!(!table.contains("Kept to herself"));

    let path = amira.room.folder().join("log.pdf");
    amira.room.will_choose(Some(path.clone()));
    let saved = amira.ask("save_learning", request("pdf"));
    assert_eq!(saved["unprinted"], 0);
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
}

#[test]
fn her_own_induction_begins_with_a_list_that_one_undo_takes_away() {
    let amira = Amira::new();
    amira.ask("begin_induction",
        json!({"lines": [{"what": "Meet the reception team", "heading": "People"}, {"what": " Lone working policy ", "heading": "Safety"}]}),
    );
    let what = || -> Vec<Value> {
        let list = amira.ask("induction", json!({}));
        let list = list.as_array().unwrap();
        list.iter().map(|item| item["what"].clone()).collect()
    };
    assert_eq!(what(), ["Meet the reception team", "Lone working policy"]);
    amira.ask("undo", json!({}));
    assert!(what().is_empty());
}

#[test]
fn ready_words_come_by_name_and_one_in_the_bin_is_gone() {
    let amira = Amira::new();
    for name in ["Thanks", "next"] {
        amira.add("phrase", json!({"name": name, "words": "..."}));
    }
    let binned = amira.add("phrase", json!({"name": "old"}));
    amira.ask("archive_record", json!({"kind": "phrase", "id": binned}));
    let list = amira.ask("phrases", json!({}));
    let names: Vec<&Value> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["next", "Thanks"]);
}
