//! What is missing from the town, from what was really tried: for the team as it is, and as it may leave the house.

use crate::api::gaps::{GapLine, GapsReport, GapsRequest, GapsView, ReportLine};
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_domain::codes::WhyNot;
use alongside_domain::geo::{outcode_of, plain_postcode};
use alongside_domain::ids::PersonId;
use alongside_domain::small_numbers::told;
use alongside_store::gaps::Missed;
use std::collections::{BTreeMap, BTreeSet};

/// People by something.
type People<K> = BTreeMap<K, BTreeSet<PersonId>>;

/// What was missed of one need.
#[derive(Default)]
struct Gap {
    people: BTreeSet<PersonId>,
    attempts: BTreeMap<WhyNot, u32>,
    why_not: People<WhyNot>,
    places: People<String>,
}

/// Reasons that lie with what there is, and not with the person.
fn is_a_gap(why: WhyNot) -> bool {
    !matches!(why, WhyNot::ChangedMind | WhyNot::Unwell | WhyNot::Other)
}

/// What is missing: from what was really tried, by need.
pub(crate) fn gaps(desk: &Desk, request: GapsRequest) -> Outcome<GapsView> {
    let missed = desk.open()?.store.missed(request.from, request.until)?;
    Ok(view(
        missed.iter().filter(|missed| is_a_gap(missed.why_not)),
    ))
}

fn view<'a>(missed: impl Iterator<Item = &'a Missed>) -> GapsView {
    let mut people = BTreeSet::new();
    let mut by_need: BTreeMap<&str, Gap> = BTreeMap::new();
    for one in missed {
        let gap = by_need.entry(&one.need).or_default();
        people.insert(one.person);
        gap.people.insert(one.person);
        *gap.attempts.entry(one.why_not).or_default() += 1;
        gap.why_not
            .entry(one.why_not)
            .or_default()
            .insert(one.person);
        let plain = plain_postcode(&one.postcode);
        if let Some(outcode) = plain.as_deref().and_then(outcode_of) {
            gap.places
                .entry(outcode.to_owned())
                .or_default()
                .insert(one.person);
        }
    }
    let mut gaps: Vec<(&str, Gap)> = by_need.into_iter().collect();
    gaps.sort_by_key(|(need, gap)| (std::cmp::Reverse(gap.people.len()), *need));
    GapsView {
        people: number(people.len()),
        rows: gaps.iter().map(|(need, gap)| line(need, gap)).collect(),
        report: report(&gaps),
    }
}

fn line(need: &str, gap: &Gap) -> GapLine {
    GapLine {
        need: need.to_owned(),
        people: number(gap.people.len()),
        attempts: gap.attempts.values().sum(),
        why_not: most_first(gap.attempts.iter().map(|(why, times)| (*why, *times))),
        places: most_first(counts(&gap.places)),
    }
}

/// What may leave the house. Reasons and places of a need of few people would single them out, so they are left out with its number;
/// and totals are of those who are told of, or they would give the others away.
fn report(gaps: &[(&str, Gap)]) -> GapsReport {
    let mut people = BTreeSet::new();
    let mut places: People<String> = BTreeMap::new();
    let rows = gaps
        .iter()
        .map(|(need, gap)| {
            let count = count(&gap.people);
            if count.is_some() {
                people.extend(&gap.people);
                for (place, there) in gap
                    .places
                    .iter()
                    .filter(|(_, it)| self::count(it).is_some())
                {
                    places.entry(place.clone()).or_default().extend(there);
                }
            }
            ReportLine {
                need: (*need).to_owned(),
                people: count,
                why_not: count.map_or_else(Vec::new, |_| about(&gap.why_not)),
                places: count.map_or_else(Vec::new, |_| about(&gap.places)),
            }
        })
        .collect();
    GapsReport {
        people: count(&people),
        rows,
        places: about(&places),
    }
}

fn count(people: &BTreeSet<PersonId>) -> Option<u32> {
    told(number(people.len()))
}

fn counts<K: Clone + Ord>(people: &People<K>) -> impl Iterator<Item = (K, u32)> {
    people
        .iter()
        .map(|(of, people)| (of.clone(), number(people.len())))
}

/// Those that are told, to the nearest five.
fn about<K: Clone + Ord>(people: &People<K>) -> Vec<(K, u32)> {
    most_first(counts(people).filter_map(|(of, count)| Some((of, told(count)?))))
}

fn most_first<K: Ord + Clone>(counts: impl Iterator<Item = (K, u32)>) -> Vec<(K, u32)> {
    let mut counts: Vec<(K, u32)> = counts.collect();
    counts.sort_by_key(|(of, count)| (std::cmp::Reverse(*count), of.clone()));
    counts
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn people(numbers: std::ops::Range<u128>, need: &str, outcode: &str) -> Vec<Missed> {
        numbers
            .map(|number| Missed {
                person: PersonId(Uuid::from_u128(number)),
                need: need.to_owned(),
                postcode: format!("{outcode} 1AA"),
                why_not: WhyNot::Full,
            })
            .collect()
    }

    #[test]
    fn what_leaves_the_house_is_to_the_nearest_five_and_tells_nothing_of_a_few() {
        let missed = [
            people(0..9, "company", "SY1"),
            people(9..11, "company", "SY2"),
            people(20..22, "food", "SY9"),
        ]
        .concat();
        let view = view(missed.iter());
        assert_eq!((view.people, view.rows[0].people), (13, 11), "for the team");
        let report = view.report;
        assert_eq!(report.people, Some(10));
        assert_eq!(report.rows[0].people, Some(10));
        assert_eq!(report.rows[0].places, [("SY1".to_owned(), 10)]);
        assert_eq!(report.rows[0].why_not, [(WhyNot::Full, 10)]);
        assert_eq!(report.rows[1].people, None);
        assert!(report.rows[1].places.is_empty() && report.rows[1].why_not.is_empty());
        assert_eq!(report.places, [("SY1".to_owned(), 10)]);
    }

    /// Whoever reads it reads the same, however many the needs of a few have.
    #[test]
    fn a_need_of_a_few_changes_nothing_but_its_own_line() {
        let told = |few: u128| {
            let missed = [
                people(0..7, "company", "SY1"),
                people(5..12, "food", "SY1"),
                people(20..20 + few, "money", "SY1"),
            ]
            .concat();
            view(missed.iter()).report
        };
        let one = told(1);
        assert_eq!((one.people, one.rows[2].people), (Some(10), None));
        assert_eq!(one.places, [("SY1".to_owned(), 10)]);
        for few in 2..5 {
            assert_eq!(told(few), one);
        }
        assert_eq!(told(5).people, Some(15));
    }

    #[test]
    fn one_person_who_tried_often_is_one_person() {
        let mut missed = people(0..6, "company", "SY1");
        for _ in 0..9 {
            let once = people(0..1, "company", "SY1").into_iter();
            missed.extend(once.map(|one| Missed {
                why_not: WhyNot::Travel,
                ..one
            }));
        }
        let view = view(missed.iter());
        assert_eq!(view.rows[0].attempts, 15);
        assert_eq!(view.report.rows[0].why_not, [(WhyNot::Full, 5)]);
    }
}
