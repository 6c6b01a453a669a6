//! Calendar files (iCalendar, RFC 5545): read strictly into types with bounds, written in the small part of the standard that every
//! calendar understands.
//!
//! The reader is our own. What parsers of the whole standard give back is the standard again (any property, any rule, texts of any
//! length), and all of the judging would still be to do; a diary needs a day, a time, a length and a few words. So this reads what
//! it understands to the letter (folding, escapes, parameters, time zones of this country, the rules of [`alongside_domain::repeats`], moved
//! and left-out times) and lists everything else with the reason, so that nobody believes an appointment came in that did not.
//!
//! It knows no diary, and is told the day. Times come out on the clock of this country.

mod lines;
mod read;
mod write;
mod zone;

pub use read::{CalendarTime, LeftAlone, Read, WEEKS_AHEAD, WhyLeft, read_calendar};
pub use write::{OutTime, write_calendar};
pub use zone::wall_time;

use serde::Serialize;
use thiserror::Error;

/// Largest file that is read.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;
/// Most times that come out of one file, repeated ones counted each.
pub const MOST_TIMES: usize = 10_000;
/// Longest title and longest other words; what is longer is cut.
pub const MOST_TITLE: usize = 300;
/// Longest place or note.
pub const MOST_WORDS: usize = 2_000;

/// Why a file could not be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize)]
pub enum CalendarError {
    /// Too large.
    #[error("more than {MOST_BYTES} bytes")]
    TooLarge,
    /// Not text, or no calendar.
    #[error("not a calendar")]
    NotACalendar,
}
