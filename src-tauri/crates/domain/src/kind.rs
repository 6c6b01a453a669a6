//! The kinds of record: one list. From it follow the numbers that are stored and sent, and the type that stands behind each.

use crate::record::{Record, Table};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Declares the kinds, and `with_record!`, which calls a function generic over the record type for a kind:
/// `with_record!(kind, R => edit::<R>(tx, id))`.
macro_rules! kinds {
    ($d:tt $($(#[$doc:meta])* $name:ident = $number:literal in $module:ident;)+) => {
        /// The kinds of record. The number is stored and sent: never reuse one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum Kind { $($(#[$doc])* $name = $number,)+ }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }

        /// Calls a function generic over the record type for a kind: `with_record!(kind, R => edit::<R>(tx, id))`.
        #[macro_export]
        macro_rules! with_record {
            ($d kind:expr, $d record:ident => $d body:expr) => {
                match $d kind {
                    $($crate::Kind::$name => {
                        type $d record = $crate::$module::$name;
                        $d body
                    })+
                }
            };
        }
    };
}

kinds! { $
    /// [`crate::person::Person`]
    Person = 1 in person;
    /// [`crate::person::AboutMe`]
    AboutMe = 2 in person;
    /// [`crate::person::Circumstances`]
    Circumstances = 3 in person;
    /// [`crate::person::Relation`]
    Relation = 4 in person;
    /// [`crate::plan::Strength`]
    Strength = 5 in plan;
    /// [`crate::plan::Need`]
    Need = 6 in plan;
    /// [`crate::plan::Goal`]
    Goal = 7 in plan;
    /// [`crate::plan::Step`]
    Step = 8 in plan;
    /// [`crate::plan::Action`]
    Action = 9 in plan;
    /// [`crate::plan::Progress`]
    Progress = 10 in plan;
    /// [`crate::plan::Agreement`]
    Agreement = 11 in plan;
    /// [`crate::contact::Contact`]
    Contact = 12 in contact;
    /// [`crate::care::Risk`]
    Risk = 13 in care;
    /// [`crate::care::Safeguarding`]
    Safeguarding = 14 in care;
    /// [`crate::care::Consent`]
    Consent = 15 in care;
    /// [`crate::connection::Connection`]
    Connection = 16 in connection;
    /// [`crate::connection::ConnectionEvent`]
    ConnectionEvent = 17 in connection;
    /// [`crate::directory::Organisation`]
    Organisation = 18 in directory;
    /// [`crate::directory::Service`]
    Service = 19 in directory;
    /// [`crate::directory::Place`]
    Place = 20 in directory;
    /// [`crate::directory::Tip`]
    Tip = 21 in directory;
    /// [`crate::team::Colleague`]
    Colleague = 22 in team;
    /// [`crate::team::Laptop`]
    Laptop = 23 in team;
    /// [`crate::team::Reflection`]
    Reflection = 24 in team;
    /// [`crate::coming_in::Episode`]
    Episode = 25 in coming_in;
    /// [`crate::coming_in::EpisodeEvent`]
    EpisodeEvent = 26 in coming_in;
    /// [`crate::coming_in::Referral`]
    Referral = 27 in coming_in;
    /// [`crate::diary::Appointment`]
    Appointment = 28 in diary;
    /// [`crate::diary::Task`]
    Task = 29 in diary;
    /// [`crate::diary::HandOver`]
    HandOver = 30 in diary;
    /// [`crate::measure::Questionnaire`]
    Questionnaire = 31 in measure;
    /// [`crate::measure::Measurement`]
    Measurement = 32 in measure;
    /// [`crate::measure::WhatChanged`]
    WhatChanged = 33 in measure;
    /// [`crate::measure::Story`]
    Story = 34 in measure;
    /// [`crate::outreach::DropIn`]
    DropIn = 35 in outreach;
    /// [`crate::outreach::Conversation`]
    Conversation = 36 in outreach;
    /// [`crate::outreach::Group`]
    Group = 37 in outreach;
    /// [`crate::outreach::GroupMeeting`]
    GroupMeeting = 38 in outreach;
    /// [`crate::outreach::Attendance`]
    Attendance = 39 in outreach;
    /// [`crate::outreach::CommunityEvent`]
    CommunityEvent = 40 in outreach;
    /// [`crate::papers::Attachment`]
    Attachment = 41 in papers;
    /// [`crate::papers::Phrase`]
    Phrase = 42 in papers;
    /// [`crate::growing::Supervision`]
    Supervision = 43 in growing;
    /// [`crate::growing::CpdEntry`]
    CpdEntry = 44 in growing;
    /// [`crate::growing::InductionItem`]
    InductionItem = 45 in growing;
    /// [`crate::diary::Capacity`]
    Capacity = 46 in diary;
    /// [`crate::diary::Leave`]
    Leave = 47 in diary;
    /// [`crate::coming_in::NotSamePerson`]
    NotSamePerson = 48 in coming_in;
    /// [`crate::coming_in::ReferralPause`]
    ReferralPause = 49 in coming_in;
    /// [`crate::directory::Feed`]
    Feed = 50 in directory;
    /// [`crate::directory::ServiceCheck`]
    ServiceCheck = 51 in directory;
    /// [`crate::directory::CorrectionTold`]
    CorrectionTold = 52 in directory;
    /// [`crate::at_hand::Collection`]
    Collection = 53 in at_hand;
    /// [`crate::directory::NotSameService`]
    NotSameService = 54 in directory;
    /// [`crate::directory::ColumnChoice`]
    ColumnChoice = 55 in directory;
    /// [`crate::at_hand::Favourite`]
    Favourite = 56 in at_hand;
    /// [`crate::at_hand::Collected`]
    Collected = 57 in at_hand;
    /// [`crate::papers::AttachmentPiece`]
    AttachmentPiece = 60 in papers;
}

impl Kind {
    /// The kind's table.
    #[must_use]
    pub fn table(self) -> &'static Table {
        with_record!(self, R => <R as Record>::TABLE)
    }

    /// The kind with that number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| *kind as u8 == number)
    }
}
