//! A story about a thief with the laptop's memory: after locking, no key is in it.
//!
//! It looks through everything the process can write to, the way a dump would, for keys that were in use a moment before.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

use crate::{
    NewPassphrase, PassphraseCost, Purpose, RecoveryCode, SystemRandom, VaultFile, VaultLock, open,
    open_file, seal, seal_file,
};

/// A secret to look for, kept in disguise so that looking for it does not put it into memory.
struct Wanted(Vec<u8>);

const DISGUISE: u8 = 0x5A;

impl Wanted {
    fn remember(secret: &[u8]) -> Self {
        Self(secret.iter().map(|byte| byte ^ DISGUISE).collect())
    }

    /// Half of it is enough for a thief, and for us: 16 bytes do not appear by chance.
    fn is_in(&self, memory: &[u8]) -> bool {
        self.0.as_chunks::<16>().0.iter().any(|half| {
            memory.windows(16).any(|place| {
                place
                    .iter()
                    .zip(half)
                    .all(|(byte, wanted)| byte ^ DISGUISE == *wanted)
            })
        })
    }
}

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
                for (seen, wanted) in seen.iter_mut().zip(wanted) {
                    *seen = *seen || wanted.is_in(&page);
                }
            }
            page.fill(0);
            at += 1 << 20;
        }
    }
    seen.into_iter().filter(|seen| *seen).count()
}

#[test]
fn after_amira_locks_no_key_is_left_in_memory() {
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
