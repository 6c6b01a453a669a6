//! New laptops that take snapshots first: they are useful before they have read the log, end where the others are, and find out who
//! lied to them on the way.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at once")]

use alongside_domain::Kind;
use alongside_protocol::Role;
use alongside_sync::fault::{Fault, forget, lie};
use alongside_sync::{Input, Trouble};
use alongside_testkit::sim::hostile::{Hostile, Trick};
use alongside_testkit::sim::words::Target;
use alongside_testkit::sim::world::World;
use alongside_testkit::sim::{self, deeds};
use uuid::Uuid;

const AMIRA: usize = 0;
const SERVICE: Target = Target {
    kind: Kind::Service,
    id: Uuid::from_u128(0x77),
    person: None,
    writer: None,
};
const PERSON: Target = Target {
    kind: Kind::Person,
    id: Uuid::from_u128(0x78),
    person: Some(Uuid::from_u128(0x78)),
    writer: None,
};

/// A team whose directory and one person have enough packs for snapshots, which Amira's laptop has made.
fn team() -> World {
    let mut world = World::new(1, true).unwrap();
    world.copy_template().unwrap();
    world.quiet(5_000).unwrap();
    for (target, name) in [(SERVICE, "Walking group"), (PERSON, "Joseph")] {
        world.words.targets.push(target);
        world
            .laptop(AMIRA)
            .store()
            .transact("make", |tx| target.make(tx, name))
            .unwrap();
    }
    for day in 0..6 {
        for (target, field) in [(SERVICE, "name"), (PERSON, "alert")] {
            world
                .laptop(AMIRA)
                .store()
                .transact("edit", |tx| target.set(tx, field, &format!("day {day}")))
                .unwrap();
            world.step(AMIRA, Input::Written).unwrap();
            world.quiet(5_000).unwrap();
        }
    }
    world
}

fn joins(world: &mut World) -> usize {
    let person = world.add_colleague("Dev");
    world
        .invite(AMIRA, person, "Dev's laptop", Role::LinkWorker)
        .unwrap()
}

fn claims(world: &mut World, laptop: usize) -> u32 {
    let store = world.laptop(laptop).store();
    store.replica_read(|replica| replica.claims()).unwrap()
}

fn digest(world: &mut World, laptop: usize) -> [u8; 32] {
    let store = world.laptop(laptop).store();
    store.replica_read(|replica| replica.digest()).unwrap()
}

fn notices(world: &mut World, laptop: usize) -> Vec<Trouble> {
    let laptop = world.laptop(laptop);
    let status = laptop.engine().status(laptop.store()).unwrap();
    let noticed = status.notices.iter().map(|notice| notice.trouble);
    noticed.collect()
}

/// Goes on in small steps until something of a snapshot is there.
fn until_claims(world: &mut World, laptop: usize) -> bool {
    for _ in 0..20_000 {
        if claims(world, laptop) > 0 {
            return true;
        }
        let next = world.now.get() + 1;
        world.pass(next).unwrap();
    }
    false
}

#[test]
fn devs_new_laptop_has_the_people_before_it_has_read_the_log() {
    let mut world = team();
    let dev = joins(&mut world);
    assert!(until_claims(&mut world, dev), "no snapshot came");
    let here: alongside_domain::person::Person = world
        .laptop(dev)
        .store()
        .get(alongside_domain::ids::PersonId(PERSON.id))
        .unwrap();
    assert!(here.alert.0.starts_with("day"), "{}", here.alert.0);
    let status = {
        let laptop = world.laptop(dev);
        laptop.engine().status(laptop.store()).unwrap()
    };
    assert!(status.arriving.is_some() || status.loading.is_some());
    world.quiet(20_000).unwrap();
    assert_eq!(claims(&mut world, dev), 0);
    assert_eq!(notices(&mut world, dev), []);
    assert_eq!(digest(&mut world, dev), digest(&mut world, AMIRA));
}

#[test]
fn ben_comes_back_by_his_code_and_has_the_people_first_too() {
    let mut world = team();
    let ben = (1, 1);
    world
        .type_code(ben.0, world.code_on_paper(7).unwrap())
        .unwrap();
    world.quiet(20_000).unwrap();
    world.laptop(ben.0).online = false;
    world.laptop(ben.0).close();
    let code = world.code_on_paper(7).unwrap();
    let new = world.come_back(ben.1, "Ben's new laptop", &code).unwrap();
    assert!(until_claims(&mut world, new), "no snapshot came");
    world.quiet(20_000).unwrap();
    assert_eq!(claims(&mut world, new), 0);
    assert_eq!(notices(&mut world, new), []);
    assert_eq!(digest(&mut world, new), digest(&mut world, AMIRA));
}

#[test]
fn a_crash_on_the_way_in_costs_nothing() {
    let mut world = team();
    let dev = joins(&mut world);
    assert!(until_claims(&mut world, dev));
    world.crash(dev).unwrap();
    world.quiet(50_000).unwrap();
    assert_eq!(claims(&mut world, dev), 0);
    assert_eq!(notices(&mut world, dev), []);
    assert_eq!(digest(&mut world, dev), digest(&mut world, AMIRA));
}

#[test]
fn a_server_that_hands_out_other_snapshots_is_noticed_and_nothing_of_them_is_kept() {
    let mut world = team();
    let next = world.laptops.len();
    world.hostile = Some(Hostile::new(next, Trick::SwapSnapshots));
    let dev = joins(&mut world);
    assert_eq!(dev, next);
    let later = world.now.get() + 60_000;
    world.pass(later).unwrap();
    assert!(world.hostile.as_ref().unwrap().done, "it was not played");
    let told = notices(&mut world, dev);
    assert!(
        told.iter().any(|it| matches!(it, Trouble::Forged { .. })),
        "{told:?}"
    );
    world.hostile = None;
    world.step(dev, Input::Noticed).unwrap();
    world.quiet(50_000).unwrap();
    assert_eq!(claims(&mut world, dev), 0);
    assert_eq!(digest(&mut world, dev), digest(&mut world, AMIRA));
}

/// Seeds until one ends badly.
fn ends_badly_within(most: u64) -> Option<(u64, String)> {
    (0..most).find_map(|seed| {
        let ended = sim::play(seed, &deeds::deeds(seed), false);
        ended.err().map(|(why, _)| (seed, why))
    })
}

#[test]
fn a_member_who_lies_in_snapshots_is_found_out() {
    lie(true);
    let mut world = team();
    let dev = joins(&mut world);
    assert!(until_claims(&mut world, dev));
    world.quiet(20_000).unwrap();
    let told = notices(&mut world, dev);
    let is_named = |it: &Trouble| matches!(it, Trouble::FalseSnapshot { .. });
    assert!(!told.is_empty() && told.iter().all(is_named), "{told:?}");
    assert_eq!(claims(&mut world, dev), 0);
    assert_eq!(digest(&mut world, dev), digest(&mut world, AMIRA));
    // And under all that can happen at once.
    let badly = ends_badly_within(40);
    lie(false);
    assert_eq!(badly, None);
}

#[test]
fn a_laptop_that_trusts_snapshots_is_found() {
    lie(true);
    forget(Some(Fault::TrustSnapshot));
    let badly = ends_badly_within(300);
    forget(None);
    lie(false);
    assert!(badly.is_some(), "no seed finds it");
}
