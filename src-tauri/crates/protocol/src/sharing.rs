//! Sharing a space with another team: whose laptops come as guests, under which key, and from where to where in the log.
//!
//! The shared space stays in the log of the team that it belongs to, its *home*; the laptops of the *guests* read and write there, that
//! space and nothing else. No guest ever has a key of the home's epochs. Both teams have a **shared key** instead, fresh whenever either
//! side begins an epoch or its laptops change: whoever was taken out, and after the end the whole other team, knows no key that comes
//! after. A shared key is named by the number of the roster entry that brought it; a pack says under which it was sealed.
//!
//! A shared key is sealed once for each team, to its [`Reception`]: a key pair that follows from the team's ring key of an epoch, so that
//! every laptop which reads people's records can open it, also one that joins years later.

use crate::{
    DeviceId, Hash, ProtocolError, PublicKey, Roster, RosterStep, SpaceId, TeamId, limits,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where things are sealed for all laptops of a team that read people's records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reception {
    /// The epoch of that team whose ring key it follows from.
    pub epoch: u32,
    /// How things are sealed to it: 1 is X-Wing, 2 is X25519.
    pub suite: u8,
    /// To which key.
    #[serde(with = "serde_bytes")]
    pub key: Vec<u8>,
}

/// A laptop of another team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestLaptop {
    /// Its id.
    pub device: DeviceId,
    /// What its signatures are checked with.
    pub verify: PublicKey,
}

/// Another team, as much of it as it must show: no name, no member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guests {
    /// Where things are sealed for it.
    pub reception: Reception,
    /// Its live laptops that read people's records, in the order of their ids.
    pub laptops: Vec<GuestLaptop>,
}

/// A key that two teams have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedKey {
    /// Tells the right key from a wrong one, and nothing else about it.
    pub check: Hash,
    /// Sealed to the home's reception.
    #[serde(with = "serde_bytes")]
    pub home: Vec<u8>,
    /// Sealed to the guests'.
    #[serde(with = "serde_bytes")]
    pub guests: Vec<u8>,
}

/// A guests' laptop, and when it was one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenLaptop {
    /// What its signatures are checked with.
    pub verify: PublicKey,
    /// The position of the entry that named it first.
    pub since: u64,
    /// The position of the entry that no longer did.
    pub until: Option<u64>,
}

/// What is known of a team of guests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// Where the home has things sealed for itself.
    pub home: Reception,
    /// Where things are sealed for the guests.
    pub guests: Reception,
    /// All laptops of theirs there ever were.
    pub laptops: BTreeMap<DeviceId, SeenLaptop>,
}

/// One time during which a space was, or is, shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// With whom.
    pub with: TeamId,
    /// The position of the entry that began it.
    pub since: u64,
    /// The position of the entry that ended it.
    pub until: Option<u64>,
}

/// What the roster knows of a shared key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownKey {
    /// With whom.
    pub with: TeamId,
    /// The position of the entry that brought it.
    pub at: u64,
    /// Tells it from others.
    pub check: Hash,
    /// The home's epoch to whose reception it is sealed: when that is over, so is the key.
    pub home_epoch: u32,
    /// The guests' epoch.
    pub guests_epoch: u32,
}

/// All that a roster says of sharing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// Teams that were or are guests here.
    pub partners: BTreeMap<TeamId, Partner>,
    /// Spaces that were or are shared; the last time of each comes last.
    pub shares: BTreeMap<SpaceId, Vec<Share>>,
    /// Shared keys, by the number of the roster entry that brought each.
    pub keys: BTreeMap<u64, KnownKey>,
    /// Teams where this one is, or was, a guest: what is shared, and whether anything still is, stands in their logs.
    pub visits: BTreeSet<TeamId>,
}

impl Share {
    fn holds_at(&self, position: u64) -> bool {
        self.since < position && self.until.is_none_or(|until| position <= until)
    }
}

impl Sharing {
    /// With whom a space is shared now.
    #[must_use]
    pub fn with(&self, space: &SpaceId) -> Option<TeamId> {
        let last = self.shares.get(space)?.last()?;
        last.until.is_none().then_some(last.with)
    }

    /// With whom it was shared at a position.
    #[must_use]
    pub fn with_at(&self, space: &SpaceId, position: u64) -> Option<TeamId> {
        let times = self.shares.get(space)?;
        times
            .iter()
            .find(|time| time.holds_at(position))
            .map(|time| time.with)
    }

    /// The spaces that are shared with a team now.
    pub fn shared_with(&self, team: TeamId) -> impl Iterator<Item = SpaceId> {
        self.shares
            .keys()
            .filter(move |space| self.with(space) == Some(team))
            .copied()
    }

    /// The newest key that is shared with a team, as it was at a position.
    #[must_use]
    pub fn key_at(&self, team: &TeamId, position: u64) -> Option<(u64, KnownKey)> {
        self.keys
            .iter()
            .rev()
            .find(|(_, key)| key.with == *team && key.at < position)
            .map(|(number, key)| (*number, *key))
    }

    /// The key that a guests' laptop signed with that might write in a space at a position.
    #[must_use]
    pub fn guest_at(&self, space: &SpaceId, device: &DeviceId, position: u64) -> Option<PublicKey> {
        let partner = self.partners.get(&self.with_at(space, position)?)?;
        let laptop = partner.laptops.get(device)?;
        let is_there =
            laptop.since < position && laptop.until.is_none_or(|until| position <= until);
        is_there.then_some(laptop.verify)
    }

    /// A laptop of a team that is a guest here now.
    #[must_use]
    pub fn guest(&self, team: &TeamId, device: &DeviceId) -> Option<PublicKey> {
        let laptop = self.partners.get(team)?.laptops.get(device)?;
        (laptop.until.is_none() && self.shared_with(*team).next().is_some())
            .then_some(laptop.verify)
    }

    /// How far a laptop of another team may follow the log: not at all (`None`), to a position, or to its end (`u64::MAX`). Guests whose
    /// time is over still see that it is, and nothing that came later.
    #[must_use]
    pub fn sees_to(&self, team: &TeamId, device: &DeviceId) -> Option<u64> {
        let laptop = self.partners.get(team)?.laptops.get(device)?;
        let times = self.shares.values().flatten();
        let last = times
            .filter(|time| time.with == *team)
            .map(|time| time.until.unwrap_or(u64::MAX))
            .max()?;
        Some(last.min(laptop.until.unwrap_or(u64::MAX)))
    }

    /// Whether a laptop of another team may read what stands in a space at a position.
    #[must_use]
    pub fn shows(&self, team: &TeamId, space: &SpaceId, position: u64) -> bool {
        self.with_at(space, position) == Some(*team)
    }
}

/// Who signs a step that guests may sign, too.
fn guests_of(step: &RosterStep) -> Option<&TeamId> {
    match step {
        RosterStep::Receive { team, .. } => Some(team),
        RosterStep::Unshare { with, .. } => Some(with),
        _ => None,
    }
}

impl Roster {
    /// Under which epoch and which shared key (0: the team's own) a pack in a space must be sealed to stand at a position.
    ///
    /// # Errors
    /// [`ProtocolError::OutOfOrder`] while the shared key is of an epoch that is over: nothing can be sealed until there is a fresh one.
    pub fn seal_at(&self, space: &SpaceId, position: u64) -> Result<(u32, u64), ProtocolError> {
        let epoch = self.epoch_at(position);
        let Some(with) = self.sharing.with_at(space, position) else {
            return Ok((epoch, 0));
        };
        match self.sharing.key_at(&with, position) {
            Some((number, key)) if key.home_epoch == epoch => Ok((epoch, number)),
            _ => Err(ProtocolError::OutOfOrder),
        }
    }

    /// What a roster entry is checked with that is not signed by a laptop of this team.
    pub(crate) fn guest_key(
        &self,
        by: &DeviceId,
        step: &RosterStep,
    ) -> Result<PublicKey, ProtocolError> {
        guests_of(step)
            .and_then(|team| self.sharing.guest(team, by))
            .ok_or(ProtocolError::NotAllowed)
    }

    pub(crate) fn share_step(
        &mut self,
        by: &DeviceId,
        step: &RosterStep,
        position: u64,
    ) -> Result<(), ProtocolError> {
        match step {
            RosterStep::Receive {
                team,
                home,
                guests,
                key,
            } => {
                if self.live(by).is_some() {
                    self.worker(by)?;
                    self.receive_at_home(team, home.as_ref(), guests.as_ref(), position)?;
                } else {
                    self.receive_by_guests(team, home.as_ref(), guests.as_ref(), position)?;
                }
                self.note_key(team, key, position)
            }
            RosterStep::Share { space, with, .. } => {
                self.worker(by)?;
                let is_new = self.sharing.with(space).is_none() && !self.erased.contains_key(space);
                let has_key = self
                    .sharing
                    .key_at(with, position)
                    .is_some_and(|(_, key)| key.home_epoch == self.epoch());
                if !is_new || !has_key {
                    return Err(ProtocolError::WrongName);
                }
                let time = Share {
                    with: *with,
                    since: position,
                    until: None,
                };
                self.sharing.shares.entry(*space).or_default().push(time);
                Ok(())
            }
            RosterStep::Unshare { space, with } => {
                // A guests' laptop may end it like any worker of the home.
                if self.live(by).is_some() {
                    self.worker(by)?;
                }
                if self.sharing.with(space) != Some(*with) {
                    return Err(ProtocolError::WrongName);
                }
                self.end_share(space, position);
                Ok(())
            }
            RosterStep::Visit { host, .. } => {
                self.worker(by)?;
                if *host == self.team || !self.sharing.visits.insert(*host) {
                    return Err(ProtocolError::WrongName);
                }
                Ok(())
            }
            _ => Err(ProtocolError::Malformed),
        }
    }

    pub(crate) fn end_share(&mut self, space: &SpaceId, position: u64) {
        if let Some(time) = self
            .sharing
            .shares
            .get_mut(space)
            .and_then(|all| all.last_mut())
        {
            time.until.get_or_insert(position);
        }
    }

    /// The home says where it opens things now. Who the guests are it says only while nothing is shared with them.
    fn receive_at_home(
        &mut self,
        team: &TeamId,
        home: Option<&Reception>,
        guests: Option<&Guests>,
        position: u64,
    ) -> Result<(), ProtocolError> {
        let home = home.ok_or(ProtocolError::Malformed)?;
        check_reception(home)?;
        if *team == self.team || home.epoch != self.epoch() {
            return Err(ProtocolError::WrongName);
        }
        if guests.is_some() && self.sharing.shared_with(*team).next().is_some() {
            return Err(ProtocolError::NotAllowed);
        }
        if let Some(partner) = self.sharing.partners.get_mut(team) {
            partner.home = home.clone();
        } else {
            let guests = guests.ok_or(ProtocolError::WrongName)?;
            let partner = Partner {
                home: home.clone(),
                guests: guests.reception.clone(),
                laptops: BTreeMap::new(),
            };
            self.sharing.partners.insert(*team, partner);
        }
        match guests {
            Some(guests) => self.seat(team, guests, position),
            None => Ok(()),
        }
    }

    /// The guests say which their laptops are now, and where they open things.
    fn receive_by_guests(
        &mut self,
        team: &TeamId,
        home: Option<&Reception>,
        guests: Option<&Guests>,
        position: u64,
    ) -> Result<(), ProtocolError> {
        if home.is_some() {
            return Err(ProtocolError::NotAllowed);
        }
        let guests = guests.ok_or(ProtocolError::Malformed)?;
        self.seat(team, guests, position)
    }

    fn seat(&mut self, team: &TeamId, guests: &Guests, position: u64) -> Result<(), ProtocolError> {
        check_reception(&guests.reception)?;
        let is_ordered = guests
            .laptops
            .windows(2)
            .all(|pair| matches!(pair, [one, next] if one.device < next.device));
        if guests.laptops.is_empty() || guests.laptops.len() > limits::DEVICES || !is_ordered {
            return Err(ProtocolError::Malformed);
        }
        let is_ours = |laptop: &GuestLaptop| {
            self.devices
                .iter()
                .any(|(id, device)| *id == laptop.device || device.verify == laptop.verify)
        };
        if guests.laptops.iter().any(is_ours) {
            return Err(ProtocolError::WrongName);
        }
        let partner = self
            .sharing
            .partners
            .get_mut(team)
            .ok_or(ProtocolError::WrongName)?;
        partner.guests = guests.reception.clone();
        for laptop in partner.laptops.values_mut() {
            laptop.until.get_or_insert(position);
        }
        for laptop in &guests.laptops {
            let known = partner.laptops.entry(laptop.device).or_insert(SeenLaptop {
                verify: laptop.verify,
                since: position,
                until: None,
            });
            if known.verify != laptop.verify {
                return Err(ProtocolError::WrongName);
            }
            known.until = None;
        }
        Ok(())
    }

    fn note_key(
        &mut self,
        team: &TeamId,
        key: &SharedKey,
        position: u64,
    ) -> Result<(), ProtocolError> {
        let partner = self
            .sharing
            .partners
            .get(team)
            .ok_or(ProtocolError::WrongName)?;
        let known = KnownKey {
            with: *team,
            at: position,
            check: key.check,
            home_epoch: partner.home.epoch,
            guests_epoch: partner.guests.epoch,
        };
        self.sharing.keys.insert(self.number + 1, known);
        Ok(())
    }
}

fn check_reception(reception: &Reception) -> Result<(), ProtocolError> {
    if reception.key.is_empty() || reception.key.len() > limits::SEAL_KEY_BYTES {
        return Err(ProtocolError::Malformed);
    }
    Ok(())
}
