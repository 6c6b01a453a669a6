//! Time and order. The wall clock is passed in; order between laptops is the hybrid logical clock's.
//!
//! A stamp is 16 bytes that sort as time does: 6 of milliseconds, 2 of a counter, 8 of the device. A wall clock that goes back
//! never makes a stamp go back: the counter carries on from the last stamp seen (Kulkarni et al., 2014).

use crate::error::{Result, StoreError};
use alongside_domain::Moment;
use chrono::{Local, NaiveDate, TimeZone as _, Utc};

/// Tells the time. Passed in, so that tests say what day it is.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Moment;
    /// The date on the wall of the place.
    fn today(&self) -> NaiveDate;
}

/// The computer's own clock and time zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Moment(Utc::now().timestamp_millis())
    }

    fn today(&self) -> NaiveDate {
        Local::now().date_naive()
    }
}

/// The date on the wall of the place at a moment.
#[must_use]
pub fn date_of(moment: Moment) -> NaiveDate {
    Local
        .timestamp_millis_opt(moment.0)
        .single()
        .map_or_else(NaiveDate::default, |at| at.date_naive())
}

/// Bytes of a stamp.
pub const STAMP_BYTES: usize = 16;

/// When and on which device a value was written.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Stamp(pub [u8; STAMP_BYTES]);

impl Stamp {
    fn new(millis: u64, counter: u16, device: [u8; 8]) -> Self {
        let mut bytes = [0_u8; STAMP_BYTES];
        let parts = millis
            .to_be_bytes()
            .into_iter()
            .skip(2)
            .chain(counter.to_be_bytes())
            .chain(device);
        for (place, byte) in bytes.iter_mut().zip(parts) {
            *place = byte;
        }
        Self(bytes)
    }

    /// Reads a stamp.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if there are not 16 bytes.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| StoreError::Damaged("a stamp is not 16 bytes"))
    }

    /// The device that gave it.
    #[must_use]
    pub fn device(self) -> [u8; 8] {
        let mut device = [0; 8];
        for (place, byte) in device.iter_mut().zip(self.0.into_iter().skip(8)) {
            *place = byte;
        }
        device
    }

    /// Its milliseconds since 1970, as the clock of its device had them.
    #[must_use]
    pub fn millis(self) -> u64 {
        self.order().0
    }

    fn order(self) -> (u64, u16) {
        let millis = self
            .0
            .iter()
            .take(6)
            .fold(0_u64, |n, byte| (n << 8) | u64::from(*byte));
        let counter = self
            .0
            .iter()
            .skip(6)
            .take(2)
            .fold(0_u16, |n, byte| (n << 8) | u16::from(*byte));
        (millis, counter)
    }
}

/// Where the last stamp is kept once commits of others stand among this device's own.
pub(crate) const LAST: &str = "clock";

/// The hybrid logical clock of this device.
#[derive(Clone, Debug)]
pub struct Hybrid {
    device: [u8; 8],
    last: (u64, u16),
}

impl Hybrid {
    /// A clock that carries on after the last stamp known here.
    #[must_use]
    pub fn new(device: [u8; 8], last: Option<Stamp>) -> Self {
        Self {
            device,
            last: last.map_or((0, 0), Stamp::order),
        }
    }

    /// Keeps how far it has got.
    pub(crate) fn keep(&self, connection: &rusqlite::Connection) -> Result<()> {
        crate::local::set_meta(connection, LAST, &self.last().0)
    }

    /// The same clock, of another device.
    #[must_use]
    pub fn of_device(mut self, device: [u8; 8]) -> Self {
        self.device = device;
        self
    }

    /// The last stamp that it gave or saw, as it would have given it.
    #[must_use]
    pub fn last(&self) -> Stamp {
        Stamp::new(self.last.0, self.last.1, self.device)
    }

    /// The device whose clock it is.
    #[must_use]
    pub fn device(&self) -> [u8; 8] {
        self.device
    }

    /// A stamp later than every other that this clock gave or saw.
    pub fn tick(&mut self, now: Moment) -> Stamp {
        let wall = u64::try_from(now.0).unwrap_or(0) & 0xFFFF_FFFF_FFFF;
        self.last = match self.last {
            (millis, _) if wall > millis => (wall, 0),
            (millis, u16::MAX) => (millis + 1, 0),
            (millis, counter) => (millis, counter + 1),
        };
        Stamp::new(self.last.0, self.last.1, self.device)
    }

    /// Takes note of a stamp from elsewhere, so that the next edit here is later.
    pub fn see(&mut self, stamp: Stamp) {
        self.last = self.last.max(stamp.order());
    }
}

/// The stamps of a row: when it was made, and of each field changed since. One compact column: 16 bytes, then 18 a changed field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamps {
    made: Stamp,
    changed: Vec<(u16, Stamp)>,
}

impl Stamps {
    /// Of a row just made.
    #[must_use]
    pub fn made(stamp: Stamp) -> Self {
        Self {
            made: stamp,
            changed: Vec::new(),
        }
    }

    /// Reads the column.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if it is not whole.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let (made, rest) = bytes
            .split_at_checked(STAMP_BYTES)
            .ok_or(StoreError::Damaged("a row has no stamps"))?;
        let changed = rest
            .chunks(STAMP_BYTES + 2)
            .map(|entry| match entry {
                [high, low, stamp @ ..] => {
                    Ok((u16::from_be_bytes([*high, *low]), Stamp::read(stamp)?))
                }
                _ => Err(StoreError::Damaged("a row's stamps are cut short")),
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            made: Stamp::read(made)?,
            changed,
        })
    }

    /// The column.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.made.0.to_vec();
        for (field, stamp) in &self.changed {
            bytes.extend(field.to_be_bytes());
            bytes.extend(stamp.0);
        }
        bytes
    }

    /// When a field was last written.
    #[must_use]
    pub fn of(&self, field: u16) -> Stamp {
        self.changed
            .iter()
            .find(|(number, _)| *number == field)
            .map_or(self.made, |(_, stamp)| *stamp)
    }

    /// When the row was made.
    #[must_use]
    pub fn made_at(&self) -> Stamp {
        self.made
    }

    /// Every stamp among them, the row's own first.
    pub fn all(&self) -> impl Iterator<Item = Stamp> + '_ {
        std::iter::once(self.made).chain(self.changed.iter().map(|(_, stamp)| *stamp))
    }

    /// The fields that have a stamp of their own.
    pub fn changed(&self) -> impl Iterator<Item = (u16, Stamp)> + '_ {
        self.changed.iter().copied()
    }

    /// Changes every stamp in its place.
    pub fn each(&mut self, mut change: impl FnMut(&mut Stamp)) {
        change(&mut self.made);
        for (_, stamp) in &mut self.changed {
            change(stamp);
        }
    }

    /// Notes that a field was written.
    pub fn set(&mut self, field: u16, stamp: Stamp) {
        match self.changed.iter_mut().find(|(number, _)| *number == field) {
            Some((_, old)) => *old = stamp,
            None => self.changed.push((field, stamp)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_clock_set_back_a_year_still_orders_what_is_written() {
        let mut clock = Hybrid::new(*b"laptop-1", None);
        let first = clock.tick(Moment(1_800_000_000_000));
        let second = clock.tick(Moment(1_770_000_000_000));
        assert!(second > first);
        let reopened = Hybrid::new(*b"laptop-1", Some(second)).tick(Moment(0));
        assert!(reopened > second);
    }

    #[test]
    fn a_write_that_saw_anothers_is_later_than_it() {
        let ahead = Hybrid::new(*b"laptop-2", None).tick(Moment(2_000_000_000_000));
        let mut clock = Hybrid::new(*b"laptop-1", None);
        clock.see(ahead);
        assert!(clock.tick(Moment(1_800_000_000_000)) > ahead);
    }

    proptest! {
        #[test]
        fn stamps_only_grow(times in prop::collection::vec(0_i64..4_000_000_000_000, 1..200)) {
            let mut clock = Hybrid::new(*b"laptop-1", None);
            let stamps: Vec<Stamp> = times.iter().map(|at| clock.tick(Moment(*at))).collect();
            prop_assert!(stamps.is_sorted_by(|a, b| a < b));
        }

        #[test]
        fn a_rows_stamps_come_back_as_they_were(fields in prop::collection::vec(0_u16..400, 0..30)) {
            let mut clock = Hybrid::new(*b"laptop-1", None);
            let mut stamps = Stamps::made(clock.tick(Moment(1)));
            for field in &fields { stamps.set(*field, clock.tick(Moment(2))); }
            prop_assert_eq!(Stamps::read(&stamps.bytes()).unwrap(), stamps);
        }
    }
}
