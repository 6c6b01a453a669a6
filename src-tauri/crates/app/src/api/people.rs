//! People: lists, one person whole, today, connections.

use crate::api::diary::{HandedView, TaskView};
use alongside_domain::care::{Consent, Risk, Safeguarding};
use alongside_domain::codes::{Link, Reached, Standing, WhyNot};
use alongside_domain::coming_in::{Episode, EpisodeEvent, Referral};
use alongside_domain::connection::{Connection, ConnectionEvent};
use alongside_domain::contact::Contact;
use alongside_domain::diary::{Appointment, HandOver, Leave, Task};
use alongside_domain::ids::{ConnectionId, ContactId, GoalId, NeedId, PersonId, ServiceId};
use alongside_domain::person::{AboutMe, Circumstances, Person, Relation};
use alongside_domain::plan::{Action, Agreement, Goal, Need, Progress, Step, Strength};
use alongside_domain::unknown::Unknown;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// How a list of people is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PeopleSort {
    /// By name.
    #[default]
    Name,
    /// Longest silence first.
    Silence,
    /// Longest in their standing first (waiting longest).
    Since,
    /// Newest first.
    Newest,
}

/// Asks for a list of people.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FindPeopleRequest {
    /// Finds names, numbers, streets and words in notes; empty for all.
    pub text: String,
    /// Only those who stand so; nothing for all.
    pub standing: Option<Standing>,
    /// In which order.
    pub sort: PeopleSort,
    /// Skip so many.
    pub offset: u32,
    /// At most so many, up to 200.
    pub limit: u32,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PersonLine {
    /// Id.
    pub id: PersonId,
    /// What to call them.
    pub called: String,
    /// Name for a list.
    pub full_name: String,
    /// Pronouns.
    pub pronouns: String,
    /// Age today.
    pub age: Option<i32>,
    /// Where they stand.
    pub standing: Option<Standing>,
    /// Since when.
    pub standing_since: Option<NaiveDate>,
    /// Home postcode.
    pub postcode: String,
    /// Last contact that happened.
    pub last_contact: Option<NaiveDate>,
    /// Next one arranged.
    pub next_contact: Option<NaiveDate>,
    /// Why the search found them, when not by name: a few words of a note.
    pub found_in: String,
}

/// A page of a list of people.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PeopleView {
    /// How many there are in all.
    pub total: u32,
    /// This page.
    pub rows: Vec<PersonLine>,
    /// How many stand where: open, waiting, paused, closed, not said.
    pub counts: StandingCounts,
}

/// How many people stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct StandingCounts {
    /// All, closed included.
    pub all: u32,
    /// Being supported.
    pub open: u32,
    /// Waiting.
    pub waiting: u32,
    /// Paused.
    pub paused: u32,
    /// Closed.
    pub closed: u32,
}

/// Adds a person by what to call them.
#[derive(Deserialize, TS)]
pub struct NewPersonRequest {
    /// A name: "Joan", "Joan Okafor".
    pub name: String,
    /// Where they stand; open if not said.
    pub standing: Option<Standing>,
}

/// Names a person.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct PersonRequest {
    /// Id.
    pub id: PersonId,
}

/// One person whole. Archived parts are left out; contacts are the newest, `contacts_total` says how many there are.
#[derive(Clone, Serialize, TS)]
pub struct PersonView {
    /// Who they are.
    pub person: Person,
    /// Age today.
    pub age: Option<i32>,
    /// About me.
    pub about: AboutMe,
    /// Requirements and social context.
    pub circumstances: Circumstances,
    /// People around them.
    pub relations: Vec<Relation>,
    /// Strengths, in order.
    pub strengths: Vec<Strength>,
    /// Needs, in order.
    pub needs: Vec<Need>,
    /// Goals, in order.
    pub goals: Vec<Goal>,
    /// Steps of all goals, in order.
    pub steps: Vec<Step>,
    /// Actions, in order.
    pub actions: Vec<Action>,
    /// Progress of all goals, oldest first.
    pub progress: Vec<Progress>,
    /// Agreements, newest first.
    pub agreements: Vec<Agreement>,
    /// Contacts, newest first.
    pub contacts: Vec<Contact>,
    /// How many contacts there are.
    pub contacts_total: u32,
    /// The next arranged contact.
    pub next_contact: Option<Contact>,
    /// Risks, current first.
    pub risks: Vec<Risk>,
    /// Safeguarding concerns, current first.
    pub safeguarding: Vec<Safeguarding>,
    /// Consents, newest first.
    pub consents: Vec<Consent>,
    /// Connections, newest first.
    pub connections: Vec<Connection>,
    /// Their course, oldest first.
    pub connection_events: Vec<ConnectionEvent>,
    /// Tasks about them: still to do first.
    pub tasks: Vec<Task>,
    /// How they went from colleague to colleague, newest first.
    pub hand_overs: Vec<HandOver>,
    /// Times of support, newest first.
    pub episodes: Vec<Episode>,
    /// Their course, oldest first.
    pub episode_events: Vec<EpisodeEvent>,
    /// Who asked for support, newest first.
    pub referrals: Vec<Referral>,
    /// Records of the same person that are read with this one, and may be taken apart again.
    pub joined: Vec<Joined>,
    /// What the standard still lacks.
    pub unknown: Vec<Unknown>,
}

/// A record of the same person that is read with another.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Joined {
    /// Id.
    pub id: PersonId,
    /// Name for a list.
    pub full_name: String,
}

/// The plan and nothing else: what may be on a screen that the person sees. It has no field for a risk, a safeguarding concern, an
/// alert, a contact or a worker's note.
#[derive(Clone, Serialize, TS)]
pub struct PlanView {
    /// Whose.
    pub id: PersonId,
    /// What to call them.
    pub called: String,
    /// How they would like things in writing.
    pub written_format: String,
    /// What is most important to them.
    pub important_to_me: String,
    /// Please do.
    pub please_do: String,
    /// Please don't.
    pub please_dont: String,
    /// Strengths, in order.
    pub strengths: Vec<Strength>,
    /// Needs, in order.
    pub needs: Vec<Need>,
    /// Goals, in order.
    pub goals: Vec<Goal>,
    /// Steps of all goals, in order.
    pub steps: Vec<Step>,
    /// Actions, in order.
    pub actions: Vec<Action>,
    /// Progress of all goals, oldest first.
    pub progress: Vec<Progress>,
    /// Agreements, newest first.
    pub agreements: Vec<Agreement>,
    /// Connections that are going on, newest first.
    pub connections: Vec<Connection>,
}

/// Asks for older contacts.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct ContactsRequest {
    /// Whose.
    pub person: PersonId,
    /// How many have been shown.
    pub offset: u32,
    /// At most so many more.
    pub limit: u32,
}

/// Connects a person to a service.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ConnectRequest {
    /// Who.
    pub person: PersonId,
    /// Which service; nothing if it is not in the directory.
    pub service: Option<ServiceId>,
    /// The service's name, or what was looked for.
    pub service_name: String,
    /// For which need.
    pub need: Option<NeedId>,
    /// For which goal.
    pub goal: Option<GoalId>,
    /// Signposted or referred.
    pub link: Option<Link>,
    /// Where it has got to.
    pub reached: Reached,
}

/// Writes what became of a connection.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FollowUpRequest {
    /// Which.
    pub connection: ConnectionId,
    /// Where it has got to.
    pub reached: Reached,
    /// Why it did not happen.
    pub why_not: Option<WhyNot>,
    /// In words.
    pub words: String,
    /// On which day; today if not said.
    pub on: Option<NaiveDate>,
}

/// A visit or call arranged, with what to know on the way.
#[derive(Clone, Serialize, TS)]
pub struct VisitView {
    /// The contact.
    pub contact: Contact,
    /// Who.
    pub person: PersonLine,
    /// Address in one line.
    pub address: String,
    /// First telephone.
    pub phone: String,
    /// How to get in.
    pub getting_in: String,
    /// How to communicate.
    pub how_to_communicate: String,
    /// What was agreed last time, and when that was.
    pub agreed_last: String,
    /// When that was.
    pub agreed_last_on: Option<NaiveDate>,
    /// Actions due.
    pub actions_due: Vec<Action>,
    /// Current risks.
    pub risks: Vec<Risk>,
    /// Alert on the person.
    pub alert: String,
}

/// Something of somebody's that is due.
#[derive(Clone, Serialize, TS)]
pub struct DueView {
    /// Whose.
    pub person: PersonLine,
    /// The action; nothing for a review of the plan.
    pub action: Option<Action>,
    /// What is to be reviewed, in words; empty for an action.
    pub review: String,
    /// When it is due.
    pub due_on: NaiveDate,
}

/// A person not spoken with for a while.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SilenceView {
    /// Who.
    pub person: PersonLine,
    /// Days since the last contact that happened, or since they were taken on.
    pub days: i64,
}

/// How full the worker's hands are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct CapacityView {
    /// Supported now.
    pub open: u32,
    /// People with a contact that happened this financial year.
    pub seen_this_year: u32,
    /// Agreed number in a year.
    pub agreed_number: u32,
    /// Waiting.
    pub waiting: u32,
    /// Days the longest wait has lasted.
    pub oldest_wait_days: Option<i64>,
}

/// Today.
#[derive(Clone, Serialize, TS)]
pub struct TodayView {
    /// The date.
    pub date: NaiveDate,
    /// Visits and calls of today, in time order; then those missed earlier and not yet written up.
    pub visits: Vec<VisitView>,
    /// Tomorrow's and the next days', up to a week.
    pub coming: Vec<VisitView>,
    /// What is not with a person, of today and the next days up to a week, in time order.
    pub appointments: Vec<Appointment>,
    /// People to get back to, longest silence first.
    pub get_back_to: Vec<SilenceView>,
    /// Waiting, newest referrals first.
    pub new_referrals: Vec<PersonLine>,
    /// Waiting, longest first.
    pub waiting: Vec<PersonLine>,
    /// Actions and reviews due, oldest first.
    pub due: Vec<DueView>,
    /// The worker's tasks still to do, soonest first.
    pub tasks: Vec<TaskView>,
    /// Handed to the worker and not taken yet, or covered by them now.
    pub handed: Vec<HandedView>,
    /// Who is away today.
    pub away: Vec<Leave>,
    /// Services people are connected to that nobody has checked for three months.
    pub services_to_check: Vec<ServiceToCheck>,
    /// How full the worker's hands are.
    pub capacity: CapacityView,
}

/// A service to check.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ServiceToCheck {
    /// Id.
    pub id: ServiceId,
    /// Name.
    pub name: String,
    /// When it was last checked or assured.
    pub last: Option<NaiveDate>,
    /// People connected to it.
    pub people: u32,
}

/// An entry of a value list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Coded {
    /// The code.
    pub code: String,
    /// What is shown.
    pub display: String,
}

/// A need of our short list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NeedItem {
    /// Stable code.
    pub code: String,
    /// In plain words.
    pub name: String,
    /// One line more.
    pub hint: String,
    /// Gravity SDOH category it maps to.
    pub gravity: Option<String>,
    /// UKCAT tags that answer it.
    #[serde(default)]
    pub ukcat: Vec<String>,
    /// Words people say.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Value lists for forms.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ReferenceView {
    /// Our short list of needs.
    pub needs: Vec<NeedItem>,
    /// National value lists by name (`ethnicity`, `gender`, ...).
    pub lists: BTreeMap<String, Vec<Coded>>,
}

/// A GP practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PracticeView {
    /// ODS code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Address in one line.
    pub address: String,
    /// Postcode.
    pub postcode: String,
    /// Telephone.
    pub phone: String,
}

/// Names a contact.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct ContactRequest {
    /// Id.
    pub id: ContactId,
}

/// How a document is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperLayout {
    /// Ordinary print.
    #[default]
    Standard,
    /// 18 points and up.
    LargePrint,
    /// Short lines, wide spacing, big headings.
    Easy,
}

/// Asks for the person's own copy of their plan.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct PlanPdfRequest {
    /// Whose.
    pub person: PersonId,
    /// How.
    pub layout: PaperLayout,
}
