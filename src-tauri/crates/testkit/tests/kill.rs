//! The program is killed in the middle of writing, two hundred times: nothing that was acknowledged is lost, nothing is damaged.

#![allow(clippy::unwrap_used, reason = "tests")]

use alongside_domain::contact::Contact;
use alongside_store::{Store, World};
use alongside_testkit::named::{contact, mr_okafor};
use alongside_testkit::{Dice, KEY};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const KILLS: u32 = 200;

#[test]
fn two_hundred_kills_lose_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.db");
    let open = || Store::open(&path, &KEY, World::system()).unwrap();
    Store::create(&path, &KEY, "Amira", World::system())
        .unwrap()
        .transact("add_person", |tx| tx.put(&mr_okafor()))
        .unwrap();
    let mut dice = Dice::new(200);
    let mut acknowledged: u64 = 0;
    let mut killed_after_writing = 0;
    for kill in 0..KILLS {
        let mut writer = Command::new(env!("CARGO_BIN_EXE_writes_until_killed"))
            .arg(&path)
            .arg((acknowledged + 1).to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = AtomicU64::new(acknowledged);
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for line in lines.map_while(Result::ok) {
                    said.store(line.parse().unwrap(), Ordering::SeqCst);
                }
            });
            // Now and then before the file is even open; mostly in the middle of a write.
            let begun = Instant::now();
            let patience = Duration::from_secs(20);
            while kill % 10 != 0
                && said.load(Ordering::SeqCst) == acknowledged
                && begun.elapsed() < patience
            {
                std::thread::sleep(Duration::from_micros(200));
            }
            std::thread::sleep(Duration::from_micros(dice.below(25_000)));
            writer.kill().unwrap();
            writer.wait().unwrap();
        });
        let last = said.load(Ordering::SeqCst);
        killed_after_writing += u32::from(last > acknowledged);

        let store = open();
        // What was written but not yet said may be there too, whole.
        let (_, rows) = (0, store.contacts(mr_okafor().id, 0, 1_000_000).unwrap());
        let there = rows.len() as u64;
        assert!(
            there >= last,
            "kill {kill}: {last} were acknowledged, {there} are there"
        );
        for number in acknowledged + 1..=last {
            let visit: Contact = store
                .get(contact(number.into(), mr_okafor().id, "", "").id)
                .unwrap();
            assert!(
                visit.note.0.starts_with(&format!("visit {number} ")),
                "kill {kill}"
            );
        }
        let alert = store
            .get::<alongside_domain::person::Person>(mr_okafor().id)
            .unwrap()
            .alert
            .0;
        assert_eq!(
            alert,
            if there == 0 {
                String::new()
            } else {
                format!("visit {there}")
            },
            "both parts of a change or neither"
        );
        acknowledged = there;
        if kill % 10 == 0 || kill + 1 == KILLS {
            store.check().unwrap();
        }
    }
    assert!(
        killed_after_writing > KILLS / 2,
        "{killed_after_writing} kills came after a write"
    );
    // A last look by a process that was not killed.
    open().check().unwrap();
}
