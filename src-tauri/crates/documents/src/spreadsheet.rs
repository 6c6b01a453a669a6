//! Tables out, as comma-separated values that a spreadsheet opens.
//!
//! *Invariant:* no cell is a formula. A spreadsheet works out whatever begins with `=`, `+`, `-`, `@`, a tab or a line's end, so that words
//! somebody typed could fetch or send something on another's computer (OWASP, *CSV Injection*); an apostrophe before it makes it words.

use csv::{Terminator, WriterBuilder};

/// Writes a table. The mark at the beginning tells spreadsheets that it is UTF-8.
///
/// # Errors
/// A row of another length than the first: a fault of the program.
pub fn table<'c>(rows: impl IntoIterator<Item = Vec<&'c str>>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.into_iter().map(safe))?;
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

fn safe(cell: &str) -> String {
    let cell = cell.replace("\r\n", "\n").replace('\r', "\n");
    // A number below nought is a number.
    let is_number = cell.parse::<f64>().is_ok();
    if !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\n']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::table;

    #[test]
    fn what_somebody_typed_never_becomes_a_formula() {
        let bytes = table([
            vec!["Title", "Hours"],
            vec!["=HYPERLINK(\"http://example.com\")", "1.5"],
            vec!["- a dash, and \"quotes\"", "-2"],
            vec!["@SUM(A1)", "+44 1632"],
            vec!["Two\r\nlines", ""],
        ])
        .unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\u{FEFF}Title,Hours\r\n\"'=HYPERLINK(\"\"http://example.com\"\")\",1.5\r\n\"'- a dash, and \"\"quotes\"\"\",-2\r\n\
             '@SUM(A1),'+44 1632\r\n\"Two\nlines\",\r\n"
        );
    }

    #[test]
    fn rows_of_another_length_are_refused() {
        assert!(table([vec!["a", "b"], vec!["c"]]).is_err());
    }
}
