//! Somebody who is recorded twice: seen while typing, side by side, joined field by field, taken apart again.
//!
//! What is written when two are joined is named so in the log, and that is how taking them apart knows what to give back: a value that
//! came with the joining and was not changed since. What was written afterwards stays where it was written.

use crate::api::coming_in::{
    DuplicatesRequest, JoinRequest, JoinedView, MaybeSameView, OneOfTwo, PairRequest, PairView,
    RecordedTwiceView,
};
use crate::api::error::{AppError, ErrorCode};
use crate::api::people::PersonRequest;
use crate::api::records::{Did, Verb};
use crate::api::session::Nothing;
use crate::desk::{Desk, Open, did_of};
use crate::failure::Outcome;
use crate::people::line_of;
use alongside_domain::alike::{Traits, alike, phone_key};
use alongside_domain::ids::{AboutMeId, CircumstancesId, PersonId};
use alongside_domain::person::{AboutMe, Circumstances, Person};
use alongside_domain::record::Table;
use alongside_domain::{Kind, Record, Value};
use alongside_store::one_person::{MaybeSame, Sought, traits_of};
use alongside_store::{Store, Tx};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that the person's episodes speak for, and the joining itself.
const NOT_JOINED: [&str; 6] = [
    "archived",
    "standing",
    "standing_since",
    "standing_note",
    "worker",
    "same_as",
];

/// Who might be the same person as one who is typed or imported.
pub(crate) fn possible_duplicates(
    desk: &Desk,
    request: DuplicatesRequest,
) -> Outcome<Vec<MaybeSameView>> {
    Ok(maybe(desk, &[sought(&request)])?.pop().unwrap_or_default())
}

/// The same for each of many: everybody is gone through once.
pub(crate) fn possible_duplicates_of_each(
    desk: &Desk,
    requests: &[DuplicatesRequest],
) -> Outcome<Vec<Vec<MaybeSameView>>> {
    let all: Vec<Sought> = requests.iter().map(sought).collect();
    maybe(desk, &all)
}

fn sought(request: &DuplicatesRequest) -> Sought {
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let (number, phone) = (said(&request.nhs_number), said(&request.phone));
    let mut traits = Traits::named([request.name.as_str()])
        .born(request.date_of_birth)
        .nhs_number(&number)
        .postcode(&said(&request.postcode))
        .phones([phone.as_str()]);
    if request.date_of_birth.is_none() && number.is_empty() && phone.is_empty() {
        traits = traits.typing();
    }
    Sought {
        traits,
        numbers: numbers([number.as_str()], [phone.as_str()]),
        except: request.except,
    }
}

/// Who might be the same person as one who is recorded.
pub(crate) fn maybe_same_as(desk: &Desk, request: PersonRequest) -> Outcome<Vec<MaybeSameView>> {
    let open = desk.open()?;
    let id = open.store.kept_person(request.id)?;
    let person: Person = open.store.get(id)?;
    let number = person
        .nhs_number
        .as_ref()
        .map_or("", |number| number.as_str());
    let numbers = numbers(
        [number],
        person.reach.iter().map(|reach| reach.value.as_str()),
    );
    let sought = Sought {
        traits: traits_of(&person),
        numbers,
        except: Some(id),
    };
    Ok(maybe(desk, &[sought])?.pop().unwrap_or_default())
}

/// Who may be recorded twice, by whoever: those of the worker first.
pub(crate) fn recorded_twice(desk: &Desk, _: Nothing) -> Outcome<Vec<RecordedTwiceView>> {
    let today = desk.clock.today();
    let pairs = desk.open()?.store.recorded_twice(today)?;
    let views = pairs.into_iter().map(|pair| RecordedTwiceView {
        person: line_of(pair.one.row, today),
        worker: pair.one.worker,
        other: maybe_view(pair.other, today),
    });
    Ok(views.collect())
}

/// Numbers as they may stand in a record: without spaces, and a telephone with the country's code too.
fn numbers<'n>(
    nhs: impl IntoIterator<Item = &'n str>,
    phones: impl IntoIterator<Item = &'n str>,
) -> Vec<String> {
    let figures = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let mut all: Vec<String> = nhs
        .into_iter()
        .map(figures)
        .filter(|number| number.len() == 10)
        .collect();
    for key in phones
        .into_iter()
        .map(phone_key)
        .filter(|key| !key.is_empty())
    {
        // Eleven figures after a nought, or twelve after the country's code: the last nine do not tell which two come before.
        let before = [
            "", "0", "01", "02", "03", "07", "44", "441", "442", "443", "447",
        ];
        all.extend(before.map(|before| format!("{before}{key}")));
    }
    all
}

fn maybe(desk: &Desk, sought: &[Sought]) -> Outcome<Vec<Vec<MaybeSameView>>> {
    let today = desk.clock.today();
    let found = desk.open()?.store.maybe_same(sought, today)?;
    let views = |found: Vec<MaybeSame>| {
        let views = found.into_iter().map(|maybe| maybe_view(maybe, today));
        views.collect()
    };
    Ok(found.into_iter().map(views).collect())
}

fn maybe_view(maybe: MaybeSame, today: NaiveDate) -> MaybeSameView {
    MaybeSameView {
        person: line_of(maybe.row, today),
        worker: maybe.worker,
        because: maybe.because,
    }
}

/// The two records, the one that is kept first: the one that was made first.
fn pair(store: &Store, one: PersonId, other: PersonId) -> Outcome<(Person, Person)> {
    let (one, other) = (store.kept_person(one)?, store.kept_person(other)?);
    if one == other {
        return Err(AppError::new(ErrorCode::NotFound));
    }
    let (kept, other) = (one.min(other), one.max(other));
    Ok((store.get(kept)?, store.get(other)?))
}

/// Two records side by side.
pub(crate) fn compare_people(desk: &Desk, request: PairRequest) -> Outcome<PairView> {
    let open = desk.open()?;
    let (kept, other) = pair(&open.store, request.one, request.other)?;
    let because = alike(&traits_of(&kept), &traits_of(&other)).map(|(because, _)| because);
    Ok(PairView {
        kept: side(desk, &open, kept)?,
        other: side(desk, &open, other)?,
        because: because.unwrap_or_default(),
    })
}

fn side(desk: &Desk, open: &Open, person: Person) -> Outcome<OneOfTwo> {
    let today = desk.clock.today();
    let whole = open.store.person(person.id, 0, today)?;
    Ok(OneOfTwo {
        line: line_of(open.store.person_row(person.id, today)?, today),
        person,
        contacts: whole.contacts_total,
        goals: u32::try_from(whole.goals.len()).unwrap_or(u32::MAX),
    })
}

/// Joins two records of one person.
pub(crate) fn join_people(desk: &Desk, request: JoinRequest) -> Outcome<JoinedView> {
    let open = desk.open()?;
    let (mut kept, mut other) = pair(&open.store, request.one, request.other)?;
    let take: BTreeSet<&str> = request.take.iter().map(String::as_str).collect();
    let ((), changes) = desk.transact(&joined(), |tx| {
        blend(&mut kept, &other, &|field| take.contains(field))?;
        other.same_as = Some(kept.id);
        tx.put(&kept)?;
        tx.put(&other)?;
        blend_part::<AboutMe>(tx, AboutMeId(kept.id.0), AboutMeId(other.id.0))?;
        blend_part::<Circumstances>(tx, CircumstancesId(kept.id.0), CircumstancesId(other.id.0))
    })?;
    Ok(JoinedView {
        person: kept.id,
        saved_at: changes.at,
    })
}

fn joined() -> Did {
    Did {
        verb: Verb::Joined,
        kind: Some(Kind::Person),
        field: None,
    }
}

/// *About me* and the circumstances: blanks are filled, and where both speak, both are kept.
fn blend_part<R: Record>(
    tx: &mut Tx<'_>,
    kept: R::Id,
    other: R::Id,
) -> alongside_store::Result<()> {
    let Some(other) = tx.find::<R>(other)? else {
        return Ok(());
    };
    let kept_record = tx.find::<R>(kept)?;
    let is_new = kept_record.is_none();
    let mut record = kept_record.unwrap_or_else(|| R::blank(kept));
    if is_new {
        let id: uuid::Uuid = kept.into();
        record.set("person", id.to_string().into())?;
    }
    blend(&mut record, &other, &|_| false)?;
    tx.put(&record)
}

/// Fills the blanks of one record from another, takes the fields that were chosen, joins lists, and keeps both where both tell something.
fn blend<R: Record>(
    kept: &mut R,
    other: &R,
    is_taken: &dyn Fn(&str) -> bool,
) -> Result<(), alongside_domain::FieldError> {
    let blank = (R::TABLE.blank)();
    let (mine, theirs) = (kept.values(), other.values());
    for (at, field) in R::TABLE.fields.iter().enumerate() {
        let (Some(mine), Some(theirs), Some(blank)) = (mine.get(at), theirs.get(at), blank.get(at))
        else {
            continue;
        };
        if NOT_JOINED.contains(&field.name)
            || field.name == "person"
            || theirs == blank
            || mine == theirs
        {
            continue;
        }
        let value = if mine == blank || is_taken(field.name) {
            theirs.clone()
        } else if let Some(list) = both(field.sql, mine, theirs) {
            list
        } else if R::TABLE.kind != Kind::Person
            && let (Value::Text(mine), Value::Text(theirs)) = (mine, theirs)
            && field.sql.contains("NOT NULL")
        {
            Value::Text(format!("{mine}\n\n{theirs}"))
        } else {
            continue;
        };
        kept.set(field.name, (R::TABLE.show_field)(field.name, value)?)?;
    }
    Ok(())
}

/// Two lists as one, each entry once; nothing if they are no lists.
fn both(sql: &str, mine: &Value, theirs: &Value) -> Option<Value> {
    let (Value::Text(mine), Value::Text(theirs)) = (mine, theirs) else {
        return None;
    };
    if !sql.contains("'[]'") {
        return None;
    }
    let mut list: Vec<serde_json::Value> = serde_json::from_str(mine).ok()?;
    let more: Vec<serde_json::Value> = serde_json::from_str(theirs).ok()?;
    for entry in more {
        if !list.contains(&entry) {
            list.push(entry);
        }
    }
    Some(Value::Text(serde_json::to_string(&list).ok()?))
}

/// Takes a record apart from the one it was joined with.
pub(crate) fn take_apart(desk: &Desk, request: PersonRequest) -> Outcome<JoinedView> {
    let open = desk.open()?;
    let mut other: Person = open.store.get(request.id)?;
    let Some(kept) = other.same_as else {
        return Err(AppError::new(ErrorCode::NotFound));
    };
    let give_back = [
        came_with::<Person>(&open.store, kept, &other)?,
        part::<AboutMe>(&open.store, AboutMeId(kept.0), AboutMeId(other.id.0))?,
        part::<Circumstances>(
            &open.store,
            CircumstancesId(kept.0),
            CircumstancesId(other.id.0),
        )?,
    ];
    let did = Did {
        verb: Verb::TakenApart,
        kind: Some(Kind::Person),
        field: None,
    };
    let ((), changes) = desk.transact(&did, |tx| {
        other.same_as = None;
        tx.put(&other)?;
        let [person, about, circumstances] = give_back;
        give::<Person>(tx, kept, person)?;
        give::<AboutMe>(tx, AboutMeId(kept.0), about)?;
        give::<Circumstances>(tx, CircumstancesId(kept.0), circumstances)
    })?;
    Ok(JoinedView {
        person: other.id,
        saved_at: changes.at,
    })
}

type Given = BTreeMap<&'static str, serde_json::Value>;

fn part<R: Record>(store: &Store, kept: R::Id, other: R::Id) -> Outcome<Given> {
    match store.find::<R>(other)? {
        Some(other) => came_with::<R>(store, kept, &other),
        None => Ok(Given::new()),
    }
}

fn give<R: Record>(tx: &mut Tx<'_>, id: R::Id, given: Given) -> alongside_store::Result<()> {
    for (field, value) in given {
        tx.set::<R>(id, field, value)?;
    }
    Ok(())
}

/// Fields that were last written when the two were joined, with what came from this other record, and what they said before.
fn came_with<R: Record>(store: &Store, kept: R::Id, other: &R) -> Outcome<Given> {
    let table: &Table = R::TABLE;
    let theirs = other.values();
    let mut seen = BTreeSet::new();
    let mut given = Given::new();
    for change in store.history(table.kind, kept.into())? {
        if !seen.insert(change.field) || did_of(&change.did) != Some(joined()) {
            continue;
        }
        let Some(at) = table
            .fields
            .iter()
            .position(|field| field.number == change.field)
        else {
            continue;
        };
        let (Some(field), Some(theirs)) = (table.fields.get(at), theirs.get(at)) else {
            continue;
        };
        if NOT_JOINED.contains(&field.name)
            || field.name == "person"
            || !holds(&change.after, theirs)
        {
            continue;
        }
        // Made by the joining, the field was blank before.
        let blank = (table.blank)().get(at).cloned().unwrap_or(Value::Null);
        let before = (table.show_field)(field.name, change.before.unwrap_or(blank))?;
        given.insert(field.name, before);
    }
    Ok(given)
}

/// Whether a value came from another: it is that value, ends with it, or lists all that it lists.
fn holds(value: &Value, part: &Value) -> bool {
    if value == part {
        return true;
    }
    let (Value::Text(value), Value::Text(part)) = (value, part) else {
        return false;
    };
    if value.ends_with(&format!("\n\n{part}")) {
        return true;
    }
    let list = |text: &str| serde_json::from_str::<Vec<serde_json::Value>>(text).ok();
    match (list(value), list(part)) {
        (Some(value), Some(part)) => part.iter().all(|entry| value.contains(entry)),
        _ => false,
    }
}
