//! The closed set of what can go wrong, as the interface is told. It words each code and says what to do next; it never shows `detail`.

use alongside_domain::value::Rule;
use serde::Serialize;
use ts_rs::TS;

/// What went wrong. Closed: adding one fails the build of the interface until it has words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The vault is locked.
    Locked,
    /// There is a vault here already.
    VaultExists,
    /// There is no vault here.
    NoVault,
    /// The key file is missing while the records are there.
    KeyFileMissing,
    /// The records file is missing while the key file is there.
    RecordsMissing,
    /// The passphrase does not open the vault.
    WrongPassphrase,
    /// The passphrase is too easy to guess.
    WeakPassphrase,
    /// The recovery code does not open the vault.
    WrongRecoveryCode,
    /// The recovery code was taken out of the team: it brings nobody back to it any more.
    EndedRecoveryCode,
    /// A group of the recovery code is mistyped; `field` is its number.
    RecoveryCodeTypo,
    /// The vault was made by a newer version.
    TooNew,
    /// The file is damaged.
    Damaged,
    /// Another Alongside has the vault open.
    AlreadyOpen,
    /// The disk cannot be written.
    ReadOnly,
    /// The disk is full.
    DiskFull,
    /// The value is not one the field can hold; `field` and `rule` say which and why.
    BadValue,
    /// The record is not there.
    NotFound,
    /// There is nothing to undo or redo.
    NothingToUndo,
    /// The file to read is missing or cannot be opened.
    FileUnreadable,
    /// The file to read is too large.
    FileTooLarge,
    /// The file is of no kind that can be imported.
    UnknownFormat,
    /// The columns chosen do not give every service a name.
    BadMapping,
    /// An import is running already.
    ImportRunning,
    /// The person stopped it.
    Cancelled,
    /// The PDF could not be made.
    PdfFailed,
    /// The chosen file could not be written.
    FileUnwritable,
    /// The backup cannot be opened or is not whole.
    BackupUnusable,
    /// The request was not understood: a fault of ours.
    BadRequest,
    /// Something of the machine failed.
    Io,
    /// A fault of ours.
    Internal,
    /// This laptop works alone.
    NoTeam,
    /// This laptop is in a team already.
    InTeamAlready,
    /// That is not the address of a server.
    BadAddress,
    /// The server cannot be reached, or something else answers in its place.
    ServerUnreachable,
    /// The code is wrong, used up or too old; `field` is its mistyped group, if one is.
    WrongCode,
    /// Who works here may not do that.
    NotAllowed,
    /// It takes a connection, and there is none now.
    NeedsConnection,
}

/// An error as the interface receives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AppError {
    /// What went wrong.
    pub code: ErrorCode,
    /// The field it is about.
    pub field: Option<String>,
    /// The rule it broke.
    pub rule: Option<Rule>,
    /// For the log and for help; never personal data, never shown as it is.
    pub detail: String,
}

impl AppError {
    /// An error with nothing beside its code.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            field: None,
            rule: None,
            detail: String::new(),
        }
    }

    /// The same with a detail for the log.
    #[must_use]
    pub fn with_detail(code: ErrorCode, detail: impl ToString) -> Self {
        Self {
            detail: detail.to_string(),
            ..Self::new(code)
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.code)?;
        if let Some(field) = &self.field {
            write!(f, " in {field}")?;
        }
        if !self.detail.is_empty() {
            write!(f, ": {}", self.detail)?;
        }
        Ok(())
    }
}

impl std::error::Error for AppError {}
