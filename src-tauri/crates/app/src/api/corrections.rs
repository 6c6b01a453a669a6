//! What a list of services should hear: corrections, as they are told to whoever keeps the list.

use alongside_domain::codes::Checked;
use alongside_domain::ids::ServiceId;
use alongside_domain::value::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks what is still to be told.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CorrectionsRequest {
    /// Of one service, told or not; of all that have something untold if not given.
    pub service: Option<ServiceId>,
}

/// Corrections for one source: one e-mail.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SourceCorrectionsView {
    /// The source, as its services carry it.
    pub source: String,
    /// What the team calls it.
    pub name: String,
    /// Whom it says to tell; empty if it says nobody.
    pub to: String,
    /// The services.
    pub services: Vec<CorrectedServiceView>,
}

/// What is to be told of one service.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CorrectedServiceView {
    /// Which.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Its id in the source.
    pub source_id: String,
    /// What differs and was not told.
    pub corrections: Vec<CorrectionView>,
    /// What was found in words and not told.
    pub found: Vec<FoundView>,
    /// When the source was last told of it.
    pub told: Option<ToldView>,
}

/// A field in which the source is wrong.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CorrectionView {
    /// What to name it by when it is told.
    pub key: String,
    /// Which of its places, by name or postcode; nothing for the service itself.
    pub place: Option<String>,
    /// The field.
    pub field: String,
    /// What the source says; null if nothing.
    #[ts(type = "unknown")]
    pub said: serde_json::Value,
    /// What is right.
    #[ts(type = "unknown")]
    pub right: serde_json::Value,
    /// Who corrected it.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// What somebody found when they looked.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FoundView {
    /// What to name it by when it is told.
    pub key: String,
    /// What was found.
    pub found: Checked,
    /// In words.
    pub words: String,
    /// By whom.
    pub by: String,
    /// On which day.
    pub on: Option<NaiveDate>,
}

/// When a source was told.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ToldView {
    /// When.
    pub at: Option<Moment>,
    /// By whom.
    pub by: String,
    /// At which address; empty if the source gives none.
    pub to: String,
}

/// Asks for an e-mail about some services, ready in the person's own program.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct WriteEmailRequest {
    /// The services: all of one source, which says whom to write to.
    pub services: Vec<ServiceId>,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
}

/// Says that a source was told.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TellSourceRequest {
    /// Of which services, and what of each.
    pub services: Vec<ToldOf>,
    /// In which words.
    pub words: String,
}

/// What was told of one service.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ToldOf {
    /// Which.
    pub id: ServiceId,
    /// The keys of its corrections.
    pub keys: Vec<String>,
}
