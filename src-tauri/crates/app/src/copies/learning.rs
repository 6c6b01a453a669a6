//! The learning log, to take to an appraisal. Nothing of reflections or of what was said in supervision goes with it.

use super::{save, save_file};
use crate::api::error::{AppError, ErrorCode};
use crate::api::growing::{LearningPaper, LearningView, SaveLearningRequest};
use crate::api::session::SavedPaperView;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::growing::learned;
use crate::hands::FileKind;
use alongside_documents::pdf::{Learned, LearningLog, learning_pdf};
use alongside_documents::spreadsheet::table;
use alongside_domain::growing::CpdEntry;
use chrono::NaiveDate;

/// The learning log of a time, where the worker says.
pub(crate) fn save_learning(desk: &Desk, request: SaveLearningRequest) -> Outcome<SavedPaperView> {
    let open = desk.open()?;
    let mut view = learned(&open.store, request.from, request.until)?;
    view.entries.retain(|entry| entry.on.is_some());
    // As they happened: a log is read from its beginning.
    view.entries.reverse();
    let name = format!("Learning log {} to {}", request.from, request.until);
    match request.paper {
        LearningPaper::Pdf => {
            let paper = learning_pdf(&log(&view, open.store.worker(), desk.clock.today()))?;
            save(desk, &format!("{name}.pdf"), &paper)
        }
        LearningPaper::Csv => {
            let bytes = rows(&view)?;
            let path = save_file(desk, FileKind::Table, &format!("{name}.csv"), "csv", &bytes)?;
            Ok(SavedPaperView {
                path,
                unprinted: 0,
                scripts: Vec::new(),
            })
        }
    }
}

fn log(view: &LearningView, worker_name: String, today: NaiveDate) -> LearningLog {
    let sum = &view.sum;
    LearningLog {
        worker_name,
        from: Some(view.from),
        until: Some(view.until),
        on: Some(today),
        whole: counted(sum.hours, sum.entries),
        left_out: match sum.without_hours {
            0 => String::new(),
            1 => "One entry does not say how long it took, and counts in no hours.".to_owned(),
            n => format!("{n} entries do not say how long they took, and count in no hours."),
        },
        supervision: match view.supervisions {
            0 => String::new(),
            1 => "Supervision: one session.".to_owned(),
            n => format!("Supervision: {n} sessions."),
        },
        headings: sum
            .headings
            .iter()
            .map(|one| (one.heading.clone(), counted(one.hours, one.entries)))
            .collect(),
        entries: view.entries.iter().map(entry).collect(),
    }
}

fn entry(one: &CpdEntry) -> Learned {
    Learned {
        title: one.title.0.clone(),
        on: one.on,
        hours: one.hours.map(hours).unwrap_or_default(),
        provider: one.provider.0.clone(),
        headings: one.headings.join(", "),
        learned: one.learned.0.clone(),
        changed: one.changed.0.clone(),
        evidence: one.evidence.0.clone(),
    }
}

fn counted(sum: f64, entries: u32) -> String {
    let of = if entries == 1 { "entry" } else { "entries" };
    format!("{} in {entries} {of}", hours(sum))
}

fn hours(number: f64) -> String {
    let figure = figure(number);
    if figure == "1" {
        "1 hour".to_owned()
    } else {
        format!("{figure} hours")
    }
}

/// To the quarter of an hour, without noughts that say nothing.
fn figure(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn rows(view: &LearningView) -> Outcome<Vec<u8>> {
    let cells: Vec<[String; 8]> = view
        .entries
        .iter()
        .map(|one| {
            [
                one.on.map(|on| on.to_string()).unwrap_or_default(),
                one.title.0.clone(),
                one.provider.0.clone(),
                one.hours.map(figure).unwrap_or_default(),
                one.headings.join("; "),
                one.learned.0.clone(),
                one.changed.0.clone(),
                one.evidence.0.clone(),
            ]
        })
        .collect();
    let head = vec![
        "Day",
        "What it was",
        "With whom, where",
        "Hours",
        "Headings",
        "What I learned",
        "What I do differently",
        "Evidence",
    ];
    let body = cells
        .iter()
        .map(|row| row.iter().map(String::as_str).collect());
    table(std::iter::once(head).chain(body))
        .map_err(|error| AppError::with_detail(ErrorCode::Internal, error))
}
