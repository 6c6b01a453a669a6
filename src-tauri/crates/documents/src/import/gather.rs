//! Bringing the records of one or many files together: which are the same service, and which only look alike.
//!
//! Feeds list a service once in a list and again in full, once for every place it is at, and sometimes twice by mistake. The same
//! id and name is the same service and is joined: what one record lacks the other fills. The same id under another name is
//! another service, and gets an id of its own rather than overwriting the first.

use super::{Incoming, Position, SkipReason, Skipped, Term, Warning, WarningKind, clean, identity};
use alongside_domain::directory::{Organisation, Place, Service};
use alongside_domain::record::Record;
use alongside_domain::value::Value;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use ts_rs::TS;
use uuid::Uuid;

/// What a file, or a folder of them, gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The services.
    pub incoming: Vec<Incoming>,
    /// Organisations listed by themselves, with no service in this batch.
    pub organisations: Vec<Organisation>,
    /// Words of taxonomies.
    pub terms: Vec<Term>,
    /// Records that did not come in.
    pub skipped: Vec<Skipped>,
    /// About the files as a whole.
    pub warnings: Vec<FileWarning>,
    /// How many records were read, of any kind.
    pub read: usize,
    /// How many of them said more about a service already in the batch and were joined to it.
    pub joined: usize,
}

/// A warning about a whole file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FileWarning {
    /// The file's name.
    pub file: String,
    /// What there is to know.
    pub warning: Warning,
}

/// A record on its way in, with the id its source gave it.
pub(crate) struct Arrival {
    pub incoming: Incoming,
    /// The id as given, whatever it is.
    pub given_id: String,
    /// Whether the name is the record's own and not its organisation's.
    pub own_name: bool,
    /// Whether ids ought to be UUIDs here.
    pub uuid_expected: bool,
}

/// The batch while it grows.
#[derive(Default)]
pub(crate) struct Gathering {
    pub batch: Batch,
    services: HashMap<String, usize>,
    organisations: HashMap<String, usize>,
}

impl Gathering {
    pub(crate) fn skip(
        &mut self,
        at: Position,
        name: &str,
        reason: SkipReason,
        detail: impl Into<String>,
    ) {
        let detail: String = detail.into();
        self.batch.skipped.push(Skipped {
            at,
            name: clean::shortened(name, 200),
            reason,
            detail: clean::shortened(&detail, 200),
        });
    }

    pub(crate) fn warn(&mut self, file: &str, kind: WarningKind, detail: impl Into<String>) {
        self.batch.warnings.push(FileWarning {
            file: file.to_owned(),
            warning: Warning::new(kind, "", detail),
        });
    }

    /// Takes an organisation that a file lists by itself.
    pub(crate) fn organisation(&mut self, organisation: Organisation) {
        let id = organisation.source_id.0.clone();
        match self.organisations.get(&id).copied() {
            Some(at) => {
                if let Some(known) = self.batch.organisations.get_mut(at) {
                    fill(known, &organisation);
                }
                self.batch.joined += 1;
            }
            None => {
                self.organisations
                    .insert(id, self.batch.organisations.len());
                self.batch.organisations.push(organisation);
            }
        }
    }

    /// Takes a service, settling its id.
    pub(crate) fn service(&mut self, arrival: Arrival) {
        let Arrival {
            mut incoming,
            given_id,
            own_name,
            uuid_expected,
        } = arrival;
        let given = identity::usable(&given_id).map(str::to_owned);
        let id = match &given {
            Some(id) => {
                if uuid_expected && !identity::is_uuid(id) {
                    incoming
                        .warnings
                        .push(Warning::new(WarningKind::IdNotUuid, "id", id));
                }
                id.clone()
            }
            None => {
                let id = made_for(&incoming, &[]);
                let why = if given_id.is_empty() {
                    "no id".to_owned()
                } else {
                    given_id
                };
                incoming
                    .warnings
                    .push(Warning::new(WarningKind::IdMade, "id", why));
                id
            }
        };
        let Some(known) = self.known(&id) else {
            return self.insert(id, incoming);
        };
        let same = if given.is_some() {
            !own_name || plainly(&known.service.name.0) == plainly(&incoming.service.name.0)
        } else {
            same_words(known, &incoming)
        };
        if same {
            return self.join(&id, incoming);
        }
        incoming
            .warnings
            .push(Warning::new(WarningKind::IdRepeated, "id", id));
        // First from what the record says, then from more of it, and last by counting.
        let description = incoming.service.description.0.clone();
        let address = incoming
            .places
            .first()
            .map(|place| place.address.0.clone())
            .unwrap_or_default();
        let mut id = made_for(&incoming, &[]);
        let mut number = 1_u32;
        while let Some(known) = self.known(&id) {
            if same_words(known, &incoming) {
                return self.join(&id, incoming);
            }
            let count = if number == 1 {
                String::new()
            } else {
                number.to_string()
            };
            id = made_for(&incoming, &[&address, &description, &count]);
            number += 1;
        }
        self.insert(id, incoming);
    }

    fn known(&self, id: &str) -> Option<&Incoming> {
        self.batch.incoming.get(*self.services.get(id)?)
    }

    fn insert(&mut self, id: String, mut incoming: Incoming) {
        incoming.service.source_id = id.clone().into();
        name_places(&id, &mut incoming.places);
        self.services.insert(id, self.batch.incoming.len());
        self.batch.incoming.push(incoming);
    }

    fn join(&mut self, id: &str, mut more: Incoming) {
        self.batch.joined += 1;
        let Some(known) = self
            .services
            .get(id)
            .and_then(|at| self.batch.incoming.get_mut(*at))
        else {
            return;
        };
        more.service.source_id = id.into();
        name_places(id, &mut more.places);
        // The later record is the truth, the earlier one fills its blanks.
        if more.service.source_changed > known.service.source_changed {
            std::mem::swap(&mut known.service, &mut more.service);
        }
        let mut tags = std::mem::take(&mut more.service.tags);
        fill(&mut known.service, &more.service);
        tags.retain(|tag| !known.service.tags.contains(tag));
        known.service.tags.extend(tags);
        match (&mut known.organisation, more.organisation) {
            (Some(known), Some(more)) if known.source_id == more.source_id => fill(known, &more),
            (known @ None, more) => *known = more,
            _ => {}
        }
        for place in more.places {
            match known
                .places
                .iter_mut()
                .find(|known| known.source_id == place.source_id)
            {
                Some(known) => fill(known, &place),
                None => known.places.push(place),
            }
        }
        for warning in more.warnings {
            if !known.warnings.contains(&warning) {
                known.warnings.push(warning);
            }
        }
    }

    /// The finished batch: organisations listed by themselves go to the services that named only their id.
    pub(crate) fn finish(mut self) -> Batch {
        let mut alone = std::mem::take(&mut self.batch.organisations)
            .into_iter()
            .map(|organisation| (organisation.source_id.0.clone(), (organisation, false)))
            .collect::<HashMap<_, _>>();
        for incoming in &mut self.batch.incoming {
            let Some(organisation) = &mut incoming.organisation else {
                continue;
            };
            if let Some((listed, used)) = alone.get_mut(&organisation.source_id.0) {
                fill(organisation, listed);
                *used = true;
            }
            if organisation.name.is_blank() {
                // Only an id, and nobody says whose: the store may know it; a record without a name helps nobody.
                incoming.organisation = None;
            }
        }
        let mut order: Vec<(String, usize)> = self.organisations.into_iter().collect();
        order.sort_by_key(|(_, at)| *at);
        self.batch.organisations = order
            .into_iter()
            .filter_map(|(id, _)| alone.remove(&id))
            .filter_map(|(organisation, used)| (!used).then_some(organisation))
            .collect();
        self.batch
    }
}

/// Fills what one record lacks from another, whatever the fields.
fn fill<R: Record>(known: &mut R, more: &R) {
    let blank = |value: &Value| match value {
        Value::Null | Value::Integer(0) => true,
        Value::Text(text) => text.trim().is_empty() || text == "[]",
        _ => false,
    };
    let values = known
        .values()
        .into_iter()
        .zip(more.values())
        .map(|(known, more)| if blank(&known) { more } else { known })
        .collect();
    // Both halves were valid before, so the whole is; if not, what was there stays.
    if let Ok(filled) = R::from_values(Uuid::nil(), values) {
        *known = filled;
    }
}

fn plainly(name: &str) -> String {
    name.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether two records without ids say the same of themselves.
fn same_words(known: &Incoming, incoming: &Incoming) -> bool {
    let bare = |service: &Service| {
        let mut service = service.clone();
        service.source_id = known.service.source_id.clone();
        service
    };
    bare(&known.service) == bare(&incoming.service)
        && known.places.len() == incoming.places.len()
        && known
            .places
            .iter()
            .zip(&incoming.places)
            .all(|(a, b)| a.address == b.address && a.postcode == b.postcode)
}

fn made_for(incoming: &Incoming, more: &[&str]) -> String {
    let organisation = incoming
        .organisation
        .as_ref()
        .map_or("", |organisation| organisation.name.as_str());
    let postcode = incoming
        .places
        .iter()
        .map(|place| place.postcode.as_str())
        .find(|postcode| !postcode.is_empty())
        .unwrap_or_default();
    let mut parts = vec![organisation, incoming.service.name.as_str(), postcode];
    parts.extend(more);
    identity::made(&parts)
}

/// Gives an id to each place that has none, from where it is.
fn name_places(service: &str, places: &mut Vec<Place>) {
    let mut seen: HashSet<String> = HashSet::new();
    for place in places.iter_mut() {
        if identity::usable(place.source_id.as_str()).is_none() {
            place.source_id = identity::made(&[
                service,
                place.name.as_str(),
                place.address.as_str(),
                place.postcode.as_str(),
            ])
            .into();
        }
    }
    places.retain(|place| seen.insert(place.source_id.0.clone()));
}
