//! What answers come to, told of Mrs Nowak and her neighbours.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use alongside_domain::Record as _;
use alongside_domain::codes::{Asked, Given};
use alongside_domain::ids::StoryId;
use alongside_domain::measure::{
    Answer, AnswerChoice, Band, Measure, OnlyIf, Question, Story, StoryUse, Total,
};
use alongside_domain::scoring::{asked, can_be_asked, check, scored};
use alongside_domain::value::Rule;

fn scale(id: &str) -> Question {
    Question {
        id: id.into(),
        words: format!("How is {id}?"),
        asked: Some(Asked::Scale),
        least: 0,
        most: 10,
        ..Question::default()
    }
}

fn yes_or_no(id: &str) -> Question {
    let choice = |score: i32, words: &str| AnswerChoice {
        score,
        words: words.into(),
    };
    Question {
        asked: Some(Asked::Choice),
        choices: vec![choice(1, "Yes"), choice(0, "No")],
        ..scale(id)
    }
}

fn only_if(question: &str, is: i32, then: Question) -> Question {
    Question {
        only_if: OnlyIf {
            question: question.into(),
            is: vec![is],
        },
        ..then
    }
}

fn said(question: &str, score: f64) -> Answer {
    Answer {
        question: question.into(),
        score: Some(score),
        words: String::new(),
    }
}

fn three() -> Measure {
    Measure {
        questions: ["a", "b", "c"].map(scale).to_vec(),
        total: Some(Total {
            least: 0.0,
            most: 30.0,
            less_is_better: true,
        }),
        bands: vec![Band {
            question: "a".into(),
            least: 5.0,
            most: 6.0,
            words: "medium".into(),
        }],
        ..Measure::default()
    }
}

#[test]
fn a_question_left_out_is_missing_and_makes_no_total() {
    let all = scored(
        &three(),
        &[said("a", 5.0), said("b", 0.0), said("c", 1.0)],
        None,
    );
    assert_eq!((all.total, all.missing), (Some(6.0), 0));
    assert_eq!(all.answered[0].band, "medium");
    assert_eq!(all.answered[1].band, "");
    let two = scored(&three(), &[said("a", 5.0), said("c", 1.0)], None);
    assert_eq!((two.total, two.missing), (None, 1));
    assert!(two.answered[1].missing);
    assert_eq!(two.answered[1].score, None);
    let none = scored(&three(), &[], None);
    assert_eq!((none.total, none.missing), (None, 3));
}

#[test]
fn a_measure_without_a_total_gets_none() {
    let measure = Measure {
        total: None,
        ..three()
    };
    let answers = [said("a", 5.0), said("b", 0.0), said("c", 1.0)];
    assert_eq!(scored(&measure, &answers, None).total, None);
}

#[test]
fn a_score_from_elsewhere_is_the_total_where_only_that_may_be_kept() {
    let slot = Measure {
        questions: Vec::new(),
        ..three()
    };
    assert_eq!(scored(&slot, &[], Some(22.46)).total, Some(22.46));
    assert_eq!(check(&slot, &[], Some(22.46)), Ok(()));
    let above = check(&slot, &[], Some(31.0)).unwrap_err();
    assert_eq!(
        (above.field.as_str(), above.rule),
        ("score", Rule::OutOfRange)
    );
    let nowhere = Measure {
        total: None,
        ..slot
    };
    assert!(check(&nowhere, &[], Some(1.0)).is_err());
}

/// "Do you care for somebody?" No: then nobody asks how often they get a break, nor what would happen if they did.
#[test]
fn what_a_skipped_question_leads_to_is_skipped_too() {
    let questions = vec![
        yes_or_no("cares"),
        only_if("cares", 1, yes_or_no("break")),
        only_if("break", 0, scale("worn_out")),
        scale("sleep"),
    ];
    let names = |answers: &[Answer]| -> Vec<String> {
        asked(&questions, answers)
            .into_iter()
            .map(|question| question.id.clone())
            .collect()
    };
    assert_eq!(names(&[]), ["cares", "sleep"]);
    assert_eq!(names(&[said("cares", 1.0)]), ["cares", "break", "sleep"]);
    assert_eq!(
        names(&[said("cares", 1.0), said("break", 0.0)]),
        ["cares", "break", "worn_out", "sleep"]
    );
    // The answer about the break was given before "cares" was changed to no.
    assert_eq!(
        names(&[said("cares", 0.0), said("break", 0.0)]),
        ["cares", "sleep"]
    );
    let measure = Measure {
        questions,
        ..three()
    };
    let no = scored(&measure, &[said("cares", 0.0), said("sleep", 4.0)], None);
    assert_eq!((no.missing, no.total), (0, Some(4.0)));
}

#[test]
fn answers_that_cannot_be_are_refused_by_name() {
    let measure = Measure {
        questions: vec![scale("a"), yes_or_no("b")],
        ..three()
    };
    let rule = |answers: &[Answer]| check(&measure, answers, None).unwrap_err().rule;
    assert_eq!(rule(&[said("a", 11.0)]), Rule::OutOfRange);
    assert_eq!(rule(&[said("a", 4.5)]), Rule::OutOfRange);
    assert_eq!(rule(&[said("a", f64::NAN)]), Rule::OutOfRange);
    assert_eq!(rule(&[said("b", 2.0)]), Rule::OutOfRange);
    assert_eq!(rule(&[said("c", 2.0)]), Rule::UnknownField);
    assert_eq!(rule(&[said("a", 2.0), said("a", 3.0)]), Rule::UnknownField);
    assert_eq!(
        check(&measure, &[said("a", 10.0), said("b", 0.0)], None),
        Ok(())
    );
}

#[test]
fn questions_that_cannot_be_asked_are_told() {
    assert!(can_be_asked(&[scale("a"), only_if("a", 3, scale("b"))]));
    assert!(!can_be_asked(&[scale("a"), scale("a")]));
    assert!(!can_be_asked(&[only_if("b", 3, scale("a")), scale("b")]));
    assert!(!can_be_asked(&[only_if("a", 3, scale("a"))]));
    let same = Question {
        choices: vec![AnswerChoice::default(), AnswerChoice::default()],
        ..yes_or_no("a")
    };
    assert!(!can_be_asked(&[same]));
    let flat = Question {
        most: 0,
        ..scale("a")
    };
    assert!(!can_be_asked(&[flat]));
}

/// Mrs Nowak lets the team hear her story, and the funder hear it without her name. Then she thinks better of it.
#[test]
fn a_story_is_told_only_to_those_she_said_and_without_her_name_outside() {
    let mut story = Story {
        words: "Halina Nowak sings again".into(),
        for_team: Some(Given::Yes),
        for_funder: Some(Given::Yes),
        ..Story::blank(StoryId(uuid::Uuid::from_u128(1)))
    };
    assert_eq!(story.told(StoryUse::Team), Some("Halina Nowak sings again"));
    // There is no copy without her name yet.
    assert_eq!(story.told(StoryUse::Funder), None);
    story.anonymised = "She sings again".into();
    assert_eq!(story.told(StoryUse::Funder), Some("She sings again"));
    assert_eq!(story.told(StoryUse::Public), None);
    story.for_funder = Some(Given::Withdrawn);
    assert_eq!(story.told(StoryUse::Funder), None);
    assert_eq!(story.told(StoryUse::Team), Some("Halina Nowak sings again"));
    story.withdrawn_on = chrono::NaiveDate::from_ymd_opt(2026, 3, 2);
    assert_eq!(story.told(StoryUse::Team), None);
}
