//! Ids: one type for each kind of record, so that a goal's id cannot be passed for a person's.
//!
//! They are time-ordered (UUID version 7) so that the file's indexes grow at one end.

use crate::value::{Field, Rule, Value, uuid_of};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl Field for $name {
            const SQL: &'static str = "BLOB";
            fn to_value(&self) -> Value {
                if self.0.is_nil() { Value::Null } else { Value::Blob(self.0.as_bytes().to_vec()) }
            }
            fn from_value(value: Value) -> Result<Self, Rule> {
                if matches!(value, Value::Null) { return Ok(Self::default()); }
                uuid_of(&value).map(Self).ok_or(Rule::WrongKind)
            }
            fn from_json(json: serde_json::Value) -> Result<Self, Rule> {
                if json.is_null() { return Ok(Self::default()); }
                serde_json::from_value(json).map_err(|_| Rule::WrongKind)
            }
        }

        impl Field for Option<$name> {
            const SQL: &'static str = "BLOB";
            fn to_value(&self) -> Value { self.unwrap_or_default().to_value() }
            fn from_value(value: Value) -> Result<Self, Rule> {
                $name::from_value(value).map(|id| (!id.0.is_nil()).then_some(id))
            }
            fn from_json(json: serde_json::Value) -> Result<Self, Rule> {
                $name::from_json(json).map(|id| (!id.0.is_nil()).then_some(id))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
    )+};
}

ids! {
    /// A person supported.
    PersonId,
    /// What a person wrote, or had written, about themself. The same bytes as the person's id.
    AboutMeId,
    /// A person's circumstances and requirements. The same bytes as the person's id.
    CircumstancesId,
    /// Someone who matters to a person.
    RelationId,
    /// Something a person has or can do.
    StrengthId,
    /// Something a person needs.
    NeedId,
    /// A goal in the person's words.
    GoalId,
    /// A step on the way to a goal.
    StepId,
    /// Something somebody will do.
    ActionId,
    /// How far along a goal is, on one day.
    ProgressId,
    /// Whether a plan was agreed, and with whom.
    AgreementId,
    /// Anything that happened with or around a person.
    ContactId,
    /// A risk.
    RiskId,
    /// A safeguarding concern.
    SafeguardingId,
    /// A consent, given or not.
    ConsentId,
    /// A person connected to a service.
    ConnectionId,
    /// One change in a connection.
    ConnectionEventId,
    /// A live list of services.
    FeedId,
    /// One check of a service.
    ServiceCheckId,
    /// What a source was told of a service.
    CorrectionToldId,
    /// A service that a worker keeps at hand.
    FavouriteId,
    /// Services kept together under a name.
    CollectionId,
    /// A service in a collection.
    CollectedId,
    /// Two services that are two.
    NotSameServiceId,
    /// Columns chosen for a table.
    ColumnChoiceId,
    /// An organisation that runs services.
    OrganisationId,
    /// A service.
    ServiceId,
    /// A place where a service is.
    PlaceId,
    /// A colleague's tip about a service.
    TipId,
    /// A member of the team. The same bytes as their id in the team's roster.
    ColleagueId,
    /// A laptop of the team, as people call it.
    LaptopId,
    /// What a member thinks over for themselves.
    ReflectionId,
    /// A time of support.
    EpisodeId,
    /// One change in an episode.
    EpisodeEventId,
    /// Somebody asks for support.
    ReferralId,
    /// Something in the diary.
    AppointmentId,
    /// Something to do.
    TaskId,
    /// A person passes to a colleague.
    HandOverId,
    /// A questionnaire of the team's own.
    QuestionnaireId,
    /// A measure answered once.
    MeasurementId,
    /// What changed, as somebody sees it.
    WhatChangedId,
    /// A person's story.
    StoryId,
    /// A drop-in.
    DropInId,
    /// A conversation at a drop-in.
    ConversationId,
    /// A group that meets over weeks.
    GroupId,
    /// One meeting of a group.
    GroupMeetingId,
    /// A person at a meeting of a group.
    AttendanceId,
    /// A talk or event.
    CommunityEventId,
    /// A photograph or paper attached to a person.
    AttachmentId,
    /// A piece of a paper's bytes.
    AttachmentPieceId,
    /// Ready words.
    PhraseId,
    /// A session of supervision.
    SupervisionId,
    /// Something learned.
    CpdEntryId,
    /// A line of one's own induction.
    InductionItemId,
    /// What a colleague has agreed to carry.
    CapacityId,
    /// A colleague is away.
    LeaveId,
    /// Two records that are of two people.
    NotSamePersonId,
    /// A time without new referrals.
    ReferralPauseId,
}
