//! Tests of the shape of the house: tables as the domain declares them, numbers that never change, one door for writing.

#![allow(clippy::unwrap_used, reason = "tests")]

use crate::{Store, Tx, World};
use alongside_domain::codes::{Came, Standing};
use alongside_domain::contact::Contact;
use alongside_domain::ids::{ContactId, PersonId};
use alongside_domain::person::Person;
use alongside_domain::{Kind, Record as _};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use uuid::Uuid;

fn store(folder: &Path) -> Store {
    Store::create(
        &folder.join("records.db"),
        &[3; 32],
        "Amira",
        World::system(),
    )
    .unwrap()
}

#[test]
fn every_table_has_the_columns_that_the_domain_declares() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path())
        .read(|connection| {
            for kind in Kind::ALL {
                let table = kind.table();
                let mut statement = connection
                    .prepare("SELECT name, type, \"notnull\", dflt_value FROM pragma_table_info(?) ORDER BY cid")?;
                let columns: Vec<(String, String)> = statement
                    .query_map([table.name], |row| {
                        let (name, mut declared): (String, String) = (row.get(0)?, row.get(1)?);
                        if row.get(2)? {
                            declared.push_str(" NOT NULL");
                        }
                        if let Some(default) = row.get::<_, Option<String>>(3)? {
                            write!(declared, " DEFAULT {default}").unwrap();
                        }
                        Ok((name, declared))
                    })?
                    .collect::<rusqlite::Result<_>>()?;
                let declared: Vec<(String, String)> = [("n", "INTEGER"), ("id", "BLOB NOT NULL"), ("stamps", "BLOB NOT NULL")]
                    .into_iter()
                    .chain(table.fields.iter().map(|field| (field.name, field.sql)))
                    .map(|(name, sql)| (name.to_owned(), sql.to_owned()))
                    .collect();
                assert_eq!(columns, declared, "{}", table.name);
                let strict: bool = connection.query_row(
                    "SELECT strict AND NOT wr FROM pragma_table_list WHERE name = ?",
                    [table.name],
                    |row| row.get(0),
                )?;
                assert!(strict, "{} is a STRICT rowid table", table.name);
            }
            Ok(())
        })
        .unwrap();
}

/// Kinds, fields and their numbers as they are stored and sent.
fn numbers() -> String {
    let mut list = String::new();
    for kind in Kind::ALL {
        let table = kind.table();
        for field in table.fields {
            writeln!(
                list,
                "{} {} {} {}",
                *kind as u8, table.name, field.number, field.name
            )
            .unwrap();
        }
    }
    list
}

#[test]
fn numbers_of_kinds_and_fields_are_those_of_every_release() {
    let now = numbers();
    let now: BTreeSet<&str> = now.lines().collect();
    let releases = [
        include_str!("../tests/fixtures/v1/fields.txt"),
        include_str!("../tests/fixtures/v2/fields.txt"),
    ];
    // A field may be added; none may change its number, its name or its kind, and none may go.
    for release in releases {
        for line in release.lines() {
            assert!(now.contains(line), "changed or gone: {line}");
        }
    }
    assert_eq!(
        releases.last().unwrap().lines().count(),
        now.len(),
        "a field was added: raise log::SCHEMA, write a migration, and add it to a list of its own version"
    );
}

#[test]
fn no_number_is_used_twice() {
    let mut kinds = BTreeSet::new();
    for kind in Kind::ALL {
        assert!(kinds.insert(*kind as u8), "{kind:?}");
        assert!(
            (*kind as u8) < 64,
            "the search index has six bits for a kind"
        );
        let mut fields = BTreeSet::new();
        let mut names = BTreeSet::new();
        for field in kind.table().fields {
            assert!(
                fields.insert(field.number) && names.insert(field.name),
                "{kind:?} {}",
                field.name
            );
        }
        assert!(fields.contains(&0), "{kind:?} has no field `archived`");
    }
}

/// Every source file of the crate, by its path under `src`.
fn sources() -> Vec<(String, String)> {
    fn read(folder: &Path, under: &str, all: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{under}{}", path.file_name().unwrap().to_string_lossy());
            if path.is_dir() {
                read(&path, &format!("{name}/"), all);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                all.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut all = Vec::new();
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        "",
        &mut all,
    );
    all
}

#[test]
fn no_statement_outside_rows_writes_a_record() {
    let tables: Vec<&str> = Kind::ALL.iter().map(|kind| kind.table().name).collect();
    let sources = sources();
    for (name, source) in sources.iter().filter(|(name, _)| name != "shape.rs") {
        let words: Vec<&str> = source
            .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '{' || c == '}'))
            .filter(|word| !word.is_empty())
            .collect();
        let writes = |at: usize| {
            let word = |ahead: usize| words.get(at + ahead).copied().unwrap_or_default();
            let into = match (word(0), word(1)) {
                ("INSERT" | "REPLACE", "INTO") | ("DELETE", "FROM") => word(2),
                ("INSERT", "OR") => word(4),
                ("UPDATE", "SET") => "",
                ("UPDATE", table) => table,
                _ => "",
            };
            tables.contains(&into) || into.contains('{')
        };
        let found: Vec<usize> = (0..words.len()).filter(|at| writes(*at)).collect();
        if name == "rows.rs" {
            assert_eq!(
                found.len(),
                3,
                "the one INSERT, the one UPDATE and the one DELETE, or this test has gone blind"
            );
        } else {
            assert!(
                found.is_empty(),
                "{name} writes a record's table beside the doors"
            );
        }
    }
    assert!(sources.len() > 25);
}

/// There are two doors: what is done here (`transact`) and what arrives from others (`replica/apply`). Erasure alone removes a row, and what was never written after all.
#[test]
fn only_the_doors_write_rows() {
    for (name, source) in sources() {
        let calls = |what: &str| source.contains(&format!("rows::{what}("));
        let writes = ["insert", "insert_new", "update"].into_iter().any(calls);
        let is_door = ["transact.rs", "replica/apply.rs"].contains(&name.as_str());
        if name != "shape.rs" {
            assert_eq!(writes, is_door, "{name}");
            assert_eq!(calls("delete"), name == "replica/erase.rs", "{name}");
        }
    }
}

#[test]
fn when_somebody_was_last_met_follows_every_change_of_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let holds = |met: usize| {
        store
            .read(|connection| {
                let rows = |of: &str| -> Vec<[Option<String>; 4]> {
                    let sql = format!(
                        "SELECT hex(person), standing, standing_since, last_on FROM {of} ORDER BY 1"
                    );
                    let mut statement = connection.prepare(&sql).unwrap();
                    let rows = statement
                        .query_map([], |row| {
                            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
                        })
                        .unwrap();
                    rows.map(Result::unwrap).collect()
                };
                let kept = rows("met");
                assert_eq!(kept, rows("met_now"));
                assert_eq!(kept.iter().filter(|row| row[3].is_some()).count(), met);
                Ok(())
            })
            .unwrap();
    };
    let day = |text: &str| text.parse().ok();
    let change = |did: &dyn Fn(&mut Tx<'_>) -> crate::Result<()>| {
        store.transact("change", did).unwrap();
    };
    let (joan, hazel) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
    let talk = Contact {
        person: joan,
        on: day("2026-11-02"),
        came: Some(Came::Happened),
        ..Contact::blank(ContactId(Uuid::from_u128(3)))
    };
    // A contact may be written before its person.
    change(&|tx| {
        tx.add(&talk)?;
        for id in [joan, hazel] {
            tx.add(&Person {
                standing: Some(Standing::Open),
                ..Person::blank(id)
            })?;
        }
        Ok(())
    });
    holds(1);
    change(&|tx| tx.set::<Contact>(talk.id, "person", serde_json::json!(hazel)));
    holds(1);
    change(&|tx| tx.set::<Contact>(talk.id, "came", serde_json::json!("did_not_come")));
    holds(0);
    store.undo().unwrap();
    holds(1);
    change(&|tx| tx.archive(Kind::Contact, talk.id.0, true));
    holds(0);
    change(&|tx| tx.archive(Kind::Contact, talk.id.0, false));
    change(&|tx| tx.archive(Kind::Person, hazel.0, true));
    change(&|tx| tx.set::<Person>(joan, "same_as", serde_json::json!(hazel)));
    holds(1);
}
