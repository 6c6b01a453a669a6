//! Keeping what a file gave: recognising what is here already, and changing only what the source has changed.
//!
//! The rules, in the order a colleague would want to hear them:
//! - A service is known by its source and its id there, the bin included: importing again takes it out.
//! - Who checked a service and when is never touched. Needs set by hand stay.
//! - A field that a colleague has corrected stays corrected for as long as the source says what it said at the last import. When
//!   the source itself says something new, that is kept; the colleague's words stay in the history, and one undo brings all back.
//! - A file that says nothing in a field takes nothing away: a short list after a full one leaves the full one standing.
//! - A service that the source gives once more is no longer marked as gone from it.
//! - A place that the source no longer gives goes to the bin, if it gives another. Places added by hand stay.

use crate::corrections::{Imports, OF_PLACE, OF_SERVICE, key_of, prefix_of};
use crate::directory::position_from;
use crate::reference::{Lists, Tags};
use alongside_documents::import::{Batch, Incoming};
use alongside_documents::tags::{needs_for_tags, suggest_tags};
use alongside_domain::directory::{CorrectionTold, Organisation, Place, Service};
use alongside_domain::geo::plain_postcode;
use alongside_domain::ids::{CorrectionToldId, OrganisationId, ServiceId};
use alongside_domain::record::FieldInfo;
use alongside_domain::{Record, Value};
use alongside_store::log::FieldChange;
use alongside_store::{Result, Store, Tx};
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How often it is asked whether to go on.
const ASK_EVERY: usize = 64;

/// What keeping needs to know.
pub(crate) struct Keeper<'a> {
    pub store: &'a Store,
    pub lists: &'a Lists,
    pub tags: &'a Tags,
    /// The source's name.
    pub source: &'a str,
    /// What an import is called in the log.
    pub did: String,
    /// Whether any full postcodes were imported.
    pub postcodes: bool,
    /// Whether what somebody put in the bin comes back: who imports a file wants what is in it, a list that renews itself does not ask.
    pub revives: bool,
}

/// What became of the services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    pub added: u32,
    pub updated: u32,
    pub unchanged: u32,
}

/// What is known of the source, and what this import has settled already.
pub(crate) struct Known {
    services: HashMap<String, ServiceId>,
    organisations: HashMap<String, OrganisationId>,
    /// Organisations by name in small letters; read only if an id is new while the source is not.
    names: Option<HashMap<String, OrganisationId>>,
    settled: HashMap<String, OrganisationId>,
    /// Services that somebody here has written in.
    written_in: HashSet<ServiceId>,
}

impl Keeper<'_> {
    /// What is known of the source, before the first batch.
    pub(crate) fn known(&self, tx: &Tx<'_>) -> Result<Known> {
        Ok(Known {
            services: tx.services_of_source(self.source)?,
            organisations: tx.organisations_of_source(self.source)?,
            names: None,
            settled: HashMap::new(),
            written_in: self
                .store
                .services_written_in(&Imports::new().names())?
                .into_iter()
                .collect(),
        })
    }

    /// Keeps a batch. `go_on` is told how many services are done, and ends it all with its error.
    pub(crate) fn keep(
        &self,
        tx: &mut Tx<'_>,
        known: &mut Known,
        batch: Batch,
        go_on: &mut dyn FnMut(usize) -> Result<()>,
    ) -> Result<Kept> {
        let mut kept = Kept::default();
        for organisation in batch.organisations {
            self.organisation(tx, known, organisation)?;
        }
        for (done, incoming) in batch.incoming.into_iter().enumerate() {
            if done % ASK_EVERY == 0 {
                go_on(done)?;
            }
            let Incoming {
                organisation,
                mut service,
                places,
                ..
            } = incoming;
            service.organisation = match organisation {
                Some(organisation) => Some(self.organisation(tx, known, organisation)?),
                None => None,
            };
            self.needs(&mut service);
            match known.services.get(service.source_id.as_str()) {
                None => {
                    let source_id = service.source_id.0.clone();
                    known
                        .services
                        .insert(source_id, self.add(tx, service, places)?);
                    kept.added += 1;
                }
                Some(id) => {
                    let written_in = known.written_in.contains(id);
                    if self.update(tx, *id, service, places, written_in)? {
                        kept.updated += 1;
                    } else {
                        kept.unchanged += 1;
                    }
                }
            }
        }
        Ok(kept)
    }

    /// The needs that a service answers: by its activity tags, and without any by what its own words suggest.
    fn needs(&self, service: &mut Service) {
        if !service.needs.is_empty() {
            return;
        }
        let mut tags: Vec<String> = service
            .tags
            .iter()
            .filter_map(|word| self.tags.code_of(word))
            .collect();
        if tags.is_empty() {
            let text = format!(
                "{}\n{}",
                service.name.as_str(),
                service.description.as_str()
            );
            tags = suggest_tags(&text, &self.tags.rules);
        }
        service.needs = needs_for_tags(&tags, &self.tags.needs);
    }

    /// Works out where a place is, if the source does not say.
    fn position(&self, place: &mut Place) {
        position_from(self.lists, self.postcodes.then_some(self.store), place);
    }

    fn add(&self, tx: &mut Tx<'_>, mut service: Service, places: Vec<Place>) -> Result<ServiceId> {
        service.id = self.new_id::<Service>(tx, &[service.source_id.as_str()])?;
        tx.add(&service)?;
        for mut place in places {
            place.id =
                self.new_id::<Place>(tx, &[service.source_id.as_str(), place.source_id.as_str()])?;
            place.service = service.id;
            self.position(&mut place);
            tx.add(&place)?;
        }
        Ok(service.id)
    }

    /// An id that follows from where a record came from: two colleagues who read the same list, each on their own laptop and without
    /// having met since, have made the same records and not two of each.
    fn new_id<R: Record>(&self, tx: &Tx<'_>, parts: &[&str]) -> Result<R::Id> {
        let mut hash = Sha256::new();
        for part in [R::TABLE.name, self.source].iter().chain(parts) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        let id = uuid::Builder::from_custom_bytes(bytes).into_uuid();
        // Somebody gave the record another source since: it is another one now, and keeps its id.
        Ok(match tx.find::<R>(id.into())? {
            None => id.into(),
            Some(_) => tx.new_id().into(),
        })
    }

    fn update(
        &self,
        tx: &mut Tx<'_>,
        id: ServiceId,
        service: Service,
        places: Vec<Place>,
        written_in: bool,
    ) -> Result<bool> {
        let known: Service = tx.get(id)?;
        if written_in {
            self.taken_over(tx, &known, &service, &places)?;
        }
        let says = |field: &FieldInfo, value: &Value| match field.name {
            "checked_on" | "checked_by" | "gone_since" => false,
            // Either way of giving opening times, costs or ages stands for both.
            "opening" | "opening_words" => {
                !service.opening.is_empty() || !service.opening_words.is_blank()
            }
            "free" => !service.costs.is_empty() || !service.fees.is_blank(),
            "minimum_age" | "maximum_age" => {
                service.minimum_age.is_some() || service.maximum_age.is_some()
            }
            "step_free" => !service.access.is_blank(),
            // A notice that is over must not stand: it goes when the source says that it has changed the record.
            "alert" => {
                !service.alert.is_blank()
                    || (!service.source_changed.is_blank()
                        && service.source_changed != known.source_changed)
            }
            _ => is_said(value),
        };
        let mut merged = self.merged(&known, &service, says)?;
        let restored = merged.archived.is_some()
            && (self.revives || self.binned_by_import::<Service>(id.0)?);
        if restored {
            merged.archived = None;
        }
        merged.gone_since = None;
        let mut changed = merged != known;
        if changed {
            tx.put(&merged)?;
        }
        changed |= self.places(tx, id, service.source_id.as_str(), places, restored)?;
        Ok(changed)
    }

    /// Writes down what the source says now as colleagues had corrected it: it writes nothing else, and it is not to be told any more.
    fn taken_over(
        &self,
        tx: &mut Tx<'_>,
        known: &Service,
        incoming: &Service,
        places: &[Place],
    ) -> Result<()> {
        let mut keys = self.agreed(known, incoming, &OF_SERVICE, "")?;
        for place in tx.places_of(known.id)? {
            let same = places
                .iter()
                .find(|one| place.source_id == one.source_id || same_address(&place, one));
            if let Some(same) = same {
                keys.extend(self.agreed(&place, same, &OF_PLACE, &prefix_of(&place))?);
            }
        }
        let told = self.store.corrections_told(known.id)?;
        keys.retain(|key| !told.iter().any(|one| one.told.contains(key)));
        if keys.is_empty() {
            return Ok(());
        }
        let mut known_there = CorrectionTold::blank(CorrectionToldId(tx.new_id()));
        known_there.service = known.id;
        known_there.told = keys;
        known_there.written_at = Some(tx.now());
        tx.add(&known_there)
    }

    /// The corrections of a record that stand in what its source says now.
    fn agreed<R: Record>(
        &self,
        known: &R,
        incoming: &R,
        fields: &[&str],
        prefix: &str,
    ) -> Result<Vec<String>> {
        let history = self.store.history(R::TABLE.kind, known.id().into())?;
        let imports = Imports::new();
        let mut keys = Vec::new();
        for ((field, value), new) in R::TABLE
            .fields
            .iter()
            .zip(known.values())
            .zip(incoming.values())
        {
            let last = history.iter().find(|change| change.field == field.number);
            let by_hand = last.is_some_and(|last| !imports.names().contains(&last.did.as_str()));
            if fields.contains(&field.name) && value == new && is_said(&value) && by_hand {
                keys.push(key_of(
                    prefix,
                    field.name,
                    &(R::TABLE.show_field)(field.name, value)?,
                ));
            }
        }
        Ok(keys)
    }

    /// Brings the places of a service up to date; says whether any changed.
    fn places(
        &self,
        tx: &mut Tx<'_>,
        service: ServiceId,
        known_as: &str,
        places: Vec<Place>,
        restored: bool,
    ) -> Result<bool> {
        let mut known = tx.places_of(service)?;
        let from_source = |place: &Place| !place.source_id.is_blank();
        let any = !places.is_empty();
        let single =
            places.len() == 1 && known.iter().filter(|place| from_source(place)).count() == 1;
        let mut changed = false;
        for mut place in places {
            place.service = service;
            self.position(&mut place);
            let at = known
                .iter()
                .position(|known| known.source_id == place.source_id)
                .or_else(|| known.iter().position(|known| same_address(known, &place)))
                .or_else(|| known.iter().position(|known| single && from_source(known)));
            let Some(at) = at else {
                let parts = [known_as, place.source_id.as_str()];
                place.id = self.new_id::<Place>(tx, &parts)?;
                tx.add(&place)?;
                changed = true;
                continue;
            };
            let old = known.swap_remove(at);
            let placed = place.latitude.is_some();
            let says = |field: &FieldInfo, value: &Value| match field.name {
                "position_from_postcode" => placed,
                _ => is_said(value),
            };
            let mut merged = self.merged(&old, &place, says)?;
            if old.archived.is_some() && (restored || self.binned_by_import::<Place>(old.id.0)?) {
                merged.archived = None;
            }
            if merged != old {
                tx.put(&merged)?;
                changed = true;
            }
        }
        for gone in known {
            if any && from_source(&gone) && gone.archived.is_none() {
                tx.archive(alongside_domain::Kind::Place, gone.id.0, true)?;
                changed = true;
            }
        }
        Ok(changed)
    }

    fn organisation(
        &self,
        tx: &mut Tx<'_>,
        known: &mut Known,
        mut incoming: Organisation,
    ) -> Result<OrganisationId> {
        let key = incoming.source_id.0.clone();
        if let Some(id) = known.settled.get(&key) {
            return Ok(*id);
        }
        let found = match known.organisations.get(&key) {
            Some(id) => Some(*id),
            None => self.organisation_named(tx, known, incoming.name.as_str())?,
        };
        let id = match found {
            Some(id) => {
                let old: Organisation = tx.get(id)?;
                let mut merged = self.merged(&old, &incoming, |_, value| is_said(value))?;
                merged.archived = None;
                if merged != old {
                    tx.put(&merged)?;
                }
                id
            }
            None => {
                incoming.id = self.new_id::<Organisation>(tx, &[&key])?;
                tx.add(&incoming)?;
                incoming.id
            }
        };
        known.settled.insert(key, id);
        Ok(id)
    }

    /// The organisation of that name in this source, under an id that the file no longer gives.
    fn organisation_named(
        &self,
        tx: &Tx<'_>,
        known: &mut Known,
        name: &str,
    ) -> Result<Option<OrganisationId>> {
        if known.organisations.is_empty() {
            return Ok(None);
        }
        let names = match known.names.take() {
            Some(names) => names,
            None => {
                let mut names = HashMap::with_capacity(known.organisations.len());
                for id in known.organisations.values() {
                    let organisation: Organisation = tx.get(*id)?;
                    names.insert(organisation.name.0.trim().to_lowercase(), *id);
                }
                names
            }
        };
        let found = names.get(&name.trim().to_lowercase()).copied();
        known.names = Some(names);
        Ok(found.filter(|id| !known.settled.values().any(|settled| settled == id)))
    }

    /// What a record holds after the source has had its say.
    fn merged<R: Record>(
        &self,
        known: &R,
        incoming: &R,
        says: impl Fn(&FieldInfo, &Value) -> bool,
    ) -> Result<R> {
        let mut values = known.values();
        let mut history: Option<Vec<FieldChange>> = None;
        for ((field, value), new) in R::TABLE
            .fields
            .iter()
            .zip(&mut values)
            .zip(incoming.values())
        {
            if field.number == 0 || *value == new || !says(field, &new) {
                continue;
            }
            // The history is read only for records that differ.
            let history = match &mut history {
                Some(history) => history,
                none => none.insert(self.store.history(R::TABLE.kind, known.id().into())?),
            };
            let said_last = history
                .iter()
                .find(|change| change.field == field.number && change.did == self.did)
                .map(|change| &change.after);
            let unchanged_there = said_last == Some(&new);
            let set_by_hand = match said_last {
                Some(said) => said != value,
                None => is_said(value),
            };
            if unchanged_there || (field.name == "needs" && set_by_hand) {
                continue;
            }
            *value = new;
        }
        Ok(R::from_values(known.id().into(), values)?)
    }

    /// Whether it was an import, or the undo of one, that put a record in the bin.
    fn binned_by_import<R: Record>(&self, id: Uuid) -> Result<bool> {
        let history = self.store.history(R::TABLE.kind, id)?;
        Ok(history
            .iter()
            .find(|change| change.field == 0)
            .is_some_and(|change| change.did == self.did))
    }
}

/// Whether a value says anything.
fn is_said(value: &Value) -> bool {
    match value {
        Value::Null | Value::Integer(0) => false,
        Value::Text(text) => !text.trim().is_empty() && text != "[]",
        _ => true,
    }
}

fn same_address(known: &Place, place: &Place) -> bool {
    let plain = |place: &Place| plain_postcode(place.postcode.as_str());
    plain(known).is_some()
        && plain(known) == plain(place)
        && known
            .address
            .as_str()
            .eq_ignore_ascii_case(place.address.as_str())
}
