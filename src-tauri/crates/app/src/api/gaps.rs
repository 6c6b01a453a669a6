//! What is missing from the town.

use alongside_domain::codes::WhyNot;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for the gaps of a period.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct GapsRequest {
    /// From.
    pub from: NaiveDate,
    /// Until.
    pub until: NaiveDate,
}

/// A need that nothing met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct GapLine {
    /// The need, of our short list; empty if none was named.
    pub need: String,
    /// People, each counted once.
    pub people: u32,
    /// Attempts.
    pub attempts: u32,
    /// Why, most frequent first.
    pub why_not: Vec<(WhyNot, u32)>,
    /// Where, by outcode, most people first.
    pub places: Vec<(String, u32)>,
}

/// What is missing.
#[derive(Clone, Debug, Serialize, TS)]
pub struct GapsView {
    /// People, each counted once.
    pub people: u32,
    /// By need, most people first.
    pub rows: Vec<GapLine>,
    /// The same as it may leave the house.
    pub report: GapsReport,
}

/// A need that nothing met, as it may leave the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReportLine {
    /// The need, of our short list; empty if none was named.
    pub need: String,
    /// People, each counted once, to the nearest five; nothing for under five.
    pub people: Option<u32>,
    /// Why, and how many people, to the nearest five; those under five are left out.
    pub why_not: Vec<(WhyNot, u32)>,
    /// By outcode, in the same way.
    pub places: Vec<(String, u32)>,
}

/// What is missing, as it may leave the house: nothing of it, and nothing that can be worked out from it, is a count under five.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct GapsReport {
    /// People with any need whose number is told, each counted once, to the nearest five.
    pub people: Option<u32>,
    /// By need, most people first.
    pub rows: Vec<ReportLine>,
    /// By outcode, people with any need whose number is told there, to the nearest five.
    pub places: Vec<(String, u32)>,
}
