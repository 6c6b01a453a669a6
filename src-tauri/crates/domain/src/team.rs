//! Who works together, and what a member keeps to themselves.

use crate::ids::{ColleagueId, ContactId, LaptopId, PersonId, ReflectionId, SupervisionId, TaskId};
use crate::record::{Belongs, SpaceOf, Words, record};
use crate::value::Text;
use chrono::NaiveDate;

record! {
    /// A member of the team, as colleagues see them. The same bytes as their id in the team's roster, which holds no name.
    Colleague(ColleagueId) in "colleagues" {
        /// Their name.
        1 name: Text,
        /// What they do: "Link worker, Riverside practices".
        2 about: Text,
        /// A telephone number for colleagues.
        3 phone: Text,
        /// An e-mail address for colleagues.
        4 email: Text,
    }
}

impl Belongs for Colleague {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }
}

record! {
    /// A laptop of the team, as people call it.
    Laptop(LaptopId) in "laptops" {
        /// Whose.
        1 colleague: ColleagueId,
        /// Its id in the team's roster, in hexadecimal.
        2 device: Text,
        /// What it is called.
        3 name: Text,
    }
}

impl Belongs for Laptop {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Team
    }
}

record! {
    /// What a member thinks over for themselves, or means to bring to supervision. Nobody else's key opens it.
    Reflection(ReflectionId) in "reflections" {
        /// Of which day.
        1 on: Option<NaiveDate>,
        /// The words.
        2 words: Text,
        /// About work with this person, if with one.
        3 person: Option<PersonId>,
        /// Whether it is to be brought to supervision.
        4 for_supervision: bool,
        /// When it was talked about there.
        5 talked_about_on: Option<NaiveDate>,
        /// What came of it.
        6 outcome: Text,
        /// The contact that it came from. An id and no more: it means nothing once the contact is erased.
        7 contact: Option<ContactId>,
        /// The task that it came from.
        8 task: Option<TaskId>,
        /// The session of supervision that it is brought to.
        9 session: Option<SupervisionId>,
    }
}

impl Belongs for Reflection {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Private
    }

    /// Found by nothing but its own list: a search is often made with somebody looking on.
    fn words_of(&self) -> Option<Words> {
        None
    }
}
