//! A room to work in: a folder of its own, a clock that is turned by hand, hands that remember what they were told.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_app::api::error::AppError;
use alongside_app::{Desk, Email, Event, FileKind, Folders, Hands, Manners, Opening, commands};
use alongside_testkit::FixedClock;
use alongside_vault::PassphraseCost;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub const PASSPHRASE: &str = "four calm otters under the bridge";

/// Hands that answer dialogs from a list and keep what they were told.
#[derive(Default)]
pub struct FakeHands {
    pub told: Mutex<Vec<Event>>,
    pub answers: Mutex<VecDeque<Option<PathBuf>>>,
    pub emails: Mutex<Vec<String>>,
}

impl FakeHands {
    fn answer(&self) -> Option<PathBuf> {
        self.answers.lock().unwrap().pop_front().flatten()
    }
}

impl Hands for FakeHands {
    fn tell(&self, event: Event) {
        self.told.lock().unwrap().push(event);
    }
    fn ask_where_to_save(&self, _: FileKind, _: &str) -> Option<PathBuf> {
        self.answer()
    }
    fn ask_for_file(&self, _: FileKind) -> Option<PathBuf> {
        self.answer()
    }
    fn ask_for_folder(&self) -> Option<PathBuf> {
        self.answer()
    }
    fn open_file(&self, _: &Path) {}
    fn open_email(&self, email: &Email) {
        self.emails.lock().unwrap().push(email.as_str().to_owned());
    }
}

pub struct Room {
    folder: tempfile::TempDir,
    pub clock: Arc<FixedClock>,
    pub hands: Arc<FakeHands>,
}

impl Room {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            // A Tuesday.
            clock: FixedClock::on("2026-11-24"),
            hands: Arc::default(),
        }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn desk(&self) -> Desk {
        Desk::new(
            Folders::under(self.folder().to_owned()),
            self.hands.clone(),
            self.clock.clone(),
            Opening::Fixed(PassphraseCost::FLOOR),
        )
        .with_manners(Manners {
            first_wait: Duration::from_millis(1),
            longest_wait: Duration::from_millis(5),
            tries: 3,
            ..Manners::default()
        })
    }

    /// A desk with an open vault of Amira's, and its recovery code.
    pub fn with_vault(&self) -> (Desk, String) {
        let desk = self.desk();
        let made = self
            .ask(
                &desk,
                "create_vault",
                json!({"passphrase": PASSPHRASE, "name": "Amira Haddad"}),
            )
            .unwrap();
        let code = made["recovery_code"].as_str().unwrap().to_owned();
        (desk, code)
    }

    /// Asks as the window does.
    pub fn ask(&self, desk: &Desk, name: &str, request: Value) -> Result<Value, AppError> {
        commands::call(desk, name, request)
    }

    /// The next dialog is answered so.
    pub fn will_choose(&self, path: Option<PathBuf>) {
        self.hands.answers.lock().unwrap().push_back(path);
    }
}

/// Asks for everyone.
pub fn everyone() -> Value {
    json!({"text": "", "standing": null, "sort": "name", "offset": 0, "limit": 100})
}
