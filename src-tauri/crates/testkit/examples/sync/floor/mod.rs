//! The floor: the least that carries rows from one SQLite file through a server into another.
//!
//! No encryption, no log, no stamps, no search, no differences, no signatures; nobody who can be refused. Every ratio is to this,
//! on the same machine in the same round.

mod client;
mod http;
mod server;

pub(crate) use client::Client;
pub(crate) use server::serve;

use crate::Outcome;
use rusqlite::Connection;
use std::path::Path;

/// Rows in one request.
const PAGE: i64 = 1_000;

/// Write-ahead log, no wait for the disk at a commit, 64 MiB of pages in memory.
fn open(file: &Path) -> Outcome<Connection> {
    let connection = Connection::open(file)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
    )?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}
