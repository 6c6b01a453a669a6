//! What the app needs of whoever shows it.

use crate::api::directory::ProgressEvent;
use crate::api::records::ChangedEvent;
use crate::api::team::SyncView;
use crate::email::Email;
use alongside_domain::Kind;
use std::path::{Path, PathBuf};

/// Something told without being asked.
#[derive(Clone, Debug)]
pub enum Event {
    /// Records changed.
    Changed(ChangedEvent),
    /// How things stand with the team.
    Sync(SyncView),
    /// An import goes on.
    ImportProgress(ProgressEvent),
    /// The vault is about to lock: keep what is being typed.
    Locking,
    /// The vault is locked.
    Locked,
}

impl Event {
    /// Records of these kinds changed.
    pub(crate) fn changed(kinds: impl IntoIterator<Item = Kind>) -> Self {
        Self::Changed(ChangedEvent {
            kinds: kinds.into_iter().collect(),
        })
    }
}

/// Which files a dialog offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Directory files: JSON, CSV, spreadsheets.
    Directory,
    /// PDF.
    Pdf,
    /// Anything at all: a paper to attach.
    Paper,
    /// Plain text.
    Text,
    /// A referral that came as a file: JSON.
    Referral,
    /// A web page that stands by itself.
    Page,
    /// A calendar.
    Calendar,
    /// A table for a spreadsheet program.
    Table,
    /// What one laptop takes to another on a stick.
    Stick,
}

/// The hands of the app: dialogs, events, other programs. Every call may block; none is made on the window's own thread.
pub trait Hands: Send + Sync {
    /// Tells the window something.
    fn tell(&self, event: Event);
    /// Asks where to save a file; nothing if the person thought better of it.
    fn ask_where_to_save(&self, kind: FileKind, suggested_name: &str) -> Option<PathBuf>;
    /// Asks for a file to open.
    fn ask_for_file(&self, kind: FileKind) -> Option<PathBuf>;
    /// Asks for a folder.
    fn ask_for_folder(&self) -> Option<PathBuf>;
    /// Opens a file in the program made for it.
    fn open_file(&self, path: &Path);
    /// Opens an e-mail that is ready in the person's own program, which sends it or does not.
    fn open_email(&self, email: &Email);
}
