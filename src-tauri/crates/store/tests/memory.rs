//! After the store is closed its key is nowhere in the memory of the process. Linux lets a process read its own.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "tests")]

use alongside_store::{KEY_BYTES, Store, World};
use alongside_testkit::Dice;
use alongside_testkit::named::mr_okafor;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use zeroize::{Zeroize as _, Zeroizing};

/// The key is made afresh, digit by digit, wherever it is compared, so that looking for it does not put it there.
fn key_byte(at: usize) -> u8 {
    let mut dice = Dice::new(0x5EED_0F7E_57E0 + at as u64);
    u8::try_from(dice.below(256)).unwrap()
}

fn key() -> Box<Zeroizing<[u8; KEY_BYTES]>> {
    let mut key = Box::new(Zeroizing::new([0; KEY_BYTES]));
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = key_byte(at);
    }
    key
}

/// The form in which a piece of memory might hold the key.
#[derive(Clone, Copy)]
enum Form {
    Raw,
    Lower,
    Upper,
}

/// The byte at a place of the key in a form. 16 bytes of the key are enough: half of it would be half lost.
fn expected(form: Form, at: usize) -> u8 {
    let nibble = |at: usize| {
        let byte = key_byte(at / 2);
        if at.is_multiple_of(2) {
            byte >> 4
        } else {
            byte & 15
        }
    };
    match form {
        Form::Raw => key_byte(at),
        Form::Lower => b"0123456789abcdef"
            .get(usize::from(nibble(at)))
            .copied()
            .unwrap(),
        Form::Upper => b"0123456789ABCDEF"
            .get(usize::from(nibble(at)))
            .copied()
            .unwrap(),
    }
}

/// How often the first half of the key stands in the process's memory.
fn count() -> usize {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = File::open("/proc/self/mem").unwrap();
    let mut found = 0;
    let mut piece = vec![0_u8; 1 << 20];
    let firsts = [Form::Raw, Form::Lower, Form::Upper].map(|form| (form, expected(form, 0)));
    let own = piece.as_ptr() as u64..piece.as_ptr() as u64 + piece.len() as u64;
    for line in maps.lines().filter(|line| {
        line.split_whitespace()
            .nth(1)
            .is_some_and(|rights| rights.starts_with('r'))
    }) {
        let (from, to) = line
            .split_whitespace()
            .next()
            .unwrap()
            .split_once('-')
            .unwrap();
        let [mut from, to] = [from, to].map(|hex| u64::from_str_radix(hex, 16).unwrap());
        if line.contains("[vvar") || line.contains("[vsyscall") {
            continue;
        }
        while from < to {
            let size = (to - from).min(piece.len() as u64);
            let Some(window) = piece.get_mut(..usize::try_from(size).unwrap()) else {
                break;
            };
            if memory.seek(SeekFrom::Start(from)).is_err() || memory.read_exact(window).is_err() {
                break;
            }
            for (at, byte) in window.iter().enumerate() {
                for (form, first) in firsts {
                    if *byte == first
                        && window.get(at..at + 16).is_some_and(|bytes| {
                            bytes
                                .iter()
                                .enumerate()
                                .all(|(at, byte)| *byte == expected(form, at))
                        })
                        && !own.contains(&(from + at as u64))
                    {
                        found += 1;
                    }
                }
            }
            // Pieces overlap by what a key could straddle.
            from += if size > 64 { size - 64 } else { size };
            if to - from <= 64 {
                break;
            }
        }
    }
    piece.zeroize();
    found
}

#[test]
fn once_closed_the_key_is_gone_from_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.db");
    assert_eq!(count(), 0, "looking for it does not put it there");
    {
        let key = key();
        let store = Store::create(&path, &key, "Amira", World::system()).unwrap();
        drop(key);
        store.transact("add", |tx| tx.put(&mr_okafor())).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| store.contents().unwrap());
            }
        });
        store.back_up(&folder.path().join("backups"), &[]).unwrap();
        assert!(count() > 0, "while it is open the key is there, and found");
    }
    assert_eq!(count(), 0, "the key was left in memory");
    // And after an opening that failed.
    let wrong = [1; KEY_BYTES];
    Store::open(&path, &wrong, World::system()).unwrap_err();
    {
        let key = key();
        let store = Store::open(&path, &key, World::system()).unwrap();
        store.undo().unwrap();
    }
    assert_eq!(count(), 0, "the key was left in memory");
}
