//! A laptop that takes snapshots over first, and reads the log afterwards, ends where one ends that read the log alone: whatever was
//! in the snapshots, and whoever lied in them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::Kind;
use alongside_domain::Value;
use alongside_domain::ids::PersonId;
use alongside_domain::person::Person;
use alongside_store::Store;
use alongside_store::log::Commit;
use alongside_store::replica::{Judged, SnapshotName, Source};
use alongside_testkit::named::{contact, mr_okafor, organisation, place, service};
use alongside_testkit::{Dice, Ready};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

/// A part of a commit, as it stands in the team's log: at the position that its place in the list tells.
type Part = (Uuid, Commit);

const TOM: [u8; 8] = [7; 8];

/// Amira and Tom write in turn, and do not always know of one another; everything they wrote, in the order in which the server had it.
fn written_by_two(seed: u64, steps: u64) -> Vec<Part> {
    let mut dice = Dice::new(seed);
    let both = [Ready::numbered(1).unwrap(), Ready::numbered(2).unwrap()];
    let mut log: Vec<Part> = Vec::new();
    let mut read = [0, 0];
    let mut sent = [0, 0];
    for laptop in &both {
        laptop
            .replicate(|replica| replica.set_replicating(true))
            .unwrap();
    }
    both[0]
        .transact("add_person", |tx| tx.put(&mr_okafor()))
        .unwrap();
    both[0]
        .transact("import", |tx| {
            tx.put(&organisation(1, "Mill Lane Trust"))?;
            let mut shed = service(1, "Men's Shed", "Make things together.");
            shed.organisation = Some(organisation(1, "").id);
            tx.put(&shed)?;
            tx.put(&place(1, shed.id, "SY10 1AA", 52.8617, -3.0548))
        })
        .unwrap();
    for step in 0..steps {
        let who = usize::try_from(dice.below(2)).unwrap();
        if step == 0 || dice.percent(60) {
            // Everybody sends, and this one reads.
            for (writer, laptop) in both.iter().enumerate() {
                let new = laptop.commits_after(sent[writer], 1_000).unwrap();
                for (n, commit) in new {
                    sent[writer] = n;
                    for part in parts_of(&commit) {
                        if !log
                            .iter()
                            .any(|(space, known)| (*space, known.id) == (part.0, part.1.id))
                        {
                            log.push(part);
                        }
                    }
                }
            }
            take_log(&both[who], &log, read[who]);
            read[who] = log.len();
        }
        both[who].clock.minutes(1);
        let _ = act(&both[who], &mut dice, step);
    }
    log
}

fn parts_of(commit: &Commit) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for logged in &commit.operations {
        match parts.iter_mut().find(|(space, _)| *space == logged.space) {
            Some((_, part)) => part.operations.push(logged.clone()),
            None => parts.push((
                logged.space,
                Commit {
                    operations: vec![logged.clone()],
                    ..commit.clone()
                },
            )),
        }
    }
    parts
}

fn act(store: &Store, dice: &mut Dice, step: u64) -> alongside_store::Result<()> {
    let id = mr_okafor().id;
    match dice.below(6) {
        0 => store.transact("visit", |tx| {
            tx.put(&contact(
                dice.below(3).into(),
                id,
                "2026-03-01",
                &format!("note {step}"),
            ))
        })?,
        1 => store.transact("bin", |tx| {
            tx.archive(Kind::Person, id.0, step.is_multiple_of(2))
        })?,
        2 => store.transact("both", |tx| {
            tx.put(&organisation(1, &format!("Trust {step}")))?;
            tx.set::<Person>(PersonId(id.0), "alert", json!("dog"))
        })?,
        _ => {
            let field = dice.one(&["alert", "preferred_name", "pronouns"]);
            store.transact("edit", |tx| {
                tx.set::<Person>(PersonId(id.0), field, json!(format!("{}", step % 4)))
            })?
        }
    };
    Ok(())
}

/// Reads the log from a place on.
fn take_log(store: &Store, log: &[Part], from: usize) {
    store
        .replicate(|replica| {
            for (space, commit) in log.iter().skip(from) {
                // What kind a space is of is told by its opening, whatever a snapshot said of it.
                let is_persons = commit.operations.iter().any(|logged| {
                    matches!(
                        Kind::from_number(logged.kind),
                        Some(Kind::Person | Kind::Contact)
                    )
                });
                replica.open_space(*space, if is_persons { 1 } else { 2 }, [7; 32], Some(1))?;
            }
            for ((space, commit), position) in log.iter().zip(1_u64..).skip(from) {
                let source = Source {
                    position,
                    ..Source::default()
                };
                replica.apply(*space, commit, source)?;
                replica.note_head(position, chain(position))?;
            }
            Ok(())
        })
        .unwrap();
}

fn chain(position: u64) -> [u8; 32] {
    let mut chain = [9; 32];
    chain[..8].copy_from_slice(&position.to_be_bytes());
    chain
}

fn name(space: Uuid, after: u64, to: u64) -> SnapshotName {
    SnapshotName {
        space,
        device: TOM,
        after,
        to,
        chain: chain(to),
    }
}

fn judge(store: &Store, read_to: u64) -> Vec<Judged> {
    store
        .replicate(|replica| replica.judge_snapshots(read_to))
        .unwrap()
        .0
}

fn digest(store: &Store) -> [u8; 32] {
    store.replica_read(|replica| replica.check_rows()).unwrap();
    store.replica_read(|replica| replica.digest()).unwrap()
}

fn spaces(log: &[Part]) -> Vec<Uuid> {
    let mut spaces: Vec<Uuid> = log.iter().map(|(space, _)| *space).collect();
    spaces.sort_unstable();
    spaces.dedup();
    spaces
}

/// The snapshots of a space that a laptop makes which has read the log up to `to`, each of a few parts.
fn made(maker: &Store, space: Uuid, to: u64) -> Vec<(SnapshotName, Vec<Commit>)> {
    let mut all = Vec::new();
    let mut after = 0;
    while after < to {
        let (commits, end) = maker
            .replica_read(|replica| replica.placed_parts(space, after, to, 300))
            .unwrap();
        assert!(end > after, "it goes on");
        all.push((name(space, after, end), commits));
        after = end;
    }
    all
}

fn have_the_same(one: &Store, other: &Store, log: &[Part]) {
    assert_eq!(digest(one), digest(other));
    assert_eq!(one.differences().unwrap(), other.differences().unwrap());
    for (_, commit) in log {
        for logged in &commit.operations {
            let Some(kind) = Kind::from_number(logged.kind) else {
                continue;
            };
            let of = |store: &Store| {
                let mut history = store.history(kind, logged.record).unwrap();
                // What a value replaced is told by what was here when it came.
                history.iter_mut().for_each(|change| change.before = None);
                history
            };
            assert_eq!(of(one), of(other));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn snapshots_and_then_the_log_are_the_log(seed in any::<u64>(), steps in 4_u64..24, cut in 0_u64..100) {
        let log = written_by_two(seed, steps);
        let end = u64::try_from(log.len()).unwrap();
        let reader = Ready::numbered(8).unwrap();
        take_log(&reader, &log, 0);
        let to = end * cut / 100;
        let mut snapshots: Vec<_> = spaces(&log)
            .into_iter()
            .flat_map(|space| made(&reader, space, to))
            .collect();
        let mut dice = Dice::new(seed);
        for at in (1..snapshots.len()).rev() {
            snapshots.swap(at, usize::try_from(dice.below(at as u64 + 1)).unwrap());
        }
        let fresh = Ready::numbered(9).unwrap();
        let mut read = 0;
        for (name, commits) in &snapshots {
            // Some do not come, some come twice.
            for _ in 0..dice.below(3) {
                fresh.replicate(|replica| replica.take_snapshot(name, commits)).unwrap();
            }
            if dice.percent(10) {
                let some = usize::try_from(dice.below(end + 1)).unwrap();
                take_log(&fresh, &log[..some], 0);
                read = read.max(some);
            }
        }
        // Who wrote what is told by the log alone.
        if read == 0 {
            prop_assert!(fresh.history(Kind::Person, mr_okafor().id.0).unwrap().is_empty());
        }
        take_log(&fresh, &log, 0);
        for judged in judge(&fresh, end) {
            prop_assert!(judged.is_of_this_log);
            prop_assert_eq!(judged.unfounded, 0);
        }
        have_the_same(&fresh, &reader, &log);
        prop_assert_eq!(fresh.replica_read(|replica| replica.claims()).unwrap(), 0);
        fresh.check().unwrap();
    }

    /// Tom seals what was never written, leaves out what was, puts his words under Amira's name and files one person's page in
    /// another space.
    #[test]
    fn what_the_log_does_not_confirm_is_taken_out_again(seed in any::<u64>(), steps in 4_u64..20) {
        let log = written_by_two(seed, steps);
        let end = u64::try_from(log.len()).unwrap();
        let reader = Ready::numbered(8).unwrap();
        take_log(&reader, &log, 0);
        let mut dice = Dice::new(seed);
        let fresh = Ready::numbered(9).unwrap();
        let mut has_lied = false;
        let all = spaces(&log);
        for space in &all {
            for (name, mut commits) in made(&reader, *space, end) {
                for commit in &mut commits {
                    has_lied |= lie(commit, &mut dice);
                }
                if dice.percent(30) {
                    // Under another space's name.
                    let elsewhere = all[usize::try_from(dice.below(all.len() as u64)).unwrap()];
                    has_lied |= elsewhere != *space && !commits.is_empty();
                    let name = SnapshotName { space: elsewhere, ..name };
                    fresh.replicate(|replica| replica.take_snapshot(&name, &commits)).unwrap();
                }
                fresh.replicate(|replica| replica.take_snapshot(&name, &commits)).unwrap();
            }
        }
        take_log(&fresh, &log, 0);
        let judged = judge(&fresh, end);
        let unfounded: u32 = judged.iter().map(|judged| judged.unfounded).sum();
        // A lie about a commit of which another snapshot told first is not taken over, and blamed on nobody.
        prop_assert!(has_lied || unfounded == 0);
        prop_assert!(judged.iter().all(|judged| judged.name.device == TOM));
        have_the_same(&fresh, &reader, &log);
        prop_assert_eq!(fresh.replica_read(|replica| replica.claims()).unwrap(), 0);
        fresh.check().unwrap();
    }
}

/// Gives whether it did.
fn lie(commit: &mut Commit, dice: &mut Dice) -> bool {
    if !dice.percent(30) {
        return false;
    }
    match dice.below(3) {
        0 => commit.by = "Nobody".to_owned(),
        1 => {
            // The ids are 16 bytes: this one is nobody's.
            commit.id = Uuid::from_u128(commit.id.as_u128() ^ 1);
        }
        _ => {
            let Some(write) = commit
                .operations
                .first_mut()
                .and_then(|logged| logged.operation.fields.last_mut())
            else {
                return false;
            };
            write.value = match &write.value {
                Value::Text(_) => Value::Text("never written".to_owned()),
                Value::Integer(n) => Value::Integer(n + 1),
                _ => Value::Null,
            };
            return write.value != Value::Null;
        }
    }
    true
}

#[test]
fn until_the_log_says_so_nobody_is_named_and_nobody_is_asked() {
    let log = written_by_two(3, 20);
    let end = u64::try_from(log.len()).unwrap();
    let reader = Ready::numbered(8).unwrap();
    take_log(&reader, &log, 0);
    let fresh = Ready::numbered(9).unwrap();
    for space in spaces(&log) {
        for (name, commits) in made(&reader, space, end) {
            fresh
                .replicate(|replica| replica.take_snapshot(&name, &commits))
                .unwrap();
        }
    }
    // The words are here, and can be found.
    let here: Person = fresh.get(mr_okafor().id).unwrap();
    assert_eq!(here, reader.get(mr_okafor().id).unwrap());
    assert_eq!(digest(&fresh), digest(&reader));
    // Whose they are is not told yet.
    let of = |store: &Store| store.history(Kind::Person, mr_okafor().id.0).unwrap();
    assert!(of(&fresh).is_empty() && !of(&reader).is_empty());
    assert_eq!(fresh.differences().unwrap(), []);
    assert_eq!(fresh.differences_count().unwrap(), 0);
    take_log(&fresh, &log, 0);
    judge(&fresh, end);
    have_the_same(&fresh, &reader, &log);
}

#[test]
fn what_amira_writes_on_top_of_a_false_word_is_hers_and_stays() {
    let log = written_by_two(3, 8);
    let end = u64::try_from(log.len()).unwrap();
    let fresh = Ready::numbered(9).unwrap();
    let (space, mut forged) = log[0].clone();
    forged.id = Uuid::from_u128(0xF0);
    fresh
        .replicate(|replica| replica.take_snapshot(&name(space, 0, end), &[forged]))
        .unwrap();
    fresh
        .transact("edit", |tx| {
            tx.set::<Person>(mr_okafor().id, "title", json!("Chief"))
        })
        .unwrap();
    take_log(&fresh, &log, 0);
    assert_eq!(judge(&fresh, end)[0].unfounded, 1);
    let here: Person = fresh.get(mr_okafor().id).unwrap();
    assert_eq!(here.title.0, "Chief");
    fresh.replica_read(|replica| replica.check_rows()).unwrap();
}

#[test]
fn a_snapshot_of_another_log_is_told_from_one_of_this() {
    let log = written_by_two(3, 8);
    let end = u64::try_from(log.len()).unwrap();
    let fresh = Ready::numbered(9).unwrap();
    let other = SnapshotName {
        chain: [1; 32],
        ..name(log[0].0, 0, end)
    };
    fresh
        .replicate(|replica| replica.take_snapshot(&other, &[]))
        .unwrap();
    take_log(&fresh, &log, 0);
    assert!(!judge(&fresh, end)[0].is_of_this_log);
}

#[test]
fn an_erased_person_leaves_no_claim_behind() {
    let log = written_by_two(3, 12);
    let end = u64::try_from(log.len()).unwrap();
    let reader = Ready::numbered(8).unwrap();
    take_log(&reader, &log, 0);
    let fresh = Ready::numbered(9).unwrap();
    let space = log[0].0;
    for (name, commits) in made(&reader, space, end) {
        fresh
            .replicate(|replica| replica.take_snapshot(&name, &commits))
            .unwrap();
    }
    assert!(fresh.replica_read(|replica| replica.claims()).unwrap() > 0);
    fresh
        .replicate(|replica| replica.erase_space(space))
        .unwrap();
    assert_eq!(fresh.replica_read(|replica| replica.claims()).unwrap(), 0);
    assert!(fresh.get::<Person>(mr_okafor().id).is_err());
    let (parts, _) = reader
        .replica_read(|replica| replica.placed_parts(space, 0, end, 1 << 20))
        .unwrap();
    let late = name(space, 0, end);
    fresh
        .replicate(|replica| replica.take_snapshot(&late, &parts))
        .unwrap();
    assert!(fresh.get::<Person>(mr_okafor().id).is_err());
}

#[test]
fn another_teams_log_that_goes_back_moves_nothing_of_this_ones() {
    let log = written_by_two(3, 12);
    let end = u64::try_from(log.len()).unwrap();
    let reader = Ready::numbered(8).unwrap();
    take_log(&reader, &log, 0);
    let parts = |to: u64| {
        let placed = reader.replica_read(|replica| replica.placed_parts(log[0].0, 0, to, 1 << 20));
        placed.unwrap().0.len()
    };
    let before = parts(end);
    assert!(before > 1);
    reader
        .replicate(|replica| {
            replica.in_log(Some([4; 16]));
            replica.rewind_log(0, [1; 8])
        })
        .unwrap();
    assert_eq!(parts(end), before);
    // And this one's does.
    reader
        .replicate(|replica| replica.rewind_log(1, [1; 8]))
        .unwrap();
    assert!(parts(end) < before);
}
