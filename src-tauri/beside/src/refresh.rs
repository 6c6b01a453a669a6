//! What it costs to read a live list again: nothing changed, one service in a hundred, one in ten. Each page has to be asked for, as councils'
//! servers ignore the date they are asked with; what the directory then does should follow what changed, not how much there is.

use crate::quality::NoHands;
use alongside_app::{Desk, Folders, Manners, Opening, commands};
use alongside_testkit::feed::service;
use alongside_testkit::{FixedClock, Moods, StubFeed};
use alongside_vault::PassphraseCost;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// No list of this size takes so long.
const PATIENCE: Duration = Duration::from_secs(20 * 60);

/// One reading of a list.
struct Reading {
    changed: u64,
    /// Until the directory was begun to be brought up to date.
    reading: Duration,
    /// Bringing it up to date.
    keeping: Duration,
    /// By how much the file grew.
    grown: i64,
}

/// Prints the figures, for a list of so many services and for one a tenth its size.
pub(crate) fn measure(services: u32) {
    println!(
        "\n| a live list of | changed | asking and comparing, s | bringing the directory up to date, s | file grew by, KB |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: |");
    for size in [services / 10, services] {
        let folder = tempfile::tempdir().unwrap();
        let clock = FixedClock::on("2026-11-24");
        let desk = Desk::new(
            Folders::under(folder.path().to_owned()),
            Arc::new(NoHands),
            clock.clone(),
            Opening::Fixed(PassphraseCost::FLOOR),
        )
        .with_manners(Manners {
            first_wait: Duration::from_millis(1),
            longest_wait: Duration::from_millis(5),
            ..Manners::default()
        });
        let ask = |name: &str, request| commands::call(&desk, name, request).unwrap();
        ask(
            "create_vault",
            json!({"passphrase": "four calm otters under the bridge", "name": "Amira Haddad"}),
        );
        let mut list: Vec<Value> = (1..=size).map(service).collect();
        let council = StubFeed::of(list.clone());
        council.mood(Moods {
            packed: true,
            ..Moods::default()
        });
        let before = bytes(folder.path());
        let added = ask(
            "add_feed",
            json!({"address": format!("{}/services", council.address()), "name": "Larkbridge Council"}),
        );
        let id = &added["id"];
        show(size, until(&desk, folder.path(), id, &Value::Null, before));
        for share in [0, 100, 10] {
            if share > 0 {
                for changed in list.iter_mut().step_by(share) {
                    changed["description"] = json!(format!(
                        "A friendly group that meets, said anew: one in {share}."
                    ));
                }
                council.serves(list.clone());
            }
            let last = feed(&desk, id)["last"]["at"].clone();
            clock.step(60_000);
            let before = bytes(folder.path());
            ask("pull_feed", json!({"id": id}));
            show(size, until(&desk, folder.path(), id, &last, before));
        }
    }
}

fn show(size: u32, it: Reading) {
    println!(
        "| {size} | {} | {:.2} | {:.2} | {} |",
        it.changed,
        it.reading.as_secs_f64(),
        it.keeping.as_secs_f64(),
        it.grown / 1024
    );
}

fn feed(desk: &Desk, id: &Value) -> Value {
    let feeds = commands::call(desk, "feeds", json!({})).unwrap();
    let mut feeds = feeds.as_array().unwrap().iter();
    feeds
        .find(|view| view["feed"]["id"] == *id)
        .unwrap()
        .clone()
}

/// Waits for a reading that is newer than the last one.
fn until(desk: &Desk, folder: &Path, id: &Value, last: &Value, before: u64) -> Reading {
    let begun = Instant::now();
    let mut keeping = None;
    loop {
        let now = feed(desk, id);
        if now["state"] == "keeping" {
            keeping.get_or_insert_with(Instant::now);
        }
        if now["state"] == "resting" && now["last"] != Value::Null && now["last"]["at"] != *last {
            let ended = Instant::now();
            let kept = keeping.unwrap_or(ended);
            let count = |name: &str| now["last"][name].as_u64().unwrap();
            return Reading {
                changed: count("added") + count("updated"),
                reading: kept - begun,
                keeping: ended - kept,
                grown: i64::try_from(bytes(folder)).unwrap() - i64::try_from(before).unwrap(),
            };
        }
        assert!(
            now["state"] != "waiting" && begun.elapsed() < PATIENCE,
            "{now}"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The bytes of all files in a folder.
fn bytes(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| match entry.metadata().unwrap() {
            it if it.is_dir() => bytes(&entry.path()),
            it => it.len(),
        })
        .sum()
}
