//! One door for change: what Amira does is kept, named, logged, undone and done again.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::contact::Contact;
use alongside_domain::ids::{PersonId, RelationId};
use alongside_domain::person::{Person, Relation};
use alongside_domain::plan::Goal;
use alongside_domain::{FieldError, Kind, Record, Rule, Value, with_record};
use alongside_store::log::Commit;
use alongside_store::{Store, StoreError, Tx};
use alongside_testkit::named::{contact, mr_okafor, organisation, place, service};
use alongside_testkit::{Dice, Ready, fill};
use serde_json::json;
use uuid::Uuid;

fn put<R: Record>(store: &Store, did: &str, record: &R) {
    store.transact(did, |tx| tx.put(record)).unwrap();
}

fn rename(store: &Store, did: &str, name: &str) {
    store
        .transact(did, |tx| {
            tx.set::<Person>(mr_okafor().id, "preferred_name", json!(name))
        })
        .unwrap();
}

fn called(store: &Store) -> String {
    store
        .get::<Person>(mr_okafor().id)
        .unwrap()
        .preferred_name
        .0
}

#[test]
fn what_amira_writes_is_there_the_next_morning() {
    let mut store = Ready::new().unwrap();
    let joe = mr_okafor();
    let (_, changes) = store.transact("add_person", |tx| tx.put(&joe)).unwrap();
    assert_eq!(changes.kinds, [Kind::Person].into());
    store.clock.days(1);
    store.reopen().unwrap();
    assert_eq!(store.get::<Person>(joe.id).unwrap(), joe);
    assert_eq!(store.worker(), "Amira");
}

#[test]
fn saving_the_same_thing_leaves_no_commit() {
    let store = Ready::new().unwrap();
    put(&store, "add_person", &mr_okafor());
    let (_, changes) = store
        .transact("edit", |tx| {
            tx.put(&mr_okafor())?;
            tx.set::<Person>(mr_okafor().id, "preferred_name", json!("Joe"))?;
            tx.archive(Kind::Person, mr_okafor().id.0, false)
        })
        .unwrap();
    assert!(changes.kinds.is_empty());
    assert_eq!(store.commits_after(0, 10).unwrap().len(), 1);
    assert_eq!(
        store.undo_state().unwrap().undo.as_deref(),
        Some("add_person")
    );
}

#[test]
fn a_value_that_breaks_its_rule_changes_nothing_of_the_whole_transaction() {
    let store = Ready::new().unwrap();
    put(&store, "add_person", &mr_okafor());
    let refused = store.transact("edit", |tx| {
        tx.set::<Person>(mr_okafor().id, "preferred_name", json!("Joseph"))?;
        tx.set::<Person>(mr_okafor().id, "nhs_number", json!("943 476 5918"))
    });
    let Err(StoreError::Field(FieldError { field, rule })) = refused else {
        panic!("a wrong check digit was taken");
    };
    assert_eq!((field.as_str(), rule), ("nhs_number", Rule::NotAnNhsNumber));
    assert_eq!(called(&store), "Joe");
    assert!(matches!(
        store.transact("edit", |tx| tx.set::<Person>(
            PersonId(Uuid::from_u128(9)),
            "alert",
            json!("x")
        )),
        Err(StoreError::NotFound)
    ));
    let stopped = store.transact("import", |tx| {
        tx.put(&organisation(1, "Mill Lane Trust"))?;
        Err::<(), _>(StoreError::Cancelled)
    });
    assert!(matches!(stopped, Err(StoreError::Cancelled)));
    assert_eq!(store.organisation_named("Mill Lane Trust").unwrap(), None);
}

#[test]
fn a_relation_of_nobody_is_refused_and_nothing_is_kept() {
    let store = Ready::new().unwrap();
    let nobodys = Relation {
        person: PersonId(Uuid::from_u128(77)),
        name: "Grace".into(),
        ..Relation::blank(RelationId(Uuid::from_u128(78)))
    };
    store.transact("add", |tx| tx.put(&nobodys)).unwrap_err();
    assert!(matches!(
        store.get::<Relation>(nobodys.id),
        Err(StoreError::NotFound)
    ));
    assert!(store.commits_after(0, 10).unwrap().is_empty());
    // And the door still opens afterwards.
    put(&store, "add_person", &mr_okafor());
}

#[test]
fn amira_undoes_step_by_step_and_does_it_again() {
    let mut store = Ready::new().unwrap();
    put(&store, "add_person", &mr_okafor());
    for name in ["Joseph", "Mr Okafor", "Joe O."] {
        store.clock.minutes(1);
        rename(&store, &format!("call_{name}"), name);
    }
    assert_eq!(store.undo().unwrap().0, "call_Joe O.");
    assert_eq!(called(&store), "Mr Okafor");
    assert_eq!(store.undo().unwrap().0, "call_Mr Okafor");
    assert_eq!(called(&store), "Joseph");

    // Closing the laptop does not forget where she was.
    store.reopen().unwrap();
    let state = store.undo_state().unwrap();
    assert_eq!(state.undo.as_deref(), Some("call_Joseph"));
    assert_eq!(state.redo.as_deref(), Some("call_Mr Okafor"));
    assert_eq!(store.undo().unwrap().0, "call_Joseph");
    assert_eq!(called(&store), "Joe");
    assert_eq!(store.undo().unwrap().0, "add_person");
    assert_eq!(store.bin(10).unwrap().len(), 1);
    assert!(matches!(store.undo(), Err(StoreError::NothingToUndo)));

    for did in ["add_person", "call_Joseph", "call_Mr Okafor", "call_Joe O."] {
        assert_eq!(store.redo().unwrap().0, did);
    }
    assert!(matches!(store.redo(), Err(StoreError::NothingToUndo)));
    assert_eq!(called(&store), "Joe O.");
    assert!(store.bin(10).unwrap().is_empty());

    // Something new after an undo: there is nothing to do again.
    store.undo().unwrap();
    rename(&store, "call_J", "J");
    assert_eq!(store.undo_state().unwrap().redo, None);
    store.undo().unwrap();
    assert_eq!(called(&store), "Mr Okafor");
}

#[test]
fn undo_takes_back_everything_that_one_action_did() {
    let store = Ready::new().unwrap();
    let joe = mr_okafor();
    put(&store, "add_person", &joe);
    store
        .transact("write_up_visit", |tx| {
            tx.put(&contact(1, joe.id, "2026-03-02", "Sang two songs."))?;
            tx.set::<Person>(joe.id, "pronouns", json!("he/him"))?;
            tx.set::<Person>(joe.id, "alert", json!("dog"))
        })
        .unwrap();
    let (_, changes) = store.undo().unwrap();
    assert_eq!(changes.kinds, [Kind::Person, Kind::Contact].into());
    assert_eq!(store.get::<Person>(joe.id).unwrap(), joe);
    assert!(store.contacts(joe.id, 0, 10).unwrap().is_empty());
    store.redo().unwrap();
    assert_eq!(store.get::<Person>(joe.id).unwrap().alert.0, "dog");
    assert_eq!(store.contacts(joe.id, 0, 10).unwrap().len(), 1);
}

#[test]
fn every_field_remembers_what_it_said_before_and_who_wrote_it() {
    let store = Ready::new().unwrap();
    put(&store, "add_person", &mr_okafor());
    store.clock.minutes(5);
    rename(&store, "edit", "Joseph");
    store.set_worker("Bilal").unwrap();
    store.clock.minutes(5);
    rename(&store, "edit", "Mr Okafor");
    let history = store.history(Kind::Person, mr_okafor().id.0).unwrap();
    let names: Vec<_> = history
        .iter()
        .filter(|change| change.field == 1)
        .map(|change| {
            (
                change.by.as_str(),
                change.before.clone(),
                change.after.clone(),
            )
        })
        .collect();
    let text = |words: &str| Value::Text(words.to_owned());
    assert_eq!(
        names,
        [
            ("Bilal", Some(text("Joseph")), text("Mr Okafor")),
            ("Amira", Some(text("Joe")), text("Joseph")),
            ("Amira", None, text("Joe")),
        ]
    );
    assert!(history.is_sorted_by(|a, b| a.at >= b.at));
}

#[test]
fn the_log_says_for_each_field_the_value_that_its_writer_saw() {
    let store = Ready::new().unwrap();
    put(&store, "add_person", &mr_okafor());
    rename(&store, "first", "Joseph");
    rename(&store, "second", "Mr Okafor");
    let commits = store.commits_after(0, 10).unwrap();
    let writes: Vec<_> = commits
        .iter()
        .map(|(_, commit)| (commit.stamp, commit.operations[0].operation.fields.clone()))
        .collect();
    assert!(writes.is_sorted_by(|a, b| a.0 < b.0), "stamps grow");
    assert!(writes[0].1.iter().all(|write| write.base.is_none()));
    assert_eq!(
        writes[1].1[0].base,
        Some(writes[0].0),
        "it saw the row as made"
    );
    assert_eq!(
        writes[2].1[0].base,
        Some(writes[1].0),
        "it saw the first change"
    );
    assert_eq!(writes[2].1.len(), 1, "only the field that changed");
    // A clock set back a day still writes a later stamp.
    store.clock.days(-1);
    rename(&store, "third", "Joe");
    let last = store.commits_after(commits[2].0, 10).unwrap();
    assert_eq!(last.len(), 1);
    assert!(last[0].1.stamp > writes[2].0);
}

/// Does what a commit says, as another laptop would.
fn replay(store: &Store, commit: &Commit) {
    fn write<R: Record>(
        tx: &mut Tx<'_>,
        id: Uuid,
        fields: &[(u16, Value)],
    ) -> Result<(), StoreError> {
        let blank = (R::TABLE.blank)();
        let mut values = tx
            .find::<R>(id.into())?
            .map_or(blank, |record| record.values());
        for (number, value) in fields {
            let at = R::TABLE
                .fields
                .iter()
                .position(|field| field.number == *number)
                .unwrap();
            values[at] = value.clone();
        }
        tx.put(&R::from_values(id, values)?)
    }
    store
        .transact(&commit.did, |tx| {
            for operation in &commit.operations {
                let fields: Vec<_> = operation
                    .operation
                    .fields
                    .iter()
                    .map(|write| (write.field, write.value.clone()))
                    .collect();
                with_record!(Kind::from_number(operation.kind).unwrap(), R => write::<R>(tx, operation.record, &fields))?;
            }
            Ok(())
        })
        .unwrap();
}

fn every_commit(store: &Store) -> Vec<Commit> {
    let mut all = Vec::new();
    let mut after = 0;
    loop {
        let page = store.commits_after(after, 7).unwrap();
        let Some((last, _)) = page.last() else {
            return all;
        };
        after = *last;
        all.extend(page.into_iter().map(|(_, commit)| commit));
    }
}

#[test]
fn another_laptop_that_replays_the_log_has_the_same_records() {
    let store = Ready::new().unwrap();
    fill(&store, 20, 3, 15).unwrap();
    put(&store, "add_person", &mr_okafor());
    let mut dice = Dice::new(7);
    for step in 0..120_u32 {
        store.clock.minutes(3);
        match dice.below(6) {
            0 => drop(store.undo()),
            1 => drop(store.redo()),
            2 => {
                let archived = dice.percent(50);
                store
                    .transact("bin", |tx| {
                        tx.archive(Kind::Person, mr_okafor().id.0, archived)
                    })
                    .unwrap();
            }
            3 => put(
                &store,
                "contact",
                &contact(
                    dice.below(9).into(),
                    mr_okafor().id,
                    "2026-03-01",
                    &format!("note {step}"),
                ),
            ),
            4 => put(
                &store,
                "goal",
                &Goal {
                    person: mr_okafor().id,
                    words: format!("sing {step}").into(),
                    ..Goal::blank(alongside_domain::ids::GoalId(Uuid::from_u128(
                        dice.below(5).into(),
                    )))
                },
            ),
            _ => rename(&store, "rename", &format!("Joe {step}")),
        }
    }
    let other = Ready::new().unwrap();
    for commit in every_commit(&store) {
        replay(&other, &commit);
    }
    let mut compared = 0;
    for commit in every_commit(&store) {
        for operation in &commit.operations {
            fn same<R: Record>(a: &Store, b: &Store, id: Uuid) {
                let [a, b] = [a, b].map(|store| store.get::<R>(id.into()).unwrap());
                assert!(a == b, "{} differs", R::TABLE.name);
            }
            with_record!(Kind::from_number(operation.kind).unwrap(), R => same::<R>(&store, &other, operation.record));
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared}");
    store.check().unwrap();
    other.check().unwrap();
}

#[test]
fn an_import_is_undone_whole() {
    let store = Ready::new().unwrap();
    let shed = service(1, "Men's Shed", "Make things together.");
    store
        .transact("import_directory", |tx| {
            // In any order: a place may come before its service.
            tx.add(&place(1, shed.id, "SY10 1AA", 52.86, -3.05))?;
            tx.add(&shed)?;
            tx.add(&organisation(1, "Oswestry Shed"))
        })
        .unwrap();
    store.undo().unwrap();
    let kinds: Vec<Kind> = store
        .bin(10)
        .unwrap()
        .iter()
        .map(|(kind, ..)| *kind)
        .collect();
    assert_eq!(kinds.len(), 3);
    store.redo().unwrap();
    assert!(store.bin(10).unwrap().is_empty());
}

#[test]
fn a_note_of_a_hundred_thousand_characters_in_any_script_comes_back_whole() {
    let mut store = Ready::new().unwrap();
    put(&store, "add_person", &mr_okafor());
    let long: String = "שלום 🌿 العربية हिन्दी नमस्ते e\u{301} "
        .chars()
        .cycle()
        .take(100_000)
        .collect();
    let visit = contact(1, mr_okafor().id, "2026-03-02", &long);
    put(&store, "write_up_visit", &visit);
    store.reopen().unwrap();
    assert!(store.get::<Contact>(visit.id).unwrap().note.0 == long);
    let too_long = format!("{long}x");
    assert!(matches!(
        store.transact("edit", |tx| tx.set::<Contact>(
            visit.id,
            "note",
            json!(too_long)
        )),
        Err(StoreError::Field(FieldError {
            rule: Rule::TooLong,
            ..
        }))
    ));
}
