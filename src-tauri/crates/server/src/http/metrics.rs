//! Figures for Prometheus: kinds of requests and how they went. No team, device, person or address.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper ends of the times that are told apart, in milliseconds.
const TIMES: [u64; 10] = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000];

#[derive(Default)]
struct Times {
    within: [u64; TIMES.len()],
    count: u64,
    total: Duration,
}

#[derive(Default)]
pub(super) struct Metrics {
    requests: Mutex<BTreeMap<(&'static str, u16), u64>>,
    times: Mutex<BTreeMap<&'static str, Times>>,
    listening: AtomicI64,
    connections: AtomicI64,
}

impl Metrics {
    pub(super) fn note(&self, name: &'static str, status: u16, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((name, status)).or_default() += 1;
        drop(requests);
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let times = times.entry(name).or_default();
        for (end, within) in TIMES.iter().zip(&mut times.within) {
            if took <= Duration::from_millis(*end) {
                *within += 1;
            }
        }
        times.count += 1;
        times.total += took;
    }

    pub(super) fn listens(&self, by: i64) {
        self.listening.fetch_add(by, Ordering::Relaxed);
    }

    pub(super) fn connects(&self, by: i64) {
        self.connections.fetch_add(by, Ordering::Relaxed);
    }

    /// In Prometheus' text format.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a String does not fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let about = |text: &mut String, name: &str, kind: &str, help: &str| {
            write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n")
        };
        let name = "alongside_requests_total";
        about(
            text,
            name,
            "counter",
            "Requests answered, by kind and status.",
        )?;
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        for ((kind, status), count) in requests.iter() {
            writeln!(
                text,
                "{name}{{request=\"{kind}\",status=\"{status}\"}} {count}"
            )?;
        }
        drop(requests);
        let name = "alongside_request_seconds";
        about(
            text,
            name,
            "histogram",
            "Time until a request was answered.",
        )?;
        let all = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        for (kind, times) in all.iter() {
            for (end, within) in TIMES.iter().zip(times.within) {
                let end = *end as f64 / 1000.0;
                writeln!(
                    text,
                    "{name}_bucket{{request=\"{kind}\",le=\"{end}\"}} {within}"
                )?;
            }
            let (count, total) = (times.count, times.total.as_secs_f64());
            writeln!(
                text,
                "{name}_bucket{{request=\"{kind}\",le=\"+Inf\"}} {count}"
            )?;
            writeln!(text, "{name}_sum{{request=\"{kind}\"}} {total}")?;
            writeln!(text, "{name}_count{{request=\"{kind}\"}} {count}")?;
        }
        drop(all);
        let name = "alongside_listening";
        about(text, name, "gauge", "Devices that wait to be woken.")?;
        writeln!(text, "{name} {}", self.listening.load(Ordering::Relaxed))?;
        let name = "alongside_connections";
        about(text, name, "gauge", "Open connections.")?;
        writeln!(text, "{name} {}", self.connections.load(Ordering::Relaxed))
    }
}
