//! Two organisations, one person: Amira's team and Tom's team on one server, two desks, a code read out, both write, and it ends.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::{FakeHands, PASSPHRASE, everyone};
use alongside_app::{Desk, Folders, Opening, SystemClock, commands};
use alongside_testkit::window::SharedServer;
use alongside_vault::PassphraseCost;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long laptops on one machine may take, on a slow and busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

struct Laptop {
    _folder: tempfile::TempDir,
    desk: Desk,
    name: &'static str,
}

impl Laptop {
    /// Somebody makes a team of their own.
    fn with_team(name: &'static str, team: &str, server: &SharedServer) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(
            Folders::under(folder.path().to_owned()),
            Arc::<FakeHands>::default(),
            Arc::new(SystemClock),
            Opening::Fixed(PassphraseCost::FLOOR),
        );
        let laptop = Self {
            _folder: folder,
            desk,
            name,
        };
        laptop.ask(
            "create_vault",
            json!({"passphrase": PASSPHRASE, "name": name}),
        );
        laptop.ask(
            "make_team",
            json!({
                "server": server.address(),
                "sign_up_code": server.sign_up_code(),
                "name": team,
                "laptop": format!("{name}’s laptop"),
            }),
        );
        laptop
    }

    #[track_caller]
    fn ask(&self, name: &str, request: Value) -> Value {
        commands::call(&self.desk, name, request)
            .unwrap_or_else(|why| panic!("{}: {name}: {why:?}", self.name))
    }

    /// Asks again until the answer is as wanted; somebody looks for changes meanwhile.
    #[track_caller]
    fn until(&self, what: &str, name: &str, request: Value, so: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        let mut looked = Instant::now();
        loop {
            let answer = self.ask(name, request.clone());
            if so(&answer) {
                return answer;
            }
            assert!(
                Instant::now() < end,
                "{}: not in time: {what}\n{name}: {answer:#}\nsync: {:#}",
                self.name,
                self.ask("sync_state", json!({})),
            );
            if looked.elapsed() > Duration::from_secs(1) {
                looked = Instant::now();
                self.ask("sync_now", json!({}));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn until_synced(&self) {
        self.until("everything sent", "sync_state", json!({}), |view| {
            view["standing"] == "synced" && view["unsent"] == 0
        });
    }

    fn names(list: &Value) -> Vec<String> {
        let rows = list["rows"].as_array().unwrap().iter();
        rows.map(|row| row["called"].as_str().unwrap().to_owned())
            .collect()
    }

    fn edit(&self, person: &str, field: &str, value: &str) {
        self.ask(
            "edit_field",
            json!({"kind": "about_me", "id": person, "field": field, "value": value}),
        );
    }

    fn until_value(&self, person: &str, field: &str, value: &str) {
        self.until(
            &format!("{field} is “{value}”"),
            "open_person",
            json!({"id": person}),
            |view| view["about"][field] == value,
        );
    }
}

/// A code is read out, both look at the digits and say yes.
fn share(amira: &Laptop, tom: &Laptop, person: &str) {
    let offered = amira.ask(
        "offer_sharing",
        json!({
            "person": person,
            "with_whom": "the lantern people",
            "words": "Yes, Tom may know. He helps me with the forms.",
            "on": "2026-11-22",
        }),
    );
    tom.ask("accept_sharing", json!({"code": offered["code"]}));
    let at_door = |laptop: &Laptop| {
        let view = laptop.until("the other side", "sharing_talk", json!({}), |view| {
            view["state"]["is"] == "asking"
        });
        view["state"].clone()
    };
    let (seen_here, seen_there) = (at_door(amira), at_door(tom));
    assert_eq!(seen_here["team"], "Lantern");
    assert_eq!(seen_here["by"], "Tom");
    assert_eq!(seen_there["team"], "Larkfield");
    assert_eq!(seen_there["person"], "Mr Okafor");
    assert_eq!(seen_here["safety"], seen_there["safety"]);
    // Nothing is shared before both have said yes.
    tom.ask("answer_sharing", json!({"is_them": true}));
    assert_eq!(amira.ask("shared_people", json!({})), json!([]));
    amira.ask("answer_sharing", json!({"is_them": true}));
    for laptop in [amira, tom] {
        laptop.until("both have said yes", "sharing_talk", json!({}), |view| {
            view["state"]["is"] == "shared"
        });
        laptop.ask("cancel_sharing", json!({}));
    }
}

#[test]
fn two_teams_see_one_person_until_one_of_them_ends_it() {
    let server = SharedServer::start();
    let amira = Laptop::with_team("Amira", "Larkfield", &server);
    let tom = Laptop::with_team("Tom", "Lantern", &server);
    let okafor = amira.ask("new_person", json!({"name": "Mr Okafor", "standing": null}));
    let okafor = okafor["id"].as_str().unwrap().to_owned();
    amira.ask("new_person", json!({"name": "Selma", "standing": null}));
    tom.ask("new_person", json!({"name": "Wen", "standing": null}));
    amira.edit(&okafor, "important_to_me", "Singing again.");
    amira.until_synced();
    tom.until_synced();

    share(&amira, &tom, &okafor);
    tom.until("Mr Okafor is there", "find_people", everyone(), |list| {
        Laptop::names(list).contains(&"Mr Okafor".to_owned())
    });
    tom.until_value(&okafor, "important_to_me", "Singing again.");
    let there = Laptop::names(&tom.ask("find_people", everyone()));
    assert!(!there.contains(&"Selma".to_owned()), "{there:?}");
    let here = Laptop::names(&amira.ask("find_people", everyone()));
    assert!(!here.contains(&"Wen".to_owned()), "{here:?}");
    let known = |laptop: &Laptop| laptop.ask("shared_people", json!({}))[0].clone();
    assert_eq!(
        known(&amira),
        json!({"person": okafor, "team": "Lantern", "is_guest": false})
    );
    assert_eq!(
        known(&tom),
        json!({"person": okafor, "team": "Larkfield", "is_guest": true})
    );

    // Both write, and who wrote it is known by name.
    tom.edit(&okafor, "important_to_me", "Singing again, in the choir.");
    amira.until_value(&okafor, "important_to_me", "Singing again, in the choir.");
    let history = amira.ask("history", json!({"kind": "about_me", "id": okafor}));
    assert!(history.to_string().contains("Tom"), "{history:#}");
    let consents = tom.ask("open_person", json!({"id": okafor}))["consents"].clone();
    assert_eq!(consents[0]["with_whom"], "Lantern");
    assert_eq!(
        consents[0]["words"],
        "Yes, Tom may know. He helps me with the forms."
    );
    // The record is not theirs to erase.
    let refused = commands::call(
        &tom.desk,
        "erase_person",
        json!({"person": okafor, "why": "by mistake"}),
    );
    assert!(refused.is_err());

    // He changes his mind. What Tom wrote stays; at Tom's nothing of him is left.
    amira.ask(
        "end_sharing",
        json!({"person": okafor, "is_withdrawn": true, "words": "He wants it to end."}),
    );
    tom.until("Mr Okafor is gone", "find_people", everyone(), |list| {
        Laptop::names(list) == ["Wen"]
    });
    assert_eq!(tom.ask("shared_people", json!({})), json!([]));
    assert_eq!(amira.ask("shared_people", json!({})), json!([]));
    amira.until_value(&okafor, "important_to_me", "Singing again, in the choir.");
}
