//! Ben was taken out of the team by mistake, and comes again with the laptop he has. A real server process, real desks.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::team::{Laptop, let_in, let_in_for, make_team};
use alongside_testkit::window::SharedServer;
use serde_json::{Value, json};

/// A member as a laptop's own list shows them.
fn member(laptop: &Laptop, name: &str) -> Value {
    let team = laptop.team();
    let members = team["members"].as_array().unwrap().iter();
    members
        .clone()
        .find(|member| member["name"] == name)
        .unwrap()
        .clone()
}

#[test]
fn who_was_taken_out_comes_again_and_brings_what_was_written_meanwhile() {
    let server = SharedServer::start();
    let address = server.address();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    let joan = amira.new_person("Joan");
    make_team(&amira, &server);
    let_in(&amira, &ben, &address, "link_worker");
    ben.until_people(&["Joan"]);
    ben.ask(
        "add_record",
        json!({"kind": "reflection", "fields": {"words": "I talked too much today"}}),
    );
    ben.until("his code on paper", "team", json!({}), |team| {
        team["recovery"] == "ready" && team["is_out"] == false
    });
    ben.until_synced();
    amira.until("his name", "team", json!({}), |team| {
        team.to_string().contains("Ben’s laptop")
    });
    let bens = member(&amira, "Ben")["id"].clone();

    // Who is in cannot join, and need not.
    let code = amira.ask("invite", json!({"role": "link_worker", "member": bens}))["code"].clone();
    let again = json!({"server": address, "code": code, "laptop": "Ben’s laptop"});
    assert!(ben.try_ask("join_team", again).is_err());
    amira.ask("cancel_invitation", json!({}));

    amira.ask("remove_member", json!({"member": bens}));
    ben.until("told that he is out", "team", json!({}), |team| {
        team["is_out"] == true
    });
    assert_eq!(ben.until_standing("needs_you")["trouble"], "revoked");
    assert_eq!(member(&amira, "Ben")["is_here"], false);
    ben.until("nothing under way", "joining", json!({}), |view| {
        view["is"] == "nothing"
    });
    ben.edit(&joan, "please_do", "Ring before nine");
    let okafor = ben.new_person("Mr Okafor");

    // A code for somebody new is not for him, and nothing of his is lost by trying it, nor by giving up.
    let code = amira.ask("invite", json!({"role": "link_worker", "member": null}))["code"].clone();
    ben.ask(
        "join_team",
        json!({"server": address, "code": code, "laptop": "Ben’s laptop"}),
    );
    ben.until("not for him", "joining", json!({}), |view| {
        view["is"] == "not_theirs"
    });
    amira.until("nobody comes", "invitation", json!({}), |view| {
        view["state"]["is"] == "expired"
    });
    ben.ask("cancel_joining", json!({}));
    amira.ask("cancel_invitation", json!({}));
    assert_eq!(ben.team()["is_out"], true);
    let wrong = json!({"server": "https://localhost:1", "code": code, "laptop": "Ben’s laptop"});
    ben.ask("join_team", wrong);
    ben.ask("cancel_joining", json!({}));
    assert_eq!(
        ben.team()["server"],
        address,
        "a slip does not cost the address"
    );

    let_in_for(&amira, &ben, &address, "link_worker", &bens);
    let synced = ben.until_synced();
    assert!(synced["trouble"].is_null(), "{synced:#}");
    assert_eq!(ben.team()["is_out"], false);
    amira.until_people(&["Joan", "Mr Okafor"]);
    amira.until_value(&joan, "please_do", "Ring before nine");
    amira.edit(&okafor, "please_do", "Use the side door");
    ben.until_value(&okafor, "please_do", "Use the side door");
    let his = ben.ask("reflections", json!({}));
    assert_eq!(his[0]["words"], "I talked too much today");
    let now = member(&amira, "Ben");
    assert_eq!((&now["id"], &now["is_here"]), (&bens, &json!(true)));
    let laptops = now["laptops"].as_array().unwrap().iter();
    let live: Vec<_> = laptops
        .filter(|it| it["is_revoked"] == false && it["is_paper"] == false)
        .collect();
    assert_eq!(live.len(), 1, "{now:#}");
    assert_eq!(live[0]["name"], "Ben’s laptop");

    // His sheet went with him: typed once more, it is good again.
    assert_eq!(ben.team()["recovery"], "no");
    let code = ben.recovery_code.clone();
    ben.ask("give_recovery_code", json!({"code": code}));
    ben.until("his code on paper", "team", json!({}), |team| {
        team["recovery"] == "ready" && team["reads_own"] == true
    });
    amira.until("his own key said", "team", json!({}), |team| {
        let all = team["members"].as_array().unwrap().iter();
        let laptops = all.flat_map(|it| it["laptops"].as_array().unwrap());
        laptops
            .filter(|it| it["is_revoked"] == false && it["is_paper"] == false)
            .all(|it| it["has_own"] == true)
    });
    assert!(server.admin(&["check"]).contains("nothing wrong"));
}
