//! One seed for everything: keys, ids, fates of messages.

use crate::Dice;
use alongside_vault::{Random, VaultError};

/// Randomness for keys and nonces, the same for the same seed. Nothing real is ever sealed with it.
#[derive(Clone, Debug)]
pub struct SeededRandom(Dice);

impl SeededRandom {
    /// Of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Dice::new(seed))
    }
}

impl Random for SeededRandom {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), VaultError> {
        for chunk in bytes.chunks_mut(8) {
            let roll = self.0.roll().to_le_bytes();
            for (place, byte) in chunk.iter_mut().zip(roll) {
                *place = byte;
            }
        }
        Ok(())
    }
}

/// A number out of others, as if at random.
#[must_use]
pub fn mixed(parts: &[u64]) -> u64 {
    parts.iter().fold(0x51ed_270b, |so_far, part| {
        Dice::new(so_far ^ part.rotate_left(17)).roll()
    })
}
