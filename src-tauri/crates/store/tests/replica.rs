//! What the engine is given: what waits to be sent and in which order, what was sealed, what was acknowledged, and that none of it
//! is lost on the way.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::person::Person;
use alongside_domain::{Kind, Moment, SpaceOf};
use alongside_store::log::{Commit, Operation};
use alongside_store::replica::{Applied, KeptPack, OutboxPart, Source};
use alongside_store::{Result, Store, StoreError};
use alongside_testkit::named::{contact, mr_okafor, organisation};
use alongside_testkit::{FixedClock, Ready};
use serde_json::json;
use uuid::Uuid;

fn set(store: &Store, value: &str) {
    store
        .transact("edit", |tx| {
            tx.set::<Person>(mr_okafor().id, "alert", json!(value))
        })
        .unwrap();
}

/// A laptop with Mr Okafor on it, that joins a team.
fn joined() -> Ready {
    let store = Ready::numbered(1).unwrap();
    store.transact("add", |tx| tx.put(&mr_okafor())).unwrap();
    store
        .transact("import", |tx| tx.put(&organisation(1, "Mill Lane Trust")))
        .unwrap();
    assert_eq!(store.unsent().unwrap().commits, 0, "nobody to send it to");
    store
        .replicate(|replica| replica.set_replicating(true))
        .unwrap();
    store
}

fn outbox(store: &Store) -> Vec<OutboxPart> {
    store
        .replica_read(|replica| replica.outbox(500, 1 << 20))
        .unwrap()
}

fn pack(number: u64, part: &OutboxPart) -> KeptPack {
    let mut hash = [0; 32];
    hash[0] = u8::try_from(number).unwrap();
    hash[1..17].copy_from_slice(part.space.as_bytes());
    KeptPack {
        hash,
        space: part.space,
        device: part.commit.stamp.device(),
        number,
        position: None,
        entry_kind: 3,
        bytes: vec![7; 100],
    }
}

fn seal(store: &Store, parts: &[OutboxPart], pack: &KeptPack) -> Result<()> {
    let parts: Vec<i64> = parts.iter().map(|part| part.n).collect();
    store
        .replicate(|replica| replica.seal(&parts, pack))
        .map(|((), _)| ())
}

#[test]
fn everything_written_leaves_in_its_order_one_space_at_a_time() {
    let store = joined();
    set(&store, "dog");
    let first = outbox(&store);
    let did: Vec<&str> = first.iter().map(|part| part.commit.did.as_str()).collect();
    assert_eq!(did, ["add", "edit"], "both of Mr Okafor's space");
    assert!(first.iter().all(|part| part.space == first[0].space));
    let unsent = store.unsent().unwrap();
    assert_eq!((unsent.commits, unsent.unsealed), (3, 3));
    let waiting: Vec<(SpaceOf, u32)> = store
        .spaces_state()
        .unwrap()
        .iter()
        .map(|state| (state.of, state.commits))
        .collect();
    assert_eq!(
        waiting,
        [
            (SpaceOf::Person(mr_okafor().id), 2),
            (SpaceOf::Directory, 1)
        ]
    );
    assert!(store.unsent_since(mr_okafor().id.0).unwrap().is_some());

    seal(&store, &first, &pack(1, &first[0])).unwrap();
    let second = outbox(&store);
    assert_eq!(second[0].commit.did, "import");
    assert!(
        seal(&store, &first, &pack(2, &first[0])).is_err(),
        "sealed already"
    );
    assert!(
        seal(&store, &second, &pack(5, &second[0])).is_err(),
        "1 comes first"
    );
    seal(&store, &second, &pack(1, &second[0])).unwrap();
    assert!(outbox(&store).is_empty());
    let pending = store.replica_read(|replica| replica.pending(1)).unwrap();
    assert_eq!(
        pending,
        [pack(1, &first[0])],
        "at least one, whatever its size"
    );
    let hash = pending[0].hash;
    store
        .replicate(|replica| replica.acknowledge(&hash, 12))
        .unwrap();
    assert_eq!(store.unsent().unwrap().commits, 1);
    assert_eq!(store.unsent_since(mr_okafor().id.0).unwrap(), None);
    let kept = store.replica_read(|replica| replica.kept(0, 9)).unwrap();
    assert_eq!((kept.len(), kept[0].position), (1, Some(12)));
}

#[test]
fn a_commit_in_two_spaces_is_two_parts_and_arrives_once_in_each() {
    let store = joined();
    store
        .transact("both", |tx| {
            tx.put(&organisation(2, "Shed"))?;
            tx.set::<Person>(mr_okafor().id, "alert", json!("dog"))
        })
        .unwrap();
    let parts: Vec<OutboxPart> = store
        .replica_read(|replica| {
            let mut all = Vec::new();
            for space in replica.outbox_spaces()? {
                all.extend(replica.outbox_of(space, 500, 1 << 20)?);
            }
            Ok(all)
        })
        .unwrap();
    assert_eq!(parts.len(), 4);
    let other = Ready::numbered(2).unwrap();
    for round in 0..2 {
        for part in &parts {
            let ((), _) = other
                .replicate(|replica| {
                    let applied = replica.apply(part.space, &part.commit, Source::default())?;
                    assert_eq!(applied == Applied::New, round == 0);
                    Ok(())
                })
                .unwrap();
        }
    }
    assert_eq!(other.commits_after(0, 10).unwrap().len(), 3);
    let digests = [&store, &other].map(|store| store.replica_read(|r| r.digest()).unwrap());
    assert_eq!(digests[0], digests[1]);
}

#[test]
fn what_failed_in_the_middle_left_nothing() {
    let store = joined();
    let before = store.replica_read(|replica| replica.digest()).unwrap();
    let part = outbox(&store).remove(0);
    let mut stranger = part.commit.clone();
    stranger.id = Uuid::from_u128(1);
    let failed = store.replicate(|replica| {
        replica.apply(part.space, &stranger, Source::default())?;
        replica.set_fact("cursor", b"9")?;
        Err::<(), _>(StoreError::Cancelled)
    });
    assert!(matches!(failed, Err(StoreError::Cancelled)));
    assert_eq!(
        store
            .replica_read(|replica| replica.fact("cursor"))
            .unwrap(),
        None
    );
    assert_eq!(
        store.replica_read(|replica| replica.digest()).unwrap(),
        before
    );
    // References are looked after again afterwards.
    let nobodys = contact(
        1,
        alongside_domain::ids::PersonId(Uuid::from_u128(404)),
        "2026-03-02",
        "x",
    );
    assert!(store.transact("add", |tx| tx.put(&nobodys)).is_err());
}

#[test]
fn a_restored_laptop_becomes_another_device_and_seals_again_what_it_had_not_sent() {
    let mut store = joined();
    let parts = outbox(&store);
    seal(&store, &parts[..1], &pack(1, &parts[0])).unwrap();
    let hash = pack(1, &parts[0]).hash;
    store
        .replicate(|replica| replica.acknowledge(&hash, 3))
        .unwrap();
    set(&store, "dog");
    let parts = outbox(&store);
    let edit: Vec<OutboxPart> = parts
        .into_iter()
        .filter(|part| part.commit.did == "edit")
        .chain(
            store
                .replica_read(|r| r.outbox_of(store_space(&store), 9, 9_999))
                .unwrap(),
        )
        .take(1)
        .collect();
    let old = edit[0].commit.stamp.device();
    seal(&store, &edit, &pack(2, &edit[0])).unwrap();
    let ((), _) = store
        .replicate(|replica| {
            replica.reissue()?;
            let new = replica.renew_device()?;
            assert_ne!(new, old);
            assert_eq!(replica.device()?, new);
            assert_eq!(
                replica.chain(old, edit[0].space)?,
                Some((1, hash)),
                "as acknowledged"
            );
            assert_eq!(replica.chain(new, edit[0].space)?, None);
            Ok(())
        })
        .unwrap();
    assert!(
        store
            .replica_read(|replica| replica.pending(9_999))
            .unwrap()
            .is_empty()
    );
    let again = store
        .replica_read(|replica| replica.outbox_of(edit[0].space, 9, 9_999))
        .unwrap();
    assert_eq!(again, edit, "the same commit, its stamp and all");
    set(&store, "two dogs");
    let stamps: Vec<_> = store
        .replica_read(|replica| replica.outbox_of(edit[0].space, 9, 9_999))
        .unwrap()
        .iter()
        .map(|part| part.commit.stamp)
        .collect();
    assert!(stamps[1] > stamps[0] && stamps[1].device() != old);
    store.reopen().unwrap();
    assert_eq!(
        store.replica_read(|r| r.device()).unwrap(),
        stamps[1].device()
    );
    assert_eq!(store.undo_state().unwrap().undo.as_deref(), Some("edit"));
    // It turns up in the log after all: the old laptop had sent it.
    let part = &again[0];
    store
        .replicate(|replica| replica.apply(part.space, &part.commit, Source::default()))
        .unwrap();
    assert_eq!(store.unsent().unwrap().unsealed, 2);
}

fn store_space(store: &Store) -> Uuid {
    let spaces = store.replica_read(|replica| replica.spaces()).unwrap();
    spaces.iter().find(|space| space.kind == 1).unwrap().id
}

#[test]
fn what_was_written_under_a_clock_that_ran_ahead_gets_its_place_in_time() {
    let store = joined();
    let ahead = 400_i64;
    store.clock.days(ahead);
    set(&store, "dog");
    set(&store, "two dogs");
    store
        .transact("archive", |tx| {
            tx.archive(Kind::Person, mr_okafor().id.0, true)
        })
        .unwrap();
    store.clock.days(-ahead);
    let server = alongside_store::Clock::now(&*store.clock).0;
    let latest = u64::try_from(server).unwrap() + 120_000;
    let (restamped, _) = store.replicate(|replica| replica.restamp(latest)).unwrap();
    assert_eq!(restamped, 3);
    store.replica_read(|replica| replica.check_rows()).unwrap();
    let parts = store
        .replica_read(|replica| replica.outbox_of(store_space(&store), 99, 99_999))
        .unwrap();
    assert!(parts.is_sorted_by(|a, b| a.commit.stamp < b.commit.stamp));
    assert!(
        parts
            .iter()
            .all(|part| part.commit.stamp.millis() <= latest + 1)
    );
    assert_eq!(
        parts[2].commit.operations[0].operation.fields[0].base,
        Some(parts[1].commit.stamp),
        "the second saw the first"
    );
    assert_eq!(
        parts[1].commit.at.0 - server,
        ahead * 86_400_000,
        "people are shown what the clock said"
    );
    assert_eq!(
        store
            .replicate(|replica| replica.restamp(latest))
            .unwrap()
            .0,
        0
    );
    // The next is later than all, and not a year from now.
    store
        .transact("restore", |tx| {
            tx.archive(Kind::Person, mr_okafor().id.0, false)
        })
        .unwrap();
    let last = store.commits_after(0, 99).unwrap().pop().unwrap().1;
    assert!(last.stamp > parts[3].commit.stamp && last.stamp.millis() <= latest + 1);
    // Another laptop that takes it has the same.
    let other = Ready::numbered(2).unwrap();
    for (_, commit) in store.commits_after(0, 99).unwrap() {
        let space = commit.operations[0].space;
        other
            .replicate(|replica| replica.apply(space, &commit, Source::default()))
            .unwrap();
    }
    let digests = [&store, &other].map(|store| store.replica_read(|r| r.digest()).unwrap());
    assert_eq!(digests[0], digests[1]);
}

#[test]
fn the_directory_of_a_laptop_that_worked_alone_becomes_the_teams() {
    let store = joined();
    let own = store
        .replica_read(|replica| replica.spaces())
        .unwrap()
        .into_iter()
        .find(|space| space.kind == 2)
        .unwrap();
    let teams = Uuid::from_u128(0xD1);
    store
        .replicate(|replica| {
            replica.open_space(teams, 2, [3; 32], Some(2))?;
            replica.adopt_space(own.id, teams)
        })
        .unwrap();
    let parts = store
        .replica_read(|replica| replica.outbox_of(teams, 9, 9_999))
        .unwrap();
    assert_eq!(parts[0].commit.did, "import");
    assert_eq!(parts[0].commit.operations[0].space, teams);
    store
        .transact("add", |tx| tx.put(&organisation(9, "Shed")))
        .unwrap();
    let spaces = store
        .replica_read(|replica| replica.outbox_spaces())
        .unwrap();
    assert_eq!(spaces.len(), 2);
    assert!(
        store
            .replica_read(|replica| replica.space(own.id))
            .unwrap()
            .is_none()
    );
    store.replica_read(|replica| replica.check_rows()).unwrap();
}

#[test]
fn the_server_lost_what_it_had_and_is_sent_it_again() {
    let store = joined();
    let parts = outbox(&store);
    let mine = pack(1, &parts[0]);
    seal(&store, &parts, &mine).unwrap();
    let others = KeptPack {
        hash: [9; 32],
        device: [4; 8],
        position: Some(8),
        ..mine.clone()
    };
    store
        .replicate(|replica| {
            replica.acknowledge(&mine.hash, 7)?;
            replica.keep_pack(&others)?;
            replica.keep_pack(&others)?;
            replica.note_head(6, [6; 32])?;
            replica.note_head(8, [8; 32])?;
            assert_eq!(replica.unplace(6)?, 2);
            replica.rewind_heads(6)
        })
        .unwrap();
    let again = store
        .replica_read(|replica| replica.pending(9_999))
        .unwrap();
    let hashes: Vec<_> = again.iter().map(|pack| pack.hash).collect();
    assert_eq!(hashes, [mine.hash, others.hash]);
    let head = store.replica_read(|replica| replica.last_head()).unwrap();
    assert_eq!(head, Some((6, [6; 32])));
    // Long afterwards the bytes may go, once they have arrived; the chain stays.
    store
        .replicate(|replica| {
            replica.acknowledge(&mine.hash, 7)?;
            replica.forget_packs(Moment(i64::MAX))?;
            assert!(replica.kept_by_hash(&mine.hash)?.is_none());
            assert!(replica.kept_by_hash(&others.hash)?.is_some(), "on its way");
            assert_eq!(
                replica.chain(mine.device, mine.space)?,
                Some((1, mine.hash))
            );
            Ok(())
        })
        .unwrap();
}

/// What is learnt anew after the server went back are the chains of all whose packs stood after that place: also of those whose bytes were
/// let go here, which others still have and send again.
#[test]
fn a_chain_that_stood_after_what_the_server_lost_is_learnt_anew_though_its_packs_were_let_go() {
    let store = joined();
    let parts = outbox(&store);
    let mine = pack(1, &parts[0]);
    seal(&store, &parts, &mine).unwrap();
    let of = |device: u8, number: u64, position: u64| KeptPack {
        hash: [device + position as u8; 32],
        device: [device; 8],
        number,
        position: Some(position),
        ..mine.clone()
    };
    store
        .replicate(|replica| {
            replica.acknowledge(&mine.hash, 9)?;
            // Ben's second and Cerys's only one stand after 6; Ben's first before it.
            for pack in [of(20, 1, 5), of(30, 1, 4), of(20, 2, 8), of(40, 1, 7)] {
                replica.keep_pack(&pack)?;
            }
            replica.forget_packs(Moment(i64::MAX))?;
            replica.rewind_log(6, mine.device)?;
            let known = |device: u8| replica.chain([device; 8], mine.space);
            assert_eq!(known(20)?, None);
            assert_eq!(known(40)?, None);
            assert_eq!(known(30)?, Some((1, [34; 32])), "it stood before");
            let own = replica.chain(mine.device, mine.space)?;
            assert_eq!(own, Some((1, mine.hash)), "no number is used twice");
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_commit_in_bytes_is_what_it_was_and_those_of_schema_1_are_read() {
    let store = joined();
    set(&store, "dog");
    store
        .transact("archive", |tx| {
            tx.archive(Kind::Person, mr_okafor().id.0, true)
        })
        .unwrap();
    let commits: Vec<Commit> = outbox(&store).into_iter().map(|part| part.commit).collect();
    let bytes = postcard::to_allocvec(&commits).unwrap();
    assert_eq!(
        postcard::from_bytes::<Vec<Commit>>(&bytes).unwrap(),
        commits
    );
    assert!(commits[2].operations[0].operation.saw.is_some());

    let mut old = commits[1].operations[0].operation.clone();
    old.schema = 1;
    let bytes = postcard::to_allocvec(&old).unwrap();
    // Schema 1, one field, number 37, a text, a base: as the first release wrote it.
    assert_eq!(bytes[..8], [1, 1, bytes[2], 3, 3, b'd', b'o', b'g']);
    assert_eq!(bytes.len(), 8 + 1 + 16);
    assert_eq!(postcard::from_bytes::<Operation>(&bytes).unwrap(), old);
    for cut in 0..bytes.len() {
        assert!(postcard::from_bytes::<Operation>(&bytes[..cut]).is_err());
    }
}

#[test]
fn two_runs_with_the_same_clock_and_ids_write_the_same_bytes() {
    let run = || {
        let store = joined();
        FixedClock::minutes(&store.clock, 3);
        set(&store, "dog");
        let commits = store.commits_after(0, 99).unwrap();
        let digest = store.replica_read(|replica| replica.digest()).unwrap();
        (commits, digest)
    };
    assert_eq!(run(), run());
}
