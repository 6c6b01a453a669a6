//! Contacts: anything that happened with or around a person, or is arranged to.

use crate::codes::{Came, Means};
use crate::ids::{ContactId, PersonId};
use crate::record::{belongs_to_person, record};
use crate::value::{Moment, Text, TimeOfDay};
use chrono::NaiveDate;

record! {
    /// A contact. Attempted ones count. It is amended, never overwritten: what it said before stays in its history.
    Contact(ContactId) in "contacts" {
        /// With whom.
        1 person: PersonId,
        /// On which day.
        2 on: Option<NaiveDate>,
        /// At what time, on the clock of the place.
        3 at: Option<TimeOfDay>,
        /// How.
        4 means: Option<Means>,
        /// Whether it happened.
        5 came: Option<Came>,
        /// How long, in minutes.
        6 minutes: Option<i64>,
        /// Where.
        7 place: Text,
        /// Where, as a code (code list `location_type`).
        8 place_code: Text,
        /// Who was there.
        9 present: Text,
        /// What was said and done.
        10 note: Text,
        /// What was agreed for next time.
        11 agreed_next: Text,
        /// Worker's own note; never shown or given to the person by the app.
        12 worker_note: Text,
        /// Who wrote it.
        13 author: Text,
        /// When it was written (not when it was sent).
        14 written_at: Option<Moment>,
        /// In whose diary it stands, by name; its author's if not said.
        15 worker: Text,
        /// How to get in, where it is not at home.
        16 getting_in: Text,
        /// On the way there and back, in minutes.
        17 travel_minutes: Option<i64>,
        /// Miles there and back.
        18 miles: Option<f64>,
        /// How it repeats: an iCalendar (RFC 5545) recurrence rule, or empty.
        19 repeats: Text,
        /// Lone working: when the worker should be out again.
        20 out_by: Option<Moment>,
        /// Who is told if they are not: name and number.
        21 buddy: Text,
        /// When the worker went in.
        22 went_in_at: Option<Moment>,
        /// When the worker said that they are safe.
        23 safe_at: Option<Moment>,
        /// Its number in the calendar that it came from.
        24 source_id: Text,
    }
}
belongs_to_person!(Contact, note, agreed_next, worker_note, present, place);
