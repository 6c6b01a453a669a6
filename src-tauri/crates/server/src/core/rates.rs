//! How often somebody may ask: a bucket of turns each, that fills again with time. In memory, bounded, and gone with the process.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// A bucket: how many turns it holds, and how many come back in a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Turns that may be taken at once.
    pub size: u32,
    /// Turns that come back in a minute.
    pub per_minute: u32,
}

#[derive(Clone, Copy)]
struct Level {
    /// In thousandths of a turn.
    left: i64,
    at: i64,
}

/// A bucket for each of many.
pub struct Buckets<Name> {
    bucket: Bucket,
    most: usize,
    levels: Mutex<HashMap<Name, Level>>,
}

impl<Name> std::fmt::Debug for Buckets<Name> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Buckets")
    }
}

impl<Name: Hash + Eq + Clone> Buckets<Name> {
    /// For at most `most` names at one time.
    #[must_use]
    pub fn new(bucket: Bucket, most: usize) -> Self {
        Self {
            bucket,
            most: most.max(1),
            levels: Mutex::new(HashMap::new()),
        }
    }

    /// Takes turns, or says in how many seconds there will be enough.
    ///
    /// # Errors
    /// Seconds to wait.
    pub fn take(&self, name: Name, turns: u32, now: i64) -> Result<(), u32> {
        let full = i64::from(self.bucket.size) * 1000;
        let per_minute = i64::from(self.bucket.per_minute.max(1));
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        if levels.len() >= self.most && !levels.contains_key(&name) {
            // Whoever has a full bucket by now is as good as new. If all are busy, they begin anew: better than to grow without end.
            levels.retain(|_, level| refilled(*level, full, per_minute, now) < full);
            if levels.len() >= self.most {
                levels.clear();
            }
        }
        let level = levels.entry(name).or_insert(Level {
            left: full,
            at: now,
        });
        level.left = refilled(*level, full, per_minute, now);
        level.at = now;
        let wanted = i64::from(turns) * 1000;
        if level.left >= wanted {
            level.left -= wanted;
            return Ok(());
        }
        // A minute of 60,000 ms brings `per_minute` turns of a thousand thousandths: `per_minute / 60` thousandths a millisecond.
        let milliseconds = (wanted - level.left).saturating_mul(60) / per_minute;
        Err(u32::try_from(milliseconds / 1000 + 1).unwrap_or(u32::MAX))
    }
}

fn refilled(level: Level, full: i64, per_minute: i64, now: i64) -> i64 {
    // A clock that was set back fills nothing.
    let passed = now.saturating_sub(level.at).clamp(0, 3_600_000);
    (level.left + passed * per_minute / 60).min(full)
}

#[cfg(test)]
mod tests {
    use super::{Bucket, Buckets};

    const NOW: i64 = 1_800_000_000_000;

    #[test]
    fn whoever_asks_too_often_waits_and_nobody_else_does() {
        let buckets = Buckets::new(
            Bucket {
                size: 3,
                per_minute: 60,
            },
            10,
        );
        for _ in 0..3 {
            assert_eq!(buckets.take("Amira", 1, NOW), Ok(()));
        }
        assert_eq!(buckets.take("Amira", 1, NOW), Err(2));
        assert_eq!(buckets.take("Tom", 1, NOW), Ok(()));
        assert_eq!(buckets.take("Amira", 1, NOW + 1_000), Ok(()));
        assert!(buckets.take("Amira", 1, NOW + 1_000).is_err());
        // A clock that jumps back neither fills nor panics.
        assert!(buckets.take("Amira", 1, NOW - 9_999_999).is_err());
    }

    #[test]
    fn a_crowd_of_names_takes_no_more_memory_than_was_allowed() {
        let buckets = Buckets::new(
            Bucket {
                size: 1,
                per_minute: 1,
            },
            100,
        );
        for name in 0..10_000_u32 {
            assert_eq!(buckets.take(name, 1, NOW), Ok(()));
        }
        let kept = buckets
            .levels
            .lock()
            .map_or(usize::MAX, |levels| levels.len());
        assert!(kept <= 100, "{kept}");
    }
}
