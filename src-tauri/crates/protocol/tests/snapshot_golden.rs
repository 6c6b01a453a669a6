//! The bytes of snapshots and of what is asked about them, frozen as those of `golden.rs` are.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use alongside_protocol::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;
use std::fmt::{Debug, Write as _};

const TEAM: TeamId = TeamId([0x11; 16]);
const SPACE: SpaceId = SpaceId([0x22; 16]);
const HEAD: Head = Head {
    position: 300,
    chain: Hash([0x55; 32]),
};

fn line(name: &str, bytes: &[u8]) -> String {
    let mut line = format!("{name} ");
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(line, "{byte:02x}");
    }
    line
}

fn whole<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, value: &T) -> String {
    let bytes = encode(value).unwrap();
    assert_eq!(&decode::<T>(&bytes).unwrap(), value, "{name}");
    assert!(decode::<T>(&[bytes.as_slice(), &[0]].concat()).is_err());
    assert!(decode::<T>(bytes.split_last().unwrap().1).is_err());
    line(name, &bytes)
}

fn header() -> SnapshotHeader {
    SnapshotHeader {
        version: 1,
        space: SPACE,
        device: DeviceId([0x44; 8]),
        after: 12,
        to: HEAD,
        epoch: 2,
        id: PackId([0x88; 16]),
        codec: Codec::Zstd,
    }
}

#[test]
fn the_bytes_of_snapshots_are_what_they_were() {
    let snapshot = Snapshot {
        header: encode(&header()).unwrap(),
        sealed: vec![2, 3],
        signature: Signature([0x77; 64]),
    };
    let stretch = Stretch {
        space: SPACE,
        after: 12,
    };
    let landmark = Landmark {
        position: 7,
        entry: Entry {
            kind: EntryKind::Opening,
            bytes: vec![1, 2],
        },
        last: 299,
        snapshots: vec![(0, 12, 4_000), (12, 300, 70)],
    };
    let lines = [
        whole("snapshot header", &header()),
        whole("snapshot", &snapshot),
        line("text", &Snapshot::signed_text(&TEAM, b"header", b"sealed")),
        line("associated", &Snapshot::associated(&TEAM, b"header")),
        whole("survey", &Survey { after: 7 }),
        whole(
            "surveyed",
            &Surveyed {
                landmarks: vec![landmark],
                to: 7,
                end: HEAD,
                time: 1_800_000_000_000,
            },
        ),
        whole(
            "fetch",
            &Fetch {
                wanted: vec![stretch],
            },
        ),
        whole(
            "fetched",
            &Fetched {
                snapshots: vec![Some(ByteBuf::from(vec![1, 2])), None],
                time: 1_800_000_000_000,
            },
        ),
        whole("wanting", &Wanting { packs: 64 }),
        whole(
            "wanted",
            &Wanted {
                stretches: vec![stretch],
                time: 1_800_000_000_000,
            },
        ),
    ];
    insta::assert_snapshot!("bytes", lines.join("\n"));
}

#[test]
fn a_snapshot_of_a_newer_version_is_told_from_nonsense() {
    let mut newer = encode(&header()).unwrap();
    if let Some(version) = newer.first_mut() {
        *version = 2;
    }
    let of = |header: Vec<u8>| {
        let snapshot = Snapshot {
            header,
            sealed: Vec::new(),
            signature: Signature([0; 64]),
        };
        Snapshot::read(&snapshot.bytes().unwrap()).map(|(_, header)| header)
    };
    assert_eq!(of(newer), Err(ProtocolError::TooNew));
    assert_eq!(of(vec![1]), Err(ProtocolError::Malformed));
    assert_eq!(of(encode(&header()).unwrap()), Ok(header()));
}
