//! A leaflet about one service or several, to take away.

use super::plainly::one_to_a_line;
use super::square_code::square_code;
use super::way_there::{LeafletFrom, way_there};
use super::words::{Words, day, maybe_day};
use super::world::Template;
use super::{Layout, Paper, PdfError, paper};
use alongside_domain::geo::Point;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// What goes on a leaflet. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaflet {
    /// A heading when there are several services: "Near you"; if empty, one of ours.
    pub title: String,
    /// The services.
    pub services: Vec<LeafletService>,
    /// Where it is read from, for the sketch of the way there; no sketch without.
    pub from: Option<LeafletFrom>,
    /// The day it is printed.
    pub on: Option<NaiveDate>,
    /// The link worker handing it over.
    pub worker_name: String,
    /// How to reach the link worker.
    pub worker_phone: String,
}

/// One service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeafletService {
    /// Name.
    pub name: String,
    /// Who runs it.
    pub organisation: String,
    /// What it is.
    pub what: String,
    /// Opening times in words, one a line.
    pub when: Vec<String>,
    /// The next dates, in words.
    pub next_dates: Vec<String>,
    /// Where it is.
    pub places: Vec<LeafletPlace>,
    /// Who may come.
    pub who: String,
    /// What it costs.
    pub cost: String,
    /// What to bring.
    pub bring: String,
    /// Which bus goes there.
    pub bus: String,
    /// How to join.
    pub how_to_join: String,
    /// The number to ring.
    pub phone: String,
    /// Whom to ask for.
    pub ask_for: String,
    /// E-mail.
    pub email: String,
    /// Web page.
    pub website: String,
    /// Getting in and taking part.
    pub access: String,
    /// Languages spoken.
    pub languages: Vec<String>,
    /// When a colleague or the source last checked it.
    pub checked_on: Option<NaiveDate>,
}

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeafletPlace {
    /// Name.
    pub name: String,
    /// Address with postcode.
    pub address: String,
    /// Getting in.
    pub access: String,
    /// Where it lies, if that is known.
    pub point: Option<Point>,
}

/// A leaflet about services.
///
/// # Errors
/// [`PdfError::NothingToPrint`] when there is no service with a name; otherwise only faults of the program.
pub fn service_leaflet(leaflet: &Leaflet, layout: Layout) -> Result<Paper, PdfError> {
    if leaflet
        .services
        .iter()
        .all(|service| service.name.trim().is_empty())
    {
        return Err(PdfError::NothingToPrint);
    }
    paper(Template::Leaflet, |words| data(leaflet, layout, words))
}

fn data(leaflet: &Leaflet, layout: Layout, words: &mut Words) -> Value {
    let given = words.line(&leaflet.title);
    let title = match leaflet.services.as_slice() {
        _ if !given.is_empty() => given,
        [only] => words.line(&only.name),
        _ => "Places to go and people to ask".to_owned(),
    };
    json!({
        "layout": layout.code(),
        "title": title,
        "services": leaflet.services.iter().filter(|service| !service.name.trim().is_empty())
            .map(|item| service(item, leaflet.from.as_ref(), layout, words)).collect::<Vec<_>>(),
        "on": maybe_day(leaflet.on),
        "worker_name": words.short(&leaflet.worker_name),
        "worker_phone": words.short(&leaflet.worker_phone),
    })
}

fn service(
    service: &LeafletService,
    from: Option<&LeafletFrom>,
    layout: Layout,
    words: &mut Words,
) -> Value {
    let mut said = |text: &str| match layout {
        Layout::Easy => words.paragraphs(&one_to_a_line(text)),
        Layout::Standard | Layout::LargePrint => words.paragraphs(text),
    };
    let told = json!({
        "what": said(&service.what),
        "who": said(&service.who),
        "cost": said(&service.cost),
        "bring": said(&service.bring),
        "bus": said(&service.bus),
        "how_to_join": said(&service.how_to_join),
        "access": said(&service.access),
    });
    let places: Vec<Value> = service
        .places
        .iter()
        .filter(|place| **place != LeafletPlace::default())
        .map(|place| {
            json!({
                "name": words.short(&place.name),
                "address": words.paragraphs(&place.address),
                "access": words.paragraphs(&place.access),
            })
        })
        .collect();
    // One sketch for the nearest of its places: the first that has a position.
    let way = match (from, service.places.iter().find_map(|place| place.point)) {
        (Some(from), Some(to)) => way_there(from, words.line(&from.label), to),
        _ => Value::Null,
    };
    json!({
        "name": words.line(&service.name),
        "organisation": words.short(&service.organisation),
        "told": told,
        "when": words.list(&service.when),
        "next_dates": words.list(&service.next_dates),
        "places": places,
        "way": way,
        "phone": words.short(&service.phone),
        "ask_for": words.short(&service.ask_for),
        "email": words.short(&service.email),
        "website": words.short(&service.website),
        "code": square_code(&service.website),
        "languages": words.short(&service.languages.join(", ")),
        "checked_on": service.checked_on.map(day),
    })
}
