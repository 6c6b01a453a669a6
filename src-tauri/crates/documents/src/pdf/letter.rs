//! A letter to those who refer: the words that were written on the screen, on paper.

use super::words::day;
use super::world::Template;
use super::{Layout, Paper, PdfError, paper};
use chrono::NaiveDate;
use serde_json::json;

/// A letter. `words` are its paragraphs, an empty line between them; `from` signs it.
///
/// # Errors
/// [`PdfError::NothingToPrint`] without words; otherwise only faults of the program.
pub fn letter(title: &str, words: &str, from: &str, on: NaiveDate) -> Result<Paper, PdfError> {
    if title.trim().is_empty() || words.trim().is_empty() {
        return Err(PdfError::NothingToPrint);
    }
    paper(Template::Letter, |out| {
        json!({
            "layout": Layout::Standard.code(),
            "title": out.line(title),
            "words": out.paragraphs(words),
            "from": out.short(from),
            "on": day(on),
        })
    })
}
