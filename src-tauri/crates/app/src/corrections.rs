//! Telling a source what it has wrong: what colleagues corrected or found, and it was not told yet, as an e-mail that is ready.
//!
//! What differs is worked out from the history each time and kept nowhere. Only what a source knows is kept: what it was told, and what an
//! import found it to say by itself (`import/keep.rs`). Nothing is sent from here: the person's own program opens the e-mail, and they send it or do not.

use crate::api::corrections::{
    CorrectedServiceView, CorrectionView, CorrectionsRequest, FoundView, SourceCorrectionsView,
    TellSourceRequest, ToldView, WriteEmailRequest,
};
use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, SavedView, Verb};
use crate::api::session::Nothing;
use crate::desk::{Desk, Open, name_of};
use crate::email::{Email, address};
use crate::example::filled;
use crate::failure::Outcome;
use crate::feeds::renewed;
use crate::import::imported;
use alongside_domain::codes::Checked;
use alongside_domain::directory::{CorrectionTold, Feed, Place, Service, ServiceCheck};
use alongside_domain::geo::plain_postcode;
use alongside_domain::ids::{CorrectionToldId, PlaceId, ServiceId};
use alongside_domain::one_service::is_same_place;
use alongside_domain::{Kind, Record};
use alongside_store::one_service::OneService;
use std::collections::{BTreeMap, HashSet};

/// What a source says of a service, and may have wrong. Whom to ask for is a person who did not say that they may be handed on.
pub(crate) const OF_SERVICE: [&str; 20] = [
    "name",
    "status",
    "description",
    "also_known_as",
    "url",
    "email",
    "phone",
    "opening",
    "opening_words",
    "costs",
    "fees",
    "free",
    "minimum_age",
    "maximum_age",
    "eligibility",
    "how_to_join",
    "waiting",
    "languages",
    "access",
    "step_free",
];
pub(crate) const OF_PLACE: [&str; 5] = ["name", "address", "town", "postcode", "access"];

/// What is still to be told, by source.
pub(crate) fn corrections(
    desk: &Desk,
    request: CorrectionsRequest,
) -> Outcome<Vec<SourceCorrectionsView>> {
    let open = desk.open()?;
    let imports = Imports::new();
    let services = match request.service {
        Some(id) => vec![id],
        None => open.store.services_written_in(&imports.names())?,
    };
    let feeds = open.store.feeds()?;
    let mut sources: BTreeMap<(String, String), SourceCorrectionsView> = BTreeMap::new();
    let mut seen = HashSet::new();
    for id in services {
        let whole = open.store.one_service(id)?;
        // Several of its records may have been written in.
        if !seen.insert(whole.side.service.id) {
            continue;
        }
        for (service, view) in corrected(&open, &imports, &whole)? {
            let untold = !view.corrections.is_empty() || !view.found.is_empty();
            if !untold && (request.service.is_none() || view.told.is_none()) {
                continue;
            }
            let to = address(service.assurer_email.as_str()).unwrap_or_default();
            sources
                .entry((service.source.0.clone(), to.to_owned()))
                .or_insert_with(|| SourceCorrectionsView {
                    name: called(&feeds, service.source.as_str()),
                    source: service.source.0.clone(),
                    to: to.to_owned(),
                    services: Vec::new(),
                })
                .services
                .push(view);
        }
    }
    Ok(sources.into_values().collect())
}

/// What the team calls a source.
fn called(feeds: &[Feed], source: &str) -> String {
    feeds
        .iter()
        .find(|feed| feed.address.as_str() == source)
        .map_or(source, |feed| feed.name.as_str())
        .to_owned()
}

/// What imports are called in the log.
pub(crate) struct Imports([String; 3]);

impl Imports {
    pub(crate) fn new() -> Self {
        Self([&imported(), &renewed(), &filled()].map(name_of))
    }

    pub(crate) fn names(&self) -> [&str; 3] {
        self.0.each_ref().map(String::as_str)
    }
}

/// What each list that has a service is to be told of it; nothing for a record that was written here.
///
/// Of a service that stands in several lists, each hears of what a colleague corrected in its own record, and of what a colleague
/// corrected in another's whose words are the ones that are shown, where it says otherwise. An address has many right spellings: of a
/// place it hears where it has the very words that were wrong. That two lists merely differ is for neither: nobody looked which is right.
/// What somebody found holds for the service, so all of them hear it.
fn corrected(
    open: &Open,
    imports: &Imports,
    whole: &OneService,
) -> Outcome<Vec<(Service, CorrectedServiceView)>> {
    let listed = || {
        whole
            .sides
            .iter()
            .filter(|it| !it.service.source.is_blank())
    };
    let mut own: BTreeMap<ServiceId, Vec<CorrectionView>> = BTreeMap::new();
    for side in listed() {
        let service = &side.service;
        own.insert(
            service.id,
            differing(open, imports, service, &OF_SERVICE, None)?,
        );
    }
    let shown: Vec<(ServiceId, CorrectionView)> = own
        .iter()
        .flat_map(|(id, corrections)| corrections.iter().map(|one| (*id, one.clone())))
        .filter(|(id, one)| whole.from.get(one.field.as_str()) == Some(id))
        .collect();
    let places = listed()
        .flat_map(|side| &side.places)
        .map(|place| Listed::new(open, imports, place))
        .collect::<Outcome<Vec<_>>>()?;
    let checks = checks(open, whole)?;
    listed()
        .map(|side| {
            let service = &side.service;
            let mut corrections = own.remove(&service.id).unwrap_or_default();
            for (of, one) in &shown {
                if *of != service.id && !corrections.iter().any(|mine| mine.field == one.field) {
                    corrections.extend(otherwise(service, one)?);
                }
            }
            corrections.extend(of_places(service.id, &whole.side.places, &places)?);
            let told = open.store.corrections_told(service.id)?;
            Ok((service.clone(), view(service, corrections, &checks, &told)))
        })
        .collect()
}

/// What a colleague corrected in another list's record, for one that says otherwise.
fn otherwise(service: &Service, other: &CorrectionView) -> Outcome<Option<CorrectionView>> {
    let fields = Service::TABLE.fields.iter();
    let Some((_, value)) = fields
        .zip(service.values())
        .find(|(field, _)| field.name == other.field)
    else {
        return Ok(None);
    };
    let said = (Service::TABLE.show_field)(&other.field, value)?;
    // What it does not say at all it has not wrong.
    Ok(
        (!is_empty(&said) && said != other.right).then(|| CorrectionView {
            said,
            ..other.clone()
        }),
    )
}

/// A place of a list.
struct Listed<'a> {
    /// As it stands here.
    place: &'a Place,
    /// As its list has it.
    was: Place,
    /// What a colleague corrected in it.
    wrong: Vec<CorrectionView>,
}

impl<'a> Listed<'a> {
    fn new(open: &Open, imports: &Imports, place: &'a Place) -> Outcome<Self> {
        let wrong = differing(open, imports, place, &OF_PLACE, Some(place))?;
        let mut was = place.clone();
        for one in &wrong {
            let said = one.said.as_str().unwrap_or_default();
            match one.field.as_str() {
                "address" => was.address = said.into(),
                "town" => was.town = said.into(),
                "postcode" => was.postcode = said.into(),
                _ => {}
            }
        }
        Ok(Self { place, was, wrong })
    }

    /// Which of another list's places this one is: as their lists have them, or else as they stand here. Which of two nobody can tell.
    fn among(&self, theirs: &[&Self]) -> Option<PlaceId> {
        let only = |is_same: &dyn Fn(&Self) -> bool| {
            let mut same = theirs.iter().filter(|it| is_same(it));
            same.next().map(|it| (it.place.id, same.next().is_none()))
        };
        only(&|it| is_same_place(&self.was, &it.was))
            .or_else(|| only(&|it| is_same_place(self.place, it.place)))
            .and_then(|(id, is_only)| is_only.then_some(id))
    }
}

/// What one list has wrong of its places: what was corrected in them; and where it has the very words that were corrected in another
/// list's of the same place, if that is the one that is shown, nobody corrected its own, and all who corrected it agree.
fn of_places(
    service: ServiceId,
    shown: &[Place],
    places: &[Listed<'_>],
) -> Outcome<Vec<CorrectionView>> {
    let (mine, others): (Vec<&Listed<'_>>, Vec<&Listed<'_>>) =
        places.iter().partition(|it| it.place.service == service);
    let is_shown = |it: &&&Listed<'_>| shown.iter().any(|place| place.id == it.place.id);
    let same: Vec<_> = others
        .iter()
        .filter(is_shown)
        .filter_map(|other| Some((other.among(&mine)?, &other.wrong)))
        .collect();
    let mut all: Vec<CorrectionView> = mine.iter().flat_map(|it| it.wrong.clone()).collect();
    for Listed { place, wrong, .. } in mine {
        for (field, value) in Place::TABLE.fields.iter().zip(place.values()) {
            let said = (Place::TABLE.show_field)(field.name, value)?;
            if is_empty(&said) || wrong.iter().any(|own| own.field == field.name) {
                continue;
            }
            let mut corrected = same
                .iter()
                .filter(|(is, _)| *is == place.id)
                .flat_map(|(_, wrong)| *wrong)
                .filter(|one| one.field == field.name && say_the_same(&one.said, &said));
            let Some(one) = corrected.next() else {
                continue;
            };
            if corrected.all(|other| other.right == one.right) {
                all.push(CorrectionView {
                    key: key_of(&prefix_of(place), field.name, &one.right),
                    place: called_place(place),
                    said,
                    ..one.clone()
                });
            }
        }
    }
    Ok(all)
}

/// Whether two lists say the same of a place, however they set capitals, spaces and stops.
fn say_the_same(one: &serde_json::Value, other: &serde_json::Value) -> bool {
    let (Some(one), Some(other)) = (one.as_str(), other.as_str()) else {
        return one == other;
    };
    match (plain_postcode(one), plain_postcode(other)) {
        (Some(one), Some(other)) => one == other,
        _ => words_of(one) == words_of(other),
    }
}

fn words_of(said: &str) -> Vec<String> {
    let said = said.to_lowercase().replace(['\'', '’'], "");
    said.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn called_place(place: &Place) -> Option<String> {
    Some(match place.name.some() {
        Some(name) => name.to_owned(),
        None => place.postcode.0.clone(),
    })
}

/// What was found when somebody looked, whichever record they had open, the newest first.
fn checks(open: &Open, whole: &OneService) -> Outcome<Vec<ServiceCheck>> {
    let mut checks = Vec::new();
    for side in &whole.sides {
        checks.extend(open.store.service_checks(side.service.id)?);
    }
    checks.sort_by_key(|check| std::cmp::Reverse(check.written_at));
    // Whoever found it right has seen what was found before.
    let since = checks
        .iter()
        .position(|check| check.found == Some(Checked::Right));
    checks.truncate(since.unwrap_or(checks.len()));
    Ok(checks)
}

fn view(
    service: &Service,
    mut corrections: Vec<CorrectionView>,
    checks: &[ServiceCheck],
    told: &[CorrectionTold],
) -> CorrectedServiceView {
    let known: HashSet<&str> = told
        .iter()
        .flat_map(|one| one.told.iter().map(String::as_str))
        .collect();
    corrections.retain(|one| !known.contains(one.key.as_str()));
    let found = checks
        .iter()
        .filter_map(|check| {
            let found = check
                .found
                .filter(|found| matches!(found, Checked::Changed | Checked::Closed))?;
            let key = format!("check={}", check.id.0);
            (!check.words.is_blank() && !known.contains(key.as_str())).then(|| FoundView {
                key,
                found,
                words: check.words.0.clone(),
                by: check.author.0.clone(),
                on: check.on,
            })
        })
        .collect();
    CorrectedServiceView {
        id: service.id,
        name: service.name.0.clone(),
        source_id: service.source_id.0.clone(),
        corrections,
        found,
        // What the source says by itself was told by nobody.
        told: told
            .iter()
            .find(|one| !one.author.is_blank())
            .map(|one| ToldView {
                at: one.written_at,
                by: one.author.0.clone(),
                to: one.to.0.clone(),
            }),
    }
}

/// Fields that a colleague wrote last, and in which the source said something else before.
fn differing<R: Record>(
    open: &Open,
    imports: &Imports,
    record: &R,
    fields: &[&str],
    place: Option<&Place>,
) -> Outcome<Vec<CorrectionView>> {
    let history = open.store.history(R::TABLE.kind, record.id().into())?;
    let mut found = Vec::new();
    for (field, value) in R::TABLE.fields.iter().zip(record.values()) {
        if !fields.contains(&field.name) {
            continue;
        }
        let mut changes = history.iter().filter(|change| change.field == field.number);
        let import = |did: &str| imports.names().contains(&did);
        // Nothing is known of who wrote it, or it stands as the source gave it.
        let Some(last) = changes.next().filter(|last| !import(&last.did)) else {
            continue;
        };
        let said = changes
            .find(|change| import(&change.did))
            .map(|change| change.after.clone());
        if said.as_ref() == Some(&value) {
            continue;
        }
        let show = |value| (R::TABLE.show_field)(field.name, value);
        let right = show(value)?;
        let said = said.map(show).transpose()?.unwrap_or_default();
        // Nothing said and nothing known is no difference.
        if is_empty(&said) && is_empty(&right) {
            continue;
        }
        found.push(CorrectionView {
            key: key_of(
                &place.map(prefix_of).unwrap_or_default(),
                field.name,
                &right,
            ),
            place: place.and_then(called_place),
            field: field.name.to_owned(),
            said,
            right,
            by: last.by.clone(),
            at: last.at,
        });
    }
    Ok(found)
}

/// What a correction is named by when it is told: the field and what it should hold.
pub(crate) fn key_of(prefix: &str, field: &str, right: &serde_json::Value) -> String {
    format!("{prefix}{field}={right}")
}

/// Which place a field is of.
pub(crate) fn prefix_of(place: &Place) -> String {
    format!("{}/", place.id.0)
}

fn is_empty(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Null | serde_json::Value::Bool(false) => true,
        serde_json::Value::String(text) => text.trim().is_empty(),
        serde_json::Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// Opens an e-mail in the person's own program, to whom the source of these services says.
pub(crate) fn write_email(desk: &Desk, request: WriteEmailRequest) -> Outcome<Nothing> {
    let email = {
        let open = desk.open()?;
        let mut whom = None;
        for id in &request.services {
            let service: Service = open.store.get(*id)?;
            let this = (service.source, service.assurer_email);
            // One e-mail tells one source: of another one it is none of their business.
            if whom
                .replace(this.clone())
                .is_some_and(|before| before != this)
            {
                return Err(AppError::new(ErrorCode::BadRequest));
            }
        }
        let (_, to) = whom.ok_or_else(|| AppError::new(ErrorCode::BadRequest))?;
        Email::new(Some(to.as_str()), &request.subject, &request.text)?
    };
    desk.hands.open_email(&email);
    Ok(Nothing {})
}

/// Writes down that a source was told. What is none of its corrections now is left out.
pub(crate) fn tell_source(desk: &Desk, request: TellSourceRequest) -> Outcome<SavedView> {
    let mut records = Vec::with_capacity(request.services.len());
    {
        let open = desk.open()?;
        let imports = Imports::new();
        for said in request.services {
            let whole = open.store.one_service(said.id)?;
            let all = corrected(&open, &imports, &whole)?;
            let Some((service, view)) = all.into_iter().find(|(service, _)| service.id == said.id)
            else {
                continue;
            };
            let untold: HashSet<String> = view
                .corrections
                .into_iter()
                .map(|one| one.key)
                .chain(view.found.into_iter().map(|one| one.key))
                .collect();
            let keys: Vec<String> = said
                .keys
                .into_iter()
                .filter(|key| untold.contains(key))
                .collect();
            if !keys.is_empty() {
                records.push((service, keys));
            }
        }
    }
    if records.is_empty() {
        return Err(AppError::new(ErrorCode::NotFound));
    }
    let did = Did {
        verb: Verb::Added,
        kind: Some(Kind::CorrectionTold),
        field: None,
    };
    let ((), changes) = desk.transact(&did, |tx| {
        for (service, keys) in records {
            let mut told = CorrectionTold::blank(CorrectionToldId(tx.new_id()));
            told.service = service.id;
            told.told = keys;
            told.to = address(service.assurer_email.as_str())
                .unwrap_or_default()
                .into();
            told.words = request.words.trim().into();
            told.author = tx.by().into();
            told.written_at = Some(tx.now());
            tx.add(&told)?;
        }
        Ok(())
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

#[cfg(test)]
mod tests {
    use super::say_the_same;
    use serde_json::json;

    #[test]
    fn two_ways_to_write_one_address_are_the_same_and_two_addresses_are_not() {
        for (one, other) in [
            ("1 High Street", "1, HIGH STREET."),
            ("St Mary’s Hall", "St. Marys Hall"),
            ("SY1 1AA", "sy11aa"),
        ] {
            assert!(say_the_same(&json!(one), &json!(other)), "{one}, {other}");
        }
        for (one, other) in [
            ("Flat 1, 1 High Street", "Flat 11 High Street"),
            ("1 High Street", "1 High St"),
            ("SY1 1AA", "SY1 1AB"),
        ] {
            assert!(!say_the_same(&json!(one), &json!(other)), "{one}, {other}");
        }
        assert!(!say_the_same(&json!(["ramp"]), &json!(["lift"])));
    }
}
