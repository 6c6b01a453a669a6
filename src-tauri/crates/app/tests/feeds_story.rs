//! Amira's team reads its council's live list. The council's server has its moods, and the directory is none the worse for any.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use alongside_app::api::error::ErrorCode;
use alongside_testkit::feed::service;
use alongside_testkit::{Moods, StubFeed};
use rstest::rstest;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

fn services(numbers: std::ops::Range<u32>) -> Vec<Value> {
    numbers.map(service).collect()
}

fn feeds(room: &Room, desk: &Desk) -> Vec<Value> {
    let feeds = room.ask(desk, "feeds", json!({})).unwrap();
    feeds.as_array().unwrap().clone()
}

/// Waits until a list is at rest or in trouble.
fn until(room: &Room, desk: &Desk, id: &Value, states: &[&str]) -> Value {
    let end = Instant::now() + PATIENCE;
    loop {
        let all = feeds(room, desk);
        let feed = all.iter().find(|view| view["feed"]["id"] == *id).unwrap();
        let is_new = feed["last"] != Value::Null || feed["state"] != "resting";
        if is_new && states.iter().any(|state| feed["state"] == *state) {
            return feed.clone();
        }
        assert!(Instant::now() < end, "{feed}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn add(room: &Room, desk: &Desk, feed: &StubFeed) -> Value {
    let added = room.ask(
        desk,
        "add_feed",
        json!({"address": format!("{}/services?page=1", feed.address()), "name": "Larkbridge Council"}),
    );
    added.unwrap()["id"].clone()
}

fn pull(room: &Room, desk: &Desk, id: &Value, before: &Value) -> Value {
    room.clock.step(60_000);
    room.ask(desk, "pull_feed", json!({"id": id})).unwrap();
    let end = Instant::now() + PATIENCE;
    loop {
        let feed = until(room, desk, id, &["resting", "waiting"]);
        if feed["last"]["at"] != before["last"]["at"] || feed["state"] == "waiting" {
            return feed;
        }
        assert!(Instant::now() < end, "{feed}");
    }
}

fn found(room: &Room, desk: &Desk, text: &str) -> Vec<Value> {
    let found = room
        .ask(
            desk,
            "search_services",
            json!({"text": text, "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
                   "language": null, "age": null, "closed_too": false, "offset": 0, "limit": 100}),
        )
        .unwrap();
    found["rows"].as_array().unwrap().clone()
}

fn whole(room: &Room, desk: &Desk, name: &str) -> Value {
    let line = found(room, desk, name)
        .into_iter()
        .find(|line| line["name"] == name)
        .unwrap();
    room.ask(desk, "open_service", json!({"id": line["id"], "near": ""}))
        .unwrap()
}

#[test]
fn a_live_list_comes_in_whole_and_is_renewed_by_what_changed() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let council = StubFeed::of(services(1..151));
    council.mood(Moods {
        packed: true,
        ..Moods::default()
    });
    let id = add(&room, &desk, &council);
    let first = until(&room, &desk, &id, &["resting"]);
    assert_eq!(
        (&first["last"]["added"], &first["last"]["whole"]),
        (&json!(150), &json!(true)),
        "{first}"
    );
    assert_eq!(first["feed"]["form"], "open_referral_3");
    assert_eq!(first["feed"]["services"], 150);
    assert_eq!(first["feed"]["whole_by"], "Amira Haddad");
    let group = whole(&room, &desk, "Larkbridge group 7");
    assert_eq!(group["organisation"]["name"], "Larkbridge Neighbours");
    assert_eq!(group["places"][0]["place"]["postcode"], "SY1 1AA");
    // Off the globe: its place is worked out from the postcode.
    let third = whole(&room, &desk, "Larkbridge group 3");
    assert_eq!(third["places"][0]["place"]["position_from_postcode"], true);

    let mut changed = services(1..151);
    changed[6]["name"] = json!("Larkbridge clock menders");
    changed.push(service(151));
    council.serves(changed);
    let second = pull(&room, &desk, &id, &first);
    assert_eq!(
        [
            &second["last"]["added"],
            &second["last"]["updated"],
            &second["last"]["unchanged"],
            &second["last"]["gone"]
        ],
        [&json!(1), &json!(1), &json!(149), &json!(0)]
    );
    assert_eq!(found(&room, &desk, "clock menders").len(), 1);
    // What renews itself is nobody's doing: undo takes back what Amira did last.
    let undo = room.ask(&desk, "undo_state", json!({})).unwrap();
    assert_eq!(undo["undo"]["kind"], "feed");
    assert_eq!(undo["undo"]["verb"], "added");
}

#[test]
fn shallow_lists_are_filled_from_the_details_once() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let council = StubFeed::of(services(1..31));
    council.mood(Moods {
        shallow: true,
        ..Moods::default()
    });
    let id = add(&room, &desk, &council);
    let first = until(&room, &desk, &id, &["resting"]);
    assert_eq!(first["last"]["added"], 30);
    assert_eq!(
        whole(&room, &desk, "Larkbridge group 5")["service"]["opening"][0]["byday"],
        "TU"
    );
    assert_eq!(council.asked().len(), 1 + 30, "a page, and each record");
    let mut changed = services(1..31);
    changed[4]["last_modified"] = json!("2026-11-20");
    changed[4]["schedules"][0]["byday"] = json!("FR");
    council.serves(changed);
    let second = pull(&room, &desk, &id, &first);
    assert_eq!(
        (&second["last"]["updated"], &second["last"]["unchanged"]),
        (&json!(1), &json!(29))
    );
    assert_eq!(
        whole(&room, &desk, "Larkbridge group 5")["service"]["opening"][0]["byday"],
        "FR"
    );
    assert_eq!(
        council.asked().len(),
        1 + 1,
        "a page, and the one that changed"
    );
}

#[test]
fn what_a_whole_list_gives_no_longer_is_kept_and_marked_and_comes_back() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let council = StubFeed::of(services(1..41));
    let id = add(&room, &desk, &council);
    let first = until(&room, &desk, &id, &["resting"]);
    council.serves(services(1..40));
    let second = pull(&room, &desk, &id, &first);
    assert_eq!(second["last"]["gone"], 1);
    let gone = whole(&room, &desk, "Larkbridge group 40");
    assert_eq!(gone["service"]["gone_since"], "2026-11-24");
    assert_eq!(gone["service"]["archived"], Value::Null, "kept");
    council.serves(services(1..41));
    let third = pull(&room, &desk, &id, &second);
    assert_eq!(third["last"]["back"], 1);
    assert_eq!(
        whole(&room, &desk, "Larkbridge group 40")["service"]["gone_since"],
        Value::Null
    );
}

#[rstest]
#[case::hangs_up(Moods { hangs_up_after: Some(0), ..Moods::default() }, "unreachable")]
#[case::hangs_up_half_way(Moods { hangs_up_after: Some(1), ..Moods::default() }, "unreachable")]
#[case::web_page(Moods { web_page: true, ..Moods::default() }, "not_a_list")]
#[case::unwell(Moods { unwell: true, ..Moods::default() }, "unwell")]
#[case::bomb(Moods { bomb: true, ..Moods::default() }, "too_large")]
fn one_failed_fetch_never_deletes(#[case] moods: Moods, #[case] trouble: &str) {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let council = StubFeed::of(services(1..151));
    let id = add(&room, &desk, &council);
    let first = until(&room, &desk, &id, &["resting"]);
    council.serves(services(1..11));
    if moods.hangs_up_after == Some(1) {
        council.serves(services(1..145));
    }
    council.mood(moods);
    let second = pull(&room, &desk, &id, &first);
    assert_eq!(
        (&second["state"], &second["trouble"]),
        (&json!("waiting"), &json!(trouble)),
        "{second}"
    );
    assert_eq!(second["last"], first["last"]);
    assert!(found(&room, &desk, "Larkbridge").len() >= 100);
    let last = whole(&room, &desk, "Larkbridge group 150");
    assert_eq!(last["service"]["gone_since"], Value::Null);
}

#[rstest]
#[case::the_same_page_for_ever(Moods { one_page_for_ever: true, ..Moods::default() })]
#[case::a_last_page_too_early(Moods { last_is_first: true, says: Some(150), ..Moods::default() })]
fn a_list_that_is_not_whole_marks_nothing(#[case] moods: Moods) {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let council = StubFeed::of(services(1..151));
    let id = add(&room, &desk, &council);
    let first = until(&room, &desk, &id, &["resting"]);
    let mut changed = services(1..151);
    changed[6]["name"] = json!("Larkbridge clock menders");
    if moods.last_is_first {
        changed.truncate(90);
    }
    council.serves(changed);
    council.mood(moods);
    let second = pull(&room, &desk, &id, &first);
    assert_eq!(
        (&second["last"]["whole"], &second["last"]["gone"]),
        (&json!(false), &json!(0)),
        "{second}"
    );
    assert_eq!(second["last"]["updated"], 1, "what it did say is believed");
    assert_eq!(second["feed"]["whole_at"], first["feed"]["whole_at"]);
}

#[test]
fn so_many_missing_at_once_are_a_fault_of_the_source() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let council = StubFeed::of(services(1..101));
    let id = add(&room, &desk, &council);
    let first = until(&room, &desk, &id, &["resting"]);
    council.serves(services(1..11));
    let second = pull(&room, &desk, &id, &first);
    assert_eq!(
        (&second["last"]["shrank"], &second["last"]["gone"]),
        (&json!(true), &json!(0))
    );
}

#[rstest]
#[case::busy_at_first(Moods { busy: 2, ..Moods::default() }, 40)]
#[case::wrong_charset(Moods { wrong_charset: true, ..Moods::default() }, 40)]
#[case::form_one(Moods { form_one: true, ..Moods::default() }, 40)]
#[case::totals_change(Moods { says_otherwise_each_time: true, ..Moods::default() }, 40)]
#[case::no_details(Moods { shallow: true, no_details: true, ..Moods::default() }, 40)]
fn every_mood_but_silence_brings_the_services_in(#[case] moods: Moods, #[case] services_in: u32) {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let mut all = services(1..41);
    all[0]["name"] = json!("Café Cymru");
    all[1]["id"] = json!("not a uuid/at all");
    let council = StubFeed::of(all);
    council.mood(moods);
    let id = add(&room, &desk, &council);
    let view = until(&room, &desk, &id, &["resting", "waiting"]);
    assert_eq!(view["last"]["added"], services_in, "{view}");
    assert_eq!(found(&room, &desk, "Café").len(), 1);
}

#[test]
fn two_records_under_one_id_are_two_services() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let mut all = services(1..11);
    all[9]["id"] = all[0]["id"].clone();
    let mut again = all[3].clone();
    again["url"] = json!("https://example.org");
    all.push(again);
    let council = StubFeed::of(all);
    let id = add(&room, &desk, &council);
    let first = until(&room, &desk, &id, &["resting"]);
    assert_eq!(first["last"]["added"], 10, "{first}");
    let second = pull(&room, &desk, &id, &first);
    assert_eq!(
        (&second["last"]["added"], &second["last"]["updated"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(found(&room, &desk, "Larkbridge").len(), 10);
}

#[test]
fn the_line_lost_half_way_is_gone_on_with_where_it_broke_off_even_after_a_lock() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let council = StubFeed::of(services(1..251));
    council.mood(Moods {
        hangs_up_after: Some(2),
        ..Moods::default()
    });
    let id = add(&room, &desk, &council);
    let broken = until(&room, &desk, &id, &["waiting"]);
    assert_eq!(broken["done"], 200);
    assert!(
        found(&room, &desk, "Larkbridge").is_empty(),
        "not by halves"
    );
    room.ask(&desk, "lock", json!({})).unwrap();
    let _ = council.asked();
    council.mood(Moods::default());
    room.ask(
        &desk,
        "unlock",
        json!({"passphrase": crate::common::PASSPHRASE}),
    )
    .unwrap();
    let whole = until(&room, &desk, &id, &["resting"]);
    assert_eq!(whole["last"]["added"], 250);
    assert_eq!(council.asked(), ["services?page=3&per_page=100"]);
}

#[test]
fn a_page_too_large_to_carry_is_asked_for_in_smaller_ones() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let mut all = services(1..6);
    for service in &mut all[..2] {
        service["description"] = json!("x".repeat(40_000_000));
    }
    let council = StubFeed::of(all);
    let id = add(&room, &desk, &council);
    let view = until(&room, &desk, &id, &["resting", "waiting"]);
    assert_eq!(view["last"]["added"], 5, "{view}");
}

#[test]
fn who_corrected_a_service_or_put_it_in_the_bin_is_not_overruled() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let council = StubFeed::of(services(1..11));
    let id = add(&room, &desk, &council);
    let first = until(&room, &desk, &id, &["resting"]);
    let choir = whole(&room, &desk, "Larkbridge group 2")["service"]["id"].clone();
    let binned = whole(&room, &desk, "Larkbridge group 4")["service"]["id"].clone();
    room.ask(
        &desk,
        "edit_field",
        json!({"kind": "service", "id": choir, "field": "phone", "value": "01632 960002"}),
    )
    .unwrap();
    room.ask(
        &desk,
        "archive_record",
        json!({"kind": "service", "id": binned}),
    )
    .unwrap();
    let mut changed = services(1..11);
    changed[1]["description"] = json!("Now with singing.");
    changed[3]["description"] = json!("Now with singing.");
    council.serves(changed);
    pull(&room, &desk, &id, &first);
    let service = whole(&room, &desk, "Larkbridge group 2")["service"].clone();
    assert_eq!(service["phone"], "01632 960002");
    assert_eq!(service["description"], "Now with singing.");
    assert!(
        found(&room, &desk, "Larkbridge")
            .iter()
            .all(|line| line["id"] != binned)
    );
}

#[test]
fn a_list_is_stopped_gone_on_with_and_taken_away() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let council = StubFeed::of(services(1..11));
    council.mood(Moods {
        hangs_up_after: Some(0),
        ..Moods::default()
    });
    let id = add(&room, &desk, &council);
    until(&room, &desk, &id, &["waiting"]);
    room.ask(&desk, "stop_feed", json!({"id": id})).unwrap();
    until(&room, &desk, &id, &["stopped"]);
    council.mood(Moods::default());
    room.ask(&desk, "pull_feed", json!({"id": id})).unwrap();
    until(&room, &desk, &id, &["resting"]);
    // The same address again is the same list.
    assert_eq!(add(&room, &desk, &council), id);
    room.ask(&desk, "remove_feed", json!({"id": id})).unwrap();
    assert!(feeds(&room, &desk).is_empty());
    assert_eq!(
        found(&room, &desk, "Larkbridge").len(),
        10,
        "its services stay"
    );
}

#[test]
fn an_address_that_is_none_is_said_at_once() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    for address in ["", "ftp://council.example", "http://council.example/oruk"] {
        let said = room
            .ask(&desk, "add_feed", json!({"address": address, "name": ""}))
            .unwrap_err();
        assert_eq!(
            (said.code, said.field.as_deref()),
            (ErrorCode::BadAddress, Some("address"))
        );
    }
}
