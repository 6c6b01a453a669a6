//! The person: the standard's *Person demographics*, *GP practice*, *About me*, *Individual requirements* and *Social context*
//! (NHS England / PRSB Social Prescribing Information Standard v1.1).
//!
//! Nothing is required but something to call them by. A blank field is "not asked yet"; "not stated" is an answer of its own.

use crate::codes::{GpOptOut, Standing};
use crate::ids::{AboutMeId, CircumstancesId, PersonId, RelationId};
use crate::numbers::{ChiNumber, HcNumber, NhsNumber};
use crate::record::{Belongs, SpaceOf, Words, belongs_to_person, record};
use crate::value::Text;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An address: up to five lines and a postcode.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Address {
    /// Lines 1 to 5.
    pub lines: Vec<String>,
    /// The postcode as typed.
    pub postcode: String,
    /// What sort of address: home, temporary, correspondence... in words.
    pub kind: String,
}

/// A telephone number, e-mail or other way to reach someone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Reach {
    /// `phone`, `mobile`, `email`, `other`.
    pub kind: String,
    /// The number or address.
    pub value: String,
    /// Order of preference, 1 to 5; 0 if not said.
    pub preference: u8,
    /// "Evenings only", "leave no message".
    pub note: String,
}

/// An identifier that has no field of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct OtherIdentifier {
    /// Whose number it is: "Housing association tenant number".
    pub whose: String,
    /// The number.
    pub value: String,
}

record! {
    /// A person supported, and who they are.
    Person(PersonId) in "people" {
        /// What they like to be called.
        1 preferred_name: Text,
        /// First name.
        2 given_name: Text,
        /// Family name.
        3 family_name: Text,
        /// Where they stand with the link worker.
        4 standing: Option<Standing>,
        /// Since when.
        5 standing_since: Option<NaiveDate>,
        /// Why paused, how it ended.
        6 standing_note: Text,
        /// Date of birth.
        7 date_of_birth: Option<NaiveDate>,
        /// When the referral came.
        8 referred_on: Option<NaiveDate>,
        /// The link worker who supports them, by name.
        9 worker: Text,
        /// Pronouns, in their words.
        10 pronouns: Text,
        /// Title.
        11 title: Text,
        /// Suffix.
        12 suffix: Text,
        /// Other names they are known by.
        13 also_known_as: Text,
        /// Stated gender (code list `gender`).
        14 gender: Text,
        /// Sex, only where it is needed for their care and they wish it recorded (the standard's guidance is to leave it out).
        15 sex: Text,
        /// Ethnic category (code list `ethnicity`); `Z` not stated is an answer, blank is not asked yet.
        16 ethnicity: Text,
        /// Religion or belief.
        17 religion: Text,
        /// Sexual orientation, in their words.
        18 sexual_orientation: Text,
        /// Marital status (code list `marital_status`).
        19 marital_status: Text,
        /// Whether they care for someone; SNOMED CT 224484003 when true.
        20 is_carer: bool,
        /// Whom they care for, and how.
        21 caring: Text,
        /// NHS number.
        22 nhs_number: Option<NhsNumber>,
        /// NHS number status (code list `nhs_number_status`); typed by hand it is 02.
        23 nhs_number_status: Text,
        /// CHI number (Scotland).
        24 chi_number: Option<ChiNumber>,
        /// Health and Care number (Northern Ireland).
        25 hc_number: Option<HcNumber>,
        /// Other identifiers.
        26 other_identifiers: Vec<OtherIdentifier>,
        /// Addresses, home first.
        27 addresses: Vec<Address>,
        /// Telephones, e-mails.
        28 reach: Vec<Reach>,
        /// How they would like to be contacted (code list `contact_method`).
        29 contact_method: Text,
        /// How they would like things in writing (code list `written_format`).
        30 written_format: Text,
        /// Language they prefer to speak (code list `language`).
        31 language: Text,
        /// Whether they want an interpreter.
        32 interpreter: bool,
        /// Immigration status as the standard lists it, where they wish it recorded.
        33 immigration_status: Text,
        /// From when that status holds.
        34 immigration_from: Option<NaiveDate>,
        /// Until when.
        35 immigration_until: Option<NaiveDate>,
        /// Overseas visitor status.
        36 overseas_visitor: Text,
        /// The GP they usually see.
        37 gp_name: Text,
        /// GP practice: ODS code. The standard's one mandatory item of this section.
        38 gp_practice_code: Text,
        /// GP practice: name.
        39 gp_practice_name: Text,
        /// GP practice: address.
        40 gp_practice_address: Text,
        /// Registered nowhere by choice, or with a private GP.
        41 gp_opt_out: Option<GpOptOut>,
        /// Who referred them, in words.
        42 referred_by: Text,
        /// Why, in the referrer's words.
        43 referral_reason: Text,
        /// When they died.
        44 date_of_death: Option<NaiveDate>,
        /// Something to be aware of at the door or on the phone; worker's eyes only.
        45 alert: Text,
        /// They are recorded twice: the record that is kept. Nothing is moved; theirs is read with it, and it can be taken apart again.
        46 same_as: Option<PersonId>,
    }
}

impl Person {
    /// What to call them: preferred name, else first name, else any name there is.
    #[must_use]
    pub fn called(&self) -> &str {
        self.preferred_name
            .some()
            .or_else(|| self.given_name.some())
            .or_else(|| self.family_name.some())
            .unwrap_or("")
    }

    /// Name for a list: "Joan Okafor".
    #[must_use]
    pub fn full_name(&self) -> String {
        match (self.called(), self.family_name.some()) {
            (called, Some(family)) if called != family => format!("{called} {family}"),
            (called, _) => called.to_owned(),
        }
    }

    /// Age in whole years on a day.
    #[must_use]
    pub fn age_on(&self, today: NaiveDate) -> Option<i32> {
        self.date_of_birth.and_then(|born| age(born, today))
    }

    /// Home postcode, if one is recorded.
    #[must_use]
    pub fn postcode(&self) -> Option<&str> {
        self.addresses
            .iter()
            .map(|address| address.postcode.trim())
            .find(|code| !code.is_empty())
    }
}

/// Whole years from a birth to a day; nothing for a day before the birth.
#[must_use]
pub fn age(born: NaiveDate, today: NaiveDate) -> Option<i32> {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    let years = today.year() - born.year() - i32::from(!had_birthday);
    (today >= born).then_some(years)
}

impl Belongs for Person {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Person(self.id)
    }

    fn words_of(&self) -> Option<Words> {
        let names = [
            &self.preferred_name,
            &self.given_name,
            &self.family_name,
            &self.also_known_as,
        ]
        .iter()
        .filter_map(|name| name.some())
        .collect::<Vec<_>>()
        .join(" ");
        let mut details: Vec<String> = Vec::new();
        if let Some(number) = &self.nhs_number {
            details.push(number.as_str().to_owned());
            details.push(number.spaced());
        }
        details.extend(self.chi_number.iter().map(|n| n.as_str().to_owned()));
        details.extend(self.hc_number.iter().map(|n| n.as_str().to_owned()));
        for address in &self.addresses {
            details.extend(address.lines.iter().cloned());
            details.push(address.postcode.clone());
            details.push(address.postcode.replace(' ', ""));
        }
        for reach in &self.reach {
            details.push(reach.value.clone());
            details.push(reach.value.replace(' ', ""));
        }
        details.extend(
            self.other_identifiers
                .iter()
                .map(|other| other.value.clone()),
        );
        let notes = [
            &self.caring,
            &self.standing_note,
            &self.referral_reason,
            &self.referred_by,
            &self.gp_practice_name,
        ]
        .iter()
        .filter_map(|note| note.some())
        .collect::<Vec<_>>()
        .join("\n");
        Some(Words {
            names,
            details: details.join(" "),
            notes,
        })
    }
}

record! {
    /// The standard's *About me*: all free text, the person's own voice.
    AboutMe(AboutMeId) in "about_me" {
        /// Whose.
        1 person: PersonId,
        /// Their story, as they tell it.
        2 story: Text,
        /// What is most important to me.
        3 important_to_me: Text,
        /// People who are important to me.
        4 people_important_to_me: Text,
        /// How I communicate and how to communicate with me.
        5 how_to_communicate: Text,
        /// My wellness.
        6 wellness: Text,
        /// Please do.
        7 please_do: Text,
        /// Please don't.
        8 please_dont: Text,
        /// How and when to support me.
        9 how_to_support_me: Text,
        /// Also worth knowing about me.
        10 also_worth_knowing: Text,
        /// Supported to write this by.
        11 supported_to_write_by: Text,
        /// Where a recording or picture about them is kept.
        12 media: Text,
        /// When it was written.
        13 written_on: Option<NaiveDate>,
    }
}
belongs_to_person!(
    AboutMe,
    story,
    important_to_me,
    people_important_to_me,
    how_to_communicate,
    wellness,
    please_do,
    please_dont,
    how_to_support_me,
    also_worth_knowing
);

record! {
    /// *Individual requirements*, *Social context* and the short summary for the GP.
    Circumstances(CircumstancesId) in "circumstances" {
        /// Whose.
        1 person: PersonId,
        /// Reasonable adjustment flag, SNOMED CT 1108111000000107.
        2 adjustments_needed: bool,
        /// The adjustments, in words.
        3 adjustments: Text,
        /// Support with communication (lip reading, a hearing loop, easy words).
        4 communication_support: Text,
        /// A communication professional (BSL interpreter, deafblind guide).
        5 communication_professional: Text,
        /// A particular way to be contacted because of a disability.
        6 contact_requirement: Text,
        /// Information in a particular format (large print, easy read, audio).
        7 information_format: Text,
        /// Impairment.
        8 impairment: Text,
        /// Mobility.
        9 mobility: Text,
        /// Any other requirement.
        10 other_requirements: Text,
        /// Who lives in the household.
        11 household: Text,
        /// Occupation.
        12 occupation: Text,
        /// Education.
        13 education: Text,
        /// Lifestyle.
        14 lifestyle: Text,
        /// Smoking.
        15 smoking: Text,
        /// Alcohol.
        16 alcohol: Text,
        /// Drugs.
        17 drugs: Text,
        /// Social circumstances.
        18 social_circumstances: Text,
        /// How to get in: key safe, which door.
        19 getting_in: Text,
        /// Who depends on them.
        20 dependants: Text,
        /// Accommodation.
        21 accommodation: Text,
        /// The home and what is around it.
        22 home_environment: Text,
        /// Services and care they have already.
        23 services_and_care: Text,
        /// Health problems they or the referrer mentioned.
        24 health: Text,
        /// Pregnancy, where it matters to the support.
        25 pregnancy: Text,
        /// A short summary for the GP or referrer, including what did not work.
        26 summary_for_gp: Text,
    }
}
belongs_to_person!(
    Circumstances,
    adjustments,
    communication_support,
    communication_professional,
    contact_requirement,
    information_format,
    impairment,
    mobility,
    other_requirements,
    household,
    occupation,
    education,
    lifestyle,
    social_circumstances,
    dependants,
    accommodation,
    home_environment,
    services_and_care,
    health,
    summary_for_gp
);

record! {
    /// Someone who matters to a person, or works with them.
    Relation(RelationId) in "relations" {
        /// Whose.
        1 person: PersonId,
        /// Name.
        2 name: Text,
        /// What they are to the person, in words: "sister", "neighbour", "social worker".
        3 relationship: Text,
        /// Relationship (code list `relationship`).
        4 relationship_code: Text,
        /// Cares for the person.
        5 is_carer: bool,
        /// Next of kin.
        6 is_next_of_kin: bool,
        /// To be called in an emergency.
        7 is_emergency_contact: bool,
        /// Depends on the person.
        8 is_dependant: bool,
        /// A professional.
        9 is_professional: bool,
        /// Key worker.
        10 is_key_worker: bool,
        /// Telephones, e-mails.
        11 reach: Vec<Reach>,
        /// Address in words.
        12 address: Text,
        /// Whether we may speak with them about the person, in the person's words.
        13 may_we_talk: Text,
        /// Anything else.
        14 note: Text,
    }
}
belongs_to_person!(Relation, name, relationship, note);
