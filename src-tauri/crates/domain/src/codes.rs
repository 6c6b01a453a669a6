//! Closed lists of our own. National value lists are data (`assets/codes`), not code: they are kept as the code itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Declares a closed list whose codes are stable words, stored and sent as text.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every choice, in the order shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable word that is stored.
            #[must_use]
            pub fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }

            /// The choice for a stored word.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> { match code { $($code => Some(Self::$variant),)+ _ => None } }
        }

        $crate::value::optional_field!($name, "TEXT", $crate::value::Rule::NotAChoice,
            |choice| $crate::value::Value::Text(choice.code().to_owned()),
            |value| match value { $crate::value::Value::Text(text) => $name::from_code(&text), _ => None });
    )+};
}
use crate::value::{Field, Rule, Value};

codes! {
    /// Where a person stands with the link worker.
    Standing {
        /// Referred or self-referred, not yet seen.
        Waiting = "waiting",
        /// Being supported.
        Open = "open",
        /// Support is resting, by agreement.
        Paused = "paused",
        /// Support has ended.
        Closed = "closed",
    }
    /// Who does an action.
    Who {
        /// The person.
        Person = "person",
        /// The link worker.
        Worker = "worker",
        /// Someone else, named beside it.
        Other = "other",
    }
    /// How a goal, step or action stands.
    Status {
        /// Not begun.
        Planned = "planned",
        /// Under way.
        Doing = "doing",
        /// Done, reached.
        Done = "done",
        /// Reached in part.
        Partly = "partly",
        /// Set aside by the person.
        SetAside = "set_aside",
    }
    /// How a contact took place. The first seven correspond to the Data Dictionary's consultation media 01 to 06 and 98.
    Means {
        /// Face to face, at home.
        HomeVisit = "home_visit",
        /// Face to face, elsewhere.
        FaceToFace = "face_to_face",
        /// Telephone.
        Telephone = "telephone",
        /// Video.
        Video = "video",
        /// E-mail.
        Email = "email",
        /// Text message.
        TextMessage = "text_message",
        /// Letter.
        Letter = "letter",
        /// In a group or at a drop-in.
        Group = "group",
        /// Going along together to a service.
        WentAlong = "went_along",
        /// With others about the person: a team meeting, a call to a service.
        WithOthers = "with_others",
        /// Some other way.
        Other = "other",
    }
    /// What became of a contact.
    Came {
        /// Arranged, still to come.
        Planned = "planned",
        /// It happened.
        Happened = "happened",
        /// Tried; nobody answered.
        Attempted = "attempted",
        /// The person did not come.
        DidNotCome = "did_not_come",
        /// The person put it off.
        CancelledByPerson = "cancelled_by_person",
        /// The worker put it off.
        CancelledByWorker = "cancelled_by_worker",
    }
    /// How someone is linked to a service. Signposting is not a referral: reports count them apart (domain fact 4).
    Link {
        /// Gave the name and number.
        Signposted = "signposted",
        /// Referred, with the person's agreement.
        Referred = "referred",
    }
    /// Where a connection has got to.
    Reached {
        /// Talked about.
        Suggested = "suggested",
        /// The person wants it.
        Agreed = "agreed",
        /// The service has been asked.
        Asked = "asked",
        /// On the service's waiting list.
        WaitingList = "waiting_list",
        /// A first visit is arranged.
        Arranged = "arranged",
        /// The person has been.
        Started = "started",
        /// Goes regularly.
        Going = "going",
        /// Came to its end.
        Finished = "finished",
        /// It did not happen; the reason is beside it.
        DidNotHappen = "did_not_happen",
    }
    /// Why a connection did not happen. What nothing local meets is information for funders.
    WhyNot {
        /// The service is full.
        Full = "full",
        /// The waiting list is too long or closed.
        WaitTooLong = "wait_too_long",
        /// The service has closed.
        Closed = "closed",
        /// It costs too much.
        Cost = "cost",
        /// Too far, or no way to get there.
        Travel = "travel",
        /// At the wrong time.
        WrongTime = "wrong_time",
        /// Not right for the person.
        NotRight = "not_right",
        /// The person may not come: age, place, rules.
        NotEligible = "not_eligible",
        /// Cannot be reached or used: steps, language, noise.
        Access = "access",
        /// Nobody answered.
        NoReply = "no_reply",
        /// The person changed their mind.
        ChangedMind = "changed_mind",
        /// The person was not well enough.
        Unwell = "unwell",
        /// There is no such service here.
        NoSuchService = "no_such_service",
        /// Something else, in words beside it.
        Other = "other",
    }
    /// Whether something was agreed to.
    Agreed {
        /// Yes.
        Yes = "yes",
        /// In part.
        Partly = "partly",
        /// No; why is beside it.
        No = "no",
    }
    /// Whether consent was given.
    Given {
        /// Given.
        Yes = "yes",
        /// Refused.
        No = "no",
        /// Withdrawn after being given.
        Withdrawn = "withdrawn",
        /// Not asked; why is beside it.
        NotSought = "not_sought",
        /// Decided in the person's best interests; the note is beside it.
        BestInterests = "best_interests",
    }
    /// Opting out of naming a GP practice (the standard's two codes).
    GpOptOut {
        /// SNOMED CT 1092961000000104.
        DoesNotWish = "1092961000000104",
        /// SNOMED CT 1092941000000100.
        PrivateGp = "1092941000000100",
    }
    /// What came of checking a service.
    Checked {
        /// What is said of it is so.
        Right = "right",
        /// Something has changed.
        Changed = "changed",
        /// It has closed.
        Closed = "closed",
        /// Nobody could be reached.
        NoAnswer = "no_answer",
    }
    /// Whether a service runs (Open Referral UK 3.0 `status`).
    ServiceStatus {
        /// Runs.
        Active = "active",
        /// Does not run at present.
        Inactive = "inactive",
        /// Has ended.
        Defunct = "defunct",
        /// Closed for a while.
        TemporarilyClosed = "temporarily closed",
    }
    /// How a place is reached (Open Referral UK 3.0 `location_type`).
    PlaceKind {
        /// A place to go to.
        Physical = "physical",
        /// An address to write to.
        Postal = "postal",
        /// On line or by telephone.
        Virtual = "virtual",
    }
    /// From what sort of place somebody is referred.
    ReferralSource {
        /// A GP practice.
        Practice = "practice",
        /// Elsewhere in health care.
        Health = "health",
        /// Social care, the council.
        SocialCare = "social_care",
        /// A charity or community group.
        Voluntary = "voluntary",
        /// The person themselves.
        Themselves = "themselves",
        /// Family, a friend, a neighbour.
        FamilyOrFriend = "family_or_friend",
        /// A conversation at a drop-in.
        DropIn = "drop_in",
        /// Somewhere else.
        Other = "other",
    }
    /// How soon a referrer would like somebody to be seen. In FHIR R4 `routine`, `urgent`, and `asap` or `stat`.
    Urgency {
        /// In their turn.
        Routine = "routine",
        /// Before long.
        Soon = "soon",
        /// At once.
        Urgent = "urgent",
    }
    /// What was decided about a referral.
    Decision {
        /// Support begins, or they wait for it.
        Accepted = "accepted",
        /// More was asked of the referrer.
        AskedForMore = "asked_for_more",
        /// Passed on to somebody better placed.
        PassedOn = "passed_on",
        /// Declined; what was offered instead is beside it.
        Declined = "declined",
    }
    /// Why a referral was declined.
    WhyDeclined {
        /// The person does not wish it (SNOMED CT 871711000000103).
        DoesNotWish = "does_not_wish",
        /// Lives outside the area.
        OutOfArea = "out_of_area",
        /// Under age: children are not referred under the standard at present.
        UnderAge = "under_age",
        /// Needs help of another sort first.
        OtherHelpNeeded = "other_help_needed",
        /// Somebody supports them already.
        AlreadySupported = "already_supported",
        /// The team takes no more at present.
        Full = "full",
        /// Something else, in words beside it.
        Other = "other",
    }
    /// How a time of support ended.
    Ending {
        /// As planned together.
        Finished = "finished",
        /// Other support took over.
        OtherSupport = "other_support",
        /// The person wished to stop.
        WishedToStop = "wished_to_stop",
        /// Moved away.
        MovedAway = "moved_away",
        /// Could not be reached any more.
        LostTouch = "lost_touch",
        /// Died.
        Died = "died",
        /// Something else, in words beside it.
        Other = "other",
    }
    /// How much somebody's support asks of the worker, as the worker sees it.
    Intensity {
        /// Little.
        Light = "light",
        /// The usual.
        Usual = "usual",
        /// Much.
        Intensive = "intensive",
    }
    /// How a question is answered.
    Asked {
        /// A point on a scale.
        Scale = "scale",
        /// One of several answers.
        Choice = "choice",
        /// In words.
        Words = "words",
    }
    /// How a measure was filled.
    Filled {
        /// Together.
        Together = "together",
        /// By the person alone.
        Themselves = "themselves",
        /// Over the telephone.
        Telephone = "telephone",
        /// Written down afterwards.
        Later = "later",
    }
    /// Whose view something is.
    Voice {
        /// The person's.
        Person = "person",
        /// Of family or friends.
        Family = "family",
        /// The link worker's.
        Worker = "worker",
        /// A service's.
        Service = "service",
        /// Somebody else's.
        Other = "other",
    }
    /// What ready words are for.
    PhraseFor {
        /// To be typed anywhere.
        Anywhere = "anywhere",
        /// Writing up a contact.
        Contact = "contact",
        /// A plan.
        Plan = "plan",
        /// A letter.
        Letter = "letter",
    }
}
