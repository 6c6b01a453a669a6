//! Erasing a person for ever: here, in the backups of this laptop, on the server and on every laptop of the team. And the receipt.

use crate::api::error::{AppError, ErrorCode};
use crate::api::session::Nothing;
use crate::api::team::{ErasePersonRequest, ErasureView};
use crate::desk::{Desk, Open};
use crate::failure::Outcome;
use alongside_domain::ids::PersonId;
use alongside_domain::value::Moment;
use alongside_protocol::SpaceId;
use alongside_sync::{Input, Wish};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const ERASURES: &str = "erasures";

/// A receipt as it is kept. It names nobody.
#[derive(Clone, Serialize, Deserialize)]
struct Receipt {
    number: String,
    space: Uuid,
    at: i64,
    by: String,
    why: String,
    records: u32,
    backups: u32,
    in_team: bool,
}

/// Erases a person.
pub(crate) fn erase_person(desk: &Desk, request: ErasePersonRequest) -> Outcome<ErasureView> {
    let open = desk.open()?;
    let person = open.store.kept_person(request.person)?;
    let space = space_of(&open, person)?;
    if is_guest_in(&open, space)? {
        // The record is another organisation's: it erases; this one ends the sharing.
        return Err(AppError::new(ErrorCode::NotAllowed));
    }
    // Whoever is recorded twice is erased twice; the receipt is that of the record that is kept.
    let twice = open.store.joined_with(person)?;
    let mut spaces = vec![space];
    for other in twice {
        spaces.push(space_of(&open, other.id)?);
    }
    let mut records = 0;
    for space in &spaces {
        records += open.store.records_in(*space)?;
    }
    let in_team = desk
        .board()
        .and_then(|board| board.seen().team)
        .is_some_and(|team| team.role.is_some());
    if in_team {
        // Before anything else: if the laptop dies now, the wish is kept and the erasing goes on.
        for space in &spaces {
            desk.tell_line(Input::Wish(Wish::Erase {
                space: SpaceId(*space.as_bytes()),
            }));
        }
    }
    for space in &spaces {
        let (_, changes) = open
            .store
            .replicate(|replica| replica.erase_space(*space))?;
        desk.tell(&changes);
    }
    // What was erased is still in the free pages of the file until they are swept.
    open.store.sweep()?;
    let backups = open.store.erase_from_backups(&desk.folders.backups())?;
    let at = desk.clock.now();
    let mut receipts = read(&open);
    let receipt = Receipt {
        // From the space's id, which says nothing: both sides of a team arrive at the same number.
        number: space
            .simple()
            .to_string()
            .chars()
            .take(12)
            .collect::<String>()
            .to_uppercase(),
        space,
        at: at.0,
        by: open.store.worker(),
        why: request.why.trim().to_owned(),
        records,
        backups,
        in_team,
    };
    receipts.push(receipt.clone());
    let text = serde_json::to_string(&receipts).map_err(|_| AppError::new(ErrorCode::Internal))?;
    open.store.remember(ERASURES, &text)?;
    Ok(view(desk, &receipt))
}

/// The receipts, newest first.
pub(crate) fn erasures(desk: &Desk, _: Nothing) -> Outcome<Vec<ErasureView>> {
    let open = desk.open()?;
    Ok(read(&open)
        .iter()
        .rev()
        .map(|receipt| view(desk, receipt))
        .collect())
}

fn read(open: &Open) -> Vec<Receipt> {
    open.store
        .recall(ERASURES)
        .ok()
        .flatten()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn space_of(open: &Open, person: PersonId) -> Outcome<Uuid> {
    let spaces = open.store.replica_read(|replica| replica.spaces())?;
    spaces
        .into_iter()
        .find(|space| space.person == Some(person.0) && !space.is_erased)
        .map(|space| space.id)
        .ok_or_else(|| AppError::new(ErrorCode::NotFound))
}

fn is_guest_in(open: &Open, space: Uuid) -> Outcome<bool> {
    let found = open.store.replica_read(|replica| replica.space(space))?;
    Ok(found.is_some_and(|found| found.log.is_some()))
}

fn view(desk: &Desk, receipt: &Receipt) -> ErasureView {
    let team = desk.board().and_then(|board| board.seen().team);
    let space = SpaceId(*receipt.space.as_bytes());
    let (is_confirmed, to_hear_from) = match (&team, receipt.in_team) {
        (Some(team), true) => (
            team.roster.erased.contains_key(&space),
            team.roster
                .live_devices()
                .filter(|(id, device, _)| **id != team.device && !device.is_paper())
                .filter(|(_, device, _)| !team.roster.has_erased(device, &space))
                .count(),
        ),
        (None, true) => (false, 0),
        (_, false) => (true, 0),
    };
    ErasureView {
        number: receipt.number.clone(),
        at: Moment(receipt.at),
        by: receipt.by.clone(),
        why: receipt.why.clone(),
        records: receipt.records,
        backups: receipt.backups,
        is_confirmed,
        laptops_to_hear_from: u32::try_from(to_hear_from).unwrap_or(u32::MAX),
    }
}
