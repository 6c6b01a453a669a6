//! Keys: passphrase, recovery code, the vault file and its lock.
//!
//! One random 256-bit key, the [`VaultKey`], stands behind everything a link worker writes. `vault.json` holds it
//! twice, wrapped once under the passphrase and once under the recovery code, so that changing either rewrites one
//! slot and never the database. Every other key is derived from it for one [`Purpose`].
//!
//! This crate must not know SQLite, records, people, the wire or the screen. It is the only crate that sees `ring`,
//! `argon2`, `hpke` and `spake2`: whoever needs something sealed asks [`seal`], [`open`], [`seal_file`] or [`open_file`], and whoever opens
//! the database asks for [`Purpose::Database`].
//!
//! Where to look:
//!
//! * [`VaultFile`] — make, read, unlock and change `vault.json`; `slot` holds what is frozen on disk.
//! * [`NewPassphrase`], [`strength`], [`PassphraseCost`] — what may become a passphrase and what guessing it costs.
//! * [`RecoveryCode`] — the printed sheet: how it is written, read back and forgiven.
//! * [`VaultLock`] — one process for each vault.
//! * `team` — what laptops that share a team need: signatures, keys sealed to a device, rings and spaces, joining, safety
//!   numbers, and what is left on the server for a member who loses every laptop.
//! * [`Random`] — randomness is passed in, so that tests are deterministic.
//!
//! Nothing here logs, and no error carries a path, a passphrase or a key.

mod cost;
mod durable;
mod error;
mod hex;
mod key;
mod letters;
mod lock;
mod random;
mod recovery_code;
mod sealed;
mod sealed_file;
mod secret;
mod slot;
mod strength;
mod team;
mod vault_file;

#[cfg(test)]
mod memory_story;

pub use cost::{PassphraseCost, time_on_this_machine};
pub use error::{Doing, Part, VaultError};
pub use key::{DerivedKey, Purpose, VaultId, VaultKey};
pub use lock::VaultLock;
pub use random::{Random, SystemRandom};
pub use recovery_code::RecoveryCode;
pub use sealed::{open, seal};
pub use sealed_file::{open_file, seal_file};
pub use strength::{
    MINIMUM_SCORE, NewPassphrase, Strength, Suggestion, Verdict, Warning, strength,
};
pub use team::{
    EscrowKey, InviteCode, Join, JoinKey, MemberKey, OpeningKey, RingKey, Side, SigningKey,
    SpaceKey, SpaceSecret, escrow_key, escrow_locator, safety_number, seal_to, verify_signature,
};
pub use vault_file::VaultFile;

/// What every function of this crate answers.
pub type Result<T> = std::result::Result<T, VaultError>;
