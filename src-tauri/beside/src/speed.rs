//! How fast, on a directory of a whole country: what is typed, mistyped, said in plain words, and asked for near a place.

use crate::others::{Fts5, Tantivy, Text};
use alongside_domain::geo::Point;
use alongside_store::directory::{Meaning, ServiceQuery, Understood};
use alongside_store::{Store, World};
use alongside_testkit::fill::{Listing, listing};
use alongside_testkit::{Dice, KEY};
use rusqlite::{Connection, params};
use std::time::{Duration, Instant};

/// Rounds of each query; its median counts.
const ROUNDS: usize = 5;

/// What is asked, by kind.
const ASKED: &[(&str, &[&str])] = &[
    (
        "prefix",
        &[
            "wal",
            "choi",
            "bere",
            "lunch cl",
            "gard",
            "men's sh",
            "debt ad",
            "tod",
            "carers gr",
            "swim",
        ],
    ),
    (
        "misspelt",
        &[
            "wlaking",
            "chior",
            "berevement",
            "luhcn",
            "gardning",
            "toddlr",
            "carrers",
            "swiming",
            "dimentia",
            "befreinding",
        ],
    ),
    (
        "synonym",
        &[
            "money worries",
            "lonely",
            "can't get out",
            "hates groups",
            "my husband died",
            "forgetful",
        ],
    ),
    (
        "distance",
        &["walking", "choir", "lunch", "advice", "garden"],
    ),
];

/// The directory of a whole country, the same each time, one service after the other: memory is measured too.
fn listings(services: u64) -> impl Iterator<Item = Listing> {
    let mut dice = Dice::new(250);
    (0..services).map(move |number| listing(&mut dice, number * 3, number))
}

/// Prints the figures.
pub(crate) fn measure(services: u64) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records.db");
    let store = Store::create(&file, &KEY, "Amira", World::system()).unwrap();
    let before = size(&file);
    let importing = timed(|| {
        store
            .transact("import_directory", |tx| {
                for listing in listings(services) {
                    tx.add(&listing.organisation)?;
                    tx.add(&listing.service)?;
                    tx.add(&listing.place)?;
                }
                Ok(())
            })
            .unwrap();
    });
    let memory = memory();
    let growth = (size(&file) - before) / services;
    let plain = timed(|| bulk(&folder.path().join("plain.db"), services));
    println!(
        "\n{services} services. Import {:.1} s, the same rows in plain SQLite with FTS5 {:.1} s ({:.2} ×). {growth} bytes a service. Most memory until the import was done {memory} MB.\n",
        importing.as_secs_f64(),
        plain.as_secs_f64(),
        importing.as_secs_f64() / plain.as_secs_f64()
    );
    let texts: Vec<Text> = listings(services)
        .map(|it| {
            let service = it.service;
            (
                service.id.0.to_string(),
                service.name.0,
                service.description.0,
            )
        })
        .collect();
    let (fts5, tantivy) = (Fts5::of(&texts), Tantivy::of(&texts));
    drop(texts);
    println!("| p50 / p99, ms | Alongside | its slowest | FTS5, `bm25` | Tantivy | target |");
    println!("| --- | ---: | --- | ---: | ---: | --- |");
    for (kind, asked) in ASKED {
        let query = |text: &str| ServiceQuery {
            text: text.to_owned(),
            understood: (*kind == "synonym").then(|| meant(text)),
            near: (*kind == "distance")
                .then(|| Point::new(52.7, -2.75))
                .flatten(),
            limit: 60,
            ..ServiceQuery::default()
        };
        // The words are read once, as they are when the directory is first opened.
        store.services(&query("wlak")).unwrap();
        let ours = spread(asked, |text| drop(store.services(&query(text)).unwrap()));
        let plain = spread(asked, |text| drop(fts5.find(text, true)));
        let other = spread(asked, |text| drop(tantivy.find(text)));
        let met = if ours.p99 < 16.0 { "" } else { ", **missed**" };
        println!(
            "| {kind} | {ours} | {} | {plain} | {other} | p99 < 16{met} |",
            ours.slowest
        );
    }
}

/// A phrase that stands for words which many services have.
fn meant(said: &str) -> Understood {
    let words = [
        "walking",
        "lunch club",
        "advice",
        "befriending",
        "community",
        "choir",
    ];
    Understood {
        rest: Vec::new(),
        meanings: vec![Meaning {
            said: said.to_owned(),
            words: words.map(str::to_owned).to_vec(),
            ..Meaning::default()
        }],
    }
}

fn bulk(file: &std::path::Path, services: u64) {
    let connection = Connection::open(file).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN;
            CREATE TABLE organisations (id BLOB PRIMARY KEY, name TEXT);
            CREATE TABLE services (n INTEGER PRIMARY KEY, id BLOB UNIQUE, organisation BLOB, name TEXT, description TEXT, phone TEXT, opening TEXT, tags TEXT, source TEXT, source_id TEXT);
            CREATE TABLE places (id BLOB PRIMARY KEY, service BLOB, address TEXT, town TEXT, postcode TEXT, latitude REAL, longitude REAL);
            CREATE INDEX places_of ON places(service); CREATE INDEX services_from ON services(source, source_id);
            CREATE VIRTUAL TABLE words USING fts5(name, organisation, tags, place, text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
            CREATE VIRTUAL TABLE points USING rtree(n, south, north, west, east);")
        .unwrap();
    for (n, it) in (0_i64..).zip(listings(services)) {
        let (service, place) = (&it.service, &it.place);
        let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
            connection
                .prepare_cached(sql)
                .unwrap()
                .execute(values)
                .unwrap();
        };
        let opening = serde_json::to_string(&service.opening).unwrap();
        let tags = service.tags.join(" ");
        run(
            "INSERT INTO organisations VALUES (?, ?)",
            params![it.organisation.id.0.as_bytes(), it.organisation.name.0],
        );
        run(
            "INSERT INTO services VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                n,
                service.id.0.as_bytes(),
                it.organisation.id.0.as_bytes(),
                service.name.0,
                service.description.0,
                service.phone.0,
                opening,
                tags,
                service.source.0,
                service.source_id.0
            ],
        );
        run(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![
                place.id.0.as_bytes(),
                service.id.0.as_bytes(),
                place.address.0,
                place.town.0,
                place.postcode.0,
                place.latitude,
                place.longitude
            ],
        );
        run(
            "INSERT INTO words (rowid, name, organisation, tags, place, text) VALUES (?, ?, ?, ?, ?, ?)",
            params![
                n,
                service.name.0,
                it.organisation.name.0,
                tags,
                place.town.0,
                service.description.0
            ],
        );
        run(
            "INSERT INTO points VALUES (?1, ?2, ?2, ?3, ?3)",
            params![n, place.latitude, place.longitude],
        );
    }
    connection
        .execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")
        .unwrap();
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

/// Median and worst of the queries' medians, in milliseconds, and which that was.
struct Spread<'q> {
    p50: f64,
    p99: f64,
    slowest: &'q str,
}

impl std::fmt::Display for Spread<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} / {:.2}", self.p50, self.p99)
    }
}

fn spread<'q>(asked: &[&'q str], ask: impl Fn(&str)) -> Spread<'q> {
    let mut times: Vec<(f64, &str)> = asked
        .iter()
        .map(|text| {
            let mut rounds: Vec<f64> = (0..ROUNDS)
                .map(|_| timed(|| ask(text)).as_secs_f64() * 1000.0)
                .collect();
            rounds.sort_by(f64::total_cmp);
            (rounds[ROUNDS / 2], *text)
        })
        .collect();
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (p99, slowest) = times[times.len() - 1];
    Spread {
        p50: times[times.len() / 2].0,
        p99,
        slowest,
    }
}

fn size(file: &std::path::Path) -> u64 {
    std::fs::metadata(file).unwrap().len()
}

/// The most memory this program has had, in megabytes, where that is told.
fn memory() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| {
            rest.trim()
                .trim_end_matches(" kB")
                .trim()
                .parse::<u64>()
                .ok()
        })
        .unwrap_or(0)
        / 1024
}
