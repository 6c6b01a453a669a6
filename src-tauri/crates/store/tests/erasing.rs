//! Erasing a person: no word of them is left in the file, in its journal or in any backup, and nothing of them comes back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::contact::Contact;
use alongside_domain::ids::PersonId;
use alongside_domain::person::Person;
use alongside_domain::{Kind, Record as _};
use alongside_store::backup::{self, RECORDS};
use alongside_store::replica::{Applied, KeptPack, Source};
use alongside_store::{Store, StoreError};
use alongside_testkit::named::{contact, mr_okafor, service};
use alongside_testkit::{KEY, Ready};
use serde_json::json;
use std::path::Path;
use uuid::Uuid;

const WORDS: [&str; 3] = ["zebrafinch", "Quetzalcoatl", "Okafor"];

/// Everything that is in a file of records, decrypted: tables, indexes and what search keeps.
fn decrypted(path: &Path) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("plain.db");
    let digits: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    let connection = rusqlite::Connection::open(path).unwrap();
    connection
        .execute_batch(&format!(
            "PRAGMA key = \"x'{digits}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;
             ATTACH '{}' AS plain KEY ''; SELECT sqlcipher_export('plain'); DETACH plain;",
            plain.display()
        ))
        .unwrap();
    let unused: i64 = connection
        .query_row("PRAGMA freelist_count", [], |row| row.get(0))
        .unwrap();
    assert_eq!(unused, 0, "pages that hold what they held");
    std::fs::read(&plain).unwrap()
}

fn holds(path: &Path, word: &str) -> bool {
    let all = decrypted(path).to_ascii_lowercase();
    let word = word.to_ascii_lowercase();
    all.windows(word.len()).any(|part| part == word.as_bytes())
}

/// Joe and Rosa, with a visit each, drafts, and a pack that was kept.
fn two_people() -> Ready {
    let store = Ready::new().unwrap();
    let rosa = Person {
        preferred_name: "Rosa".into(),
        ..Person::blank(PersonId(Uuid::from_u128(77)))
    };
    store.transact("add", |tx| tx.put(&mr_okafor())).unwrap();
    store.transact("add", |tx| tx.put(&rosa)).unwrap();
    store
        .transact("visits", |tx| {
            tx.put(&contact(
                1,
                mr_okafor().id,
                "2026-03-02",
                "Feeds the zebrafinch.",
            ))?;
            tx.put(&contact(2, rosa.id, "2026-03-02", "Likes the geranium."))?;
            tx.put(&service(1, "Men's Shed", "Make things."))
        })
        .unwrap();
    store
        .transact("edit", |tx| {
            tx.set::<Contact>(
                contact(1, rosa.id, "2026-03-02", "").id,
                "note",
                json!("Quetzalcoatl."),
            )
        })
        .unwrap();
    let key = format!("contact/{}/note", contact(1, rosa.id, "2026-03-02", "").id);
    store
        .save_draft(&key, "zebrafinch again", 0, "/people")
        .unwrap();
    let route = format!("/people/{}", mr_okafor().id);
    store
        .save_draft("contact/new/note", "zebrafinch again", 0, &route)
        .unwrap();
    store
        .save_draft("person/new/name", "Mildred", 0, "/people")
        .unwrap();
    let space = space_of(&store, mr_okafor().id);
    store
        .replicate(|replica| {
            replica.set_replicating(true)?;
            replica.open_space(space, 1, [5; 32], Some(3))?;
            replica.keep_pack(&KeptPack {
                hash: [1; 32],
                space,
                device: [1; 8],
                number: 1,
                position: Some(4),
                entry_kind: 3,
                bytes: b"zebrafinch, sealed".to_vec(),
            })?;
            replica.quarantine(5, space, 1, b"zebrafinch, unread")
        })
        .unwrap();
    store
}

fn space_of(store: &Store, person: PersonId) -> Uuid {
    store
        .replica_read(|replica| replica.spaces())
        .unwrap()
        .into_iter()
        .find(|space| space.person == Some(person.0))
        .unwrap()
        .id
}

#[test]
fn no_word_of_an_erased_person_is_left_anywhere_in_the_file() {
    let mut store = two_people();
    let (space, joe) = (space_of(&store, mr_okafor().id), mr_okafor());
    for word in WORDS {
        assert!(holds(&store.path(), word), "{word} is there before");
    }
    assert_eq!(store.records_in(space).unwrap(), 2);
    let commits = store.commits_after(0, 100).unwrap().len();
    let (was_there, changes) = store
        .replicate(|replica| replica.erase_space(space))
        .unwrap();
    assert!(was_there);
    assert_eq!(changes.kinds, [Kind::Person, Kind::Contact].into());
    assert!(store.sweep().unwrap());
    assert!(!store.sweep().unwrap(), "it is done");
    let wal = store.path().with_extension("db-wal");
    assert_eq!(std::fs::metadata(wal).map_or(0, |meta| meta.len()), 0);
    for word in WORDS {
        assert!(!holds(&store.path(), word), "{word} is left");
    }
    for word in ["Rosa", "geranium", "Mildred", "Shed"] {
        assert!(holds(&store.path(), word), "{word} is somebody else's");
    }
    store.check().unwrap();
    store.replica_read(|replica| replica.check_rows()).unwrap();
    assert!(store.find::<Person>(joe.id).unwrap().is_none());
    assert_eq!(store.drafts().unwrap().len(), 1);
    // The commit that wrote of both stays for what it did to the others.
    assert_eq!(store.commits_after(0, 100).unwrap().len(), commits - 2);
    let left = store
        .replica_read(|replica| replica.space(space))
        .unwrap()
        .unwrap();
    assert!(left.is_erased && left.secret.is_none());
    assert_eq!(
        store
            .replica_read(|replica| replica.kept(0, 1_000))
            .unwrap(),
        []
    );
    // Undo steps over what is not there any more.
    while store.undo().is_ok() {}
    assert!(store.find::<Person>(joe.id).unwrap().is_none());
    store.reopen().unwrap();
    store.check().unwrap();
}

#[test]
fn nothing_of_an_erased_person_comes_back() {
    let store = two_people();
    let space = space_of(&store, mr_okafor().id);
    let before: Vec<_> = store.commits_after(0, 100).unwrap();
    store
        .replicate(|replica| replica.erase_space(space))
        .unwrap();
    let digest = store.replica_read(|replica| replica.digest()).unwrap();
    for (_, commit) in &before {
        let mut part = commit.clone();
        part.operations.retain(|operation| operation.space == space);
        if part.operations.is_empty() {
            continue;
        }
        let (applied, _) = store
            .replicate(|replica| replica.apply(space, &part, Source::default()))
            .unwrap();
        assert_eq!(applied, Applied::Known);
    }
    store
        .replicate(|replica| replica.open_space(space, 1, [6; 32], Some(9)))
        .unwrap();
    let left = store
        .replica_read(|replica| replica.space(space))
        .unwrap()
        .unwrap();
    assert!(left.secret.is_none(), "it stays erased");
    assert_eq!(
        store.replica_read(|replica| replica.digest()).unwrap(),
        digest
    );
    let again = store.transact("add", |tx| tx.put(&mr_okafor()));
    assert!(matches!(again, Err(StoreError::NotFound)));
    // A space that never was here is refused all the same.
    let unknown = Uuid::from_u128(404);
    store
        .replicate(|replica| replica.erase_space(unknown))
        .unwrap();
    assert!(store.erased_spaces().unwrap().contains(&unknown));
}

#[test]
fn a_backup_forgets_them_too_and_restoring_an_older_one_does_not_bring_them_back() {
    let mut store = two_people();
    let folder = store.folder().join("backups");
    let space = space_of(&store, mr_okafor().id);
    let key_file = store.folder().join("vault.json");
    std::fs::write(&key_file, "{}").unwrap();
    store.back_up(&folder, &[&key_file]).unwrap();
    store.clock.minutes(1);
    let kept_apart = store.folder().join("stick");
    store.back_up(&kept_apart, &[&key_file]).unwrap();
    store
        .replicate(|replica| replica.erase_space(space))
        .unwrap();
    assert_eq!(store.erase_from_backups(&folder).unwrap(), 1);
    assert_eq!(
        store.erase_from_backups(&folder).unwrap(),
        0,
        "nothing is left to do"
    );
    let [automatic] = &backup::list(&folder).unwrap()[..] else {
        panic!("the backup is there");
    };
    let path = folder.join(&automatic.name);
    for word in WORDS {
        assert!(
            !holds(&path.join(RECORDS), word),
            "{word} is left in a backup"
        );
    }
    assert!(holds(&path.join(RECORDS), "geranium"));
    assert_eq!(store.preview(&path).unwrap().people, 1);
    let mut left: Vec<_> = std::fs::read_dir(&path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, [RECORDS, "vault.json"], "no working copy");

    // One that was on a stick, and so was not reached.
    let on_stick = kept_apart.join(&backup::list(&kept_apart).unwrap()[0].name);
    assert!(holds(&on_stick.join(RECORDS), "zebrafinch"));
    store.close();
    backup::restore(
        &on_stick,
        &store.path(),
        &KEY,
        alongside_domain::Moment(1_772_500_000_000),
    )
    .unwrap();
    assert!(!holds(&store.path(), "zebrafinch"));
    store.reopen().unwrap();
    assert!(store.find::<Person>(mr_okafor().id).unwrap().is_none());
    assert_eq!(store.contents().unwrap().people, 1);
    assert_eq!(store.erased_spaces().unwrap(), [space]);
    store.check().unwrap();
}
