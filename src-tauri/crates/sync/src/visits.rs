//! Visits: the logs of other teams that share a person with this one, each followed by an engine of its own.
//!
//! A visit is the same engine with another team's log: the same checks, the same place that is kept with what was applied, the same
//! outbox. It has no keys of that team's epochs, opens no spaces, and wishes only what guests may. It uses this laptop's line when
//! nothing of its own team is under way, one request at a time.

use crate::engine::Engine;
use crate::facts::{Book, Membership, Notice, Stage};
use crate::line::{Input, Output};
use crate::sharing::{self, Answer, Front, LEFT_OVER, LeftOver, Offer};
use crate::trouble::{Result, Trouble};
use crate::wishes::Wish;
use alongside_domain::Moment;
use alongside_protocol::{Head, SpaceId, TeamId};
use alongside_store::Store;
use alongside_vault::{Random, VaultError};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// How often the logs of others are asked for news, in milliseconds: the server's stream tells of the own log only.
const ASK: u64 = 30_000;
/// Where nothing is shared any more, only every so often: it may begin again.
const SELDOM: u64 = 20;

/// The visits of a laptop.
#[derive(Default)]
pub(crate) struct Visits {
    of: BTreeMap<TeamId, Engine>,
    /// The request under way: its number here, whose it is, and its number there.
    under_way: Option<(u64, TeamId, u64)>,
    rounds: u64,
}

/// A visit borrows its randomness from the engine of the own team for each step, and has none between.
struct Nothing;

impl Random for Nothing {
    fn fill(&mut self, _: &mut [u8]) -> std::result::Result<(), VaultError> {
        Err(VaultError::NoRandomness)
    }
}

impl Visits {
    pub(crate) fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    /// Something that somebody must look at in one of them.
    pub(crate) fn trouble(&self) -> Option<Trouble> {
        let troubles = self.of.values().filter_map(|visit| visit.session.trouble);
        troubles.filter(Trouble::needs_somebody).min()
    }

    pub(crate) fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.of.values().flat_map(|visit| &visit.book.notices)
    }

    /// Whether each was read to its end, as far as this laptop is let in.
    pub(crate) fn are_idle(&self) -> bool {
        self.under_way.is_none()
            && self.of.values().all(|visit| {
                let is_guest = visit.book.role().is_some();
                !visit.is_let_in()
                    || visit.is_idle()
                    || (!is_guest && visit.session.at_end && !visit.session.waiting)
            })
    }
}

impl Engine {
    fn is_let_in(&self) -> bool {
        self.book
            .membership
            .as_ref()
            .is_some_and(|membership| membership.stage == Stage::In)
    }

    /// Whether anything is shared with this laptop's team in the log of this visit.
    fn is_shared_with_us(&self) -> bool {
        let (Some(front), Some(roster)) = (&self.book.front, &self.book.roster) else {
            return false;
        };
        roster.sharing.shared_with(front.team).next().is_some()
    }

    /// Takes what concerns a visit; gives back what does not.
    pub(crate) fn step_visited(
        &mut self,
        store: &Store,
        input: Input,
        now: Moment,
        out: &mut Vec<Output>,
    ) -> Option<Input> {
        match input {
            Input::Answer { id, result } => match self.visits.under_way {
                Some((awaited, host, inner)) if awaited == id => {
                    self.visits.under_way = None;
                    let input = Input::Answer { id: inner, result };
                    self.step_visit(store, host, input, now, out);
                    if let Err(error) = self.go_on(store, now, out) {
                        self.fail(error, out);
                    }
                    None
                }
                _ => Some(Input::Answer { id, result }),
            },
            Input::Wish(Wish::EndShare { space }) => match self.host_of(&space) {
                Some(host) => {
                    let input = Input::Wish(Wish::EndShare { space });
                    self.step_visit(store, host, input, now, out);
                    None
                }
                None => Some(Input::Wish(Wish::EndShare { space })),
            },
            Input::SendAgain | Input::Noticed => {
                let hosts: Vec<TeamId> = self.visits.of.keys().copied().collect();
                for host in hosts {
                    self.step_visit(store, host, input.clone(), now, out);
                }
                Some(input)
            }
            other => Some(other),
        }
    }

    /// The team whose space that is, if it is shared with this one.
    fn host_of(&self, space: &SpaceId) -> Option<TeamId> {
        let found = self.visits.of.iter().find(|(_, visit)| {
            let (Some(front), Some(roster)) = (&visit.book.front, &visit.book.roster) else {
                return false;
            };
            roster.sharing.with(space) == Some(front.team)
        });
        found.map(|(host, _)| *host)
    }

    /// After every step: the visits go on when nothing of the own team is to be done.
    pub(crate) fn visit_all(
        &mut self,
        store: &Store,
        is_news: bool,
        now: Moment,
        out: &mut Vec<Output>,
    ) {
        if self.book.log.is_some() {
            return;
        }
        if let Err(error) = self.align(store, now) {
            self.fail(error, out);
            return;
        }
        if self.visits.of.is_empty() {
            return;
        }
        if is_news {
            self.visits.rounds += 1;
            let is_seldom = self.visits.rounds % SELDOM == 1;
            for visit in self.visits.of.values_mut() {
                if is_seldom || !visit.is_let_in() || visit.is_shared_with_us() {
                    visit.session.at_end = false;
                    visit.session.waiting = false;
                    visit.session.blocked.clear();
                }
            }
        }
        let hosts: Vec<TeamId> = self.visits.of.keys().copied().collect();
        for host in hosts {
            // One request at a time, whomever it is for.
            if !self.is_idle() || self.session.under_way.is_some() || self.visits.is_under_way() {
                return;
            }
            self.step_visit(store, host, Input::Written, now, out);
        }
        if self.is_idle() && !self.visits.is_under_way() {
            out.push(Output::Wake { after: ASK });
        }
    }

    fn step_visit(
        &mut self,
        store: &Store,
        host: TeamId,
        input: Input,
        now: Moment,
        out: &mut Vec<Output>,
    ) {
        let Some(visit) = self.visits.of.get_mut(&host) else {
            return;
        };
        // The line is the same: it was greeted, and its clock is known.
        visit.session.greeted = true;
        visit.session.ahead = self.session.ahead;
        std::mem::swap(&mut visit.random, &mut self.random);
        let outputs = visit.step(store, input, now);
        std::mem::swap(&mut visit.random, &mut self.random);
        let wants_name = std::mem::take(&mut visit.session.wants_name);
        for output in outputs {
            match output {
                Output::Send { id, request } => {
                    self.session.next_id += 1;
                    let here = self.session.next_id;
                    self.visits.under_way = Some((here, host, id));
                    out.push(Output::Send { id: here, request });
                }
                Output::Changed(_) | Output::Granted(_) | Output::Declined(..) => out.push(output),
                // There is one timer, one stream and one standing: the own team's.
                _ => {}
            }
        }
        if wants_name && let Err(error) = self.renew(store) {
            self.fail(error, out);
        }
    }

    /// Brings the visits in line with what the own log says: which there are, and what they must know of this team.
    fn align(&mut self, store: &Store, now: Moment) -> Result<()> {
        if self.book.hosts.is_empty() || self.book.role().is_none() {
            self.visits.of.clear();
            return Ok(());
        }
        let (Some(roster), Some(membership)) = (&self.book.roster, &self.book.membership) else {
            return Ok(());
        };
        let front = Front {
            team: membership.team,
            role: self.book.role(),
            epoch: roster.epoch(),
            laptops: sharing::laptops(roster),
            keyring: Arc::clone(&self.book.keyring),
        };
        let hosts: Vec<_> = self
            .book
            .hosts
            .iter()
            .filter_map(|(host, noted)| Some((*host, noted.host.clone()?)))
            .collect();
        for (host, told) in hosts {
            if !self.visits.of.contains_key(&host) {
                let mut book = Book::load(store, Some(host))?;
                if book.membership.is_none() {
                    let member = membership.member;
                    book.write(store, |_, book| {
                        book.membership = Some(Membership {
                            team: host,
                            name: told.name,
                            member,
                            stage: Stage::Joining,
                            anchor: Some(told.anchor),
                            first: None,
                            list: None,
                        });
                        // What was sealed before it was shared is not shown: chains of packs begin anywhere.
                        book.place.was_rewound = true;
                        Ok(())
                    })?;
                }
                let visit = Self {
                    code: None,
                    random: Box::new(Nothing),
                    settings: self.settings,
                    book,
                    session: crate::engine::Session::default(),
                    visits: Visits::default(),
                };
                self.visits.of.insert(host, visit);
            }
            let Some(visit) = self.visits.of.get_mut(&host) else {
                continue;
            };
            let book = &mut visit.book;
            if book.front.as_deref() != Some(&front) {
                book.front = Some(Arc::new(front.clone()));
                book.write(store, |replica, book| book.settle_sharing(replica, now))?;
            }
            let me = self.book.identity.as_ref();
            if book.identity.as_ref().map(|it| it.device) != me.map(|it| it.device) {
                let identity = me.cloned();
                book.write(store, |replica, book| {
                    // Under the new name everything is sealed anew, and the log is read again: under the old one, what its double wrote
                    // was shown by its hash only.
                    replica.reissue()?;
                    book.identity = identity;
                    book.plans.signed = None;
                    book.place.unknown_own = None;
                    book.place.cursor = Head::default();
                    Ok(())
                })?;
                visit.session.at_end = false;
            }
        }
        Ok(())
    }

    /// What this team shows of itself to one that it wants to share with.
    ///
    /// # Errors
    /// [`crate::SyncError::NotInTeam`].
    pub fn offer(&self) -> Result<Offer> {
        self.book.offer()
    }

    /// What this team shows of itself to one that wants to share with it.
    ///
    /// # Errors
    /// [`crate::SyncError::NotInTeam`]; a key that is not here.
    pub fn answer(&self) -> Result<Answer> {
        self.book.answer()
    }

    /// With whom a person's space is shared now: with which team, and what it calls itself if it is its own and not this one's.
    #[must_use]
    pub fn shared(&self) -> BTreeMap<Uuid, Shared> {
        let mut shared = BTreeMap::new();
        if let Some(roster) = &self.book.roster {
            for space in roster.sharing.shares.keys() {
                if let Some(with) = roster.sharing.with(space) {
                    let home = Shared { with, host: None };
                    shared.insert(Uuid::from_bytes(space.0), home);
                }
            }
        }
        for (host, visit) in &self.visits.of {
            let (Some(front), Some(roster)) = (&visit.book.front, &visit.book.roster) else {
                continue;
            };
            let name = visit.book.membership.as_ref().map(|it| it.name.clone());
            for space in roster.sharing.shared_with(front.team) {
                let guest = Shared {
                    with: *host,
                    host: name.clone(),
                };
                shared.insert(Uuid::from_bytes(space.0), guest);
            }
        }
        shared
    }

    /// What was written in spaces that were shared with this team and never arrived there.
    ///
    /// # Errors
    /// Those of the file.
    pub fn left_over(&self, store: &Store) -> Result<Vec<LeftOver>> {
        match store.replica_read(|replica| replica.fact(LEFT_OVER))? {
            Some(kept) => crate::facts::read(&kept),
            None => Ok(Vec::new()),
        }
    }

    /// Who wrote it has seen it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn forget_left_over(&mut self, store: &Store) -> Result<()> {
        store.replicate(|replica| replica.forget_fact(LEFT_OVER))?;
        Ok(())
    }
}

/// A space that two teams share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The other team.
    pub with: TeamId,
    /// What it calls itself, if the space is its own.
    pub host: Option<String>,
}
