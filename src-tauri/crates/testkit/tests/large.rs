//! A list of many thousand services is read on one laptop, and is on the others without anybody having waited: what it takes of the
//! line, what breaks on the way, and files from before such a change was told in several commits.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use alongside_domain::ids::ServiceId;
use alongside_domain::{Record, directory::Service};
use alongside_protocol::{EntryKind, limits};
use alongside_store::directory::ServiceQuery;
use alongside_store::fault::{self, tell_at_most};
use alongside_sync::Input;
use alongside_testkit::Dice;
use alongside_testkit::sim::world::World;

const AMIRA: usize = 0;
const BEN: usize = 1;

fn team() -> World {
    let mut world = World::new(1, true).unwrap();
    world.copy_template().unwrap();
    world.quiet(5_000).unwrap();
    world
}

/// Amira reads a list. Of the text in it a computer can make hardly anything shorter.
fn reads(world: &mut World, services: u64, letters: usize) {
    let mut dice = Dice::new(services);
    let store = world.laptop(AMIRA).store();
    store
        .transact("import_directory", |tx| {
            for number in 0..services {
                let text: String = (0..letters)
                    .map(|_| char::from(b'0' + u8::try_from(dice.below(75)).unwrap_or(0)))
                    .collect();
                tx.add(&Service {
                    name: format!("Group {number}").into(),
                    description: text.into(),
                    ..Service::blank(ServiceId(dice.id(number)))
                })?;
            }
            Ok(())
        })
        .unwrap();
}

fn listed(world: &mut World, laptop: usize) -> u32 {
    let store = world.laptop(laptop).store();
    store.services(&ServiceQuery::default()).unwrap().total
}

/// The sizes of the packs that Amira's laptop sealed.
fn packs(world: &mut World) -> Vec<usize> {
    let kept = world
        .laptop(AMIRA)
        .store()
        .replica_read(|replica| replica.kept(0, usize::MAX))
        .unwrap();
    kept.iter()
        .filter(|kept| kept.entry_kind == EntryKind::Pack.number())
        .map(|kept| kept.bytes.len())
        .collect()
}

#[test]
fn a_list_that_no_server_takes_in_one_piece_arrives() {
    let mut world = team();
    let before = listed(&mut world, BEN);
    reads(&mut world, 6_000, 1_000);
    world.step(AMIRA, Input::Written).unwrap();
    world.quiet(20_000).unwrap();
    let sizes = packs(&mut world);
    let whole: usize = sizes.iter().sum();
    assert!(whole > limits::ENTRY_BYTES, "{whole} bytes in all");
    let largest = sizes.into_iter().max().unwrap();
    assert!(largest < limits::PAGE_BYTES, "{largest} bytes in one");
    assert_eq!(listed(&mut world, BEN), before + 6_000);
    world.check().unwrap();
}

#[test]
fn whatever_breaks_between_two_parts_nothing_is_lost_or_twice() {
    tell_at_most(Some((40, usize::MAX)));
    for crash in 0..4 {
        let mut world = team();
        let before = listed(&mut world, BEN);
        reads(&mut world, 500, 1_000);
        // Every few steps one of the two falls over, after another number of its transactions each time; in the middle of it the
        // server is put back to where it was a moment ago.
        world.step(AMIRA, Input::Written).unwrap();
        for turn in 0..8 {
            let after = world.now.get() + 20 + 7 * i64::from(crash);
            world.pass(after).unwrap();
            world.crash_within = Some(if (turn + crash) % 2 == 0 { AMIRA } else { BEN });
            if turn == 2 {
                world.server.back_up(world.now.get()).unwrap();
            }
            if turn == 5 {
                world.server.restore().unwrap();
            }
        }
        world.calm_down().unwrap();
        assert_eq!(listed(&mut world, BEN), before + 500, "crash {crash}");
        assert_eq!(listed(&mut world, AMIRA), before + 500, "crash {crash}");
        world.check().unwrap();
    }
    tell_at_most(None);
}

#[test]
fn a_file_from_before_is_cut_when_it_joins() {
    // As it was then: one commit, whatever it holds.
    tell_at_most(Some((usize::MAX, usize::MAX)));
    let mut world = team();
    let before = listed(&mut world, BEN);
    let store = world.laptop(AMIRA).store();
    store
        .replicate(|replica| replica.set_replicating(false))
        .unwrap();
    reads(&mut world, 6_000, 1_000);
    tell_at_most(None);
    let store = world.laptop(AMIRA).store();
    store
        .replicate(|replica| replica.set_replicating(true))
        .unwrap();
    let parts = store.replica_read(|replica| replica.outbox(usize::MAX, usize::MAX));
    let parts = parts.unwrap();
    let most = parts.iter().map(|part| part.commit.operations.len()).max();
    assert!(most <= Some(1_000), "{most:?}");
    store.replica_read(|replica| replica.check_rows()).unwrap();
    assert!(
        store.undo().is_err() || listed(&mut world, AMIRA) == before + 6_000,
        "half of it is never undone"
    );
    world.step(AMIRA, Input::Written).unwrap();
    world.quiet(20_000).unwrap();
    assert_eq!(listed(&mut world, BEN), before + 6_000);
    world.check().unwrap();
}

#[test]
fn a_part_that_the_writer_forgets_is_missed() {
    tell_at_most(Some((40, usize::MAX)));
    fault::forget(Some(fault::Fault::ForgetRest));
    let mut world = team();
    reads(&mut world, 100, 10);
    world.step(AMIRA, Input::Written).unwrap();
    world.quiet(20_000).unwrap();
    fault::forget(None);
    tell_at_most(None);
    let told = world.check().unwrap_err();
    assert!(told.contains("differ"), "{told}");
}
