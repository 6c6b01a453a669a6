//! A disk that really fills up: a small one is mounted, which takes root. Anyone else has the story of `space.rs`, told with a limit
//! on pages.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use alongside_domain::Record as _;
use alongside_domain::contact::Contact;
use alongside_domain::ids::ContactId;
use alongside_store::{Store, StoreError, World};
use alongside_testkit::KEY;
use alongside_testkit::named::mr_okafor;
use std::path::Path;
use std::process::Command;
use uuid::Uuid;

/// A disk of four megabytes, gone when dropped.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(folder.path())
            .output();
        mounted
            .is_ok_and(|told| told.status.success())
            .then(|| Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount")
            .arg("--lazy")
            .arg(self.path())
            .status();
    }
}

fn visit(number: u128) -> Contact {
    Contact {
        person: mr_okafor().id,
        note: "The roof leaks again. ".repeat(1_500).into(),
        ..Contact::blank(ContactId(Uuid::from_u128(number)))
    }
}

#[test]
fn a_disk_that_fills_up_says_so_and_keeps_every_word_that_was_acknowledged() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("left out: a disk can only be mounted by root");
        return;
    };
    let path = disk.path().join("records.db");
    let store = Store::create(&path, &KEY, "Amira", World::system()).unwrap();
    store.transact("add", |tx| tx.put(&mr_okafor())).unwrap();
    let mut acknowledged = 0_u128;
    let full = loop {
        match store.transact("visit", |tx| tx.put(&visit(acknowledged + 1))) {
            Ok(_) => acknowledged += 1,
            Err(error) => break error,
        }
        assert!(acknowledged < 1_000, "four megabytes never fill up");
    };
    assert!(matches!(full, StoreError::DiskFull), "{full}");
    assert!(acknowledged > 5);
    assert_eq!(u128::from(store.contents().unwrap().contacts), acknowledged);
    let backup = store.back_up(&disk.path().join("backups"), &[]);
    assert!(matches!(backup, Err(StoreError::DiskFull)), "{backup:?}");
    drop(store);

    let reopened = Store::open(&path, &KEY, World::system()).unwrap();
    reopened.check().unwrap();
    assert_eq!(
        u128::from(reopened.contents().unwrap().contacts),
        acknowledged
    );
    assert_eq!(
        reopened
            .get::<Contact>(ContactId(Uuid::from_u128(acknowledged)))
            .unwrap(),
        visit(acknowledged)
    );
}
