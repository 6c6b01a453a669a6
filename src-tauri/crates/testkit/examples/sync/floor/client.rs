//! The floor's client: a table with two indexes beside the one on the id, sent and fetched a thousand rows at a time.

use super::{PAGE, http::Line, open};
use crate::Outcome;
use crate::peer::Peer;
use crate::records::{Change, Record};
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, Row, params};
use std::path::Path;

/// `place` says how far this laptop has sent (a row id) and fetched (the server's number); `changed` lists rows that were sent
/// before and are not what they were.
const SCHEMA: &str = "
    CREATE TABLE records (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, born TEXT NOT NULL, postcode TEXT NOT NULL,
        status TEXT NOT NULL, worker TEXT NOT NULL, reason TEXT NOT NULL, referred TEXT NOT NULL, reviewed TEXT NOT NULL,
        priority INTEGER NOT NULL, consent INTEGER NOT NULL, notes TEXT NOT NULL
    );
    CREATE INDEX records_by_name ON records (name);
    CREATE INDEX records_by_worker ON records (worker, status);
    CREATE TABLE changed (row INTEGER PRIMARY KEY);
    CREATE TABLE place (sent INTEGER NOT NULL, fetched INTEGER NOT NULL);
    INSERT INTO place VALUES (0, 0);
";
const COLUMNS: &str = "id, name, born, postcode, status, worker, reason, referred, reviewed, priority, consent, notes";

/// One laptop.
pub(crate) struct Client {
    connection: Connection,
    line: Line,
}

impl Client {
    pub(crate) fn new(folder: &Path, server: &str) -> Outcome<Self> {
        let connection = open(&folder.join("client.db"))?;
        connection.execute_batch(SCHEMA)?;
        Ok(Self {
            connection,
            line: Line::to(server)?,
        })
    }

    fn place(&self) -> Outcome<(i64, i64)> {
        Ok(self
            .connection
            .query_row("SELECT sent, fetched FROM place", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?)
    }

    /// Folds the write-ahead log into the file at the end of much work, inside its time, so that the little work after it does not
    /// pay for it.
    fn fold(&self) -> Outcome {
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// A page of what the server has not: rows added, then rows changed.
    fn unsent(&self, sent: i64) -> Outcome<(i64, i64, String)> {
        let mut added = self.connection.prepare_cached(&format!(
            "SELECT row, {COLUMNS} FROM records WHERE row > ? ORDER BY row LIMIT ?"
        ))?;
        let (last, count, page) = lines(&mut added, params![sent, PAGE], sent)?;
        if count > 0 {
            return Ok((last, count, page));
        }
        let mut changed = self.connection.prepare_cached(&format!(
            "SELECT row, {COLUMNS} FROM changed JOIN records USING (row) ORDER BY row LIMIT ?"
        ))?;
        let (last, count, page) = lines(&mut changed, params![PAGE], 0)?;
        self.connection
            .prepare_cached("DELETE FROM changed WHERE row <= ?")?
            .execute([last])?;
        Ok((sent, count, page))
    }
}

fn lines(
    statement: &mut CachedStatement<'_>,
    which: impl rusqlite::Params,
    from: i64,
) -> Outcome<(i64, i64, String)> {
    let (mut last, mut count, mut page) = (from, 0, String::new());
    let mut rows = statement.query(which)?;
    while let Some(row) = rows.next()? {
        last = row.get(0)?;
        count += 1;
        page.push_str(&serde_json::to_string(&read(row, 1)?)?);
        page.push('\n');
    }
    Ok((last, count, page))
}

fn read(row: &Row<'_>, from: usize) -> rusqlite::Result<Record> {
    Ok(Record {
        id: row.get(from)?,
        name: row.get(from + 1)?,
        born: row.get(from + 2)?,
        postcode: row.get(from + 3)?,
        status: row.get(from + 4)?,
        worker: row.get(from + 5)?,
        reason: row.get(from + 6)?,
        referred: row.get(from + 7)?,
        reviewed: row.get(from + 8)?,
        priority: row.get(from + 9)?,
        consent: row.get(from + 10)?,
        notes: row.get(from + 11)?,
    })
}

fn write(statement: &mut CachedStatement<'_>, record: &Record) -> Outcome {
    statement.execute(params![
        record.id,
        record.name,
        record.born,
        record.postcode,
        record.status,
        record.worker,
        record.reason,
        record.referred,
        record.reviewed,
        record.priority,
        record.consent,
        record.notes
    ])?;
    Ok(())
}

impl Peer for Client {
    fn insert(&mut self, records: &[Record]) -> Outcome {
        let transaction = self.connection.transaction()?;
        {
            let mut add = transaction.prepare_cached(&format!(
                "INSERT INTO records ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            ))?;
            for record in records {
                write(&mut add, record)?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    fn inserted(&mut self) -> Outcome {
        self.fold()
    }

    fn push(&mut self) -> Outcome {
        let (mut sent, _) = self.place()?;
        loop {
            self.connection.execute_batch("BEGIN")?;
            let (last, count, page) = self.unsent(sent)?;
            if count > 0 {
                self.line.ask("POST", "/rows", page.as_bytes())?;
                self.connection
                    .prepare_cached("UPDATE place SET sent = ?")?
                    .execute([last])?;
            }
            self.connection.execute_batch("COMMIT")?;
            if count < PAGE && last == sent {
                return Ok(());
            }
            sent = last;
        }
    }

    fn pull(&mut self) -> Outcome<usize> {
        let (_, mut fetched) = self.place()?;
        let mut is_long = false;
        loop {
            let answer = self
                .line
                .ask("GET", &format!("/rows?after={fetched}"), &[])?;
            let answer = std::str::from_utf8(&answer)?;
            let (last, page) = answer.split_once('\n').ok_or("a page without a number")?;
            fetched = last.parse()?;
            let transaction = self.connection.transaction()?;
            let mut count = 0;
            {
                let mut put = transaction.prepare_cached(&format!(
                    "INSERT INTO records ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                     ON CONFLICT (id) DO UPDATE SET name = ?2, born = ?3, postcode = ?4, status = ?5, worker = ?6, reason = ?7,
                     referred = ?8, reviewed = ?9, priority = ?10, consent = ?11, notes = ?12"
                ))?;
                for line in page.lines() {
                    count += 1;
                    write(&mut put, &serde_json::from_str(line)?)?;
                }
            }
            // What came from the server need not go back to it.
            transaction.execute(
                "UPDATE place SET fetched = ?, sent = (SELECT coalesce(max(row), 0) FROM records)",
                [fetched],
            )?;
            transaction.commit()?;
            if count < PAGE {
                break;
            }
            is_long = true;
        }
        if is_long {
            self.fold()?;
        }
        let someone: Option<String> = self
            .connection
            .query_row(
                "SELECT id FROM records WHERE name >= 'P' ORDER BY name LIMIT 1",
                [],
                |row| row.get(0),
            )
            .optional()?;
        someone.ok_or("nobody can be found by name")?;
        let count: i64 = self
            .connection
            .query_row("SELECT count(*) FROM records", [], |row| row.get(0))?;
        Ok(usize::try_from(count)?)
    }

    fn change(&mut self, changes: &[Change]) -> Outcome {
        let transaction = self.connection.transaction()?;
        for change in changes {
            let row: i64 = transaction
                .prepare_cached("UPDATE records SET notes = ? WHERE id = ? RETURNING row")?
                .query_row([&change.notes, &change.id], |row| row.get(0))?;
            transaction
                .prepare_cached("INSERT OR IGNORE INTO changed VALUES (?)")?
                .execute([row])?;
        }
        transaction.commit()?;
        Ok(())
    }

    fn each(&mut self, see: &mut dyn FnMut(&str)) -> Outcome {
        let mut statement = self
            .connection
            .prepare(&format!("SELECT {COLUMNS} FROM records ORDER BY id"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            see(&serde_json::to_string(&read(row, 0)?)?);
        }
        Ok(())
    }
}
