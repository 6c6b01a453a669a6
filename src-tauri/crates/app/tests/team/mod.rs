//! Laptops with open desks, and what their people do with a team: for every story that needs a real server.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::{FakeHands, PASSPHRASE, everyone};
use alongside_app::api::error::AppError;
use alongside_app::{Desk, Folders, Opening, SystemClock, commands};
use alongside_testkit::window::SharedServer;
use alongside_vault::PassphraseCost;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long laptops on one machine may take to agree, on a slow and busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A laptop with somebody's open desk.
pub struct Laptop {
    pub folder: tempfile::TempDir,
    pub hands: Arc<FakeHands>,
    pub desk: Desk,
    pub name: &'static str,
    /// What its vault's recovery code was at first.
    pub recovery_code: String,
}

impl Laptop {
    pub fn of(name: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let hands = Arc::<FakeHands>::default();
        let desk = Desk::new(
            Folders::under(folder.path().to_owned()),
            hands.clone(),
            // The server's clock is the machine's, and so is this laptop's.
            Arc::new(SystemClock),
            Opening::Fixed(PassphraseCost::FLOOR),
        );
        let mut laptop = Self {
            folder,
            hands,
            desk,
            name,
            recovery_code: String::new(),
        };
        let made = laptop.ask(
            "create_vault",
            json!({"passphrase": PASSPHRASE, "name": name}),
        );
        laptop.recovery_code = made["recovery_code"].as_str().unwrap().to_owned();
        laptop
    }

    /// The lid is closed and opened.
    pub fn lock_and_unlock(&self) {
        self.ask("lock", json!({}));
        self.ask("unlock", json!({"passphrase": PASSPHRASE}));
    }

    pub fn try_ask(&self, name: &str, request: Value) -> Result<Value, AppError> {
        commands::call(&self.desk, name, request)
    }

    #[track_caller]
    pub fn ask(&self, name: &str, request: Value) -> Value {
        self.try_ask(name, request)
            .unwrap_or_else(|why| panic!("{}: {name}: {why:?}", self.name))
    }

    /// Asks again until the answer is as wanted.
    #[track_caller]
    pub fn until(
        &self,
        what: &str,
        name: &str,
        request: Value,
        so: impl Fn(&Value) -> bool,
    ) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let answer = self.ask(name, request.clone());
            if so(&answer) {
                return answer;
            }
            assert!(
                Instant::now() < end,
                "{}: not in time: {what}\n{name}: {answer:#}\nsync: {:#}\nactivity: {:#}",
                self.name,
                self.ask("sync_state", json!({})),
                self.ask("activity", json!({})),
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    #[track_caller]
    pub fn until_standing(&self, standing: &str) -> Value {
        self.until(standing, "sync_state", json!({}), |view| {
            view["standing"] == standing
        })
    }

    /// Both have said that everything is the same.
    #[track_caller]
    pub fn until_synced(&self) -> Value {
        self.until("everything sent", "sync_state", json!({}), |view| {
            view["standing"] == "synced" && view["unsent"] == 0 && view["loading"].is_null()
        })
    }

    pub fn new_person(&self, name: &str) -> String {
        let added = self.ask("new_person", json!({"name": name, "standing": null}));
        added["id"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub fn edit(&self, person: &str, field: &str, value: &str) {
        self.ask(
            "edit_field",
            json!({"kind": "about_me", "id": person, "field": field, "value": value}),
        );
    }

    #[track_caller]
    pub fn value(&self, person: &str, field: &str) -> Value {
        self.ask("open_person", json!({"id": person}))["about"][field].clone()
    }

    #[track_caller]
    pub fn until_value(&self, person: &str, field: &str, value: &str) {
        self.until(
            &format!("{field} is “{value}”"),
            "open_person",
            json!({"id": person}),
            |view| view["about"][field] == value,
        );
    }

    #[track_caller]
    pub fn until_people(&self, names: &[&str]) {
        self.until(&format!("{names:?}"), "find_people", everyone(), |list| {
            let mut there: Vec<&str> = list["rows"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["called"].as_str().unwrap())
                .collect();
            there.sort_unstable();
            there == names
        });
    }

    pub fn team(&self) -> Value {
        self.ask("team", json!({}))
    }

    /// The id of the only laptop of a member.
    pub fn laptop_of(&self, name: &str) -> String {
        let team = self.team();
        let members = team["members"].as_array().unwrap();
        let member = members.iter().find(|one| one["name"] == name).unwrap();
        member["laptops"][0]["id"].as_str().unwrap().to_owned()
    }

    pub fn will_choose(&self, path: &Path) {
        let path = Some(path.to_owned());
        self.hands.answers.lock().unwrap().push_back(path);
    }
}

/// Amira makes the team.
#[track_caller]
pub fn make_team(amira: &Laptop, server: &SharedServer) -> Value {
    make_team_at(amira, server, &server.address())
}

#[track_caller]
pub fn make_team_at(amira: &Laptop, server: &SharedServer, address: &str) -> Value {
    amira.ask(
        "make_team",
        json!({
            "server": address,
            "sign_up_code": server.sign_up_code(),
            "name": "Larkfield",
            "laptop": "Amira’s laptop",
        }),
    )
}

/// Somebody is invited, asks, and is let in.
#[track_caller]
pub fn let_in(amira: &Laptop, other: &Laptop, address: &str, role: &str) {
    let_in_for(amira, other, address, role, &Value::Null);
}

/// The same; as another laptop of a member who is there already, if one is named.
#[track_caller]
pub fn let_in_for(amira: &Laptop, other: &Laptop, address: &str, role: &str, member: &Value) {
    let invitation = amira.ask("invite", json!({"role": role, "member": member}));
    let asked = other.ask(
        "join_team",
        json!({"server": address, "code": invitation["code"], "laptop": format!("{}’s laptop", other.name)}),
    );
    assert_ne!(
        asked["is"], "nothing",
        "the screen sees at once that it is under way"
    );
    let waiting = other.until("a number to compare", "joining", json!({}), |view| {
        view["is"] == "waiting"
    });
    let asking = amira.until("somebody at the door", "invitation", json!({}), |view| {
        view["state"]["is"] == "asking"
    });
    assert_eq!(asking["state"]["name"], other.name);
    assert_eq!(
        asking["state"]["safety"], waiting["safety"],
        "both screens show the same numbers"
    );
    amira.ask("answer_invitation", json!({"admit": true}));
    other.until("the door opened", "joining", json!({}), |view| {
        view["is"] == "joined"
    });
}
