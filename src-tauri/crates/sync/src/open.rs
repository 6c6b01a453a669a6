//! From the log to the records: each entry is followed by its hash, checked by who made it and when, opened and applied.
//!
//! A page is taken over whole, with the place it leads to, in one transaction of the file. What contradicts the chain of the log stops
//! the page before anything of it is kept. What is only odd (sealed too late, by who may not, unreadable) is kept in quarantine as
//! it came, noted, and passed by: nothing stops the cursor.

use crate::body::{self, BodyError};
use crate::facts::{Book, Heard, Stage};
use crate::fault::{self, Fault};
use crate::identity::{Ed25519, Identity};
use crate::keyring::ring_of;
use crate::narrowing;
use crate::opening::take_opening;
use crate::sharing;
use crate::trouble::{Result, Trouble};
use crate::waiting::{Why, quarantine, try_again};
use alongside_domain::Moment;
use alongside_protocol::{
    DeviceId, Entry, EntryKind, EpochKeys, Hash, Head, Item, Pack, PackHeader, Page, ProtocolError,
    Roster, RosterStep, Shown, SignedRoster, SpaceId, extend,
};
use alongside_store::replica::{KeptPack, Replica, Source};
use alongside_store::spaces::DIRECTORY;
use std::sync::Arc;
use uuid::Uuid;

/// What became of a page.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// How many entries were taken over.
    pub entries: usize,
    /// The end of the log, as the server says.
    pub end: u64,
    /// Reading must go on from an earlier place: more may be read now than when it was passed by.
    pub rewound: bool,
}

/// Where an entry stands, and under which hash.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub position: u64,
    pub hash: Hash,
    pub now: Moment,
}

/// Takes a page over.
pub(crate) fn take_page(
    replica: &mut Replica<'_>,
    book: &mut Book,
    page: Page,
    now: Moment,
) -> Result<Taken> {
    let mut taken = Taken {
        end: page.end.position,
        ..Taken::default()
    };
    let half = if fault::is(Fault::HalfPage) {
        page.items.len().div_ceil(2)
    } else {
        usize::MAX
    };
    for (count, Item { position, shown }) in page.items.into_iter().enumerate() {
        if position != book.place.cursor.position + 1 {
            return Err(Trouble::Missing { position }.into());
        }
        let at = At {
            position,
            hash: shown.hash(),
            now,
        };
        let head = extend(book.place.cursor, &at.hash)?;
        check_head(replica, book, head)?;
        let rewound = count < half && take_shown(replica, book, at, shown)?;
        replica.note_head(position, head.chain.0)?;
        book.place.cursor = head;
        let is_news = position > book.place.seen_to;
        book.place.seen_to = book.place.seen_to.max(position);
        taken.entries += 1;
        if rewound && is_news && !fault::is(Fault::DoNotReadBack) {
            book.place.cursor = Head::default();
            taken.rewound = true;
            return Ok(taken);
        }
    }
    let cursor = book.place.cursor;
    let is_false = match cursor.position.cmp(&page.end.position) {
        std::cmp::Ordering::Equal => cursor.chain != page.end.chain,
        // It takes an entry to come closer to the end.
        std::cmp::Ordering::Less => taken.entries == 0,
        std::cmp::Ordering::Greater => true,
    };
    if is_false && !fault::is(Fault::BelieveTheEnd) {
        let position = cursor.position + 1;
        return Err(Trouble::Missing { position }.into());
    }
    Ok(taken)
}

/// The log must be the one that was seen before, and the one that whoever let this laptop in saw.
fn check_head(replica: &Replica<'_>, book: &Book, head: Head) -> Result<()> {
    if fault::is(Fault::SkipChain) {
        return Ok(());
    }
    let anchored = book
        .membership
        .as_ref()
        .and_then(|membership| membership.anchor)
        .is_none_or(|anchor| anchor.position != head.position || anchor.chain == head.chain);
    let as_before = head.position > book.place.seen_to
        || replica
            .head_at(head.position)?
            .is_none_or(|chain| chain == head.chain.0);
    if anchored && as_before {
        return Ok(());
    }
    let common = head.position.saturating_sub(1);
    Err(Trouble::OtherHistory { common }.into())
}

fn take_shown(replica: &mut Replica<'_>, book: &mut Book, at: At, shown: Shown) -> Result<bool> {
    match shown {
        Shown::Whole(entry) => match entry.kind {
            EntryKind::Roster => take_roster(replica, book, at, &entry),
            EntryKind::Opening => take_opening(replica, book, at, &entry).map(|()| false),
            EntryKind::Pack => take_pack(replica, book, at, &entry).map(|()| false),
        },
        Shown::Own(hash) => {
            if !acknowledge(replica, book, &hash, at.position)?
                && !book.plans.let_go.remove(&hash)
                && at.position > book.place.seen_to
                && book.place.unknown_own.is_none()
            {
                book.place.unknown_own = Some(at.position);
            }
            Ok(false)
        }
        Shown::Hidden(hash) | Shown::Erased(hash) => {
            acknowledge(replica, book, &hash, at.position)?;
            Ok(false)
        }
    }
}

/// An entry of ours stands in the log; `false` if it is none that is known here.
fn acknowledge(
    replica: &mut Replica<'_>,
    book: &mut Book,
    hash: &Hash,
    position: u64,
) -> Result<bool> {
    if replica.kept_by_hash(&hash.0)?.is_none() {
        return Ok(false);
    }
    replica.acknowledge(&hash.0, position)?;
    let opened = book
        .plans
        .openings
        .iter()
        .find(|(_, opening)| *opening == hash)
        .map(|(space, _)| *space);
    if let Some(space) = opened {
        book.plans.openings.remove(&space);
        replica.set_opened(Uuid::from_bytes(space.0), position)?;
    }
    Ok(true)
}

fn take_roster(replica: &mut Replica<'_>, book: &mut Book, at: At, entry: &Entry) -> Result<bool> {
    if at.position <= book.place.seen_to {
        return Ok(false);
    }
    let was = book.reads_team();
    let is_out = book.role().is_none();
    let mut roster = match &book.roster {
        Some(roster) => Roster::clone(roster),
        None => Roster::new(book.membership()?.team),
    };
    let step = match roster.take(entry, at.position, &Ed25519) {
        Ok(step) => step,
        Err(ProtocolError::TooNew) => {
            return Err(Trouble::TooNew {
                position: at.position,
            }
            .into());
        }
        Err(_) => {
            return Err(Trouble::Forged {
                position: at.position,
            }
            .into());
        }
    };
    if !book.membership()?.agrees_with(&roster) {
        let common = at.position.saturating_sub(1);
        return Err(Trouble::OtherHistory { common }.into());
    }
    if let Some(epoch) = epoch_of(&step) {
        crate::again::leave_epochs(replica, book, epoch)?;
    }
    book.roster = Some(Arc::new(roster));
    let mut kept = crate::seal::kept(entry, at.hash, Uuid::nil(), [0; 8], 0);
    kept.position = Some(at.position);
    replica.keep_pack(&kept)?;
    let by = SignedRoster::read(&entry.bytes)
        .map(|(_, body)| body.by)
        .unwrap_or_default();
    take_step(replica, book, at, &by, &step)?;
    enter(book);
    narrowing::follow(replica, book, was, is_out, at.now)
}

/// What a step of the roster means here.
fn take_step(
    replica: &mut Replica<'_>,
    book: &mut Book,
    at: At,
    by: &DeviceId,
    step: &RosterStep,
) -> Result<()> {
    if let RosterStep::Erase { space } = step {
        if !fault::is(Fault::ForgetErasure) {
            replica.erase_space(Uuid::from_bytes(space.0))?;
        }
        book.plans.openings.remove(space);
        book.entering.remove(space);
        return Ok(());
    }
    if book.log.is_none() && book.take_keys(step, at.now)? {
        try_again(replica, book, at.now)?;
    }
    sharing::take_share_step(replica, book, at, by, step)
}

impl Book {
    /// Takes the keys that a step of the roster brings for this laptop; gives whether there are new ones.
    pub(crate) fn take_keys(&mut self, step: &RosterStep, now: Moment) -> Result<bool> {
        let roster = Arc::clone(self.roster()?);
        let epoch = epoch_of(step);
        let wraps = match (step, epoch) {
            (_, Some(epoch)) => epoch.wraps.as_slice(),
            (
                RosterStep::Admit { wrap, .. }
                | RosterStep::AddDevice { wrap, .. }
                | RosterStep::AddPaper { wrap, .. }
                | RosterStep::HandOwn { wrap },
                None,
            ) => std::slice::from_ref(wrap),
            _ => return Ok(false),
        };
        // By the roster's rules these are signed by a device of the same member.
        let is_own = matches!(
            step,
            RosterStep::AddDevice { .. } | RosterStep::AddPaper { .. } | RosterStep::HandOwn { .. }
        );
        let mut keyring = (*self.keyring).clone();
        if let Some(epoch) = epoch {
            if self.place.was_rewound {
                keyring.give_way(epoch);
            }
            keyring.note_older(epoch);
        }
        let mine: [Option<Arc<Identity>>; 2] = [self.identity.clone(), self.successor.clone()];
        for me in mine.iter().flatten() {
            for wrap in wraps.iter().filter(|wrap| wrap.device == me.device) {
                keyring.unwrap(&roster.team, roster.epoch(), me, wrap, is_own);
            }
        }
        let wrong = keyring.settle(&roster)?;
        let is_new = keyring != *self.keyring;
        if is_new {
            self.keyring = Arc::new(keyring);
        }
        for epoch in wrong {
            self.notice(Trouble::WrongKey { epoch }, now);
        }
        Ok(is_new)
    }
}

/// The keys that a step of the roster begins an epoch with.
fn epoch_of(step: &RosterStep) -> Option<&EpochKeys> {
    match step {
        RosterStep::Found { epoch, .. }
        | RosterStep::ChangeRole { epoch, .. }
        | RosterStep::Revoke { epoch, .. }
        | RosterStep::Remove { epoch, .. }
        | RosterStep::Rotate { epoch } => Some(epoch),
        RosterStep::Admit { .. }
        | RosterStep::AddDevice { .. }
        | RosterStep::AddPaper { .. }
        | RosterStep::HandOwn { .. }
        | RosterStep::Read
        | RosterStep::Erase { .. }
        | RosterStep::Receive { .. }
        | RosterStep::Share { .. }
        | RosterStep::Unshare { .. }
        | RosterStep::Visit { .. } => None,
    }
}

/// Whether the log says by now that this laptop belongs.
fn enter(book: &mut Book) {
    if book.role().is_some()
        && let Some(membership) = &mut book.membership
    {
        membership.stage = Stage::In;
    }
}

/// Whether a laptop was in the team at a position.
pub(crate) fn was_live(roster: &Roster, device: &DeviceId, position: u64) -> bool {
    roster.devices.get(device).is_some_and(|device| {
        let is_over = device.until.is_some_and(|until| until < position);
        let was_in = device.since < position && !device.is_paper();
        was_in && (!is_over || fault::is(Fault::AcceptRevoked))
    })
}

pub(crate) fn keep(
    replica: &mut Replica<'_>,
    at: At,
    entry: &Entry,
    space: Uuid,
    device: DeviceId,
    number: u64,
) -> Result<()> {
    let kept = KeptPack {
        position: Some(at.position),
        ..crate::seal::kept(entry, at.hash, space, device.0, number)
    };
    replica.keep_pack(&kept)?;
    Ok(())
}

pub(crate) fn take_pack(
    replica: &mut Replica<'_>,
    book: &mut Book,
    at: At,
    entry: &Entry,
) -> Result<()> {
    let (pack, header) = match Pack::read(&entry.bytes) {
        Ok(read) => read,
        Err(ProtocolError::TooNew) => {
            return quarantine(replica, book, at, Uuid::nil(), Why::TooNew, entry);
        }
        Err(_) => return quarantine(replica, book, at, Uuid::nil(), Why::Unreadable, entry),
    };
    let space = Uuid::from_bytes(header.space.0);
    let roster = Arc::clone(book.roster()?);
    let guest = roster
        .sharing
        .guest_at(&header.space, &header.device, at.position);
    let key = roster.devices.get(&header.device).map(|it| it.verify);
    let key = key.or(guest);
    let is_signed = key.is_some_and(|key| pack.check(&roster.team, &key, &Ed25519).is_ok());
    if !is_signed && !fault::is(Fault::SkipSignature) {
        return quarantine(replica, book, at, space, Why::Unreadable, entry);
    }
    if guest.is_none() && !was_live(&roster, &header.device, at.position) {
        return quarantine(replica, book, at, space, Why::NotOfTheTeam, entry);
    }
    let under = roster.seal_at(&header.space, at.position);
    if under != Ok((header.epoch, header.shared)) && !fault::is(Fault::AcceptOldEpoch) {
        return quarantine(replica, book, at, space, Why::OldEpoch, entry);
    }
    check_seen(replica, book, at, &header)?;
    if is_erased(replica, book, &header.space)? || !is_for_us(book, &header.space)? {
        return Ok(());
    }
    check_chain(replica, book, at, &header)?;
    keep(replica, at, entry, space, header.device, header.number)?;
    read_pack(replica, book, at, entry, &pack, &header)
}

/// What was erased stays so: a server that was put back may have forgotten it, and shows again what stood in the space, until somebody
/// has signed the erasing anew. Nothing of it is kept meanwhile: the secret could be had from its opening once more.
pub(crate) fn is_erased(replica: &Replica<'_>, book: &Book, space: &SpaceId) -> Result<bool> {
    let known = replica.space(Uuid::from_bytes(space.0))?;
    let is_gone = known.is_some_and(|known| known.is_erased) && !fault::is(Fault::TakeErasedAgain);
    Ok(is_gone || book.roster()?.erased.contains_key(space))
}

/// In another team's log, only what is shared with this one now is anything to us.
fn is_for_us(book: &Book, space: &SpaceId) -> Result<bool> {
    let Some(front) = &book.front else {
        return Ok(true);
    };
    Ok(book.roster()?.sharing.with(space) == Some(front.team))
}

/// What its writer had seen of the log must be what is seen here.
fn check_seen(replica: &Replica<'_>, book: &mut Book, at: At, header: &PackHeader) -> Result<()> {
    if !is_of_this_log(replica, at, header)? && !fault::is(Fault::SkipSeen) {
        let trouble = Trouble::Forked {
            position: header.seen.position,
            device: header.device,
        };
        book.notice(trouble, at.now);
    }
    Ok(())
}

fn is_of_this_log(replica: &Replica<'_>, at: At, header: &PackHeader) -> Result<bool> {
    let seen = header.seen;
    Ok(match seen.position {
        0 => seen.chain == Hash::default(),
        position if position >= at.position => false,
        position => replica
            .head_at(position)?
            .is_none_or(|chain| chain == seen.chain.0),
    })
}

/// A laptop's packs in a space follow one another without a gap.
fn check_chain(replica: &Replica<'_>, book: &mut Book, at: At, header: &PackHeader) -> Result<()> {
    let is_again = at.position <= book.place.seen_to || replica.kept_by_hash(&at.hash.0)?.is_some();
    if is_again || !could_always_read(replica, book, header)? {
        return Ok(());
    }
    let last = replica.chain(header.device.0, Uuid::from_bytes(header.space.0))?;
    if last.is_none() && book.place.was_rewound {
        return Ok(());
    }
    let (number, hash) = last.unwrap_or((0, [0; 32]));
    let position = at.position;
    let trouble = if header.number <= number {
        Trouble::Repeated { position }
    } else if header.number > number + 1 {
        Trouble::Missing { position }
    } else if header.previous.0 != hash {
        Trouble::Forged { position }
    } else {
        return Ok(());
    };
    if !fault::is(Fault::SkipNumbers) {
        book.notice(trouble, at.now);
    }
    Ok(())
}

/// A server goes by the newest role: who is to read more shortly is shown what they were not shown before, from the middle on.
fn could_always_read(replica: &Replica<'_>, book: &Book, header: &PackHeader) -> Result<bool> {
    let space = replica.space(Uuid::from_bytes(header.space.0))?;
    Ok(book.reads_team() != Some(false) || space.is_some_and(|space| space.kind == DIRECTORY))
}

pub(crate) fn read_pack(
    replica: &mut Replica<'_>,
    book: &mut Book,
    at: At,
    entry: &Entry,
    pack: &Pack,
    header: &PackHeader,
) -> Result<()> {
    let space = Uuid::from_bytes(header.space.0);
    let (team, me) = (book.roster()?.team, book.membership()?.member);
    let Some((kind, secret)) = replica
        .space(space)?
        .and_then(|it| it.secret.map(|secret| (it.kind, secret)))
    else {
        return quarantine(replica, book, at, space, Why::NoKey, entry);
    };
    let key = book.keyring.pack_key(
        ring_of(kind, me),
        (header.epoch, header.shared),
        &space,
        &secret,
    )?;
    let Some(key) = key else {
        return quarantine(replica, book, at, space, Why::NoKey, entry);
    };
    let associated = Pack::associated(&team, &pack.header);
    let opened = key.open_pack(&header.id.0, &associated, &pack.sealed);
    let opened = opened.or_else(|error| {
        let is_plain = fault::is(Fault::SealNothing);
        is_plain.then(|| pack.sealed.clone()).ok_or(error)
    });
    let Ok(plain) = opened else {
        if !is_of_this_log(replica, at, header)? {
            // Of a log that the server has lost, sealed under keys that were lost with it: noted as that, and sealed anew by whoever
            // has the keys (`again::leave_epochs`).
            return Ok(());
        }
        return quarantine(replica, book, at, space, Why::Unreadable, entry);
    };
    let commits = match body::read(header.codec, &plain) {
        Ok(commits) => commits,
        Err(BodyError::Malformed | BodyError::TooLarge) => {
            return quarantine(replica, book, at, space, Why::Unreadable, entry);
        }
    };
    let member = book
        .roster()?
        .devices
        .get(&header.device)
        .map_or([0; 16], |device| device.member.0);
    let source = Source {
        member,
        device: header.device.0,
        position: at.position,
    };
    for commit in &commits {
        replica.apply(space, commit, source)?;
        if commit.stamp.device() == header.device.0 {
            let before = book.heard.get(&header.device);
            let heard = Heard {
                at: commit.at,
                by: commit.by.clone(),
                changes: before.map_or(0, |heard| heard.changes).saturating_add(1),
            };
            book.heard.insert(header.device, heard);
        }
    }
    Ok(())
}
