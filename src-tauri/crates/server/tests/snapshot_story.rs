//! Snapshots on both databases: who may leave them, who finds them, and that they go with what they hold.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use crate::support::both::core_over;
use crate::support::*;
use alongside_protocol::*;
use alongside_server::{Core, Sqlite};
use std::sync::Arc;

on_both![
    what_amira_leaves_helps_a_new_laptop,
    each_begins_where_the_last_ended,
    roles_hold_for_snapshots_too,
    an_erased_person_has_no_snapshot,
    they_take_room_and_stay_behind_when_a_log_moves,
    a_false_name_or_another_log_is_refused,
];

const DIRECTORY: u8 = 9;

/// A person with three packs and the directory with one.
fn some_work(core: &Core) -> People {
    let mut people = People::join(core, 1);
    let amira = &mut people.amira;
    let mut entries = vec![
        amira.opening(space(1), TEAM),
        amira.opening(space(DIRECTORY), Ring::Open),
    ];
    for words in [b"one".as_slice(), b"two", b"three"] {
        entries.push(amira.pack(space(1), words));
    }
    entries.push(amira.pack(space(DIRECTORY), b"a choir"));
    assert_eq!(amira.push(core, &entries).refused, None);
    people.all_pull(core);
    people
}

fn snapshot_of(laptop: &Laptop, space: SpaceId, after: u64, to: Head) -> Snapshot {
    let header = encode(&SnapshotHeader {
        version: 1,
        space,
        device: laptop.id,
        after,
        to,
        epoch: laptop.roster.epoch(),
        id: PackId([after as u8; 16]),
        codec: Codec::Plain,
    })
    .unwrap();
    let sealed = vec![3; 200];
    Snapshot {
        signature: laptop.sign(&Snapshot::signed_text(&laptop.team, &header, &sealed)),
        header,
        sealed,
    }
}

fn leave(core: &Core, laptop: &Laptop, snapshot: &Snapshot) -> Result<(), Refusal> {
    let body = snapshot.bytes().unwrap();
    laptop
        .ask(core, Route::PutSnapshot(laptop.team), &body)
        .answer
        .map(|_| ())
}

fn survey(core: &Core, laptop: &Laptop, after: u64) -> Surveyed {
    let body = encode(&Survey { after }).unwrap();
    let reply = laptop.ask(core, Route::Survey(laptop.team), &body);
    decode(&reply.answer.unwrap()).unwrap()
}

fn fetch(core: &Core, laptop: &Laptop, wanted: &[Stretch]) -> Vec<Option<Vec<u8>>> {
    let body = encode(&Fetch {
        wanted: wanted.to_vec(),
    })
    .unwrap();
    let reply = laptop.ask(core, Route::Fetch(laptop.team), &body);
    let fetched: Fetched = decode(&reply.answer.unwrap()).unwrap();
    fetched
        .snapshots
        .into_iter()
        .map(|found| found.map(serde_bytes::ByteBuf::into_vec))
        .collect()
}

fn wanting(core: &Core, laptop: &Laptop, packs: u32) -> Vec<Stretch> {
    let body = encode(&Wanting { packs }).unwrap();
    let reply = laptop.ask(core, Route::Wanting(laptop.team), &body);
    let wanted: Wanted = decode(&reply.answer.unwrap()).unwrap();
    wanted.stretches
}

fn of(n: u8, after: u64) -> Stretch {
    Stretch {
        space: space(n),
        after,
    }
}

fn what_amira_leaves_helps_a_new_laptop(core: &Core) {
    let people = some_work(core);
    let (amira, tom) = (&people.amira, &people.tom);
    assert_eq!(wanting(core, amira, 2), [of(1, 0)]);
    assert_eq!(wanting(core, amira, 1), [of(1, 0), of(DIRECTORY, 0)]);
    let snapshot = snapshot_of(amira, space(1), 0, amira.head);
    leave(core, amira, &snapshot).unwrap();
    // The answer was lost.
    leave(core, amira, &snapshot).unwrap();
    assert_eq!(wanting(core, amira, 1), [of(DIRECTORY, 0)]);
    let seen = survey(core, tom, 0);
    assert_eq!(seen.to, seen.end.position);
    let kinds: Vec<EntryKind> = seen.landmarks.iter().map(|at| at.entry.kind).collect();
    assert_eq!(kinds[..4], [EntryKind::Roster; 4]);
    assert_eq!(kinds[4..], [EntryKind::Opening; 2]);
    let person = &seen.landmarks[4];
    let bytes = snapshot.bytes().unwrap();
    assert_eq!((person.position, person.last), (5, 9));
    assert_eq!(
        person.snapshots,
        [(0, amira.head.position, u32::try_from(bytes.len()).unwrap())]
    );
    assert_eq!(survey(core, tom, 4).landmarks, seen.landmarks[4..]);
    assert_eq!(survey(core, tom, seen.to).landmarks, []);
    assert_eq!(
        fetch(core, tom, &[of(1, 0), of(1, 7), of(DIRECTORY, 0)]),
        [Some(bytes), None, None]
    );
    assert_eq!(core.check(&amira.team).unwrap(), Vec::<String>::new());
}

fn each_begins_where_the_last_ended(core: &Core) {
    let mut people = some_work(core);
    let first = snapshot_of(&people.amira, space(1), 0, people.amira.head);
    let end = people.amira.head.position;
    let too_far = snapshot_of(&people.amira, space(1), 3, people.amira.head);
    assert_eq!(
        leave(core, &people.amira, &too_far),
        Err(Refusal::Gap { expected: 0 })
    );
    leave(core, &people.amira, &first).unwrap();
    // Tom makes one of the same stretch: the first stands.
    let second = snapshot_of(&people.tom, space(1), 0, people.tom.head);
    assert!(matches!(
        leave(core, &people.tom, &second),
        Err(Refusal::Taken { .. })
    ));
    // Nothing was written since, so there is nothing to say again.
    let empty = snapshot_of(&people.tom, space(1), end, people.tom.head);
    assert_eq!(leave(core, &people.tom, &empty), Err(Refusal::Malformed));
    let pack = people.tom.pack(space(1), b"four");
    people.tom.place(core, &pack);
    people.tom.pull(core);
    let next = snapshot_of(&people.tom, space(1), end, people.tom.head);
    leave(core, &people.tom, &next).unwrap();
    let seen = survey(core, &people.amira, 4);
    let stretches: Vec<(u64, u64)> = seen.landmarks[0]
        .snapshots
        .iter()
        .map(|(begins, ends, _)| (*begins, *ends))
        .collect();
    assert_eq!(stretches, [(0, end), (end, people.tom.head.position)]);
    assert_eq!(core.check(&people.tom.team).unwrap(), Vec::<String>::new());
}

fn roles_hold_for_snapshots_too(core: &Core) {
    let people = some_work(core);
    let of_person = snapshot_of(&people.amira, space(1), 0, people.amira.head);
    leave(core, &people.amira, &of_person).unwrap();
    // Rose only reads: she fetches, and leaves nothing.
    let by_rose = snapshot_of(&people.rose, space(DIRECTORY), 0, people.rose.head);
    assert_eq!(
        leave(core, &people.rose, &by_rose),
        Err(Refusal::NotAllowed)
    );
    assert_eq!(wanting(core, &people.rose, 1), []);
    assert!(fetch(core, &people.rose, &[of(1, 0)])[0].is_some());
    // Vera is a volunteer: the person is nothing to her.
    let by_vera = snapshot_of(&people.vera, space(1), 0, people.vera.head);
    assert_eq!(
        leave(core, &people.vera, &by_vera),
        Err(Refusal::NotAllowed)
    );
    assert_eq!(fetch(core, &people.vera, &[of(1, 0)]), [None]);
    let seen = survey(core, &people.vera, 4);
    assert_eq!(seen.landmarks.len(), 1);
    assert_eq!(seen.landmarks[0].position, 6);
    // Nobody leaves one under another's name, nor asks for another team's.
    let for_amira = snapshot_of(&people.amira, space(DIRECTORY), 0, people.amira.head);
    assert_eq!(
        leave(core, &people.tom, &for_amira),
        Err(Refusal::NotAllowed)
    );
    let stranger = People::join(core, 2).amira;
    let body = encode(&Survey { after: 0 }).unwrap();
    let asked = stranger.ask(core, Route::Survey(people.amira.team), &body);
    assert_eq!(asked.answer, Err(Refusal::Unknown));
}

fn an_erased_person_has_no_snapshot(core: &Core) {
    let mut people = some_work(core);
    let snapshot = snapshot_of(&people.amira, space(1), 0, people.amira.head);
    leave(core, &people.amira, &snapshot).unwrap();
    let erase = people
        .amira
        .roster_entry(RosterStep::Erase { space: space(1) });
    people.amira.place(core, &erase);
    people.all_pull(core);
    assert_eq!(fetch(core, &people.tom, &[of(1, 0)]), [None]);
    assert_eq!(leave(core, &people.amira, &snapshot), Err(Refusal::Erased));
    let left = survey(core, &people.tom, 4).landmarks;
    assert!(left.iter().all(|at| at.snapshots.is_empty()));
    assert_eq!(core.check(&people.tom.team).unwrap(), Vec::<String>::new());
}

fn they_take_room_and_stay_behind_when_a_log_moves(core: &Core) {
    let people = some_work(core);
    let used = |core: &Core| core.teams().unwrap()[0].used;
    let before = used(core);
    let snapshot = snapshot_of(&people.amira, space(1), 0, people.amira.head);
    let size = u64::try_from(snapshot.bytes().unwrap().len()).unwrap();
    core.set_room(&people.amira.team, before + size).unwrap();
    assert_eq!(leave(core, &people.amira, &snapshot), Err(Refusal::Full));
    core.set_room(&people.amira.team, 50_000_000).unwrap();
    leave(core, &people.amira, &snapshot).unwrap();
    assert!(used(core) > before + size);
    let mut file = Vec::new();
    core.export(&people.amira.team, &mut file).unwrap();
    let elsewhere = core_over(Arc::new(Sqlite::in_memory().unwrap()));
    elsewhere
        .import(&mut file.as_slice(), 50_000_000, NOW)
        .unwrap();
    assert_eq!(used(&elsewhere), before);
    assert_eq!(wanting(&elsewhere, &people.amira, 2), [of(1, 0)]);
    assert!(core.erase_team(&people.amira.team).unwrap());
    let asked = people.amira.ask(
        core,
        Route::Fetch(people.amira.team),
        &encode(&Fetch {
            wanted: vec![of(1, 0)],
        })
        .unwrap(),
    );
    assert_eq!(asked.answer, Err(Refusal::Unknown));
}

fn a_false_name_or_another_log_is_refused(core: &Core) {
    let people = some_work(core);
    let amira = &people.amira;
    let mut forged = snapshot_of(amira, space(1), 0, amira.head);
    forged.sealed.push(0);
    assert_eq!(leave(core, amira, &forged), Err(Refusal::BadSignature));
    let other = Head {
        chain: Hash([1; 32]),
        ..amira.head
    };
    assert_eq!(
        leave(core, amira, &snapshot_of(amira, space(1), 0, other)),
        Err(Refusal::OtherLog { end: amira.head })
    );
    let beyond = Head {
        position: amira.head.position + 1,
        ..amira.head
    };
    assert!(matches!(
        leave(core, amira, &snapshot_of(amira, space(1), 0, beyond)),
        Err(Refusal::OtherLog { .. })
    ));
    assert_eq!(
        leave(core, amira, &snapshot_of(amira, space(7), 0, amira.head)),
        Err(Refusal::NoSuchSpace)
    );
    let nonsense = amira.ask(core, Route::PutSnapshot(amira.team), b"nonsense");
    assert_eq!(nonsense.answer, Err(Refusal::Malformed));
}
