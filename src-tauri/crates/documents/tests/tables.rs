//! Tables as registers and charities really publish them, and the tags suggested from them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs,
    reason = "tests; figures go to whoever runs them with --nocapture"
)]

use crate::support::{data, on};
use alongside_documents::import::table::{
    KnownTable, Mapping, StatusColumn, StatusRule, inspect, open, read_table,
};
use alongside_documents::import::{Charset, ImportError, SkipReason};
use alongside_documents::tags::{NeedRules, TagRules, needs_for_tags, suggest_tags};
use alongside_domain::codes::ServiceStatus;
use std::collections::HashSet;
use std::path::Path;
use std::time::Instant;

#[test]
fn all_4203_charities_come_in() {
    let bytes = open(&data("charities/sample.csv")).unwrap();
    let preview = inspect(&bytes).unwrap();
    assert_eq!(
        (preview.known, preview.count, preview.delimiter.as_str()),
        (Some(KnownTable::Charities), 4_203, ",")
    );
    let start = Instant::now();
    let batch = read_table(&bytes, &preview.guess, "sample.csv", "Charities", &mut on).unwrap();
    eprintln!("charities: {:?}", start.elapsed());
    assert!(batch.skipped.is_empty(), "{:?}", batch.skipped);
    assert_eq!(batch.read, 4_203);
    // The sample lists 98 charities twice or thrice, tagged by different readers: one service each, with all their tags.
    assert_eq!((batch.incoming.len(), batch.joined), (4_104, 99));
    let centre = batch
        .incoming
        .iter()
        .find(|incoming| incoming.source_id() == "GB-CHC-1000003")
        .unwrap();
    assert_eq!(
        centre.service.name.as_str(),
        "SOUTHERN AFRICA RESOURCES CENTRE"
    );
    assert_eq!(centre.service.tags, ["ukcat:ED101", "ukcat:CA103"]);
    assert_eq!(centre.places[0].postcode.as_str(), "BS3 2BN");
    let organisation = centre.organisation.as_ref().unwrap();
    assert_eq!(
        (
            organisation.register[0].scheme.as_str(),
            organisation.register[0].identifier.as_str()
        ),
        ("GB-CHC", "1000003")
    );
    let twice = batch
        .incoming
        .iter()
        .find(|incoming| incoming.source_id() == "GB-CHC-1011431")
        .unwrap();
    assert_eq!(
        twice.service.tags,
        ["ukcat:HR105", "ukcat:CV102", "ukcat:AR104"]
    );
    // Broken in some way nobody can be sure of: left as it is.
    assert!(
        batch
            .incoming
            .iter()
            .any(|incoming| incoming.service.name.as_str()
                == "NUESTROS PEQUE¥OS HERMANOS UNITED KINGDOM")
    );
    assert!(
        batch
            .incoming
            .iter()
            .all(|incoming| incoming.service.status == Some(ServiceStatus::Active))
    );
    assert_eq!(
        batch
            .incoming
            .iter()
            .filter(|incoming| incoming.places.is_empty())
            .count(),
        18,
        "18 have no postcode"
    );
}

#[test]
fn all_3539_libraries_come_in_and_closed_ones_are_closed() {
    let bytes = open(&data("libraries/libraries.csv")).unwrap();
    let preview = inspect(&bytes).unwrap();
    assert_eq!(
        (preview.known, preview.count),
        (Some(KnownTable::Libraries), 3_539)
    );
    let start = Instant::now();
    let batch = read_table(
        &bytes,
        &preview.guess,
        "libraries.csv",
        "Libraries",
        &mut on,
    )
    .unwrap();
    eprintln!("libraries: {:?}", start.elapsed());
    assert_eq!(
        (
            batch.read,
            batch.incoming.len(),
            batch.joined,
            batch.skipped.len()
        ),
        (3_539, 3_539, 0, 0)
    );
    let closed = batch
        .incoming
        .iter()
        .filter(|incoming| incoming.service.status == Some(ServiceStatus::Defunct))
        .count();
    assert_eq!(closed, 361);
    let archives = &batch.incoming[0];
    assert_eq!(archives.service.email.as_str(), "archives@barnsley.gov.uk");
    assert!(archives.service.url.is_blank());
    assert_eq!(
        archives.organisation.as_ref().unwrap().name.as_str(),
        "Barnsley Metropolitan Borough Council"
    );
    assert!(
        archives
            .service
            .opening_words
            .as_str()
            .starts_with("Monday: Closed\nTuesday: All Day (with closure)")
    );
    assert_eq!(archives.places[0].latitude, Some(53.554_224));
    assert!(
        batch
            .incoming
            .iter()
            .any(|incoming| !incoming.service.url.is_blank())
    );
    let ids: HashSet<&str> = batch
        .incoming
        .iter()
        .map(|incoming| incoming.source_id())
        .collect();
    assert_eq!(ids.len(), 3_539);
    let again = read_table(
        &bytes,
        &preview.guess,
        "libraries.csv",
        "Libraries",
        &mut on,
    )
    .unwrap();
    assert_eq!(again, batch, "the same file again is the same, ids and all");
}

#[test]
fn a_village_list_is_guessed_and_read() {
    let text = "sep=;\r\nGroup name;Run by;What we do;Venue address;Post Code;Tel;E-mail;Web site;Mon;Tue;Age range;Cost;Tags;Open?\r\n\
        Knit & Natter;St Mary\u{92}s;Wool \u{96} and talk;Mill Lane;SY101AA;01632 960 014;jean@example.org;;10am-12 noon;;18+;\u{a3}2;wool|tea;\r\n\
        ;;;;;;;;;;;;;\r\n\
        ;Ceres Hall;Bingo;;;;;nonsense;;7pm to 9pm;;Free;;\r\n\
        ;;only words;;;;;;;;;;;\r\n";
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let preview = inspect(&bytes).unwrap();
    assert_eq!(
        (preview.charset, preview.delimiter.as_str(), preview.known),
        (Charset::Windows1252, ";", None)
    );
    let guess = &preview.guess;
    assert_eq!(guess.name.as_deref(), Some("Group name"));
    assert_eq!(guess.organisation.as_deref(), Some("Run by"));
    assert_eq!(
        (guess.postcode.as_deref(), guess.phone.as_deref()),
        (Some("Post Code"), Some("Tel"))
    );
    let batch = read_table(&bytes, guess, "village.csv", "Ceres", &mut on).unwrap();
    assert_eq!((batch.incoming.len(), batch.skipped.len()), (2, 1));
    assert_eq!(batch.skipped[0].reason, SkipReason::NoName);
    let knit = &batch.incoming[0];
    assert_eq!(knit.service.description.as_str(), "Wool – and talk");
    assert_eq!(
        knit.organisation.as_ref().unwrap().name.as_str(),
        "St Mary’s"
    );
    assert_eq!(
        (
            knit.service.opening[0].byday.as_str(),
            knit.service.opening[0].opens_at.as_str(),
            knit.service.opening[0].closes_at.as_str()
        ),
        ("MO", "10:00", "12:00")
    );
    assert_eq!(
        (knit.service.minimum_age, knit.service.costs[0].amount),
        (Some(18), Some(2.0))
    );
    assert_eq!(knit.service.tags, ["wool", "tea"]);
    let bingo = &batch.incoming[1];
    assert_eq!(
        bingo.service.name.as_str(),
        "Ceres Hall",
        "no name of its own: its organisation's, and that is said"
    );
    assert!(
        bingo.service.free
            && bingo.service.url.is_blank()
            && bingo.service.also.as_str().contains("nonsense")
    );
}

#[test]
fn a_mapping_must_fit_its_table() {
    let bytes = b"a,b\n1,2\n";
    let named = |column: &str| Mapping {
        name: Some(column.to_owned()),
        ..Mapping::default()
    };
    let read = |mapping: &Mapping| read_table(bytes, mapping, "f", "s", &mut on);
    assert!(matches!(
        read(&Mapping::default()),
        Err(ImportError::NoNameColumn)
    ));
    assert!(matches!(read(&named("c")), Err(ImportError::NoSuchColumn(column)) if column == "c"));
    assert_eq!(
        read(&named("b")).unwrap().incoming[0].service.name.as_str(),
        "2"
    );
    assert!(matches!(
        inspect(b"Dear Amira\n\nhow are you\n"),
        Err(ImportError::NoTable)
    ));
    assert!(matches!(inspect(b""), Err(ImportError::NoTable)));
    assert!(matches!(
        inspect(b"PK\x03\x04 not really"),
        Err(ImportError::NotASpreadsheet)
    ));
    let status = Mapping {
        status: Some(StatusColumn {
            column: "a".to_owned(),
            rule: StatusRule::Words,
        }),
        ..named("b")
    };
    assert_eq!(
        read(&status).unwrap().incoming[0].service.status,
        Some(ServiceStatus::Active)
    );
}

#[test]
fn a_spreadsheet_comes_in_by_the_same_path() {
    let bytes =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/village.xlsx"))
            .unwrap();
    let preview = inspect(&bytes).unwrap();
    assert_eq!(preview.charset, Charset::Spreadsheet);
    let batch = read_table(&bytes, &preview.guess, "village.xlsx", "Ceres", &mut on).unwrap();
    let services: Vec<(&str, &str)> = batch
        .incoming
        .iter()
        .map(|incoming| {
            (
                incoming.service.name.as_str(),
                incoming.service.phone.as_str(),
            )
        })
        .collect();
    assert_eq!(
        services,
        [
            ("Knit & Natter", "01632 960014"),
            ("Men’s Shed", "01632 960015")
        ]
    );
    assert_eq!(batch.incoming[0].at.record, 2);
    assert_eq!(
        batch.incoming[0].service.also.as_str(),
        r#"{"Since":"2024-03-01"}"#
    );
}

#[test]
fn tags_are_suggested_from_what_a_service_says() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets");
    let start = Instant::now();
    let rules =
        TagRules::parse(&std::fs::read_to_string(assets.join("ukcat/tags.csv")).unwrap()).unwrap();
    eprintln!(
        "{} tag rules compiled in {:?}",
        rules.count(),
        start.elapsed()
    );
    let needs =
        NeedRules::parse(&std::fs::read_to_string(assets.join("needs/needs.json")).unwrap())
            .unwrap();
    let tags = suggest_tags("A group for CARERS and people living with dementia", &rules);
    assert!(
        tags.contains(&"ukcat:SC102".to_owned()) && tags.contains(&"ukcat:HE205".to_owned()),
        "{tags:?}"
    );
    let needs_met = needs_for_tags(&tags, &needs);
    assert!(
        needs_met.contains(&"caring".to_owned()) && needs_met.contains(&"memory".to_owned()),
        "{needs_met:?}"
    );
    // A lions club raises money for eyes, and is not a sight service (an exclusion of the rules).
    let sight = suggest_tags("Support for the blind and partially sighted", &rules);
    let lions = suggest_tags(
        "Lions Club: support for the blind and partially sighted",
        &rules,
    );
    assert!(
        sight.contains(&"ukcat:HE215".to_owned()) && !lions.contains(&"ukcat:HE215".to_owned()),
        "{sight:?} {lions:?}"
    );
    assert!(suggest_tags("", &rules).is_empty() && needs_for_tags(&[], &needs).is_empty());
    assert!(matches!(
        TagRules::parse("code,regex\nX,(\n"),
        Err(ImportError::BadRules(_))
    ));
    let bytes = open(&data("charities/sample.csv")).unwrap();
    let batch = read_table(&bytes, &inspect(&bytes).unwrap().guess, "f", "s", &mut on).unwrap();
    let start = Instant::now();
    let tagged = batch
        .incoming
        .iter()
        .filter(|incoming| !suggest_tags(incoming.service.description.as_str(), &rules).is_empty())
        .count();
    eprintln!(
        "{tagged} of {} charities given tags in {:?}",
        batch.incoming.len(),
        start.elapsed()
    );
    assert!(tagged > 3_500);
}

/// Next year's list of libraries may come without a column; looking at it must not suggest what it has not.
#[test]
fn a_known_list_that_lacks_a_column_still_comes_in() {
    let text = "Reporting service,Name,Year closed,Monday opening times,Email or website\n\
                Shropshire,Oswestry Library,,9:30-17:00,library@example.org\n";
    let preview = inspect(text.as_bytes()).unwrap();
    assert_eq!(preview.known, Some(KnownTable::Libraries));
    let batch = read_table(text.as_bytes(), &preview.guess, "f", "s", &mut on).unwrap();
    assert_eq!(batch.incoming[0].service.name.as_str(), "Oswestry Library");
    assert_eq!(batch.incoming[0].service.opening.len(), 1);
}
