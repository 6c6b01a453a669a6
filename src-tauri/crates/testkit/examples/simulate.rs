//! Runs seeds of the simulated team: `cargo run --release -p alongside-testkit --example simulate -- --seeds 0..1000`.
//!
//! `--doublecheck` runs each twice and compares. `--threads 2` says how many at a time. `--fault SkipSignature` makes every laptop forget
//! that duty (`sync/src/fault.rs`, `store/src/fault.rs`), to see what finds it; `--fault all` takes them one after the other.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a program for the terminal"
)]

use alongside_testkit::sim;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Forgets a duty of that name, if there is one, on this thread.
fn forget(name: Option<&str>) {
    let of_sync = alongside_sync::fault::Fault::ALL.iter().copied();
    let of_store = alongside_store::fault::Fault::ALL.iter().copied();
    alongside_sync::fault::forget(of_sync.clone().find(|it| Some(&*format!("{it:?}")) == name));
    alongside_store::fault::forget(
        of_store
            .clone()
            .find(|it| Some(&*format!("{it:?}")) == name),
    );
}

/// For each duty, the first seed that finds it forgotten.
fn every_fault(from: u64, to: u64) {
    let of_sync = alongside_sync::fault::Fault::ALL
        .iter()
        .map(|it| format!("{it:?}"));
    let of_store = alongside_store::fault::Fault::ALL
        .iter()
        .map(|it| format!("{it:?}"));
    for name in of_sync.chain(of_store) {
        let found = (from..to).find_map(|seed| {
            forget(Some(&name));
            let ended = sim::play(seed, &sim::deeds::deeds(seed), false);
            forget(None);
            ended.err().map(|(why, _)| (seed, why))
        });
        match found {
            Some((seed, why)) => {
                let why: String = why.chars().take(150).collect();
                println!("{name}: seed {seed}: {why}");
            }
            None => println!("{name}: no seed"),
        }
    }
}

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
    let fault = after("--fault");
    if fault.as_deref() == Some("all") {
        return every_fault(from, to);
    }
    let (next, failures, steps) = (AtomicU64::new(from), AtomicU64::new(0), AtomicU64::new(0));
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                forget(fault.as_deref());
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
