//! The server's disk is gone. Its keeper starts an empty one; Amira sets her team up again, and nothing is missing.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::team::{Laptop, let_in, make_team};
use alongside_app::api::error::ErrorCode;
use alongside_testkit::window::SharedServer;
use serde_json::json;

#[test]
fn the_same_team_stands_on_an_emptied_server_again() {
    let mut server = SharedServer::start();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    let joan = amira.new_person("Joan");
    make_team(&amira, &server);
    let_in(&amira, &ben, &server.address(), "link_worker");
    ben.until_people(&["Joan"]);
    ben.until("his code on paper", "team", json!({}), |team| {
        team["recovery"] == "ready"
    });
    amira.until_synced();
    ben.until_synced();

    server.kill();
    for (path, _) in server.stored() {
        std::fs::remove_file(path).unwrap();
    }
    ben.edit(&joan, "please_do", "Ring before nine");
    server.start_again();
    for laptop in [&amira, &ben] {
        laptop.until("nothing there", "sync_now", json!({}), |view| {
            view["trouble"] == "server_empty"
        });
    }
    let by_ben = ben.try_ask("set_up_again", json!({"sign_up_code": "x"}));
    assert_eq!(by_ben.unwrap_err().code, ErrorCode::NotAllowed);
    let wrong = amira.try_ask(
        "set_up_again",
        json!({"sign_up_code": "0000-0000-0000-0000-0000"}),
    );
    assert_eq!(wrong.unwrap_err().code, ErrorCode::WrongCode);
    amira.ask(
        "set_up_again",
        json!({"sign_up_code": server.sign_up_code()}),
    );
    amira.until_synced();
    // Ben's laptop goes on by itself, or asks once; he looks now and then, and not all the time.
    let end = std::time::Instant::now() + crate::team::PATIENCE;
    loop {
        let view = ben.ask("sync_now", json!({}));
        if view["trouble"] == "other_history" || view["trouble"] == "server_older" {
            ben.ask("send_again", json!({}));
        }
        if view["standing"] == "synced" && view["unsent"] == 0 {
            break;
        }
        assert!(std::time::Instant::now() < end, "not in time: {view:#}");
        std::thread::sleep(std::time::Duration::from_millis(700));
    }
    amira.until_value(&joan, "please_do", "Ring before nine");
    assert_eq!(ben.team()["members"].as_array().unwrap().len(), 2);
    ben.until("his code as good as before", "team", json!({}), |team| {
        team["recovery"] == "ready"
    });
    assert!(server.admin(&["check"]).contains("nothing wrong"));
}
