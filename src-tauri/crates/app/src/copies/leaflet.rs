//! A leaflet about services, to take away.

use super::when::opening_lines;
use super::{layout, save};
use crate::api::directory::LeafletRequest;
use crate::api::session::SavedPaperView;
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_documents::pdf::{
    Leaflet, LeafletFrom, LeafletPlace, LeafletService, service_leaflet,
};
use alongside_domain::codes::PlaceKind;
use alongside_domain::directory::{Cost, Place, Service};
use alongside_domain::geo::{outcode_of, plain_postcode};
use alongside_domain::opening::next_sessions;
use alongside_store::directory::WholeService;
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeSet;

/// How many of the next dates a leaflet gives.
const NEXT_DATES: usize = 3;

/// A leaflet, where the worker says.
pub(crate) fn save_leaflet(desk: &Desk, request: LeafletRequest) -> Outcome<SavedPaperView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let from = from(desk, &request.from);
    let mut services = Vec::with_capacity(request.services.len());
    let mut printed = BTreeSet::new();
    for asked in &request.services {
        let whole = open.store.service(asked.id, today)?;
        // Two records that were joined since they were chosen are one service.
        if !printed.insert(whole.service.id) {
            continue;
        }
        let mut service = entry(whole, today);
        // The worker's own words for this leaflet; they are printed and not kept.
        service.bus.clone_from(&asked.bus);
        service.bring.clone_from(&asked.bring);
        services.push(service);
    }
    let name = match services.as_slice() {
        [only] => format!("{}.pdf", only.name),
        _ => "Services.pdf".to_owned(),
    };
    let paper = service_leaflet(
        &Leaflet {
            services,
            from,
            on: Some(today),
            worker_name: open.store.worker(),
            ..Leaflet::default()
        },
        layout(request.layout),
    )?;
    save(desk, &name, &paper)
}

/// Where the way there is sketched from. A leaflet is left lying about: a whole postcode may be somebody's home, so it is never
/// taken nearer than its outcode.
fn from(desk: &Desk, said: &str) -> Option<LeafletFrom> {
    let outcode = plain_postcode(said).and_then(|plain| outcode_of(&plain).map(str::to_owned));
    let near = desk
        .lists()
        .point(None, outcode.as_deref().unwrap_or(said))?;
    Some(LeafletFrom {
        label: near.label,
        point: near.point,
    })
}

/// The next sessions in words: "Tuesday 24 November, 10:00 to 12:30".
fn next_dates(service: &Service, today: NaiveDate) -> Vec<String> {
    next_sessions(&service.opening, today, NEXT_DATES)
        .into_iter()
        .map(|session| {
            let day = session.on.format("%A %-d %B");
            let time = |time: NaiveTime| time.format("%H:%M").to_string();
            match (session.opens.map(time), session.closes.map(time)) {
                (Some(opens), Some(closes)) => format!("{day}, {opens} to {closes}"),
                (Some(opens), None) => format!("{day}, from {opens}"),
                (None, Some(closes)) => format!("{day}, until {closes}"),
                (None, None) => day.to_string(),
            }
        })
        .collect()
}

fn entry(whole: WholeService, today: NaiveDate) -> LeafletService {
    let WholeService {
        service,
        organisation,
        places,
        ..
    } = whole;
    let ask_for = service
        .ask_for
        .iter()
        .map(|someone| someone.name.trim())
        .find(|name| !name.is_empty())
        .unwrap_or_default()
        .to_owned();
    LeafletService {
        organisation: organisation
            .map(|organisation| organisation.name.0)
            .filter(|name| *name != service.name.0)
            .unwrap_or_default(),
        when: opening_lines(&service),
        next_dates: next_dates(&service, today),
        places: places
            .iter()
            .map(|one| place(one, service.access.as_str()))
            .collect(),
        who: who(&service),
        cost: cost(&service),
        phone: phone(&service),
        ask_for,
        checked_on: service.checked_on.max(service.assured_on),
        name: service.name.0,
        what: service.description.0,
        how_to_join: service.how_to_join.0,
        email: service.email.0,
        website: service.url.0,
        access: service.access.0,
        languages: service.languages,
        ..LeafletService::default()
    }
}

/// A place; what the service already says of getting in is not said again.
fn place(place: &Place, said: &str) -> LeafletPlace {
    if place.kind == Some(PlaceKind::Virtual) {
        return LeafletPlace {
            name: place.name.0.clone(),
            ..LeafletPlace::default()
        };
    }
    LeafletPlace {
        name: place.name.0.clone(),
        address: address(place),
        access: place
            .access
            .some()
            .filter(|access| !said.contains(*access))
            .unwrap_or_default()
            .to_owned(),
        point: place.point(),
    }
}

/// An address in one line: no town or postcode twice.
pub(super) fn address(place: &Place) -> String {
    let mut line = place.address.0.trim().to_owned();
    for part in [&place.town, &place.postcode] {
        let part = part.as_str().trim();
        if !part.is_empty() && !line.to_lowercase().contains(&part.to_lowercase()) {
            if !line.is_empty() {
                line.push_str(", ");
            }
            line.push_str(part);
        }
    }
    line
}

/// The number to ring: the service's, else of the first person to ask for.
pub(super) fn phone(service: &Service) -> String {
    service
        .phone
        .some()
        .or_else(|| {
            service
                .ask_for
                .iter()
                .flat_map(|someone| &someone.phones)
                .map(|phone| phone.trim())
                .find(|phone| !phone.is_empty())
        })
        .unwrap_or_default()
        .to_owned()
}

fn who(service: &Service) -> String {
    let ages = match (service.minimum_age, service.maximum_age) {
        (Some(least), Some(most)) => format!("Ages {least} to {most}."),
        (Some(least), None) => format!("Age {least} and over."),
        (None, Some(most)) => format!("Up to age {most}."),
        (None, None) => String::new(),
    };
    join(&[service.eligibility.as_str(), &ages])
}

fn cost(service: &Service) -> String {
    if let Some(fees) = service.fees.some() {
        return fees.to_owned();
    }
    let lines: Vec<String> = service.costs.iter().map(one_cost).collect();
    match join(&lines.iter().map(String::as_str).collect::<Vec<_>>()) {
        none if none.is_empty() && service.free => "Free".to_owned(),
        lines => lines,
    }
}

fn one_cost(cost: &Cost) -> String {
    let amount = match cost.amount {
        Some(0.0) => "free".to_owned(),
        Some(pounds) => format!("£{pounds:.2}"),
        None => String::new(),
    };
    // "Everyone: free (Free)" says it twice.
    let words = Some(cost.words.trim())
        .filter(|words| !words.is_empty() && !words.eq_ignore_ascii_case(&amount))
        .unwrap_or_default();
    let said = match (amount.is_empty(), words.is_empty()) {
        (false, false) => format!("{amount} ({words})"),
        (false, true) => amount,
        (true, _) => words.to_owned(),
    };
    match (cost.option.trim(), said.is_empty()) {
        ("", _) => said,
        (option, true) => option.to_owned(),
        (option, false) => format!("{option}: {said}"),
    }
}

fn join(parts: &[&str]) -> String {
    parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
