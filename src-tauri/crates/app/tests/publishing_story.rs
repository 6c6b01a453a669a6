//! Amira leads and publishes the directory; Ben, who is a link worker, cannot; a council reads it, and takes all of it in.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::team::{Laptop, let_in, make_team};
use alongside_app::api::error::ErrorCode;
use alongside_testkit::window::SharedServer;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Forty lines of the list of libraries: each is asked for by itself when it is read back.
fn libraries(laptop: &Laptop) -> PathBuf {
    let whole = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../tests/data/libraries/libraries.csv"
    );
    let whole = std::fs::read_to_string(whole).unwrap();
    let some: Vec<&str> = whole.lines().take(40).collect();
    let file = laptop.folder.path().join("libraries.csv");
    std::fs::write(&file, some.join("\n")).unwrap();
    file
}

/// What is said in a field, or in a field of each of a list; whichever of them a laptop keeps it in.
fn said_in(service: &Value, field: &str, list: &str, of_each: &str) -> BTreeSet<String> {
    let mut all = vec![service[field].clone()];
    for one in service[list].as_array().unwrap() {
        match &one[of_each] {
            Value::Array(several) => all.extend(several.clone()),
            other => all.push(other.clone()),
        }
    }
    let words = all.iter().filter_map(|value| value.as_str());
    words
        .filter(|words| !words.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Name and what else a council sees, of everything that a laptop has.
fn all(laptop: &Laptop) -> BTreeMap<String, Value> {
    let found = laptop.ask(
        "search_services",
        json!({"text": "", "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
            "language": null, "age": null, "closed_too": true, "offset": 0, "limit": 100}),
    );
    let rows = found["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let opened = laptop.ask("open_service", json!({"id": row["id"]}));
        let service = &opened["service"];
        let said = json!({
            "description": service["description"], "email": service["email"],
            "url": service["url"], "how_to_join": service["how_to_join"],
            "phones": said_in(service, "phone", "ask_for", "phones"),
            "who": said_in(service, "", "ask_for", "name"),
            "hours": said_in(service, "opening_words", "opening", "words"),
            "organisation": row["organisation"], "town": row["town"], "postcode": row["postcode"],
        });
        let name = row["name"].as_str().unwrap();
        (format!("{name}, {}", row["postcode"]), said)
    })
    .collect()
}

#[test]
fn a_lead_publishes_a_link_worker_cannot_and_a_council_takes_all_of_it_in() {
    let mut server = SharedServer::start_showing_directories();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    make_team(&amira, &server);
    let_in(&amira, &ben, &server.address(), "link_worker");
    amira.ask(
        "run_import",
        json!({"path": libraries(&amira), "mapping": null, "source": "Libraries"}),
    );
    let choir = amira.ask(
        "new_service",
        json!({"name": "Tŷ Choir", "organisation": "Larkbridge Arts", "postcode": "SY1 1AA"}),
    );
    let edit = |field: &str, value: Value| {
        let request = json!({"kind": "service", "id": choir["id"], "field": field, "value": value});
        amira.ask("edit_field", request);
    };
    edit("how_to_join", json!("Come along on Tuesday"));
    edit(
        "ask_for",
        json!([{"name": "Joan", "role": "Leader", "phones": ["01632 960001"], "email": ""}]),
    );
    amira.ask(
        "add_record",
        json!({"kind": "tip", "fields": {"service": choir["id"], "words": "Joan sees to shy people"}}),
    );
    amira.until_synced();
    ben.until_synced();

    // Nothing is public by itself, and Ben is not offered to change that.
    let before = ben.ask("publishing", json!({}));
    assert_eq!(
        (
            &before["may_publish"],
            &before["is_served"],
            &before["address"]
        ),
        (&json!(false), &json!(true), &Value::Null)
    );
    let refused = ben.try_ask("publish_directory", json!({"sources": [""]}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotAllowed);

    // What would be public is said before, and what others wrote is not chosen for her.
    let sources = amira.ask("look_over_publication", json!({}));
    assert_eq!(sources["changes"], Value::Null);
    let sources = &sources["sources"];
    let said: Vec<(&str, bool)> = sources
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["source"].as_str().unwrap(),
                one["chosen"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(said, [("", true), ("Libraries", false)]);
    assert_eq!(
        (&sources[0]["services"], &sources[0]["naming"]),
        (&json!(1), &json!(1))
    );
    let nothing = amira.ask("publish_directory", json!({"sources": ["Elsewhere"]}));
    assert_eq!(nothing["trouble"], "nothing");
    amira.ask("publish_directory", json!({"sources": ["", "Libraries"]}));
    let public = amira.until("it is public", "publishing", json!({}), |view| {
        view["address"].is_string() && view["sending"].is_null()
    });
    let everything = all(&amira);
    assert_eq!(public["services"], everything.len());
    let address = public["address"].as_str().unwrap().to_owned();
    assert!(address.starts_with(&format!("{}/open/", server.address())));
    assert_eq!(ben.ask("publishing", json!({}))["address"], address);
    assert!(
        server
            .stored()
            .iter()
            .all(|(_, bytes)| !bytes.windows(14).any(|part| part == b"Joan sees to s")),
        "a tip stays at home"
    );

    // The council's own program reads it like any other list, and has everything.
    let council = Laptop::of("Carys");
    council.ask("add_feed", json!({"address": address, "name": "Larkfield"}));
    council.until("it has been read", "feeds", json!({}), |feeds| {
        feeds[0]["last"]["whole"] == true && feeds[0]["state"] == "resting"
    });
    assert_eq!(all(&council), everything);

    // The server goes away in the middle; what is public stays what it was, and Amira's laptop goes on by itself.
    edit("how_to_join", json!("Ring first"));
    server.kill();
    amira.ask("publish_directory", json!({"sources": [""]}));
    let waiting = amira.ask("publishing", json!({}));
    assert_eq!(waiting["trouble"], "waiting");
    server.start_again();
    let public = amira.until("the next is public", "publishing", json!({}), |view| {
        view["services"] == 1 && view["sending"].is_null()
    });
    assert_eq!(public["address"], address, "the council's address holds");
    let chosen = amira.ask("look_over_publication", json!({}));
    assert_eq!(chosen["sources"][1]["chosen"], false);
    assert_eq!(changes(&amira), json!([0, 0, 0, 0]), "as it was sent");

    // And away with it, at once.
    let refused = ben.try_ask("stop_publishing", json!({}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotAllowed);
    let stopped = amira.ask("stop_publishing", json!({}));
    assert_eq!(
        (&stopped["address"], &stopped["services"]),
        (&Value::Null, &json!(0))
    );
}

/// What Amira is told has changed: added, changed, gone, and naming somebody.
fn changes(laptop: &Laptop) -> Value {
    let look = laptop.ask("look_over_publication", json!({}));
    let changes = &look["changes"];
    json!([
        changes["added"],
        changes["changed"],
        changes["gone"],
        changes["naming"]
    ])
}

#[test]
fn what_changed_since_it_was_published_is_told_and_waits_until_a_lead_has_read_it() {
    let server = SharedServer::start_showing_directories();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    make_team(&amira, &server);
    let_in(&amira, &ben, &server.address(), "lead");
    let service = |name: &str| {
        amira.ask(
            "new_service",
            json!({"name": name, "organisation": "", "postcode": ""}),
        )["id"]
            .clone()
    };
    let edit = |laptop: &Laptop, id: &Value, field: &str, value: Value| {
        laptop.ask(
            "edit_field",
            json!({"kind": "service", "id": id, "field": field, "value": value}),
        );
    };
    let (choir, lunch, walk) = (service("Choir"), service("Lunch club"), service("Walk"));
    amira.ask("publish_directory", json!({"sources": [""]}));
    let public = amira.until("it is public", "publishing", json!({}), |view| {
        view["services"] == 3 && view["sending"].is_null()
    });
    assert_eq!(changes(&amira), json!([0, 0, 0, 0]));

    // A tip is no change of what is public.
    amira.ask(
        "add_record",
        json!({"kind": "tip", "fields": {"service": choir, "words": "Ask for Jean"}}),
    );
    assert_eq!(changes(&amira), json!([0, 0, 0, 0]));

    amira.until_synced();
    ben.until_synced();
    // On Ben's laptop, which did not publish it, nothing is known, and nothing is made up.
    ben.ask("publishing", json!({}));
    let look = ben.ask("look_over_publication", json!({}));
    assert_eq!(look["changes"], Value::Null);
    // Ben writes a telephone of somebody into it, Amira a new one; and one is in the bin.
    edit(
        &ben,
        &lunch,
        "ask_for",
        json!([{"name": "Jean", "role": "", "phones": ["01632 960001"], "email": ""}]),
    );
    ben.until_synced();
    service("Drop-in");
    amira.ask("archive_record", json!({"kind": "service", "id": walk}));
    amira.until(
        "Ben's change is here",
        "look_over_publication",
        json!({}),
        |look| look["changes"]["changed"] == 1,
    );
    assert_eq!(changes(&amira), json!([1, 1, 1, 1]));
    let look = amira.ask("look_over_publication", json!({}));
    let first = &look["changes"]["services"][0];
    assert_eq!(
        (&first["name"], &first["names_somebody"], &first["is_new"]),
        (&json!("Lunch club"), &json!(true), &json!(false))
    );
    let stands = amira.ask("publishing", json!({}));
    assert_eq!(
        stands["published_at"], public["published_at"],
        "nothing of it is public by itself"
    );

    amira.ask("publish_directory", json!({"sources": [""]}));
    amira.until("it is public again", "publishing", json!({}), |view| {
        view["published_at"] != public["published_at"] && view["sending"].is_null()
    });
    assert_eq!(changes(&amira), json!([0, 0, 0, 0]));
}

#[test]
fn a_server_that_shows_no_directories_says_so() {
    let server = SharedServer::start();
    let amira = Laptop::of("Amira");
    make_team(&amira, &server);
    amira.until_synced();
    assert_eq!(amira.ask("publishing", json!({}))["is_served"], false);
    amira.ask(
        "new_service",
        json!({"name": "Choir", "organisation": "", "postcode": ""}),
    );
    let declined = amira.ask("publish_directory", json!({"sources": [""]}));
    assert_eq!(declined["trouble"], "not_served");
    assert_eq!(declined["address"], Value::Null);
}
