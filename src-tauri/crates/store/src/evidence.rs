//! Finding by what was meant: plain words ("money worries") stand in few descriptions, a mistyped word in none.
//!
//! What was typed is a few *concepts*: a word, with its forms and what it may have been mistyped for; or a phrase that people say, with
//! the words under which services for it describe themselves. Each service gathers evidence: rare words count more than common ones,
//! a name more than a text, and who answers every concept more than who answers one. What spoke for it is kept, to be shown.

use crate::error::Result;
use crate::reading::{Reading, Sign};
use crate::search::words_of;
use crate::spelling::{Vocabulary, plain};
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

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
    /// As it was typed, or as it was read.
    pub said: String,
    /// A word of it that was typed otherwise: as typed, and as read.
    pub read: Option<(String, String)>,
    /// Words and phrases to look for.
    pub words: Vec<String>,
    /// Needs of our list, whose services answer it in a wider sense.
    pub needs: Vec<String>,
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
#[derive(Clone)]
struct Term {
    sign: Sign,
    weight: f64,
    /// What to say if it is this that spoke for a service; nothing for what was typed itself.
    why: Option<Why>,
}

/// Terms of which any will do.
struct Concept {
    /// What people say in so many words counts for more than a word that is left over.
    worth: f64,
    terms: Vec<Term>,
    /// It was typed otherwise.
    read: Option<Why>,
}

/// How well a service answers what was asked.
#[derive(Clone, Copy)]
pub(crate) struct Fit {
    /// From 0 to about 2.
    pub fit: f64,
    /// It answers everything that was asked.
    pub whole: bool,
}

/// What speaks for a service as one concept.
#[derive(Clone, Copy, Default)]
struct Spoken {
    best: f64,
    sum: f64,
    /// The term that speaks best.
    term: usize,
}

/// What speaks for each service, and how to read them.
pub(crate) struct Evidence {
    concepts: Vec<(Concept, FxHashMap<i64, Spoken>)>,
    pub reading: Reading,
}

impl Evidence {
    /// The services that anything speaks for.
    pub(crate) fn fits(&self) -> Vec<(i64, Fit)> {
        let asked = self.concepts.iter().map(|(concept, _)| concept.worth);
        let asked = asked.sum::<f64>().max(1.0);
        let mut gathered: FxHashMap<i64, (f64, f64)> = FxHashMap::default();
        for (concept, spoken) in &self.concepts {
            for (row, Spoken { best, sum, .. }) in spoken {
                let (matched, fit) = gathered.entry(*row).or_default();
                *matched += concept.worth;
                // The best term, and a little for each further one.
                *fit += concept.worth * (best + (0.3 * (sum - best)).min(*best));
            }
        }
        gathered
            .into_iter()
            .map(|(row, (matched, fit))| {
                let covered = matched / asked;
                let fit = Fit {
                    fit: fit / asked * covered,
                    whole: covered > 0.99,
                };
                (row, fit)
            })
            .collect()
    }

    /// Why a service is shown.
    pub(crate) fn why(&self, row: i64) -> Vec<Why> {
        let mut why: Vec<Why> = Vec::new();
        for (concept, spoken) in &self.concepts {
            if let Some(spoken) = spoken.get(&row) {
                let term = concept.terms.get(spoken.term);
                let spoke = term.and_then(|term| term.why.as_ref());
                why.extend(concept.read.iter().chain(spoke).cloned());
            }
        }
        if why.is_empty() {
            why.push(Why::Described);
        }
        why
    }
}

/// Hits of one term that are looked at.
const HITS: u32 = 1_500;
/// Forms of a common word that are asked for by name.
const FORMS: usize = 12;
/// Words of one meaning that are looked for.
const TERMS: usize = 16;
/// What a phrase of several words that people say is worth beside a word.
const SAID: f64 = 1.6;

/// Asks the index for every concept. `is_near` says which services are not too far away.
pub(crate) fn gather(
    connection: &Connection,
    vocabulary: &Vocabulary,
    understood: &Understood,
    is_near: impl Fn(i64) -> bool,
) -> Result<Evidence> {
    let all: f64 = connection
        .prepare_cached("SELECT coalesce(max(n), 0) FROM services")?
        .query_row([], |row| row.get(0))?;
    let mut gathered = Vec::new();
    let mut to_read = Vec::new();
    for concept in concepts(vocabulary, understood) {
        let mut of_concept: FxHashMap<i64, Spoken> = FxHashMap::default();
        let mut signs = Vec::new();
        for (at, term) in concept.terms.iter().enumerate() {
            let expression = expression(vocabulary, &term.sign);
            let anywhere = hits(connection, &expression)?;
            if anywhere.is_empty() {
                continue;
            }
            let rarity = (1.0 + all / (1.0 + anywhere.len() as f64)).ln() / (2.0 + all).ln();
            signs.push((term.sign.clone(), rarity * term.weight));
            let named = hits(connection, &format!("name: ({expression})"))?;
            let mut count = |row: i64, share: f64| {
                if !is_near(row) {
                    return;
                }
                let speaks = rarity * term.weight * share;
                let spoken = of_concept.entry(row).or_default();
                spoken.sum += speaks;
                if speaks > spoken.best {
                    (spoken.best, spoken.term) = (speaks, at);
                }
            };
            anywhere.iter().for_each(|row| count(*row, 1.0));
            named.iter().for_each(|row| count(*row, 1.5));
        }
        to_read.push((concept.worth, signs));
        gathered.push((concept, of_concept));
    }
    Ok(Evidence {
        concepts: gathered,
        reading: Reading::new(to_read),
    })
}

/// How to read services that were found as they were typed, where nothing needs to be gathered.
pub(crate) fn as_typed(words: &[String]) -> Reading {
    let concept = |word: &String| (1.0, vec![(one(word, true), 1.0)]);
    Reading::new(words.iter().map(concept).collect())
}

fn one(word: &str, begins: bool) -> Sign {
    Sign {
        parts: vec![plain(word)],
        begins,
        scattered: false,
    }
}

/// Whether what begins so is likely a form of the same word.
pub(crate) fn goes_on(part: &str) -> bool {
    part.chars().count() >= 6
}

/// What the index is asked for a sign.
fn expression(vocabulary: &Vocabulary, sign: &Sign) -> String {
    if sign.scattered {
        let words: Vec<String> = sign
            .parts
            .iter()
            .map(|part| {
                if goes_on(part) {
                    begun(vocabulary, part)
                } else {
                    format!("\"{part}\"")
                }
            })
            .collect();
        return format!("({})", words.join(" AND "));
    }
    match sign.parts.as_slice() {
        [part] if sign.begins => begun(vocabulary, part),
        parts => format!(
            "\"{}\"{}",
            parts.join(" "),
            if sign.begins { "*" } else { "" }
        ),
    }
}

/// Whatever begins so. The index reads all services that have any word with a beginning before it names the first; where these are more
/// than are looked at anyway, its commonest words are asked for instead, of which it reads no more than is wanted.
fn begun(vocabulary: &Vocabulary, part: &str) -> String {
    match vocabulary.begun(part) {
        (forms, often) if often > u64::from(HITS) => {
            let forms: Vec<String> = forms
                .iter()
                .take(FORMS)
                .map(|form| format!("\"{form}\""))
                .collect();
            format!("({})", forms.join(" OR "))
        }
        _ => format!("\"{part}\"*"),
    }
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
    let words = understood.rest.iter().map(|word| Concept {
        worth: 1.0,
        terms: of_word(vocabulary, word),
        read: None,
    });
    let meanings = understood.meanings.iter().map(|meaning| Concept {
        worth: if meaning.said.contains(' ') {
            SAID
        } else {
            1.0
        },
        terms: of_meaning(meaning),
        read: meaning
            .read
            .clone()
            .map(|(typed, read)| Why::ReadAs { typed, read }),
    });
    words
        .chain(meanings)
        .filter(|concept| !concept.terms.is_empty())
        .collect()
}

/// A word, its forms, and what it may have been mistyped for.
fn of_word(vocabulary: &Vocabulary, word: &str) -> Vec<Term> {
    // As it stands, and begun: a short word begins too many others for that to tell much.
    let begun = if word.chars().count() < 6 { 0.5 } else { 0.9 };
    let mut terms = [(false, 1.0), (true, begun)]
        .map(|(begins, weight)| Term {
            sign: one(word, begins),
            weight,
            why: None,
        })
        .to_vec();
    if let Some(stem) = stem(word) {
        terms.push(Term {
            sign: one(stem, true),
            weight: 0.8,
            why: None,
        });
    }
    terms.extend(vocabulary.readings(word).into_iter().map(|read| Term {
        sign: one(read, false),
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

fn of_meaning(meaning: &Meaning) -> Vec<Term> {
    let said: Vec<String> = words_of(&meaning.said)
        .iter()
        .map(|word| plain(word))
        .filter(|word| word.chars().count() > 2)
        .collect();
    let mut terms = Vec::new();
    if !said.is_empty() {
        terms.push(Term {
            sign: Sign {
                parts: said,
                begins: true,
                scattered: true,
            },
            weight: 1.0,
            why: None,
        });
    }
    let meant = |word: &String, weight: f64| {
        let parts: Vec<String> = words_of(word).iter().map(|word| plain(word)).collect();
        let length = parts.last()?.chars().count();
        Some(Term {
            // A single long word is found in its forms too; a phrase only as it stands.
            sign: Sign {
                begins: parts.len() == 1 && length >= 5,
                parts,
                scattered: false,
            },
            weight,
            why: Some(Why::Meant {
                said: meaning.said.clone(),
                found: word.clone(),
            }),
        })
    };
    terms.extend(
        meaning
            .words
            .iter()
            .take(TERMS)
            .filter_map(|word| meant(word, 0.9)),
    );
    terms.extend(meaning.needs.iter().filter_map(|need| meant(need, 0.4)));
    terms
}

#[cfg(test)]
mod tests {
    use super::{Sign, expression, one, stem};
    use crate::spelling::Vocabulary;

    #[test]
    fn a_beginning_of_very_many_is_asked_for_by_its_commonest_words() {
        let known = Vocabulary::of(&[("walking", 1_400), ("walkers", 200), ("walnut", 3)]);
        let asked = |sign: &Sign| expression(&known, sign);
        assert_eq!(asked(&one("walk", true)), "(\"walking\" OR \"walkers\")");
        assert_eq!(asked(&one("waln", true)), "\"waln\"*");
        assert_eq!(asked(&one("walk", false)), "\"walk\"");
        let phrase = |scattered| Sign {
            parts: vec!["lunch".into(), "walkers".into()],
            begins: scattered,
            scattered,
        };
        assert_eq!(asked(&phrase(false)), "\"lunch walkers\"");
        assert_eq!(asked(&phrase(true)), "(\"lunch\" AND \"walkers\"*)");
    }

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
