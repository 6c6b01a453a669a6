//! Referrals: taking one in, and deciding about it.

use super::standing::{begin, event, move_to, newest};
use crate::api::coming_in::{DecideRequest, NewReferralRequest, ReferredView};
use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, SavedView, Verb};
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_domain::codes::{Decision, ReferralSource, Standing};
use alongside_domain::coming_in::{Episode, Referral};
use alongside_domain::ids::{PersonId, ReferralId};
use alongside_domain::person::Person;
use alongside_domain::value::Text;
use alongside_domain::{Kind, Record, Value};
use alongside_store::{Result, Tx};
use chrono::NaiveDate;
use std::collections::BTreeMap;

type Fields = BTreeMap<String, serde_json::Value>;

/// Takes in a referral: of somebody known, who has a new time of support if their last has ended, or of somebody new.
pub(crate) fn new_referral(desk: &Desk, request: NewReferralRequest) -> Outcome<ReferredView> {
    let today = desk.clock.today();
    let did = Did {
        verb: Verb::Referred,
        kind: Some(Kind::Referral),
        field: None,
    };
    if request.person.is_none() && !names_somebody(&request.about) {
        return Err(AppError {
            field: Some("name".to_owned()),
            ..AppError::new(ErrorCode::BadValue)
        });
    }
    let (mut view, changes) = desk.transact(&did, |tx| take_in(tx, request, today))?;
    view.saved_at = changes.at;
    Ok(view)
}

fn names_somebody(about: &Fields) -> bool {
    ["preferred_name", "given_name", "family_name"]
        .iter()
        .any(|field| {
            about
                .get(*field)
                .and_then(serde_json::Value::as_str)
                .is_some_and(|name| !name.trim().is_empty())
        })
}

/// The same within a transaction: an import takes in several.
pub(crate) fn take_in(
    tx: &mut Tx<'_>,
    request: NewReferralRequest,
    today: NaiveDate,
) -> Result<ReferredView> {
    let mut referral = Referral::blank(ReferralId(tx.new_id()));
    for (field, value) in request.referral {
        referral.set(&field, value)?;
    }
    let on = *referral.received_on.get_or_insert(today);
    let mut person: Person = match request.person {
        Some(id) => tx.get(id)?,
        None => Person {
            worker: tx.by().into(),
            ..Person::blank(PersonId(tx.new_id()))
        },
    };
    fill_blanks(&mut person, request.about)?;
    if !person.reach.is_empty() || person.nhs_number.is_some() {
        // A number that somebody typed is "present but not traced".
        if person.nhs_number.is_some() && person.nhs_number_status.is_blank() {
            person.nhs_number_status = "02".into();
        }
    }
    if referral.source == Some(ReferralSource::Practice) && person.gp_practice_code.is_blank() {
        person.gp_practice_code = referral.practice_code.clone();
        if person.gp_practice_name.is_blank() {
            person.gp_practice_name = referral.organisation.clone();
        }
    }
    person.referred_on = Some(on);
    person.referral_reason = referral.reason.clone();
    person.referred_by = who_refers(&referral);
    let going_on =
        newest(tx, person.id)?.filter(|episode| episode.standing != Some(Standing::Closed));
    let is_new_episode = going_on.is_none() && !is_supported(&person);
    let episode = match going_on {
        Some(episode) => {
            tx.put(&person)?;
            episode
        }
        None => {
            // Somebody who is supported already, from before there were episodes, goes on being supported.
            let standing = match person.standing {
                Some(now) if is_supported(&person) => now,
                _ => request.standing.unwrap_or(Standing::Waiting),
            };
            begin(tx, &mut person, standing, on, "")?
        }
    };
    // To begin at once is to accept.
    if is_new_episode && episode.standing == Some(Standing::Open) {
        referral.decision = Some(Decision::Accepted);
        referral.decided_on = Some(today);
    }
    referral.person = person.id;
    referral.episode = Some(episode.id);
    referral.author = tx.by().into();
    referral.written_at = Some(tx.now());
    tx.put(&referral)?;
    Ok(ReferredView {
        person: person.id,
        referral: referral.id,
        episode: episode.id,
        is_new_episode,
        saved_at: tx.now(),
    })
}

fn is_supported(person: &Person) -> bool {
    matches!(person.standing, Some(Standing::Open | Standing::Paused))
}

/// What was said by others never overwrites what is known.
fn fill_blanks(person: &mut Person, about: Fields) -> Result<()> {
    let blank = Person::blank(person.id).values();
    let known = person.values();
    for (field, value) in about {
        let at = Person::TABLE
            .fields
            .iter()
            .position(|info| info.name == field);
        let is_blank = at.is_none_or(|at| {
            let now = known.get(at);
            now == blank.get(at) || matches!(now, Some(Value::Text(text)) if text.trim().is_empty())
        });
        if is_blank {
            person.set(&field, value)?;
        }
    }
    Ok(())
}

/// Who refers, as one line.
pub(super) fn who_refers(referral: &Referral) -> Text {
    let parts: Vec<&str> = [
        &referral.referrer_name,
        &referral.referrer_role,
        &referral.organisation,
    ]
    .into_iter()
    .filter_map(Text::some)
    .collect();
    parts.join(", ").into()
}

/// Decides about a referral.
pub(crate) fn decide_referral(desk: &Desk, request: DecideRequest) -> Outcome<SavedView> {
    let today = desk.clock.today();
    let did = Did {
        verb: Verb::Changed,
        kind: Some(Kind::Referral),
        field: Some("decision".to_owned()),
    };
    let ((), changes) = desk.transact(&did, |tx| {
        let on = request.on.unwrap_or(today);
        let mut referral: Referral = tx.get(request.referral)?;
        referral.decision = Some(request.decision);
        referral.decided_on = Some(on);
        referral.why_declined = request
            .why_declined
            .filter(|_| request.decision == Decision::Declined);
        referral.decision_words = request.words.trim().into();
        referral.offered_instead = request.offered_instead.trim().into();
        referral.passed_to = request.passed_to.trim().into();
        tx.put(&referral)?;
        let standing = match request.decision {
            Decision::Accepted => request.standing,
            Decision::Declined | Decision::PassedOn => Some(Standing::Closed),
            Decision::AskedForMore => None,
        };
        let (Some(standing), Some(id)) = (standing, referral.episode) else {
            return Ok(());
        };
        let mut episode: Episode = tx.get(id)?;
        // Whoever is supported is not closed because another referral for them was not needed.
        let is_waiting = episode.standing == Some(Standing::Waiting);
        if !is_waiting || standing == Standing::Waiting {
            return Ok(());
        }
        let mut person: Person = tx.get(referral.person)?;
        let because = referral.decision_words.0.clone();
        move_to(tx, &mut person, &mut episode, standing, on, &because)?;
        let mut event = event(tx, &episode, on);
        event.because = because.into();
        tx.put(&event)
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}
