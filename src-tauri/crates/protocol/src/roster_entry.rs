//! Roster entries: who belongs to the team, with which laptops and in which role; signed, numbered and chained by hash.

use crate::{
    DeviceId, Entry, EntryKind, Guests, Hash, Head, Locator, MemberId, ProtocolError, PublicKey,
    Reception, SharedKey, Signature, SpaceId, TeamId, Verify, decode, encode,
};
use serde::{Deserialize, Serialize};

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Everything, and who belongs to the team.
    Lead,
    /// People, plans, the directory.
    LinkWorker,
    /// The directory and the drop-in only; no person's record.
    Volunteer,
    /// Reads what a link worker reads; writes nothing but their own private space.
    ReadOnly,
}

/// Who may read a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Ring {
    /// All members but volunteers: people, the team's own records.
    Team,
    /// All members: the directory, the drop-in.
    Open,
    /// One member alone.
    Member(MemberId),
}

impl Role {
    /// Whether a member of this role may read spaces of a ring.
    #[must_use]
    pub fn reads(self, me: MemberId, ring: Ring) -> bool {
        match ring {
            Ring::Open => true,
            Ring::Team => self != Self::Volunteer,
            Ring::Member(member) => member == me,
        }
    }

    /// Whether a member of this role may write in spaces of a ring.
    #[must_use]
    pub fn writes(self, me: MemberId, ring: Ring) -> bool {
        self.reads(me, ring) && (self != Self::ReadOnly || ring == Ring::Member(me))
    }
}

/// A device as it joins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDevice {
    /// Its id.
    pub id: DeviceId,
    /// What its signatures are checked with.
    pub verify: PublicKey,
    /// The suite and public key with which things are sealed to it: 1 is X-Wing, 2 is X25519.
    pub suite: u8,
    /// The key itself.
    #[serde(with = "serde_bytes")]
    pub seal: Vec<u8>,
    /// By the device itself over [`NewDevice::signed_text`]: nobody is made to join.
    pub proof: Signature,
}

impl NewDevice {
    /// What the joining device signs.
    #[must_use]
    pub fn signed_text(
        team: &TeamId,
        member: &MemberId,
        id: &DeviceId,
        suite: u8,
        seal: &[u8],
    ) -> Vec<u8> {
        [
            b"alongside device v1".as_slice(),
            &team.0,
            &member.0,
            &id.0,
            &[suite],
            seal,
        ]
        .concat()
    }
}

/// The keys of the current epoch, sealed to one device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrap {
    /// To whom.
    pub device: DeviceId,
    /// HPKE: encapsulated key and ciphertext of the ring keys that the device's role may have.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
}

/// The key of one ring in a new epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RingEpoch {
    /// [`Ring::Team`] or [`Ring::Open`].
    pub ring: Ring,
    /// Tells the right key from a wrong one, and nothing else about it.
    pub check: Hash,
    /// The key of the epoch before, sealed under this one; empty in the first epoch.
    #[serde(with = "serde_bytes")]
    pub older: Vec<u8>,
}

/// A new epoch: fresh keys, for the devices that are live from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochKeys {
    /// Its number, from 1.
    pub number: u32,
    /// Its keys: `Team`, then `Open`.
    pub rings: Vec<RingEpoch>,
    /// Sealed to every live device, in the order of their ids.
    pub wraps: Vec<Wrap>,
}

/// What a roster entry does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RosterStep {
    /// The first: a team, with its first lead.
    Found {
        /// The lead.
        member: MemberId,
        /// Their laptop.
        device: NewDevice,
        /// The first epoch.
        epoch: EpochKeys,
    },
    /// A lead lets somebody in, for the first time or again, or gives a member another laptop.
    Admit {
        /// Who.
        member: MemberId,
        /// As what; must be the member's role if they are here already.
        role: Role,
        /// With which laptop.
        device: NewDevice,
        /// The current epoch's keys for it.
        wrap: Wrap,
    },
    /// A member adds a laptop of their own.
    AddDevice {
        /// The laptop.
        device: NewDevice,
        /// The current epoch's keys for it.
        wrap: Wrap,
    },
    /// A lead changes what a member may do. A new epoch, because a volunteer must not read on.
    ChangeRole {
        /// Who.
        member: MemberId,
        /// To what.
        role: Role,
        /// The new epoch.
        epoch: EpochKeys,
    },
    /// A laptop is lost, or put away: by a lead, or by its own member.
    Revoke {
        /// Which.
        device: DeviceId,
        /// What it let in for its member that whoever wished it out did not know of then, in the order of their ids: a new name that
        /// it took in that very moment goes with it.
        with: Vec<DeviceId>,
        /// The new epoch, without them.
        epoch: EpochKeys,
    },
    /// A lead ends somebody's membership, with all their laptops.
    Remove {
        /// Who.
        member: MemberId,
        /// The new epoch, without them.
        epoch: EpochKeys,
    },
    /// Fresh keys for the same devices.
    Rotate {
        /// The new epoch.
        epoch: EpochKeys,
    },
    /// A space is erased for ever, here and on every device.
    Erase {
        /// Which.
        space: SpaceId,
    },
    /// The laptops of another team that come as guests, and a fresh key for both teams. By the home, which says where it opens things and, while
    /// nothing is shared with them, who the guests are; or by the guests, who say which their laptops are now.
    Receive {
        /// The guests.
        team: TeamId,
        /// Where the home opens things now.
        home: Option<Reception>,
        /// Who the guests are.
        guests: Option<Guests>,
        /// The key.
        key: SharedKey,
    },
    /// A space is shared with them from here on.
    Share {
        /// Which.
        space: SpaceId,
        /// With whom.
        with: TeamId,
        /// The space's secret, sealed under the shared key.
        #[serde(with = "serde_bytes")]
        sealed: Vec<u8>,
    },
    /// It is not any longer; by either side. What follows is sealed under the home's own keys, which the guests never had.
    Unshare {
        /// Which.
        space: SpaceId,
        /// With whom.
        with: TeamId,
    },
    /// This team is a guest of another: its laptops are to follow that team's log.
    Visit {
        /// Whose.
        host: TeamId,
        /// What is known of the host, sealed to this team's own reception.
        reception: Reception,
        /// The same.
        #[serde(with = "serde_bytes")]
        sealed: Vec<u8>,
    },
    /// A member's recovery code may bring them back: a device on paper, whose keys nobody has but who has the code. It can let in
    /// another laptop of its member and do nothing else.
    AddPaper {
        /// The device.
        device: NewDevice,
        /// The current epoch's keys for it, and the member's own.
        wrap: Wrap,
        /// Where its keys lie on the server, sealed under the code.
        locator: Locator,
    },
    /// A member's own key for a laptop of theirs that a lead let in, who does not have it.
    HandOwn {
        /// The current epoch's keys for it, and the member's own.
        wrap: Wrap,
    },
    /// Nothing, but that the laptop which signs has taken over all entries before this one: what they erase is gone from it.
    Read,
}

/// A roster entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterEntry {
    /// 1.
    pub version: u8,
    /// Counts the roster's entries, from 1.
    pub number: u64,
    /// The entry hash of the one before; zeroes for the first.
    pub previous: Hash,
    /// The device that signs.
    pub by: DeviceId,
    /// The team's log as that device knew it. What a revoked device sealed and is not in it by then comes too late.
    pub seen: Head,
    /// What it does.
    pub step: RosterStep,
}

/// A roster entry on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedRoster {
    /// A [`RosterEntry`].
    #[serde(with = "serde_bytes")]
    pub body: Vec<u8>,
    /// Over [`SignedRoster::signed_text`].
    pub signature: Signature,
}

impl SignedRoster {
    /// What is signed.
    #[must_use]
    pub fn signed_text(team: &TeamId, body: &[u8]) -> Vec<u8> {
        [b"alongside roster v1".as_slice(), &team.0, body].concat()
    }

    /// Reads a roster entry.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`], [`ProtocolError::TooNew`].
    pub fn read(bytes: &[u8]) -> Result<(Self, RosterEntry), ProtocolError> {
        let signed: Self = decode(bytes)?;
        if signed.body.first() != Some(&1) {
            return Err(ProtocolError::TooNew);
        }
        let entry = decode(&signed.body)?;
        Ok((signed, entry))
    }

    /// As an entry of the log.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`] if it has no bytes, which does not happen.
    pub fn entry(&self) -> Result<Entry, ProtocolError> {
        Ok(Entry {
            kind: EntryKind::Roster,
            bytes: encode(self)?,
        })
    }

    pub(crate) fn check(
        &self,
        team: &TeamId,
        key: &PublicKey,
        verify: &dyn Verify,
    ) -> Result<(), ProtocolError> {
        if verify.verify(key, &Self::signed_text(team, &self.body), &self.signature) {
            Ok(())
        } else {
            Err(ProtocolError::BadSignature)
        }
    }
}
