//! The Social Prescribing Information Standard v1.1, item by item: where each is written down, or why not (`assets/prsb`).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use alongside_domain::Kind;
use alongside_domain::unknown::Unknown;
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = include_str!("../../../../assets/prsb/social_prescribing_1.1.csv");

struct Item {
    name: String,
    /// It is mandatory itself, or one of those of which a mandatory group needs one.
    is_mandatory: bool,
    is_in_mandatory_group: bool,
    recorded_in: String,
    still_unknown: String,
    note: String,
}

/// The cells of a line; those with a comma or a quote in them stand in quotes.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}

fn items() -> Vec<Item> {
    let mut lines = TABLE.lines();
    let header = "item,group,mandation,times,recorded_in,still_unknown,note";
    assert_eq!(lines.next(), Some(header));
    let mut items: Vec<Item> = lines
        .map(|line| {
            let cells = cells(line);
            assert_eq!(cells.len(), 7, "{line}");
            Item {
                name: cells[0].clone(),
                is_mandatory: cells[2] == "M",
                is_in_mandatory_group: cells[1] == "M",
                recorded_in: cells[4].clone(),
                still_unknown: cells[5].clone(),
                note: cells[6].clone(),
            }
        })
        .collect();
    let whole: BTreeSet<String> = items
        .iter()
        .filter(|item| item.is_mandatory)
        .map(|item| group_of(&item.name).to_owned())
        .collect();
    for item in &mut items {
        item.is_mandatory |= item.is_in_mandatory_group && !whole.contains(group_of(&item.name));
    }
    items
}

fn group_of(name: &str) -> &str {
    name.rsplit_once(" > ").map_or("", |(group, _)| group)
}

#[test]
fn each_of_the_237_items_has_a_place_or_a_reason() {
    let items = items();
    assert_eq!(items.len(), 237);
    let mut sections: Vec<&str> = items
        .iter()
        .map(|item| item.name.split(" > ").next().unwrap())
        .collect();
    sections.dedup();
    assert_eq!(sections.len(), 19);
    for item in &items {
        if item.recorded_in.is_empty() {
            assert!(!item.note.is_empty(), "{} has neither", item.name);
        }
        for place in item
            .recorded_in
            .split(';')
            .filter(|place| !place.is_empty())
        {
            let (kind, field) = place.split_once('.').unwrap();
            let kind: Kind = serde_json::from_value(kind.into())
                .unwrap_or_else(|_| panic!("{}: no kind of record is called {kind}", item.name));
            assert!(
                kind.table().field(field).is_some(),
                "{}: {kind:?} has no field {field}",
                item.name
            );
        }
    }
}

/// What the standard makes mandatory is recorded, all of it.
#[test]
fn nothing_mandatory_is_left_out() {
    let left_out: Vec<String> = items()
        .into_iter()
        .filter(|item| item.is_mandatory && item.recorded_in.is_empty())
        .map(|item| item.name)
        .collect();
    assert_eq!(left_out, Vec::<String>::new());
    let mandatory = items().iter().filter(|item| item.is_mandatory).count();
    assert_eq!(mandatory, 23);
}

/// *Still unknown* asks for what the table marks, and calls mandatory what the standard does.
#[test]
fn what_is_still_unknown_comes_from_the_table() {
    let mut marked: BTreeMap<String, bool> = BTreeMap::new();
    for item in items().iter().filter(|item| !item.still_unknown.is_empty()) {
        let is_mandatory = marked.entry(item.still_unknown.clone()).or_default();
        *is_mandatory |= item.is_mandatory;
    }
    let asked: BTreeMap<String, bool> = Unknown::ALL
        .iter()
        .map(|unknown| {
            let name = serde_json::to_value(unknown).unwrap();
            (name.as_str().unwrap().to_owned(), unknown.mandatory())
        })
        .collect();
    assert_eq!(marked, asked);
}
