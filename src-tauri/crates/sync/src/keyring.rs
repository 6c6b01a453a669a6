//! The team's keys as this laptop holds them: each epoch's, worked out from what is sealed to it in the roster.
//!
//! A new epoch brings its keys sealed to each live laptop, and the keys of the epoch before sealed under its own: whoever holds
//! the newest holds the older ones. Every key is compared with the check that the signed roster gives for it before it is used.

use crate::fault::{self, Fault};
use crate::identity::Identity;
use crate::secret::Secret32;
use crate::trouble::{Result, Trouble};
use alongside_protocol::{
    DeviceId, EpochKeys, Hash, MemberId, Ring, RingEpoch, Role, Roster, TeamId, Wrap,
};
use alongside_vault::{MemberKey, OpeningKey, Random, RingKey, SpaceKey, SpaceSecret, seal_to};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The keys of one epoch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Keys {
    team: Option<Secret32>,
    open: Option<Secret32>,
}

/// What is sealed to a laptop in a [`Wrap`].
#[derive(Serialize, Deserialize)]
struct Wrapped {
    team: Option<Secret32>,
    open: Secret32,
    /// The member's own key, when it is their older laptop that seals.
    member: Option<Secret32>,
}

/// All keys that this laptop holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Keyring {
    epochs: BTreeMap<u32, Keys>,
    /// What each epoch's keys unlock of the epoch before: `Team`, `Open`.
    older: BTreeMap<u32, [Vec<u8>; 2]>,
    member: Option<Secret32>,
    /// The keys that are shared with another team, by the roster entries that brought them.
    shared: BTreeMap<u64, Shared>,
}

/// A shared key, as it came and as it was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Shared {
    epoch: u32,
    check: Hash,
    sealed: Vec<u8>,
    context: Vec<u8>,
    key: Option<Secret32>,
}

fn context(team: &TeamId, device: &DeviceId, epoch: u32) -> Vec<u8> {
    [
        b"alongside wrap v1".as_slice(),
        &team.0,
        &device.0,
        &epoch.to_be_bytes(),
    ]
    .concat()
}

impl Keyring {
    /// Lets go of the keys of the team's ring: who works here is not to read in it any more.
    pub(crate) fn forget_team(&mut self) {
        for keys in self.epochs.values_mut() {
            keys.team = None;
        }
    }

    /// The first laptop of a member makes the member's key.
    pub(crate) fn make_member_key(&mut self, random: &mut dyn Random) -> Result<()> {
        self.member = Some(Secret32::new(*MemberKey::make(random)?.expose()));
        Ok(())
    }

    /// Whether the member's private spaces can be read here.
    pub(crate) fn has_member_key(&self) -> bool {
        self.member.is_some()
    }

    /// The member's key, to be sealed under their recovery code.
    pub(crate) fn own_key(&self) -> Option<Secret32> {
        self.member.clone()
    }

    /// Takes the member's key, as their recovery code gave it. One that is here already stays.
    pub(crate) fn take_member_key(&mut self, key: Secret32) {
        self.member.get_or_insert(key);
    }

    fn ring(&self, epoch: u32, ring: Ring) -> Option<RingKey> {
        let keys = self.epochs.get(&epoch)?;
        let key = match ring {
            Ring::Team => &keys.team,
            Ring::Open => &keys.open,
            Ring::Member(_) => return None,
        };
        Some(RingKey::from_bytes(key.as_ref()?.expose()))
    }

    /// The key pair to which others seal for the whole team in an epoch; nothing while the key behind it is not here.
    pub(crate) fn reception(&self, epoch: u32) -> Result<Option<OpeningKey>> {
        Ok(match self.ring(epoch, Ring::Team) {
            Some(key) => Some(key.reception()?),
            None => None,
        })
    }

    /// Keeps a shared key as it came.
    pub(crate) fn note_shared(
        &mut self,
        number: u64,
        epoch: u32,
        check: Hash,
        sealed: Vec<u8>,
        context: Vec<u8>,
    ) {
        let shared = Shared {
            epoch,
            check,
            sealed,
            context,
            key: None,
        };
        self.shared.insert(number, shared);
    }

    /// Whether a shared key is there that could not be opened yet.
    pub(crate) fn waits_for_shared(&self) -> bool {
        self.shared.values().any(|shared| shared.key.is_none())
    }

    /// Opens the shared keys that can be opened with the keys of `own`; gives whether there are new ones. One that is not what the
    /// roster says of it gives nothing.
    pub(crate) fn settle_shared(&mut self, own: &Self) -> bool {
        let mut is_new = false;
        for shared in self.shared.values_mut().filter(|it| it.key.is_none()) {
            let Ok(Some(reception)) = own.reception(shared.epoch) else {
                continue;
            };
            let Ok(plain) = reception.open(&shared.context, &shared.sealed) else {
                continue;
            };
            let Ok(bytes) = <[u8; 32]>::try_from(plain.as_slice()) else {
                continue;
            };
            if RingKey::from_bytes(&bytes).check() == shared.check.0 {
                shared.key = Some(Secret32::new(bytes));
                is_new = true;
            }
        }
        is_new
    }

    /// A shared key.
    pub(crate) fn shared(&self, number: u64) -> Option<RingKey> {
        let key = self.shared.get(&number)?.key.as_ref()?;
        Some(RingKey::from_bytes(key.expose()))
    }

    /// The key of a space for a pack: that of an epoch, or (if `shared` is not 0) one that is shared with another team. Nothing while the
    /// key behind it is not here.
    pub(crate) fn pack_key(
        &self,
        ring: Ring,
        (epoch, shared): (u32, u64),
        space: &Uuid,
        secret: &[u8; 32],
    ) -> Result<Option<SpaceKey>> {
        if shared == 0 {
            return self.space_key(ring, epoch, space, secret);
        }
        let secret = SpaceSecret::from_bytes(secret);
        Ok(match self.shared(shared) {
            Some(key) => Some(key.space_key(space.as_bytes(), &secret)?),
            None => None,
        })
    }

    /// The key of a space in an epoch; nothing while the key behind it is not here.
    fn space_key(
        &self,
        ring: Ring,
        epoch: u32,
        space: &Uuid,
        secret: &[u8; 32],
    ) -> Result<Option<SpaceKey>> {
        let (id, secret) = (space.as_bytes(), SpaceSecret::from_bytes(secret));
        Ok(match ring {
            // Every laptop has the open ring's key of an epoch, and one that was taken out has not the next.
            Ring::Member(_) => match (&self.member, self.ring(epoch, Ring::Open)) {
                (Some(key), Some(epoch)) => {
                    Some(MemberKey::from_bytes(key.expose()).space_key(&epoch, id, &secret)?)
                }
                _ => None,
            },
            _ => match self.ring(epoch, ring) {
                Some(key) => Some(key.space_key(id, &secret)?),
                None => None,
            },
        })
    }

    /// Seals a new space's secret for its ring.
    pub(crate) fn seal_secret(
        &self,
        ring: Ring,
        epoch: u32,
        space: &Uuid,
        secret: &[u8; 32],
        random: &mut dyn Random,
    ) -> Result<Option<Vec<u8>>> {
        let (id, secret) = (space.as_bytes(), SpaceSecret::from_bytes(secret));
        Ok(match ring {
            Ring::Member(_) => match &self.member {
                Some(key) => {
                    Some(MemberKey::from_bytes(key.expose()).seal_secret(id, &secret, random)?)
                }
                None => None,
            },
            _ => match self.ring(epoch, ring) {
                Some(key) => Some(key.seal_secret(id, &secret, random)?),
                None => None,
            },
        })
    }

    /// Opens a space's secret; nothing while the key is not here.
    pub(crate) fn open_secret(
        &self,
        ring: Ring,
        epoch: u32,
        space: &Uuid,
        sealed: &[u8],
    ) -> Option<std::result::Result<[u8; 32], ()>> {
        let id = space.as_bytes();
        let opened = match ring {
            Ring::Member(_) => {
                MemberKey::from_bytes(self.member.as_ref()?.expose()).open_secret(id, sealed)
            }
            _ => self.ring(epoch, ring)?.open_secret(id, sealed),
        };
        Some(opened.map(|secret| *secret.expose()).map_err(|_| ()))
    }

    /// A new epoch for the laptops that are live in `roster`, which is the roster as it will be, and its keys.
    pub(crate) fn begin(
        &self,
        roster: &Roster,
        number: u32,
        random: &mut dyn Random,
    ) -> Result<EpochKeys> {
        let mut fresh = Keys {
            team: Some(Secret32::new(*RingKey::make(random)?.expose())),
            open: Some(Secret32::new(*RingKey::make(random)?.expose())),
        };
        if fault::is(Fault::SameKeys)
            && let Some(before) = self.epochs.get(&number.saturating_sub(1))
        {
            fresh = before.clone();
        }
        let mut with_fresh = Self::default();
        with_fresh.epochs.insert(number, fresh);
        let mut rings = Vec::with_capacity(2);
        for ring in [Ring::Team, Ring::Open] {
            let Some(key) = with_fresh.ring(number, ring) else {
                continue;
            };
            let older = match self.ring(number.saturating_sub(1), ring) {
                Some(before) => key.seal_older(&before, random)?,
                None => Vec::new(),
            };
            let check = Hash(key.check());
            rings.push(RingEpoch { ring, check, older });
        }
        let mut wraps = Vec::new();
        for (id, device, member) in roster.live_devices() {
            let to = Recipient {
                device: *id,
                suite: device.suite,
                seal: &device.seal,
                role: member.role,
            };
            wraps.push(with_fresh.wrap(&roster.team, number, &to, false, random)?);
        }
        Ok(EpochKeys {
            number,
            rings,
            wraps,
        })
    }

    /// The keys of an epoch for one laptop. `with_member` if it is another laptop of the same member.
    pub(crate) fn wrap(
        &self,
        team: &TeamId,
        epoch: u32,
        to: &Recipient<'_>,
        with_member: bool,
        random: &mut dyn Random,
    ) -> Result<Wrap> {
        let keys = self.epochs.get(&epoch).ok_or(Trouble::WrongKey { epoch })?;
        let wrapped = Wrapped {
            team: keys.team.clone().filter(|_| to.role != Role::Volunteer),
            open: keys.open.clone().ok_or(Trouble::WrongKey { epoch })?,
            member: self.member.clone().filter(|_| with_member),
        };
        let plain = zeroize::Zeroizing::new(crate::facts::bytes(&wrapped)?);
        let context = context(team, &to.device, epoch);
        Ok(Wrap {
            device: to.device,
            sealed: seal_to(to.suite, to.seal, &context, &plain, random)?,
        })
    }

    /// Takes what a wrap holds for this laptop. A wrap that cannot be opened gives nothing: the checks say what is amiss. The member's
    /// key is taken only from the member's own devices (`is_own`), and one that is here is never replaced: or a lead could slip in
    /// one that they know.
    pub(crate) fn unwrap(
        &mut self,
        team: &TeamId,
        epoch: u32,
        me: &Identity,
        wrap: &Wrap,
        is_own: bool,
    ) {
        let context = context(team, &me.device, epoch);
        let Ok(plain) = me.open(&context, &wrap.sealed) else {
            return;
        };
        let Ok(wrapped) = crate::facts::read::<Wrapped>(&plain) else {
            return;
        };
        self.epochs.insert(
            epoch,
            Keys {
                team: wrapped.team,
                open: Some(wrapped.open),
            },
        );
        if let Some(key) = wrapped.member.filter(|_| is_own) {
            self.take_member_key(key);
        }
    }

    /// Whether keys of this number are here that are not this epoch's.
    pub(crate) fn has_other(&self, epoch: &EpochKeys) -> bool {
        epoch.rings.iter().any(|of| {
            self.ring(epoch.number, of.ring)
                .is_some_and(|key| key.check() != of.check.0)
        })
    }

    /// A restored server has another epoch of that number: what was known under it was right, and is of a log that is no more.
    pub(crate) fn give_way(&mut self, epoch: &EpochKeys) {
        if self.has_other(epoch) {
            self.epochs.remove(&epoch.number);
        }
    }

    /// Keeps what a new epoch says of the one before.
    pub(crate) fn note_older(&mut self, epoch: &EpochKeys) {
        let sealed = |ring: Ring| {
            epoch
                .rings
                .iter()
                .find(|of| of.ring == ring)
                .map(|of| of.older.clone())
                .unwrap_or_default()
        };
        self.older
            .insert(epoch.number, [sealed(Ring::Team), sealed(Ring::Open)]);
    }

    /// Works out older keys from newer ones, and lets go of every key that is not the one the roster speaks of.
    ///
    /// Gives the epochs whose keys were wrong.
    pub(crate) fn settle(&mut self, roster: &Roster) -> Result<Vec<u32>> {
        let mut wrong = self.drop_wrong(roster)?;
        for number in (2..=roster.epoch()).rev() {
            let Some([team, open]) = self.older.get(&number).cloned() else {
                continue;
            };
            for (ring, sealed) in [(Ring::Team, team), (Ring::Open, open)] {
                if self.ring(number - 1, ring).is_some() {
                    continue;
                }
                let opened = self
                    .ring(number, ring)
                    .and_then(|key| key.open_older(&sealed).ok());
                if let Some(key) = opened {
                    let keys = self.epochs.entry(number - 1).or_default();
                    let secret = Some(Secret32::new(*key.expose()));
                    match ring {
                        Ring::Team => keys.team = secret,
                        _ => keys.open = secret,
                    }
                }
            }
        }
        wrong.extend(self.drop_wrong(roster)?);
        Ok(wrong)
    }

    fn drop_wrong(&mut self, roster: &Roster) -> Result<Vec<u32>> {
        let mut wrong = Vec::new();
        for (epoch, [team, open]) in (1_u32..).zip(&roster.checks) {
            let Some(keys) = self.epochs.get_mut(&epoch) else {
                continue;
            };
            for (key, check) in [(&mut keys.team, team), (&mut keys.open, open)] {
                let Some(secret) = key else { continue };
                if RingKey::from_bytes(secret.expose()).check() != check.0 {
                    *key = None;
                    wrong.push(epoch);
                }
            }
        }
        Ok(wrong)
    }

    /// Whether the keys of an epoch are here that somebody of that role needs to write.
    pub(crate) fn is_ready(&self, epoch: u32, role: Role) -> bool {
        self.epochs.get(&epoch).is_some_and(|keys| {
            keys.open.is_some() && (role == Role::Volunteer || keys.team.is_some())
        })
    }

    /// The keys of every epoch that somebody of that role may have, for one who joins and reads from the beginning.
    pub(crate) fn handed_over(&self, role: Role) -> Vec<Handed> {
        let plain = |key: &Option<Secret32>| key.as_ref().map(|key| *key.expose());
        self.epochs
            .iter()
            .map(|(epoch, keys)| {
                let team = plain(&keys.team).filter(|_| role != Role::Volunteer);
                (*epoch, team, plain(&keys.open))
            })
            .collect()
    }

    /// Takes those over.
    pub(crate) fn take_over(&mut self, keys: Vec<Handed>) {
        for (epoch, team, open) in keys {
            let mine = self.epochs.entry(epoch).or_default();
            mine.team = mine.team.take().or(team.map(Secret32::new));
            mine.open = mine.open.take().or(open.map(Secret32::new));
        }
    }
}

/// Every way from one key to the next, asking nobody: what a thief could do ([`crate::leak`]).
#[cfg(feature = "mutations")]
impl Keyring {
    /// Opens the keys of older epochs with those of newer ones, unchecked.
    pub(crate) fn reach_back(&mut self) {
        for (number, [team, open]) in self.older.clone().into_iter().rev() {
            for (ring, sealed) in [(Ring::Team, team), (Ring::Open, open)] {
                let opened: Vec<[u8; 32]> = self
                    .every_ring_key()
                    .iter()
                    .filter_map(|key| key.open_older(&sealed).ok())
                    .map(|key| *key.expose())
                    .collect();
                let keys = self.epochs.entry(number.saturating_sub(1)).or_default();
                let place = match ring {
                    Ring::Team => &mut keys.team,
                    _ => &mut keys.open,
                };
                if place.is_none() {
                    *place = opened.first().map(|key| Secret32::new(*key));
                }
            }
        }
    }

    fn every_ring_key(&self) -> Vec<RingKey> {
        self.epochs
            .values()
            .flat_map(|keys| [&keys.team, &keys.open])
            .flatten()
            .map(|key| RingKey::from_bytes(key.expose()))
            .collect()
    }

    fn member_key(&self) -> Option<MemberKey> {
        self.member
            .as_ref()
            .map(|key| MemberKey::from_bytes(key.expose()))
    }

    /// A space's secret, by whatever key opens it.
    pub(crate) fn open_secret_by_all(&self, space: &Uuid, sealed: &[u8]) -> Vec<[u8; 32]> {
        let by_rings = self
            .every_ring_key()
            .into_iter()
            .filter_map(|key| key.open_secret(space.as_bytes(), sealed).ok());
        let by_member = self
            .member_key()
            .and_then(|key| key.open_secret(space.as_bytes(), sealed).ok());
        by_rings
            .chain(by_member)
            .map(|secret| *secret.expose())
            .collect()
    }

    /// Every key that could be made of these for a space.
    pub(crate) fn every_space_key(&self, space: &Uuid, secret: &[u8; 32]) -> Result<Vec<SpaceKey>> {
        let (id, secret) = (space.as_bytes(), SpaceSecret::from_bytes(secret));
        let mut keys = Vec::new();
        for ring in self.every_ring_key() {
            keys.push(ring.space_key(id, &secret)?);
            if let Some(member) = self.member_key() {
                keys.push(member.space_key(&ring, id, &secret)?);
            }
        }
        Ok(keys)
    }
}

/// The keys of an epoch as they are handed over: the team's, the open ring's.
pub(crate) type Handed = (u32, Option<[u8; 32]>, Option<[u8; 32]>);

/// To whom keys are sealed.
pub(crate) struct Recipient<'d> {
    pub device: DeviceId,
    pub suite: u8,
    pub seal: &'d [u8],
    pub role: Role,
}

/// Who may read a space of a kind (see the store's `spaces`).
pub(crate) fn ring_of(kind: u8, me: MemberId) -> Ring {
    match kind {
        alongside_store::spaces::DIRECTORY => Ring::Open,
        alongside_store::spaces::PRIVATE if !fault::is(Fault::SharePrivate) => Ring::Member(me),
        _ => Ring::Team,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use alongside_vault::SystemRandom;

    /// A lead's laptop may seal what it likes for Ben's; what it says of his own key counts for nothing.
    #[test]
    fn a_lead_cannot_slip_in_a_members_own_key() {
        let mut random = SystemRandom::new();
        let ben = Identity::make(DeviceId([2; 8]), Hash::default(), Some(2), &mut random).unwrap();
        let team = TeamId([1; 16]);
        let device = ben.introduce(&team, &MemberId([2; 16]));
        let mut leads = Keyring::default();
        leads.make_member_key(&mut random).unwrap();
        leads.epochs.insert(
            1,
            Keys {
                team: Some(Secret32::new([3; 32])),
                open: Some(Secret32::new([4; 32])),
            },
        );
        let to = Recipient {
            device: device.id,
            suite: device.suite,
            seal: &device.seal,
            role: Role::LinkWorker,
        };
        let wrap = leads.wrap(&team, 1, &to, true, &mut random).unwrap();
        let mut bens = Keyring::default();
        bens.unwrap(&team, 1, &ben, &wrap, false);
        assert!(bens.is_ready(1, Role::LinkWorker) && !bens.has_member_key());
        bens.make_member_key(&mut random).unwrap();
        let own = bens.own_key();
        bens.unwrap(&team, 1, &ben, &wrap, true);
        assert!(bens.own_key() == own && own != leads.own_key());
    }
}
