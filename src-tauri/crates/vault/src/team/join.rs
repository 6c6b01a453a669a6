//! Joining: two laptops that share a short code come to share a long key.
//!
//! SPAKE2 over edwards25519: each side sends one message of 33 bytes; who does not know the code learns nothing to test
//! guesses on, and who takes part may test one (see `invite_code`). The mailbox's number and which side is which are bound
//! in as the identities. Then each side proves that it has the key ([`JoinKey::confirmation`], [`JoinKey::confirm`]);
//! nothing is sealed or opened before, so nothing is said to whoever guessed wrong.
//!
//! What follows is sealed under a key for each message, derived from the side that sent it and its number. The numbers of
//! one side only go up; a message that has to be sent again is sent as the same bytes.
//!
//! What is not wiped: `spake2` keeps its exponent and the letters in memory of its own, which it frees and does not
//! overwrite. The letters are worth nothing once used. The exponent, with the letters and a recording of the mailbox, would
//! give the key of that one joining; so a thief would need the memory of the laptop within moments of it.

use std::fmt;

use ring::hmac;
use spake2::{Ed25519Group, Identity, Password, Spake2};
use zeroize::Zeroizing;

use super::invite_code::InviteCode;
use super::lent::Lent;
use super::once;
use super::points::is_sound_edwards;
use crate::key::hkdf_sha256;
use crate::secret::{Secret, without_traces};
use crate::{Part, Random, Result, VaultError};

const INVITING: &[u8] = b"alongside v1 join inviting ";
const JOINING: &[u8] = b"alongside v1 join joining ";
const CONFIRM_INVITING: &[u8] = b"alongside v1 join confirms inviting";
const CONFIRM_JOINING: &[u8] = b"alongside v1 join confirms joining";
const FROM_INVITING: &[u8] = b"alongside v1 join messages from inviting";
const FROM_JOINING: &[u8] = b"alongside v1 join messages from joining";
const MESSAGE: &[u8] = b"alongside v1 join message";

/// Which of the two this laptop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The lead's, which made the code.
    Inviting,
    /// The new one, on which the code was typed.
    Joining,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Inviting => Self::Joining,
            Self::Joining => Self::Inviting,
        }
    }

    fn confirms(self) -> &'static [u8] {
        match self {
            Self::Inviting => CONFIRM_INVITING,
            Self::Joining => CONFIRM_JOINING,
        }
    }

    fn messages(self) -> &'static [u8] {
        match self {
            Self::Inviting => FROM_INVITING,
            Self::Joining => FROM_JOINING,
        }
    }
}

/// A joining that has begun: our message is sent, theirs is awaited. Good for one answer.
pub struct Join {
    side: Side,
    exchange: Spake2<Ed25519Group>,
}

impl Join {
    /// Begins, and answers the message for the other side.
    ///
    /// # Errors
    /// [`VaultError::NoRandomness`].
    pub fn start(
        code: &InviteCode,
        side: Side,
        random: &mut dyn Random,
    ) -> Result<(Self, Vec<u8>)> {
        let password = Password::new(code.letters());
        let mailbox = code.mailbox().to_be_bytes();
        let [inviting, joining] =
            [INVITING, JOINING].map(|label| Identity::new(&[label, &mailbox].concat()));
        let mut lent = Lent::of(random);
        let (exchange, message) = without_traces(|| match side {
            Side::Inviting => Spake2::start_a_with_rng(&password, &inviting, &joining, &mut lent),
            Side::Joining => Spake2::start_b_with_rng(&password, &inviting, &joining, &mut lent),
        });
        lent.end()?;
        Ok((Self { side, exchange }, message))
    }

    /// Takes the other side's message. Whether they had the same code is not known before [`JoinKey::confirm`].
    ///
    /// # Errors
    /// [`VaultError::Damaged`] if it is no message of the other side: the code is used up.
    pub fn finish(self, message: &[u8]) -> Result<JoinKey> {
        let damaged = || VaultError::Damaged {
            what: Part::JoinMessage,
        };
        if !message.last_chunk().is_some_and(is_sound_edwards) {
            return Err(damaged());
        }
        let Self { side, exchange } = self;
        let shared = without_traces(|| exchange.finish(message).map(Zeroizing::new))
            .map_err(|_| damaged())?;
        let derive = |label| hkdf_sha256(&[], &shared, label);
        Ok(JoinKey {
            confirms_ours: derive(side.confirms())?,
            confirms_theirs: derive(side.other().confirms())?,
            ours: derive(side.messages())?,
            theirs: derive(side.other().messages())?,
            is_confirmed: false,
            next: 0,
        })
    }
}

impl fmt::Debug for Join {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Join({:?}, <secret>)", self.side)
    }
}

/// The key that both laptops have if they had the same code. Dropping it wipes it.
pub struct JoinKey {
    confirms_ours: Secret<32>,
    confirms_theirs: Secret<32>,
    ours: Secret<32>,
    theirs: Secret<32>,
    is_confirmed: bool,
    next: u64,
}

impl JoinKey {
    /// What proves to the other side that we have the key.
    #[must_use]
    pub fn confirmation(&self) -> [u8; 32] {
        let mut proof = [0; 32];
        without_traces(|| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, self.confirms_ours.expose());
            proof.copy_from_slice(hmac::sign(&key, MESSAGE).as_ref());
        });
        proof
    }

    /// Takes the other side's [`JoinKey::confirmation`]. From then on messages may be sealed and opened.
    ///
    /// # Errors
    /// [`VaultError::WrongInviteCode`].
    pub fn confirm(&mut self, theirs: &[u8]) -> Result<()> {
        self.is_confirmed = without_traces(|| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, self.confirms_theirs.expose());
            hmac::verify(&key, MESSAGE, theirs).is_ok()
        });
        self.confirmed()
    }

    /// Seals our message number `n`. Numbers go up; they may leave gaps.
    ///
    /// # Errors
    /// [`VaultError::WrongInviteCode`] before the other side has proved that it has the key;
    /// [`VaultError::NumberUsed`].
    pub fn seal(&mut self, n: u64, message: &[u8]) -> Result<Vec<u8>> {
        self.confirmed()?;
        let next = n.checked_add(1).ok_or(VaultError::NumberUsed)?;
        if n < self.next {
            return Err(VaultError::NumberUsed);
        }
        let key = message_key(&self.ours, n)?;
        let mut body = Vec::with_capacity(message.len() + once::TAG);
        body.extend_from_slice(message);
        self.next = next;
        once::seal(&key, &[], body)
    }

    /// Opens the other side's message number `n`.
    ///
    /// # Errors
    /// [`VaultError::WrongInviteCode`] before the other side has proved that it has the key; [`VaultError::Damaged`].
    pub fn open(&self, n: u64, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        self.confirmed()?;
        let key = message_key(&self.theirs, n)?;
        once::open(&key, &[], sealed, Part::JoinMessage)
    }

    /// What must not be left in memory.
    #[cfg(test)]
    pub(crate) fn secrets(&self) -> [&[u8; 32]; 2] {
        [self.ours.expose(), self.theirs.expose()]
    }

    fn confirmed(&self) -> Result<()> {
        if self.is_confirmed {
            Ok(())
        } else {
            Err(VaultError::WrongInviteCode)
        }
    }
}

impl fmt::Debug for JoinKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JoinKey(<secret>)")
    }
}

fn message_key(side: &Secret<32>, n: u64) -> Result<Secret<32>> {
    hkdf_sha256(&n.to_be_bytes(), side.expose(), MESSAGE)
}

#[cfg(test)]
#[path = "join_vectors.rs"]
mod vectors;
