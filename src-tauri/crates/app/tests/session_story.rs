//! Amira's first day and the days after: making a vault, locking, coming back, losing the passphrase, restoring a backup.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::{PASSPHRASE, Room};
use alongside_app::api::error::ErrorCode;
use serde_json::json;

#[test]
fn a_vault_is_made_locked_and_opened_again_where_amira_was() {
    let room = Room::new();
    let desk = room.desk();
    assert_eq!(
        room.ask(&desk, "start_state", json!({})).unwrap()["vault"],
        "none"
    );
    let made = room
        .ask(
            &desk,
            "create_vault",
            json!({"passphrase": PASSPHRASE, "name": "Amira Haddad"}),
        )
        .unwrap();
    let code = made["recovery_code"].as_str().unwrap().to_owned();
    room.ask(
        &desk,
        "confirm_recovery_code",
        json!({"code": code.to_lowercase()}),
    )
    .unwrap();
    let joan = room
        .ask(
            &desk,
            "new_person",
            json!({"name": "Joan Okafor", "standing": null}),
        )
        .unwrap()["id"]
        .clone();
    room.ask(
        &desk,
        "save_draft",
        json!({"key": format!("about_me/{}/story", joan.as_str().unwrap()), "text": "She came over from Lagos in", "cursor": 27, "route": "person/1/story"}),
    )
    .unwrap();
    room.ask(&desk, "lock", json!({})).unwrap();
    assert_eq!(
        room.ask(&desk, "find_people", crate::common::everyone())
            .unwrap_err()
            .code,
        ErrorCode::Locked
    );

    let wrong = room
        .ask(
            &desk,
            "unlock",
            json!({"passphrase": "not the right words"}),
        )
        .unwrap_err();
    assert_eq!(wrong.code, ErrorCode::WrongPassphrase);
    let back = room
        .ask(&desk, "unlock", json!({"passphrase": PASSPHRASE}))
        .unwrap();
    assert_eq!(back["resume"]["cursor"], 27);
    assert_eq!(
        room.ask(&desk, "start_state", json!({})).unwrap()["worker"],
        "Amira Haddad"
    );
    let drafts = room.ask(&desk, "drafts", json!({})).unwrap();
    assert_eq!(drafts[0]["text"], "She came over from Lagos in");

    // The draft becomes a change, and is settled with it.
    room.ask(
        &desk,
        "edit_field",
        json!({"kind": "about_me", "id": joan, "field": "story", "value": "She came over from Lagos in 1968."}),
    )
    .unwrap();
    assert_eq!(room.ask(&desk, "drafts", json!({})).unwrap(), json!([]));
    let person = room.ask(&desk, "open_person", json!({"id": joan})).unwrap();
    assert_eq!(
        person["about"]["story"],
        "She came over from Lagos in 1968."
    );
}

#[test]
fn a_lost_passphrase_is_replaced_with_the_recovery_code() {
    let room = Room::new();
    let (desk, code) = room.with_vault();
    room.ask(&desk, "lock", json!({})).unwrap();
    let slip = code.replacen(
        code.chars().next().unwrap(),
        if code.starts_with('7') { "8" } else { "7" },
        1,
    );
    let typo = room
        .ask(&desk, "unlock_with_recovery", json!({"code": slip}))
        .unwrap_err();
    assert_eq!(
        (typo.code, typo.field.as_deref()),
        (ErrorCode::RecoveryCodeTypo, Some("1"))
    );
    let opened = room
        .ask(&desk, "unlock_with_recovery", json!({"code": code}))
        .unwrap();
    assert_eq!(opened["choose_passphrase"], true);
    room.ask(
        &desk,
        "change_passphrase",
        json!({"current": null, "new": "seven quiet herons by the canal"}),
    )
    .unwrap();
    // Only once: now the old one would be asked for.
    let again = room
        .ask(
            &desk,
            "change_passphrase",
            json!({"current": null, "new": "eight quiet herons by the canal"}),
        )
        .unwrap_err();
    assert_eq!(again.code, ErrorCode::WrongPassphrase);
    room.ask(&desk, "lock", json!({})).unwrap();
    assert_eq!(
        room.ask(&desk, "unlock", json!({"passphrase": PASSPHRASE}))
            .unwrap_err()
            .code,
        ErrorCode::WrongPassphrase
    );
    room.ask(
        &desk,
        "unlock",
        json!({"passphrase": "seven quiet herons by the canal"}),
    )
    .unwrap();
}

#[test]
fn a_weak_passphrase_makes_no_vault() {
    let room = Room::new();
    let desk = room.desk();
    let weak = room
        .ask(
            &desk,
            "create_vault",
            json!({"passphrase": "password1", "name": "Amira"}),
        )
        .unwrap_err();
    assert_eq!(weak.code, ErrorCode::WeakPassphrase);
    let strength = room
        .ask(
            &desk,
            "passphrase_strength",
            json!({"passphrase": "password1"}),
        )
        .unwrap();
    assert_eq!(strength["enough"], false);
    assert!(strength["advice"].as_array().unwrap().iter().all(|code| {
        code.as_str()
            .unwrap()
            .chars()
            .all(|c| c.is_ascii_lowercase() || c == '_')
    }));
    assert_eq!(
        room.ask(&desk, "start_state", json!({})).unwrap()["vault"],
        "none"
    );
}

#[test]
fn each_missing_piece_is_told_apart() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    room.ask(&desk, "lock", json!({})).unwrap();
    let key_file = room.folder().join("vault/vault.json");
    let records = room.folder().join("vault/records.db");
    let unlock = || {
        room.ask(&desk, "unlock", json!({"passphrase": PASSPHRASE}))
            .unwrap_err()
            .code
    };

    let away = room.folder().join("away");
    std::fs::rename(&key_file, &away).unwrap();
    assert_eq!(unlock(), ErrorCode::KeyFileMissing);
    std::fs::rename(&away, &key_file).unwrap();

    std::fs::rename(&records, &away).unwrap();
    assert_eq!(unlock(), ErrorCode::RecordsMissing);
    std::fs::rename(&away, &records).unwrap();

    room.ask(&desk, "unlock", json!({"passphrase": PASSPHRASE}))
        .unwrap();
    let other = room.desk();
    let second = room
        .ask(&other, "unlock", json!({"passphrase": PASSPHRASE}))
        .unwrap_err();
    assert_eq!(second.code, ErrorCode::AlreadyOpen);
}

#[test]
fn the_vault_locks_when_nobody_is_there_and_after_sleep() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    assert!(!desk.time_to_lock());
    room.clock.minutes(9);
    // The wall clock went on and the steady one did not: the laptop slept.
    assert!(desk.time_to_lock());
    room.ask(&desk, "stay_awake", json!({})).unwrap();
    assert!(!desk.time_to_lock());
    desk.lock();
    assert!(!desk.time_to_lock(), "nothing is open");
}

#[test]
fn a_backup_is_made_looked_into_and_restored() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    room.ask(
        &desk,
        "new_person",
        json!({"name": "Joan Okafor", "standing": null}),
    )
    .unwrap();
    let backup = room.ask(&desk, "back_up_now", json!({})).unwrap();
    room.ask(
        &desk,
        "new_person",
        json!({"name": "Tomasz", "standing": null}),
    )
    .unwrap();
    let name = backup["name"].clone();
    let preview = room
        .ask(&desk, "preview_backup", json!({"name": name}))
        .unwrap();
    assert_eq!(
        (preview["people"].as_u64(), preview["people_now"].as_u64()),
        (Some(1), Some(2))
    );
    room.ask(&desk, "restore_backup", json!({"name": name}))
        .unwrap();
    room.ask(&desk, "unlock", json!({"passphrase": PASSPHRASE}))
        .unwrap();
    let people = room
        .ask(&desk, "find_people", crate::common::everyone())
        .unwrap();
    assert_eq!(people["total"], 1);
    let elsewhere = room
        .ask(&desk, "preview_backup", json!({"name": "../vault"}))
        .unwrap_err();
    assert_eq!(elsewhere.code, ErrorCode::NotFound);
}

#[test]
fn a_backup_makes_itself_once_a_day_and_never_of_the_example_people() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    let count = || {
        room.ask(&desk, "backups", json!({}))
            .unwrap()
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(count(), 0);
    desk.back_up_if_due();
    desk.back_up_if_due();
    assert_eq!(count(), 1);
    room.clock.days(1);
    desk.back_up_if_due();
    assert_eq!(count(), 2);
    desk.lock();
    room.clock.days(1);
    desk.back_up_if_due();
    room.ask(&desk, "open_example", json!({})).unwrap();
    desk.back_up_if_due();
    assert_eq!(count(), 2);
}

#[test]
fn settings_stay_within_reason_and_are_read_before_unlocking() {
    let room = Room::new();
    let desk = room.desk();
    let kept = room
        .ask(&desk, "save_settings", json!({"theme": "dark", "text_size": 900, "lock_minutes": 0, "spell_check": true, "safe_graphics": false}))
        .unwrap();
    assert_eq!(
        (kept["text_size"].as_u64(), kept["lock_minutes"].as_u64()),
        (Some(200), Some(1))
    );
    assert_eq!(
        room.ask(&room.desk(), "start_state", json!({})).unwrap()["settings"]["theme"],
        "dark"
    );
}
