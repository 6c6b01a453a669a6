//! The directory, out: Open Referral UK 3.0, so that a council can take back what a team has put right.
//!
//! What nobody wrote is left out, as the standard asks, and never null. A record that came with a UUID of its source goes back under it.
//! Fields of the international standard (who may come, how to join, how long people wait) stand beside those of the UK profile, which
//! has no place for them. A colleague's tips stay at home.

use crate::import::{clean, identity};
use alongside_domain::codes::{PlaceKind, ServiceStatus};
use alongside_domain::directory::{Organisation, Place, Service};
use alongside_domain::value::Text;
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use uuid::Uuid;

/// A service, on its way out.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// The service.
    pub service: &'a Service,
    /// Who runs it.
    pub organisation: Option<&'a Organisation>,
    /// Where it is.
    pub places: &'a [Place],
}

/// Writes one page that holds everything.
#[derive(Debug)]
pub struct PageWriter<W: Write> {
    to: W,
    written: u64,
}

impl<W: Write> PageWriter<W> {
    /// Begins; nothing is written yet.
    pub fn new(to: W) -> Self {
        Self { to, written: 0 }
    }

    /// Writes one service.
    ///
    /// # Errors
    /// Those of what is written to.
    pub fn write(&mut self, outgoing: Outgoing<'_>) -> io::Result<()> {
        let before: &[u8] = if self.written == 0 {
            b"{\"contents\":["
        } else {
            b",\n"
        };
        self.to.write_all(before)?;
        serde_json::to_writer(&mut self.to, &service(outgoing))?;
        self.written += 1;
        Ok(())
    }

    /// Ends the page; gives how many services are on it, and what was written to.
    ///
    /// # Errors
    /// Those of what is written to.
    pub fn finish(mut self) -> io::Result<(u64, W)> {
        if self.written == 0 {
            self.to.write_all(b"{\"contents\":[")?;
        }
        write!(
            self.to,
            "],\"total_items\":{0},\"total_pages\":1,\"page_number\":1,\"size\":{0},\"first_page\":true,\"last_page\":true,\"empty\":{1}}}",
            self.written,
            self.written == 0
        )?;
        self.to.flush()?;
        Ok((self.written, self.to))
    }
}

/// An object without the fields that say nothing.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn with(id: Uuid) -> Self {
        Self::default().put("id", id.to_string())
    }

    fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    fn text(self, key: &str, text: &str) -> Self {
        match text.trim() {
            "" => self,
            text => self.put(key, text),
        }
    }

    fn words(self, key: &str, text: &Text) -> Self {
        self.text(key, text.as_str())
    }

    fn some(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    fn list(self, key: &str, list: Vec<Value>) -> Self {
        if list.is_empty() {
            self
        } else {
            self.put(key, list)
        }
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// A service as the standard has it.
#[must_use]
pub fn service(outgoing: Outgoing<'_>) -> Value {
    let Outgoing {
        service,
        organisation: runs,
        places,
    } = outgoing;
    let id = id_of(service.source_id.as_str(), service.id.0);
    let status = service.status.unwrap_or(ServiceStatus::Active);
    let assured = service.checked_on.max(service.assured_on);
    let changed = service.source_changed.as_str();
    let is_moment = chrono::DateTime::parse_from_rfc3339(changed).is_ok();
    Object::with(id)
        .words("name", &service.name)
        .put("status", status.code())
        .words("description", &service.description)
        .words("alternate_name", &service.also_known_as)
        .some("url", address(service.url.as_str()))
        .some("email", email(service.email.as_str()))
        .words("fees", &service.fees)
        .words("accreditations", &service.accreditations)
        .some("minimum_age", service.minimum_age)
        .some("maximum_age", service.maximum_age)
        .words("eligibility_description", &service.eligibility)
        .words("application_process", &service.how_to_join)
        .words("wait_time", &service.waiting)
        .words("alert", &service.alert)
        .some("assured_date", assured.map(|on| on.to_string()))
        .some("assurer_email", email(service.assurer_email.as_str()))
        .some("last_modified", is_moment.then_some(changed))
        .some(
            "organization_id",
            runs.map(|runs| id_of(runs.source_id.as_str(), runs.id.0).to_string()),
        )
        .some("organization", runs.map(organisation))
        .list("schedules", schedules(id, service))
        .list("cost_options", costs(id, service))
        .list("contacts", contacts(id, service))
        .list("languages", languages(id, service))
        .list("service_areas", areas(id, service))
        .list("attributes", attributes(id, service))
        .list(
            "service_at_locations",
            places.iter().map(|place| at(id, place)).collect(),
        )
        .done()
}

/// The source's own id if it is one of the standard, else ours.
fn id_of(source_id: &str, ours: Uuid) -> Uuid {
    if identity::is_uuid(source_id) {
        Uuid::parse_str(source_id).unwrap_or(ours)
    } else {
        ours
    }
}

/// An id for a part that has none of its own: the same each time.
fn part(of: Uuid, what: &str, number: usize) -> Uuid {
    let digest = identity::digest(format!("{of} {what} {number}").as_bytes());
    uuid::Builder::from_custom_bytes(digest).into_uuid()
}

fn address(url: &str) -> Option<String> {
    let url = url.trim();
    let is_plain = !url.is_empty() && url.is_ascii() && !url.contains(char::is_whitespace);
    match url.split_once("://") {
        Some(("http" | "https", rest)) if is_plain && !rest.is_empty() => Some(url.to_owned()),
        None if is_plain && url.contains('.') => Some(format!("https://{url}")),
        _ => None,
    }
}

fn email(text: &str) -> Option<String> {
    let text = text.trim();
    (text.is_ascii() && clean::is_email(text)).then(|| text.to_owned())
}

fn organisation(of: &Organisation) -> Value {
    let id = id_of(of.source_id.as_str(), of.id.0);
    let identifiers = of
        .register
        .iter()
        .enumerate()
        .filter(|(_, entry)| !entry.identifier.is_empty())
        .map(|(number, entry)| {
            Object::with(part(id, "identifier", number))
                .put("organization_id", id.to_string())
                .text("identifier_scheme", &entry.scheme)
                .put("identifier_type", entry.scheme.as_str())
                .put("identifier", entry.identifier.as_str())
                .done()
        })
        .collect();
    // Asked for by the standard; a name says more than nothing.
    let description = of
        .description
        .some()
        .unwrap_or_else(|| of.name.as_str())
        .to_owned();
    Object::with(id)
        .put("name", of.name.as_str())
        .put("description", description)
        .some("email", email(of.email.as_str()))
        .some("website", address(of.website.as_str()))
        .list("organization_identifiers", identifiers)
        .done()
}

fn schedules(id: Uuid, service: &Service) -> Vec<Value> {
    let mut all: Vec<Value> = service
        .opening
        .iter()
        .enumerate()
        .map(|(number, opening)| {
            let freq = ["WEEKLY", "MONTHLY"]
                .into_iter()
                .find(|freq| opening.freq.eq_ignore_ascii_case(freq));
            Object::with(part(id, "schedule", number))
                .put("service_id", id.to_string())
                .some("freq", freq)
                .some(
                    "interval",
                    (opening.interval > 1).then_some(opening.interval),
                )
                .text("byday", &opening.byday)
                .text("bymonthday", &opening.bymonthday)
                .text("opens_at", &opening.opens_at)
                .text("closes_at", &opening.closes_at)
                .text("valid_from", &opening.valid_from)
                .text("valid_to", &opening.valid_to)
                .text("description", &opening.words)
                .done()
        })
        .collect();
    if let Some(words) = service.opening_words.some() {
        all.push(
            Object::with(part(id, "opening", 0))
                .put("service_id", id.to_string())
                .put("description", words)
                .done(),
        );
    }
    all
}

fn costs(id: Uuid, service: &Service) -> Vec<Value> {
    let mut all: Vec<Value> = service
        .costs
        .iter()
        .enumerate()
        .map(|(number, cost)| {
            Object::with(part(id, "cost", number))
                .put("service_id", id.to_string())
                .text("option", &cost.option)
                .some("amount", cost.amount)
                .text("amount_description", &cost.words)
                .done()
        })
        .collect();
    if all.is_empty() && service.free {
        all.push(
            Object::with(part(id, "free", 0))
                .put("service_id", id.to_string())
                .put("amount", 0)
                .done(),
        );
    }
    all
}

fn contacts(id: Uuid, service: &Service) -> Vec<Value> {
    let phone = |what: &str, number: usize, words: &str| json!({"id": part(id, what, number).to_string(), "number": words});
    let mut all: Vec<Value> = service
        .ask_for
        .iter()
        .enumerate()
        .map(|(number, who)| {
            let phones = who
                .phones
                .iter()
                .map(|words| phone(words, number, words))
                .collect();
            Object::with(part(id, "contact", number))
                .put("service_id", id.to_string())
                .text("name", &who.name)
                .text("title", &who.role)
                .some("email", email(&who.email))
                .list("phones", phones)
                .done()
        })
        .collect();
    if let Some(words) = service.phone.some() {
        all.push(
            Object::with(part(id, "telephone", 0))
                .put("service_id", id.to_string())
                .list("phones", vec![phone("phone", 0, words)])
                .done(),
        );
    }
    all
}

fn languages(id: Uuid, service: &Service) -> Vec<Value> {
    let named = |(number, name): (usize, &String)| {
        Object::with(part(id, "language", number))
            .put("service_id", id.to_string())
            .put("name", name.as_str())
            .done()
    };
    service.languages.iter().enumerate().map(named).collect()
}

fn areas(id: Uuid, service: &Service) -> Vec<Value> {
    let area = service.area.some().map(|area| {
        Object::with(part(id, "area", 0))
            .put("service_id", id.to_string())
            .put("name", area)
            .done()
    });
    area.into_iter().collect()
}

/// Tags and needs, as terms of a taxonomy.
fn attributes(id: Uuid, service: &Service) -> Vec<Value> {
    let tags = service.tags.iter().map(|tag| match tag.split_once(':') {
        Some(("ukcat", code)) => ("UK Charity Activity Tags", code),
        _ => ("", tag.as_str()),
    });
    let needs = service.needs.iter().map(|need| ("Needs", need.as_str()));
    tags.chain(needs)
        .enumerate()
        .map(|(number, (taxonomy, term))| {
            let named = Object::with(part(Uuid::nil(), &format!("{taxonomy} {term}"), 0))
                .put("name", term)
                .put("description", term)
                .text("taxonomy", taxonomy)
                .some(
                    "taxonomy_id",
                    (!taxonomy.is_empty()).then(|| part(Uuid::nil(), taxonomy, 0).to_string()),
                )
                .done();
            Object::with(part(id, "attribute", number))
                .put("link_type", "service")
                .put("taxonomy_term", named)
                .done()
        })
        .collect()
}

fn at(service: Uuid, place: &Place) -> Value {
    let id = id_of(place.source_id.as_str(), place.id.0);
    let kind = place.kind.unwrap_or(PlaceKind::Physical).code();
    let has_address =
        !(place.address.is_blank() && place.postcode.is_blank() && place.town.is_blank());
    let address = has_address.then(|| {
        Object::with(part(id, "address", 0))
            .put("location_id", id.to_string())
            .put("address_1", place.address.as_str())
            .put("city", place.town.as_str())
            // Asked for by the standard; addresses here have none.
            .put("state_province", "")
            .put("postal_code", place.postcode.as_str())
            .put("country", "GB")
            .put("address_type", kind)
            .done()
    });
    let access = place.access.some().map(|access| {
        Object::with(part(id, "access", 0))
            .put("location_id", id.to_string())
            .put("description", access)
            .done()
    });
    // A position that was worked out from a postcode is ours to guess and not the council's to publish.
    let known = !place.position_from_postcode;
    let location = Object::with(id)
        .put("location_type", kind)
        .words("name", &place.name)
        .some("latitude", place.latitude.filter(|_| known))
        .some("longitude", place.longitude.filter(|_| known))
        .list("addresses", address.into_iter().collect())
        .list("accessibility", access.into_iter().collect())
        .done();
    Object::with(part(service, &id.to_string(), 0))
        .put("service_id", service.to_string())
        .put("location_id", id.to_string())
        .put("location", location)
        .done()
}
