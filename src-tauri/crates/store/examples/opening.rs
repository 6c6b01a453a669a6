//! Measures what opening the records costs until the first page of People is there, part by part, beside plain SQLite.
//! `cargo run --release -p alongside-store --example opening`

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints figures, and has nothing to do if it cannot work"
)]

use alongside_store::people::{Order, PeopleQuery};
use alongside_store::{Store, World, measure};
use alongside_testkit::{KEY, fill};
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

const ROUNDS: usize = 400;

fn people() -> PeopleQuery {
    PeopleQuery {
        text: String::new(),
        standing: None,
        order: Order::Name,
        offset: 0,
        limit: 50,
        today: "2026-03-02".parse().unwrap(),
    }
}

fn plain_copy(encrypted: &Path, plain: &Path) {
    let digits: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    let connection = Connection::open(encrypted).unwrap();
    connection
        .execute_batch(&format!(
            "PRAGMA key = \"x'{digits}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;
             ATTACH '{}' AS plain KEY ''; SELECT sqlcipher_export('plain'); DETACH plain;",
            plain.display()
        ))
        .unwrap();
}

fn open_plain(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .pragma_update(None, "journal_mode", "WAL")
        .unwrap();
    connection
        .pragma_update(None, "synchronous", "FULL")
        .unwrap();
    connection
        .pragma_update(None, "foreign_keys", true)
        .unwrap();
    connection
        .pragma_update(None, "cache_size", -32_768)
        .unwrap();
    connection
        .pragma_update(None, "temp_store", "MEMORY")
        .unwrap();
    connection.set_prepared_statement_cache_capacity(256);
    connection
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (file, plain) = (
        folder.path().join("records.db"),
        folder.path().join("plain.db"),
    );
    let store = Store::create(&file, &KEY, "Amira", World::system()).unwrap();
    fill(&store, 10_000, 10, 0).unwrap();
    drop(store);
    plain_copy(&file, &plain);
    let (mut opened, mut listed, mut plain_opened, mut plain_listed) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let store = Store::open(&file, &KEY, World::system()).unwrap();
        opened.push(begun.elapsed());
        store.people(&people()).unwrap();
        listed.push(begun.elapsed());
        drop(store);
        let begun = Instant::now();
        let connection = open_plain(&plain);
        plain_opened.push(begun.elapsed());
        connection.execute_batch("BEGIN").unwrap();
        measure::people(&connection, &people()).unwrap();
        connection.execute_batch("COMMIT").unwrap();
        plain_listed.push(begun.elapsed());
        drop(connection);
    }
    let (ours, theirs) = (median(listed), median(plain_listed));
    println!(
        "opened {:.2?}, first page {ours:.2?}; plain: opened {:.2?}, first page {theirs:.2?}; ratio {:.2}",
        median(opened),
        median(plain_opened),
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
}
