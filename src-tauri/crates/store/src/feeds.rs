//! Live lists on their way in: what this laptop has read of the next copy, what it read of the last, and how far it is.
//!
//! All of it stays on this laptop. The next copy is staged beside the directory, line by line with the place it was read to, so that
//! a pull goes on where it broke off; the directory itself changes in one transaction at the end, or not at all.

use crate::Store;
use crate::error::Result;
use crate::rows::{select, uuid_at};
use alongside_domain::directory::{Feed, Service};
use alongside_domain::ids::{FeedId, ServiceId};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use uuid::Uuid;

/// For so long a record that its line calls unchanged is not fetched again.
const DETAIL_HOLDS: i64 = 30 * 24 * 60 * 60 * 1000;

/// A line of a list, to be staged.
#[derive(Clone, Debug)]
pub struct Staging<'a> {
    /// Under what it is kept.
    pub key: &'a str,
    /// Under what another record of the same id is kept.
    pub key_beside: &'a str,
    /// What it says, as a digest.
    pub digest: [u8; 16],
    /// The record itself is to be fetched.
    pub wants: bool,
    /// The line says when the record changed.
    pub is_dated: bool,
    /// As it came.
    pub body: &'a [u8],
}

impl Store {
    /// The team's live lists, by name.
    ///
    /// # Errors
    /// Those of the file.
    pub fn feeds(&self) -> Result<Vec<Feed>> {
        self.read(|connection| {
            select(
                connection,
                "WHERE archived IS NULL ORDER BY name COLLATE NOCASE, n",
                &[],
            )
        })
    }

    /// How far this laptop is with a list, as it was kept.
    ///
    /// # Errors
    /// Those of the file.
    pub fn feed_progress(&self, feed: FeedId) -> Result<Option<String>> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT progress FROM feed_pulls WHERE feed = ?")?
                .query_row([key_of(feed)], |row| row.get(0))
                .optional()?)
        })
    }

    /// Keeps how far it is.
    ///
    /// # Errors
    /// Those of the file.
    pub fn keep_feed_progress(&self, feed: FeedId, progress: &str) -> Result<()> {
        self.write(|connection, _| keep(connection, feed, progress))
    }

    /// Begins a new copy: what was staged of an earlier one goes.
    ///
    /// # Errors
    /// Those of the file.
    pub fn begin_feed(&self, feed: FeedId, progress: &str) -> Result<()> {
        self.staging(|connection| {
            unstage(connection, feed)?;
            keep(connection, feed, progress)
        })
    }

    /// Stages the lines of a page with the progress they bring, of which the caller learns how many are new. A line that says what
    /// it said last time, and dates itself, is not fetched again.
    ///
    /// # Errors
    /// Those of the file.
    pub fn stage_page(
        &self,
        feed: FeedId,
        rows: &[Staging<'_>],
        now: i64,
        progress: impl FnOnce(usize) -> String,
    ) -> Result<usize> {
        self.staging(|connection| {
            let mut fresh = 0;
            for row in rows {
                fresh += usize::from(stage(connection, feed, row, now)?);
            }
            keep(connection, feed, &progress(fresh))?;
            Ok(fresh)
        })
    }

    /// The next records that are to be fetched whole, with the mark they had last time.
    ///
    /// # Errors
    /// Those of the file.
    pub fn feed_wanting(&self, feed: FeedId, limit: u32) -> Result<Vec<(String, String)>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT s.key, coalesce(k.etag, '') FROM feed_staged s LEFT JOIN feed_known k ON k.feed = s.feed AND k.key = s.key
                 WHERE s.feed = ? AND s.wants = 1 ORDER BY s.key LIMIT ?",
            )?;
            let wanting = statement
                .query_map(params![key_of(feed), limit], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(wanting)
        })
    }

    /// A record was fetched whole (`Some`), or stays as its line has it (`None`).
    ///
    /// # Errors
    /// Those of the file.
    pub fn stage_detail(
        &self,
        feed: FeedId,
        key: &str,
        whole: Option<([u8; 16], &[u8], &str)>,
        now: i64,
        progress: &str,
    ) -> Result<()> {
        self.staging(|connection| {
            match whole {
                Some((digest, body, etag)) => {
                    let same: bool = connection
                        .prepare_cached(
                            "SELECT EXISTS (SELECT 1 FROM feed_known WHERE feed = ? AND key = ? AND whole = ?)",
                        )?
                        .query_row(params![key_of(feed), key, digest], |row| row.get(0))?;
                    connection
                        .prepare_cached(
                            "INSERT INTO feed_staged (feed, key, listed, whole, etag, fetched_at, wants, body)
                             VALUES (?1, ?2, ?3, ?3, ?4, ?5, 0, ?6)
                             ON CONFLICT (feed, key) DO UPDATE SET whole = excluded.whole, etag = excluded.etag,
                             fetched_at = excluded.fetched_at, wants = 0, body = excluded.body",
                        )?
                        .execute(params![
                            key_of(feed),
                            key,
                            digest,
                            etag,
                            now,
                            (!same).then_some(body)
                        ])?;
                }
                None => {
                    connection
                        .prepare_cached(
                            "UPDATE feed_staged SET wants = 0 WHERE feed = ? AND key = ?",
                        )?
                        .execute(params![key_of(feed), key])?;
                }
            }
            keep(connection, feed, progress)
        })
    }

    /// A record is as it was when it was fetched last.
    ///
    /// # Errors
    /// Those of the file.
    pub fn stage_same(&self, feed: FeedId, key: &str, now: i64) -> Result<()> {
        self.staging(|connection| {
            connection
                .prepare_cached(
                    "UPDATE feed_staged SET wants = 0, body = NULL, fetched_at = ?3,
                     (whole, etag) = (SELECT whole, etag FROM feed_known k WHERE k.feed = ?1 AND k.key = ?2)
                     WHERE feed = ?1 AND key = ?2",
                )?
                .execute(params![key_of(feed), key, now])?;
            Ok(())
        })
    }

    /// No record has to be fetched whole any more: the feed has none.
    ///
    /// # Errors
    /// Those of the file.
    pub fn take_lines_for_whole(&self, feed: FeedId) -> Result<()> {
        self.staging(|connection| {
            connection.execute(
                "UPDATE feed_staged SET wants = 0 WHERE feed = ? AND wants = 1",
                [key_of(feed)],
            )?;
            Ok(())
        })
    }

    /// How many services are staged. Reads all of them: for the beginning of a reading, and no page of it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn staged(&self, feed: FeedId) -> Result<u32> {
        self.count_staged("SELECT count(*) FROM feed_staged WHERE feed = ?", feed)
    }

    /// How many of these are still to be fetched whole. Reads all of those.
    ///
    /// # Errors
    /// Those of the file.
    pub fn staged_wanting(&self, feed: FeedId) -> Result<u32> {
        self.count_staged(
            "SELECT count(*) FROM feed_staged WHERE feed = ? AND wants = 1",
            feed,
        )
    }

    fn count_staged(&self, sql: &str, feed: FeedId) -> Result<u32> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_row([key_of(feed)], |row| row.get(0))?)
        })
    }

    /// Services of a source that the staged copy does not give, by their id there. Those whose id was made from their words cannot
    /// be asked after and are left alone.
    ///
    /// # Errors
    /// Those of the file.
    pub fn missing_from_staged(&self, feed: FeedId, source: &str) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT source_id FROM services WHERE source = ? AND archived IS NULL AND gone_since IS NULL
                 AND source_id NOT LIKE 'made-%'
                 AND NOT EXISTS (SELECT 1 FROM feed_staged WHERE feed = ? AND key = services.source_id) ORDER BY n",
            )?;
            let missing = statement
                .query_map(params![source, key_of(feed)], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(missing)
        })
    }

    /// Forgets all that this laptop keeps of a list beside its services.
    ///
    /// # Errors
    /// Those of the file.
    pub fn forget_feed(&self, feed: FeedId) -> Result<()> {
        self.staging(|connection| {
            unstage(connection, feed)?;
            for sql in [
                "DELETE FROM feed_known WHERE feed = ?",
                "DELETE FROM feed_pulls WHERE feed = ?",
            ] {
                connection.execute(sql, [key_of(feed)])?;
            }
            Ok(())
        })
    }

    fn staging<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut writer = self.writer();
        let transaction = writer
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }
}

impl crate::Tx<'_> {
    /// Staged records that are new or changed, after a key, in the order of keys.
    ///
    /// # Errors
    /// Those of the file.
    pub fn staged(&self, feed: FeedId, after: &str, limit: u32) -> Result<Vec<(String, Vec<u8>)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT key, body FROM feed_staged WHERE feed = ? AND key > ? AND body IS NOT NULL ORDER BY key LIMIT ?",
        )?;
        let staged = statement
            .query_map(params![key_of(feed), after, limit], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(staged)
    }

    /// Services that were missing from their source and are given again.
    ///
    /// # Errors
    /// Those of the file.
    pub fn back_in_staged(&self, feed: FeedId, source: &str) -> Result<Vec<ServiceId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM services WHERE source = ? AND gone_since IS NOT NULL
             AND EXISTS (SELECT 1 FROM feed_staged WHERE feed = ? AND key = services.source_id)",
        )?;
        let back = statement
            .query_map(params![source, key_of(feed)], |row| {
                uuid_at(row, 0).map(ServiceId)
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(back)
    }

    /// The service of a source under that id.
    ///
    /// # Errors
    /// Those of the file.
    pub fn service_of_source(&self, source: &str, id: &str) -> Result<Option<Service>> {
        let found: Vec<Service> = select(
            self.connection,
            "WHERE source = ? AND source_id = ? LIMIT 1",
            &[&source, &id],
        )?;
        Ok(found.into_iter().next())
    }

    /// What was staged is what is known now.
    ///
    /// # Errors
    /// Those of the file.
    pub fn settle_staged(&mut self, feed: FeedId, progress: &str) -> Result<()> {
        self.connection.execute(
            "INSERT INTO feed_known (feed, key, listed, whole, etag, fetched_at)
             SELECT feed, key, listed, whole, etag, fetched_at FROM feed_staged WHERE feed = ?
             ON CONFLICT (feed, key) DO UPDATE SET listed = excluded.listed, whole = excluded.whole, etag = excluded.etag,
             fetched_at = excluded.fetched_at WHERE listed <> excluded.listed OR whole <> excluded.whole OR fetched_at <> excluded.fetched_at",
            [key_of(feed)],
        )?;
        unstage(self.connection, feed)?;
        keep(self.connection, feed, progress)
    }
}

fn key_of(feed: FeedId) -> [u8; 16] {
    Uuid::from(feed).into_bytes()
}

fn keep(connection: &Connection, feed: FeedId, progress: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO feed_pulls (feed, progress) VALUES (?, ?) ON CONFLICT (feed) DO UPDATE SET progress = excluded.progress",
        )?
        .execute(params![key_of(feed), progress])?;
    Ok(())
}

fn unstage(connection: &Connection, feed: FeedId) -> Result<()> {
    connection.execute("DELETE FROM feed_staged WHERE feed = ?", [key_of(feed)])?;
    Ok(())
}

/// Stages one line; says whether it is new to this copy.
fn stage(connection: &Connection, feed: FeedId, row: &Staging<'_>, now: i64) -> Result<bool> {
    type Known = (Vec<u8>, Vec<u8>, String, i64);
    let known: Option<Known> = connection
        .prepare_cached(
            "SELECT listed, whole, etag, fetched_at FROM feed_known WHERE feed = ? AND key = ?",
        )?
        .query_row(params![key_of(feed), row.key], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    // Records of one id are only told apart when they are read together.
    let shares_its_id: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM feed_known WHERE feed = ?1 AND key > ?2 || char(31) AND key < ?2 || char(32))",
        )?
        .query_row(params![key_of(feed), row.key], |row| row.get(0))?;
    let same_line = known
        .as_ref()
        .filter(|(listed, _, _, at)| *listed == row.digest && now - at < DETAIL_HOLDS)
        .filter(|_| row.is_dated || !row.wants)
        .filter(|_| !shares_its_id);
    let mut insert = connection.prepare_cached(
        "INSERT INTO feed_staged (feed, key, listed, whole, etag, fetched_at, wants, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (feed, key) DO NOTHING",
    )?;
    let made = match same_line {
        Some((listed, whole, etag, at)) => insert.execute(params![
            key_of(feed),
            row.key,
            listed,
            whole,
            etag,
            at,
            0,
            None::<Vec<u8>>
        ])?,
        None => insert.execute(params![
            key_of(feed),
            row.key,
            row.digest,
            row.digest,
            "",
            now,
            row.wants,
            row.body
        ])?,
    };
    if made == 1 {
        return Ok(true);
    }
    // The same id again: the same line, read twice; or another record under it, which is kept beside the first.
    let (first, is_read): (Vec<u8>, bool) = connection
        .prepare_cached(
            "SELECT listed, body IS NOT NULL FROM feed_staged WHERE feed = ? AND key = ?",
        )?
        .query_row(params![key_of(feed), row.key], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    if first == row.digest {
        return Ok(false);
    }
    // The first was passed over as unchanged: this one is remembered, and both are read next time.
    let beside = insert.execute(params![
        key_of(feed),
        row.key_beside,
        row.digest,
        row.digest,
        "",
        now,
        0,
        is_read.then_some(row.body)
    ])?;
    Ok(beside == 1)
}
