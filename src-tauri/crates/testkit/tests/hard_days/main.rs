//! The hard days of a team, each as a story with real files, the real engine and the real server: laptops are lost and come back, leads
//! are lost, a server is emptied.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

mod coming_again;
mod coming_back;
mod emptied_server;
mod false_team;
mod let_in;
mod narrowed;
mod new_names;
mod put_back;

use alongside_domain::Record as _;
use alongside_domain::ids::ReflectionId;
use alongside_domain::team::Reflection;
use alongside_domain::{ids::PersonId, person::Person};
use alongside_protocol::{DeviceId, Roster};
use alongside_sync::{Input, Trouble};
use alongside_testkit::sim::world::World;
use uuid::Uuid;

const AMIRA: usize = 0;
const BEN: usize = 1;
const AMIRAS_SECOND: usize = 3;
/// Ben, among the people.
const BEN_HIMSELF: usize = 1;
const JOAN: PersonId = PersonId(Uuid::from_u128(0x10a));
const THOUGHT: ReflectionId = ReflectionId(Uuid::from_u128(0x7407));

fn rest(world: &mut World) {
    world.quiet(20_000).unwrap();
}

/// A team at rest, in which Joan is known.
fn team() -> World {
    let mut world = World::new(1, true).unwrap();
    world.copy_template().unwrap();
    rest(&mut world);
    let (store, _) = world.laptop(AMIRA).both();
    store
        .transact("new", |tx| {
            tx.put(&Person {
                preferred_name: "Joan".into(),
                ..Person::blank(JOAN)
            })
        })
        .unwrap();
    world.step(AMIRA, Input::Written).unwrap();
    rest(&mut world);
    world
}

fn name_of_joan(world: &mut World, laptop: usize) -> Option<String> {
    let store = world.laptop(laptop).store();
    let joan = store.find::<Person>(JOAN).unwrap()?;
    Some(joan.preferred_name.0.clone())
}

fn rename(world: &mut World, laptop: usize, name: &str) {
    let store = world.laptop(laptop).store();
    store
        .transact("rename", |tx| {
            let joan = tx.find::<Person>(JOAN)?.expect("Joan");
            tx.put(&Person {
                preferred_name: name.into(),
                ..joan
            })
        })
        .unwrap();
    world.step(laptop, Input::Written).unwrap();
}

fn reflect(world: &mut World, laptop: usize, words: &str) {
    let store = world.laptop(laptop).store();
    store
        .transact("reflect", |tx| {
            tx.put(&Reflection {
                words: words.into(),
                ..Reflection::blank(THOUGHT)
            })
        })
        .unwrap();
    world.step(laptop, Input::Written).unwrap();
}

fn reflection(world: &mut World, laptop: usize) -> Option<String> {
    let store = world.laptop(laptop).store();
    let found = store.find::<Reflection>(THOUGHT).unwrap()?;
    Some(found.words.0.clone())
}

fn device(world: &mut World, laptop: usize) -> DeviceId {
    world.laptop(laptop).engine().team().unwrap().device
}

fn roster(world: &mut World, laptop: usize) -> Roster {
    let team = world.laptop(laptop).engine().team().unwrap();
    team.roster.unwrap().clone()
}

fn trouble(world: &mut World, laptop: usize) -> Option<Trouble> {
    let laptop = world.laptop(laptop);
    laptop.engine().status(laptop.store()).unwrap().trouble
}

/// Ben's laptop lies in a bus that has left.
fn lose(world: &mut World, laptop: usize) {
    world.laptop(laptop).online = false;
    world.laptop(laptop).close();
}
