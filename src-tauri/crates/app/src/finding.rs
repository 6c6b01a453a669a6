//! Reading what was typed into the directory: phrases that people say, and the words under which services describe themselves.
//!
//! The lists are `assets/finding/plain.json` and the words of our needs. The longest phrase that fits is taken; words that say nothing
//! ("somewhere to go with my") are let go, but never all of them.

use crate::api::people::NeedItem;
use alongside_store::directory::{Meaning, Understood};
use serde::Deserialize;
use std::collections::HashMap;

const PLAIN: &str = include_str!("../../../../assets/finding/plain.json");
/// The longest phrase, in words.
const LONGEST: usize = 7;
/// Words that say nothing of what is looked for.
const EMPTY: &str = "a about an and any anything are at be but can cant could do does dont for from get go got has have he help hes him his her i im id in is it ive \
like looking me my near need needs needed no not of off on or our out over people person place she shes so some somebody someone something somewhere support that \
the their them they there to too up us very want wants was we what where who with would you your group groups";

#[derive(Deserialize)]
struct Line {
    say: Vec<String>,
    means: Vec<String>,
}

/// Phrases, and what they mean.
pub(crate) struct PlainWords {
    /// By the words of the phrase.
    phrases: HashMap<String, Vec<String>>,
}

impl PlainWords {
    pub(crate) fn read(needs: &[NeedItem]) -> Result<Self, serde_json::Error> {
        let lines: Vec<Line> = serde_json::from_str(PLAIN)?;
        let mut phrases: HashMap<String, Vec<String>> = HashMap::new();
        let mut say = |phrase: &str, means: &[String]| {
            let known = phrases.entry(words(phrase).join(" ")).or_default();
            for word in means {
                if !known.contains(word) {
                    known.push(word.clone());
                }
            }
        };
        for line in &lines {
            for phrase in &line.say {
                say(phrase, &line.means);
            }
        }
        for need in needs {
            // Services carry the needs they answer by their codes, whose words the index holds one after the other.
            let code = [need.code.replace('-', " ")];
            for phrase in &need.words {
                say(phrase, &code);
            }
            say(&need.name, &code);
        }
        Ok(Self { phrases })
    }

    /// What was typed, as far as it is understood.
    pub(crate) fn understand(&self, typed: &str) -> Understood {
        let words = words(typed);
        let mut understood = Understood::default();
        let mut at = 0;
        while at < words.len() {
            let most = LONGEST.min(words.len() - at);
            let longest = (1..=most).rev().find_map(|length| {
                let phrase = words.get(at..at + length)?.join(" ");
                let means = self.phrases.get(&phrase)?;
                Some((length, phrase, means))
            });
            match longest {
                Some((length, said, means)) => {
                    understood.meanings.push(Meaning {
                        said,
                        words: means.clone(),
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
        let understood = plain().understand(typed);
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
        let understood = plain().understand("money worries");
        assert!(
            understood.meanings[0]
                .words
                .contains(&"debt advice".to_owned())
        );
    }

    #[test]
    fn needs_are_found_by_their_own_words() {
        let understood = plain().understand("brown envelope");
        assert!(
            understood.meanings[0]
                .words
                .contains(&"benefits".to_owned())
        );
    }

    #[test]
    fn words_that_say_nothing_are_let_go_but_never_all() {
        let understood = plain().understand("somebody to help with my knitting needles");
        assert_eq!(understood.rest, ["needles"]);
        assert_eq!(understood.meanings[0].said, "knitting");
        assert_eq!(plain().understand("the who").rest, ["the", "who"]);
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
