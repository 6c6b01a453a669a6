//! Groups with who came, and community events.

use crate::api::people::PersonLine;
use alongside_domain::codes::Came;
use alongside_domain::ids::{GroupId, GroupMeetingId, PersonId};
use alongside_domain::outreach::{CommunityEvent, Group, GroupMeeting};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A group in a list.
#[derive(Clone, Serialize, TS)]
pub struct GroupLine {
    /// Which.
    pub group: Group,
    /// Meetings.
    pub meetings: u32,
    /// The last of them.
    pub last_on: Option<NaiveDate>,
    /// People supported who came at least once.
    pub people: u32,
}

/// Names a group.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct GroupRequest {
    /// Id.
    pub id: GroupId,
}

/// A meeting of a group, counted.
#[derive(Clone, Serialize, TS)]
pub struct GroupMeetingView {
    /// Which.
    pub meeting: GroupMeeting,
    /// People supported who came.
    pub ours: u32,
}

/// Somebody of a group.
#[derive(Clone, Serialize, TS)]
pub struct GroupMemberView {
    /// Who.
    pub person: PersonLine,
    /// What is written of them, by the id of the meeting.
    #[ts(type = "{ [meeting in string]?: Came }")]
    pub came: BTreeMap<String, Came>,
    /// When they last came.
    pub last_on: Option<NaiveDate>,
    /// How often they came.
    pub times: u32,
    /// Meetings since they last came.
    pub since: u32,
}

/// A group over the weeks.
#[derive(Clone, Serialize, TS)]
pub struct GroupView {
    /// Which.
    pub group: Group,
    /// Today.
    pub today: NaiveDate,
    /// Newest first.
    pub meetings: Vec<GroupMeetingView>,
    /// By name.
    pub members: Vec<GroupMemberView>,
}

/// Writes down whether somebody came to a meeting.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct MarkRequest {
    /// Which meeting.
    pub meeting: GroupMeetingId,
    /// Who.
    pub person: PersonId,
    /// Whether they came; nothing takes it back.
    pub came: Option<Came>,
}

/// How somebody comes to a group.
#[derive(Clone, Serialize, TS)]
pub struct GoingView {
    /// Which.
    pub group: Group,
    /// When they first came.
    pub first_on: Option<NaiveDate>,
    /// When they last came.
    pub last_on: Option<NaiveDate>,
    /// How often.
    pub times: u32,
    /// Meetings since then, without them.
    pub since: u32,
}

/// Asks for the community events of a time.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct EventsRequest {
    /// From this day.
    pub from: NaiveDate,
    /// To this day, included.
    pub until: NaiveDate,
}

/// Community events, and what they come to.
#[derive(Clone, Serialize, TS)]
pub struct EventsView {
    /// Newest first.
    pub events: Vec<CommunityEvent>,
    /// How many were reached, where it was written down.
    pub reached: i64,
    /// At how many events it was.
    pub with_reached: u32,
    /// Minutes together, where they were written down.
    pub minutes: i64,
    /// With how many organisations.
    pub organisations: u32,
}
