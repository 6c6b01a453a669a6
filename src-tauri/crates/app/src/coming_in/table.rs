//! Referrals that come as the rows of a spreadsheet: looked through row by row, and taken in as one change with one undo.

use super::referral::{take_in, who_refers};
use super::twice::possible_duplicates_of_each;
use crate::api::coming_in::{
    DuplicatesRequest, LeftAloneRow, MaybeSameView, NewReferralRequest, ReferralColumn,
    ReferralRow, ReferralTableRequest, ReferralTableView, TakeInRequest, TakenInView,
};
use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, Verb};
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::hands::FileKind;
use crate::import::code_of;
use alongside_documents::import::table;
use alongside_documents::referral::table::{ReferralTable, Row, Says, read_referral_table};
use alongside_domain::codes::Standing;
use alongside_domain::coming_in::Referral;
use alongside_domain::ids::{PersonId, ReferralId};
use alongside_domain::person::Person;
use alongside_domain::{Kind, Record};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use uuid::Uuid;

fn read(path: &Path, says: Option<&[Option<Says>]>) -> Outcome<ReferralTable> {
    table::open(path)
        .and_then(|bytes| read_referral_table(&bytes, says))
        .map_err(|error| AppError::with_detail(code_of(&error), error))
}

/// What a spreadsheet says, row by row, and who each may be. Nothing is kept by it.
pub(crate) fn read_referral_table_file(
    desk: &Desk,
    request: ReferralTableRequest,
) -> Outcome<Option<ReferralTableView>> {
    desk.open()?;
    let chosen = match request.path {
        Some(path) => Some(PathBuf::from(path)),
        None => desk.hands.ask_for_file(FileKind::Directory),
    };
    let Some(path) = chosen else {
        return Ok(None);
    };
    let table = read(&path, request.says.as_deref())?;
    let columns = table
        .header
        .into_iter()
        .zip(table.examples)
        .zip(table.says)
        .map(|((heading, example), says)| ReferralColumn {
            heading,
            example,
            says,
        })
        .collect();
    let mut rows = Vec::new();
    let mut left_alone = Vec::new();
    let mut seen = Seen::default();
    let (good, bad): (Vec<Row>, Vec<Row>) = table
        .rows
        .into_iter()
        .partition(|row| row.left_alone.is_none());
    left_alone.extend(bad.iter().filter_map(|row| {
        Some(LeftAloneRow {
            row: number(row.number),
            why: row.left_alone?,
        })
    }));
    let sought: Vec<DuplicatesRequest> = good.iter().map(|row| sought(&row.file.person)).collect();
    let maybe = possible_duplicates_of_each(desk, &sought)?;
    for (row, maybe) in good.iter().zip(maybe) {
        rows.push(looked_at(desk, row, maybe, &mut seen)?);
    }
    Ok(Some(ReferralTableView {
        name: file_name(&path),
        path: path.display().to_string(),
        digest: table.digest,
        columns,
        rows,
        left_alone,
    }))
}

/// Rows of one list that speak of the same person: the same NHS number, or the same name and day of birth.
#[derive(Default)]
struct Seen(HashMap<String, usize>);

impl Seen {
    fn before(&mut self, row: &Row) -> Option<usize> {
        let person = &row.file.person;
        let keys = [
            person
                .nhs_number
                .as_ref()
                .map(|known| known.as_str().to_owned()),
            person
                .date_of_birth
                .map(|born| format!("{} {born}", person.full_name().to_lowercase())),
        ];
        let keys: Vec<String> = keys.into_iter().flatten().collect();
        let before = keys.iter().find_map(|key| self.0.get(key).copied());
        for key in keys {
            self.0.entry(key).or_insert(before.unwrap_or(row.number));
        }
        before
    }
}

fn sought(person: &Person) -> DuplicatesRequest {
    DuplicatesRequest {
        name: person.full_name(),
        date_of_birth: person.date_of_birth,
        nhs_number: person
            .nhs_number
            .as_ref()
            .map(|known| known.as_str().to_owned()),
        postcode: person.postcode().map(str::to_owned),
        phone: person.reach.first().map(|reach| reach.value.clone()),
        except: None,
    }
}

fn looked_at(
    desk: &Desk,
    row: &Row,
    maybe: Vec<MaybeSameView>,
    seen: &mut Seen,
) -> Outcome<ReferralRow> {
    let (person, referral) = (&row.file.person, &row.file.referral);
    let already = desk.open()?.store.referral_from(&referral.source_id.0)?;
    Ok(ReferralRow {
        row: number(row.number),
        name: person.full_name(),
        born: person.date_of_birth,
        postcode: person.postcode().unwrap_or_default().to_owned(),
        from: who_refers(referral).0,
        reason: referral.reason.0.clone(),
        left_out: row.file.left_out.clone(),
        already: already.map(|referral| referral.person),
        same_as_row: seen.before(row).map(number),
        maybe,
    })
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Takes in the rows that were chosen. What was taken in before is not taken in twice.
pub(crate) fn take_in_referrals(desk: &Desk, request: TakeInRequest) -> Outcome<TakenInView> {
    let table = read(Path::new(&request.path), Some(&request.says))?;
    if table.digest != request.digest {
        return Err(AppError::new(ErrorCode::BadMapping));
    }
    let today = desk.clock.today();
    let chosen: BTreeMap<u32, Option<PersonId>> = request
        .rows
        .iter()
        .map(|row| (row.row, row.person))
        .collect();
    let mut seen = Seen::default();
    let mut to_take = Vec::new();
    for row in table.rows {
        let before = seen.before(&row);
        let Some(person) = chosen.get(&number(row.number)) else {
            continue;
        };
        let source = &row.file.referral.source_id.0;
        if row.left_alone.is_none() && desk.open()?.store.referral_from(source)?.is_none() {
            to_take.push((row, before, *person));
        }
    }
    let did = Did {
        verb: Verb::Imported,
        kind: Some(Kind::Referral),
        field: None,
    };
    let ((referrals, people), changes) = desk.transact(&did, |tx| {
        let mut whose: HashMap<usize, PersonId> = HashMap::new();
        let (mut referrals, mut people) = (0, 0);
        for (row, before, person) in to_take {
            let person = person.or_else(|| before.and_then(|row| whose.get(&row).copied()));
            people += u32::from(person.is_none());
            let taken = NewReferralRequest {
                person,
                about: said(&row.file.person, &Person::blank(PersonId(Uuid::nil()))),
                referral: said(
                    &row.file.referral,
                    &Referral::blank(ReferralId(Uuid::nil())),
                ),
                standing: Some(Standing::Waiting),
            };
            let view = take_in(tx, taken, today)?;
            whose.insert(before.unwrap_or(row.number), view.person);
            referrals += 1;
        }
        Ok((referrals, people))
    })?;
    Ok(TakenInView {
        referrals,
        people,
        saved_at: changes.at,
    })
}

/// The fields of a record that say something.
fn said<R: Record + Serialize>(record: &R, blank: &R) -> BTreeMap<String, serde_json::Value> {
    let object = |record: &R| match serde_json::to_value(record) {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let blank = object(blank);
    let mut fields = object(record);
    fields.retain(|field, value| blank.get(field) != Some(value));
    fields.into_iter().collect()
}
