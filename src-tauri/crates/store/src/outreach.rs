//! Reading the drop-ins and what was said there.

use crate::Store;
use crate::error::{Result, StoreError};
use crate::rows::{select, uuid_at};
use alongside_domain::ids::DropInId;
use alongside_domain::outreach::{Conversation, DropIn};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many drop-ins are listed.
const LISTED: i64 = 200;
/// Most conversations of one drop-in.
const MOST: i64 = 1000;

/// What a drop-in came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Conversations.
    pub conversations: u32,
    /// Minutes of them together, where they were written down.
    pub minutes: i64,
    /// Conversations with minutes.
    pub with_minutes: u32,
}

impl Store {
    /// Drop-ins, newest first, each with what it came to.
    ///
    /// # Errors
    /// Those of the file.
    pub fn drop_ins(&self) -> Result<Vec<(DropIn, Sum)>> {
        self.read(|connection| {
            let drop_ins: Vec<DropIn> = select(
                connection,
                r#"WHERE archived IS NULL ORDER BY "on" DESC, starts_at DESC, n DESC LIMIT ?"#,
                &[&LISTED],
            )?;
            let mut statement = connection.prepare_cached(
                "SELECT drop_in, count(*), coalesce(sum(minutes), 0), count(minutes) FROM conversations
                 WHERE archived IS NULL GROUP BY drop_in",
            )?;
            let sums: BTreeMap<Uuid, Sum> = statement
                .query_map([], |row| {
                    Ok((
                        uuid_at(row, 0)?,
                        Sum {
                            conversations: row.get(1)?,
                            minutes: row.get(2)?,
                            with_minutes: row.get(3)?,
                        },
                    ))
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(drop_ins
                .into_iter()
                .map(|drop_in| {
                    let sum = sums.get(&drop_in.id.0).copied().unwrap_or_default();
                    (drop_in, sum)
                })
                .collect())
        })
    }

    /// One drop-in and its conversations, in the order in which they were written.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn drop_in(&self, id: DropInId) -> Result<(DropIn, Vec<Conversation>)> {
        self.read(|connection| {
            let key = id.0.as_bytes().as_slice();
            let drop_in = select(connection, "WHERE id = ?", &[&key])?
                .pop()
                .ok_or(StoreError::NotFound)?;
            let conversations = select(
                connection,
                "WHERE drop_in = ? AND archived IS NULL ORDER BY n LIMIT ?",
                &[&key, &MOST],
            )?;
            Ok((drop_in, conversations))
        })
    }
}
