//! Questions as people ask them, with judged answers, and two figures of how well an answer fits: `tests/data/finding` says how they came about.
//!
//! It knows no search: whoever is measured hands in an order of charities for each question, best first.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test data that cannot be read is a broken tree"
)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Places that count for the gain.
const TOP: usize = 10;
/// Places that count for the recall.
const DEEP: usize = 20;
/// From this grade on, a charity is an answer.
const ANSWER: u8 = 2;

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    /// As typed.
    pub words: String,
    /// It belongs to the fifty that nothing is tuned on.
    pub kept: bool,
    /// Grades of the charities that were read, by registration.
    pub grades: HashMap<String, u8>,
}

/// How well answers fit, over some questions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Gain of the first ten, the better the earlier, of the best possible.
    pub ndcg: f64,
    /// Share of the answers (of twenty at most) among the first twenty.
    pub recall: f64,
    /// Questions with an answer.
    pub questions: usize,
}

/// All questions that have an answer at all.
pub fn questions() -> Vec<Question> {
    let folder = data().join("finding");
    let mut grades: HashMap<String, HashMap<String, u8>> = HashMap::new();
    for row in rows(&folder.join("judgements.csv")) {
        let of_question = grades.entry(row[0].to_owned()).or_default();
        of_question.insert(row[1].to_owned(), row[2].parse().unwrap());
    }
    rows(&folder.join("questions.csv"))
        .into_iter()
        .map(|row| Question {
            kept: &row[1] == "kept",
            words: row[2].to_owned(),
            grades: grades.remove(&row[0]).unwrap_or_default(),
        })
        .filter(|question| question.grades.values().any(|grade| *grade > 0))
        .collect()
}

/// Where the data of the tests lie.
pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/data")
}

fn rows(path: &Path) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(Result::unwrap).collect()
}

/// Writes the register of charities as a list of services would be: nobody has given it tags.
pub fn write_register_without_tags(to: &Path) {
    let mut reader = csv::Reader::from_path(data().join("charities/sample.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let tags = header.iter().position(|name| name == "UKCAT").unwrap();
    let mut writer = csv::Writer::from_path(to).unwrap();
    writer.write_record(&header).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let cells = row.iter().enumerate();
        writer
            .write_record(cells.map(|(at, cell)| if at == tags { "" } else { cell }))
            .unwrap();
    }
    writer.flush().unwrap();
}

impl Question {
    /// Gain of the first ten, discounted by place, of what the best order would have.
    pub fn ndcg(&self, ranked: &[String]) -> f64 {
        let found = ranked
            .iter()
            .take(TOP)
            .map(|charity| self.grades.get(charity).copied().unwrap_or(0));
        let mut best: Vec<u8> = self.grades.values().copied().collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        gain(found) / gain(best.into_iter().take(TOP))
    }

    /// Share of the answers among the first twenty; nothing if there is none.
    pub fn recall(&self, ranked: &[String]) -> Option<f64> {
        let is_answer = |grade: &u8| *grade >= ANSWER;
        let all = self
            .grades
            .values()
            .filter(|grade| is_answer(grade))
            .count();
        let found = ranked
            .iter()
            .take(DEEP)
            .filter(|charity| self.grades.get(*charity).is_some_and(is_answer))
            .count();
        (all > 0).then(|| found as f64 / all.min(DEEP) as f64)
    }
}

fn gain(grades: impl Iterator<Item = u8>) -> f64 {
    grades
        .enumerate()
        .map(|(place, grade)| (f64::from(1_u32 << grade) - 1.0) / (place as f64 + 2.0).log2())
        .sum()
}

/// How well answers fit on the whole.
pub fn fit<'a>(answered: impl Iterator<Item = (&'a Question, &'a [String])>) -> Fit {
    let (mut ndcg, mut recall, mut count, mut with_answers) = (0.0, 0.0, 0, 0);
    for (question, ranked) in answered {
        ndcg += question.ndcg(ranked);
        count += 1;
        if let Some(share) = question.recall(ranked) {
            recall += share;
            with_answers += 1;
        }
    }
    Fit {
        ndcg: ndcg / f64::from(count.max(1)),
        recall: recall / f64::from(with_answers.max(1)),
        questions: count as usize,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_better_order_gains_more_and_the_best_gains_all() {
        let question = Question {
            words: "lonely".to_owned(),
            kept: false,
            grades: [("a", 3), ("b", 1), ("c", 0), ("d", 2)]
                .map(|(name, grade)| (name.to_owned(), grade))
                .into(),
        };
        let best = question.ndcg(&ranked(&["a", "d", "b", "c"]));
        assert!((best - 1.0).abs() < 1e-9);
        let other = question.ndcg(&ranked(&["c", "b", "d", "a"]));
        assert!(other > 0.0 && other < best);
        assert_eq!(question.ndcg(&ranked(&["x", "c"])), 0.0);
        assert_eq!(question.recall(&ranked(&["x", "d"])), Some(0.5));
    }

    #[test]
    fn there_are_a_hundred_to_work_with_and_fifty_kept() {
        let all = questions();
        let kept = all.iter().filter(|question| question.kept).count();
        // Two of the open or kept ones have no answer.
        assert!(all.len() == 148 && (48..=50).contains(&kept), "{kept}");
    }
}
