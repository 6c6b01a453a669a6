//! What link workers work with: people, plans, contacts, connections and services; types and rules.
//!
//! This crate knows no clock, no file, no SQL and no screen. A record is declared once ([`record`]); everything else about
//! storing, changing and showing it follows from the declaration.

pub mod care;
pub mod codes;
pub mod connection;
pub mod contact;
pub mod directory;
pub mod geo;
pub mod ids;
pub mod numbers;
pub mod person;
pub mod plan;
pub mod record;
pub mod scale;
pub mod team;
pub mod unknown;
pub mod value;

pub use record::{Kind, Record, SpaceOf, Table, Words};
pub use value::{FieldError, Moment, Rule, Text, Value};
