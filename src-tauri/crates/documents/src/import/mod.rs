//! The directory, in: Open Referral files ([`open_referral`]), packages of its tables ([`package`]) and any table ([`table`]) become organisations, services and places.
//!
//! Nothing here decides what is already known: a record leaves with the id its source gave it (or one made from what it says),
//! and the store recognises it by source and id. One bad record never spoils a file: it is listed in [`Batch::skipped`] with the
//! reason, and the rest comes in. A file that says less than yesterday's never means "delete".

mod charset;
pub(crate) mod clean;
pub mod feed;
mod fields;
mod gather;
pub(crate) mod identity;
pub mod open_referral;
pub mod package;
mod size;
pub mod table;

pub use charset::Charset;
pub use gather::Batch;

use alongside_domain::directory::{Organisation, Place, Service};
use serde::Serialize;
use std::ops::ControlFlow;
use thiserror::Error;
use ts_rs::TS;

/// Told how many of how many parts are done; answers whether to go on. Breaking off gives [`ImportError::Stopped`].
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize) -> ControlFlow<()>;

/// Where in what was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Position {
    /// The file's name, without its folder.
    pub file: String,
    /// The record's number in the file, from 1; in a table, the row's number counting the header as 1. 0 for the whole file.
    pub record: usize,
}

/// One service as a file gave it, ready to be stored. The records carry no ids of ours: they are known by source and source id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incoming {
    /// Who runs it, if the file says.
    pub organisation: Option<Organisation>,
    /// The service.
    pub service: Service,
    /// Where it is.
    pub places: Vec<Place>,
    /// Where it stood in the file.
    pub at: Position,
    /// What was dropped, repaired or made up.
    pub warnings: Vec<Warning>,
}

impl Incoming {
    /// Its id in the source, given or made; the same as in `service`.
    #[must_use]
    pub fn source_id(&self) -> &str {
        self.service.source_id.as_str()
    }
}

/// A word of a taxonomy that a file listed by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Term {
    /// Its id in the source.
    pub id: String,
    /// The word, as services carry it among their tags.
    pub name: String,
    /// What it means.
    pub description: String,
    /// The taxonomy it belongs to.
    pub taxonomy: String,
    /// The id of the wider term above it.
    pub parent_id: String,
}

/// A record that did not come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Skipped {
    /// Where it stood.
    pub at: Position,
    /// Its name, as far as it has one.
    pub name: String,
    /// Why.
    pub reason: SkipReason,
    /// The particulars.
    pub detail: String,
}

/// Why a record did not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Neither it nor its organisation has a name.
    NoName,
    /// A bare word or number where a record should be.
    NotARecord,
    /// A record, but neither of a service nor of anything that belongs to one.
    NotRecognised,
    /// A place, or a service at a place, without the service.
    NoService,
    /// A file of the folder that is not Open Referral JSON.
    FileNotReadable,
    /// A file of the folder that is too large.
    FileTooLarge,
}

/// Something about a record, or a whole file, that the person importing may want to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Warning {
    /// What happened.
    pub kind: WarningKind,
    /// The source's name for the field; empty if it concerns the whole.
    pub field: String,
    /// The particulars: the value dropped, the number of characters cut.
    pub detail: String,
}

impl Warning {
    pub(crate) fn new(kind: WarningKind, field: &str, detail: impl Into<String>) -> Self {
        let detail: String = detail.into();
        Self {
            kind,
            field: field.to_owned(),
            // A warning is read on one line; what was dropped may be a page long.
            detail: clean::shortened(&detail, 200),
        }
    }
}

/// What happened to a record on its way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// It had no name and took its organisation's.
    NameFromOrganisation,
    /// It had no id; one was made from organisation, name and postcode.
    IdMade,
    /// Its id is not a UUID as the standard asks; kept, because it still tells records apart.
    IdNotUuid,
    /// Another record has the same id; one was made.
    IdRepeated,
    /// A position off the globe was dropped.
    PositionDropped,
    /// Latitude and longitude stood the wrong way round and were exchanged.
    PositionSwapped,
    /// A language without a name was dropped.
    LanguageUnnamed,
    /// The status is none of the standard's.
    StatusUnknown,
    /// A value of the wrong kind or shape was set aside among the extras.
    NotUsable,
    /// A date that is not one was set aside among the extras.
    NotADate,
    /// An age or amount that cannot be was dropped.
    OutOfRange,
    /// A text or list was too long and was cut.
    Cut,
    /// Too much was left over to keep; the largest parts were dropped.
    ExtrasDropped,
    /// The postcode has not the shape of a British one.
    PostcodeUnusual,
    /// Characters that were plainly misread earlier were put right.
    CharactersMended,
    /// Bytes that belong to no character were replaced by the replacement sign.
    CharactersLost,
    /// A row has more cells than the header.
    CellsBeyondHeader,
    /// The file is read but holds no services.
    NoServices,
    /// The file is one page of several.
    OnePageOfMany,
}

/// Why a whole file did not come in.
#[derive(Debug, Error)]
pub enum ImportError {
    /// It could not be opened or read.
    #[error("the file could not be read")]
    Unreadable(#[from] std::io::Error),
    /// It is larger than [`LARGEST_FILE`].
    #[error("the file is {size} bytes; the most is {most}")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The most allowed.
        most: u64,
    },
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is not JSON.
    #[error("not JSON: line {line}, column {column}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// It is JSON, but no Open Referral.
    #[error("JSON, but not Open Referral: {what}")]
    NotOpenReferral {
        /// What it looks like instead.
        what: &'static str,
    },
    /// It has no table that can be read.
    #[error("no table in it")]
    NoTable,
    /// The spreadsheet is damaged, locked with a password or of an unknown kind.
    #[error("the spreadsheet could not be opened")]
    NotASpreadsheet,
    /// No column gives the name.
    #[error("no column gives the name of a service")]
    NoNameColumn,
    /// The mapping names a column that the table has not.
    #[error("no column called {0}")]
    NoSuchColumn(String),
    /// The rules for tags or needs cannot be read.
    #[error("the list of tags or needs cannot be read: {0}")]
    BadRules(String),
    /// Broken off by the person.
    #[error("stopped")]
    Stopped,
}

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 100 * 1024 * 1024;

/// Tells the progress and turns "stop" into the error.
pub(crate) fn tell(
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    done: usize,
    total: usize,
) -> Result<(), ImportError> {
    match progress(done, total) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(ImportError::Stopped),
    }
}
