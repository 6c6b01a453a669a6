//! Coming in: referrals, times of support, who waits, who is recorded twice.

use crate::api::people::{PersonLine, StandingCounts};
use alongside_documents::referral::table::{LeftAlone, Says};
use alongside_domain::Moment;
use alongside_domain::alike::Likeness;
use alongside_domain::codes::{Agreed, Decision, Ending, Standing, Urgency, WhyDeclined};
use alongside_domain::coming_in::{Episode, Referral, ReferralPause};
use alongside_domain::ids::{EpisodeId, PersonId, ReferralId};
use alongside_domain::person::Person;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Asks who might be the same person as somebody who is typed or imported.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct DuplicatesRequest {
    /// Name as typed so far.
    pub name: String,
    /// Date of birth.
    #[ts(optional = nullable)]
    pub date_of_birth: Option<NaiveDate>,
    /// NHS number, as typed.
    #[ts(optional = nullable)]
    pub nhs_number: Option<String>,
    /// Postcode.
    #[ts(optional = nullable)]
    pub postcode: Option<String>,
    /// Telephone.
    #[ts(optional = nullable)]
    pub phone: Option<String>,
    /// Not this one, and nobody who was said to be another.
    pub except: Option<PersonId>,
}

/// Somebody who may be the same person, and why.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MaybeSameView {
    /// Who.
    pub person: PersonLine,
    /// Who supports them.
    pub worker: String,
    /// Why they are alike, weightiest first.
    pub because: Vec<Likeness>,
}

/// Two records that may be of one person, whoever wrote them.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RecordedTwiceView {
    /// The one that was written first.
    pub person: PersonLine,
    /// Who supports them.
    pub worker: String,
    /// The other, and why.
    pub other: MaybeSameView,
}

/// Names two records that may be of one person.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct PairRequest {
    /// One.
    pub one: PersonId,
    /// The other.
    pub other: PersonId,
}

/// One of two records side by side.
#[derive(Clone, Serialize, TS)]
pub struct OneOfTwo {
    /// As in a list.
    pub line: PersonLine,
    /// Who they are, whole.
    pub person: Person,
    /// How many contacts stand there.
    pub contacts: u32,
    /// How many goals.
    pub goals: u32,
}

/// Two records side by side.
#[derive(Clone, Serialize, TS)]
pub struct PairView {
    /// The one that was made first: it is the one that is kept.
    pub kept: OneOfTwo,
    /// The other, which is read with it.
    pub other: OneOfTwo,
    /// Why they are alike.
    pub because: Vec<Likeness>,
}

/// Joins two records of one person.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct JoinRequest {
    /// One.
    pub one: PersonId,
    /// The other.
    pub other: PersonId,
    /// Fields whose value is taken from the record that is not kept. Where the kept one says nothing, the other speaks anyway.
    pub take: Vec<String>,
}

/// The record that two were joined in, or that was taken apart from another.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct JoinedView {
    /// Id.
    pub person: PersonId,
    /// When it was durably saved.
    pub saved_at: Moment,
}

/// Somebody asks for support for somebody.
#[derive(Deserialize, TS)]
pub struct NewReferralRequest {
    /// For whom, if they are known already.
    pub person: Option<PersonId>,
    /// What is known of somebody new, by the names of the fields of a person; what is said of somebody known fills only blanks.
    #[ts(type = "Record<string, unknown>")]
    pub about: BTreeMap<String, serde_json::Value>,
    /// The referral, by the names of its fields.
    #[ts(type = "Record<string, unknown>")]
    pub referral: BTreeMap<String, serde_json::Value>,
    /// Where they stand from now on, if they are not supported already; waiting if not said.
    pub standing: Option<Standing>,
}

/// A referral was taken in.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct ReferredView {
    /// About whom.
    pub person: PersonId,
    /// The referral.
    pub referral: ReferralId,
    /// The time of support it belongs to.
    pub episode: EpisodeId,
    /// Whether that time begins with it.
    pub is_new_episode: bool,
    /// When it was durably saved.
    pub saved_at: Moment,
}

/// Decides about a referral.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DecideRequest {
    /// Which.
    pub referral: ReferralId,
    /// What.
    pub decision: Decision,
    /// On which day; today if not said.
    pub on: Option<NaiveDate>,
    /// Accepted: begin now, or wait.
    pub standing: Option<Standing>,
    /// Why it is declined.
    pub why_declined: Option<WhyDeclined>,
    /// In words; what more is asked for.
    pub words: String,
    /// What is offered instead.
    pub offered_instead: String,
    /// To whom it is passed on.
    pub passed_to: String,
}

/// Changes where somebody stands: begin, pause, end, begin again.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StandingRequest {
    /// Who.
    pub person: PersonId,
    /// Where they stand from then on.
    pub standing: Standing,
    /// From which day; today if not said.
    pub on: Option<NaiveDate>,
    /// Why, in words; in their own where they gave them.
    pub because: String,
    /// Paused until about when.
    pub until: Option<NaiveDate>,
    /// How it ended.
    pub ending: Option<Ending>,
    /// Whether they agreed that it ends.
    pub agreed: Option<Agreed>,
    /// How they may come back.
    pub door_open: String,
}

/// What speaks for seeing somebody soon. Each is shown in words; none is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SoonBecause {
    /// The worker said so; why is beside it.
    Said,
    /// The referrer called it urgent.
    Urgent,
    /// The referrer asked for soon.
    Soon,
    /// A safeguarding concern.
    Safeguarding,
    /// A risk.
    Risk,
    /// They care for somebody.
    Carer,
    /// They need adjustments or an interpreter.
    Adjustments,
}

/// How the waiting list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WaitingOrder {
    /// Who has waited longest comes first.
    #[default]
    Wait,
    /// Urgency as the referrer gave it, then how many needs are known, then the wait.
    Need,
    /// Those for whom most speaks come first, then the wait.
    Soon,
}

/// Asks for the waiting list.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct WaitingListRequest {
    /// In which order.
    pub order: WaitingOrder,
}

/// Somebody who waits.
#[derive(Clone, Serialize, TS)]
pub struct WaitsView {
    /// Who.
    pub person: PersonLine,
    /// Since when.
    pub since: Option<NaiveDate>,
    /// Days.
    pub days: i64,
    /// Their time of support, where there is one.
    pub episode: Option<Episode>,
    /// The newest referral.
    pub referral: Option<Referral>,
    /// How soon the referrer would like it.
    pub urgency: Option<Urgency>,
    /// Needs that are known.
    pub needs: u32,
    /// What speaks for seeing them soon.
    pub because: Vec<SoonBecause>,
    /// First telephone.
    pub phone: String,
}

/// The waiting list, with the figures that referrers are told.
#[derive(Clone, Serialize, TS)]
pub struct WaitingListView {
    /// Who waits.
    pub waits: Vec<WaitsView>,
    /// How many people stand where.
    pub counts: StandingCounts,
    /// Days the longest wait has lasted.
    pub longest_days: Option<i64>,
    /// Days that half of those who wait have waited at least.
    pub middle_days: Option<i64>,
    /// Referrals that came in the last twelve weeks.
    pub referrals: u32,
    /// The pause in new referrals that holds or is to come.
    pub pause: Option<ReferralPause>,
}

/// A letter or a report, as it was written on the screen.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LetterRequest {
    /// What it is about.
    pub title: String,
    /// Its paragraphs, an empty line between them.
    pub words: String,
    /// What follows them, if anything.
    pub table: Option<LetterTableRequest>,
}

/// A table of a letter.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LetterTableRequest {
    /// What stands above each column: six at the most.
    pub headings: Vec<String>,
    /// Row by row, each with a cell for every heading.
    pub rows: Vec<Vec<String>>,
    /// What stands below it, its paragraphs with an empty line between them.
    pub below: String,
}

/// What a file that was chosen says: shown in the form, and kept only when the worker keeps it.
#[derive(Clone, Serialize, TS)]
pub struct ReferralFileView {
    /// The file's name.
    pub name: String,
    /// About whom. The id says nothing.
    pub person: Person,
    /// The referral. The id says nothing.
    pub referral: Referral,
    /// Fields whose value did not fit and was left out.
    pub left_out: Vec<String>,
    /// Whose record has this very referral already.
    pub already: Option<PersonId>,
}

/// Asks for the page on which practices write a referral.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ReferralFormRequest {
    /// What the team is called.
    pub team: String,
    /// What practices are told.
    pub words: String,
    /// Where the file is to be sent.
    pub email: String,
}

/// Asks what a spreadsheet of referrals says.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ReferralTableRequest {
    /// The file; asked for if not said.
    pub path: Option<String>,
    /// What each column says; guessed if not said.
    pub says: Option<Vec<Option<Says>>>,
}

/// A column of such a spreadsheet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ReferralColumn {
    /// Its heading.
    pub heading: String,
    /// The first that stands in it.
    pub example: String,
    /// What it says.
    pub says: Option<Says>,
}

/// A row of such a spreadsheet.
#[derive(Clone, Serialize, TS)]
pub struct ReferralRow {
    /// Its number, the heading counted as 1.
    pub row: u32,
    /// Whom it names.
    pub name: String,
    /// When they were born.
    pub born: Option<NaiveDate>,
    /// Where they live.
    pub postcode: String,
    /// Who asks.
    pub from: String,
    /// Why.
    pub reason: String,
    /// Fields whose value did not fit and was left out.
    pub left_out: Vec<String>,
    /// Whose record has this very referral already.
    pub already: Option<PersonId>,
    /// The row above that speaks of the same person.
    pub same_as_row: Option<u32>,
    /// Who they may be.
    pub maybe: Vec<MaybeSameView>,
}

/// A row that is left alone.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LeftAloneRow {
    /// Its number, the heading counted as 1.
    pub row: u32,
    /// Why.
    pub why: LeftAlone,
}

/// A spreadsheet of referrals, before anything is kept.
#[derive(Clone, Serialize, TS)]
pub struct ReferralTableView {
    /// Where it is.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Tells whether it is still the same.
    pub digest: String,
    /// Its columns.
    pub columns: Vec<ReferralColumn>,
    /// What can be taken in.
    pub rows: Vec<ReferralRow>,
    /// What cannot.
    pub left_alone: Vec<LeftAloneRow>,
}

/// A row to take in.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct TakeInRow {
    /// Its number.
    pub row: u32,
    /// Who it is, if they are known; somebody new otherwise.
    pub person: Option<PersonId>,
}

/// Takes in rows of a spreadsheet: all of them, or none.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TakeInRequest {
    /// The file.
    pub path: String,
    /// As it was looked at.
    pub digest: String,
    /// What each column says.
    pub says: Vec<Option<Says>>,
    /// Which rows.
    pub rows: Vec<TakeInRow>,
}

/// Rows were taken in.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct TakenInView {
    /// Referrals.
    pub referrals: u32,
    /// People who are new.
    pub people: u32,
    /// When they were durably saved.
    pub saved_at: Moment,
}
