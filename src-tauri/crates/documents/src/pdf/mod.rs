//! Papers, out: the person's own copy of their plan, a leaflet about services, the worker's day, the sheet for the recovery code.
//!
//! All are A4, tagged and meet PDF/UA-1, so that a screen reader reads them in order, and each comes in a large print and an
//! easy layout. A blank is never printed: a paper says what is known and leaves the rest out.

mod day;
mod fonts;
mod leaflet;
mod learning;
mod letter;
mod plainly;
mod plan;
mod recovery;
mod square_code;
mod way_there;
mod words;
mod world;

pub use day::{DaySheet, DayStop, day_sheet};
pub use leaflet::{Leaflet, LeafletPlace, LeafletService, service_leaflet};
pub use learning::{Learned, LearningLog, learning_pdf};
pub use letter::{LetterTable, letter};
pub use plan::{PlanAction, PlanAgreement, PlanConnection, PlanCopy, PlanGoal, plan_pdf};
pub use recovery::recovery_sheet;
pub use way_there::LeafletFrom;

use self::words::Words;
use self::world::{Template, set};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;
use ts_rs::TS;

/// How a paper is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// 12 point.
    #[default]
    Standard,
    /// 20 point, nothing under 18: the Association for Accessible Formats and RNIB call 16 and over large print, 18 and over is
    /// easier for most.
    LargePrint,
    /// Large headings, short lines, wide spacing.
    Easy,
}

impl Layout {
    fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::LargePrint => "large",
            Self::Easy => "easy",
        }
    }
}

/// A paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that no bundled face has and that stand in it as "□". The person handing it over should know.
    pub replaced: Vec<char>,
}

impl std::fmt::Debug for Paper {
    /// Never the contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Paper({} pages, {} bytes)", self.pages, self.pdf.len())
    }
}

/// Why a paper could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PdfError {
    /// There is nothing to print.
    #[error("there is nothing to print")]
    NothingToPrint,
    /// A template is wrong: a fault of the program.
    #[error("the page could not be laid out: {0}")]
    Template(String),
    /// The laid-out pages could not be written as an accessible PDF.
    #[error("the PDF could not be written: {0}")]
    Export(String),
}

/// Sets a paper; if some mark cannot be placed on its letter, once more with Latin letters only.
fn paper(
    template: Template,
    data: impl Fn(&mut Words) -> serde_json::Value,
) -> Result<Paper, PdfError> {
    let attempt = |only_latin: bool| {
        let mut words = Words {
            only_latin,
            replaced: BTreeSet::new(),
        };
        let data = data(&mut words);
        set(template, &data).map(|(pdf, pages)| Paper {
            pdf,
            pages,
            replaced: words.replaced.into_iter().collect(),
        })
    };
    attempt(false).or_else(|error| match error {
        PdfError::Export(_) => attempt(true),
        other => Err(other),
    })
}
