//! Steps taken one after the other: each named, timed and counted, the first that fails ends the walk.

use crate::count::{Count, count};
use crate::program::{hear, spoken};
use std::process::Command;
use std::time::{Duration, Instant};

/// The walk so far.
pub(crate) struct Steps {
    names: Vec<(String, Duration)>,
    counted: Count,
}

/// What a step amounts to.
pub(crate) enum Kind {
    /// One check that holds or does not.
    Check,
    /// Many tests, counted from what the runner prints.
    Tests,
}

impl Steps {
    pub(crate) fn new() -> Self {
        Self {
            names: Vec::new(),
            counted: Count::default(),
        }
    }

    /// Runs one program as a step.
    pub(crate) fn run(
        &mut self,
        name: &str,
        kind: &Kind,
        command: &mut Command,
    ) -> Result<(), String> {
        println!("\n── {name}: {}", spoken(command));
        let started = Instant::now();
        let heard = hear(command).map_err(|why| self.stopped(name, &why))?;
        let mut tests = match kind {
            Kind::Check => Count {
                passed: u32::from(heard.succeeded),
                failed: 0,
            },
            Kind::Tests => count(&heard.said),
        };
        if !heard.succeeded && tests.failed == 0 {
            // It did not get as far as counting: that is one failure all the same.
            tests.failed = 1;
        }
        self.counted += tests;
        let took = started.elapsed();
        self.names.push((name.to_owned(), took));
        if !heard.succeeded {
            return Err(self.stopped(name, "it failed; the reason is above"));
        }
        if matches!(kind, Kind::Tests) && tests.passed == 0 {
            // A runner that finds no test is a broken runner, not a success.
            self.counted.failed += 1;
            return Err(self.stopped(name, "no test was run"));
        }
        println!("   {name}: {} in {}", tally(tests), seconds(took));
        Ok(())
    }

    /// The words after the last step: how long each took, then one line that counts everything.
    pub(crate) fn finished(&self) {
        println!("\n{}", self.table());
        println!(
            "{} passed, {} failed",
            self.counted.passed, self.counted.failed
        );
    }

    fn stopped(&mut self, name: &str, why: &str) -> String {
        self.counted.failed = self.counted.failed.max(1);
        let Count { passed, failed } = self.counted;
        format!(
            "\n{}\nstopped at {name}: {why}\n{passed} passed, {failed} failed",
            self.table()
        )
    }

    fn table(&self) -> String {
        let lines: Vec<String> = self
            .names
            .iter()
            .map(|(name, took)| format!("{:>9}  {name}", seconds(*took)))
            .collect();
        lines.join("\n")
    }
}

fn tally(tests: Count) -> String {
    match tests {
        Count {
            passed: 1,
            failed: 0,
        } => String::from("passed"),
        Count { passed, failed: 0 } => format!("{passed} passed"),
        Count { passed, failed } => format!("{passed} passed, {failed} failed"),
    }
}

fn seconds(took: Duration) -> String {
    let whole = took.as_secs();
    if whole >= 60 {
        format!("{} min {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", took.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Steps};
    use crate::program::program;

    #[test]
    fn a_check_that_holds_counts_as_one() {
        let mut steps = Steps::new();
        let outcome = steps.run("words", &Kind::Check, &mut program("cargo", &["--version"]));
        assert_eq!(outcome, Ok(()));
        assert_eq!((steps.counted.passed, steps.counted.failed), (1, 0));
    }

    #[test]
    fn a_step_that_fails_ends_in_a_line_that_counts() {
        let mut steps = Steps::new();
        let outcome = steps.run(
            "nonsense",
            &Kind::Check,
            &mut program("cargo", &["no-such-word"]),
        );
        let words = outcome.err().unwrap_or_default();
        assert!(words.contains("stopped at nonsense"), "{words}");
        assert_eq!(words.lines().last(), Some("0 passed, 1 failed"));
    }

    #[test]
    fn a_runner_that_runs_nothing_is_a_failure() {
        let mut steps = Steps::new();
        let outcome = steps.run(
            "silence",
            &Kind::Tests,
            &mut program("cargo", &["--version"]),
        );
        let words = outcome.err().unwrap_or_default();
        assert!(words.contains("no test was run"), "{words}");
        assert_eq!(words.lines().last(), Some("0 passed, 1 failed"));
    }
}
