//! A letter that Mr Okafor brings is kept with him: whole, told by its bytes, and gone with him.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use crate::team::{Laptop, let_in, make_team};
use alongside_app::Desk;
use alongside_app::api::error::ErrorCode;
use alongside_testkit::window::SharedServer;
use serde_json::{Value, json};

/// A PNG of two by two points, larger in the list than in the file.
const DOT: &[u8] = include_bytes!("../../../../assets/icons/32x32.png");

fn joseph(room: &Room, desk: &Desk) -> Value {
    room.ask(
        desk,
        "new_person",
        json!({"name": "Joseph Okafor", "standing": null}),
    )
    .unwrap()["id"]
        .clone()
}

fn attach(room: &Room, desk: &Desk, person: &Value, name: &str, bytes: &[u8]) -> Value {
    let path = room.folder().join(name);
    std::fs::write(&path, bytes).unwrap();
    room.will_choose(Some(path));
    room.ask(desk, "attach_paper", json!({"id": person}))
        .unwrap()["id"]
        .clone()
}

fn papers(room: &Room, desk: &Desk, person: &Value) -> Value {
    room.ask(desk, "papers", json!({"id": person})).unwrap()
}

#[test]
fn a_photograph_is_told_by_its_bytes_looked_at_here_and_saved_as_it_was() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let joseph = joseph(&room, &desk);
    let id = attach(&room, &desk, &joseph, "letter.exe", DOT);
    let list = papers(&room, &desk, &joseph);
    assert_eq!(list[0]["paper"]["media_type"], "image/png");
    assert_eq!(list[0]["paper"]["name"], "letter.exe");
    assert_eq!(
        (&list[0]["missing"], &list[0]["can_be_shown"]),
        (&json!(0), &json!(true))
    );
    assert_ne!(list[0]["paper"]["thumbnail"], "");
    let seen = room.ask(&desk, "look_at_paper", json!({"id": id})).unwrap();
    assert!(seen["png"].as_str().unwrap().starts_with("iVBORw0KGgo"));
    let to = room.folder().join("saved.png");
    room.will_choose(Some(to.clone()));
    room.ask(&desk, "save_paper", json!({"id": id})).unwrap();
    assert_eq!(std::fs::read(to).unwrap(), DOT);
    // Thinking better of it is one undo, and one more brings it back.
    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(papers(&room, &desk, &joseph), json!([]));
    room.ask(&desk, "redo", json!({})).unwrap();
    assert_eq!(papers(&room, &desk, &joseph)[0]["missing"], 0);
}

#[test]
fn what_is_no_picture_is_kept_and_never_opened_here() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let joseph = joseph(&room, &desk);
    // Not a multiple of the size of a piece.
    let form: Vec<u8> = b"%PDF-1.7\n"
        .iter()
        .copied()
        .chain((0..700_000_u32).map(|n| (n % 251) as u8))
        .collect();
    let id = attach(&room, &desk, &joseph, "PIP form.pdf", &form);
    let list = papers(&room, &desk, &joseph);
    assert_eq!(
        (&list[0]["paper"]["media_type"], &list[0]["can_be_shown"]),
        (&json!("application/pdf"), &json!(false))
    );
    assert_eq!(
        (&list[0]["paper"]["chunks"], &list[0]["paper"]["thumbnail"]),
        (&json!(3), &json!(""))
    );
    let refused = room
        .ask(&desk, "look_at_paper", json!({"id": id}))
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::UnknownFormat);
    let to = room.folder().join("saved.pdf");
    room.will_choose(Some(to.clone()));
    room.ask(&desk, "save_paper", json!({"id": id})).unwrap();
    assert_eq!(std::fs::read(to).unwrap(), form);
}

#[test]
fn more_than_a_paper_may_hold_is_refused_and_leaves_nothing() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let joseph = joseph(&room, &desk);
    let path = room.folder().join("film.mov");
    std::fs::File::create(&path)
        .unwrap()
        .set_len(25 * 1024 * 1024 + 1)
        .unwrap();
    for (path, code) in [
        (path, ErrorCode::FileTooLarge),
        (room.folder().join("not there"), ErrorCode::FileUnreadable),
    ] {
        room.will_choose(Some(path));
        let refused = room
            .ask(&desk, "attach_paper", json!({"id": joseph}))
            .unwrap_err();
        assert_eq!(refused.code, code);
    }
    room.will_choose(None);
    assert_eq!(
        room.ask(&desk, "attach_paper", json!({"id": joseph}))
            .unwrap(),
        Value::Null
    );
    assert_eq!(papers(&room, &desk, &joseph), json!([]));
}

#[test]
fn a_paper_is_erased_with_its_person() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let joseph = joseph(&room, &desk);
    let id = attach(&room, &desk, &joseph, "letter.png", DOT);
    room.ask(
        &desk,
        "erase_person",
        json!({"person": joseph, "why": "He asked for it"}),
    )
    .unwrap();
    for name in ["look_at_paper", "save_paper"] {
        let refused = room.ask(&desk, name, json!({"id": id})).unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotFound);
    }
}

#[test]
fn a_paper_reaches_a_colleague_piece_by_piece_and_whole() {
    let server = SharedServer::start();
    let (amira, ben) = (Laptop::of("Amira"), Laptop::of("Ben"));
    let joan = amira.new_person("Joan");
    make_team(&amira, &server);
    let_in(&amira, &ben, &server.address(), "link_worker");
    ben.until_people(&["Joan"]);
    // Bytes that no packing makes smaller.
    let mut state = 7_u32;
    let scan: Vec<u8> = (0..1_500_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    let path = amira.folder.path().join("scan.bin");
    std::fs::write(&path, &scan).unwrap();
    amira.will_choose(&path);
    let id = amira.ask("attach_paper", json!({"id": joan}))["id"].clone();
    ben.until("the whole scan", "papers", json!({"id": joan}), |list| {
        list[0]["missing"] == 0
    });
    let to = ben.folder.path().join("for Ben.bin");
    ben.will_choose(&to);
    ben.ask("save_paper", json!({"id": id}));
    assert!(std::fs::read(to).unwrap() == scan);
    assert!(server.admin(&["check"]).contains("nothing wrong"));
}
