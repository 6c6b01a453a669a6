//! The floor's server: keeps each row as the text it came in, under the number of its last change.

use super::{PAGE, http, open};
use crate::Outcome;
use rusqlite::{Connection, params};
use serde::Deserialize;
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

const SCHEMA: &str = "
    CREATE TABLE records (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, row TEXT NOT NULL);
";

/// What the server reads of a row.
#[derive(Deserialize)]
struct Named<'a> {
    id: &'a str,
}

/// Serves one folder until it is ended.
pub(crate) fn serve(folder: &Path, listener: &TcpListener) -> Outcome {
    let connection = open(&folder.join("server.db"))?;
    connection.execute_batch(SCHEMA)?;
    let connection = Mutex::new(connection);
    http::answer(listener, move |asked, body| {
        let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
        match asked.split_once(" /rows") {
            Some(("POST", _)) => keep(&mut connection, body),
            Some(("GET", query)) => page(&connection, query.trim_start_matches("?after=").parse()?),
            _ => Err(format!("the floor has no answer to {asked}").into()),
        }
    })
}

/// A row that is here already is taken out and put at the end, so that whoever read it reads it again.
fn keep(connection: &mut Connection, body: &[u8]) -> Outcome<Vec<u8>> {
    let transaction = connection.transaction()?;
    {
        let mut put = transaction.prepare_cached(
            "INSERT INTO records (id, row) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE
             SET row = ?2, number = (SELECT max(number) + 1 FROM records)",
        )?;
        for line in std::str::from_utf8(body)?.lines() {
            let named: Named<'_> = serde_json::from_str(line)?;
            put.execute(params![named.id, line])?;
        }
    }
    transaction.commit()?;
    Ok(Vec::new())
}

/// The rows after a number: on the first line the number to ask after next.
fn page(connection: &Connection, after: i64) -> Outcome<Vec<u8>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, row FROM records WHERE number > ? ORDER BY number LIMIT ?",
    )?;
    let mut rows = statement.query(params![after, PAGE])?;
    let mut last = after;
    let mut page = String::new();
    while let Some(row) = rows.next()? {
        last = row.get(0)?;
        page.push_str(row.get_ref(1)?.as_str()?);
        page.push('\n');
    }
    Ok(format!("{last}\n{page}").into_bytes())
}
