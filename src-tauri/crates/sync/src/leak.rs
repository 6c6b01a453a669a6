//! What somebody could read who has a laptop's file, and is given a log that was not meant for them: everything that the keys in the file
//! open, by every way that there is from one to the next. For tests alone: no rule is asked, only the ciphers.

use crate::body;
use crate::engine::Engine;
use crate::fault::{self, Fault};
use crate::keyring::Keyring;
use crate::trouble::Result;
use alongside_protocol::{
    Entry, EntryKind, EpochKeys, Pack, Roster, RosterStep, SignedOpening, SignedRoster, Wrap,
};
use alongside_store::Store;
use alongside_store::log::Commit;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What was read of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaked {
    /// Which entry, in the order given.
    pub entry: usize,
    /// In which space.
    pub space: Uuid,
    /// What it says.
    pub commits: Vec<Commit>,
}

impl Engine {
    /// Reads what this laptop's keys open of entries of its team's log.
    ///
    /// # Errors
    /// Those of the file.
    pub fn read_leaked(&self, store: &Store, entries: &[Entry]) -> Result<Vec<Leaked>> {
        let team = self.book.membership()?.team;
        let mut keyring = (*self.book.keyring).clone();
        for entry in entries {
            self.take_every_wrap(&mut keyring, entry);
        }
        keyring.reach_back();
        let mut secrets: BTreeMap<Uuid, BTreeSet<[u8; 32]>> = BTreeMap::new();
        for space in store.replica_read(|replica| replica.spaces())? {
            secrets.entry(space.id).or_default().extend(space.secret);
        }
        for entry in entries {
            if let Ok((_, opening)) = SignedOpening::read(&entry.bytes) {
                let space = Uuid::from_bytes(opening.space.0);
                let opened = keyring.open_secret_by_all(&space, &opening.sealed);
                secrets.entry(space).or_default().extend(opened);
            }
        }
        let mut leaked = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            let Ok((pack, header)) = Pack::read(&entry.bytes) else {
                continue;
            };
            if entry.kind != EntryKind::Pack {
                continue;
            }
            let space = Uuid::from_bytes(header.space.0);
            let associated = Pack::associated(&team, &pack.header);
            let mut plain = None;
            for secret in secrets.get(&space).into_iter().flatten() {
                for key in keyring.every_space_key(&space, secret)? {
                    plain = plain
                        .or_else(|| key.open_pack(&header.id.0, &associated, &pack.sealed).ok());
                }
            }
            if fault::is(Fault::SealNothing) {
                plain = Some(pack.sealed.clone());
            }
            if let Some(commits) = plain.and_then(|plain| body::read(header.codec, &plain).ok()) {
                leaked.push(Leaked {
                    entry: number,
                    space,
                    commits,
                });
            }
        }
        Ok(leaked)
    }

    /// Whether this laptop is in a team under any of its names: one that is just taking a new one has two.
    #[must_use]
    pub fn is_in_by_any_name(&self, roster: &Roster) -> bool {
        [&self.book.identity, &self.book.successor]
            .into_iter()
            .flatten()
            .any(|me| roster.live(&me.device).is_some())
    }

    fn take_every_wrap(&self, keyring: &mut Keyring, entry: &Entry) {
        let (Ok((_, body)), Some(roster)) =
            (SignedRoster::read(&entry.bytes), self.book.roster.as_ref())
        else {
            return;
        };
        let (wraps, epoch): (Vec<Wrap>, Option<EpochKeys>) = match body.step {
            RosterStep::Found { epoch, .. }
            | RosterStep::ChangeRole { epoch, .. }
            | RosterStep::Revoke { epoch, .. }
            | RosterStep::Remove { epoch, .. }
            | RosterStep::Rotate { epoch } => (epoch.wraps.clone(), Some(epoch)),
            RosterStep::Admit { wrap, .. }
            | RosterStep::AddPaper { wrap, .. }
            | RosterStep::HandOwn { wrap }
            | RosterStep::AddDevice { wrap, .. } => (vec![wrap], None),
            RosterStep::Read
            | RosterStep::Erase { .. }
            | RosterStep::Receive { .. }
            | RosterStep::Share { .. }
            | RosterStep::Unshare { .. }
            | RosterStep::Visit { .. } => return,
        };
        if let Some(epoch) = &epoch {
            keyring.note_older(epoch);
        }
        let epochs: Vec<u32> = match &epoch {
            Some(epoch) => vec![epoch.number],
            None => (1..=roster.epoch().saturating_add(20)).collect(),
        };
        for me in [&self.book.identity, &self.book.successor]
            .into_iter()
            .flatten()
        {
            for wrap in wraps.iter().filter(|wrap| wrap.device == me.device) {
                for epoch in &epochs {
                    keyring.unwrap(&roster.team, *epoch, me, wrap, true);
                }
            }
        }
    }
}
