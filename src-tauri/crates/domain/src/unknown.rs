//! *Still unknown*: what the national standard would like and the conversation has not yet produced. Shown in one quiet place, never as errors.
//!
//! Source: Social Prescribing Information Standard v1.1, the mandatory chain and the "must have" items.

use crate::care::{Consent, Risk};
use crate::person::{Circumstances, Person};
use serde::Serialize;
use ts_rs::TS;

/// An item of the standard that is still blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// First name (mandatory).
    GivenName,
    /// Family name (mandatory).
    FamilyName,
    /// Date of birth (mandatory).
    DateOfBirth,
    /// GP practice code (mandatory), or the reason there is none.
    GpPractice,
    /// Who referred (mandatory once there is a referral).
    Referrer,
    /// A risk, or "none identified" (mandatory).
    Risk,
    /// Gender.
    Gender,
    /// Ethnicity.
    Ethnicity,
    /// NHS, CHI or Health and Care number.
    NhsNumber,
    /// Address.
    Address,
    /// Telephone or e-mail.
    Reach,
    /// Sexual orientation.
    SexualOrientation,
    /// Individual requirements.
    Requirements,
    /// Consent.
    Consent,
    /// What brings them: a need.
    Need,
}

impl Unknown {
    /// Every item, mandatory ones first. Which they are stands in `assets/prsb`, beside the rest of the standard.
    pub const ALL: [Self; 15] = [
        Self::GivenName,
        Self::FamilyName,
        Self::DateOfBirth,
        Self::GpPractice,
        Self::Referrer,
        Self::Risk,
        Self::Gender,
        Self::Ethnicity,
        Self::NhsNumber,
        Self::Address,
        Self::Reach,
        Self::SexualOrientation,
        Self::Requirements,
        Self::Consent,
        Self::Need,
    ];

    /// Whether the standard makes it mandatory (the rest it would like to have).
    #[must_use]
    pub fn mandatory(self) -> bool {
        matches!(
            self,
            Self::GivenName
                | Self::FamilyName
                | Self::DateOfBirth
                | Self::GpPractice
                | Self::Referrer
                | Self::Risk
        )
    }
}

/// What the standard still lacks for a person, mandatory items first.
#[must_use]
pub fn still_unknown(
    person: &Person,
    circumstances: &Circumstances,
    risks: &[Risk],
    consents: &[Consent],
    has_need: bool,
) -> Vec<Unknown> {
    let requirements = [
        &circumstances.adjustments,
        &circumstances.communication_support,
        &circumstances.communication_professional,
        &circumstances.contact_requirement,
        &circumstances.information_format,
        &circumstances.impairment,
        &circumstances.mobility,
        &circumstances.other_requirements,
    ];
    let known = [
        (Unknown::GivenName, !person.given_name.is_blank()),
        (Unknown::FamilyName, !person.family_name.is_blank()),
        (Unknown::DateOfBirth, person.date_of_birth.is_some()),
        (
            Unknown::GpPractice,
            !person.gp_practice_code.is_blank() || person.gp_opt_out.is_some(),
        ),
        (Unknown::Referrer, !person.referred_by.is_blank()),
        (Unknown::Risk, !risks.is_empty()),
        (Unknown::Gender, !person.gender.is_blank()),
        (Unknown::Ethnicity, !person.ethnicity.is_blank()),
        (
            Unknown::NhsNumber,
            person.nhs_number.is_some()
                || person.chi_number.is_some()
                || person.hc_number.is_some(),
        ),
        (Unknown::Address, !person.addresses.is_empty()),
        (Unknown::Reach, !person.reach.is_empty()),
        (
            Unknown::SexualOrientation,
            !person.sexual_orientation.is_blank(),
        ),
        (
            Unknown::Requirements,
            circumstances.adjustments_needed || requirements.iter().any(|text| !text.is_blank()),
        ),
        (Unknown::Consent, !consents.is_empty()),
        (Unknown::Need, has_need),
    ];
    known
        .into_iter()
        .filter_map(|(item, is_known)| (!is_known).then_some(item))
        .collect()
}
