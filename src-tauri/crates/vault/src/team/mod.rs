//! What laptops that share a team need to trust one another, and not the server between them.
//!
//! This module must not know the wire, the log or who is who: it takes and gives arrays of bytes. Every randomness is
//! passed in. Every label that goes into a key is frozen by a test.
//!
//! # Which key opens what
//!
//! ```text
//! each device        SigningKey  Ed25519           signs its packs, openings, roster entries, requests
//!                    OpeningKey  HPKE              opens what is sealed to it
//!                        |
//!                        |  seal_to, at each new epoch, to each device that is live
//!                        v
//! each epoch         RingKey Team, RingKey Open    random, new when a device or member leaves
//!                        |  seal_older: each seals the one before
//!                        |                         MemberKey: random, sealed only to the member's own devices
//!                        |                             |
//! each space         SpaceSecret  random, sealed once under either; destroying it erases the space
//!                        |
//!                        v
//! space in epoch     SpaceKey = HKDF(ring or member key, salt: the secret, info: label and space)
//!                        |
//!                        v
//! each pack          HKDF(space key, salt: the pack's random id) -> ChaCha20-Poly1305, once, nonce zero
//! ```
//!
//! What follows from it:
//!
//! * **A lost laptop** is left out of the next epoch. It has the keys of older epochs and can read what it had; of what is
//!   sealed from then on it can read nothing, though it knows every space's secret.
//! * **An erased person** is a space whose secret is gone. Neither the epoch keys, which live on, nor a copy of the packs
//!   reads it again: both are needed.
//! * **A new laptop** needs one sealed thing: the key of this epoch opens the one before, and so back to the first.
//! * **A volunteer** is sealed the ring `Open` only, and nothing leads from it to the ring `Team`.
//! * **Another team** seals to the *reception* of this one, a key pair that follows from the ring `Team` of an epoch; what both share is
//!   under keys of its own, and no key of an epoch ever leaves the team.
//! * **A private space** hangs from a member's key, which is never sealed to a lead.
//! * There is no forward secrecy, and is not meant to be: a team must be able to read its own history.
//!
//! A laptop joins by a short code that is read out ([`InviteCode`], [`Join`]): the code becomes a key both have, and through
//! it go the new laptop's public keys one way and the team's the other. Who wants to be surer compares a
//! [`safety_number`]. A member who loses every laptop comes back by the printed recovery code ([`escrow_key`]).
//!
//! # Which parts are whose
//!
//! Ed25519, ChaCha20-Poly1305, HKDF, HMAC and SHA-2 are `ring`'s; HPKE with X-Wing and X25519 is `hpke`'s; SPAKE2 is
//! `spake2`'s. `ring` cannot hold a long-lived X25519 key, which is why there is a second library. What they let through
//! and should not, for us, is in `points`.

mod escrow;
mod invite_code;
mod join;
mod lent;
mod once;
mod points;
mod reception;
mod rings;
mod safety_number;
mod sealing;
mod signing;

pub use escrow::{EscrowKey, escrow_key, escrow_locator};
pub use invite_code::InviteCode;
pub use join::{Join, JoinKey, Side};
pub use rings::{MemberKey, RingKey, SpaceKey, SpaceSecret};
pub use safety_number::safety_number;
pub use sealing::{OpeningKey, seal_to};
pub use signing::{SigningKey, verify_signature};
