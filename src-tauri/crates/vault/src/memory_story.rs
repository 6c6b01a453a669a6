//! A story about a thief with the laptop's memory: after locking, no key is in it.
//!
//! It looks through everything the process can write to, the way a dump would, for keys that were in use a moment before.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::sync::Mutex;

use crate::{
    InviteCode, Join, MemberKey, NewPassphrase, OpeningKey, PassphraseCost, Purpose, RecoveryCode,
    RingKey, Side, SigningKey, SpaceSecret, SystemRandom, VaultFile, VaultLock, escrow_key, open,
    open_file, seal, seal_file, seal_to,
};

/// A secret to look for, kept in disguise so that looking for it does not put it into memory.
struct Wanted(Vec<u8>);

const DISGUISE: u8 = 0x5A;

impl Wanted {
    fn remember(secret: &[u8]) -> Self {
        Self(secret.iter().map(|byte| byte ^ DISGUISE).collect())
    }
}

/// Which of the wanted secrets are in these bytes. Half of one is enough for a thief, and for us: 16 bytes do not appear by
/// chance.
fn look_for(wanted: &[Wanted], memory: &[u8], seen: &mut [bool]) {
    let mut begins = [false; 256];
    for half in wanted
        .iter()
        .flat_map(|secret| secret.0.as_chunks::<16>().0)
    {
        begins[usize::from(half[0] ^ DISGUISE)] = true;
    }
    for (at, byte) in memory.iter().enumerate() {
        if !begins[usize::from(*byte)] {
            continue;
        }
        let Some(place) = memory[at..].first_chunk::<16>() else {
            return;
        };
        for (seen, secret) in seen.iter_mut().zip(wanted) {
            *seen = *seen
                || secret.0.as_chunks::<16>().0.iter().any(|half| {
                    place
                        .iter()
                        .zip(half)
                        .all(|(byte, wanted)| byte ^ DISGUISE == *wanted)
                });
        }
    }
}

/// While one story looks through memory, it copies what it looks at; so no other may have keys out, or be looking.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// How many of the wanted secrets are anywhere in writable memory.
fn found(wanted: &[Wanted]) -> usize {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let mut seen = vec![false; wanted.len()];
    for line in maps.lines().filter(|line| {
        line.split(' ')
            .nth(1)
            .is_some_and(|rights| rights.starts_with("rw"))
    }) {
        let (start, end) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let (start, end) = (
            u64::from_str_radix(start, 16).unwrap(),
            u64::from_str_radix(end, 16).unwrap(),
        );
        let mut at = start;
        while at < end {
            let mut page = vec![0; usize::try_from((end - at).min(1 << 20)).unwrap()];
            // Parts that cannot be read, such as a guard page, hold nothing.
            if memory.read_exact_at(&mut page, at).is_ok() {
                look_for(wanted, &page, &mut seen);
            }
            page.fill(0);
            at += 1 << 20;
        }
    }
    seen.into_iter().filter(|seen| *seen).count()
}

#[test]
fn after_amira_locks_no_key_is_left_in_memory() {
    let _alone = ONE_AT_A_TIME.lock();
    let folder = tempfile::tempdir().unwrap();
    let mut random = SystemRandom::new();
    let passphrase = NewPassphrase::choose("otter lantern gravel tuesday", &[]).unwrap();

    let (wanted, while_open) = {
        let lock = VaultLock::take(folder.path()).unwrap();
        let code = RecoveryCode::make(&mut random).unwrap();
        let (file, made) = VaultFile::create(
            &lock,
            &passphrase,
            PassphraseCost::FLOOR,
            &code,
            &mut random,
        )
        .unwrap();
        drop(made);
        let key = file.unlock_with_recovery(&code.written()).unwrap();
        let drafts = key.derive(Purpose::Drafts).unwrap();
        let database = key.derive(Purpose::Database).unwrap();

        let draft = seal(
            &drafts,
            b"draft",
            b"Mr Okafor would like to sing again",
            &mut random,
        )
        .unwrap();
        open(&drafts, b"draft", &draft).unwrap();
        let mut backup = Vec::new();
        seal_file(
            &database,
            b"backup",
            &mut &[7_u8; 100_000][..],
            &mut backup,
            &mut random,
        )
        .unwrap();
        open_file(&database, b"backup", &mut &*backup, &mut Vec::new()).unwrap();

        let wanted = [
            key.expose().as_slice(),
            drafts.expose(),
            database.expose(),
            code.expose(),
        ]
        .map(Wanted::remember);
        let while_open = found(&wanted);
        (wanted, while_open)
    };

    assert_eq!(while_open, 4, "the search finds what is there to find");
    assert_eq!(found(&wanted), 0, "and after locking there is nothing");
}

#[test]
fn after_the_team_is_put_away_none_of_its_keys_is_left_in_memory() {
    let _alone = ONE_AT_A_TIME.lock();
    let mut random = SystemRandom::new();
    let (space, pack) = ([1; 16], [2; 16]);

    let (wanted, while_open) = {
        let signing = SigningKey::make(&mut random).unwrap();
        let devices = [1, 2].map(|suite| OpeningKey::make_of(suite, &mut random).unwrap());
        let ring = RingKey::make(&mut random).unwrap();
        let older = RingKey::make(&mut random).unwrap();
        let member = MemberKey::make(&mut random).unwrap();
        let secret = SpaceSecret::make(&mut random).unwrap();
        let key = ring.space_key(&space, &secret).unwrap();

        let _ = signing.sign(b"entry");
        let sealed = ring.seal_older(&older, &mut random).unwrap();
        assert_eq!(
            ring.open_older(&sealed).unwrap().check(),
            older.check(),
            "a copy is opened, and put away"
        );
        let sealed = member.seal_secret(&space, &secret, &mut random).unwrap();
        member.open_secret(&space, &sealed).unwrap();
        let sealed = key.seal_pack(&pack, b"", b"words".to_vec()).unwrap();
        key.open_pack(&pack, b"", &sealed).unwrap();
        for device in &devices {
            let sealed = seal_to(
                device.suite(),
                &device.public(),
                b"",
                ring.expose(),
                &mut random,
            )
            .unwrap();
            device.open(b"", &sealed).unwrap();
        }

        let wanted = [
            signing.seed().as_slice(),
            devices[0].bytes().get(1..).unwrap(),
            devices[1].bytes().get(1..).unwrap(),
            ring.expose(),
            older.expose(),
            member.expose(),
            secret.expose(),
            key.expose(),
        ]
        .map(Wanted::remember);
        let while_open = found(&wanted);
        (wanted, while_open)
    };

    assert_eq!(while_open, 8, "the search finds what is there to find");
    assert_eq!(found(&wanted), 0, "and put away there is nothing");
}

#[test]
fn after_ben_has_joined_no_key_of_the_joining_is_left_in_memory() {
    let _alone = ONE_AT_A_TIME.lock();
    let mut random = SystemRandom::new();
    let (wanted, while_open) = {
        let code = InviteCode::make(&mut random, 4821).unwrap();
        let (amira, hers) = Join::start(&code, Side::Inviting, &mut random).unwrap();
        let (ben, his) = Join::start(&code, Side::Joining, &mut random).unwrap();
        let mut amira = amira.finish(&his).unwrap();
        let mut ben = ben.finish(&hers).unwrap();
        amira.confirm(&ben.confirmation()).unwrap();
        ben.confirm(&amira.confirmation()).unwrap();
        let sealed = amira.seal(0, b"the team").unwrap();
        ben.open(0, &sealed).unwrap();

        let sheet = RecoveryCode::make(&mut random).unwrap();
        let escrow = escrow_key(&sheet).unwrap();
        let left = escrow.seal(b"member", &mut random).unwrap();
        escrow.open(&left).unwrap();

        let [ours, theirs] = amira.secrets();
        let wanted = [ours.as_slice(), theirs, escrow.expose()].map(Wanted::remember);
        let while_open = found(&wanted);
        (wanted, while_open)
    };

    assert_eq!(while_open, 3, "the search finds what is there to find");
    assert_eq!(found(&wanted), 0, "and put away there is nothing");
}
