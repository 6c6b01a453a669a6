//! Old files open for ever: the first schema's, made once and kept.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::directory::{Organisation, Place};
use alongside_domain::person::Person;
use alongside_store::directory::ServiceQuery;
use alongside_store::log::{FieldWrite, Operation};
use alongside_store::people::{Order, PeopleQuery};
use alongside_store::replica::{KeptPack, Source};
use alongside_store::{Store, World};
use alongside_testkit::named::{contact, mr_okafor, organisation, place, service};
use alongside_testkit::{FixedClock, KEY};
use serde_json::json;
use std::path::{Path, PathBuf};

fn fixture() -> PathBuf {
    fixture_of(1)
}

fn fixture_of(schema: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/v{schema}/records.db"))
}

/// Made the file, once. Never run again: the point of it is its age.
#[test]
#[ignore = "makes the fixture of schema 1, which is kept as it is"]
fn make_the_fixture_of_schema_1() {
    assert!(
        !fixture().exists(),
        "the fixture is there, and stays as it is"
    );
    std::fs::create_dir_all(fixture().parent().unwrap()).unwrap();
    let clock = FixedClock::on("2026-03-02");
    let store = Store::create(&fixture(), &KEY, "Amira", World::with(clock.clone())).unwrap();
    store
        .transact("add_person", |tx| {
            tx.put(&mr_okafor())?;
            tx.put(&contact(
                1,
                mr_okafor().id,
                "2026-03-02",
                "Sang at the café with Siân.",
            ))
        })
        .unwrap();
    clock.minutes(5);
    store
        .transact("import_directory", |tx| {
            let mut shed = service(1, "Men's Shed", "Make things together.");
            shed.organisation = Some(organisation(1, "").id);
            tx.put(&Organisation {
                source: "example".into(),
                ..organisation(1, "Oswestry Trust")
            })?;
            tx.put(&shed)?;
            tx.put(&Place {
                town: "Oswestry".into(),
                ..place(1, shed.id, "SY10 1AA", 52.8617, -3.0548)
            })
        })
        .unwrap();
    clock.minutes(5);
    store
        .transact("rename", |tx| {
            tx.set::<Person>(mr_okafor().id, "preferred_name", json!("Mr Okafor"))
        })
        .unwrap();
    store
        .save_draft("contact/1/note", "Half a sen", 10, "/people")
        .unwrap();
}

#[test]
fn the_file_of_schema_1_opens_with_everything_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.db");
    std::fs::copy(fixture(), &path).unwrap();
    let store = Store::open(&path, &KEY, World::system()).unwrap();
    store.check().unwrap();
    assert_eq!(store.worker(), "Amira");
    let joe: Person = store.get(mr_okafor().id).unwrap();
    assert_eq!(
        joe,
        Person {
            preferred_name: "Mr Okafor".into(),
            ..mr_okafor()
        }
    );
    assert_eq!(store.drafts().unwrap()[0].text, "Half a sen");
    assert_eq!(
        store
            .history(alongside_domain::Kind::Person, joe.id.0)
            .unwrap()[0]
            .did,
        "rename"
    );
    let query = |text: &str| PeopleQuery {
        text: text.to_owned(),
        standing: None,
        order: Order::Name,
        offset: 0,
        limit: 5,
        today: "2026-03-02".parse().unwrap(),
    };
    for typed in ["okafor", "cafe", "sian", "SY101AA"] {
        assert_eq!(store.people(&query(typed)).unwrap().0, 1, "{typed}");
    }
    let found = store
        .services(&ServiceQuery {
            text: "shed oswestry trust".to_owned(),
            limit: 5,
            ..ServiceQuery::default()
        })
        .unwrap();
    assert_eq!(found.rows[0].name, "Men's Shed");
    assert_eq!(store.undo().unwrap().0, "rename");
    assert_eq!(store.get::<Person>(joe.id).unwrap(), mr_okafor());
    assert_eq!(store.undo().unwrap().0, "import_directory");
    assert_eq!(store.contents().unwrap().services, 0);
    store.redo().unwrap();
    store.check().unwrap();
}

/// Made the file, once.
#[test]
#[ignore = "makes the fixture of schema 2, which is kept as it is"]
fn make_the_fixture_of_schema_2() {
    let path = fixture_of(2);
    assert!(!path.exists(), "the fixture is there, and stays as it is");
    std::fs::copy(fixture(), &path).unwrap();
    let clock = FixedClock::on("2026-11-23");
    let world = World {
        clock: clock.clone(),
        ids: alongside_testkit::CountedIds::new(2),
    };
    let store = Store::open(&path, &KEY, world).unwrap();
    let (space, theirs) = {
        let (_, commit) = store.commits_after(0, 1).unwrap().remove(0);
        let mut theirs = commit.clone();
        theirs.id = uuid::Uuid::from_u128(0xB11A1);
        theirs.by = "Bilal".to_owned();
        theirs.did = "edit".to_owned();
        theirs.stamp.0[8..].copy_from_slice(b"laptop-2");
        theirs.stamp.0[7] = 9;
        let made = commit.stamp;
        theirs.operations.truncate(1);
        theirs.operations[0].operation = Operation {
            schema: 2,
            fields: vec![FieldWrite {
                field: 1,
                value: alongside_domain::Value::Text("Joseph O.".to_owned()),
                base: Some(made),
                settles: Vec::new(),
            }],
            saw: None,
        };
        (commit.operations[0].space, theirs)
    };
    store
        .replicate(|replica| {
            replica.set_replicating(true)?;
            replica.open_space(space, 1, [5; 32], Some(2))?;
            replica.set_fact("cursor", b"2")?;
            replica.note_head(2, [2; 32])?;
            replica.quarantine(3, space, 1, b"from a newer version")?;
            replica.apply(space, &theirs, Source::default())?;
            replica.keep_pack(&KeptPack {
                hash: [3; 32],
                space,
                device: *b"laptop-2",
                number: 1,
                position: Some(2),
                entry_kind: 3,
                bytes: b"sealed".to_vec(),
            })
        })
        .unwrap();
    clock.minutes(5);
    store
        .transact("settle", |tx| {
            tx.set::<Person>(mr_okafor().id, "alert", json!("dog"))
        })
        .unwrap();
}

#[test]
fn the_file_of_schema_2_opens_with_everything_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.db");
    std::fs::copy(fixture_of(2), &path).unwrap();
    let store = Store::open(&path, &KEY, World::system()).unwrap();
    store.check().unwrap();
    let joe: Person = store.get(mr_okafor().id).unwrap();
    assert_eq!(
        (joe.preferred_name.0.as_str(), joe.alert.0.as_str()),
        ("Mr Okafor", "dog")
    );
    // Written apart, a minute after the first words and before the second.
    let differences = store.differences().unwrap();
    assert_eq!(differences.len(), 1);
    assert_eq!(differences[0].losing.json, json!("Joseph O."));
    assert_eq!(differences[0].losing.by, "Bilal");
    assert_eq!(store.unsent().unwrap().commits, 4);
    store
        .replica_read(|replica| {
            assert!(replica.check_rows()? >= 5);
            assert_eq!(replica.fact("cursor")?, Some(b"2".to_vec()));
            assert_eq!(replica.head_at(2)?, Some([2; 32]));
            assert_eq!(replica.quarantined()?[0].bytes, b"from a newer version");
            assert_eq!(replica.kept(0, 99)?[0].bytes, b"sealed");
            let shared = replica
                .spaces()?
                .into_iter()
                .filter(|space| space.secret.is_some());
            assert_eq!(shared.count(), 1);
            Ok(())
        })
        .unwrap();
    store
        .transact("decide", |tx| tx.settle(&differences[0].key, None))
        .unwrap();
    assert_eq!(store.differences_count().unwrap(), 0);
    store.undo().unwrap();
    assert_eq!(store.undo().unwrap().0, "settle");
    assert_eq!(store.undo().unwrap().0, "rename");
}

/// The tables, indexes and triggers of a file, as they were declared.
fn shape(path: &Path) -> Vec<(String, Option<String>)> {
    let digits: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    let connection = rusqlite::Connection::open(path).unwrap();
    connection
        .execute_batch(&format!(
            "PRAGMA key = \"x'{digits}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;"
        ))
        .unwrap();
    connection
        .prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}

#[test]
fn an_old_file_brought_up_to_date_has_the_shape_of_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("new.db");
    drop(Store::create(&new, &KEY, "Amira", World::system()).unwrap());
    assert!(shape(&new).len() > 100);
    for schema in [1, 2] {
        let old = folder.path().join(format!("v{schema}.db"));
        std::fs::copy(fixture_of(schema), &old).unwrap();
        drop(Store::open(&old, &KEY, World::system()).unwrap());
        assert_eq!(
            shape(&old),
            shape(&new),
            "schema {schema} was released and edited, or a migration forgot something"
        );
    }
}

#[test]
fn bringing_a_file_up_to_date_writes_no_operation_and_its_rows_are_what_its_log_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.db");
    std::fs::copy(fixture(), &path).unwrap();
    let store = Store::open(&path, &KEY, World::system()).unwrap();
    assert_eq!(store.commits_after(0, 99).unwrap().len(), 3);
    let looked_at = store.replica_read(|replica| replica.check_rows()).unwrap();
    assert_eq!(looked_at, 5);
}
