//! Backups: made by themselves once a day, thinned as they age, proved before they are trusted.

use crate::api::directory::TextRequest;
use crate::api::error::{AppError, ErrorCode};
use crate::api::session::{BackupPreviewView, BackupRequest, BackupView, Nothing};
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::session::real;
use alongside_store::backup::{self, Backup};
use alongside_vault::Purpose;
use std::path::{Path, PathBuf};

/// A backup is due when the newest is older than this.
const DUE_MS: i64 = 20 * 3_600_000;

fn view(backup: Backup) -> BackupView {
    BackupView {
        name: backup.name,
        at: backup.at,
        size: backup.size,
    }
}

/// The backups there are, newest first.
pub(crate) fn backups(desk: &Desk, _: Nothing) -> Outcome<Vec<BackupView>> {
    desk.open()?;
    Ok(backup::list(&desk.folders.backups())?
        .into_iter()
        .map(view)
        .collect())
}

/// Makes a backup now.
pub(crate) fn back_up_now(desk: &Desk, _: Nothing) -> Outcome<BackupView> {
    let open = desk.open()?;
    real(&open)?;
    let key_file = desk.folders.vault().join("vault.json");
    Ok(view(
        open.store
            .back_up(&desk.folders.backups(), &[key_file.as_path()])?,
    ))
}

impl Desk {
    /// Makes a backup if one is due, and lets old ones go. Takes seconds on a large file, so it is for a thread of its own: nobody who
    /// unlocks waits for it. If it fails, the next call tries again.
    pub fn back_up_if_due(&self) {
        self.sweep_if_due();
        let folder = self.folders.backups();
        let now = self.clock.now();
        let due = backup::list(&folder).is_ok_and(|all| {
            all.first()
                .is_none_or(|newest| now.0 - newest.at.0 > DUE_MS)
        });
        if !due || !self.open().is_ok_and(|open| open.keys.is_some()) {
            return;
        }
        if let Err(error) = back_up_now(self, Nothing {}) {
            tracing::warn!(code = ?error.code, "no backup was made");
            return;
        }
        for name in backup::list(&folder).map_or_else(|_| Vec::new(), |all| backup::thin(&all, now))
        {
            if let Err(error) = std::fs::remove_dir_all(folder.join(name)) {
                tracing::warn!(kind = ?error.kind(), "an old backup stays");
            }
        }
    }
}

impl Desk {
    /// Somebody was erased on another laptop of the team: what is left of them in free pages and in backups of this one goes too.
    fn sweep_if_due(&self) {
        let Ok(open) = self.open() else { return };
        let swept = open.store.sweep().and_then(|was_due| {
            if was_due {
                open.store.erase_from_backups(&self.folders.backups())?;
            }
            Ok(())
        });
        if let Err(error) = swept {
            tracing::warn!(%error, "what was erased is not swept yet");
        }
    }
}

/// What is in a backup, beside what is here now.
pub(crate) fn preview_backup(desk: &Desk, request: BackupRequest) -> Outcome<BackupPreviewView> {
    let open = desk.open()?;
    let (folder, found) = find(desk, &request.name)?;
    let contents = open.store.preview(&folder)?;
    let now = open.store.contents()?;
    Ok(BackupPreviewView {
        name: found.name,
        at: found.at,
        people: contents.people,
        contacts: contents.contacts,
        services: contents.services,
        last_change: contents.last_change,
        people_now: now.people,
        contacts_now: now.contacts,
    })
}

/// Puts a backup in the place of the records. What is here now is backed up first and moved aside; then the vault is locked.
pub(crate) fn restore_backup(desk: &Desk, request: BackupRequest) -> Outcome<Nothing> {
    let (folder, _) = find(desk, &request.name)?;
    let open = desk.open()?;
    let database = real(&open)?.vault.derive(Purpose::Database)?;
    open.store.preview(&folder)?;
    drop(open);
    desk.lock();
    backup::restore(
        &folder,
        &desk.folders.records(),
        database.expose(),
        desk.clock.now(),
    )?;
    // What was restored must not go on under the name of the laptop that wrote it: that one may have said more since.
    crate::team::installation::renew(&desk.folders);
    Ok(Nothing {})
}

fn find(desk: &Desk, name: &str) -> Outcome<(PathBuf, Backup)> {
    // Only a name that is in the list: a name is never a way to somewhere else.
    let folder = desk.folders.backups();
    backup::list(&folder)?
        .into_iter()
        .find(|backup| backup.name == name)
        .map(|backup| (folder.join(&backup.name), backup))
        .ok_or_else(|| AppError::new(ErrorCode::NotFound))
}

/// Opens a file that was just saved, in the program made for it.
pub(crate) fn show_file(desk: &Desk, request: TextRequest) -> Outcome<Nothing> {
    desk.open()?;
    let path = Path::new(&request.text);
    // Only documents that this app writes, never a program.
    if path.extension().is_some_and(|kind| kind == "pdf") && path.is_file() {
        desk.hands.open_file(path);
        Ok(Nothing {})
    } else {
        Err(AppError::new(ErrorCode::NotFound))
    }
}
