//! Entries are taken into a log: each is checked by the roster as it stands in that moment, and gets the next position.
//!
//! Signatures of packs and openings are checked before the team's lock is taken, because that is most of the work; a device's key
//! never changes, so what was checked stays checked. Everything else is checked under the lock.

use super::access::{Asker, Sight};
use super::log::Log;
use super::{Core, Done, Grown, Stop, Tables, TeamRow, refusal};
use alongside_protocol::{
    DeviceId, Entry, EntryKind, Hash, Opening, Pack, PackHeader, Placed, ProtocolError, PublicKey,
    Push, PushReply, Refusal, Roster, RosterEntry, RosterStep, SignedOpening, SignedRoster, TeamId,
    limits,
};
use std::sync::Arc;

/// An entry that was read, with the key that its signature fits, if one was found before the lock.
pub(super) struct Read {
    pub(super) entry: Entry,
    pub(super) hash: Hash,
    pub(super) body: Body,
    pub(super) fits: Option<PublicKey>,
}

impl Read {
    fn erases(&self) -> bool {
        matches!(&self.body, Body::Roster(body) if matches!(body.step, RosterStep::Erase { .. }))
    }
}

pub(super) enum Body {
    Roster(Box<RosterEntry>),
    Opening(SignedOpening, Opening),
    Pack(Pack, PackHeader),
    Not(Refusal),
}

impl Core {
    pub(super) fn push(
        &self,
        team: &TeamId,
        asker: &Asker,
        push: Push,
        is_again: bool,
        now: i64,
        grown: &mut Option<Grown>,
    ) -> Done<PushReply> {
        if is_too_large(&push) {
            return Err(Refusal::TooLarge.into());
        }
        let entries = self.read_ahead(team, asker, push)?;
        let (reply, told) = self.write(|tables| {
            let row = tables.team(team, true)?.ok_or(Refusal::Unknown)?;
            let roster = self.roster(tables, team)?;
            let sight = self.sight(tables, &roster, asker)?;
            if row.is_suspended {
                return Err(Refusal::Suspended.into());
            }
            let mut log = Log::new(self, tables, *team, row, roster, is_again);
            log.visitor = matches!(sight, Sight::Guest { .. }).then_some(asker.home);
            let mut placed = Vec::new();
            let mut refused = None;
            for read in &entries {
                match log.place(read) {
                    Ok(position) => placed.push(Placed { position }),
                    Err(Stop::Refused(why)) => {
                        refused = Some(why);
                        break;
                    }
                    Err(trouble) => return Err(trouble),
                }
            }
            let told = log.finish()?;
            let reply = PushReply {
                placed,
                refused,
                time: now,
            };
            Ok((reply, told))
        })?;
        *grown = told;
        if entries.iter().take(reply.placed.len()).any(Read::erases)
            && let Err(trouble) = self.database.let_go()
        {
            tracing::error!(%trouble, "what was erased may stand in the journal until it is written over");
        }
        Ok(reply)
    }

    /// Reads the entries, and checks the signatures of those whose devices are known by now.
    fn read_ahead(&self, team: &TeamId, asker: &Asker, push: Push) -> Done<Vec<Read>> {
        let (host, home) = self.read(|tables| {
            let (_, host, _) = self.visit(tables, team, asker)?;
            let home = if asker.home == *team {
                host.clone()
            } else {
                self.roster(tables, &asker.home)?
            };
            Ok((host, home))
        })?;
        let read = push.entries.into_iter().map(|entry| {
            let body = read_body(&entry);
            let mut read = Read {
                hash: entry.hash(),
                entry,
                body,
                fits: None,
            };
            for roster in [&host, &home] {
                if read.fits.is_none()
                    && let Some(key) = read.device().and_then(|id| roster.devices.get(&id))
                    && self.fits(team, &read.body, &key.verify)
                {
                    read.fits = Some(key.verify);
                }
            }
            read
        });
        Ok(read.collect())
    }

    pub(super) fn fits(&self, team: &TeamId, body: &Body, key: &PublicKey) -> bool {
        let checked = match body {
            Body::Opening(signed, _) => signed.check(team, key, &*self.verify),
            Body::Pack(pack, _) => pack.check(team, key, &*self.verify),
            Body::Roster(_) | Body::Not(_) => Err(ProtocolError::Malformed),
        };
        checked.is_ok()
    }

    /// Takes in the `Found` entry of a team that has nothing yet.
    pub(super) fn found(
        &self,
        tables: &mut Tables<'_>,
        team: &TeamId,
        row: TeamRow,
        entry: Entry,
    ) -> Done<Option<Grown>> {
        let body = read_body(&entry);
        let read = Read {
            hash: entry.hash(),
            entry,
            body,
            fits: None,
        };
        if !matches!(&read.body, Body::Roster(body) if matches!(body.step, RosterStep::Found { .. }))
        {
            return Err(Refusal::Malformed.into());
        }
        let roster = Arc::new(Roster::new(*team));
        let mut log = Log::new(self, tables, *team, row, roster, false);
        log.place(&read)?;
        log.finish()
    }
}

fn is_too_large(push: &Push) -> bool {
    let bytes: usize = push.entries.iter().map(|entry| entry.bytes.len()).sum();
    push.entries.len() > limits::PAGE_ENTRIES
        || (push.entries.len() > 1 && bytes > limits::PAGE_BYTES)
        || bytes > limits::ENTRY_BYTES
}

fn read_body(entry: &Entry) -> Body {
    let read = match entry.kind {
        EntryKind::Roster => {
            SignedRoster::read(&entry.bytes).map(|(_, body)| Body::Roster(Box::new(body)))
        }
        EntryKind::Opening => {
            SignedOpening::read(&entry.bytes).map(|(signed, body)| Body::Opening(signed, body))
        }
        EntryKind::Pack => Pack::read(&entry.bytes).map(|(pack, header)| Body::Pack(pack, header)),
    };
    read.unwrap_or_else(|error| Body::Not(refusal(error)))
}

impl Read {
    fn device(&self) -> Option<DeviceId> {
        match &self.body {
            Body::Opening(_, opening) => Some(opening.device),
            Body::Pack(_, header) => Some(header.device),
            Body::Roster(_) | Body::Not(_) => None,
        }
    }
}
