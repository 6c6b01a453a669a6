//! The window's hands: file dialogs, events, other programs.

use alongside_app::{Email, Event, FileKind, Hands};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Emitter as _};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder};
use tauri_plugin_opener::OpenerExt as _;

/// Hands over a window.
pub(crate) struct WindowHands {
    app: AppHandle,
}

impl WindowHands {
    pub(crate) fn new(app: AppHandle) -> Self {
        Self { app }
    }

    fn dialog(&self, kind: FileKind) -> FileDialogBuilder<tauri::Wry> {
        let dialog = self.app.dialog().file();
        match kind {
            FileKind::Directory => dialog.add_filter(
                "Directory",
                &[
                    "json", "ndjson", "csv", "tsv", "txt", "xlsx", "xls", "ods", "zip",
                ],
            ),
            FileKind::Referral => dialog.add_filter("Referral", &["json"]),
            FileKind::Page => dialog.add_filter("Page", &["html"]),
            FileKind::Pdf => dialog.add_filter("PDF", &["pdf"]),
            FileKind::Paper => dialog,
            FileKind::Text => dialog.add_filter("Text", &["txt"]),
            FileKind::Calendar => dialog.add_filter("Calendar", &["ics"]),
            FileKind::Table => dialog.add_filter("Table", &["csv"]),
            FileKind::Stick => dialog.add_filter("Alongside", &["alongside"]),
        }
    }
}

impl Hands for WindowHands {
    fn tell(&self, event: Event) {
        let told = match event {
            Event::Changed(changed) => self.app.emit("changed", changed),
            Event::Sync(sync) => self.app.emit("sync", sync),
            Event::ImportProgress(progress) => self.app.emit("import_progress", progress),
            Event::Locking => self.app.emit("locking", ()),
            Event::Locked => self.app.emit("locked", ()),
        };
        if let Err(error) = told {
            tracing::warn!(%error, "the window was not told");
        }
    }

    fn ask_where_to_save(&self, kind: FileKind, suggested_name: &str) -> Option<PathBuf> {
        answered().unwrap_or_else(|| {
            self.dialog(kind)
                .set_file_name(suggested_name)
                .blocking_save_file()
                .and_then(|path| path.into_path().ok())
        })
    }

    fn ask_for_file(&self, kind: FileKind) -> Option<PathBuf> {
        answered().unwrap_or_else(|| {
            self.dialog(kind)
                .blocking_pick_file()
                .and_then(|path| path.into_path().ok())
        })
    }

    fn ask_for_folder(&self) -> Option<PathBuf> {
        answered().unwrap_or_else(|| {
            self.app
                .dialog()
                .file()
                .blocking_pick_folder()
                .and_then(|path| path.into_path().ok())
        })
    }

    fn open_file(&self, path: &Path) {
        if let Err(error) = self
            .app
            .opener()
            .open_path(path.to_string_lossy(), None::<&str>)
        {
            tracing::warn!(%error, "a saved file was not opened");
        }
    }

    fn open_email(&self, email: &Email) {
        if written_down(email) {
            return;
        }
        if let Err(error) = self.app.opener().open_url(email.as_str(), None::<&str>) {
            tracing::warn!(%error, "no program for e-mail was opened");
        }
    }
}

/// In a build for testing, the answer that a journey has written down for the next dialog: a native dialog cannot be driven.
/// The file `ALONGSIDE_ANSWERS` holds one path a line, an empty line for "cancel"; each dialog takes the first.
#[cfg(debug_assertions)]
fn answered() -> Option<Option<PathBuf>> {
    let file = std::env::var_os("ALONGSIDE_ANSWERS")?;
    let text = std::fs::read_to_string(&file).ok()?;
    let (first, rest) = text.split_once('\n').unwrap_or((text.as_str(), ""));
    std::fs::write(&file, rest).ok()?;
    Some((!first.trim().is_empty()).then(|| PathBuf::from(first.trim())))
}

/// In a build for use, every dialog asks the person.
#[cfg(not(debug_assertions))]
fn answered() -> Option<Option<PathBuf>> {
    None
}

/// In a build for testing, an e-mail goes into the file `ALONGSIDE_EMAILS` instead of another program: a journey reads it there.
#[cfg(debug_assertions)]
fn written_down(email: &Email) -> bool {
    use std::io::Write as _;
    let Some(file) = std::env::var_os("ALONGSIDE_EMAILS") else {
        return false;
    };
    std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .and_then(|mut file| writeln!(file, "{}", email.as_str()))
        .is_ok()
}

/// In a build for use, every e-mail goes to the person's own program.
#[cfg(not(debug_assertions))]
fn written_down(_: &Email) -> bool {
    false
}
