//! The directory: search, one service whole, adding and checking one by hand.

use crate::api::checking::NoteCheckRequest;
use crate::api::directory::{
    LeafletRequest, NearView, NewServiceRequest, OutcomesView, PlaceView, SearchServicesRequest,
    ServiceLine, ServiceRequest, ServiceView, ServicesView, SessionView, SetOrganisationRequest,
    SuggestTagsRequest, TagHint, TagHintsView, TextRequest, WhenSaidView, WhyView,
};
use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{AddedView, Did, SavedView, Verb};
use crate::api::session::{Nothing, SavedFileView, SavedPaperView};
use crate::at_hand;
use crate::checking;
use crate::copies;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::hands::FileKind;
use crate::one_service;
use crate::people::line_of;
use crate::reference::{Lists, point_of};
use crate::when_said::{to_the_minute, when_said};
use alongside_documents::calendar::wall_time;
use alongside_documents::export::{Outgoing, PageWriter};
use alongside_documents::tags::{needs_for_tags, suggest_tags as suggested};
use alongside_domain::bank_holidays::{holiday, nations_of};
use alongside_domain::codes::{Checked, Reached, WhyNot};
use alongside_domain::directory::{Organisation, Place, Service};
use alongside_domain::geo::{plain_postcode, printed_postcode};
use alongside_domain::ids::{OrganisationId, PlaceId, ServiceId};
use alongside_domain::opening::{When, next_sessions, weekday};
use alongside_domain::{Kind, Record};
use alongside_store::directory::{ServiceQuery, ServiceRow, Why, nearest_first};
use alongside_store::{RunAt, Store, Tx};
use chrono::{NaiveDateTime, Weekday};

/// Dates that are shown ahead.
const NEXT_DATES: usize = 3;
/// Most rows of a page.
const PAGE: u32 = 100;

/// Searches the directory.
pub(crate) fn search_services(
    desk: &Desk,
    request: SearchServicesRequest,
) -> Outcome<ServicesView> {
    let asked = !request.near.trim().is_empty();
    let near = asked.then(|| point_of(desk, &request.near)).flatten();
    let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let open = desk.open()?;
    let is_word = |word: &str| open.store.knows_word(word);
    let now = now(desk);
    let when_said = when_said(&request.text, now);
    let text = when_said
        .as_ref()
        .map_or(request.text, |said| said.rest.clone());
    let understood = desk.lists().plain_words()?.understand(&text, &is_word);
    let today = desk.clock.today();
    let when = match (&when_said, request.day.as_deref().and_then(weekday)) {
        (Some(said), _) => Some(match said.day {
            None => When::Now(now),
            Some((day, part)) => When::On(day, part, today),
        }),
        (None, _) if request.now => Some(When::Now(now)),
        (None, Some(day)) => Some(When::On(day, request.part, today)),
        (None, None) => None,
    };
    let found = open.store.services(&ServiceQuery {
        text,
        understood: Some(understood),
        near: near.as_ref().map(|near| near.point),
        miles: request.miles.filter(|_| near.is_some()),
        need: said(request.need),
        when,
        free: request.free,
        step_free: request.step_free,
        language: said(request.language),
        age: request.age,
        closed_too: request.closed_too,
        among: request.among.map(at_hand::among),
        offset: request.offset,
        limit: request.limit.min(PAGE),
    })?;
    Ok(ServicesView {
        total: found.total,
        at_least: found.at_least,
        near_unknown: asked && near.is_none(),
        near,
        unsaid: found.unsaid,
        when_said: when_said.map(|said| WhenSaidView {
            day: said.day.map(|(day, _)| day_code(day).to_owned()),
            part: said.day.and_then(|(_, part)| part),
            rest: said.rest,
        }),
        rows: found.rows.into_iter().map(line).collect(),
    })
}

/// The clock on the wall, to the minute.
fn now(desk: &Desk) -> NaiveDateTime {
    wall_time(desk.clock.now().0).map_or_else(NaiveDateTime::default, to_the_minute)
}

fn day_code(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

pub(crate) fn line(row: ServiceRow) -> ServiceLine {
    ServiceLine {
        id: row.id,
        name: row.name,
        organisation: row.organisation,
        summary: row.summary,
        town: row.town,
        postcode: row.postcode,
        point: row.point,
        miles: row.miles,
        days: row.days,
        free: row.free,
        step_free: row.step_free,
        status: row.status,
        checked_on: row.checked_on,
        people: row.people,
        favourite: row.favourite,
        holiday: row.holiday,
        why: row.why.into_iter().map(why).collect(),
    }
}

fn why(why: Why) -> WhyView {
    match why {
        Why::Named => WhyView::Named,
        Why::Tagged => WhyView::Tagged,
        Why::Described => WhyView::Described,
        Why::ReadAs { typed, read } => WhyView::ReadAs { typed, read },
        Why::Meant { said, found } => WhyView::Meant { said, found },
    }
}

/// One service whole, its places by distance.
pub(crate) fn open_service(desk: &Desk, request: ServiceRequest) -> Outcome<ServiceView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let whole = open.store.service(request.id, today)?;
    let near = point_of(desk, &request.near).map(|near| near.point);
    let checked = whole.service.checked_on.max(whole.service.assured_on);
    let mut postcodes: Vec<&str> = whole
        .places
        .iter()
        .map(|place| place.postcode.as_str())
        .collect();
    if postcodes.is_empty() {
        postcodes.push("");
    }
    let holiday_on = |on| {
        postcodes
            .iter()
            .find_map(|postcode| holiday(nations_of(postcode), on))
    };
    let next_dates = next_sessions(&whole.service.opening, today, NEXT_DATES)
        .into_iter()
        .map(|session| SessionView {
            on: session.on,
            opens: session.opens.map(|time| time.format("%H:%M").to_string()),
            closes: session.closes.map(|time| time.format("%H:%M").to_string()),
            holiday: holiday_on(session.on),
        })
        .collect();
    Ok(ServiceView {
        favourite: open.store.is_favourite(whole.service.id)?,
        collections: open.store.collections_of(whole.service.id)?,
        sources: one_service::sources(&open.store, whole.sides, &whole.from)?,
        places: nearest_first(whole.places, near)
            .into_iter()
            .map(|(place, miles)| PlaceView { place, miles })
            .collect(),
        outcomes: outcomes(&whole.connections),
        people: whole
            .people
            .into_iter()
            .map(|row| line_of(row, today))
            .collect(),
        days_since_check: checked.map(|on| (today - on).num_days()),
        next_dates,
        service: whole.service,
        organisation: whole.organisation,
        tips: whole.tips,
    })
}

fn outcomes(connections: &[(Option<Reached>, Option<WhyNot>)]) -> OutcomesView {
    let count = |fits: &dyn Fn(Reached) -> bool| {
        let fitting = connections
            .iter()
            .filter(|(reached, _)| reached.is_some_and(fits));
        u32::try_from(fitting.count()).unwrap_or(u32::MAX)
    };
    let mut why_not: Vec<(WhyNot, u32)> = Vec::new();
    for (_, why) in connections {
        let Some(why) = why else { continue };
        match why_not.iter_mut().find(|(known, _)| known == why) {
            Some((_, times)) => *times += 1,
            None => why_not.push((*why, 1)),
        }
    }
    why_not.sort_by_key(|(why, times)| (std::cmp::Reverse(*times), *why));
    OutcomesView {
        people: u32::try_from(connections.len()).unwrap_or(u32::MAX),
        started: count(&|reached| {
            matches!(
                reached,
                Reached::Started | Reached::Going | Reached::Finished
            )
        }),
        did_not_happen: count(&|reached| reached == Reached::DidNotHappen),
        why_not,
    }
}

/// Adds a service by name: the rest can be filled in at leisure.
pub(crate) fn new_service(desk: &Desk, request: NewServiceRequest) -> Outcome<AddedView> {
    let name = request.name.trim();
    if name.is_empty() {
        return Err(AppError {
            field: Some("name".to_owned()),
            ..AppError::new(ErrorCode::BadValue)
        });
    }
    let known = known_organisation(desk, &request.organisation)?;
    let did = Did {
        verb: Verb::Added,
        kind: Some(Kind::Service),
        field: None,
    };
    let (id, changes) = desk.transact(&did, |tx| {
        let mut service = Service::blank(ServiceId(tx.new_id()));
        service.name = name.into();
        service.organisation = organisation(tx, known, &request.organisation)?;
        tx.put(&service)?;
        let postcode = request.postcode.trim();
        if !postcode.is_empty() {
            let mut place = Place::blank(PlaceId(tx.new_id()));
            place.service = service.id;
            place.postcode = plain_postcode(postcode)
                .map_or_else(|| postcode.to_owned(), |plain| printed_postcode(&plain))
                .into();
            place_position(desk, &mut place);
            tx.put(&place)?;
        }
        Ok(service.id.0)
    })?;
    Ok(AddedView {
        id,
        saved_at: changes.at,
    })
}

/// Says who runs a service; no name takes it away.
pub(crate) fn set_organisation(desk: &Desk, request: SetOrganisationRequest) -> Outcome<SavedView> {
    let known = known_organisation(desk, &request.name)?;
    let did = Did {
        verb: Verb::Changed,
        kind: Some(Kind::Service),
        field: Some("organisation".to_owned()),
    };
    let ((), changes) = desk.transact(&did, |tx| {
        let mut service: Service = tx.get(request.service)?;
        service.organisation = organisation(tx, known, &request.name)?;
        tx.put(&service)
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

fn known_organisation(desk: &Desk, name: &str) -> Outcome<Option<OrganisationId>> {
    Ok(desk.open()?.store.organisation_named(name.trim())?)
}

/// The organisation that is known by a name, or a new one of that name; nothing for no name.
fn organisation(
    tx: &mut Tx<'_>,
    known: Option<OrganisationId>,
    name: &str,
) -> alongside_store::Result<Option<OrganisationId>> {
    let name = name.trim();
    if name.is_empty() || known.is_some() {
        return Ok(known.filter(|_| !name.is_empty()));
    }
    let mut organisation = Organisation::blank(OrganisationId(tx.new_id()));
    organisation.name = name.into();
    tx.put(&organisation)?;
    Ok(Some(organisation.id))
}

/// A colleague has checked today that what is said of a service is so.
pub(crate) fn check_service(desk: &Desk, request: ServiceRequest) -> Outcome<SavedView> {
    let checked = checking::note_check(
        desk,
        NoteCheckRequest {
            service: request.id,
            found: Checked::Right,
            words: String::new(),
        },
    )?;
    Ok(SavedView {
        saved_at: checked.saved_at,
    })
}

/// Tags and needs that a text suggests; a person decides.
pub(crate) fn suggest_tags(desk: &Desk, request: SuggestTagsRequest) -> Outcome<TagHintsView> {
    let tags = desk.lists().tags()?;
    let found = suggested(&request.text, &tags.rules);
    Ok(TagHintsView {
        needs: needs_for_tags(&found, &tags.needs),
        tags: found
            .iter()
            .filter_map(|tag| tag.strip_prefix("ukcat:"))
            .map(|code| TagHint {
                code: code.to_owned(),
                words: tags.names.get(code).cloned().unwrap_or_default(),
            })
            .collect(),
    })
}

/// Where a postcode, an outcode or a town is.
pub(crate) fn locate(desk: &Desk, request: TextRequest) -> Outcome<Option<NearView>> {
    desk.open()?;
    Ok(point_of(desk, &request.text))
}

/// A leaflet about one service or several, as a PDF, where the worker says.
pub(crate) fn save_leaflet(desk: &Desk, request: LeafletRequest) -> Outcome<SavedPaperView> {
    copies::save_leaflet(desk, request)
}

/// Services written at a time.
const WRITTEN: u32 = 500;

/// The whole directory as Open Referral UK 3.0, where the worker says.
pub(crate) fn export_directory(desk: &Desk, _: Nothing) -> Outcome<SavedFileView> {
    let open = desk.open()?;
    let mut page = PageWriter::new(Vec::new());
    let mut outcome = Ok(());
    each_run(&open.store, 0, |run| {
        outcome = page.write(Outgoing {
            service: &run.service,
            organisation: run.organisation.as_ref(),
            places: &run.places,
        });
        outcome.is_ok()
    })?;
    outcome?;
    let (_, bytes) = page.finish()?;
    let name = format!("Directory {}.json", desk.clock.today());
    let path = copies::save_file(desk, FileKind::Directory, &name, "json", &bytes)?;
    Ok(SavedFileView { path })
}

/// Hands over every service with who runs it and where, in the order of the file, from one on; until all are, or it is enough.
pub(crate) fn each_run(
    store: &Store,
    mut after: i64,
    mut take: impl FnMut(&RunAt) -> bool,
) -> Outcome<()> {
    loop {
        let (last, services) = store.services_after(after, WRITTEN)?;
        let Some(last) = last else {
            return Ok(());
        };
        after = last;
        if !services.iter().all(&mut take) {
            return Ok(());
        }
    }
}

/// Works out where a place is from its postcode, unless its position was given.
pub(crate) fn place_position(desk: &Desk, place: &mut Place) {
    if let Ok(open) = desk.open() {
        position_from(desk.lists(), Some(&open.store), place);
    }
}

/// The same, from the full postcodes of a store if it has any, else from outcodes. A position that was worked out before is
/// worked out anew.
pub(crate) fn position_from(lists: &Lists, store: Option<&Store>, place: &mut Place) {
    let given = place.latitude.is_some() && place.longitude.is_some();
    if given && !place.position_from_postcode {
        return;
    }
    // Only a postcode or outcode: a town's name in that field would put everything at one point.
    let found =
        plain_postcode(place.postcode.as_str()).and_then(|plain| lists.point(store, &plain));
    place.position_from_postcode = found.is_some();
    place.latitude = found.as_ref().map(|near| near.point.latitude);
    place.longitude = found.as_ref().map(|near| near.point.longitude);
}
