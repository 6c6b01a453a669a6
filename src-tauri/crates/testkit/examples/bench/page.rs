//! A person's page after ten years and a thousand contacts, beside that of somebody who came last month.

use crate::figures::{Times, line};
use alongside_domain::Record as _;
use alongside_domain::codes::{Came, Status};
use alongside_domain::contact::Contact;
use alongside_domain::ids::{ActionId, ContactId, GoalId, PersonId, ProgressId};
use alongside_domain::person::Person;
use alongside_domain::plan::{Action, Goal, Progress};
use alongside_store::{Store, Tx, World};
use alongside_testkit::{KEY, fill};
use chrono::{Days, NaiveDate};

/// As many contacts as the page shows at first.
const SHOWN: u32 = 50;
const ROUNDS: usize = 300;

/// Somebody with so many contacts, one every so many days, and a goal for every fifty of them.
fn someone(tx: &mut Tx<'_>, contacts: u64, apart: u64) -> alongside_store::Result<PersonId> {
    let person = Person {
        given_name: "Joseph".into(),
        family_name: "Okafor".into(),
        ..Person::blank(PersonId(tx.new_id()))
    };
    tx.add(&person)?;
    let first = NaiveDate::from_ymd_opt(2016, 3, 2).unwrap_or_default();
    for number in 0..contacts {
        let on = first + Days::new(number * apart);
        tx.add(&Contact {
            person: person.id,
            on: Some(on),
            came: Some(Came::Happened),
            note: "We walked to the allotment and spoke of Grace. "
                .repeat(12)
                .as_str()
                .into(),
            agreed_next: "To look out the tools".into(),
            ..Contact::blank(ContactId(tx.new_id()))
        })?;
        if number % 50 == 0 {
            let goal = Goal {
                person: person.id,
                words: "Somewhere to go on a Tuesday".into(),
                status: Some(Status::Done),
                ..Goal::blank(GoalId(tx.new_id()))
            };
            tx.add(&goal)?;
            for _ in 0..4 {
                tx.add(&Action {
                    person: person.id,
                    goal: Some(goal.id),
                    what: "Ring the shed".into(),
                    done_on: Some(on),
                    ..Action::blank(ActionId(tx.new_id()))
                })?;
                tx.add(&Progress {
                    person: person.id,
                    goal: goal.id,
                    on: Some(on),
                    words: "A little further".into(),
                    ..Progress::blank(ProgressId(tx.new_id()))
                })?;
            }
        }
    }
    Ok(person.id)
}

pub fn opens_as_fast() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(
        &folder.path().join("page.db"),
        &KEY,
        "Amira",
        World::system(),
    )
    .unwrap();
    fill(&store, 2_000, 10, 0).unwrap();
    let ((new, old), _) = store
        .transact("add_people", |tx| {
            Ok((someone(tx, 10, 7)?, someone(tx, 1_000, 3)?))
        })
        .unwrap();
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let (mut theirs, mut ours) = (Times::default(), Times::default());
    for _ in 0..ROUNDS {
        theirs.time(|| store.person(new, SHOWN, today).unwrap());
        let whole = ours.time(|| store.person(old, SHOWN, today).unwrap());
        assert_eq!((whole.contacts.len(), whole.contacts_total), (50, 1_000));
    }
    // A page of fifty is five times a page of ten: the ratio is that of what is shown, not of what there is.
    for percent in [50, 99] {
        let (long, short) = (ours.percentile(percent), theirs.percentile(percent));
        line(
            &format!("a person's page, 1,000 contacts beside 10, p{percent}"),
            long,
            Some(short),
            "< 16 ms",
            long < 16.0,
        );
    }
    let mut oldest = Times::default();
    for _ in 0..ROUNDS {
        let page = oldest.time(|| store.contacts(old, 950, SHOWN).unwrap());
        assert_eq!(page.len(), 50);
    }
    let last = oldest.percentile(99);
    line(
        "the last of its twenty pages of contacts, p99",
        last,
        None,
        "< 16 ms",
        last < 16.0,
    );
}
