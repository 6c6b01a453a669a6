//! What the thread that reads live lists is told, and why it may stop.

use crate::api::feeds::FeedTrouble;
use alongside_documents::import::feed::NotAFeed;
use alongside_domain::ids::FeedId;
use alongside_link::Trouble;
use alongside_link::public::Came;
use alongside_store::StoreError;

/// What the thread is told.
pub(super) enum Told {
    /// Read it now.
    Pull(FeedId),
    /// Stop reading it.
    Stop(FeedId),
    /// The team reads it no longer.
    Forget(FeedId),
    /// An answer, with the number of its line and of its question.
    Came(u64, u64, Result<Came, Trouble>),
    /// The vault is closing.
    End,
}

impl Told {
    pub(super) fn is_of(&self, feed: FeedId) -> bool {
        matches!(self, Self::Pull(of) | Self::Stop(of) | Self::Forget(of) if *of == feed)
    }
}

/// Why reading did not come to its end.
pub(super) enum Halt {
    End,
    /// Somebody wants it otherwise.
    Told(Told),
    Trouble(FeedTrouble),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Cancelled => Self::End,
            error => {
                tracing::warn!(%error, "a live list could not be kept");
                Self::Trouble(FeedTrouble::Disk)
            }
        }
    }
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(match trouble {
            Trouble::Unreachable | Trouble::Silent | Trouble::CutShort => FeedTrouble::Unreachable,
            Trouble::NotOurs | Trouble::BadAddress => FeedTrouble::NotAList,
            Trouble::BadCertificate => FeedTrouble::BadCertificate,
            Trouble::TooLarge => FeedTrouble::TooLarge,
            Trouble::Declined { .. } => FeedTrouble::Declined,
            Trouble::Unwell(_) => FeedTrouble::Unwell,
        })
    }
}

impl From<NotAFeed> for Halt {
    fn from(_: NotAFeed) -> Self {
        Self::Trouble(FeedTrouble::NotAList)
    }
}

/// Where one record is asked for. An id may hold anything.
pub(super) fn detail_path(id: &str) -> String {
    let mut path = String::from("services/");
    for byte in id.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~' => {
                path.push(char::from(byte));
            }
            b'.' if id.len() > 2 => path.push('.'),
            byte => path.push_str(&format!("%{byte:02X}")),
        }
    }
    path
}
