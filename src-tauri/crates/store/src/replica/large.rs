//! Commits of a file from before commits had a size: an import was one commit, whatever it held. Before such a file's changes are put in
//! the outbox they are cut into commits as they are told now ([`crate::Tx`]).
//!
//! Nobody else has seen them yet, so that their ids are free. All of a commit's operations on one record stay together and the stamp
//! stays the same, so that no row is touched.

use super::Replica;
use crate::error::Result;
use crate::fault;
use crate::log::Turn;
use crate::rows::uuid_at;
use crate::transact::{BYTES, OPERATIONS};
use rusqlite::params;
use uuid::Uuid;

impl Replica<'_> {
    /// Cuts what is larger than any commit that is told now; undo lets go of it.
    pub(super) fn cut_large(&mut self) -> Result<()> {
        let (operations, bytes) = fault::most((OPERATIONS, BYTES));
        let (operations, bytes) = (size(operations), size(bytes));
        let large: Vec<i64> = {
            // The last operation of a commit may go beyond.
            let mut statement = self.connection.prepare_cached(
                "SELECT commit_n FROM operations GROUP BY commit_n
                 HAVING count(*) > ?1 OR sum(length(body)) - max(length(body)) >= ?2",
            )?;
            statement
                .query_map(params![operations, bytes], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?
        };
        for commit in large {
            self.cut(commit, operations, bytes)?;
            self.forget_turns.insert(commit);
        }
        Ok(())
    }

    fn cut(&mut self, commit: i64, most: i64, most_bytes: i64) -> Result<()> {
        let records: Vec<(u8, Uuid, i64, i64)> = {
            let mut statement = self.connection.prepare_cached(
                "SELECT kind, record, count(*), sum(length(body)) FROM operations WHERE commit_n = ?
                 GROUP BY kind, record ORDER BY min(n)",
            )?;
            statement
                .query_map([commit], |row| {
                    Ok((row.get(0)?, uuid_at(row, 1)?, row.get(2)?, row.get(3)?))
                })?
                .collect::<rusqlite::Result<_>>()?
        };
        let (mut operations, mut bytes, mut into) = (0, 0, commit);
        for (kind, record, count, size) in records {
            if operations >= most || bytes >= most_bytes {
                into = self.another(commit)?;
                (operations, bytes) = (0, 0);
            }
            operations += count;
            bytes += size;
            if into != commit {
                self.connection
                    .prepare_cached(
                        "UPDATE operations SET commit_n = ?1 WHERE record = ?2 AND kind = ?3 AND commit_n = ?4",
                    )?
                    .execute(params![into, record.as_bytes().as_slice(), kind, commit])?;
            }
        }
        Ok(())
    }

    /// A commit that says the same of itself, under an id of its own.
    fn another(&self, commit: i64) -> Result<i64> {
        self.connection
            .prepare_cached(
                "INSERT INTO commits (id, stamp, at, by, did, turn) SELECT ?2, stamp, at, by, did, ?3 FROM commits WHERE n = ?1",
            )?
            .execute(params![
                commit,
                self.ids.record().as_bytes().as_slice(),
                Turn::Apart as i64
            ])?;
        Ok(self.connection.last_insert_rowid())
    }
}

fn size(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
