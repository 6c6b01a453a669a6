//! Faults on purpose, and versions of this program that know less: with the feature `mutations`, a test can make the file forget one of
//! its duties, or be as one of an earlier version would be. Without the feature every question here has one answer, and nothing of it is
//! left in the program.

use alongside_domain::Kind;

/// A duty that can be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The id of an erased space is not kept, so that what arrives of it later makes it again.
    ForgetTombstone,
    /// That somebody looked at a difference and decided is not counted.
    LoseSettles,
    /// What an archiving had not seen does not bring a record back.
    StayInBin,
    /// Of two values the one that came last stands, not the later.
    LastComeStands,
    /// What only a newer version knows is let go of.
    DropUnknown,
    /// What waited for this version goes on waiting.
    LeaveWaiting,
    /// What was written over is not kept for history.
    ForgetReplaced,
    /// Of a large change only the first commit is sent.
    ForgetRest,
    /// All commits of a large change have one stamp.
    KeepStamp,
}

impl Fault {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::ForgetTombstone,
        Self::LoseSettles,
        Self::StayInBin,
        Self::LastComeStands,
        Self::DropUnknown,
        Self::LeaveWaiting,
        Self::ForgetReplaced,
        Self::ForgetRest,
        Self::KeepStamp,
    ];
}

#[cfg(feature = "mutations")]
mod switch {
    use super::{Fault, Kind};
    use std::cell::Cell;

    /// What an earlier version does not know: kinds of record, and fields of others.
    #[derive(Clone, Copy, Debug)]
    pub struct Earlier {
        /// Kinds.
        pub kinds: &'static [Kind],
        /// Fields.
        pub fields: &'static [(Kind, u16)],
    }

    thread_local! {
        static ON: Cell<Option<Fault>> = const { Cell::new(None) };
        static VERSION: Cell<Option<Earlier>> = const { Cell::new(None) };
        static MOST: Cell<Option<(usize, usize)>> = const { Cell::new(None) };
    }

    /// Makes the file forget one duty on this thread, or none.
    pub fn forget(fault: Option<Fault>) {
        ON.set(fault);
    }

    /// What is done on this thread is done by an earlier version, or by this one.
    pub fn be(version: Option<Earlier>) {
        VERSION.set(version);
    }

    /// On this thread a commit tells so many operations, or bytes of them, at the most; or as many as it does.
    pub fn tell_at_most(most: Option<(usize, usize)>) {
        MOST.set(most);
    }

    pub(crate) fn is(fault: Fault) -> bool {
        ON.get() == Some(fault)
    }

    pub(crate) fn most(usual: (usize, usize)) -> (usize, usize) {
        MOST.get().unwrap_or(usual)
    }

    pub(crate) fn knows_kind(kind: Kind) -> bool {
        VERSION
            .get()
            .is_none_or(|earlier| !earlier.kinds.contains(&kind))
    }

    pub(crate) fn knows_field(kind: Kind, field: u16) -> bool {
        VERSION
            .get()
            .is_none_or(|earlier| !earlier.fields.contains(&(kind, field)))
    }
}

#[cfg(feature = "mutations")]
pub use switch::{Earlier, be, forget, tell_at_most};
#[cfg(feature = "mutations")]
pub(crate) use switch::{is, knows_field, knows_kind, most};

#[cfg(not(feature = "mutations"))]
pub(crate) fn is(_: Fault) -> bool {
    false
}

#[cfg(not(feature = "mutations"))]
pub(crate) fn most(usual: (usize, usize)) -> (usize, usize) {
    usual
}

#[cfg(not(feature = "mutations"))]
pub(crate) fn knows_kind(_: Kind) -> bool {
    true
}

#[cfg(not(feature = "mutations"))]
pub(crate) fn knows_field(_: Kind, _: u16) -> bool {
    true
}

/// The kind of record of a number, if this version knows it.
pub(crate) fn kind_of(number: u8) -> Option<Kind> {
    Kind::from_number(number).filter(|kind| knows_kind(*kind))
}
