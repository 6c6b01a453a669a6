//! The directory: search, one service, import.

use super::at_hand::AmongRequest;
use super::one_service::SourcesView;
use super::people::{PaperLayout, PersonLine};
use alongside_domain::bank_holidays::BankHoliday;
use alongside_domain::codes::{Reached, ServiceStatus, WhyNot};
use alongside_domain::directory::{Organisation, Place, Service, Tip};
use alongside_domain::geo::Point;
use alongside_domain::ids::{CollectionId, ColumnChoiceId, PersonId, ServiceId};
use alongside_domain::opening::PartOfDay;
use alongside_domain::value::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Asks for services.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SearchServicesRequest {
    /// Words; empty for all.
    pub text: String,
    /// A postcode, outcode or town; empty for anywhere.
    pub near: String,
    /// Within so many miles.
    pub miles: Option<f64>,
    /// Answers this need of our short list.
    pub need: Option<String>,
    /// Open on this day (`MO` ... `SU`).
    pub day: Option<String>,
    /// In this part of that day.
    #[serde(default)]
    pub part: Option<PartOfDay>,
    /// Open now, whatever `day` says.
    #[serde(default)]
    pub now: bool,
    /// Costs nothing.
    pub free: bool,
    /// Step-free.
    pub step_free: bool,
    /// Spoken language.
    pub language: Option<String>,
    /// For someone of this age.
    pub age: Option<i64>,
    /// Closed ones too.
    pub closed_too: bool,
    /// Of these alone.
    #[serde(default)]
    pub among: Option<AmongRequest>,
    /// Skip so many.
    pub offset: u32,
    /// At most so many, up to 100.
    pub limit: u32,
}

/// A service in a list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ServiceLine {
    /// Id.
    pub id: ServiceId,
    /// Name.
    pub name: String,
    /// Who runs it.
    pub organisation: String,
    /// First words of what it is.
    pub summary: String,
    /// Town of its nearest place.
    pub town: String,
    /// Postcode of its nearest place.
    pub postcode: String,
    /// Where its nearest place is: as given, or the middle of its postcode.
    pub point: Option<Point>,
    /// Miles to its nearest place, as the crow flies.
    pub miles: Option<f64>,
    /// Days it is open (`MO`, `TU`...).
    pub days: Vec<String>,
    /// Costs nothing.
    pub free: bool,
    /// Step-free.
    pub step_free: bool,
    /// Whether it runs.
    pub status: Option<ServiceStatus>,
    /// When a colleague last checked it, or its source last assured it.
    pub checked_on: Option<NaiveDate>,
    /// People connected to it.
    pub people: u32,
    /// One of the worker's favourites.
    pub favourite: bool,
    /// Open now by its times, but this bank holiday is today: to be asked first.
    pub holiday: Option<BankHoliday>,
    /// Why it is shown, where that cannot be seen at a glance.
    pub why: Vec<WhyView>,
}

/// Why a service was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum WhyView {
    /// The words are in its name.
    Named,
    /// In who runs it, or what it is tagged with.
    Tagged,
    /// In what is said of it.
    Described,
    /// A word was read as another.
    ReadAs {
        /// As typed.
        typed: String,
        /// As read.
        read: String,
    },
    /// A phrase means this here.
    Meant {
        /// As said.
        said: String,
        /// What was found for it.
        found: String,
    },
}

/// Where "near" turned out to be.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct NearView {
    /// As understood: `SY1 1AA`, `SY1 (Shrewsbury)`.
    pub label: String,
    /// The point.
    pub point: Point,
    /// Whether it is only the middle of an outcode.
    pub rough: bool,
}

/// A time that stood in the words, and was looked for as a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WhenSaidView {
    /// The day (`MO` ... `SU`); nothing means now.
    pub day: Option<String>,
    /// The part of that day.
    pub part: Option<PartOfDay>,
    /// The words without it.
    pub rest: String,
}

/// Services found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ServicesView {
    /// How many were found.
    pub total: u32,
    /// Whether there may be more than `total`: the words were too common to weigh every hit.
    pub at_least: bool,
    /// Where "near" turned out to be; nothing if it was not asked or not found.
    pub near: Option<NearView>,
    /// "Near" was asked and the place is not known.
    pub near_unknown: bool,
    /// The time that stood in the words.
    pub when_said: Option<WhenSaidView>,
    /// So many more would fit, but do not say whether they are open then.
    pub unsaid: u32,
    /// This page.
    pub rows: Vec<ServiceLine>,
}

/// Names a service.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ServiceRequest {
    /// Id.
    pub id: ServiceId,
    /// Measure distances from here; empty for none.
    #[serde(default)]
    pub near: String,
}

/// A place and how far it is.
#[derive(Clone, Serialize, TS)]
pub struct PlaceView {
    /// The place.
    pub place: Place,
    /// Miles, as the crow flies.
    pub miles: Option<f64>,
}

/// How it went for those connected to a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct OutcomesView {
    /// People connected.
    pub people: u32,
    /// Of these, started or further.
    pub started: u32,
    /// Of these, it did not happen.
    pub did_not_happen: u32,
    /// Why not, most frequent first.
    pub why_not: Vec<(WhyNot, u32)>,
}

/// One service whole.
#[derive(Clone, Serialize, TS)]
pub struct ServiceView {
    /// The service.
    pub service: Service,
    /// Who runs it.
    pub organisation: Option<Organisation>,
    /// Where it is, nearest first.
    pub places: Vec<PlaceView>,
    /// Colleagues' tips, newest first.
    pub tips: Vec<Tip>,
    /// How it went.
    pub outcomes: OutcomesView,
    /// People with an open connection to it.
    pub people: Vec<PersonLine>,
    /// Days since it was last checked or assured.
    pub days_since_check: Option<i64>,
    /// The next dates on which it is open, where its opening times say so for certain.
    pub next_dates: Vec<SessionView>,
    /// The records it is read from, where there are several.
    pub sources: SourcesView,
    /// One of the worker's favourites.
    pub favourite: bool,
    /// The collections that it is in.
    pub collections: Vec<CollectionId>,
}

/// A day on which a service is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SessionView {
    /// The day.
    pub on: NaiveDate,
    /// From, `HH:MM`.
    pub opens: Option<String>,
    /// Until, `HH:MM`.
    pub closes: Option<String>,
    /// A bank holiday there: to be asked first.
    pub holiday: Option<BankHoliday>,
}

/// Names the organisation that runs a service; made if there is none of that name.
#[derive(Deserialize, TS)]
pub struct SetOrganisationRequest {
    /// The service.
    pub service: ServiceId,
    /// The organisation's name.
    pub name: String,
}

/// Adds a service by name.
#[derive(Deserialize, TS)]
pub struct NewServiceRequest {
    /// Its name.
    pub name: String,
    /// Who runs it; may be empty.
    pub organisation: String,
    /// Its postcode; may be empty.
    pub postcode: String,
}

/// Asks which tags a text suggests.
#[derive(Deserialize, TS)]
pub struct SuggestTagsRequest {
    /// Name and description.
    pub text: String,
}

/// A tag that a text suggests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TagHint {
    /// UKCAT code.
    pub code: String,
    /// In words.
    pub words: String,
}

/// Tags and needs that a text suggests.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TagHintsView {
    /// Tags.
    pub tags: Vec<TagHint>,
    /// Needs of our short list.
    pub needs: Vec<String>,
}

/// Text to look up.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TextRequest {
    /// What was typed.
    pub text: String,
}

/// Asks for a file or a folder to import.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct ChooseImportRequest {
    /// A folder of files.
    pub folder: bool,
}

/// A file that was chosen, or nothing.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ChosenView {
    /// Its full name.
    pub path: Option<String>,
}

/// Asks what is in a file.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct InspectImportRequest {
    /// Its full name.
    pub path: String,
    /// Columns chosen, for a table: target field to column name. Guessed if not given.
    pub mapping: Option<BTreeMap<String, String>>,
}

/// A record that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SkippedView {
    /// Row, or position in the file, from 1.
    pub at: u32,
    /// The name, as far as it has one.
    pub name: String,
    /// Why, as a code that the interface words.
    pub reason: String,
    /// What was found there, cut short.
    pub detail: String,
}

/// What is in a file, before anything is changed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportPreviewView {
    /// `open_referral_3`, `open_referral_1`, `table`, ...
    pub format: String,
    /// A name for the source, to be changed at will.
    pub source: String,
    /// Character set that was found.
    pub encoding: String,
    /// Services that can be imported.
    pub services: u32,
    /// Of these, already here from the same source.
    pub already_here: u32,
    /// Columns of a table.
    pub columns: Vec<String>,
    /// Columns chosen: target field to column name.
    pub mapping: BTreeMap<String, String>,
    /// The columns are those that somebody chose for a table with these headings before.
    pub remembered: Option<RememberedView>,
    /// First rows as they are in the file.
    pub rows: Vec<Vec<String>>,
    /// First services as they would be.
    pub sample: Vec<SampleLine>,
    /// Records left out.
    pub skipped: Vec<SkippedView>,
    /// How many were left out in all (the list is cut at 200).
    pub skipped_total: u32,
    /// What was repaired or dropped, as codes with counts.
    pub notes: BTreeMap<String, u32>,
}

/// Columns that somebody chose before.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct RememberedView {
    /// What is remembered; put in the bin, it is forgotten.
    pub id: ColumnChoiceId,
    /// Who chose.
    pub by: String,
    /// When.
    pub at: Option<Moment>,
}

/// A service as an import would make it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SampleLine {
    /// Name.
    pub name: String,
    /// Organisation.
    pub organisation: String,
    /// Postcode of its first place.
    pub postcode: String,
    /// First words of what it is.
    pub summary: String,
}

/// Asks to import a file.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RunImportRequest {
    /// Its full name.
    pub path: String,
    /// Columns chosen, for a table.
    pub mapping: Option<BTreeMap<String, String>>,
    /// Name of the source: importing again from the same source updates.
    pub source: String,
}

/// An import, done.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportDoneView {
    /// Services that are new.
    pub added: u32,
    /// Services that changed.
    pub updated: u32,
    /// Services that were the same.
    pub unchanged: u32,
    /// Records left out.
    pub skipped: Vec<SkippedView>,
    /// How many were left out in all.
    pub skipped_total: u32,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct ProgressEvent {
    /// Done so far.
    pub done: u32,
    /// In all.
    pub total: u32,
    /// Everything is read and kept. What is left, making it searchable, cannot be counted or stopped.
    pub finishing: bool,
}

/// Postcodes were imported.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct PostcodesView {
    /// How many are known now.
    pub known: u32,
}

/// Asks for a leaflet of services.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LeafletRequest {
    /// Which, in order.
    pub services: Vec<LeafletEntry>,
    /// Where the way there is sketched from: an outcode or town. Of a whole postcode only the outcode is used. No sketch if empty.
    pub from: String,
    /// How.
    pub layout: PaperLayout,
}

/// One service of a leaflet, with what the worker adds by hand.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LeafletEntry {
    /// Which.
    pub id: ServiceId,
    /// Which bus goes there.
    pub bus: String,
    /// What to bring.
    pub bring: String,
}

/// Asks which services may suit somebody.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SuggestServicesRequest {
    /// Who.
    pub person: PersonId,
    /// Days they can go (`MO`, `TU`...); any if empty.
    pub days: Vec<String>,
}

/// What speaks for a service.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ReasonView {
    /// It answers a need of our short list.
    Need {
        /// Which.
        code: String,
    },
    /// It answers a need as the person put it.
    TheirWords {
        /// Their words.
        words: String,
    },
    /// It goes with something they have or can do.
    Strength {
        /// What.
        words: String,
    },
    /// It is within a mile.
    Near {
        /// Miles, as the crow flies.
        miles: f64,
    },
    /// It costs nothing.
    Free,
    /// Step-free, which they need.
    StepFree,
    /// One to one, as they like it.
    OneToOne,
    /// Their language is spoken.
    Language {
        /// Which.
        language: String,
    },
    /// Open on a day that suits.
    OpenOn {
        /// The next one.
        on: NaiveDate,
    },
    /// It went well for others.
    WentWell {
        /// How many began.
        people: u32,
    },
}

/// What speaks against a service, or is not known.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DoubtView {
    /// Nobody knows how far it is.
    PlaceUnknown,
    /// Not said to be step-free.
    StairsUnknown,
    /// They do not like groups, and it may be one.
    MayBeAGroup,
    /// Their language is not among those named.
    LanguageUnknown,
    /// It has ages, and theirs is not known.
    AgeUnknown,
    /// For other ages.
    Age {
        /// Youngest.
        from: Option<i64>,
        /// Oldest.
        until: Option<i64>,
    },
    /// Its days are not known.
    DaysUnknown,
    /// Open on other days.
    OtherDays,
    /// They were connected to it before.
    TriedBefore {
        /// Where it got to.
        reached: Option<Reached>,
        /// Why it did not happen.
        why_not: Option<WhyNot>,
    },
    /// Closed for a while.
    Closed,
    /// No longer in the list it came from.
    GoneFromList {
        /// Since when.
        since: NaiveDate,
    },
    /// People wait.
    Waiting {
        /// How long, in words.
        words: String,
    },
    /// Not checked for long.
    NotCheckedSince {
        /// Since when.
        on: NaiveDate,
    },
    /// Never checked.
    NeverChecked,
}

/// A service that may suit, with reasons and doubts.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SuggestionView {
    /// The service.
    pub line: ServiceLine,
    /// What speaks for it.
    pub reasons: Vec<ReasonView>,
    /// What speaks against it, or is not known.
    pub doubts: Vec<DoubtView>,
}

/// Services that may suit somebody.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SuggestionsView {
    /// Where they live is not known, so distance was left out.
    pub near_unknown: bool,
    /// No need and no strength is written down yet: there is nothing to go by.
    pub needs_unknown: bool,
    /// Best first.
    pub rows: Vec<SuggestionView>,
}
