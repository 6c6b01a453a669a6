//! Importing the directory: choosing a file, seeing what is in it before anything is changed, bringing it in, stopping half way.
//!
//! A whole import is one transaction, so it is undone with one undo. Importing again from the same source updates and never
//! duplicates; how far a colleague's own corrections are kept is said in [`keep`].

mod columns;
pub(crate) mod keep;
mod postcodes;
mod read;
mod remembered;

pub(crate) use postcodes::import_postcodes;

use crate::api::directory::{
    ChooseImportRequest, ChosenView, ImportDoneView, ImportPreviewView, InspectImportRequest,
    ProgressEvent, RememberedView, RunImportRequest, SampleLine, SkippedView,
};
use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, Verb};
use crate::api::session::Nothing;
use crate::desk::{Desk, name_of};
use crate::failure::Outcome;
use crate::hands::{Event, FileKind};
use alongside_documents::import::{Batch, ImportError, Incoming, Skipped};
use alongside_domain::Kind;
use alongside_store::StoreError;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Records left out that are listed one by one.
const SKIPPED_SHOWN: usize = 200;
/// Services shown as they would be.
const SAMPLE: usize = 10;
/// First words of what a service is.
const SUMMARY: usize = 200;
/// Progress is told no more often than an eye can follow.
const TOLD_EVERY: Duration = Duration::from_millis(50);

/// The code for what went wrong with a file.
pub(crate) fn code_of(error: &ImportError) -> ErrorCode {
    match error {
        ImportError::Unreadable(_) => ErrorCode::FileUnreadable,
        ImportError::TooLarge { .. } => ErrorCode::FileTooLarge,
        ImportError::Empty
        | ImportError::NotJson { .. }
        | ImportError::NotOpenReferral { .. }
        | ImportError::NoTable
        | ImportError::NotASpreadsheet => ErrorCode::UnknownFormat,
        ImportError::NoNameColumn | ImportError::NoSuchColumn(_) => ErrorCode::BadMapping,
        ImportError::BadRules(_) => ErrorCode::Internal,
        ImportError::Stopped => ErrorCode::Cancelled,
    }
}

/// What an import is called in the log.
pub(crate) fn imported() -> Did {
    Did {
        verb: Verb::Imported,
        kind: Some(Kind::Service),
        field: None,
    }
}

/// Asks for a file, or a folder of files.
pub(crate) fn choose_import(desk: &Desk, request: ChooseImportRequest) -> Outcome<ChosenView> {
    desk.open()?;
    let chosen = if request.folder {
        desk.hands.ask_for_folder()
    } else {
        desk.hands.ask_for_file(FileKind::Directory)
    };
    Ok(ChosenView {
        path: chosen.map(|path| path.display().to_string()),
    })
}

/// What is in a file, before anything is changed.
pub(crate) fn inspect_import(
    desk: &Desk,
    request: InspectImportRequest,
) -> Outcome<ImportPreviewView> {
    let open = desk.open()?;
    let path = Path::new(&request.path);
    let source = read::source_name(path);
    let known_columns = match &request.mapping {
        Some(_) => None,
        None => remembered::choice(&open.store, read::headings(path)?)?,
    };
    let chosen = request
        .mapping
        .or_else(|| known_columns.as_ref().map(remembered::mapping));
    let looked = read::look(path, chosen.as_ref())?;
    let mut on = |_: usize, _: usize| ControlFlow::Continue(());
    let batch = match read::batch(path, chosen.as_ref(), &source, &mut on) {
        // Which column gives the name is still to be chosen: the columns are shown, and that nothing comes of them yet.
        Err(ImportError::NoNameColumn) => Batch::default(),
        read => read?,
    };
    let known = open.store.services_of_source(&source)?;
    let already_here = batch
        .incoming
        .iter()
        .filter(|incoming| known.contains_key(incoming.source_id()))
        .count();
    let mut notes: BTreeMap<String, u32> = BTreeMap::new();
    let of_files = batch.warnings.iter().map(|warning| &warning.warning);
    let of_records = batch
        .incoming
        .iter()
        .flat_map(|incoming| &incoming.warnings);
    for warning in of_files.chain(of_records) {
        *notes.entry(code(&warning.kind)).or_default() += 1;
    }
    Ok(ImportPreviewView {
        format: looked.format.to_owned(),
        encoding: looked.encoding(&notes).to_owned(),
        source,
        services: number(batch.incoming.len()),
        already_here: number(already_here),
        columns: looked.columns,
        mapping: looked.mapping,
        remembered: known_columns.map(|known| RememberedView {
            id: known.id,
            by: known.author.0,
            at: known.written_at,
        }),
        rows: looked.rows,
        sample: batch.incoming.iter().take(SAMPLE).map(sample).collect(),
        skipped_total: number(batch.skipped.len()),
        skipped: left_out(batch.skipped),
        notes,
    })
}

fn sample(incoming: &Incoming) -> SampleLine {
    SampleLine {
        name: incoming.service.name.0.clone(),
        organisation: incoming
            .organisation
            .as_ref()
            .map(|organisation| organisation.name.0.clone())
            .unwrap_or_default(),
        postcode: incoming
            .places
            .first()
            .map(|place| place.postcode.0.clone())
            .unwrap_or_default(),
        summary: incoming
            .service
            .description
            .0
            .chars()
            .take(SUMMARY)
            .collect(),
    }
}

fn left_out(skipped: Vec<Skipped>) -> Vec<SkippedView> {
    skipped
        .into_iter()
        .take(SKIPPED_SHOWN)
        .map(|skipped| SkippedView {
            at: number(skipped.at.record),
            name: if skipped.name.is_empty() {
                skipped.at.file
            } else {
                skipped.name
            },
            reason: code(&skipped.reason),
            detail: skipped.detail,
        })
        .collect()
}

/// The stable word of a closed code.
fn code(of: &impl serde::Serialize) -> String {
    serde_json::to_value(of)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Brings a file in: whole, or not at all.
pub(crate) fn run_import(desk: &Desk, request: RunImportRequest) -> Outcome<ImportDoneView> {
    let source = request.source.trim();
    if source.is_empty() {
        return Err(AppError {
            field: Some("source".to_owned()),
            ..AppError::new(ErrorCode::BadValue)
        });
    }
    // In this order: a lock that comes between the two is seen by one of them.
    let _running = desk.begin_import()?;
    let open = desk.open()?;
    let mut teller = Teller::new(desk);
    let batch = read::batch(
        Path::new(&request.path),
        request.mapping.as_ref(),
        source,
        // Reading is the first half of the way, keeping the second.
        &mut |done, total| teller.tell(done, total.saturating_mul(2)),
    )?;
    let skipped_total = number(batch.skipped.len());
    let mut batch = batch;
    let skipped = left_out(std::mem::take(&mut batch.skipped));
    let keeper = keep::Keeper {
        store: &open.store,
        lists: desk.lists(),
        tags: desk.lists().tags()?,
        source,
        did: name_of(&imported()),
        postcodes: open.store.postcodes_known()? > 0,
        revives: true,
    };
    let columns = match &request.mapping {
        Some(mapping) => remembered::to_keep(&open.store, Path::new(&request.path), mapping)?,
        None => None,
    };
    let total = batch.incoming.len();
    let way = total.saturating_mul(2);
    let (kept, _) = desk.transact(&imported(), |tx| {
        let mut go_on = |done| match teller.tell(total + done, way) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(StoreError::Cancelled),
        };
        let mut known = keeper.known(tx)?;
        let kept = keeper.keep(tx, &mut known, batch, &mut go_on)?;
        if let Some(columns) = columns {
            remembered::keep(tx, columns)?;
        }
        // The last moment at which it can be stopped.
        go_on(total)?;
        teller.tell_finishing(way);
        Ok(kept)
    })?;
    Ok(ImportDoneView {
        added: kept.added,
        updated: kept.updated,
        unchanged: kept.unchanged,
        skipped,
        skipped_total,
    })
}

/// Stops the import that is running; nothing of it stays.
pub(crate) fn cancel_import(desk: &Desk, _: Nothing) -> Outcome<Nothing> {
    desk.stop_import.store(true, Ordering::SeqCst);
    Ok(Nothing {})
}

/// Tells the window how far an import is, and the import whether to go on.
struct Teller<'d> {
    desk: &'d Desk,
    last: Option<Instant>,
}

impl<'d> Teller<'d> {
    fn new(desk: &'d Desk) -> Self {
        Self { desk, last: None }
    }

    fn tell(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if self.desk.stop_import.load(Ordering::SeqCst) {
            return ControlFlow::Break(());
        }
        if self.last.is_none_or(|last| last.elapsed() >= TOLD_EVERY) {
            self.last = Some(Instant::now());
            self.desk.hands.tell(Event::ImportProgress(ProgressEvent {
                done: number(done),
                total: number(total),
                finishing: false,
            }));
        }
        ControlFlow::Continue(())
    }

    /// All is kept but for the search index, which the store writes at the end of the transaction.
    fn tell_finishing(&self, total: usize) {
        self.desk.hands.tell(Event::ImportProgress(ProgressEvent {
            done: number(total),
            total: number(total),
            finishing: true,
        }));
    }
}
