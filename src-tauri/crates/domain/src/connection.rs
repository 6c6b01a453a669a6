//! Connecting a person to a service, and what came of it.

use crate::codes::{Link, Reached, WhyNot};
use crate::ids::{ConnectionEventId, ConnectionId, GoalId, NeedId, PersonId, ServiceId};
use crate::record::{belongs_to_person, record};
use crate::value::{Moment, Text};
use chrono::NaiveDate;

record! {
    /// A person connected to a service.
    Connection(ConnectionId) in "connections" {
        /// Who.
        1 person: PersonId,
        /// Which service; empty if it is not in the directory.
        2 service: Option<ServiceId>,
        /// The service's name when it was chosen, or what was looked for.
        3 service_name: Text,
        /// For which need.
        4 need: Option<NeedId>,
        /// For which goal.
        5 goal: Option<GoalId>,
        /// Signposted or referred.
        6 link: Option<Link>,
        /// Where it has got to.
        7 reached: Option<Reached>,
        /// Why it did not happen.
        8 why_not: Option<WhyNot>,
        /// Why it did not happen, in words.
        9 why_not_words: Text,
        /// How it went, in the person's words.
        10 how_it_went: Text,
        /// Since when it has been where it is.
        11 since: Option<NaiveDate>,
        /// What would help them to get there: a first visit together, a lift.
        12 support: Text,
    }
}
belongs_to_person!(
    Connection,
    service_name,
    why_not_words,
    how_it_went,
    support
);

record! {
    /// One change in a connection: added to, never changed, so that its course can be read.
    ConnectionEvent(ConnectionEventId) in "connection_events" {
        /// Who.
        1 person: PersonId,
        /// Which connection.
        2 connection: ConnectionId,
        /// Where it got to.
        3 reached: Option<Reached>,
        /// Why it did not happen.
        4 why_not: Option<WhyNot>,
        /// In words.
        5 words: Text,
        /// On which day.
        6 on: Option<NaiveDate>,
        /// Who wrote it.
        7 author: Text,
        /// When it was written.
        8 written_at: Option<Moment>,
    }
}
belongs_to_person!(ConnectionEvent, words);
