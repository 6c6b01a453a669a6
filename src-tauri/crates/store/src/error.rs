//! What can go wrong with the file. Closed; `app` maps each to a code that the interface words.

use alongside_domain::FieldError;
use std::path::Path;
use thiserror::Error;

/// What went wrong.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no records file.
    #[error("the records file is missing")]
    Missing,
    /// The file is not whole, or the key does not fit it (which the vault's own check rules out).
    #[error("the records file is damaged: {0}")]
    Damaged(&'static str),
    /// The SQLite that was linked does not encrypt, or the file is not encrypted.
    #[error("the records file is not encrypted")]
    NotEncrypted,
    /// Made by a newer version.
    #[error("the records file needs version {needs} of the schema; this is {ours}")]
    TooNew {
        /// Schema of the file.
        needs: i64,
        /// Schema of this program.
        ours: i64,
    },
    /// The disk or file cannot be written.
    #[error("the records file cannot be written")]
    ReadOnly,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The record is not there.
    #[error("no such record")]
    NotFound,
    /// A stored or given field breaks its rule.
    #[error("field {0}")]
    Field(#[from] FieldError),
    /// There is nothing to undo or redo.
    #[error("nothing to undo")]
    NothingToUndo,
    /// The caller stopped it; nothing was changed.
    #[error("cancelled")]
    Cancelled,
    /// A backup cannot be read.
    #[error("the backup cannot be used: {0}")]
    BackupUnusable(&'static str),
    /// The operating system.
    #[error("input or output: {0}")]
    Io(std::io::Error),
    /// SQLite.
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
    /// A fault of ours.
    #[error("internal: {0}")]
    Internal(&'static str),
}

/// A result of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::NotADatabase) => Self::Damaged("it does not open with its key"),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged("a page is not as it was written"),
            Some(ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(ErrorCode::SystemIoFailure) => match error.sqlite_error() {
                Some(cause) if cause.extended_code == rusqlite::ffi::SQLITE_IOERR_SHORT_READ => {
                    Self::Damaged("it is cut short")
                }
                _ => Self::Io(std::io::Error::other(error)),
            },
            _ if matches!(error, rusqlite::Error::QueryReturnedNoRows) => Self::NotFound,
            _ => Self::Sqlite(error),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded => {
                Self::DiskFull
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io(error),
        }
    }
}

/// The size of a file, 0 if it is not there.
pub(crate) fn size_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |meta| meta.len())
}
