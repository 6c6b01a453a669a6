//! What a link worker looks at all day: Today, the caseload filtered and sorted, a person's page, and who may be the same person while
//! a name is typed. Each asked of both sides in turn.

use super::{plain, today, typed};
use crate::figures::{Pair, compare, line};
use alongside_domain::Record as _;
use alongside_domain::alike::Traits;
use alongside_domain::codes::Standing;
use alongside_domain::ids::{GoalId, PersonId};
use alongside_domain::person::Person;
use alongside_domain::plan::Goal;
use alongside_store::one_person::{MaybeSame, Sought};
use alongside_store::people::{Order, PeopleQuery};
use alongside_store::{Store, World, measure};
use alongside_testkit::KEY;
use rusqlite::Connection;
use std::path::Path;

/// The first page of contacts.
const PAGE: u32 = 50;

/// Two goals for each of those listed.
pub fn add_goals(store: &Store, everyone: &[PersonId]) {
    for some in everyone.chunks(1_000) {
        store
            .transact("add_goals", |tx| {
                for person in some {
                    for words in ["Walk to the sea again", "Somebody to talk to on Sundays"] {
                        tx.add(&Goal {
                            person: *person,
                            words: words.into(),
                            ..Goal::blank(GoalId(tx.new_id()))
                        })?;
                    }
                }
                Ok(())
            })
            .unwrap();
    }
}

/// Measures all of it and prints the lines.
pub fn measured(file: &Path, plain_file: &Path, everyone: &[PersonId]) {
    let store = Store::open(file, &KEY, World::system()).unwrap();
    let connection = plain::open(plain_file).unwrap();
    let asked = |limit: usize| everyone.iter().copied().step_by(everyone.len() / limit);

    let days = [(); 40];
    let pair = in_turn(
        &days,
        |()| store.today(today()).unwrap().silent.len(),
        |()| {
            in_one(&connection, |on| {
                measure::today(on, today()).unwrap().silent.len()
            })
        },
    );
    say("Today", &pair);

    let pages: Vec<PeopleQuery> = [
        Standing::Open,
        Standing::Waiting,
        Standing::Paused,
        Standing::Closed,
    ]
    .into_iter()
    .flat_map(|standing| {
        [Order::Name, Order::Silence].map(|order| PeopleQuery {
            text: String::new(),
            standing: Some(standing),
            order,
            offset: 0,
            limit: 50,
            today: today(),
        })
    })
    .collect();
    let pages: Vec<&PeopleQuery> = pages.iter().cycle().take(80).collect();
    let pair = in_turn(
        &pages,
        |page| store.people(page).unwrap().1.len(),
        |page| in_one(&connection, |on| measure::people(on, page).unwrap().1.len()),
    );
    say("a caseload, filtered and sorted", &pair);

    let read = |id: &PersonId| store.person(*id, PAGE, today()).unwrap().contacts.len();
    let read_plain = |id: &PersonId| {
        in_one(&connection, |on| {
            measure::person(on, *id, PAGE, today())
                .unwrap()
                .contacts
                .len()
        })
    };
    let pair = in_turn(&asked(200).collect::<Vec<_>>(), read, read_plain);
    say("a person’s page", &pair);

    let sought = |traits: Traits| Sought {
        traits,
        ..Sought::default()
    };
    let names: Vec<[Sought; 1]> = typed("people: ")
        .iter()
        .filter(|name| name.chars().count() > 1)
        .map(|name| [sought(Traits::named([name.as_str()]).typing())])
        .collect();
    let pair = in_turn(
        &names,
        |name| found(&store.maybe_same(name, today()).unwrap()),
        |name| {
            in_one(&connection, |on| {
                found(&measure::maybe_same(on, name, today()).unwrap())
            })
        },
    );
    say("who may be the same, while typing", &pair);

    // A practice's list: names of people who are here, some of them mistyped, with their days of birth.
    let list: Vec<Sought> = asked(500)
        .enumerate()
        .map(|(at, id)| {
            let person: Person = store.get(id).unwrap();
            let family = if at % 3 == 0 { "n" } else { "" };
            let name = format!("{}{family}", person.full_name());
            sought(Traits::named([name.as_str()]).born(person.date_of_birth))
        })
        .collect();
    let mut pair = Pair::default();
    for _ in 0..5 {
        pair.ours.time(|| store.maybe_same(&list, today()).unwrap());
        pair.plain.time(|| {
            in_one(&connection, |on| {
                found(&measure::maybe_same(on, &list, today()).unwrap())
            })
        });
    }
    compare("a practice’s list of 500 rows beside everybody", &pair, 1.5);

    // Asked beside Today, which does not wait for it.
    let pair = in_turn(
        &days,
        |()| store.recorded_twice(today()).unwrap().len(),
        |()| {
            in_one(&connection, |on| {
                measure::recorded_twice(on, today()).unwrap().len()
            })
        },
    );
    compare(
        "everybody beside everybody: who is recorded twice",
        &pair,
        1.5,
    );

    // The same letters, most of which stand in a hundred thousand notes and in none of these.
    let words = typed("people: ");
    let pair = in_turn(
        &words,
        |word| store.things(word, 8).unwrap().len(),
        |word| {
            in_one(&connection, |on| {
                measure::things(on, word, 8).unwrap().len()
            })
        },
    );
    say("groups, days and things to do, by a word of them", &pair);
}

fn found(each: &[Vec<MaybeSame>]) -> usize {
    each.iter().map(Vec::len).sum()
}

/// Each question once to warm up, then five times on either side in turn; its median counts once, so that what else the machine does
/// does not look like a slow question.
fn in_turn<Q>(questions: &[Q], ours: impl Fn(&Q) -> usize, plainly: impl Fn(&Q) -> usize) -> Pair {
    let mut pair = Pair::default();
    for question in questions {
        assert_eq!(
            ours(question),
            plainly(question),
            "both sides find the same"
        );
        let mut one = Pair::default();
        for _ in 0..5 {
            one.ours.time(|| ours(question));
            one.plain.time(|| plainly(question));
        }
        pair.ours.note(one.ours.median());
        pair.plain.note(one.plain.median());
    }
    pair
}

/// In one transaction, as the store's are.
fn in_one(connection: &Connection, ask: impl Fn(&Connection) -> usize) -> usize {
    connection.execute_batch("BEGIN").unwrap();
    let found = ask(connection);
    connection.execute_batch("COMMIT").unwrap();
    found
}

fn say(what: &str, pair: &Pair) {
    for percent in [50, 99] {
        let (ours, plain) = (
            pair.ours.percentile(percent),
            pair.plain.percentile(percent),
        );
        line(
            &format!("{what}, p{percent}"),
            ours,
            Some(plain),
            "p99 < 16 ms",
            percent < 99 || ours < 16.0,
        );
    }
}
