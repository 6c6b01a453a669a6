//! A laptop takes a new name (it was copied, or restored) in the very moment in which somebody takes it out.

use super::*;
use alongside_sync::Wish;
use alongside_sync::fault::{Fault, forget};

/// Ben's laptop is lost. Before it is taken out its file wakes up elsewhere and goes on under a new name, of which Amira does not know
/// when she says that it is lost. Gives the name.
fn is_taken_out(world: &mut World) -> DeviceId {
    let lost = device(world, BEN);
    world.laptop(AMIRA).online = false;
    world.laptop(BEN).set_installation(0x7e1f);
    world.crash(BEN).unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    let new = device(world, BEN);
    assert_ne!(lost, new, "it has a new name");
    world
        .step(AMIRA, Input::Wish(Wish::Revoke { device: lost }))
        .unwrap();
    world.laptop(AMIRA).online = true;
    world.start(AMIRA).unwrap();
    rest(world);
    new
}

#[test]
fn a_laptop_that_takes_a_new_name_while_it_is_taken_out_is_out_under_both() {
    let mut world = team();
    let new = is_taken_out(&mut world);
    assert!(roster(&mut world, AMIRA).live(&new).is_none());
    rename(&mut world, AMIRA, "Joan Pritchard");
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, BEN).unwrap(), "Joan");
    assert_eq!(trouble(&mut world, BEN), Some(Trouble::Revoked));

    // The same day, with that duty forgotten.
    forget(Some(Fault::LeaveNewName));
    let mut world = team();
    let new = is_taken_out(&mut world);
    forget(None);
    assert!(roster(&mut world, AMIRA).live(&new).is_some());
}

#[test]
fn a_laptop_that_was_restored_before_stays_when_the_lost_one_is_taken_out() {
    let mut world = team();
    let lost = device(&mut world, BEN);
    world.laptop(BEN).set_installation(0x7e1f);
    world.crash(BEN).unwrap();
    rest(&mut world);
    let new = device(&mut world, BEN);
    // Amira sees both in the list, and takes out the one that is lost.
    world
        .step(AMIRA, Input::Wish(Wish::Revoke { device: lost }))
        .unwrap();
    rest(&mut world);
    let roster = roster(&mut world, AMIRA);
    assert!(roster.live(&lost).is_none());
    assert!(roster.live(&new).is_some());
    rename(&mut world, AMIRA, "Joan Pritchard");
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, BEN).unwrap(), "Joan Pritchard");
}
