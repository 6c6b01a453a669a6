//! What Ben takes to supervision, learns and keeps to himself reaches his own laptops and opens on nobody else's, not on his lead's.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::team::{Laptop, let_in, make_team};
use alongside_testkit::window::SharedServer;
use serde_json::{Value, json};

/// Every kind of record that is the worker's own, with a word that stands nowhere else.
const OWN: [(&str, &str); 5] = [
    ("reflection", "words"),
    ("supervision", "note"),
    ("cpd_entry", "learned"),
    ("induction_item", "what"),
    ("phrase", "words"),
];

fn all(laptop: &Laptop) -> String {
    let ask = |name: &str, request: Value| laptop.ask(name, request).to_string();
    [
        ask("reflections", json!({})),
        ask("supervision", json!({})),
        ask("learning", json!({"from": null, "until": null})),
        ask("induction", json!({})),
        ask("bin", json!({})),
        ask("waiting", json!({})),
        ask("activity", json!({})),
        ask("my_caseload", json!({"more": 10})),
    ]
    .concat()
}

#[test]
fn a_lead_reads_nothing_of_what_ben_takes_to_supervision() {
    let server = SharedServer::start();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    let joan = amira.new_person("Joan");
    make_team(&amira, &server);
    let_in(&amira, &ben, &server.address(), "link_worker");
    ben.until_people(&["Joan"]);

    ben.ask(
        "take_to_supervision",
        json!({"person": joan, "contact": null, "task": null}),
    );
    let mut written = Vec::new();
    for (kind, field) in OWN {
        let added = ben.ask(
            "add_record",
            json!({"kind": kind, "fields": {field: format!("Heronry {kind}")}}),
        );
        written.push((kind, added["id"].clone()));
    }
    // Something for everybody comes after it, so that having it means having passed what is his own.
    ben.new_person("Sunny");
    amira.until_people(&["Joan", "Sunny"]);
    for laptop in [&amira, &ben] {
        laptop.ask("sync_now", json!({}));
        laptop.until_synced();
    }

    assert!(all(&ben).contains("Heronry"));
    let seen = all(&amira);
    assert!(!seen.contains("Heronry"), "{seen}");
    assert_eq!(
        amira.ask("supervision", json!({})),
        json!({"queue": [], "sessions": []})
    );
    // Nor by its id: her laptop has no such record.
    for (kind, id) in written {
        let history = amira.ask("history", json!({"kind": kind, "id": id}));
        assert_eq!(history, json!([]), "{kind}");
        let refused = amira.try_ask(
            "edit_field",
            json!({"kind": kind, "id": id, "field": "archived", "value": null}),
        );
        assert!(refused.is_err(), "{kind}");
    }
    assert!(server.admin(&["check"]).contains("nothing wrong"));
}
