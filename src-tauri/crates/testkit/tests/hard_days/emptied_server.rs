//! The disk of the server is gone: its keeper starts an empty one, and the same team stands there again.

use super::*;
use alongside_protocol::Role;

/// The disk of the server is gone. Amira has a new one, and a code for it.
fn set_up_again(world: &mut World, lead: usize) {
    let code = world.server.code(world.now.get(), 9).unwrap();
    let (store, engine) = world.laptop(lead).both();
    engine.set_up_again(store, &code).unwrap();
    world.start(lead).unwrap();
}

/// Whoever is asked says: yes, send it again.
fn settle(world: &mut World) {
    for _ in 0..3 {
        world.pass(world.now.get() + 600_000).unwrap();
    }
    rest(world);
}

#[test]
fn an_emptied_server_is_given_the_same_team_again() {
    let mut world = team();
    reflect(&mut world, BEN, "I talked too much today");
    world
        .type_code(BEN, world.code_on_paper(7).unwrap())
        .unwrap();
    rename(&mut world, BEN, "Joan Pritchard");
    rest(&mut world);
    let before = roster(&mut world, AMIRA);

    // Ben writes on while the server is being replaced; nobody has it but he.
    world.laptop(BEN).online = false;
    rename(&mut world, BEN, "Joan P.");
    world.server.replace().unwrap();
    world.start(AMIRA).unwrap();
    world.pass(world.now.get() + 5_000).unwrap();
    let told = trouble(&mut world, AMIRA);
    assert!(
        matches!(told, Some(Trouble::Older { common: 0, .. })),
        "{told:?}"
    );
    // A link worker cannot, and a lead only with a code that is good.
    let (store, engine) = world.laptop(BEN).both();
    assert!(engine.set_up_again(store, "x").is_err());
    let (store, engine) = world.laptop(AMIRA).both();
    engine
        .set_up_again(store, "0000-0000-0000-0000-0000")
        .unwrap();
    world.start(AMIRA).unwrap();
    world.pass(world.now.get() + 5_000).unwrap();
    assert_eq!(world.server.end(&before.team).unwrap().position, 0);
    set_up_again(&mut world, AMIRA);
    world.pass(world.now.get() + 60_000).unwrap();
    world.laptop(BEN).online = true;
    world.start(BEN).unwrap();
    settle(&mut world);

    let after = roster(&mut world, BEN);
    assert_eq!(
        (after.team, after.last),
        (before.team, before.last),
        "the same people"
    );
    for laptop in [AMIRA, BEN, AMIRAS_SECOND] {
        assert_eq!(name_of_joan(&mut world, laptop).unwrap(), "Joan P.");
    }
    // His own is there again too, and his code works: on a new laptop nothing is missing.
    let code = world.code_on_paper(7).unwrap();
    lose(&mut world, BEN);
    let new = world
        .come_back(BEN_HIMSELF, "Ben's new laptop", &code)
        .unwrap();
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, new).unwrap(), "Joan P.");
    assert_eq!(
        reflection(&mut world, new).unwrap(),
        "I talked too much today"
    );
}

#[test]
fn what_is_kept_in_no_entry_any_more_is_carried_to_an_emptied_server() {
    let mut world = team();
    reflect(&mut world, BEN, "I talked too much today");
    rest(&mut world);
    for laptop in [AMIRA, BEN, AMIRAS_SECOND] {
        world
            .laptop(laptop)
            .store()
            .replicate(|replica| replica.forget_packs(alongside_domain::Moment(i64::MAX)))
            .unwrap();
    }
    world.server.replace().unwrap();
    for laptop in [AMIRA, BEN] {
        world.start(laptop).unwrap();
        world.pass(world.now.get() + 5_000).unwrap();
        let told = trouble(&mut world, laptop);
        assert!(
            matches!(told, Some(Trouble::Older { common: 0, .. })),
            "{told:?}"
        );
    }
    set_up_again(&mut world, AMIRA);
    // Ben's laptop was told that there is nothing; it goes on by itself.
    settle(&mut world);
    // A new laptop of Ben's, let in by himself, has all there is.
    let new = world
        .invite(BEN, BEN_HIMSELF, "Ben's other", Role::LinkWorker)
        .unwrap();
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, new).unwrap(), "Joan");
    assert_eq!(
        reflection(&mut world, new).unwrap(),
        "I talked too much today"
    );
}
