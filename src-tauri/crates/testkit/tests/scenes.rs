//! Short scenes of a team, each with the duty forgotten that it hangs on, to show that it would be missed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at once"
)]

use alongside_domain::Kind;
use alongside_domain::value::Value;
use alongside_protocol::{Entry, EntryKind, Pack};
use alongside_store::fault::{self, Fault};
use alongside_store::replica::Source;
use alongside_sync::fault as engine;
use alongside_sync::{Input, Trouble};
use alongside_testkit::sim::words::Target;
use alongside_testkit::sim::world::World;
use uuid::Uuid;

const AMIRA: usize = 0;
const BEN: usize = 1;
const OKAFOR: Target = Target {
    kind: Kind::Person,
    id: Uuid::from_u128(0x0ca),
    person: Some(Uuid::from_u128(0x0ca)),
    writer: None,
};

/// A team at rest that supports Mr Okafor.
fn team() -> World {
    let mut world = World::new(1, true).unwrap();
    world.copy_template().unwrap();
    world.quiet(5_000).unwrap();
    world.words.targets.push(OKAFOR);
    let store = world.laptop(AMIRA).store();
    store.transact("make", |tx| OKAFOR.make(tx, "Joe")).unwrap();
    world.step(AMIRA, Input::Written).unwrap();
    world.quiet(5_000).unwrap();
    world
}

fn write(world: &mut World, laptop: usize, word: &str) {
    let store = world.laptop(laptop).store();
    store
        .transact("edit", |tx| OKAFOR.set(tx, "preferred_name", word))
        .unwrap();
    world.step(laptop, Input::Written).unwrap();
}

/// Ben's laptop finds a network again, and everything comes to rest.
fn meet(world: &mut World) {
    world.laptop(BEN).online = true;
    world.start(BEN).unwrap();
    world.quiet(20_000).unwrap();
}

/// Ben, away from any network, puts the record in the bin, while Amira goes on writing in it.
fn is_back_from_the_bin() -> bool {
    let mut world = team();
    world.laptop(BEN).online = false;
    let bens = world.laptop(BEN).store();
    bens.transact("archive", |tx| tx.archive(OKAFOR.kind, OKAFOR.id, true))
        .unwrap();
    write(&mut world, AMIRA, "Joseph");
    meet(&mut world);
    let differences = world.laptop(AMIRA).store().differences_count().unwrap();
    differences == 1
}

#[test]
fn what_somebody_put_in_the_bin_while_another_wrote_in_it_comes_back() {
    assert!(is_back_from_the_bin());
    fault::forget(Some(Fault::StayInBin));
    assert!(!is_back_from_the_bin());
    fault::forget(None);
}

/// What Ben's laptop says stood there before Amira wrote.
fn history_of_ben() -> Vec<Value> {
    let mut world = team();
    write(&mut world, AMIRA, "Joseph");
    world.quiet(5_000).unwrap();
    let changes = world
        .laptop(BEN)
        .store()
        .history(OKAFOR.kind, OKAFOR.id)
        .unwrap();
    changes
        .into_iter()
        .filter_map(|change| change.before)
        .collect()
}

#[test]
fn what_a_colleague_wrote_over_stays_in_history_here() {
    let joe = Value::Text("Joe".to_owned());
    assert!(history_of_ben().contains(&joe));
    fault::forget(Some(Fault::ForgetReplaced));
    assert!(!history_of_ben().contains(&joe));
    fault::forget(None);
}

/// A person is erased, and then something of theirs arrives after all.
fn comes_back_after_erasing() -> bool {
    let mut world = team();
    let store = world.laptop(AMIRA).store();
    store
        .transact("edit", |tx| OKAFOR.set(tx, "preferred_name", "Joseph"))
        .unwrap();
    let ((), _) = store
        .replicate(|replica| {
            let late = replica.outbox(10, 100_000)?.pop().unwrap();
            replica.erase_space(late.space)?;
            replica.apply(late.space, &late.commit, Source::default())?;
            Ok(())
        })
        .unwrap();
    let known = store.history(OKAFOR.kind, OKAFOR.id).unwrap();
    !known.is_empty()
}

#[test]
fn what_arrives_of_somebody_who_was_erased_is_refused() {
    assert!(!comes_back_after_erasing());
    fault::forget(Some(Fault::ForgetTombstone));
    assert!(comes_back_after_erasing());
    fault::forget(None);
}

/// Ben's laptop could not make anything of an entry when it came: it was of a newer form. It is upgraded, and the entry turns out to be
/// a pack of Amira's with a signature that is not hers.
fn upgraded_to_a_forgery() -> Vec<Trouble> {
    let mut world = team();
    world.laptop(BEN).online = false;
    write(&mut world, AMIRA, "Joseph");
    world.pass(world.now.get() + 10_000).unwrap();
    let (position, entry) = last_pack(&mut world);
    let (mut pack, header) = Pack::read(&entry.bytes).unwrap();
    pack.signature.0[5] ^= 1;
    let forged = pack.entry().unwrap();
    let space = Uuid::from_bytes(header.space.0);
    let ben = world.laptop(BEN).store();
    ben.replicate(|replica| {
        let bytes = alongside_protocol::encode(&forged).unwrap();
        replica.quarantine(position, space, TOO_NEW, &bytes)
    })
    .unwrap();
    world.crash(BEN).unwrap();
    let laptop = world.laptop(BEN);
    let status = laptop.engine().status(laptop.store()).unwrap();
    status.notices.iter().map(|notice| notice.trouble).collect()
}

/// As the engine numbers its reasons.
const TOO_NEW: u8 = 2;

/// Amira's last pack, as her laptop keeps it.
fn last_pack(world: &mut World) -> (u64, Entry) {
    let kept = world
        .laptop(AMIRA)
        .store()
        .replica_read(|replica| replica.kept(0, usize::MAX))
        .unwrap();
    let last = kept
        .into_iter()
        .rfind(|kept| kept.entry_kind == EntryKind::Pack.number())
        .unwrap();
    let entry = Entry {
        kind: EntryKind::Pack,
        bytes: last.bytes,
    };
    (last.position.unwrap(), entry)
}

#[test]
fn what_waited_for_an_upgrade_passes_every_check_that_it_would_have_passed_then() {
    let is_forged = |told: Vec<Trouble>| told.iter().any(|it| matches!(it, Trouble::Forged { .. }));
    assert!(is_forged(upgraded_to_a_forgery()));
    engine::forget(Some(engine::Fault::ReadUnchecked));
    assert!(!is_forged(upgraded_to_a_forgery()));
    engine::forget(None);
}

#[test]
fn half_a_request_or_half_an_answer_is_never_taken_for_a_whole_one() {
    // Every byte at which a push and a page can be cut; the simulation cuts at random, and stops if one of these ever passes.
    let mut world = team();
    write(&mut world, AMIRA, "Joseph");
    let (_, entry) = last_pack(&mut world);
    let push = alongside_protocol::Push {
        entries: vec![entry],
    };
    let whole = alongside_protocol::encode(&push).unwrap();
    for at in 0..whole.len() {
        let cut = alongside_protocol::decode::<alongside_protocol::Push>(&whole[..at]);
        assert!(cut.is_err(), "cut at {at}");
    }
}
