//! In which installation the vault is opened: an id kept outside the vault, mixed with the computer's own where it has one. A vault
//! that finds another than last time was copied or restored, and goes on as a new laptop.

use crate::desk::Folders;
use alongside_protocol::Hash;
use alongside_vault::{Random as _, SystemRandom};
use std::fs;

/// A hash of the installation's id, made on first use. If it can be neither read nor kept, every opening is a new installation:
/// tiresome, never wrong.
pub(crate) fn of(folders: &Folders) -> Hash {
    let path = folders.installation();
    let id = fs::read(path)
        .ok()
        .filter(|id| id.len() == 32)
        .unwrap_or_else(|| {
            let mut id = vec![0; 32];
            if SystemRandom::new().fill(&mut id).is_ok() {
                if let Some(folder) = path.parent() {
                    let _ = fs::create_dir_all(folder);
                }
                if let Err(why) = fs::write(path, &id) {
                    tracing::warn!(kind = ?why.kind(), "the installation's id was not kept");
                }
            }
            id
        });
    Hash::of(&[b"alongside installation v1", &id, &machine()])
}

/// The vault is to be opened as a new laptop from now on: it has just been restored from a backup.
pub(crate) fn renew(folders: &Folders) {
    let _ = fs::remove_file(folders.installation());
}

/// The computer's own id: a disk that was copied to another computer is found out.
fn machine() -> Vec<u8> {
    if cfg!(target_os = "linux") {
        fs::read("/etc/machine-id").unwrap_or_default()
    } else {
        Vec::new()
    }
}
