//! The rules of the shared server: who may do what, and in which order things stand. Synchronous, without network, clock or
//! randomness of its own, so that a simulation can run it under one seed: [`Core::handle`] takes a request with the time, and
//! answers.
//!
//! ```
//! use alongside_protocol::{Hello, Route, decode};
//! use alongside_server::{Core, Request, Rules, Sqlite};
//! use std::sync::Arc;
//! # struct Trusting;
//! # impl alongside_protocol::Verify for Trusting {
//! #     fn verify(&self, _: &alongside_protocol::PublicKey, _: &[u8], _: &alongside_protocol::Signature) -> bool { true }
//! # }
//! let database = Arc::new(Sqlite::in_memory()?);
//! let core = Core::new(database, Arc::new(Trusting), Rules::default());
//! let reply = core.handle(&Request { route: Route::Hello, signed: None, body: &[] }, 1_800_000_000_000);
//! let hello: Hello = decode(&reply.answer.expect("anybody may ask this")).expect("it can be read");
//! assert_eq!(hello.service, "alongside");
//! # Ok::<(), alongside_server::Trouble>(())
//! ```
//!
//! Must not know HTTP, nor which database it is. Every table stands under a team first, but for the doors where nobody says of
//! which team they are (sign-up codes, mailboxes, locators); teams share no lock.

mod access;
mod check;
pub mod database;
mod escrow;
mod keeping;
mod log;
mod mailbox;
mod moving;
mod published;
mod pull;
mod push;
mod rates;
mod signup;
mod snapshots;
mod tables;

use access::Asker;
use alongside_protocol::{
    Hash, Head, Hello, OLDEST, ProtocolError, Refusal, Roster, Route, Signed, TeamId, VERSION,
    Verify, decode, encode, limits,
};
use database::{Database, Sql, Trouble};
pub use keeping::TeamFigures;
pub use moving::MoveError;
pub use published::{AskedWrongly, Shown};
pub use rates::{Bucket, Buckets};
use serde::de::DeserializeOwned;
pub use signup::{NewCode, read_code};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
pub(crate) use tables::{ChainName, LogRow, Named, SpaceRow, Tables, TeamRow, room_of};

/// How many rosters are kept in memory.
const ROSTERS: usize = 1_000;

/// A request: what HTTP carries, without HTTP.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What is asked.
    pub route: Route,
    /// Who signed it.
    pub signed: Option<Signed>,
    /// Its body.
    pub body: &'a [u8],
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The body of the answer, or why not.
    pub answer: Result<Vec<u8>, Refusal>,
    /// A log that has grown by it: those who listen are to be told.
    pub grown: Option<Grown>,
}

/// A log has grown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grown {
    /// Whose.
    pub team: TeamId,
    /// Its last position now.
    pub end: u64,
    /// Whether the roster has changed: who listens must show again that they may.
    pub roster: bool,
}

/// What the keeper of the server may choose.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// How many requests a device may make.
    pub device: Bucket,
    /// How many teams' devices are counted at one time.
    pub devices_counted: usize,
    /// Whether directories that teams publish are taken in, and shown to the public.
    pub serves_directories: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            device: Bucket {
                size: 300,
                per_minute: 600,
            },
            devices_counted: 100_000,
            serves_directories: false,
        }
    }
}

/// Why something is not done: by the rules, or because the database cannot.
#[derive(Debug)]
pub(crate) enum Stop {
    Refused(Refusal),
    Trouble(Trouble),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

pub(crate) type Done<T> = Result<T, Stop>;

/// The server without a network. Shared by all threads.
pub struct Core {
    database: Arc<dyn Database>,
    verify: Arc<dyn Verify + Send + Sync>,
    rules: Rules,
    rosters: Mutex<HashMap<(TeamId, Hash), Arc<Roster>>>,
    devices: Buckets<(TeamId, alongside_protocol::DeviceId)>,
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Core")
    }
}

impl Core {
    /// Over a database, which holds all there is to know: any number of these may work on one.
    #[must_use]
    pub fn new(
        database: Arc<dyn Database>,
        verify: Arc<dyn Verify + Send + Sync>,
        rules: Rules,
    ) -> Self {
        Self {
            database,
            verify,
            rules,
            rosters: Mutex::new(HashMap::new()),
            devices: Buckets::new(rules.device, rules.devices_counted),
        }
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> &Arc<dyn Database> {
        &self.database
    }

    /// Answers a request that came at `now`, in milliseconds since 1970. When this returns, what it says was done is on disk. Any
    /// request may be repeated: what was done once is not done twice, and is answered the same.
    #[must_use]
    pub fn handle(&self, request: &Request<'_>, now: i64) -> Reply {
        let mut grown = None;
        let answer = match self.answer(request, now, &mut grown) {
            Ok(body) => Ok(body),
            Err(Stop::Refused(refusal)) => Err(refusal),
            Err(Stop::Trouble(trouble)) => {
                // Says nothing of whom it happened to.
                tracing::error!(%trouble, "the database did not do it");
                Err(Refusal::Unwell)
            }
        };
        if let Some(grown) = &grown {
            self.database.tell(grown);
        }
        Reply { answer, grown }
    }

    fn answer(&self, request: &Request<'_>, now: i64, grown: &mut Option<Grown>) -> Done<Vec<u8>> {
        if request.body.len() > limits::BODY_BYTES {
            return Err(Refusal::TooLarge.into());
        }
        match &request.route {
            Route::Hello => said(&Hello {
                service: "alongside".to_owned(),
                newest: VERSION,
                oldest: OLDEST,
                time: now,
            }),
            Route::SignUp => said(&self.sign_up(&heard(request.body)?, now, grown)?),
            Route::Pull(team) => {
                let asker = self.asker(request, now)?;
                said(&self.pull(team, &asker, &heard(request.body)?, now)?)
            }
            Route::Push(team) | Route::Resend(team) => {
                let asker = self.asker(request, now)?;
                let is_again = matches!(request.route, Route::Resend(_));
                let push = heard(request.body)?;
                said(&self.push(team, &asker, push, is_again, now, grown)?)
            }
            Route::Survey(team) => {
                let asker = self.asker(request, now)?;
                said(&self.survey(team, &asker, &heard(request.body)?, now)?)
            }
            Route::Fetch(team) => {
                let asker = self.asker(request, now)?;
                said(&self.fetch(team, &asker, &heard(request.body)?, now)?)
            }
            Route::Wanting(team) => {
                let asker = self.asker(request, now)?;
                said(&self.wanting(team, &asker, heard(request.body)?, now)?)
            }
            Route::PutSnapshot(team) => {
                let asker = self.asker(request, now)?;
                self.put_snapshot(team, &asker, request.body)?;
                Ok(Vec::new())
            }
            Route::Wake(team) => {
                let asker = self.asker(request, now)?;
                said(&self.end_for(team, &asker)?)
            }
            Route::MakeMailbox(team) => {
                let asker = self.asker(request, now)?;
                said(&self.make_mailbox(team, &asker, request, now)?)
            }
            Route::ClaimMailbox(number) => {
                said(&self.claim_mailbox(*number, &heard(request.body)?, now)?)
            }
            Route::PutMailbox(number) => {
                self.put_mailbox(*number, &heard(request.body)?, request, now)?;
                Ok(Vec::new())
            }
            Route::TakeMailbox(number) => {
                said(&self.take_mailbox(*number, &heard(request.body)?, request, now)?)
            }
            Route::BurnMailbox(number) => {
                self.burn_mailbox(*number, &heard(request.body)?, request, now)?;
                Ok(Vec::new())
            }
            Route::PutEscrow(team, locator) => {
                let asker = self.asker(request, now)?;
                self.put_escrow(team, locator, &asker, request.body, now)?;
                Ok(Vec::new())
            }
            Route::TakeEscrow(locator) => self.take_escrow(locator),
            Route::Publishing(team) => {
                let asker = self.asker(request, now)?;
                said(&self.publishing(team, &asker)?)
            }
            Route::PutPublication(team) => {
                let asker = self.asker(request, now)?;
                said(&self.put_publication(team, &asker, &heard(request.body)?, now)?)
            }
            Route::Unpublish(team) => {
                let asker = self.asker(request, now)?;
                said(&self.unpublish(team, &asker)?)
            }
        }
    }

    fn read<T>(&self, mut work: impl FnMut(&mut Tables<'_>) -> Done<T>) -> Done<T> {
        within(|run| self.database.read(run), &mut work)
    }

    fn write<T>(&self, mut work: impl FnMut(&mut Tables<'_>) -> Done<T>) -> Done<T> {
        within(|run| self.database.write(run), &mut work)
    }

    /// A team's roster, out of memory if it is the same.
    fn roster(&self, tables: &mut Tables<'_>, team: &TeamId) -> Done<Arc<Roster>> {
        let chain = tables.roster_chain(team)?.ok_or(Refusal::Unknown)?;
        if let Some(roster) = self.kept().get(&(*team, chain)) {
            return Ok(roster.clone());
        }
        let (chain, roster) = tables.roster(team)?.ok_or(Refusal::Unknown)?;
        let roster = Arc::new(roster);
        self.keep_roster(chain, &roster);
        Ok(roster)
    }

    fn keep_roster(&self, chain: Hash, roster: &Arc<Roster>) {
        let mut kept = self.kept();
        if kept.len() >= ROSTERS {
            // Which ones go is of no matter: they are read again.
            let gone: Vec<_> = kept.keys().take(ROSTERS / 4).copied().collect();
            for name in gone {
                kept.remove(&name);
            }
        }
        kept.insert((roster.team, chain), roster.clone());
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<(TeamId, Hash), Arc<Roster>>> {
        // Nothing in there can be half done.
        self.rosters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The end of a team's log, for whoever runs the server.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn end(&self, team: &TeamId) -> Result<Option<Head>, Trouble> {
        let mut end = None;
        self.database.read(&mut |sql| {
            end = Tables(sql).team(team, false)?.map(|row| row.end);
            Ok(())
        })?;
        Ok(end)
    }

    /// Whether a team's log is, or has grown from, the one that ends there.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn follows(&self, team: &TeamId, head: Head) -> Result<bool, Trouble> {
        let mut chain = None;
        self.database.read(&mut |sql| {
            chain = Tables(sql).chain_at(team, head.position)?;
            Ok(())
        })?;
        Ok(chain == Some(head.chain))
    }

    /// Whether the database answers and can be locked for writing. Changes nothing.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn check_database(&self) -> Result<(), Trouble> {
        self.database.write(&mut |sql| {
            sql.run("DELETE FROM mailboxes WHERE number = -1", &[])?;
            Ok(())
        })
    }

    fn end_for(&self, team: &TeamId, asker: &Asker) -> Done<Head> {
        self.read(|tables| {
            let (row, _, sight) = self.visit(tables, team, asker)?;
            sight.end(tables, &row)
        })
    }
}

/// Runs work in a transaction. A refusal undoes it as trouble does, but is the answer and no fault.
fn within<T>(
    run: impl FnOnce(&mut database::Work<'_>) -> Result<(), Trouble>,
    work: &mut dyn FnMut(&mut Tables<'_>) -> Done<T>,
) -> Done<T> {
    let mut outcome: Option<Done<T>> = None;
    let ran = run(&mut |sql: &mut dyn Sql| {
        let done = work(&mut Tables(sql));
        let result = match &done {
            Ok(_) => Ok(()),
            Err(Stop::Refused(_)) => Err(Trouble::Declined("by the rules".to_owned())),
            Err(Stop::Trouble(_)) => Err(Trouble::Declined("undone".to_owned())),
        };
        outcome = Some(done);
        result
    });
    match (ran, outcome) {
        // The work went well, but the transaction did not stand.
        (Err(trouble), Some(Ok(_)) | None) => Err(Stop::Trouble(trouble)),
        (_, Some(done)) => done,
        (Ok(()), None) => Err(Stop::Trouble(Trouble::Damaged("nothing was run"))),
    }
}

fn heard<T: DeserializeOwned + serde::Serialize>(body: &[u8]) -> Done<T> {
    decode(body).map_err(|_| Refusal::Malformed.into())
}

fn said<T: serde::Serialize>(answer: &T) -> Done<Vec<u8>> {
    encode(answer).map_err(|_| Stop::Trouble(Trouble::Damaged("an answer that cannot be written")))
}

/// What a fault in an entry is called to whoever handed it in.
fn refusal(error: ProtocolError) -> Refusal {
    match error {
        ProtocolError::Malformed => Refusal::Malformed,
        ProtocolError::BadSignature => Refusal::BadSignature,
        ProtocolError::OutOfOrder => Refusal::RosterMoved,
        ProtocolError::NotAllowed | ProtocolError::WrongName => Refusal::NotAllowed,
        ProtocolError::TooNew => Refusal::NotUnderstood,
    }
}
