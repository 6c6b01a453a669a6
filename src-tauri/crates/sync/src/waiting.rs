//! What could not be read when it came, as it came: kept until the key or the version is here that reads it, and never in the way of
//! what comes after.

use crate::facts::Book;
use crate::fault::{self, Fault};
use crate::open::{At, read_pack, take_pack};
use crate::opening::take_opening;
use crate::trouble::{Result, Trouble};
use alongside_domain::Moment;
use alongside_protocol::{Entry, EntryKind, Pack, SignedOpening};
use alongside_store::replica::{Quarantined, Replica};
use uuid::Uuid;

/// Why something waits in quarantine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Its key, or its space's secret, is not here yet.
    NoKey = 1,
    /// Made by a newer version.
    TooNew = 2,
    /// It cannot be opened, or is not what it should be.
    Unreadable = 3,
    /// From a laptop that was not in the team there.
    NotOfTheTeam = 4,
    /// Sealed under an epoch that was over there.
    OldEpoch = 5,
}

/// Keeps what could not be read, and notes why if somebody should know.
pub(crate) fn quarantine(
    replica: &mut Replica<'_>,
    book: &mut Book,
    at: At,
    space: Uuid,
    why: Why,
    entry: &Entry,
) -> Result<()> {
    let position = at.position;
    if fault::is(Fault::ThrowAwayUnread) {
        return Ok(());
    }
    let trouble = match why {
        Why::NoKey => None,
        Why::TooNew => Some(Trouble::TooNew { position }),
        Why::Unreadable => Some(Trouble::Forged { position }),
        Why::NotOfTheTeam => Some(late(book, position, entry)),
        Why::OldEpoch => Some(Trouble::OldEpoch { position }),
    };
    if let Some(trouble) = trouble {
        book.notice(trouble, at.now);
    }
    let bytes = crate::facts::bytes(entry)?;
    if !replica.is_quarantined(position, &bytes)? {
        replica.quarantine(position, space, why as u8, &bytes)?;
    }
    Ok(())
}

/// The log goes back to a place: what waits of after it for a key is kept among the entries too, and comes again where it will stand.
pub(crate) fn rewind(replica: &mut Replica<'_>, after: u64) -> Result<()> {
    for waiting in replica.quarantined()? {
        if waiting.position > after && waiting.why == Why::NoKey as u8 {
            replica.release(waiting.n)?;
        }
    }
    Ok(())
}

fn late(book: &Book, position: u64, entry: &Entry) -> Trouble {
    let device = match entry.kind {
        EntryKind::Pack => Pack::read(&entry.bytes)
            .ok()
            .map(|(_, header)| header.device),
        EntryKind::Opening => SignedOpening::read(&entry.bytes)
            .ok()
            .map(|(_, opening)| opening.device),
        EntryKind::Roster => None,
    };
    let known = device.filter(|device| {
        book.roster
            .as_ref()
            .is_some_and(|roster| roster.devices.contains_key(device))
    });
    known.map_or(Trouble::Forged { position }, |device| Trouble::Late {
        position,
        device,
    })
}

/// Tries again what waits for a key, in the order of the log.
pub(crate) fn try_again(replica: &mut Replica<'_>, book: &mut Book, now: Moment) -> Result<()> {
    for waiting in replica.quarantined()? {
        if waiting.why == Why::NoKey as u8 {
            again(replica, book, &waiting, now)?;
        }
    }
    Ok(())
}

/// Takes up what an earlier version of this program could not make anything of: entries in a newer form, and changes of kinds and
/// fields that it did not know. What is still too new goes on waiting.
pub(crate) fn take_up(replica: &mut Replica<'_>, book: &mut Book, now: Moment) -> Result<()> {
    if fault::is(Fault::StayBehind) {
        return Ok(());
    }
    for waiting in replica.quarantined()? {
        if waiting.why == Why::TooNew as u8 {
            again(replica, book, &waiting, now)?;
        }
    }
    replica.apply_waiting()?;
    Ok(())
}

/// What came too new was not looked at in any way yet: it passes every check now that it would have passed then.
fn again(
    replica: &mut Replica<'_>,
    book: &mut Book,
    waiting: &Quarantined,
    now: Moment,
) -> Result<()> {
    let entry: Entry = crate::facts::read(&waiting.bytes)?;
    let at = At {
        position: waiting.position,
        hash: entry.hash(),
        now,
    };
    replica.release(waiting.n)?;
    match (entry.kind, Pack::read(&entry.bytes)) {
        (EntryKind::Opening, _) => take_opening(replica, book, at, &entry),
        (EntryKind::Pack, Ok((pack, header)))
            if waiting.why == Why::NoKey as u8 || fault::is(Fault::ReadUnchecked) =>
        {
            read_pack(replica, book, at, &entry, &pack, &header)
        }
        (EntryKind::Pack, _) => take_pack(replica, book, at, &entry),
        (EntryKind::Roster, _) => Ok(()),
    }
}

/// Tries again what waits for a space's secret.
pub(crate) fn try_again_space(
    replica: &mut Replica<'_>,
    book: &mut Book,
    space: Uuid,
    now: Moment,
) -> Result<()> {
    for waiting in replica.quarantined()? {
        if waiting.space != space || waiting.why != Why::NoKey as u8 {
            continue;
        }
        let entry: Entry = crate::facts::read(&waiting.bytes)?;
        if entry.kind != EntryKind::Pack {
            continue;
        }
        let Ok((pack, header)) = Pack::read(&entry.bytes) else {
            continue;
        };
        let at = At {
            position: waiting.position,
            hash: entry.hash(),
            now,
        };
        replica.release(waiting.n)?;
        read_pack(replica, book, at, &entry, &pack, &header)?;
    }
    Ok(())
}
