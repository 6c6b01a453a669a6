//! Where randomness comes from.
//!
//! It is passed in, never fetched, so that a test can say exactly which bytes a vault is made of.

use ring::rand::SecureRandom as _;

use crate::{Result, VaultError};

/// A source of random bytes. Outside tests there is one: [`SystemRandom`].
pub trait Random {
    /// Fills `bytes`, all of it, or answers [`VaultError::NoRandomness`].
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()>;
}

/// The operating system's own randomness.
#[derive(Debug, Clone)]
pub struct SystemRandom(ring::rand::SystemRandom);

impl SystemRandom {
    /// Randomness from the operating system.
    #[must_use]
    pub fn new() -> Self {
        Self(ring::rand::SystemRandom::new())
    }
}

impl Default for SystemRandom {
    fn default() -> Self {
        Self::new()
    }
}

impl Random for SystemRandom {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        self.0.fill(bytes).map_err(|_| VaultError::NoRandomness)
    }
}

/// `N` fresh random bytes that need not be kept secret: salts, nonces, ids.
pub(crate) fn fresh<const N: usize>(random: &mut dyn Random) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    random.fill(&mut bytes)?;
    Ok(bytes)
}
