//! Looking after the worker: what goes to supervision, what was learned, settling in.
//!
//! All of it stands in the worker's own space, which nobody else's key opens, and is told by these commands alone.

use crate::api::error::{AppError, ErrorCode};
use crate::api::growing::{
    BeginInductionRequest, Brought, CameFrom, LearningRequest, LearningView, SaveLearningRequest,
    SessionOfSupervision, SupervisionView, TakeToSupervisionRequest,
};
use crate::api::records::{AddedView, Did, SavedView, Verb};
use crate::api::session::{Nothing, SavedPaperView};
use crate::copies;
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_domain::contact::Contact;
use alongside_domain::diary::Task;
use alongside_domain::growing::{CpdEntry, InductionItem, Supervision};
use alongside_domain::ids::{InductionItemId, ReflectionId};
use alongside_domain::learning;
use alongside_domain::papers::Phrase;
use alongside_domain::person::Person;
use alongside_domain::team::Reflection;
use alongside_domain::{Kind, Record as _};
use alongside_store::Store;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How much of a contact or task is shown beside what is taken from it.
const BEGINNING: usize = 160;
/// Most lines that an induction begins with.
const MOST_LINES: usize = 200;

fn did(kind: Kind) -> Did {
    Did {
        verb: Verb::Added,
        kind: Some(kind),
        field: None,
    }
}

/// Whether it is still to be talked about.
fn waits(one: &Reflection) -> bool {
    one.for_supervision && one.talked_about_on.is_none()
}

/// Takes something to supervision. What waits there already is not put there twice.
pub(crate) fn take_to_supervision(
    desk: &Desk,
    request: TakeToSupervisionRequest,
) -> Outcome<AddedView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let mut person = request.person;
    if let Some(id) = request.contact {
        person = Some(open.store.get::<Contact>(id)?.person);
    }
    if let Some(id) = request.task {
        person = open.store.get::<Task>(id)?.person.or(person);
    }
    let same = |one: &Reflection| {
        waits(one)
            && (one.person, one.contact, one.task) == (person, request.contact, request.task)
            // About somebody at large there may be several questions: only one without words is the same.
            && (request.contact.is_some() || request.task.is_some() || one.words.is_blank())
    };
    if let Some(known) = open.store.all::<Reflection>()?.iter().find(|one| same(one)) {
        return Ok(AddedView {
            id: known.id.0,
            saved_at: open.store.clock().now(),
        });
    }
    let (id, changes) = desk.transact(&did(Kind::Reflection), |tx| {
        if let Some(person) = person {
            tx.get::<Person>(person)?;
        }
        let id = tx.new_id();
        tx.put(&Reflection {
            on: Some(today),
            person,
            for_supervision: true,
            contact: request.contact,
            task: request.task,
            ..Reflection::blank(ReflectionId(id))
        })?;
        Ok(id)
    })?;
    Ok(AddedView {
        id,
        saved_at: changes.at,
    })
}

/// What waits for supervision, and the sessions with what was brought to them.
pub(crate) fn supervision(desk: &Desk, _: Nothing) -> Outcome<SupervisionView> {
    let open = desk.open()?;
    let store = &open.store;
    let mut sessions = store.all::<Supervision>()?;
    sessions.sort_by_key(|session| Reverse((session.on.is_none(), session.on, session.id)));
    let here: BTreeSet<_> = sessions.iter().map(|session| session.id).collect();
    let mut reflections = store.all::<Reflection>()?;
    reflections.sort_by_key(|one| (one.on.is_none(), one.on, one.id));
    // What was brought to a session that went into the bin waits again.
    let session_of = |one: &Reflection| one.session.filter(|session| here.contains(session));
    let brought = |wanted: &dyn Fn(&Reflection) -> bool| -> Outcome<Vec<Brought>> {
        reflections
            .iter()
            .filter(|one| wanted(one))
            .map(|one| tell(store, one))
            .collect()
    };
    Ok(SupervisionView {
        queue: brought(&|one| waits(one) && session_of(one).is_none())?,
        sessions: sessions
            .into_iter()
            .map(|session| {
                Ok(SessionOfSupervision {
                    brought: brought(&|one| session_of(one) == Some(session.id))?,
                    session,
                })
            })
            .collect::<Outcome<_>>()?,
    })
}

fn tell(store: &Store, one: &Reflection) -> Outcome<Brought> {
    let called = match one.person {
        Some(person) => store.find::<Person>(person)?,
        None => None,
    }
    .filter(|person| person.archived.is_none())
    .map(|person| person.called().to_owned());
    let contact = match one.contact {
        Some(id) => store.find::<Contact>(id)?,
        None => None,
    };
    let task = match one.task {
        Some(id) => store.find::<Task>(id)?,
        None => None,
    };
    let came_from = contact
        .filter(|contact| contact.archived.is_none())
        .map(|contact| CameFrom {
            is_contact: true,
            on: contact.on,
            words: beginning(contact.note.as_str()),
        })
        .or_else(|| {
            task.filter(|task| task.archived.is_none())
                .map(|task| CameFrom {
                    is_contact: false,
                    on: task.due_on,
                    words: beginning(task.what.as_str()),
                })
        });
    Ok(Brought {
        reflection: one.clone(),
        called,
        came_from,
    })
}

fn beginning(words: &str) -> String {
    let words = words.trim();
    let mut short: String = words.chars().take(BEGINNING).collect();
    if words.chars().nth(BEGINNING).is_some() {
        short.push('…');
    }
    short
}

/// What was learned in a time, and what it comes to.
pub(crate) fn learning(desk: &Desk, request: LearningRequest) -> Outcome<LearningView> {
    let year = learning::year_of(desk.clock.today());
    let from = request.from.unwrap_or(year.0);
    let until = request.until.unwrap_or(year.1);
    if until < from {
        return Err(AppError {
            field: Some("until".to_owned()),
            ..AppError::new(ErrorCode::BadValue)
        });
    }
    learned(&desk.open()?.store, from, until)
}

/// The same from the file.
pub(crate) fn learned(store: &Store, from: NaiveDate, until: NaiveDate) -> Outcome<LearningView> {
    let within = |on: Option<NaiveDate>| on.is_some_and(|on| (from..=until).contains(&on));
    let all = store.all::<CpdEntry>()?;
    let headings: BTreeSet<String> = all
        .iter()
        .flat_map(|entry| &entry.headings)
        .map(|heading| heading.trim().to_owned())
        .filter(|heading| !heading.is_empty())
        .collect();
    let (mut entries, undated): (Vec<_>, Vec<_>) = all
        .into_iter()
        .filter(|entry| entry.on.is_none() || within(entry.on))
        .partition(|entry| entry.on.is_some());
    let sum = learning::sum(&entries);
    entries.extend(undated);
    entries.sort_by_key(|entry| Reverse((entry.on.is_none(), entry.on, entry.id)));
    let sessions = store.all::<Supervision>()?;
    let supervisions = sessions.iter().filter(|session| within(session.on)).count();
    Ok(LearningView {
        from,
        until,
        entries,
        sum,
        supervisions: u32::try_from(supervisions).unwrap_or(u32::MAX),
        headings: headings.into_iter().collect(),
    })
}

/// One's own induction, in its order.
pub(crate) fn induction(desk: &Desk, _: Nothing) -> Outcome<Vec<InductionItem>> {
    let mut items = desk.open()?.store.all::<InductionItem>()?;
    items.sort_by_key(|item| (item.position.is_none(), item.position, item.id));
    Ok(items)
}

/// Begins an induction.
pub(crate) fn begin_induction(desk: &Desk, request: BeginInductionRequest) -> Outcome<SavedView> {
    if request.lines.len() > MOST_LINES {
        return Err(AppError {
            field: Some("lines".to_owned()),
            ..AppError::new(ErrorCode::BadValue)
        });
    }
    let ((), changes) = desk.transact(&did(Kind::InductionItem), |tx| {
        for (position, line) in (0_i64..).zip(&request.lines) {
            let item = InductionItem {
                what: line.what.trim().into(),
                heading: line.heading.trim().into(),
                position: Some(position),
                ..InductionItem::blank(InductionItemId(tx.new_id()))
            };
            tx.put(&item)?;
        }
        Ok(())
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

/// The learning log, where the worker says.
pub(crate) fn save_learning(desk: &Desk, request: SaveLearningRequest) -> Outcome<SavedPaperView> {
    copies::save_learning(desk, request)
}

/// Ready words, by name: one's own, and the team's.
pub(crate) fn phrases(desk: &Desk, _: Nothing) -> Outcome<Vec<Phrase>> {
    let mut phrases = desk.open()?.store.all::<Phrase>()?;
    phrases.sort_by_cached_key(|phrase| (phrase.name.as_str().to_lowercase(), phrase.id));
    Ok(phrases)
}
