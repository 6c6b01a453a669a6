//! Ids that are the same every time.

use alongside_store::Ids;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Counts, so that a test that is run again gives the same ids; of different seeds, different ones.
#[derive(Debug)]
pub struct CountedIds {
    seed: u64,
    next: AtomicU64,
}

impl CountedIds {
    /// Ids of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Arc<Self> {
        Arc::new(Self {
            seed,
            next: AtomicU64::new(1),
        })
    }

    fn next(&self) -> u64 {
        self.next.fetch_add(1, Ordering::SeqCst)
    }
}

impl Ids for CountedIds {
    fn record(&self) -> Uuid {
        // In order of making, as version 7 is; the seed stands behind. Version 8 takes the bits that are left free.
        uuid_of(self.next() << 16, self.seed)
    }

    fn secret_space(&self) -> Uuid {
        let n = self.next();
        uuid_of(scattered(self.seed.rotate_left(32) ^ n), scattered(n))
    }

    fn device(&self) -> [u8; 8] {
        scattered(self.seed.rotate_left(32) ^ self.next()).to_be_bytes()
    }
}

fn uuid_of(first: u64, second: u64) -> Uuid {
    let bytes = (u128::from(first) << 64) | u128::from(second);
    uuid::Builder::from_custom_bytes(bytes.to_be_bytes()).into_uuid()
}

/// SplitMix64's last steps: different for every number.
fn scattered(n: u64) -> u64 {
    let mut z = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
