//! What one guess at a passphrase costs: Argon2id and its bounds.
//!
//! A stolen laptop lets a thief guess without end, so each guess is made to need memory as well as time. The start is
//! 128 MiB and three passes, about half a second here; the floor of 64 MiB is the smaller of the two settings RFC 9106
//! recommends, and OWASP's lower figure is for servers that answer many logins. The ceiling is there because
//! `vault.json` can be altered by whoever holds the disk: a file asking for more is refused before any work is done.
//!
//! The cost stored in a file is only ever raised. 256 MiB is as far as calibration goes: link workers' laptops often
//! have 8 GB, and a vault made on one must open on another.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroizing;

use crate::secret::Secret;
use crate::{Result, VaultError};

/// Calibration stops raising the cost at this much memory, in KiB.
const CALIBRATED_MEMORY_KIB: u32 = 256 * 1024;
/// The wait calibration aims for: long for a guesser, short for a person who types well.
const AIM: Duration = Duration::from_millis(750);
/// No calibrated wait should be longer than this.
const LONGEST: Duration = Duration::from_millis(1000);
/// A wait at least this long needs no raising.
const ENOUGH: Duration = Duration::from_millis(500);

/// The parameters of Argon2id (version 1.3) for one passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassphraseCost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes. They are computed one after another here; a file may have more than one.
    pub lanes: u32,
}

impl PassphraseCost {
    /// The least ever allowed: 64 MiB, three passes, one lane.
    pub const FLOOR: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };
    /// Where every vault starts: 128 MiB, three passes, one lane.
    pub const START: Self = Self {
        memory_kib: 128 * 1024,
        passes: 3,
        lanes: 1,
    };
    /// The most ever accepted from a file: 1 GiB, 32 passes, four lanes.
    pub const CEILING: Self = Self {
        memory_kib: 1024 * 1024,
        passes: 32,
        lanes: 4,
    };

    /// A cost that takes this laptop half a second to a second, never under [`PassphraseCost::START`].
    ///
    /// `time` says how long one derivation takes; [`time_on_this_machine`] is the real one. Called at most twice,
    /// when a vault is made or its passphrase changed.
    pub fn calibrate(mut time: impl FnMut(Self) -> Result<Duration>) -> Result<Self> {
        let first = time(Self::START)?;
        if first >= ENOUGH {
            return Ok(Self::START);
        }
        // Time grows with memory times passes. Memory is raised first: it is what a guesser's hardware lacks.
        let mut raised = Self::START;
        let mut expected = first;
        if first * 2 <= LONGEST {
            raised.memory_kib = CALIBRATED_MEMORY_KIB;
            expected = first * 2;
        }
        raised.passes = passes_to_fill(AIM, expected, raised.passes)
            .clamp(Self::START.passes, Self::CEILING.passes);

        let taken = time(raised)?;
        if taken > LONGEST {
            raised.passes =
                passes_to_fill(AIM, taken, raised.passes).clamp(Self::START.passes, raised.passes);
        }
        Ok(raised)
    }

    /// The higher of the two in every respect, so that changing a passphrase never weakens what protects it.
    #[must_use]
    pub(crate) fn at_least(self, other: Self) -> Self {
        Self {
            memory_kib: self.memory_kib.max(other.memory_kib),
            passes: self.passes.max(other.passes),
            lanes: self.lanes.max(other.lanes),
        }
    }

    /// Refuses what is under the floor or over the ceiling, in any respect.
    pub(crate) fn check(self) -> Result<()> {
        let Self {
            memory_kib,
            passes,
            lanes,
        } = self;
        let (floor, ceiling) = (Self::FLOOR, Self::CEILING);
        if memory_kib < floor.memory_kib || passes < floor.passes || lanes < floor.lanes {
            return Err(VaultError::WeakerThanAllowed);
        }
        if memory_kib > ceiling.memory_kib || passes > ceiling.passes || lanes > ceiling.lanes {
            return Err(VaultError::CostlierThanAllowed);
        }
        Ok(())
    }

    /// The key that `passphrase` makes with `salt` at this cost. Checks the bounds before doing any work.
    ///
    /// The passphrase is taken as the UTF-8 bytes given: nothing is trimmed, folded or normalised here.
    pub(crate) fn derive(self, passphrase: &str, salt: &[u8; 16]) -> Result<Secret<32>> {
        self.check()?;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|_| VaultError::CostlierThanAllowed)?;
        // The blocks are ours rather than the library's, so that running out of memory is an answer and not an abort,
        // and so that they are wiped: the last of them is hashed into the key.
        let mut blocks = Zeroizing::new(Vec::new());
        blocks
            .try_reserve_exact(params.block_count())
            .map_err(|_| VaultError::NotEnoughMemory)?;
        blocks.resize(params.block_count(), Block::new());
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Secret::filled(|key| {
            argon2
                .hash_password_into_with_memory(
                    passphrase.as_bytes(),
                    salt,
                    key,
                    blocks.as_mut_slice(),
                )
                .map_err(|_| VaultError::TooLarge)
        })
    }
}

/// How many passes would take `aim`, if `passes` of them took `taken`.
fn passes_to_fill(aim: Duration, taken: Duration, passes: u32) -> u32 {
    let scaled = aim.as_micros() * u128::from(passes) / taken.as_micros().max(1);
    u32::try_from(scaled).unwrap_or(u32::MAX)
}

/// How long one derivation at `cost` takes on this machine, now.
pub fn time_on_this_machine(cost: PassphraseCost) -> Result<Duration> {
    let started = Instant::now();
    cost.derive("how long does this take?", &[0; 16])?;
    Ok(started.elapsed())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

    use rstest::rstest;

    use super::*;

    /// A laptop that needs `millis` for the starting cost, and time in proportion for others.
    fn laptop(millis: u64) -> impl FnMut(PassphraseCost) -> Result<Duration> {
        move |cost| {
            let work = u64::from(cost.memory_kib) * u64::from(cost.passes);
            let start = u64::from(PassphraseCost::START.memory_kib)
                * u64::from(PassphraseCost::START.passes);
            Ok(Duration::from_micros(millis * 1000 * work / start))
        }
    }

    #[rstest]
    #[case::old_laptop(4000)]
    #[case::just_slow_enough(500)]
    fn a_slow_laptop_keeps_the_start_and_never_goes_under_it(#[case] millis: u64) {
        assert_eq!(
            PassphraseCost::calibrate(laptop(millis)).unwrap(),
            PassphraseCost::START
        );
    }

    #[rstest]
    #[case(499)]
    #[case(455)]
    #[case(300)]
    #[case(200)]
    #[case(120)]
    #[case(60)]
    fn a_faster_laptop_is_raised_to_between_half_a_second_and_one(#[case] millis: u64) {
        let cost = PassphraseCost::calibrate(laptop(millis)).unwrap();
        let wait = laptop(millis)(cost).unwrap();
        assert!(wait >= ENOUGH && wait <= LONGEST, "{cost:?} takes {wait:?}");
        assert_eq!(cost.memory_kib, 256 * 1024);
        cost.check().unwrap();
    }

    #[test]
    fn an_impossibly_fast_clock_still_ends_inside_the_bounds() {
        let cost = PassphraseCost::calibrate(|_| Ok(Duration::ZERO)).unwrap();
        cost.check().unwrap();
    }

    #[test]
    fn a_second_timing_that_was_too_slow_takes_passes_back_but_not_under_the_start() {
        let mut timings = [Duration::from_millis(100), Duration::from_secs(30)].into_iter();
        let cost = PassphraseCost::calibrate(|_| Ok(timings.next().unwrap())).unwrap();
        assert_eq!(cost.passes, PassphraseCost::START.passes);
    }

    #[rstest]
    #[case(PassphraseCost { memory_kib: 64 * 1024 - 1, ..PassphraseCost::FLOOR }, VaultError::WeakerThanAllowed)]
    #[case(PassphraseCost { passes: 2, ..PassphraseCost::START }, VaultError::WeakerThanAllowed)]
    #[case(PassphraseCost { lanes: 0, ..PassphraseCost::START }, VaultError::WeakerThanAllowed)]
    #[case(PassphraseCost { memory_kib: 1024 * 1024 + 1, ..PassphraseCost::START }, VaultError::CostlierThanAllowed)]
    #[case(PassphraseCost { passes: u32::MAX, ..PassphraseCost::START }, VaultError::CostlierThanAllowed)]
    #[case(PassphraseCost { lanes: 5, ..PassphraseCost::START }, VaultError::CostlierThanAllowed)]
    fn costs_out_of_bounds_are_refused_before_any_work(
        #[case] cost: PassphraseCost,
        #[case] refusal: VaultError,
    ) {
        let started = Instant::now();
        assert_eq!(cost.derive("correct horse", &[0; 16]).unwrap_err(), refusal);
        assert!(started.elapsed() < Duration::from_millis(50));
    }
}
