//! From a key press to the list as it is after it, on the screen.
//!
//! Measured inside the page, so that the driver's own way there and back is not counted: from the time stamp of the key's
//! event to the second frame after the list has changed, the first at which what was drawn is certain to be seen.

use alongside_testkit::window::Window;
use serde_json::Value;

/// How long a letter may take before it counts as one that changes nothing.
const NOTHING_AFTER_MS: u32 = 3000;

/// What came of every letter that was typed.
#[derive(Debug, Default)]
pub struct Typed {
    /// Milliseconds, for each letter that changed the list; sorted.
    times: Vec<f64>,
    /// Letters after which the list was as before.
    pub unchanged: usize,
}

impl Typed {
    /// How many letters changed the list.
    pub fn changed(&self) -> usize {
        self.times.len()
    }

    /// The time that this share of the letters did not exceed (nearest rank).
    pub fn within(&self, percent: usize) -> f64 {
        let rank = (self.times.len() * percent).div_ceil(100).max(1);
        self.times.get(rank - 1).copied().unwrap_or(f64::NAN)
    }

    /// Both together.
    pub fn and(mut self, other: Self) -> Self {
        self.times.extend(other.times);
        self.times.sort_by(f64::total_cmp);
        self.unchanged += other.unchanged;
        self
    }
}

/// What the list shows: how many there are, and the words of the rows in sight.
const WATCH: &str = "
    const seen = () => {
      const grid = document.querySelector('main [role=grid]');
      if (!grid) return 'nothing';
      const rows = Array.from(grid.querySelectorAll('[role=row]'), (row) => row.textContent);
      return [grid.getAttribute('aria-rowcount'), ...rows].join('|');
    };
    const letter = { before: '', pressed: null, took: null };
    window.__seen = seen;
    window.__letter = letter;
    addEventListener('keydown', (event) => {
      letter.before = seen();
      letter.took = null;
      letter.pressed = event.timeStamp;
    }, true);
    new MutationObserver(() => {
      if (letter.pressed === null || seen() === letter.before) return;
      const since = letter.pressed;
      letter.pressed = null;
      requestAnimationFrame(() => requestAnimationFrame(() => { letter.took = performance.now() - since; }));
    }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true, attributes: true });";

/// Waits in the page for what came of the letter: milliseconds, or null when nothing changed.
const OUTCOME: &str = "
    const [longest, done] = arguments;
    const from = performance.now();
    const look = () => {
      if (window.__letter.took !== null) done(window.__letter.took);
      else if (window.__letter.pressed !== null && performance.now() - from > longest) done(null);
      else requestAnimationFrame(look);
    };
    look();";

/// Types each search letter by letter into a field above a list, each letter after the one before has been seen.
pub fn type_searches(window: &Window, field: &str, searches: &[&str]) -> Typed {
    let _ = window.run(WATCH);
    let mut typed = Typed::default();
    let _ = window.find("grid", "…");
    let whole = window.run("return window.__seen()");
    for search in searches {
        window.click("textbox", field);
        for letter in search.chars() {
            window.types(&letter.to_string());
            match window.run_and_wait(OUTCOME, &[Value::from(NOTHING_AFTER_MS)]) {
                Value::Null => typed.unchanged += 1,
                took => typed.times.extend(took.as_f64()),
            }
        }
        window.press("Ctrl+A");
        window.press("Backspace");
        window.wait_until("the whole list again", |window| {
            window.run("return window.__seen()") == whole
        });
    }
    typed.times.sort_by(f64::total_cmp);
    typed
}
