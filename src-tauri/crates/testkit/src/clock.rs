//! A clock that stands still until a test moves it.

use alongside_domain::Moment;
use alongside_store::Clock;
use chrono::{NaiveDate, NaiveDateTime};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that stands still until it is moved. Its place is at Greenwich in winter: the wall shows UTC.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that stands at nine in the morning of a day, `2026-03-02`.
    ///
    /// # Panics
    /// If that is not a date: a test names its day wrongly.
    #[must_use]
    pub fn on(day: &str) -> Arc<Self> {
        #[expect(clippy::expect_used, reason = "a test that names no day cannot go on")]
        let day: NaiveDate = day.parse().expect("a date as 2026-03-02");
        let nine = NaiveDateTime::from(day).and_utc().timestamp_millis() + 9 * HOUR;
        Arc::new(Self(AtomicI64::new(nine)))
    }

    /// Moves it on (or back) by so many milliseconds.
    pub fn step(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }

    /// Moves it on by so many minutes.
    pub fn minutes(&self, minutes: i64) {
        self.step(minutes * MINUTE);
    }

    /// Moves it on by so many days.
    pub fn days(&self, days: i64) {
        self.step(days * 24 * HOUR);
    }
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

impl Clock for FixedClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }

    fn today(&self) -> NaiveDate {
        chrono::DateTime::from_timestamp_millis(self.now().0)
            .map_or_else(NaiveDate::default, |at| at.date_naive())
    }
}
