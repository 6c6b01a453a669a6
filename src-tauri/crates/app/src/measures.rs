//! How things are: measures asked and written down, the lines they make, questionnaires of the team's own.
//!
//! What a measure asks is data: some come with the app (`assets/measures`), the team writes others. What answers come to is worked out
//! in one place (`domain/src/scoring.rs`), for the form while it is filled and for every line drawn afterwards.

use crate::api::error::{AppError, ErrorCode};
use crate::api::measures::{
    HowThingsAreView, MeasureView, MeasurementView, PointView, QuestionnaireView,
    RecordMeasureRequest, SaveQuestionnaireRequest, ScoreRequest, SeriesView, StoryView,
};
use crate::api::people::PersonRequest;
use crate::api::records::{AddedView, Did, Verb};
use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_domain::codes::Asked;
use alongside_domain::ids::{MeasurementId, QuestionnaireId};
use alongside_domain::measure::{
    Measure, Measurement, Permission, Question, Questionnaire, StoryUse, Total, WhatChanged,
};
use alongside_domain::person::Person;
use alongside_domain::scoring::{self, Scored};
use alongside_domain::{Kind, Record};
use alongside_store::Store;
use std::cmp::Reverse;
use std::sync::OnceLock;

const MEASURES: &str = include_str!("../../../../assets/measures/measures.json");

/// The measures that come with the app, in the order in which they are offered.
pub(crate) fn built_in() -> &'static [Measure] {
    static READ: OnceLock<Vec<Measure>> = OnceLock::new();
    // A test reads the file: what cannot be read is not built.
    READ.get_or_init(|| serde_json::from_str(MEASURES).unwrap_or_default())
}

/// Everything that may have been asked, newest version of each first.
struct Known {
    questionnaires: Vec<(Questionnaire, u32)>,
}

impl Known {
    fn read(store: &Store) -> Outcome<Self> {
        Ok(Self {
            questionnaires: store.questionnaires()?,
        })
    }

    /// A measure by code and version: one that comes with the app, or one of the team's.
    fn find(&self, code: &str, version: u32) -> Option<(Measure, Option<QuestionnaireId>)> {
        let own = self
            .questionnaires
            .iter()
            .find(|(own, _)| own.code.as_str() == code && own.version == Some(i64::from(version)));
        let came = built_in().iter().find(|measure| measure.code == code);
        match (own, came) {
            (Some((own, _)), came) => Some((worded(own, came), Some(own.id))),
            (None, Some(came)) if came.version == version => Some((came.clone(), None)),
            _ => None,
        }
    }

    /// The version of a code that is offered now, if the team has one.
    fn offered(&self, code: &str) -> Option<&Questionnaire> {
        let all = self.questionnaires.iter().map(|(own, _)| own);
        all.filter(|own| own.code.as_str() == code && !own.retired)
            .max_by_key(|own| own.version)
    }
}

/// A questionnaire as a measure. The wording of a licensed measure keeps that measure's scale.
fn worded(own: &Questionnaire, came: Option<&Measure>) -> Measure {
    let (bands, total, permission, note) = came.map_or_else(
        || (Vec::new(), None, Permission::Open, String::new()),
        |came| {
            (
                came.bands.clone(),
                came.total.clone(),
                came.permission,
                came.note.clone(),
            )
        },
    );
    let questions = match came {
        Some(came) if own.questions.is_empty() => came.questions.clone(),
        _ => own.questions.clone(),
    };
    Measure {
        code: own.code.0.clone(),
        version: own
            .version
            .and_then(|version| u32::try_from(version).ok())
            .unwrap_or(1),
        name: own.name.0.clone(),
        intro: own.intro.0.clone(),
        questions,
        bands,
        total,
        permission,
        attribution: own.attribution.0.clone(),
        note,
    }
}

/// What may be asked.
pub(crate) fn measures(desk: &Desk, _: Nothing) -> Outcome<Vec<MeasureView>> {
    let known = Known::read(&desk.open()?.store)?;
    let mut all: Vec<MeasureView> = built_in()
        .iter()
        .map(|came| match known.offered(&came.code) {
            Some(own) => MeasureView {
                measure: worded(own, Some(came)),
                questionnaire: Some(own.id),
                licence_missing: came.permission == Permission::Licensed && !own.licence_held,
            },
            None => MeasureView {
                measure: came.clone(),
                questionnaire: None,
                licence_missing: came.permission == Permission::Licensed,
            },
        })
        .collect();
    for (own, _) in &known.questionnaires {
        let is_own = built_in().iter().all(|came| came.code != own.code.as_str());
        let is_newest = known
            .offered(own.code.as_str())
            .is_some_and(|newest| newest.id == own.id);
        if is_own && is_newest {
            all.push(MeasureView {
                measure: worded(own, None),
                questionnaire: Some(own.id),
                licence_missing: false,
            });
        }
    }
    Ok(all)
}

/// What answers come to so far.
pub(crate) fn score(desk: &Desk, request: ScoreRequest) -> Outcome<Scored> {
    let known = Known::read(&desk.open()?.store)?;
    let (measure, _) = known
        .find(&request.measure, request.version)
        .ok_or_else(|| AppError::new(ErrorCode::NotFound))?;
    Ok(scoring::scored(&measure, &request.answers, None))
}

/// Writes down answers. What is not asked is not kept; what was left out stays missing.
pub(crate) fn record_measure(desk: &Desk, request: RecordMeasureRequest) -> Outcome<AddedView> {
    let known = Known::read(&desk.open()?.store)?;
    let (measure, questionnaire) = known
        .find(&request.measure, request.version)
        .ok_or_else(|| AppError::new(ErrorCode::NotFound))?;
    scoring::check(&measure, &request.answers, request.score)?;
    let asked = scoring::asked(&measure.questions, &request.answers);
    let answers: Vec<_> = request
        .answers
        .iter()
        .filter(|answer| asked.iter().any(|question| question.id == answer.question))
        .filter(|answer| answer.score.is_some() || !answer.words.trim().is_empty())
        .cloned()
        .collect();
    if answers.is_empty() && request.score.is_none() {
        return Err(AppError {
            field: Some("answers".to_owned()),
            ..AppError::new(ErrorCode::BadValue)
        });
    }
    let did = Did {
        verb: Verb::Added,
        kind: Some(Kind::Measurement),
        field: None,
    };
    let (id, changes) = desk.transact(&did, |tx| {
        tx.get::<Person>(request.person)?;
        let measurement = Measurement {
            person: request.person,
            measure: measure.code.as_str().into(),
            version: Some(i64::from(measure.version)),
            questionnaire,
            on: Some(request.on),
            filled: Some(request.filled),
            answers,
            score: request.score,
            words: request.words.as_str().into(),
            author: tx.by().into(),
            written_at: Some(tx.now()),
            ..Measurement::blank(MeasurementId(tx.new_id()))
        };
        tx.put(&measurement)?;
        Ok(measurement.id.0)
    })?;
    Ok(AddedView {
        id,
        saved_at: changes.at,
    })
}

/// How things are with one person.
pub(crate) fn how_things_are(desk: &Desk, request: PersonRequest) -> Outcome<HowThingsAreView> {
    let open = desk.open()?;
    let found = open.store.how_things_are(request.id)?;
    let known = Known::read(&open.store)?;
    let mut series: Vec<SeriesView> = Vec::new();
    let mut measurements = Vec::new();
    for measurement in found.measurements {
        let version = measurement
            .version
            .and_then(|version| u32::try_from(version).ok())
            .unwrap_or(1);
        let measure = known
            .find(measurement.measure.as_str(), version)
            .map(|(measure, _)| measure);
        let scored = measure
            .as_ref()
            .map(|measure| scoring::scored(measure, &measurement.answers, measurement.score));
        if let (Some(measure), Some(scored)) = (&measure, &scored) {
            draw(&mut series, measure, scored, &measurement);
        }
        measurements.push(MeasurementView {
            name: measure.map_or_else(|| measurement.measure.0.clone(), |measure| measure.name),
            scored,
            measurement,
        });
    }
    let place = |code: &str| {
        let came = built_in().iter().position(|measure| measure.code == code);
        came.unwrap_or(usize::MAX)
    };
    series.sort_by_key(|line| place(&line.measure));
    let mut what_changed = found.what_changed;
    what_changed.sort_by_key(|said| (voice_order(said), Reverse(said.on)));
    Ok(HowThingsAreView {
        person: found.person.id,
        called: found.person.called().to_owned(),
        measurements,
        series,
        what_changed,
        stories: found
            .stories
            .into_iter()
            .map(|story| StoryView {
                told_to: StoryUse::ALL
                    .into_iter()
                    .filter(|to| story.told(*to).is_some())
                    .collect(),
                story,
            })
            .collect(),
    })
}

/// The person's own view comes first.
fn voice_order(said: &WhatChanged) -> u8 {
    use alongside_domain::codes::Voice;
    match said.voice {
        Some(Voice::Person) | None => 0,
        Some(Voice::Family) => 1,
        Some(Voice::Worker | Voice::Service | Voice::Other) => 2,
    }
}

/// Puts one measurement's numbers at the front of their lines: the newest comes first, the line is read oldest first. Another version of a
/// measure makes another line, for its scale or words are others.
fn draw(
    series: &mut Vec<SeriesView>,
    measure: &Measure,
    scored: &Scored,
    measurement: &Measurement,
) {
    let Some(on) = measurement.on else { return };
    let mut point = |name: &str, ends: (f64, f64, bool), score: f64, band: &str| {
        let point = PointView {
            id: measurement.id,
            on,
            score,
            band: band.to_owned(),
            words: measurement.words.0.clone(),
        };
        let (least, most, less_is_better) = ends;
        let known = series.iter_mut().find(|line| {
            line.measure == measure.code && line.question == name && line.version == measure.version
        });
        match known {
            Some(line) => line.points.insert(0, point),
            None => series.push(SeriesView {
                measure: measure.code.clone(),
                version: measure.version,
                measure_name: measure.name.clone(),
                question: name.to_owned(),
                short: short(measure, name),
                least,
                most,
                less_is_better,
                points: vec![point],
            }),
        }
    };
    for answered in &scored.answered {
        let question = measure
            .questions
            .iter()
            .find(|question| question.id == answered.question);
        if let (Some(question), Some(score)) = (question, answered.score) {
            let ends = ends(question);
            let band = if answered.band.is_empty() {
                &answered.words
            } else {
                &answered.band
            };
            point(&question.id, ends, score, band);
        }
    }
    if let (
        Some(Total {
            least,
            most,
            less_is_better,
        }),
        Some(total),
    ) = (&measure.total, scored.total)
    {
        point(
            "",
            (*least, *most, *less_is_better),
            total,
            &scored.total_band,
        );
    }
}

fn short(measure: &Measure, name: &str) -> String {
    let question = measure.questions.iter().find(|known| known.id == name);
    question.map_or_else(String::new, |question| {
        let short = question.short.trim();
        let words = if short.is_empty() {
            &question.words
        } else {
            short
        };
        words.to_owned()
    })
}

/// The ends of a question's scale, or of the numbers of its choices.
fn ends(question: &Question) -> (f64, f64, bool) {
    let choices = question.choices.iter().map(|choice| choice.score);
    let (least, most) = match question.asked {
        Some(Asked::Choice) => (
            choices.clone().min().unwrap_or(question.least),
            choices.max().unwrap_or(question.most),
        ),
        _ => (question.least, question.most),
    };
    (f64::from(least), f64::from(most), question.less_is_better)
}

/// The team's own questionnaires, every version.
pub(crate) fn questionnaires(desk: &Desk, _: Nothing) -> Outcome<Vec<QuestionnaireView>> {
    let all = desk.open()?.store.questionnaires()?;
    Ok(all
        .into_iter()
        .map(|(questionnaire, answered)| QuestionnaireView {
            questionnaire,
            answered,
        })
        .collect())
}

/// Writes a questionnaire. One that has been answered is never changed: its next version is another record, and this one is no longer offered.
pub(crate) fn save_questionnaire(
    desk: &Desk,
    request: SaveQuestionnaireRequest,
) -> Outcome<AddedView> {
    let name = request.name.trim().to_owned();
    if name.is_empty() {
        return Err(bad("name"));
    }
    let of_licensed = match request.code.as_deref().filter(|code| !code.is_empty()) {
        None => None,
        Some(code) => Some(
            built_in()
                .iter()
                .find(|came| came.code == code && came.permission == Permission::Licensed)
                .ok_or_else(|| bad("code"))?,
        ),
    };
    if of_licensed.is_some() && !request.licence_held {
        return Err(bad("licence_held"));
    }
    if of_licensed.is_none() && request.questions.is_empty() {
        return Err(bad("questions"));
    }
    if !scoring::can_be_asked(&request.questions) {
        return Err(bad("questions"));
    }
    let store = &desk.open()?.store;
    let known = Known::read(store)?;
    let before = request.id.and_then(|id| {
        let mut all = known.questionnaires.iter();
        all.find(|(own, _)| own.id == id)
    });
    if request.id.is_some() && before.is_none() {
        return Err(AppError::new(ErrorCode::NotFound));
    }
    let did = Did {
        verb: if before.is_some() {
            Verb::Changed
        } else {
            Verb::Added
        },
        kind: Some(Kind::Questionnaire),
        field: None,
    };
    let (id, changes) = desk.transact(&did, |tx| {
        let mut next = match before {
            Some((own, 0)) => own.clone(),
            _ => {
                let id = QuestionnaireId(tx.new_id());
                let mut made = Questionnaire::blank(id);
                made.code = match (before, of_licensed) {
                    (Some((own, _)), _) => own.code.clone(),
                    (None, Some(came)) => came.code.as_str().into(),
                    (None, None) => id.0.to_string().as_str().into(),
                };
                made.version = Some(next_version(&known, made.code.as_str(), of_licensed));
                if let Some((own, _)) = before {
                    let mut old = own.clone();
                    old.retired = true;
                    tx.put(&old)?;
                }
                made
            }
        };
        next.name = name.as_str().into();
        next.intro = request.intro.as_str().into();
        next.questions = request.questions;
        next.attribution = request.attribution.as_str().into();
        next.licence_held = request.licence_held;
        next.licence_words = request.licence_words.as_str().into();
        next.author = tx.by().into();
        next.written_at = Some(tx.now());
        tx.put(&next)?;
        Ok(next.id.0)
    })?;
    Ok(AddedView {
        id,
        saved_at: changes.at,
    })
}

fn next_version(known: &Known, code: &str, of_licensed: Option<&Measure>) -> i64 {
    let came = of_licensed.map_or(0, |came| i64::from(came.version));
    let own = known
        .questionnaires
        .iter()
        .filter(|(own, _)| own.code.as_str() == code)
        .filter_map(|(own, _)| own.version)
        .max();
    own.unwrap_or(came).max(came) + 1
}

fn bad(field: &str) -> AppError {
    AppError {
        field: Some(field.to_owned()),
        ..AppError::new(ErrorCode::BadValue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_that_comes_with_the_app_can_be_read_and_asked() {
        let codes: Vec<&str> = built_in().iter().map(|came| came.code.as_str()).collect();
        assert_eq!(
            codes,
            ["ons4", "lonely", "ucla3", "confidence", "swemwbs", "mycaw"]
        );
        for came in built_in() {
            assert!(scoring::can_be_asked(&came.questions), "{}", came.code);
            assert!(!came.attribution.is_empty());
            for band in &came.bands {
                assert!(came.questions.iter().any(|known| known.id == band.question));
            }
        }
    }

    /// Each point of each scale of ONS4 falls in one band and no more.
    #[test]
    fn the_official_bands_cover_their_scales() {
        for (ons4, question) in built_in()
            .iter()
            .filter(|came| came.code == "ons4")
            .flat_map(|ons4| ons4.questions.iter().map(move |question| (ons4, question)))
        {
            for point in question.least..=question.most {
                let point = f64::from(point);
                let bands = ons4.bands.iter().filter(|band| {
                    band.question == question.id && (band.least..=band.most).contains(&point)
                });
                assert_eq!(bands.count(), 1, "{} {point}", question.id);
            }
        }
    }
}
