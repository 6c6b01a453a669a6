//! Ben's laptop is gone; what he has is a sheet of paper and a new laptop. A real server process, real desks.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::team::{Laptop, let_in, make_team};
use alongside_testkit::window::SharedServer;
use serde_json::json;

/// Ben writes down what nobody else is to read.
fn reflect(ben: &Laptop, words: &str) {
    ben.ask(
        "add_record",
        json!({"kind": "reflection", "fields": {"words": words}}),
    );
}

#[test]
fn ben_is_himself_again_on_a_new_laptop() {
    let server = SharedServer::start();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    amira.new_person("Joan");
    make_team(&amira, &server);
    let_in(&amira, &ben, &server.address(), "link_worker");
    ben.until_people(&["Joan"]);
    reflect(&ben, "I talked too much today");
    ben.until("his code on paper", "team", json!({}), |team| {
        team["recovery"] == "ready"
    });
    ben.until_synced();
    let sheet = ben.recovery_code.clone();
    let lost = ben.ask("team", json!({}))["members"][0]["laptops"][0]["id"].clone();
    ben.ask("lock", json!({}));
    drop(ben);

    let again = Laptop::of("Ben");
    let come_back = |code: &str| {
        again.ask(
            "come_back",
            json!({"server": server.address(), "code": code, "laptop": "Ben’s new laptop"}),
        )
    };
    let typo = again.try_ask(
        "come_back",
        json!({"server": server.address(), "code": "7Q2KX", "laptop": "x"}),
    );
    assert!(typo.is_err());
    come_back(&again.recovery_code);
    again.until("no such code there", "joining", json!({}), |view| {
        view["is"] == "unknown_code"
    });
    assert!(again.ask("team", json!({})).is_null());
    come_back(&sheet);
    again.until("back", "joining", json!({}), |view| {
        view["is"] == "came_back"
    });
    again.until_people(&["Joan"]);
    again.until("his reflections", "reflections", json!({}), |list| {
        list[0]["words"] == "I talked too much today"
    });
    again.until("a new code on paper", "team", json!({}), |team| {
        team["recovery"] == "ready" && team["reads_own"] == true
    });
    let mine = again.ask("team", json!({}))["members"][0].clone();
    assert_eq!(mine["is_me"], true);
    again.ask("revoke_laptop", json!({"laptop": lost}));
    again.new_person("Mr Okafor");
    amira.until_people(&["Joan", "Mr Okafor"]);

    // What Amira sees: Ben with his new laptop and its code; the lost one and the used code are out.
    let none = Vec::new();
    let theirs = amira.until("the used code over", "team", json!({}), |team| {
        let members = team["members"].as_array().unwrap_or(&none);
        let ben = members.iter().find(|member| member["name"] == "Ben");
        let live = |paper: bool| {
            ben.unwrap()["laptops"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|it| it["is_revoked"] == false && it["is_paper"] == paper)
                .count()
        };
        ben.is_some() && live(false) == 1 && live(true) == 1
    });
    assert!(theirs.to_string().contains("Ben’s new laptop"));
    // And the old sheet opens nothing any more.
    let thief = Laptop::of("Somebody");
    thief.ask(
        "come_back",
        json!({"server": server.address(), "code": sheet, "laptop": "x"}),
    );
    thief.until("over", "joining", json!({}), |view| {
        view["is"] == "unknown_code"
    });
    assert!(server.admin(&["check"]).contains("nothing wrong"));
}

#[test]
fn a_code_that_was_not_at_hand_is_typed_from_its_sheet() {
    let server = SharedServer::start();
    let amira = Laptop::of("Amira");
    amira.lock_and_unlock();
    make_team(&amira, &server);
    amira.until_synced();
    assert_eq!(amira.ask("team", json!({}))["recovery"], "no");
    let wrong = Laptop::of("Ben").recovery_code.clone();
    assert!(
        amira
            .try_ask("give_recovery_code", json!({"code": wrong}))
            .is_err()
    );
    let code = amira.recovery_code.clone();
    let team = amira.ask("give_recovery_code", json!({"code": code}));
    assert_eq!(team["recovery"], "ready");
}

#[test]
fn a_laptop_that_a_lead_let_in_gets_bens_own_key_from_ben() {
    let server = SharedServer::start();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    make_team(&amira, &server);
    let_in(&amira, &ben, &server.address(), "link_worker");
    reflect(&ben, "I talked too much today");
    ben.until("his code on paper", "team", json!({}), |team| {
        team["recovery"] == "ready"
    });
    ben.until_synced();
    let member = ben.ask("team", json!({}))["members"][0]["id"].clone();

    let second = Laptop::of("Ben");
    crate::team::let_in_for(&amira, &second, &server.address(), "link_worker", &member);
    let without = second.until("in", "team", json!({}), |team| team["reads_own"] == false);
    assert_eq!(without["members"][0]["is_me"], true);
    assert_eq!(second.ask("reflections", json!({})), json!([]));
    // A lead cannot have it handed over.
    let new = ben.until("the new one in his list", "team", json!({}), |team| {
        team["members"][0]["laptops"]
            .to_string()
            .contains("\"has_own\":false")
    });
    let laptops = new["members"][0]["laptops"].as_array().unwrap().clone();
    let new = laptops.iter().find(|it| it["has_own"] == false).unwrap()["id"].clone();
    let by_lead = amira.try_ask("hand_own_key", json!({"laptop": new}));
    assert!(by_lead.is_err());
    ben.ask("hand_own_key", json!({"laptop": new}));
    second.until("his reflections", "reflections", json!({}), |list| {
        list[0]["words"] == "I talked too much today"
    });

    // Or by the code of his first laptop.
    let third = Laptop::of("Ben");
    crate::team::let_in_for(&amira, &third, &server.address(), "link_worker", &member);
    third.until("in", "team", json!({}), |team| {
        team["my_role"] == "link_worker"
    });
    let code = ben.recovery_code.clone();
    let view = third.ask("own_key_by_code", json!({"code": code}));
    assert_eq!(view["reads_own"], true);
    third.until("his reflections", "reflections", json!({}), |list| {
        list[0]["words"] == "I talked too much today"
    });
}
