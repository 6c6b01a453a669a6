//! Every error of the crates below becomes one code of the closed set; nothing else leaves this crate.

use crate::api::error::{AppError, ErrorCode};
use alongside_documents::import::ImportError;
use alongside_documents::pdf::PdfError;
use alongside_domain::FieldError;
use alongside_store::StoreError;
use alongside_sync::SyncError;
use alongside_vault::VaultError;

/// A result of a use-case.
pub type Outcome<T> = Result<T, AppError>;

impl From<FieldError> for AppError {
    fn from(error: FieldError) -> Self {
        Self {
            field: Some(error.field),
            rule: Some(error.rule),
            ..Self::new(ErrorCode::BadValue)
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Field(field) => return field.clone().into(),
            StoreError::Missing => ErrorCode::RecordsMissing,
            StoreError::Damaged(_) | StoreError::NotEncrypted => ErrorCode::Damaged,
            StoreError::TooNew { .. } => ErrorCode::TooNew,
            StoreError::ReadOnly => ErrorCode::ReadOnly,
            StoreError::DiskFull => ErrorCode::DiskFull,
            StoreError::NotFound => ErrorCode::NotFound,
            StoreError::NothingToUndo => ErrorCode::NothingToUndo,
            StoreError::Cancelled => ErrorCode::Cancelled,
            StoreError::BackupUnusable(_) => ErrorCode::BackupUnusable,
            StoreError::Io(_) => ErrorCode::Io,
            StoreError::Sqlite(_) | StoreError::Internal(_) => ErrorCode::Internal,
        };
        Self::with_detail(code, error)
    }
}

impl From<VaultError> for AppError {
    fn from(error: VaultError) -> Self {
        let code = match &error {
            VaultError::WrongPassphrase => ErrorCode::WrongPassphrase,
            VaultError::WrongRecoveryCode => ErrorCode::WrongRecoveryCode,
            VaultError::RecoveryCodeTypo { group } => {
                return Self {
                    field: Some(group.to_string()),
                    ..Self::new(ErrorCode::RecoveryCodeTypo)
                };
            }
            VaultError::PassphraseTooWeak => ErrorCode::WeakPassphrase,
            VaultError::Missing => ErrorCode::KeyFileMissing,
            VaultError::AlreadyExists => ErrorCode::VaultExists,
            VaultError::Damaged { .. }
            | VaultError::WeakerThanAllowed
            | VaultError::CostlierThanAllowed
            | VaultError::NotThisVault => ErrorCode::Damaged,
            VaultError::TooNew { .. } => ErrorCode::TooNew,
            VaultError::AlreadyOpen => ErrorCode::AlreadyOpen,
            VaultError::ReadOnly => ErrorCode::ReadOnly,
            VaultError::DiskFull => ErrorCode::DiskFull,
            VaultError::NotEnoughMemory | VaultError::NoRandomness | VaultError::Io { .. } => {
                ErrorCode::Io
            }
            VaultError::InviteCodeTypo { group } => {
                return Self {
                    field: Some(group.to_string()),
                    ..Self::new(ErrorCode::WrongCode)
                };
            }
            VaultError::WrongInviteCode => ErrorCode::WrongCode,
            VaultError::UnsoundKey | VaultError::NumberUsed | VaultError::TooLarge => {
                ErrorCode::Internal
            }
        };
        Self::with_detail(code, error)
    }
}

impl From<SyncError> for AppError {
    fn from(error: SyncError) -> Self {
        let code = match error {
            SyncError::Store(error) => return error.into(),
            SyncError::Vault(error) => return error.into(),
            SyncError::NotInTeam => ErrorCode::NoTeam,
            SyncError::Rule(_) => ErrorCode::NotAllowed,
            SyncError::ForeignFile => ErrorCode::UnknownFormat,
            SyncError::Trouble(_) => ErrorCode::NeedsConnection,
            SyncError::Damaged => ErrorCode::Damaged,
        };
        Self::with_detail(code, error)
    }
}

impl From<alongside_link::Trouble> for AppError {
    fn from(trouble: alongside_link::Trouble) -> Self {
        let code = match trouble {
            alongside_link::Trouble::BadAddress => ErrorCode::BadAddress,
            _ => ErrorCode::ServerUnreachable,
        };
        Self::with_detail(code, trouble)
    }
}

impl From<std::io::Error> for AppError {
    fn from(error: std::io::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<ImportError> for AppError {
    fn from(error: ImportError) -> Self {
        Self::with_detail(crate::import::code_of(&error), error)
    }
}

impl From<PdfError> for AppError {
    fn from(error: PdfError) -> Self {
        Self::with_detail(ErrorCode::PdfFailed, error)
    }
}
