//! The databases: SQLite for one server, PostgreSQL for many beside each other.

mod door;
mod files;
mod news;
mod postgres;
mod sqlite;

pub use postgres::Postgres;
pub use sqlite::Sqlite;
