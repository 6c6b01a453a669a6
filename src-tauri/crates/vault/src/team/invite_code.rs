//! The invite code: what a lead reads out over the telephone so that a laptop may join.
//!
//! For example `4821-P40WQ-TCKFZ`: the number of a mailbox on the server, then eight letters in Crockford's base 32, in
//! two groups each with a check letter. It is read back however it is typed: case, spaces and dashes do not matter, O is
//! 0, I and L are 1. The check letters also cover the number, both by the same amount, so that a mistake is blamed on the
//! group it is in: one group wrong is that group; both wrong by the same amount is the number
//! (or the two groups in each other's place, which nothing tells from it).
//!
//! What guessing costs. The letters are 40 random bits that the server never sees; the mailbox is told to everybody. The
//! letters are the password of a PAKE (`join`), so whoever listens, or runs the server, learns nothing to try guesses on
//! afterwards: a guess is one whole attempt at joining. The mailbox allows one attempt and is then used up, so a stranger
//! joins by luck once in 2⁴⁰ (1.1 × 10¹²) codes; a team that made a hundred invitations a day, each one attacked, would
//! wait thirty million years. A server that forgot to count attempts would still have to stand in the way of a
//! real person's call for each one, and each failed attempt is told to both sides. Ten bits of check letters add nothing
//! to guessing and take nothing away: they are worked out from the rest.

use std::fmt;

use zeroize::Zeroizing;

use crate::letters::{DATA, LETTERS, check, is_separator, letter, read_letters, times, value};
use crate::secret::Secret;
use crate::{Random, Result, VaultError};

const NUMBER: usize = 6;
const LARGEST: u32 = 999_999;
/// The places of the two groups, unlike any of a recovery code, so that neither code reads as the other.
const PLACES: [u8; 2] = [8, 9];
/// The weight of each digit of the number, the last one first. All differ and none is zero.
const DIGIT_WEIGHTS: [u8; NUMBER] = [3, 5, 7, 9, 11, 13];

/// An invitation: works once, for a short while. Dropping it wipes it.
pub struct InviteCode {
    mailbox: u32,
    letters: Secret<8>,
}

impl InviteCode {
    /// A fresh random code for the mailbox that the server gave.
    ///
    /// # Errors
    /// [`VaultError::InviteCodeTypo`] in group 1 if the server gave a number that is none: 1 to 999,999.
    /// [`VaultError::NoRandomness`].
    pub fn make(random: &mut dyn Random, mailbox: u32) -> Result<Self> {
        if !(1..=LARGEST).contains(&mailbox) {
            return Err(VaultError::InviteCodeTypo { group: 1 });
        }
        let letters = Secret::filled(|letters| {
            random.fill(letters)?;
            letters.iter_mut().for_each(|letter| *letter &= 31);
            Ok(())
        })?;
        Ok(Self { mailbox, letters })
    }

    /// The code as a person typed it.
    ///
    /// # Errors
    /// [`VaultError::InviteCodeTypo`] with the group that has a mistake: 1 is the number.
    pub fn read(typed: &str) -> Result<Self> {
        let own = groups_as_typed(typed);
        let counted = groups_by_counting(typed);
        match (own, counted) {
            // Their own groups are believed, unless only counting makes sense of what they typed.
            (Some(own), Some(counted)) => {
                read_groups(&own).or_else(|typo| read_groups(&counted).map_err(|_| typo))
            }
            (Some(groups), None) | (None, Some(groups)) => read_groups(&groups),
            (None, None) => Err(VaultError::InviteCodeTypo {
                group: group_that_is_off(typed),
            }),
        }
    }

    /// The code as it is shown and read out: three groups with dashes between.
    #[must_use]
    pub fn written(&self) -> Zeroizing<String> {
        let mut written = Zeroizing::new(String::with_capacity(NUMBER + 2 * (LETTERS + 1)));
        written.push_str(&self.mailbox.to_string());
        for (place, data) in PLACES.iter().zip(self.letters.expose().as_chunks().0) {
            let sum = check(*place, data) ^ number_sum(self.mailbox);
            written.push('-');
            written.extend(data.iter().copied().chain([sum]).map(letter));
        }
        written
    }

    /// The mailbox on the server through which the two laptops talk.
    #[must_use]
    pub fn mailbox(&self) -> u32 {
        self.mailbox
    }

    /// The eight values of five bits: the password.
    pub(super) fn letters(&self) -> &[u8; 8] {
        self.letters.expose()
    }
}

impl fmt::Debug for InviteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InviteCode({}, <secret>)", self.mailbox)
    }
}

type Groups = [Zeroizing<String>; 3];

/// Three groups, if three were typed; or two of which the second is one group of letters, so that the third is missing.
fn groups_as_typed(typed: &str) -> Option<Groups> {
    let mut groups: Vec<Zeroizing<String>> = typed
        .split(is_separator)
        .filter(|group| !group.is_empty())
        .map(|group| Zeroizing::new(group.to_owned()))
        .collect();
    if let [_, letters] = groups.as_slice()
        && letters.chars().count() <= LETTERS
    {
        groups.push(Zeroizing::default());
    }
    groups.try_into().ok()
}

/// The last ten letters are the two groups and what stands before them the number, if there are that many.
fn groups_by_counting(typed: &str) -> Option<Groups> {
    let letters: Zeroizing<Vec<char>> = Zeroizing::new(letters_of(typed));
    let digits = letters.len().checked_sub(2 * LETTERS)?;
    let (number, rest) = letters.split_at_checked(digits)?;
    let (first, second) = rest.split_at_checked(LETTERS)?;
    ((1..=NUMBER).contains(&digits))
        .then(|| [number, first, second].map(|group| Zeroizing::new(group.iter().collect())))
}

/// For what makes no three groups at all: too much is blamed on the last, too little on the first that is missing.
fn group_that_is_off(typed: &str) -> u8 {
    let groups = typed
        .split(is_separator)
        .filter(|group| !group.is_empty())
        .count();
    match (groups, letters_of(typed).len()) {
        (0, _) => 1,
        (_, more) if more > NUMBER + 2 * LETTERS => 3,
        (1, _) => 2,
        _ => 3,
    }
}

fn letters_of(typed: &str) -> Vec<char> {
    typed.chars().filter(|c| !is_separator(*c)).collect()
}

fn read_groups([number, first, second]: &Groups) -> Result<InviteCode> {
    let typo = |group| VaultError::InviteCodeTypo { group };
    let mailbox = read_number(number).ok_or(typo(1))?;
    let [place_first, place_second] = PLACES;
    let (first, wrong_first) = read_letters(place_first, first).ok_or(typo(2))?;
    let (second, wrong_second) = read_letters(place_second, second).ok_or(typo(3))?;
    let sum = number_sum(mailbox);
    match (wrong_first ^ sum, wrong_second ^ sum) {
        (0, 0) => Ok(InviteCode {
            mailbox,
            letters: Secret::filled(|letters| {
                letters
                    .iter_mut()
                    .zip(first.into_iter().chain(second))
                    .for_each(|(letter, value)| *letter = value);
                Ok(())
            })?,
        }),
        (0, _) => Err(typo(3)),
        (one, other) if one == other => Err(typo(1)),
        _ => Err(typo(2)),
    }
}

/// One to six digits, in which O, I and L are digits too.
fn read_number(typed: &str) -> Option<u32> {
    if !(1..=NUMBER).contains(&typed.chars().count()) {
        return None;
    }
    let number = typed.chars().try_fold(0, |number, digit| {
        value(digit)
            .filter(|digit| *digit < 10)
            .map(|digit| number * 10 + u32::from(digit))
    })?;
    (number > 0).then_some(number)
}

/// What the number adds to both check letters.
fn number_sum(number: u32) -> u8 {
    DIGIT_WEIGHTS
        .iter()
        .scan(number, |rest, weight| {
            let digit = *rest % 10;
            *rest /= 10;
            Some(times(digit as u8, *weight))
        })
        .fold(0, |sum, part| sum ^ part)
}

const _: () = assert!(PLACES.len() * DATA == 8);
