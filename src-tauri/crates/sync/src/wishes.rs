//! What members wish of the team, and how each wish becomes a signed entry of its roster.
//!
//! A wish is a *state of affairs* ("this laptop is out", "this space is erased"), kept until the roster says so. If somebody else was
//! quicker, or the entry was refused because the roster had moved on, it is signed again on top of what is there; if it is so
//! already, it is granted.

use crate::facts::{Book, OnItsWay};
use crate::fault::{self, Fault};
use crate::keyring::Recipient;
use crate::sharing;
use crate::trouble::Result;
use alongside_protocol::{
    DeviceId, Entry, GuestLaptop, Guests, Head, Locator, MemberId, NewDevice, ProtocolError, Role,
    Roster, RosterEntry, RosterStep, SignedRoster, SpaceId, TeamId, encode,
};
use alongside_store::replica::Replica;
use alongside_vault::Random;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A wish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// Somebody is let in, or a member gets another laptop from a lead.
    Admit {
        /// Who.
        member: MemberId,
        /// As what.
        role: Role,
        /// With which laptop, as its knock said.
        device: NewDevice,
    },
    /// Who works here adds a laptop of their own.
    AddDevice {
        /// Which, as its knock said.
        device: NewDevice,
    },
    /// A member's role is another.
    ChangeRole {
        /// Who.
        member: MemberId,
        /// As what.
        role: Role,
    },
    /// A laptop is out of the team.
    Revoke {
        /// Which.
        device: DeviceId,
    },
    /// A member is out of the team.
    Remove {
        /// Who.
        member: MemberId,
    },
    /// The keys are fresh.
    Rotate {
        /// Newer than this epoch.
        since: u32,
    },
    /// A space is erased for ever.
    Erase {
        /// Which.
        space: SpaceId,
    },
    /// A person's space is shared with another team.
    Share {
        /// Which.
        space: SpaceId,
        /// With whom.
        with: TeamId,
        /// That team, as it showed itself.
        guests: Guests,
    },
    /// It is not shared any more: by either side.
    EndShare {
        /// Which.
        space: SpaceId,
    },
    /// The key that is shared with another team is of this side's newest epoch. Nobody needs to wish it: it is a duty.
    FreshKey {
        /// Who the guests are.
        with: TeamId,
        /// Of this side's epoch.
        epoch: u32,
        /// The guests' laptops, when it is the guests who wish it.
        laptops: Vec<GuestLaptop>,
    },
    /// This team is a guest of another.
    Visit {
        /// Whose.
        host: TeamId,
        /// What that team calls itself.
        name: String,
        /// Its log, as it showed it.
        anchor: Head,
    },
    /// The recovery code of who works here may bring them back.
    AddPaper {
        /// The device that it is.
        device: NewDevice,
        /// Where its keys lie.
        locator: Locator,
    },
    /// Another laptop of who works here has their own key.
    HandOwn {
        /// Which.
        device: DeviceId,
    },
    /// The team knows that this laptop has read its list past what was erased.
    Read {
        /// This laptop.
        device: DeviceId,
        /// The number of the last entry that erased something.
        past: u64,
    },
}

impl Wish {
    /// Whether the engine wishes it by itself.
    pub(crate) fn is_duty(&self) -> bool {
        matches!(self, Self::FreshKey { .. } | Self::Read { .. })
    }

    /// Whether the roster says so.
    #[must_use]
    pub fn is_granted(&self, roster: &Roster) -> bool {
        match self {
            Self::Admit { device, .. }
            | Self::AddDevice { device }
            | Self::AddPaper { device, .. } => roster.devices.contains_key(&device.id),
            Self::HandOwn { device } => roster
                .devices
                .get(device)
                .is_some_and(|there| there.has_own),
            Self::ChangeRole { member, role } => roster
                .members
                .get(member)
                .is_some_and(|there| there.role == *role),
            Self::Revoke { device } => roster
                .devices
                .get(device)
                .is_some_and(|there| there.until.is_some()),
            Self::Remove { member } => roster
                .members
                .get(member)
                .is_some_and(|there| !there.is_here),
            Self::Rotate { since } => roster.epoch() > *since,
            Self::Erase { space } => roster.erased.contains_key(space),
            Self::Share { space, with, .. } => roster.sharing.with(space) == Some(*with),
            Self::EndShare { space } => roster.sharing.with(space).is_none(),
            Self::FreshKey {
                with,
                epoch,
                laptops,
            } => sharing::is_renewed(roster, with, *epoch, laptops),
            Self::Visit { host, .. } => roster.sharing.visits.contains(host),
            Self::Read { device, past } => roster
                .devices
                .get(device)
                .is_some_and(|there| there.read_to > *past),
        }
    }

    /// The step that grants it.
    fn step(
        &self,
        replica: &Replica<'_>,
        book: &Book,
        random: &mut dyn Random,
    ) -> Result<RosterStep> {
        let roster = book.roster()?;
        let epoch = roster.epoch();
        let wrap = |device: &NewDevice, role: Role, mine: bool, random: &mut dyn Random| {
            let to = Recipient {
                device: device.id,
                suite: device.suite,
                seal: &device.seal,
                role,
            };
            book.keyring.wrap(&roster.team, epoch, &to, mine, random)
        };
        Ok(match self {
            Self::Admit {
                member,
                role,
                device,
            } => RosterStep::Admit {
                member: *member,
                role: *role,
                device: device.clone(),
                wrap: wrap(device, *role, false, random)?,
            },
            Self::AddDevice { device } => {
                let role = book.role().ok_or(ProtocolError::NotAllowed)?;
                RosterStep::AddDevice {
                    device: device.clone(),
                    wrap: wrap(device, role, true, random)?,
                }
            }
            Self::AddPaper { device, locator } => {
                let role = book.role().ok_or(ProtocolError::NotAllowed)?;
                RosterStep::AddPaper {
                    device: device.clone(),
                    wrap: wrap(device, role, true, random)?,
                    locator: *locator,
                }
            }
            Self::HandOwn { device } => {
                let (known, member) = roster.live(device).ok_or(ProtocolError::WrongName)?;
                let to = Recipient {
                    device: *device,
                    suite: known.suite,
                    seal: &known.seal,
                    role: member.role,
                };
                let wrap = book.keyring.wrap(&roster.team, epoch, &to, true, random)?;
                RosterStep::HandOwn { wrap }
            }
            Self::ChangeRole { member, role } => {
                let mut after = Roster::clone(roster);
                if let Some(there) = after.members.get_mut(member) {
                    there.role = *role;
                }
                RosterStep::ChangeRole {
                    member: *member,
                    role: *role,
                    epoch: book.keyring.begin(&after, epoch + 1, random)?,
                }
            }
            Self::Revoke { device } => {
                let knew = book.plans.knew.get(device);
                let with = match knew {
                    Some(knew) if !fault::is(Fault::LeaveNewName) => {
                        roster.let_in_unknown(device, knew)
                    }
                    _ => Vec::new(),
                };
                let mut after = Roster::clone(roster);
                for out in std::iter::once(device).chain(&with) {
                    if let Some(there) = after.devices.get_mut(out) {
                        there.until = Some(0);
                    }
                }
                RosterStep::Revoke {
                    device: *device,
                    with,
                    epoch: book.keyring.begin(&after, epoch + 1, random)?,
                }
            }
            Self::Remove { member } => {
                let mut after = Roster::clone(roster);
                if let Some(there) = after.members.get_mut(member) {
                    there.is_here = false;
                }
                RosterStep::Remove {
                    member: *member,
                    epoch: book.keyring.begin(&after, epoch + 1, random)?,
                }
            }
            Self::Rotate { .. } => RosterStep::Rotate {
                epoch: book.keyring.begin(roster, epoch + 1, random)?,
            },
            Self::Erase { space } => RosterStep::Erase { space: *space },
            Self::Read { .. } => RosterStep::Read,
            Self::Share {
                space,
                with,
                guests,
            } => book.share_step(replica, *space, with, guests, random)?,
            Self::EndShare { space } => RosterStep::Unshare {
                space: *space,
                with: roster.sharing.with(space).ok_or(ProtocolError::WrongName)?,
            },
            Self::FreshKey { with, .. } => book.receive_step(with, None, random)?,
            Self::Visit { host, name, anchor } => book.visit_step(host, name, *anchor, random)?,
        })
    }
}

impl Book {
    /// What the engine wishes by itself.
    pub(crate) fn duties(&self) -> Result<Vec<Wish>> {
        let mut duties = self.duties_of_sharing()?;
        if !fault::is(Fault::SayNothing) {
            duties.extend(self.word_of_erasing());
        }
        Ok(duties)
    }

    /// Whoever erased somebody waits to hear that they are gone from every laptop: from this one they went in the transaction that read
    /// the list, and it says so, whether or not it has anything else to say.
    fn word_of_erasing(&self) -> Option<Wish> {
        let (roster, me) = (self.roster.as_ref()?, self.identity.as_ref()?);
        let (known, _) = roster.live(&me.device)?;
        let past = *roster.erased.values().max()?;
        let owes = self.log.is_none() && !known.is_paper() && known.read_to <= past;
        owes.then_some(Wish::Read {
            device: me.device,
            past,
        })
    }

    /// Whoever wishes a laptop out means it as they know it: what it lets in from now on, a new name of its own or a thief's laptop, is
    /// meant too. Whoever wishes something of a member means them as they belong now, and not as they may be let in again.
    pub(crate) fn note_known(&mut self, wish: &Wish) {
        match (wish, &self.roster) {
            (Wish::Revoke { device }, Some(roster)) => {
                let knew = roster.devices.keys().copied().collect();
                self.plans.knew.insert(*device, knew);
            }
            (Wish::Remove { member } | Wish::ChangeRole { member, .. }, _) => {
                self.wished.insert(*member, self.place.cursor.position);
            }
            _ => {}
        }
    }

    /// A wish is no more: what was noted with it goes.
    fn forget_known(&mut self, wish: &Wish) {
        match wish {
            Wish::Revoke { device } => {
                self.plans.knew.remove(device);
            }
            Wish::Remove { member } | Wish::ChangeRole { member, .. } => {
                self.wished.remove(member);
            }
            _ => {}
        }
    }
}

/// Signs the next entry of the roster.
pub(crate) fn sign_step(book: &Book, step: RosterStep) -> Result<(u64, Entry)> {
    let (roster, identity) = (book.roster()?, book.identity()?);
    let number = roster.number + 1;
    let body = encode(&RosterEntry {
        version: 1,
        number,
        previous: roster.last,
        by: identity.device,
        seen: book.place.cursor,
        step,
    })?;
    let signature = identity.sign(&SignedRoster::signed_text(&roster.team, &body));
    Ok((number, SignedRoster { body, signature }.entry()?))
}

/// What becomes of the wishes when the log was read to its end.
#[derive(Debug, Default)]
pub(crate) struct Reviewed {
    pub granted: Vec<Wish>,
    pub declined: Vec<(Wish, ProtocolError)>,
}

/// Lets go of what is granted, and signs the first that is not. A wish that the rules do not allow is declined now, not by the
/// server.
pub(crate) fn review(
    replica: &Replica<'_>,
    book: &mut Book,
    random: &mut dyn Random,
) -> Result<Reviewed> {
    let mut reviewed = Reviewed::default();
    let roster = Arc::clone(book.roster()?);
    let wishes = std::mem::take(&mut book.plans.wishes);
    for wish in wishes {
        if wish.is_granted(&roster) || book.is_overtaken(replica, &wish)? {
            reviewed.granted.push(wish);
        } else {
            book.plans.wishes.push(wish);
        }
    }
    for wish in &reviewed.granted {
        book.forget_known(wish);
    }
    let is_current = |signed: &OnItsWay, wishes: &[Wish]| {
        signed.number == roster.number + 1 && wishes.first() == Some(&signed.wish)
    };
    if let Some(signed) = &book.plans.signed
        && is_current(signed, &book.plans.wishes)
    {
        return Ok(reviewed);
    }
    book.plans.signed = None;
    while let Some(wish) = book.plans.wishes.first().cloned() {
        match sign(replica, book, &roster, &wish, random) {
            Ok(signed) => {
                book.plans.signed = Some(signed);
                break;
            }
            Err(crate::SyncError::Rule(why)) => {
                book.plans.wishes.remove(0);
                reviewed.declined.push((wish, why));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(reviewed)
}

fn sign(
    replica: &Replica<'_>,
    book: &Book,
    roster: &Roster,
    wish: &Wish,
    random: &mut dyn Random,
) -> Result<OnItsWay> {
    let step = wish.step(replica, book, random)?;
    let (number, entry) = sign_step(book, step)?;
    // The rules are the server's too: what they refuse here they would refuse there.
    let position = book.place.cursor.position + 1;
    Roster::clone(roster).take(&entry, position, &crate::identity::Ed25519)?;
    Ok(OnItsWay {
        wish: wish.clone(),
        number,
        entry,
    })
}
