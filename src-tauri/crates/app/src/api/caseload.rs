//! An honest caseload: to the worker everything, to the team what was agreed and what they chose to tell.

use alongside_domain::caseload::{Carried, Load, Projection, Room};
use alongside_domain::coming_in::ReferralPause;
use alongside_domain::diary::Capacity;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks what one carries oneself.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct MyCaseloadRequest {
    /// And what happens if so many more come.
    pub more: u32,
}

/// What one carries oneself. Whether it is too much stands here and in no other view.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MyCaseloadView {
    /// By which name the records know whose it is.
    pub worker: String,
    /// Since when the year counts.
    pub year_from: NaiveDate,
    /// As counted.
    pub carried: Carried,
    /// People who wait.
    pub waiting: u32,
    /// The pause in new referrals that holds or is to come, if there is one.
    pub pause: Option<ReferralPause>,
    /// What was agreed, if anything was.
    pub agreed: Option<Capacity>,
    /// What there is room for.
    pub room: Room,
    /// How it stands.
    pub load: Load,
    /// What happens if more come.
    pub projection: Projection,
}

/// What a colleague carries, as the team sees it: counts that their records say anyway, what was agreed, and what they chose to tell.
/// Nothing is weighed here and nobody is called full.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ColleagueCarries {
    /// Who, by name.
    pub worker: String,
    /// People open.
    pub open: u32,
    /// People who wait for them.
    pub waiting: u32,
    /// People met in the year so far.
    pub met_this_year: u32,
    /// People at one time, if that was agreed.
    pub open_at_once: Option<i64>,
    /// People in a year, if that was agreed.
    pub in_a_year: Option<i64>,
    /// Hours in a week, if they were said.
    pub hours_a_week: Option<f64>,
    /// On which day they told the team that it is too much.
    pub told_on: Option<NaiveDate>,
    /// What they told.
    pub told_words: String,
}
