//! The worker's days: what stands in the diary beside contacts, what is still to be done, who is away and how much they carry.
//!
//! A visit or call with a person is a [`crate::contact::Contact`], from being arranged to being written up: one thing, one record.

use crate::codes::{Came, Status};
use crate::ids::{AppointmentId, CapacityId, HandOverId, LeaveId, PersonId, TaskId};
use crate::record::{Belongs, SpaceOf, Words, belongs_to_person, record};
use crate::value::{Moment, Text, TimeOfDay};
use chrono::NaiveDate;

record! {
    /// Something in the diary that is not with a person supported: a team meeting, supervision, an hour at a surgery.
    Appointment(AppointmentId) in "appointments" {
        /// In whose diary, by name.
        1 worker: Text,
        /// On which day.
        2 on: Option<NaiveDate>,
        /// At what time, on the clock of the place.
        3 at: Option<TimeOfDay>,
        /// How long, in minutes.
        4 minutes: Option<i64>,
        /// What it is.
        5 title: Text,
        /// Where.
        6 place: Text,
        /// How to get in.
        7 getting_in: Text,
        /// Whether it took place.
        8 came: Option<Came>,
        /// How it repeats: an iCalendar (RFC 5545) recurrence rule, or empty.
        9 repeats: Text,
        /// On the way there and back, in minutes.
        10 travel_minutes: Option<i64>,
        /// Miles there and back.
        11 miles: Option<f64>,
        /// Anything else.
        12 note: Text,
        /// Its number in the calendar that it came from.
        13 source_id: Text,
    }
}

impl Belongs for Appointment {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }

    fn words_of(&self) -> Option<Words> {
        Words::of(&[&self.title, &self.place, &self.note])
    }
}

record! {
    /// Something to do, with a gentle day: it is never overdue, only still to do.
    Task(TaskId) in "tasks" {
        /// About whom, if about a person. Said when it is made, and not changed: it is kept with them.
        1 person: Option<PersonId>,
        /// What.
        2 what: Text,
        /// Who does it, by name.
        3 worker: Text,
        /// About when.
        4 due_on: Option<NaiveDate>,
        /// How it stands.
        5 status: Option<Status>,
        /// When it was done.
        6 done_on: Option<NaiveDate>,
        /// What came of it.
        7 outcome: Text,
        /// Who wrote it.
        8 author: Text,
        /// When it was written.
        9 written_at: Option<Moment>,
    }
}

impl Belongs for Task {
    fn space_of(&self) -> SpaceOf {
        self.person.map_or(SpaceOf::Team, SpaceOf::Person)
    }

    fn words_of(&self) -> Option<Words> {
        Words::of(&[&self.what, &self.outcome])
    }
}

record! {
    /// A person passes from one colleague to another, for good or while the first is away.
    HandOver(HandOverId) in "hand_overs" {
        /// Who.
        1 person: PersonId,
        /// From whom, by name.
        2 from_worker: Text,
        /// To whom, by name.
        3 to_worker: Text,
        /// On which day.
        4 on: Option<NaiveDate>,
        /// Until which day, if it is cover for an absence.
        5 until: Option<NaiveDate>,
        /// What the next one should know, agreed with the person.
        6 note: Text,
        /// What the person says about the change.
        7 own_view: Text,
        /// When the colleague took it.
        8 taken_on: Option<NaiveDate>,
        /// Who wrote it.
        9 author: Text,
        /// When it was written.
        10 written_at: Option<Moment>,
    }
}
belongs_to_person!(HandOver, note, own_view);

record! {
    /// A colleague is away. Why is nobody's business.
    Leave(LeaveId) in "leave" {
        /// Who, by name.
        1 worker: Text,
        /// From which day.
        2 from_on: Option<NaiveDate>,
        /// Until which day, that day included.
        3 until: Option<NaiveDate>,
        /// Who covers, by name.
        4 covered_by: Text,
        /// What to know meanwhile.
        5 note: Text,
        /// From what time of the first day, if not from its beginning.
        6 from_at: Option<TimeOfDay>,
        /// Back at what time of the last day, if not after its end.
        7 back_at: Option<TimeOfDay>,
    }
}

impl Belongs for Leave {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }
}

record! {
    /// What a colleague has agreed to carry (role: 200 to 250 people in a year, full time).
    Capacity(CapacityId) in "capacities" {
        /// Who, by name.
        1 worker: Text,
        /// From which day it holds.
        2 from_on: Option<NaiveDate>,
        /// People at one time.
        3 open_at_once: Option<i64>,
        /// People in a year.
        4 in_a_year: Option<i64>,
        /// Hours in a week.
        5 hours_a_week: Option<f64>,
        /// Hours in a week of somebody full time.
        6 full_time_hours: Option<f64>,
        /// How much somebody counts for who needs little.
        7 weight_light: Option<f64>,
        /// How much somebody counts for who needs much.
        8 weight_intensive: Option<f64>,
        /// Anything else.
        9 note: Text,
        /// On which day the worker told the team that it is too much. Nobody is told before they say so.
        10 told_on: Option<NaiveDate>,
        /// What they told the team.
        11 told_words: Text,
    }
}

impl Belongs for Capacity {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }
}
