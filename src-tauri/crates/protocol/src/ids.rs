//! Names on the wire: fixed numbers of bytes that say nothing.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! bytes {
    ($(#[$doc:meta])* $name:ident, $length:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(#[serde(with = "serde_bytes")] pub [u8; $length]);

        impl Default for $name {
            fn default() -> Self {
                Self([0; $length])
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl $name {
            /// From hexadecimal digits, as it is displayed and in no other way: small letters, no signs.
            #[must_use]
            pub fn from_hex(digits: &str) -> Option<Self> {
                let mut bytes = [0_u8; $length];
                let mut pairs = digits.as_bytes().chunks_exact(2);
                let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
                if digits.len() != $length * 2 || !digits.as_bytes().iter().all(is_digit) {
                    return None;
                }
                for (byte, pair) in bytes.iter_mut().zip(&mut pairs) {
                    let pair = std::str::from_utf8(pair).ok()?;
                    *byte = u8::from_str_radix(pair, 16).ok()?;
                }
                Some(Self(bytes))
            }
        }
    };
}

bytes!(
    /// A team: what the server keeps apart from every other.
    TeamId, 16
);
bytes!(
    /// A space: the unit of sharing, of encryption and of erasure.
    SpaceId, 16
);
bytes!(
    /// A person who works in the team.
    MemberId, 16
);
bytes!(
    /// One laptop of one member. The last 8 bytes of its stamps.
    DeviceId, 8
);
bytes!(
    /// A pack, and the salt of its key: random, never used twice.
    PackId, 16
);
bytes!(
    /// Where something waits for a member who has lost every laptop: worked out from the recovery code, which it does not tell.
    Locator, 16
);
bytes!(
    /// Tells the one who claimed a mailbox from anybody else: random, made by the joiner.
    Token, 16
);
bytes!(
    /// Under which a team's directory is public: random, and in nothing like the team's id.
    PublicName, 10
);
bytes!(
    /// SHA-256.
    Hash, 32
);
bytes!(
    /// An Ed25519 public key.
    PublicKey, 32
);
bytes!(
    /// An Ed25519 signature.
    Signature, 64
);

impl Hash {
    /// Of some parts, one after the other. Callers see to it that the parts cannot be cut differently.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        use sha2::Digest as _;
        let mut hash = sha2::Sha256::new();
        for part in parts {
            hash.update(part);
        }
        Self(hash.finalize().into())
    }
}

/// Checks a signature. The keys are another crate's.
pub trait Verify {
    /// Whether `key` made `signature` over `message`.
    fn verify(&self, key: &PublicKey, message: &[u8], signature: &Signature) -> bool;
}
