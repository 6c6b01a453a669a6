//! Backups: made, listed, looked into, put back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::Moment;
use alongside_domain::person::Person;
use alongside_store::backup::{RECORDS, list, restore, thin};
use alongside_store::{Clock as _, Store, StoreError};
use alongside_testkit::named::mr_okafor;
use alongside_testkit::{KEY, Ready, fill};
use serde_json::json;
use std::fs;
use std::path::PathBuf;

fn ready() -> (Ready, PathBuf) {
    let store = Ready::new().unwrap();
    fill(&store, 12, 2, 5).unwrap();
    store.transact("add", |tx| tx.put(&mr_okafor())).unwrap();
    let backups = store.folder().join("backups");
    (store, backups)
}

#[test]
fn a_backup_is_whole_encrypted_and_opens_with_the_same_key() {
    let (store, backups) = ready();
    let beside = store.folder().join("vault.json");
    fs::write(&beside, "{}").unwrap();
    let made = store.back_up(&backups, &[&beside]).unwrap();
    let folder = backups.join(&made.name);
    assert_eq!(fs::read_to_string(folder.join("vault.json")).unwrap(), "{}");
    assert!(
        !fs::read(folder.join(RECORDS))
            .unwrap()
            .starts_with(b"SQLite format 3")
    );
    assert_eq!(list(&backups).unwrap(), [made]);
    let inside = store.preview(&folder).unwrap();
    assert_eq!(inside, store.contents().unwrap());
    assert_eq!(
        (inside.people, inside.contacts, inside.services),
        (13, 24, 5)
    );
    assert_eq!(inside.last_change, Some(store.clock.now()));
    let opened = Store::open(&folder.join(RECORDS), &KEY, store.world()).unwrap();
    assert_eq!(opened.get::<Person>(mr_okafor().id).unwrap(), mr_okafor());
    opened.check().unwrap();
    // Search and undo came with it.
    opened.undo().unwrap();
    assert_eq!(opened.contents().unwrap().people, 12);
}

#[test]
fn a_backup_is_made_while_amira_writes() {
    let (store, backups) = ready();
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for number in 0..40 {
                store
                    .transact("edit", |tx| {
                        tx.set::<Person>(mr_okafor().id, "alert", json!(format!("{number}")))
                    })
                    .unwrap();
            }
        });
        store.back_up(&backups, &[]).unwrap();
        writing.join().unwrap();
    });
    let name = &list(&backups).unwrap()[0].name;
    assert_eq!(store.preview(&backups.join(name)).unwrap().people, 13);
}

#[test]
fn restoring_puts_back_that_day_and_keeps_what_was_there_aside() {
    let (mut store, backups) = ready();
    let made = store.back_up(&backups, &[]).unwrap();
    store.clock.days(1);
    store
        .transact("edit", |tx| {
            tx.set::<Person>(mr_okafor().id, "alert", json!("after the backup"))
        })
        .unwrap();
    store.close();
    let aside = restore(
        &backups.join(&made.name),
        &store.path(),
        &KEY,
        store.clock.now(),
    )
    .unwrap();
    store.reopen().unwrap();
    assert_eq!(store.get::<Person>(mr_okafor().id).unwrap().alert.0, "");
    let old = Store::open(&aside, &KEY, store.world()).unwrap();
    assert_eq!(
        old.get::<Person>(mr_okafor().id).unwrap().alert.0,
        "after the backup"
    );
    // Twice on one day: the first copy aside is not written over.
    store.close();
    let second = restore(
        &backups.join(&made.name),
        &store.path(),
        &KEY,
        store.clock.now(),
    )
    .unwrap();
    assert_ne!(aside, second);
    // And when the records were lost altogether.
    fs::remove_file(store.path()).unwrap();
    restore(
        &backups.join(&made.name),
        &store.path(),
        &KEY,
        store.clock.now(),
    )
    .unwrap();
    store.reopen().unwrap();
    store.check().unwrap();
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_moved() {
    let (mut store, backups) = ready();
    let made = store.back_up(&backups, &[]).unwrap();
    let records = backups.join(&made.name).join(RECORDS);
    let mut bytes = fs::read(&records).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&records, &bytes).unwrap();
    assert!(matches!(
        store.preview(&backups.join(&made.name)),
        Err(StoreError::BackupUnusable(_))
    ));
    store.close();
    let before = fs::read(store.path()).unwrap();
    let refused = restore(
        &backups.join(&made.name),
        &store.path(),
        &KEY,
        store.clock.now(),
    );
    assert!(matches!(refused, Err(StoreError::BackupUnusable(_))));
    assert!(before == fs::read(store.path()).unwrap());
    assert!(matches!(
        restore(
            &backups.join(&made.name),
            &store.path(),
            &[1; 32],
            store.clock.now()
        ),
        Err(StoreError::BackupUnusable(_))
    ));
    assert!(matches!(
        restore(
            &backups.join("nowhere"),
            &store.path(),
            &KEY,
            store.clock.now()
        ),
        Err(StoreError::BackupUnusable(_))
    ));
    let mut left: Vec<_> = fs::read_dir(store.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["backups", "records.db"]);
    // What a crash left half made is no backup, and goes with the next.
    store.reopen().unwrap();
    fs::create_dir(backups.join("2026-03-01T09-00-00Z.unproved")).unwrap();
    assert_eq!(list(&backups).unwrap().len(), 1);
    store.clock.minutes(1);
    store.back_up(&backups, &[]).unwrap();
    assert_eq!(fs::read_dir(&backups).unwrap().count(), 2);
}

#[test]
fn a_month_of_mornings_is_thinned() {
    let (store, backups) = ready();
    for _ in 0..30 {
        store.clock.days(1);
        store.back_up(&backups, &[]).unwrap();
    }
    let all = list(&backups).unwrap();
    assert_eq!(all.len(), 30);
    let gone = thin(&all, store.clock.now());
    assert!((10..20).contains(&gone.len()), "{}", gone.len());
    assert!(!gone.contains(&all[0].name));
    assert!(thin(&[], Moment(0)).is_empty());
}
