//! A server that was restored from a backup is sent again what it lost, entry by entry as it was signed; every laptop that kept
//! it can do so, and what two send stands once.
//!
//! What the server does not take in its old form any more (the roster has moved on meanwhile, an epoch has passed) is sent in a new
//! one: its changes go into the outbox of whoever noticed, its wishes among the wishes.

use crate::body;
use crate::facts::Book;
use crate::fault::{self, Fault};
use crate::identity::Ed25519;
use crate::keyring::ring_of;
use crate::seal::entry_of;
use crate::trouble::{Result, Trouble};
use crate::wishes::Wish;
use alongside_protocol::{
    DeviceId, Entry, EntryKind, EpochKeys, Hash, Head, Pack, Refusal, Roster, RosterStep,
    SignedRoster, SpaceId, limits,
};
use alongside_store::log::Commit;
use alongside_store::replica::Replica;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Goes back to the last place where both logs agree.
pub(crate) fn rewind(replica: &mut Replica<'_>, book: &mut Book, common: Head) -> Result<()> {
    let mut roster = Roster::new(book.membership()?.team);
    let mut after = 0;
    'all: loop {
        let kept = replica.kept(after, limits::PAGE_BYTES)?;
        if kept.is_empty() {
            break;
        }
        for kept in kept {
            let position = kept.position.unwrap_or(u64::MAX);
            if position > common.position {
                break 'all;
            }
            after = position;
            if kept.entry_kind == EntryKind::Roster.number() {
                let entry = Entry {
                    kind: EntryKind::Roster,
                    bytes: kept.bytes,
                };
                roster
                    .take(&entry, position, &Ed25519)
                    .map_err(|_| Trouble::Forged { position })?;
            }
        }
    }
    let is_on_its_way = book.is_on_paper();
    if let Some(membership) = &mut book.membership
        && !is_on_its_way
        && !membership.is_reached_by(&roster)
    {
        // That list is no more: what came after is signed anew, on what the server has now, by laptops that stand in a list which began
        // as this team's did. Who comes back on paper signs their own way in, and goes by the list of that paper for good.
        membership.list = None;
    }
    book.roster = Some(Arc::new(roster));
    let me = book.identity()?.device.0;
    replica.rewind_log(common.position, me)?;
    crate::waiting::rewind(replica, common.position)?;
    if fault::is(Fault::ForgetLost) {
        for kept in replica.pending(usize::MAX)? {
            replica.drop_pack(&kept.hash)?;
        }
    }
    for kept in replica.pending(usize::MAX)? {
        if kept.entry_kind == EntryKind::Opening.number() {
            let space = SpaceId(*kept.space.as_bytes());
            book.plans.openings.insert(space, Hash(kept.hash));
        }
    }
    book.place.cursor = common;
    book.place.seen_to = common.position;
    book.place.unknown_own = None;
    book.place.was_rewound = true;
    for since in book.wished.values_mut() {
        *since = (*since).min(common.position);
    }
    book.plans.again = true;
    // The server may have lost what is sealed in no entry that anybody keeps any more.
    book.plans.carries_rest = true;
    book.plans.signed = None;
    if let Some(membership) = &mut book.membership
        && membership
            .anchor
            .is_some_and(|anchor| anchor.position > common.position)
    {
        membership.anchor = None;
    }
    Ok(())
}

/// The server does not take this entry again.
pub(crate) fn give_up(
    replica: &mut Replica<'_>,
    book: &mut Book,
    entry: &Entry,
    refusal: &Refusal,
) -> Result<()> {
    match entry.kind {
        EntryKind::Roster => {
            if let Ok((_, body)) = SignedRoster::read(&entry.bytes)
                && let Some(wish) = wish_of(&body.step, is_mine(book, &body.by))
                && !book.plans.wishes.contains(&wish)
            {
                book.note_known(&wish);
                book.plans.wishes.push(wish);
            }
        }
        EntryKind::Opening => {
            book.plans.openings.retain(|_, hash| *hash != entry.hash());
        }
        EntryKind::Pack => {
            if *refusal != Refusal::Erased {
                carry(replica, book, entry)?;
            }
        }
    }
    replica.drop_pack(&entry.hash().0)?;
    Ok(())
}

/// The `Found` entry, as it was signed: a server that has lost everything is given the same team again.
pub(crate) fn found_entry(replica: &Replica<'_>) -> Result<Option<Entry>> {
    let first = replica.kept(0, 1)?.into_iter().next();
    let entry = first.and_then(crate::seal::entry_of);
    Ok(entry.filter(|entry| {
        let read = SignedRoster::read(&entry.bytes);
        read.is_ok_and(|(_, body)| matches!(body.step, RosterStep::Found { .. }))
    }))
}

/// What stands here and in no entry of the log that is known here goes into the outbox: of some of what was written long ago the
/// entries may be kept nowhere any more, and whoever still has the words carries them.
pub(crate) fn carry_rest(replica: &mut Replica<'_>, book: &Book) -> Result<()> {
    if fault::is(Fault::ForgetOthers) {
        return Ok(());
    }
    let mut in_log = BTreeSet::new();
    let mut after = 0;
    loop {
        let kept = replica.kept(after, limits::PAGE_BYTES)?;
        let Some(last) = kept.last().and_then(|kept| kept.position) else {
            break;
        };
        after = last;
        for kept in kept {
            let entry = crate::seal::entry_of(kept);
            if let Some((space, commits)) = entry
                .as_ref()
                .map(|it| opened(replica, book, it))
                .transpose()?
                .flatten()
            {
                in_log.extend(commits.into_iter().map(|commit| (commit.id, space)));
            }
        }
    }
    let mut writable = BTreeSet::new();
    for space in replica.spaces()? {
        // What stands in another team's log is sent again there, by its own book.
        let is_of_this_log = space.log == book.log.map(|team| team.0);
        if is_of_this_log && crate::seal::may_write(book, &space)? {
            writable.insert(space.id);
        }
    }
    for (commit, space) in replica.parts()? {
        if writable.contains(&space) && !in_log.contains(&(commit, space)) {
            replica.carry(commit, space)?;
        }
    }
    Ok(())
}

/// Whether a laptop is one of who works here.
fn is_mine(book: &Book, device: &DeviceId) -> bool {
    let member = book.membership.as_ref().map(|membership| membership.member);
    let known = book
        .roster
        .as_ref()
        .and_then(|roster| roster.devices.get(device));
    known.is_some_and(|known| Some(known.member) == member)
        || book
            .identity
            .as_ref()
            .is_some_and(|me| me.device == *device)
}

/// What a step of the roster was for, when anybody who may can have it done again.
fn wish_of(step: &RosterStep, is_mine: bool) -> Option<Wish> {
    Some(match step {
        RosterStep::AddDevice { device, .. } if is_mine => Wish::AddDevice {
            device: device.clone(),
        },
        RosterStep::AddPaper {
            device, locator, ..
        } if is_mine => Wish::AddPaper {
            device: device.clone(),
            locator: *locator,
        },
        RosterStep::HandOwn { wrap } if is_mine => Wish::HandOwn {
            device: wrap.device,
        },
        RosterStep::Admit {
            member,
            role,
            device,
            ..
        } => Wish::Admit {
            member: *member,
            role: *role,
            device: device.clone(),
        },
        RosterStep::ChangeRole { member, role, .. } => Wish::ChangeRole {
            member: *member,
            role: *role,
        },
        RosterStep::Revoke { device, .. } => Wish::Revoke { device: *device },
        RosterStep::Remove { member, .. } => Wish::Remove { member: *member },
        RosterStep::Erase { space } => Wish::Erase { space: *space },
        RosterStep::Unshare { space, .. } => Wish::EndShare { space: *space },
        RosterStep::Found { .. }
        | RosterStep::AddDevice { .. }
        | RosterStep::AddPaper { .. }
        | RosterStep::HandOwn { .. }
        | RosterStep::Rotate { .. }
        | RosterStep::Read
        | RosterStep::Receive { .. }
        | RosterStep::Share { .. }
        | RosterStep::Visit { .. } => return None,
    })
}

/// Two opened a space, and theirs stands: what was sealed in it with the other secret nobody could read. Its changes wait to be sealed
/// anew; what waits in other spaces, of others too while a restored server is sent what it lost, is left as it is.
pub(crate) fn give_way(replica: &mut Replica<'_>, book: &mut Book, space: Uuid) -> Result<()> {
    if !fault::is(Fault::ForgetOthers) {
        for kept in replica.pending(usize::MAX)? {
            if let Some(entry) = (kept.space == space).then(|| entry_of(kept)).flatten()
                && entry.kind == EntryKind::Pack
            {
                carry(replica, book, &entry)?;
            }
        }
    }
    replica.reissue_in(space)?;
    book.plans.openings.remove(&SpaceId(*space.as_bytes()));
    Ok(())
}

/// A restored server has another epoch of a number than the one that was known: what was sealed under the one that is lost, or later,
/// nobody could read where it would stand now. Its changes wait to be sealed anew. Asked before the keys that are lost go.
pub(crate) fn leave_epochs(
    replica: &mut Replica<'_>,
    book: &mut Book,
    epoch: &EpochKeys,
) -> Result<()> {
    if !book.keyring.has_other(epoch) || fault::is(Fault::ForgetOthers) {
        return Ok(());
    }
    for kept in replica.pending(usize::MAX)? {
        let is_of_it = kept.entry_kind == EntryKind::Pack.number()
            && Pack::read(&kept.bytes).is_ok_and(|(_, header)| header.epoch >= epoch.number);
        if let Some(entry) = is_of_it.then(|| entry_of(kept)).flatten() {
            carry(replica, book, &entry)?;
            replica.drop_pack(&entry.hash().0)?;
        }
    }
    Ok(())
}

/// Puts the changes that a pack carries into the outbox of this laptop: whoever carries a change, it is its writer's.
pub(crate) fn carry(replica: &mut Replica<'_>, book: &Book, entry: &Entry) -> Result<()> {
    if let Some((space, commits)) = opened(replica, book, entry)? {
        for commit in commits {
            replica.carry(commit.id, space)?;
        }
    }
    Ok(())
}

/// What is in a pack, and in which space; nothing if it is none, or cannot be read here.
fn opened(
    replica: &Replica<'_>,
    book: &Book,
    entry: &Entry,
) -> Result<Option<(Uuid, Vec<Commit>)>> {
    let Ok((pack, header)) = Pack::read(&entry.bytes) else {
        return Ok(None);
    };
    let space = Uuid::from_bytes(header.space.0);
    let Some((kind, secret)) = replica
        .space(space)?
        .and_then(|known| known.secret.map(|secret| (known.kind, secret)))
    else {
        return Ok(None);
    };
    let membership = book.membership()?;
    let ring = ring_of(kind, membership.member);
    let may_write = book
        .role()
        .is_some_and(|role| role.writes(membership.member, ring));
    if !may_write {
        // Somebody who may write has it, too; from here it would wait for ever.
        return Ok(None);
    }
    let key = book
        .keyring
        .pack_key(ring, (header.epoch, header.shared), &space, &secret)?;
    let Some(key) = key else { return Ok(None) };
    let associated = Pack::associated(&membership.team, &pack.header);
    let Ok(plain) = key.open_pack(&header.id.0, &associated, &pack.sealed) else {
        return Ok(None);
    };
    Ok(body::read(header.codec, &plain)
        .ok()
        .map(|commits| (space, commits)))
}
