//! Settings of this laptop, in clear beside the vault: they say nothing about anybody, and the lock screen follows them.

use crate::api::session::Settings;
use crate::failure::Outcome;
use std::fs;
use std::path::Path;

const FILE: &str = "settings.json";

/// Settings of this laptop, before anything else is known.
#[must_use]
pub fn settings_of(folders: &crate::Folders) -> Settings {
    read(folders.root())
}

/// Reads them; the first time, or when the file cannot be read, they are as they come.
pub(crate) fn read(folder: &Path) -> Settings {
    fs::read(folder.join(FILE))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .map_or_else(Settings::default, sensible)
}

/// Keeps them; gives what was kept.
pub(crate) fn write(folder: &Path, settings: Settings) -> Outcome<Settings> {
    let settings = sensible(settings);
    fs::create_dir_all(folder)?;
    let bytes = serde_json::to_vec_pretty(&settings).map_err(|error| {
        crate::api::error::AppError::with_detail(crate::api::error::ErrorCode::Internal, error)
    })?;
    let unfinished = folder.join("settings.json.new");
    fs::write(&unfinished, bytes)?;
    fs::rename(&unfinished, folder.join(FILE))?;
    Ok(settings)
}

fn sensible(settings: Settings) -> Settings {
    Settings {
        text_size: settings.text_size.clamp(100, 200),
        lock_minutes: settings.lock_minutes.clamp(1, 60),
        ..settings
    }
}
