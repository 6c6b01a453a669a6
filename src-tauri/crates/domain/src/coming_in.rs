//! Coming in: who asked for whom, what was decided, the time of support that follows, and what is known twice.
//!
//! Source: *Referral details* of the Social Prescribing Information Standard v1.1; a person who is referred again has a new episode
//! and never a second record. No order of steps is enforced anywhere: an episode says where it stands, its course how it got there.

use crate::codes::{
    Agreed, Decision, Ending, Given, Intensity, ReferralSource, Standing, Urgency, WhyDeclined,
};
use crate::ids::{
    EpisodeEventId, EpisodeId, NotSamePersonId, PersonId, ReferralId, ReferralPauseId,
};
use crate::record::{Belongs, SpaceOf, belongs_to_person, record};
use crate::value::{Moment, Text};
use chrono::NaiveDate;

record! {
    /// A time of support: from being asked for, or from the first conversation, to its end. SNOMED CT 871731000000106 is meant once for each.
    Episode(EpisodeId) in "episodes" {
        /// Whose.
        1 person: PersonId,
        /// When it began: the day the referral came, or of the first conversation.
        2 began_on: Option<NaiveDate>,
        /// Where it stands. The person's own standing is that of their newest episode.
        3 standing: Option<Standing>,
        /// Since when.
        4 standing_since: Option<NaiveDate>,
        /// Who supports them, by name.
        5 worker: Text,
        /// Paused until about when.
        6 paused_until: Option<NaiveDate>,
        /// How it ended.
        7 ending: Option<Ending>,
        /// How it ended, in words: the person's own where they gave them.
        8 ending_words: Text,
        /// Whether they agreed that it ends.
        9 ending_agreed: Option<Agreed>,
        /// How they may come back: the door that is left open.
        10 door_open: Text,
        /// When they were rung to say that they have been heard of and what to expect.
        11 welcomed_on: Option<NaiveDate>,
        /// What was said then.
        12 welcome_words: Text,
        /// To be seen before others who have waited longer.
        13 see_soon: bool,
        /// Why, in words: an order that nobody can explain is not kept.
        14 see_soon_because: Text,
        /// How much it asks of the worker, as the worker sees it.
        15 intensity: Option<Intensity>,
    }
}
belongs_to_person!(
    Episode,
    ending_words,
    door_open,
    welcome_words,
    see_soon_because
);

record! {
    /// One change in an episode: added to, never changed, so that its course can be read.
    EpisodeEvent(EpisodeEventId) in "episode_events" {
        /// Whose.
        1 person: PersonId,
        /// Of which episode.
        2 episode: EpisodeId,
        /// Where it stood from then on.
        3 standing: Option<Standing>,
        /// On which day.
        4 on: Option<NaiveDate>,
        /// Why, in words.
        5 because: Text,
        /// Until about when.
        6 until: Option<NaiveDate>,
        /// How it ended.
        7 ending: Option<Ending>,
        /// Whether they agreed.
        8 agreed: Option<Agreed>,
        /// Who wrote it.
        9 author: Text,
        /// When it was written.
        10 written_at: Option<Moment>,
    }
}
belongs_to_person!(EpisodeEvent, because);

record! {
    /// Somebody asks for support: a professional for a person, or the person for themselves.
    Referral(ReferralId) in "referrals" {
        /// Whom it is about.
        1 person: PersonId,
        /// The episode it led to.
        2 episode: Option<EpisodeId>,
        /// When it came.
        3 received_on: Option<NaiveDate>,
        /// From what sort of place.
        4 source: Option<ReferralSource>,
        /// Who asks: name.
        5 referrer_name: Text,
        /// Their role.
        6 referrer_role: Text,
        /// Their team or service.
        7 referrer_team: Text,
        /// Their organisation.
        8 organisation: Text,
        /// ODS code of their GP practice.
        9 practice_code: Text,
        /// How to reach them.
        10 referrer_contact: Text,
        /// How it came (code list `referral_method`).
        11 method: Text,
        /// To whom it was addressed.
        12 referral_to: Text,
        /// Why, in the referrer's words.
        13 reason: Text,
        /// What is asked for.
        14 asked: Text,
        /// What the person themselves says about it.
        15 own_view: Text,
        /// Whether the person agreed to be contacted.
        16 consent_to_contact: Option<Given>,
        /// How soon the referrer would like it.
        17 urgency: Option<Urgency>,
        /// To whom an answer is to go.
        18 response_to: Text,
        /// What was decided.
        19 decision: Option<Decision>,
        /// On which day.
        20 decided_on: Option<NaiveDate>,
        /// Why it was declined.
        21 why_declined: Option<WhyDeclined>,
        /// What was decided, in words; what more was asked for.
        22 decision_words: Text,
        /// What was offered instead.
        23 offered_instead: Text,
        /// To whom it was passed on.
        24 passed_to: Text,
        /// Its number in the file that it came in: the same file twice is the same referral.
        25 source_id: Text,
        /// The name of that file.
        26 source_file: Text,
        /// Who wrote it down.
        27 author: Text,
        /// When it was written.
        28 written_at: Option<Moment>,
    }
}
belongs_to_person!(
    Referral,
    referrer_name,
    referrer_role,
    referrer_team,
    organisation,
    referrer_contact,
    referral_to,
    reason,
    asked,
    own_view,
    decision_words,
    offered_instead,
    passed_to
);

record! {
    /// Two records that are alike and are of two people: said once, and not asked again.
    NotSamePerson(NotSamePersonId) in "not_same_person" {
        /// One.
        1 person: PersonId,
        /// The other. An id and no more: it means nothing once they are erased.
        2 other: PersonId,
        /// How it is known.
        3 because: Text,
        /// Who said so.
        4 author: Text,
        /// When.
        5 written_at: Option<Moment>,
    }
}
belongs_to_person!(NotSamePerson);

record! {
    /// A time in which the team takes no new referrals, told to those who refer.
    ReferralPause(ReferralPauseId) in "referral_pauses" {
        /// From which day.
        1 from_on: Option<NaiveDate>,
        /// Until which day; open if not said.
        2 until: Option<NaiveDate>,
        /// Why, as referrers are told it.
        3 because: Text,
        /// What to do meanwhile for somebody who cannot wait.
        4 meanwhile: Text,
        /// When it was ended, if before its day.
        5 ended_on: Option<NaiveDate>,
        /// Who decided.
        6 author: Text,
        /// When.
        7 written_at: Option<Moment>,
    }
}

impl Belongs for ReferralPause {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }
}
