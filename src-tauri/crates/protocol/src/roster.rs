//! The roster: who belongs to the team, worked out from its signed entries. The same rules on the server and on every device.

use crate::roster_entry::{EpochKeys, NewDevice, Ring, Role, RosterStep, SignedRoster, Wrap};
use crate::{
    DeviceId, Entry, EntryKind, Hash, Locator, MemberId, ProtocolError, PublicKey, Sharing,
    SpaceId, TeamId, Verify, limits,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A device of the team, live or revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Whose.
    pub member: MemberId,
    /// What its signatures are checked with.
    pub verify: PublicKey,
    /// How things are sealed to it.
    pub suite: u8,
    /// With which key.
    #[serde(with = "serde_bytes")]
    pub seal: Vec<u8>,
    /// The device that let it in; nothing for the team's first.
    pub let_in_by: Option<DeviceId>,
    /// The position of the entry that admitted it.
    pub since: u64,
    /// The position of the entry that revoked it: what it sealed and stands later does not count.
    pub until: Option<u64>,
    /// Whether its member's own key was given to it.
    pub has_own: bool,
    /// Where its keys lie, if it is no laptop but a recovery code on paper; nowhere (zeroes) once its member is out.
    pub paper: Option<Locator>,
    /// The number of the last entry that it signed, or of the one that let somebody new in with it: what the list says before that has
    /// reached it.
    pub read_to: u64,
}

impl Device {
    /// Whether it is a recovery code on paper, and not a laptop.
    #[must_use]
    pub fn is_paper(&self) -> bool {
        self.paper.is_some()
    }
}

/// A member of the team, past or present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// What they may do.
    pub role: Role,
    /// Whether they still belong.
    pub is_here: bool,
}

/// The roster after some entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Which team's.
    pub team: TeamId,
    /// How many entries.
    pub number: u64,
    /// The hash of the last.
    pub last: Hash,
    /// All members there ever were.
    pub members: BTreeMap<MemberId, Member>,
    /// All devices there ever were.
    pub devices: BTreeMap<DeviceId, Device>,
    /// The current epoch and the positions at which each began: the first at index 0.
    pub epochs: Vec<u64>,
    /// The checks of each epoch's keys: `Team`, `Open`.
    pub checks: Vec<[Hash; 2]>,
    /// Spaces erased for ever, with the number of the entry that says so.
    pub erased: BTreeMap<SpaceId, u64>,
    /// What is shared with whom.
    pub sharing: Sharing,
}

impl Roster {
    /// Of a team that has no entries yet.
    #[must_use]
    pub fn new(team: TeamId) -> Self {
        Self {
            team,
            number: 0,
            last: Hash::default(),
            members: BTreeMap::new(),
            devices: BTreeMap::new(),
            epochs: Vec::new(),
            checks: Vec::new(),
            erased: BTreeMap::new(),
            sharing: Sharing::default(),
        }
    }

    /// The number of the current epoch, from 1; 0 before the team is founded.
    #[must_use]
    pub fn epoch(&self) -> u32 {
        u32::try_from(self.epochs.len()).unwrap_or(u32::MAX)
    }

    /// The epoch that held at a position of the log.
    #[must_use]
    pub fn epoch_at(&self, position: u64) -> u32 {
        let begun = self.epochs.iter().take_while(|at| **at < position).count();
        u32::try_from(begun).unwrap_or(u32::MAX)
    }

    /// A device that may act now, with its member.
    #[must_use]
    pub fn live(&self, device: &DeviceId) -> Option<(&Device, Member)> {
        let found = self.devices.get(device).filter(|d| d.until.is_none())?;
        let member = self.members.get(&found.member).filter(|m| m.is_here)?;
        Some((found, *member))
    }

    /// Whether a device has said, by what it signed since or by having come later, that what was erased is gone from it. By the number
    /// in the list and not by any clock: who signs an entry has taken over all before it.
    #[must_use]
    pub fn has_erased(&self, device: &Device, space: &SpaceId) -> bool {
        let erased = self.erased.get(space);
        erased.is_some_and(|number| device.read_to > *number)
    }

    /// The devices that may act now, in the order of their ids.
    pub fn live_devices(&self) -> impl Iterator<Item = (&DeviceId, &Device, Member)> {
        self.devices.keys().filter_map(|id| {
            let (device, member) = self.live(id)?;
            Some((id, device, member))
        })
    }

    /// What a device let in for its own member, and what those let in, of all that are live and not among those that somebody knew
    /// of: where that somebody takes the device out, these go with it.
    #[must_use]
    pub fn let_in_unknown(&self, device: &DeviceId, knew: &BTreeSet<DeviceId>) -> Vec<DeviceId> {
        let member = self.devices.get(device).map(|known| known.member);
        let mut line = BTreeSet::from([*device]);
        let is_next = |line: &BTreeSet<DeviceId>, id: &DeviceId, it: &Device| {
            Some(it.member) == member
                && it.let_in_by.is_some_and(|by| line.contains(&by))
                && !line.contains(id)
                && !knew.contains(id)
        };
        while let Some(id) = self
            .devices
            .iter()
            .find(|(id, it)| is_next(&line, id, it))
            .map(|(id, _)| *id)
        {
            line.insert(id);
        }
        let is_with = |id: &DeviceId| id != device && self.live(id).is_some();
        line.into_iter().filter(is_with).collect()
    }

    /// Takes in the next entry, which stands at `position` of the log, or says why not and stays as it was.
    ///
    /// # Errors
    /// [`ProtocolError`]; `OutOfOrder` if it does not follow the last.
    pub fn take(
        &mut self,
        entry: &Entry,
        position: u64,
        verify: &dyn Verify,
    ) -> Result<RosterStep, ProtocolError> {
        if entry.kind != EntryKind::Roster {
            return Err(ProtocolError::Malformed);
        }
        let (signed, body) = SignedRoster::read(&entry.bytes)?;
        if body.number != self.number + 1 || body.previous != self.last {
            return Err(ProtocolError::OutOfOrder);
        }
        let key = match &body.step {
            RosterStep::Found { device, .. } if self.number == 0 && device.id == body.by => {
                device.verify
            }
            step => match self.live(&body.by) {
                Some((device, _))
                    if device.is_paper() && !matches!(step, RosterStep::AddDevice { .. }) =>
                {
                    return Err(ProtocolError::NotAllowed);
                }
                Some((device, _)) => device.verify,
                None => self.guest_key(&body.by, step)?,
            },
        };
        signed.check(&self.team, &key, verify)?;
        let mut next = self.clone();
        next.step(&body.by, &body.step, position, verify)?;
        next.number = body.number;
        next.last = entry.hash();
        if let Some(signer) = next.devices.get_mut(&body.by) {
            signer.read_to = body.number;
        }
        *self = next;
        Ok(body.step)
    }

    fn step(
        &mut self,
        by: &DeviceId,
        step: &RosterStep,
        position: u64,
        verify: &dyn Verify,
    ) -> Result<(), ProtocolError> {
        match step {
            RosterStep::Found {
                member,
                device,
                epoch,
            } => {
                if self.number != 0 {
                    return Err(ProtocolError::NotAllowed);
                }
                self.members.insert(
                    *member,
                    Member {
                        role: Role::Lead,
                        is_here: true,
                    },
                );
                self.add(*member, device, None, position, verify)?;
                self.give_own(&device.id);
                self.hold_nothing(&device.id);
                self.begin(epoch, position)
            }
            RosterStep::Admit {
                member,
                role,
                device,
                wrap,
            } => {
                self.lead(by)?;
                if wrap.device != device.id {
                    return Err(ProtocolError::WrongName);
                }
                let comes = Member {
                    role: *role,
                    is_here: true,
                };
                let before = self.members.insert(*member, comes);
                // Who was taken out may come again, in any role; of who is here the role is changed by its own step.
                if before.is_some_and(|there| there.is_here && there.role != *role) {
                    return Err(ProtocolError::WrongName);
                }
                self.add(*member, device, Some(*by), position, verify)?;
                if before.is_none() {
                    // Who is new makes their own key themselves.
                    self.give_own(&device.id);
                    self.hold_nothing(&device.id);
                }
                Ok(())
            }
            RosterStep::AddDevice { device, wrap } => {
                self.add_own(by, device, wrap, position, verify)
            }
            RosterStep::AddPaper {
                device,
                wrap,
                locator,
            } => {
                let is_taken = self.devices.values().any(|it| it.paper == Some(*locator));
                if is_taken {
                    return Err(ProtocolError::WrongName);
                }
                self.add_own(by, device, wrap, position, verify)?;
                let added = self.devices.get_mut(&device.id);
                match added.filter(|added| added.has_own) {
                    Some(added) => added.paper = Some(*locator),
                    // Paper without the key would bring back half of somebody.
                    None => return Err(ProtocolError::NotAllowed),
                }
                Ok(())
            }
            RosterStep::HandOwn { wrap } => self.hand_own(by, &wrap.device),
            RosterStep::ChangeRole {
                member,
                role,
                epoch,
            } => {
                self.lead(by)?;
                self.members
                    .get_mut(member)
                    .filter(|there| there.is_here)
                    .ok_or(ProtocolError::WrongName)?
                    .role = *role;
                self.begin(epoch, position)
            }
            RosterStep::Revoke {
                device,
                with,
                epoch,
            } => {
                let (me, role) = self.acting(by)?;
                let theirs = self.live(device).ok_or(ProtocolError::WrongName)?.0.member;
                if role != Role::Lead && theirs != me {
                    return Err(ProtocolError::NotAllowed);
                }
                // Only what came in by it, and each once.
                let line = self.let_in_unknown(device, &BTreeSet::new());
                let is_in_order = with.is_sorted_by(|one, next| one < next);
                if !is_in_order || with.iter().any(|id| !line.contains(id)) {
                    return Err(ProtocolError::WrongName);
                }
                for device in std::iter::once(device).chain(with) {
                    self.end(device, position);
                }
                self.begin(epoch, position)
            }
            RosterStep::Remove { member, epoch } => {
                self.lead(by)?;
                self.members
                    .get_mut(member)
                    .filter(|there| there.is_here)
                    .ok_or(ProtocolError::WrongName)?
                    .is_here = false;
                for device in self.devices.values_mut() {
                    if device.member == *member && device.until.is_none() {
                        device.until = Some(position);
                        // Nobody said that the paper is lost: should they come again, its code may be good again.
                        device.paper = device.paper.map(|_| Locator::default());
                    }
                }
                self.begin(epoch, position)
            }
            RosterStep::Rotate { epoch } => {
                self.worker(by)?;
                self.begin(epoch, position)
            }
            RosterStep::Erase { space } => {
                self.worker(by)?;
                if self.erased.contains_key(space) {
                    return Err(ProtocolError::WrongName);
                }
                self.erased.insert(*space, self.number + 1);
                self.end_share(space, position);
                Ok(())
            }
            RosterStep::Read => self.acting(by).map(|_| ()),
            RosterStep::Receive { .. }
            | RosterStep::Share { .. }
            | RosterStep::Unshare { .. }
            | RosterStep::Visit { .. } => self.share_step(by, step, position),
        }
    }

    fn acting(&self, by: &DeviceId) -> Result<(MemberId, Role), ProtocolError> {
        let (device, member) = self.live(by).ok_or(ProtocolError::NotAllowed)?;
        Ok((device.member, member.role))
    }

    fn lead(&self, by: &DeviceId) -> Result<(), ProtocolError> {
        match self.acting(by)? {
            (_, Role::Lead) => Ok(()),
            _ => Err(ProtocolError::NotAllowed),
        }
    }

    pub(crate) fn worker(&self, by: &DeviceId) -> Result<(), ProtocolError> {
        match self.acting(by)? {
            (_, Role::Lead | Role::LinkWorker) => Ok(()),
            _ => Err(ProtocolError::NotAllowed),
        }
    }

    fn add(
        &mut self,
        member: MemberId,
        device: &NewDevice,
        let_in_by: Option<DeviceId>,
        position: u64,
        verify: &dyn Verify,
    ) -> Result<(), ProtocolError> {
        if self.devices.contains_key(&device.id)
            || self.live_devices().count() >= limits::DEVICES
            || self
                .devices
                .values()
                .any(|known| known.verify == device.verify || known.seal == device.seal)
        {
            return Err(ProtocolError::WrongName);
        }
        let text =
            NewDevice::signed_text(&self.team, &member, &device.id, device.suite, &device.seal);
        if !verify.verify(&device.verify, &text, &device.proof) {
            return Err(ProtocolError::BadSignature);
        }
        self.devices.insert(
            device.id,
            Device {
                member,
                verify: device.verify,
                suite: device.suite,
                seal: device.seal.clone(),
                let_in_by,
                since: position,
                until: None,
                has_own: false,
                paper: None,
                read_to: 0,
            },
        );
        Ok(())
    }

    /// Another device of the one who signs.
    fn add_own(
        &mut self,
        by: &DeviceId,
        device: &NewDevice,
        wrap: &Wrap,
        position: u64,
        verify: &dyn Verify,
    ) -> Result<(), ProtocolError> {
        let (mine, _) = self.live(by).ok_or(ProtocolError::NotAllowed)?;
        let (member, has_own) = (mine.member, mine.has_own);
        if wrap.device != device.id {
            return Err(ProtocolError::WrongName);
        }
        self.add(member, device, Some(*by), position, verify)?;
        if has_own {
            self.give_own(&device.id);
        }
        Ok(())
    }

    /// A member's own key goes from one laptop of theirs to another, and never by anybody else. A laptop that came by it in another way
    /// (by the member's code) says so itself.
    fn hand_own(&mut self, by: &DeviceId, to: &DeviceId) -> Result<(), ProtocolError> {
        let (mine, _) = self.live(by).ok_or(ProtocolError::NotAllowed)?;
        let (theirs, _) = self.live(to).ok_or(ProtocolError::WrongName)?;
        if mine.member != theirs.member || !(mine.has_own || by == to) {
            return Err(ProtocolError::NotAllowed);
        }
        if theirs.has_own {
            return Err(ProtocolError::WrongName);
        }
        self.give_own(to);
        Ok(())
    }

    fn give_own(&mut self, device: &DeviceId) {
        if let Some(device) = self.devices.get_mut(device) {
            device.has_own = true;
        }
    }

    /// The laptop of somebody new was never in the team. Any other may have been, and hold what was erased since: it says itself when
    /// that is gone.
    fn hold_nothing(&mut self, device: &DeviceId) {
        let number = self.number + 1;
        if let Some(device) = self.devices.get_mut(device) {
            device.read_to = number;
        }
    }

    fn end(&mut self, device: &DeviceId, position: u64) {
        if let Some(device) = self.devices.get_mut(device) {
            device.until.get_or_insert(position);
        }
    }

    /// Begins an epoch: its number is the next, it has the keys of both rings and is sealed to exactly the devices that are live.
    /// And a lead is left: a team without one could let nobody in, ever.
    fn begin(&mut self, epoch: &EpochKeys, position: u64) -> Result<(), ProtocolError> {
        if epoch.number != self.epoch().saturating_add(1) {
            return Err(ProtocolError::OutOfOrder);
        }
        let [team, open] = epoch.rings.as_slice() else {
            return Err(ProtocolError::Malformed);
        };
        if (team.ring, open.ring) != (Ring::Team, Ring::Open) {
            return Err(ProtocolError::Malformed);
        }
        let live = self.live_devices().map(|(id, ..)| id);
        if !live.eq(epoch.wraps.iter().map(|wrap| &wrap.device)) {
            return Err(ProtocolError::WrongName);
        }
        if !self
            .live_devices()
            .any(|(_, device, member)| member.role == Role::Lead && !device.is_paper())
        {
            return Err(ProtocolError::NotAllowed);
        }
        self.epochs.push(position);
        self.checks.push([team.check, open.check]);
        Ok(())
    }
}
