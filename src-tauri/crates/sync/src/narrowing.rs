//! A member's role is another: what they may not read any more goes from their laptops at the next contact, and what they may read
//! (again) is read from the log.
//!
//! Going is an erasing on this laptop alone, with all that belongs to it (rows, log, drafts, search, backups, keys). What was written here
//! and never arrived is kept for who wrote it, as where sharing ends. Should they read again, the log has all of it: what this laptop
//! wrote itself it is shown under a new name only, so that it takes one.

use crate::facts::Book;
use crate::fault::{self, Fault};
use crate::sharing;
use crate::trouble::Result;
use alongside_domain::Moment;
use alongside_protocol::SpaceId;
use alongside_store::replica::Replica;
use alongside_store::spaces::{PERSON, TEAM};
use std::sync::Arc;
use uuid::Uuid;

/// After an entry of the roster, before which what the team's ring reads was read here or not; gives whether more may be read than before, so that the log is to be read again.
pub(crate) fn follow(
    replica: &mut Replica<'_>,
    book: &mut Book,
    before: Option<bool>,
    was_out: bool,
    now: Moment,
) -> Result<bool> {
    let (Some(before), Some(_), Some(after)) = (before, book.role(), book.reads_team()) else {
        return Ok(false);
    };
    match (before, after) {
        (true, false) if was_out && fault::is(Fault::KeepFormer) => Ok(false),
        (true, false) => narrow(replica, book, now).map(|()| false),
        (false, true) => widen(replica, book, !was_out).map(|()| true),
        _ => Ok(false),
    }
}

/// Whether a person's records, or the team's own, are on this laptop.
pub(crate) fn holds_team(replica: &Replica<'_>) -> Result<bool> {
    let mut spaces = replica.spaces()?.into_iter();
    Ok(spaces.any(|space| {
        let is_of_team = matches!(space.kind, PERSON | TEAM) && space.log.is_none();
        is_of_team && !space.is_erased && space.opened_at.is_some()
    }))
}

fn narrow(replica: &mut Replica<'_>, book: &mut Book, now: Moment) -> Result<()> {
    if book.log.is_some() || fault::is(Fault::KeepNarrowed) {
        return Ok(());
    }
    for space in replica.spaces()? {
        // What others share with this team is the business of their log.
        let is_of_team = matches!(space.kind, PERSON | TEAM) && space.log.is_none();
        if is_of_team && !space.is_erased {
            let id = SpaceId(*space.id.as_bytes());
            sharing::leave(replica, book, id, now)?;
            book.plans.openings.remove(&id);
        }
    }
    let mut keyring = (*book.keyring).clone();
    keyring.forget_team();
    book.keyring = Arc::new(keyring);
    Ok(())
}

/// What was written here under the name that this laptop has now is shown to it by another only.
fn widen(replica: &mut Replica<'_>, book: &mut Book, has_old_name: bool) -> Result<()> {
    let gone = &book.roster()?.erased;
    let gone = gone.keys().map(|space| Uuid::from_bytes(space.0)).collect();
    if book.log.is_none() && replica.welcome_back(&gone)? > 0 && has_old_name {
        book.place.unknown_own = Some(1);
    }
    Ok(())
}
