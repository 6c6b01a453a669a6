//! The work that every peer is measured on: the same records and changes on every machine, made from one seed.
//!
//! `peers/gen.mjs` makes the same bytes for the peers that are not written in Rust; the tests below hold the two together. Only
//! whole numbers of 32 bits are drawn, because those are the same in both languages.

use crate::Outcome;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

pub(crate) const RECORDS: usize = 50_000;
pub(crate) const CHANGES: usize = 100;
/// How many records go into one transaction of an insert.
pub(crate) const BATCH: usize = 1_000;
const SEED: u32 = 0x9E37_79B9;

/// Somebody made up, in twelve fields and about 400 bytes. The order of the fields is the order in the JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) born: String,
    pub(crate) postcode: String,
    pub(crate) status: String,
    pub(crate) worker: String,
    pub(crate) reason: String,
    pub(crate) referred: String,
    pub(crate) reviewed: String,
    pub(crate) priority: u32,
    pub(crate) consent: bool,
    pub(crate) notes: String,
}

/// Other notes for one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Change {
    pub(crate) id: String,
    pub(crate) notes: String,
}

#[derive(Deserialize)]
struct Words {
    first: Vec<String>,
    last: Vec<String>,
    status: Vec<String>,
    worker: Vec<String>,
    reason: Vec<String>,
    notes: Vec<String>,
}

/// Xorshift with 13, 17 and 5.
struct Xorshift32(u32);

impl Xorshift32 {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() as usize % limit
    }

    fn one<'a>(&mut self, list: &'a [String]) -> &'a str {
        let at = self.below(list.len());
        list.get(at).map_or("", String::as_str)
    }
}

/// The records, one after another.
pub(crate) struct Records {
    dice: Xorshift32,
    words: Words,
    left: usize,
}

/// All of them.
pub(crate) fn records() -> Outcome<Records> {
    Ok(Records {
        dice: Xorshift32(SEED),
        words: serde_json::from_str(include_str!("../../peers/words.json"))?,
        left: RECORDS,
    })
}

/// A hundred changes, spread over the whole.
pub(crate) fn changes() -> Outcome<Vec<Change>> {
    let mut all = records()?;
    let ids: Vec<String> = all.by_ref().map(|record| record.id).collect();
    let stretch = RECORDS / CHANGES;
    Ok((0..CHANGES)
        .map(|number| {
            let at = number * stretch + all.dice.below(stretch);
            Change {
                id: ids.get(at).cloned().unwrap_or_default(),
                notes: all.notes(),
            }
        })
        .collect())
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        self.left = self.left.checked_sub(1)?;
        Some(self.record())
    }
}

impl Records {
    fn record(&mut self) -> Record {
        Record {
            id: self.id(),
            name: format!(
                "{} {}",
                self.dice.one(&self.words.first),
                self.dice.one(&self.words.last)
            ),
            born: self.day(1930, 75),
            postcode: self.postcode(),
            status: self.dice.one(&self.words.status).to_owned(),
            worker: self.dice.one(&self.words.worker).to_owned(),
            reason: self.dice.one(&self.words.reason).to_owned(),
            referred: self.day(2024, 2),
            reviewed: self.day(2026, 1),
            priority: 1 + self.dice.next() % 5,
            consent: self.dice.below(10) != 0,
            notes: self.notes(),
        }
    }

    fn id(&mut self) -> String {
        let mut id = String::new();
        for _ in 0..4 {
            // Writing to a string cannot fail.
            let _ = write!(id, "{:08x}", self.dice.next());
        }
        id
    }

    fn day(&mut self, first: usize, years: usize) -> String {
        let year = first + self.dice.below(years);
        let month = 1 + self.dice.below(12);
        format!("{year}-{month:02}-{:02}", 1 + self.dice.below(28))
    }

    /// `ZZ` is given to no place.
    fn postcode(&mut self) -> String {
        let outward = 1 + self.dice.below(99);
        let inward = self.dice.below(10);
        format!("ZZ{outward} {inward}{}{}", self.letter(), self.letter())
    }

    fn letter(&mut self) -> char {
        char::from(b'A' + (self.dice.next() % 26) as u8)
    }

    fn notes(&mut self) -> String {
        let enough = 130 + self.dice.below(40);
        let mut text = self.dice.one(&self.words.notes).to_owned();
        while text.len() < enough {
            text.push(' ');
            text.push_str(self.dice.one(&self.words.notes));
        }
        text.push('.');
        text
    }
}

/// One number for many lines of JSON.
#[derive(Default)]
pub(crate) struct Sum(Sha256);

impl Sum {
    pub(crate) fn line(&mut self, line: &str) {
        self.0.update(line);
        self.0.update(b"\n");
    }

    pub(crate) fn hex(self) -> String {
        self.0
            .finalize()
            .iter()
            .fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use std::process::Command;

    const FIRST_THOUSAND: &str = "16ac0b9edde5926d2a1adae48051dee52783ec154d823249e9a96d2818d482db";
    const ALL: &str = "4d7a727efbca20a92830b71a3797570ba3413309096fa0b9dbfcdd8e283a6346";
    const ALL_CHANGES: &str = "35ba12c172c74e60e2fe7c6daaa16c639909bf517fbd5f8b9d6d29b8b699dbf2";

    fn sum_of<T: Serialize>(all: impl Iterator<Item = T>) -> String {
        let mut sum = Sum::default();
        all.for_each(|one| sum.line(&serde_json::to_string(&one).unwrap()));
        sum.hex()
    }

    /// The same from the other half, through the program that people would run.
    fn sum_of_node(what: &[&str]) -> String {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/gen.mjs");
        let output = Command::new("node").arg(file).args(what).output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let mut sum = Sum::default();
        sum.0.update(&output.stdout);
        sum.hex()
    }

    #[test]
    fn both_halves_make_the_same_records() {
        assert_eq!(sum_of(records().unwrap().take(1000)), FIRST_THOUSAND);
        assert_eq!(sum_of_node(&["records", "1000"]), FIRST_THOUSAND);
        assert_eq!(sum_of(records().unwrap()), ALL);
        assert_eq!(sum_of_node(&["records"]), ALL);
    }

    #[test]
    fn both_halves_make_the_same_changes() {
        let changes = changes().unwrap();
        assert_eq!(changes.len(), CHANGES);
        assert_eq!(sum_of(changes.iter()), ALL_CHANGES);
        assert_eq!(sum_of_node(&["changes"]), ALL_CHANGES);
    }

    #[test]
    fn a_record_is_as_large_as_the_page_says() {
        let first: Vec<Record> = records().unwrap().take(1000).collect();
        let bytes: usize = first
            .iter()
            .map(|record| serde_json::to_string(record).unwrap().len())
            .sum();
        assert!((390..430).contains(&(bytes / first.len())));
        let fields = serde_json::to_value(first.first().unwrap()).unwrap();
        assert_eq!(fields.as_object().unwrap().len(), 12);
    }
}
