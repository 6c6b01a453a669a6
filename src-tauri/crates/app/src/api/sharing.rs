//! Sharing one person with another organisation: agreeing on it, how it stands, and its end.

use alongside_domain::ids::PersonId;
use alongside_domain::value::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for a code with which another organisation's worker joins in, and records what the person said to it.
#[derive(Deserialize, TS)]
pub struct OfferSharingRequest {
    /// Who is shared.
    pub person: PersonId,
    /// With whom, as the person was told.
    pub with_whom: String,
    /// What the person said to it, in their words.
    pub words: String,
    /// On which day they agreed.
    pub on: Option<NaiveDate>,
}

/// The code that the other organisation's worker read out.
#[derive(Deserialize, TS)]
pub struct AcceptSharingRequest {
    /// As typed.
    pub code: String,
}

/// Whether the other side is who it says.
#[derive(Deserialize, TS)]
pub struct AnswerSharingRequest {
    /// Yes or no.
    pub is_them: bool,
}

/// Where the talk with the other organisation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SharingState {
    /// Nobody has used the code yet, or the other side has not answered.
    Waiting,
    /// The other side is there: is it them?
    Asking {
        /// What their team is called.
        team: String,
        /// Who speaks for it.
        by: String,
        /// Who is shared, as the side that shares calls them; empty on that side.
        person: String,
        /// Digits that both screens show.
        safety: String,
    },
    /// This side has said yes, the other has not yet.
    Agreed,
    /// Both have.
    Shared,
    /// Its time is over.
    Expired,
    /// A wrong code, or broken off. Begin again.
    Spoiled,
    /// The server cannot be reached.
    Failed,
}

/// A talk with another organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SharingTalkView {
    /// The code to read out; empty on the side that typed it in.
    pub code: String,
    /// Until when it can be used.
    pub until: Option<Moment>,
    /// Where it stands.
    pub state: SharingState,
}

/// A person whom two organisations see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SharedView {
    /// Who.
    pub person: PersonId,
    /// What the other team is called.
    pub team: String,
    /// Whether the record is the other team's, and this one a guest.
    pub is_guest: bool,
}

/// Ends it.
#[derive(Deserialize, TS)]
pub struct EndSharingRequest {
    /// Who is not to be shared any more.
    pub person: PersonId,
    /// Whether the person withdrew their consent.
    pub is_withdrawn: bool,
    /// Why, in a few words.
    pub words: String,
}

/// What was written about somebody who is shared no longer, and never arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LeftOverView {
    /// The other team.
    pub team: String,
    /// When this laptop heard that it was over.
    pub at: Moment,
    /// The words, in the order in which they were written.
    pub words: Vec<String>,
}
