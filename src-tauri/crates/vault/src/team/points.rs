//! Points that must not be used: those of small order, and second spellings of good ones.
//!
//! A public key of small order makes a signature over one message good for others, and a shared secret the same for
//! everybody. A second spelling of a point lets one key stand in a roster twice. Neither `ring` nor the curve libraries
//! refuse all of them, because the standards do not ask it; here nobody honest ever makes one, so all are refused.

/// 2²⁵⁵ − 19, little end first.
const PRIME: [u8; 32] = prime_plus(0);

/// 2²⁵⁵ − 19 + `more`, for a `more` that does not carry out of the lowest byte.
const fn prime_plus(more: u8) -> [u8; 32] {
    let mut bytes = [0xFF; 32];
    bytes[0] = 0xED + more;
    bytes[31] = 0x7F;
    bytes
}

/// The y of every Edwards point of order 1, 2, 4 or 8.
const SMALL_Y: [[u8; 32]; 5] = [
    small(0),
    small(1),
    minus_one(),
    [
        0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98,
        0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53,
        0xFC, 0x05,
    ],
    [
        0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67,
        0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC,
        0x03, 0x7A,
    ],
];

/// The u of every Montgomery point of small order, on the curve or its twist: with any of them the shared secret is zero.
const SMALL_U: [[u8; 32]; 5] = [
    small(0),
    small(1),
    minus_one(),
    [
        0xE0, 0xEB, 0x7A, 0x7C, 0x3B, 0x41, 0xB8, 0xAE, 0x16, 0x56, 0xE3, 0xFA, 0xF1, 0x9F, 0xC4,
        0x6A, 0xDA, 0x09, 0x8D, 0xEB, 0x9C, 0x32, 0xB1, 0xFD, 0x86, 0x62, 0x05, 0x16, 0x5F, 0x49,
        0xB8, 0x00,
    ],
    [
        0x5F, 0x9C, 0x95, 0xBC, 0xA3, 0x50, 0x8C, 0x24, 0xB1, 0xD0, 0xB1, 0x55, 0x9C, 0x83, 0xEF,
        0x5B, 0x04, 0x44, 0x5C, 0xC4, 0x58, 0x1C, 0x8E, 0x86, 0xD8, 0x22, 0x4E, 0xDD, 0xD0, 0x9F,
        0x11, 0x57,
    ],
];

const fn small(value: u8) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[0] = value;
    bytes
}

const fn minus_one() -> [u8; 32] {
    let mut bytes = PRIME;
    bytes[0] -= 1;
    bytes
}

/// Whether these bytes are the one spelling of a y that is not of a point of small order. Not whether it is on the curve.
pub(super) fn is_sound_edwards(point: &[u8; 32]) -> bool {
    let mut y = *point;
    if let Some(last) = y.last_mut() {
        *last &= 0x7F; // The sign of x.
    }
    is_below_prime(&y) && !SMALL_Y.contains(&y)
}

/// Whether these bytes are the one spelling of a u that is not of a point of small order.
pub(super) fn is_sound_montgomery(u: &[u8; 32]) -> bool {
    is_below_prime(u) && !SMALL_U.contains(u)
}

/// Public bytes, so no care is taken about time.
fn is_below_prime(number: &[u8; 32]) -> bool {
    number.iter().rev().lt(PRIME.iter().rev())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_ys_of_order_eight_are_each_others_negatives() {
        // A slip of the pen in either would show: their sum is the prime itself.
        let mut carry = 0;
        let [.., first, second] = SMALL_Y;
        let sum: Vec<u8> = first
            .iter()
            .zip(second)
            .map(|(a, b)| {
                let sum = u16::from(*a) + u16::from(b) + carry;
                carry = sum >> 8;
                (sum & 0xFF) as u8
            })
            .collect();
        assert_eq!(sum, PRIME);
    }

    #[test]
    fn every_spelling_of_a_small_edwards_point_is_refused() {
        let second_spellings = [prime_plus(0), prime_plus(1)];
        for point in SMALL_Y.iter().chain(&second_spellings) {
            for sign in [0, 0x80] {
                let mut point = *point;
                point[31] |= sign;
                assert!(!is_sound_edwards(&point), "{point:02x?}");
            }
        }
        let basepoint = [0x66; 32];
        assert!(is_sound_edwards(&basepoint));
    }

    #[test]
    fn every_second_spelling_is_refused() {
        for more in 0..=18 {
            assert!(!is_sound_edwards(&prime_plus(more)));
            assert!(!is_sound_montgomery(&prime_plus(more)));
        }
        let nine = small(9);
        assert!(is_sound_montgomery(&nine));
        let mut nine_with_its_top_bit = nine;
        nine_with_its_top_bit[31] |= 0x80;
        assert!(!is_sound_montgomery(&nine_with_its_top_bit));
    }

    #[test]
    fn every_small_montgomery_point_is_refused() {
        for point in SMALL_U {
            assert!(!is_sound_montgomery(&point));
        }
    }
}
