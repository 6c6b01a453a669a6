//! People and their contacts.

use super::words::{FAMILY, GIVEN, SAID, STREETS, TOWNS};
use crate::dice::Dice;
use alongside_domain::Record;
use alongside_domain::codes::{Came, Means, Standing};
use alongside_domain::contact::Contact;
use alongside_domain::ids::{ContactId, PersonId};
use alongside_domain::numbers::NhsNumber;
use alongside_domain::person::{Address, Person, Reach};
use chrono::{Days, NaiveDate};

fn days_before(dice: &mut Dice, day: (i32, u32, u32), most: u64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.0, day.1, day.2)?.checked_sub_days(Days::new(dice.below(most)))
}

/// Someone; `number` gives them an NHS number of the range that is never issued.
pub fn person(dice: &mut Dice, order: u64, number: u64) -> Person {
    let given = dice.one(GIVEN);
    let (town, outcode, _, _) = dice.one(&TOWNS.iter().collect::<Vec<_>>());
    let standing = match dice.below(20) {
        0..=11 => Standing::Open,
        12..=14 => Standing::Waiting,
        15 => Standing::Paused,
        _ => Standing::Closed,
    };
    let nhs_number = (0..10)
        .find_map(|check| NhsNumber::parse(&format!("999{:06}{check}", number % 1_000_000)).ok());
    Person {
        preferred_name: given.into(),
        given_name: given.into(),
        family_name: dice.one(FAMILY).into(),
        standing: Some(standing),
        standing_since: days_before(dice, (2026, 2, 20), 400),
        referred_on: days_before(dice, (2026, 2, 25), 420),
        date_of_birth: days_before(dice, (2004, 1, 1), 26_000),
        worker: "Amira".into(),
        language: "en".into(),
        nhs_number,
        addresses: vec![Address {
            lines: vec![
                format!("{} {}", dice.below(180) + 1, dice.one(STREETS)),
                (*town).to_owned(),
            ],
            postcode: format!("{outcode} {}AA", dice.below(9) + 1),
            kind: "home".to_owned(),
        }],
        reach: vec![Reach {
            kind: "mobile".to_owned(),
            value: format!("07700 900{:03}", dice.below(1000)),
            preference: 1,
            note: String::new(),
        }],
        gp_practice_name: format!("{town} Medical Practice").into(),
        referred_by: "Dr Patel".into(),
        referral_reason: dice.one(SAID).into(),
        ..Person::blank(PersonId(dice.id(order)))
    }
}

/// A contact with someone in the last year or, now and then, arranged for the next weeks.
pub fn contact(dice: &mut Dice, order: u64, with: PersonId) -> Contact {
    let came = match dice.below(20) {
        0..=14 => Came::Happened,
        15 => Came::Planned,
        16..=17 => Came::Attempted,
        18 => Came::DidNotCome,
        _ => Came::CancelledByPerson,
    };
    let on = if came == Came::Planned {
        days_before(dice, (2026, 3, 30), 40)
    } else {
        days_before(dice, (2026, 3, 1), 365)
    };
    let sentences = 2 + dice.below(5);
    let note: Vec<&str> = (0..sentences).map(|_| dice.one(SAID)).collect();
    Contact {
        person: with,
        on,
        means: Some(*dice.one(&[
            &Means::HomeVisit,
            &Means::Telephone,
            &Means::FaceToFace,
            &Means::WentAlong,
        ])),
        came: Some(came),
        minutes: i64::try_from(15 + dice.below(5) * 15).ok(),
        note: note.join(" ").into(),
        agreed_next: if dice.percent(40) {
            dice.one(SAID).into()
        } else {
            "".into()
        },
        author: "Amira".into(),
        ..Contact::blank(ContactId(dice.id(order)))
    }
}
