//! Who was taken out comes again with the laptop that was: what was written on it since is not lost, who was erased meanwhile is gone
//! from it, and a wish from before does not take them out once more.

use super::*;
use alongside_protocol::{MemberId, Role};
use alongside_sync::fault::{Fault, forget};
use alongside_sync::{SyncError, Wish};

fn member(world: &mut World, laptop: usize) -> MemberId {
    world.laptop(laptop).engine().team().unwrap().member
}

/// Amira takes Ben out; his laptop hears of it if it has a network.
fn remove_ben(world: &mut World) {
    let member = member(world, BEN);
    world
        .step(AMIRA, Input::Wish(Wish::Remove { member }))
        .unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    world.start(BEN).unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
}

/// Ben writes without a network, under keys that are over when he is taken out by mistake.
fn ben_is_out() -> World {
    let mut world = team();
    reflect(&mut world, BEN, "I talked too much today");
    rest(&mut world);
    world.laptop(BEN).online = false;
    rename(&mut world, BEN, "Joan P.");
    remove_ben(&mut world);
    world.laptop(BEN).online = true;
    world.start(BEN).unwrap();
    rest(&mut world);
    assert_eq!(trouble(&mut world, BEN), Some(Trouble::Revoked));
    assert!(world.laptop(BEN).engine().is_out());
    world
}

fn unsent(world: &mut World, laptop: usize) -> u32 {
    let laptop = world.laptop(laptop);
    let status = laptop.engine().status(laptop.store()).unwrap();
    status.unsent
}

#[test]
fn who_comes_again_brings_what_was_written_meanwhile() {
    let mut world = ben_is_out();
    let (old, me) = (device(&mut world, BEN), member(&mut world, BEN));
    reflect(&mut world, BEN, "I was out, and wrote on");
    assert!(unsent(&mut world, BEN) > 0);
    assert_eq!(name_of_joan(&mut world, AMIRA).unwrap(), "Joan");

    world.come_again(AMIRA, BEN, Role::LinkWorker).unwrap();
    rest(&mut world);
    let (new, team) = (device(&mut world, BEN), roster(&mut world, AMIRA));
    assert_ne!(old, new, "what was taken out stays out");
    assert!(team.live(&old).is_none());
    let (laptop, known) = team.live(&new).unwrap();
    assert_eq!((laptop.member, known.role), (me, Role::LinkWorker));
    assert!(laptop.has_own, "his own key was on it all the time");
    assert_eq!(unsent(&mut world, BEN), 0);
    assert_eq!(trouble(&mut world, BEN), None);
    for laptop in [AMIRA, AMIRAS_SECOND, BEN] {
        assert_eq!(name_of_joan(&mut world, laptop).unwrap(), "Joan P.");
    }
    rename(&mut world, AMIRA, "Joan Pritchard");
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, BEN).unwrap(), "Joan Pritchard");
    assert_eq!(
        reflection(&mut world, BEN).unwrap(),
        "I was out, and wrote on"
    );
    assert_eq!(reflection(&mut world, AMIRA), None);
    world.check().unwrap();
}

/// What was sealed under his former name and never arrived is sealed anew.
#[test]
fn what_waited_under_the_former_name_goes_out_under_the_new_one() {
    let mut world = team();
    let device = device(&mut world, BEN);
    world.laptop(BEN).online = false;
    rename(&mut world, BEN, "Joan P.");
    let sealed = |world: &mut World| {
        let store = world.laptop(BEN).store();
        let pending = store.replica_read(|replica| replica.pending(usize::MAX));
        pending.unwrap().len()
    };
    assert_eq!(sealed(&mut world), 1, "handed in, and arrived nowhere");
    world
        .step(AMIRA, Input::Wish(Wish::Revoke { device }))
        .unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    world.laptop(BEN).online = true;
    world.start(BEN).unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    assert_eq!(sealed(&mut world), 1);
    world.come_again(AMIRA, BEN, Role::LinkWorker).unwrap();
    assert_eq!(sealed(&mut world), 0);
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, AMIRA).unwrap(), "Joan P.");
    world.check().unwrap();
}

#[test]
fn who_was_erased_meanwhile_goes_from_a_laptop_that_comes_again() {
    let mut world = ben_is_out();
    let space = {
        let store = world.laptop(AMIRA).store();
        store
            .replica_read(|replica| replica.spaces())
            .unwrap()
            .into_iter()
            .find(|space| space.person == Some(JOAN.0))
            .unwrap()
    };
    let space = alongside_protocol::SpaceId(*space.id.as_bytes());
    world
        .step(AMIRA, Input::Wish(Wish::Erase { space }))
        .unwrap();
    rest(&mut world);
    assert!(name_of_joan(&mut world, BEN).is_some(), "he cannot know");

    world.come_again(AMIRA, BEN, Role::LinkWorker).unwrap();
    let waits = roster(&mut world, AMIRA);
    assert!(
        waits
            .live_devices()
            .all(|(id, _, _)| *id != device(&mut world, BEN)),
        "not yet in"
    );
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, BEN), None);
    let team = roster(&mut world, AMIRA);
    let (laptop, _) = team.live(&device(&mut world, BEN)).unwrap();
    assert!(team.has_erased(laptop, &space), "and it says so itself");
    world.check().unwrap();
}

#[test]
fn who_comes_again_as_a_volunteer_keeps_nobodys_record() {
    let came = |fault| {
        let mut world = ben_is_out();
        forget(fault);
        world.come_again(AMIRA, BEN, Role::Volunteer).unwrap();
        rest(&mut world);
        forget(None);
        world
    };
    let mut world = came(None);
    assert_eq!(name_of_joan(&mut world, BEN), None);
    assert_eq!(
        reflection(&mut world, BEN).unwrap(),
        "I talked too much today"
    );
    let (store, engine) = world.laptop(BEN).both();
    assert_eq!(engine.left_over(store).unwrap().len(), 1, "his own words");
    world.check().unwrap();

    let mut world = came(Some(Fault::KeepFormer));
    assert!(name_of_joan(&mut world, BEN).is_some());
}

#[test]
fn a_volunteer_who_comes_again_as_a_link_worker_reads_everything() {
    let mut world = team();
    let member = member(&mut world, BEN);
    let role = Role::Volunteer;
    world
        .step(AMIRA, Input::Wish(Wish::ChangeRole { member, role }))
        .unwrap();
    rest(&mut world);
    rename(&mut world, AMIRA, "Joan Pritchard");
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, BEN), None);
    remove_ben(&mut world);
    world.come_again(AMIRA, BEN, Role::LinkWorker).unwrap();
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, BEN).unwrap(), "Joan Pritchard");
    world.check().unwrap();
}

/// Amira's second laptop wished Ben out while it had no network. Before it had one, he was out and in again.
#[test]
fn a_wish_from_before_does_not_take_them_out_again() {
    let came = |fault| {
        let mut world = team();
        let member = member(&mut world, BEN);
        world.laptop(AMIRAS_SECOND).online = false;
        world
            .step(AMIRAS_SECOND, Input::Wish(Wish::Remove { member }))
            .unwrap();
        remove_ben(&mut world);
        world.come_again(AMIRA, BEN, Role::LinkWorker).unwrap();
        world.pass(world.now.get() + 600_000).unwrap();
        forget(fault);
        world.laptop(AMIRAS_SECOND).online = true;
        world.start(AMIRAS_SECOND).unwrap();
        rest(&mut world);
        forget(None);
        let team = roster(&mut world, AMIRA);
        team.members[&member].is_here
    };
    assert!(came(None));
    assert!(!came(Some(Fault::TakeOutAgain)));
}

#[test]
fn a_code_for_somebody_else_lets_nobody_come_again() {
    let mut world = ben_is_out();
    let before = device(&mut world, BEN);
    let amira = member(&mut world, AMIRA);
    for other in [None, Some(amira)] {
        let (_, engine) = world.laptop(AMIRA).both();
        let welcome = engine
            .welcome("https://example.org", other, Role::LinkWorker)
            .unwrap();
        let (store, engine) = world.laptop(BEN).both();
        let refused = engine.knock(store, &welcome, "Ben").unwrap_err();
        assert!(matches!(refused, SyncError::NotInTeam), "{refused:?}");
    }
    assert_eq!(device(&mut world, BEN), before, "nothing was changed");
    // And who is in need not come again.
    let bens = member(&mut world, BEN);
    let (_, engine) = world.laptop(AMIRA).both();
    let welcome = engine
        .welcome("https://example.org", Some(bens), Role::LinkWorker)
        .unwrap();
    let (store, engine) = world.laptop(AMIRAS_SECOND).both();
    assert!(engine.knock(store, &welcome, "Amira").is_err());
}

/// The first code was never answered; the laptop stays as it is, and the second brings it in.
#[test]
fn who_gives_up_coming_again_has_lost_nothing() {
    let mut world = ben_is_out();
    let member = member(&mut world, BEN);
    let (_, engine) = world.laptop(AMIRA).both();
    let welcome = engine
        .welcome("https://example.org", Some(member), Role::LinkWorker)
        .unwrap();
    let (store, engine) = world.laptop(BEN).both();
    engine.knock(store, &welcome, "Ben").unwrap();
    engine.give_up_joining(store).unwrap();
    world.crash(BEN).unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    assert_eq!(trouble(&mut world, BEN), Some(Trouble::Revoked));
    assert_eq!(name_of_joan(&mut world, BEN).unwrap(), "Joan P.");
    assert_eq!(
        reflection(&mut world, BEN).unwrap(),
        "I talked too much today"
    );
    world.come_again(AMIRA, BEN, Role::LinkWorker).unwrap();
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, AMIRA).unwrap(), "Joan P.");
    world.check().unwrap();
}
