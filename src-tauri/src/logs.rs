//! Logs for whoever helps: one JSON line an event, codes and counts, never a personal word. Two files of at most one megabyte.

use alongside_app::Folders;
use std::fs::{self, OpenOptions};
use std::sync::Mutex;

const MOST_BYTES: u64 = 1_000_000;

/// Begins to log. An app that cannot log still runs.
pub(crate) fn begin(folders: &Folders) {
    let folder = folders.logs();
    if fs::create_dir_all(&folder).is_err() {
        return;
    }
    let file = folder.join("alongside.log");
    if fs::metadata(&file).is_ok_and(|meta| meta.len() > MOST_BYTES) {
        // If it cannot be moved it grows on: better than none.
        let _ = fs::rename(&file, folder.join("alongside.old.log"));
    }
    let Ok(file) = OpenOptions::new().create(true).append(true).open(file) else {
        return;
    };
    tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::INFO)
        .with_writer(Mutex::new(file))
        .init();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
}
