//! Counts of people as they may leave the house. A count under five could be put a name to, so it is not told; every other is told to
//! the nearest five, so that none can be had by taking the others from a total. A total is of what is told: to leave one out because it
//! would say too much says as much.

/// The smallest count that is told.
pub const SMALLEST: u32 = 5;
/// To the nearest of these.
const STEP: u32 = 5;

/// A count to the nearest five; nothing for one that is not told.
pub const fn told(count: u32) -> Option<u32> {
    if count < SMALLEST {
        None
    } else {
        Some(count.saturating_add(STEP / 2) / STEP * STEP)
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn under_five_is_not_told_and_the_rest_is_to_the_nearest_five() {
        let counts = [0, 1, 4, 5, 7, 8, 12, 13];
        let (five, ten) = (Some(5), Some(10));
        let expected = [None, None, None, five, five, ten, ten, Some(15)];
        assert_eq!(counts.map(told), expected);
    }

    /// So many people live in two places, and a few in others, or nobody knows where: whoever reads how many there are and how many in
    /// each place that is told cannot say how many are not told of.
    #[test]
    fn what_is_not_told_cannot_be_had_by_taking_what_is_told_from_a_total() {
        const MOST: u32 = 40;
        let mut worlds: BTreeMap<[Option<u32>; 3], BTreeSet<u32>> = BTreeMap::new();
        for here in 0..=MOST {
            for there in 0..=MOST {
                // Twice up to four: who reads it does not know in how many places.
                for elsewhere in 0..=8 {
                    let untold = [here, there].into_iter().filter(|it| told(*it).is_none());
                    let hidden = elsewhere + untold.sum::<u32>();
                    let tells = [told(here + there + elsewhere), told(here), told(there)];
                    worlds.entry(tells).or_default().insert(hidden);
                }
            }
        }
        assert!(worlds.len() > 60, "{}", worlds.len());
        for (tells, hidden) in worlds {
            // Beyond what was tried there are more worlds than these.
            if tells.iter().flatten().any(|told| told + 2 > MOST) {
                continue;
            }
            // That there is nobody besides may be known: it is nobody's number.
            assert!(
                hidden.len() >= 2 || hidden.contains(&0),
                "{tells:?}: {hidden:?}"
            );
        }
    }
}
