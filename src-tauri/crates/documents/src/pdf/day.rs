//! The day on paper: what a worker carries to the doors when no screen will do.
//!
//! It is the worker's own, not the person's: risks stand on it, first of all. What is left off was chosen by whoever prints it, and is
//! empty here; the paper says that names are initials, and that it is to be destroyed.

use super::words::{Words, day, maybe_day};
use super::world::Template;
use super::{Layout, Paper, PdfError, paper};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// A day. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaySheet {
    /// Which.
    pub on: Option<NaiveDate>,
    /// Whose.
    pub worker_name: String,
    /// Names stand as initials.
    pub initials: bool,
    /// In order of time.
    pub stops: Vec<DayStop>,
}

/// One time of the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayStop {
    /// When: "10:00 to 11:00".
    pub time: String,
    /// With whom, or what it is.
    pub who: String,
    /// A visit, a call.
    pub how: String,
    /// What to know before the door: risks and alerts.
    pub careful: Vec<String>,
    /// Where.
    pub place: String,
    /// How to get in.
    pub getting_in: String,
    /// How to communicate.
    pub communicate: String,
    /// The number to ring.
    pub phone: String,
    /// What was agreed last.
    pub said: String,
    /// When that was.
    pub said_on: Option<NaiveDate>,
    /// What to bring, or to have done.
    pub bring: Vec<String>,
}

/// The day on paper.
///
/// # Errors
/// [`PdfError::NothingToPrint`] when nothing is arranged; otherwise only faults of the program.
pub fn day_sheet(sheet: &DaySheet, layout: Layout) -> Result<Paper, PdfError> {
    if sheet.stops.is_empty() {
        return Err(PdfError::NothingToPrint);
    }
    paper(Template::Day, |words| data(sheet, layout, words))
}

fn data(sheet: &DaySheet, layout: Layout, words: &mut Words) -> Value {
    json!({
        "layout": layout.code(),
        "title": sheet.on.map_or_else(|| "The day".to_owned(), day),
        "worker_name": words.short(&sheet.worker_name),
        "initials": sheet.initials,
        "stops": sheet.stops.iter().map(|one| stop(one, words)).collect::<Vec<_>>(),
    })
}

fn stop(stop: &DayStop, words: &mut Words) -> Value {
    json!({
        "time": words.short(&stop.time),
        "who": words.line(&stop.who),
        "how": words.short(&stop.how),
        "careful": words.list(&stop.careful),
        "place": words.paragraphs(&stop.place),
        "getting_in": words.paragraphs(&stop.getting_in),
        "communicate": words.paragraphs(&stop.communicate),
        "phone": words.short(&stop.phone),
        "said": words.paragraphs(&stop.said),
        "said_on": maybe_day(stop.said_on),
        "bring": words.list(&stop.bring),
    })
}
