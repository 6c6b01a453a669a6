//! The first vault ever made, committed beside this file: every later version must open it.
//!
//! The golden files are made once, by `make_the_golden_files`, and never again.

#![allow(clippy::unwrap_used, reason = "a story that cannot go on should stop")]

use crate::support::{AMIRAS, Dice, passphrase};
use alongside_vault::{
    PassphraseCost, Purpose, RecoveryCode, VaultFile, VaultKey, VaultLock, seal, seal_file,
    strength,
};

const GOLDEN: &[u8] = include_bytes!("golden/vault.json");

fn keys_of(key: &VaultKey) -> Vec<String> {
    Purpose::ALL
        .iter()
        .map(|purpose| {
            key.derive(*purpose)
                .unwrap()
                .expose()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect()
        })
        .collect()
}

#[test]
fn the_first_vault_opens_for_ever_to_the_same_keys() {
    let file = VaultFile::parse(GOLDEN).unwrap();
    assert_eq!(
        file.to_bytes().unwrap(),
        GOLDEN,
        "and is written back byte for byte"
    );
    assert_eq!(file.damaged_parts(), []);
    assert_eq!(file.passphrase_cost(), Some(PassphraseCost::START));
    let expected: Vec<&str> = include_str!("golden/vault_keys.txt").lines().collect();
    assert_eq!(
        keys_of(&file.unlock_with_passphrase(AMIRAS).unwrap()),
        expected
    );
    assert_eq!(
        keys_of(
            &file
                .unlock_with_recovery(include_str!("golden/recovery_code.txt"))
                .unwrap()
        ),
        expected
    );
}

#[test]
fn amiras_passphrase_is_a_good_one() {
    assert!(strength(AMIRAS, &["Amira"]).is_enough());
}

#[test]
#[ignore = "writes the golden files; only ever for a new format, beside the old ones"]
fn make_the_golden_files() {
    let folder = tempfile::tempdir().unwrap();
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let put = |name: &str, bytes: &[u8]| {
        let path = golden.join(name);
        assert!(!path.exists(), "{name} was made before and must not change");
        std::fs::write(path, bytes).unwrap();
    };
    let lock = VaultLock::take(folder.path()).unwrap();
    let code = RecoveryCode::make(&mut Dice(1)).unwrap();
    let (file, key) = VaultFile::create(
        &lock,
        &passphrase(AMIRAS),
        PassphraseCost::START,
        &code,
        &mut Dice(2),
    )
    .unwrap();
    put("vault.json", &file.to_bytes().unwrap());
    put(
        "recovery_code.txt",
        format!("{}\n", *code.written()).as_bytes(),
    );
    put(
        "vault_keys.txt",
        format!("{}\n", keys_of(&key).join("\n")).as_bytes(),
    );

    let words = "Mr Okafor would like to sing again. Début: Tuesday.";
    let drafts = key.derive(Purpose::Drafts).unwrap();
    put(
        "piece.sealed",
        &seal(
            &drafts,
            b"draft of a contact",
            words.as_bytes(),
            &mut Dice(3),
        )
        .unwrap(),
    );
    let mut sealed = Vec::new();
    let backups = key.derive(Purpose::Backups).unwrap();
    seal_file(
        &backups,
        b"backup 7",
        &mut &b"a very small backup"[..],
        &mut sealed,
        &mut Dice(4),
    )
    .unwrap();
    put("file.sealed", &sealed);
}
