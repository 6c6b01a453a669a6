//! Whatever arrives, the reading never breaks.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs,
    reason = "tests; figures go to whoever runs them with --nocapture"
)]

use crate::support::on;
use alongside_documents::import::open_referral::read_open_referral;
use alongside_documents::import::table::{inspect, read_table};
use proptest::prelude::*;
use serde_json::Value;

/// Any JSON, with the words of Open Referral among its keys so that it gets past the door.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[0-9:./<>&;é-]{0,10}".prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "id",
        "name",
        "contents",
        "service",
        "services",
        "organization",
        "location",
        "service_at_locations",
        "schedules",
        "addresses",
        "status",
        "phones",
        "number",
        "contacts",
        "languages",
        "latitude",
        "longitude",
        "taxonomy_term",
        "attributes",
        "taxonomy_terms",
        "cost_options",
        "amount",
        "minimum_age",
        "eligibilitys",
        "opens_at",
        "byday",
        "description",
        "postal_code",
        "service_areas",
        "weird",
    ]);
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.clone().prop_map(str::to_owned), inner, 0..8)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn no_json_can_break_the_reading(value in any_json()) {
        if let Ok(batch) = read_open_referral(value.to_string().as_bytes(), "f", "s", &mut on) {
            for incoming in &batch.incoming {
                prop_assert!(!incoming.service.name.is_blank() && !incoming.source_id().is_empty());
                prop_assert!(incoming.service.also.as_str().len() <= 20_100);
            }
        }
    }

    #[test]
    fn no_bytes_can_break_the_reading(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_open_referral(&bytes, "f", "s", &mut on);
        if let Ok(preview) = inspect(&bytes) {
            let _ = read_table(&bytes, &preview.guess, "f", "s", &mut on);
        }
    }

    #[test]
    fn no_table_can_break_the_reading(
        header in prop::collection::vec(prop::sample::select(vec!["name", "postcode", "Mon", "Tue", "age", "cost", "lat", "long", "email", "id", "tags", ""]), 1..10),
        cells in prop::collection::vec("[\\PC]{0,8}|[0-9:,;apm -]{0,10}", 0..60),
    ) {
        let width = header.len();
        let rows: Vec<String> = cells.chunks(width).map(|row| row.join(",")).collect();
        let text = format!("{}\n{}", header.join(","), rows.join("\n"));
        if let Ok(preview) = inspect(text.as_bytes())
            && preview.guess.name.is_some()
        {
            let batch = read_table(text.as_bytes(), &preview.guess, "f", "s", &mut on).unwrap();
            prop_assert_eq!(batch.read, batch.incoming.len() + batch.joined + batch.skipped.len());
        }
    }
}
