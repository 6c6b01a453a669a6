//! Amira brings in the council's feed, the register of charities and the list of libraries; again next month; and takes it all out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::{PASSPHRASE, Room};
use alongside_app::api::error::ErrorCode;
use alongside_app::{Desk, Event, FileKind, Folders, Hands, Opening, commands};
use alongside_testkit::FixedClock;
use alongside_vault::PassphraseCost;
use rstest::rstest;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, Weak};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/data")
        .join(name)
}

fn import(room: &Room, desk: &Desk, path: &Path, source: &str) -> Value {
    room.ask(
        desk,
        "run_import",
        json!({"path": path, "mapping": null, "source": source}),
    )
    .unwrap()
}

fn found(room: &Room, desk: &Desk, text: &str) -> Value {
    room.ask(
        desk,
        "search_services",
        json!({"text": text, "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
               "language": null, "age": null, "closed_too": true, "offset": 0, "limit": 100}),
    )
    .unwrap()
}

fn set(room: &Room, desk: &Desk, id: &Value, field: &str, value: Value) {
    room.ask(
        desk,
        "edit_field",
        json!({"kind": "service", "id": id, "field": field, "value": value}),
    )
    .unwrap();
}

fn service(room: &Room, desk: &Desk, id: &Value) -> Value {
    room.ask(desk, "open_service", json!({"id": id})).unwrap()["service"].clone()
}

/// A small feed of one council.
fn feed(folder: &Path, services: &Value) -> PathBuf {
    let path = folder.join("council.json");
    std::fs::write(
        &path,
        json!({"total_pages": 1, "contents": services}).to_string(),
    )
    .unwrap();
    path
}

fn mens_shed() -> Value {
    json!({
        "id": "ac148810-d857-441c-9679-408f346de14b", "name": "Ceres Men's Shed", "status": "active",
        "description": "Mend things and drink tea.", "email": "shed@ceres.example", "fees": "£2 a session",
        "organization": {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Ceres Council"},
        "service_at_locations": [{"id": "1", "location": {"id": "e94c9f38-1e8f-4564-91d4-d53501ab1765", "name": "The Old Forge",
            "location_type": "physical", "addresses": [{"id": "2", "address_1": "1 Forge Lane", "city": "Shrewsbury", "postal_code": "SY1 1AA"}]}}]
    })
}

#[rstest]
#[case("oruk/examples/service_list.json", 1)]
#[case("oruk/examples/service_full.json", 1)]
#[case("oruk/examples/organization_full.json", 1)]
#[case("oruk/examples/organization_list.json", 0)]
#[case("oruk/examples/service_at_location_full.json", 1)]
#[case("oruk/examples/service_at_location_list.json", 1)]
#[case("oruk/examples/taxonomy.json", 0)]
#[case("oruk/examples/taxonomy_list.json", 0)]
#[case("oruk/examples/taxonomy_term.json", 0)]
#[case("oruk/examples/taxonomy_term_list.json", 0)]
#[case("oruk/examples/hsds3_international_service_full.json", 1)]
#[case("oruk/examples", 1)]
#[case("oruk/validator-mocks/V3.0-UK-Fail/service_list.json", 1)]
#[case("oruk/validator-mocks/V3.0-UK-Fail/service_full.json", 1)]
#[case("oruk/validator-mocks/V3.0-UK-Fail/organization_full.json", 0)]
#[case("oruk/validator-mocks/V3.0-UK-Fail/organization_list.json", 0)]
#[case("oruk/validator-mocks/V3.0-UK-Fail/service_at_location_full.json", 1)]
#[case("oruk/validator-mocks/V3.0-UK-Fail/service_at_location_list.json", 0)]
#[case("oruk/validator-mocks/V3.0-UK-Fail", 1)]
fn every_open_referral_file_comes_in_and_a_second_time_changes_nothing(
    #[case] name: &str,
    #[case] least: u64,
) {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let path = data(name);
    let seen = room
        .ask(
            &desk,
            "inspect_import",
            json!({"path": path, "mapping": null}),
        )
        .unwrap();
    let services = seen["services"].as_u64().unwrap();
    assert!(services >= least, "{services} services");
    assert!(
        seen["format"]
            .as_str()
            .unwrap()
            .starts_with("open_referral")
    );
    let done = import(&room, &desk, &path, "Council");
    assert_eq!(
        (&done["added"], &done["updated"], &done["unchanged"]),
        (&json!(services), &json!(0), &json!(0))
    );
    let again = import(&room, &desk, &path, "Council");
    assert_eq!(
        (&again["added"], &again["updated"], &again["unchanged"]),
        (&json!(0), &json!(0), &json!(services))
    );
    assert_eq!(again["skipped_total"], seen["skipped_total"]);
    assert_eq!(found(&room, &desk, "")["total"], json!(services));
}

#[rstest]
// 4,203 rows, 99 of them a charity that stands there twice.
#[case("charities/sample.csv", "charities", 4104, "reading")]
#[case("libraries/libraries.csv", "libraries", 3539, "library")]
fn whole_registers_come_in_and_go_out_with_one_undo(
    #[case] name: &str,
    #[case] format: &str,
    #[case] count: u64,
    #[case] word: &str,
) {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let path = data(name);
    let seen = room
        .ask(
            &desk,
            "inspect_import",
            json!({"path": path, "mapping": null}),
        )
        .unwrap();
    assert_eq!(seen["format"], format);
    let services = seen["services"].as_u64().unwrap();
    assert_eq!(services + seen["skipped_total"].as_u64().unwrap(), count);
    assert_eq!(seen["rows"].as_array().unwrap().len(), 10);
    assert_eq!(seen["already_here"], 0);

    // As the window asks: with the mapping it was shown.
    let request = json!({"path": path, "mapping": seen["mapping"], "source": seen["source"]});
    let done = room.ask(&desk, "run_import", request.clone()).unwrap();
    assert_eq!(done["added"], json!(services));
    assert!(found(&room, &desk, word)["total"].as_u64().unwrap() > 0);
    let told: Vec<bool> = room
        .hands
        .told
        .lock()
        .unwrap()
        .iter()
        .filter_map(|event| match event {
            Event::ImportProgress(progress) => Some(progress.finishing),
            _ => None,
        })
        .collect();
    assert!(told.len() > 1);
    // Once, and last of all: making it searchable.
    assert_eq!(
        told.iter().position(|finishing| *finishing),
        Some(told.len() - 1)
    );

    let again = room.ask(&desk, "run_import", request.clone()).unwrap();
    assert_eq!(
        (&again["added"], &again["updated"], &again["unchanged"]),
        (&json!(0), &json!(0), &json!(services))
    );
    let seen = room
        .ask(
            &desk,
            "inspect_import",
            json!({"path": path, "mapping": null}),
        )
        .unwrap();
    assert_eq!(seen["already_here"], json!(services));

    let undone = room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(undone["done"]["verb"], "imported");
    assert_eq!(found(&room, &desk, "")["total"], 0);
    // Importing once more takes everything out of the bin, and makes nothing twice.
    let back = room.ask(&desk, "run_import", request).unwrap();
    assert_eq!(
        (&back["added"], &back["updated"], &back["unchanged"]),
        (&json!(0), &json!(services), &json!(0))
    );
    assert_eq!(found(&room, &desk, "")["total"], json!(services));
    let first = &found(&room, &desk, word)["rows"][0];
    assert_ne!(first["postcode"], "", "its place is back too");
}

#[test]
fn what_a_colleague_corrected_stays_until_the_source_says_something_new() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let path = feed(room.folder(), &json!([mens_shed()]));
    import(&room, &desk, &path, "Council");
    let id = found(&room, &desk, "shed")["rows"][0]["id"].clone();
    set(&room, &desk, &id, "email", json!("geraint@shed.example"));
    set(&room, &desk, &id, "phone", json!("01632 960120"));
    set(&room, &desk, &id, "needs", json!(["company"]));
    room.ask(&desk, "check_service", json!({"id": id})).unwrap();

    let same = import(&room, &desk, &path, "Council");
    assert_eq!(same["unchanged"], 1);
    let kept = service(&room, &desk, &id);
    assert_eq!(kept["email"], "geraint@shed.example");

    let mut changed = mens_shed();
    changed["email"] = json!("hello@ceres.example");
    changed["description"] = json!("Mend things, drink tea, and walk.");
    changed.as_object_mut().unwrap().remove("fees");
    feed(room.folder(), &json!([changed]));
    let done = import(&room, &desk, &path, "Council");
    assert_eq!(done["updated"], 1);
    let now = service(&room, &desk, &id);
    assert_eq!(
        now["email"], "hello@ceres.example",
        "the source has something new to say"
    );
    assert_eq!(now["description"], "Mend things, drink tea, and walk.");
    assert_eq!(
        now["fees"], "£2 a session",
        "saying nothing takes nothing away"
    );
    assert_eq!(now["phone"], "01632 960120");
    assert_eq!(now["needs"], json!(["company"]));
    assert_eq!(
        (&now["checked_on"], &now["checked_by"]),
        (&json!("2026-11-24"), &json!("Amira Haddad"))
    );

    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(service(&room, &desk, &id)["email"], "geraint@shed.example");
}

#[test]
fn a_service_that_moved_has_one_place_and_one_added_by_hand_stays() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let path = feed(room.folder(), &json!([mens_shed()]));
    import(&room, &desk, &path, "Council");
    let id = found(&room, &desk, "shed")["rows"][0]["id"].clone();
    room.ask(&desk, "add_record", json!({"kind": "place", "fields": {"service": id, "name": "Summer shed", "postcode": "SY2 6ND"}})).unwrap();
    let mut moved = mens_shed();
    moved["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] = json!("SY3 8HQ");
    moved["service_at_locations"][0]["location"]["id"] =
        json!("0b0d5c2c-4f35-4d4a-8f55-2d29f0c9a8b1");
    feed(room.folder(), &json!([moved]));
    assert_eq!(import(&room, &desk, &path, "Council")["updated"], 1);
    let whole = room
        .ask(&desk, "open_service", json!({"id": id, "near": "SY3"}))
        .unwrap();
    let postcodes: Vec<&str> = whole["places"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| place["place"]["postcode"].as_str().unwrap())
        .collect();
    assert_eq!(postcodes, ["SY3 8HQ", "SY2 6ND"]);
    let place = &whole["places"][0];
    assert_eq!(place["place"]["position_from_postcode"], true);
    assert_eq!(place["miles"], 0.0);
    assert_eq!(import(&room, &desk, &path, "Council")["unchanged"], 1);
}

#[test]
fn columns_are_chosen_by_hand_and_a_list_without_names_says_so() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let path = room.folder().join("groups.csv");
    std::fs::write(&path, "A,B,C\n17,Knit and Natter,SY1 1AA\n18,,SY1 1AB\n").unwrap();
    let none = room
        .ask(
            &desk,
            "inspect_import",
            json!({"path": path, "mapping": {"postcode": "C"}}),
        )
        .unwrap();
    assert_eq!(
        (&none["services"], &none["columns"]),
        (&json!(0), &json!(["A", "B", "C"]))
    );
    let refused = room
        .ask(
            &desk,
            "run_import",
            json!({"path": path, "mapping": {"postcode": "C"}, "source": "Groups"}),
        )
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::BadMapping);
    let mapping = json!({"name": "B", "postcode": "C", "source_id": "A"});
    let seen = room
        .ask(
            &desk,
            "inspect_import",
            json!({"path": path, "mapping": mapping}),
        )
        .unwrap();
    assert_eq!(seen["sample"][0]["name"], "Knit and Natter");
    assert_eq!(
        (&seen["skipped"][0]["reason"], &seen["skipped"][0]["at"]),
        (&json!("no_name"), &json!(3))
    );
    let done = room
        .ask(
            &desk,
            "run_import",
            json!({"path": path, "mapping": mapping, "source": "Groups"}),
        )
        .unwrap();
    assert_eq!(
        (&done["added"], &done["skipped_total"]),
        (&json!(1), &json!(1))
    );
    let nameless = room
        .ask(
            &desk,
            "run_import",
            json!({"path": path, "mapping": mapping, "source": " "}),
        )
        .unwrap_err();
    assert_eq!(
        (nameless.code, nameless.field.as_deref()),
        (ErrorCode::BadValue, Some("source"))
    );
}

#[test]
fn what_cannot_be_imported_is_refused_with_its_reason() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let refused = |name: &str, bytes: &[u8]| {
        let path = room.folder().join(name);
        std::fs::write(&path, bytes).unwrap();
        room.ask(
            &desk,
            "inspect_import",
            json!({"path": path, "mapping": null}),
        )
        .unwrap_err()
        .code
    };
    assert_eq!(
        refused("letter.json", b"Dear Amira"),
        ErrorCode::UnknownFormat
    );
    assert_eq!(refused("empty.json", b""), ErrorCode::UnknownFormat);
    assert_eq!(
        refused("letter.txt", b"Dear Amira\nthank you\n"),
        ErrorCode::UnknownFormat
    );
    assert_eq!(
        refused("broken.xlsx", b"PK\x03\x04 not a workbook"),
        ErrorCode::UnknownFormat
    );
    let missing = room.ask(
        &desk,
        "inspect_import",
        json!({"path": room.folder().join("gone.csv"), "mapping": null}),
    );
    assert_eq!(missing.unwrap_err().code, ErrorCode::FileUnreadable);
}

/// Hands that do something once an import is more than half way.
#[derive(Default)]
struct HalfWay {
    desk: OnceLock<Weak<Desk>>,
    locks: bool,
}

impl Hands for HalfWay {
    fn tell(&self, event: Event) {
        if let Event::ImportProgress(progress) = event
            && progress.done * 2 > progress.total
        {
            let desk = self.desk.get().and_then(Weak::upgrade).unwrap();
            if self.locks {
                desk.lock();
                assert!(
                    !desk.is_open() && !desk.is_closed(),
                    "it still uses the records"
                );
                return;
            }
            // A second import cannot begin beside it.
            let second = commands::call(
                &desk,
                "run_import",
                json!({"path": data("libraries/libraries.csv"), "mapping": null, "source": "Libraries"}),
            );
            assert_eq!(second.unwrap_err().code, ErrorCode::ImportRunning);
            commands::call(&desk, "cancel_import", json!({})).unwrap();
        }
    }
    fn ask_where_to_save(&self, _: FileKind, _: &str) -> Option<PathBuf> {
        None
    }
    fn ask_for_file(&self, _: FileKind) -> Option<PathBuf> {
        None
    }
    fn ask_for_folder(&self) -> Option<PathBuf> {
        None
    }
    fn open_file(&self, _: &Path) {}
    fn open_email(&self, _: &alongside_app::Email) {}
}

#[test]
fn an_import_stopped_half_way_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let hands = Arc::new(HalfWay::default());
    let desk = Arc::new(Desk::new(
        Folders::under(folder.path().to_owned()),
        hands.clone(),
        FixedClock::on("2026-11-24"),
        Opening::Fixed(PassphraseCost::FLOOR),
    ));
    hands.desk.set(Arc::downgrade(&desk)).unwrap();
    let ask = |name: &str, request: Value| commands::call(&desk, name, request);
    ask(
        "create_vault",
        json!({"passphrase": PASSPHRASE, "name": "Amira Haddad"}),
    )
    .unwrap();
    let stopped = ask(
        "run_import",
        json!({"path": data("charities/sample.csv"), "mapping": null, "source": "Charities"}),
    );
    assert_eq!(stopped.unwrap_err().code, ErrorCode::Cancelled);
    let all = json!({"text": "", "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
                     "language": null, "age": null, "closed_too": true, "offset": 0, "limit": 100});
    assert_eq!(ask("search_services", all).unwrap()["total"], 0);
    assert_eq!(ask("undo_state", json!({})).unwrap()["undo"], Value::Null);
}

#[test]
fn locking_stops_an_import_and_nothing_stays_open() {
    let folder = tempfile::tempdir().unwrap();
    let hands = Arc::new(HalfWay {
        locks: true,
        ..HalfWay::default()
    });
    let desk = Arc::new(Desk::new(
        Folders::under(folder.path().to_owned()),
        hands.clone(),
        FixedClock::on("2026-11-24"),
        Opening::Fixed(PassphraseCost::FLOOR),
    ));
    hands.desk.set(Arc::downgrade(&desk)).unwrap();
    let ask = |name: &str, request: Value| commands::call(&desk, name, request);
    assert!(desk.is_closed(), "nothing was opened yet");
    ask(
        "create_vault",
        json!({"passphrase": PASSPHRASE, "name": "Amira Haddad"}),
    )
    .unwrap();
    assert!(!desk.is_closed());
    let stopped = ask(
        "run_import",
        json!({"path": data("charities/sample.csv"), "mapping": null, "source": "Charities"}),
    );
    assert_eq!(stopped.unwrap_err().code, ErrorCode::Cancelled);
    assert!(desk.is_closed(), "neither connections nor keys are left");
    ask("unlock", json!({"passphrase": PASSPHRASE})).unwrap();
    let state = ask("undo_state", json!({})).unwrap();
    assert_eq!(state["undo"], Value::Null, "nothing of it stays");
}

#[test]
fn columns_chosen_once_are_offered_to_whoever_brings_the_next_list_and_can_be_forgotten() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let path = room.folder().join("groups.csv");
    std::fs::write(&path, "Group,Seat,Wo\nLunch Club,SY11 3JS,Gobowen\n").unwrap();
    let look = |path: &Path, mapping: Value| {
        room.ask(
            &desk,
            "inspect_import",
            json!({"path": path, "mapping": mapping}),
        )
        .unwrap()
    };
    let guessed = look(&path, Value::Null);
    assert_eq!(guessed["remembered"], Value::Null);
    let chosen = json!({"name": "Group", "postcode": "Seat", "town": "Wo"});
    assert_ne!(guessed["mapping"], chosen);
    room.ask(
        &desk,
        "run_import",
        json!({"path": path, "mapping": chosen, "source": "Groups"}),
    )
    .unwrap();
    // Next month's file has another name and the same headings.
    let next = room.folder().join("groups-april.csv");
    std::fs::write(&next, "Group,Seat,Wo\nChoir,SY11 1AA,Oswestry\n").unwrap();
    let offered = look(&next, Value::Null);
    assert_eq!(offered["mapping"], chosen);
    assert_eq!(offered["sample"][0]["postcode"], "SY11 1AA");
    assert_eq!(offered["remembered"]["by"], "Amira Haddad");
    let other = room.folder().join("other.csv");
    std::fs::write(&other, "Group,Seat\nChoir,SY11 1AA\n").unwrap();
    assert_eq!(look(&other, Value::Null)["remembered"], Value::Null);
    // What is offered and taken as it is, is not remembered twice; forgotten, it is guessed again.
    room.ask(
        &desk,
        "run_import",
        json!({"path": next, "mapping": offered["mapping"], "source": "Groups"}),
    )
    .unwrap();
    let id = offered["remembered"]["id"].clone();
    room.ask(
        &desk,
        "archive_record",
        json!({"kind": "column_choice", "id": id}),
    )
    .unwrap();
    assert_eq!(look(&next, Value::Null)["mapping"], guessed["mapping"]);
}

#[test]
fn a_zip_of_tables_is_looked_into_and_brought_in_and_so_is_a_folder_of_them() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/package/packed");
    let path = room.folder().join("council.zip");
    std::fs::copy(package, &path).unwrap();
    let seen = room
        .ask(
            &desk,
            "inspect_import",
            json!({"path": path, "mapping": null}),
        )
        .unwrap();
    assert_eq!(seen["format"], "open_referral_tables");
    assert_eq!(seen["encoding"], "utf8");
    assert_eq!(
        (&seen["services"], &seen["sample"][0]["name"]),
        (&json!(1), &json!("Lunch Club"))
    );
    let done = import(&room, &desk, &path, "council");
    assert_eq!(done["added"], 1);
    assert_eq!(import(&room, &desk, &path, "council")["unchanged"], 1);
    // The same tables in a folder.
    let folder = room.folder().join("tables");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("services.csv"), "id,name\ns7,Choir\n").unwrap();
    assert_eq!(import(&room, &desk, &folder, "tables")["added"], 1);
}
