//! A letter to those who refer, or a report for those who pay: the words that were written on the screen, on paper.

use super::words::{Words, day};
use super::world::Template;
use super::{Layout, Paper, PdfError, paper};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// A table of a letter: every row has a cell for each heading. Its first column is the widest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterTable {
    /// What stands above each column.
    pub headings: Vec<String>,
    /// Row by row.
    pub rows: Vec<Vec<String>>,
    /// What stands below it, its paragraphs with an empty line between them.
    pub below: String,
}

impl LetterTable {
    /// Whether it can be set: with columns that fit on a page, and rows with a cell for each.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let columns = self.headings.len();
        (1..=MOST_COLUMNS).contains(&columns)
            && !self.rows.is_empty()
            && self.rows.iter().all(|row| row.len() == columns)
    }
}

/// More columns are too narrow for a word.
const MOST_COLUMNS: usize = 6;

/// A letter. `words` are its paragraphs, an empty line between them; a table follows if there is one; `from` signs it.
///
/// # Errors
/// [`PdfError::NothingToPrint`] without words, or with a table that is none ([`LetterTable::is_whole`]); otherwise only faults of the
/// program.
pub fn letter(
    title: &str,
    words: &str,
    table: Option<&LetterTable>,
    from: &str,
    on: NaiveDate,
) -> Result<Paper, PdfError> {
    let is_empty = title.trim().is_empty() || words.trim().is_empty();
    if is_empty || table.is_some_and(|table| !table.is_whole()) {
        return Err(PdfError::NothingToPrint);
    }
    paper(Template::Letter, |out| {
        json!({
            "layout": Layout::Standard.code(),
            "title": out.line(title),
            "words": out.paragraphs(words),
            "table": table.map(|table| set(table, out)),
            "from": out.short(from),
            "on": day(on),
        })
    })
}

fn set(table: &LetterTable, out: &mut Words) -> Value {
    let mut line =
        |cells: &[String]| -> Vec<String> { cells.iter().map(|cell| out.line(cell)).collect() };
    let (headings, rows): (_, Vec<_>) = (
        line(&table.headings),
        table.rows.iter().map(|row| line(row)).collect(),
    );
    json!({"headings": headings, "rows": rows, "below": out.paragraphs(&table.below)})
}
