//! Differences to look at: two values that people gave to one field without knowing of each other.

use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, SavedView, Verb};
use crate::api::session::Nothing;
use crate::api::team::{DifferenceView, Keep, SettleRequest, SideView};
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::records::title_of;
use alongside_domain::ids::PersonId;
use alongside_domain::person::Person;
use alongside_domain::record::Table;
use alongside_domain::team::Laptop;
use alongside_domain::{Kind, Record as _, Value, with_record};
use alongside_store::Store;
use alongside_store::differences::{Difference, Side};
use std::collections::HashMap;
use uuid::Uuid;

/// The differences, newest first.
pub(crate) fn differences(desk: &Desk, _: Nothing) -> Outcome<Vec<DifferenceView>> {
    let open = desk.open()?;
    let laptops: HashMap<String, String> = open
        .store
        .all::<Laptop>()?
        .into_iter()
        .map(|laptop| (laptop.device.0, laptop.name.0))
        .collect();
    let mut names: HashMap<PersonId, String> = HashMap::new();
    let mut views = Vec::new();
    for difference in open.store.differences()? {
        let table = difference.key.kind.table();
        let person_name = match difference.person {
            Some(person) => match names.get(&person) {
                Some(name) => name.clone(),
                None => {
                    let found = open.store.find::<Person>(person)?;
                    let name = found
                        .map(|person| person.called().to_owned())
                        .unwrap_or_default();
                    names.insert(person, name.clone());
                    name
                }
            },
            None => String::new(),
        };
        views.push(view(
            &difference,
            table,
            person_name,
            &laptops,
            &open.store,
        )?);
    }
    views.sort_by_key(|view| std::cmp::Reverse(view.now.at.max(view.other.at)));
    Ok(views)
}

fn view(
    difference: &Difference,
    table: &Table,
    person_name: String,
    laptops: &HashMap<String, String>,
    store: &Store,
) -> Outcome<DifferenceView> {
    let side = |side: &Side| SideView {
        value: side.json.clone(),
        by: side.by.clone(),
        at: side.at,
        laptop: laptops
            .get(&alongside_protocol::DeviceId(side.device).to_string())
            .cloned()
            .unwrap_or_default(),
    };
    let field = table
        .fields
        .iter()
        .find(|field| field.number == difference.key.field)
        .map_or("archived", |field| field.name);
    Ok(DifferenceView {
        key: key_text(difference),
        kind: difference.key.kind,
        record: difference.key.record,
        person: difference.person,
        person_name,
        title: title_of(store, difference.key.kind, difference.key.record)?.0,
        field: field.to_owned(),
        now: side(&difference.standing),
        other: side(&difference.losing),
    })
}

/// Settles one: keeps what stands, the other, or a third.
pub(crate) fn settle_difference(desk: &Desk, request: SettleRequest) -> Outcome<SavedView> {
    let open = desk.open()?;
    let difference = open
        .store
        .differences()?
        .into_iter()
        .find(|difference| key_text(difference) == request.key)
        .ok_or_else(|| AppError::new(ErrorCode::NotFound))?;
    let kind = difference.key.kind;
    let value = match request.keep {
        Keep::Now => None,
        Keep::Other => Some(difference.losing.value.clone()),
        Keep::Third { value } => {
            let field = kind
                .table()
                .fields
                .iter()
                .find(|field| field.number == difference.key.field)
                .ok_or_else(|| AppError::new(ErrorCode::NotFound))?;
            Some(read_field(kind, field.name, value)?)
        }
    };
    let did = Did {
        verb: Verb::Changed,
        kind: Some(kind),
        field: kind
            .table()
            .fields
            .iter()
            .find(|field| field.number == difference.key.field)
            .map(|field| field.name.to_owned()),
    };
    let ((), changes) = desk.transact(&did, |tx| tx.settle(&difference.key, value))?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

/// A value from a screen as the record stores it, by the rule of its field.
fn read_field(kind: Kind, field: &str, value: serde_json::Value) -> Outcome<Value> {
    with_record!(kind, R => {
        let mut record = R::blank(Uuid::nil().into());
        record.set(field, value)?;
        let at = R::TABLE.fields.iter().position(|known| known.name == field);
        at.and_then(|at| record.values().into_iter().nth(at))
            .ok_or_else(|| AppError::new(ErrorCode::NotFound))
    })
}

/// Names a difference in a request.
fn key_text(difference: &Difference) -> String {
    let key = &difference.key;
    let losing: String = key
        .losing
        .0
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{}/{}/{}/{losing}", key.kind as u8, key.record, key.field)
}
