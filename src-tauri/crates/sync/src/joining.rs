//! Ways into a team: making one, and being let into one.
//!
//! The messages that a joining laptop and the one that lets it in exchange go through a channel that only the two can read (a PAKE
//! over a short code, or a QR code); here is what they say. [`Welcome`] goes to the joiner, [`Knock`] comes back, then the admission is
//! signed ([`crate::Wish::Admit`]), and [`Admitted`] ends it. If the last is lost nothing is: the log has all of it, sealed.

use crate::engine::Engine;
use crate::facts::{Membership, Stage};
use crate::identity::{Identity, random_bytes};
use crate::keyring::Keyring;
use crate::secret::Secret32;
use crate::trouble::{Result, SyncError};
use crate::wishes::sign_step;
use alongside_domain::Moment;
use alongside_protocol::{
    Device, DeviceId, Hash, Head, Member, MemberId, NewDevice, Role, Roster, RosterStep, TeamId,
};
use alongside_store::Store;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The team says who it is, and as whom the laptop may join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// 1.
    pub version: u8,
    /// The team.
    pub team: TeamId,
    /// What it is called.
    pub name: String,
    /// The server's address.
    pub server: String,
    /// Who the joiner is to be: new, or the inviter themselves with another laptop.
    pub member: MemberId,
    /// Whether that member is there already, and this is another laptop of theirs.
    pub is_another: bool,
    /// As what.
    pub role: Role,
    /// The hash of the entry with which the team began.
    pub first: Hash,
    /// The log as the inviter knows it.
    pub head: Head,
    /// And the team's list: how many entries it has, and the hash of the last.
    pub list: (u64, Hash),
}

/// The joiner says with which laptop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knock {
    /// 1.
    pub version: u8,
    /// The laptop.
    pub device: NewDevice,
    /// What the joiner is called.
    pub name: String,
}

/// The joiner is in.
#[derive(Serialize, Deserialize)]
pub struct Admitted {
    /// 1.
    pub version: u8,
    /// The log with the admission in it.
    pub head: Head,
    /// The keys of every epoch, so that the history can be read as it comes: epoch, the team's, the open ring's.
    keys: Vec<(u32, Option<Secret32>, Option<Secret32>)>,
}

impl std::fmt::Debug for Admitted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Admitted({:?}, <secret>)", self.head)
    }
}

macro_rules! message {
    ($name:ident) => {
        impl $name {
            /// In bytes, for the channel between the two.
            ///
            /// # Errors
            /// [`SyncError::Damaged`], which does not happen.
            pub fn bytes(&self) -> Result<Zeroizing<Vec<u8>>> {
                crate::facts::bytes(self).map(Zeroizing::new)
            }

            /// From bytes.
            ///
            /// # Errors
            /// [`SyncError::Damaged`].
            pub fn read(bytes: &[u8]) -> Result<Self> {
                let message: Self = crate::facts::read(bytes)?;
                if message.version == 1 {
                    Ok(message)
                } else {
                    Err(SyncError::Damaged)
                }
            }
        }
    };
}

message!(Welcome);
message!(Knock);
message!(Admitted);

impl Engine {
    /// Makes a team whose lead is the one who works here. `code` is what the keeper of the server gave out for it. Then say
    /// [`crate::Input::Start`].
    ///
    /// # Errors
    /// [`SyncError::NotInTeam`] if this laptop is in a team already; those of the file.
    pub fn found(&mut self, store: &Store, name: &str, code: &str) -> Result<()> {
        self.not_in_any()?;
        let (settings, random) = (self.settings, &mut *self.random);
        self.book.write(store, |replica, book| {
            let team = TeamId(random_bytes(random)?);
            let member = MemberId(random_bytes(random)?);
            let id = DeviceId(replica.device()?);
            let identity = Identity::make(id, settings.installation, settings.suite, random)?;
            let device = identity.introduce(&team, &member);
            let mut after = Roster::new(team);
            let lead = Member {
                role: Role::Lead,
                is_here: true,
            };
            after.members.insert(member, lead);
            let known = Device {
                member,
                verify: device.verify,
                suite: device.suite,
                seal: device.seal.clone(),
                let_in_by: None,
                since: 1,
                until: None,
                has_own: true,
                paper: None,
                read_to: 1,
            };
            after.devices.insert(id, known);
            let mut keyring = Keyring::default();
            keyring.make_member_key(random)?;
            let epoch = keyring.begin(&after, 1, random)?;
            book.identity = Some(Arc::new(identity));
            book.keyring = Arc::new(keyring);
            book.roster = Some(Arc::new(Roster::new(team)));
            let step = RosterStep::Found {
                member,
                device,
                epoch,
            };
            let (_, entry) = sign_step(book, step)?;
            replica.set_replicating(true)?;
            book.membership = Some(Membership {
                team,
                name: name.to_owned(),
                member,
                first: Some(entry.hash()),
                stage: Stage::Founding {
                    code: code.to_owned(),
                    entry,
                },
                anchor: None,
                list: None,
            });
            Ok(())
        })?;
        Ok(())
    }

    /// What the inviter tells the joiner first. `member` is a new one, or the inviter themselves for another laptop of their own.
    ///
    /// # Errors
    /// [`SyncError::NotInTeam`].
    pub fn welcome(
        &mut self,
        server: &str,
        member: Option<MemberId>,
        role: Role,
    ) -> Result<Welcome> {
        let is_another = member.is_some();
        let member = match member {
            Some(member) => member,
            None => MemberId(random_bytes(&mut *self.random)?),
        };
        let (membership, roster) = (self.book.membership()?, self.book.roster()?);
        Ok(Welcome {
            version: 1,
            team: membership.team,
            name: membership.name.clone(),
            server: server.to_owned(),
            member,
            is_another,
            role,
            first: membership.first.ok_or(SyncError::NotInTeam)?,
            head: self.book.place.cursor,
            list: (roster.number, roster.last),
        })
    }

    /// The joiner's answer: keys are made here, and the team is waited for. Then say [`crate::Input::Start`].
    ///
    /// # Errors
    /// [`SyncError::NotInTeam`] if this laptop is in a team already, or was taken out of one and this is another, or another member;
    /// those of the file.
    pub fn knock(&mut self, store: &Store, welcome: &Welcome, name: &str) -> Result<Knock> {
        let device = if self.is_out() {
            self.knock_again(store, welcome)?
        } else {
            self.knock_first(store, welcome)?
        };
        Ok(Knock {
            version: 1,
            device,
            name: name.to_owned(),
        })
    }

    fn knock_first(&mut self, store: &Store, welcome: &Welcome) -> Result<NewDevice> {
        self.not_in_any()?;
        let (settings, random) = (self.settings, &mut *self.random);
        let (device, _) = self.book.write(store, |replica, book| {
            let id = DeviceId(replica.device()?);
            let identity = Identity::make(id, settings.installation, settings.suite, random)?;
            let device = identity.introduce(&welcome.team, &welcome.member);
            // From here on, before anything of others is here: what stands here is what was written here.
            replica.set_replicating(true)?;
            book.identity = Some(Arc::new(identity));
            book.roster = Some(Arc::new(Roster::new(welcome.team)));
            if !welcome.is_another {
                let mut keyring = Keyring::default();
                keyring.make_member_key(random)?;
                book.keyring = Arc::new(keyring);
            }
            book.membership = Some(Membership {
                team: welcome.team,
                name: welcome.name.clone(),
                member: welcome.member,
                stage: Stage::Joining,
                anchor: (welcome.head.position > 0).then_some(welcome.head),
                first: Some(welcome.first),
                list: (welcome.list.0 > 0).then_some(welcome.list),
            });
            Ok(device)
        })?;
        Ok(device)
    }

    /// What the inviter tells the joiner when the log shows the admission; nothing before.
    ///
    /// # Errors
    /// [`SyncError::NotInTeam`].
    pub fn admitted(&self, device: &DeviceId) -> Result<Option<Admitted>> {
        let roster = self.book.roster()?;
        let keys = |role| {
            let handed = self.book.keyring.handed_over(role).into_iter();
            handed
                .map(|(epoch, team, open)| {
                    (epoch, team.map(Secret32::new), open.map(Secret32::new))
                })
                .collect()
        };
        Ok(roster.live(device).map(|(_, member)| Admitted {
            version: 1,
            head: self.book.place.cursor,
            keys: keys(member.role),
        }))
    }

    /// The joiner takes that over. Then say [`crate::Input::Start`].
    ///
    /// # Errors
    /// Those of the file.
    pub fn enter(&mut self, store: &Store, admitted: Admitted, now: Moment) -> Result<()> {
        self.book.write(store, |replica, book| {
            let mut keyring = (*book.keyring).clone();
            let plain = |key: Option<Secret32>| key.map(|key| *key.expose());
            let handed = admitted.keys.into_iter();
            keyring.take_over(
                handed
                    .map(|(epoch, team, open)| (epoch, plain(team), plain(open)))
                    .collect(),
            );
            book.keyring = Arc::new(keyring);
            if let Some(membership) = &mut book.membership
                && matches!(membership.stage, Stage::Joining | Stage::Again { .. })
            {
                membership.anchor = Some(admitted.head);
            }
            crate::waiting::try_again(replica, book, now)
        })?;
        Ok(())
    }

    /// Gives up making or joining a team that has not worked out. Nothing was shared yet; a laptop that was taken out of the team stays
    /// as it was, and looks now and then whether it is let in after all.
    ///
    /// # Errors
    /// [`SyncError::NotInTeam`] if this laptop belongs by now; those of the file.
    pub fn give_up_joining(&mut self, store: &Store) -> Result<()> {
        match self.book.membership()?.stage {
            Stage::In => return Err(SyncError::NotInTeam),
            Stage::Again { .. } => return Ok(()),
            Stage::Founding { .. } | Stage::Joining => {}
        }
        self.book.write(store, |replica, book| {
            replica.set_replicating(false)?;
            *book = crate::facts::Book::default();
            Ok(())
        })?;
        self.session = crate::engine::Session::default();
        Ok(())
    }

    pub(crate) fn not_in_any(&self) -> Result<()> {
        match self.book.membership {
            None => Ok(()),
            Some(_) => Err(SyncError::NotInTeam),
        }
    }
}
