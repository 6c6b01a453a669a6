//! What a team publishes: the one thing on this server that it can read, because a lead handed it over in clear to be shown to anybody.
//!
//! Parts are kept aside until a publication is whole; then it takes the place of the one before in one transaction. Each part is checked
//! before it is kept ([`document`]), and what is asked after stands beside it ([`facets`]). Nothing of it is served, or taken in, unless
//! whoever runs the server said so; what is there may always be taken away.

mod asked;
mod document;
mod facets;
mod rows;
mod shown;

use super::access::{Asker, Sight};
use super::database::Trouble;
use super::tables::ROW_BYTES;
use super::{Core, Done, Stop, Tables};
use alongside_protocol::{
    Begun, Hash, Live, PublicationPart, Publishing, Refusal, Role, TeamId, limits,
};
pub use asked::AskedWrongly;
use document::{id_of, many};
use facets::{Facets, terms_of};
use rows::{Document, Kind, PublicationRow, Thing, facets_bytes};
use serde_json::{Value, json};
pub use shown::Shown;

impl Core {
    /// How a team's publishing stands, for any of its members.
    pub(super) fn publishing(&self, team: &TeamId, asker: &Asker) -> Done<Publishing> {
        self.read(|tables| {
            let (_, _, sight) = self.visit(tables, team, asker)?;
            if !matches!(sight, Sight::Member { .. }) {
                return Err(Refusal::NotAllowed.into());
            }
            let row = tables.publication(team)?;
            Ok(self.as_it_stands(row))
        })
    }

    fn as_it_stands(&self, row: Option<PublicationRow>) -> Publishing {
        Publishing {
            is_served: self.rules.serves_directories,
            live: row.and_then(|row| row.live),
            begun: row.and_then(|row| row.begun),
        }
    }

    /// Whether somebody may decide what of the team is public: a lead, on a laptop.
    fn may_publish(&self, tables: &mut Tables<'_>, team: &TeamId, asker: &Asker) -> Done<()> {
        let (_, roster, sight) = self.visit(tables, team, asker)?;
        let Sight::Member { role, .. } = sight else {
            return Err(Refusal::NotAllowed.into());
        };
        let (device, _) = roster.live(&asker.device).ok_or(Refusal::Revoked)?;
        if role != Role::Lead || device.is_paper() {
            return Err(Refusal::NotAllowed.into());
        }
        Ok(())
    }

    pub(super) fn put_publication(
        &self,
        team: &TeamId,
        asker: &Asker,
        part: &PublicationPart,
        now: i64,
    ) -> Done<Publishing> {
        let bytes: usize = part.services.iter().map(|service| service.len()).sum();
        let is_alone = part.services.len() == 1;
        if part.services.len() > limits::PUBLISHED_PART
            || (bytes > limits::PUBLISHED_PART_BYTES && !is_alone)
        {
            return Err(Refusal::TooLarge.into());
        }
        // Read before the team is locked: reading is the work.
        let services = read_all(part)?;
        self.write(|tables| {
            let team_row = tables.team(team, true)?.ok_or(Refusal::Unknown)?;
            self.may_publish(tables, team, asker)?;
            if !self.rules.serves_directories {
                return Err(Refusal::NotServed.into());
            }
            let mut used = team_row.used;
            let mut row = match tables.publication(team)? {
                Some(row) => row,
                None => {
                    if !tables.take_name(&part.name, team)? {
                        return Err(Refusal::Claimed.into());
                    }
                    PublicationRow {
                        name: part.name,
                        live: None,
                        begun: None,
                        chain: Hash::default(),
                        services: 0,
                    }
                }
            };
            let live = row.live.map(|live| live.publication);
            if live == Some(part.publication) {
                return Ok(self.as_it_stands(Some(row)));
            }
            let begun = row
                .begun
                .filter(|begun| begun.publication == part.publication);
            let begun = match begun {
                Some(begun) => begun,
                None => {
                    // Whatever else was begun is given up.
                    used = used.saturating_sub(tables.clear_published(team, live.as_ref())?);
                    (row.chain, row.services) = (Hash::default(), 0);
                    Begun {
                        publication: part.publication,
                        parts: 0,
                    }
                }
            };
            if part.number < begun.parts {
                return Ok(self.as_it_stands(Some(row)));
            }
            if part.number > begun.parts {
                let expected = u64::from(begun.parts);
                return Err(Refusal::Gap { expected }.into());
            }
            row.chain = PublicationPart::chain(&row.chain, &part.services)
                .map_err(|_| Refusal::Malformed)?;
            row.services += u64::try_from(services.len()).unwrap_or(u64::MAX);
            if row.services > u64::try_from(limits::PUBLISHED_SERVICES).unwrap_or(u64::MAX) {
                return Err(Refusal::TooLarge.into());
            }
            for service in &services {
                used = used.saturating_add(keep(tables, team, &part.publication, service)?);
            }
            if used > team_row.room {
                return Err(Refusal::Full.into());
            }
            row.begun = Some(Begun {
                parts: begun.parts + 1,
                ..begun
            });
            if part.is_last {
                if row.chain != part.publication {
                    return Err(Refusal::Malformed.into());
                }
                used = used.saturating_sub(tables.clear_published(team, Some(&part.publication))?);
                row.begun = None;
                row.live = Some(Live {
                    name: row.name,
                    publication: part.publication,
                    services: u32::try_from(row.services).unwrap_or(u32::MAX),
                    at: now,
                });
            }
            tables.set_publication(team, &row)?;
            tables.set_team(team, team_row.end, used)?;
            Ok(self.as_it_stands(Some(row)))
        })
    }

    pub(super) fn unpublish(&self, team: &TeamId, asker: &Asker) -> Done<Publishing> {
        self.write(|tables| {
            let row = tables.team(team, true)?.ok_or(Refusal::Unknown)?;
            self.may_publish(tables, team, asker)?;
            let freed = tables.unpublish_all(team)?;
            tables.set_team(team, row.end, row.used.saturating_sub(freed))?;
            Ok(self.as_it_stands(None))
        })
    }
}

fn read_all(part: &PublicationPart) -> Done<Vec<Value>> {
    let read = |bytes: &serde_bytes::ByteBuf| document::read(bytes);
    let services: Option<Vec<Value>> = part.services.iter().map(read).collect();
    services.ok_or(Stop::Refused(Refusal::Malformed))
}

/// Keeps a service that was checked, its places and the terms it has; says how much room that takes.
fn keep(tables: &mut Tables<'_>, team: &TeamId, publication: &Hash, service: &Value) -> Done<u64> {
    let damaged = || Stop::Refused(Refusal::Malformed);
    let id = id_of(service).ok_or_else(damaged)?;
    let facets = Facets::of(service);
    let mut room: u64 = 0;
    let mut put = |tables: &mut Tables<'_>, thing: &Thing<'_>| -> Done<bool> {
        let is_new = tables.keep_published(team, publication, thing)?;
        if is_new {
            room = room.saturating_add(thing.size()).saturating_add(ROW_BYTES);
        }
        Ok(is_new)
    };
    let is_new = put(
        tables,
        &Thing {
            kind: Kind::Service,
            id,
            service: None,
            facets: facets_bytes(&facets)?,
            document: &service.to_string(),
        },
    )?;
    // Two services of one id cannot both be asked for by it.
    if !is_new || id == [0; 16] {
        return Err(damaged());
    }
    for at in many(service, "service_at_locations") {
        put(
            tables,
            &Thing {
                kind: Kind::At,
                id: id_of(at).ok_or_else(damaged)?,
                service: Some(id),
                facets: facets_bytes(&facets.at(at))?,
                document: &at.to_string(),
            },
        )?;
    }
    for term in terms_of(service) {
        let mut plain = |kind: Kind, value: &Value| -> Done<bool> {
            let thing = Thing {
                kind,
                id: id_of(value).ok_or_else(damaged)?,
                service: None,
                facets: Vec::new(),
                document: &value.to_string(),
            };
            put(tables, &thing)
        };
        plain(Kind::Term, term)?;
        if let Some(taxonomy) = taxonomy_of(term) {
            plain(Kind::Taxonomy, &taxonomy)?;
        }
    }
    Ok(room)
}

/// The taxonomy that a term names.
fn taxonomy_of(term: &Value) -> Option<Value> {
    let (id, name) = (term.get("taxonomy_id")?, term.get("taxonomy")?);
    Some(json!({"id": id, "name": name, "description": name}))
}

/// Services looked at together.
const ROWS: i64 = 200;

impl Tables<'_> {
    /// What is wrong with what a team publishes, in words, and the room that it takes.
    pub(super) fn check_published(&mut self, team: &TeamId) -> Result<(Vec<String>, u64), Trouble> {
        let mut faults = Vec::new();
        let Some(row) = self.publication(team)? else {
            let used = self.published_size(team, None)?;
            if used > 0 {
                faults.push("something is published that nobody published".to_owned());
            }
            return Ok((faults, used));
        };
        if self.named(&row.name)? != Some(*team) {
            faults.push("its public name is not its own".to_owned());
        }
        if let Some(live) = row.live {
            let counted = self.check_services(team, &live.publication, &mut faults)?;
            if counted != u64::from(live.services) {
                faults.push("there are other published services than it says".to_owned());
            }
        }
        Ok((faults, self.published_size(team, None)?))
    }

    fn check_services(
        &mut self,
        team: &TeamId,
        publication: &Hash,
        faults: &mut Vec<String>,
    ) -> Result<u64, Trouble> {
        let (mut after, mut counted) = ([0; 16], 0);
        loop {
            let services = self.services_published(team, publication, after, ROWS)?;
            let found = self.facets_after(team, publication, Kind::Service, Some(after), ROWS)?;
            let Some((last, _)) = services.last() else {
                return Ok(counted);
            };
            after = *last;
            for ((id, document), (_, facets)) in services.iter().zip(&found) {
                counted += 1;
                let is_sound = document::read(document).is_some_and(|service| {
                    id_of(&service) == Some(*id) && Facets::of(&service) == *facets
                });
                if !is_sound && faults.len() < 100 {
                    faults.push("a published service is not what it should be".to_owned());
                }
            }
        }
    }

    /// What a team publishes, to be moved: its row and its services, some at a time.
    pub(super) fn moved_publication(&mut self, team: &TeamId) -> Result<Option<Live>, Trouble> {
        Ok(self.publication(team)?.and_then(|row| row.live))
    }

    /// Some services of it, in order.
    pub(super) fn moved_services(
        &mut self,
        team: &TeamId,
        live: &Live,
        after: document::Id,
    ) -> Result<Vec<Document>, Trouble> {
        self.services_published(team, &live.publication, after, ROWS)
    }

    /// Takes in what was moved; says how much room it takes. Under its name if that is free here: else it is published anew when a lead
    /// says so, under another.
    pub(super) fn take_in_publication(
        &mut self,
        team: &TeamId,
        live: &Live,
        services: &[Vec<u8>],
    ) -> Result<u64, Trouble> {
        if !self.take_name(&live.name, team)? {
            return Ok(0);
        }
        let mut used: u64 = 0;
        for bytes in services {
            let damaged = || Trouble::Declined("a published service that is none".to_owned());
            let service = document::read(bytes).ok_or_else(damaged)?;
            let room =
                keep(self, team, &live.publication, &service).map_err(|stop| match stop {
                    Stop::Trouble(trouble) => trouble,
                    Stop::Refused(_) => damaged(),
                })?;
            used = used.saturating_add(room);
        }
        let row = PublicationRow {
            name: live.name,
            live: Some(*live),
            begun: None,
            chain: live.publication,
            services: u64::from(live.services),
        };
        self.set_publication(team, &row)?;
        Ok(used)
    }
}
