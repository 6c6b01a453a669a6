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
use alongside_domain::care::{Consent, Risk, Safeguarding};
use alongside_domain::connection::Connection;
use alongside_domain::contact::Contact;
use alongside_domain::directory::{Organisation, Place, Service, Tip};
use alongside_domain::ids::PersonId;
use alongside_domain::person::{AboutMe, Circumstances, Person, Relation};
use alongside_domain::plan::{Action, Agreement, Goal, Need, Step, Strength};
use alongside_domain::record::Table;
use alongside_domain::team::{Colleague, Laptop, Reflection};
use alongside_domain::{Kind, Moment, Record, Value, with_record};
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
            sign(desk, tx, &mut record);
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
fn sign<R: Record + 'static>(desk: &Desk, tx: &Tx<'_>, record: &mut R) {
    let record: &mut dyn Any = record;
    if let Some(contact) = record.downcast_mut::<Contact>() {
        contact.author = tx.by().into();
        contact.written_at = Some(tx.now());
        if contact.on.is_none() {
            contact.on = Some(desk.clock.today());
        }
    } else if let Some(tip) = record.downcast_mut::<Tip>() {
        tip.author = tx.by().into();
        tip.written_at = Some(tx.now());
    } else if let Some(place) = record.downcast_mut::<Place>() {
        place_position(desk, place);
    }
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
    macro_rules! of_person {
        ($record:ident, $field:ident) => {{
            let record: $record = store.get(id.into())?;
            (short(&record.$field.0), Some(record.person))
        }};
    }
    Ok(match kind {
        Kind::Person => (store.get::<Person>(id.into())?.full_name(), None),
        Kind::AboutMe => of_person!(AboutMe, story),
        Kind::Circumstances => of_person!(Circumstances, social_circumstances),
        Kind::Relation => of_person!(Relation, name),
        Kind::Strength => of_person!(Strength, words),
        Kind::Need => of_person!(Need, words),
        Kind::Goal => of_person!(Goal, words),
        Kind::Step => of_person!(Step, words),
        Kind::Action => of_person!(Action, what),
        Kind::Progress => {
            let record: alongside_domain::plan::Progress = store.get(id.into())?;
            (short(&record.words.0), Some(record.person))
        }
        Kind::Agreement => of_person!(Agreement, because),
        Kind::Contact => of_person!(Contact, note),
        Kind::Risk => of_person!(Risk, risk),
        Kind::Safeguarding => of_person!(Safeguarding, concern),
        Kind::Consent => of_person!(Consent, about),
        Kind::Connection => of_person!(Connection, service_name),
        Kind::ConnectionEvent => {
            let record: alongside_domain::connection::ConnectionEvent = store.get(id.into())?;
            (short(&record.words.0), Some(record.person))
        }
        Kind::Organisation => (short(&store.get::<Organisation>(id.into())?.name.0), None),
        Kind::Service => (short(&store.get::<Service>(id.into())?.name.0), None),
        Kind::Place => {
            let place: Place = store.get(id.into())?;
            (
                short(&format!("{} {}", place.name.0, place.address.0)),
                None,
            )
        }
        Kind::Tip => (short(&store.get::<Tip>(id.into())?.words.0), None),
        Kind::Colleague => (short(&store.get::<Colleague>(id.into())?.name.0), None),
        Kind::Laptop => (short(&store.get::<Laptop>(id.into())?.name.0), None),
        Kind::Reflection => (short(&store.get::<Reflection>(id.into())?.words.0), None),
    })
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
