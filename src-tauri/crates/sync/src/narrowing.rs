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
use alongside_protocol::{MemberId, Ring, Role, SpaceId};
use alongside_store::replica::Replica;
use alongside_store::spaces::{PERSON, TEAM};
use std::sync::Arc;
use uuid::Uuid;

/// For asking about a ring that is nobody's own.
pub(crate) const MEMBER_OF_NOTHING: MemberId = MemberId([0; 16]);

fn reads_team(role: Role) -> bool {
    role.reads(MEMBER_OF_NOTHING, Ring::Team)
}

/// After an entry of the roster; gives whether more may be read than before, so that the log is to be read again.
pub(crate) fn follow(
    replica: &mut Replica<'_>,
    book: &mut Book,
    before: Option<Role>,
    now: Moment,
) -> Result<bool> {
    let (Some(before), Some(role)) = (before, book.role()) else {
        return Ok(false);
    };
    match (reads_team(before), reads_team(role)) {
        (true, false) => narrow(replica, book, now).map(|()| false),
        (false, true) => widen(replica, book).map(|()| true),
        _ => Ok(false),
    }
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

fn widen(replica: &mut Replica<'_>, book: &mut Book) -> Result<()> {
    let gone = &book.roster()?.erased;
    let gone = gone.keys().map(|space| Uuid::from_bytes(space.0)).collect();
    if book.log.is_none() && replica.welcome_back(&gone)? > 0 {
        book.place.unknown_own = Some(1);
    }
    Ok(())
}
