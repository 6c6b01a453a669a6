//! Referrals as the rows of a spreadsheet: a practice's own list, one person to a row.
//!
//! Which column says what is guessed from its heading and corrected by whoever reads it. Every value goes through the door that a
//! screen's would; what does not fit is left out of its row and named, and a row that names nobody is left alone.

use super::{Filling, LONGEST, ReferralFile, digits};
use crate::import::identity::{digest, made, usable};
use crate::import::table::cells::Cells;
use crate::import::{ImportError, clean};
use alongside_domain::codes::{Given, ReferralSource, Urgency};
use alongside_domain::value::Text;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// The most rows of one file: a list that somebody can still look through.
pub const MOST_ROWS: usize = 500;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// The whole name.
    Name,
    /// Given name.
    GivenName,
    /// Family name.
    FamilyName,
    /// What they like to be called.
    PreferredName,
    /// Date of birth.
    DateOfBirth,
    /// NHS number.
    NhsNumber,
    /// Telephone.
    Phone,
    /// E-mail.
    Email,
    /// Address, its parts parted by commas or lines.
    Address,
    /// Postcode.
    Postcode,
    /// Practice or organisation that refers.
    Organisation,
    /// The practice's code.
    PracticeCode,
    /// Who refers.
    ReferrerName,
    /// What they do there.
    ReferrerRole,
    /// How to reach them.
    ReferrerContact,
    /// When it was asked.
    ReceivedOn,
    /// Why.
    Reason,
    /// What is asked for.
    Asked,
    /// What the person says about it.
    OwnView,
    /// How soon.
    Urgency,
    /// Whether the person agreed to be contacted.
    Consent,
    /// The referral's number where it was written.
    Number,
}

/// Headings by which a column is known, in lower case without punctuation.
const HEADINGS: [(Says, &[&str]); 22] = [
    (Says::NhsNumber, &["nhs number", "nhs no", "nhs"]),
    (
        Says::DateOfBirth,
        &["date of birth", "birth date", "dob", "born"],
    ),
    (
        Says::GivenName,
        &["first name", "given name", "forename", "firstname"],
    ),
    (
        Says::FamilyName,
        &["family name", "last name", "surname", "lastname"],
    ),
    (
        Says::PreferredName,
        &[
            "preferred name",
            "known as",
            "likes to be called",
            "called",
            "nickname",
        ],
    ),
    (
        Says::ReferrerName,
        &[
            "referrer name",
            "name of referrer",
            "referred by",
            "referrer",
            "clinician",
        ],
    ),
    (
        Says::ReferrerRole,
        &["referrer role", "role of referrer", "role", "job title"],
    ),
    (
        Says::ReferrerContact,
        &[
            "referrer contact",
            "referrer email",
            "referrer phone",
            "referrer telephone",
        ],
    ),
    (
        Says::PracticeCode,
        &["practice code", "ods code", "surgery code"],
    ),
    (
        Says::Organisation,
        &[
            "gp practice",
            "practice name",
            "practice",
            "surgery",
            "organisation",
            "referring organisation",
        ],
    ),
    (
        Says::ReceivedOn,
        &[
            "date of referral",
            "referral date",
            "date referred",
            "referred on",
            "date received",
            "received",
        ],
    ),
    (
        Says::Reason,
        &[
            "reason for referral",
            "referral reason",
            "reason",
            "why",
            "presenting issue",
        ],
    ),
    (
        Says::OwnView,
        &[
            "what matters to them",
            "what matters",
            "patient view",
            "own words",
            "own view",
        ],
    ),
    (
        Says::Asked,
        &[
            "what is asked for",
            "support needed",
            "request",
            "asked for",
            "notes",
            "comments",
        ],
    ),
    (Says::Urgency, &["urgency", "priority", "how soon"]),
    (Says::Consent, &["consent to contact", "consent", "agreed"]),
    (
        Says::Phone,
        &[
            "telephone number",
            "phone number",
            "mobile number",
            "contact number",
            "telephone",
            "phone",
            "mobile",
            "tel",
        ],
    ),
    (Says::Email, &["email address", "e mail", "email"]),
    (Says::Postcode, &["postcode", "post code"]),
    (Says::Address, &["home address", "address"]),
    (
        Says::Number,
        &["referral number", "referral id", "ubrn", "reference", "id"],
    ),
    (
        Says::Name,
        &[
            "patient name",
            "full name",
            "patient",
            "client",
            "person",
            "name",
        ],
    ),
];

/// Why a row is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeftAlone {
    /// It names nobody.
    NoName,
}

/// A row, read.
#[derive(Clone)]
pub struct Row {
    /// Its number in the file, the heading counted as 1.
    pub number: usize,
    /// What it says, as a file of its own would.
    pub file: ReferralFile,
    /// Why it is left alone, if it is.
    pub left_alone: Option<LeftAlone>,
}

/// A table of referrals.
#[derive(Clone)]
pub struct ReferralTable {
    /// Its columns.
    pub header: Vec<String>,
    /// What each says: as guessed, or as it was corrected.
    pub says: Vec<Option<Says>>,
    /// The first that stands in each column.
    pub examples: Vec<String>,
    /// Tells whether the file is still the one that was looked at.
    pub digest: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Reads a table, by a guess or by what somebody says of its columns.
///
/// # Errors
/// When there is no table in it, it is too long to be looked through, or `says` is of another table.
pub fn read_referral_table(
    bytes: &[u8],
    says: Option<&[Option<Says>]>,
) -> Result<ReferralTable, ImportError> {
    let cells = Cells::read(bytes)?;
    if cells.rows.len() > MOST_ROWS {
        return Err(ImportError::TooLarge {
            size: cells.rows.len() as u64,
            most: MOST_ROWS as u64,
        });
    }
    let says = match says {
        Some(says) if says.len() != cells.header.len() => {
            return Err(ImportError::NoSuchColumn(String::new()));
        }
        Some(says) => says.to_vec(),
        None => guess(&cells.header),
    };
    let examples = (0..cells.header.len())
        .map(|at| {
            let mut column = cells.rows.iter().filter_map(|(_, row)| row.get(at));
            column
                .find(|cell| !cell.trim().is_empty())
                .map(|cell| cell.trim().chars().take(80).collect())
                .unwrap_or_default()
        })
        .collect();
    let rows = cells
        .rows
        .iter()
        .map(|(number, row)| read_row(*number, row, &says))
        .collect();
    Ok(ReferralTable {
        header: cells.header,
        says,
        examples,
        digest: digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        rows,
    })
}

/// What each column says, by its heading: the longest heading that fits, and each thing said once.
fn guess(header: &[String]) -> Vec<Option<Says>> {
    let mut fits: Vec<(usize, usize, Says)> = Vec::new();
    for (at, name) in header.iter().enumerate() {
        let words = words(name);
        for (says, headings) in HEADINGS {
            for heading in headings {
                let weight = heading.len();
                if words == *heading {
                    fits.push((weight + 1000, at, says));
                } else if format!(" {words} ").contains(&format!(" {heading} ")) {
                    fits.push((weight, at, says));
                }
            }
        }
    }
    fits.sort_by_key(|(weight, at, _)| (std::cmp::Reverse(*weight), *at));
    let mut found: Vec<Option<Says>> = vec![None; header.len()];
    for (_, at, says) in fits {
        if found.contains(&Some(says)) {
            continue;
        }
        if let Some(column @ None) = found.get_mut(at) {
            *column = Some(says);
        }
    }
    found
}

fn words(text: &str) -> String {
    let spaced: String = text
        .to_lowercase()
        .chars()
        // "D.O.B." is one word.
        .filter(|c| *c != '.')
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read_row(number: usize, row: &[String], says: &[Option<Says>]) -> Row {
    // What several columns say of one thing stands under one another.
    let all = |wanted: Says| -> String {
        let cells: Vec<String> = says
            .iter()
            .zip(row)
            .filter(|(says, _)| **says == Some(wanted))
            .map(|(_, cell)| clean::plain(cell).chars().take(LONGEST).collect())
            .filter(|cell: &String| !cell.is_empty())
            .collect();
        cells.join("\n")
    };
    let mut filling = Filling::new();
    let (given, family) = names(&all(Says::Name));
    let or = |said: String, whole: String| if said.is_empty() { whole } else { said };
    filling.person("given_name", or(all(Says::GivenName), given).into());
    filling.person("family_name", or(all(Says::FamilyName), family).into());
    filling.person("preferred_name", all(Says::PreferredName).into());
    filling.person("date_of_birth", day(&all(Says::DateOfBirth)));
    filling.person("nhs_number", digits(&all(Says::NhsNumber)).into());
    for phone in all(Says::Phone).split(['\n', '/', ';']) {
        filling.reach("phone", phone.trim());
    }
    filling.reach("email", &all(Says::Email));
    let address = all(Says::Address);
    let lines = address
        .split(['\n', ','])
        .map(|line| line.trim().to_owned());
    filling.address(lines.collect(), &all(Says::Postcode));

    let practice = all(Says::PracticeCode);
    if !practice.is_empty() {
        filling.referral("source", code(&ReferralSource::Practice));
    }
    filling.referral("practice_code", practice.into());
    filling.referral("organisation", all(Says::Organisation).into());
    filling.referral("referrer_name", all(Says::ReferrerName).into());
    filling.referral("referrer_role", all(Says::ReferrerRole).into());
    filling.referral("referrer_contact", all(Says::ReferrerContact).into());
    filling.referral("received_on", day(&all(Says::ReceivedOn)));
    filling.referral("reason", all(Says::Reason).into());
    filling.referral("asked", all(Says::Asked).into());
    filling.referral("own_view", all(Says::OwnView).into());
    filling.referral("urgency", urgency(&all(Says::Urgency)));
    filling.referral("consent_to_contact", consent(&all(Says::Consent)));

    let person = &filling.file.person;
    let names_nobody = [
        &person.given_name,
        &person.family_name,
        &person.preferred_name,
    ]
    .into_iter()
    .all(Text::is_blank);
    let own = all(Says::Number);
    let id = match usable(&own) {
        Some(own) => own.chars().take(100).collect(),
        // The same row of next month's file is known again by what it says.
        None => made(&[
            &person.full_name(),
            &all(Says::NhsNumber),
            &all(Says::DateOfBirth),
            &all(Says::ReceivedOn),
            &all(Says::Reason),
        ]),
    };
    filling.referral("source_id", id.into());
    Row {
        number,
        file: filling.file,
        left_alone: names_nobody.then_some(LeftAlone::NoName),
    }
}

/// Given and family names of a whole one: "Okafor, Emeka", "Mr Emeka Okafor".
fn names(whole: &str) -> (String, String) {
    if let Some((family, given)) = whole.split_once(',') {
        return (untitled(given), family.trim().to_owned());
    }
    let whole = untitled(whole);
    match whole.rsplit_once(char::is_whitespace) {
        Some((given, family)) => (given.trim().to_owned(), family.to_owned()),
        None => (whole, String::new()),
    }
}

fn untitled(name: &str) -> String {
    let name = name.trim();
    let titles = ["mr", "mrs", "miss", "ms", "mx", "dr", "rev", "prof"];
    match name.split_once(char::is_whitespace) {
        Some((first, rest))
            if titles.contains(&first.trim_end_matches('.').to_lowercase().as_str()) =>
        {
            rest.trim().to_owned()
        }
        _ => name.to_owned(),
    }
}

/// A day as a screen would say it; what is no day goes on as it stands, to be refused and named.
fn day(text: &str) -> Value {
    clean::date(text).map_or_else(|| text.into(), |day| day.to_string().into())
}

fn code(of: &impl Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

fn urgency(text: &str) -> Value {
    match words(text).as_str() {
        "routine" | "normal" | "low" | "standard" | "in turn" | "non urgent" => {
            code(&Urgency::Routine)
        }
        "soon" | "medium" | "priority" => code(&Urgency::Soon),
        "urgent" | "high" | "immediate" | "very urgent" => code(&Urgency::Urgent),
        _ => text.into(),
    }
}

fn consent(text: &str) -> Value {
    match words(text).as_str() {
        "yes" | "y" | "true" | "given" | "consented" | "verbal" => code(&Given::Yes),
        "no" | "n" | "false" | "refused" | "declined" => code(&Given::No),
        "not asked" | "not sought" | "unknown" => code(&Given::NotSought),
        _ => text.into(),
    }
}
