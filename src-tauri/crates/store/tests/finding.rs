//! Finding people, and the lists of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::care::Risk;
use alongside_domain::codes::{Came, Standing, Status};
use alongside_domain::contact::Contact;
use alongside_domain::ids::{AboutMeId, ActionId, GoalId, RiskId};
use alongside_domain::person::{AboutMe, Person};
use alongside_domain::plan::{Action, Goal};
use alongside_domain::{Kind, Record};
use alongside_store::people::{Order, PeopleQuery, PersonRow};
use alongside_store::{Clock as _, Store, StoreError};
use alongside_testkit::Ready;
use alongside_testkit::named::{contact, mr_okafor, person};
use serde_json::json;
use uuid::Uuid;

fn query(text: &str) -> PeopleQuery {
    PeopleQuery {
        text: text.to_owned(),
        standing: None,
        order: Order::Name,
        offset: 0,
        limit: 20,
        today: "2026-03-02".parse().unwrap(),
    }
}

fn found(store: &Store, text: &str) -> Vec<String> {
    names(store.people(&query(text)).unwrap().1)
}

fn names(rows: Vec<PersonRow>) -> Vec<String> {
    rows.into_iter().map(|row| row.preferred_name).collect()
}

fn ready() -> Ready {
    let store = Ready::new().unwrap();
    store
        .transact("add_people", |tx| {
            tx.put(&mr_okafor())?;
            tx.put(&person(1, "Siân", "O'Brien"))?;
            tx.put(&person(2, "فاطمة", "الزهراء"))?;
            tx.put(&person(3, "Zoë 🌻", "Blenkinsop"))?;
            tx.put(&person(4, "Gwen", "Millward"))?;
            tx.put(&contact(
                1,
                mr_okafor().id,
                "2026-02-20",
                "Talked about the café and his réveil at dawn.",
            ))
        })
        .unwrap();
    store
}

#[test]
fn people_are_found_by_any_part_of_what_is_known_of_them() {
    let store = ready();
    for typed in [
        "joe",
        "Okafor",
        "OKA",
        "jos oka",
        "9990000018",
        "999 000 0018",
        "999-000-0018",
        "mill lane",
        "14 mill",
        "sy101aa",
        "SY10 1AA",
        "sy10",
        "07700900123",
        "07700 900123",
        "cafe",
        "réveil",
        "reveil",
        "re\u{301}veil",
        "joe dawn oka",
    ] {
        let who = found(&store, typed);
        if typed == "joe dawn oka" {
            assert!(
                who.is_empty(),
                "words of a name and of a note are not one record's"
            );
        } else {
            assert_eq!(who.first().map(String::as_str), Some("Joe"), "{typed}");
        }
    }
    for typed in [
        "sian",
        "Siân",
        "SIA\u{302}N",
        "obrien",
        "o'brien",
        "O’Brien",
        "brien",
    ] {
        assert_eq!(found(&store, typed), ["Siân"], "{typed}");
    }
    assert_eq!(found(&store, "فاط"), ["فاطمة"]);
    assert_eq!(found(&store, "zoe 🌻"), ["Zoë 🌻"]);
    assert!(found(&store, "nobody").is_empty());
    // Signs alone are no words: everybody is shown, as for an empty box.
    assert_eq!(found(&store, " -- ").len(), 5);
    for typed in [
        "\"",
        "*",
        "joe\" OR \"gwen",
        "names:",
        "NEAR(joe)",
        "a AND",
        "(",
        "\u{0}joe",
    ] {
        store.people(&query(typed)).unwrap();
    }
}

#[test]
fn a_name_comes_before_a_street_of_the_same_beginning() {
    let store = ready();
    assert_eq!(found(&store, "mill"), ["Gwen", "Joe"]);
    store
        .transact("add", |tx| {
            for number in 100..600 {
                let mut neighbour = person(number, "Neighbour", "Far");
                neighbour.addresses = mr_okafor().addresses;
                tx.put(&neighbour)?;
            }
            tx.put(&person(700, "Millie", "Last"))
        })
        .unwrap();
    assert_eq!(found(&store, "mill")[..2], ["Millie", "Gwen"]);
}

#[test]
fn where_a_word_was_found_is_shown() {
    let store = ready();
    let rows = store.people(&query("dawn")).unwrap().1;
    assert!(
        rows[0].found_in.contains("réveil at dawn."),
        "{}",
        rows[0].found_in
    );
}

#[test]
fn the_search_follows_every_change() {
    let store = ready();
    let visit = contact(1, mr_okafor().id, "2026-02-20", "");
    let set = |words: &str| {
        store
            .transact("edit", |tx| {
                tx.set::<Contact>(visit.id, "note", json!(words))
            })
            .unwrap();
    };
    set("Went to the allotment.");
    assert_eq!(found(&store, "allotment"), ["Joe"]);
    assert!(
        found(&store, "dawn").is_empty(),
        "what it said before is in history, not in the search"
    );
    store.undo().unwrap();
    assert_eq!(found(&store, "dawn"), ["Joe"]);
    assert!(found(&store, "allotment").is_empty());

    let bin = |kind, id: Uuid, archived| {
        store
            .transact("bin", |tx| tx.archive(kind, id, archived))
            .unwrap();
    };
    bin(Kind::Contact, visit.id.0, true);
    assert!(found(&store, "dawn").is_empty());
    bin(Kind::Contact, visit.id.0, false);
    assert_eq!(found(&store, "dawn"), ["Joe"]);
    bin(Kind::Person, mr_okafor().id.0, true);
    assert!(found(&store, "joe").is_empty());
    assert!(
        found(&store, "dawn").is_empty(),
        "nor what was written about someone in the bin"
    );
    assert_eq!(store.people(&query("")).unwrap().0, 4);
    assert_eq!(store.bin(10).unwrap()[0].1, mr_okafor().id.0);
    store.undo().unwrap();
    assert_eq!(found(&store, "joe"), ["Joe"]);
    assert_eq!(found(&store, "dawn"), ["Joe"]);
    store.check().unwrap();
}

#[test]
fn the_list_is_ordered_as_asked_and_turned_page_by_page() {
    let store = ready();
    store
        .transact("contacts", |tx| {
            let mut seen = contact(2, person(4, "", "").id, "2026-03-01", "Rang.");
            seen.came = Some(Came::Happened);
            tx.put(&seen)?;
            let mut seen = contact(3, mr_okafor().id, "2026-02-01", "Visited.");
            seen.came = Some(Came::Happened);
            tx.put(&seen)?;
            let mut next = contact(4, mr_okafor().id, "2026-03-09", "");
            next.came = Some(Came::Planned);
            tx.put(&next)?;
            let mut last = mr_okafor();
            last.standing = Some(Standing::Open);
            tx.put(&last)
        })
        .unwrap();
    let list = |order, standing, offset, limit| {
        let (total, rows, _) = store
            .people(&PeopleQuery {
                order,
                standing,
                offset,
                limit,
                ..query("")
            })
            .unwrap();
        (total, names(rows))
    };
    let all = list(Order::Name, None, 0, 20);
    assert_eq!(
        all,
        (
            5,
            ["Zoë 🌻", "Gwen", "Siân", "Joe", "فاطمة"]
                .map(str::to_owned)
                .to_vec()
        )
    );
    let pages: Vec<String> = (0..3)
        .flat_map(|page| list(Order::Name, None, page * 2, 2).1)
        .collect();
    assert_eq!(pages, all.1);
    assert_eq!(list(Order::Newest, None, 0, 1).1, ["Gwen"]);
    let silence = list(Order::Silence, None, 0, 20).1;
    assert_eq!(
        silence[3..],
        ["Joe", "Gwen"],
        "those never spoken with first, then the longest silence"
    );
    assert_eq!(
        list(Order::Name, Some(Standing::Open), 0, 20),
        (1, vec!["Joe".to_owned()])
    );
    assert_eq!(list(Order::Since, Some(Standing::Waiting), 0, 20).0, 4);
    let (_, rows, counts) = store.people(&query("joe")).unwrap();
    assert_eq!(
        (counts.all, counts.open, counts.waiting, counts.closed),
        (5, 1, 4, 0)
    );
    assert_eq!(rows[0].last_contact, "2026-02-01".parse().ok());
    assert_eq!(rows[0].next_contact, "2026-03-09".parse().ok());
    assert_eq!(rows[0].postcode, "SY10 1AA");
}

#[test]
fn a_person_is_read_whole() {
    let store = ready();
    let joe = mr_okafor();
    let goal = Goal {
        person: joe.id,
        words: "Sing again".into(),
        ..Goal::blank(GoalId(Uuid::from_u128(1)))
    };
    store
        .transact("plan", |tx| {
            tx.put(&goal)?;
            tx.put(&AboutMe {
                person: joe.id,
                story: "Drove the 53.".into(),
                ..AboutMe::blank(AboutMeId(joe.id.0))
            })?;
            for number in 5..30 {
                tx.put(&contact(
                    number,
                    joe.id,
                    &format!("2026-01-{number:02}"),
                    "Rang.",
                ))?;
            }
            Ok(())
        })
        .unwrap();
    let whole = store.person(joe.id, 10, store.clock.today()).unwrap();
    assert_eq!(whole.about.story.0, "Drove the 53.");
    assert_eq!(whole.goals, std::slice::from_ref(&goal));
    assert_eq!((whole.contacts.len(), whole.contacts_total), (10, 26));
    assert_eq!(
        whole.contacts[0].on,
        "2026-02-20".parse().ok(),
        "newest first"
    );
    let second = store.contacts(joe.id, 10, 10).unwrap();
    assert_eq!(second[0].on, "2026-01-20".parse().ok());
    store
        .transact("bin", |tx| tx.archive(Kind::Goal, goal.id.0, true))
        .unwrap();
    assert!(
        store
            .person(joe.id, 1, store.clock.today())
            .unwrap()
            .goals
            .is_empty()
    );
    assert!(matches!(
        store.person(person(99, "", "").id, 1, store.clock.today()),
        Err(StoreError::NotFound)
    ));
}

#[test]
fn today_shows_what_to_do_now() {
    let store = ready();
    let joe = mr_okafor();
    store
        .transact("arrange", |tx| {
            let mut visit = contact(10, joe.id, "2026-03-02", "");
            visit.came = Some(Came::Planned);
            tx.put(&visit)?;
            visit = contact(11, joe.id, "2026-03-05", "");
            visit.came = Some(Came::Planned);
            tx.put(&visit)?;
            let mut before = contact(12, joe.id, "2026-02-10", "Visited.");
            before.came = Some(Came::Happened);
            before.agreed_next = "Bring the bus times".into();
            tx.put(&before)?;
            tx.put(&Action {
                person: joe.id,
                what: "Ring the choir".into(),
                due_on: "2026-03-01".parse().ok(),
                status: Some(Status::Planned),
                ..Action::blank(ActionId(Uuid::from_u128(1)))
            })?;
            tx.put(&Risk {
                person: joe.id,
                risk: "Dog".into(),
                ..Risk::blank(RiskId(Uuid::from_u128(1)))
            })?;
            let mut silent = person(20, "Hazel", "Quiet");
            silent.standing = Some(Standing::Open);
            silent.standing_since = "2026-01-01".parse().ok();
            tx.put(&silent)?;
            let mut new = person(21, "Ivy", "New");
            new.referred_on = "2026-03-01".parse().ok();
            tx.put(&new)
        })
        .unwrap();
    let today = store.today(store.clock.today()).unwrap();
    assert_eq!(today.visits.len(), 1);
    assert_eq!(
        today.visits[0].agreed.as_ref().unwrap().agreed_next.0,
        "Bring the bus times"
    );
    assert_eq!(today.visits[0].risks.len(), 1);
    assert_eq!(today.visits[0].actions.len(), 1);
    assert_eq!(today.coming.len(), 1);
    assert_eq!(names(today.silent), ["Hazel"], "Joe has a visit arranged");
    assert_eq!(names(today.new_referrals), ["Ivy"]);
    assert_eq!(today.waiting.len(), 5);
    assert_eq!(today.actions[0].1.what.0, "Ring the choir");
    assert_eq!(today.seen_this_year, 1);
    store
        .transact("close", |tx| {
            tx.set::<Person>(joe.id, "standing", json!("closed"))
        })
        .unwrap();
    assert!(store.today(store.clock.today()).unwrap().actions.is_empty());
}
