//! From the outbox to sealed packs: what was written here gets its number and its bytes, and is kept so before anybody sees it.
//!
//! A space is opened for the team before the first pack in it. The bytes of a pack or opening never change after this: sending them
//! twice is sending them once, and a crash at any moment leaves either nothing sealed or something to send.

use crate::body;
use crate::facts::Book;
use crate::fault::{self, Fault};
use crate::identity::random_bytes;
use crate::keyring::ring_of;
use crate::trouble::{Result, SyncError, Trouble};
use alongside_protocol::{
    Entry, EntryKind, Hash, Opening, Pack, PackHeader, PackId, Ring, SignedOpening, SpaceId,
    encode, limits,
};
use alongside_store::log::Commit;
use alongside_store::replica::{KeptPack, OutboxPart, Replica, Space};
use alongside_store::spaces::{DIRECTORY, TEAM};
use alongside_vault::Random;
use uuid::Uuid;

/// Operations in a pack, unless one commit has more. The file tells none that would be too large for one.
const OPERATIONS: usize = 100;
/// Bytes in a pack before compression, unless one commit has more.
const BYTES: usize = 256 * 1024;

/// What became of a turn of sealing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub packs: usize,
    pub openings: usize,
}

/// Seals what waits, up to about a push's worth.
pub(crate) fn seal_waiting(
    replica: &mut Replica<'_>,
    book: &mut Book,
    random: &mut dyn Random,
) -> Result<Sealed> {
    let mut sealed = Sealed::default();
    let mut bytes = 0;
    for space in replica.outbox_spaces()? {
        let Some(space) = replica.space(space)? else {
            continue;
        };
        if !may_write(book, &space)? {
            continue;
        }
        if space.opened_at.is_none()
            && !book
                .plans
                .openings
                .contains_key(&SpaceId(*space.id.as_bytes()))
        {
            // The directory and the team's own records are opened by whoever made the team; everybody else's join them.
            if !open(replica, book, &space, random)? {
                continue;
            }
            sealed.openings += 1;
        }
        while bytes < limits::PAGE_BYTES {
            let parts = replica.outbox_of(space.id, OPERATIONS, BYTES)?;
            if parts.is_empty() {
                break;
            }
            bytes += seal_parts(replica, book, &space.id, parts, random)?;
            sealed.packs += 1;
        }
    }
    Ok(sealed)
}

pub(crate) fn may_write(book: &Book, space: &Space) -> Result<bool> {
    let Some(role) = book.role() else {
        return Ok(false);
    };
    let me = book.membership()?.member;
    let ring = ring_of(space.kind, me);
    let id = SpaceId(*space.id.as_bytes());
    let Ok((_, shared)) = book.roster()?.seal_at(&id, u64::MAX) else {
        // Shared, and its key is not fresh: that comes first.
        return Ok(false);
    };
    if shared != 0 && book.keyring.shared(shared).is_none() {
        return Ok(false);
    }
    if book.log.is_some() {
        return Ok(shared != 0 && !space.is_erased && role.writes(me, ring));
    }
    let has_key = book.keyring.is_ready(book.roster()?.epoch(), role)
        && (book.keyring.has_member_key() || !matches!(ring, Ring::Member(_)));
    Ok(!space.is_erased && has_key && role.writes(me, ring))
}

/// The space of a kind of which there is one, made if there is none.
pub(crate) fn own_space(
    replica: &mut Replica<'_>,
    kind: u8,
    random: &mut dyn Random,
) -> Result<Space> {
    let of_kind = replica
        .spaces()?
        .into_iter()
        .filter(|space| space.kind == kind);
    if let Some(space) = of_kind.max_by_key(|space| space.opened_at.is_some()) {
        return Ok(space);
    }
    let id = uuid::Builder::from_random_bytes(random_bytes(random)?).into_uuid();
    replica.open_space(id, kind, random_bytes(random)?, None)?;
    replica.space(id)?.ok_or(SyncError::Damaged)
}

/// Opens a space for its ring: makes its secret if it has none, and the entry that announces it.
pub(crate) fn open(
    replica: &mut Replica<'_>,
    book: &mut Book,
    space: &Space,
    random: &mut dyn Random,
) -> Result<bool> {
    let membership = book.membership()?;
    let (team, me) = (membership.team, membership.member);
    let ring = ring_of(space.kind, me);
    if matches!(space.kind, DIRECTORY | TEAM) && !is_founder(book)? {
        return Ok(false);
    }
    let secret = match space.secret {
        Some(secret) => secret,
        None => random_bytes::<32>(random)?,
    };
    let epoch = match ring {
        Ring::Member(_) => 0,
        _ => book.roster()?.epoch(),
    };
    let Some(sealed) = book
        .keyring
        .seal_secret(ring, epoch, &space.id, &secret, random)?
    else {
        return Ok(false);
    };
    let id = SpaceId(*space.id.as_bytes());
    let identity = book.identity()?;
    let body = encode(&Opening {
        version: 1,
        space: id,
        ring,
        epoch,
        device: identity.device,
        sealed,
    })?;
    let signature = identity.sign(&SignedOpening::signed_text(&team, &body));
    let entry = SignedOpening { body, signature }.entry()?;
    let hash = entry.hash();
    replica.open_space(space.id, space.kind, secret, None)?;
    replica.seal(&[], &kept(&entry, hash, space.id, identity.device.0, 0))?;
    book.plans.openings.insert(id, hash);
    Ok(true)
}

pub(crate) fn is_founder(book: &Book) -> Result<bool> {
    let (roster, identity) = (book.roster()?, book.identity()?);
    let first = roster.devices.iter().min_by_key(|(_, device)| device.since);
    let me = book.membership()?.member;
    Ok(first.is_some_and(|(id, device)| *id == identity.device || device.member == me))
}

fn seal_parts(
    replica: &mut Replica<'_>,
    book: &Book,
    space: &Uuid,
    parts: Vec<OutboxPart>,
    random: &mut dyn Random,
) -> Result<usize> {
    let numbers: Vec<i64> = parts.iter().map(|part| part.n).collect();
    let commits: Vec<Commit> = parts.into_iter().map(|part| part.commit).collect();
    let device = book.identity()?.device.0;
    let (number, previous) = match replica.chain(device, *space)? {
        Some((number, hash)) if fault::is(Fault::ReuseNumber) => (number, Hash(hash)),
        Some((number, hash)) => (number + 1, Hash(hash)),
        None => (1, Hash::default()),
    };
    // Read again: an opening made just now gave it its secret.
    let space = replica.space(*space)?.ok_or(SyncError::Damaged)?;
    let entry = pack(book, &space, number, previous, &commits, random)?;
    let hash = entry.hash();
    replica.seal(&numbers, &kept(&entry, hash, space.id, device, number))?;
    Ok(entry.bytes.len())
}

fn pack(
    book: &Book,
    space: &Space,
    number: u64,
    previous: Hash,
    commits: &[Commit],
    random: &mut dyn Random,
) -> Result<Entry> {
    let (membership, identity) = (book.membership()?, book.identity()?);
    let (team, ring) = (membership.team, ring_of(space.kind, membership.member));
    let in_space = SpaceId(*space.id.as_bytes());
    let (epoch, shared) = book.roster()?.seal_at(&in_space, u64::MAX)?;
    let secret = space.secret.ok_or(SyncError::Damaged)?;
    let of = if fault::is(Fault::SealWithOldKey) && epoch > 1 {
        epoch - 1
    } else {
        epoch
    };
    let key = book
        .keyring
        .pack_key(ring, (of, shared), &space.id, &secret)?
        .ok_or(Trouble::WrongKey { epoch })?;
    let (codec, body) = body::write(commits).map_err(|_| SyncError::Damaged)?;
    let id = PackId(random_bytes(random)?);
    let header = encode(&PackHeader {
        version: 1,
        space: in_space,
        device: identity.device,
        number,
        previous,
        epoch,
        shared,
        id,
        codec,
        seen: book.place.cursor,
    })?;
    let sealed = if fault::is(Fault::SealNothing) {
        body
    } else {
        key.seal_pack(&id.0, &Pack::associated(&team, &header), body)?
    };
    let signature = identity.sign(&Pack::signed_text(&team, &header, &sealed));
    Ok(Pack {
        header,
        sealed,
        signature,
    }
    .entry()?)
}

/// An entry as the file keeps it.
pub(crate) fn kept(
    entry: &Entry,
    hash: Hash,
    space: Uuid,
    device: [u8; 8],
    number: u64,
) -> KeptPack {
    KeptPack {
        hash: hash.0,
        space,
        device,
        number,
        position: None,
        entry_kind: entry.kind.number(),
        bytes: entry.bytes.clone(),
    }
}

/// And back.
pub(crate) fn entry_of(kept: KeptPack) -> Option<Entry> {
    Some(Entry {
        kind: EntryKind::from_number(kept.entry_kind)?,
        bytes: kept.bytes,
    })
}
