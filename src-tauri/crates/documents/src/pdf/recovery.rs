//! The sheet for the recovery code: the one paper that opens a vault whose passphrase is forgotten.

use super::words::day;
use super::world::Template;
use super::{Layout, Paper, PdfError, paper};
use chrono::NaiveDate;
use serde_json::json;

/// One page with the code, large, and what to do with it. `code` is printed in the groups it is given in (parted by spaces or
/// hyphens).
///
/// # Errors
/// [`PdfError::NothingToPrint`] without a code; otherwise only faults of the program.
pub fn recovery_sheet(code: &str, vault_name: &str, on: NaiveDate) -> Result<Paper, PdfError> {
    let groups: Vec<String> = code
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|group| !group.is_empty())
        .map(str::to_owned)
        .collect();
    if groups.is_empty() {
        return Err(PdfError::NothingToPrint);
    }
    paper(Template::Recovery, |words| {
        json!({
            "layout": Layout::Standard.code(),
            "title": "Recovery code",
            "groups": groups.iter().map(|group| words.line(group)).collect::<Vec<_>>(),
            "vault": words.short(vault_name),
            "on": day(on),
        })
    })
}
