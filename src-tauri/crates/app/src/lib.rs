//! Use-cases: one function for each thing a person can do. What every shell exposes.
//!
//! A [`Desk`] is the whole app without a window. A shell gives it [`Hands`] (file dialogs, events) and hands every call to
//! [`commands::call`]; it adds nothing of its own. This crate must not know Tauri, SQL or keys.

pub mod api;
mod at_hand;
mod backup;
mod calendar;
mod caseload;
mod checking;
mod coming_in;
pub mod commands;
mod copies;
mod corrections;
mod day_sheet;
mod desk;
mod diary;
mod differences;
mod directory;
mod drafts;
mod email;
mod erasing;
mod example;
mod failure;
mod feeds;
mod finding;
mod gaps;
mod groups;
mod growing;
pub mod hands;
mod import;
mod measures;
mod one_service;
mod out_alone;
mod outreach;
mod papers;
mod people;
mod records;
mod reference;
mod session;
mod settings;
mod suggesting;
mod team;
mod templates;
mod when_said;

pub use alongside_link::public::Manners;
pub use alongside_store::{Clock, SystemClock};
pub use desk::{Desk, Folders, Opening};
pub use email::Email;
pub use hands::{Event, FileKind, Hands};
pub use settings::settings_of;
