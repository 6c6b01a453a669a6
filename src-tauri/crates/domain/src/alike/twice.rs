//! Who among many may be recorded twice, without comparing each with each.
//!
//! Two records are compared only if they share something that is looked up at once: two names as they sound or are shortened, the day
//! of birth, the postcode, the NHS number. What remains is a stricter question than the one asked while a name is typed
//! ([`super::alike`]): nobody asked, so only what is worth somebody's look is said. A household is no pair, and neither are two of one
//! name with two birthdays.

use super::short::lists_of;
use super::{Likeness, Traits, alike, is_slip, names};
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// More than so many that share something share too little to tell anybody by: a hostel's postcode, a birthday nobody knew.
const TOO_MANY: usize = 300;

/// What is looked up.
#[derive(PartialEq, Eq, Hash)]
enum Shared<'t> {
    Names(&'t str, &'t str),
    Born(NaiveDate),
    Postcode(&'t str),
    Number(&'t str),
}

/// The places, in `all`, of any two who may be one: the smaller first, each pair once.
#[must_use]
pub fn maybe_twice(all: &[Traits]) -> Vec<(usize, usize)> {
    let mut shared: HashMap<Shared<'_>, Vec<usize>> = HashMap::new();
    for (place, traits) in all.iter().enumerate() {
        for what in shared_by(traits) {
            let together = shared.entry(what).or_default();
            // Two short forms of one name sound alike too.
            if together.last() != Some(&place) {
                together.push(place);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for together in shared.into_values().filter(|all| all.len() <= TOO_MANY) {
        for (at, one) in together.iter().enumerate() {
            for other in together.iter().skip(at + 1) {
                let pair = (*one, *other);
                if let (Some(left), Some(right)) = (all.get(pair.0), all.get(pair.1))
                    && !pairs.contains(&pair)
                    && is_one(left, right).is_some()
                {
                    pairs.insert(pair);
                }
            }
        }
    }
    pairs.into_iter().collect()
}

/// Why two records may be of one person, and how much that weighs, where it is worth saying unasked.
#[must_use]
pub fn is_one(one: &Traits, other: &Traits) -> Option<(Vec<Likeness>, u32)> {
    let (because, weight) = alike(one, other)?;
    if because.contains(&Likeness::NhsNumber) {
        return Some((because, weight));
    }
    let other_number = !one.nhs_number.is_empty() && !other.nhs_number.is_empty();
    let other_birthday = matches!((one.born, other.born), (Some(one), Some(other)) if one != other && !is_slip(one, other));
    if other_number || other_birthday {
        return None;
    }
    let (matched, _) = names(one, other);
    let is_whole = matched >= 2 && matched >= one.names.len().min(other.names.len());
    let says_more = because
        .iter()
        .any(|likeness| matches!(likeness, Likeness::Born | Likeness::Phone));
    (is_whole || (matched >= 1 && says_more)).then_some((because, weight))
}

/// Everything of somebody by which others are looked up.
fn shared_by(traits: &Traits) -> Vec<Shared<'_>> {
    let mut all = Vec::new();
    let called: Vec<Vec<&str>> = traits
        .names
        .iter()
        .zip(&traits.sounds)
        .map(|(name, sound)| {
            let short = lists_of(name).iter().filter_map(|list| list.first());
            let mut ways: Vec<&str> = short.copied().chain([sound.as_str()]).collect();
            ways.retain(|way| !way.is_empty());
            ways
        })
        .collect();
    for (at, first) in called.iter().enumerate() {
        for second in called.iter().skip(at + 1) {
            for one in first {
                for other in second {
                    all.push(Shared::Names(one.min(other), one.max(other)));
                }
            }
        }
    }
    all.extend(traits.born.map(Shared::Born));
    if !traits.postcode.is_empty() {
        all.push(Shared::Postcode(&traits.postcode));
    }
    if !traits.nhs_number.is_empty() {
        all.push(Shared::Number(&traits.nhs_number));
    }
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn of(name: &str, born: &str, postcode: &str) -> Traits {
        Traits::named([name])
            .born(born.parse().ok())
            .postcode(postcode)
    }

    /// The pairs among these, by name.
    fn pairs(all: &[(&str, &str, &str)]) -> Vec<String> {
        let traits: Vec<Traits> = all
            .iter()
            .map(|(name, born, postcode)| of(name, born, postcode))
            .collect();
        maybe_twice(&traits)
            .into_iter()
            .filter_map(|(one, other)| Some(format!("{} / {}", all.get(one)?.0, all.get(other)?.0)))
            .collect()
    }

    #[test]
    fn who_may_be_recorded_twice_is_found_however_the_name_was_written() {
        let found = pairs(&[
            ("Joan Okafor", "", ""),
            ("Bill Pryce", "", ""),
            ("Kathryn Bevan", "", ""),
            ("Emeka Okador", "1950-02-01", ""),
            ("Joan Okafor", "", "LQ1 1AA"),
            ("William Pryce", "", ""),
            ("Catheryn Bevan", "1961-05-09", ""),
            ("Emeka Okafor", "1950-02-01", ""),
        ]);
        assert_eq!(
            found,
            [
                "Joan Okafor / Joan Okafor",
                "Bill Pryce / William Pryce",
                "Kathryn Bevan / Catheryn Bevan",
                "Emeka Okador / Emeka Okafor",
            ]
        );
    }

    #[test]
    fn a_household_a_namesake_and_a_first_name_alone_are_no_pair() {
        let found = pairs(&[
            ("Joan Okafor", "1946-03-11", "LQ1 1AA"),
            ("Emeka Okafor", "1950-02-01", "LQ1 1AA"),
            ("Joan Okafor", "1971-08-30", "LQ4 2BB"),
            ("Joan", "", "LQ1 1AA"),
            ("Jo Joanna Smith", "", ""),
            ("Jo Joanna Bevan", "", ""),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn one_number_is_one_person_and_another_number_is_another() {
        let numbered = |name: &str, number: &str| Traits::named([name]).nhs_number(number);
        let all = [
            numbered("Joan Okafor", "943 476 5919"),
            numbered("Mrs Bright", "9434765919"),
            numbered("Joan Okafor", "987 654 4321"),
        ];
        assert_eq!(maybe_twice(&all), [(0, 1)]);
    }

    #[test]
    fn a_day_that_everybody_was_born_on_is_looked_at_by_nobody() {
        let all: Vec<Traits> = (0..TOO_MANY + 1)
            .map(|_| of("Joan", "1900-01-01", ""))
            .collect();
        assert!(maybe_twice(&all).is_empty());
    }
}
