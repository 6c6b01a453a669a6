//! Where each part of a commit stands in the team's log, and what a snapshot claims to stand there until the log itself was read.
//!
//! A snapshot brings a stretch of a space's history in one piece. Its parts are applied like any other, because a row is worked out
//! from the *set* of what was written and not from its order; and each is noted as a claim. When the log brings the same part the
//! claim is gone, and when it brings another under the same name, or has come past the snapshot's end without it, the part is taken
//! out again and whoever sealed the snapshot is named. So a laptop that took snapshots over ends where one ends that read the log
//! alone.

use super::apply::{Standing, kind_of_space};
use super::{Replica, Source, array_at, stored, unstored, uuid_column};
use crate::Store;
use crate::error::{Result, StoreError};
use crate::log::{Commit, LoggedOperation, Operation};
use crate::rows::uuid_at;
use crate::spaces::find;
use alongside_domain::Kind;
use rusqlite::{OptionalExtension as _, params};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Which snapshot: who sealed it, and what it says of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapshotName {
    /// The space.
    pub space: Uuid,
    /// Who sealed it.
    pub device: [u8; 8],
    /// It holds what stands after this position,
    pub after: u64,
    /// up to and with this one,
    pub to: u64,
    /// where this is the chain of the log.
    pub chain: [u8; 32],
}

/// What became of a snapshot once the log was read up to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Which.
    pub name: SnapshotName,
    /// How many parts of it the log does not have; they were taken out.
    pub unfounded: u32,
    /// Whether it speaks of the log that was read.
    pub is_of_this_log: bool,
}

/// The number of a part: that of its commit and its space in one.
const PART: &str = "(?1 << 24) + ?2";

impl Replica<'_> {
    /// Notes where a part stands. The first place counts: what stands there twice was written once.
    pub(crate) fn place(&mut self, commit: i64, space: i64, position: u64) -> Result<()> {
        if position == 0 {
            // Brought by hand: the log will say where.
            return Ok(());
        }
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO placed (n, space, position) VALUES ({PART}, ?2, ?3) ON CONFLICT (n) DO NOTHING"
            ))?
            .execute(params![commit, space, stored(position)?])?;
        Ok(())
    }

    /// The same for all that was sealed in a pack of our own, which has its place now.
    pub(crate) fn place_sealed(&mut self, pack: i64, position: u64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO placed (n, space, position) SELECT n, space, ?2 FROM sealed WHERE pack = ?1 ON CONFLICT (n) DO NOTHING",
            )?
            .execute(params![pack, stored(position)?])?;
        Ok(())
    }

    /// What stands in the log of a space after a position, as far as so many bytes reach and at most up to `to`, in the order of the
    /// log; and up to where that is all of it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn placed_parts(
        &self,
        space: Uuid,
        after: u64,
        to: u64,
        max_bytes: usize,
    ) -> Result<(Vec<Commit>, u64)> {
        let Some(known) = find(self.connection, space)? else {
            return Ok((Vec::new(), to));
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT p.position, c.id, c.stamp, c.at, c.by, c.did, c.n FROM placed p JOIN commits c ON c.n = p.n >> 24
             WHERE p.space = ?1 AND p.position > ?2 AND p.position <= ?3
             AND p.n NOT IN (SELECT n FROM claims) ORDER BY p.position, c.n",
        )?;
        let mut rows = statement.query(params![known.n, stored(after)?, stored(to)?])?;
        let mut commits: Vec<(u64, Commit)> = Vec::new();
        let mut bytes = 0;
        while let Some(row) = rows.next()? {
            let position = unstored(row.get(0)?);
            let (operations, size) =
                super::outbox::operations(self.connection, row.get(6)?, known.n, space)?;
            bytes += size;
            if bytes > max_bytes
                && let Some((last, _)) = commits.last()
                && *last < position
            {
                let to = *last;
                return Ok((commits.into_iter().map(|(_, commit)| commit).collect(), to));
            }
            let commit = Commit {
                id: uuid_at(row, 1)?,
                stamp: crate::clock::Stamp::read(&row.get::<_, Vec<u8>>(2)?)?,
                at: alongside_domain::Moment(row.get(3)?),
                by: row.get(4)?,
                did: row.get(5)?,
                operations,
            };
            commits.push((position, commit));
        }
        Ok((commits.into_iter().map(|(_, commit)| commit).collect(), to))
    }

    /// Whether a snapshot that begins there was taken over before.
    ///
    /// # Errors
    /// Those of the file.
    pub fn has_snapshot(&self, space: Uuid, after: u64) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM snapshots WHERE space = ? AND begins = ?")?
            .exists(params![uuid_column(space), stored(after)?])?)
    }

    /// Whether anything in a space is known from a snapshot alone.
    ///
    /// # Errors
    /// Those of the file.
    pub fn is_claimed(&self, space: Uuid) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM snapshots WHERE space = ? LIMIT 1")?
            .exists([uuid_column(space)])?)
    }

    /// Takes a snapshot over: everything in it that is not here becomes rows, and a claim.
    ///
    /// # Errors
    /// Those of the file.
    pub fn take_snapshot(&mut self, name: &SnapshotName, commits: &[Commit]) -> Result<()> {
        if self.has_snapshot(name.space, name.after)? {
            return Ok(());
        }
        self.connection
            .prepare_cached(
                "INSERT INTO snapshots (space, device, begins, ends, chain) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![
                uuid_column(name.space),
                name.device.as_slice(),
                stored(name.after)?,
                stored(name.to)?,
                name.chain.as_slice()
            ])?;
        let snapshot = self.connection.last_insert_rowid();
        for commit in commits {
            if self.is_told_otherwise(commit)? || self.knows(commit.id, name.space)? {
                continue;
            }
            let applied = self.apply(name.space, commit, Source::default())?;
            if applied == super::Applied::Known {
                continue;
            }
            self.connection
                .prepare_cached(
                    "INSERT INTO claims (n, commit_n, snapshot)
                     SELECT (c.n << 24) + s.n, c.n, ?3 FROM commits c, spaces s WHERE c.id = ?1 AND s.id = ?2",
                )?
                .execute(params![
                    uuid_column(commit.id),
                    uuid_column(name.space),
                    snapshot
                ])?;
            self.has_claims = Some(true);
        }
        Ok(())
    }

    /// Whether a commit of that id is here and says something else of itself.
    fn is_told_otherwise(&self, commit: &Commit) -> Result<bool> {
        Ok(match self.commit_row(commit.id)? {
            Some(n) => !self.is_told_so(n, commit)?,
            None => false,
        })
    }

    fn is_told_so(&self, n: i64, commit: &Commit) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT 1 FROM commits WHERE n = ? AND stamp = ? AND at = ? AND by = ? AND did = ?",
            )?
            .exists(params![
                n,
                commit.stamp.0.as_slice(),
                commit.at.0,
                commit.by,
                commit.did
            ])?)
    }

    fn has_any_claims(&mut self) -> Result<bool> {
        if self.has_claims.is_none() {
            let any = self
                .connection
                .prepare_cached("SELECT 1 FROM claims LIMIT 1")?
                .exists([])?;
            self.has_claims = Some(any);
        }
        Ok(self.has_claims.unwrap_or(false))
    }

    /// The log brings a part of a commit: what snapshots claimed of that commit is compared with it, and what differs goes.
    pub(crate) fn confirm(&mut self, space: i64, commit: &Commit) -> Result<()> {
        if !self.has_any_claims()? {
            return Ok(());
        }
        let Some(n) = self.commit_row(commit.id)? else {
            return Ok(());
        };
        let claimed: Vec<(i64, i64)> = {
            let mut statement = self
                .connection
                .prepare_cached("SELECT n, snapshot FROM claims WHERE commit_n = ?")?;
            statement
                .query_map([n], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?
        };
        if claimed.is_empty() {
            return Ok(());
        }
        // Every claim of the commit said the same of it, or it was not made.
        let is_told_so = self.is_told_so(n, commit)?;
        let part = (n << 24) + space;
        for (claim, snapshot) in claimed {
            if is_told_so && claim != part {
                continue;
            }
            let is_same = is_told_so && self.part(n, space)? == commit.operations_in_bytes()?;
            if is_same {
                self.connection
                    .prepare_cached("DELETE FROM claims WHERE n = ?")?
                    .execute([claim])?;
            } else {
                self.take_out(claim, snapshot)?;
            }
        }
        Ok(())
    }

    /// A part as it stands here: kind, record and bytes of each operation.
    fn part(&self, commit: i64, space: i64) -> Result<Vec<(u8, Uuid, Vec<u8>)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, record, body FROM operations WHERE commit_n = ? AND space = ? ORDER BY n",
        )?;
        let part = statement
            .query_map(params![commit, space], |row| {
                Ok((row.get(0)?, uuid_at(row, 1)?, row.get(2)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(part)
    }

    /// Takes a claimed part out of the log, and out of the rows that it made.
    fn take_out(&mut self, claim: i64, snapshot: i64) -> Result<()> {
        let (commit, space) = (claim >> 24, claim & 0xff_ffff);
        for (kind, record, _) in self.part(commit, space)? {
            if let Some(kind) = Kind::from_number(kind) {
                self.unsettled.insert((kind, record));
            }
        }
        for sql in [
            "DELETE FROM claims WHERE n = ?1",
            "DELETE FROM placed WHERE n = ?1",
            "DELETE FROM operations WHERE commit_n = ?1 >> 24 AND space = ?1 & 16777215",
            "DELETE FROM commits WHERE n = ?1 >> 24 AND NOT EXISTS (SELECT 1 FROM operations WHERE commit_n = ?1 >> 24)",
        ] {
            self.connection.prepare_cached(sql)?.execute([claim])?;
        }
        self.connection
            .prepare_cached("UPDATE snapshots SET unfounded = unfounded + 1 WHERE n = ?")?
            .execute([snapshot])?;
        self.has_applied = true;
        Ok(())
    }

    /// Judges the snapshots that end at or before a place up to which the log was read; they are forgotten by it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn judge_snapshots(&mut self, read_to: u64) -> Result<Vec<Judged>> {
        let due: Vec<(i64, SnapshotName)> = {
            let mut statement = self.connection.prepare_cached(
                "SELECT n, space, device, begins, ends, chain FROM snapshots WHERE ends <= ? ORDER BY n",
            )?;
            statement
                .query_map([stored(read_to)?], |row| {
                    let name = SnapshotName {
                        space: uuid_at(row, 1)?,
                        device: array_at(row, 2)?,
                        after: unstored(row.get(3)?),
                        to: unstored(row.get(4)?),
                        chain: array_at(row, 5)?,
                    };
                    Ok((row.get(0)?, name))
                })?
                .collect::<rusqlite::Result<_>>()?
        };
        let mut judged = Vec::new();
        for (n, name) in due {
            let left: Vec<i64> = {
                let mut statement = self
                    .connection
                    .prepare_cached("SELECT n FROM claims WHERE snapshot = ?")?;
                statement
                    .query_map([n], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?
            };
            for claim in left {
                self.take_out(claim, n)?;
            }
            let unfounded: u32 = self
                .connection
                .prepare_cached("DELETE FROM snapshots WHERE n = ? RETURNING unfounded")?
                .query_row([n], |row| row.get(0))?;
            judged.push(Judged {
                name,
                unfounded,
                is_of_this_log: self.head_at(name.to)? == Some(name.chain),
            });
        }
        if !judged.is_empty() {
            self.has_claims = None;
            self.begin_anew(&judged)?;
        }
        Ok(judged)
    }

    /// Which space is whose is told by whatever came first. Where a snapshot came before the log and something was refused, or taken
    /// out, that may have been another than in the log: those spaces are worked out again, in the order of the log.
    fn begin_anew(&mut self, judged: &[Judged]) -> Result<()> {
        let mut spaces: BTreeSet<i64> = {
            let mut statement = self
                .connection
                .prepare_cached("SELECT DISTINCT space FROM operations WHERE waits = 2")?;
            statement
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?
        };
        for judged in judged.iter().filter(|judged| judged.unfounded > 0) {
            if let Some(space) = find(self.connection, judged.name.space)? {
                spaces.insert(space.n);
            }
        }
        if spaces.is_empty() {
            return Ok(());
        }
        self.settle_rows()?;
        self.spaces.clear();
        let mut all: Vec<Waiting> = Vec::new();
        for space in &spaces {
            self.connection
                .prepare_cached("UPDATE spaces SET person = NULL WHERE n = ?")?
                .execute([space])?;
            let mut statement = self.connection.prepare_cached(
                "SELECT coalesce(p.position, 9223372036854775807), o.n, o.kind, o.record, o.body, s.id FROM operations o
                 JOIN spaces s ON s.n = o.space LEFT JOIN placed p ON p.n = (o.commit_n << 24) + o.space WHERE o.space = ?",
            )?;
            let mut rows = statement.query([space])?;
            while let Some(row) = rows.next()? {
                all.push(Waiting {
                    position: row.get(0)?,
                    n: row.get(1)?,
                    kind: row.get(2)?,
                    record: uuid_at(row, 3)?,
                    body: row.get(4)?,
                    space: uuid_at(row, 5)?,
                });
            }
        }
        all.sort_by_key(|one| (one.position, one.n));
        for one in &all {
            if let Some(kind) = Kind::from_number(one.kind) {
                self.unmake(kind, one.record)?;
            }
        }
        for one in all {
            self.stand_again(
                one.n,
                one.space,
                one.kind,
                one.record,
                &Operation::read(&one.body)?,
            )?;
        }
        self.settle_rows()
    }

    /// How an operation stands is worked out again.
    fn stand_again(
        &mut self,
        n: i64,
        space: Uuid,
        kind: u8,
        record: Uuid,
        operation: &Operation,
    ) -> Result<()> {
        let Some(kind) = Kind::from_number(kind) else {
            return Ok(());
        };
        self.target(space, kind_of_space(kind))?;
        let standing = self.standing(space, kind.table(), record, operation)?;
        self.connection
            .prepare_cached("UPDATE operations SET waits = ? WHERE n = ?")?
            .execute(params![standing.column(), n])?;
        if standing != Standing::Refused {
            self.unsettled.insert((kind, record));
        }
        Ok(())
    }

    /// Takes away what is known of a space's places and snapshots: it was erased.
    pub(crate) fn forget_placed(&mut self, space: i64, id: Uuid) -> Result<()> {
        for sql in [
            "DELETE FROM claims WHERE n IN (SELECT (commit_n << 24) + space FROM operations WHERE space = ?)",
            "DELETE FROM placed WHERE space = ?",
        ] {
            self.connection.execute(sql, [space])?;
        }
        self.connection
            .execute("DELETE FROM snapshots WHERE space = ?", [uuid_column(id)])?;
        Ok(())
    }

    /// How many parts are known from snapshots alone.
    ///
    /// # Errors
    /// Those of the file.
    pub fn claims(&self) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM claims")?
            .query_row([], |row| row.get(0))
            .optional()?
            .unwrap_or(0))
    }
}

impl Store {
    /// Whether the log was not read yet up to the end of all that came in one piece: then not all of its history is told.
    ///
    /// # Errors
    /// Those of the file.
    pub fn has_snapshots(&self) -> Result<bool> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT 1 FROM snapshots LIMIT 1")?
                .exists([])?)
        })
    }
}

/// An operation that is to be looked at again.
struct Waiting {
    position: i64,
    n: i64,
    kind: u8,
    record: Uuid,
    body: Vec<u8>,
    space: Uuid,
}

impl Commit {
    /// Kind, record and bytes of each operation, as the file keeps them.
    fn operations_in_bytes(&self) -> Result<Vec<(u8, Uuid, Vec<u8>)>> {
        self.operations
            .iter()
            .map(|logged: &LoggedOperation| {
                Ok((logged.kind, logged.record, logged.operation.bytes()?))
            })
            .collect::<Result<_, StoreError>>()
    }
}
