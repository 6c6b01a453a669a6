//! From bytes to a header and rows, whatever the delimiter, the characters or the kind of file.

use crate::import::charset::{Charset, decode};
use crate::import::{ImportError, size};
use calamine::{Data, Reader as _, open_workbook_auto_from_rs};
use csv::ReaderBuilder;
use std::collections::HashMap;
use std::io::Cursor;

/// A table: its columns, and its rows with their numbers in the file.
pub(super) struct Cells {
    pub charset: Charset,
    pub delimiter: Option<char>,
    pub header: Vec<String>,
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Cells {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ImportError> {
        size::within(bytes.len() as u64)?;
        // ZIP (XLSX, ODS) and compound file (XLS).
        let (charset, delimiter, rows) = if bytes.starts_with(b"PK\x03\x04")
            || bytes.starts_with(b"\xD0\xCF\x11\xE0")
        {
            (Charset::Spreadsheet, None, sheet(bytes)?)
        } else {
            let decoded = decode(bytes);
            let (delimiter, text) = match decoded.text.split_once('\n') {
                // Excel's own note of the delimiter.
                Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
                    (
                        first.chars().nth(4).filter(char::is_ascii).unwrap_or(','),
                        rest,
                    )
                }
                _ => (delimiter_of(&decoded.text), decoded.text.as_str()),
            };
            (
                decoded.charset,
                Some(delimiter),
                records(text, delimiter, usize::MAX),
            )
        };
        let mut rows = rows
            .into_iter()
            .enumerate()
            .map(|(index, row)| (index + 1, row))
            .filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
        let (_, first) = rows.next().ok_or(ImportError::NoTable)?;
        let rows: Vec<_> = rows.collect();
        // A table has columns; a letter or a web page has not.
        if first.len() < 2
            && rows.iter().all(|(_, row)| row.len() < 2)
            && !first
                .iter()
                .any(|cell| cell.trim().eq_ignore_ascii_case("name"))
        {
            return Err(ImportError::NoTable);
        }
        Ok(Self {
            charset,
            delimiter,
            header: unique(first),
            rows,
        })
    }
}

/// The records of a delimited text, at most so many. A quote in the wrong place ends a cell oddly but never the file.
fn records(text: &str, delimiter: char, most: usize) -> Vec<Vec<String>> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes());
    reader
        .records()
        .take(most)
        .filter_map(Result::ok)
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

/// The delimiter under which the first records have the most columns in common.
fn delimiter_of(text: &str) -> char {
    let end = text
        .char_indices()
        .nth(65_536)
        .map_or(text.len(), |(at, _)| at);
    let sample = text.get(..end).unwrap_or(text);
    let mut best = (0, ',');
    for delimiter in [',', ';', '\t', '|'] {
        let rows = records(sample, delimiter, 20);
        let columns = rows.first().map_or(0, Vec::len);
        let alike = rows.iter().filter(|row| row.len() == columns).count();
        let score = if columns > 1 { columns * alike } else { 0 };
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// The first sheet of a workbook, as text.
fn sheet(bytes: &[u8]) -> Result<Vec<Vec<String>>, ImportError> {
    let mut workbook =
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| ImportError::NotASpreadsheet)?;
    let range = workbook
        .worksheet_range_at(0)
        .ok_or(ImportError::NoTable)?
        .map_err(|_| ImportError::NotASpreadsheet)?;
    // Rows above the first used one are not in the range; the numbers shown must still be those of the sheet.
    let above = range.start().map_or(0, |(row, _)| row as usize);
    let mut rows = vec![Vec::new(); above];
    rows.extend(range.rows().map(|row| row.iter().map(cell).collect()));
    Ok(rows)
}

/// A cell as a person sees it.
fn cell(data: &Data) -> String {
    match data {
        Data::Empty | Data::Error(_) => String::new(),
        Data::DateTime(moment) => moment_of(moment.as_f64()),
        other => other.to_string(),
    }
}

/// A spreadsheet's date, time or both: days since 30 December 1899, and a fraction of a day.
fn moment_of(days: f64) -> String {
    let seconds = (days * 86_400.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be within the calendar"
    )]
    let moment = (0.0..3e11)
        .contains(&seconds)
        .then(|| chrono::TimeDelta::try_seconds(seconds as i64))
        .flatten()
        .and_then(|since| {
            let start =
                chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(chrono::NaiveTime::MIN);
            start.checked_add_signed(since)
        });
    match moment {
        None => days.to_string(),
        Some(moment) if days < 1.0 => moment.format("%H:%M").to_string(),
        Some(moment) if moment.time() == chrono::NaiveTime::MIN => moment.date().to_string(),
        Some(moment) => moment.format("%Y-%m-%d %H:%M").to_string(),
    }
}

/// Column names: trimmed, never blank, each once.
fn unique(header: Vec<String>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    header
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let name = if name.is_empty() {
                format!("Column {}", index + 1)
            } else {
                name
            };
            let times = seen.entry(name.clone()).or_default();
            *times += 1;
            if *times == 1 {
                name
            } else {
                format!("{name} ({times})")
            }
        })
        .collect()
}
