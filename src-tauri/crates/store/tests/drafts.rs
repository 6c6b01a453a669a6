//! What is being typed, and reading beside writing.

#![allow(clippy::unwrap_used, reason = "tests")]

use alongside_domain::contact::Contact;
use alongside_store::StoreError;
use alongside_testkit::named::{contact, mr_okafor, person};
use alongside_testkit::{Ready, fill};
use serde_json::json;
use std::sync::Barrier;

#[test]
fn half_a_sentence_outlives_the_laptop_being_shut() {
    let mut store = Ready::new().unwrap();
    store
        .save_draft("contact/1/note", "We talked abo", 13, "/people/1/contacts")
        .unwrap();
    store.clock.minutes(1);
    store
        .save_draft(
            "contact/1/note",
            "We talked about his",
            19,
            "/people/1/contacts",
        )
        .unwrap();
    store
        .save_draft("person/1/alert", "Dog", 3, "/people/1")
        .unwrap();
    store.reopen().unwrap();
    let drafts = store.drafts().unwrap();
    assert_eq!(drafts.len(), 2);
    let note = drafts
        .iter()
        .find(|draft| draft.key == "contact/1/note")
        .unwrap();
    assert_eq!(
        (note.text.as_str(), note.cursor),
        ("We talked about his", 19)
    );
    store.discard_draft("person/1/alert").unwrap();
    assert_eq!(store.drafts().unwrap().len(), 1);
}

#[test]
fn a_draft_is_let_go_with_the_change_that_keeps_its_words_or_not_at_all() {
    let store = Ready::new().unwrap();
    let visit = contact(1, mr_okafor().id, "2026-03-02", "");
    store
        .transact("add", |tx| {
            tx.put(&mr_okafor())?;
            tx.put(&visit)
        })
        .unwrap();
    store.save_draft("contact/1/note", "Sang.", 5, "/").unwrap();
    let stopped = store.transact("write", |tx| {
        tx.set::<Contact>(visit.id, "note", json!("Sang."))?;
        tx.settle_draft("contact/1/note")?;
        Err::<(), _>(StoreError::Cancelled)
    });
    assert!(stopped.is_err());
    assert_eq!(
        store.drafts().unwrap().len(),
        1,
        "nothing was kept, so the draft is"
    );
    store
        .transact("write", |tx| {
            tx.set::<Contact>(visit.id, "note", json!("Sang."))?;
            tx.settle_draft("contact/1/note")
        })
        .unwrap();
    assert!(store.drafts().unwrap().is_empty());
    assert_eq!(store.get::<Contact>(visit.id).unwrap().note.0, "Sang.");
}

#[test]
fn a_screen_does_not_wait_for_an_import() {
    let store = Ready::new().unwrap();
    fill(&store, 10, 1, 0).unwrap();
    let (begun, looked) = (Barrier::new(3), Barrier::new(3));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                begun.wait();
                // The import holds the file's one writer now, and has not finished.
                assert_eq!(store.contents().unwrap().people, 10);
                looked.wait();
            });
        }
        store
            .transact("import", |tx| {
                for number in 0..50 {
                    tx.put(&person(number, "New", "Person"))?;
                }
                begun.wait();
                looked.wait();
                Ok(())
            })
            .unwrap();
    });
    assert_eq!(store.contents().unwrap().people, 60);
}

#[test]
fn small_facts_about_this_laptop_are_remembered() {
    let mut store = Ready::new().unwrap();
    assert_eq!(store.recall("place").unwrap(), None);
    store.remember("place", "/today").unwrap();
    store.reopen().unwrap();
    assert_eq!(store.recall("place").unwrap().as_deref(), Some("/today"));
}
