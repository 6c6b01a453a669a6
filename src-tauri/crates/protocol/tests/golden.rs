//! The bytes of every wire type, frozen. If one of these changes, laptops that are out there no longer understand each other: then it
//! is a new version of the protocol, and the old bytes stay readable.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use alongside_protocol::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

const TEAM: TeamId = TeamId([0x11; 16]);
const SPACE: SpaceId = SpaceId([0x22; 16]);
const MEMBER: MemberId = MemberId([0x33; 16]);
const DEVICE: DeviceId = DeviceId([0x44; 8]);
const HASH: Hash = Hash([0x55; 32]);
const KEY: PublicKey = PublicKey([0x66; 32]);
const SIGNATURE: Signature = Signature([0x77; 64]);
const HEAD: Head = Head {
    position: 300,
    chain: HASH,
};

/// Collects lines `name bytes`, after reading each back.
#[derive(Default)]
struct Golden(String);

impl Golden {
    fn add<T: Serialize + DeserializeOwned + PartialEq + Debug>(&mut self, name: &str, value: &T) {
        let bytes = encode(value).unwrap();
        assert_eq!(&decode::<T>(&bytes).unwrap(), value, "{name}");
        // Nothing more, nothing less.
        let mut longer = bytes.clone();
        longer.push(0);
        assert!(decode::<T>(&longer).is_err(), "{name}");
        if !bytes.is_empty() {
            assert!(decode::<T>(&bytes[..bytes.len() - 1]).is_err(), "{name}");
        }
        self.bytes(name, &bytes);
    }

    fn bytes(&mut self, name: &str, bytes: &[u8]) {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        self.0.push_str(&format!("{name} {digits}\n"));
    }
}

fn device() -> NewDevice {
    NewDevice {
        id: DEVICE,
        verify: KEY,
        suite: 1,
        seal: vec![1, 2, 3],
        proof: SIGNATURE,
    }
}

fn epoch() -> EpochKeys {
    let ring = |ring| RingEpoch {
        ring,
        check: HASH,
        older: vec![4],
    };
    EpochKeys {
        number: 2,
        rings: vec![ring(Ring::Team), ring(Ring::Open)],
        wraps: vec![wrap()],
    }
}

fn wrap() -> Wrap {
    Wrap {
        device: DEVICE,
        sealed: vec![5, 6],
    }
}

fn steps() -> Vec<(&'static str, RosterStep)> {
    vec![
        (
            "found",
            RosterStep::Found {
                member: MEMBER,
                device: device(),
                epoch: epoch(),
            },
        ),
        (
            "admit",
            RosterStep::Admit {
                member: MEMBER,
                role: Role::Volunteer,
                device: device(),
                wrap: wrap(),
            },
        ),
        (
            "add_device",
            RosterStep::AddDevice {
                device: device(),
                wrap: wrap(),
            },
        ),
        (
            "change_role",
            RosterStep::ChangeRole {
                member: MEMBER,
                role: Role::ReadOnly,
                epoch: epoch(),
            },
        ),
        (
            "revoke",
            RosterStep::Revoke {
                device: DEVICE,
                with: vec![DEVICE],
                epoch: epoch(),
            },
        ),
        (
            "remove",
            RosterStep::Remove {
                member: MEMBER,
                epoch: epoch(),
            },
        ),
        ("rotate", RosterStep::Rotate { epoch: epoch() }),
        ("erase", RosterStep::Erase { space: SPACE }),
        (
            "share",
            RosterStep::Share {
                space: SPACE,
                with: TEAM,
                sealed: vec![7],
            },
        ),
        (
            "unshare",
            RosterStep::Unshare {
                space: SPACE,
                with: TEAM,
            },
        ),
        (
            "receive",
            RosterStep::Receive {
                team: TEAM,
                home: Some(reception()),
                guests: Some(Guests {
                    reception: reception(),
                    laptops: vec![GuestLaptop {
                        device: DEVICE,
                        verify: KEY,
                    }],
                }),
                key: SharedKey {
                    check: HASH,
                    home: vec![3],
                    guests: vec![4],
                },
            },
        ),
        (
            "visit",
            RosterStep::Visit {
                host: TEAM,
                reception: reception(),
                sealed: vec![5],
            },
        ),
        (
            "add_paper",
            RosterStep::AddPaper {
                device: device(),
                wrap: wrap(),
                locator: Locator([0xaa; 16]),
            },
        ),
        ("hand_own", RosterStep::HandOwn { wrap: wrap() }),
        ("read", RosterStep::Read),
    ]
}

fn reception() -> Reception {
    Reception {
        epoch: 300,
        suite: 1,
        key: vec![9],
    }
}

fn refusals() -> Vec<Refusal> {
    vec![
        Refusal::Malformed,
        Refusal::NotUnderstood,
        Refusal::BadSignature,
        Refusal::WrongTime { time: -1 },
        Refusal::Revoked,
        Refusal::NotAllowed,
        Refusal::Gap { expected: 300 },
        Refusal::Taken { by: HASH },
        Refusal::OldEpoch { current: 2 },
        Refusal::RosterMoved,
        Refusal::NoSuchSpace,
        Refusal::Erased,
        Refusal::OtherLog { end: HEAD },
        Refusal::TooLarge,
        Refusal::Full,
        Refusal::TooMany { seconds: 5 },
        Refusal::Suspended,
        Refusal::Unknown,
        Refusal::Unwell,
        Refusal::Claimed,
        Refusal::NotServed,
    ]
}

fn entry() -> Entry {
    Entry {
        kind: EntryKind::Pack,
        bytes: vec![8, 9],
    }
}

#[test]
fn the_bytes_of_every_wire_type_are_what_they_were() {
    let mut golden = Golden::default();
    for (name, step) in steps() {
        golden.add(&format!("step {name}"), &step);
    }
    for role in [
        Role::Lead,
        Role::LinkWorker,
        Role::Volunteer,
        Role::ReadOnly,
    ] {
        golden.add(&format!("role {role:?}"), &role);
    }
    for (name, ring) in [
        ("team", Ring::Team),
        ("open", Ring::Open),
        ("member", Ring::Member(MEMBER)),
    ] {
        golden.add(&format!("ring {name}"), &ring);
    }
    golden.add(
        "roster entry",
        &RosterEntry {
            version: 1,
            number: 2,
            previous: HASH,
            by: DEVICE,
            seen: HEAD,
            step: RosterStep::Erase { space: SPACE },
        },
    );
    golden.add(
        "signed roster",
        &SignedRoster {
            body: vec![1, 2],
            signature: SIGNATURE,
        },
    );
    golden.add(
        "opening",
        &Opening {
            version: 1,
            space: SPACE,
            ring: Ring::Team,
            epoch: 2,
            device: DEVICE,
            sealed: vec![3],
        },
    );
    golden.add(
        "signed opening",
        &SignedOpening {
            body: vec![1, 2],
            signature: SIGNATURE,
        },
    );
    for codec in [Codec::Plain, Codec::Zstd] {
        golden.add(
            &format!("pack header {codec:?}"),
            &PackHeader {
                version: 1,
                space: SPACE,
                device: DEVICE,
                number: 300,
                previous: HASH,
                epoch: 2,
                shared: 300,
                id: PackId([0x88; 16]),
                codec,
                seen: HEAD,
            },
        );
    }
    golden.add(
        "pack",
        &Pack {
            header: vec![1],
            sealed: vec![2, 3],
            signature: SIGNATURE,
        },
    );
    for kind in [EntryKind::Roster, EntryKind::Opening, EntryKind::Pack] {
        golden.add(&format!("entry kind {}", kind.number()), &kind);
    }
    golden.add("entry", &entry());
    golden.add(
        "hello",
        &Hello {
            service: "alongside".to_owned(),
            newest: 1,
            oldest: 1,
            time: 1_800_000_000_000,
        },
    );
    golden.add(
        "pull",
        &Pull {
            after: HEAD,
            most_bytes: 1_048_576,
            only: vec![SPACE],
        },
    );
    let shown = [
        Shown::Whole(entry()),
        Shown::Hidden(HASH),
        Shown::Erased(HASH),
    ];
    let items = shown.into_iter().zip(301..);
    let items = items
        .map(|(shown, position)| Item { position, shown })
        .collect();
    golden.add(
        "page",
        &Page {
            items,
            end: HEAD,
            time: 1_800_000_000_000,
        },
    );
    golden.add(
        "push",
        &Push {
            entries: vec![entry()],
        },
    );
    golden.add("placed", &Placed { position: 300 });
    golden.add(
        "push reply",
        &PushReply {
            placed: vec![Placed { position: 300 }],
            refused: Some(Refusal::Full),
            time: 1_800_000_000_000,
        },
    );
    for (n, refusal) in refusals().iter().enumerate() {
        golden.add(&format!("refusal {n}"), refusal);
    }
    golden.add(
        "sign up",
        &SignUp {
            code: "ABCD".to_owned(),
            team: TEAM,
            entry: entry(),
        },
    );
    golden.add(
        "mailbox made",
        &MailboxMade {
            number: 4711,
            until: 1_800_000_000_000,
        },
    );
    golden.add("token", &Token([0x99; 16]));
    for token in [None, Some(Token([0x99; 16]))] {
        let name = if token.is_some() { "joiner" } else { "maker" };
        golden.add(
            &format!("mailbox put {name}"),
            &MailboxPut {
                token,
                number: 1,
                bytes: vec![1, 2],
            },
        );
        golden.add(
            &format!("mailbox take {name}"),
            &MailboxTake { token, after: 1 },
        );
    }
    golden.add(
        "mailbox taken",
        &MailboxTaken {
            messages: vec![MailboxMessage {
                number: 1,
                bytes: vec![1, 2],
            }],
            is_claimed: true,
        },
    );
    texts(&mut golden);
    insta::assert_snapshot!("bytes", golden.0);
}

/// What is signed and hashed: not wire types, but as frozen as they are.
fn texts(golden: &mut Golden) {
    golden.bytes("text roster", &SignedRoster::signed_text(&TEAM, b"body"));
    golden.bytes("text opening", &SignedOpening::signed_text(&TEAM, b"body"));
    golden.bytes("text pack", &Pack::signed_text(&TEAM, b"header", b"sealed"));
    golden.bytes("associated", &Pack::associated(&TEAM, b"header"));
    let text = NewDevice::signed_text(&TEAM, &MEMBER, &DEVICE, 1, b"seal");
    golden.bytes("text device", &text);
    let text = request_text(&TEAM, "POST", &Route::Pull(TEAM).path(), -5, b"body");
    golden.bytes("text request", &text);
    golden.bytes("hash entry", &entry().hash().0);
    let next = extend(HEAD, &entry().hash()).unwrap();
    assert_eq!(next.position, 301);
    golden.bytes("chain", &next.chain.0);
    let mut roster = Roster::new(TEAM);
    roster.erased.insert(SPACE, 300);
    let share = Share {
        with: TEAM,
        since: 1,
        until: Some(300),
    };
    roster.sharing.shares.insert(SPACE, vec![share]);
    let laptop = SeenLaptop {
        verify: KEY,
        since: 1,
        until: None,
    };
    let partner = Partner {
        home: reception(),
        guests: reception(),
        laptops: [(DEVICE, laptop)].into(),
    };
    roster.sharing.partners.insert(TEAM, partner);
    let key = KnownKey {
        with: TEAM,
        at: 300,
        check: HASH,
        home_epoch: 1,
        guests_epoch: 2,
    };
    roster.sharing.keys.insert(300, key);
    roster.sharing.visits.insert(TEAM);
    roster.epochs.push(1);
    roster.checks.push([HASH, HASH]);
    let member = Member {
        role: Role::Lead,
        is_here: true,
    };
    roster.members.insert(MEMBER, member);
    let known = Device {
        member: MEMBER,
        verify: KEY,
        suite: 1,
        seal: vec![1],
        let_in_by: Some(DEVICE),
        since: 1,
        until: Some(9),
        has_own: true,
        paper: Some(Locator([0xaa; 16])),
        read_to: 300,
    };
    roster.devices.insert(DEVICE, known);
    golden.add("roster", &roster);
}

#[test]
fn every_path_is_read_as_it_is_written_and_no_other() {
    let locator = Locator([0xaa; 16]);
    let routes = [
        Route::Hello,
        Route::SignUp,
        Route::Pull(TEAM),
        Route::Push(TEAM),
        Route::Resend(TEAM),
        Route::Survey(TEAM),
        Route::Fetch(TEAM),
        Route::Wanting(TEAM),
        Route::PutSnapshot(TEAM),
        Route::Wake(TEAM),
        Route::MakeMailbox(TEAM),
        Route::ClaimMailbox(0),
        Route::PutMailbox(4711),
        Route::TakeMailbox(u32::MAX),
        Route::BurnMailbox(1),
        Route::PutEscrow(TEAM, locator),
        Route::TakeEscrow(locator),
        Route::Publishing(TEAM),
        Route::PutPublication(TEAM),
        Route::Unpublish(TEAM),
    ];
    let mut paths: Vec<String> = Vec::new();
    for route in routes {
        let path = route.path();
        assert_eq!(Route::read(route.method(), &path), Some(route));
        for method in ["GET", "POST", "PUT", "DELETE", "get", ""] {
            if method != route.method() {
                assert_eq!(Route::read(method, &path), None);
            }
        }
        let others = [
            format!("{path}/"),
            format!("{path}?a=b"),
            format!("/x{path}"),
            path.replace("/v1/", "/v2/"),
            path.replace("/v1/", "/v1//"),
        ];
        for other in others {
            assert_eq!(Route::read(route.method(), &other), None, "{other}");
        }
        paths.push(format!("{} {path}", route.method()));
    }
    assert_eq!(Route::read("POST", "/v1/mailboxes/007/claim"), None);
    assert_eq!(Route::read("POST", "/v1/mailboxes/+7/claim"), None);
    let team = TEAM.to_string().replace("11", "1B");
    let upper = format!("/v1/teams/{team}/pull");
    assert_eq!(Route::read("POST", &upper), None);
    insta::assert_snapshot!("paths", paths.join("\n"));
}

#[test]
fn who_signed_stands_in_the_headers() {
    let signed = Signed {
        team: TEAM,
        device: DEVICE,
        at: -5,
        signature: SIGNATURE,
    };
    let headers = signed.headers();
    let find = |name: &str| {
        let found = headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    };
    assert_eq!(Signed::read(find), Some(signed));
    for (missing, _) in &headers {
        let some = |name: &str| find(name).filter(|_| name != *missing);
        assert_eq!(Signed::read(some), None);
    }
    assert_eq!(Signed::read(|_| Some("é")), None);
}
