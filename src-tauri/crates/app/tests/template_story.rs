//! Amira does not begin every note and every plan from nothing, and nothing of hers or of the person's is ever written over.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use serde_json::{Value, json};

/// Amira's desk with the templates to begin with, and Joseph.
struct Amira {
    room: Room,
    desk: Desk,
    joseph: Value,
}

impl Amira {
    fn new() -> Self {
        let room = Room::new();
        let (desk, _) = room.with_vault();
        room.ask(&desk, "begin_templates", json!({})).unwrap();
        let joseph = room
            .ask(
                &desk,
                "new_person",
                json!({"name": "Joseph Okafor", "standing": null}),
            )
            .unwrap()["id"]
            .clone();
        Self { room, desk, joseph }
    }

    fn ask(&self, command: &str, request: Value) -> Value {
        self.room.ask(&self.desk, command, request).unwrap()
    }

    fn template(&self, name: &str) -> Value {
        let all = self.ask("phrases", json!({}));
        let mut all = all.as_array().unwrap().iter();
        all.find(|known| known["name"] == name).unwrap().clone()
    }

    fn contact(&self, fields: Value) -> Value {
        let mut fields = fields;
        fields["person"] = self.joseph.clone();
        self.ask("add_record", json!({"kind": "contact", "fields": fields}))["id"].clone()
    }

    fn begin_with(&self, name: &str, contact: Option<&Value>) -> Value {
        let template = &self.template(name)["id"];
        self.ask(
            "use_template",
            json!({"template": template, "person": self.joseph, "contact": contact}),
        )
    }

    fn page(&self) -> Value {
        self.ask("open_person", json!({"id": self.joseph}))
    }
}

#[test]
fn a_note_begins_with_its_headings_and_one_undo_takes_them_out_again() {
    let amira = Amira::new();
    let contact = amira.contact(json!({"on": "2026-11-24"}));
    let used = amira.begin_with("First conversation", Some(&contact));
    assert_eq!((&used["put"], &used["left"]), (&json!(2), &json!(0)));
    let written = amira.page()["contacts"][0].clone();
    let note = written["note"].as_str().unwrap();
    assert!(
        note.starts_with("What Joseph wanted to talk about, in their words:\n\nWhat is going well"),
        "{note}"
    );
    assert_eq!(written["agreed_next"], "Joseph will\n\nI will");
    assert_eq!(written["worker_note"], "");

    amira.ask("undo", json!({}));
    let written = amira.page()["contacts"][0].clone();
    assert_eq!(written["id"], contact, "the contact itself stays");
    assert_eq!(
        (&written["note"], &written["agreed_next"]),
        (&json!(""), &json!(""))
    );
}

#[test]
fn words_that_are_there_stay_also_those_that_are_only_being_typed() {
    let amira = Amira::new();
    let contact = amira.contact(json!({"note": "He talked about the sea"}));
    amira.ask(
        "save_draft",
        json!({
            "key": format!("contact/{}/agreed_next", contact.as_str().unwrap()),
            "text": "Ruth comes", "cursor": 10, "route": "#/"
        }),
    );
    let used = amira.begin_with("First conversation", Some(&contact));
    assert_eq!((&used["put"], &used["left"]), (&json!(0), &json!(2)));
    let written = amira.page()["contacts"][0].clone();
    assert_eq!(written["note"], "He talked about the sea");
    assert_eq!(written["agreed_next"], "");
    assert_eq!(amira.ask("drafts", json!({}))[0]["text"], "Ruth comes");
}

#[test]
fn a_plan_begins_beside_what_is_there_and_twice_is_once() {
    let amira = Amira::new();
    amira.ask(
        "add_record",
        json!({"kind": "goal", "fields": {"person": amira.joseph, "words": "Walk to the sea", "position": 0}}),
    );
    let used = amira.begin_with("Getting out and meeting people", None);
    assert_eq!((&used["put"], &used["left"]), (&json!(6), &json!(0)));
    let page = amira.page();
    let goals = page["goals"].as_array().unwrap();
    assert_eq!(goals.len(), 2);
    let begun = goals
        .iter()
        .find(|goal| goal["words"] != "Walk to the sea")
        .unwrap();
    assert_eq!(
        (&begun["position"], &begun["status"]),
        (&json!(1), &json!("planned"))
    );
    let steps: Vec<&Value> = page["steps"].as_array().unwrap().iter().collect();
    assert_eq!(steps.len(), 3);
    assert!(steps.iter().all(|step| step["goal"] == begun["id"]));
    assert_eq!(
        steps[0]["words"],
        "Think back together: what did Joseph once enjoy?"
    );
    let whose: Vec<&Value> = page["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|action| &action["who"])
        .collect();
    assert_eq!(whose, ["person", "worker"]);

    let again = amira.begin_with("Getting out and meeting people", None);
    assert_eq!((&again["put"], &again["left"]), (&json!(0), &json!(6)));
    amira.ask("undo", json!({}));
    assert_eq!(amira.page()["goals"].as_array().unwrap().len(), 1);
}

#[test]
fn a_template_is_changed_shared_with_the_team_and_taken_back() {
    let amira = Amira::new();
    let count = || amira.ask("phrases", json!({})).as_array().unwrap().len();
    let all = count();
    // Those that are there do not come a second time.
    amira.ask("begin_templates", json!({}));
    assert_eq!(count(), all);

    let own = amira.template("How it is going");
    assert_eq!(own["for_team"], false);
    amira.ask(
        "edit_field",
        json!({"kind": "phrase", "id": own["id"], "field": "parts", "value": [{"field": "note", "words": "Since last time:"}]}),
    );
    amira.ask("share_phrase", json!({"id": own["id"], "for_team": true}));
    let shared = amira.template("How it is going");
    assert_eq!(shared["for_team"], true);
    assert_eq!(
        shared["parts"],
        json!([{"field": "note", "words": "Since last time:"}])
    );
    assert_ne!(shared["id"], own["id"]);
    assert_eq!(count(), all);

    amira.ask("undo", json!({}));
    assert_eq!(amira.template("How it is going")["id"], own["id"]);
    assert_eq!(count(), all);
}
