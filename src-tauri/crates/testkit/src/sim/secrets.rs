//! Who can read what at the end, asked of the ciphers and not of the rules: the server's files hold no word and nothing of who was
//! erased; a laptop that is out reads nothing newer even of a log that somebody leaks to it; a member's private records open on no
//! colleague's laptop, nor a person's on a volunteer's. And no laptop has taken another name without a cause.

use super::laptop::{Broken, told};
use super::words::MARK;
use super::world::{Asked, World};
use alongside_protocol::{
    DeviceId, Entry, EntryKind, Hash, MemberId, Pack, PushReply, Refusal, Role, RosterStep,
    SignedOpening, SignedRoster, decode,
};
use alongside_store::spaces::{DIRECTORY, PRIVATE};
use alongside_sync::Request;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What was accepted into the team's log.
#[derive(Debug, Default)]
pub struct Accepted {
    /// The entries, each once, in the order of their first acceptance.
    entries: Vec<Entry>,
    known: BTreeSet<Hash>,
    /// From which of them on a laptop was out.
    out_from: BTreeMap<DeviceId, usize>,
    /// From which of them on a member only volunteers who had read more before.
    narrowed: BTreeMap<MemberId, usize>,
    /// The name that each laptop had when it first had one.
    names: BTreeMap<usize, DeviceId>,
}

/// Bytes of an entry that are looked for in the server's files.
const NEEDLE: usize = 24;

impl World {
    /// Notes what a push has brought into the log.
    pub(super) fn note_accepted(&mut self, asked: &Asked, answer: &Result<Vec<u8>, Refusal>) {
        let (Request::Push(_, push) | Request::Resend(_, push), Ok(body)) =
            (&asked.request, answer)
        else {
            return;
        };
        let placed = decode::<PushReply>(body).map_or(0, |reply| reply.placed.len());
        for entry in push.entries.iter().take(placed) {
            if self.accepted.known.insert(entry.hash()) {
                self.accepted.entries.push(entry.clone());
                self.note_out(entry);
            }
        }
    }

    fn note_out(&mut self, entry: &Entry) {
        if entry.kind != EntryKind::Roster {
            return;
        }
        let Ok((_, body)) = SignedRoster::read(&entry.bytes) else {
            return;
        };
        let from = self.accepted.entries.len();
        let out: Vec<DeviceId> = match body.step {
            RosterStep::ChangeRole { member, role, .. } => {
                if role == Role::Volunteer {
                    self.accepted.narrowed.insert(member, from);
                }
                Vec::new()
            }
            RosterStep::Admit {
                member,
                role,
                device,
                ..
            } => {
                self.out_at.remove(&device.id);
                self.accepted.out_from.remove(&device.id);
                // Who comes again as a volunteer and read more before; the list that is known does not have this entry yet.
                let known = self.roster().ok();
                let before = known.and_then(|known| known.members.get(&member).copied());
                let read_more = before.is_some_and(|before| before.role != Role::Volunteer);
                if role == Role::Volunteer && read_more {
                    self.accepted.narrowed.insert(member, from);
                }
                Vec::new()
            }
            RosterStep::Revoke { device, with, .. } => {
                std::iter::once(device).chain(with).collect()
            }
            RosterStep::Remove { member, .. } => {
                let teams = self.laptops.iter().filter(|laptop| laptop.is_running());
                teams
                    .filter_map(|laptop| laptop.engine().team())
                    .filter(|team| team.member == member)
                    .map(|team| team.device)
                    .collect()
            }
            _ => Vec::new(),
        };
        for device in out {
            self.accepted.out_from.entry(device).or_insert(from);
        }
    }

    /// Notes a laptop's name when it first has one.
    pub(super) fn note_name(&mut self, number: usize) {
        if self.accepted.names.contains_key(&number) || !self.laptop(number).is_running() {
            return;
        }
        if let Some(team) = self.laptop(number).engine().team() {
            let device = team.device;
            self.accepted.names.insert(number, device);
        }
    }

    /// A laptop that was taken out knocks under a new name; until it is let in it is out by that one, too.
    pub(super) fn note_new_name(&mut self, number: usize, old: Option<DeviceId>, new: DeviceId) {
        self.accepted.names.insert(number, new);
        let Some(old) = old else { return };
        if let Some(since) = self.out_at.get(&old).copied() {
            self.out_at.insert(new, since);
        }
        if let Some(from) = self.accepted.out_from.get(&old).copied() {
            self.accepted.out_from.insert(new, from);
        }
    }

    pub(super) fn check_secrets(&self) -> Result<(), Broken> {
        self.check_names()?;
        self.check_server_files()?;
        self.check_leaked_log()?;
        self.check_rings()
    }

    /// A laptop whose file was never copied is the only one of its name, and keeps it.
    fn check_names(&self) -> Result<(), Broken> {
        if self.server.restored > 0 {
            return Ok(());
        }
        for (number, name) in &self.accepted.names {
            let laptop = self.at(*number)?;
            let now = laptop
                .is_running()
                .then(|| laptop.engine().team().map(|team| team.device));
            // Who reads again what they could not reads their own words under a new name.
            let team = laptop
                .is_running()
                .then(|| laptop.engine().team())
                .flatten();
            let had_less =
                team.is_some_and(|team| self.accepted.narrowed.contains_key(&team.member));
            if !self.doubled.contains(number)
                && !had_less
                && now.flatten().is_some_and(|now| now != *name)
            {
                return Err(format!(
                    "{} goes under another name, and nobody had copied it",
                    laptop.name
                ));
            }
        }
        Ok(())
    }

    /// The server's files as they lie on its disk, the server running.
    fn check_server_files(&self) -> Result<(), Broken> {
        let files = self.server.raw()?;
        for secret in [MARK, "Riverside"] {
            if holds(&files, secret.as_bytes()) {
                return Err(format!("the server's files say {secret:?}"));
            }
        }
        let roster = self.roster()?;
        for entry in &self.accepted.entries {
            let Some((space, sealed)) = sealed_in(entry) else {
                continue;
            };
            let middle = sealed.len() / 2;
            let needle = sealed
                .get(middle..middle + NEEDLE)
                .or_else(|| sealed.first_chunk::<NEEDLE>().map(<[u8; NEEDLE]>::as_slice));
            if roster
                .erased
                .contains_key(&alongside_protocol::SpaceId(*space.as_bytes()))
                && needle.is_some_and(|needle| holds(&files, needle))
            {
                return Err(format!(
                    "the server's files hold {:?} of a space that was erased",
                    entry.kind
                ));
            }
        }
        Ok(())
    }

    /// Everything that was accepted is given to each laptop that is out, and to its thief.
    fn check_leaked_log(&self) -> Result<(), Broken> {
        if self.server.restored > 0 {
            // While the server had forgotten the revocation, it was none.
            return Ok(());
        }
        let roster = self.roster()?;
        for laptop in self.laptops.iter().filter(|laptop| laptop.is_running()) {
            let Some(team) = laptop.engine().team() else {
                continue;
            };
            let Some(from) = self.accepted.out_from.get(&team.device).copied() else {
                continue;
            };
            if laptop.engine().is_in_by_any_name(&roster) {
                continue;
            }
            let leaked = laptop
                .engine()
                .read_leaked(laptop.store(), &self.accepted.entries)
                .map_err(told)?;
            if let Some(newer) = leaked.iter().find(|leaked| leaked.entry >= from) {
                return Err(format!(
                    "{}, which is out, reads a leaked log: {:?} in a space of kind {:?}",
                    laptop.name,
                    newer
                        .commits
                        .iter()
                        .map(|commit| &commit.did)
                        .collect::<Vec<_>>(),
                    self.kind_of(newer.space)?
                ));
            }
        }
        Ok(())
    }

    fn kind_of(&self, space: Uuid) -> Result<Option<u8>, Broken> {
        for laptop in self.laptops.iter().filter(|laptop| laptop.is_running()) {
            let known = laptop
                .store()
                .replica_read(|replica| replica.space(space))
                .map_err(told)?;
            if let Some(known) = known.filter(|known| known.secret.is_some()) {
                return Ok(Some(known.kind));
            }
        }
        Ok(None)
    }

    /// Private records open for their member alone, and for a volunteer nothing but the directory and their own.
    fn check_rings(&self) -> Result<(), Broken> {
        let roster = self.roster()?;
        let mut private: BTreeMap<Uuid, usize> = BTreeMap::new();
        let mut directory: BTreeSet<Uuid> = BTreeSet::new();
        for laptop in self.laptops.iter().filter(|laptop| laptop.is_running()) {
            let spaces = laptop
                .store()
                .replica_read(|replica| replica.spaces())
                .map_err(told)?;
            for space in spaces.iter().filter(|space| space.secret.is_some()) {
                match space.kind {
                    PRIVATE => drop(private.insert(space.id, laptop.person)),
                    DIRECTORY => drop(directory.insert(space.id)),
                    _ => {}
                }
            }
        }
        for laptop in self.laptops.iter().filter(|laptop| laptop.is_running()) {
            let Some(team) = laptop.engine().team() else {
                continue;
            };
            let in_team = roster.live(&team.device);
            let is_volunteer = in_team.is_some_and(|(_, member)| member.role == Role::Volunteer);
            // What was sealed for them while they read more they could have copied then.
            let narrowed = self.accepted.narrowed.get(&team.member).copied();
            let had_less = narrowed.is_some() && self.server.restored > 0;
            let is_forbidden = |at: usize, entry: &Entry| {
                entry.kind == EntryKind::Roster
                    || sealed_in(entry).is_some_and(|(space, _)| match private.get(&space) {
                        Some(person) => *person != laptop.person,
                        None => {
                            let may_not = is_volunteer && !had_less && at >= narrowed.unwrap_or(0);
                            may_not && !directory.contains(&space)
                        }
                    })
            };
            let entries: Vec<Entry> = self
                .accepted
                .entries
                .iter()
                .enumerate()
                .filter(|(at, entry)| is_forbidden(*at, entry))
                .map(|(_, entry)| entry.clone())
                .collect();
            let leaked = laptop
                .engine()
                .read_leaked(laptop.store(), &entries)
                .map_err(told)?;
            if let Some(leaked) = leaked.first() {
                return Err(format!(
                    "{} opens a space of kind {:?} that is not for it",
                    laptop.name,
                    self.kind_of(leaked.space)?
                ));
            }
        }
        Ok(())
    }
}

/// The space of a pack or an opening, and what is sealed in it.
fn sealed_in(entry: &Entry) -> Option<(Uuid, Vec<u8>)> {
    let (space, sealed) = match entry.kind {
        EntryKind::Roster => return None,
        EntryKind::Opening => {
            let (_, opening) = SignedOpening::read(&entry.bytes).ok()?;
            (opening.space, opening.sealed)
        }
        EntryKind::Pack => {
            let (pack, header) = Pack::read(&entry.bytes).ok()?;
            (header.space, pack.sealed)
        }
    };
    Some((Uuid::from_bytes(space.0), sealed))
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    let Some((first, rest)) = needle.split_first() else {
        return true;
    };
    let mut at = haystack;
    while let Some(found) = at.iter().position(|byte| byte == first) {
        at = at.get(found + 1..).unwrap_or_default();
        if at.starts_with(rest) {
            return true;
        }
    }
    false
}
