//! Amira's vault from the first day: made, opened, changed, forgotten and recovered.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that cannot go on should stop"
)]

use std::fs;

use crate::support::{AMIRAS, AMIRAS_NEXT, Dice, Laptop, bytes_in, passphrase};
use alongside_vault::{
    NewPassphrase, Part, PassphraseCost, Purpose, RecoveryCode, VaultError, VaultFile, VaultLock,
};

#[test]
fn amira_opens_her_vault_changes_her_passphrase_and_replaces_her_code() {
    let mut laptop = Laptop::new();
    let database = *laptop.key.derive(Purpose::Database).unwrap().expose();
    let read = VaultFile::read(laptop.folder.path()).unwrap();
    assert_eq!(read, laptop.file);
    assert_eq!(read.damaged_parts(), []);
    let same_key = |key: alongside_vault::VaultKey| {
        *key.derive(Purpose::Database).unwrap().expose() == database
    };
    assert!(same_key(read.unlock_with_passphrase(AMIRAS).unwrap()));
    assert!(same_key(
        read.unlock_with_recovery(&laptop.code.written()).unwrap()
    ));

    // A wrong passphrase, even by a space or a capital, changes nothing.
    let before = laptop.bytes();
    assert_eq!(
        read.unlock_with_passphrase(&format!("{AMIRAS} "))
            .unwrap_err(),
        VaultError::WrongPassphrase
    );
    assert_eq!(laptop.bytes(), before);

    // She changes it. The old one no longer opens, the new one does, the sheet in the drawer still does.
    let Laptop {
        folder,
        lock,
        file,
        key,
        code,
        dice,
    } = &mut laptop;
    file.change_passphrase(
        lock,
        key,
        &passphrase(AMIRAS_NEXT),
        PassphraseCost::FLOOR,
        dice,
    )
    .unwrap();
    let read = VaultFile::read(folder.path()).unwrap();
    assert_eq!(read, *file);
    assert_eq!(
        read.unlock_with_passphrase(AMIRAS).unwrap_err(),
        VaultError::WrongPassphrase
    );
    assert!(same_key(read.unlock_with_passphrase(AMIRAS_NEXT).unwrap()));
    assert!(same_key(
        read.unlock_with_recovery(&code.written()).unwrap()
    ));

    // She prints a new sheet; the old one is only paper now.
    let new_code = RecoveryCode::make(dice).unwrap();
    file.replace_recovery_code(lock, key, &new_code, dice)
        .unwrap();
    let read = VaultFile::read(folder.path()).unwrap();
    assert_eq!(
        read.unlock_with_recovery(&code.written()).unwrap_err(),
        VaultError::WrongRecoveryCode
    );
    assert!(same_key(
        read.unlock_with_recovery(&new_code.written().to_lowercase())
            .unwrap()
    ));
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        2,
        "only vault.json and its lock"
    );
}

#[test]
fn a_vault_is_never_written_over() {
    let mut laptop = Laptop::new();
    let before = laptop.bytes();
    let again = VaultFile::create(
        &laptop.lock,
        &passphrase(AMIRAS_NEXT),
        PassphraseCost::FLOOR,
        &laptop.code,
        &mut laptop.dice,
    );
    assert_eq!(again.unwrap_err(), VaultError::AlreadyExists);
    assert_eq!(
        laptop.file.put_into(&laptop.lock),
        Err(VaultError::AlreadyExists)
    );
    assert_eq!(laptop.bytes(), before);
}

#[test]
fn the_copy_in_a_backup_opens_on_a_new_laptop() {
    let old = Laptop::new();
    let in_backup = old.file.to_bytes().unwrap();

    let new = tempfile::tempdir().unwrap();
    let lock = VaultLock::take(&new.path().join("alongside")).unwrap();
    VaultFile::parse(&in_backup)
        .unwrap()
        .put_into(&lock)
        .unwrap();
    let key = VaultFile::read(lock.folder())
        .unwrap()
        .unlock_with_recovery(&old.code.written())
        .unwrap();
    assert_eq!(key.vault(), old.file.id());
    assert_eq!(
        key.derive(Purpose::Backups).unwrap().expose(),
        old.key.derive(Purpose::Backups).unwrap().expose()
    );
}

#[test]
fn a_key_or_a_folder_of_another_vault_changes_nothing() {
    let mut amiras = Laptop::new();
    let other_folder = tempfile::tempdir().unwrap();
    let other_lock = VaultLock::take(other_folder.path()).unwrap();
    let (mut others, others_key) = VaultFile::create(
        &other_lock,
        &passphrase(AMIRAS_NEXT),
        PassphraseCost::FLOOR,
        &amiras.code,
        &mut Dice(2),
    )
    .unwrap();
    let before = (amiras.bytes(), bytes_in(other_folder.path()));
    let (code, dice) = (&amiras.code, &mut Dice(3));
    let refused = Err(VaultError::NotThisVault);
    assert_eq!(
        amiras
            .file
            .replace_recovery_code(&amiras.lock, &others_key, code, dice),
        refused
    );
    assert_eq!(
        amiras
            .file
            .replace_recovery_code(&other_lock, &amiras.key, code, dice),
        refused
    );
    assert_eq!(
        others.replace_recovery_code(&amiras.lock, &others_key, code, dice),
        refused
    );
    assert_eq!((amiras.bytes(), bytes_in(other_folder.path())), before);
}

#[test]
fn each_thing_that_can_be_wrong_is_told_apart_and_leaves_the_file_alone() {
    let laptop = Laptop::new();
    let good = String::from_utf8(laptop.bytes()).unwrap();
    let nonce_at = good.find("\"nonce\": \"").unwrap() + 10;
    let flip_digit = |at: usize| {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
        String::from_utf8(bytes).unwrap()
    };
    let passphrase_slot = VaultError::Damaged {
        what: Part::PassphraseSlot,
    };
    let vault_file = VaultError::Damaged {
        what: Part::VaultFile,
    };
    for (what, text, expected) in [
        (
            "cut short",
            good[..good.len() / 2].to_owned(),
            vault_file.clone(),
        ),
        ("empty", String::new(), vault_file.clone()),
        (
            "not ours",
            "{\"shopping\": [\"milk\"]}".to_owned(),
            vault_file,
        ),
        ("flipped", flip_digit(nonce_at), passphrase_slot.clone()),
        (
            "a letter that is no digit",
            good.replacen("\"nonce\": \"", "\"nonce\": \"z", 1),
            passphrase_slot.clone(),
        ),
        (
            "weak by a flipped digit",
            good.replace("65536", "15536"),
            passphrase_slot.clone(),
        ),
        (
            "newer",
            good.replace("\"min_reader\": 1", "\"min_reader\": 7"),
            VaultError::TooNew { needs: 7 },
        ),
        (
            "newer, and nothing else we know",
            "{\"format\":9,\"min_reader\":9,\"x\":[]}".to_owned(),
            VaultError::TooNew { needs: 9 },
        ),
    ] {
        fs::write(laptop.folder.path().join("vault.json"), &text).unwrap();
        let answer = VaultFile::read(laptop.folder.path())
            .and_then(|file| file.unlock_with_passphrase(AMIRAS));
        assert_eq!(answer.unwrap_err(), expected, "{what}");
        assert_eq!(laptop.bytes(), text.as_bytes(), "{what}");
    }
    fs::remove_file(laptop.folder.path().join("vault.json")).unwrap();
    assert_eq!(
        VaultFile::read(laptop.folder.path()).unwrap_err(),
        VaultError::Missing
    );
    assert!(!VaultFile::exists(laptop.folder.path()));
}

#[test]
fn with_its_passphrase_slot_damaged_the_code_still_opens_it_and_a_new_passphrase_mends_it() {
    let mut laptop = Laptop::new();
    let text = String::from_utf8(laptop.bytes()).unwrap().replacen(
        "\"name\": \"argon2id",
        "\"name\": \"brgon2id",
        1,
    );
    fs::write(laptop.folder.path().join("vault.json"), text).unwrap();

    let mut file = VaultFile::read(laptop.folder.path()).unwrap();
    assert_eq!(file.damaged_parts(), [Part::PassphraseSlot]);
    let key = file.unlock_with_recovery(&laptop.code.written()).unwrap();
    file.change_passphrase(
        &laptop.lock,
        &key,
        &passphrase(AMIRAS_NEXT),
        PassphraseCost::FLOOR,
        &mut laptop.dice,
    )
    .unwrap();

    let mended = VaultFile::read(laptop.folder.path()).unwrap();
    assert_eq!(mended.damaged_parts(), []);
    mended.unlock_with_passphrase(AMIRAS_NEXT).unwrap();
}

#[test]
fn no_flipped_bit_anywhere_opens_the_wrong_thing_or_is_called_a_wrong_code() {
    let laptop = Laptop::new();
    let good = laptop.bytes();
    let database = *laptop.key.derive(Purpose::Database).unwrap().expose();
    let code = laptop.code.written();
    let (mut opened, mut refused, mut passphrase_slot) = (0, 0, 0);
    for bit in 0..good.len() * 8 {
        let mut bytes = good.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let file = VaultFile::parse(&bytes);
        passphrase_slot += usize::from(
            file.as_ref()
                .is_ok_and(|f| f.damaged_parts().contains(&Part::PassphraseSlot)),
        );
        match file.and_then(|file| file.unlock_with_recovery(&code)) {
            Ok(key) => {
                // A flipped vault id cannot open, so this is the very same vault.
                assert_eq!(
                    *key.derive(Purpose::Database).unwrap().expose(),
                    database,
                    "bit {bit}"
                );
                opened += 1;
            }
            Err(VaultError::Damaged { .. } | VaultError::TooNew { .. }) => refused += 1,
            Err(other) => panic!("bit {bit} was answered with {other:?}"),
        }
    }
    assert!(
        opened > 1600,
        "damage to the passphrase slot leaves the code working: {opened}"
    );
    assert!(refused > 4800, "all other damage is seen: {refused}");
    assert!(
        passphrase_slot > 1600,
        "damage to the passphrase slot is seen: {passphrase_slot}"
    );
}

#[test]
fn what_a_newer_version_added_is_kept_when_this_one_writes() {
    let mut laptop = Laptop::new();
    let text = String::from_utf8(laptop.bytes()).unwrap();
    let text = text
        .replacen(
            "\"format\": 1",
            "\"fingerprint_slot\": {\"of\": \"later\"}, \"format\": 2",
            1,
        )
        .replacen("\"nonce\":", "\"hint\": \"a newer field\", \"nonce\":", 1);
    fs::write(laptop.folder.path().join("vault.json"), &text).unwrap();
    let mut file = VaultFile::read(laptop.folder.path()).unwrap();
    let key = file.unlock_with_recovery(&laptop.code.written()).unwrap();
    file.replace_recovery_code(&laptop.lock, &key, &laptop.code, &mut laptop.dice)
        .unwrap();
    let after = String::from_utf8(laptop.bytes()).unwrap();
    for kept in ["fingerprint_slot", "a newer field", "\"format\": 2"] {
        assert!(after.contains(kept), "{kept}");
    }
    file.unlock_with_passphrase(AMIRAS).unwrap();
}

#[test]
fn a_weak_passphrase_or_a_cheap_derivation_never_makes_a_vault() {
    for weak in ["", "password", "Amira1987", "qwertyuiop", "okafor"] {
        assert_eq!(
            NewPassphrase::choose(weak, &["Amira", "Okafor"]).unwrap_err(),
            VaultError::PassphraseTooWeak
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let lock = VaultLock::take(folder.path()).unwrap();
    let mut dice = Dice(1);
    let code = RecoveryCode::make(&mut dice).unwrap();
    let cheap = PassphraseCost {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };
    let answer = VaultFile::create(&lock, &passphrase(AMIRAS), cheap, &code, &mut dice);
    assert_eq!(answer.unwrap_err(), VaultError::WeakerThanAllowed);
    assert!(!VaultFile::exists(folder.path()));
}

#[test]
fn changing_the_passphrase_never_lowers_what_protects_it() {
    let folder = tempfile::tempdir().unwrap();
    let lock = VaultLock::take(folder.path()).unwrap();
    let mut dice = Dice(1);
    let code = RecoveryCode::make(&mut dice).unwrap();
    let dear = PassphraseCost {
        passes: 4,
        ..PassphraseCost::FLOOR
    };
    let (mut file, key) =
        VaultFile::create(&lock, &passphrase(AMIRAS), dear, &code, &mut dice).unwrap();
    file.change_passphrase(
        &lock,
        &key,
        &passphrase(AMIRAS_NEXT),
        PassphraseCost::FLOOR,
        &mut dice,
    )
    .unwrap();
    assert_eq!(file.passphrase_cost(), Some(dear));
}

#[test]
fn nothing_secret_is_shown_by_debug() {
    let laptop = Laptop::new();
    let drafts = laptop.key.derive(Purpose::Drafts).unwrap();
    let shown = format!(
        "{:?} {drafts:?} {:?} {:?}",
        laptop.key,
        laptop.code,
        passphrase(AMIRAS)
    );
    assert_eq!(shown.matches("<secret>").count(), 4);
    let list_of = |bytes: &[u8]| format!("{bytes:?}").trim_matches(['[', ']']).to_owned();
    for secret in [
        list_of(drafts.expose()),
        laptop.code.written().to_string(),
        AMIRAS.to_owned(),
    ] {
        assert!(!shown.contains(&secret));
    }
}

#[test]
fn no_word_of_the_passphrase_or_the_code_is_in_the_file() {
    let laptop = Laptop::new();
    let text = String::from_utf8(laptop.bytes()).unwrap();
    let code = laptop.code.written();
    assert!(
        AMIRAS
            .split(' ')
            .chain(code.split('-'))
            .all(|word| !text.contains(word))
    );
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_folder_and_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("alongside").join("vault");
    let lock = VaultLock::take(&folder).unwrap();
    let laptop = Laptop::new();
    laptop.file.put_into(&lock).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("vault.json")), 0o600);
    assert_eq!(mode(&folder.join("vault.lock")), 0o600);
}

/// The steps of a write are made to fail one by one in `durable`; this is a real folder that the system refuses to write.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_to_is_told() {
    // Nobody, not even root, can make a file here.
    let refused = VaultLock::take(std::path::Path::new("/sys")).unwrap_err();
    assert_eq!(refused, VaultError::ReadOnly);

    // For anyone but root, an ordinary folder made read-only; root may write there all the same.
    use std::os::unix::fs::PermissionsExt as _;
    let mut laptop = Laptop::new();
    let before = laptop.bytes();
    let folder = laptop.folder.path().to_owned();
    let rights = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    rights(0o500);
    let answer = laptop.file.replace_recovery_code(
        &laptop.lock,
        &laptop.key,
        &laptop.code,
        &mut laptop.dice,
    );
    rights(0o700);
    match answer {
        Ok(()) => assert_ne!(laptop.bytes(), before),
        Err(error) => assert_eq!((error, laptop.bytes()), (VaultError::ReadOnly, before)),
    }
}
