//! Reading from what the test runners print how many tests passed and failed.
//!
//! The runners' own words are the only thing all of them share: nextest, cargo's own harness and Vitest each print a
//! summary that people read too, so it stays stable.

/// Tests that passed and tests that failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Adds up every summary line found, of whichever runner.
pub(crate) fn count(said: &str) -> Count {
    let mut all = Count::default();
    for line in plain(said).lines() {
        let line = line.trim();
        let summary = line.starts_with("test result:")
            || (line.starts_with("Summary [") && line.contains("run:"))
            || (line.starts_with("Tests ") && line.ends_with(')'));
        if summary {
            all += Count {
                passed: number_before(line, "passed"),
                // nextest counts a test that ran out of time apart from one that failed.
                failed: number_before(line, "failed") + number_before(line, "timed out"),
            };
        }
    }
    all
}

/// The number that stands before a word, or none.
fn number_before(line: &str, word: &str) -> u32 {
    let Some((before, _)) = line.split_once(word) else {
        return 0;
    };
    before
        .split_whitespace()
        .next_back()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// The text without the colours a terminal is told of (`ESC [ ... letter`).
fn plain(said: &str) -> String {
    let mut letters = said.chars();
    let mut plain = String::with_capacity(said.len());
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().skip(1).find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{Count, count};

    #[test]
    fn cargos_own_harness_is_added_up_over_several_binaries() {
        let said = "running 2 tests\ntest result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                    test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(
            count(said),
            Count {
                passed: 5,
                failed: 1
            }
        );
    }

    #[test]
    fn nextest_is_understood_in_colour() {
        let said = "\u{1b}[32;1m     Summary\u{1b}[0m [   4.2s] 41 tests run: \u{1b}[1m38\u{1b}[0m passed (1 slow), 2 failed, 1 timed out, 4 skipped";
        assert_eq!(
            count(said),
            Count {
                passed: 38,
                failed: 3
            }
        );
    }

    #[test]
    fn vitest_counts_tests_and_not_files() {
        let said = " Test Files  1 failed | 9 passed (10)\n      Tests  2 failed | 71 passed (73)\n   Start at  10:00:00\n";
        assert_eq!(
            count(said),
            Count {
                passed: 71,
                failed: 2
            }
        );
    }

    #[test]
    fn ordinary_talk_counts_as_nothing() {
        assert_eq!(
            count("12 passed by the window\nTests are good (really)\n"),
            Count::default()
        );
    }
}
