//! Everything that can go wrong with a vault, as a closed set.
//!
//! The screen words each of these and says what to do next, so they are told apart by what a person can *do*, not by
//! which call failed. None carries a path (paths hold people's names) or anything secret.

use std::io;

use thiserror::Error;

/// Why a vault could not be made, read, opened or changed. Unless said otherwise, the files are as they were.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VaultError {
    /// The passphrase does not open this vault.
    #[error("that passphrase does not open this vault")]
    WrongPassphrase,
    /// The code reads well, group by group, but is not the one for this vault.
    #[error("that recovery code is not the one for this vault")]
    WrongRecoveryCode,
    /// Something in this group of the recovery code was mistyped.
    #[error("group {group} of the recovery code has a mistake in it")]
    RecoveryCodeTypo {
        /// Which group, counting from 1 as on the printed sheet.
        group: u8,
    },
    /// Something in this group of the invite code was mistyped.
    #[error("group {group} of the invite code has a mistake in it")]
    InviteCodeTypo {
        /// Which group, counting from 1: the number, then the letters.
        group: u8,
    },
    /// The other laptop was given another invite code, or somebody stands between the two. Nothing secret was said. The
    /// code is used up: a new one is needed.
    #[error("the two laptops do not have the same invite code")]
    WrongInviteCode,
    /// A public key that would make sealing to it, or agreeing with it, worth nothing; or of a kind not known here.
    #[error("that public key must not be used")]
    UnsoundKey,
    /// A message's number was used before, or is out of its order. Sealing two messages under one number would give both away.
    #[error("that message number was used before")]
    NumberUsed,
    /// The passphrase is too easy to guess; see [`crate::MINIMUM_SCORE`].
    #[error("that passphrase is too easy to guess")]
    PassphraseTooWeak,
    /// There is no vault in this folder.
    #[error("there is no vault in this folder")]
    Missing,
    /// There already is a vault in this folder, and it will not be written over.
    #[error("there already is a vault in this folder")]
    AlreadyExists,
    /// The key, the lock or the file belongs to another vault.
    #[error("this belongs to another vault")]
    NotThisVault,
    /// Bytes are not what was written: cut short, flipped or tampered with.
    #[error("{what} is damaged")]
    Damaged {
        /// What is damaged.
        what: Part,
    },
    /// Made by a newer version of Alongside. Nothing was touched.
    #[error("a newer version of Alongside is needed (file format {needs})")]
    TooNew {
        /// The oldest file format a reader must know.
        needs: u32,
    },
    /// The cost of guessing is set under the floor; refused before any work is done.
    #[error("the passphrase is protected more weakly than is allowed")]
    WeakerThanAllowed,
    /// The cost of opening is set absurdly high; refused before any work is done.
    #[error("opening this vault would take more memory or time than is allowed")]
    CostlierThanAllowed,
    /// Another Alongside has this vault open.
    #[error("another Alongside has this vault open")]
    AlreadyOpen,
    /// The folder or disk cannot be written to.
    #[error("this folder cannot be written to")]
    ReadOnly,
    /// There is no room left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The laptop could not spare the memory that opening needs.
    #[error("there is not enough memory free")]
    NotEnoughMemory,
    /// More was given to seal at once than the cipher can take (tens of gigabytes; files go in chunks).
    #[error("too large to seal")]
    TooLarge,
    /// The operating system gave no randomness.
    #[error("the operating system gave no randomness")]
    NoRandomness,
    /// Anything else the disk said.
    #[error("{doing} failed: {kind}")]
    Io {
        /// What was being done.
        doing: Doing,
        /// The kind of failure.
        kind: io::ErrorKind,
    },
}

/// What [`VaultError::Damaged`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// `vault.json` as a whole cannot be understood. A backup holds another copy.
    VaultFile,
    /// The part of `vault.json` that the passphrase opens. The recovery code may still open the vault.
    PassphraseSlot,
    /// The part of `vault.json` that the recovery code opens. The passphrase may still open the vault.
    RecoverySlot,
    /// A small sealed piece, such as a draft; or it was sealed for something else.
    SealedPiece,
    /// A sealed file, such as a backup or an attachment; or it was sealed for something else.
    SealedFile,
    /// A device's own key, as it was kept.
    DeviceKey,
    /// A key or secret of the team that was sealed for a device, a ring, a member or the escrow; or for another than this.
    SealedKey,
    /// A pack; or it belongs to another space, epoch or place.
    Pack,
    /// A message between two laptops of which one is joining; or it was sent by another, or out of its place.
    JoinMessage,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::VaultFile => "the vault file",
            Self::PassphraseSlot => "the passphrase part of the vault file",
            Self::RecoverySlot => "the recovery part of the vault file",
            Self::SealedPiece => "a sealed piece",
            Self::SealedFile => "a sealed file",
            Self::DeviceKey => "the key of this device",
            Self::SealedKey => "a sealed key",
            Self::Pack => "a pack",
            Self::JoinMessage => "a message of somebody who is joining",
        })
    }
}

/// What was being done when the disk failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doing {
    /// Reading.
    Reading,
    /// Writing.
    Writing,
    /// Taking the lock.
    Locking,
    /// Asking the disk to keep what was just put in place. The change is visible, but a power cut could undo it.
    MakingDurable,
}

impl std::fmt::Display for Doing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Reading => "reading",
            Self::Writing => "writing",
            Self::Locking => "taking the lock",
            Self::MakingDurable => "making the change durable",
        })
    }
}

impl VaultError {
    /// The closed-set meaning of what the operating system said while `doing`.
    pub(crate) fn from_io(doing: Doing, error: &io::Error) -> Self {
        use io::ErrorKind as K;
        match (doing, error.kind()) {
            (_, K::ReadOnlyFilesystem) => Self::ReadOnly,
            (Doing::Writing | Doing::Locking, K::PermissionDenied) => Self::ReadOnly,
            (_, K::StorageFull | K::QuotaExceeded) => Self::DiskFull,
            (_, K::OutOfMemory) => Self::NotEnoughMemory,
            (Doing::Reading, K::NotFound) => Self::Missing,
            (doing, kind) => Self::Io { doing, kind },
        }
    }
}
