//! What the public is shown: the nine answers of Open Referral UK 3.0, out of what is published now.

use super::asked::{Asked, AskedWrongly, Filter, Paging};
use super::document::{Id, id_of, shallow};
use super::facets::district;
use super::rows::Kind;
use crate::core::database::Trouble;
use crate::core::{Core, Done, Stop, Tables};
use alongside_protocol::{Hash, PublicName, Refusal, TeamId};
use serde_json::{Map, Value, json};

/// What is found by, read together.
const ROWS: i64 = 500;

/// What somebody is shown who asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// What they asked for, in JSON, with a name that changes when it does.
    Found {
        /// The name: the same for all that one publication answers.
        tag: String,
        /// In JSON.
        body: Vec<u8>,
    },
    /// The same as they have already.
    Unchanged {
        /// Its name.
        tag: String,
    },
    /// There is no such directory, page or thing.
    NotFound,
    /// They asked in a way that cannot be answered.
    Wrong(AskedWrongly),
    /// The server is not well.
    Unwell,
}

/// A publication that is public.
struct Open {
    team: TeamId,
    publication: Hash,
}

impl Core {
    /// Shows the public what it asks for: `path` is what comes after the public name. `has` says whether they have an answer of a
    /// name already.
    #[must_use]
    pub fn show(&self, name: &str, path: &str, query: &str, has: &dyn Fn(&str) -> bool) -> Shown {
        let Some(name) = PublicName::from_hex(name).filter(|_| self.rules.serves_directories)
        else {
            return Shown::NotFound;
        };
        let asked = match Asked::read(path, query) {
            None => return Shown::NotFound,
            Some(Err(wrong)) => return Shown::Wrong(wrong),
            Some(Ok(asked)) => asked,
        };
        let mut wrong = None;
        let done: Done<Shown> = self.read(|tables| {
            let open = open(tables, &name)?;
            let tag = tag(&open.publication);
            if has(&tag) {
                return Ok(Shown::Unchanged { tag });
            }
            let answer = match &asked {
                Asked::About => about(),
                Asked::One(kind, id) => open.one(tables, *kind, id)?.ok_or(Refusal::Unknown)?,
                Asked::Page(kind, paging, filter) => {
                    match open.page(tables, *kind, *paging, filter)? {
                        Ok(page) => page,
                        Err(why) => {
                            wrong = Some(why);
                            return Err(Refusal::Malformed.into());
                        }
                    }
                }
            };
            Ok(Shown::Found {
                tag,
                body: answer.to_string().into_bytes(),
            })
        });
        match (done, wrong) {
            (Ok(shown), _) => shown,
            (Err(_), Some(wrong)) => Shown::Wrong(wrong),
            (Err(Stop::Refused(_)), None) => Shown::NotFound,
            (Err(Stop::Trouble(trouble)), None) => {
                tracing::error!(%trouble, "what is published could not be read");
                Shown::Unwell
            }
        }
    }
}

fn open(tables: &mut Tables<'_>, name: &PublicName) -> Done<Open> {
    let team = tables.named(name)?.ok_or(Refusal::Unknown)?;
    let row = tables.team(&team, false)?.ok_or(Refusal::Unknown)?;
    if row.is_suspended {
        return Err(Refusal::Unknown.into());
    }
    let live = tables.publication(&team)?.and_then(|row| row.live);
    let live = live.ok_or(Refusal::Unknown)?;
    Ok(Open {
        team,
        publication: live.publication,
    })
}

/// The same publication, told by the same version of this server, says the same at each address.
fn tag(publication: &Hash) -> String {
    let short: String = publication.to_string().chars().take(32).collect();
    format!("{short}-{}", env!("CARGO_PKG_VERSION"))
}

fn about() -> Value {
    json!({
        "version": "HSDS-UK-3.0",
        "profile": "https://openreferraluk.org/developers/api",
        "openapi_url": "https://openreferraluk.org/specifications/3.0/openapi.json",
    })
}

impl Open {
    fn document(
        &self,
        tables: &mut Tables<'_>,
        kind: Kind,
        id: &Id,
    ) -> Done<Option<(Value, Option<Id>)>> {
        let found = tables.published(&self.team, &self.publication, kind, id)?;
        let Some((bytes, service)) = found else {
            return Ok(None);
        };
        let document = serde_json::from_slice(&bytes)
            .map_err(|_| Trouble::Damaged("a document that cannot be read"))?;
        Ok(Some((document, service)))
    }

    /// A thing with all that belongs to it.
    fn one(&self, tables: &mut Tables<'_>, kind: Kind, id: &Id) -> Done<Option<Value>> {
        let Some((document, service)) = self.document(tables, kind, id)? else {
            return Ok(None);
        };
        let Some(service) = service else {
            return Ok(Some(document));
        };
        let service = self.document(tables, Kind::Service, &service)?;
        Ok(Some(with_service(document, service, |mut service| {
            if let Value::Object(object) = &mut service {
                // It is at this place that was asked for.
                object.remove("service_at_locations");
            }
            service
        })))
    }

    /// A thing as it stands in a list.
    fn listed(&self, tables: &mut Tables<'_>, kind: Kind, id: &Id) -> Done<Value> {
        let found = self.document(tables, kind, id)?;
        let (document, service) =
            found.ok_or(Stop::Trouble(Trouble::Damaged("a thing is missing")))?;
        let document = shallow(&document);
        Ok(match service {
            Some(service) => {
                let service = self.document(tables, Kind::Service, &service)?;
                with_service(document, service, |service| shallow(&service))
            }
            None => document,
        })
    }

    fn page(
        &self,
        tables: &mut Tables<'_>,
        kind: Kind,
        paging: Paging,
        filter: &Filter,
    ) -> Done<Result<Value, AskedWrongly>> {
        let skip = (paging.page - 1).saturating_mul(paging.size);
        let (total, ids) = if filter.is_open() {
            let total = tables.count_published(&self.team, &self.publication, kind)?;
            let page = (skip, paging.size);
            let ids = tables.published_ids(&self.team, &self.publication, kind, page)?;
            (total, ids)
        } else {
            let centre = match (&filter.postcode, filter.within) {
                (Some(postcode), Some(_)) => match self.centre(tables, kind, postcode)? {
                    Some(centre) => Some(centre),
                    None => return Ok(Err(nowhere())),
                },
                _ => None,
            };
            let (mut total, mut ids) = (0_u64, Vec::new());
            self.each(tables, kind, |id, facets| {
                if filter.fits(facets, centre) {
                    if (skip..skip.saturating_add(paging.size)).contains(&total) {
                        ids.push(*id);
                    }
                    total += 1;
                }
            })?;
            (total, ids)
        };
        let contents: Vec<Value> = ids
            .iter()
            .map(|id| self.listed(tables, kind, id))
            .collect::<Done<_>>()?;
        Ok(Ok(in_envelope(total, paging, contents)))
    }

    fn each(
        &self,
        tables: &mut Tables<'_>,
        kind: Kind,
        mut look: impl FnMut(&Id, &super::facets::Facets),
    ) -> Done<()> {
        let mut after = None;
        loop {
            let found = tables.facets_after(&self.team, &self.publication, kind, after, ROWS)?;
            for (id, facets) in &found {
                look(id, facets);
            }
            after = found.last().map(|(id, _)| *id);
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// Where a postcode is, as far as what is published tells: the middle of the places that have it, else of those of its district.
    fn centre(
        &self,
        tables: &mut Tables<'_>,
        kind: Kind,
        postcode: &str,
    ) -> Done<Option<(f64, f64)>> {
        let (mut there, mut around) = (Middle::default(), Middle::default());
        self.each(tables, kind, |_, facets| {
            for spot in &facets.spots {
                let Some(point) = spot.point else { continue };
                if spot.postcode == postcode {
                    there.note(point);
                }
                if !spot.postcode.is_empty() && district(&spot.postcode) == district(postcode) {
                    around.note(point);
                }
            }
        })?;
        Ok(there.point().or_else(|| around.point()))
    }
}

#[derive(Default)]
struct Middle {
    sum: (f64, f64),
    count: u32,
}

impl Middle {
    fn note(&mut self, (latitude, longitude): (f64, f64)) {
        self.sum.0 += latitude;
        self.sum.1 += longitude;
        self.count += 1;
    }

    fn point(&self) -> Option<(f64, f64)> {
        let count = f64::from(self.count);
        (self.count > 0).then(|| (self.sum.0 / count, self.sum.1 / count))
    }
}

/// An empty page would say that nothing is near, which nobody knows.
fn nowhere() -> AskedWrongly {
    AskedWrongly {
        status: 422,
        parameter: "postcode",
        says: "is known here only where a published place has a position, and none has in this postcode or its district: distances \
               from it cannot be measured",
    }
}

fn with_service(
    document: Value,
    service: Option<(Value, Option<Id>)>,
    cut: impl FnOnce(Value) -> Value,
) -> Value {
    let mut object = match document {
        Value::Object(object) => object,
        _ => Map::new(),
    };
    if let Some((service, _)) = service.filter(|(service, _)| id_of(service).is_some()) {
        object.insert("service".to_owned(), cut(service));
    }
    Value::Object(object)
}

fn in_envelope(total: u64, paging: Paging, contents: Vec<Value>) -> Value {
    let pages = total.div_ceil(paging.size);
    json!({
        "total_items": total,
        "total_pages": pages,
        "page_number": paging.page,
        "size": contents.len(),
        "first_page": paging.page == 1,
        "last_page": paging.page >= pages,
        "empty": contents.is_empty(),
        "contents": contents,
    })
}
