//! One service, with everything that hangs on it, in Open Referral UK 3.0, its forerunner 1.0 and the international HSDS 3.0.

use super::organisation::organisation;
use super::place::place;
use super::schedule::{contact, cost, opening, phones};
use crate::import::fields::Fields;
use crate::import::gather::Arrival;
use crate::import::{Incoming, Position, Warning, WarningKind, clean};
use alongside_domain::codes::ServiceStatus;
use alongside_domain::directory::{AskFor, Opening, Organisation, Place, Service};
use alongside_domain::value::Text;
use serde::Serialize;

/// Reads a service; nothing if neither it nor its organisation has a name.
pub(super) fn service(
    mut fields: Fields,
    source: &str,
    at: Position,
    around: Option<&Organisation>,
) -> Option<Arrival> {
    let given_id = fields.id();
    let nested = fields
        .within("organization", |fields| organisation(fields, source))
        .or_else(|| around.cloned());
    let organisation = nested.or_else(|| {
        let id = fields.entry("organization_id");
        // Only its id: kept, so that nothing is lost if no other file explains it.
        (!id.is_empty()).then(|| {
            fields.keep("organization_id", id.clone());
            Organisation {
                source: source.into(),
                source_id: id.into(),
                ..Organisation::default()
            }
        })
    });
    let mut service = Service {
        source: source.into(),
        name: fields.text("name"),
        ..Service::default()
    };
    let own_name = !service.name.is_blank();
    if !own_name {
        let name = organisation
            .as_ref()
            .map(|organisation| organisation.name.clone())?;
        if name.is_blank() {
            return None;
        }
        fields.warn(WarningKind::NameFromOrganisation, "name", name.as_str());
        service.name = name;
    }
    say(&mut fields, &mut service);
    who_may_come(&mut fields, &mut service);
    let mut hanging = Hanging::default();
    hanging.read(&mut fields);
    let places = places(&mut fields, &mut service, &mut hanging);
    settle(&mut service, hanging);
    cost_of(&mut fields, &mut service);
    service.languages = languages(&mut fields);
    service.area = areas(&mut fields);
    service.tags = tags(&mut fields);
    service.step_free = service
        .access
        .as_str()
        .split('\n')
        .any(clean::says_step_free);
    bound(&mut service, &mut fields.warnings);
    service.also = fields.also();
    Some(Arrival {
        incoming: Incoming {
            organisation,
            service,
            places,
            at,
            warnings: std::mem::take(&mut fields.warnings),
        },
        given_id,
        own_name,
        uuid_expected: true,
    })
}

/// The plain fields.
fn say(fields: &mut Fields, service: &mut Service) {
    let status = fields.entry("status");
    service.status = match status.to_lowercase().replace(['_', '-'], " ").as_str() {
        "closed" | "ended" => Some(ServiceStatus::Defunct),
        "open" => Some(ServiceStatus::Active),
        code => ServiceStatus::from_code(code),
    };
    if service.status.is_none() && !status.is_empty() {
        fields.refuse(WarningKind::StatusUnknown, "status", status);
    }
    service.description = fields.first(&["description", "summary"]);
    service.also_known_as = fields.text("alternate_name");
    service.url = fields.url("url").into();
    service.email = fields.email("email").into();
    service.how_to_join = fields.text("application_process");
    service.waiting = fields.text("wait_time");
    service.accreditations = fields.text("accreditations");
    service.alert = fields.text("alert");
    service.assured_on = fields.date("assured_date");
    service.assurer_email = fields.email("assurer_email").into();
    service.source_changed = fields.entry("last_modified").into();
    let interpreters = fields.text("interpretation_services");
    service.access = interpreters;
}

/// Ages and eligibility. UK 3.0 has only ages; 1.0 a list of `eligibilitys`; the international one a description.
fn who_may_come(fields: &mut Fields, service: &mut Service) {
    service.minimum_age = fields.whole("minimum_age", 0, 130);
    service.maximum_age = fields.whole("maximum_age", 0, 130);
    let mut words = vec![fields.first(&["eligibility_description", "eligibility"]).0];
    let mut ages: Vec<(Option<i64>, Option<i64>)> = Vec::new();
    for key in ["eligibilitys", "eligibilities"] {
        words.extend(fields.each(key, |part| {
            ages.push((
                part.whole("minimum_age", 0, 130),
                part.whole("maximum_age", 0, 130),
            ));
            Some(part.entry("eligibility")).filter(|words| !words.is_empty())
        }));
    }
    // Several groups may come: together they reach from the youngest to the oldest, and no bound if one has none.
    if service.minimum_age.is_none() && !ages.is_empty() {
        service.minimum_age = ages.iter().map(|(least, _)| *least).min().flatten();
    }
    if service.maximum_age.is_none() && ages.iter().all(|(_, most)| most.is_some()) {
        service.maximum_age = ages.iter().filter_map(|(_, most)| *most).max();
    }
    if let (Some(least), Some(most)) = (service.minimum_age, service.maximum_age)
        && least > most
    {
        fields.warn(
            WarningKind::OutOfRange,
            "maximum_age",
            format!("{least} to {most}"),
        );
        (service.minimum_age, service.maximum_age) = (None, None);
    }
    words.retain(|words| !words.is_empty());
    service.eligibility = words.join("\n").into();
}

/// What a service has itself and may have again at each place: people, numbers, times.
#[derive(Default)]
struct Hanging {
    contacts: Vec<AskFor>,
    phones: Vec<String>,
    opening: Vec<Opening>,
}

impl Hanging {
    fn read(&mut self, fields: &mut Fields) {
        for contact in fields.each("contacts", contact) {
            add(&mut self.contacts, contact);
        }
        for number in phones(fields) {
            add(&mut self.phones, number);
        }
        for key in ["schedules", "regular_schedules", "schedule"] {
            for times in fields.each(key, opening) {
                add(&mut self.opening, times);
            }
        }
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// The places of a service, and what hangs on them.
fn places(fields: &mut Fields, service: &mut Service, hanging: &mut Hanging) -> Vec<Place> {
    let mut access: Vec<String> = service
        .access
        .some()
        .map(str::to_owned)
        .into_iter()
        .collect();
    let mut places = Vec::new();
    for key in ["service_at_locations", "locations"] {
        places.extend(fields.each(key, |at| {
            hanging.read(at);
            // 1.0 and 3.0 put the place inside; some feeds list the places themselves.
            let place = if at.is_object("location") {
                at.within("location", |location| {
                    hanging.read(location);
                    place(location)
                })?
            } else {
                place(at)
            }?;
            if let Some(words) = place.access.some() {
                add(&mut access, words.to_owned());
            }
            Some(place)
        }));
    }
    service.access = access.join("\n").into();
    if places.len() > MOST_PLACES {
        fields.warn(
            WarningKind::Cut,
            "service_at_locations",
            (places.len() - MOST_PLACES).to_string(),
        );
        places.truncate(MOST_PLACES);
    }
    places
}

/// The most places of one service.
const MOST_PLACES: usize = 2_000;

fn settle(service: &mut Service, hanging: Hanging) {
    let Hanging {
        contacts,
        mut phones,
        opening,
    } = hanging;
    // A contact without a name or role is only the service's number.
    let (named, nameless): (Vec<_>, Vec<_>) = contacts
        .into_iter()
        .partition(|contact| !contact.name.is_empty() || !contact.role.is_empty());
    phones.extend(nameless.iter().flat_map(|contact| contact.phones.clone()));
    if service.email.is_blank()
        && let Some(contact) = nameless
            .into_iter()
            .find(|contact| !contact.email.is_empty())
    {
        service.email = contact.email.into();
    }
    phones.extend(named.iter().flat_map(|contact| contact.phones.clone()));
    let mut phones = phones.into_iter();
    service.phone = phones.next().unwrap_or_default().into();
    // Further numbers of the service itself belong to nobody by name, and are still worth having.
    let first = service.phone.as_str();
    let mut others: Vec<String> = Vec::new();
    for number in phones.filter(|number| {
        number != first && !named.iter().any(|contact| contact.phones.contains(number))
    }) {
        add(&mut others, number);
    }
    service.ask_for = named;
    if !others.is_empty() {
        service.ask_for.push(AskFor {
            phones: others,
            ..AskFor::default()
        });
    }
    service.opening = opening;
}

fn cost_of(fields: &mut Fields, service: &mut Service) {
    service.costs = fields.each("cost_options", cost);
    let mut fees: Vec<String> = Vec::new();
    for key in ["fees", "fees_description"] {
        let words = fields.text(key).0;
        if !words.is_empty() {
            add(&mut fees, words);
        }
    }
    let all_nought =
        !service.costs.is_empty() && service.costs.iter().all(|cost| cost.amount == Some(0.0));
    service.free = (all_nought && fees.is_empty())
        || (service
            .costs
            .iter()
            .all(|cost| cost.amount.unwrap_or(0.0) == 0.0)
            && fees.iter().any(|words| clean::says_free(words)));
    service.fees = fees.join("\n").into();
}

/// Languages by name. The UK file drops the name and leaves an id, which tells nobody anything.
fn languages(fields: &mut Fields) -> Vec<String> {
    let mut unnamed = 0_usize;
    let mut all: Vec<String> = Vec::new();
    for name in fields.each("languages", |language| {
        let name = language.first(&["name", "language", "code"]).0;
        unnamed += usize::from(name.is_empty());
        (!name.is_empty()).then_some(name)
    }) {
        add(&mut all, name);
    }
    for name in fields.list("languages") {
        if let Some(name) = name.as_str() {
            add(&mut all, clean::shortened(&clean::plain(name), 100));
        } else {
            // A part left over by the reading above: the note of a language, say.
            fields.keep("languages", vec![name]);
        }
    }
    if unnamed > 0 {
        fields.warn(
            WarningKind::LanguageUnnamed,
            "languages",
            unnamed.to_string(),
        );
    }
    all
}

fn areas(fields: &mut Fields) -> Text {
    let mut all: Vec<String> = Vec::new();
    for words in fields.each("service_areas", |area| {
        let words = area.first(&["service_area", "name", "description"]).0;
        // Profile 3.0 repeats the name in another field.
        let again = area.entry("name");
        if again != words && !again.is_empty() {
            area.keep("name", again);
        }
        (!words.is_empty()).then_some(words)
    }) {
        add(&mut all, words);
    }
    all.join("\n").into()
}

/// The words of the source's taxonomies.
fn tags(fields: &mut Fields) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (list, inner) in [
        ("attributes", "taxonomy_term"),
        ("service_taxonomys", "taxonomy"),
        ("service_taxonomies", "taxonomy"),
    ] {
        for tag in fields.each(list, |attribute| {
            attribute
                .within(inner, |term| term.first(&["name", "term"]).0)
                .filter(|name| !name.is_empty())
                .map(|name| clean::shortened(&name, 200))
        }) {
            add(&mut all, tag);
        }
    }
    all
}

/// Keeps joined texts and lists within what a record may hold.
pub(in crate::import) fn bound(service: &mut Service, warnings: &mut Vec<Warning>) {
    let mut cut = |field: &str, gone: usize| {
        warnings.push(Warning::new(WarningKind::Cut, field, gone.to_string()))
    };
    for (field, text) in [
        ("eligibility", &mut service.eligibility),
        ("accessibility", &mut service.access),
        ("fees", &mut service.fees),
        ("service_areas", &mut service.area),
        ("opening_words", &mut service.opening_words),
        ("description", &mut service.description),
    ] {
        if let Some(gone) = clean::cut(&mut text.0, clean::TEXT) {
            cut(field, gone);
        }
    }
    for (field, gone) in [
        ("schedules", bound_list(&mut service.opening)),
        ("cost_options", bound_list(&mut service.costs)),
        ("contacts", bound_list(&mut service.ask_for)),
        ("languages", bound_list(&mut service.languages)),
        ("attributes", bound_list(&mut service.tags)),
    ] {
        if gone > 0 {
            cut(field, gone);
        }
    }
}

/// A small list stands in its row as JSON of at most as many characters as a text. Tells how many entries went.
fn bound_list<T: Serialize>(list: &mut Vec<T>) -> usize {
    const MOST_ENTRIES: usize = 200;
    let before = list.len();
    list.truncate(MOST_ENTRIES);
    while list.len() > 1
        && serde_json::to_string(list).is_ok_and(|json| json.chars().count() > clean::TEXT)
    {
        list.truncate(list.len() / 2);
    }
    before - list.len()
}
