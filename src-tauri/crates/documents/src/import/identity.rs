//! Telling records apart when their source does not.
//!
//! An id is made from what a record says (organisation, name, postcode), so that the same file read again next month gives the
//! same ids and updates instead of duplicating. The hash (FNV-1a, 128 bits) is fixed for ever: it is in people's vaults.

struct Hash(u128);

impl Default for Hash {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Hash {
    fn byte(&mut self, byte: u8) {
        self.0 ^= u128::from(byte);
        self.0 = self
            .0
            .wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B);
    }
}

/// An id made from the words of a record: lower case, spaces and punctuation aside.
pub(crate) fn made(parts: &[&str]) -> String {
    let mut hash = Hash::default();
    for part in parts {
        for c in part
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
        {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                hash.byte(byte);
            }
        }
        hash.byte(0x1F);
    }
    format!("made-{:032x}", hash.0)
}

/// Sixteen bytes that tell whether a record changed. Compared only with what this laptop kept of the same record.
pub(crate) fn digest(bytes: &[u8]) -> [u8; 16] {
    let mut hash = Hash::default();
    bytes.iter().copied().for_each(|byte| hash.byte(byte));
    hash.0.to_be_bytes()
}

/// An id worth keeping: not one of the ways in which files say "none".
pub(crate) fn usable(given: &str) -> Option<&str> {
    let given = given.trim();
    let none = given.is_empty()
        || given.chars().count() > 300
        || given.chars().all(|c| !c.is_alphanumeric() || c == '0')
        || [
            "null",
            "none",
            "nil",
            "n/a",
            "na",
            "undefined",
            "tbc",
            "unknown",
        ]
        .iter()
        .any(|word| given.eq_ignore_ascii_case(word));
    (!none).then_some(given)
}

/// Whether an id is a UUID, as the standard asks.
pub(crate) fn is_uuid(id: &str) -> bool {
    let parts: Vec<&str> = id.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12] && id.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_give_the_same_id_for_ever() {
        let id = made(&["Ceres Town Council", "Knit & Natter", "SY10 1AA"]);
        assert_eq!(id, made(&["ceres town council", "Knit  Natter", "sy101aa"]));
        assert_ne!(id, made(&["Ceres Town", "Council Knit Natter", "SY10 1AA"]));
        // Written down so that nobody changes the hash unawares.
        assert_eq!(made(&["a"]), "made-0880954530ab1be95aa0733055b72a59");
    }

    #[test]
    fn words_for_nothing_are_no_ids() {
        for none in [
            "",
            " ",
            "0",
            "null",
            "N/A",
            "-",
            "00000000-0000-0000-0000-000000000000",
        ] {
            assert_eq!(usable(none), None, "{none}");
        }
        assert_eq!(usable(" 10452 "), Some("10452"));
        assert!(is_uuid("ac148810-d857-441c-9679-408f346de14b"));
        assert!(!is_uuid("GB-CHC-1000003"));
    }
}
