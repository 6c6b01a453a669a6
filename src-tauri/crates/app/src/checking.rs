//! Keeping the directory true: what to look at again, what came of it, and what is missing from the town altogether.

use crate::api::checking::{
    CheckedView, GapLine, GapsRequest, GapsView, NoteCheckRequest, ToCheckView,
};
use crate::api::records::{Did, Verb};
use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::people::line_of;
use alongside_domain::codes::{Checked, ServiceStatus, WhyNot};
use alongside_domain::directory::ServiceCheck;
use alongside_domain::geo::{outcode_of, plain_postcode};
use alongside_domain::ids::{PersonId, ServiceCheckId};
use alongside_domain::{Kind, Record};
use alongside_store::gaps::Missed;
use std::collections::{BTreeMap, BTreeSet};

/// A calm week's worth.
const A_WEEK: u32 = 12;

/// Services to look at again this week.
pub(crate) fn services_to_check(desk: &Desk, _: Nothing) -> Outcome<Vec<ToCheckView>> {
    let rows = desk
        .open()?
        .store
        .services_to_check(desk.clock.today(), A_WEEK)?;
    Ok(rows
        .into_iter()
        .map(|row| ToCheckView {
            id: row.id,
            name: row.name,
            phone: row.phone,
            last: row.last,
            by: row.by,
            gone_since: row.gone_since,
            people: row.people,
            tried: row.tried,
        })
        .collect())
}

/// Writes down what came of looking. A service that has closed stays, marked so; everyone on their way to it is named.
pub(crate) fn note_check(desk: &Desk, request: NoteCheckRequest) -> Outcome<CheckedView> {
    let today = desk.clock.today();
    let did = Did {
        verb: Verb::Checked,
        kind: Some(Kind::Service),
        field: None,
    };
    let ((), changes) = desk.transact(&did, |tx| {
        // What was found at the door holds for every list that names the service.
        for mut service in tx.records_of_service(request.service)? {
            if request.found != Checked::NoAnswer {
                service.checked_on = Some(today);
                service.checked_by = tx.by().into();
            }
            if request.found == Checked::Closed {
                service.status = Some(ServiceStatus::Defunct);
            }
            tx.put(&service)?;
        }
        let mut check = ServiceCheck::blank(ServiceCheckId(tx.new_id()));
        check.service = request.service;
        check.found = Some(request.found);
        check.words = request.words.trim().into();
        check.on = Some(today);
        check.author = tx.by().into();
        check.written_at = Some(tx.now());
        tx.add(&check)
    })?;
    let people = if request.found == Checked::Closed {
        desk.open()?.store.service(request.service, today)?.people
    } else {
        Vec::new()
    };
    Ok(CheckedView {
        saved_at: changes.at,
        people: people.into_iter().map(|row| line_of(row, today)).collect(),
    })
}

/// Reasons that lie with what there is, and not with the person.
fn is_a_gap(why: WhyNot) -> bool {
    !matches!(why, WhyNot::ChangedMind | WhyNot::Unwell | WhyNot::Other)
}

/// What is missing: from what was really tried, by need.
pub(crate) fn gaps(desk: &Desk, request: GapsRequest) -> Outcome<GapsView> {
    let missed: Vec<Missed> = desk
        .open()?
        .store
        .missed(request.from, request.until)?
        .into_iter()
        .filter(|missed| is_a_gap(missed.why_not))
        .collect();
    let people: BTreeSet<PersonId> = missed.iter().map(|missed| missed.person).collect();
    let mut by_need: BTreeMap<String, Vec<Missed>> = BTreeMap::new();
    for one in missed {
        by_need.entry(one.need.clone()).or_default().push(one);
    }
    let mut rows: Vec<GapLine> = by_need
        .into_iter()
        .map(|(need, missed)| gap(need, &missed))
        .collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.people), row.need.clone()));
    Ok(GapsView {
        people: number(people.len()),
        rows,
    })
}

fn gap(need: String, missed: &[Missed]) -> GapLine {
    let mut why: BTreeMap<WhyNot, u32> = BTreeMap::new();
    let mut places: BTreeMap<String, BTreeSet<PersonId>> = BTreeMap::new();
    let mut people = BTreeSet::new();
    for one in missed {
        *why.entry(one.why_not).or_default() += 1;
        people.insert(one.person);
        let outcode =
            plain_postcode(&one.postcode).and_then(|plain| outcode_of(&plain).map(str::to_owned));
        if let Some(outcode) = outcode {
            places.entry(outcode).or_default().insert(one.person);
        }
    }
    let mut why_not: Vec<(WhyNot, u32)> = why.into_iter().collect();
    why_not.sort_by_key(|(why, times)| (std::cmp::Reverse(*times), *why));
    let mut places: Vec<(String, u32)> = places
        .into_iter()
        .map(|(outcode, people)| (outcode, number(people.len())))
        .collect();
    places.sort_by_key(|(outcode, people)| (std::cmp::Reverse(*people), outcode.clone()));
    GapLine {
        need,
        people: number(people.len()),
        attempts: number(missed.len()),
        why_not,
        places,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
