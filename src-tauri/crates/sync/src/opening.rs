//! A space is opened for the team: its secret, as it is sealed for those who may read it.
//!
//! Whoever opened a space first in the log has opened it. A laptop that worked alone brings spaces of its own, of kinds of which the
//! team has one: what stands in them becomes the team's.

use crate::facts::Book;
use crate::identity::Ed25519;
use crate::keyring::ring_of;
use crate::open::{At, is_erased, keep, was_live};
use crate::trouble::Result;
use crate::waiting::{Why, quarantine, try_again_space};
use alongside_protocol::{Entry, Hash, Opening, Ring, SignedOpening, SpaceId};
use alongside_store::replica::Replica;
use alongside_store::spaces::{DIRECTORY, PERSON, PRIVATE, TEAM};
use std::sync::Arc;
use uuid::Uuid;

pub(crate) fn take_opening(
    replica: &mut Replica<'_>,
    book: &mut Book,
    at: At,
    entry: &Entry,
) -> Result<()> {
    if book.log.is_some() {
        // Guests are given a space's secret by the step that shares it.
        return Ok(());
    }
    let Ok((signed, opening)) = SignedOpening::read(&entry.bytes) else {
        return quarantine(replica, book, at, Uuid::nil(), Why::TooNew, entry);
    };
    let space = Uuid::from_bytes(opening.space.0);
    let roster = Arc::clone(book.roster()?);
    let key = roster.devices.get(&opening.device).map(|it| it.verify);
    if key.is_none_or(|key| signed.check(&roster.team, &key, &Ed25519).is_err())
        || !was_live(&roster, &opening.device, at.position)
    {
        return quarantine(replica, book, at, space, Why::NotOfTheTeam, entry);
    }
    if is_erased(replica, book, &opening.space)? {
        replica.erase_space(space)?;
        return Ok(());
    }
    keep(replica, at, entry, space, opening.device, 0)?;
    open_space(replica, book, at, entry, &opening)
}

fn open_space(
    replica: &mut Replica<'_>,
    book: &mut Book,
    at: At,
    entry: &Entry,
    opening: &Opening,
) -> Result<()> {
    let space = Uuid::from_bytes(opening.space.0);
    let me = book.membership()?.member;
    if opening.ring == Ring::Team && book.reads_team() == Some(false) {
        return Ok(());
    }
    let opened = book
        .keyring
        .open_secret(opening.ring, opening.epoch, &space, &opening.sealed);
    let secret = match opened {
        Some(Ok(secret)) => secret,
        Some(Err(())) => {
            return quarantine(replica, book, at, space, Why::Unreadable, entry);
        }
        None if book.role().is_none_or(|role| role.reads(me, opening.ring)) => {
            return quarantine(replica, book, at, space, Why::NoKey, entry);
        }
        None => return Ok(()),
    };
    // Of which kind a space is that only a snapshot spoke of is told here.
    let is_claimed = replica.is_claimed(space)?;
    let known = replica.space(space)?.filter(|_| !is_claimed);
    let kind = match (&known, opening.ring) {
        (Some(known), ring) if ring_of(known.kind, me) == ring => known.kind,
        // The first that was opened for the team is its own records', by whoever made the team; every other is a person's.
        (_, Ring::Team) if !has_team_space(replica)? => TEAM,
        (_, Ring::Team) => PERSON,
        (_, Ring::Open) => DIRECTORY,
        (_, Ring::Member(_)) => PRIVATE,
    };
    let is_ours = book.plans.openings.get(&opening.space) == Some(&at.hash);
    if is_ours {
        book.plans.openings.remove(&opening.space);
    } else if book.plans.openings.contains_key(&opening.space) {
        crate::again::give_way(replica, book, space)?;
    }
    replica.open_space(space, kind, secret, Some(at.position))?;
    if kind != PERSON {
        join_spaces(replica, book, kind, space)?;
    }
    try_again_space(replica, book, space, at.now)
}

fn has_team_space(replica: &Replica<'_>) -> Result<bool> {
    Ok(replica
        .spaces()?
        .iter()
        .any(|space| space.kind == TEAM && space.opened_at.is_some()))
}

/// A laptop that worked alone has a directory of its own, and records of a team of one: they become the team's.
fn join_spaces(replica: &mut Replica<'_>, book: &mut Book, kind: u8, into: Uuid) -> Result<()> {
    let others: Vec<Uuid> = replica
        .spaces()?
        .into_iter()
        .filter(|space| space.kind == kind && space.id != into && !space.is_erased)
        .filter(|space| space.opened_at.is_none())
        .map(|space| space.id)
        .collect();
    let mut own = Vec::new();
    for other in others {
        // What came in a snapshot is the team's already, and its opening is still to be read.
        if !replica.is_claimed(other)? {
            own.push(other);
        }
    }
    for other in own {
        // What waits in other spaces may stand in the log already, further on in this very page, and is left as it is. What waits in this
        // one may too: it is ours, and goes out anew in the space that stands.
        let waiting = replica.pending(usize::MAX)?.into_iter();
        let in_it = waiting.filter(|kept| kept.space == other);
        book.plans.let_go.extend(in_it.map(|kept| Hash(kept.hash)));
        replica.reissue_in(other)?;
        let opening = book.plans.openings.remove(&SpaceId(*other.as_bytes()));
        book.plans.let_go.extend(opening);
        replica.adopt_space(other, into)?;
    }
    Ok(())
}
