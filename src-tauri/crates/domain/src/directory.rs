//! The directory of voluntary and community services, in the words of Open Referral UK 3.0 (HSDS-UK).
//!
//! A service's small lists (opening times, costs, people to ask for) are read and changed as a whole and so stand in its row;
//! places are rows of their own because distance is searched.

use crate::codes::{Checked, PlaceKind, ServiceStatus};
use crate::geo::Point;
use crate::ids::{
    ColumnChoiceId, CorrectionToldId, FeedId, NotSameServiceId, OrganisationId, PlaceId,
    ServiceCheckId, ServiceId, TipId,
};
use crate::record::{Belongs, SpaceOf, record};
use crate::value::{Moment, Text};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// When a service is open. `freq` and `byday` as in RFC 5545: `WEEKLY`, `TU,TH`; `MONTHLY`, `1FR`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Opening {
    /// `WEEKLY`, `MONTHLY` or empty.
    pub freq: String,
    /// Every how many weeks or months; 0 or 1 for every one.
    pub interval: u32,
    /// Days: `MO,TU`; in a month `1FR`, `-1FR`.
    pub byday: String,
    /// Days of the month.
    pub bymonthday: String,
    /// `HH:MM`.
    pub opens_at: String,
    /// `HH:MM`.
    pub closes_at: String,
    /// First day it holds, `YYYY-MM-DD`.
    pub valid_from: String,
    /// Last day it holds.
    pub valid_to: String,
    /// In words, as the source gave it.
    pub words: String,
}

/// What something costs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Cost {
    /// For whom: "Under 18s".
    pub option: String,
    /// Pounds; nothing if only words are known.
    pub amount: Option<f64>,
    /// "per session".
    pub words: String,
}

/// Someone to ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AskFor {
    /// Name.
    pub name: String,
    /// What they do there.
    pub role: String,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// E-mail.
    pub email: String,
}

/// An identifier in a public register: `GB-CHC` 1000003.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RegisterEntry {
    /// The register: `GB-CHC`, `GB-COH`, `GB-SC`, `GB-NIC`.
    pub scheme: String,
    /// The number there.
    pub identifier: String,
}

/// Whose words stand in a part of a service that several sources name: see [`crate::one_service`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Chosen {
    /// The part, by the name of its first field; `places` for where it is.
    pub field: String,
    /// The record whose words stand.
    pub service: ServiceId,
}

record! {
    /// An organisation that runs services.
    Organisation(OrganisationId) in "organisations" {
        /// Name.
        1 name: Text,
        /// What it is.
        2 description: Text,
        /// E-mail.
        3 email: Text,
        /// Telephone.
        4 phone: Text,
        /// Web page.
        5 website: Text,
        /// Entries in public registers.
        6 register: Vec<RegisterEntry>,
        /// Where the record came from; empty if written here.
        7 source: Text,
        /// Its id there.
        8 source_id: Text,
    }
}
impl Belongs for Organisation {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}

record! {
    /// A service that people can be connected to.
    Service(ServiceId) in "services" {
        /// Name.
        1 name: Text,
        /// Who runs it.
        2 organisation: Option<OrganisationId>,
        /// Whether it runs.
        3 status: Option<ServiceStatus>,
        /// What it is and does.
        4 description: Text,
        /// Another name it goes by.
        5 also_known_as: Text,
        /// Web page.
        6 url: Text,
        /// E-mail.
        7 email: Text,
        /// Telephone.
        8 phone: Text,
        /// People to ask for.
        9 ask_for: Vec<AskFor>,
        /// Opening times.
        10 opening: Vec<Opening>,
        /// Opening times in words.
        11 opening_words: Text,
        /// Costs.
        12 costs: Vec<Cost>,
        /// Costs in words.
        13 fees: Text,
        /// Costs nothing.
        14 free: bool,
        /// Youngest age.
        15 minimum_age: Option<i64>,
        /// Oldest age.
        16 maximum_age: Option<i64>,
        /// Who may come, in words.
        17 eligibility: Text,
        /// How to join: turn up, ring first, by referral.
        18 how_to_join: Text,
        /// How long people wait.
        19 waiting: Text,
        /// Languages spoken.
        20 languages: Vec<String>,
        /// What helps people to get in and take part; also of its places.
        21 access: Text,
        /// Wheelchair users can get in and take part.
        22 step_free: bool,
        /// Area it serves.
        23 area: Text,
        /// Tags: words of the source, and UKCAT codes as `ukcat:SC102`.
        24 tags: Vec<String>,
        /// Needs of our short list that it answers.
        25 needs: Vec<String>,
        /// Accreditations.
        26 accreditations: Text,
        /// A notice from the source: "closed in August".
        27 alert: Text,
        /// When the source last assured it.
        28 assured_on: Option<NaiveDate>,
        /// Whom to tell when it is wrong.
        29 assurer_email: Text,
        /// When the source last changed it.
        30 source_changed: Text,
        /// Where the record came from; empty if written here.
        31 source: Text,
        /// Its id there.
        32 source_id: Text,
        /// When a colleague last checked it.
        33 checked_on: Option<NaiveDate>,
        /// Who checked it.
        34 checked_by: Text,
        /// Kept from the source as it came, where no field of ours holds it (JSON object text).
        35 also: Text,
        /// Since when its source gives it no longer, though the rest was all there. It is kept: a source that forgets is not a closed door.
        36 gone_since: Option<NaiveDate>,
        /// The same service in another record, made from another source: what belongs to either is read together.
        37 same_as: Option<ServiceId>,
        /// Of the records that are read together, the one whose words stand where nothing else is chosen; this one if not said.
        38 leads: Option<ServiceId>,
        /// Parts in which another's words stand.
        39 chosen: Vec<Chosen>,
    }
}
impl Belongs for Service {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}

record! {
    /// A place where a service is.
    Place(PlaceId) in "places" {
        /// Of which service.
        1 service: ServiceId,
        /// Name of the place.
        2 name: Text,
        /// Street address, lines separated by commas.
        3 address: Text,
        /// Town.
        4 town: Text,
        /// Postcode as given.
        5 postcode: Text,
        /// Degrees north; nothing if unknown.
        6 latitude: Option<f64>,
        /// Degrees east; nothing if unknown.
        7 longitude: Option<f64>,
        /// What sort of place.
        8 kind: Option<PlaceKind>,
        /// Getting in: steps, loop, parking.
        9 access: Text,
        /// Its id in the source.
        10 source_id: Text,
        /// Whether its position was worked out from the postcode or outcode rather than given.
        11 position_from_postcode: bool,
    }
}
impl Place {
    /// Where it is, if that is known.
    #[must_use]
    pub fn point(&self) -> Option<Point> {
        self.latitude
            .zip(self.longitude)
            .and_then(|(latitude, longitude)| Point::new(latitude, longitude))
    }
}
impl Belongs for Place {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}

record! {
    /// A colleague's tip about a service: "ask for Jean; step at the door".
    Tip(TipId) in "tips" {
        /// About which service.
        1 service: ServiceId,
        /// The tip.
        2 words: Text,
        /// Who gave it.
        3 author: Text,
        /// When it was written.
        4 written_at: Option<Moment>,
    }
}
impl Belongs for Tip {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}

record! {
    /// A live list of services that the team reads from where it is kept: a council's Open Referral feed.
    Feed(FeedId) in "feeds" {
        /// What the team calls it.
        1 name: Text,
        /// Where it is: the address before `services`. Its services carry this as their source.
        2 address: Text,
        /// `open_referral_3` or `open_referral_1`, once it has answered.
        3 form: Text,
        /// When the last whole copy was taken, by whichever laptop.
        4 whole_at: Option<Moment>,
        /// Who took it.
        5 whole_by: Text,
        /// How many services it gave then.
        6 services: Option<i64>,
    }
}
impl Belongs for Feed {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}

record! {
    /// One check of a service: added to, never changed, so that it can be read who looked and when, and how often nobody answered.
    ServiceCheck(ServiceCheckId) in "service_checks" {
        /// Which service.
        1 service: ServiceId,
        /// What came of it.
        2 found: Option<Checked>,
        /// In words.
        3 words: Text,
        /// On which day.
        4 on: Option<NaiveDate>,
        /// Who looked.
        5 author: Text,
        /// When it was written.
        6 written_at: Option<Moment>,
    }
}
impl Belongs for ServiceCheck {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}

record! {
    /// What a source knows of a service: it was told, or says so by itself by now (then nobody is the author). Added to, never changed. It
    /// holds what and not only when, so that what a colleague corrected meanwhile on another laptop is still to be told.
    CorrectionTold(CorrectionToldId) in "corrections_told" {
        /// Of which service.
        1 service: ServiceId,
        /// What: each as `field=value`, or the check that found it.
        2 told: Vec<String>,
        /// To whom: an address, or empty where the source gives none.
        3 to: Text,
        /// In which words.
        4 words: Text,
        /// Who told them; empty where it says so by itself.
        5 author: Text,
        /// When.
        6 written_at: Option<Moment>,
    }
}
impl Belongs for CorrectionTold {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}

record! {
    /// Two services that are alike and are two: said once, and not asked again.
    NotSameService(NotSameServiceId) in "not_same_services" {
        /// One.
        1 service: ServiceId,
        /// The other.
        2 other: ServiceId,
        /// How it is known.
        3 because: Text,
        /// Who said so.
        4 author: Text,
        /// When.
        5 written_at: Option<Moment>,
    }
}
impl Belongs for NotSameService {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}

/// Which column of a table feeds what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct FedBy {
    /// What it feeds.
    pub target: String,
    /// The column's heading.
    pub column: String,
}

record! {
    /// The columns that somebody chose for a table, offered again when one with the same headings comes.
    ColumnChoice(ColumnChoiceId) in "column_choices" {
        /// What the table was called, for whoever looks through what is remembered.
        1 name: Text,
        /// Its headings, in their order and one a line: by these it is known again.
        2 headings: Text,
        /// What was chosen.
        3 columns: Vec<FedBy>,
        /// Who chose.
        4 author: Text,
        /// When.
        5 written_at: Option<Moment>,
    }
}
impl Belongs for ColumnChoice {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}
