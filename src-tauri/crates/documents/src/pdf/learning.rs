//! What a worker learned in a time, for their appraisal.
//!
//! *Invariant:* [`LearningLog`] has no field for a reflection, nor for what was said in supervision: only how often there was some.

use super::words::{Words, day, maybe_day};
use super::world::Template;
use super::{Layout, Paper, PdfError, paper};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// What goes on the paper.
#[derive(Clone, Default, PartialEq)]
pub struct LearningLog {
    /// Whose.
    pub worker_name: String,
    /// From which day.
    pub from: Option<NaiveDate>,
    /// Until which day.
    pub until: Option<NaiveDate>,
    /// The day of this copy.
    pub on: Option<NaiveDate>,
    /// What it comes to, in words: "12.5 hours in 6 entries".
    pub whole: String,
    /// What the figures leave out, in words.
    pub left_out: String,
    /// How often there was supervision, in words.
    pub supervision: String,
    /// Under each heading: its name, and what it comes to in words.
    pub headings: Vec<(String, String)>,
    /// What was learned.
    pub entries: Vec<Learned>,
}

/// Something learned.
#[derive(Clone, Default, PartialEq)]
pub struct Learned {
    /// What it was.
    pub title: String,
    /// On which day.
    pub on: Option<NaiveDate>,
    /// How long, in words.
    pub hours: String,
    /// With whom, where.
    pub provider: String,
    /// Under which headings.
    pub headings: String,
    /// What was learned.
    pub learned: String,
    /// What is done otherwise since.
    pub changed: String,
    /// Where the evidence is.
    pub evidence: String,
}

impl std::fmt::Debug for LearningLog {
    /// Never the contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LearningLog({} entries)", self.entries.len())
    }
}

/// The paper.
///
/// # Errors
/// [`PdfError::NothingToPrint`] without an entry; otherwise only faults of the program.
pub fn learning_pdf(log: &LearningLog) -> Result<Paper, PdfError> {
    if log.entries.is_empty() {
        return Err(PdfError::NothingToPrint);
    }
    paper(Template::Learning, |words| {
        json!({
            "layout": Layout::Standard.code(),
            "title": "Learning log",
            "worker": words.short(&log.worker_name),
            "from": maybe_day(log.from),
            "until": maybe_day(log.until),
            "on": maybe_day(log.on),
            "whole": words.line(&log.whole),
            "left_out": words.short(&log.left_out),
            "supervision": words.short(&log.supervision),
            "headings": log.headings.iter().map(|(name, sum)| json!({
                "name": words.line(name),
                "sum": words.line(sum),
            })).collect::<Vec<_>>(),
            "entries": log.entries.iter().map(|one| entry(one, words)).collect::<Vec<_>>(),
        })
    })
}

fn entry(one: &Learned, words: &mut Words) -> Value {
    let about: Vec<String> = [
        one.on.map(day).unwrap_or_default(),
        words.line(&one.hours),
        words.line(&one.provider),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect();
    let title = words.line(&one.title);
    json!({
        "title": if title.is_empty() { "Without a title".to_owned() } else { title },
        "about": about.join(" · "),
        "headings": words.short(&one.headings),
        "learned": words.paragraphs(&one.learned),
        "changed": words.paragraphs(&one.changed),
        "evidence": words.paragraphs(&one.evidence),
    })
}
