//! Counts of people as they may leave the house. A count under five could be put a name to, so it is not told; every other is told to
//! the nearest five, so that none can be had by taking the others from a total. Where a total would say more of a count that is not
//! told than that it is under five, the total is not told either.

/// The smallest count that is told.
pub const SMALLEST: u32 = 5;
/// To the nearest of these.
const STEP: u32 = 5;

/// A count as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Told {
    /// Under five.
    Few,
    /// To the nearest five.
    About(u32),
}

impl Told {
    /// How a count is told.
    pub const fn of(count: u32) -> Self {
        if count < SMALLEST {
            Self::Few
        } else {
            Self::About(count.saturating_add(STEP / 2) / STEP * STEP)
        }
    }

    /// The fewest it may stand for; for a count under five what is known besides, one if it is known that there is somebody.
    const fn least(self, few: u32) -> u32 {
        match self {
            Self::Few => few,
            Self::About(told) if told <= SMALLEST => SMALLEST,
            Self::About(told) => told - STEP / 2,
        }
    }

    /// The most it may stand for.
    const fn most(self) -> u32 {
        match self {
            Self::Few => SMALLEST - 1,
            Self::About(told) => told.saturating_add(STEP / 2),
        }
    }
}

/// Whether a total tells nothing more of any part under five than is known without it. A person may be counted in several parts, and
/// is in one of them at least. `few` is what is known of a part under five: 1 where it is listed, 0 where it may be nobody.
pub fn adds_nothing(total: Told, parts: &[Told], few: u32) -> bool {
    let all: u32 = parts.iter().map(|part| part.most()).sum();
    let others = all.saturating_sub(Told::Few.most());
    let is_free = total.least(few).saturating_sub(others) <= few;
    is_free || !parts.contains(&Told::Few)
}

#[cfg(test)]
mod tests {
    use super::{Told, adds_nothing};
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn under_five_is_few_and_the_rest_is_to_the_nearest_five() {
        let told: Vec<Told> = [1, 4, 5, 7, 8, 12, 13].map(Told::of).to_vec();
        use Told::{About, Few};
        assert_eq!(
            told,
            [Few, Few, About(5), About(5), About(10), About(10), About(15)]
        );
        for count in 0..200 {
            let told = Told::of(count);
            assert!(told.least(0) <= count && count <= told.most());
        }
    }

    /// Every world in which so many people have each need alone and some have all three, by what is told of it: whoever reads that can
    /// tell none of its numbers under five from another.
    #[test]
    fn from_all_that_is_told_no_number_under_five_can_be_worked_out() {
        const MOST: u32 = 22;
        let mut worlds: BTreeMap<(Option<Told>, [Told; 3]), [BTreeSet<u32>; 3]> = BTreeMap::new();
        for a in 1..=MOST {
            for b in 1..=MOST {
                for c in 1..=MOST {
                    for all in 0..=a.min(b).min(c).min(6) {
                        let needs = [a, b, c];
                        let told = needs.map(Told::of);
                        let total = Told::of(a + b + c - 2 * all);
                        let total = Some(total).filter(|total| adds_nothing(*total, &told, 1));
                        let seen = worlds.entry((total, told)).or_default();
                        for (seen, need) in seen.iter_mut().zip(needs) {
                            seen.insert(need);
                        }
                    }
                }
            }
        }
        let mut hidden = 0;
        for ((total, told), seen) in worlds {
            // What may stand for a number beyond those that were tried is not whole here.
            if told.iter().any(|told| told.most() > MOST) {
                continue;
            }
            for (told_so, seen) in told.into_iter().zip(seen) {
                if told_so == Told::Few {
                    hidden += 1;
                    assert_eq!(seen, BTreeSet::from([1, 2, 3, 4]), "{total:?} {told:?}");
                }
            }
        }
        assert!(hidden > 30, "{hidden}");
    }

    #[test]
    fn a_total_that_would_tell_is_not_told() {
        let parts = [Told::of(7), Told::of(7), Told::of(4)];
        assert!(!adds_nothing(Told::of(18), &parts, 1), "it can only be four");
        assert!(adds_nothing(Told::of(15), &parts, 1));
        assert!(adds_nothing(Told::of(14), &[Told::of(7), Told::of(7)], 1));
        assert!(adds_nothing(Told::of(3), &[Told::of(3)], 1));
    }
}
