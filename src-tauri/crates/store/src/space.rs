//! Tests of a full disk, and of an undo that leaves alone what was changed since.

#![allow(clippy::unwrap_used, reason = "tests")]

use crate::log::Turn;
use crate::{Store, StoreError, World};
use alongside_domain::Record as _;
use alongside_domain::contact::Contact;
use alongside_domain::ids::{ContactId, PersonId};
use alongside_domain::person::Person;
use serde_json::json;
use uuid::Uuid;

const JOE: PersonId = PersonId(Uuid::from_u128(1));

fn store(folder: &tempfile::TempDir) -> Store {
    let path = folder.path().join("records.db");
    let store = Store::create(&path, &[3; 32], "Amira", World::system()).unwrap();
    store
        .transact("add", |tx| {
            tx.put(&Person {
                preferred_name: "Joe".into(),
                ..Person::blank(JOE)
            })
        })
        .unwrap();
    store
}

fn visit(number: u128) -> Contact {
    Contact {
        person: JOE,
        note: "a long visit ".repeat(500).into(),
        ..Contact::blank(ContactId(Uuid::from_u128(number)))
    }
}

#[test]
fn a_full_disk_keeps_what_was_there_and_writing_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let room_for = |more: i64| {
        store
            .write(|connection, _| {
                let pages: i64 =
                    connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
                connection.pragma_update(None, "max_page_count", pages + more)?;
                Ok(())
            })
            .unwrap();
    };
    room_for(20);
    let mut written = 0;
    let full = loop {
        match store.transact("visit", |tx| tx.put(&visit(100 + written))) {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(full, StoreError::DiskFull), "{full}");
    assert!(written > 0);
    assert_eq!(
        store.contents().unwrap().contacts,
        u64::try_from(written).unwrap()
    );
    // A whole import that does not fit leaves nothing of itself.
    let import = store.transact("import", |tx| {
        (1_000..1_100).try_for_each(|number| tx.put(&visit(number)))
    });
    assert!(matches!(import, Err(StoreError::DiskFull)));
    let draft = store.save_draft("note", &"x".repeat(200_000), 0, "/");
    assert!(matches!(draft, Err(StoreError::DiskFull)));
    store.check().unwrap();
    room_for(1_000);
    store.transact("visit", |tx| tx.put(&visit(5_000))).unwrap();
    assert_eq!(store.undo_state().unwrap().undo.as_deref(), Some("visit"));
    store.check().unwrap();
}

#[test]
fn undo_leaves_a_field_that_was_changed_since() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    store
        .transact("first", |tx| {
            tx.set::<Person>(JOE, "preferred_name", json!("Joseph"))?;
            tx.set::<Person>(JOE, "alert", json!("dog"))
        })
        .unwrap();
    store
        .transact("second", |tx| {
            tx.set::<Person>(JOE, "preferred_name", json!("Mr Okafor"))
        })
        .unwrap();
    // As if the second had come from another laptop: it is not this one's to undo.
    let forget_last = || {
        store
            .write(|connection, state| {
                state.turns(connection)?.step_over(Turn::Undo);
                Ok(())
            })
            .unwrap();
    };
    forget_last();
    assert_eq!(store.undo().unwrap().0, "first");
    let joe: Person = store.get(JOE).unwrap();
    assert_eq!(
        (joe.preferred_name.0.as_str(), joe.alert.0.as_str()),
        ("Mr Okafor", "")
    );
    store.redo().unwrap();
    let joe: Person = store.get(JOE).unwrap();
    assert_eq!(
        (joe.preferred_name.0.as_str(), joe.alert.0.as_str()),
        ("Mr Okafor", "dog")
    );

    // And where nothing is left to undo, it is stepped over.
    store
        .transact("third", |tx| {
            tx.set::<Person>(JOE, "alert", json!("no dog"))
        })
        .unwrap();
    store
        .transact("fourth", |tx| {
            tx.set::<Person>(JOE, "alert", json!("two dogs"))
        })
        .unwrap();
    forget_last();
    let (_, changes) = store.undo().unwrap();
    assert!(changes.kinds.is_empty());
    assert_eq!(store.get::<Person>(JOE).unwrap().alert.0, "two dogs");
    assert_eq!(store.undo_state().unwrap().undo.as_deref(), Some("first"));
    assert_eq!(store.undo_state().unwrap().redo, None);
}
