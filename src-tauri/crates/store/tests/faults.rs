//! What goes wrong with a file is said clearly, and the file stays as it is.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::contact::Contact;
use alongside_domain::person::Person;
use alongside_store::people::{Order, PeopleQuery};
use alongside_store::{Store, StoreError, World};
use alongside_testkit::named::mr_okafor;
use alongside_testkit::{Dice, KEY, Ready, fill};
use std::fs;
use std::path::{Path, PathBuf};

fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, &KEY, World::system())
}

/// A closed file with some people in it.
fn closed() -> Ready {
    let mut store = Ready::new().unwrap();
    fill(&store, 40, 4, 20).unwrap();
    store.transact("add", |tx| tx.put(&mr_okafor())).unwrap();
    store.close();
    store
}

/// Opens it, sees that this fails, and that nothing of the folder changed.
fn refused(path: &Path) -> StoreError {
    let before = everything(path);
    let error = open(path).map(drop).unwrap_err();
    assert!(
        before == everything(path),
        "the folder was changed by an opening that failed: {error}"
    );
    error
}

fn everything(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(&path).unwrap_or_default()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_missing_file_is_said_to_be_missing_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.db");
    assert!(matches!(refused(&path), StoreError::Missing));
}

#[test]
fn a_file_is_never_made_over_another() {
    let store = closed();
    let before = fs::read(store.path()).unwrap();
    Store::create(&store.path(), &KEY, "Bilal", World::system()).unwrap_err();
    assert!(before == fs::read(store.path()).unwrap());
}

#[test]
fn a_wrong_key_opens_nothing() {
    let store = closed();
    let before = everything(&store.path());
    let wrong = Store::open(&store.path(), &[9; 32], World::system()).map(drop);
    assert!(matches!(wrong, Err(StoreError::Damaged(_))));
    assert!(before == everything(&store.path()));
}

#[test]
fn a_file_that_is_not_encrypted_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.db");
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE people (name TEXT)")
        .unwrap();
    assert!(matches!(refused(&path), StoreError::NotEncrypted));
}

#[test]
fn a_file_cut_short_is_said_to_be_damaged() {
    let store = closed();
    let whole = fs::read(store.path()).unwrap();
    for length in [
        0,
        7,
        16,
        100,
        4095,
        4096,
        whole.len() / 2,
        whole.len() - 4096,
        whole.len() - 1,
    ] {
        fs::write(store.path(), &whole[..length]).unwrap();
        let seen = match open(&store.path()) {
            Ok(store) => store.check().unwrap_err(),
            Err(_) => refused(&store.path()),
        };
        assert!(matches!(seen, StoreError::Damaged(_)), "{length}: {seen}");
    }
    fs::write(store.path(), &whole).unwrap();
    open(&store.path()).unwrap().check().unwrap();
}

/// Reads everything that a screen could ask for.
fn read_all(store: &Store) -> Result<Vec<Person>, StoreError> {
    let today = "2026-03-02".parse().unwrap();
    let (_, rows, _) = store.people(&PeopleQuery {
        text: String::new(),
        standing: None,
        order: Order::Name,
        offset: 0,
        limit: 100,
        today,
    })?;
    store.today(today)?;
    let mut people = Vec::new();
    for row in rows {
        people.push(store.person(row.id, 10, today)?.person);
        let _: Vec<Contact> = store.contacts(row.id, 0, 10)?;
    }
    Ok(people)
}

#[test]
fn no_flipped_bit_is_ever_taken_for_what_was_written() {
    let store = closed();
    let whole = fs::read(store.path()).unwrap();
    let truth = read_all(&open(&store.path()).unwrap()).unwrap();
    let mut dice = Dice::new(99);
    let (mut at_opening, mut at_reading) = (0, 0);
    for round in 0..150 {
        let mut bytes = whole.clone();
        // The first page often: it is read at every opening.
        let reach = if round % 5 == 0 {
            4096
        } else {
            bytes.len() as u64
        };
        let at = usize::try_from(dice.below(reach)).unwrap();
        bytes[at] ^= 1 << dice.below(8);
        fs::write(store.path(), &bytes).unwrap();
        let error = match open(&store.path()) {
            Err(error) => {
                at_opening += 1;
                assert!(
                    fs::read(store.path()).unwrap() == bytes,
                    "{at}: a file that did not open was changed"
                );
                error
            }
            Ok(opened) => {
                at_reading += 1;
                match read_all(&opened) {
                    Ok(people) => assert!(people == truth, "{at}: wrong data was read in silence"),
                    Err(error) => assert!(matches!(error, StoreError::Damaged(_)), "{at}: {error}"),
                }
                opened.check().map(drop).unwrap_err()
            }
        };
        assert!(matches!(error, StoreError::Damaged(_)), "{at}: {error:?}");
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{suffix}", store.path().display()));
        }
    }
    assert!(
        at_opening > 20 && at_reading > 50,
        "{at_opening} {at_reading}"
    );
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_untouched() {
    let store = closed();
    let digits: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    let newer = |path: &Path| {
        let connection = rusqlite::Connection::open(path).unwrap();
        connection
            .execute_batch(&format!(
                "PRAGMA key = \"x'{digits}'\"; PRAGMA user_version = 99;"
            ))
            .unwrap();
        connection
    };
    drop(newer(&store.path()));
    let is_newer = |error| matches!(error, StoreError::TooNew { needs: 99, ours: 2 });
    assert!(is_newer(refused(&store.path())));

    // Also when the newer program left a journal behind, as a crash does: it belongs to the newer program.
    let connection = newer(&store.path());
    connection
        .execute_batch("CREATE TABLE letters (n INTEGER PRIMARY KEY)")
        .unwrap();
    let crashed = tempfile::tempdir().unwrap();
    let path = crashed.path().join("records.db");
    for suffix in ["", "-wal"] {
        fs::copy(
            format!("{}{suffix}", store.path().display()),
            format!("{}{suffix}", path.display()),
        )
        .unwrap();
    }
    drop(connection);
    let files =
        || ["", "-wal"].map(|suffix| fs::read(format!("{}{suffix}", path.display())).unwrap());
    let before = files();
    assert!(!before[1].is_empty());
    assert!(is_newer(open(&path).map(drop).unwrap_err()));
    assert!(before == files());
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_cannot_be_written_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let store = closed();
    let allow =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let folder = store.folder();
    allow(&store.path(), 0o400);
    allow(&folder, 0o500);
    // Permissions do not bind the superuser, under whom some builds run; then the file is made unchangeable instead.
    let bound = fs::File::create(folder.join("probe")).is_err();
    let fixed = !bound && chattr("+i", &store.path());
    if bound || fixed {
        let error = open(&store.path()).map(drop).unwrap_err();
        assert!(matches!(error, StoreError::ReadOnly), "{error}");
    }
    if fixed {
        assert!(chattr("-i", &store.path()));
    }
    allow(&folder, 0o700);
    allow(&store.path(), 0o600);
    assert!(
        bound || fixed,
        "this machine let neither permissions nor chattr stop the superuser"
    );
    open(&store.path()).unwrap().check().unwrap();
}

#[cfg(target_os = "linux")]
fn chattr(flag: &str, path: &Path) -> bool {
    std::process::Command::new("chattr")
        .arg(flag)
        .arg(path)
        .stderr(std::process::Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
