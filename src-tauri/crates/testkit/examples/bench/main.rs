//! Measures the store against plain SQLite, both sides in one run and interleaved: `cargo xtask bench`.
//!
//! Prints a Markdown table. A target that is missed says so; nothing is left out.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints figures, and has nothing to do if it cannot work"
)]

mod desk;
mod figures;
mod page;
mod plain;

use alongside_domain::contact::Contact;
use alongside_domain::ids::PersonId;
use alongside_store::directory::ServiceQuery;
use alongside_store::people::{Order, PeopleQuery};
use alongside_store::{Store, World, measure};
use alongside_testkit::fill::{Listing, listing};
use alongside_testkit::{Dice, KEY, fill};
use chrono::NaiveDate;
use figures::{Pair, compare, line};
use rusqlite::Connection;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// How much there is on both sides.
#[derive(Clone, Copy)]
struct Size {
    people: u64,
    contacts_each: u64,
    services: u64,
}

/// What the figures are of.
const WHOLE: Size = Size {
    people: 10_000,
    contacts_each: 10,
    services: 50_000,
};
/// Whether it still runs, and both sides still find the same; its figures mean nothing.
const SMALL: Size = Size {
    people: 600,
    contacts_each: 3,
    services: 200,
};
const SEARCHES: &str = include_str!("searches.txt");

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let path = |at: usize| arguments.get(at).map(PathBuf::from).unwrap_or_default();
    match arguments.get(1).map(String::as_str) {
        Some("memory") => memory(&path(2)),
        Some("undo") => undo(&path(2)),
        Some("page") => page::opens_as_fast(),
        Some("desk") => desk_alone(WHOLE),
        Some("small") => all(SMALL),
        _ => all(WHOLE),
    }
}

fn all(size: Size) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records.db");
    let plain_file = folder.path().join("plain.db");
    heading(size);

    let listings = listings(size);
    compare(
        &format!("import {} services, one commit", size.services),
        &imports(folder.path(), &listings),
        3.0,
    );

    let store = Store::create(&file, &KEY, "Amira", World::system()).unwrap();
    let everyone = filled(&store, size);
    import(&store, &listings);
    drop(listings);
    drop(store);
    plain::copy_of(&file, &KEY, &plain_file).unwrap();

    compare(
        "open the vault to the first page of People",
        &opens(&file, &plain_file),
        1.5,
    );
    for (name, prefix) in [("people", "people: "), ("services", "services: ")] {
        let pair = searches(&file, &plain_file, prefix);
        compare(&format!("search {name} as you type, p50"), &pair, 1.5);
        let (ours, plain) = (pair.ours.percentile(99), pair.plain.percentile(99));
        line(
            &format!("search {name} as you type, p99"),
            ours,
            Some(plain),
            "< 16 ms, ≤ 1.5 ×",
            ours < 16.0 && ours <= plain * 1.5,
        );
    }
    desk::measured(&file, &plain_file, &everyone);
    compare("one edit, durable", &edits(&file, &plain_file), 2.0);
    page::opens_as_fast();
    child("memory", &file);
    child("undo", &file);
}

/// What a link worker looks at, without the directory.
fn desk_alone(size: Size) {
    let folder = tempfile::tempdir().unwrap();
    let (file, plain_file) = (
        folder.path().join("records.db"),
        folder.path().join("plain.db"),
    );
    let store = Store::create(&file, &KEY, "Amira", World::system()).unwrap();
    let everyone = filled(&store, size);
    drop(store);
    plain::copy_of(&file, &KEY, &plain_file).unwrap();
    heading(Size {
        services: 0,
        ..size
    });
    desk::measured(&file, &plain_file, &everyone);
}

fn heading(size: Size) {
    println!(
        "{} people, {} contacts, {} goals, {} services; times in milliseconds, medians.\n",
        size.people,
        size.people * size.contacts_each,
        size.people * 2,
        size.services,
    );
    println!("| what | Alongside | plain SQLite | ratio | target | |");
    println!("| --- | ---: | ---: | ---: | --- | --- |");
}

/// Everybody.
fn filled(store: &Store, size: Size) -> Vec<PersonId> {
    fill(store, size.people, size.contacts_each, 0).unwrap();
    let everyone: Vec<PersonId> = store
        .people(&PeopleQuery {
            limit: u32::try_from(size.people).unwrap(),
            ..people("")
        })
        .unwrap()
        .1
        .iter()
        .map(|row| row.id)
        .collect();
    desk::add_goals(store, &everyone);
    everyone
}

fn listings(size: Size) -> Vec<Listing> {
    let mut dice = Dice::new(50);
    (0..size.services)
        .map(|number| listing(&mut dice, number * 3, number))
        .collect()
}

fn import(store: &Store, listings: &[Listing]) {
    store
        .transact("import_directory", |tx| {
            for listing in listings {
                tx.add(&listing.organisation)?;
                tx.add(&listing.service)?;
                tx.add(&listing.place)?;
            }
            Ok(())
        })
        .unwrap();
}

fn imports(folder: &Path, listings: &[Listing]) -> Pair {
    let mut pair = Pair::default();
    for round in 0..3 {
        let store = Store::create(
            &folder.join(format!("import-{round}.db")),
            &KEY,
            "Amira",
            World::system(),
        )
        .unwrap();
        pair.ours.time(|| import(&store, listings));
        drop(store);
        let mut connection =
            plain::create(&folder.join(format!("import-plain-{round}.db"))).unwrap();
        pair.plain
            .time(|| plain::import(&mut connection, listings).unwrap());
    }
    pair
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

fn people(text: &str) -> PeopleQuery {
    PeopleQuery {
        text: text.to_owned(),
        standing: None,
        order: Order::Name,
        offset: 0,
        limit: 50,
        today: today(),
    }
}

fn services(text: &str) -> ServiceQuery {
    ServiceQuery {
        text: text.to_owned(),
        limit: 50,
        ..ServiceQuery::default()
    }
}

fn opens(file: &Path, plain_file: &Path) -> Pair {
    let mut pair = Pair::default();
    for _ in 0..100 {
        let store = pair.ours.time(|| {
            let store = Store::open(file, &KEY, World::system()).unwrap();
            assert_eq!(store.people(&people("")).unwrap().1.len(), 50);
            store
        });
        drop(store);
        let connection = pair.plain.time(|| {
            let connection = plain::open(plain_file).unwrap();
            assert_eq!(on_plain(&connection, "people", ""), 50);
            connection
        });
        drop(connection);
    }
    pair
}

/// Every beginning of every search, as it is typed.
fn typed(prefix: &str) -> Vec<String> {
    SEARCHES
        .lines()
        .filter_map(|line| line.strip_prefix(prefix))
        .flat_map(|search| {
            let letters = search.chars().count();
            (1..=letters).map(move |so_many| search.chars().take(so_many).collect())
        })
        .collect()
}

fn searches(file: &Path, plain_file: &Path, prefix: &str) -> Pair {
    let store = Store::open(file, &KEY, World::system()).unwrap();
    let connection = plain::open(plain_file).unwrap();
    let typed = typed(prefix);
    let both = |pair: &mut Pair, text: &str, ours_first: bool| {
        let ours = |pair: &mut Pair| {
            pair.ours.time(|| {
                if prefix.starts_with("people") {
                    store.people(&people(text)).unwrap().1.len()
                } else {
                    store.services(&services(text)).unwrap().rows.len()
                }
            })
        };
        let plainly = |pair: &mut Pair| pair.plain.time(|| on_plain(&connection, prefix, text));
        let (a, b) = if ours_first {
            let a = ours(pair);
            (a, plainly(pair))
        } else {
            let b = plainly(pair);
            (ours(pair), b)
        };
        assert_eq!(a, b, "both sides find the same for {text}");
    };
    // Once to warm up, as a link worker's day would have.
    let mut warm = Pair::default();
    for text in &typed {
        both(&mut warm, text, true);
    }
    // Each search counts once, with its median of five: what else the machine does must not look like a slow search.
    let mut pair = Pair::default();
    for text in &typed {
        let mut one = Pair::default();
        for round in 0..5 {
            both(&mut one, text, round % 2 == 0);
        }
        pair.ours.note(one.ours.median());
        pair.plain.note(one.plain.median());
    }
    pair
}

/// The same queries on a plain connection, in one transaction as the store's are.
fn on_plain(connection: &Connection, prefix: &str, text: &str) -> usize {
    connection.execute_batch("BEGIN").unwrap();
    let found = if prefix.starts_with("people") {
        measure::people(connection, &people(text)).unwrap().1.len()
    } else {
        measure::services(connection, &services(text))
            .unwrap()
            .rows
            .len()
    };
    connection.execute_batch("COMMIT").unwrap();
    found
}

fn edits(file: &Path, plain_file: &Path) -> Pair {
    let store = Store::open(file, &KEY, World::system()).unwrap();
    let mut connection = plain::open(plain_file).unwrap();
    let someone: Vec<PersonId> = store
        .people(&PeopleQuery {
            limit: 75,
            ..people("")
        })
        .unwrap()
        .1
        .iter()
        .map(|row| row.id)
        .collect();
    let contacts: Vec<Contact> = someone
        .iter()
        .flat_map(|person| store.contacts(*person, 0, 2).unwrap())
        .collect();
    let mut pair = Pair::default();
    for (number, contact) in contacts.iter().enumerate() {
        let note = format!(
            "{} And then the rain stopped, for the {number}th time.",
            contact.note.0
        );
        let ours = |pair: &mut Pair| {
            pair.ours.time(|| {
                store
                    .transact("edit", |tx| {
                        tx.set::<Contact>(contact.id, "note", json!(note))
                    })
                    .unwrap()
            })
        };
        if number % 2 == 0 {
            ours(&mut pair);
        }
        pair.plain
            .time(|| plain::edit(&mut connection, contact.id.0, &note).unwrap());
        if number % 2 == 1 {
            ours(&mut pair);
        }
    }
    pair
}

/// Something measured in a process of its own, so that its memory is its own.
fn child(what: &str, file: &Path) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args([what, &file.to_string_lossy()])
        .status()
        .unwrap();
    assert!(status.success());
}

/// A line of `/proc/self/status`, in MB; nothing where there is no such file.
fn megabytes(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

fn memory(file: &Path) {
    let store = Store::open(file, &KEY, World::system()).unwrap();
    store.people(&people("")).unwrap();
    for text in typed("people: ") {
        store.people(&people(&text)).unwrap();
    }
    for text in typed("services: ") {
        store.services(&services(&text)).unwrap();
    }
    for (what, name) in [("resident", "VmRSS"), ("at most", "VmHWM")] {
        let used = megabytes(name).unwrap_or(f64::NAN);
        line(
            &format!("memory after opening and searching, {what} (MB)"),
            used,
            None,
            "< 150 MB",
            used < 150.0,
        );
    }
}

fn undo(file: &Path) {
    let store = Store::open(file, &KEY, World::system()).unwrap();
    // The edits came after the import.
    while store.undo_state().unwrap().undo.as_deref() == Some("edit") {
        store.undo().unwrap();
    }
    let begun = Instant::now();
    let (did, _) = store.undo().unwrap();
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    assert_eq!(did, "import_directory");
    assert_eq!(store.contents().unwrap().services, 0);
    let used = megabytes("VmHWM").unwrap_or(f64::NAN);
    line("undo of the whole import", took, None, "–", true);
    line(
        "memory while undoing it, at most (MB)",
        used,
        None,
        "< 150 MB",
        used < 150.0,
    );
}
