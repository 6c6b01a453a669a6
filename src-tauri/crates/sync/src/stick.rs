//! A file on a stick: what one laptop has goes to another that sees no network, and back. The same entries as through the server, as they
//! were signed; taking them in twice is taking them in once.
//!
//! The file is sealed to the team: without a key of the epoch that is named in front, nobody learns even whose laptops wrote in it, and a
//! file that was cut short or changed opens to nothing. Positions on a stick are what its writer says, so they lead nowhere: the
//! place in the log is left as it is, and what came by stick comes again through the log, when there is one, and is known by then.
//! What the log does not show yet the taker carries on: whichever of the two laptops meets the server first hands it in.

use crate::body;
use crate::engine::Engine;
use crate::facts::{self, Book};
use crate::identity::{Ed25519, random_bytes};
use crate::keyring::ring_of;
use crate::line::Output;
use crate::seal;
use crate::trouble::{Result, SyncError};
use alongside_domain::Moment;
use alongside_protocol::{
    Entry, EntryKind, Hash, Opening, Pack, Ring, Roster, RosterStep, SignedOpening, TeamId, limits,
};
use alongside_store::Store;
use alongside_store::replica::{Replica, Source};
use alongside_store::spaces::{DIRECTORY, PERSON, PRIVATE, TEAM};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// What the file begins with.
const MAGIC: &[u8; 16] = b"alongside stick\x01";

/// What stands in clear: under which key the rest is.
#[derive(Serialize, Deserialize)]
struct Front {
    team: TeamId,
    epoch: u32,
    id: [u8; 16],
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Carried {
    /// Roster entries in their order, with their positions; then openings and packs.
    entries: Vec<(Option<u64>, Entry)>,
}

/// What a stick brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Changes that were not known here.
    pub new: u32,
    /// Changes that were.
    pub known: u32,
    /// Entries that could not be read here, or not yet.
    pub unread: u32,
}

impl Engine {
    /// Everything that another laptop of the team may lack, as a file: since `since` in the log, and what is not in it yet.
    ///
    /// # Errors
    /// [`SyncError::NotInTeam`]; those of the file.
    pub fn write_stick(&mut self, store: &Store, since: u64) -> Result<Vec<u8>> {
        let random = &mut *self.random;
        let (carried, _) = self.book.write(store, |replica, book| {
            if book.role().is_none() {
                return Err(SyncError::NotInTeam);
            }
            if book.successor.is_none() {
                seal::seal_waiting(replica, book, random)?;
            }
            let mut entries = roster_entries(replica)?;
            let mut after = since;
            loop {
                let kept = replica.kept(after, limits::PAGE_BYTES)?;
                let Some(last) = kept.last().and_then(|kept| kept.position) else {
                    break;
                };
                after = last;
                let kept = kept
                    .into_iter()
                    .filter(|kept| kept.entry_kind != EntryKind::Roster.number());
                entries.extend(kept.filter_map(|kept| {
                    let position = kept.position;
                    Some((position, seal::entry_of(kept)?))
                }));
            }
            let waiting = replica.pending(usize::MAX)?.into_iter();
            entries.extend(waiting.filter_map(|kept| Some((None, seal::entry_of(kept)?))));
            Ok(Carried { entries })
        })?;
        let roster = self.book.roster()?;
        let front = Front {
            team: roster.team,
            epoch: roster.epoch(),
            id: random_bytes(random)?,
        };
        let key = stick_key(&self.book, &front)?;
        let front = facts::bytes(&front)?;
        let id = random_bytes::<16>(random)?;
        let sealed = key.seal_pack(&id, &front, facts::bytes(&carried)?)?;
        let length = u32::try_from(front.len()).map_err(|_| SyncError::Damaged)?;
        Ok([
            MAGIC.as_slice(),
            &length.to_le_bytes(),
            &front,
            &id,
            &sealed,
        ]
        .concat())
    }

    /// Takes in what another laptop wrote on a stick. A file that is not whole, or not of this team, changes nothing.
    ///
    /// # Errors
    /// [`SyncError::ForeignFile`]; those of the file.
    pub fn read_stick(
        &mut self,
        store: &Store,
        file: &[u8],
        now: Moment,
    ) -> Result<(Brought, Vec<Output>)> {
        let carried = self.open_stick(file)?;
        let (brought, changes) = self
            .book
            .write(store, |replica, book| take_in(replica, book, carried, now))?;
        let mut out = Vec::new();
        Self::changed(changes, &mut out);
        Ok((brought, out))
    }

    fn open_stick(&self, file: &[u8]) -> Result<Carried> {
        let foreign = || SyncError::ForeignFile;
        let rest = file.strip_prefix(MAGIC.as_slice()).ok_or_else(foreign)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(foreign)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| foreign())?;
        let (front_bytes, rest) = rest.split_at_checked(length).ok_or_else(foreign)?;
        let (id, sealed) = rest.split_first_chunk::<16>().ok_or_else(foreign)?;
        let front: Front = facts::read(front_bytes).map_err(|_| foreign())?;
        if self.book.membership()?.team != front.team {
            return Err(foreign());
        }
        let key = stick_key(&self.book, &front).map_err(|_| foreign())?;
        let plain = key
            .open_pack(id, front_bytes, sealed)
            .map_err(|_| foreign())?;
        facts::read(&plain).map_err(|_| foreign())
    }
}

/// A stick is sealed like a space of the open ring that exists for it alone: every member can read it, and what is in it is sealed again.
fn stick_key(book: &Book, front: &Front) -> Result<alongside_vault::SpaceKey> {
    let space = Uuid::from_bytes(front.id);
    book.keyring
        .pack_key(Ring::Open, (front.epoch, 0), &space, &STICK)?
        .ok_or(SyncError::ForeignFile)
}

/// Not a secret: the ring's key is. It keeps a stick's key apart from every other.
const STICK: [u8; 32] = *b"alongside v1 stick, not a secret";

fn roster_entries(replica: &Replica<'_>) -> Result<Vec<(Option<u64>, Entry)>> {
    let mut entries = Vec::new();
    let mut after = 0;
    loop {
        let kept = replica.kept(after, limits::PAGE_BYTES)?;
        let Some(last) = kept.last().and_then(|kept| kept.position) else {
            return Ok(entries);
        };
        after = last;
        for kept in kept {
            if kept.entry_kind == EntryKind::Roster.number() {
                let position = kept.position;
                entries.extend(seal::entry_of(kept).map(|entry| (position, entry)));
            }
        }
    }
}

fn take_in(
    replica: &mut Replica<'_>,
    book: &mut Book,
    carried: Carried,
    now: Moment,
) -> Result<Brought> {
    // Who belongs by the stick's word: signed and chained as in the log, but where it stands there only the log can say.
    let mut beside = book.clone();
    let mut brought = Brought::default();
    for (position, entry) in &carried.entries {
        if let (EntryKind::Roster, Some(position)) = (entry.kind, position) {
            take_roster(replica, &mut beside, entry, *position, now)?;
        }
    }
    for (position, entry) in &carried.entries {
        match entry.kind {
            EntryKind::Roster => {}
            EntryKind::Opening => take_opening(replica, book, &beside, entry, *position)?,
            EntryKind::Pack => {
                let done = take_pack(replica, &beside, entry, *position)?;
                brought.new += done.new;
                brought.known += done.known;
                brought.unread += done.unread;
            }
        }
    }
    Ok(brought)
}

fn take_roster(
    replica: &mut Replica<'_>,
    beside: &mut Book,
    entry: &Entry,
    position: u64,
    now: Moment,
) -> Result<()> {
    let mut roster = Roster::clone(beside.roster()?);
    // Those that are known already do not follow, and are passed by; so is what does not fit.
    let Ok(step) = roster.take(entry, position, &Ed25519) else {
        return Ok(());
    };
    beside.roster = Some(Arc::new(roster));
    if let RosterStep::Erase { space } = step {
        replica.erase_space(Uuid::from_bytes(space.0))?;
        return Ok(());
    }
    beside.take_keys(&step, now)?;
    Ok(())
}

fn take_opening(
    replica: &mut Replica<'_>,
    book: &mut Book,
    beside: &Book,
    entry: &Entry,
    position: Option<u64>,
) -> Result<()> {
    let Ok((signed, opening)) = SignedOpening::read(&entry.bytes) else {
        return Ok(());
    };
    let roster = beside.roster()?;
    let space = Uuid::from_bytes(opening.space.0);
    let is_signed = roster
        .live(&opening.device)
        .is_some_and(|(device, _)| signed.check(&roster.team, &device.verify, &Ed25519).is_ok());
    let is_known = replica
        .space(space)?
        .is_some_and(|known| known.secret.is_some() || known.is_erased);
    if !is_signed || is_known || roster.erased.contains_key(&opening.space) {
        return Ok(());
    }
    let Some(Ok(secret)) =
        beside
            .keyring
            .open_secret(opening.ring, opening.epoch, &space, &opening.sealed)
    else {
        return Ok(());
    };
    // Only persons' spaces are opened by anybody but the team's founder, who let everybody in with the others open.
    if let Some(kind) = kind_of(replica, &opening)? {
        replica.open_space(space, kind, secret, None)?;
        if position.is_some() {
            return Ok(());
        }
        // It is on its way: from now on by this laptop, too.
        book.plans
            .openings
            .entry(opening.space)
            .or_insert(entry.hash());
        keep_for_the_way(replica, entry, space, opening.device.0)?;
    }
    Ok(())
}

fn keep_for_the_way(
    replica: &mut Replica<'_>,
    entry: &Entry,
    space: Uuid,
    device: [u8; 8],
) -> Result<()> {
    let hash: Hash = entry.hash();
    if replica.kept_by_hash(&hash.0)?.is_none() {
        replica.seal(&[], &seal::kept(entry, hash, space, device, 0))?;
    }
    Ok(())
}

fn kind_of(replica: &Replica<'_>, opening: &Opening) -> Result<Option<u8>> {
    let has = |kind: u8| -> Result<bool> {
        Ok(replica
            .spaces()?
            .iter()
            .any(|space| space.kind == kind && space.secret.is_some()))
    };
    Ok(match opening.ring {
        Ring::Team => has(TEAM)?.then_some(PERSON),
        Ring::Open => (!has(DIRECTORY)?).then_some(DIRECTORY),
        Ring::Member(_) => (!has(PRIVATE)?).then_some(PRIVATE),
    })
}

fn take_pack(
    replica: &mut Replica<'_>,
    beside: &Book,
    entry: &Entry,
    position: Option<u64>,
) -> Result<Brought> {
    let unread = Brought {
        unread: 1,
        ..Brought::default()
    };
    let Ok((pack, header)) = Pack::read(&entry.bytes) else {
        return Ok(unread);
    };
    let roster = beside.roster()?;
    let space = Uuid::from_bytes(header.space.0);
    // What stands nowhere counts only from a laptop that is in the team now; what stands in the log, from one that was in it there.
    let device = roster.devices.get(&header.device).filter(|device| {
        device
            .until
            .is_none_or(|until| position.is_some_and(|at| at < until))
    });
    // Guests of what is shared count where they stood in the log, and nowhere else.
    let guest = position.and_then(|position| {
        let at = roster
            .sharing
            .guest_at(&header.space, &header.device, position);
        at.map(|verify| (verify, [0; 16]))
    });
    let Some((verify, member)) = device.map(|it| (it.verify, it.member.0)).or(guest) else {
        return Ok(unread);
    };
    if pack.check(&roster.team, &verify, &Ed25519).is_err()
        || roster.erased.contains_key(&header.space)
    {
        return Ok(unread);
    }
    let Some((kind, secret)) = replica
        .space(space)?
        .and_then(|it| it.secret.map(|secret| (it.kind, secret)))
    else {
        return Ok(unread);
    };
    let ring = ring_of(kind, beside.membership()?.member);
    let Some(key) =
        beside
            .keyring
            .pack_key(ring, (header.epoch, header.shared), &space, &secret)?
    else {
        return Ok(unread);
    };
    let associated = Pack::associated(&roster.team, &pack.header);
    let commits = key
        .open_pack(&header.id.0, &associated, &pack.sealed)
        .ok()
        .and_then(|plain| body::read(header.codec, &plain).ok());
    let Some(commits) = commits else {
        return Ok(unread);
    };
    let source = Source {
        member,
        device: header.device.0,
        position: 0,
    };
    let me = beside.membership()?.member;
    let may_carry = beside.role().is_some_and(|role| role.writes(me, ring));
    let mut brought = Brought::default();
    for commit in &commits {
        // Asked first: what waits here to be sent goes on waiting, whoever else carries it.
        if replica.knows(commit.id, space)? {
            brought.known += 1;
            continue;
        }
        replica.apply(space, commit, source)?;
        if position.is_none() && may_carry {
            replica.carry(commit.id, space)?;
        }
        brought.new += 1;
    }
    Ok(brought)
}
