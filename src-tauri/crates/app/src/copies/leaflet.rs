//! A leaflet about services, to take away.

use super::when::opening_lines;
use super::{layout, save};
use crate::api::directory::LeafletRequest;
use crate::api::session::SavedPaperView;
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_documents::pdf::{Leaflet, LeafletPlace, LeafletService, service_leaflet};
use alongside_domain::codes::PlaceKind;
use alongside_domain::directory::{Cost, Place, Service};
use alongside_store::directory::WholeService;

/// A leaflet, where the worker says.
pub(crate) fn save_leaflet(desk: &Desk, request: LeafletRequest) -> Outcome<SavedPaperView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let mut services = Vec::with_capacity(request.services.len());
    for id in request.services {
        services.push(entry(open.store.service(id, today)?));
    }
    let name = match services.as_slice() {
        [only] => format!("{}.pdf", only.name),
        _ => "Services.pdf".to_owned(),
    };
    let paper = service_leaflet(
        &Leaflet {
            services,
            on: Some(today),
            worker_name: open.store.worker(),
            ..Leaflet::default()
        },
        layout(request.layout),
    )?;
    save(desk, &name, &paper)
}

fn entry(whole: WholeService) -> LeafletService {
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
        places: places.iter().map(place).collect(),
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
    }
}

fn place(place: &Place) -> LeafletPlace {
    if place.kind == Some(PlaceKind::Virtual) {
        return LeafletPlace {
            name: place.name.0.clone(),
            address: String::new(),
        };
    }
    LeafletPlace {
        name: place.name.0.clone(),
        address: address(place),
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
