//! Faults on purpose: with the feature `mutations`, a test can make the engine forget one of its duties, to see that the simulation
//! notices. Without the feature every question here is answered with no, and nothing of it is left in the program.

/// A duty that can be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The chain of the log is not compared.
    SkipChain,
    /// What the server says of its end is believed.
    BelieveTheEnd,
    /// Signatures of packs are not checked.
    SkipSignature,
    /// What other laptops saw is not compared.
    SkipSeen,
    /// Packs of a laptop may have gaps or come twice.
    SkipNumbers,
    /// What was sealed after a revocation is taken.
    AcceptRevoked,
    /// What was sealed under an older epoch is taken.
    AcceptOldEpoch,
    /// An erased space stays here.
    ForgetErasure,
    /// What was handed in counts as acknowledged, whatever the log says.
    AcknowledgeEarly,
    /// The place in the log is kept before what was read is.
    PlaceBeforePage,
    /// After a new epoch what was sealed before is left as it is.
    KeepOldSeal,
    /// A laptop that finds its name used by another goes on under it.
    KeepName,
    /// When more may be read than before, what was passed by is not read.
    DoNotReadBack,
    /// What cannot be read yet is thrown away.
    ThrowAwayUnread,
    /// A restored server is not sent again what it lost.
    ForgetLost,
    /// Of a page only the first half is taken over.
    HalfPage,
    /// A pack gets the number of the one before.
    ReuseNumber,
    /// What is written now is sealed under the key of the epoch before.
    SealWithOldKey,
    /// A new epoch has the keys of the one before.
    SameKeys,
    /// What is sealed is sent before it is kept.
    SendUnkept,
    /// Packs go out as they are, unsealed.
    SealNothing,
    /// A member's private space is opened for the team.
    SharePrivate,
    /// What only a newer version could read is not read after the upgrade.
    StayBehind,
    /// What others sealed and a restored server has lost is let go of when it cannot be sent as it is.
    ForgetOthers,
    /// What waited for a newer version is read without the checks that come before reading.
    ReadUnchecked,
    /// What a snapshot says stays, whatever the log says.
    TrustSnapshot,
    /// Who is taken out stays under the name that they took meanwhile.
    LeaveNewName,
    /// What a role may not read any more stays on the laptop.
    KeepNarrowed,
    /// A team's list may begin with any entry.
    AnyBeginning,
    /// Nobody is told that what was erased is gone from this laptop.
    SayNothing,
    /// What was erased is taken again from a server that was put back and has forgotten the erasing.
    TakeErasedAgain,
    /// Who came again is taken out again by a wish from before.
    TakeOutAgain,
    /// Who comes again in a lesser role keeps what they read before.
    KeepFormer,
}

impl Fault {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::SkipChain,
        Self::BelieveTheEnd,
        Self::SkipSignature,
        Self::SkipSeen,
        Self::SkipNumbers,
        Self::AcceptRevoked,
        Self::AcceptOldEpoch,
        Self::ForgetErasure,
        Self::AcknowledgeEarly,
        Self::PlaceBeforePage,
        Self::KeepOldSeal,
        Self::KeepName,
        Self::DoNotReadBack,
        Self::ThrowAwayUnread,
        Self::ForgetLost,
        Self::HalfPage,
        Self::ReuseNumber,
        Self::SealWithOldKey,
        Self::SameKeys,
        Self::SendUnkept,
        Self::SealNothing,
        Self::SharePrivate,
        Self::StayBehind,
        Self::ForgetOthers,
        Self::ReadUnchecked,
        Self::TrustSnapshot,
        Self::LeaveNewName,
        Self::KeepNarrowed,
        Self::AnyBeginning,
        Self::SayNothing,
        Self::TakeErasedAgain,
        Self::TakeOutAgain,
        Self::KeepFormer,
    ];
}

#[cfg(feature = "mutations")]
mod switch {
    use super::Fault;
    use std::cell::Cell;

    thread_local! {
        static ON: Cell<Option<Fault>> = const { Cell::new(None) };
        static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
        static CRASHED: Cell<bool> = const { Cell::new(false) };
        static LIES: Cell<bool> = const { Cell::new(false) };
    }

    /// Makes the engine forget one duty on this thread, or none.
    pub fn forget(fault: Option<Fault>) {
        ON.set(fault);
    }

    pub(crate) fn is(fault: Fault) -> bool {
        ON.get() == Some(fault)
    }

    /// On this thread the engine is a liar's: the snapshots it makes hold what was never written.
    pub fn lie(does: bool) {
        LIES.set(does);
    }

    /// Whether it is.
    #[must_use]
    pub fn lies() -> bool {
        LIES.get()
    }

    /// On this thread the engine crashes after so many more of its transactions, or not at all; tells whether it did since this was
    /// last said. Whoever says so must throw the engine away then: what it has in memory may be ahead of its file.
    pub fn crash_after(transactions: Option<u32>) -> bool {
        LEFT.set(transactions);
        CRASHED.replace(false)
    }

    pub(crate) fn crashes() -> bool {
        match LEFT.get() {
            None => false,
            Some(0) => {
                CRASHED.set(true);
                true
            }
            Some(left) => {
                LEFT.set(Some(left - 1));
                false
            }
        }
    }
}

#[cfg(feature = "mutations")]
pub use switch::{crash_after, forget, lie, lies};
#[cfg(feature = "mutations")]
pub(crate) use switch::{crashes, is};

#[cfg(not(feature = "mutations"))]
pub(crate) fn is(_: Fault) -> bool {
    false
}

#[cfg(not(feature = "mutations"))]
pub(crate) fn crashes() -> bool {
    false
}

#[cfg(not(feature = "mutations"))]
pub(crate) fn lies() -> bool {
    false
}
