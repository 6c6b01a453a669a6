//! A server that is not honest: each of its tricks is noticed and called by its name, and nothing that was written is lost by it. And the
//! same with the duty forgotten that notices it, to show that these tests can fail.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at once"
)]

use alongside_domain::Kind;
use alongside_protocol::Role;
use alongside_sync::fault::{Fault, forget};
use alongside_sync::{Input, Trouble, Wish};

use alongside_testkit::sim::fork::Fork;
use alongside_testkit::sim::hostile::{Hostile, Trick};
use alongside_testkit::sim::words::Target;
use alongside_testkit::sim::world::World;
use uuid::Uuid;

const AMIRA: usize = 0;
const BEN: usize = 1;
const AMIRAS_SECOND: usize = 3;
const SERVICE: Target = Target {
    kind: Kind::Service,
    id: Uuid::from_u128(0x77),
    person: None,
    writer: None,
};

/// A team at rest that has one service in its directory.
fn team() -> World {
    let mut world = World::new(1, true).unwrap();
    world.copy_template().unwrap();
    world.quiet(5_000).unwrap();
    world.words.targets.push(SERVICE);
    world
        .laptop(AMIRA)
        .store()
        .transact("make", |tx| SERVICE.make(tx, "Walking group"))
        .unwrap();
    world.step(AMIRA, Input::Written).unwrap();
    world.quiet(5_000).unwrap();
    world
}

fn write(world: &mut World, laptop: usize, word: &str) {
    world
        .laptop(laptop)
        .store()
        .transact("edit", |tx| SERVICE.set(tx, "name", word))
        .unwrap();
    world.step(laptop, Input::Written).unwrap();
}

fn pass(world: &mut World, seconds: i64) {
    world.pass(world.now.get() + seconds * 1_000).unwrap();
}

/// What a laptop is troubled by or has noticed.
fn told(world: &mut World, laptop: usize) -> Vec<Trouble> {
    let laptop = world.laptop(laptop);
    let status = laptop.engine().status(laptop.store()).unwrap();
    let noticed = status.notices.iter().map(|notice| notice.trouble);
    status.trouble.into_iter().chain(noticed).collect()
}

/// Whether, with the server honest again and the notice looked at, the laptop has what the others have.
fn is_whole_again(world: &mut World, laptop: usize) -> bool {
    world.hostile = None;
    world.step(laptop, Input::Noticed).unwrap();
    world.start(laptop).unwrap();
    world.quiet(20_000).is_ok() && {
        let digest = |world: &mut World, number: usize| {
            let store = world.laptop(number).store();
            store.replica_read(|replica| replica.digest_of(2)).unwrap()
        };
        digest(world, laptop) == digest(world, AMIRA)
    }
}

/// Amira writes three times, and the server plays a trick on Ben.
fn play(trick: Trick) -> World {
    let mut world = team();
    world.laptop(BEN).online = false;
    for word in ["Walking group, Tuesdays", "Walking group, Wednesdays"] {
        write(&mut world, AMIRA, word);
        pass(&mut world, 5);
    }
    world.hostile = Some(Hostile::new(BEN, trick));
    world.laptop(BEN).online = true;
    world.start(BEN).unwrap();
    pass(&mut world, 5);
    write(&mut world, AMIRA, "Walking group, Thursdays");
    pass(&mut world, 60);
    assert!(
        world.hostile.as_ref().unwrap().done,
        "{trick:?} was not played"
    );
    world
}

fn noticed(trick: Trick, name: impl Fn(&Trouble) -> bool) {
    let mut world = play(trick);
    let told = told(&mut world, BEN);
    assert!(told.iter().any(name), "{trick:?} is called {told:?}");
    assert!(is_whole_again(&mut world, BEN), "{trick:?} lost something");
}

#[test]
fn a_pack_that_is_hidden_is_missed() {
    noticed(Trick::Hide, |it| matches!(it, Trouble::Missing { .. }));
}

#[test]
fn an_entry_that_comes_twice_is_noticed() {
    noticed(Trick::Repeat, |it| matches!(it, Trouble::Missing { .. }));
}

#[test]
fn entries_in_another_order_are_noticed() {
    noticed(Trick::Reorder, |it| matches!(it, Trouble::Missing { .. }));
}

#[test]
fn an_end_further_on_than_anything_that_comes_is_noticed() {
    noticed(Trick::LieAboutEnd, |it| {
        matches!(it, Trouble::Missing { .. })
    });
}

#[test]
fn an_end_with_another_chain_is_noticed() {
    noticed(Trick::LieAboutChain, |it| {
        matches!(it, Trouble::Missing { .. })
    });
}

#[test]
fn a_log_that_is_another_for_one_laptop_is_noticed() {
    let mut world = play(Trick::Fork);
    let told = told(&mut world, BEN);
    let is_named = told.iter().any(|it| {
        matches!(
            it,
            Trouble::OtherHistory { .. } | Trouble::Forked { .. } | Trouble::Missing { .. }
        )
    });
    assert!(is_named, "{told:?}");
    let name = world
        .laptop(BEN)
        .store()
        .get::<alongside_domain::directory::Service>(alongside_domain::ids::ServiceId(SERVICE.id));
    assert!(name.is_ok(), "what was there before is there still");
}

/// Amira's second laptop writes, and what it wrote is left out of the log that Ben is shown from then on. Then Amira's first laptop,
/// which has seen it, writes too.
fn two_logs() -> Vec<Trouble> {
    let mut world = team();
    let second = world
        .laptop(AMIRAS_SECOND)
        .engine()
        .team()
        .map(|team| team.device);
    world.laptop(BEN).online = false;
    world.fork = Some(Fork::new(BEN, second.unwrap()));
    write(&mut world, AMIRAS_SECOND, "Walking group, Tuesdays");
    pass(&mut world, 5);
    write(&mut world, AMIRA, "Walking group, Wednesdays");
    pass(&mut world, 5);
    world.laptop(BEN).online = true;
    world.start(BEN).unwrap();
    pass(&mut world, 60);
    write(&mut world, AMIRA, "Walking group, Thursdays");
    pass(&mut world, 60);
    assert_eq!(world.fork.as_ref().unwrap().hidden, 1);
    told(&mut world, BEN)
}

#[test]
fn two_logs_that_are_both_whole_are_told_apart_by_what_others_have_seen() {
    let told = two_logs();
    assert!(
        told.iter().any(|it| matches!(it, Trouble::Forked { .. })),
        "{told:?}"
    );
}

/// Dev joins, and is shown a log from which something is left out that was there when he was let in.
fn joining_another_log() -> Vec<Trouble> {
    let mut world = team();
    let second = world
        .laptop(AMIRAS_SECOND)
        .engine()
        .team()
        .map(|team| team.device);
    write(&mut world, AMIRAS_SECOND, "Walking group, Tuesdays");
    pass(&mut world, 5);
    let dev = world.add_colleague("Dev");
    let next = world.laptops.len();
    world.fork = Some(Fork::new(next, second.unwrap()));
    let dev = world
        .invite(AMIRA, dev, "Dev's laptop", Role::LinkWorker)
        .unwrap();
    assert_eq!(dev, next);
    pass(&mut world, 60);
    write(&mut world, AMIRA, "Walking group, Wednesdays");
    pass(&mut world, 60);
    assert_eq!(world.fork.as_ref().unwrap().hidden, 1);
    told(&mut world, dev)
}

#[test]
fn who_joins_is_not_shown_another_log_than_whoever_let_them_in_has_seen() {
    let told = joining_another_log();
    assert!(
        told.iter()
            .any(|it| matches!(it, Trouble::OtherHistory { .. })),
        "{told:?}"
    );
}

#[test]
fn a_changed_signature_is_called_forged() {
    let mut world = play(Trick::Forge);
    let told = told(&mut world, BEN);
    assert!(
        told.iter().any(|it| matches!(it, Trouble::Forged { .. })),
        "{told:?}"
    );
}

/// Ben's push is kept back, something happens to his standing, and then it is shown as if it had just come.
fn kept_back(wish: impl Fn(&mut World) -> Wish) -> Vec<Trouble> {
    let mut world = team();
    let mut hostile = Hostile::new(AMIRAS_SECOND, Trick::Hide);
    (hostile.keeps_back, hostile.done) = (Some(BEN), true);
    world.hostile = Some(hostile);
    write(&mut world, BEN, "Walking group, Fridays");
    pass(&mut world, 5);
    world.laptop(BEN).online = false;
    let wish = wish(&mut world);
    world.step(AMIRA, Input::Wish(wish)).unwrap();
    pass(&mut world, 10);
    let hostile = world.hostile.as_mut().unwrap();
    assert!(!hostile.kept.is_empty());
    (hostile.trick, hostile.done) = (Trick::PutIn, false);
    write(&mut world, AMIRA, "Walking group, Mondays");
    pass(&mut world, 30);
    assert!(world.hostile.as_ref().unwrap().done);
    told(&mut world, AMIRAS_SECOND)
}

fn bens_device(world: &mut World) -> alongside_protocol::DeviceId {
    world.laptop(BEN).engine().team().unwrap().device
}

#[test]
fn what_was_sealed_under_an_epoch_that_is_over_is_noticed() {
    let told = kept_back(|_| Wish::Rotate { since: 1 });
    assert!(
        told.iter().any(|it| matches!(it, Trouble::OldEpoch { .. })),
        "{told:?}"
    );
}

#[test]
fn what_a_laptop_sealed_that_is_out_is_noticed() {
    let told = kept_back(|world| Wish::Revoke {
        device: bens_device(world),
    });
    assert!(
        told.iter().any(|it| matches!(it, Trouble::Late { .. })),
        "{told:?}"
    );
}

#[test]
fn a_duty_that_is_forgotten_lets_a_trick_pass() {
    let passes = |fault: Fault, work: &dyn Fn() -> Vec<Trouble>| {
        forget(Some(fault));
        let told = work();
        forget(None);
        told
    };
    let trick = |trick: Trick| {
        move || {
            let mut world = play(trick);
            told(&mut world, BEN)
        }
    };
    let forked = passes(Fault::SkipSeen, &two_logs);
    assert!(
        !forked.iter().any(|it| matches!(it, Trouble::Forked { .. })),
        "{forked:?}"
    );
    let joined = passes(Fault::SkipChain, &joining_another_log);
    assert!(
        !joined
            .iter()
            .any(|it| matches!(it, Trouble::OtherHistory { .. })),
        "{joined:?}"
    );
    let hidden = passes(Fault::SkipNumbers, &trick(Trick::Hide));
    assert!(
        !hidden
            .iter()
            .any(|it| matches!(it, Trouble::Missing { .. })),
        "{hidden:?}"
    );
    let chain = passes(Fault::BelieveTheEnd, &trick(Trick::LieAboutChain));
    assert!(
        !chain.iter().any(|it| matches!(it, Trouble::Missing { .. })),
        "{chain:?}"
    );
    // What is taken in with a changed signature shows only when the next does not follow it.
    let first = |told: &[Trouble]| {
        let forged = told.iter().filter_map(|it| match it {
            Trouble::Forged { position } => Some(*position),
            _ => None,
        });
        forged.min()
    };
    let forged = passes(Fault::SkipSignature, &trick(Trick::Forge));
    let honest = trick(Trick::Forge)();
    assert!(first(&forged) > first(&honest), "{forged:?}");
    let old = passes(Fault::AcceptOldEpoch, &|| {
        kept_back(|_| Wish::Rotate { since: 1 })
    });
    assert!(
        !old.iter().any(|it| matches!(it, Trouble::OldEpoch { .. })),
        "{old:?}"
    );
    let late = passes(Fault::AcceptRevoked, &|| {
        kept_back(|world| Wish::Revoke {
            device: bens_device(world),
        })
    });
    assert!(
        !late.iter().any(|it| matches!(it, Trouble::Late { .. })),
        "{late:?}"
    );
}
