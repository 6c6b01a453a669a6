//! Amira and Vera, a volunteer, gather services in one collection without a connection; what each keeps for herself is hers.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::team::{Laptop, let_in, make_team};
use alongside_testkit::window::SharedServer;
use serde_json::{Value, json};

fn add(laptop: &Laptop, name: &str) -> Value {
    let request = json!({"name": name, "organisation": "", "postcode": ""});
    laptop.ask("new_service", request)["id"].clone()
}

fn among(laptop: &Laptop, among: &Value) -> Vec<String> {
    let found = laptop.ask(
        "search_services",
        json!({"text": "", "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
               "language": null, "age": null, "closed_too": false, "among": among, "offset": 0, "limit": 100}),
    );
    let rows = found["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

fn collect(laptop: &Laptop, collection: &Value, service: &Value, put_in: bool) {
    laptop.ask(
        "collect_service",
        json!({"collection": collection, "service": service, "put_in": put_in}),
    );
}

#[test]
fn two_gather_one_collection_apart_and_each_has_favourites_of_her_own() {
    let mut server = SharedServer::start();
    let (amira, vera) = (Laptop::of("Amira"), Laptop::of("Vera"));
    make_team(&amira, &server);
    let_in(&amira, &vera, &server.address(), "volunteer");
    let services: Vec<Value> = ["Carers' choir", "Carers' walk", "Lunch club", "Shed"]
        .iter()
        .map(|name| add(&amira, name))
        .collect();
    let carers = amira.ask(
        "new_collection",
        json!({"name": "For carers", "about": "", "service": services[0]}),
    )["id"]
        .clone();
    let whole = json!({"is": "collection", "id": carers});
    amira.until_synced();
    vera.until("the collection", "collections", json!({}), |all| {
        all[0]["services"] == 1
    });

    // Apart: the walk is put in by both, the club by one, the choir taken out by the other; one gives a name and one a purpose.
    server.kill();
    collect(&amira, &carers, &services[1], true);
    collect(&amira, &carers, &services[2], true);
    collect(&vera, &carers, &services[1], true);
    collect(&vera, &carers, &services[0], false);
    for (laptop, field, value) in [
        (&amira, "name", "For new carers"),
        (&vera, "about", "The first weeks"),
    ] {
        let edit = json!({"kind": "collection", "id": carers, "field": field, "value": value});
        laptop.ask("edit_field", edit);
    }
    for (laptop, service) in [(&amira, &services[2]), (&vera, &services[3])] {
        laptop.ask("keep_favourite", json!({"service": service, "keep": true}));
    }
    server.start_again();
    for laptop in [&amira, &vera] {
        laptop.until("both hands", "collections", json!({}), |all| {
            let one = &all[0];
            (&one["name"], &one["about"], &one["services"])
                == (
                    &json!("For new carers"),
                    &json!("The first weeks"),
                    &json!(2),
                )
        });
        laptop.until_synced();
        assert_eq!(among(laptop, &whole), ["Carers' walk", "Lunch club"]);
    }

    let favourites = json!({"is": "favourites"});
    assert_eq!(among(&amira, &favourites), ["Lunch club"]);
    assert_eq!(among(&vera, &favourites), ["Shed"]);
    // What both put in is taken out by one for both.
    collect(&vera, &carers, &services[1], false);
    amira.until("one is left", "collections", json!({}), |all| {
        all[0]["services"] == 1
    });
    assert_eq!(among(&amira, &whole), ["Lunch club"]);
}
