//! The closed world in which a paper is set: our templates, our faces, one file of data. No disk, no network, no clock.
//!
//! *Invariant:* words reach a template only as data (`json("/data.json")`), never as markup. A note that says `#panic()` prints
//! `#panic()`.

use super::PdfError;
use super::fonts::FONTS;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

macro_rules! template {
    ($file:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../assets/templates/",
            $file
        ))
    };
}

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Template {
    Plan,
    Day,
    Leaflet,
    Letter,
    Learning,
    Recovery,
}

impl Template {
    fn text(self) -> &'static str {
        match self {
            Self::Plan => template!("plan.typ"),
            Self::Day => template!("day.typ"),
            Self::Leaflet => template!("leaflet.typ"),
            Self::Letter => template!("letter.typ"),
            Self::Learning => template!("learning.typ"),
            Self::Recovery => template!("recovery.typ"),
        }
    }
}

/// With what only a screen reader meets: cells that name their row.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = Features::from_iter([Feature::A11yExtras]);
    LazyHash::new(Library::builder().with_features(features).build())
});

struct Desk {
    main: Source,
    common: Source,
    data_id: FileId,
    data: Bytes,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.common]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            return Ok(self.data.clone());
        }
        self.source(id)
            .map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file(path: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(path).map_err(|_| PdfError::Template("path".to_owned()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// Sets a paper as a tagged PDF that meets PDF/UA-1, and says how many pages it has.
pub(super) fn set(
    template: Template,
    data: &serde_json::Value,
) -> Result<(Vec<u8>, usize), PdfError> {
    let desk = Desk {
        main: Source::new(file("main.typ")?, template.text().to_owned()),
        common: Source::new(file("common.typ")?, template!("common.typ").to_owned()),
        data_id: file("data.json")?,
        data: Bytes::from_string(data.to_string()),
    };
    let printed = print(&desk);
    // The engine remembers what it has set, to be quick the next time; these are somebody's words and must not linger.
    typst::comemo::evict(0);
    printed
}

fn print(desk: &Desk) -> Result<(Vec<u8>, usize), PdfError> {
    let said = |errors: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| {
        errors
            .first()
            .map(|error| error.message.to_string())
            .unwrap_or_default()
    };
    let document = typst::compile(desk)
        .output
        .map_err(|errors| PdfError::Template(said(errors)))?;
    let options = PdfOptions {
        creator: typst::foundations::Smart::Custom(Some("Alongside".to_owned())),
        standards: PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|error| PdfError::Export(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    let bytes =
        typst_pdf::pdf(&document, &options).map_err(|errors| PdfError::Export(said(errors)))?;
    Ok((bytes, document.pages().len()))
}
