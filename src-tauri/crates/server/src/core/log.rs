//! A team's log under its lock: each entry is checked by the roster as it stands in that moment, and gets the next position.

use super::push::{Body, Read};
use super::{
    ChainName, Core, Done, Grown, Named, SpaceRow, Stop, Tables, TeamRow, refusal, room_of,
};
use alongside_protocol::{
    Entry, Hash, Head, Locator, Opening, PackHeader, PublicKey, Refusal, Ring, Role, Roster,
    RosterEntry, RosterStep, SpaceId, TeamId, extend, limits,
};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What roster entries may take beyond a team's room: a full team must still be able to revoke a laptop and to erase.
const ROSTER_ROOM: u64 = 64 * 1024 * 1024;

/// A team's log, under its lock, while entries are taken in.
pub(super) struct Log<'c, 't, 's> {
    core: &'c Core,
    tables: &'t mut Tables<'s>,
    team: TeamId,
    row: TeamRow,
    began: u64,
    roster: Arc<Roster>,
    /// The log's chain at the roster's last entry, if that came in now.
    roster_chain: Option<Hash>,
    /// The team of a guest who hands in.
    pub(super) visitor: Option<TeamId>,
    /// What a restored server lost is handed in again.
    is_again: bool,
    chains: HashMap<ChainName, (u64, Hash, bool)>,
    spaces: HashMap<SpaceId, Option<SpaceRow>>,
    seen: HashMap<u64, Option<Hash>>,
}

impl<'c, 't, 's> Log<'c, 't, 's> {
    pub(super) fn new(
        core: &'c Core,
        tables: &'t mut Tables<'s>,
        team: TeamId,
        row: TeamRow,
        roster: Arc<Roster>,
        is_again: bool,
    ) -> Self {
        Self {
            core,
            tables,
            team,
            row,
            began: row.end.position,
            roster,
            roster_chain: None,
            visitor: None,
            is_again,
            chains: HashMap::new(),
            spaces: HashMap::new(),
            seen: HashMap::new(),
        }
    }

    pub(super) fn place(&mut self, read: &Read) -> Done<u64> {
        if read.entry.bytes.len() > limits::ENTRY_BYTES {
            return Err(Refusal::TooLarge.into());
        }
        match &read.body {
            Body::Not(why) => Err(why.clone().into()),
            Body::Pack(_, header) => self.place_pack(read, header),
            Body::Roster(body) => self.place_roster(read, body),
            // A guest writes in what is shared, and nothing else.
            Body::Opening(..) if self.visitor.is_some() => Err(Refusal::NotAllowed.into()),
            Body::Opening(_, opening) => self.place_opening(read, opening),
        }
    }

    fn place_roster(&mut self, read: &Read, body: &RosterEntry) -> Done<u64> {
        if body.number <= self.roster.number {
            return match self.tables.roster_entry(&self.team, body.number)? {
                Some((position, hash)) if hash == read.hash => Ok(position),
                _ => Err(Refusal::RosterMoved.into()),
            };
        }
        let expected = self.roster.number.saturating_add(1);
        if body.number != expected {
            return Err(Refusal::Gap { expected }.into());
        }
        self.check_seen(&body.seen)?;
        if let RosterStep::Erase { space } = &body.step
            && self.roster.erased.contains_key(space)
        {
            return Err(Refusal::Erased.into());
        }
        self.check_sharing(body)?;
        let left = self.roster.devices.get(&body.by);
        if left.is_some_and(|device| device.until.is_some()) {
            return Err(Refusal::Revoked.into());
        }
        self.check_room(&read.entry, ROSTER_ROOM)?;
        let mut next = Roster::clone(&self.roster);
        let papers = papers(&next);
        let position = self.row.end.position.saturating_add(1);
        let step = next
            .take(&read.entry, position, &*self.core.verify)
            .map_err(refusal)?;
        let position = self.append(
            read,
            &Named::Roster {
                number: body.number,
            },
        )?;
        self.roster = Arc::new(next);
        self.roster_chain = Some(self.row.end.chain);
        if let RosterStep::Erase { space } = step {
            let freed = self.tables.erase_space(&self.team, &space)?;
            self.row.used = self.row.used.saturating_sub(freed);
            self.spaces.remove(&space);
        }
        for locator in papers.difference(&self::papers(&self.roster)) {
            self.tables.forget_escrow(&self.team, locator)?;
        }
        Ok(position)
    }

    fn place_opening(&mut self, read: &Read, opening: &Opening) -> Done<u64> {
        if let Some(space) = self.space(&opening.space)? {
            return match space {
                _ if space.hash == read.hash => Ok(space.position),
                _ if space.is_erased => Err(Refusal::Erased.into()),
                _ => Err(Refusal::Taken { by: space.hash }.into()),
            };
        }
        if self.roster.erased.contains_key(&opening.space) {
            return Err(Refusal::Erased.into());
        }
        let known = self
            .roster
            .devices
            .get(&opening.device)
            .ok_or(Refusal::BadSignature)?;
        if !self.fits(read, &known.verify) {
            return Err(Refusal::BadSignature.into());
        }
        let (device, member) = self.roster.live(&opening.device).ok_or(Refusal::Revoked)?;
        if device.is_paper() || !member.role.writes(device.member, opening.ring) {
            return Err(Refusal::NotAllowed.into());
        }
        let current = match opening.ring {
            Ring::Member(_) => 0,
            Ring::Team | Ring::Open => self.roster.epoch(),
        };
        if opening.epoch != current {
            return Err(Refusal::OldEpoch { current }.into());
        }
        self.check_room(&read.entry, 0)?;
        let position = self.append(
            read,
            &Named::Opening {
                space: opening.space,
            },
        )?;
        let row = SpaceRow {
            ring: opening.ring,
            position,
            hash: read.hash,
            is_erased: false,
        };
        self.tables.make_space(&self.team, &opening.space, &row)?;
        self.spaces.insert(opening.space, Some(row));
        Ok(position)
    }

    fn place_pack(&mut self, read: &Read, header: &PackHeader) -> Done<u64> {
        let (home, roster) = self.sealer(read, header)?;
        let chain = ChainName {
            space: header.space,
            home,
            device: header.device,
        };
        let (last, last_hash, _) = self.chain(&chain)?;
        if header.number == 0 {
            return Err(Refusal::Malformed.into());
        }
        if header.number <= last {
            return match self.tables.pack(&self.team, &chain, header.number)? {
                Some((position, hash)) if hash == read.hash => Ok(position),
                Some((_, by)) => Err(Refusal::Taken { by }.into()),
                None => Err(Refusal::Taken { by: last_hash }.into()),
            };
        }
        if self.roster.erased.contains_key(&header.space) {
            return Err(Refusal::Erased.into());
        }
        let space = self.space(&header.space)?.ok_or(Refusal::NoSuchSpace)?;
        let (device, member) = roster.live(&header.device).ok_or(Refusal::Revoked)?;
        let is_let_in = home == self.team || self.roster.sharing.with(&header.space) == Some(home);
        if !is_let_in || device.is_paper() || !member.role.writes(device.member, space.ring) {
            return Err(Refusal::NotAllowed.into());
        }
        let expected = last.saturating_add(1);
        if header.number != expected {
            return Err(Refusal::Gap { expected }.into());
        }
        if header.previous != last_hash {
            return Err(Refusal::Taken { by: last_hash }.into());
        }
        let current = self.roster.epoch();
        let next = self.row.end.position.saturating_add(1);
        if self.roster.seal_at(&header.space, next) != Ok((header.epoch, header.shared)) {
            return Err(Refusal::OldEpoch { current }.into());
        }
        self.check_seen(&header.seen)?;
        self.check_room(&read.entry, 0)?;
        let position = self.append(
            read,
            &Named::Pack {
                chain,
                number: header.number,
            },
        )?;
        self.chains.insert(chain, (header.number, read.hash, true));
        Ok(position)
    }

    /// What of a step that concerns sharing the roster alone does not know: which spaces there are, and whether a guests' laptop still belongs
    /// to its own team and may write.
    fn check_sharing(&mut self, body: &RosterEntry) -> Done<()> {
        if let RosterStep::Share { space, .. } = &body.step {
            let space = self.space(space)?.ok_or(Refusal::NoSuchSpace)?;
            if space.ring != Ring::Team {
                return Err(Refusal::NotAllowed.into());
            }
        }
        if let Some(home) = self.visitor {
            let home = self.core.roster(self.tables, &home)?;
            let (_, member) = home.live(&body.by).ok_or(Refusal::NotAllowed)?;
            if !matches!(member.role, Role::Lead | Role::LinkWorker) {
                return Err(Refusal::NotAllowed.into());
            }
            let is_theirs = match &body.step {
                RosterStep::Receive { team, .. } => *team == home.team,
                RosterStep::Unshare { with, .. } => *with == home.team,
                _ => false,
            };
            if !is_theirs {
                return Err(Refusal::NotAllowed.into());
            }
        }
        Ok(())
    }

    /// The team of the device that sealed a pack, with its roster: this one, the visitor's, or the one that the space is shared with.
    fn sealer(&mut self, read: &Read, header: &PackHeader) -> Done<(TeamId, Arc<Roster>)> {
        let shared = self.roster.sharing.with(&header.space);
        let own = self.visitor.is_none().then_some(self.team);
        for home in own.into_iter().chain(self.visitor).chain(shared) {
            let roster = if home == self.team {
                self.roster.clone()
            } else {
                match self.core.roster(self.tables, &home) {
                    Ok(roster) => roster,
                    Err(Stop::Refused(_)) => continue,
                    Err(trouble) => return Err(trouble),
                }
            };
            let key = roster
                .devices
                .get(&header.device)
                .map(|device| device.verify);
            if key.is_some_and(|key| self.fits(read, &key)) {
                return Ok((home, roster));
            }
        }
        Err(Refusal::BadSignature.into())
    }

    fn fits(&self, read: &Read, key: &PublicKey) -> bool {
        read.fits.as_ref() == Some(key) || self.core.fits(&self.team, &read.body, key)
    }

    fn check_seen(&mut self, seen: &Head) -> Done<()> {
        if self.is_again {
            return Ok(());
        }
        let chain = if seen.position == self.row.end.position {
            Some(self.row.end.chain)
        } else if seen.position > self.row.end.position {
            None
        } else if let Some(known) = self.seen.get(&seen.position) {
            *known
        } else {
            let chain = self.tables.chain_at(&self.team, seen.position)?;
            self.seen.insert(seen.position, chain);
            chain
        };
        if chain == Some(seen.chain) {
            Ok(())
        } else {
            Err(Refusal::OtherLog { end: self.row.end }.into())
        }
    }

    fn check_room(&self, entry: &Entry, beyond: u64) -> Done<()> {
        let used = self.row.used.saturating_add(room_of(entry));
        if used > self.row.room.saturating_add(beyond) {
            return Err(Refusal::Full.into());
        }
        Ok(())
    }

    fn append(&mut self, read: &Read, named: &Named) -> Done<u64> {
        let head = extend(self.row.end, &read.hash).map_err(refusal)?;
        self.tables.append(
            &self.team,
            &head,
            &read.hash,
            named,
            Some(&read.entry.bytes),
        )?;
        self.row.end = head;
        self.row.used = self.row.used.saturating_add(room_of(&read.entry));
        Ok(head.position)
    }

    fn chain(&mut self, chain: &ChainName) -> Done<(u64, Hash, bool)> {
        if let Some(end) = self.chains.get(chain) {
            return Ok(*end);
        }
        let (number, hash) = self.tables.chain_end(&self.team, chain)?;
        self.chains.insert(*chain, (number, hash, false));
        Ok((number, hash, false))
    }

    fn space(&mut self, space: &SpaceId) -> Done<Option<SpaceRow>> {
        if let Some(row) = self.spaces.get(space) {
            return Ok(*row);
        }
        let row = self.tables.space(&self.team, space)?;
        self.spaces.insert(*space, row);
        Ok(row)
    }

    /// Writes down where it ends now.
    pub(super) fn finish(self) -> Done<Option<Grown>> {
        if self.row.end.position == self.began {
            return Ok(None);
        }
        for (chain, (number, hash, _)) in self.chains.iter().filter(|(_, end)| end.2) {
            self.tables
                .set_chain_end(&self.team, chain, *number, hash)?;
        }
        if let Some(chain) = &self.roster_chain {
            self.tables.set_roster(chain, &self.roster)?;
        }
        self.tables
            .set_team(&self.team, self.row.end, self.row.used)?;
        Ok(Some(Grown {
            team: self.team,
            end: self.row.end.position,
            roster: self.roster_chain.is_some(),
        }))
    }
}

/// Where something may lie for who lost every laptop.
fn papers(roster: &Roster) -> BTreeSet<Locator> {
    roster
        .live_devices()
        .filter_map(|(_, device, _)| device.paper)
        .collect()
}
