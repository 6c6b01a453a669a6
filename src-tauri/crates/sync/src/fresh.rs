//! A laptop that is new is useful before it has read the log: it asks what there is, and fetches the snapshots of the people whom
//! somebody was last at work on, then of the others, then of the directory. Then it reads the log from its beginning like any other,
//! and takes back what the log does not confirm.
//!
//! Nothing that is learnt on this way in is kept as known: not the list of who belongs, nor a key, nor a secret. All that stays is what
//! was written, as claims ([`alongside_store::replica::placed`]). So whatever is shown to a new laptop first, it ends where one ends
//! that read the log alone. What breaks off is begun again; snapshots that are here are not fetched twice.

use crate::body;
use crate::engine::Engine;
use crate::facts::Book;
use crate::fault;
use crate::identity::Ed25519;
use crate::line::{Output, Request};
use crate::trouble::{Result, Trouble};
use alongside_domain::Moment;
use alongside_protocol::{
    DeviceId, EntryKind, Fetch, Fetched, Landmark, MemberId, Ring, Roster, SignedOpening, Snapshot,
    SnapshotHeader, SpaceId, Stretch, Survey, Surveyed, TeamId, limits,
};
use alongside_store::Store;
use alongside_store::replica::{Replica, SnapshotName};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use uuid::Uuid;

/// Where a laptop is on its way in.
#[derive(Clone, Debug, Default)]
pub(crate) enum Fresh {
    /// It has not asked yet.
    #[default]
    Unasked,
    /// It is under way.
    Under(Box<Under>),
    /// It is not new, or it is done, or it was not helped.
    Over,
}

/// A snapshot that the server says it has.
#[derive(Clone, Copy)]
struct There {
    stretch: Stretch,
    /// Where it ends.
    to: u64,
    bytes: u32,
}

/// What a new laptop was told so far.
#[derive(Clone)]
pub(crate) struct Under {
    /// The list and the keys as they are said to be, apart from those that are known.
    beside: Book,
    /// Asked up to here.
    to: u64,
    is_surveyed: bool,
    /// Openings, until all of the list is here.
    openings: Vec<Landmark>,
    /// Ring and secret of each space that can be read.
    spaces: BTreeMap<SpaceId, (Ring, [u8; 32])>,
    /// Snapshots to fetch, the most useful first.
    wanted: VecDeque<There>,
    /// Bytes of all of them, and of those that are here.
    bytes: u64,
    here: u64,
}

impl std::fmt::Debug for Under {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Under({} of {})", self.here, self.bytes)
    }
}

impl Engine {
    /// How much of the snapshots is here and how much there is, in bytes, while a new laptop fetches them.
    pub(crate) fn arriving(&self) -> Option<(u64, u64)> {
        match &self.session.fresh {
            Fresh::Under(under) => Some((under.here, under.bytes)),
            _ => None,
        }
    }

    /// The next request of a laptop on its way in; nothing if it may read the log.
    pub(crate) fn fresh_request(&mut self, team: TeamId) -> Result<Option<Request>> {
        if matches!(self.session.fresh, Fresh::Unasked) {
            let membership = self.book.membership()?;
            let is_worth_it = membership
                .anchor
                .is_none_or(|anchor| anchor.position >= u64::from(self.settings.packs_in_snapshot));
            // Without the list that whoever let it in knew, it could not tell the team from one that the server made up.
            let may_ask = self.book.log.is_none() && membership.list.is_some();
            self.session.fresh = if self.book.place.seen_to == 0 && may_ask && is_worth_it {
                Fresh::Under(Box::new(Under::begin(&self.book, team)))
            } else {
                Fresh::Over
            };
        }
        let Fresh::Under(under) = &self.session.fresh else {
            return Ok(None);
        };
        if !under.is_surveyed {
            return Ok(Some(Request::Survey(team, Survey { after: under.to })));
        }
        let wanted = under.next();
        if wanted.is_empty() {
            self.session.fresh = Fresh::Over;
            return Ok(None);
        }
        Ok(Some(Request::Fetch(team, Fetch { wanted })))
    }

    /// Without snapshots the log is read all the same.
    pub(crate) fn not_helped(&mut self) {
        self.session.fresh = Fresh::Over;
    }

    pub(crate) fn surveyed(
        &mut self,
        store: &Store,
        surveyed: Surveyed,
        now: Moment,
    ) -> Result<()> {
        self.session.end = surveyed.end.position;
        self.session.trouble = None;
        self.session.failures = 0;
        let Fresh::Under(under) = &mut self.session.fresh else {
            return Ok(());
        };
        let is_over = surveyed.to >= surveyed.end.position;
        // It must go on, or it would go on for ever.
        let goes_on = is_over || surveyed.to > under.to;
        let taken = goes_on && under.take(surveyed, now).is_some();
        if !taken || (is_over && !under.is_of_the_team()) {
            self.not_helped();
            return Ok(());
        }
        if is_over {
            under.is_surveyed = true;
            store.replica_read(|replica| Ok(under.choose(replica)))??;
        }
        Ok(())
    }

    pub(crate) fn fetched(
        &mut self,
        store: &Store,
        fetch: &Fetch,
        fetched: Fetched,
        now: Moment,
        out: &mut Vec<Output>,
    ) -> Result<()> {
        self.session.trouble = None;
        self.session.failures = 0;
        let Fresh::Under(under) = &mut self.session.fresh else {
            return Ok(());
        };
        if fetched.snapshots.is_empty() || fetched.snapshots.len() > fetch.wanted.len() {
            self.not_helped();
            return Ok(());
        }
        let (_, changes) = self.book.write(store, |replica, book| {
            for (asked, found) in fetch.wanted.iter().zip(fetched.snapshots) {
                let Some(there) = under.wanted.front().copied() else {
                    continue;
                };
                if there.stretch != *asked {
                    continue;
                }
                under.wanted.pop_front();
                under.here += u64::from(there.bytes);
                let Some(found) = found else { continue };
                if let Err(trouble) = under.take_over(replica, &there, &found)? {
                    book.notice(trouble, now);
                }
            }
            Ok(())
        })?;
        Self::changed(changes, out);
        Ok(())
    }
}

impl Under {
    fn begin(book: &Book, team: TeamId) -> Self {
        Self {
            beside: Book {
                roster: Some(Arc::new(Roster::new(team))),
                ..book.clone()
            },
            to: 0,
            is_surveyed: false,
            openings: Vec::new(),
            spaces: BTreeMap::new(),
            wanted: VecDeque::new(),
            bytes: 0,
            here: 0,
        }
    }

    /// As many as come in one answer.
    fn next(&self) -> Vec<Stretch> {
        let mut bytes = 0;
        let most = u64::try_from(limits::PAGE_BYTES).unwrap_or(u64::MAX);
        self.wanted
            .iter()
            .take(limits::SNAPSHOTS)
            .take_while(|there| {
                let is_first = bytes == 0;
                bytes += u64::from(there.bytes).max(1);
                is_first || bytes <= most
            })
            .map(|there| there.stretch)
            .collect()
    }

    /// Follows the list, and puts the openings by; nothing if the list does not hold together.
    fn take(&mut self, surveyed: Surveyed, now: Moment) -> Option<()> {
        for landmark in surveyed.landmarks {
            if landmark.position <= self.to {
                return None;
            }
            self.to = landmark.position;
            match landmark.entry.kind {
                EntryKind::Roster => {
                    let mut roster = Roster::clone(self.beside.roster().ok()?);
                    let step = roster
                        .take(&landmark.entry, landmark.position, &Ed25519)
                        .ok()?;
                    if !self.beside.membership().ok()?.agrees_with(&roster) {
                        return None;
                    }
                    self.beside.roster = Some(Arc::new(roster));
                    self.beside.take_keys(&step, now).ok()?;
                }
                EntryKind::Opening => self.openings.push(landmark),
                EntryKind::Pack => return None,
            }
        }
        self.to = surveyed.to;
        Some(())
    }

    /// Whether the list has come as far as whoever let this laptop in knew it, and is that one.
    fn is_of_the_team(&self) -> bool {
        match (&self.beside.membership, &self.beside.roster) {
            (Some(membership), Some(roster)) => membership.is_reached_by(roster),
            _ => false,
        }
    }

    /// Opens the spaces, and puts their snapshots in order.
    fn choose(&mut self, replica: &Replica<'_>) -> Result<()> {
        let roster = Arc::clone(self.beside.roster()?);
        let me = self.beside.membership()?.member;
        let mut found: Vec<(Turn, There)> = Vec::new();
        let mut is_first_of_team = true;
        for landmark in std::mem::take(&mut self.openings) {
            let Some((space, ring, secret)) = self.open(&roster, me, &landmark) else {
                continue;
            };
            // The first that was opened for the team is its own records'.
            let is_teams = ring == Ring::Team && std::mem::take(&mut is_first_of_team);
            let turn = match ring {
                _ if is_teams => Turn::Team,
                Ring::Team => Turn::Person(std::cmp::Reverse(landmark.last)),
                Ring::Member(_) => Turn::Own,
                Ring::Open => Turn::Directory,
            };
            self.spaces.insert(space, (ring, secret));
            for (after, to, bytes) in landmark.snapshots {
                if !replica.has_snapshot(Uuid::from_bytes(space.0), after)? {
                    let stretch = Stretch { space, after };
                    found.push((turn, There { stretch, to, bytes }));
                }
            }
        }
        found.sort_by_key(|(turn, _)| *turn);
        self.wanted = found.into_iter().map(|(_, there)| there).collect();
        self.bytes = self.wanted.iter().map(|it| u64::from(it.bytes)).sum();
        Ok(())
    }

    fn open(
        &self,
        roster: &Roster,
        me: MemberId,
        landmark: &Landmark,
    ) -> Option<(SpaceId, Ring, [u8; 32])> {
        let (signed, opening) = SignedOpening::read(&landmark.entry.bytes).ok()?;
        let key = roster.devices.get(&opening.device)?.verify;
        signed.check(&roster.team, &key, &Ed25519).ok()?;
        let may_read = self
            .beside
            .role()
            .is_some_and(|role| role.reads(me, opening.ring));
        if !may_read || roster.erased.contains_key(&opening.space) {
            return None;
        }
        let space = Uuid::from_bytes(opening.space.0);
        let opened =
            self.beside
                .keyring
                .open_secret(opening.ring, opening.epoch, &space, &opening.sealed);
        match opened {
            Some(Ok(secret)) => Some((opening.space, opening.ring, secret)),
            _ => None,
        }
    }

    /// Takes one over, or says what is wrong with it.
    fn take_over(
        &self,
        replica: &mut Replica<'_>,
        there: &There,
        bytes: &[u8],
    ) -> Result<std::result::Result<(), Trouble>> {
        // Who cannot be told by a signature cannot be blamed: it is the server that handed it out.
        let forged = Trouble::Forged { position: there.to };
        let Ok((snapshot, header)) = Snapshot::read(bytes) else {
            return Ok(Err(forged));
        };
        let roster = self.beside.roster()?;
        if !self.is_signed(roster, &snapshot, &header)
            || (header.space, header.after) != (there.stretch.space, there.stretch.after)
            || header.to.position != there.to
        {
            return Ok(Err(forged));
        }
        let lie = Trouble::FalseSnapshot {
            device: header.device,
        };
        let space = Uuid::from_bytes(header.space.0);
        let Some((ring, secret)) = self.spaces.get(&header.space) else {
            return Ok(Ok(()));
        };
        let key = self
            .beside
            .keyring
            .pack_key(*ring, (header.epoch, 0), &space, secret)?;
        let Some(key) = key else { return Ok(Ok(())) };
        let associated = Snapshot::associated(&roster.team, &snapshot.header);
        let Ok(plain) = key.open_pack(&header.id.0, &associated, &snapshot.sealed) else {
            return Ok(Err(lie));
        };
        let Ok(commits) = body::read(header.codec, &plain) else {
            return Ok(Err(lie));
        };
        replica.take_snapshot(&name_of(&header), &commits)?;
        Ok(Ok(()))
    }

    fn is_signed(&self, roster: &Roster, snapshot: &Snapshot, header: &SnapshotHeader) -> bool {
        let Some(device) = roster.devices.get(&header.device) else {
            return false;
        };
        let was_there = device.since <= header.to.position
            && device.until.is_none_or(|until| header.to.position < until);
        was_there
            && !device.is_paper()
            && snapshot
                .check(&roster.team, &device.verify, &Ed25519)
                .is_ok()
    }
}

/// Whose turn it is to be fetched, the first first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// The team's own records: a few.
    Team,
    /// What the member keeps to themselves.
    Own,
    /// The people, by where the last that was written about them stands: today's first.
    Person(std::cmp::Reverse<u64>),
    /// What anybody can look up elsewhere.
    Directory,
}

fn name_of(header: &SnapshotHeader) -> SnapshotName {
    SnapshotName {
        space: Uuid::from_bytes(header.space.0),
        device: header.device.0,
        after: header.after,
        to: header.to.position,
        chain: header.to.chain.0,
    }
}

/// Judges the snapshots up to whose ends the log has been read, and names who sealed what the log does not have.
pub(crate) fn judge(replica: &mut Replica<'_>, book: &mut Book, now: Moment) -> Result<()> {
    if book.log.is_some() || fault::is(fault::Fault::TrustSnapshot) {
        // Snapshots are of the own team's log.
        return Ok(());
    }
    if book.place.unknown_own.is_some() {
        // Something that this laptop wrote in an earlier life is shown by its hash only, until it has a new name: the log may have
        // all that the snapshots say.
        return Ok(());
    }
    for judged in replica.judge_snapshots(book.place.cursor.position)? {
        let device = DeviceId(judged.name.device);
        let position = judged.name.to;
        if !judged.is_of_this_log {
            book.notice(Trouble::Forked { position, device }, now);
        } else if judged.unfounded > 0 && !is_unread(replica, judged.name.space)? {
            book.notice(Trouble::FalseSnapshot { device }, now);
        }
    }
    Ok(())
}

/// Whether something of a space waits unread: then the log may have what it did not show yet.
fn is_unread(replica: &Replica<'_>, space: Uuid) -> Result<bool> {
    let waiting = replica.quarantined()?;
    Ok(waiting.iter().any(|it| it.space == space))
}
