//! Opening and closing: first run, unlock, lock, settings, drafts, backups.

use alongside_domain::value::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Nothing to ask, nothing to tell.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// Whether there is a vault, and whether it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VaultState {
    /// First run.
    None,
    /// There is one; it is locked.
    Locked,
    /// It is open.
    Open,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the computer says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Settings of this laptop. They say nothing about anybody and are kept in clear, so that the lock screen can follow them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// Text size in per cent, 100 to 200.
    pub text_size: u16,
    /// Minutes without a key or click until the vault locks, 1 to 60.
    pub lock_minutes: u16,
    /// Whether notes are spell-checked.
    pub spell_check: bool,
    /// Draw without the graphics card.
    pub safe_graphics: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            text_size: 100,
            lock_minutes: 10,
            spell_check: true,
            safe_graphics: false,
        }
    }
}

/// What the window needs to draw its first screen.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StartView {
    /// Whether there is a vault.
    pub vault: VaultState,
    /// Whether the open vault holds the example people.
    pub example: bool,
    /// The app's version.
    pub version: String,
    /// Settings of this laptop.
    pub settings: Settings,
    /// The link worker's name, once the vault is open.
    pub worker: String,
    /// When somebody who went in alone should be out, open or locked; nothing if nobody is.
    pub out_by: Option<Moment>,
}

/// Asks how strong a passphrase is.
#[derive(Deserialize, TS)]
pub struct PassphraseRequest {
    /// The passphrase.
    pub passphrase: String,
}

/// How strong a passphrase is.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StrengthView {
    /// 0 very weak to 4 very strong.
    pub score: u8,
    /// Whether it may be used.
    pub enough: bool,
    /// Power of ten of the guesses it would take.
    pub guesses_log10: f64,
    /// Codes of advice that the interface words.
    pub advice: Vec<String>,
}

/// Asks for a new vault.
#[derive(Deserialize, TS)]
pub struct CreateVaultRequest {
    /// The passphrase.
    pub passphrase: String,
    /// The link worker's name.
    pub name: String,
}

/// A recovery code, shown once.
#[derive(Serialize, TS)]
pub struct RecoveryCodeView {
    /// Groups separated by dashes.
    pub recovery_code: String,
}

/// A recovery code as typed.
#[derive(Deserialize, TS)]
pub struct RecoveryCodeRequest {
    /// The code; spaces, dashes and case are forgiven.
    pub code: String,
}

/// Asks to change the passphrase.
#[derive(Deserialize, TS)]
pub struct ChangePassphraseRequest {
    /// The present one; not needed just after unlocking with the recovery code.
    pub current: Option<String>,
    /// The new one.
    pub new: String,
}

/// Where the link worker was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Resume {
    /// The route: `person/018f.../story`.
    pub route: String,
    /// The field that had the cursor, as a draft key; empty if none.
    pub field: String,
    /// Where the cursor was in it, in UTF-16 units.
    pub cursor: u32,
}

/// The vault is open.
#[derive(Clone, Debug, Serialize, TS)]
pub struct UnlockedView {
    /// Where to go back to.
    pub resume: Option<Resume>,
    /// Whether a new passphrase must be chosen first (opened with the recovery code).
    pub choose_passphrase: bool,
}

/// What is being typed, saved every moment.
#[derive(Deserialize, TS)]
pub struct SaveDraftRequest {
    /// `kind/id/field`.
    pub key: String,
    /// The text so far.
    pub text: String,
    /// Where the cursor is, in UTF-16 units.
    pub cursor: u32,
    /// The route of the screen.
    pub route: String,
}

/// A text that was being typed when the vault closed.
#[derive(Clone, Serialize, TS)]
pub struct DraftView {
    /// `kind/id/field`.
    pub key: String,
    /// The text.
    pub text: String,
    /// Where the cursor was.
    pub cursor: u32,
    /// The route of the screen.
    pub route: String,
    /// When it was saved.
    pub saved_at: Moment,
}

/// Names a draft.
#[derive(Deserialize, TS)]
pub struct DraftRequest {
    /// `kind/id/field`.
    pub key: String,
}

/// A file that was saved, or nothing if the person thought better of it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedFileView {
    /// Its full name.
    pub path: Option<String>,
}

/// A paper that was saved, or nothing if the person thought better of it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedPaperView {
    /// Its full name.
    pub path: Option<String>,
    /// How many different letters on it no typeface of ours has. A small box stands for each.
    pub unprinted: u32,
    /// What those letters belong to.
    pub scripts: Vec<Script>,
}

/// What a letter that cannot be printed belongs to, as far as a letter alone tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Shared by Chinese and Japanese: one letter does not say which.
    ChineseOrJapanese,
    /// Japanese alone.
    Japanese,
    /// Korean.
    Korean,
    /// Khmer.
    Khmer,
    /// Lao.
    Lao,
    /// Burmese, and others written with its letters.
    Burmese,
    /// Tibetan and Dzongkha.
    Tibetan,
    /// Arabic, Urdu, Farsi and others written with its letters.
    Arabic,
    /// Hebrew and Yiddish.
    Hebrew,
    /// The languages of South Asia.
    SouthAsian,
    /// Emoji and other pictures.
    Pictures,
    /// Anything else.
    Other,
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BackupView {
    /// Its name, to be given back to restore it.
    pub name: String,
    /// When it was made.
    pub at: Moment,
    /// Bytes.
    pub size: u64,
}

/// Names a backup.
#[derive(Deserialize, TS)]
pub struct BackupRequest {
    /// Its name.
    pub name: String,
}

/// What is in a backup, read from it and checked.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupPreviewView {
    /// Its name.
    pub name: String,
    /// When it was made.
    pub at: Moment,
    /// People in it.
    pub people: u64,
    /// Contacts in it.
    pub contacts: u64,
    /// Services in it.
    pub services: u64,
    /// Its last change.
    pub last_change: Option<Moment>,
    /// People now, to compare.
    pub people_now: u64,
    /// Contacts now.
    pub contacts_now: u64,
}

/// About this app.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AboutView {
    /// Version.
    pub version: String,
    /// Where the records are kept.
    pub data_folder: String,
    /// The cipher that answers for the open file.
    pub cipher: String,
    /// Licences of what is inside, as Markdown.
    pub licences: String,
}
