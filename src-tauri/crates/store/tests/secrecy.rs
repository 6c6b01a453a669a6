//! Nothing is readable without the key: a day's work with a canary in every text, then no file holds it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::value::Text;
use alongside_domain::{Kind, Record, Value, with_record};
use alongside_store::{Store, Tx};
use alongside_testkit::Ready;
use alongside_testkit::named::{mr_okafor, service};
use std::fs;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A word that nobody says by chance.
const CANARY: &str = "Zwetschgenknödel";

fn files_below(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                files_below(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// The word as it could stand in a file: UTF-8, UTF-16 both ways, as the search index folds it, and the part that all share.
fn spellings(word: &str) -> Vec<Vec<u8>> {
    let utf16: Vec<u16> = word.encode_utf16().collect();
    let folded = word.to_lowercase().replace('ö', "o");
    vec![
        word.as_bytes().to_vec(),
        folded.into_bytes(),
        utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        b"wetschgen".to_vec(),
    ]
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

fn assert_no_canary(folder: &Path) -> usize {
    let files = files_below(folder);
    for file in &files {
        let bytes = fs::read(file).unwrap();
        for word in spellings(CANARY) {
            assert!(!holds(&bytes, &word), "{} holds the canary", file.display());
        }
        assert!(
            !bytes.starts_with(b"SQLite format 3"),
            "{} is not encrypted",
            file.display()
        );
    }
    files.len()
}

/// A record of a kind with the canary in every text, and in the texts within lists.
fn write_canaries<R: Record>(tx: &mut Tx<'_>, id: Uuid) -> alongside_store::Result<()> {
    let mut values = (R::TABLE.blank)();
    for (field, value) in R::TABLE.fields.iter().zip(&mut values) {
        *value = match (field.name, &*value) {
            ("person", _) => Value::Blob(mr_okafor().id.0.as_bytes().to_vec()),
            ("service", _) => Value::Blob(service(1, "", "").id.0.as_bytes().to_vec()),
            (_, Value::Text(text)) if text == "[]" => match field.name {
                "languages" | "tags" => Value::Text(format!("[\"{CANARY}\"]")),
                "addresses" => Value::Text(format!("[{{\"lines\":[\"{CANARY}\"]}}]")),
                "reach" | "other_identifiers" => {
                    Value::Text(format!("[{{\"value\":\"{CANARY}\"}}]"))
                }
                _ => Value::Text("[]".to_owned()),
            },
            (_, Value::Text(_)) => Text::from(format!("{CANARY} in {}", field.name))
                .0
                .pipe(Value::Text),
            (_, other) => other.clone(),
        };
    }
    tx.put(&R::from_values(id, values)?)
}

trait Pipe: Sized {
    fn pipe<T>(self, to: impl FnOnce(Self) -> T) -> T {
        to(self)
    }
}
impl<T> Pipe for T {}

fn days_work(store: &Store) {
    store
        .transact(&format!("{CANARY} day"), |tx| {
            tx.put(&mr_okafor())?;
            tx.put(&service(1, CANARY, CANARY))?;
            for (kind, number) in Kind::ALL.iter().zip(100..) {
                let id = match kind {
                    Kind::Person => mr_okafor().id.0,
                    _ => Uuid::from_u128(number),
                };
                with_record!(*kind, R => write_canaries::<R>(tx, id))?;
            }
            Ok(())
        })
        .unwrap();
    store
        .save_draft(CANARY, &CANARY.repeat(2_000), 3, CANARY)
        .unwrap();
    store.remember("place", CANARY).unwrap();
    store.set_worker(CANARY).unwrap();
    store.undo().unwrap();
    store.redo().unwrap();
}

#[test]
fn no_file_holds_a_word_of_what_was_written() {
    let mut store = Ready::new().unwrap();
    let folder = store.folder();
    days_work(&store);
    store.back_up(&folder.join("backups"), &[]).unwrap();
    // A restored and a half-made copy are files too.
    assert!(
        assert_no_canary(&folder) >= 4,
        "the file, its journal, its index and the backup"
    );
    let found = store
        .people(&alongside_store::people::PeopleQuery {
            text: CANARY.to_owned(),
            standing: None,
            order: alongside_store::people::Order::Name,
            offset: 0,
            limit: 9,
            today: "2026-03-02".parse().unwrap(),
        })
        .unwrap();
    assert_eq!(found.0, 1, "it was written, and is found with the key");
    store.close();
    assert_no_canary(&folder);
    store.reopen().unwrap();
    assert!(store.cipher().unwrap().starts_with('4'));
    assert_eq!(store.drafts().unwrap()[0].key, CANARY);
}

#[test]
fn the_scan_would_find_a_word_in_a_file_that_is_not_encrypted() {
    let folder = tempfile::tempdir().unwrap();
    let plain = rusqlite::Connection::open(folder.path().join("plain.db")).unwrap();
    plain
        .execute_batch(&format!(
            "CREATE TABLE notes (note TEXT); INSERT INTO notes VALUES ('{CANARY}')"
        ))
        .unwrap();
    let bytes = fs::read(folder.path().join("plain.db")).unwrap();
    assert!(holds(&bytes, CANARY.as_bytes()));
    let utf16: Vec<u8> = CANARY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(spellings(CANARY).iter().any(|word| holds(&utf16, word)));
}
