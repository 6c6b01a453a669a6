//! The recovery code: what is printed once and kept in a drawer for the day the passphrase is forgotten.
//!
//! 128 random bits in Crockford's base 32 (no I, L, O or U), as seven groups of four letters and a check letter, for
//! example `7Q2KX-…`. It is read back from paper by a worried person, so case, spaces and dashes do not matter, O is
//! 0, I and L are 1, and a mistake is answered with the group it is in.
//!
//! The check letter (see `letters`) finds every single wrong letter and every swap of two letters in a group, and groups
//! written in the wrong order. What is left of 140 bits is a 12-bit sum over the whole code. This is frozen: the printed
//! sheets cannot be changed.
//!
//! The code is random enough to be a key by itself, so HKDF takes the place of Argon2id here.

use std::fmt;

use ring::digest;
use zeroize::Zeroizing;

use crate::letters::{DATA, LETTERS, check, is_separator, letter, read_group};
use crate::secret::{Secret, without_traces};
use crate::{Random, Result, VaultError};

const GROUPS: usize = 7;

/// A vault's recovery code. Shown and printed once, then only ever typed back. Dropping it wipes it.
pub struct RecoveryCode(Secret<16>);

impl RecoveryCode {
    /// A fresh random code.
    pub fn make(random: &mut dyn Random) -> Result<Self> {
        Ok(Self(Secret::filled(|bytes| random.fill(bytes))?))
    }

    /// The code as a person typed it.
    ///
    /// Answers [`VaultError::RecoveryCodeTypo`] with the first group that has a mistake, or
    /// [`VaultError::WrongRecoveryCode`] if every group reads well but together they are no code.
    pub fn read(typed: &str) -> Result<Self> {
        let mut data = Zeroizing::new(Vec::with_capacity(GROUPS * DATA));
        for (place, letters) in (1_u8..).zip(groups_of(typed)?) {
            data.extend(
                read_group(place, &letters).ok_or(VaultError::RecoveryCodeTypo { group: place })?,
            );
        }
        without_traces(|| {
            let (mut secret, mut tail) = (0_u128, 0_u16);
            for (index, value) in data.iter().enumerate() {
                match index {
                    0..25 => secret = secret << 5 | u128::from(*value),
                    _ => tail = tail << 5 | u16::from(*value),
                }
            }
            let code = Self(Secret::filled(|bytes| {
                *bytes = (secret << 3 | u128::from(tail >> 12)).to_be_bytes();
                Ok(())
            })?);
            if code.whole_sum() == tail & 0x0FFF {
                Ok(code)
            } else {
                Err(VaultError::WrongRecoveryCode)
            }
        })
    }

    /// The code as it is printed: seven groups of five with dashes between.
    #[must_use]
    pub fn written(&self) -> Zeroizing<String> {
        without_traces(|| {
            let secret = u128::from_be_bytes(*self.expose());
            let tail = u16::from((secret & 0b111) as u8) << 12 | self.whole_sum();
            let head = (0..25).map(|index| (secret >> (123 - 5 * index) & 31) as u8);
            let rest = (0..3).map(|index| (tail >> (10 - 5 * index) & 31) as u8);
            let data = Zeroizing::new(head.chain(rest).collect::<Vec<u8>>());

            let mut written = Zeroizing::new(String::with_capacity(GROUPS * (LETTERS + 1)));
            for (place, group) in (1_u8..).zip(data.as_chunks::<DATA>().0) {
                if place > 1 {
                    written.push('-');
                }
                written.extend(
                    group
                        .iter()
                        .copied()
                        .chain([check(place, group)])
                        .map(letter),
                );
            }
            written
        })
    }

    /// Whether what was typed back from the sheet is this code; a mistake names its group.
    pub fn confirm(&self, typed: &str) -> Result<()> {
        let read = Self::read(typed)?;
        // Both are on the same desk in front of the same person: no timing to hide, but nothing lost by hiding it.
        let difference = self
            .expose()
            .iter()
            .zip(read.expose())
            .fold(0, |sum, (ours, theirs)| sum | (ours ^ theirs));
        if difference == 0 {
            Ok(())
        } else {
            Err(VaultError::WrongRecoveryCode)
        }
    }

    /// The 128 bits themselves.
    pub(crate) fn expose(&self) -> &[u8; 16] {
        self.0.expose()
    }

    /// Twelve bits over the whole code.
    fn whole_sum(&self) -> u16 {
        let mut hash = digest::Context::new(&digest::SHA256);
        hash.update(b"alongside recovery code");
        hash.update(self.expose());
        match hash.finish().as_ref() {
            [first, second, ..] => u16::from_be_bytes([*first, *second]) >> 4,
            _ => 0,
        }
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(<secret>)")
    }
}

/// The seven groups a person typed: by their own spaces or dashes if those make sense, otherwise by counting letters.
/// Keeping their grouping means a missing letter is blamed on its own group and not on every group after it.
fn groups_of(typed: &str) -> Result<Vec<Zeroizing<String>>> {
    let typed_groups: Vec<Zeroizing<String>> = typed
        .split(is_separator)
        .filter(|group| !group.is_empty())
        .map(|group| Zeroizing::new(group.to_owned()))
        .collect();
    let letters: Zeroizing<Vec<char>> =
        Zeroizing::new(typed.chars().filter(|c| !is_separator(*c)).collect());
    let even = typed_groups
        .iter()
        .all(|group| group.chars().count() == LETTERS);
    if typed_groups.len() == GROUPS && (even || letters.len() != GROUPS * LETTERS) {
        return Ok(typed_groups);
    }
    let mut groups: Vec<Zeroizing<String>> = letters
        .chunks(LETTERS)
        .map(|group| Zeroizing::new(group.iter().collect()))
        .collect();
    if groups.len() > GROUPS {
        // Letters too many: the first group that no longer reads well is where they crept in, or else the last.
        let place = (1_u8..=GROUPS as u8)
            .zip(&groups)
            .find(|(place, group)| read_group(*place, group).is_none());
        return Err(VaultError::RecoveryCodeTypo {
            group: place.map_or(GROUPS as u8, |(place, _)| place),
        });
    }
    // Letters too few: the groups that are missing read as empty, and the first of them is named.
    groups.resize_with(GROUPS, Zeroizing::default);
    Ok(groups)
}
