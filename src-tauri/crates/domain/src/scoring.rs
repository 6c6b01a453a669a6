//! What answers come to: which questions were asked, which were left out, points, totals, bands.
//!
//! A question that was left out is *missing* and never nought; a total with a missing part is no total. Nothing here compares people.

use crate::codes::Asked;
use crate::measure::{Answer, Band, Measure, Question};
use crate::value::{FieldError, Rule};
use serde::Serialize;
use std::collections::BTreeSet;
use ts_rs::TS;

/// One question as it was answered.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Answered {
    /// The question's name.
    pub question: String,
    /// The point or choice; nothing if it was left out, or asks for words.
    pub score: Option<f64>,
    /// The words of the choice or of the answer; empty if it was left out.
    pub words: String,
    /// The official band it falls in; empty if there is none.
    pub band: String,
    /// It should have been answered and was not.
    pub missing: bool,
}

/// What a measure came to.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Scored {
    /// One for each question that was asked, in order.
    pub answered: Vec<Answered>,
    /// The total, where the measure has one and nothing is missing.
    pub total: Option<f64>,
    /// The band of the total; empty if there is none.
    pub total_band: String,
    /// How many questions were left out.
    pub missing: u32,
}

/// The questions that these answers lead past: those whose condition is met, in order. A condition on a question that was not itself asked is not met.
#[must_use]
pub fn asked<'q>(questions: &'q [Question], answers: &[Answer]) -> Vec<&'q Question> {
    let mut led: Vec<&Question> = Vec::new();
    for question in questions {
        let condition = &question.only_if;
        let is_asked = condition.question.is_empty()
            || (led.iter().any(|before| before.id == condition.question)
                && answer_to(answers, &condition.question)
                    .and_then(|answer| answer.score)
                    .is_some_and(|score| condition.is.iter().any(|is| f64::from(*is) == score)));
        if is_asked {
            led.push(question);
        }
    }
    led
}

fn answer_to<'a>(answers: &'a [Answer], question: &str) -> Option<&'a Answer> {
    answers.iter().find(|answer| answer.question == question)
}

/// Whether questions can be asked: each named once and worded, each scale with two ends, each choice with answers that differ, each condition on
/// a question before it.
#[must_use]
pub fn can_be_asked(questions: &[Question]) -> bool {
    questions.iter().enumerate().all(|(place, question)| {
        let mut before = questions.iter().take(place);
        let is_named = !question.id.trim().is_empty()
            && !question.words.trim().is_empty()
            && before.clone().all(|known| known.id != question.id);
        let has_answers = match question.asked {
            None => false,
            Some(Asked::Scale) => question.least < question.most,
            Some(Asked::Choice) => {
                let scores: BTreeSet<i32> =
                    question.choices.iter().map(|choice| choice.score).collect();
                scores.len() == question.choices.len()
                    && scores.len() > 1
                    && question
                        .choices
                        .iter()
                        .all(|choice| !choice.words.trim().is_empty())
            }
            Some(Asked::Words) => true,
        };
        let condition = &question.only_if.question;
        let follows = condition.is_empty() || before.any(|known| known.id == *condition);
        is_named && has_answers && follows
    })
}

/// Whether each answer can be one: of a question of the measure, once, on its scale or among its choices, a whole point.
///
/// # Errors
/// [`Rule::OutOfRange`], or [`Rule::UnknownField`] for an answer to no question; the field is the question's name.
pub fn check(measure: &Measure, answers: &[Answer], score: Option<f64>) -> Result<(), FieldError> {
    let wrong = |field: &str, rule: Rule| {
        Err(FieldError {
            field: field.to_owned(),
            rule,
        })
    };
    for (place, answer) in answers.iter().enumerate() {
        let name = answer.question.as_str();
        let is_second = answers
            .iter()
            .take(place)
            .any(|before| before.question == name);
        let question = measure.questions.iter().find(|known| known.id == name);
        let (Some(question), false) = (question, is_second) else {
            return wrong(name, Rule::UnknownField);
        };
        let fits = match (answer.score, question.asked) {
            (None, _) => true,
            (Some(_), None | Some(Asked::Words)) => false,
            (Some(score), Some(Asked::Scale)) => {
                score.fract() == 0.0
                    && (f64::from(question.least)..=f64::from(question.most)).contains(&score)
            }
            (Some(score), Some(Asked::Choice)) => question
                .choices
                .iter()
                .any(|choice| f64::from(choice.score) == score),
        };
        if !fits {
            return wrong(name, Rule::OutOfRange);
        }
    }
    match (score, &measure.total) {
        (None, _) => Ok(()),
        (Some(score), Some(total)) if (total.least..=total.most).contains(&score) => Ok(()),
        _ => wrong("score", Rule::OutOfRange),
    }
}

/// What answers come to. `score` is one that was worked out elsewhere, and then the total.
#[must_use]
pub fn scored(measure: &Measure, answers: &[Answer], score: Option<f64>) -> Scored {
    let answered: Vec<Answered> = asked(&measure.questions, answers)
        .into_iter()
        .map(|question| answered(measure, question, answer_to(answers, &question.id)))
        .collect();
    let missing = answered.iter().filter(|answered| answered.missing).count();
    let points: Vec<f64> = answered
        .iter()
        .filter_map(|answered| answered.score)
        .collect();
    let total = match &measure.total {
        None => None,
        Some(_) if score.is_some() => score,
        Some(_) if missing == 0 && !points.is_empty() => Some(points.iter().sum()),
        Some(_) => None,
    };
    Scored {
        total_band: total.map_or_else(String::new, |total| band(&measure.bands, "", total)),
        answered,
        total,
        missing: u32::try_from(missing).unwrap_or(u32::MAX),
    }
}

fn answered(measure: &Measure, question: &Question, answer: Option<&Answer>) -> Answered {
    let score = answer.and_then(|answer| answer.score);
    let said = answer.map_or("", |answer| answer.words.trim());
    let choice = score.and_then(|score| {
        let is_it = |choice: &&crate::measure::AnswerChoice| f64::from(choice.score) == score;
        question.choices.iter().find(is_it)
    });
    Answered {
        question: question.id.clone(),
        score,
        words: choice.map_or(said, |choice| &choice.words).to_owned(),
        band: score.map_or_else(String::new, |score| {
            band(&measure.bands, &question.id, score)
        }),
        // Words are an invitation: leaving them out is no gap in a figure.
        missing: score.is_none() && question.asked != Some(Asked::Words),
    }
}

fn band(bands: &[Band], question: &str, score: f64) -> String {
    bands
        .iter()
        .find(|band| band.question == question && (band.least..=band.most).contains(&score))
        .map_or_else(String::new, |band| band.words.clone())
}
