//! A link worker becomes a volunteer: the people's records go from their laptop, and come back if they are a link worker again.

use super::*;
use alongside_protocol::Role;
use alongside_sync::Wish;
use alongside_sync::fault::{Fault, forget};

fn becomes(world: &mut World, role: Role) {
    let known = roster(world, AMIRA);
    let bens = device(world, BEN);
    let member = known.devices[&bens].member;
    world
        .step(AMIRA, Input::Wish(Wish::ChangeRole { member, role }))
        .unwrap();
}

/// Ben, a link worker, writes about Joan, away from any network, and is a volunteer meanwhile.
fn ben_is_a_volunteer() -> World {
    let mut world = team();
    reflect(&mut world, BEN, "I talked too much today");
    rename(&mut world, BEN, "Joan P.");
    rest(&mut world);
    world.laptop(BEN).online = false;
    rename(&mut world, BEN, "Joanie");
    becomes(&mut world, Role::Volunteer);
    world.pass(world.now.get() + 60_000).unwrap();
    world.laptop(BEN).online = true;
    world.start(BEN).unwrap();
    rest(&mut world);
    world
}

#[test]
fn who_becomes_a_volunteer_keeps_nobodys_record() {
    let mut world = ben_is_a_volunteer();
    assert_eq!(name_of_joan(&mut world, BEN), None);
    let (store, engine) = world.laptop(BEN).both();
    let people = store
        .history(alongside_domain::Kind::Person, JOAN.0)
        .unwrap();
    assert!(people.is_empty(), "nor what was in it before");
    assert!(!store.erased_spaces().unwrap().is_empty(), "for backups");
    let left = engine.left_over(store).unwrap();
    assert_eq!(left.len(), 1, "what he wrote and could not send is his");
    assert_eq!(
        reflection(&mut world, BEN).unwrap(),
        "I talked too much today"
    );
    assert_eq!(name_of_joan(&mut world, AMIRA).unwrap(), "Joan P.");
    world.check().unwrap();

    forget(Some(Fault::KeepNarrowed));
    let mut world = ben_is_a_volunteer();
    forget(None);
    assert!(name_of_joan(&mut world, BEN).is_some());
}

#[test]
fn who_is_a_link_worker_again_has_every_record_again() {
    let mut world = ben_is_a_volunteer();
    rename(&mut world, AMIRA, "Joan Pritchard");
    rest(&mut world);
    becomes(&mut world, Role::LinkWorker);
    // What his laptop once wrote it is shown under another name.
    world.doubled.insert(BEN);
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, BEN).unwrap(), "Joan Pritchard");
    let history = |world: &mut World, laptop: usize| {
        let store = world.laptop(laptop).store();
        store
            .history(alongside_domain::Kind::Person, JOAN.0)
            .unwrap()
            .len()
    };
    assert_eq!(
        history(&mut world, BEN),
        history(&mut world, AMIRA),
        "his own words, too"
    );
    rename(&mut world, BEN, "Joan");
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, AMIRA).unwrap(), "Joan");
    world.check().unwrap();
}
