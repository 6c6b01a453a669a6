//! Documents in and out: the directory files that councils, registers and charities publish come in ([`import`]); the papers
//! that a person takes home go out ([`pdf`]).
//!
//! The team's directory goes out as Open Referral UK 3.0 ([`export`]), so that a council can take it back.
//!
//! This crate knows no database, no clock, no network and no screen: bytes and today's date are passed in, plain records and
//! bytes are passed out. What arrives is judged here, once: whatever leaves [`import`] fits the domain's rules, and everything
//! that had to be dropped, repaired or made up on the way is listed beside it in a closed set of words.

pub mod calendar;
pub mod export;
pub mod import;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod pictures;
pub mod referral;
pub mod spreadsheet;
pub mod tags;
