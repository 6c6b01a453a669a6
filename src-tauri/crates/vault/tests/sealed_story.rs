//! Drafts, backups and attachments: sealed, opened, and tampered with in every way we can think of.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that cannot go on should stop"
)]

use std::io::{self, Read};
use std::sync::LazyLock;

use crate::support::Dice;
use alongside_vault::{
    DerivedKey, Doing, Part, Purpose, Result, VaultError, VaultFile, VaultKey, open, open_file,
    seal, seal_file,
};
use proptest::prelude::*;
use rstest::rstest;

const HEADER: usize = 40;
const CHUNK: usize = 64 * 1024;
const SEALED_CHUNK: usize = CHUNK + 16;

/// The vault committed beside these stories, opened by its code (which is quick).
static KEY: LazyLock<VaultKey> = LazyLock::new(|| {
    VaultFile::parse(include_bytes!("golden/vault.json"))
        .and_then(|file| file.unlock_with_recovery(include_str!("golden/recovery_code.txt")))
        .unwrap()
});

fn key(purpose: Purpose) -> DerivedKey {
    KEY.derive(purpose).unwrap()
}

fn sealed_backup(plaintext: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::new();
    let length = seal_file(
        &key(Purpose::Backups),
        b"backup 7",
        &mut &*plaintext,
        &mut sealed,
        &mut Dice(5),
    )
    .unwrap();
    assert_eq!(length, plaintext.len() as u64);
    sealed
}

fn opened_backup(mut sealed: &[u8]) -> Result<Vec<u8>> {
    let mut plaintext = Vec::new();
    open_file(
        &key(Purpose::Backups),
        b"backup 7",
        &mut sealed,
        &mut plaintext,
    )?;
    Ok(plaintext)
}

/// Bytes that differ from place to place, so that a chunk in the wrong place would show.
fn pages(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at / 251 + at) as u8).collect()
}

const DAMAGED_FILE: VaultError = VaultError::Damaged {
    what: Part::SealedFile,
};
const DAMAGED_PIECE: VaultError = VaultError::Damaged {
    what: Part::SealedPiece,
};

/// Frozen: drafts and backups outlive versions.
#[test]
fn what_was_sealed_before_opens_for_ever() {
    let piece = open(
        &key(Purpose::Drafts),
        b"draft of a contact",
        include_bytes!("golden/piece.sealed"),
    )
    .unwrap();
    assert_eq!(
        *piece,
        "Mr Okafor would like to sing again. Début: Tuesday.".as_bytes()
    );
    assert_eq!(
        opened_backup(include_bytes!("golden/file.sealed")).unwrap(),
        b"a very small backup"
    );
}

#[test]
fn the_same_draft_sealed_twice_looks_different() {
    let mut dice = Dice(9);
    let [first, second] = [(); 2].map(|()| {
        seal(
            &key(Purpose::Drafts),
            b"draft",
            b"the same words",
            &mut dice,
        )
        .unwrap()
    });
    assert_ne!(first[33..], second[33..]);
}

#[test]
fn a_piece_opens_only_under_its_own_purpose_and_context() {
    let sealed = seal(
        &key(Purpose::Drafts),
        b"draft 1",
        b"her words",
        &mut Dice(1),
    )
    .unwrap();
    for purpose in Purpose::ALL
        .into_iter()
        .filter(|purpose| *purpose != Purpose::Drafts)
    {
        assert_eq!(
            open(&key(purpose), b"draft 1", &sealed).unwrap_err(),
            DAMAGED_PIECE
        );
    }
    assert_eq!(
        open(&key(Purpose::Drafts), b"draft 2", &sealed).unwrap_err(),
        DAMAGED_PIECE
    );
}

#[rstest]
#[case::empty(0)]
#[case::one_byte(1)]
#[case::a_byte_short(CHUNK - 1)]
#[case::exactly_a_chunk(CHUNK)]
#[case::a_byte_over(CHUNK + 1)]
#[case::three_chunks(3 * CHUNK)]
#[case::uneven(3 * CHUNK + 777)]
fn a_backup_of_any_length_comes_back_and_any_cut_is_found(#[case] length: usize) {
    let plaintext = pages(length);
    let sealed = sealed_backup(&plaintext);
    assert_eq!(
        sealed.len(),
        HEADER + length + 16 * length.div_ceil(CHUNK).max(1)
    );
    assert_eq!(opened_backup(&sealed).unwrap(), plaintext);

    let whole_chunks = (0..=length / CHUNK).map(|chunks| HEADER + chunks * SEALED_CHUNK);
    let cuts = whole_chunks.chain([
        0,
        1,
        8,
        HEADER - 1,
        HEADER + 1,
        sealed.len() - 1,
        sealed.len() - 16,
    ]);
    for cut in cuts.filter(|cut| *cut < sealed.len()) {
        assert_eq!(
            opened_backup(&sealed[..cut]),
            Err(DAMAGED_FILE),
            "cut at {cut}"
        );
    }
    for extra in [1, 16, SEALED_CHUNK] {
        assert_eq!(
            opened_backup(&[&*sealed, &vec![0; extra]].concat()),
            Err(DAMAGED_FILE),
            "{extra} more"
        );
    }
}

#[test]
fn chunks_swapped_repeated_dropped_or_from_another_backup_are_found() {
    let sealed = sealed_backup(&pages(4 * CHUNK));
    let (header, body) = sealed.split_at(HEADER);
    let chunks: Vec<&[u8]> = body.chunks(SEALED_CHUNK).collect();
    let put_together = |order: &[usize]| {
        [
            header,
            &order
                .iter()
                .map(|at| chunks[*at])
                .collect::<Vec<_>>()
                .concat(),
        ]
        .concat()
    };
    assert!(opened_backup(&put_together(&[0, 1, 2, 3])).is_ok());
    for order in [
        &[1, 0, 2, 3][..],
        &[0, 1, 3, 2],
        &[0, 0, 1, 2, 3],
        &[0, 1, 2, 3, 3],
        &[0, 1, 2, 2],
        &[1, 2, 3],
        &[0, 1, 2],
        &[3],
        &[],
    ] {
        assert_eq!(
            opened_backup(&put_together(order)),
            Err(DAMAGED_FILE),
            "{order:?}"
        );
    }
    let mut other = Vec::new();
    seal_file(
        &key(Purpose::Backups),
        b"backup 7",
        &mut &*pages(4 * CHUNK),
        &mut other,
        &mut Dice(6),
    )
    .unwrap();
    let mixed = [
        &sealed[..HEADER + SEALED_CHUNK],
        &other[HEADER + SEALED_CHUNK..],
    ]
    .concat();
    assert_eq!(opened_backup(&mixed), Err(DAMAGED_FILE));
}

#[test]
fn nothing_unproved_is_written_out() {
    let plaintext = pages(3 * CHUNK);
    let mut sealed = sealed_backup(&plaintext);
    sealed[HEADER + SEALED_CHUNK + 5] ^= 1;
    let mut written = Vec::new();
    let answer = open_file(
        &key(Purpose::Backups),
        b"backup 7",
        &mut &*sealed,
        &mut written,
    );
    assert_eq!(answer, Err(DAMAGED_FILE));
    assert_eq!(
        written,
        plaintext[..CHUNK],
        "only the chunk before the damage"
    );
}

/// Gives its bytes a few at a time, as a slow disk does.
struct Trickle<'a>(&'a [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let some = buffer.len().min(997);
        self.0.read(&mut buffer[..some])
    }
}

/// A disk with room for so many bytes.
struct Small(usize);

impl io::Write for Small {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self
            .0
            .checked_sub(bytes.len())
            .ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_slow_disk_makes_no_difference_and_a_full_one_is_told() {
    let plaintext = pages(2 * CHUNK + 5);
    let mut sealed = Vec::new();
    let backups = key(Purpose::Backups);
    seal_file(
        &backups,
        b"backup 7",
        &mut Trickle(&plaintext),
        &mut sealed,
        &mut Dice(5),
    )
    .unwrap();
    assert_eq!(sealed, sealed_backup(&plaintext));
    let mut back = Vec::new();
    open_file(&backups, b"backup 7", &mut Trickle(&sealed), &mut back).unwrap();
    assert_eq!(back, plaintext);

    let full = seal_file(
        &backups,
        b"backup 7",
        &mut &*plaintext,
        &mut Small(CHUNK),
        &mut Dice(5),
    );
    assert_eq!(full, Err(VaultError::DiskFull));
    let unplugged = seal_file(&backups, b"", &mut Unplugged, &mut Vec::new(), &mut Dice(5));
    assert_eq!(
        unplugged,
        Err(VaultError::Io {
            doing: Doing::Reading,
            kind: io::ErrorKind::BrokenPipe
        })
    );
}

struct Unplugged;

impl Read for Unplugged {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

proptest! {
    #[test]
    fn any_words_come_back_and_any_flipped_bit_is_found(
        words in proptest::collection::vec(any::<u8>(), 0..300),
        context in proptest::collection::vec(any::<u8>(), 0..20),
        seed: u64,
        at: prop::sample::Index,
    ) {
        let drafts = key(Purpose::Drafts);
        let mut sealed = seal(&drafts, &context, &words, &mut Dice(seed)).unwrap();
        prop_assert_eq!(&*open(&drafts, &context, &sealed).unwrap(), &words);
        let bit = at.index(sealed.len() * 8);
        prop_assert_eq!(open(&drafts, &context, &sealed[..bit / 8]).unwrap_err(), DAMAGED_PIECE);
        sealed[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(open(&drafts, &context, &sealed).unwrap_err(), DAMAGED_PIECE);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_flipped_bit_or_cut_in_a_backup_is_found(length in 0..3 * CHUNK, at: prop::sample::Index) {
        let mut sealed = sealed_backup(&pages(length));
        let bit = at.index(sealed.len() * 8);
        prop_assert_eq!(opened_backup(&sealed[..bit / 8]), Err(DAMAGED_FILE));
        sealed[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(opened_backup(&sealed), Err(DAMAGED_FILE));
    }
}
