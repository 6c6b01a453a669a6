//! Reading what was typed into the directory: phrases that people say, and the words under which services describe themselves.
//!
//! The lists are `assets/finding/plain.json` and the words of our needs. The longest phrase that fits is taken; words that say nothing
//! ("somewhere to go with my") are let go, but never all of them.

use crate::api::people::NeedItem;
use alongside_store::directory::{Meaning, Understood, edits};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

const PLAIN: &str = include_str!("../../../../assets/finding/plain.json");
/// The longest phrase, in words.
const LONGEST: usize = 7;
/// Words that say nothing of what is looked for.
const EMPTY: &str = "a about after all also am an and any anything are at be been being but can cant could day did do does doesnt dont down for from get gets getting go \
goes going got had has hasnt hate hates have having he help hes him his her how i id ill im in into is isnt it its ive just keep keeps last like likes lives \
living long look looking lot many maybe me month more moved much my near nearby need needs needed new no not now of off often on one or our out over own people person place \
please really she shes should since so some somebody someone something sometimes somewhere still such support than that the their them then there they this \
those to too under up us use used uses using very want wanted wants was wasnt we week weekly were what when where which while who will with without wont would year years \
you your group groups struggling struggles suffering local";
/// A word of fewer letters is taken as it is.
const LONG_ENOUGH: usize = 6;

#[derive(Deserialize)]
struct Line {
    say: Vec<String>,
    means: Vec<String>,
}

/// Phrases, and what they mean.
pub(crate) struct PlainWords {
    /// By the words of the phrase, as `like` has them.
    phrases: HashMap<String, Means>,
    /// Every word that is in a phrase.
    said: HashSet<String>,
}

/// What a phrase means.
#[derive(Clone, Default)]
struct Means {
    /// Words of the directory.
    words: Vec<String>,
    /// Needs of our list, whose services answer it in a wider sense.
    needs: Vec<String>,
}

impl PlainWords {
    pub(crate) fn read(needs: &[NeedItem]) -> Result<Self, serde_json::Error> {
        let lines: Vec<Line> = serde_json::from_str(PLAIN)?;
        let mut phrases: HashMap<String, Means> = HashMap::new();
        let mut said = HashSet::new();
        let mut say = |phrase: &str, words_meant: &[String], needs: &[String]| {
            let phrase = words(phrase);
            said.extend(phrase.iter().cloned());
            let known = phrases.entry(like(&phrase)).or_default();
            for (list, more) in [(&mut known.words, words_meant), (&mut known.needs, needs)] {
                for word in more {
                    if !list.contains(word) {
                        list.push(word.clone());
                    }
                }
            }
        };
        for line in &lines {
            for phrase in &line.say {
                say(phrase, &line.means, &[]);
            }
        }
        for need in needs {
            // Services carry the needs they answer by their codes, whose words the index holds one after the other.
            let code = [need.code.replace('-', " ")];
            for phrase in &need.words {
                say(phrase, &[], &code);
            }
            say(&need.name, &[], &code);
        }
        Ok(Self { phrases, said })
    }

    /// What was typed, as far as it is understood. What is no word of the directory may be one of ours, mistyped.
    pub(crate) fn understand(&self, typed: &str, is_word: &dyn Fn(&str) -> bool) -> Understood {
        let typed = words(typed);
        let words: Vec<String> = typed
            .iter()
            .map(|word| self.as_meant(word, is_word))
            .collect();
        let mut understood = Understood::default();
        let mut at = 0;
        while at < words.len() {
            let most = LONGEST.min(words.len() - at);
            let longest = (1..=most).rev().find_map(|length| {
                let phrase = words.get(at..at + length)?;
                let means = self.phrases.get(&like(phrase))?;
                Some((length, phrase.join(" "), means))
            });
            match longest {
                Some((length, said, means)) => {
                    let read = typed
                        .iter()
                        .zip(&words)
                        .skip(at)
                        .take(length)
                        .find(|(typed, read)| typed != read)
                        .map(|(typed, read)| (typed.clone(), read.clone()));
                    understood.meanings.push(Meaning {
                        said,
                        read,
                        words: means.words.clone(),
                        needs: means.needs.clone(),
                    });
                    at += length;
                }
                None => {
                    understood.rest.extend(words.get(at).cloned());
                    at += 1;
                }
            }
        }
        let says: Vec<String> = understood
            .rest
            .iter()
            .filter(|word| !EMPTY.split_whitespace().any(|empty| empty == *word))
            .cloned()
            .collect();
        if !says.is_empty() || !understood.meanings.is_empty() {
            understood.rest = says;
        }
        understood
    }

    fn as_meant(&self, word: &str, is_word: &dyn Fn(&str) -> bool) -> String {
        let letters = word.chars().count();
        if letters < LONG_ENOUGH || self.said.contains(word) || is_word(word) {
            return word.to_owned();
        }
        let most = if letters < 2 * LONG_ENOUGH - 3 { 1 } else { 2 };
        let near = self
            .said
            .iter()
            .filter(|said| said.chars().count() >= LONG_ENOUGH - 1)
            // Who mistypes rarely mistypes the first letter.
            .filter(|said| said.chars().next() == word.chars().next())
            .filter_map(|said| Some((edits(word, said, most)?, said)))
            .min();
        near.map_or_else(|| word.to_owned(), |(_, said)| said.clone())
    }
}

/// Phrases that differ only in one or many, or in whose it is, are the same: "scared of my husband", "scared of her husband".
fn like(phrase: &[String]) -> String {
    let one: Vec<&str> = phrase
        .iter()
        .map(|word| match (word.as_str(), word.strip_suffix('s')) {
            ("her" | "his" | "their" | "our" | "your", _) => "my",
            (_, Some(one)) if one.chars().count() >= 3 && !one.ends_with('s') => one,
            (word, _) => word,
        })
        .collect();
    one.join(" ")
}

/// Words as they are compared: small letters, no apostrophes.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace(['\'', '\u{2019}', '\u{02BC}'], "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;
    use crate::reference::Lists;

    fn plain() -> PlainWords {
        PlainWords::read(Lists::read().needs()).unwrap()
    }

    fn said(typed: &str) -> Vec<String> {
        let understood = plain().understand(typed, &|_| true);
        understood.meanings.into_iter().map(|it| it.said).collect()
    }

    #[test]
    fn what_people_say_is_understood_with_or_without_its_apostrophes() {
        assert_eq!(said("money worries"), ["money worries"]);
        assert_eq!(said("She can’t get out"), ["cant get out"]);
        assert_eq!(
            said("cant get out, hates groups"),
            ["cant get out", "hates groups"]
        );
        assert_eq!(said("scared of her husband"), ["scared of her husband"]);
        assert_eq!(said("he lost his wife"), ["lost his wife"]);
        let understood = plain().understand("money worries", &|_| true);
        assert!(
            understood.meanings[0]
                .words
                .contains(&"debt advice".to_owned())
        );
    }

    #[test]
    fn needs_are_found_by_their_own_words() {
        let understood = plain().understand("brown envelope", &|_| true);
        assert!(
            understood.meanings[0]
                .needs
                .contains(&"benefits".to_owned())
        );
    }

    #[test]
    fn a_phrase_is_known_mistyped_and_in_the_plural_but_a_word_of_the_directory_stays() {
        let meant = |typed: &str, is_word: bool| {
            let understood = plain().understand(typed, &|_| is_word);
            understood.meanings.first().map(|it| it.said.clone())
        };
        assert_eq!(meant("alzhiemers", false).as_deref(), Some("alzheimers"));
        assert_eq!(
            meant("panic atacks", false).as_deref(),
            Some("panic attacks")
        );
        assert_eq!(meant("food banks", true).as_deref(), Some("food banks"));
        assert_eq!(meant("careers", true), None);
    }

    #[test]
    fn words_that_say_nothing_are_let_go_but_never_all() {
        let understood = plain().understand("somebody to help with my knitting needles", &|_| true);
        assert_eq!(understood.rest, ["needles"]);
        assert_eq!(understood.meanings[0].said, "knitting");
        assert_eq!(
            plain().understand("the who", &|_| true).rest,
            ["the", "who"]
        );
    }

    #[test]
    fn every_phrase_means_something_that_can_be_looked_for() {
        let lines: Vec<Line> = serde_json::from_str(PLAIN).unwrap();
        for line in lines {
            assert!(!line.say.is_empty() && !line.means.is_empty());
            for word in line.say.iter().chain(&line.means) {
                assert!(!words(word).is_empty(), "{word}");
            }
        }
    }
}
