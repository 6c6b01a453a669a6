//! Looking after the worker: supervision, learning, settling in. All of it is its author's own, by key and not by rule.
//!
//! What is to be taken to supervision is a [`crate::team::Reflection`] that says so. Nothing here is found by a search: it is often made
//! with somebody looking on.

use crate::ids::{CpdEntryId, InductionItemId, SupervisionId};
use crate::record::{Belongs, SpaceOf, record};
use crate::value::{Text, TimeOfDay};
use chrono::NaiveDate;

record! {
    /// A session of supervision.
    Supervision(SupervisionId) in "supervisions" {
        /// On which day.
        1 on: Option<NaiveDate>,
        /// At what time.
        2 at: Option<TimeOfDay>,
        /// How long, in minutes.
        3 minutes: Option<i64>,
        /// With whom.
        4 supervisor: Text,
        /// Clinical, managerial, of peers... in words.
        5 sort: Text,
        /// Notes.
        6 note: Text,
        /// What was agreed.
        7 agreed: Text,
        /// When the next is.
        8 next_on: Option<NaiveDate>,
    }
}

impl Belongs for Supervision {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Private
    }
}

record! {
    /// Something learned.
    CpdEntry(CpdEntryId) in "cpd_entries" {
        /// On which day.
        1 on: Option<NaiveDate>,
        /// What it was.
        2 title: Text,
        /// With whom, where.
        3 provider: Text,
        /// Hours.
        4 hours: Option<f64>,
        /// What was learned.
        5 learned: Text,
        /// What is done otherwise since.
        6 changed: Text,
        /// Where the evidence is.
        7 evidence: Text,
        /// Headings of the competency framework, in the worker's own words.
        8 headings: Vec<String>,
    }
}

impl Belongs for CpdEntry {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Private
    }
}

record! {
    /// A line of one's own induction.
    InductionItem(InductionItemId) in "induction_items" {
        /// What.
        1 what: Text,
        /// Under which heading.
        2 heading: Text,
        /// When it was done.
        3 done_on: Option<NaiveDate>,
        /// Anything else.
        4 note: Text,
        /// Order on the page, smallest first.
        5 position: Option<i64>,
    }
}

impl Belongs for InductionItem {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Private
    }
}
