//! What laptops and the shared server say to one another. Its bytes are canonical: what is read is written again as the same bytes, so
//! nobody can make two entries out of one signature.

use alongside_protocol::{
    DeviceId, Entry, GuestLaptop, Guests, Head, Hello, Item, KnownKey, MailboxMade, MailboxPut,
    MailboxTake, MailboxTaken, Opening, Pack, PackHeader, Page, Partner, PublicKey, Pull, Push,
    PushReply, Reception, Refusal, Roster, RosterEntry, RosterStep, Route, Share, SharedKey,
    Sharing, SignUp, Signature, Signed, SignedOpening, SignedRoster, TeamId, Verify, decode,
    encode,
};
use alongside_sync::{Admitted, Knock, Welcome};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn is_written_as_read<T: Serialize + DeserializeOwned>(bytes: &[u8]) {
    if let Ok(value) = decode::<T>(bytes) {
        assert_eq!(encode(&value).as_deref(), Ok(bytes), "two ways to write it");
    }
}

/// Requests and answers.
pub fn messages(bytes: &[u8]) {
    is_written_as_read::<Hello>(bytes);
    is_written_as_read::<Pull>(bytes);
    is_written_as_read::<Page>(bytes);
    is_written_as_read::<Item>(bytes);
    is_written_as_read::<Push>(bytes);
    is_written_as_read::<PushReply>(bytes);
    is_written_as_read::<Refusal>(bytes);
    is_written_as_read::<Head>(bytes);
    is_written_as_read::<SignUp>(bytes);
    is_written_as_read::<MailboxMade>(bytes);
    is_written_as_read::<MailboxPut>(bytes);
    is_written_as_read::<MailboxTake>(bytes);
    is_written_as_read::<MailboxTaken>(bytes);
}

/// Roster entries, openings and packs, signed and within.
pub fn entries(bytes: &[u8]) {
    is_written_as_read::<Entry>(bytes);
    is_written_as_read::<RosterEntry>(bytes);
    is_written_as_read::<Opening>(bytes);
    is_written_as_read::<PackHeader>(bytes);
    if let Ok((signed, body)) = SignedRoster::read(bytes) {
        assert_eq!(encode(&signed).as_deref(), Ok(bytes));
        assert_eq!(encode(&body), Ok(signed.body));
    }
    if let Ok((signed, body)) = SignedOpening::read(bytes) {
        assert_eq!(encode(&signed).as_deref(), Ok(bytes));
        assert_eq!(encode(&body), Ok(signed.body));
    }
    if let Ok((pack, header)) = Pack::read(bytes) {
        assert_eq!(encode(&pack).as_deref(), Ok(bytes));
        assert_eq!(encode(&header), Ok(pack.header));
    }
}

/// What two teams tell one another of a person they share.
pub fn sharing(bytes: &[u8]) {
    is_written_as_read::<Reception>(bytes);
    is_written_as_read::<GuestLaptop>(bytes);
    is_written_as_read::<Guests>(bytes);
    is_written_as_read::<SharedKey>(bytes);
    is_written_as_read::<Partner>(bytes);
    is_written_as_read::<Share>(bytes);
    is_written_as_read::<KnownKey>(bytes);
    is_written_as_read::<Sharing>(bytes);
    is_written_as_read::<RosterStep>(bytes);
}

/// The three messages by which a laptop joins. They hold keys, so what is compared is bytes and never shown.
pub fn joining(bytes: &[u8]) {
    macro_rules! comes_back {
        ($($message:ident)+) => {$(
            if let Ok(message) = $message::read(bytes) {
                let written = message.bytes().ok();
                let again = written.as_ref().and_then(|written| $message::read(written).ok());
                let again = again.and_then(|again| again.bytes().ok());
                assert!(written.is_some() && written == again, "it changes on its way");
            }
        )+};
    }
    comes_back!(Welcome Knock Admitted);
}

/// Takes any signature for good: what is asked here is what the rules do behind it.
struct Trusting;

impl Verify for Trusting {
    fn verify(&self, _: &PublicKey, _: &[u8], _: &Signature) -> bool {
        true
    }
}

/// The rules of the roster over a row of steps. The bytes say who takes which step; number and chain are made to fit, because bytes
/// that must guess a hash never come any further. A step that is refused leaves everything as it was.
pub fn roster(bytes: &[u8]) {
    let Ok(steps) = decode::<Vec<(DeviceId, RosterStep)>>(bytes) else {
        return;
    };
    let mut roster = Roster::new(TeamId([0x11; 16]));
    for (position, (by, step)) in (1..).zip(steps) {
        let body = RosterEntry {
            version: 1,
            number: roster.number + 1,
            previous: roster.last,
            by,
            seen: Head::default(),
            step,
        };
        let Ok(body) = encode(&body) else { continue };
        let signed = SignedRoster {
            body,
            signature: Signature([0x77; 64]),
        };
        let Ok(entry) = signed.entry() else { continue };
        let before = roster.clone();
        match roster.take(&entry, position, &Trusting) {
            Ok(_) => {
                assert_eq!(roster.number, before.number + 1);
                assert_eq!(roster.last, entry.hash());
                assert!(roster.epoch() >= before.epoch(), "an epoch is never undone");
                assert_eq!(roster.epochs.len(), roster.checks.len());
                let mut erased = before.erased.keys();
                assert!(
                    erased.all(|space| roster.erased.contains_key(space)),
                    "erased for ever"
                );
                for (device, was) in &before.devices {
                    let is = roster.devices.get(device);
                    assert!(
                        is.is_some_and(|is| was.until.is_none() || is.until == was.until),
                        "a laptop that is out stays out"
                    );
                }
                let again = roster.clone().take(&entry, position, &Trusting);
                assert!(again.is_err(), "the same step twice");
            }
            Err(_) => assert!(roster == before, "refused, and yet it did something"),
        }
    }
    let kept = encode(&roster).and_then(|kept| decode::<Roster>(&kept));
    assert_eq!(kept, Ok(roster));
}

/// Who signed a request, and what it asks for: a line each of path, team, device, time and signature.
pub fn request_head(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut lines = text.split('\n');
    let path = lines.next().unwrap_or_default();
    for method in ["GET", "POST", "PUT"] {
        if let Some(route) = Route::read(method, path) {
            assert_eq!((route.method(), route.path().as_str()), (method, path));
        }
    }
    let values: Vec<&str> = lines.collect();
    let names = [
        alongside_protocol::TEAM_HEADER,
        alongside_protocol::DEVICE_HEADER,
        alongside_protocol::TIME_HEADER,
        alongside_protocol::SIGNATURE_HEADER,
    ];
    let signed = Signed::read(|name| {
        let at = names.iter().position(|known| *known == name)?;
        values.get(at).copied()
    });
    if let Some(signed) = signed {
        for ((_, written), read) in signed.headers().iter().zip(&values) {
            assert_eq!(written, read, "two ways to write a header");
        }
    }
}
