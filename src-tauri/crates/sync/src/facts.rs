//! What the engine knows about the team, kept in the encrypted file beside the records: one small fact for each idea.
//!
//! A [`Book`] is all of it. A step works on a copy, and the copy becomes the book when (and only when) the file's transaction is
//! kept: what is in memory and what is in the file never part, whatever breaks in between.

use crate::fault::{self, Fault};
use crate::identity::Identity;
use crate::keyring::Keyring;
use crate::recovery::Recovery;
use crate::sharing::{Entering, Front, NotedHost};
use crate::trouble::{Result, SyncError, Trouble};
use crate::wishes::Wish;
use alongside_domain::Moment;
use alongside_protocol::{
    DeviceId, Entry, Hash, Head, MemberId, Ring, Role, Roster, SpaceId, TeamId,
};
use alongside_store::replica::Replica;
use alongside_store::{Changes, Store, StoreError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// In bytes.
pub(crate) fn bytes<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    postcard::to_allocvec(value).map_err(|_| SyncError::Damaged)
}

/// From bytes, all of them.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(SyncError::Damaged),
    }
}

/// How far this laptop is in a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stage {
    /// The team is being made, with this code.
    Founding { code: String, entry: Entry },
    /// It has asked to join and waits until the log says so.
    Joining,
    /// It belongs.
    In,
    /// It belonged, was taken out and has asked to be let in again: it waits until the log says so. Whether what the team's ring reads is
    /// on it from before.
    Again { read_team: bool },
}

/// The team that this laptop belongs to, or is on its way into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Membership {
    pub team: TeamId,
    pub name: String,
    pub member: MemberId,
    pub stage: Stage,
    /// A place in the log that whoever let this laptop in saw: a server that shows another log there shows a false one.
    pub anchor: Option<Head>,
    /// The hash of the entry with which the team began. It outlasts everything that a server may lose: every entry of the list follows
    /// from that one by signatures, so that no server leads anybody into a team of its own making. Not known of a team that is only visited.
    pub first: Option<Hash>,
    /// The team's list as whoever let this laptop in, or a recovery code, knew it: how many entries it had, and the hash of the last.
    pub list: Option<(u64, Hash)>,
}

impl Membership {
    /// Whether a list is, or grew from, the one that is known; or has not come so far.
    pub(crate) fn agrees_with(&self, roster: &Roster) -> bool {
        let begins = self.first.filter(|_| !fault::is(Fault::AnyBeginning));
        let known = begins.map(|first| (1, first)).into_iter().chain(self.list);
        let mut known = known.filter(|(number, _)| *number == roster.number);
        known.all(|(_, last)| roster.last == last)
    }

    /// Whether a list has come as far as the one that is known.
    pub(crate) fn is_reached_by(&self, roster: &Roster) -> bool {
        self.list.is_none_or(|(number, _)| roster.number >= number)
    }
}

/// How far the log was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Read and applied up to here.
    pub cursor: Head,
    /// Read once before up to here: what is read again there is no news.
    pub seen_to: u64,
    /// Where reading again must begin, once this laptop goes under its new name: something of its old name's stands there that it
    /// does not know.
    pub unknown_own: Option<u64>,
    /// The server was restored once: how far chains of packs went before need not be known here.
    pub was_rewound: bool,
}

/// A roster entry on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OnItsWay {
    pub wish: Wish,
    pub number: u64,
    pub entry: Entry,
}

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Plans {
    /// What members wished of the team, first come first served.
    pub wishes: Vec<Wish>,
    /// For each laptop that is wished out, the laptops that were known when that was wished: what it let in since goes with it.
    pub knew: BTreeMap<DeviceId, BTreeSet<DeviceId>>,
    /// The signed roster entry for the first of them.
    pub signed: Option<OnItsWay>,
    /// Openings that were made here and are not acknowledged.
    pub openings: BTreeMap<SpaceId, Hash>,
    /// Openings that were handed in and given up for another's, and what was sealed under them: they may stand in the log all the same,
    /// are ours, and nothing.
    pub let_go: BTreeSet<Hash>,
    /// The server was restored and is being sent again what it lost.
    pub again: bool,
    /// And after that, what it has in no entry.
    pub carries_rest: bool,
    /// A lead sets the team up again on a server that has nothing of it, with this code.
    pub set_up: Option<String>,
}

/// Something that was noticed and that somebody should know. It does not stop the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Notice {
    /// What.
    pub trouble: Trouble,
    /// When it was noticed, on this laptop's clock.
    pub at: Moment,
}

/// What was last heard of a laptop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// When what it sent last was written, on its own clock.
    pub at: Moment,
    /// Who wrote it.
    pub by: String,
    /// How many changes of its own have come from it.
    pub changes: u32,
}

/// The kept facts.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Book {
    pub identity: Option<Arc<Identity>>,
    /// Who this laptop will be: its old name is used by another, too.
    pub successor: Option<Arc<Identity>>,
    pub membership: Option<Membership>,
    pub roster: Option<Arc<Roster>>,
    pub keyring: Arc<Keyring>,
    pub place: Place,
    pub plans: Plans,
    pub notices: BTreeSet<Notice>,
    pub heard: BTreeMap<DeviceId, Heard>,
    /// Teams where this one is a guest, as the own log says.
    pub hosts: BTreeMap<TeamId, NotedHost>,
    /// Spaces that are shared with this team, until their secrets are open.
    pub entering: BTreeMap<SpaceId, Entering>,
    /// The log that this book is of, if it is another team's. Then that team's facts stand under its id.
    pub log: Option<TeamId>,
    /// And the team of this laptop, which is told anew at each start and stands in its own book.
    pub front: Option<Arc<Front>>,
    pub recovery: Recovery,
    /// How far the log was read when somebody was wished out, or in another role.
    pub wished: BTreeMap<MemberId, u64>,
}

const IDENTITY: &str = "identity";
const SUCCESSOR: &str = "successor";
const MEMBERSHIP: &str = "membership";
const ROSTER: &str = "roster";
const KEYRING: &str = "keyring";
const PLACE: &str = "place";
const PLANS: &str = "plans";
const NOTICES: &str = "notices";
const HEARD: &str = "heard";
const RECOVERY: &str = "recovery";
const HOSTS: &str = "hosts";
const ENTERING: &str = "entering";
const WISHED: &str = "wished";

/// The facts that are the same whichever log a book is of.
const OF_THE_LAPTOP: [&str; 2] = [IDENTITY, SUCCESSOR];

const NAMES: [&str; 13] = [
    IDENTITY, SUCCESSOR, MEMBERSHIP, ROSTER, KEYRING, PLACE, PLANS, NOTICES, HEARD, HOSTS,
    ENTERING, RECOVERY, WISHED,
];

/// The most notices that are kept: a server that forges everything fills no disk.
const MOST_NOTICES: usize = 50;

/// For asking about a ring that is nobody's own.
const MEMBER_OF_NOTHING: MemberId = MemberId([0; 16]);

impl Book {
    /// Of the own team's log (`None`), or of another's.
    pub(crate) fn load(store: &Store, log: Option<TeamId>) -> Result<Self> {
        let mut facts: BTreeMap<&str, Vec<u8>> = store.replica_read(|replica| {
            let mut facts = BTreeMap::new();
            for name in NAMES {
                if let Some(fact) = replica.fact(&stored_name(log, name))? {
                    facts.insert(name, fact);
                }
            }
            Ok(facts)
        })?;
        let mut fact = |name: &str| facts.remove(name);
        let identity = |bytes: Option<Vec<u8>>| {
            bytes
                .map(|bytes| Identity::read(&bytes).map(Arc::new))
                .transpose()
        };
        Ok(Self {
            identity: identity(fact(IDENTITY))?,
            successor: identity(fact(SUCCESSOR))?,
            membership: optional(fact(MEMBERSHIP))?,
            roster: optional(fact(ROSTER))?.map(Arc::new),
            keyring: Arc::new(optional(fact(KEYRING))?.unwrap_or_default()),
            place: optional(fact(PLACE))?.unwrap_or_default(),
            plans: optional(fact(PLANS))?.unwrap_or_default(),
            notices: optional(fact(NOTICES))?.unwrap_or_default(),
            heard: optional(fact(HEARD))?.unwrap_or_default(),
            hosts: optional(fact(HOSTS))?.unwrap_or_default(),
            entering: optional(fact(ENTERING))?.unwrap_or_default(),
            log,
            front: None,
            recovery: optional(fact(RECOVERY))?.unwrap_or_default(),
            wished: optional(fact(WISHED))?.unwrap_or_default(),
        })
    }

    /// Writes what is not as it was.
    fn save(&self, replica: &mut Replica<'_>, before: &Self) -> Result<()> {
        let log = self.log;
        let keep = |replica: &mut Replica<'_>, name: &str, value| {
            keep(replica, &stored_name(log, name), value)
        };
        if self.identity != before.identity {
            keep(
                replica,
                IDENTITY,
                self.identity.as_ref().map(|it| it.bytes()),
            )?;
        }
        if self.successor != before.successor {
            keep(
                replica,
                SUCCESSOR,
                self.successor.as_ref().map(|it| it.bytes()),
            )?;
        }
        if self.membership != before.membership {
            keep(replica, MEMBERSHIP, self.membership.as_ref().map(bytes))?;
        }
        if !is_same(self.roster.as_ref(), before.roster.as_ref()) {
            keep(replica, ROSTER, self.roster.as_ref().map(|it| bytes(&**it)))?;
        }
        if !Arc::ptr_eq(&self.keyring, &before.keyring) {
            keep(replica, KEYRING, Some(bytes(&*self.keyring)))?;
        }
        if self.place != before.place {
            keep(replica, PLACE, Some(bytes(&self.place)))?;
        }
        if self.plans != before.plans {
            keep(replica, PLANS, Some(bytes(&self.plans)))?;
        }
        if self.notices != before.notices {
            keep(replica, NOTICES, Some(bytes(&self.notices)))?;
        }
        if self.heard != before.heard {
            keep(replica, HEARD, Some(bytes(&self.heard)))?;
        }
        if self.hosts != before.hosts {
            keep(replica, HOSTS, Some(bytes(&self.hosts)))?;
        }
        if self.entering != before.entering {
            keep(replica, ENTERING, Some(bytes(&self.entering)))?;
        }
        if self.recovery != before.recovery {
            keep(replica, RECOVERY, Some(bytes(&self.recovery)))?;
        }
        if self.wished != before.wished {
            keep(replica, WISHED, Some(bytes(&self.wished)))?;
        }
        Ok(())
    }

    /// Does something to the file and to the book, whole or not at all.
    pub(crate) fn write<T>(
        &mut self,
        store: &Store,
        work: impl FnOnce(&mut Replica<'_>, &mut Self) -> Result<T>,
    ) -> Result<(T, Changes)> {
        if crate::fault::crashes() {
            return Err(SyncError::Damaged);
        }
        let mut next = self.clone();
        let mut failed = None;
        let done = store.replicate(|replica| {
            replica.in_log(self.log.map(|log| log.0));
            let worked =
                work(replica, &mut next).and_then(|value| next.save(replica, self).map(|()| value));
            worked.map_err(|error| match error {
                SyncError::Store(error) => error,
                other => {
                    failed = Some(other);
                    StoreError::Internal("a step of the engine was given up")
                }
            })
        });
        match (done, failed) {
            (_, Some(error)) => Err(error),
            (Err(error), None) => Err(error.into()),
            (Ok(done), None) => {
                *self = next;
                Ok(done)
            }
        }
    }

    /// Reads what is kept of this book's log.
    pub(crate) fn read<T>(
        &self,
        store: &Store,
        work: impl FnOnce(&Replica<'_>) -> alongside_store::Result<T>,
    ) -> Result<T> {
        Ok(store.replica_read_in(self.log.map(|log| log.0), work)?)
    }

    /// The team's list; an error if there is no team.
    pub(crate) fn roster(&self) -> Result<&Arc<Roster>> {
        self.roster.as_ref().ok_or(SyncError::NotInTeam)
    }

    /// The team.
    pub(crate) fn membership(&self) -> Result<&Membership> {
        self.membership.as_ref().ok_or(SyncError::NotInTeam)
    }

    /// This laptop's keys.
    pub(crate) fn identity(&self) -> Result<&Arc<Identity>> {
        self.identity.as_ref().ok_or(SyncError::NotInTeam)
    }

    /// What the one who works here may do, as far as the log was read; nothing if they do not belong, or not yet.
    pub(crate) fn role(&self) -> Option<Role> {
        let (roster, identity) = (self.roster.as_ref()?, self.identity.as_ref()?);
        if self.log.is_some() {
            let front = self.front.as_ref()?;
            let is_guest = roster
                .sharing
                .guest(&front.team, &identity.device)
                .is_some();
            return front.role.filter(|_| is_guest);
        }
        roster.live(&identity.device).map(|(_, member)| member.role)
    }

    /// Whether the one who works here reads what the team's ring reads, or did before they were taken out; nothing if the log does not
    /// say yet. What they did not is passed by, and read from the log's beginning should they come again and read more.
    pub(crate) fn reads_team(&self) -> Option<bool> {
        match (self.role(), &self.membership.as_ref()?.stage) {
            (Some(role), _) => Some(role.reads(MEMBER_OF_NOTHING, Ring::Team)),
            (None, Stage::Again { read_team }) => Some(*read_team),
            (None, _) => None,
        }
    }

    /// Notes something that somebody should know, once.
    pub(crate) fn notice(&mut self, trouble: Trouble, at: Moment) {
        let is_known = self.notices.iter().any(|notice| notice.trouble == trouble);
        if !is_known && self.notices.len() < MOST_NOTICES {
            self.notices.insert(Notice { trouble, at });
        }
    }
}

/// Where a fact of a book stands.
fn stored_name(log: Option<TeamId>, name: &str) -> String {
    match log {
        Some(log) if !OF_THE_LAPTOP.contains(&name) => format!("visit {log} {name}"),
        _ => name.to_owned(),
    }
}

fn is_same(one: Option<&Arc<Roster>>, other: Option<&Arc<Roster>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

fn optional<T: DeserializeOwned>(fact: Option<Vec<u8>>) -> Result<Option<T>> {
    fact.map(|bytes| read(&bytes)).transpose()
}

fn keep(replica: &mut Replica<'_>, name: &str, value: Option<Result<Vec<u8>>>) -> Result<()> {
    match value.transpose()? {
        Some(value) => replica.set_fact(name, &value)?,
        None => replica.forget_fact(name)?,
    }
    Ok(())
}
