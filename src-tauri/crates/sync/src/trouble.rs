//! What can be wrong between this laptop and the others, as a closed set that a screen can word.
//!
//! None of it loses anything: whatever is wrong, what was written stays here and waits.

use alongside_protocol::DeviceId;
use alongside_store::StoreError;
use alongside_vault::VaultError;
use serde::{Deserialize, Serialize};

/// What is wrong with the line, as whoever carries the requests found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LineTrouble {
    /// No network, or nobody there.
    Unreachable,
    /// Nothing came for too long, or the answer broke off.
    Silent,
    /// Somebody else answers: a log-in page, a proxy, another site.
    NotOurs,
    /// The certificate is not one to trust.
    BadCertificate,
    /// The server is not well.
    Unwell,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Trouble {
    /// The line. Nothing is wrong with working offline.
    Line(LineTrouble),
    /// This laptop's own file cannot be written or read now.
    Disk,
    /// The server has less than it had: restored from a backup, or emptied. It can be sent again.
    Older {
        /// Where its log ends, or the last place where both agree.
        common: u64,
        /// Where it had come to.
        known: u64,
    },
    /// The server has another history than the one that was seen, from that position on.
    OtherHistory {
        /// The last place where both agree.
        common: u64,
    },
    /// A colleague's laptop saw another history than this one: the server shows different logs to different laptops, or was restored.
    Forked {
        /// Where.
        position: u64,
        /// Whose laptop.
        device: DeviceId,
    },
    /// The server withholds something: an entry that should be there is not.
    Missing {
        /// Where it was noticed.
        position: u64,
    },
    /// The server shows one thing twice.
    Repeated {
        /// Where the second stands.
        position: u64,
    },
    /// Something was not made by who it says, or was changed on the way.
    Forged {
        /// Where.
        position: u64,
    },
    /// Sealed with keys that were over by then.
    OldEpoch {
        /// Where.
        position: u64,
    },
    /// Written by a laptop that had been taken out of the team by then.
    Late {
        /// Where.
        position: u64,
        /// Which laptop.
        device: DeviceId,
    },
    /// A snapshot held what the log does not have: it was taken out again.
    FalseSnapshot {
        /// Which laptop sealed it.
        device: DeviceId,
    },
    /// A key of the team is not the one that its list says.
    WrongKey {
        /// Of which epoch.
        epoch: u32,
    },
    /// What came is made by a newer version and waits for the upgrade.
    TooNew {
        /// Where.
        position: u64,
    },
    /// This laptop was taken out of the team. What it had not sent can be exported.
    Revoked,
    /// The role of who works here does not allow what was written to be sent.
    NotAllowed,
    /// The team is suspended by who runs the server.
    Suspended,
    /// The team's room on the server is used up.
    Full,
    /// The server does not know the team, or the code for making one.
    Unknown,
    /// This version is too old for the server.
    TooOldHere,
    /// The server is too old for this version.
    TooOldThere,
    /// The server declines what this laptop sends, for no reason that it knows how to mend.
    Declined,
}

impl Trouble {
    /// Whether a person must do something, or look at something. A bad line mends itself.
    #[must_use]
    pub fn needs_somebody(&self) -> bool {
        !matches!(
            self,
            Self::Line(
                LineTrouble::Unreachable
                    | LineTrouble::Silent
                    | LineTrouble::NotOurs
                    | LineTrouble::Unwell
            )
        )
    }
}

/// Why the engine could not do something.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The records' file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key or what is sealed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// What another side sent, or the server shows: nothing of it was taken over.
    #[error("{0:?}")]
    Trouble(Trouble),
    /// What is kept here about the team cannot be read.
    #[error("what is kept about the team cannot be read")]
    Damaged,
    /// This laptop belongs to no team, or already to one.
    #[error("not in that team")]
    NotInTeam,
    /// The stick's file is not whole, or not this team's.
    #[error("this file is not from the team")]
    ForeignFile,
    /// Not allowed, or it names what is not there.
    #[error("{0}")]
    Rule(#[from] alongside_protocol::ProtocolError),
}

impl From<Trouble> for SyncError {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// What the functions of this crate answer.
pub type Result<T> = std::result::Result<T, SyncError>;
