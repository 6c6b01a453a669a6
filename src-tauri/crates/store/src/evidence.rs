//! Finding by what was meant: plain words ("money worries") stand in few descriptions, a mistyped word in none.
//!
//! What was typed is a few *concepts*: a word, with its forms and what it may have been mistyped for; or a phrase that people say, with
//! the words under which services for it describe themselves. Each service gathers evidence: rare words count more than common ones,
//! a name more than a text, and who answers every concept more than who answers one. What spoke for it is kept, to be shown.

use crate::error::Result;
use crate::search::words_of;
use crate::spelling::Vocabulary;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// What was typed, as far as it is understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understood {
    /// Words that belong to no phrase, without those that say nothing.
    pub rest: Vec<String>,
    /// Phrases that people say.
    pub meanings: Vec<Meaning>,
}

/// A phrase that people say, and the words of the directory that answer it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// As it was typed.
    pub said: String,
    /// Words and phrases to look for.
    pub words: Vec<String>,
}

/// Why a service is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The words are in its name.
    Named,
    /// In who runs it, or what it is tagged with.
    Tagged,
    /// In what is said of it.
    Described,
    /// A word was read as another.
    ReadAs {
        /// As typed.
        typed: String,
        /// As read.
        read: String,
    },
    /// A phrase means this here.
    Meant {
        /// As said.
        said: String,
        /// What was found for it.
        found: String,
    },
}

/// One word or phrase to look for.
struct Term {
    expression: String,
    weight: f64,
    /// What to say if it is this that spoke for a service; nothing for what was typed itself.
    why: Option<Why>,
}

/// Terms of which any will do.
type Concept = Vec<Term>;

/// What speaks for a service.
pub(crate) struct Evidence {
    /// From 0 to about 2.
    pub fit: f64,
    /// It answers everything that was asked.
    pub whole: bool,
    pub why: Vec<Why>,
}

/// Hits of one term that are looked at.
const HITS: i64 = 1_500;
/// Words of one meaning that are looked for.
const TERMS: usize = 16;

/// What speaks for each service. `is_near` says which are not too far away.
pub(crate) fn gather(
    connection: &Connection,
    vocabulary: &Vocabulary,
    understood: &Understood,
    is_near: impl Fn(i64) -> bool,
) -> Result<HashMap<i64, Evidence>> {
    let concepts = concepts(vocabulary, understood);
    let all: f64 = connection
        .prepare_cached("SELECT coalesce(max(n), 0) FROM services")?
        .query_row([], |row| row.get(0))?;
    let mut gathered: HashMap<i64, (usize, Evidence)> = HashMap::new();
    for concept in &concepts {
        // The best term, and a little for each further one.
        let mut of_concept: HashMap<i64, (f64, f64, Option<&Why>)> = HashMap::new();
        for term in concept {
            let anywhere = hits(connection, &term.expression)?;
            if anywhere.is_empty() {
                continue;
            }
            let rarity = (1.0 + all / (1.0 + anywhere.len() as f64)).ln() / (2.0 + all).ln();
            let named = hits(connection, &format!("name: ({})", term.expression))?;
            let mut count = |row: i64, share: f64| {
                if !is_near(row) {
                    return;
                }
                let speaks = rarity * term.weight * share;
                let (best, sum, why) = of_concept.entry(row).or_insert((0.0, 0.0, None));
                *sum += speaks;
                if speaks > *best {
                    (*best, *why) = (speaks, term.why.as_ref());
                }
            };
            anywhere.iter().for_each(|row| count(*row, 1.0));
            named.iter().for_each(|row| count(*row, 1.5));
        }
        for (row, (best, sum, why)) in of_concept {
            let (matched, evidence) = gathered.entry(row).or_insert((
                0,
                Evidence {
                    fit: 0.0,
                    whole: false,
                    why: Vec::new(),
                },
            ));
            *matched += 1;
            evidence.fit += best + (0.3 * (sum - best)).min(best);
            evidence.why.extend(why.cloned());
        }
    }
    let asked = concepts.len().max(1) as f64;
    Ok(gathered
        .into_iter()
        .map(|(row, (matched, mut evidence))| {
            let covered = matched as f64 / asked;
            evidence.fit = evidence.fit / asked * covered * covered;
            evidence.whole = matched >= concepts.len();
            if evidence.why.is_empty() {
                evidence.why.push(Why::Described);
            }
            (row, evidence)
        })
        .collect())
}

fn hits(connection: &Connection, expression: &str) -> Result<Vec<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT rowid FROM service_words WHERE service_words MATCH ? LIMIT ?")?;
    let found = statement
        .query_map(params![expression, HITS], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn concepts(vocabulary: &Vocabulary, understood: &Understood) -> Vec<Concept> {
    let words = understood.rest.iter().map(|word| of_word(vocabulary, word));
    let meanings = understood.meanings.iter().map(of_meaning);
    words
        .chain(meanings)
        .filter(|concept| !concept.is_empty())
        .collect()
}

/// A word, its forms, and what it may have been mistyped for.
fn of_word(vocabulary: &Vocabulary, word: &str) -> Concept {
    let mut terms = vec![Term {
        expression: format!("\"{word}\"*"),
        weight: 1.0,
        why: None,
    }];
    if let Some(stem) = stem(word) {
        terms.push(Term {
            expression: format!("\"{stem}\"*"),
            weight: 0.8,
            why: None,
        });
    }
    terms.extend(vocabulary.readings(word).into_iter().map(|read| Term {
        expression: format!("\"{read}\""),
        weight: 0.8,
        why: Some(Why::ReadAs {
            typed: word.to_owned(),
            read: read.to_owned(),
        }),
    }));
    terms
}

/// What all forms of a word begin with: walks, walkers and walking with walk.
fn stem(word: &str) -> Option<&str> {
    [
        "ings", "ing", "ers", "ies", "ied", "er", "es", "ed", "s", "y",
    ]
    .into_iter()
    .filter_map(|end| word.strip_suffix(end))
    .find(|stem| stem.chars().count() >= 4 && stem.is_ascii())
}

fn of_meaning(meaning: &Meaning) -> Concept {
    let said: Vec<String> = words_of(&meaning.said)
        .iter()
        .map(|word| format!("\"{word}\"*"))
        .collect();
    let mut terms = Vec::new();
    if !said.is_empty() {
        terms.push(Term {
            expression: format!("({})", said.join(" AND ")),
            weight: 0.9,
            why: None,
        });
    }
    for word in meaning.words.iter().take(TERMS) {
        let parts = words_of(word);
        let Some(last) = parts.last() else { continue };
        // A single long word is found in its forms too; a phrase only as it stands.
        let forms = if parts.len() == 1 && last.chars().count() >= 5 {
            "*"
        } else {
            ""
        };
        terms.push(Term {
            expression: format!("\"{}\"{forms}", parts.join(" ")),
            weight: 1.0,
            why: Some(Why::Meant {
                said: meaning.said.clone(),
                found: word.clone(),
            }),
        });
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_begin_alike() {
        for word in ["walking", "walks", "walkers", "walker"] {
            assert_eq!(stem(word), Some("walk"), "{word}");
        }
        assert_eq!(stem("families"), Some("famil"));
        for word in ["sing", "bus", "red", "choir"] {
            assert_eq!(stem(word), None, "{word}");
        }
    }
}
