//! The file's side of a team: what the engine needs to know and keep, all of it in the file's own transactions.
//!
//! It knows nothing of servers, keys or seals: entries of the team's log come and go as bytes with a hash. What it does know is
//! what was written here and has not arrived ([`outbox`]), what others wrote and how it becomes rows ([`apply`]), and what was
//! sealed, sent and kept ([`packs`]), and where in the log it stands, or is only said to stand ([`placed`]). A step of the engine is one [`Store::replicate`]: what it read, applied and where it has got to
//! are kept together or not at all, so that a crash between any two of them cannot be.

pub mod again;
pub mod apply;
pub mod digest;
pub mod erase;
pub mod facts;
pub mod guest;
mod large;
pub mod outbox;
pub mod packs;
pub mod placed;
pub mod restamp;
pub mod spaces;

pub use apply::{Applied, Source};
pub use facts::Quarantined;
pub use outbox::{OutboxPart, SpaceState, Unsent, UnsentWrite};
pub use packs::KeptPack;
pub use placed::{Judged, SnapshotName};
pub use spaces::Space;

use crate::clock::Stamp;
use crate::error::Result;
use crate::ids::Ids;
use crate::indexing::Indexing;
use crate::transact::Changes;
use crate::undo::Turns;
use crate::upkeep;
use crate::{Store, Writer};
use alongside_domain::{Kind, Moment};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A transaction of the engine. See [`Store::replicate`].
pub struct Replica<'c> {
    pub(crate) connection: &'c Connection,
    pub(crate) ids: &'c dyn Ids,
    pub(crate) now: Moment,
    /// The log that is spoken of: the own team's (empty), or that of a team whose guests this laptop's people are.
    pub(crate) log: Vec<u8>,
    kinds: BTreeSet<Kind>,
    indexing: Indexing,
    /// Records whose rows are to be worked out from the log, at the end or before anything reads them. A person's pages have the
    /// person's id, so an id alone names no record.
    unsettled: BTreeSet<(Kind, Uuid)>,
    /// Records with differences.
    differing: Option<BTreeSet<(u8, Uuid)>>,
    /// The latest stamp that arrived.
    seen: Option<Stamp>,
    /// Commits from elsewhere were added, so that the last rows of the log are not this device's.
    has_applied: bool,
    /// What the writer is to know differently once this is kept.
    replicating: Option<bool>,
    device: Option<[u8; 8]>,
    clock_to: Option<Option<Stamp>>,
    forget_turns: BTreeSet<i64>,
    spaces: HashMap<Uuid, apply::Target>,
    /// Whether anything here is known from a snapshot alone.
    has_claims: Option<bool>,
}

impl<'c> Replica<'c> {
    fn new(connection: &'c Connection, ids: &'c dyn Ids, now: Moment) -> Self {
        Self {
            connection,
            ids,
            now,
            log: Vec::new(),
            kinds: BTreeSet::new(),
            indexing: Indexing::in_any_order(),
            unsettled: BTreeSet::new(),
            differing: None,
            seen: None,
            has_applied: false,
            replicating: None,
            device: None,
            clock_to: None,
            forget_turns: BTreeSet::new(),
            spaces: HashMap::new(),
            has_claims: None,
        }
    }
}

impl Store {
    /// A transaction of the engine: whole, or (if `work` fails) not at all. `Changes` names the kinds of record that changed.
    ///
    /// What is local waits meanwhile: a page of about a megabyte takes well under a second.
    ///
    /// # Errors
    /// That of `work`, after which nothing was changed; or those of the file.
    pub fn replicate<T>(
        &self,
        work: impl FnOnce(&mut Replica<'_>) -> Result<T>,
    ) -> Result<(T, Changes)> {
        let mut writer = self.writer();
        // A contact may arrive before the person it is with, or without, and is kept all the same.
        writer.mind_references(false)?;
        self.replicate_on(&mut writer, work)
    }

    fn replicate_on<T>(
        &self,
        writer: &mut Writer,
        work: impl FnOnce(&mut Replica<'_>) -> Result<T>,
    ) -> Result<(T, Changes)> {
        let Writer {
            connection, state, ..
        } = writer;
        let now = self.clock().now();
        let written = upkeep::written(connection)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Before others' commits stand among this device's own.
        let turns = state.turns(&transaction)?.clone();
        let mut replica = Replica::new(&transaction, self.ids(), now);
        let value = work(&mut replica)?;
        replica.settle_rows()?;
        let Replica {
            kinds,
            indexing,
            seen,
            has_applied,
            replicating,
            device,
            clock_to,
            forget_turns,
            ..
        } = replica;
        indexing.write(&transaction)?;
        let turns = turns.without(&forget_turns);
        if has_applied || !forget_turns.is_empty() {
            turns.keep(&transaction)?;
        }
        let mut hybrid = state.hybrid.clone();
        if let Some(device) = device {
            hybrid = hybrid.of_device(device);
        }
        if let Some(last) = clock_to {
            hybrid = crate::clock::Hybrid::new(hybrid.device(), last);
        }
        if let Some(seen) = seen {
            hybrid.see(seen);
        }
        if has_applied || clock_to.is_some() {
            hybrid.keep(&transaction)?;
        }
        transaction.commit()?;
        // Only now, when it is kept.
        state.turns = Some(turns);
        state.hybrid = hybrid;
        if let Some(is_replicating) = replicating {
            state.is_replicating = is_replicating;
        }
        upkeep::after(connection, written);
        Ok((value, Changes { kinds, at: now }))
    }

    /// Reads what the engine keeps of one log (see [`Replica::in_log`]), beside whatever is being written.
    ///
    /// # Errors
    /// That of `work`; those of the file.
    pub fn replica_read_in<T>(
        &self,
        log: Option<[u8; 16]>,
        work: impl FnOnce(&Replica<'_>) -> Result<T>,
    ) -> Result<T> {
        let now = self.clock().now();
        self.read(|connection| {
            let mut replica = Replica::new(connection, self.ids(), now);
            replica.in_log(log);
            work(&replica)
        })
    }

    /// Reads what the engine keeps, beside whatever is being written.
    ///
    /// # Errors
    /// That of `work`; those of the file.
    pub fn replica_read<T>(&self, work: impl FnOnce(&Replica<'_>) -> Result<T>) -> Result<T> {
        let now = self.clock().now();
        self.read(|connection| work(&Replica::new(connection, self.ids(), now)))
    }
}

/// The stacks of what can be undone, after a transaction of the engine.
impl Turns {
    fn without(&self, forgotten: &BTreeSet<i64>) -> Self {
        let mut turns = self.clone();
        turns.forget(forgotten);
        turns
    }
}

pub(crate) fn uuid_column(id: Uuid) -> Vec<u8> {
    id.as_bytes().to_vec()
}

/// Bytes of a fixed number from a column.
pub(crate) fn array_at<const N: usize>(
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<[u8; N]> {
    let bytes: Vec<u8> = row.get(column)?;
    bytes.try_into().map_err(|_| {
        rusqlite::Error::InvalidColumnType(column, "bytes".to_owned(), rusqlite::types::Type::Blob)
    })
}

/// A position or number as the file keeps it.
pub(crate) fn stored(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(|_| crate::StoreError::Internal("a number is too large"))
}

/// The same, read.
pub(crate) fn unstored(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
