//! Reading what a service says of itself: how well its name, tags and text speak of what was asked.
//!
//! The index finds candidates; it cannot say how often and where a word stands without reading every hit of the country. This reads the few
//! hundred that were found: a word in the name counts more than one in the text, one in its first lines more than one far down,
//! the second time less than the first, and long texts are worth no more for being long.

use crate::evidence::goes_on;
use crate::spelling::plain;

/// What a word is worth in the name, in the tags, in the first lines, further down.
const NAME: f64 = 3.0;
const TAG: f64 = 1.5;
const EARLY: f64 = 1.6;
const LATER: f64 = 1.0;
/// So many words are the first lines.
const FIRST_LINES: usize = 30;
/// Words of a text of common length.
const COMMON_LENGTH: f64 = 80.0;
/// How soon more of the same counts for less.
const SOON: f64 = 1.2;
/// How much of that grows with the length.
const LENGTH: f64 = 0.6;

/// Words to look for, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sign {
    /// As they stand in the index.
    pub parts: Vec<String>,
    /// The last may go on.
    pub begins: bool,
    /// They may stand anywhere.
    pub scattered: bool,
}

/// What is looked for: of each concept, the signs of which any will do, with what each is worth; and what the concept is worth.
pub(crate) struct Reading {
    concepts: Vec<(f64, Vec<(Sign, f64)>)>,
}

impl Reading {
    pub(crate) fn new(concepts: Vec<(f64, Vec<(Sign, f64)>)>) -> Self {
        Self { concepts }
    }

    /// From 0 to about 1.
    pub(crate) fn fit(&self, name: &str, tags: &str, text: &str) -> f64 {
        let fields = [plain(name), plain(tags), plain(text)];
        let mut words: Vec<(&str, f64)> = Vec::with_capacity(160);
        for (field, text) in fields.iter().enumerate() {
            let standing = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .enumerate()
                .map(|(at, word)| {
                    let worth = match field {
                        0 => NAME,
                        1 => TAG,
                        _ if at < FIRST_LINES => EARLY,
                        _ => LATER,
                    };
                    (word, worth)
                });
            words.extend(standing);
            // No phrase goes from one field into the next.
            words.push(("", 0.0));
        }
        let slow = SOON * (1.0 - LENGTH + LENGTH * words.len() as f64 / COMMON_LENGTH);
        let (mut sum, mut whole, mut met) = (0.0, 0.0, 0.0);
        for (worth, signs) in &self.concepts {
            let (mut best, mut all): (f64, f64) = (0.0, 0.0);
            for (sign, weight) in signs {
                let count = sign.count(&words);
                let speaks = weight * count / (count + slow) * 2.0;
                all += speaks;
                best = best.max(speaks);
            }
            // A rare word that is missing is missed more.
            let most = signs.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
            whole += worth * most;
            if best > 0.0 {
                met += worth * most;
            }
            sum += worth * (best + (0.3 * (all - best)).min(0.5 * best));
        }
        if whole == 0.0 {
            return 0.0;
        }
        sum / whole * met / whole
    }
}

impl Sign {
    fn count(&self, words: &[(&str, f64)]) -> f64 {
        let is = |part: usize, word: &str| {
            self.parts.get(part).is_some_and(|wanted| {
                let begins = if self.scattered {
                    goes_on(wanted)
                } else {
                    self.begins && part + 1 == self.parts.len()
                };
                if begins {
                    word.starts_with(wanted.as_str())
                } else {
                    word == wanted
                }
            })
        };
        if self.scattered {
            return (0..self.parts.len())
                .map(|part| {
                    let standing = words.iter().filter(|(word, _)| is(part, word));
                    standing.map(|(_, worth)| worth).sum::<f64>()
                })
                .fold(f64::INFINITY, f64::min)
                .min(NAME * 2.0);
        }
        let length = self.parts.len();
        if length == 0 {
            return 0.0;
        }
        words
            .windows(length)
            .filter(|window| {
                window
                    .iter()
                    .enumerate()
                    .all(|(part, (word, _))| is(part, word))
            })
            .filter_map(|window| window.first())
            .map(|(_, worth)| worth)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(words: &str) -> (Sign, f64) {
        let sign = Sign {
            parts: words.split(' ').map(str::to_owned).collect(),
            begins: false,
            scattered: false,
        };
        (sign, 1.0)
    }

    #[test]
    fn a_name_says_more_than_a_text_and_its_beginning_more_than_its_end() {
        let reading = Reading::new(vec![(1.0, vec![sign("choir")])]);
        let far_down = format!("{} choir", "word ".repeat(60));
        let named = reading.fit("Larkbridge Choir", "", "We sing.");
        let early = reading.fit("Larkbridge", "", "A choir, open to all.");
        let late = reading.fit("Larkbridge", "", &far_down);
        assert!(named > early && early > late && late > 0.0);
        assert_eq!(reading.fit("Larkbridge", "", "Bowls"), 0.0);
    }

    #[test]
    fn who_answers_all_of_it_fits_better_than_who_repeats_one_word() {
        let reading = Reading::new(vec![(1.0, vec![sign("debt")]), (1.0, vec![sign("welsh")])]);
        let both = reading.fit("", "", "Debt advice in Welsh");
        let one = reading.fit("", "", "Debt, debt and debt; also debt");
        assert!(both > one);
    }

    #[test]
    fn a_phrase_stands_as_it_is_and_not_across_fields() {
        let reading = Reading::new(vec![(1.0, vec![sign("lunch club")])]);
        assert!(reading.fit("The lunch club", "", "") > 0.0);
        assert_eq!(reading.fit("Lunch", "club", "a club for lunch"), 0.0);
    }
}
