//! From bytes to a header and rows, whatever the delimiter, the characters or the kind of file.

use super::workbook;
use crate::import::charset::{Charset, decode};
use crate::import::{ImportError, size};
use csv::ReaderBuilder;
use std::collections::HashMap;

/// A table: its columns, and its rows with their numbers in the file.
pub(crate) struct Cells {
    pub charset: Charset,
    pub delimiter: Option<char>,
    pub header: Vec<String>,
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Cells {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ImportError> {
        size::within(bytes.len() as u64)?;
        // ZIP (XLSX, ODS) and compound file (XLS).
        let (charset, delimiter, rows) = if bytes.starts_with(b"PK\x03\x04")
            || bytes.starts_with(b"\xD0\xCF\x11\xE0")
        {
            (Charset::Spreadsheet, None, workbook::first_sheet(bytes)?)
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
                (1..).zip(records(text, delimiter, usize::MAX)).collect(),
            )
        };
        let mut rows = rows
            .into_iter()
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
