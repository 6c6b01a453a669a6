//! Several laptops write without seeing one another, and end with the same rows and the same differences to look at.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "tests"
)]

use alongside_domain::ids::{AboutMeId, PersonId};
use alongside_domain::person::{AboutMe, Person};
use alongside_domain::{Kind, Record as _, Value};
use alongside_store::log::Commit;
use alongside_store::replica::{Applied, Source};
use alongside_store::{DifferenceSort, Store};
use alongside_testkit::named::{contact, mr_okafor};
use alongside_testkit::{Dice, Ready};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

/// A laptop of the team.
struct Laptop {
    ready: Ready,
    /// How far each of the others has read what was written here.
    read: Vec<usize>,
    space: Uuid,
}

fn laptops(number: u64) -> Vec<Laptop> {
    let mut all: Vec<Laptop> = (0..number)
        .map(|seed| {
            let ready = Ready::numbered(seed + 1).unwrap();
            ready
                .set_worker(["Amira", "Bilal", "Chioma"][usize::try_from(seed).unwrap()])
                .unwrap();
            ready
                .replicate(|replica| replica.set_replicating(true))
                .unwrap();
            Laptop {
                ready,
                read: vec![0; usize::try_from(number).unwrap()],
                space: Uuid::nil(),
            }
        })
        .collect();
    all[0]
        .ready
        .transact("add_person", |tx| tx.put(&mr_okafor()))
        .unwrap();
    let space = written(&all[0].ready)[0].0;
    for laptop in &mut all {
        laptop.space = space;
    }
    meet(&mut all);
    all
}

/// Everything in the log of a laptop, as parts of a space; what others wrote is among it.
fn written(store: &Store) -> Vec<(Uuid, Commit)> {
    store
        .commits_after(0, 10_000)
        .unwrap()
        .into_iter()
        .map(|(_, commit)| (commit.operations[0].space, commit))
        .collect()
}

fn take(store: &Store, parts: &[(Uuid, Commit)]) -> Vec<Applied> {
    let (applied, _) = store
        .replicate(|replica| {
            parts
                .iter()
                .map(|(space, commit)| replica.apply(*space, commit, Source::default()))
                .collect::<Result<Vec<_>, _>>()
        })
        .unwrap();
    applied
}

/// Everybody reads everything.
fn meet(all: &mut [Laptop]) {
    for reader in 0..all.len() {
        for writer in 0..all.len() {
            let parts = written(&all[writer].ready);
            let from = all[reader].read[writer].min(parts.len());
            take(&all[reader].ready, &parts[from..]);
            all[reader].read[writer] = written(&all[writer].ready).len();
        }
    }
}

fn digest(store: &Store) -> [u8; 32] {
    store.replica_read(|replica| replica.digest()).unwrap()
}

fn rows_are_their_log(store: &Store) {
    store.replica_read(|replica| replica.check_rows()).unwrap();
}

fn agree(all: &[Laptop]) {
    for laptop in all {
        rows_are_their_log(&laptop.ready);
        assert_eq!(digest(&laptop.ready), digest(&all[0].ready));
        assert_eq!(
            laptop.ready.differences().unwrap(),
            all[0].ready.differences().unwrap()
        );
    }
}

fn set(store: &Store, field: &str, value: &str) {
    store
        .transact("edit", |tx| {
            tx.set::<Person>(mr_okafor().id, field, json!(value))
        })
        .unwrap();
}

fn joe(store: &Store) -> Person {
    store.get(mr_okafor().id).unwrap()
}

#[test]
fn what_amira_writes_is_on_bilals_laptop_and_is_found_there() {
    let mut all = laptops(2);
    all[0]
        .ready
        .transact("write_up_visit", |tx| {
            tx.put(&contact(
                1,
                mr_okafor().id,
                "2026-03-02",
                "Sang at the café.",
            ))
        })
        .unwrap();
    meet(&mut all);
    agree(&all);
    assert_eq!(joe(&all[1].ready), mr_okafor());
    let found = all[1]
        .ready
        .people(&alongside_store::people::PeopleQuery {
            text: "cafe".to_owned(),
            standing: None,
            order: alongside_store::people::Order::Name,
            offset: 0,
            limit: 5,
            today: "2026-03-02".parse().unwrap(),
        })
        .unwrap();
    assert_eq!(found.0, 1);
    assert_eq!(
        all[1].ready.unsent().unwrap().commits,
        0,
        "it is not Bilal's to send"
    );
    // Who wrote it, and that Bilal cannot undo it.
    let history = all[1]
        .ready
        .history(Kind::Person, mr_okafor().id.0)
        .unwrap();
    assert_eq!(history[0].by, "Amira");
    assert_eq!(all[1].ready.undo_state().unwrap().undo, None);
    all[1].ready.reopen().unwrap();
    assert_eq!(all[1].ready.undo_state().unwrap().undo, None);
}

#[test]
fn two_who_write_one_field_apart_are_shown_both_values_and_decide() {
    let mut all = laptops(2);
    set(&all[0].ready, "preferred_name", "Joseph");
    all[1].ready.clock.minutes(1);
    set(&all[1].ready, "preferred_name", "Mr Okafor");
    set(&all[1].ready, "alert", "dog");
    meet(&mut all);
    agree(&all);
    let differences = all[0].ready.differences().unwrap();
    assert_eq!(differences.len(), 1, "the other field is not one");
    let one = &differences[0];
    assert_eq!(one.standing.by, "Bilal");
    assert_eq!(one.standing.json, json!("Mr Okafor"));
    assert_eq!(one.losing.by, "Amira");
    assert_eq!(one.losing.json, json!("Joseph"));
    assert_eq!(one.person, Some(mr_okafor().id));
    assert_eq!(one.losing.device, one.losing.stamp.device());

    // Amira's word was right after all.
    let value = one.losing.value.clone();
    all[0]
        .ready
        .transact("settle", |tx| tx.settle(&one.key, Some(value)))
        .unwrap();
    assert_eq!(all[0].ready.differences_count().unwrap(), 0);
    assert!(
        all[0]
            .ready
            .transact("settle", |tx| tx.settle(&one.key, None))
            .is_err()
    );
    meet(&mut all);
    agree(&all);
    assert_eq!(joe(&all[1].ready).preferred_name.0, "Joseph");
    assert_eq!(all[1].ready.differences_count().unwrap(), 0);
}

#[test]
fn keeping_what_stands_is_a_decision_that_travels() {
    let mut all = laptops(2);
    set(&all[0].ready, "alert", "dog");
    set(&all[1].ready, "alert", "two dogs");
    meet(&mut all);
    let one = all[1].ready.differences().unwrap().remove(0);
    let stood = joe(&all[1].ready).alert;
    all[1]
        .ready
        .transact("settle", |tx| tx.settle(&one.key, None))
        .unwrap();
    meet(&mut all);
    agree(&all);
    assert_eq!(all[0].ready.differences_count().unwrap(), 0);
    assert_eq!(joe(&all[0].ready).alert, stood);
    // Undoing the decision asks again nowhere: it is a value like another.
    all[1].ready.undo().unwrap();
    meet(&mut all);
    agree(&all);
}

#[test]
fn the_same_words_written_twice_are_no_difference() {
    let mut all = laptops(3);
    for laptop in &all {
        set(&laptop.ready, "alert", "dog");
    }
    meet(&mut all);
    agree(&all);
    assert_eq!(all[0].ready.differences_count().unwrap(), 0);
    // And what was written over one of them was written over all.
    set(&all[2].ready, "alert", "no dog");
    meet(&mut all);
    agree(&all);
    assert_eq!(all[0].ready.differences_count().unwrap(), 0);
    assert_eq!(joe(&all[0].ready).alert.0, "no dog");
}

#[test]
fn editing_what_another_put_in_the_bin_brings_it_back_and_says_so() {
    let mut all = laptops(2);
    set(&all[1].ready, "alert", "dog");
    all[0]
        .ready
        .transact("archive", |tx| {
            tx.archive(Kind::Person, mr_okafor().id.0, true)
        })
        .unwrap();
    meet(&mut all);
    agree(&all);
    assert!(joe(&all[0].ready).archived.is_none(), "it is back");
    let one = all[0].ready.differences().unwrap().remove(0);
    assert_eq!(one.sort, DifferenceSort::Revived);
    assert_eq!(
        (one.losing.by.as_str(), one.standing.by.as_str()),
        ("Amira", "Bilal")
    );
    assert_eq!(one.standing.json, json!("dog"));
    // Amira looks, and puts it away again.
    let archived = one.losing.value.clone();
    all[0]
        .ready
        .transact("settle", |tx| tx.settle(&one.key, Some(archived)))
        .unwrap();
    meet(&mut all);
    agree(&all);
    assert!(joe(&all[1].ready).archived.is_some());
    assert_eq!(all[1].ready.differences_count().unwrap(), 0);
    // What is changed in the bin by somebody who knows stays there.
    set(&all[1].ready, "alert", "two dogs");
    meet(&mut all);
    agree(&all);
    assert!(joe(&all[0].ready).archived.is_some());
    assert_eq!(all[0].ready.differences_count().unwrap(), 0);
}

#[test]
fn two_who_begin_the_same_page_apart_keep_both_their_words() {
    let mut all = laptops(2);
    let about = AboutMe {
        person: mr_okafor().id,
        ..AboutMe::blank(AboutMeId(mr_okafor().id.0))
    };
    let [story, please] = [
        AboutMe {
            story: "Born in Aba.".into(),
            ..about.clone()
        },
        AboutMe {
            please_do: "Knock twice.".into(),
            ..about
        },
    ];
    all[0].ready.transact("about", |tx| tx.put(&story)).unwrap();
    all[1]
        .ready
        .transact("about", |tx| tx.put(&please))
        .unwrap();
    meet(&mut all);
    agree(&all);
    let both: AboutMe = all[0].ready.get(story.id).unwrap();
    assert_eq!(
        (both.story.0.as_str(), both.please_do.0.as_str()),
        ("Born in Aba.", "Knock twice.")
    );
    assert_eq!(all[0].ready.differences_count().unwrap(), 0);
}

#[test]
fn undo_leaves_alone_what_somebody_else_has_changed_since() {
    let mut all = laptops(2);
    all[0]
        .ready
        .transact("first", |tx| {
            tx.set::<Person>(mr_okafor().id, "alert", json!("dog"))?;
            tx.set::<Person>(mr_okafor().id, "pronouns", json!("he"))
        })
        .unwrap();
    meet(&mut all);
    set(&all[1].ready, "alert", "two dogs");
    set(&all[1].ready, "alert", "dog");
    meet(&mut all);
    all[0].ready.reopen().unwrap();
    assert_eq!(all[0].ready.undo().unwrap().0, "first");
    let now = joe(&all[0].ready);
    assert_eq!(
        (now.alert.0.as_str(), now.pronouns.0.as_str()),
        ("dog", ""),
        "Bilal has written the same word since: it is his now"
    );
    // Nor is a person put away whom somebody else has gone on with.
    assert_eq!(all[0].ready.undo().unwrap().0, "add_person");
    assert!(joe(&all[0].ready).archived.is_none());
    meet(&mut all);
    agree(&all);
}

#[test]
fn one_after_the_other_there_is_never_a_difference() {
    let mut all = laptops(3);
    let mut dice = Dice::new(5);
    for step in 0..60 {
        let who = usize::try_from(dice.below(3)).unwrap();
        all[who]
            .ready
            .clock
            .step(i64::try_from(dice.below(9_000)).unwrap() - 4_000);
        act(&all[who].ready, &mut dice, step);
        meet(&mut all);
        assert_eq!(
            all[who].ready.differences_count().unwrap(),
            0,
            "step {step}"
        );
    }
    agree(&all);
}

#[test]
fn what_does_not_belong_to_a_space_is_kept_out_of_the_rows() {
    let all = laptops(2);
    // A forged part: the directory's space carries a change of a person.
    set(&all[0].ready, "alert", "forged");
    let (_, forged) = written(&all[0].ready).pop().unwrap();
    let elsewhere = Uuid::from_u128(0xD1);
    all[1]
        .ready
        .replicate(|replica| replica.open_space(elsewhere, 2, [7; 32], Some(9)))
        .unwrap();
    take(&all[1].ready, &[(elsewhere, forged.clone())]);
    assert_eq!(joe(&all[1].ready).alert.0, "");
    rows_are_their_log(&all[1].ready);
    // The true one still arrives.
    take(&all[1].ready, &[(all[1].space, forged)]);
    assert_eq!(joe(&all[1].ready).alert.0, "forged");
}

#[test]
fn what_only_a_newer_version_knows_waits_in_the_log() {
    let all = laptops(2);
    set(&all[0].ready, "alert", "dog");
    let (space, mut newer) = written(&all[0].ready).pop().unwrap();
    let mut unknown = newer.operations[0].operation.fields[0].clone();
    unknown.field = 900;
    newer.operations[0].operation.fields.push(unknown);
    let mut other = newer.operations[0].clone();
    other.kind = 250;
    other.record = Uuid::from_u128(250);
    newer.operations.push(other);
    assert_eq!(
        take(&all[1].ready, &[(space, newer.clone())]),
        [Applied::Waits]
    );
    assert_eq!(joe(&all[1].ready).alert.0, "dog", "what is known is there");
    assert_eq!(take(&all[1].ready, &[(space, newer)]), [Applied::Known]);
    rows_are_their_log(&all[1].ready);
    let (fit, _) = all[1]
        .ready
        .replicate(|replica| replica.apply_waiting())
        .unwrap();
    assert_eq!(fit, 0, "it is still this version");
    // And it can be sent on whole.
    let (_, kept) = written(&all[1].ready).pop().unwrap();
    assert_eq!(kept.operations.len(), 2);
    assert_eq!(kept.operations[0].operation.fields.len(), 2);
}

#[test]
fn a_text_of_nothing_is_put_aside_and_stops_nothing() {
    let all = laptops(2);
    set(&all[0].ready, "alert", "dog");
    let (space, mut broken) = written(&all[0].ready).pop().unwrap();
    broken.operations[0].operation.fields[0].value = Value::Null;
    assert_eq!(take(&all[1].ready, &[(space, broken)]), [Applied::Waits]);
    assert_eq!(joe(&all[1].ready).alert.0, "", "as if it were not there");
    rows_are_their_log(&all[1].ready);
    // What is written after it comes as ever.
    set(&all[0].ready, "alert", "a large dog");
    let next = written(&all[0].ready).pop().unwrap();
    assert_eq!(take(&all[1].ready, &[next]), [Applied::New]);
    assert_eq!(joe(&all[1].ready).alert.0, "a large dog");
}

/// Something that somebody does, by the dice.
fn act(store: &Store, dice: &mut Dice, step: u32) {
    let id = mr_okafor().id;
    match dice.below(9) {
        0 => {
            let archived = dice.percent(50);
            store
                .transact("bin", |tx| tx.archive(Kind::Person, id.0, archived))
                .unwrap();
        }
        1 => drop(store.undo()),
        2 => drop(store.redo()),
        3 => {
            if let Some(one) = store.differences().unwrap().first() {
                let value = match (dice.below(3), one.sort) {
                    (0, _) => None,
                    (1, _) => Some(one.losing.value.clone()),
                    (_, DifferenceSort::Values) if one.key.field != 0 => {
                        Some(Value::Text(format!("third {step}")))
                    }
                    _ => None,
                };
                store
                    .transact("settle", |tx| tx.settle(&one.key, value))
                    .unwrap();
            }
        }
        4 => {
            let about = AboutMe {
                person: id,
                story: format!("story {}", dice.below(3)).into(),
                ..AboutMe::blank(AboutMeId(id.0))
            };
            store.transact("about", |tx| tx.put(&about)).unwrap();
        }
        5 => {
            let note = contact(
                dice.below(3).into(),
                id,
                "2026-03-01",
                &format!("note {step}"),
            );
            store.transact("visit", |tx| tx.put(&note)).unwrap();
        }
        _ => {
            let field = dice.one(&["alert", "preferred_name", "pronouns"]);
            let value = format!("{} {}", dice.below(3), dice.below(2));
            store
                .transact("edit", |tx| {
                    tx.set::<Person>(PersonId(id.0), field, json!(value))
                })
                .unwrap();
        }
    }
}

fn shuffled<T: Clone>(of: &[T], dice: &mut Dice) -> Vec<T> {
    let mut all = of.to_vec();
    for at in (1..all.len()).rev() {
        let other = usize::try_from(dice.below(at as u64 + 1)).unwrap();
        all.swap(at, other);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Commutative, associative, idempotent: whatever was written, in whatever order it arrives, cut into whatever pages, once or
    /// often, every laptop has the same rows, stamps and differences.
    #[test]
    fn in_whatever_order_and_however_often(seed in any::<u64>(), steps in 4_u32..24) {
        let mut dice = Dice::new(seed);
        let all = laptops(3);
        for step in 0..steps {
            let who = usize::try_from(dice.below(3)).unwrap();
            all[who].ready.clock.step(i64::try_from(dice.below(3)).unwrap() * 500 - 400);
            act(&all[who].ready, &mut dice, step);
            if dice.percent(20) {
                // Two of them meet.
                let other = (who + 1) % 3;
                let parts = written(&all[who].ready);
                take(&all[other].ready, &parts);
            }
        }
        let mut everything = Vec::new();
        for laptop in &all {
            everything.extend(written(&laptop.ready));
        }
        for laptop in &all {
            for page in shuffled(&everything, &mut dice).chunks(7) {
                take(&laptop.ready, page);
            }
            let once = digest(&laptop.ready);
            take(&laptop.ready, &shuffled(&everything, &mut dice));
            prop_assert_eq!(digest(&laptop.ready), once);
        }
        agree(&all);
        // A laptop that comes new reads it from nothing, in an order in which nothing fits.
        let fresh = Ready::numbered(9).unwrap();
        let backwards: Vec<_> = everything.iter().rev().cloned().collect();
        take(&fresh, &backwards);
        prop_assert_eq!(digest(&fresh), digest(&all[0].ready));
        rows_are_their_log(&fresh);
        fresh.check().unwrap();
    }
}
