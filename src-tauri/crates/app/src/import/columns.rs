//! Which column feeds what, as the interface speaks of it: one flat list of target and column.
//!
//! Targets that take several columns are numbered from the second on: `address`, `address_2`... The seven weekdays are targets of
//! their own. How a column of tags is split, and how a status is told, is taken from the guess where the column is the same one.

use alongside_documents::import::table::{Mapping, StatusColumn, StatusRule, TagColumn};
use std::collections::BTreeMap;

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// More columns than any target takes.
const MOST: usize = 9;

/// Targets that take one column.
macro_rules! singles {
    ($with:ident) => {
        $with!(
            name,
            organisation,
            also_known_as,
            town,
            postcode,
            latitude,
            longitude,
            phone,
            email,
            website,
            email_or_website,
            opening,
            cost,
            minimum_age,
            maximum_age,
            ages,
            eligibility,
            how_to_join,
            access,
            languages,
            area,
            source_id
        )
    };
}

fn numbered(target: &str, at: usize) -> String {
    if at == 0 {
        target.to_owned()
    } else {
        format!("{target}_{}", at + 1)
    }
}

/// A mapping as the interface speaks of it.
pub(super) fn flat(mapping: &Mapping) -> BTreeMap<String, String> {
    let mut flat = BTreeMap::new();
    macro_rules! put {
        ($($target:ident),+) => {$(
            if let Some(column) = &mapping.$target {
                flat.insert(stringify!($target).to_owned(), column.clone());
            }
        )+};
    }
    singles!(put);
    let tags: Vec<String> = mapping
        .tags
        .iter()
        .map(|tags| tags.column.clone())
        .collect();
    for (target, columns) in [
        ("description", &mapping.description),
        ("address", &mapping.address),
        ("tags", &tags),
    ] {
        for (at, column) in columns.iter().take(MOST).enumerate() {
            flat.insert(numbered(target, at), column.clone());
        }
    }
    for (day, column) in DAYS.iter().zip(&mapping.weekdays) {
        if let Some(column) = column {
            flat.insert((*day).to_owned(), column.clone());
        }
    }
    if let Some(status) = &mapping.status {
        flat.insert("status".to_owned(), status.column.clone());
    }
    flat
}

/// The mapping that the interface speaks of. What is not named feeds nothing.
pub(super) fn mapping(chosen: &BTreeMap<String, String>, guess: &Mapping) -> Mapping {
    let one = |target: &str| {
        chosen
            .get(target)
            .filter(|column| !column.is_empty())
            .cloned()
    };
    let several = |target: &str| -> Vec<String> {
        (0..MOST)
            .filter_map(|at| one(&numbered(target, at)))
            .collect()
    };
    let mut mapping = Mapping::default();
    macro_rules! take {
        ($($target:ident),+) => {$( mapping.$target = one(stringify!($target)); )+};
    }
    singles!(take);
    mapping.description = several("description");
    mapping.address = several("address");
    mapping.tags = several("tags")
        .into_iter()
        .map(|column| tags(column, guess))
        .collect();
    let days: Vec<Option<String>> = DAYS.iter().map(|day| one(day)).collect();
    if days.iter().any(Option::is_some) {
        mapping.weekdays = days;
    }
    mapping.status = one("status").map(|column| status(column, guess));
    mapping
}

fn tags(column: String, guess: &Mapping) -> TagColumn {
    if let Some(known) = guess.tags.iter().find(|known| known.column == column) {
        return known.clone();
    }
    let prefix = if column.eq_ignore_ascii_case("ukcat") {
        "ukcat:".to_owned()
    } else {
        String::new()
    };
    TagColumn {
        column,
        separator: ";".to_owned(),
        prefix,
    }
}

fn status(column: String, guess: &Mapping) -> StatusColumn {
    if let Some(known) = guess.status.as_ref().filter(|known| known.column == column) {
        return known.clone();
    }
    let heading = column.to_lowercase();
    let a_day = ["date", "year", "closed on", "removed", "ended"]
        .iter()
        .any(|word| heading.contains(word));
    StatusColumn {
        column,
        rule: if a_day {
            StatusRule::ClosedIfFilled
        } else {
            StatusRule::Words
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_shown_and_given_back_is_the_same_mapping() {
        let some = |name: &str| Some(name.to_owned());
        let mapping_of_a_council = Mapping {
            name: some("Group"),
            organisation: some("Run by"),
            description: vec!["About".to_owned(), "Details".to_owned()],
            address: vec!["Address 1".to_owned(), "Address 2".to_owned()],
            postcode: some("Post code"),
            weekdays: vec![some("Mon"), None, some("Wed"), None, None, None, None],
            tags: vec![TagColumn {
                column: "UKCAT".to_owned(),
                separator: ";".to_owned(),
                prefix: "ukcat:".to_owned(),
            }],
            status: Some(StatusColumn {
                column: "Year closed".to_owned(),
                rule: StatusRule::ClosedIfFilled,
            }),
            ..Mapping::default()
        };
        let shown = flat(&mapping_of_a_council);
        assert_eq!(
            shown.get("address_2").map(String::as_str),
            Some("Address 2")
        );
        assert_eq!(mapping(&shown, &mapping_of_a_council), mapping_of_a_council);
        assert_eq!(mapping(&shown, &Mapping::default()), mapping_of_a_council);
        assert_eq!(
            mapping(&BTreeMap::new(), &mapping_of_a_council),
            Mapping::default()
        );
    }
}
