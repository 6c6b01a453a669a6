//! The recovery code as a device on paper: what a member needs who has lost every laptop.
//!
//! A laptop that has its code at hand (it was just shown, or typed) makes keys for one more device of its member, seals them with the
//! member's own key under the code, and has the roster admit that device. Then it forgets both the code and the keys: the sealed
//! bytes lie on the server, and only who has the paper can open them. So a thief who opens a lost laptop finds nothing that outlives
//! its being taken out.
//!
//! Being a device of the roster is what keeps it current: each new epoch is sealed to it like to a laptop, and nothing has to be left
//! again. It may let in another laptop of its member, and nothing else; the team sees it, and a lead or its member can end it.
//!
//! On a new laptop the code gives those keys back. The log is read as that device; then it lets the laptop in, and is over as soon as
//! the laptop has a paper of its own. What was sealed names the roster of that day, so that no server can lead anybody into a team of
//! its own making, or back before that day.

use crate::engine::Engine;
use crate::facts::{self, Book, Membership, Stage};
use crate::identity::{Identity, random_bytes};
use crate::keyring::Keyring;
use crate::line::Request;
use crate::secret::Secret32;
use crate::trouble::{Result, SyncError};
use crate::wishes::Wish;
use alongside_domain::Moment;
use alongside_protocol::{DeviceId, Hash, Locator, MemberId, Roster, TeamId};
use alongside_store::Store;
use alongside_vault::{RecoveryCode, escrow_key, escrow_locator};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use zeroize::Zeroizing;

/// What this laptop knows of its paper: nothing that opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paper {
    pub device: DeviceId,
    pub locator: Locator,
    /// For the server, again and again: it may be emptied.
    pub sealed: Vec<u8>,
    /// The server has said that it keeps it.
    pub is_there: bool,
}

/// What is kept about coming back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recovery {
    pub paper: Option<Paper>,
    /// Papers that are over once there is a new one: used, or replaced.
    pub over: Vec<DeviceId>,
}

/// What is sealed under the code.
#[derive(Serialize, Deserialize)]
struct Behind {
    version: u8,
    team: TeamId,
    name: String,
    member: MemberId,
    own: Secret32,
    #[serde(with = "serde_bytes")]
    keys: Vec<u8>,
    first: Hash,
    list: (u64, Hash),
}

impl Drop for Behind {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.keys);
    }
}

impl Behind {
    fn open(code: &RecoveryCode, sealed: &[u8]) -> Result<Self> {
        let plain = escrow_key(code)?.open(sealed)?;
        let behind: Self = facts::read(&plain)?;
        if behind.version == 1 {
            Ok(behind)
        } else {
            Err(SyncError::Damaged)
        }
    }
}

impl Book {
    /// Whether this laptop acts by the keys on paper: it is coming back, and is not in itself.
    pub(crate) fn is_on_paper(&self) -> bool {
        self.identity
            .as_ref()
            .is_some_and(|me| self.recovery.over.contains(&me.device))
    }

    /// Whether the log ends before the roster that the paper knows.
    pub(crate) fn is_behind_paper(&self) -> bool {
        let is_reached = match (&self.membership, &self.roster) {
            (Some(membership), Some(roster)) => membership.is_reached_by(roster),
            _ => false,
        };
        self.is_on_paper() && !is_reached
    }

    /// Whether a device may act.
    pub(crate) fn is_live(&self, device: &DeviceId) -> bool {
        self.roster
            .as_ref()
            .is_some_and(|roster| roster.live(device).is_some())
    }
}

impl Engine {
    /// The recovery code of this vault was shown or typed just now: it is put on paper for the team as soon as this laptop is in one,
    /// and forgotten with that.
    pub fn has_code(&mut self, code: RecoveryCode) {
        self.code = Some(code);
    }

    /// Makes the device on paper out of the code at hand, and wishes it into the team.
    pub(crate) fn put_on_paper(&mut self, store: &Store) -> Result<()> {
        let has_own = || {
            let roster = self.book.roster.as_ref()?;
            let (me, _) = roster.live(&self.book.identity.as_ref()?.device)?;
            Some(me.has_own && self.book.keyring.has_member_key())
        };
        if self.code.is_none() || self.book.successor.is_some() || has_own() != Some(true) {
            return Ok(());
        }
        let Some(code) = self.code.take() else {
            return Ok(());
        };
        let locator = Locator(escrow_locator(&code)?);
        let (suite, random) = (self.settings.suite, &mut *self.random);
        let put = self.book.write(store, |_, book| {
            if let Some(paper) = book.recovery.paper.take() {
                if paper.locator == locator && book.is_good(&paper.device) {
                    book.recovery.paper = Some(paper);
                    return Ok(());
                }
                book.recovery.over.push(paper.device);
            }
            let membership = book.membership()?.clone();
            let roster = Arc::clone(book.roster()?);
            let own = book.keyring.own_key().ok_or(SyncError::Damaged)?;
            let device = DeviceId(random_bytes(random)?);
            let keys = Identity::make(device, Hash::default(), suite, random)?;
            let behind = Behind {
                version: 1,
                team: membership.team,
                name: membership.name,
                member: membership.member,
                own,
                keys: keys.bytes()?,
                first: membership.first.ok_or(SyncError::Damaged)?,
                list: (roster.number, roster.last),
            };
            let plain = Zeroizing::new(facts::bytes(&behind)?);
            let sealed = escrow_key(&code)?.seal(&plain, random)?;
            let wish = Wish::AddPaper {
                device: keys.introduce(&membership.team, &membership.member),
                locator,
            };
            book.plans.wishes.push(wish);
            book.recovery.paper = Some(Paper {
                device,
                locator,
                sealed,
                is_there: false,
            });
            Ok(())
        });
        if put.is_err() {
            // Nothing was kept: it is tried again.
            self.code = Some(code);
        }
        put.map(|_| ())
    }

    /// Leaves what is sealed on the server: once the roster names the place, and again whenever the vault is opened.
    pub(crate) fn leave(&mut self, store: &Store, team: TeamId) -> Result<Option<Request>> {
        let Some(paper) = self.book.recovery.paper.clone() else {
            return Ok(None);
        };
        if self.book.is_live(&paper.device) {
            let is_due = !paper.is_there || !self.session.has_left;
            return Ok((is_due && !self.session.has_left).then_some(Request::Leave(
                team,
                paper.locator,
                paper.sealed,
            )));
        }
        if !self.book.is_good(&paper.device) {
            // Somebody ended it: the code is no longer good for the team.
            self.book.write(store, |_, book| {
                book.recovery.paper = None;
                Ok(())
            })?;
        }
        Ok(None)
    }

    /// The server keeps it.
    pub(crate) fn left(&mut self, store: &Store) -> Result<()> {
        self.session.has_left = true;
        self.book.write(store, |_, book| {
            if let Some(paper) = &mut book.recovery.paper {
                paper.is_there = true;
            }
            for device in std::mem::take(&mut book.recovery.over) {
                if book.is_live(&device) {
                    book.plans.wishes.push(Wish::Revoke { device });
                }
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Where what was left for a code lies.
    ///
    /// # Errors
    /// None: it is worked out.
    pub fn locator(code: &RecoveryCode) -> Result<Locator> {
        Ok(Locator(escrow_locator(code)?))
    }

    /// A member who has lost their laptops comes back on this one, by their code and what was left for it. Then say
    /// [`crate::Input::Start`].
    ///
    /// # Errors
    /// [`SyncError::NotInTeam`] if this laptop is in a team already; [`SyncError::Vault`] if these bytes were not sealed under the
    /// code; those of the file.
    pub fn come_back(&mut self, store: &Store, code: &RecoveryCode, sealed: &[u8]) -> Result<()> {
        self.not_in_any()?;
        let behind = Behind::open(code, sealed)?;
        let (settings, random) = (self.settings, &mut *self.random);
        self.book.write(store, |replica, book| {
            let paper = Identity::read(&behind.keys)?;
            let id = DeviceId(replica.device()?);
            let laptop = Identity::make(id, settings.installation, settings.suite, random)?;
            // From here on, before anything of others is here: what stands here is what was written here.
            replica.set_replicating(true)?;
            let mut keyring = Keyring::default();
            keyring.take_member_key(behind.own.clone());
            book.keyring = Arc::new(keyring);
            book.roster = Some(Arc::new(Roster::new(behind.team)));
            book.plans.wishes = vec![Wish::AddDevice {
                device: laptop.introduce(&behind.team, &behind.member),
            }];
            book.recovery = Recovery {
                paper: None,
                over: vec![paper.device],
            };
            book.identity = Some(Arc::new(paper));
            book.successor = Some(Arc::new(laptop));
            book.membership = Some(Membership {
                team: behind.team,
                name: behind.name.clone(),
                member: behind.member,
                stage: Stage::Joining,
                anchor: None,
                first: Some(behind.first),
                list: Some(behind.list),
            });
            Ok(())
        })?;
        Ok(())
    }

    /// The member's own key for a laptop that a lead let in, by the code of another laptop of theirs.
    ///
    /// # Errors
    /// [`SyncError::NotInTeam`] if that is another member's, or another team's; otherwise as in [`Engine::come_back`].
    pub fn take_own_key(
        &mut self,
        store: &Store,
        code: &RecoveryCode,
        sealed: &[u8],
        now: Moment,
    ) -> Result<()> {
        let behind = Behind::open(code, sealed)?;
        self.book.write(store, |replica, book| {
            let membership = book.membership()?;
            if (membership.team, membership.member) != (behind.team, behind.member) {
                return Err(SyncError::NotInTeam);
            }
            let mut keyring = (*book.keyring).clone();
            keyring.take_member_key(behind.own.clone());
            book.keyring = Arc::new(keyring);
            let device = book.identity()?.device;
            book.plans.wishes.push(Wish::HandOwn { device });
            crate::waiting::try_again(replica, book, now)
        })?;
        self.session.at_end = false;
        Ok(())
    }
}

impl Book {
    /// Whether a paper is good, or on its way to be.
    fn is_good(&self, paper: &DeviceId) -> bool {
        let is_wished =
            |wish: &Wish| matches!(wish, Wish::AddPaper { device, .. } if device.id == *paper);
        self.is_live(paper) || self.plans.wishes.iter().any(is_wished)
    }
}
