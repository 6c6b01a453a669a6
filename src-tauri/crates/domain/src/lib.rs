//! What link workers work with: people, plans, contacts, connections and services; types and rules.
//!
//! This crate knows no clock, no file, no SQL and no screen. A record is declared once ([`record`]); everything else about
//! storing, changing and showing it follows from the declaration.

pub mod alike;
pub mod at_hand;
pub mod bank_holidays;
pub mod care;
pub mod caseload;
pub mod codes;
pub mod coming_in;
pub mod connection;
pub mod contact;
pub mod diary;
pub mod directory;
pub mod geo;
pub mod growing;
pub mod ids;
pub mod kind;
pub mod learning;
pub mod measure;
pub mod numbers;
pub mod one_service;
pub mod opening;
pub mod outreach;
pub mod papers;
pub mod person;
pub mod plan;
pub mod record;
pub mod repeats;
pub mod scale;
pub mod scoring;
pub mod small_numbers;
pub mod team;
pub mod template;
pub mod unknown;
pub mod value;

pub use kind::Kind;
pub use record::{Record, SpaceOf, Table, Words};
pub use value::{FieldError, Moment, Rule, Text, Value};
