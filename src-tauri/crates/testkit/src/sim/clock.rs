//! The true time, and the clocks of laptops that do not show it.

use alongside_domain::Moment;
use alongside_store::Clock;
use chrono::NaiveDate;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The time of the simulated world, in milliseconds since 1970.
#[derive(Clone, Debug)]
pub struct Now(Arc<AtomicI64>);

impl Now {
    /// Monday 2 March 2026, nine in the morning.
    #[must_use]
    pub fn monday() -> Self {
        Self(Arc::new(AtomicI64::new(1_772_442_000_000)))
    }

    /// It.
    #[must_use]
    pub fn get(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Time passes.
    pub fn set(&self, to: i64) {
        self.0.store(to, Ordering::SeqCst);
    }
}

/// A laptop's clock: so far off, or standing still.
#[derive(Debug)]
pub struct LaptopClock {
    now: Now,
    off: AtomicI64,
}

impl LaptopClock {
    /// A clock that is right.
    #[must_use]
    pub fn right(now: &Now) -> Arc<Self> {
        Arc::new(Self {
            now: now.clone(),
            off: AtomicI64::new(0),
        })
    }

    /// Puts it off by so many milliseconds.
    pub fn put_off(&self, by: i64) {
        self.off.store(by, Ordering::SeqCst);
    }

    /// How far it is off.
    #[must_use]
    pub fn off(&self) -> i64 {
        self.off.load(Ordering::SeqCst)
    }
}

impl Clock for LaptopClock {
    fn now(&self) -> Moment {
        Moment(self.now.get() + self.off.load(Ordering::SeqCst))
    }

    fn today(&self) -> NaiveDate {
        chrono::DateTime::from_timestamp_millis(self.now().0)
            .map_or_else(NaiveDate::default, |at| at.date_naive())
    }
}
