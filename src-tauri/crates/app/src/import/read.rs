//! From a path to services: what sort of file it is, what it looks like, and reading it whole.

use super::columns;
use alongside_documents::import::package::{self, Package};
use alongside_documents::import::table::{self, KnownTable, TablePreview};
use alongside_documents::import::{Batch, Charset, ImportError, Progress, open_referral};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Columns chosen for a table: target field to column name.
type Chosen<'m> = Option<&'m BTreeMap<String, String>>;

/// How much of a file is looked at to tell what it is.
const HEAD: u64 = 256 * 1024;
/// Words that Open Referral has in version 1.0 alone.
const ONLY_IN_1: [&str; 5] = [
    "\"eligibilitys\"",
    "\"regular_schedule",
    "\"physical_addresses\"",
    "\"service_taxonomys\"",
    "\"totalPages\"",
];

enum Sort {
    Folder,
    Json,
    /// Tables of Open Referral, in a zip file or a folder.
    Package,
    Table,
}

/// What a file looks like.
pub(super) struct Look {
    pub format: &'static str,
    charset: Option<&'static str>,
    pub columns: Vec<String>,
    pub mapping: BTreeMap<String, String>,
    pub rows: Vec<Vec<String>>,
}

impl Look {
    /// The character set, as a code. Damage shows only once the whole is read.
    pub(super) fn encoding(&self, notes: &BTreeMap<String, u32>) -> &'static str {
        match self.charset {
            Some("utf8" | "windows1252") if notes.contains_key("characters_lost") => "utf8_damaged",
            Some(charset) => charset,
            None => "",
        }
    }
}

/// Looks at a file.
pub(super) fn look(path: &Path, chosen: Chosen<'_>) -> Result<Look, ImportError> {
    let bare = |format, charset| Look {
        format,
        charset,
        columns: Vec::new(),
        mapping: BTreeMap::new(),
        rows: Vec::new(),
    };
    match sort_of(path)? {
        Sort::Folder => {
            let format = std::fs::read_dir(path)?
                .filter_map(Result::ok)
                .map(|entry| entry.path())
                .filter(|path| path.is_file() && is_json(path))
                .map(|path| head(&path).map_or("open_referral_3", |head| version(&head)))
                .max()
                .unwrap_or("open_referral_3");
            Ok(bare(format, None))
        }
        Sort::Json => {
            let head = head(path)?;
            Ok(bare(version(&head), Some(charset(&head))))
        }
        Sort::Package => {
            let package = open_package(path)?;
            Ok(bare("open_referral_tables", Some(code_of(package.charset))))
        }
        Sort::Table => {
            let seen = table::inspect(&table::open(path)?)?;
            Ok(Look {
                format: match seen.known {
                    Some(KnownTable::Charities) => "charities",
                    Some(KnownTable::Libraries) => "libraries",
                    None => "table",
                },
                charset: Some(code_of(seen.charset)),
                mapping: match chosen {
                    Some(chosen) => chosen.clone(),
                    None => columns::flat(&seen.guess),
                },
                columns: seen.header,
                rows: seen.rows,
            })
        }
    }
}

/// Reads a file, or a folder of them.
pub(super) fn batch(
    path: &Path,
    chosen: Chosen<'_>,
    source: &str,
    progress: Progress<'_>,
) -> Result<Batch, ImportError> {
    match sort_of(path)? {
        Sort::Folder => open_referral::read_folder(path, source, progress),
        Sort::Json => open_referral::read_path(path, source, progress),
        Sort::Package => {
            let name = file_name(path);
            package::read_package(open_package(path)?, &name, source, progress)
        }
        Sort::Table => {
            let bytes = table::open(path)?;
            let TablePreview { guess, .. } = table::inspect(&bytes)?;
            let mapping = match chosen {
                Some(chosen) => columns::mapping(chosen, &guess),
                None => guess,
            };
            table::read_table(&bytes, &mapping, &file_name(path), source, progress)
        }
    }
}

/// The headings of a table, by which it is known again; nothing for what is none.
pub(super) fn headings(path: &Path) -> Result<Option<String>, ImportError> {
    Ok(match sort_of(path)? {
        Sort::Table => Some(table::inspect(&table::open(path)?)?.header.join("\n")),
        _ => None,
    })
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn open_package(path: &Path) -> Result<Package, ImportError> {
    if path.is_dir() {
        package::read_folder(path)
    } else {
        package::unzip(&table::open(path)?)
    }
}

fn code_of(charset: Charset) -> &'static str {
    match charset {
        Charset::Utf8 => "utf8",
        Charset::Utf8Damaged => "utf8_damaged",
        Charset::Utf16 => "utf16",
        Charset::Windows1252 => "windows1252",
        Charset::Spreadsheet => "spreadsheet",
    }
}

/// A name for the source that stays the same for the same file: its own, made readable.
pub(super) fn source_name(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().replace(['_', '-', '.'], " "))
        .unwrap_or_default();
    let words = stem.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        "Directory".to_owned()
    } else {
        words
    }
}

fn sort_of(path: &Path) -> Result<Sort, ImportError> {
    if std::fs::metadata(path)?.is_dir() {
        let names: Vec<String> = std::fs::read_dir(path)?
            .filter_map(Result::ok)
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        let is_package = package::is_package(names.iter());
        return Ok(if is_package {
            Sort::Package
        } else {
            Sort::Folder
        });
    }
    if is_json(path) {
        return Ok(Sort::Json);
    }
    // A download without its ending is still what it is.
    let head = head(path)?;
    if head.starts_with(b"PK") && package::is_zipped_package(&table::open(path)?) {
        return Ok(Sort::Package);
    }
    let first = head.into_iter().find(|byte| {
        !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
    });
    Ok(match first {
        Some(b'{' | b'[') => Sort::Json,
        _ => Sort::Table,
    })
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ["json", "ndjson", "jsonl"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

fn head(path: &Path) -> Result<Vec<u8>, ImportError> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

fn version(head: &[u8]) -> &'static str {
    let text = String::from_utf8_lossy(head);
    if ONLY_IN_1.iter().any(|word| text.contains(word)) {
        "open_referral_1"
    } else {
        "open_referral_3"
    }
}

fn charset(head: &[u8]) -> &'static str {
    match head {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..] => "utf16",
        _ => match std::str::from_utf8(head) {
            Ok(_) => "utf8",
            // Cut in the middle of a character, not damaged.
            Err(error) if error.error_len().is_none() => "utf8",
            Err(_) => "windows1252",
        },
    }
}
