//! Runs seeds of the simulated team: `cargo run --release -p alongside-testkit --example simulate -- --seeds 0..1000`.
//!
//! `--doublecheck` runs each twice and compares. `--threads 2` says how many at a time.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a program for the terminal"
)]

use alongside_testkit::sim;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| {
        let at = words.iter().position(|word| word == name)?;
        words.get(at + 1).cloned()
    };
    let seeds = after("--seeds").unwrap_or_else(|| "0..100".to_owned());
    let (from, to) = seeds.split_once("..").unwrap();
    let (from, to): (u64, u64) = (from.parse().unwrap(), to.parse().unwrap());
    let threads: usize = after("--threads").map_or(1, |text| text.parse().unwrap());
    let is_double = words.iter().any(|word| word == "--doublecheck");
    let most_failures: u64 = after("--failures").map_or(1, |text| text.parse().unwrap());
    let (next, failures, steps) = (AtomicU64::new(from), AtomicU64::new(0), AtomicU64::new(0));
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::SeqCst);
                    if seed >= to || failures.load(Ordering::SeqCst) >= most_failures {
                        break;
                    }
                    match sim::run(seed) {
                        Ok(ended) => {
                            steps.fetch_add(ended.steps, Ordering::SeqCst);
                            if is_double && sim::run(seed).ok().as_ref() != Some(&ended) {
                                eprintln!("seed {seed} is not the same each time");
                                failures.fetch_add(1, Ordering::SeqCst);
                            }
                        }
                        Err(failed) => {
                            eprintln!("{failed}");
                            failures.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                }
            });
        }
    });
    let count = next.load(Ordering::SeqCst).min(to) - from;
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{count} seeds, {} steps, {:.1} seeds per second, {} failed",
        steps.load(Ordering::SeqCst),
        count as f64 / seconds,
        failures.load(Ordering::SeqCst)
    );
    if failures.load(Ordering::SeqCst) > 0 {
        std::process::exit(1);
    }
}
