//! Risks, safeguarding and consent. Risks and safeguarding are kept out of everything the person is shown or given.

use crate::codes::Given;
use crate::ids::{ConsentId, PersonId, RiskId, SafeguardingId};
use crate::record::{belongs_to_person, record};
use crate::value::Text;
use chrono::NaiveDate;

record! {
    /// A risk, or the explicit statement that none was identified (the standard makes one entry mandatory).
    Risk(RiskId) in "risks" {
        /// Whose.
        1 person: PersonId,
        /// "None identified": asked, and nothing found.
        2 none_identified: bool,
        /// The risk.
        3 risk: Text,
        /// What to do about it.
        4 comment: Text,
        /// From when.
        5 starts_on: Option<NaiveDate>,
        /// Until when.
        6 ends_on: Option<NaiveDate>,
    }
}
belongs_to_person!(Risk, risk, comment);

record! {
    /// A safeguarding concern.
    Safeguarding(SafeguardingId) in "safeguarding" {
        /// Whose.
        1 person: PersonId,
        /// The concern.
        2 concern: Text,
        /// When it was raised.
        3 raised_on: Option<NaiveDate>,
        /// When it ended.
        4 ended_on: Option<NaiveDate>,
        /// With whom it was shared.
        5 shared_with: Text,
        /// Anything else.
        6 comment: Text,
    }
}
belongs_to_person!(Safeguarding, concern, comment);

record! {
    /// A consent. The legal basis of care is care itself; this records what the person was told and chose.
    Consent(ConsentId) in "consents" {
        /// Whose.
        1 person: PersonId,
        /// To what: sharing information, being contacted, a story.
        2 about: Text,
        /// With whom it is shared.
        3 with_whom: Text,
        /// Given or not.
        4 given: Option<Given>,
        /// In their words, or why it was not sought, or the best-interests note.
        5 words: Text,
        /// On which day.
        6 on: Option<NaiveDate>,
        /// Until when.
        7 until: Option<NaiveDate>,
    }
}
belongs_to_person!(Consent, about, with_whom, words);
