//! Letters that people copy by hand: Crockford's base 32 in groups of four with a check letter.
//!
//! What the recovery code and the invite code share. No I, L, O or U is written; reading forgives case, O for 0, I and L
//! for 1, and whatever stands between groups.
//!
//! The check letter is a weighted sum over the field of 32 elements. The weights differ and none is zero, so **every**
//! single wrong letter and **every** swap of two different letters in a group is found, not most of them; a different
//! constant for each place finds groups written in the wrong order. All of it is frozen: it is on paper.

use zeroize::Zeroizing;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters in a group that carry the code; one check letter follows them.
pub(crate) const DATA: usize = 4;
/// Letters in a group, with its check letter.
pub(crate) const LETTERS: usize = DATA + 1;
/// The weight of each data letter; the check letter's own is 1. All differ and none is zero.
const WEIGHTS: [u8; DATA] = [2, 4, 8, 16];

/// What people put between groups: spaces, every kind of dash, dots and the like, and the invisible marks that
/// copying from a document brings along. Anything else is meant as a letter.
pub(crate) fn is_separator(typed: char) -> bool {
    typed.is_whitespace()
        || "-_.,:/|·•".contains(typed)
        || matches!(typed, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

/// The four data values of a group, if its letters and its check letter are right for its place.
pub(crate) fn read_group(place: u8, group: &str) -> Option<[u8; DATA]> {
    let (data, wrong) = read_letters(place, group)?;
    (wrong == 0).then_some(data)
}

/// The four data values of a group, and how far its check letter is from being right for its place: 0 if it is.
pub(crate) fn read_letters(place: u8, group: &str) -> Option<([u8; DATA], u8)> {
    let values = group
        .chars()
        .map(value)
        .collect::<Option<Vec<u8>>>()
        .map(Zeroizing::new)?;
    match values.as_slice() {
        &[a, b, c, d, sum] => {
            let data = [a, b, c, d];
            Some((data, check(place, &data) ^ sum))
        }
        _ => None,
    }
}

/// The check value of a group in its place (1 to 7).
pub(crate) fn check(place: u8, data: &[u8; DATA]) -> u8 {
    data.iter()
        .zip(WEIGHTS)
        .fold(place, |sum, (value, weight)| sum ^ times(*value, weight))
}

/// Multiplication in the field of 32 elements, modulo x⁵ + x² + 1.
pub(crate) fn times(a: u8, b: u8) -> u8 {
    let mut product = (0..5)
        .filter(|bit| b >> bit & 1 == 1)
        .fold(0_u16, |sum, bit| sum ^ u16::from(a) << bit);
    for bit in (5..10).rev() {
        if product >> bit & 1 == 1 {
            product ^= 0b10_0101 << (bit - 5);
        }
    }
    (product & 31) as u8
}

/// The letter for a value of five bits.
pub(crate) fn letter(value: u8) -> char {
    ALPHABET
        .get(usize::from(value & 31))
        .map_or('0', |letter| char::from(*letter))
}

/// The value of a letter as people type it, or nothing if it is none of ours.
pub(crate) fn value(typed: char) -> Option<u8> {
    let upper = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    (0_u8..)
        .zip(ALPHABET)
        .find(|(_, letter)| char::from(**letter) == upper)
        .map(|(value, _)| value)
}
