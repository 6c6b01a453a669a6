//! The first sheet of a workbook, within bounds.
//!
//! A workbook is a zip file from anybody: a few kilobytes may say that they are gigabytes, and two cells may stand seventeen thousand million
//! cells apart. What it unpacks to is measured first, and only the cells that are there are kept. The reader of workbooks is not ours: if
//! it stumbles over a broken file, that file is refused and nothing else stops.

use crate::import::{ImportError, LARGEST_FILE};
use calamine::{Data, Ods, Reader as _, Xls, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, copy, sink};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A row and its number in the sheet, from 1.
type Row = (usize, Vec<String>);

/// What all of a workbook may unpack to, in bytes.
const UNPACKED: u64 = 4 * LARGEST_FILE;
/// Cells of a sheet, the blank ones before a filled one counted.
const CELLS: u64 = 10_000_000;

/// The rows of the first sheet that have something in them, as text.
pub(super) fn first_sheet(bytes: &[u8]) -> Result<Vec<Row>, ImportError> {
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    if is_zip {
        unpacks_within(bytes, UNPACKED)?;
    }
    let read = catch_unwind(AssertUnwindSafe(|| {
        if !is_zip {
            return old(bytes);
        }
        match Xlsx::new(Cursor::new(bytes)) {
            Ok(book) => newer(book),
            Err(_) => open_document(bytes),
        }
    }));
    read.unwrap_or(Err(ImportError::NotASpreadsheet))
}

/// Refuses what unpacks to more than `most` bytes, whatever it says of itself.
fn unpacks_within(bytes: &[u8], most: u64) -> Result<(), ImportError> {
    let broken = |_| ImportError::NotASpreadsheet;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = most;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(broken)?;
        // A part that breaks off is for the reader to judge.
        let size = copy(&mut part.take(left + 1), &mut sink()).unwrap_or_default();
        left = left.checked_sub(size).ok_or(ImportError::TooLarge {
            size: most + 1,
            most,
        })?;
    }
    Ok(())
}

/// XLSX: cell by cell, so that what lies between them costs nothing.
fn newer(mut book: Xlsx<Cursor<&[u8]>>) -> Result<Vec<Row>, ImportError> {
    let name = book.sheet_names().into_iter().next();
    let name = name.ok_or(ImportError::NoTable)?;
    let broken = |_| ImportError::NotASpreadsheet;
    let mut reader = book.worksheet_cells_reader(&name).map_err(broken)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut cells = 0;
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let text = shown(&Data::from(cell.get_value().clone()));
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let row = rows.entry(row).or_default();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        cells += column.saturating_add(1).saturating_sub(row.len()) as u64;
        if cells > CELLS {
            return Err(ImportError::NotASpreadsheet);
        }
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        if let Some(place) = row.get_mut(column) {
            *place = text;
        }
    }
    let number = |row: u32| usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
    Ok(rows
        .into_iter()
        .map(|(row, cells)| (number(row), cells))
        .collect())
}

/// ODS: its reader makes a square of the sheet, so the square is measured before.
fn open_document(bytes: &[u8]) -> Result<Vec<Row>, ImportError> {
    let mut content = String::new();
    let found = zip::ZipArchive::new(Cursor::new(bytes))
        .ok()
        .and_then(|mut archive| {
            let mut part = archive.by_name("content.xml").ok()?;
            part.read_to_string(&mut content).ok()
        });
    if found.is_none() || square(&content) > CELLS {
        return Err(ImportError::NotASpreadsheet);
    }
    whole(Ods::new(Cursor::new(bytes)))
}

/// How many cells the square around everything filled has, over all sheets: each row and cell as often as it says that it is repeated.
fn square(content: &str) -> u64 {
    let (mut above, mut rows, mut width, mut columns) = (0_u64, 0_u64, 0_u64, 0_u64);
    for tag in content.split('<') {
        let is_cell = ["table:table-cell", "table:covered-table-cell"]
            .iter()
            .any(|name| tag.starts_with(name));
        if tag.starts_with("table:table-row") {
            above = above.saturating_add(times(tag, "rows"));
            width = 0;
        } else if is_cell {
            width = width.saturating_add(times(tag, "columns"));
        }
        if (is_cell && tag.contains("office:value")) || tag.starts_with("text:") {
            columns = columns.max(width);
            rows = above;
        }
    }
    rows.saturating_mul(columns)
}

/// What a tag says of how often it is repeated; once if it says nothing.
fn times(tag: &str, what: &str) -> u64 {
    let wanted = format!("table:number-{what}-repeated");
    let Some((_, value)) = tag.split_once(&wanted) else {
        return 1;
    };
    let digits: String = value
        .chars()
        .skip_while(|letter| matches!(letter, '=' | '"' | '\'' | ' '))
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(u64::MAX)
}

/// XLS: never larger than 65,536 rows of 256.
fn old(bytes: &[u8]) -> Result<Vec<Row>, ImportError> {
    whole(Xls::new(Cursor::new(bytes)))
}

fn whole<'b, R, E>(book: Result<R, E>) -> Result<Vec<Row>, ImportError>
where
    R: calamine::Reader<Cursor<&'b [u8]>>,
{
    let mut book = book.map_err(|_| ImportError::NotASpreadsheet)?;
    let range = book
        .worksheet_range_at(0)
        .ok_or(ImportError::NoTable)?
        .map_err(|_| ImportError::NotASpreadsheet)?;
    // Rows above the first used one are not in the range; the numbers shown must still be those of the sheet.
    let above = range.start().map_or(0, |(row, _)| row as usize);
    let rows = range.rows().map(|row| row.iter().map(shown).collect());
    Ok((above + 1..).zip(rows).collect())
}

/// A cell as a person sees it.
fn shown(data: &Data) -> String {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;

    fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn xlsx(cells: &str) -> Vec<u8> {
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let workbook = format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>"#
        );
        let relations = |id: &str, kind: &str, target: &str| {
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
            )
        };
        let sheet =
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>"#);
        zipped(&[
            ("xl/workbook.xml", &workbook),
            (
                "_rels/.rels",
                &relations("r0", "officeDocument", "xl/workbook.xml"),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                &relations("r1", "worksheet", "worksheets/sheet1.xml"),
            ),
            ("xl/worksheets/sheet1.xml", &sheet),
        ])
    }

    fn row(number: u32, cells: &[(&str, &str)]) -> String {
        let cells: String = cells
            .iter()
            .map(|(place, text)| {
                format!(r#"<c r="{place}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
            })
            .collect();
        format!(r#"<row r="{number}">{cells}</row>"#)
    }

    #[test]
    fn two_cells_far_apart_are_two_rows() {
        let far = xlsx(
            &[
                row(3, &[("A", "Name"), ("C", "Town")]),
                row(1_048_576, &[("XFD", "x")]),
            ]
            .concat(),
        );
        let rows = first_sheet(&far).unwrap();
        assert_eq!(rows.len(), 2);
        let (number, cells) = rows.first().unwrap();
        assert_eq!((*number, cells.join("|").as_str()), (3, "Name||Town"));
        assert_eq!(rows.last().unwrap().0, 1_048_576);
    }

    #[test]
    fn a_sheet_that_is_all_gaps_is_refused() {
        let gaps = |rows: u32| -> Vec<u8> {
            let rows: String = (1..=rows)
                .map(|number| row(number, &[("XFD", "x")]))
                .collect();
            xlsx(&rows)
        };
        assert_eq!(first_sheet(&gaps(2)).unwrap().len(), 2);
        assert!(matches!(
            first_sheet(&gaps(700)),
            Err(ImportError::NotASpreadsheet)
        ));
    }

    #[test]
    fn a_column_that_no_sheet_has_is_a_broken_file_and_stops_nothing() {
        let broken = xlsx(&row(1, &[("ZZZZZZZZZZ", "x")]));
        assert!(matches!(
            first_sheet(&broken),
            Err(ImportError::NotASpreadsheet)
        ));
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_before_it_is_read() {
        let zeros = "0".repeat(2_000_000);
        let bomb = zipped(&[("a", "small"), ("xl/sharedStrings.xml", &zeros)]);
        assert!(bomb.len() < 20_000);
        assert!(unpacks_within(&bomb, 2_100_000).is_ok());
        assert!(matches!(
            unpacks_within(&bomb, 1_000_000),
            Err(ImportError::TooLarge {
                most: 1_000_000,
                ..
            })
        ));
    }

    #[test]
    fn the_square_of_an_open_document_counts_what_is_repeated() {
        let sheet = r#"<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell table:number-columns-repeated='4'/><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>
            <table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>"#;
        assert_eq!(square(sheet), 4 * 5);
        let bomb = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float"/></table:table-row>"#;
        assert!(square(bomb) > CELLS);
        let file = zipped(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", bomb),
        ]);
        assert!(matches!(
            first_sheet(&file),
            Err(ImportError::NotASpreadsheet)
        ));
    }
}
