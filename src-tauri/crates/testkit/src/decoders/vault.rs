//! What the vault reads: its file, sealed files, and the codes that people type.

use alongside_vault::{DerivedKey, InviteCode, Purpose, RecoveryCode, VaultFile, open_file};
use std::sync::LazyLock;

/// `vault.json`. What was read and written again reads the same: also what a newer version had put there.
pub fn vault_file(bytes: &[u8]) {
    let Ok(file) = VaultFile::parse(bytes) else {
        return;
    };
    let _ = (file.passphrase_cost(), file.damaged_parts());
    let written = file.to_bytes();
    assert!(written.is_ok(), "what was read can be written");
    let Ok(written) = written else { return };
    let again = VaultFile::parse(&written).and_then(|again| Ok((again.id(), again.to_bytes()?)));
    assert!(
        again == Ok((file.id(), written)),
        "it changes when it is copied"
    );
}

/// Invitation and recovery codes. However it was typed, what is read is written in one way, and reads back; and no code is both.
pub fn codes(bytes: &[u8]) {
    let Ok(typed) = std::str::from_utf8(bytes) else {
        return;
    };
    let invite = InviteCode::read(typed);
    let recovery = RecoveryCode::read(typed);
    assert!(invite.is_err() || recovery.is_err(), "it is both codes");
    if let Ok(code) = invite {
        assert!((1..=999_999).contains(&code.mailbox()));
        let again = InviteCode::read(&code.written());
        assert!(again.is_ok_and(|again| *again.written() == *code.written()));
    }
    if let Ok(code) = recovery {
        assert_eq!(code.confirm(typed), Ok(()));
        let again = RecoveryCode::read(&code.written());
        assert!(again.is_ok_and(|again| *again.written() == *code.written()));
    }
}

/// The key of the golden vault's backups. Nothing real is sealed with it.
static KEY: LazyLock<Option<DerivedKey>> = LazyLock::new(|| {
    let file = VaultFile::parse(include_bytes!("../../../vault/tests/golden/vault.json")).ok()?;
    let code = include_str!("../../../vault/tests/golden/recovery_code.txt");
    let key = file.unlock_with_recovery(code).ok()?;
    key.derive(Purpose::Backups).ok()
});

/// A sealed file. Nothing opens but the one that was sealed, whatever the bytes say of themselves.
pub fn sealed_file(bytes: &[u8]) {
    let key = KEY.as_ref();
    assert!(key.is_some());
    if let Some(key) = key {
        let opened = open_file(key, b"backup 7", &mut &*bytes, &mut Vec::new());
        let sealed = include_bytes!("../../../vault/tests/golden/file.sealed");
        assert_eq!(opened.is_ok(), bytes == sealed);
    }
}
