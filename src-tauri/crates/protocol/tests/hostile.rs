//! Bytes from anybody: every decoder answers, and none stops the program.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use alongside_protocol::*;
use proptest::collection::vec;
use proptest::prelude::*;

struct Trusting;

impl Verify for Trusting {
    fn verify(&self, _: &PublicKey, _: &[u8], _: &Signature) -> bool {
        true
    }
}

fn read_everything(bytes: &[u8]) {
    let _ = decode::<Hello>(bytes);
    let _ = decode::<Pull>(bytes);
    let _ = decode::<Push>(bytes);
    let _ = decode::<Page>(bytes);
    let _ = decode::<PushReply>(bytes);
    let _ = decode::<Refusal>(bytes);
    let _ = decode::<SignUp>(bytes);
    let _ = decode::<MailboxMade>(bytes);
    let _ = decode::<MailboxPut>(bytes);
    let _ = decode::<MailboxTake>(bytes);
    let _ = decode::<MailboxTaken>(bytes);
    let _ = decode::<Roster>(bytes);
    let _ = SignedRoster::read(bytes);
    let _ = SignedOpening::read(bytes);
    let _ = Pack::read(bytes);
    let _ = Snapshot::read(bytes);
    let _ = decode::<Surveyed>(bytes);
    let _ = decode::<Fetch>(bytes);
    let _ = decode::<Fetched>(bytes);
    let _ = decode::<Wanted>(bytes);
    for kind in [EntryKind::Roster, EntryKind::Opening, EntryKind::Pack] {
        let entry = Entry {
            kind,
            bytes: bytes.to_vec(),
        };
        let _ = Roster::new(TeamId([1; 16])).take(&entry, 1, &Trusting);
    }
}

/// A server that holds Amira's signed entry must not be able to make a second one out of it.
#[test]
fn each_message_can_be_written_in_one_way_only() {
    let pull = Pull {
        after: Head::default(),
        most_bytes: 5,
        only: vec![],
    };
    let bytes = encode(&pull).unwrap();
    assert_eq!(decode::<Pull>(&bytes), Ok(pull));
    // The number 0 in front, with an idle byte.
    let idle = [&[0x80, 0x00], bytes.split_first().unwrap().1].concat();
    assert_eq!(decode::<Pull>(&idle), Err(ProtocolError::Malformed));
}

#[test]
fn names_and_headers_can_be_written_in_one_way_only() {
    assert!(DeviceId::from_hex("0f0f0f0f0f0f0f0f").is_some());
    assert_eq!(DeviceId::from_hex("0f0f0f0f0f0f0f+f"), None);
    assert_eq!(DeviceId::from_hex("0F0f0f0f0f0f0f0f"), None);
    let signed = Signed {
        team: TeamId([1; 16]),
        device: DeviceId([2; 8]),
        at: 1_770_000_000_000,
        signature: Signature([3; 64]),
    };
    let read = |at: &str| {
        let mut headers = signed.headers();
        headers[2].1 = at.to_owned();
        Signed::read(|name| {
            let found = headers.iter().find(|(known, _)| *known == name)?;
            Some(found.1.as_str())
        })
    };
    assert_eq!(read("1770000000000"), Some(signed));
    assert_eq!(read("+1770000000000"), None);
    assert_eq!(read("01770000000000"), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        read_everything(&bytes);
    }

    /// Lengths that promise more than there is, and version bytes that are right.
    #[test]
    fn bytes_that_look_nearly_right(
        start in prop_oneof![Just(vec![1]), Just(vec![0xff; 9]), Just(vec![3, 1]), Just(vec![0x80, 1])],
        bytes in vec(prop_oneof![Just(0_u8), Just(1), Just(0xff), any::<u8>()], 0..200),
    ) {
        read_everything(&[start.clone(), bytes.clone()].concat());
        let body = [start, bytes].concat();
        let signature = Signature([0; 64]);
        for entry in [
            SignedRoster { body: body.clone(), signature }.entry().unwrap(),
            SignedOpening { body: body.clone(), signature }.entry().unwrap(),
            Pack { header: body, sealed: vec![], signature }.entry().unwrap(),
        ] {
            read_everything(&entry.bytes);
        }
    }

    #[test]
    fn any_path_and_any_digits(path in ".{0,80}", tail in "[0-9a-f/]{0,70}") {
        let _ = Route::read("GET", &path);
        let _ = Route::read("POST", &format!("/v1/teams/{tail}"));
        let _ = Route::read("POST", &format!("/v1/mailboxes/{tail}"));
        let _ = Hash::from_hex(&path);
        let _ = DeviceId::from_hex(&tail);
    }

    #[test]
    fn a_log_has_an_end(position in any::<u64>()) {
        let head = Head { position, chain: Hash::default() };
        prop_assert_eq!(extend(head, &Hash::default()).is_ok(), position < u64::MAX);
    }
}
