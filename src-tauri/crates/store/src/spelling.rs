//! Words of the directory, by sound reason kept in memory: what was typed and is no word of any service is read as the nearest that is.
//!
//! Nearest by edits: a letter too many, too few, wrong, or two exchanged. One edit for short words, two for long ones. Comparing with
//! every word of a country's directory would be felt at each key; a mask of the letters in a word rules out all but a few first.

use crate::error::Result;
use rusqlite::Connection;

/// A word of fewer letters is not read as another: too many are near it.
const SHORTEST: usize = 4;
/// From so many letters on, two edits.
const LONG: usize = 7;
/// So many readings of a word.
const READINGS: usize = 3;

/// One word of the directory.
struct Known {
    word: Box<str>,
    letters: u32,
    /// Services that have it.
    services: u32,
}

/// The words of the directory, in order.
#[derive(Default)]
pub(crate) struct Vocabulary {
    words: Vec<Known>,
    /// The directory's last row when they were read.
    upto: i64,
}

impl Vocabulary {
    pub(crate) fn read(connection: &Connection) -> Result<Self> {
        let upto = last_row(connection)?;
        let mut statement = connection.prepare(
            "SELECT term, doc FROM service_vocabulary WHERE length(term) BETWEEN 4 AND 24 AND term NOT GLOB '*[0-9]*'",
        )?;
        let mut rows = statement.query([])?;
        let mut words = Vec::new();
        while let Some(row) = rows.next()? {
            let word: String = row.get(0)?;
            words.push(Known {
                letters: letters(&word),
                word: word.into_boxed_str(),
                services: row.get(1)?,
            });
        }
        words.sort_unstable_by(|a, b| a.word.cmp(&b.word));
        Ok(Self { words, upto })
    }

    /// Whether so much was added since that it should be read anew. Words that are new are found as they are in any case.
    pub(crate) fn is_old(&self, connection: &Connection) -> Result<bool> {
        let now = last_row(connection)?;
        Ok(now < self.upto || now > self.upto + 50 + self.upto / 10)
    }

    /// Whether a word of the directory begins so.
    fn has_beginning(&self, typed: &str) -> bool {
        let at = self.words.partition_point(|known| &*known.word < typed);
        self.words
            .get(at)
            .is_some_and(|known| known.word.starts_with(typed))
    }

    /// The words that begin so, those of most services first, and how often services have any of them.
    pub(crate) fn begun(&self, beginning: &str) -> (Vec<&str>, u64) {
        let first = self.words.partition_point(|known| &*known.word < beginning);
        let mut begun: Vec<&Known> = self
            .words
            .iter()
            .skip(first)
            .take_while(|known| known.word.starts_with(beginning))
            .collect();
        begun.sort_by_key(|known| std::cmp::Reverse(known.services));
        let often = begun.iter().map(|known| u64::from(known.services)).sum();
        (begun.iter().map(|known| &*known.word).collect(), often)
    }

    /// Whether it is a word, or the beginning of one.
    pub(crate) fn knows(&self, typed: &str) -> bool {
        self.has_beginning(&plain(typed))
    }

    /// What a word may have been meant for; nothing if it is a word, or the beginning of one, or too short to tell.
    pub(crate) fn readings(&self, typed: &str) -> Vec<&str> {
        let typed = plain(typed);
        let length = typed.chars().count();
        let is_word = typed.chars().all(char::is_alphabetic);
        if !is_word || length < SHORTEST || self.has_beginning(&typed) {
            return Vec::new();
        }
        let most = if length < LONG { 1 } else { 2 };
        let (mask, typed): (u32, Vec<char>) = (letters(&typed), typed.chars().collect());
        let mut near: Vec<(usize, u32, &str)> = self
            .words
            .iter()
            .filter(|known| (mask & !known.letters).count_ones() as usize <= most)
            .filter_map(|known| {
                let edits = edits_of(&typed, &known.word, most)?;
                Some((edits, known.services, &*known.word))
            })
            .collect();
        near.sort_unstable_by_key(|(edits, services, word)| {
            // Who mistypes rarely mistypes the first letter.
            let first = usize::from(word.chars().next() != typed.first().copied());
            (edits + first, u32::MAX - services)
        });
        near.into_iter()
            .take(READINGS)
            .map(|(_, _, word)| word)
            .collect()
    }
}

#[cfg(test)]
impl Vocabulary {
    /// Of these words, each in so many services.
    pub(crate) fn of(words: &[(&str, u32)]) -> Self {
        let mut words: Vec<Known> = words
            .iter()
            .map(|(word, services)| Known {
                word: (*word).into(),
                letters: letters(word),
                services: *services,
            })
            .collect();
        words.sort_unstable_by(|a, b| a.word.cmp(&b.word));
        Self { words, upto: 0 }
    }
}

fn last_row(connection: &Connection) -> Result<i64> {
    Ok(connection
        .prepare_cached("SELECT coalesce(max(n), 0) FROM services")?
        .query_row([], |row| row.get(0))?)
}

/// As the index has it: small letters without marks. Only those of the Latin script are worth it here.
pub(crate) fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36F}'))
        .map(|c| match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'ŵ' => 'w',
            'ŷ' | 'ÿ' | 'ý' => 'y',
            'ñ' => 'n',
            'ç' => 'c',
            c => c,
        })
        .collect()
}

/// Which letters are in a word.
fn letters(word: &str) -> u32 {
    word.chars().fold(0, |mask, c| {
        let bit = match c {
            'a'..='z' => u32::from(c) - u32::from('a'),
            _ => 26 + u32::from(c) % 6,
        };
        mask | 1 << bit
    })
}

/// How many edits make one word of the other, or of its beginning; nothing if more than the most.
#[must_use]
pub fn edits(typed: &str, word: &str, most: usize) -> Option<usize> {
    edits_of(&typed.chars().collect::<Vec<_>>(), word, most)
}

fn edits_of(typed: &[char], word: &str, most: usize) -> Option<usize> {
    let word: Vec<char> = word.chars().collect();
    if word.len() + most < typed.len() {
        return None;
    }
    // Only so much of a longer word as was typed yet, unless it is nearly all of it.
    let end = if word.len() > typed.len() + most {
        typed.len() + most
    } else {
        word.len()
    };
    let is_beginning = end < word.len();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=end).collect();
    for (row, a) in typed.iter().enumerate() {
        let mut now = vec![row + 1];
        for column in 0..end {
            let b = word.get(column)?;
            let at =
                |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&last, column) + usize::from(a != b))
                .min(at(&last, column + 1) + 1)
                .min(at(&now, column) + 1);
            let exchanged = row > 0
                && column > 0
                && typed.get(row - 1) == Some(b)
                && word.get(column - 1) == Some(a);
            if exchanged {
                cost = cost.min(at(&before, column - 1) + 1);
            }
            now.push(cost);
        }
        if now.iter().min().is_none_or(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, now);
    }
    let edits = if is_beginning {
        last.iter().copied().min()?
    } else {
        last.last().copied()?
    };
    (edits <= most).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_word_is_read_as_the_nearest() {
        let known = Vocabulary::of(&[
            ("bereavement", 12),
            ("befriending", 40),
            ("dementia", 9),
            ("choir", 5),
            ("chair", 50),
            ("cafe", 20),
        ]);
        assert_eq!(known.readings("berevement"), ["bereavement"]);
        assert_eq!(known.readings("befreinding"), ["befriending"]);
        assert_eq!(known.readings("dimentia"), ["dementia"]);
        assert_eq!(known.readings("chior"), ["choir"]);
        assert_eq!(known.readings("befrein"), ["befriending"], "half typed");
    }

    #[test]
    fn words_that_begin_alike_come_by_how_often_they_stand() {
        let known = Vocabulary::of(&[("walk", 30), ("walking", 90), ("walkers", 2), ("war", 5)]);
        assert_eq!(
            known.begun("walk"),
            (vec!["walking", "walk", "walkers"], 122)
        );
        assert_eq!(known.begun("swim"), (vec![], 0));
    }

    #[test]
    fn what_is_a_word_or_its_beginning_stays() {
        let known = Vocabulary::of(&[("café", 1), ("cafe", 20), ("walking", 3)]);
        for word in ["walk", "walking", "cafe", "café", "sy1", "gp", "wal"] {
            assert!(known.readings(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn the_commoner_word_comes_first_and_the_first_letter_is_trusted() {
        let known = Vocabulary::of(&[("singing", 30), ("ringing", 90), ("swinging", 2)]);
        assert_eq!(known.readings("sinnging").first(), Some(&"singing"));
        assert!(known.readings("xyzzyq").is_empty());
    }
}
