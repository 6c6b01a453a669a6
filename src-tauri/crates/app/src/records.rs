//! Records of any kind: adding, changing one field, the bin, history, undo.

use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{
    AddRequest, AddedView, BinLine, ChangeView, Did, EditFieldsRequest, EditRequest, RecordRequest,
    SavedView, UndoView, Verb,
};
use crate::api::session::Nothing;
use crate::desk::{Desk, did_of};
use crate::directory::place_position;
use crate::failure::Outcome;
use alongside_domain::contact::Contact;
use alongside_domain::diary::{Appointment, Leave, Task};
use alongside_domain::directory::Place;
use alongside_domain::ids::PersonId;
use alongside_domain::person::Person;
use alongside_domain::record::Table;
use alongside_domain::{FieldError, Kind, Moment, Record, SpaceOf, Value, with_record};
use alongside_store::{Store, StoreError, Tx};
use std::any::Any;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How much of the bin is shown.
const BIN: u32 = 500;

/// Adds a record.
pub(crate) fn add_record(desk: &Desk, request: AddRequest) -> Outcome<AddedView> {
    let did = Did {
        verb: Verb::Added,
        kind: Some(request.kind),
        field: None,
    };
    let (id, changes) = desk.transact(&did, |tx| {
        let id = tx.new_id();
        with_record!(request.kind, R => {
            let mut record = R::blank(id.into());
            for (field, json) in request.fields {
                record.set(&field, json)?;
            }
            sign(desk, tx, &mut record)?;
            tx.put(&record)?;
        });
        Ok(id)
    })?;
    Ok(AddedView {
        id,
        saved_at: changes.at,
    })
}

/// Changes one field.
pub(crate) fn edit_field(desk: &Desk, request: EditRequest) -> Outcome<SavedView> {
    let did = Did {
        verb: Verb::Changed,
        kind: Some(request.kind),
        field: Some(request.field.clone()),
    };
    let fields = BTreeMap::from([(request.field, request.value)]);
    edit(desk, &did, request.kind, request.id, fields)
}

/// Changes several fields at once.
pub(crate) fn edit_fields(desk: &Desk, request: EditFieldsRequest) -> Outcome<SavedView> {
    let did = Did {
        verb: Verb::Changed,
        kind: Some(request.kind),
        field: request.fields.keys().next().cloned(),
    };
    edit(desk, &did, request.kind, request.id, request.fields)
}

/// Drafts of the fields, if there are any, are settled in the same transaction.
fn edit(
    desk: &Desk,
    did: &Did,
    kind: Kind,
    id: Uuid,
    fields: BTreeMap<String, serde_json::Value>,
) -> Outcome<SavedView> {
    let ((), changes) = desk.transact(did, |tx| {
        for field in fields.keys() {
            tx.settle_draft(&format!("{}/{id}/{field}", code_of(kind)))?;
        }
        with_record!(kind, R => {
            let mut record: R = match tx.find(id.into())? {
                Some(record) => record,
                None => first_part(tx, kind, id)?,
            };
            let moved = fields.contains_key("postcode");
            for (field, value) in fields {
                record.set(&field, value)?;
            }
            if let Some(place) = (&mut record as &mut dyn Any).downcast_mut::<Place>()
                && moved
            {
                place_position(desk, place);
            }
            tx.put(&record)
        })
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

/// *About me* and the circumstances are made with the first word written in them; they have their person's id.
fn first_part<R: Record + 'static>(tx: &Tx<'_>, kind: Kind, id: Uuid) -> alongside_store::Result<R>
where
    R::Id: From<Uuid>,
{
    if !matches!(kind, Kind::AboutMe | Kind::Circumstances) {
        return Err(StoreError::NotFound);
    }
    tx.get::<Person>(PersonId(id))?;
    let mut record = R::blank(id.into());
    record.set("person", serde_json::Value::String(id.to_string()))?;
    Ok(record)
}

/// Some records carry who wrote them and when: the writing's, not the upload's.
fn sign<R: Record + 'static>(desk: &Desk, tx: &Tx<'_>, record: &mut R) -> Result<(), FieldError> {
    if R::TABLE.field("author").is_some() {
        record.set("author", tx.by().into())?;
        record.set("written_at", tx.now().0.into())?;
    }
    let record: &mut dyn Any = record;
    if let Some(contact) = record.downcast_mut::<Contact>() {
        contact.on.get_or_insert_with(|| desk.clock.today());
    } else if let Some(task) = record.downcast_mut::<Task>() {
        if task.worker.some().is_none() {
            task.worker = tx.by().into();
        }
    } else if let Some(appointment) = record.downcast_mut::<Appointment>() {
        if appointment.worker.some().is_none() {
            appointment.worker = tx.by().into();
        }
    } else if let Some(leave) = record.downcast_mut::<Leave>() {
        if leave.worker.some().is_none() {
            leave.worker = tx.by().into();
        }
    } else if let Some(place) = record.downcast_mut::<Place>() {
        place_position(desk, place);
    }
    Ok(())
}

/// Puts a record in the bin.
pub(crate) fn archive_record(desk: &Desk, request: RecordRequest) -> Outcome<SavedView> {
    set_archived(desk, request, Verb::Archived)
}

/// Takes a record out of the bin.
pub(crate) fn restore_record(desk: &Desk, request: RecordRequest) -> Outcome<SavedView> {
    set_archived(desk, request, Verb::Restored)
}

fn set_archived(desk: &Desk, request: RecordRequest, verb: Verb) -> Outcome<SavedView> {
    let did = Did {
        verb,
        kind: Some(request.kind),
        field: None,
    };
    let ((), changes) = desk.transact(&did, |tx| {
        tx.archive(request.kind, request.id, verb == Verb::Archived)
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

/// Every change of a record, newest first.
pub(crate) fn history(desk: &Desk, request: RecordRequest) -> Outcome<Vec<ChangeView>> {
    let table = request.kind.table();
    let changes = desk.open()?.store.history(request.kind, request.id)?;
    let mut shown = Vec::new();
    for change in changes {
        // A field of a newer version has no name here; a name of an older "did" is no longer worded.
        let Some(field) = table
            .fields
            .iter()
            .find(|field| field.number == change.field)
        else {
            continue;
        };
        let did = did_of(&change.did).unwrap_or(Did {
            verb: Verb::Changed,
            kind: Some(request.kind),
            field: Some(field.name.to_owned()),
        });
        shown.push(ChangeView {
            at: change.at,
            by: change.by,
            did,
            field: field.name.to_owned(),
            before: change
                .before
                .map(|value| show(table, field.name, value))
                .transpose()?
                .unwrap_or_default(),
            after: show(table, field.name, change.after)?,
        });
    }
    Ok(shown)
}

fn show(table: &Table, field: &str, value: Value) -> Outcome<serde_json::Value> {
    Ok((table.show_field)(field, value)?)
}

/// What is in the bin, newest first.
pub(crate) fn bin(desk: &Desk, _: Nothing) -> Outcome<Vec<BinLine>> {
    let open = desk.open()?;
    let store = &open.store;
    let mut lines = Vec::new();
    for (kind, id, archived) in store.bin(BIN)? {
        let (title, person) = title_of(store, kind, id)?;
        lines.push(BinLine {
            kind,
            id,
            title,
            person: match person {
                Some(person) => store.get::<Person>(person)?.full_name(),
                None => String::new(),
            },
            archived: Moment(archived),
        });
    }
    Ok(lines)
}

/// What a record is called in a list, and whose it is.
pub(crate) fn title_of(store: &Store, kind: Kind, id: Uuid) -> Outcome<(String, Option<PersonId>)> {
    let (title, person) = with_record!(kind, R => {
        let record: R = store.get(id.into())?;
        (called(&record), whose(&record))
    });
    Ok((short(&title), person))
}

/// The person in whose space a record stands, if it is not the person.
fn whose<R: Record>(record: &R) -> Option<PersonId> {
    match record.space() {
        SpaceOf::Person(person) if R::TABLE.kind != Kind::Person => Some(person),
        _ => None,
    }
}

/// What a record is called: the first of the fields that name its kind, of those that say anything.
fn called<R: Record + 'static>(record: &R) -> String {
    if let Some(person) = (record as &dyn Any).downcast_ref::<Person>() {
        return person.full_name();
    }
    let naming: &[&str] = match R::TABLE.kind {
        Kind::Person => &[],
        Kind::AboutMe => &["story"],
        Kind::Circumstances => &["social_circumstances"],
        Kind::Relation
        | Kind::Organisation
        | Kind::Service
        | Kind::Colleague
        | Kind::Laptop
        | Kind::Questionnaire
        | Kind::Group
        | Kind::Attachment
        | Kind::Phrase
        | Kind::Collection
        | Kind::ColumnChoice
        | Kind::Feed => &["name"],
        Kind::Strength
        | Kind::Need
        | Kind::Goal
        | Kind::Step
        | Kind::Progress
        | Kind::ConnectionEvent
        | Kind::Tip
        | Kind::ServiceCheck
        | Kind::CorrectionTold
        | Kind::Reflection
        | Kind::Measurement
        | Kind::WhatChanged => &["words"],
        Kind::Action | Kind::Task | Kind::InductionItem => &["what"],
        Kind::Agreement
        | Kind::EpisodeEvent
        | Kind::NotSamePerson
        | Kind::NotSameService
        | Kind::ReferralPause => &["because"],
        Kind::AttachmentPiece | Kind::Favourite | Kind::Collected => &[],
        Kind::Contact
        | Kind::HandOver
        | Kind::GroupMeeting
        | Kind::Attendance
        | Kind::Supervision => &["note"],
        Kind::Risk => &["risk"],
        Kind::Safeguarding => &["concern"],
        Kind::Consent => &["about"],
        Kind::Connection => &["service_name"],
        Kind::Place => &["name", "address"],
        Kind::Episode => &["ending_words", "began_on"],
        Kind::Referral => &["reason", "referrer_name", "organisation"],
        Kind::Appointment | Kind::CpdEntry | Kind::CommunityEvent => &["title"],
        Kind::Story => &["title", "words"],
        Kind::DropIn => &["place"],
        Kind::Conversation => &["called", "words"],
        Kind::Capacity | Kind::Leave => &["worker"],
    };
    let values = record.values();
    let said = |name: &str| {
        let at = R::TABLE
            .fields
            .iter()
            .position(|field| field.name == name)?;
        match values.get(at) {
            Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        }
    };
    let parts: Vec<String> = naming.iter().filter_map(|name| said(name)).collect();
    if R::TABLE.kind == Kind::Place {
        parts.join(" ")
    } else {
        parts.into_iter().next().unwrap_or_default()
    }
}

fn short(text: &str) -> String {
    let mut words: String = text.trim().chars().take(120).collect();
    if text.trim().chars().count() > 120 {
        words.push('…');
    }
    words
}

/// Undoes what was done last.
pub(crate) fn undo(desk: &Desk, _: Nothing) -> Outcome<UndoView> {
    turn(desk, Store::undo)
}

/// Does again what was undone last.
pub(crate) fn redo(desk: &Desk, _: Nothing) -> Outcome<UndoView> {
    turn(desk, Store::redo)
}

fn turn(
    desk: &Desk,
    turn: fn(&Store) -> alongside_store::Result<(String, alongside_store::Changes)>,
) -> Outcome<UndoView> {
    let open = desk.open()?;
    let (name, changes) = turn(&open.store)?;
    desk.tell(&changes);
    Ok(UndoView {
        done: did_of(&name),
        ..state(&open.store)?
    })
}

/// What can be undone and redone.
pub(crate) fn undo_state(desk: &Desk, _: Nothing) -> Outcome<UndoView> {
    state(&desk.open()?.store)
}

fn state(store: &Store) -> Outcome<UndoView> {
    let state = store.undo_state()?;
    Ok(UndoView {
        undo: state.undo.as_deref().and_then(did_of),
        redo: state.redo.as_deref().and_then(did_of),
        done: None,
    })
}

/// The word for a kind in draft keys and on the wire.
fn code_of(kind: Kind) -> String {
    serde_json::to_value(kind)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// An error for a request that only a fault of ours could have made.
pub(crate) fn bad_request(detail: impl ToString) -> AppError {
    AppError::with_detail(ErrorCode::BadRequest, detail)
}
