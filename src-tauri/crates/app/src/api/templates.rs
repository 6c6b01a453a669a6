//! Templates: words that a contact or a plan begins with.

use alongside_domain::Moment;
use alongside_domain::ids::{ContactId, PersonId, PhraseId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A contact, or a plan, is to begin with a template.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct UseTemplateRequest {
    /// Which template.
    pub template: PhraseId,
    /// Whose plan; with a contact, whose contact it is follows from that.
    pub person: PersonId,
    /// Which contact, for a contact's template.
    pub contact: Option<ContactId>,
}

/// What a template put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UsedTemplateView {
    /// Fields that it filled, or goals, steps and actions that it began.
    pub put: u32,
    /// What it left alone, because there were words already.
    pub left: u32,
    /// When it was durably saved.
    pub saved_at: Moment,
}

/// Ready words are to be the team's, or the worker's own again.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct SharePhraseRequest {
    /// Which.
    pub id: PhraseId,
    /// The team's; otherwise one's own.
    pub for_team: bool,
}
