//! Identity: where new ids come from. Passed in like the clock, so that a test or a simulation gives out the same ones every time.

use crate::clock::{Clock, SystemClock};
use std::sync::Arc;
use uuid::Uuid;

/// Makes ids.
pub trait Ids: Send + Sync {
    /// For a record or a commit: later in order than every other made here, so that the file's indexes grow at one end.
    fn record(&self) -> Uuid;
    /// For a space: random, so that it says nothing, not even when it was made.
    fn secret_space(&self) -> Uuid;
    /// For a device, the last eight bytes of its stamps: random.
    fn device(&self) -> [u8; 8];
}

/// Ids from the operating system's randomness (UUID versions 7 and 4).
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    fn record(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn secret_space(&self) -> Uuid {
        Uuid::new_v4()
    }

    fn device(&self) -> [u8; 8] {
        let mut device = [0; 8];
        for (place, byte) in device.iter_mut().zip(Uuid::new_v4().into_bytes()) {
            *place = byte;
        }
        device
    }
}

/// What a store is told of the world: the time, and new ids.
#[derive(Clone)]
pub struct World {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn Ids>,
}

impl World {
    /// The computer's own.
    #[must_use]
    pub fn system() -> Self {
        Self::with(Arc::new(SystemClock))
    }

    /// Another clock, and the computer's own ids.
    #[must_use]
    pub fn with(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            ids: Arc::new(SystemIds),
        }
    }
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("World")
    }
}
