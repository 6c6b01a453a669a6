//! Old files open for ever: the first schema's, made once and kept.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::directory::{Organisation, Place};
use alongside_domain::person::Person;
use alongside_store::directory::ServiceQuery;
use alongside_store::people::{Order, PeopleQuery};
use alongside_store::{Store, World};
use alongside_testkit::named::{contact, mr_okafor, organisation, place, service};
use alongside_testkit::{FixedClock, KEY};
use serde_json::json;
use std::path::{Path, PathBuf};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v1/records.db")
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
    let (old, new) = (folder.path().join("old.db"), folder.path().join("new.db"));
    std::fs::copy(fixture(), &old).unwrap();
    drop(Store::open(&old, &KEY, World::system()).unwrap());
    drop(Store::create(&new, &KEY, "Amira", World::system()).unwrap());
    assert!(shape(&new).len() > 80);
    assert_eq!(
        shape(&old),
        shape(&new),
        "a schema that was released was edited, or a migration forgot something"
    );
}
