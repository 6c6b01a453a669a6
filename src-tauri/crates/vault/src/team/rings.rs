//! Rings, members, spaces and packs: from who may read to what is read.
//!
//! All keys are 32 random or derived bytes; `team` draws how they hang together. Derivation is HKDF-SHA256, sealing is
//! ChaCha20-Poly1305 under a key that is used once. The labels are frozen: changing one loses every team's records.

use std::fmt;

use ring::hmac;

use super::once;
use crate::key::hkdf_sha256;
use crate::secret::{Secret, without_traces};
use crate::{Part, Random, Result, VaultError};

const RING_CHECK: &[u8] = b"alongside v1 ring key check";
const OLDER_RING: &[u8] = b"alongside v1 older ring key";
const RING_SECRET: &[u8] = b"alongside v1 space secret for a ring";
const MEMBER_SECRET: &[u8] = b"alongside v1 space secret for a member";
const SPACE: &[u8] = b"alongside v1 space";
const PRIVATE_SPACE: &[u8] = b"alongside v1 private space";
const PACK: &[u8] = b"alongside v1 pack";

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(Secret<32>);

        impl $name {
            /// The 32 bytes, to be kept in the encrypted database or sealed for somebody, and nowhere else.
            #[must_use]
            pub fn expose(&self) -> &[u8; 32] {
                self.0.expose()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(<secret>)"))
            }
        }
    };
    ($(#[$doc:meta])* $name:ident, random) => {
        key!($(#[$doc])* $name);

        impl $name {
            /// Fresh and random.
            ///
            /// # Errors
            /// [`VaultError::NoRandomness`].
            pub fn make(random: &mut dyn Random) -> Result<Self> {
                Secret::filled(|bytes| random.fill(bytes)).map(Self)
            }

            /// As it was kept. The caller wipes `bytes`.
            #[must_use]
            pub fn from_bytes(bytes: &[u8; 32]) -> Self {
                Self(Secret::copied(bytes))
            }
        }
    };
}

key!(
    /// The key of one ring of the team in one epoch. Dropping it wipes it.
    RingKey,
    random
);
key!(
    /// The key of what one member alone may read: it lives as long as the member, on their own devices. It opens nothing by itself;
    /// it takes the key of an epoch too, so that a laptop that was lost reads nothing of what its member writes afterwards.
    /// Dropping it wipes it.
    MemberKey,
    random
);
key!(
    /// What is needed, besides a key of the ring, to read a space. Destroying it everywhere erases the space. Dropping it
    /// wipes it.
    SpaceSecret,
    random
);
key!(
    /// The key of a space in one epoch. Dropping it wipes it.
    SpaceKey
);

impl RingKey {
    /// Tells the right key from a wrong one, and nothing else about it: HMAC-SHA256 of a label.
    #[must_use]
    pub fn check(&self) -> [u8; 32] {
        let mut check = [0; 32];
        without_traces(|| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, self.expose());
            check.copy_from_slice(hmac::sign(&key, RING_CHECK).as_ref());
        });
        check
    }

    /// Seals the key of the epoch before under this one, so that who has this one can read everything older.
    ///
    /// # Errors
    /// [`VaultError::NoRandomness`].
    pub fn seal_older(&self, older: &Self, random: &mut dyn Random) -> Result<Vec<u8>> {
        once::seal_salted(self.expose(), OLDER_RING, &[], older.expose(), random)
    }

    /// Opens what [`RingKey::seal_older`] sealed under this key. Hold it against its check before use.
    ///
    /// # Errors
    /// [`VaultError::Damaged`].
    pub fn open_older(&self, sealed: &[u8]) -> Result<Self> {
        let opened = once::open_salted(self.expose(), OLDER_RING, &[], sealed)?;
        thirty_two(&opened).map(Self::from_bytes)
    }

    /// Seals a space's secret for whoever has this key.
    ///
    /// # Errors
    /// [`VaultError::NoRandomness`].
    pub fn seal_secret(
        &self,
        space: &[u8; 16],
        secret: &SpaceSecret,
        random: &mut dyn Random,
    ) -> Result<Vec<u8>> {
        once::seal_salted(self.expose(), RING_SECRET, space, secret.expose(), random)
    }

    /// Opens what [`RingKey::seal_secret`] sealed for the same space.
    ///
    /// # Errors
    /// [`VaultError::Damaged`].
    pub fn open_secret(&self, space: &[u8; 16], sealed: &[u8]) -> Result<SpaceSecret> {
        let opened = once::open_salted(self.expose(), RING_SECRET, space, sealed)?;
        thirty_two(&opened).map(SpaceSecret::from_bytes)
    }

    /// The space's key in this key's epoch.
    ///
    /// # Errors
    /// None: HKDF gives 32 bytes of anything.
    pub fn space_key(&self, space: &[u8; 16], secret: &SpaceSecret) -> Result<SpaceKey> {
        space_key(self.expose(), space, secret)
    }
}

impl MemberKey {
    /// Seals the secret of a space that is the member's own.
    ///
    /// # Errors
    /// [`VaultError::NoRandomness`].
    pub fn seal_secret(
        &self,
        space: &[u8; 16],
        secret: &SpaceSecret,
        random: &mut dyn Random,
    ) -> Result<Vec<u8>> {
        once::seal_salted(self.expose(), MEMBER_SECRET, space, secret.expose(), random)
    }

    /// Opens what [`MemberKey::seal_secret`] sealed for the same space.
    ///
    /// # Errors
    /// [`VaultError::Damaged`].
    pub fn open_secret(&self, space: &[u8; 16], sealed: &[u8]) -> Result<SpaceSecret> {
        let opened = once::open_salted(self.expose(), MEMBER_SECRET, space, sealed)?;
        thirty_two(&opened).map(SpaceSecret::from_bytes)
    }

    /// The space's key in the epoch of a key that every laptop of the team has (`epoch`): with this key alone nobody reads what was
    /// sealed after their laptop was taken out, and with that key alone nobody reads it at all.
    ///
    /// # Errors
    /// None: HKDF gives 32 bytes of anything.
    pub fn space_key(
        &self,
        epoch: &RingKey,
        space: &[u8; 16],
        secret: &SpaceSecret,
    ) -> Result<SpaceKey> {
        let own = space_key(self.expose(), space, secret)?;
        let info = [PRIVATE_SPACE, space.as_slice()].concat();
        hkdf_sha256(own.expose(), epoch.expose(), &info).map(SpaceKey)
    }
}

impl SpaceKey {
    /// Seals a pack. `pack_id` is random and used for this pack only; `associated` is what stands in clear before it.
    ///
    /// # Errors
    /// [`VaultError::TooLarge`] above a quarter of a terabyte.
    pub fn seal_pack(
        &self,
        pack_id: &[u8; 16],
        associated: &[u8],
        plaintext: Vec<u8>,
    ) -> Result<Vec<u8>> {
        let key = hkdf_sha256(pack_id, self.expose(), PACK)?;
        once::seal(&key, associated, plaintext)
    }

    /// Opens what [`SpaceKey::seal_pack`] sealed under the same id and with the same `associated`.
    ///
    /// # Errors
    /// [`VaultError::Damaged`].
    pub fn open_pack(
        &self,
        pack_id: &[u8; 16],
        associated: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>> {
        let key = hkdf_sha256(pack_id, self.expose(), PACK)?;
        let mut opened = once::open(&key, associated, sealed, Part::Pack)?;
        Ok(std::mem::take(&mut *opened))
    }
}

fn space_key(key: &[u8; 32], space: &[u8; 16], secret: &SpaceSecret) -> Result<SpaceKey> {
    hkdf_sha256(secret.expose(), key, &[SPACE, space.as_slice()].concat()).map(SpaceKey)
}

fn thirty_two(opened: &[u8]) -> Result<&[u8; 32]> {
    opened.try_into().map_err(|_| VaultError::Damaged {
        what: Part::SealedKey,
    })
}
