//! The example vault: a made-up town, its services and the people whom a made-up link worker supports.
//!
//! It is filled anew each time, as of today, in a folder of its own under a key that is never kept: what is tried out in it is gone
//! when it is locked, and nothing of it can be mistaken for a real vault.

use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, Verb};
use crate::desk::{Desk, name_of};
use crate::failure::Outcome;
use crate::import::keep::Keeper;
use crate::reference::example_postcodes;
use alongside_documents::import::open_referral::read_open_referral;
use alongside_domain::care::{Consent, Risk, Safeguarding};
use alongside_domain::connection::{Connection, ConnectionEvent};
use alongside_domain::contact::Contact;
use alongside_domain::ids::{
    AboutMeId, CircumstancesId, ConnectionEventId, ConnectionId, ContactId, GoalId, NeedId,
    PersonId, ServiceId, StepId, StrengthId,
};
use alongside_domain::person::{AboutMe, Circumstances, Person, Relation};
use alongside_domain::plan::{Action, Agreement, Goal, Need, Progress, Step, Strength};
use alongside_domain::{FieldError, Moment, Record, Rule};
use alongside_store::{Store, StoreError, Tx, World};
use alongside_vault::{Random as _, SystemRandom};
use chrono::{Days, NaiveDate};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::ops::ControlFlow;
use uuid::Uuid;
use zeroize::Zeroizing;

const SERVICES: &[u8] = include_bytes!("../../../../assets/example/services.json");
const PEOPLE: &str = include_str!("../../../../assets/example/people.json");
/// The link worker of the example.
const WORKER: &str = "Amira Haddad";
/// Where its services come from.
const SOURCE: &str = "Larkbridge directory";
const DAY_MS: i64 = 86_400_000;

type Fields = Map<String, Value>;
type Kept<T> = alongside_store::Result<T>;

/// Makes the example vault anew.
pub(crate) fn make(desk: &Desk) -> Outcome<Store> {
    let folder = desk.folders.example();
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => std::fs::create_dir_all(&folder)?,
    }
    let mut key = Zeroizing::new([0_u8; alongside_store::KEY_BYTES]);
    SystemRandom::new().fill(key.as_mut_slice())?;
    let store = Store::create(
        &folder.join("records.db"),
        &key,
        WORKER,
        World::with(desk.clock.clone()),
    )?;
    store.import_postcodes(&example_postcodes())?;

    let mut on = |_: usize, _: usize| ControlFlow::Continue(());
    let services = read_open_referral(SERVICES, "services.json", SOURCE, &mut on)?;
    let people: Vec<Fields> = serde_json::from_str(PEOPLE)
        .map_err(|error| AppError::with_detail(ErrorCode::Internal, error))?;
    let did = name_of(&filled());
    let keeper = Keeper {
        store: &store,
        lists: desk.lists(),
        tags: desk.lists().tags()?,
        source: SOURCE,
        did: did.clone(),
        postcodes: true,
        revives: true,
    };
    store.transact(&did, |tx| {
        let mut known = keeper.known(tx)?;
        keeper.keep(tx, &mut known, services, &mut |_| Ok(()))?;
        let mut filling = Filling {
            today: desk.clock.today(),
            services: tx.services_of_source(SOURCE)?,
            tx,
        };
        people
            .into_iter()
            .try_for_each(|person| filling.person(person))
    })?;
    store.forget_turns();
    Ok(store)
}

/// What filling the example vault is called in the log.
pub(crate) fn filled() -> Did {
    Did {
        verb: Verb::Example,
        kind: None,
        field: None,
    }
}

/// Takes the example vault away.
pub(crate) fn clear(desk: &Desk) {
    match std::fs::remove_dir_all(desk.folders.example()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            // Its key is gone; the next example takes the rest away.
            tracing::warn!(kind = ?error.kind(), "the example stays on disk");
        }
        _ => {}
    }
}

struct Filling<'t, 'c> {
    tx: &'t mut Tx<'c>,
    today: NaiveDate,
    services: HashMap<String, ServiceId>,
}

/// Strengths, needs and goals of one person by the keys that the file uses for them.
type Keys = HashMap<String, Uuid>;

impl Filling<'_, '_> {
    fn person(&mut self, mut all: Fields) -> Kept<()> {
        let id = PersonId(self.tx.new_id());
        let mut person = Person::blank(id);
        person.worker = self.tx.by().into();
        self.fill(&mut person, object(&mut all, "person")?)?;
        self.tx.add(&person)?;
        if all.contains_key("about_me") {
            let fields = object(&mut all, "about_me")?;
            self.add::<AboutMe>(AboutMeId(id.0), id, fields)?;
        }
        if all.contains_key("circumstances") {
            let fields = object(&mut all, "circumstances")?;
            self.add::<Circumstances>(CircumstancesId(id.0), id, fields)?;
        }
        let mut keys = Keys::new();
        for fields in list(&mut all, "strengths")? {
            self.keyed::<Strength>(id, fields, &mut keys)?;
        }
        for fields in list(&mut all, "needs")? {
            self.keyed::<Need>(id, fields, &mut keys)?;
        }
        for fields in list(&mut all, "goals")? {
            self.goal(id, fields, &mut keys)?;
        }
        for fields in list(&mut all, "actions")? {
            self.action(id, fields, &keys)?;
        }
        for fields in list(&mut all, "contacts")? {
            self.contact(id, fields)?;
        }
        for fields in list(&mut all, "connections")? {
            self.connection(id, fields, &keys)?;
        }
        self.each::<Relation>(&mut all, "relations", id)?;
        self.each::<Agreement>(&mut all, "agreements", id)?;
        self.each::<Risk>(&mut all, "risks", id)?;
        self.each::<Safeguarding>(&mut all, "safeguarding", id)?;
        self.each::<Consent>(&mut all, "consents", id)?;
        nothing_left(&all)
    }

    fn each<R: Record>(
        &mut self,
        all: &mut Fields,
        group: &'static str,
        person: PersonId,
    ) -> Kept<()> {
        for fields in list(all, group)? {
            let id = self.tx.new_id().into();
            self.add::<R>(id, person, fields)?;
        }
        Ok(())
    }

    /// Adds a record of a person.
    fn add<R: Record>(&mut self, id: R::Id, person: PersonId, fields: Fields) -> Kept<R> {
        let mut record = R::blank(id);
        record.set("person", text(person.0))?;
        self.fill(&mut record, fields)?;
        self.tx.add(&record)?;
        Ok(record)
    }

    /// Fills a record; a field it has not is an error.
    fn fill<R: Record>(&self, record: &mut R, fields: Fields) -> Kept<()> {
        for (field, value) in fields {
            let value = match value.as_i64() {
                Some(days) if is_date(&field) => self.day(days)?,
                _ => value,
            };
            record.set(&field, value)?;
        }
        Ok(())
    }

    /// So many days from today.
    fn day(&self, days: i64) -> Kept<Value> {
        let by = Days::new(days.unsigned_abs());
        let day = if days < 0 {
            self.today.checked_sub_days(by)
        } else {
            self.today.checked_add_days(by)
        };
        day.map(text).ok_or_else(|| odd("day"))
    }

    fn keyed<R: Record>(
        &mut self,
        person: PersonId,
        mut fields: Fields,
        keys: &mut Keys,
    ) -> Kept<()> {
        let key = fields.remove("key");
        let id = self.tx.new_id();
        self.add::<R>(id.into(), person, fields)?;
        if let Some(Value::String(key)) = key {
            keys.insert(key, id);
        }
        Ok(())
    }

    fn goal(&mut self, person: PersonId, mut fields: Fields, keys: &mut Keys) -> Kept<()> {
        let id = GoalId(self.tx.new_id());
        if let Some(Value::String(key)) = fields.remove("key") {
            keys.insert(key, id.0);
        }
        let steps = list(&mut fields, "steps")?;
        let actions = list(&mut fields, "actions")?;
        let progress = list(&mut fields, "progress")?;
        let needs = refer(&mut fields, "needs", keys)?
            .into_iter()
            .map(NeedId)
            .collect();
        let strengths = refer(&mut fields, "strengths", keys)?
            .into_iter()
            .map(StrengthId)
            .collect();
        let mut goal = Goal {
            person,
            needs,
            strengths,
            ..Goal::blank(id)
        };
        self.fill(&mut goal, fields)?;
        self.tx.add(&goal)?;
        for fields in steps {
            let mut step = Step {
                person,
                goal: id,
                ..Step::blank(StepId(self.tx.new_id()))
            };
            self.fill(&mut step, fields)?;
            self.tx.add(&step)?;
        }
        for mut fields in actions {
            fields.insert("goal".to_owned(), text(id.0));
            self.action(person, fields, keys)?;
        }
        for mut fields in progress {
            fields.insert("goal".to_owned(), text(id.0));
            let id = self.tx.new_id().into();
            self.add::<Progress>(id, person, fields)?;
        }
        Ok(())
    }

    fn action(&mut self, person: PersonId, mut fields: Fields, keys: &Keys) -> Kept<()> {
        let strengths = refer(&mut fields, "strengths", keys)?;
        if !strengths.is_empty() {
            let strengths = strengths.into_iter().map(text).collect();
            fields.insert("strengths".to_owned(), Value::Array(strengths));
        }
        let id = self.tx.new_id().into();
        self.add::<Action>(id, person, fields).map(drop)
    }

    fn contact(&mut self, person: PersonId, fields: Fields) -> Kept<()> {
        let mut contact = Contact {
            person,
            author: self.tx.by().into(),
            ..Contact::blank(ContactId(self.tx.new_id()))
        };
        self.fill(&mut contact, fields)?;
        contact.written_at = Some(self.written(contact.on));
        self.tx.add(&contact)
    }

    /// Written on the day it happened; what is still to come was arranged just now.
    fn written(&self, on: Option<NaiveDate>) -> Moment {
        let days = on.map_or(0, |on| (self.today - on).num_days().max(0));
        Moment(self.tx.now().0 - days * DAY_MS)
    }

    /// A connection stands where its last event left it.
    fn connection(&mut self, person: PersonId, mut fields: Fields, keys: &Keys) -> Kept<()> {
        let events = list(&mut fields, "events")?;
        let id = ConnectionId(self.tx.new_id());
        let mut connection = Connection {
            person,
            ..Connection::blank(id)
        };
        if let Some(Value::String(service)) = fields.remove("service") {
            let known = self.services.get(&service);
            connection.service = Some(*known.ok_or_else(|| odd("service"))?);
        }
        connection.need = one(&mut fields, "need", keys)?.map(NeedId);
        connection.goal = one(&mut fields, "goal", keys)?.map(GoalId);
        self.fill(&mut connection, fields)?;
        let mut course = Vec::with_capacity(events.len());
        for fields in events {
            let mut event = ConnectionEvent {
                person,
                connection: id,
                author: self.tx.by().into(),
                ..ConnectionEvent::blank(ConnectionEventId(self.tx.new_id()))
            };
            self.fill(&mut event, fields)?;
            event.written_at = Some(self.written(event.on));
            course.push(event);
        }
        if let Some(last) = course.last() {
            connection.reached = last.reached;
            connection.since = last.on;
            connection.why_not = last.why_not;
            if last.why_not.is_some() {
                connection.why_not_words = last.words.clone();
            }
        }
        self.tx.add(&connection)?;
        course.iter().try_for_each(|event| self.tx.add(event))
    }
}

fn is_date(field: &str) -> bool {
    field.ends_with("_on") || matches!(field, "on" | "until" | "standing_since" | "date_of_death")
}

fn text(of: impl std::fmt::Display) -> Value {
    Value::String(of.to_string())
}

/// The file names something that is not there: a fault of ours, which a test finds.
fn odd(field: &str) -> StoreError {
    StoreError::Field(FieldError {
        field: field.to_owned(),
        rule: Rule::WrongKind,
    })
}

fn object(all: &mut Fields, key: &str) -> Kept<Fields> {
    match all.remove(key) {
        Some(Value::Object(fields)) => Ok(fields),
        _ => Err(odd(key)),
    }
}

fn list(all: &mut Fields, key: &str) -> Kept<Vec<Fields>> {
    match all.remove(key) {
        None => Ok(Vec::new()),
        Some(Value::Array(items)) => items
            .into_iter()
            .map(|item| match item {
                Value::Object(fields) => Ok(fields),
                _ => Err(odd(key)),
            })
            .collect(),
        Some(_) => Err(odd(key)),
    }
}

fn id_of(key: &Value, keys: &Keys) -> Kept<Uuid> {
    key.as_str()
        .and_then(|key| keys.get(key))
        .copied()
        .ok_or_else(|| odd(&key.to_string()))
}

/// The record that a key stands for.
fn one(fields: &mut Fields, field: &str, keys: &Keys) -> Kept<Option<Uuid>> {
    match fields.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(key) => id_of(&key, keys).map(Some),
    }
}

/// The records that a list of keys stands for.
fn refer(fields: &mut Fields, field: &str, keys: &Keys) -> Kept<Vec<Uuid>> {
    match fields.remove(field) {
        None => Ok(Vec::new()),
        Some(Value::Array(items)) => items.iter().map(|key| id_of(key, keys)).collect(),
        Some(_) => Err(odd(field)),
    }
}

fn nothing_left(all: &Fields) -> Kept<()> {
    match all.keys().next() {
        None => Ok(()),
        Some(group) => Err(odd(group)),
    }
}
