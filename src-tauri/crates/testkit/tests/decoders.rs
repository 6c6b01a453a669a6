//! Every reader of bytes from outside, over the bytes that are kept in `src-tauri/fuzz/corpus` and over changed ones: a short walk where
//! `cargo fuzz` goes for hours, the same every time.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use alongside_domain::Kind;
use alongside_domain::person::Person;
use alongside_store::log::Commit;
use alongside_testkit::decoders::{ALL, body};
use alongside_testkit::named::{contact, mr_okafor};
use alongside_testkit::{Dice, Ready};
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

fn kept(target: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(fuzz().join("corpus").join(target))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// A few small changes, such as an unlucky disk or somebody who means harm would make.
fn changed(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = usize::try_from(dice.below(bytes.len() as u64)).unwrap();
        let from = usize::try_from(dice.below(other.len() as u64)).unwrap();
        let byte = dice.roll().to_le_bytes()[0];
        match (dice.below(7), bytes.is_empty()) {
            (0, false) => bytes[at] = byte,
            (1, false) => bytes[at] ^= 1 << (byte % 8),
            (2, false) => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][usize::from(byte % 5)],
            (3, false) => drop(bytes.remove(at)),
            (4, false) => bytes.truncate(at),
            (5, _) => bytes.truncate(at + other[from..].len()),
            _ => bytes.insert(at, byte),
        }
        if dice.percent(10) {
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
    }
    bytes
}

#[test]
fn every_reader_keeps_its_law_over_the_kept_bytes_and_changed_ones() {
    for (number, (target, read)) in (1..).zip(ALL) {
        let kept = kept(target);
        assert!(!kept.is_empty(), "{target} has nothing to begin with");
        read(b"");
        for bytes in &kept {
            read(bytes);
        }
        // Files as large as a feed take a hundred times as long as a message.
        let bytes: usize = kept.iter().map(Vec::len).sum();
        let average = bytes / kept.len();
        let times = (400_000 / (average + 200)).clamp(30, 1_000);
        let mut dice = Dice::new(number);
        for turn in 0..times {
            let other = dice.below(kept.len() as u64);
            let other = &kept[usize::try_from(other).unwrap()];
            read(&changed(&kept[turn % kept.len()], other, &mut dice));
        }
    }
}

/// A reader that is not fuzzed, a target without kept bytes, a body that no target runs: each is a line missing somewhere.
#[test]
fn each_target_has_its_file_its_body_and_its_bytes() {
    let names = |folder: &str, end: &str| -> BTreeSet<String> {
        fs::read_dir(fuzz().join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter_map(|name| Some(name.strip_suffix(end)?.to_owned()))
            .collect()
    };
    let bodies: BTreeSet<String> = ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names("fuzz_targets", ".rs"), bodies);
    assert_eq!(names("corpus", ""), bodies);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for name in &bodies {
        let target = fs::read_to_string(fuzz().join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(target.contains(&format!("body(\"{name}\")")), "{name}");
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")),
            "{name}"
        );
        let _ = body(name);
    }
}

#[test]
#[ignore = "writes kept bytes anew; only when commits are written in another way"]
fn make_the_kept_commits() {
    let folder = fuzz().join("corpus/commits");
    let store = Ready::numbered(1).unwrap();
    store
        .replicate(|replica| replica.set_replicating(true))
        .unwrap();
    let okafor = mr_okafor();
    store.transact("add", |tx| tx.put(&okafor)).unwrap();
    store
        .transact("contact", |tx| {
            tx.put(&contact(1, okafor.id, "2026-03-02", "Rang, no answer"))
        })
        .unwrap();
    store
        .transact("edit", |tx| {
            tx.set::<Person>(okafor.id, "alert", json!("dog"))
        })
        .unwrap();
    store
        .transact("archive", |tx| tx.archive(Kind::Person, okafor.id.0, true))
        .unwrap();
    let parts = store
        .replica_read(|replica| replica.outbox(500, 1 << 20))
        .unwrap();
    let commits: Vec<Commit> = parts.into_iter().map(|part| part.commit).collect();
    assert_eq!(commits.len(), 4);
    for length in 1..=commits.len() {
        let bytes = postcard::to_allocvec(&commits[..length]).unwrap();
        fs::write(folder.join(format!("first_{length}")), bytes).unwrap();
    }
}
