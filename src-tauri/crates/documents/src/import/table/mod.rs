//! Tables, in: CSV as councils, registers and charities publish it, and the first sheet of a spreadsheet.
//!
//! [`inspect`] shows what is there and guesses which column feeds what; the person corrects the guess; [`read_table`] reads the
//! whole by that mapping. Columns that feed nothing are kept beside the service as they came.

pub(crate) mod cells;
mod guess;
mod hours;
mod row;
mod workbook;

use super::gather::{Batch, Gathering};
use super::{Charset, ImportError, Position, Progress, SkipReason, WarningKind, size, tell};
use cells::Cells;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// Which column feeds what. Columns are named as in [`TablePreview::header`]; nothing means "no column".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Mapping {
    /// The service's name. The only one that is needed.
    pub name: Option<String>,
    /// Who runs it.
    pub organisation: Option<String>,
    /// Another name it goes by.
    pub also_known_as: Option<String>,
    /// What it does: the first of these that says something.
    pub description: Vec<String>,
    /// Lines of the address, in order.
    pub address: Vec<String>,
    /// Town.
    pub town: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Degrees north.
    pub latitude: Option<String>,
    /// Degrees east.
    pub longitude: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Web page.
    pub website: Option<String>,
    /// A column that holds now an e-mail address, now a web page.
    pub email_or_website: Option<String>,
    /// Opening times in words.
    pub opening: Option<String>,
    /// Opening times by day: seven, Monday first.
    pub weekdays: Vec<Option<String>>,
    /// What it costs.
    pub cost: Option<String>,
    /// Youngest age.
    pub minimum_age: Option<String>,
    /// Oldest age.
    pub maximum_age: Option<String>,
    /// Ages in words: "18+", "Over 55s".
    pub ages: Option<String>,
    /// Who may come.
    pub eligibility: Option<String>,
    /// How to join.
    pub how_to_join: Option<String>,
    /// Getting in and taking part.
    pub access: Option<String>,
    /// Languages spoken.
    pub languages: Option<String>,
    /// Area it serves.
    pub area: Option<String>,
    /// Tags.
    pub tags: Vec<TagColumn>,
    /// The record's id in its source.
    pub source_id: Option<String>,
    /// Whether it runs.
    pub status: Option<StatusColumn>,
}

/// A column of tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TagColumn {
    /// The column.
    pub column: String,
    /// What parts one tag from the next; empty if the cell is one tag.
    pub separator: String,
    /// Put before each: `ukcat:`.
    pub prefix: String,
}

/// A column that tells whether a service runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatusColumn {
    /// The column.
    pub column: String,
    /// How it tells.
    pub rule: StatusRule,
}

/// How a column tells whether a service runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StatusRule {
    /// In words: active, open, yes, true; closed, removed, no, false.
    Words,
    /// Anything in it (a date, a year) means closed.
    ClosedIfFilled,
}

/// What a table looks like, before it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TablePreview {
    /// How the bytes were read.
    pub charset: Charset,
    /// What parts the columns; empty for a spreadsheet.
    pub delimiter: String,
    /// The columns: named, and each name once.
    pub header: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are in all.
    pub count: usize,
    /// Which published table it is, if it is one that is known.
    pub known: Option<KnownTable>,
    /// A first guess at which column feeds what.
    pub guess: Mapping,
}

/// Published tables that are known by their columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KnownTable {
    /// Registered charities with UK Charity Activity Tags.
    Charities,
    /// The basic dataset of English public libraries.
    Libraries,
}

/// Looks at a table: its columns, its first rows, and a guess at what they mean.
///
/// # Errors
/// When there is no table in it.
pub fn inspect(bytes: &[u8]) -> Result<TablePreview, ImportError> {
    let cells = Cells::read(bytes)?;
    let (known, guess) = guess::guess(&cells);
    Ok(TablePreview {
        charset: cells.charset,
        delimiter: cells.delimiter.map(String::from).unwrap_or_default(),
        rows: cells
            .rows
            .iter()
            .take(10)
            .map(|(_, row)| row.clone())
            .collect(),
        count: cells.rows.len(),
        header: cells.header,
        known,
        guess,
    })
}

/// Reads a table by a mapping. `source` is what the records are known by from now on: the same for the same list.
///
/// # Errors
/// When there is no table in it, the mapping does not fit it, or `progress` breaks off. Bad rows are no error.
pub fn read_table(
    bytes: &[u8],
    mapping: &Mapping,
    file_name: &str,
    source: &str,
    progress: Progress<'_>,
) -> Result<Batch, ImportError> {
    let cells = Cells::read(bytes)?;
    let reader = row::Reader::new(mapping, &cells.header, source)?;
    let mut gathering = Gathering::default();
    if cells.charset == Charset::Utf8Damaged {
        gathering.warn(file_name, WarningKind::CharactersLost, "");
    }
    let total = cells.rows.len();
    for (index, (number, row)) in cells.rows.into_iter().enumerate() {
        if index % 64 == 0 {
            tell(progress, index, total)?;
        }
        gathering.batch.read += 1;
        let at = Position {
            file: file_name.to_owned(),
            record: number,
        };
        match reader.read(&row, at.clone()) {
            Some(arrival) => gathering.service(arrival),
            None => gathering.skip(at, "", SkipReason::NoName, row.join(" ").trim()),
        }
    }
    tell(progress, total, total)?;
    Ok(gathering.finish())
}

/// The bytes of a table on disk, within the limit, for [`inspect`] and [`read_table`].
///
/// # Errors
/// When it cannot be read or is too large.
pub fn open(path: &Path) -> Result<Vec<u8>, ImportError> {
    size::read_file(path)
}
