//! The server is put back from yesterday, and has forgotten that somebody was erased.

use super::*;
use alongside_protocol::SpaceId;
use alongside_store::spaces::PERSON;
use alongside_sync::Wish;
use alongside_sync::fault::{Fault, forget};

fn joans_space(world: &mut World) -> Uuid {
    let store = world.laptop(AMIRA).store();
    let spaces = store.replica_read(|replica| replica.spaces()).unwrap();
    let of_joan = |space: &alongside_store::replica::Space| {
        space.kind == PERSON && space.person == Some(JOAN.0)
    };
    spaces.into_iter().find(of_joan).unwrap().id
}

/// Entries in a space that a laptop keeps, and entries that wait there unread.
fn left_of(world: &mut World, laptop: usize, space: Uuid) -> usize {
    let store = world.laptop(laptop).store();
    let left = store.replica_read(|replica| {
        let kept = replica.kept(0, usize::MAX)?.into_iter();
        let waiting = replica.quarantined()?.into_iter();
        Ok(kept.filter(|it| it.space == space).count()
            + waiting.filter(|it| it.space == space).count())
    });
    left.unwrap()
}

/// Joan is erased. Amira's second laptop has not heard of it, sends the server again what it lost, and goes on writing about her; the
/// most that Ben's laptop had of her while it read that.
fn the_most_that_came_back() -> usize {
    let mut world = team();
    let space = joans_space(&mut world);
    let now = world.now.get();
    world.server.back_up(now).unwrap();
    rename(&mut world, BEN, "Joan Pritchard");
    rest(&mut world);
    world.laptop(AMIRAS_SECOND).online = false;
    rename(&mut world, AMIRAS_SECOND, "Joan P.");
    let erase = Wish::Erase {
        space: SpaceId(*space.as_bytes()),
    };
    world.step(AMIRA, Input::Wish(erase)).unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    assert_eq!(name_of_joan(&mut world, BEN), None);
    assert_eq!(left_of(&mut world, BEN, space), 0);

    world.server.restore().unwrap();
    lose(&mut world, AMIRA);
    world.laptop(BEN).online = false;
    world.laptop(AMIRAS_SECOND).online = true;
    world.start(AMIRAS_SECOND).unwrap();
    world.pass(world.now.get() + 5_000).unwrap();
    let told = trouble(&mut world, AMIRAS_SECOND);
    assert!(matches!(told, Some(Trouble::Older { .. })), "{told:?}");
    world.step(AMIRAS_SECOND, Input::SendAgain).unwrap();
    world.pass(world.now.get() + 60_000).unwrap();
    assert_eq!(trouble(&mut world, AMIRAS_SECOND), None);
    world.laptop(BEN).online = true;
    world.start(BEN).unwrap();
    world.pass(world.now.get() + 5_000).unwrap();
    let told = trouble(&mut world, BEN);
    assert!(
        matches!(told, Some(Trouble::OtherHistory { .. })),
        "{told:?}"
    );
    world.step(BEN, Input::SendAgain).unwrap();
    let mut most = 0;
    for _ in 0..4_000 {
        world.pass(world.now.get() + 5).unwrap();
        most = most.max(left_of(&mut world, BEN, space));
    }
    rest(&mut world);
    for laptop in [BEN, AMIRAS_SECOND] {
        assert_eq!(name_of_joan(&mut world, laptop), None);
        assert_eq!(left_of(&mut world, laptop, space), 0);
        let laptop = world.laptop(laptop);
        let status = laptop.engine().status(laptop.store()).unwrap();
        assert_eq!(status.waiting, 0);
    }
    most
}

#[test]
fn who_was_erased_does_not_come_back_with_the_server_of_yesterday() {
    assert_eq!(the_most_that_came_back(), 0);
    forget(Some(Fault::TakeErasedAgain));
    let most = the_most_that_came_back();
    forget(None);
    assert!(most > 0, "this story can fail");
}
