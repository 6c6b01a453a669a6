//! The shared server: stores and orders what teams seal, and can read none of it; and shows, where that is switched on, what a
//! team publishes on purpose.
//!
//! [`Core`] is the whole of its rules, without a network; around it are the databases ([`Sqlite`] and PostgreSQL) and HTTP. The
//! keys it checks signatures with are public ones.

pub mod core;
mod database;
pub mod http;
mod signatures;

pub use core::database::{Database, Heard, Trouble};
pub use core::{
    AskedWrongly, Bucket, Buckets, Core, Grown, MoveError, NewCode, Reply, Request, Rules, Shown,
    TeamFigures, read_code,
};
pub use database::{Postgres, Sqlite};
pub use signatures::Signatures;
