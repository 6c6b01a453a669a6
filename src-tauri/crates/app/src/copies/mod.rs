//! Papers that leave the app: what goes on them, and putting them where the worker says.
//!
//! *Invariant:* nothing here reads risks, safeguarding, alerts or the worker's own notes. The types of the papers have no place
//! for them, and a test looks for them in the finished pages.

mod leaflet;
mod learning;
mod plan;
mod unprinted;
mod when;

pub(crate) use leaflet::save_leaflet;
pub(crate) use learning::save_learning;
pub(crate) use plan::save_plan;

use crate::api::error::{AppError, ErrorCode};
use crate::api::people::PaperLayout;
use crate::api::session::SavedPaperView;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::hands::FileKind;
use alongside_documents::pdf::{self, Layout, Paper};
use chrono::NaiveDate;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The sheet with the recovery code.
pub(crate) fn recovery_sheet(code: &str, worker: &str, on: NaiveDate) -> Outcome<Paper> {
    Ok(pdf::recovery_sheet(code, worker, on)?)
}

/// Asks where a file shall go, and puts it there whole or not at all.
pub(crate) fn save(desk: &Desk, suggested_name: &str, paper: &Paper) -> Outcome<SavedPaperView> {
    let path = save_file(desk, FileKind::Pdf, suggested_name, "pdf", &paper.pdf)?;
    let replaced = if path.is_some() {
        paper.replaced.as_slice()
    } else {
        &[]
    };
    Ok(SavedPaperView {
        path,
        unprinted: u32::try_from(replaced.len()).unwrap_or(u32::MAX),
        scripts: unprinted::scripts(replaced),
    })
}

/// The same for any file; gives its full name, or nothing if the person thought better of it.
pub(crate) fn save_file(
    desk: &Desk,
    kind: FileKind,
    suggested_name: &str,
    ending: &str,
    bytes: &[u8],
) -> Outcome<Option<String>> {
    let Some(mut path) = desk
        .hands
        .ask_where_to_save(kind, &file_name(suggested_name))
    else {
        return Ok(None);
    };
    if path.extension().is_none() {
        path.set_extension(ending);
    }
    put(&path, bytes)
        .map_err(|error| AppError::with_detail(ErrorCode::FileUnwritable, error.kind()))?;
    Ok(Some(path.display().to_string()))
}

/// Written beside, made durable, and only then given its name: a full disk never leaves half a paper, nor spoils an older one.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = beside(path);
    let written = write_new(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What is left of the attempt is of no use to anybody; if it cannot be removed either, the error says enough.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".part");
    path.with_file_name(name)
}

/// Readable by nobody else on this computer: it is somebody's plan, or the code that opens the vault.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name that every file system takes.
fn file_name(suggested: &str) -> String {
    let name: String = suggested
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    // A name that begins with a dot is hidden from whoever looks for it.
    name.trim_start_matches(['.', ' ']).to_owned()
}

pub(crate) fn layout(asked: PaperLayout) -> Layout {
    match asked {
        PaperLayout::Standard => Layout::Standard,
        PaperLayout::LargePrint => Layout::LargePrint,
        PaperLayout::Easy => Layout::Easy,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_name_with_a_slash_in_it_is_still_a_file_name() {
        assert_eq!(
            file_name("Jo/Anne \"Jo\"'s plan.pdf"),
            "Jo Anne Jo 's plan.pdf"
        );
        assert_eq!(file_name("../../plan.pdf"), "plan.pdf".to_owned());
        assert_eq!(file_name("Αθηνά's plan.pdf"), "Αθηνά's plan.pdf");
    }

    #[test]
    fn a_paper_that_cannot_be_written_leaves_the_older_one_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Joan's plan.pdf");
        put(&path, b"the first").unwrap();
        fs::create_dir(beside(&path)).unwrap();
        assert!(put(&path, b"the second").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"the first");
        fs::remove_dir(beside(&path)).unwrap();
        put(&path, b"the second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"the second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
