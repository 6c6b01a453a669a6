//! What is read and what is printed. One program for all of them: each program of tests costs a link and its size on the disk.

mod anything;
mod calendar;
mod exported;
mod open_referral;
mod papers;
mod pictures;
mod printed;
mod referral;
mod referral_table;
#[path = "support/standard.rs"]
mod standard;
mod support;
mod tables;
