//! A laptop is let in by a list of the team that the server loses before the laptop has ever seen it.

use super::*;
use alongside_protocol::Role;
use alongside_sync::Wish;

fn wish_for_keys(world: &mut World, laptop: usize) {
    let since = roster(world, laptop).epoch();
    let wish = Input::Wish(Wish::Rotate { since });
    world.step(laptop, wish).unwrap();
}

#[test]
fn a_laptop_let_in_by_a_list_that_the_server_lost_is_in_when_it_is_sent_again() {
    let mut world = team();
    world.server.back_up(world.now.get()).unwrap();
    // Amira's laptops are away while Ben has new keys made and lets another laptop of his in, which has no network yet.
    for away in [AMIRA, AMIRAS_SECOND] {
        world.laptop(away).online = false;
    }
    wish_for_keys(&mut world, BEN);
    world.pass(world.now.get() + 60_000).unwrap();
    let other = world
        .invite(BEN, BEN_HIMSELF, "Ben's other", Role::LinkWorker)
        .unwrap();
    world.laptop(other).online = false;
    world.pass(world.now.get() + 60_000).unwrap();
    let known = roster(&mut world, BEN);
    assert!(known.live(&device(&mut world, other)).is_some());
    let store = world.laptop(other).store();
    store
        .transact("new", |tx| {
            tx.put(&Person {
                preferred_name: "Mr Okafor".into(),
                ..Person::blank(PersonId(Uuid::from_u128(0x0a)))
            })
        })
        .unwrap();

    // The server is put back, and Amira, who has seen nothing of it, goes on from there: the list is another.
    world.server.restore().unwrap();
    world.laptop(BEN).online = false;
    world.laptop(AMIRA).online = true;
    world.start(AMIRA).unwrap();
    world.pass(world.now.get() + 5_000).unwrap();
    wish_for_keys(&mut world, AMIRA);
    world.pass(world.now.get() + 5_000).unwrap();
    world.laptop(BEN).online = true;
    world.start(BEN).unwrap();
    world.pass(world.now.get() + 300_000).unwrap();
    let after = roster(&mut world, AMIRA);
    assert!(after.number >= known.number && after.last != known.last);

    world.asked.insert(other);
    world.laptop(other).online = true;
    world.start(other).unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    let told = trouble(&mut world, other);
    assert!(
        matches!(told, Some(Trouble::OtherHistory { .. })),
        "it says so and waits until somebody has asked: {told:?}"
    );
    let seen = world.laptop(other).engine().team().unwrap();
    assert_eq!(seen.role, None, "nothing was taken over");

    world.step(other, Input::SendAgain).unwrap();
    world.laptop(AMIRAS_SECOND).online = true;
    world.start(AMIRAS_SECOND).unwrap();
    rest(&mut world);
    assert_eq!(name_of_joan(&mut world, other).unwrap(), "Joan");
    for laptop in [AMIRA, BEN, AMIRAS_SECOND] {
        let store = world.laptop(laptop).store();
        let written = store.find::<Person>(PersonId(Uuid::from_u128(0x0a)));
        assert_eq!(written.unwrap().unwrap().preferred_name.0, "Mr Okafor");
    }
    world.check().unwrap();
}
