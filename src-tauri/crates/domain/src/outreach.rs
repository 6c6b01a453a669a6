//! Among people: drop-ins, groups, talks and events. What is said about somebody who becomes a person supported is written in their
//! own record; here stand the counts and the few words that a busy morning leaves time for.

use crate::codes::{Came, Link};
use crate::ids::{
    AttendanceId, CommunityEventId, ConversationId, DropInId, GroupId, GroupMeetingId, PersonId,
    ServiceId,
};
use crate::record::{Belongs, SpaceOf, Words, belongs_to_person, record};
use crate::value::{Moment, Text, TimeOfDay};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A service somebody was told about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ServiceGiven {
    /// Which, if it is in the directory.
    pub service: Option<ServiceId>,
    /// Its name then.
    pub name: String,
    /// Signposted or referred.
    pub link: Option<Link>,
}

record! {
    /// A drop-in: one place, one time.
    DropIn(DropInId) in "drop_ins" {
        /// On which day.
        1 on: Option<NaiveDate>,
        /// From.
        2 starts_at: Option<TimeOfDay>,
        /// Until.
        3 ends_at: Option<TimeOfDay>,
        /// Where.
        4 place: Text,
        /// Who was there for the team, by name.
        5 workers: Text,
        /// People who came, counted at the door; nothing if nobody counted.
        6 head_count: Option<i64>,
        /// Anything else.
        7 note: Text,
    }
}

impl Belongs for DropIn {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }

    fn words_of(&self) -> Option<Words> {
        Words::of(&[&self.place, &self.note])
    }
}

record! {
    /// A conversation at a drop-in: one line.
    Conversation(ConversationId) in "conversations" {
        /// At which drop-in.
        1 drop_in: DropInId,
        /// At what time.
        2 at: Option<TimeOfDay>,
        /// What to call them, if they said.
        3 called: Text,
        /// What they need (codes of our own short list).
        4 needs: Vec<String>,
        /// What it was about.
        5 words: Text,
        /// What they were told about.
        6 services: Vec<ServiceGiven>,
        /// How long, in minutes.
        7 minutes: Option<i64>,
        /// Who they are or became among the people supported.
        8 became: Option<PersonId>,
        /// Who wrote it.
        9 author: Text,
        /// When it was written.
        10 written_at: Option<Moment>,
    }
}

impl Belongs for Conversation {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }

    fn words_of(&self) -> Option<Words> {
        Words::of(&[&self.called, &self.words])
    }
}

record! {
    /// A group that meets over weeks.
    Group(GroupId) in "groups" {
        /// What it is called.
        1 name: Text,
        /// What it is for.
        2 purpose: Text,
        /// Where.
        3 place: Text,
        /// When, in words.
        4 usually: Text,
        /// Who leads it.
        5 leaders: Text,
        /// Since when.
        6 began_on: Option<NaiveDate>,
        /// Until when.
        7 ended_on: Option<NaiveDate>,
        /// The service of the directory that it is.
        8 service: Option<ServiceId>,
    }
}

impl Belongs for Group {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }

    fn words_of(&self) -> Option<Words> {
        Words::of(&[&self.name, &self.purpose, &self.place, &self.leaders])
    }
}

record! {
    /// One meeting of a group.
    GroupMeeting(GroupMeetingId) in "group_meetings" {
        /// Of which group.
        1 group: GroupId,
        /// On which day.
        2 on: Option<NaiveDate>,
        /// At what time.
        3 at: Option<TimeOfDay>,
        /// How long, in minutes.
        4 minutes: Option<i64>,
        /// People who came and are nobody's record.
        5 others: Option<i64>,
        /// What it was like.
        6 note: Text,
    }
}

impl Belongs for GroupMeeting {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }

    fn words_of(&self) -> Option<Words> {
        Words::of(&[&self.note])
    }
}

record! {
    /// A person supported was at a meeting of a group, or was to be.
    Attendance(AttendanceId) in "attendances" {
        /// Who.
        1 person: PersonId,
        /// Of which group.
        2 group: GroupId,
        /// Which meeting.
        3 meeting: GroupMeetingId,
        /// Whether they came.
        4 came: Option<Came>,
        /// How it was for them.
        5 note: Text,
    }
}
belongs_to_person!(Attendance, note);

record! {
    /// A talk, a stall, a meeting with those who refer: the outreach part of the role.
    CommunityEvent(CommunityEventId) in "community_events" {
        /// On which day.
        1 on: Option<NaiveDate>,
        /// At what time.
        2 at: Option<TimeOfDay>,
        /// How long, in minutes.
        3 minutes: Option<i64>,
        /// What it was.
        4 title: Text,
        /// Where.
        5 place: Text,
        /// With which organisation.
        6 organisation: Text,
        /// Who goes, by name.
        7 worker: Text,
        /// Who was there.
        8 audience: Text,
        /// How many were reached.
        9 reached: Option<i64>,
        /// What came of it.
        10 note: Text,
    }
}

impl Belongs for CommunityEvent {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }

    fn words_of(&self) -> Option<Words> {
        Words::of(&[&self.title, &self.place, &self.organisation, &self.note])
    }
}
