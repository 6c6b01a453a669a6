//! Everything that lies in a team's log or on a sheet of paper, as the first version made it. It never changes.
//!
//! The lines were made once, by `make_the_golden_lines`, and checked by another implementation of the same derivations.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a story that cannot go on should stop"
)]

use crate::support::{Dice, digits, hex};
use alongside_vault::{
    InviteCode, Join, JoinKey, MemberKey, OpeningKey, RecoveryCode, RingKey, Side, SigningKey,
    SpaceSecret, escrow_key, escrow_locator, safety_number, seal_to,
};

const SPACE: [u8; 16] = *b"Mr Okafor's spac";
const PACK: [u8; 16] = *b"a pack's own id.";
const WORDS: &[u8] = b"He would like to sing again.";

fn joined() -> (JoinKey, JoinKey, Vec<(String, String)>) {
    let code = InviteCode::make(&mut Dice(20), 4821).unwrap();
    let (amira, hers) = Join::start(&code, Side::Inviting, &mut Dice(21)).unwrap();
    let (ben, his) = Join::start(&code, Side::Joining, &mut Dice(22)).unwrap();
    let (mut amira, mut ben) = (amira.finish(&his).unwrap(), ben.finish(&hers).unwrap());
    let lines = vec![
        ("invite code".to_owned(), code.written().to_string()),
        ("join message, inviting".to_owned(), digits(&hers)),
        ("join message, joining".to_owned(), digits(&his)),
        (
            "confirmation, inviting".to_owned(),
            digits(&amira.confirmation()),
        ),
        (
            "confirmation, joining".to_owned(),
            digits(&ben.confirmation()),
        ),
    ];
    amira.confirm(&ben.confirmation()).unwrap();
    ben.confirm(&amira.confirmation()).unwrap();
    (amira, ben, lines)
}

/// What this version makes of the same dice, by name.
fn lines() -> Vec<(String, String)> {
    let signing = SigningKey::make(&mut Dice(1)).unwrap();
    let ring = RingKey::make(&mut Dice(2)).unwrap();
    let older = RingKey::make(&mut Dice(3)).unwrap();
    let member = MemberKey::make(&mut Dice(4)).unwrap();
    let secret = SpaceSecret::make(&mut Dice(5)).unwrap();
    let code = RecoveryCode::make(&mut Dice(6)).unwrap();
    let x_wing = OpeningKey::make(&mut Dice(7)).unwrap();
    let x25519 = OpeningKey::make_of(2, &mut Dice(8)).unwrap();
    let key = ring.space_key(&SPACE, &secret).unwrap();
    let private = member.space_key(&ring, &SPACE, &secret).unwrap();
    let mut lines = vec![
        ("signing seed", digits(signing.seed())),
        ("signing public", digits(&signing.public())),
        ("signature", digits(&signing.sign(WORDS))),
        ("ring key", digits(ring.expose())),
        ("ring check", digits(&ring.check())),
        ("older ring key", digits(older.expose())),
        (
            "older sealed",
            digits(&ring.seal_older(&older, &mut Dice(9)).unwrap()),
        ),
        ("space secret", digits(secret.expose())),
        (
            "secret for the ring",
            digits(&ring.seal_secret(&SPACE, &secret, &mut Dice(10)).unwrap()),
        ),
        ("member key", digits(member.expose())),
        (
            "secret for the member",
            digits(&member.seal_secret(&SPACE, &secret, &mut Dice(11)).unwrap()),
        ),
        ("space key", digits(key.expose())),
        ("private space key", digits(private.expose())),
        (
            "pack",
            digits(&key.seal_pack(&PACK, b"header", WORDS.to_vec()).unwrap()),
        ),
        ("x25519 key", digits(&x25519.bytes())),
        ("x25519 public", digits(&x25519.public())),
        (
            "sealed by x25519",
            digits(&seal_to(2, &x25519.public(), b"epoch 7", WORDS, &mut Dice(12)).unwrap()),
        ),
        ("x-wing key", digits(&x_wing.bytes())),
        (
            "sealed by x-wing",
            digits(&seal_to(1, &x_wing.public(), b"epoch 7", WORDS, &mut Dice(13)).unwrap()),
        ),
        ("recovery code", code.written().to_string()),
        ("escrow locator", digits(&escrow_locator(&code).unwrap())),
        (
            "escrow",
            digits(
                &escrow_key(&code)
                    .unwrap()
                    .seal(WORDS, &mut Dice(14))
                    .unwrap(),
            ),
        ),
        ("safety number", safety_number(&[b"team", b"Amira", b"Ben"])),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect::<Vec<_>>();
    let (mut amira, mut ben, joining) = joined();
    lines.extend(joining);
    lines.push((
        "message 1 of inviting".to_owned(),
        digits(&amira.seal(1, WORDS).unwrap()),
    ));
    lines.push((
        "message 2 of joining".to_owned(),
        digits(&ben.seal(2, WORDS).unwrap()),
    ));
    lines
}

fn golden(name: &str) -> &'static str {
    include_str!("golden/team.txt")
        .lines()
        .find_map(|line| line.split_once(": ").filter(|(key, _)| *key == name))
        .unwrap()
        .1
}

fn golden_key(name: &str) -> [u8; 32] {
    hex(golden(name)).try_into().unwrap()
}

/// Frozen. If this fails, what is in every team's log no longer opens: put the labels back.
#[test]
fn nothing_is_made_otherwise_than_it_was() {
    for (name, made) in lines() {
        assert_eq!(made, golden(&name), "{name}");
    }
    assert_eq!(
        lines().len(),
        include_str!("golden/team.txt").lines().count()
    );
}

#[test]
fn what_was_sealed_first_opens_for_ever() {
    let ring = RingKey::from_bytes(&golden_key("ring key"));
    let older = ring.open_older(&hex(golden("older sealed"))).unwrap();
    assert_eq!(older.expose(), &golden_key("older ring key"));
    let secret = ring
        .open_secret(&SPACE, &hex(golden("secret for the ring")))
        .unwrap();
    assert_eq!(secret.expose(), &golden_key("space secret"));
    let member = MemberKey::from_bytes(&golden_key("member key"));
    let secret = member
        .open_secret(&SPACE, &hex(golden("secret for the member")))
        .unwrap();
    let key = ring.space_key(&SPACE, &secret).unwrap();
    assert_eq!(
        key.open_pack(&PACK, b"header", &hex(golden("pack")))
            .unwrap(),
        WORDS
    );
    for suite in ["x25519", "x-wing"] {
        let device = OpeningKey::from_bytes(&hex(golden(&format!("{suite} key")))).unwrap();
        let sealed = hex(golden(&format!("sealed by {suite}")));
        assert_eq!(*device.open(b"epoch 7", &sealed).unwrap(), WORDS);
    }
    let code = RecoveryCode::read(golden("recovery code")).unwrap();
    let escrow = escrow_key(&code).unwrap();
    assert_eq!(*escrow.open(&hex(golden("escrow"))).unwrap(), WORDS);
    let (amira, ben, _) = joined();
    assert_eq!(
        *ben.open(1, &hex(golden("message 1 of inviting"))).unwrap(),
        WORDS
    );
    assert_eq!(
        *amira.open(2, &hex(golden("message 2 of joining"))).unwrap(),
        WORDS
    );
}

#[test]
#[ignore = "writes the golden lines; only ever for a new format, beside the old ones"]
fn make_the_golden_lines() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/team.txt");
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(before, "", "they were made before and must not change");
    let text: String = lines()
        .iter()
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect();
    std::fs::write(path, text).unwrap();
}
