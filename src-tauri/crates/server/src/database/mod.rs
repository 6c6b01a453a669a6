//! The databases: SQLite for one server, PostgreSQL for many beside each other.

mod sqlite;

pub use sqlite::Sqlite;
