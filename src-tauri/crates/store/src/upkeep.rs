//! After a change of thousands of rows: what the next small change would otherwise have to pay for.
//!
//! FTS5 merges the pieces of its index a little at every later write, and the journal is carried into the file by whichever commit
//! comes next. After an import or a laptop's first filling that made somebody's next sentences ten times slower to save. Here both
//! are done at once, by the change that caused them.

use crate::error::Result;
use rusqlite::Connection;

/// Rows written in one transaction from which on it counts as much.
const MUCH: i64 = 20_000;
/// Pages of a search index merged in one go.
const PAGES: i64 = 500;

/// How many rows the connection has written so far.
pub(crate) fn written(connection: &Connection) -> Result<i64> {
    Ok(connection
        .prepare_cached("SELECT total_changes()")?
        .query_row([], |row| row.get(0))?)
}

/// Tidies up if much was written since `before`. The change itself is kept by then, so that nothing here may fail it: what could not
/// be done now is done bit by bit later, as SQLite does anyway.
pub(crate) fn after(connection: &Connection, before: i64) {
    if written(connection).is_ok_and(|now| now - before >= MUCH) {
        let _ = tidy(connection);
    }
}

fn tidy(connection: &Connection) -> Result<()> {
    for merge in [
        "INSERT INTO person_names(person_names, rank) VALUES('merge', ?)",
        "INSERT INTO note_words(note_words, rank) VALUES('merge', ?)",
        "INSERT INTO service_words(service_words, rank) VALUES('merge', ?)",
    ] {
        let mut merge = connection.prepare_cached(merge)?;
        // The manual's way to know that nothing was left to merge: fewer than two rows were written.
        let mut before = written(connection)?;
        loop {
            merge.execute([PAGES])?;
            let now = written(connection)?;
            if now - before < 2 {
                break;
            }
            before = now;
        }
    }
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{PAGES, tidy, written};
    use rusqlite::Connection;

    fn words(connection: &Connection, from: i64, to: i64) {
        for n in from..to {
            connection
                .execute(
                    "INSERT INTO note_words(rowid, notes) VALUES(?, ?)",
                    (n, format!("walk{n} sea{} garden", n % 97)),
                )
                .unwrap();
        }
    }

    #[test]
    fn after_tidying_nothing_is_left_to_merge_and_everything_is_found() {
        let connection = Connection::open_in_memory().unwrap();
        for index in ["person_names", "note_words", "service_words"] {
            connection
                .execute_batch(&format!(
                    "CREATE VIRTUAL TABLE {index} USING fts5(notes, content='', contentless_delete=1, prefix='2 3')"
                ))
                .unwrap();
        }
        // Many small pieces, and no merging while they are written.
        connection
            .execute_batch("INSERT INTO note_words(note_words, rank) VALUES('automerge', 0)")
            .unwrap();
        words(&connection, 0, 60);
        let merge = |pages: i64| {
            let before = written(&connection).unwrap();
            connection
                .execute(
                    "INSERT INTO note_words(note_words, rank) VALUES('merge', ?)",
                    [pages],
                )
                .unwrap();
            written(&connection).unwrap() - before
        };
        assert!(merge(1) >= 2, "there was something to merge");
        tidy(&connection).unwrap();
        assert!(merge(PAGES) < 2, "nothing is left");
        let found: i64 = connection
            .query_row(
                "SELECT count(*) FROM note_words WHERE note_words MATCH 'garden'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(found, 60);
    }
}
