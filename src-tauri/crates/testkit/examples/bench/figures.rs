//! Medians, percentiles and the table.

use std::time::{Duration, Instant};

/// Times of one thing done often.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Does it once more and notes how long it took.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        self.0.push(begun.elapsed());
        done
    }

    /// Notes a time in milliseconds.
    pub fn note(&mut self, millis: f64) {
        self.0.push(Duration::from_secs_f64(millis / 1000.0));
    }

    /// The time within which so many in a hundred were done, in milliseconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort();
        let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted
            .get(at)
            .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    /// The median, in milliseconds.
    pub fn median(&self) -> f64 {
        self.percentile(50)
    }
}

/// Both sides of one comparison.
#[derive(Default)]
pub struct Pair {
    /// The store.
    pub ours: Times,
    /// Plain SQLite.
    pub plain: Times,
}

/// A line of the table.
pub fn line(what: &str, ours: f64, plain: Option<f64>, target: &str, met: bool) {
    let (plain, ratio) = plain.map_or((String::from("–"), String::from("–")), |plain| {
        (format!("{plain:.2}"), format!("{:.2}", ours / plain))
    });
    let met = if met { "met" } else { "**missed**" };
    println!("| {what} | {ours:.2} | {plain} | {ratio} | {target} | {met} |");
}

/// Compares medians against a ratio.
pub fn compare(what: &str, pair: &Pair, most: f64) {
    let (ours, plain) = (pair.ours.median(), pair.plain.median());
    line(
        what,
        ours,
        Some(plain),
        &format!("≤ {most} ×"),
        ours <= plain * most,
    );
}
