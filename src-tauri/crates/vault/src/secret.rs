//! Secret bytes that are wiped when let go, and the stack they passed over.
//!
//! A moved value leaves its old bytes behind, so a secret lives in a box and only its pointer moves. `ring` keeps
//! copies in its own stack frames and does not wipe them; [`without_traces`] runs such work one frame deeper and then
//! overwrites the stack it used. This is care, not a wall: it does nothing against a swap file or a dump taken while
//! the vault is open. `memory_story` looks through the whole process for what is left; it passes without the stack wipe too,
//! presumably because later calls happen to overwrite the same frames, and the wipe is there so as not to count on that.

use std::fmt;
use std::hint::black_box;

use zeroize::Zeroizing;

use crate::Result;

/// More stack than any of the work under [`without_traces`] reaches, even unoptimised.
const STACK_TO_WIPE: usize = 64 * 1024;

/// `N` secret bytes: boxed, wiped on drop, never shown by `Debug`, not `Clone`.
pub(crate) struct Secret<const N: usize>(Box<Zeroizing<[u8; N]>>);

impl<const N: usize> Secret<N> {
    /// A secret that `fill` writes in place, leaving no copy of it on the stack.
    pub(crate) fn filled(fill: impl FnOnce(&mut [u8; N]) -> Result<()>) -> Result<Self> {
        let mut bytes = Box::new(Zeroizing::new([0; N]));
        without_traces(|| fill(&mut bytes))?;
        Ok(Self(bytes))
    }

    /// A secret that is a copy of `bytes`, which their owner wipes.
    pub(crate) fn copied(bytes: &[u8; N]) -> Self {
        let mut copy = Box::new(Zeroizing::new([0; N]));
        copy.copy_from_slice(bytes);
        Self(copy)
    }

    /// The bytes themselves.
    pub(crate) fn expose(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

/// Runs `work`, then overwrites the part of the stack it may have left secrets on.
pub(crate) fn without_traces<T>(work: impl FnOnce() -> T) -> T {
    let outcome = one_frame_deeper(work);
    wipe_stack();
    outcome
}

#[inline(never)]
fn one_frame_deeper<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn wipe_stack() {
    let mut space = [0_u8; STACK_TO_WIPE];
    black_box(&mut space);
}
