//! Amira and Ben share one picture: a real server process on this machine, two desks, days apart, a difference, a lost laptop, a
//! stick, someone who asked to be forgotten.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::team::{Laptop, PATIENCE, let_in, make_team, make_team_at};
use alongside_testkit::window::{BadLine, SharedServer};
use serde_json::json;
use std::time::Instant;

#[test]
fn two_laptops_work_apart_and_end_with_the_same_words() {
    let mut server = SharedServer::start();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    let joan = amira.new_person("Joan");
    amira.edit(&joan, "important_to_me", "Walking to the sea");
    let made = make_team(&amira, &server);
    assert_eq!(made["members"][0]["name"], "Amira");
    assert_eq!(made["my_role"], "lead");
    amira.until_synced();
    assert!(
        server
            .stored()
            .iter()
            .all(|(_, bytes)| !bytes.windows(15).any(|part| part == b"Walking to the ")),
        "the server can read none of it"
    );

    let_in(&amira, &ben, &server.address(), "link_worker");
    ben.until_people(&["Joan"]);
    ben.until_value(&joan, "important_to_me", "Walking to the sea");
    ben.until_synced();
    let none = Vec::new();
    let names = |laptop: &Laptop| {
        laptop.until("both names and laptops", "team", json!({}), |team| {
            let members = team["members"].as_array().unwrap_or(&none);
            members.len() == 2
                && members.iter().all(|member| {
                    let laptops = member["laptops"].as_array().unwrap();
                    let laptops: Vec<_> = laptops
                        .iter()
                        .filter(|it| it["is_paper"] == false)
                        .collect();
                    member["name"] != "" && laptops.len() == 1 && laptops[0]["name"] != ""
                })
        })
    };
    names(&amira);
    names(&ben);

    // The server is gone, in the middle of whatever it was doing. Both go on.
    amira.until_synced();
    ben.until_synced();
    server.kill();
    amira.edit(&joan, "important_to_me", "Walking to the sea with Bill");
    amira.edit(&joan, "please_do", "Ring before nine");
    ben.edit(&joan, "important_to_me", "Singing again");
    ben.edit(&joan, "please_dont", "Ask about Leeds");
    let apart = amira.until_standing("offline");
    assert_eq!(apart["unsent"], 2);
    assert_eq!(ben.until_standing("offline")["unsent"], 2);
    let waiting = amira.ask("waiting", json!({}));
    assert_eq!(waiting.as_array().unwrap().len(), 1, "{waiting}");
    assert_eq!(waiting[0]["of"]["name"], "Joan");
    assert_eq!(waiting[0]["changes"], 2);

    server.start_again();
    amira.ask("sync_now", json!({}));
    ben.ask("sync_now", json!({}));
    for laptop in [&amira, &ben] {
        laptop.until_value(&joan, "please_do", "Ring before nine");
        laptop.until_value(&joan, "please_dont", "Ask about Leeds");
        laptop.until("nothing waiting", "waiting", json!({}), |lines| {
            lines.as_array().unwrap().is_empty()
        });
        laptop.until("one difference", "differences", json!({}), |list| {
            list.as_array().unwrap().len() == 1
        });
        laptop.until_synced();
    }
    let seen = |laptop: &Laptop| laptop.ask("differences", json!({}))[0].clone();
    let (hers, his) = (seen(&amira), seen(&ben));
    assert_eq!(hers, his, "both see the same difference");
    assert_eq!(hers["field"], "important_to_me");
    assert_eq!(hers["person_name"], "Joan");
    let other = hers["other"]["value"].as_str().unwrap().to_owned();
    let standing = hers["now"]["value"].as_str().unwrap().to_owned();
    assert_ne!(other, standing);

    ben.ask(
        "settle_difference",
        json!({"key": his["key"], "keep": {"keep": "other"}}),
    );
    for laptop in [&ben, &amira] {
        laptop.until_value(&joan, "important_to_me", &other);
        laptop.until("no difference", "differences", json!({}), |list| {
            list.as_array().unwrap().is_empty()
        });
    }
    // Thinking better of it is a change like any other.
    ben.ask("undo", json!({}));
    for laptop in [&ben, &amira] {
        laptop.until_value(&joan, "important_to_me", &standing);
        laptop.until_synced();
    }
    assert!(server.admin(&["check"]).contains("nothing wrong"));
}

#[test]
fn a_lost_laptop_is_told_and_gets_nothing_newer() {
    let server = SharedServer::start();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    let joan = amira.new_person("Joan");
    make_team(&amira, &server);
    let_in(&amira, &ben, &server.address(), "link_worker");
    ben.until_people(&["Joan"]);
    ben.until_synced();
    amira.until("his laptop’s name", "team", json!({}), |team| {
        team["members"].as_array().unwrap().len() == 2
    });

    amira.ask("revoke_laptop", json!({"laptop": amira.laptop_of("Ben")}));
    let told = ben.until_standing("needs_you");
    assert_eq!(told["trouble"], "revoked");
    amira.edit(&joan, "important_to_me", "Written after it was lost");
    amira.until_synced();
    ben.ask("sync_now", json!({}));
    ben.until_standing("needs_you");
    assert_ne!(
        ben.value(&joan, "important_to_me"),
        "Written after it was lost"
    );
    // What was on it stays readable to who knows the passphrase.
    ben.until_people(&["Joan"]);
    // What he writes on it goes nowhere by itself; he can hand it to a colleague, but for what he keeps to himself.
    ben.edit(&joan, "please_do", "Ring before nine");
    ben.ask(
        "add_record",
        json!({"kind": "reflection", "fields": {"words": "I talked too much today"}}),
    );
    let file = ben.folder.path().join("Not sent.txt");
    ben.will_choose(&file);
    let saved = ben.ask("save_unsent", json!({}));
    assert_eq!(saved["path"], file.to_string_lossy().as_ref());
    let words = std::fs::read_to_string(file).unwrap();
    assert!(words.contains("taken out of Larkfield"), "{words}");
    assert!(words.contains("\nJoan\n"), "{words}");
    assert!(
        words.contains("About me, please do: Ring before nine"),
        "{words}"
    );
    assert!(!words.contains("talked"), "{words}");
    let ben_now = &amira.team()["members"][1]["laptops"][0];
    assert_eq!(ben_now["is_revoked"], true, "{:#}", amira.team());
}

#[test]
fn a_stick_brings_what_no_network_could_and_brings_it_once() {
    let mut server = SharedServer::start();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    let joan = amira.new_person("Joan");
    make_team(&amira, &server);
    let_in(&amira, &ben, &server.address(), "link_worker");
    ben.until_people(&["Joan"]);
    amira.until_synced();
    ben.until_synced();
    server.kill();

    amira.edit(&joan, "important_to_me", "Walking to the sea");
    amira.new_person("Mr Okafor");
    let stick = amira.folder.path().join("for Ben.alongside");
    amira.will_choose(&stick);
    let saved = amira.ask("save_stick", json!({}));
    assert_eq!(saved["path"], stick.to_string_lossy().as_ref());
    let bytes = std::fs::read(&stick).unwrap();
    assert!(!bytes.windows(11).any(|part| part == b"Walking to "));

    ben.will_choose(&stick);
    let read = ben.ask("read_stick", json!({}));
    assert!(read["new"].as_u64().unwrap() > 0, "{read}");
    ben.until_people(&["Joan", "Mr Okafor"]);
    assert_eq!(ben.value(&joan, "important_to_me"), "Walking to the sea");
    ben.will_choose(&stick);
    let again = ben.ask("read_stick", json!({}));
    assert_eq!(again["new"], 0, "reading it again brings nothing new");

    // The network comes back: nothing is there twice.
    server.start_again();
    for laptop in [&amira, &ben] {
        laptop.ask("sync_now", json!({}));
        laptop.until_synced();
        laptop.until_people(&["Joan", "Mr Okafor"]);
    }
    assert_eq!(ben.ask("differences", json!({})), json!([]));
}

#[test]
fn who_is_erased_is_gone_everywhere_and_the_receipt_says_so() {
    let server = SharedServer::start();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    let joan = amira.new_person("Joan");
    amira.new_person("Mr Okafor");
    amira.edit(&joan, "important_to_me", "Walking to the sea");
    make_team(&amira, &server);
    let_in(&amira, &ben, &server.address(), "link_worker");
    ben.until_people(&["Joan", "Mr Okafor"]);
    amira.until_synced();

    let receipt = amira.ask(
        "erase_person",
        json!({"person": joan, "why": "They asked for it"}),
    );
    ben.until_people(&["Mr Okafor"]);
    // Ben writes nothing; his laptop says itself that Joan is gone from it.
    let complete = amira.until("everywhere", "erasures", json!({}), |list| {
        list[0]["is_confirmed"] == true && list[0]["laptops_to_hear_from"] == 0
    });
    assert_eq!(complete[0]["number"], receipt["number"]);
    assert!(server.admin(&["check"]).contains("nothing wrong"));
}

#[test]
fn on_a_line_that_breaks_off_anywhere_both_end_with_the_same_words() {
    let server = SharedServer::start();
    let line = BadLine::to(&server, 15);
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    let people: Vec<String> = ["Dilys", "Joan", "Mr Okafor", "Mrs Kaur"]
        .iter()
        .map(|name| amira.new_person(name))
        .collect();
    make_team_at(&amira, &server, &line.address());
    let_in(&amira, &ben, &line.address(), "link_worker");
    ben.until_people(&["Dilys", "Joan", "Mr Okafor", "Mrs Kaur"]);

    line.turns_bad();
    let (mut round, end) = (0, Instant::now() + PATIENCE);
    while line.cuts() < 12 {
        round += 1;
        assert!(Instant::now() < end, "only {} cuts", line.cuts());
        for person in &people {
            amira.edit(person, "please_do", &format!("Ring before {round}"));
            ben.edit(person, "please_dont", &format!("Come after {round}"));
        }
        for laptop in [&amira, &ben] {
            // Pressing the button does not wait for the next try.
            laptop.until("all sent", "sync_now", json!({}), |view| {
                view["unsent"] == 0
            });
        }
    }
    amira.new_person("Sunny");
    for laptop in [&amira, &ben] {
        laptop.until("everything sent and fetched", "sync_now", json!({}), |_| {
            people.iter().all(|person| {
                laptop.value(person, "please_do") == format!("Ring before {round}")
                    && laptop.value(person, "please_dont") == format!("Come after {round}")
            })
        });
    }
    for laptop in [&amira, &ben] {
        laptop.until_people(&["Dilys", "Joan", "Mr Okafor", "Mrs Kaur", "Sunny"]);
        assert_eq!(laptop.ask("differences", json!({})), json!([]));
    }
    assert!(server.admin(&["check"]).contains("nothing wrong"));
}
