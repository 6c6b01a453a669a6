//! Bytes from people who mean harm: nothing panics, nothing stands that should not, on any door.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use crate::support::*;
use alongside_protocol::*;
use alongside_server::{Bucket, Core, Request, Rules, Signatures, Sqlite};
use proptest::collection::vec;
use proptest::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

/// Everybody asks as often as they like.
fn patient_core() -> Core {
    let rules = Rules {
        device: Bucket {
            size: 1_000_000,
            per_minute: 1_000_000,
        },
        ..Rules::default()
    };
    Core::new(
        Arc::new(Sqlite::in_memory().unwrap()),
        Arc::new(Signatures),
        rules,
    )
}

thread_local! {
    static SERVER: RefCell<(Core, People)> = RefCell::new({
        let core = patient_core();
        let mut people = People::join(&core, 1);
        let opening = people.amira.opening(space(1), TEAM);
        let pack = people.amira.pack(space(1), b"sealed");
        people.amira.push(&core, &[opening, pack]);
        people.all_pull(&core);
        (core, people)
    });
}

fn routes() -> impl Strategy<Value = Route> {
    let team = prop_oneof![Just(TeamId([1; 16])), any::<[u8; 16]>().prop_map(TeamId)];
    (0..13_u8, team, any::<u32>(), any::<[u8; 16]>()).prop_map(|(which, team, number, at)| {
        match which {
            0 => Route::Hello,
            1 => Route::SignUp,
            2 => Route::Pull(team),
            3 => Route::Push(team),
            4 => Route::Resend(team),
            5 => Route::Wake(team),
            6 => Route::MakeMailbox(team),
            7 => Route::ClaimMailbox(number % 10_000),
            8 => Route::PutMailbox(number % 10_000),
            9 => Route::TakeMailbox(number % 10_000),
            10 => Route::BurnMailbox(number % 10_000),
            11 => Route::PutEscrow(team, Locator(at)),
            _ => Route::TakeEscrow(Locator(at)),
        }
    })
}

fn kinds() -> impl Strategy<Value = EntryKind> {
    prop_oneof![
        Just(EntryKind::Roster),
        Just(EntryKind::Opening),
        Just(EntryKind::Pack)
    ]
}

fn heads() -> impl Strategy<Value = Head> {
    (any::<u64>(), any::<[u8; 32]>()).prop_map(|(position, chain)| Head {
        position,
        chain: Hash(chain),
    })
}

/// Guests that name nobody, or with an epoch that was never.
fn strange_guests(team: [u8; 16], by_guests: bool) -> RosterStep {
    let reception = Reception {
        epoch: 9,
        suite: 1,
        key: vec![1],
    };
    RosterStep::Receive {
        team: TeamId(team),
        home: (!by_guests).then(|| reception.clone()),
        guests: Some(Guests {
            reception,
            laptops: vec![],
        }),
        key: SharedKey {
            check: Hash::default(),
            home: vec![],
            guests: vec![],
        },
    }
}

/// What a member may well sign, and should not.
fn steps() -> impl Strategy<Value = RosterStep> {
    let keys = (any::<u32>(), vec(any::<u8>(), 0..100)).prop_map(|(number, older)| EpochKeys {
        number,
        rings: vec![
            RingEpoch {
                ring: Ring::Team,
                check: Hash::default(),
                older
            };
            2
        ],
        wraps: vec![],
    });
    let space = (0..4_u8).prop_map(space);
    let device = (0..6_u8).prop_map(|n| DeviceId([n; 8]));
    let member = (0..6_u8).prop_map(|n| MemberId([n; 16]));
    prop_oneof![
        space.clone().prop_map(|space| RosterStep::Erase { space }),
        (space, any::<[u8; 16]>()).prop_map(|(space, with)| RosterStep::Share {
            space,
            with: TeamId(with),
            sealed: vec![],
        }),
        (device, keys.clone()).prop_map(|(device, epoch)| RosterStep::Revoke {
            device,
            with: Vec::new(),
            epoch
        }),
        (member, keys.clone()).prop_map(|(member, epoch)| RosterStep::Remove { member, epoch }),
        keys.prop_map(|epoch| RosterStep::Rotate { epoch }),
        (any::<[u8; 16]>(), any::<bool>())
            .prop_map(|(team, by_guests)| strange_guests(team, by_guests)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_at_any_door(
        route in routes(),
        body in vec(any::<u8>(), 0..600),
        is_signed in any::<bool>(),
        signed in any::<([u8; 16], [u8; 8], i64, [u8; 32])>(),
    ) {
        SERVER.with_borrow(|(core, people)| {
            let before = core.end(&people.amira.team).unwrap();
            let good = is_signed.then(|| people.tom.signed(&route, &body, NOW));
            let (team, device, at, half) = signed;
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(&half);
            let forged = Signed {
                team: TeamId(team),
                device: DeviceId(device),
                at,
                signature: Signature(signature),
            };
            for signed in [good, Some(forged), None] {
                let reply = core.handle(&Request { route, signed, body: &body }, NOW);
                prop_assert_ne!(reply.answer, Err(Refusal::Unwell));
            }
            prop_assert_eq!(core.end(&people.amira.team).unwrap(), before);
            Ok(())
        })?;
    }

    #[test]
    fn any_entries_of_a_member(
        entries in vec((kinds(), vec(any::<u8>(), 0..300)), 0..6),
        cut in any::<prop::sample::Index>(),
        flip in 1..=255_u8,
    ) {
        SERVER.with_borrow(|(core, people)| {
            let before = core.end(&people.amira.team).unwrap();
            let entries: Vec<Entry> = entries.into_iter().map(|(kind, bytes)| Entry { kind, bytes }).collect();
            let mut good = people.tom.opening(space(3), TEAM);
            let at = cut.index(good.bytes.len());
            good.bytes[at] ^= flip;
            for entries in [entries, vec![good]] {
                let reply = people.tom.push(core, &entries);
                prop_assert!(reply.placed.is_empty());
            }
            prop_assert_eq!(core.end(&people.amira.team).unwrap(), before);
            Ok(())
        })?;
    }

    #[test]
    fn packs_with_any_header_of_a_member(
        number in prop_oneof![0..4_u64, any::<u64>()],
        epoch in prop_oneof![0..3_u32, any::<u32>()],
        seen in heads(),
        previous in any::<[u8; 32]>(),
        at in 0..4_u8,
        after in heads(),
        most_bytes in any::<u32>(),
    ) {
        SERVER.with_borrow(|(core, people)| {
            let tom = &people.tom;
            let header = PackHeader {
                version: 1,
                space: space(at),
                device: tom.id,
                number,
                previous: Hash(previous),
                epoch,
                shared: 0,
                id: PackId([1; 16]),
                codec: Codec::Plain,
                seen,
            };
            let pack = tom.seal(&tom.team, &header, b"sealed");
            for route in [Route::Push(tom.team), Route::Resend(tom.team)] {
                let reply = tom.push_to(core, route, std::slice::from_ref(&pack)).unwrap();
                prop_assert!(reply.placed.is_empty(), "{:?}", reply);
            }
            let pull = Pull { after, most_bytes, only: vec![] };
            let page = tom.page(core, tom.team, &pull);
            let is_told = matches!(page, Err(Refusal::OtherLog { .. }));
            prop_assert!(is_told);
            Ok(())
        })?;
    }

    #[test]
    fn steps_that_a_lead_should_not_take(step in steps(), number in 0..9_u64, by in 1..5_u8) {
        let core = patient_core();
        let mut people = People::join(&core, 1);
        let signer = match by {
            1 => &mut people.amira,
            2 => &mut people.tom,
            3 => &mut people.vera,
            _ => &mut people.rose,
        };
        signer.roster.number = number;
        let entry = signer.roster_entry(step);
        let reply = signer.push(&core, &[entry]);
        // Taken or not, the log stands, and everybody's laptop can follow it.
        prop_assert_eq!(core.check(&people.amira.team).unwrap(), Vec::<String>::new());
        people.amira.pull(&core);
        prop_assert!(reply.placed.len() < 2);
    }
}
