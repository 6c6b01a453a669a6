//! Tags suggested from what a service says of itself, and the needs those tags answer.
//!
//! The rules are data (UK Charity Activity Tags by David Kane and others, CC BY 4.0): an expression a text must match, and for
//! some one it must not. Suggestions are only ever offered: a person decides.

use crate::import::ImportError;
use regex::bytes::{RegexSet, RegexSetBuilder};
use serde::Deserialize;

/// The rules, compiled once.
#[derive(Debug)]
pub struct TagRules {
    codes: Vec<String>,
    matches: RegexSet,
    excludes: RegexSet,
    /// For each of `excludes`, which of `codes` it takes away.
    excluded: Vec<usize>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    #[serde(default)]
    regex: String,
    #[serde(default)]
    exclude_regex: String,
}

impl TagRules {
    /// Reads the tags file: a CSV with `code`, `regex` and `exclude_regex`. Tags without an expression are only headings.
    ///
    /// # Errors
    /// [`ImportError::BadRules`] if it is no such file or an expression cannot be read.
    pub fn parse(csv_text: &str) -> Result<Self, ImportError> {
        let mut codes = Vec::new();
        let (mut patterns, mut exclude_patterns, mut excluded) =
            (Vec::new(), Vec::new(), Vec::new());
        for row in csv::Reader::from_reader(csv_text.as_bytes()).deserialize::<Row>() {
            let row = row.map_err(|error| ImportError::BadRules(error.to_string()))?;
            if row.regex.trim().is_empty() {
                continue;
            }
            if !row.exclude_regex.trim().is_empty() {
                exclude_patterns.push(row.exclude_regex);
                excluded.push(codes.len());
            }
            codes.push(row.code);
            patterns.push(row.regex);
        }
        Ok(Self {
            codes,
            matches: set(&patterns)?,
            excludes: set(&exclude_patterns)?,
            excluded,
        })
    }

    /// How many tags can be suggested.
    #[must_use]
    pub fn count(&self) -> usize {
        self.codes.len()
    }
}

/// The published rules are used without regard to case. They are about English words: with Unicode's idea of a word boundary the
/// engine falls back to its slowest way at the first curly quote, which made tagging a register take minutes.
fn set(patterns: &[String]) -> Result<RegexSet, ImportError> {
    let patterns = patterns
        .iter()
        .map(|pattern| pattern.replace(r"\b", r"(?-u:\b)"));
    RegexSetBuilder::new(patterns)
        .case_insensitive(true)
        .dfa_size_limit(64 * 1024 * 1024)
        .size_limit(64 * 1024 * 1024)
        .build()
        .map_err(|error| ImportError::BadRules(error.to_string()))
}

/// Tags that fit a text, as services carry them (`ukcat:SC102`), in the order of the rules.
#[must_use]
pub fn suggest_tags(text: &str, rules: &TagRules) -> Vec<String> {
    let matched = rules.matches.matches(text.as_bytes());
    if !matched.matched_any() {
        return Vec::new();
    }
    let taken: Vec<usize> = rules
        .excludes
        .matches(text.as_bytes())
        .iter()
        .filter_map(|at| rules.excluded.get(at).copied())
        .collect();
    matched
        .iter()
        .filter(|at| !taken.contains(at))
        .filter_map(|at| rules.codes.get(at))
        .map(|code| format!("ukcat:{code}"))
        .collect()
}

/// Which needs of our short list each tag answers.
#[derive(Debug)]
pub struct NeedRules(Vec<NeedRule>);

#[derive(Debug, Deserialize)]
struct NeedRule {
    code: String,
    #[serde(default)]
    ukcat: Vec<String>,
}

impl NeedRules {
    /// Reads the needs file: a JSON list of objects with `code` and `ukcat`.
    ///
    /// # Errors
    /// [`ImportError::BadRules`] if it is no such file.
    pub fn parse(json_text: &str) -> Result<Self, ImportError> {
        serde_json::from_str(json_text)
            .map(Self)
            .map_err(|error| ImportError::BadRules(error.to_string()))
    }
}

/// The needs that services with these tags answer, in the order of the list.
#[must_use]
pub fn needs_for_tags(tags: &[String], rules: &NeedRules) -> Vec<String> {
    let codes: Vec<&str> = tags
        .iter()
        .filter_map(|tag| tag.strip_prefix("ukcat:"))
        .collect();
    rules
        .0
        .iter()
        .filter(|need| need.ukcat.iter().any(|code| codes.contains(&code.as_str())))
        .map(|need| need.code.clone())
        .collect()
}
