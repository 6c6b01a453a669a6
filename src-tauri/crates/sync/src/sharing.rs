//! One person's space, two teams: what each says of itself, how wishes become steps of the home's roster, and what those steps mean on
//! the laptops of both. The rules are the protocol's (`sharing` there); the keys are the keyring's.
//!
//! What the guests may read of the time before is given on purpose: when the laptop that shared a space reads its own step in the log, it
//! tells everything that it has of that space again, sealed under the shared key. Nothing that was sealed before becomes readable.

use crate::facts::{self, Book};
use crate::keyring::Keyring;
use crate::open::At;
use crate::trouble::{Result, SyncError, Trouble};
use crate::waiting::try_again_space;
use crate::wishes::Wish;
use alongside_domain::Moment;
use alongside_protocol::{
    DeviceId, GuestLaptop, Guests, Hash, Head, ProtocolError, Reception, Ring, Role, Roster,
    RosterStep, SharedKey, SpaceId, TeamId, encode,
};
use alongside_store::log::Commit;
use alongside_store::replica::Replica;
use alongside_store::spaces::PERSON;
use alongside_vault::{Random, RingKey, SpaceSecret, seal_to};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// What a team shows of itself to one that it shares with: told through the mailbox, under the key that both made of the spoken code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The team.
    pub team: TeamId,
    /// What it calls itself.
    pub name: String,
    /// Its log as it stands: a server that shows another log there shows a false one.
    pub anchor: Head,
}

/// What the other team shows of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The team.
    pub team: TeamId,
    /// What it calls itself.
    pub name: String,
    /// Its laptops that read people's records, and where things are sealed for them.
    pub guests: Guests,
}

/// Digits that both sides see alike if nobody stood between them.
///
/// # Errors
/// [`ProtocolError::Malformed`], which does not happen.
pub fn digits(offer: &Offer, answer: &Answer) -> Result<String> {
    let (offer, answer) = (encode(offer)?, encode(answer)?);
    Ok(alongside_vault::safety_number(&[
        b"alongside sharing v1",
        &offer,
        &answer,
    ]))
}

/// What was written in a shared space and never arrived, because it was shared no longer. Kept here until who wrote it has seen it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeftOver {
    /// What the other team calls itself.
    pub host: String,
    /// When it was known here that it was over.
    pub at: Moment,
    /// What was written.
    pub commits: Vec<Commit>,
}

/// The fact in which that is kept.
pub(crate) const LEFT_OVER: &str = "left_over";

/// The team that this laptop belongs to, as a visit to another needs to know it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Front {
    pub team: TeamId,
    pub role: Option<Role>,
    pub epoch: u32,
    pub laptops: Vec<GuestLaptop>,
    pub keyring: Arc<Keyring>,
}

/// What is sealed in a `Visit` for the colleagues' laptops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Host {
    pub name: String,
    pub anchor: Head,
}

pub(crate) fn key_context(home: &TeamId, guests: &TeamId, side: &[u8]) -> Vec<u8> {
    [
        b"alongside shared key v1".as_slice(),
        &home.0,
        &guests.0,
        side,
    ]
    .concat()
}

fn visit_context(team: &TeamId, host: &TeamId) -> Vec<u8> {
    [b"alongside visit v1".as_slice(), &team.0, &host.0].concat()
}

/// The laptops of a team that read people's records.
pub(crate) fn laptops(roster: &Roster) -> Vec<GuestLaptop> {
    roster
        .live_devices()
        .filter(|(_, device, _)| !device.is_paper())
        .filter(|(_, device, member)| member.role.reads(device.member, Ring::Team))
        .map(|(id, device, _)| GuestLaptop {
            device: *id,
            verify: device.verify,
        })
        .collect()
}

impl Book {
    /// The keys of the team that this laptop belongs to, whichever log this book is of.
    fn own_keyring(&self) -> &Keyring {
        self.front
            .as_ref()
            .map_or(&*self.keyring, |front| &*front.keyring)
    }

    /// Where others seal things for this laptop's team now.
    fn reception(&self) -> Result<Reception> {
        let epoch = match &self.front {
            Some(front) => front.epoch,
            None => self.roster()?.epoch(),
        };
        let key = self
            .own_keyring()
            .reception(epoch)?
            .ok_or(Trouble::WrongKey { epoch })?;
        Ok(Reception {
            epoch,
            suite: key.suite(),
            key: key.public(),
        })
    }

    pub(crate) fn offer(&self) -> Result<Offer> {
        let membership = self.membership()?;
        Ok(Offer {
            team: membership.team,
            name: membership.name.clone(),
            anchor: self.place.cursor,
        })
    }

    pub(crate) fn answer(&self) -> Result<Answer> {
        let membership = self.membership()?;
        Ok(Answer {
            team: membership.team,
            name: membership.name.clone(),
            guests: Guests {
                reception: self.reception()?,
                laptops: laptops(self.roster()?),
            },
        })
    }

    /// The next step towards a space being shared: a key that is fresh, and then the sharing itself.
    pub(crate) fn share_step(
        &self,
        replica: &Replica<'_>,
        space: SpaceId,
        with: &TeamId,
        guests: &Guests,
        random: &mut dyn Random,
    ) -> Result<RosterStep> {
        let roster = self.roster()?;
        let sharing = &roster.sharing;
        let is_first = sharing.shared_with(*with).next().is_none();
        if !is_fresh(roster, with) || (is_first && !is_seated(roster, with, guests)) {
            return self.receive_step(with, is_first.then_some(guests), random);
        }
        let (number, _) = sharing
            .key_at(with, u64::MAX)
            .ok_or(ProtocolError::WrongName)?;
        let key = self.keyring.shared(number).ok_or(SyncError::Damaged)?;
        let known = replica.space(Uuid::from_bytes(space.0))?;
        // A space that is not open yet cannot be shared: nobody has its secret.
        let secret = known
            .filter(|known| known.opened_at.is_some() && known.kind == PERSON)
            .and_then(|known| known.secret)
            .ok_or(ProtocolError::WrongName)?;
        let secret = SpaceSecret::from_bytes(&secret);
        Ok(RosterStep::Share {
            space,
            with: *with,
            sealed: key.seal_secret(&space.0, &secret, random)?,
        })
    }

    /// A fresh key for both sides, and what this side says of itself.
    pub(crate) fn receive_step(
        &self,
        team: &TeamId,
        guests: Option<&Guests>,
        random: &mut dyn Random,
    ) -> Result<RosterStep> {
        let roster = self.roster()?;
        let known = roster.sharing.partners.get(team);
        let own = self.reception()?;
        let (home, theirs) = if self.front.is_some() {
            let known = known.ok_or(ProtocolError::WrongName)?;
            (known.home.clone(), own.clone())
        } else {
            let theirs = guests
                .map(|guests| &guests.reception)
                .or(known.map(|known| &known.guests))
                .ok_or(ProtocolError::WrongName)?;
            (own.clone(), theirs.clone())
        };
        let fresh = RingKey::make(random)?;
        let mut seal = |to: &Reception, side: &[u8]| {
            let context = key_context(&roster.team, team, side);
            seal_to(to.suite, &to.key, &context, fresh.expose(), random)
        };
        let key = SharedKey {
            check: Hash(fresh.check()),
            home: seal(&home, b"home")?,
            guests: seal(&theirs, b"guests")?,
        };
        Ok(match &self.front {
            Some(front) => RosterStep::Receive {
                team: *team,
                home: None,
                guests: Some(Guests {
                    reception: own,
                    laptops: front.laptops.clone(),
                }),
                key,
            },
            None => RosterStep::Receive {
                team: *team,
                home: Some(own),
                guests: guests.cloned(),
                key,
            },
        })
    }

    pub(crate) fn visit_step(
        &self,
        host: &TeamId,
        name: &str,
        anchor: Head,
        random: &mut dyn Random,
    ) -> Result<RosterStep> {
        let reception = self.reception()?;
        let told = facts::bytes(&Host {
            name: name.to_owned(),
            anchor,
        })?;
        let context = visit_context(&self.roster()?.team, host);
        let sealed = seal_to(reception.suite, &reception.key, &context, &told, random)?;
        Ok(RosterStep::Visit {
            host: *host,
            reception,
            sealed,
        })
    }

    /// What must be wished without anybody saying so: a key that is fresh after either team's laptops changed.
    pub(crate) fn duties_of_sharing(&self) -> Result<Vec<Wish>> {
        if !matches!(self.role(), Some(Role::Lead | Role::LinkWorker)) {
            return Ok(Vec::new());
        }
        let roster = self.roster()?;
        let Some(front) = &self.front else {
            let guests = roster.sharing.partners.keys().filter(|with| {
                let is_guest = roster.sharing.shared_with(**with).next().is_some();
                is_guest && !is_fresh(roster, with)
            });
            return Ok(guests
                .map(|with| Wish::FreshKey {
                    with: *with,
                    epoch: roster.epoch(),
                    laptops: Vec::new(),
                })
                .collect());
        };
        // Only once the key is here: what is sealed to a reception that nobody here can open would shut this laptop out.
        let is_ready = front.keyring.reception(front.epoch)?.is_some();
        if !is_ready || is_renewed(roster, &front.team, front.epoch, &front.laptops) {
            return Ok(Vec::new());
        }
        Ok(vec![Wish::FreshKey {
            with: front.team,
            epoch: front.epoch,
            laptops: front.laptops.clone(),
        }])
    }

    /// Opens what waits for a key: shared keys, hosts, and the spaces that are shared with this laptop's team.
    pub(crate) fn settle_sharing(&mut self, replica: &mut Replica<'_>, now: Moment) -> Result<()> {
        if self.keyring.waits_for_shared() {
            let mut keyring = (*self.keyring).clone();
            if keyring.settle_shared(self.own_keyring()) {
                self.keyring = Arc::new(keyring);
                crate::waiting::try_again(replica, self, now)?;
            }
        }
        self.settle_hosts()?;
        self.enter_spaces(replica, now)
    }

    fn settle_hosts(&mut self) -> Result<()> {
        let Some(team) = self.roster.as_ref().map(|roster| roster.team) else {
            return Ok(());
        };
        let keyring = Arc::clone(&self.keyring);
        for (host, noted) in &mut self.hosts {
            if noted.host.is_some() {
                continue;
            }
            if let Some(key) = keyring.reception(noted.epoch)?
                && let Ok(plain) = key.open(&visit_context(&team, host), &noted.sealed)
            {
                noted.host = facts::read(&plain).ok();
            }
        }
        Ok(())
    }

    fn enter_spaces(&mut self, replica: &mut Replica<'_>, now: Moment) -> Result<()> {
        if self.front.is_none() {
            return Ok(());
        }
        for (space, entered) in self.entering.clone() {
            let Some(key) = self.keyring.shared(entered.key) else {
                continue;
            };
            let Ok(secret) = key.open_secret(&space.0, &entered.sealed) else {
                let position = entered.position;
                self.notice(Trouble::Forged { position }, now);
                self.entering.remove(&space);
                continue;
            };
            let id = Uuid::from_bytes(space.0);
            replica.be_guest(id, PERSON, *secret.expose(), entered.position)?;
            self.entering.remove(&space);
            try_again_space(replica, self, id, now)?;
        }
        Ok(())
    }
}

/// The laptops that are guests of a team now.
fn seated(roster: &Roster, team: &TeamId) -> Vec<GuestLaptop> {
    let Some(partner) = roster.sharing.partners.get(team) else {
        return Vec::new();
    };
    let live = partner.laptops.iter().filter(|(_, it)| it.until.is_none());
    live.map(|(device, laptop)| GuestLaptop {
        device: *device,
        verify: laptop.verify,
    })
    .collect()
}

fn is_seated(roster: &Roster, team: &TeamId, guests: &Guests) -> bool {
    seated(roster, team) == guests.laptops
        && roster
            .sharing
            .partners
            .get(team)
            .is_some_and(|partner| partner.guests == guests.reception)
}

/// Whether the newest shared key is of the home's epoch.
fn is_fresh(roster: &Roster, with: &TeamId) -> bool {
    roster
        .sharing
        .key_at(with, u64::MAX)
        .is_some_and(|(_, key)| key.home_epoch == roster.epoch())
}

/// Whether a wish for a fresh key is granted.
pub(crate) fn is_renewed(
    roster: &Roster,
    with: &TeamId,
    epoch: u32,
    laptops: &[GuestLaptop],
) -> bool {
    let Some(partner) = roster.sharing.partners.get(with) else {
        return true;
    };
    if roster.sharing.shared_with(*with).next().is_none() {
        return true;
    }
    if laptops.is_empty() {
        is_fresh(roster, with)
    } else {
        partner.guests.epoch >= epoch && seated(roster, with) == laptops
    }
}

/// What a step that concerns sharing means here. `by` signed it.
pub(crate) fn take_share_step(
    replica: &mut Replica<'_>,
    book: &mut Book,
    at: At,
    by: &DeviceId,
    step: &RosterStep,
) -> Result<()> {
    match step {
        RosterStep::Receive { team, key, .. } => {
            let roster = Arc::clone(book.roster()?);
            let partner = roster.sharing.partners.get(team);
            let partner = partner.ok_or(SyncError::Damaged)?;
            let (sealed, epoch, side) = match &book.front {
                Some(front) if front.team == *team => {
                    (&key.guests, partner.guests.epoch, b"guests".as_slice())
                }
                // Between the host and somebody else.
                Some(_) => return Ok(()),
                None => (&key.home, partner.home.epoch, b"home".as_slice()),
            };
            let context = key_context(&roster.team, team, side);
            let mut keyring = (*book.keyring).clone();
            keyring.note_shared(roster.number, epoch, key.check, sealed.clone(), context);
            book.keyring = Arc::new(keyring);
        }
        RosterStep::Share {
            space,
            with,
            sealed,
        } => {
            let is_ours = book.front.as_ref().is_some_and(|front| front.team == *with);
            if is_ours {
                let id = Uuid::from_bytes(space.0);
                let me = book.identity()?.device.0;
                replica.forget_chains(id, me)?;
                let key = book.roster()?.sharing.key_at(with, at.position);
                let entering = Entering {
                    key: key.map_or(0, |(number, _)| number),
                    sealed: sealed.clone(),
                    position: at.position,
                };
                book.entering.insert(*space, entering);
            } else if book.front.is_none() && *by == book.identity()?.device {
                replica.tell_again(Uuid::from_bytes(space.0))?;
            }
        }
        RosterStep::Unshare { space, with } => {
            // Whoever wished it: a wish that is granted so must not end what is shared again later.
            let is_so = |wish: &Wish| matches!(wish, Wish::EndShare { space: it } if it == space);
            book.plans.wishes.retain(|wish| !is_so(wish));
            if book.plans.signed.as_ref().is_some_and(|it| is_so(&it.wish)) {
                book.plans.signed = None;
            }
            if book.front.as_ref().is_some_and(|front| front.team == *with) {
                book.entering.remove(space);
                leave(replica, book, *space, at.now)?;
            }
        }
        RosterStep::Visit {
            host,
            reception,
            sealed,
        } if book.front.is_none() => {
            let noted = NotedHost {
                epoch: reception.epoch,
                sealed: sealed.clone(),
                host: None,
            };
            book.hosts.insert(*host, noted);
        }
        _ => {}
    }
    book.settle_sharing(replica, at.now)
}

/// A space is not shared with this laptop's team any more.
pub(crate) fn leave(
    replica: &mut Replica<'_>,
    book: &Book,
    space: SpaceId,
    now: Moment,
) -> Result<()> {
    let commits = replica.leave_space(Uuid::from_bytes(space.0))?;
    if commits.is_empty() {
        return Ok(());
    }
    let mut left: Vec<LeftOver> = match replica.fact(LEFT_OVER)? {
        Some(kept) => facts::read(&kept)?,
        None => Vec::new(),
    };
    left.push(LeftOver {
        host: book.membership()?.name.clone(),
        at: now,
        commits,
    });
    replica.set_fact(LEFT_OVER, &facts::bytes(&left)?)?;
    Ok(())
}

/// A space that is shared with this team, until its secret is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entering {
    pub key: u64,
    pub sealed: Vec<u8>,
    pub position: u64,
}

/// A team where this one is a guest, as the team's own log says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NotedHost {
    pub epoch: u32,
    pub sealed: Vec<u8>,
    pub host: Option<Host>,
}
