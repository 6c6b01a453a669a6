//! People's words, made fit to be set: paragraphs and lines, the direction they are read in, and a visible stand-in for the few
//! characters that no bundled face has. A name in Chinese or a smiling face must never cost somebody their paper.

use super::fonts::FONTS;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Stands where a character cannot be printed.
pub(super) const SUBSTITUTE: char = '□';

/// Turns words into what the templates read, noting what had to be replaced.
pub(super) struct Words {
    /// Set only what the Latin faces have: the second attempt, when a mark could not be placed on its letter.
    pub only_latin: bool,
    pub replaced: BTreeSet<char>,
}

impl Words {
    /// One line.
    pub(super) fn line(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut previous = ' ';
        let mut run = 0_usize;
        for c in text.chars() {
            let c = if c == '\t' || c == '\n' || c == '\r' {
                ' '
            } else {
                c
            };
            if is_unseen(c, previous) {
                continue;
            }
            let private = matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..);
            let c = if c == '\u{FFFD}' || private || !FONTS.has(c, self.only_latin) {
                self.replaced.insert(c);
                SUBSTITUTE
            } else {
                c
            };
            out.push(c);
            previous = c;
            // A web address, or a key leant on, may be broken anywhere rather than run off the page.
            run = if c.is_whitespace() { 0 } else { run + 1 };
            if run >= LONG_WORD && run.is_multiple_of(BREAK_EVERY) {
                out.push('\u{200B}');
            }
        }
        out.trim().to_owned()
    }

    /// Paragraphs of lines, each with its direction; null if there are no words.
    pub(super) fn paragraphs(&mut self, text: &str) -> Value {
        let text = text
            .replace("\r\n", "\n")
            .replace(['\r', '\u{2028}', '\u{2029}', '\u{B}', '\u{C}'], "\n");
        let mut all = Vec::new();
        for paragraph in text.split("\n\n") {
            let lines: Vec<String> = paragraph
                .lines()
                .map(|line| self.line(line))
                .filter(|line| !line.is_empty())
                .collect();
            if !lines.is_empty() {
                let rtl = lines
                    .iter()
                    .flat_map(|line| line.chars())
                    .find_map(direction)
                    .unwrap_or(false);
                all.push(json!({ "lines": lines, "rtl": rtl }));
            }
        }
        if all.is_empty() {
            Value::Null
        } else {
            Value::Array(all)
        }
    }

    /// The paragraphs of each text that has words; null if none has.
    pub(super) fn list<'a>(&mut self, texts: impl IntoIterator<Item = &'a String>) -> Value {
        let all: Vec<Value> = texts
            .into_iter()
            .map(|text| self.paragraphs(text))
            .filter(|words| !words.is_null())
            .collect();
        if all.is_empty() {
            Value::Null
        } else {
            Value::Array(all)
        }
    }

    /// A line, or null if it is blank.
    pub(super) fn short(&mut self, text: &str) -> Value {
        let line = self.line(text);
        if line.is_empty() {
            Value::Null
        } else {
            Value::String(line)
        }
    }
}

/// From how many characters on a word is long, and how often it may then be broken.
const LONG_WORD: usize = 40;
const BREAK_EVERY: usize = 10;

/// Characters that only steer: controls, direction marks, selectors of emoji looks. Joiners stay where scripts need them.
fn is_unseen(c: char, previous: char) -> bool {
    match u32::from(c) {
        0x200C | 0x200D => !(0x0590..0x0E80).contains(&u32::from(previous)),
        0x00AD
        | 0x034F
        | 0x061C
        | 0x200B
        | 0x200E
        | 0x200F
        | 0x202A..=0x202E
        | 0x2060..=0x206F
        | 0xFEFF
        | 0xFFF9..=0xFFFC
        | 0xFE00..=0xFE0F
        | 0x1_F3FB..=0x1_F3FF
        | 0xE_0000..=0xE_0FFF => true,
        _ => c.is_control(),
    }
}

/// Whether a character is read from right to left; nothing if it has no direction of its own.
fn direction(c: char) -> Option<bool> {
    if matches!(u32::from(c), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF) {
        Some(true)
    } else {
        c.is_alphabetic().then_some(false)
    }
}

/// A day in words: "Sunday 22 November 2026".
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%A %-d %B %Y").to_string()
}

/// A day as an object of the templates, or null.
pub(super) fn maybe_day(date: Option<NaiveDate>) -> Value {
    date.map_or(Value::Null, |date| Value::String(day(date)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;

    fn words() -> Words {
        Words {
            only_latin: false,
            replaced: BTreeSet::new(),
        }
    }

    #[test]
    fn what_cannot_be_printed_is_shown_and_told() {
        let mut words = words();
        assert_eq!(
            words.line("Mei 梅\u{200D} \u{1F9D1}\u{1F3FD} ok\u{0007}"),
            "Mei □ □ ok"
        );
        assert_eq!(words.replaced.iter().collect::<String>(), "梅\u{1F9D1}");
    }

    #[test]
    fn a_language_read_from_the_right_is_set_so() {
        let value = words().paragraphs("میں ہر منگل کو جاتا ہوں\n\nI like Tuesdays\nand tea");
        assert_eq!(value[0]["rtl"], true);
        assert_eq!(value[1]["rtl"], false);
        assert_eq!(value[1]["lines"].as_array().unwrap().len(), 2);
        assert!(words().paragraphs(" \n\n\t").is_null());
    }

    #[test]
    fn an_endless_word_may_be_broken() {
        assert!(words().line(&"a".repeat(100)).contains('\u{200B}'));
        assert!(
            !words()
                .line("antidisestablishmentarianism")
                .contains('\u{200B}')
        );
    }
}
