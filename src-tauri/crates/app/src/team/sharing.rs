//! Sharing one person with another organisation: what the person said to it, agreeing, how it stands, and its end.

use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, Verb};
use crate::api::session::Nothing;
use crate::api::sharing::{
    AcceptSharingRequest, AnswerSharingRequest, EndSharingRequest, LeftOverView,
    OfferSharingRequest, SharedView, SharingState, SharingTalkView,
};
use crate::api::team::Moved;
use crate::desk::{Desk, Open};
use crate::failure::Outcome;
use crate::team::sharing_talk::{FromGuests, FromHome, Sharing};
use crate::team::{activity, in_team};
use alongside_domain::care::Consent;
use alongside_domain::codes::Given;
use alongside_domain::ids::{ConsentId, PersonId};
use alongside_domain::person::Person;
use alongside_domain::{Kind, Record as _, Value};
use alongside_protocol::SpaceId;
use alongside_sync::{Input, Wish};
use alongside_vault::InviteCode;
use std::time::Duration;
use uuid::Uuid;

/// How long a screen waits for the server.
const PATIENCE: Duration = Duration::from_secs(30);
/// What the consent says that it is about: how a shared record finds it again.
const ABOUT: &str = "Sharing with another organisation";

/// Records what the person said, and makes a code to read out.
pub(crate) fn offer_sharing(desk: &Desk, request: OfferSharingRequest) -> Outcome<SharingTalkView> {
    let (open, _) = in_team(desk)?;
    let space = open_space_of(&open, request.person)?;
    if request.words.trim().is_empty() || request.with_whom.trim().is_empty() {
        return Err(AppError::new(ErrorCode::NotAllowed));
    }
    let person: Person = open.store.get(request.person)?;
    let mut consent = ConsentId(Uuid::nil());
    desk.transact(&added(Kind::Consent), |tx| {
        consent = ConsentId(tx.new_id());
        tx.put(&Consent {
            person: request.person,
            about: ABOUT.into(),
            with_whom: request.with_whom.trim().into(),
            given: Some(Given::Yes),
            words: request.words.trim().into(),
            on: request.on,
            ..Consent::blank(consent)
        })
    })?;
    let name = person.preferred_name.0;
    let by = open.store.worker();
    desk.ask_line(move |worker| -> Outcome<()> {
        Sharing::cancel(worker);
        let offer = worker.engine.offer()?;
        let told = FromHome {
            offer,
            person: name,
            by,
        };
        Sharing::begin_at_home(worker, space, consent, told);
        Ok(())
    })??;
    talk_when(desk, |view| {
        !view.code.is_empty() || view.state == SharingState::Failed
    })
}

/// Somebody of another organisation read out a code.
pub(crate) fn accept_sharing(
    desk: &Desk,
    request: AcceptSharingRequest,
) -> Outcome<SharingTalkView> {
    let (open, _) = in_team(desk)?;
    let code = InviteCode::read(&request.code)?;
    let by = open.store.worker();
    desk.ask_line(move |worker| -> Outcome<()> {
        Sharing::cancel(worker);
        let answer = worker.engine.answer()?;
        Sharing::begin_as_guests(worker, code, FromGuests { answer, by })
    })??;
    talk_when(desk, |_| true)
}

fn talk_when(desk: &Desk, is_so: impl Fn(&SharingTalkView) -> bool) -> Outcome<SharingTalkView> {
    desk.wait_line(PATIENCE, |seen| {
        seen.sharing.clone().filter(|view| is_so(view))
    })
    .ok_or_else(|| AppError::new(ErrorCode::NeedsConnection))
}

/// Where the talk stands.
pub(crate) fn sharing_talk(desk: &Desk, _: Nothing) -> Outcome<Option<SharingTalkView>> {
    Ok(desk.board().and_then(|board| board.seen().sharing))
}

/// It is them, or it is not.
pub(crate) fn answer_sharing(
    desk: &Desk,
    request: AnswerSharingRequest,
) -> Outcome<Option<SharingTalkView>> {
    in_team(desk)?;
    desk.ask_line(move |worker| {
        if request.is_them {
            Sharing::agree(worker)
        } else {
            Sharing::cancel(worker);
            Ok(())
        }
    })??;
    sharing_talk(desk, Nothing {})
}

/// Gives the talk up, or puts it away when it is over.
pub(crate) fn cancel_sharing(desk: &Desk, _: Nothing) -> Outcome<Nothing> {
    desk.ask_line(|worker| {
        let is_over = worker
            .sharing
            .as_ref()
            .is_some_and(|sharing| sharing.state == SharingState::Shared);
        if is_over {
            worker.sharing = None;
            worker.board.change(|seen| seen.sharing = None);
        } else {
            Sharing::cancel(worker);
        }
    })?;
    Ok(Nothing {})
}

/// Everybody whom two organisations see.
pub(crate) fn shared_people(desk: &Desk, _: Nothing) -> Outcome<Vec<SharedView>> {
    let open = desk.open()?;
    let shared = desk.board().map(|board| board.seen().shared);
    let Some(shared) = shared.filter(|shared| !shared.is_empty()) else {
        return Ok(Vec::new());
    };
    let spaces = open.store.replica_read(|replica| replica.spaces())?;
    let mut views = Vec::new();
    for space in spaces {
        let (Some(known), Some(person)) = (shared.get(&space.id), space.person) else {
            continue;
        };
        let person = PersonId(person);
        let team = match &known.host {
            Some(host) => host.clone(),
            None => partner_of(&open, person)?,
        };
        views.push(SharedView {
            person,
            team,
            is_guest: known.host.is_some(),
        });
    }
    Ok(views)
}

/// What the other team is called, as the consent on the record says.
fn partner_of(open: &Open, person: PersonId) -> Outcome<String> {
    let consents = open.store.all::<Consent>()?;
    let about_it = consents.into_iter().filter(|consent| {
        consent.person == person && consent.about.0 == ABOUT && consent.given == Some(Given::Yes)
    });
    // Ids are ordered by time: the newest is the one that holds.
    Ok(about_it
        .max_by_key(|consent| consent.id.0)
        .map(|consent| consent.with_whom.0)
        .unwrap_or_default())
}

/// Ends it, whichever side this is.
pub(crate) fn end_sharing(desk: &Desk, request: EndSharingRequest) -> Outcome<Nothing> {
    let (open, _) = in_team(desk)?;
    let space = open_space_of(&open, request.person)?;
    let with_whom = shared_people(desk, Nothing {})?
        .into_iter()
        .find(|view| view.person == request.person)
        .ok_or_else(|| AppError::new(ErrorCode::NotFound))?
        .team;
    desk.transact(&added(Kind::Consent), |tx| {
        let id = ConsentId(tx.new_id());
        tx.put(&Consent {
            person: request.person,
            about: ABOUT.into(),
            with_whom: with_whom.as_str().into(),
            given: request.is_withdrawn.then_some(Given::Withdrawn),
            words: request.words.trim().into(),
            on: Some(desk.clock.today()),
            ..Consent::blank(id)
        })
    })?;
    activity::note(&open, desk.clock.now(), Moved::SharingEnded);
    desk.tell_line(Input::Wish(Wish::EndShare { space }));
    Ok(Nothing {})
}

/// What was written about people who are shared no longer, and never arrived.
pub(crate) fn left_over(desk: &Desk, _: Nothing) -> Outcome<Vec<LeftOverView>> {
    desk.open()?;
    if desk.board().is_none() {
        return Ok(Vec::new());
    }
    let left = desk.ask_line(|worker| -> Outcome<_> {
        let open = worker
            .open()
            .ok_or_else(|| AppError::new(ErrorCode::Locked))?;
        Ok(worker.engine.left_over(&open.store)?)
    })??;
    Ok(left
        .into_iter()
        .map(|left| LeftOverView {
            team: left.host,
            at: left.at,
            words: left
                .commits
                .iter()
                .flat_map(|commit| &commit.operations)
                .flat_map(|operation| &operation.operation.fields)
                .filter_map(|field| match &field.value {
                    Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
                    _ => None,
                })
                .collect(),
        })
        .collect())
}

/// Whoever wrote it has seen it.
pub(crate) fn forget_left_over(desk: &Desk, _: Nothing) -> Outcome<Nothing> {
    desk.ask_line(|worker| -> Outcome<()> {
        let open = worker
            .open()
            .ok_or_else(|| AppError::new(ErrorCode::Locked))?;
        Ok(worker.engine.forget_left_over(&open.store)?)
    })??;
    Ok(Nothing {})
}

/// The person's space, once it is open for the team.
fn open_space_of(open: &Open, person: PersonId) -> Outcome<SpaceId> {
    let spaces = open.store.replica_read(|replica| replica.spaces())?;
    let space = spaces
        .into_iter()
        .find(|space| space.person == Some(person.0) && !space.is_erased)
        .ok_or_else(|| AppError::new(ErrorCode::NotFound))?;
    if space.opened_at.is_none() {
        // Written and not sent: the team itself does not have it yet.
        return Err(AppError::new(ErrorCode::NeedsConnection));
    }
    Ok(SpaceId(*space.id.as_bytes()))
}

fn added(kind: Kind) -> Did {
    Did {
        verb: Verb::Added,
        kind: Some(kind),
        field: None,
    }
}
