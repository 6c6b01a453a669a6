//! [`Random`], lent to crates that bring a trait of their own for it.
//!
//! `hpke` and `spake2` each want randomness that cannot fail; ours can, and says so. While it is lent, a failure is noted
//! and zeros are handed out; whoever lent it asks [`Lent::end`] before anything made from them is used or shown.

use std::convert::Infallible;

use hpke::rand_core::{TryCryptoRng, TryRng};

use crate::{Random, Result, VaultError};

/// Randomness on loan.
pub(super) struct Lent<'a> {
    random: &'a mut dyn Random,
    failed: Option<VaultError>,
}

impl<'a> Lent<'a> {
    pub(super) fn of(random: &'a mut dyn Random) -> Self {
        Self {
            random,
            failed: None,
        }
    }

    /// Whether every byte handed out was random.
    pub(super) fn end(self) -> Result<()> {
        self.failed.map_or(Ok(()), Err)
    }

    fn draw(&mut self, bytes: &mut [u8]) {
        if let Err(error) = self.random.fill(bytes) {
            bytes.fill(0);
            self.failed = Some(error);
        }
    }

    fn word<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.draw(&mut bytes);
        bytes
    }
}

impl TryRng for Lent<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> std::result::Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.word()))
    }

    fn try_next_u64(&mut self) -> std::result::Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.word()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> std::result::Result<(), Infallible> {
        self.draw(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Lent<'_> {}

impl rand_core::RngCore for Lent<'_> {
    fn next_u32(&mut self) -> u32 {
        u32::from_le_bytes(self.word())
    }

    fn next_u64(&mut self) -> u64 {
        u64::from_le_bytes(self.word())
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.draw(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> std::result::Result<(), rand_core::Error> {
        self.draw(bytes);
        Ok(())
    }
}

impl rand_core::CryptoRng for Lent<'_> {}
