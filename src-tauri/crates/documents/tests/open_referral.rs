//! Open Referral files as councils really publish them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs,
    reason = "tests; figures go to whoever runs them with --nocapture"
)]

use crate::support::{data, on};
use alongside_documents::import::open_referral::{
    read_files, read_folder, read_open_referral, read_path,
};
use alongside_documents::import::{Batch, ImportError, SkipReason, WarningKind};
use alongside_domain::codes::{PlaceKind, ServiceStatus};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;

fn read(value: &Value) -> Batch {
    read_open_referral(
        value.to_string().as_bytes(),
        "feed.json",
        "Ceres Council",
        &mut on,
    )
    .unwrap()
}

fn kinds(batch: &Batch) -> HashSet<WarningKind> {
    batch
        .incoming
        .iter()
        .flat_map(|incoming| &incoming.warnings)
        .map(|warning| warning.kind)
        .collect()
}

#[test]
fn the_worked_example_of_uk_3_0_comes_in_whole() {
    let batch = read_path(&data("oruk/examples/service_full.json"), "Example", &mut on).unwrap();
    let [incoming] = batch.incoming.as_slice() else {
        panic!("one service")
    };
    let service = &incoming.service;
    assert_eq!(service.name.as_str(), "Community Counselling");
    assert_eq!(
        service.source_id.as_str(),
        "ac148810-d857-441c-9679-408f346de14b"
    );
    assert_eq!(service.status, Some(ServiceStatus::Active));
    assert_eq!(
        (service.minimum_age, service.maximum_age),
        (Some(12), Some(100))
    );
    assert_eq!(service.assured_on.unwrap().to_string(), "2005-01-01");
    let times = &service.opening[0];
    assert_eq!(
        (
            times.byday.as_str(),
            times.opens_at.as_str(),
            times.closes_at.as_str()
        ),
        ("TH,FR", "10:00", "18:00")
    );
    assert!(
        times
            .words
            .starts_with("The service is available from 10 am")
    );
    assert_eq!(
        (service.costs[0].amount, service.costs[0].words.as_str()),
        (Some(35.0), "per 1 hour session")
    );
    assert_eq!(
        (
            service.ask_for[0].name.as_str(),
            service.ask_for[0].role.as_str()
        ),
        ("Ann Persona", "Reception Manager")
    );
    assert_eq!(service.tags, ["name"]);
    assert!(service.area.as_str().contains("MyCity"));
    assert!(service.step_free && service.access.as_str().contains("induction loop"));
    let organisation = incoming.organisation.as_ref().unwrap();
    assert_eq!(organisation.name.as_str(), "Example Organization Inc.");
    assert_eq!(
        (
            organisation.register[0].scheme.as_str(),
            organisation.register[0].identifier.as_str()
        ),
        ("GB-COH", "1234567")
    );
    let place = &incoming.places[0];
    assert_eq!(
        (place.name.as_str(), place.town.as_str(), place.kind),
        ("MyCity Civic Center", "MyCity", Some(PlaceKind::Physical))
    );
    // Latitude 100 is no place, and a language with only an id is no language: dropped, and said.
    assert_eq!(place.latitude, None);
    assert!(service.languages.is_empty());
    let kinds = kinds(&batch);
    for kind in [
        WarningKind::PositionDropped,
        WarningKind::LanguageUnnamed,
        WarningKind::PostcodeUnusual,
    ] {
        assert!(kinds.contains(&kind), "{kind:?} in {kinds:?}");
    }
    // What no field of ours holds is kept as it came.
    let also: Value = serde_json::from_str(service.also.as_str()).unwrap();
    assert!(
        also["funding"][0]["source"]
            .as_str()
            .unwrap()
            .contains("MyCity local government")
    );
    assert_eq!(also["schedules"][0]["schedule_link"], "http://example.com");
}

#[test]
fn the_international_example_keeps_what_the_uk_profile_dropped() {
    let batch = read_path(
        &data("oruk/examples/hsds3_international_service_full.json"),
        "Example",
        &mut on,
    )
    .unwrap();
    let service = &batch.incoming[0].service;
    assert!(
        service
            .eligibility
            .as_str()
            .starts_with("This service is intended for all people aged 12")
    );
    assert_eq!(service.waiting.as_str(), "wait_time");
    assert!(service.how_to_join.as_str().contains("ask your GP"));
    assert_eq!(
        service.also_known_as.as_str(),
        "MyCity Counselling Services"
    );
    assert_eq!(service.phone.as_str(), "+44 1234 234567 ext 100");
    assert_eq!(service.languages, ["Urdu"]);
    assert_eq!(service.ask_for.len(), 1);
    assert_eq!(
        service.opening.len(),
        1,
        "the same times at the service and its place are one"
    );
    assert!(service.also.as_str().contains("required_documents"));
    assert!(service.also.as_str().len() <= 20_000);
}

#[test]
fn every_example_and_every_failing_mock_comes_in() {
    for folder in ["oruk/examples", "oruk/validator-mocks/V3.0-UK-Fail"] {
        for entry in std::fs::read_dir(data(folder)).unwrap() {
            let path = entry.unwrap().path();
            let batch = read_path(&path, "Mocks", &mut on)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(
                batch.skipped.is_empty(),
                "{}: {:?}",
                path.display(),
                batch.skipped
            );
            let name = path.file_name().unwrap().to_str().unwrap();
            let wanted = if name.starts_with("service")
                || name.starts_with("hsds3")
                || name == "organization_full.json"
            {
                batch.incoming.len()
            } else if name.starts_with("organization") {
                batch.organisations.len()
            } else if name.starts_with("taxonomy") && name != "taxonomy_list.json" {
                batch.terms.len()
            } else {
                1
            };
            assert!(wanted > 0, "{name} gave nothing");
        }
        let batch = read_folder(&data(folder), "Mocks", &mut on).unwrap();
        assert!(batch.skipped.is_empty());
        let ids: HashSet<&str> = batch
            .incoming
            .iter()
            .map(|incoming| incoming.source_id())
            .collect();
        assert_eq!(ids.len(), batch.incoming.len(), "no id twice");
        assert!(batch.organisations.len() <= 1 && !batch.terms.is_empty());
        let counselling = batch
            .incoming
            .iter()
            .find(|incoming| incoming.service.name.as_str() == "Community Counselling")
            .unwrap();
        // Brief in the lists, full in the detail: one service, with everything.
        assert!(
            !counselling.service.description.is_blank()
                && !counselling.service.opening.is_empty()
                && !counselling.places.is_empty()
        );
        eprintln!(
            "{folder}: {} read, {} services, {} joined",
            batch.read,
            batch.incoming.len(),
            batch.joined
        );
    }
}

#[test]
fn a_failing_list_keeps_what_is_usable() {
    let batch = read_path(
        &data("oruk/validator-mocks/V3.0-UK-Fail/service_list.json"),
        "Mocks",
        &mut on,
    )
    .unwrap();
    assert_eq!(batch.read, batch.incoming.len() + batch.joined);
    let kinds = kinds(&batch);
    assert!(
        kinds.contains(&WarningKind::NameFromOrganisation),
        "{kinds:?}"
    );
    assert!(kinds.contains(&WarningKind::NotUsable));
    assert!(
        batch
            .incoming
            .iter()
            .all(|incoming| incoming.service.email.is_blank()),
        "none of the mock addresses is one"
    );
}

#[test]
fn a_council_still_on_1_0_comes_in() {
    let batch = read(&json!({
        "totalElements": 2, "totalPages": 1, "number": 1, "size": 50, "first": true, "last": true, "empty": false,
        "content": [{
            "id": "1247", "name": "Lunch &amp; Laughter", "description": "<p>Hot lunch.</p><p>Company.</p>", "status": "active", "fees": "Free",
            "organization": { "id": "88", "name": "Ceres Age Concern", "url": "www.example.org", "logo": null },
            "eligibilitys": [{ "id": "1", "eligibility": "Older people", "minimum_age": "55", "maximum_age": null }],
            "regular_schedules": [{ "id": "2", "weekday": "Tuesday", "opens_at": "12:00", "closes_at": "14:00" }, { "id": "3", "freq": "WEEKLY", "byday": "TH", "opens_at": "12.00", "closes_at": "2pm" }],
            "contacts": [{ "id": "4", "name": null, "phones": [{ "number": 1632960014_i64 }] }, { "id": "5", "name": "Jean", "title": "Cook" }],
            "service_taxonomys": [{ "id": "6", "taxonomy": { "id": "298", "name": "Lunch clubs", "vocabulary": "esd" } }],
            "service_areas": [{ "id": "7", "service_area": "Ceres" }],
            "languages": [{ "id": "8", "language": "Polish" }],
            "service_at_locations": [{ "id": "9", "location": {
                "id": "10", "name": "Old Station", "latitude": "52.7", "longitude": "-2.75",
                "physical_addresses": [{ "address_1": "Mill Lane", "city": "Ceres", "postal_code": "SY101AA" }],
                "accessibility_for_disabilities": [{ "accessibility": "Step-free throughout" }]
            }}],
            "reviews": [{ "title": "Lovely", "score": "5" }], "attending_type": "venue"
        }, "not a record"]
    }));
    assert_eq!(batch.skipped[0].reason, SkipReason::NotARecord);
    assert_eq!(batch.skipped[0].at.record, 2);
    let incoming = &batch.incoming[0];
    let service = &incoming.service;
    assert_eq!(service.name.as_str(), "Lunch & Laughter");
    assert_eq!(service.description.as_str(), "Hot lunch.\n\nCompany.");
    assert_eq!(
        service.source_id.as_str(),
        "1247",
        "not a UUID, and still the source's own id"
    );
    assert!(kinds(&batch).contains(&WarningKind::IdNotUuid));
    assert!(service.free && service.step_free);
    assert_eq!((service.minimum_age, service.maximum_age), (Some(55), None));
    assert_eq!(service.phone.as_str(), "1632960014");
    assert_eq!(
        service
            .opening
            .iter()
            .map(|times| (times.byday.as_str(), times.closes_at.as_str()))
            .collect::<Vec<_>>(),
        [("TU", "14:00"), ("TH", "14:00")]
    );
    assert_eq!(
        (service.tags.as_slice(), service.languages.as_slice()),
        (
            ["Lunch clubs".to_owned()].as_slice(),
            ["Polish".to_owned()].as_slice()
        )
    );
    assert_eq!(incoming.places[0].latitude, Some(52.7));
    assert_eq!(
        incoming.organisation.as_ref().unwrap().website.as_str(),
        "www.example.org"
    );
    assert!(
        service.also.as_str().contains("reviews")
            && service.also.as_str().contains("attending_type")
    );
}

#[test]
fn the_same_file_again_gives_the_same_ids() {
    let feed = json!([
        { "name": "Knit & Natter", "organization": { "name": "Ceres Hall" } },
        { "id": null, "name": "Knit & Natter", "description": "On Fridays", "organization": { "name": "Ceres Hall" } },
        { "id": "x1", "name": "Chair yoga", "status": "active" },
        { "id": "x1", "name": "Tai chi", "status": "active" },
        { "id": "x1", "name": "chair  Yoga", "description": "Gentle" },
    ]);
    let batch = read(&feed);
    let ids = |batch: &Batch| {
        batch
            .incoming
            .iter()
            .map(|incoming| incoming.source_id().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(batch.incoming.len(), 4);
    assert_eq!(batch.joined, 1);
    assert_eq!(ids(&batch).iter().collect::<HashSet<_>>().len(), 4);
    assert_eq!(ids(&batch), ids(&read(&feed)));
    assert_eq!(
        batch.incoming[2].service.description.as_str(),
        "Gentle",
        "the second record of chair yoga filled the first"
    );
    let kinds = kinds(&batch);
    assert!(kinds.contains(&WarningKind::IdMade) && kinds.contains(&WarningKind::IdRepeated));
}

#[test]
fn files_of_a_folder_explain_one_another() {
    let files = [
        ("a.json", json!({ "contents": [{ "id": "s1", "name": "Shed", "organization_id": "o1", "last_modified": "2026-01-01" }], "total_pages": 9 }).to_string()),
        ("b.json", json!({ "id": "o1", "name": "Ceres Hall", "website": "https://example.org" }).to_string()),
        ("c.json", json!({ "id": "sal", "service": { "id": "s1", "name": "Shed" }, "location": { "id": "l1", "name": "Old Station" } }).to_string()),
        ("d.json", "{ broken".to_owned()),
        ("e.json", json!({ "id": "s1", "name": "Shed", "description": "Newer", "last_modified": "2026-02-01" }).to_string()),
        ("f.json", json!({ "version": "HSDS-UK-3.0", "openapi_url": "https://example.org/openapi.json" }).to_string()),
    ];
    let files = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), Ok(Cow::Borrowed(text.as_bytes()))));
    let batch = read_files(files.collect::<Vec<_>>().into_iter(), "Ceres", &mut on).unwrap();
    let [incoming] = batch.incoming.as_slice() else {
        panic!("{:?}", batch.incoming)
    };
    assert_eq!(
        incoming.organisation.as_ref().unwrap().name.as_str(),
        "Ceres Hall"
    );
    assert_eq!(incoming.places[0].name.as_str(), "Old Station");
    assert_eq!(incoming.service.description.as_str(), "Newer");
    assert_eq!(batch.skipped.len(), 1);
    assert_eq!(batch.skipped[0].reason, SkipReason::FileNotReadable);
    assert_eq!(batch.warnings[0].warning.kind, WarningKind::OnePageOfMany);
}

#[test]
fn absurd_values_are_cut_or_dropped_and_said() {
    let batch = read(&json!({
        "id": ["a"], "name": "Stroll", "status": "perhaps", "description": "é".repeat(150_000), "email": false, "url": "example_counselling",
        "minimum_age": 60, "maximum_age": 16, "assured_date": "soon", "huge": "x".repeat(30_000), "kept": 7,
        "cost_options": [{ "amount": "-3" }, { "amount": "£2.50", "option": "Tea" }],
        "service_at_locations": [{ "location": { "latitude": -2.75, "longitude": 52.7, "name": "Quay" } }, null, 4],
        "languages": ["Welsh", { "id": "1" }], "schedules": "weekdays", "organization": null
    }));
    let service = &batch.incoming[0].service;
    assert_eq!(service.description.as_str().chars().count(), 100_000);
    assert_eq!(
        (service.status, service.minimum_age, service.maximum_age),
        (None, None, None)
    );
    assert_eq!(service.languages, ["Welsh"]);
    assert_eq!(service.costs.len(), 1);
    assert_eq!(
        batch.incoming[0].places[0].latitude,
        Some(52.7),
        "exchanged: nowhere else in a British directory"
    );
    let also: Value = serde_json::from_str(service.also.as_str()).unwrap();
    assert_eq!(
        (&also["kept"], &also["status"], &also["email"], &also["url"]),
        (
            &json!(7),
            &json!("perhaps"),
            &json!(false),
            &json!("example_counselling")
        )
    );
    let kinds = kinds(&batch);
    for kind in [
        WarningKind::Cut,
        WarningKind::StatusUnknown,
        WarningKind::NotUsable,
        WarningKind::NotADate,
        WarningKind::OutOfRange,
        WarningKind::ExtrasDropped,
        WarningKind::PositionSwapped,
        WarningKind::LanguageUnnamed,
        WarningKind::IdMade,
    ] {
        assert!(kinds.contains(&kind), "{kind:?} in {kinds:?}");
    }
}

#[test]
fn what_is_no_directory_is_refused_in_words() {
    let read = |bytes: &[u8]| read_open_referral(bytes, "f", "s", &mut on);
    assert!(matches!(read(b""), Err(ImportError::Empty)));
    assert!(matches!(
        read(b"{ \"a\": "),
        Err(ImportError::NotJson { line: 1, .. })
    ));
    assert!(matches!(
        read(b"{\"weather\": 3}"),
        Err(ImportError::NotOpenReferral { .. })
    ));
    let schema = std::fs::read(data("oruk/compiled/service.json")).unwrap();
    assert!(matches!(
        read(&schema),
        Err(ImportError::NotOpenReferral { what: "a schema" })
    ));
    assert!(matches!(
        read_path(Path::new("no such file"), "s", &mut on),
        Err(ImportError::Unreadable(_))
    ));
    let nothing = read(b"{\"contents\": [], \"empty\": true}").unwrap();
    assert_eq!(nothing.warnings[0].warning.kind, WarningKind::NoServices);
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.json");
    std::fs::File::create(&path)
        .unwrap()
        .set_len(101 * 1024 * 1024)
        .unwrap();
    assert!(matches!(
        read_path(&path, "s", &mut on),
        Err(ImportError::TooLarge { .. })
    ));
    let batch = read_folder(folder.path(), "s", &mut on).unwrap();
    assert_eq!(batch.skipped[0].reason, SkipReason::FileTooLarge);
}

#[test]
fn amira_stops_a_long_import() {
    let many: Vec<Value> = (0..1_000)
        .map(|n| json!({ "id": n.to_string(), "name": format!("Service {n}") }))
        .collect();
    let bytes = Value::Array(many).to_string();
    let mut told = Vec::new();
    let stopped = read_open_referral(bytes.as_bytes(), "f", "s", &mut |done, total| {
        told.push((done, total));
        if done >= 128 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(matches!(stopped, Err(ImportError::Stopped)));
    assert_eq!(told, [(0, 1000), (64, 1000), (128, 1000)]);
}
