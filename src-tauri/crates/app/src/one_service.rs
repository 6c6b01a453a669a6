//! The same service from several sources: seen, side by side, joined with a choice of whose words stand, taken apart.
//!
//! How it is kept and read is said in `alongside_domain::one_service`. Joining writes one field of one record, and what was chosen
//! in the other; nothing is copied, so nothing has to be given back. Who takes two apart has said that they are two, and is not
//! asked again; who joins two has taken that back.

use crate::api::directory::ServiceRequest;
use crate::api::error::{AppError, ErrorCode};
use crate::api::one_service::{
    ChooseSourceRequest, JoinServicesRequest, JoinedServiceView, ListedTwiceView,
    MaybeSameServiceView, PartView, ServicePairRequest, ServicePairView, SourceSideView,
    SourcesView,
};
use crate::api::records::{Did, Verb};
use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::directory::line;
use crate::failure::Outcome;
use alongside_domain::alike::service::{ServiceTraits, WhySame, services_alike};
use alongside_domain::directory::{Chosen, NotSameService, Place, Service};
use alongside_domain::ids::{NotSameServiceId, ServiceId};
use alongside_domain::one_service::{PLACES, parts};
use alongside_domain::{Kind, Record, Value};
use alongside_store::one_service::{MaybeSameService, OneService, Side};
use alongside_store::{Store, Tx};
use std::collections::BTreeMap;

/// Lists by the address that their services carry as their source.
type Names = BTreeMap<String, String>;

fn names(store: &Store) -> Outcome<Names> {
    Ok(store
        .feeds()?
        .into_iter()
        .map(|feed| (feed.address.0, feed.name.0))
        .collect())
}

fn called(names: &Names, source: &str) -> String {
    names.get(source).map_or(source, String::as_str).to_owned()
}

/// Services of other sources that may be the same as one.
pub(crate) fn maybe_same_service(
    desk: &Desk,
    request: ServiceRequest,
) -> Outcome<Vec<MaybeSameServiceView>> {
    let open = desk.open()?;
    let names = names(&open.store)?;
    Ok(open
        .store
        .maybe_same_service(request.id)?
        .into_iter()
        .map(|maybe| maybe_view(&names, maybe))
        .collect())
}

/// Services that somebody uses and that may stand in another list too.
pub(crate) fn services_listed_twice(desk: &Desk, _: Nothing) -> Outcome<Vec<ListedTwiceView>> {
    let open = desk.open()?;
    let names = names(&open.store)?;
    Ok(open
        .store
        .services_listed_twice()?
        .into_iter()
        .map(|(row, maybe)| ListedTwiceView {
            service: line(row),
            maybe: maybe_view(&names, maybe),
        })
        .collect())
}

fn maybe_view(names: &Names, maybe: MaybeSameService) -> MaybeSameServiceView {
    MaybeSameServiceView {
        source: called(names, &maybe.source),
        service: line(maybe.row),
        because: maybe.because,
    }
}

fn side_view(names: &Names, side: Side) -> SourceSideView {
    SourceSideView {
        organisation: side
            .organisation
            .map(|organisation| organisation.name.0)
            .unwrap_or_default(),
        source: called(names, side.service.source.as_str()),
        service: side.service,
        places: side.places,
    }
}

/// The two, the one whose id stands for both first.
fn pair(store: &Store, one: ServiceId, other: ServiceId) -> Outcome<(OneService, OneService)> {
    let (one, other) = (store.kept_service(one)?, store.kept_service(other)?);
    if one == other {
        return Err(AppError::new(ErrorCode::NotFound));
    }
    Ok((
        store.one_service(one.min(other))?,
        store.one_service(one.max(other))?,
    ))
}

/// Two services side by side.
pub(crate) fn compare_two_services(
    desk: &Desk,
    request: ServicePairRequest,
) -> Outcome<ServicePairView> {
    let open = desk.open()?;
    let names = names(&open.store)?;
    let (kept, other) = pair(&open.store, request.one, request.other)?;
    Ok(ServicePairView {
        because: why(&kept.side, &other.side),
        differing: differing(&[&kept.side, &other.side]),
        kept: side_view(&names, kept.side),
        other: side_view(&names, other.side),
    })
}

fn why(one: &Side, other: &Side) -> Vec<WhySame> {
    let of =
        |side: &Side| ServiceTraits::of(&side.service, side.organisation.as_ref(), &side.places);
    services_alike(&of(one), &of(other)).unwrap_or_default()
}

/// Parts of which more than one side says something, and not the same.
fn differing(sides: &[&Side]) -> Vec<PartView> {
    let blank = (Service::TABLE.blank)();
    let held: Vec<Vec<Value>> = sides.iter().map(|side| side.service.values()).collect();
    let mut differing: Vec<PartView> = parts()
        .filter(|part| {
            let said: Vec<Vec<&Value>> = held
                .iter()
                .map(|values| of_part(part, values))
                .filter(|said| *said != of_part(part, &blank))
                .collect();
            // Who runs it is told by name, whatever record the name stands in.
            if part.first() == Some(&"organisation") {
                let mut names = sides.iter().filter_map(|side| {
                    side.organisation
                        .as_ref()
                        .map(|runs| runs.name.as_str().trim().to_lowercase())
                });
                let first = names.next();
                return names.any(|name| Some(name) != first);
            }
            said.iter().any(|one| Some(one) != said.first())
        })
        .map(|part| PartView {
            part: part.first().copied().unwrap_or_default().to_owned(),
            fields: part.into_iter().map(str::to_owned).collect(),
        })
        .collect();
    let said = |side: &&Side| -> Vec<(String, String)> {
        let plain = |text: &str| text.to_lowercase().replace([' ', ','], "");
        let of = |place: &Place| {
            (
                plain(place.address.as_str()),
                plain(place.postcode.as_str()),
            )
        };
        let mut said: Vec<_> = side.places.iter().map(of).collect();
        said.sort();
        said
    };
    let places: Vec<_> = sides
        .iter()
        .map(said)
        .filter(|places| !places.is_empty())
        .collect();
    if places.iter().any(|one| Some(one) != places.first()) {
        differing.push(PartView {
            part: PLACES.to_owned(),
            fields: Vec::new(),
        });
    }
    differing
}

fn of_part<'v>(part: &[&str], values: &'v [Value]) -> Vec<&'v Value> {
    Service::TABLE
        .fields
        .iter()
        .zip(values)
        .filter(|(field, _)| part.contains(&field.name))
        .map(|(_, value)| value)
        .collect()
}

/// The record of a service, maybe of several, whose words stand in a part.
fn record_of(one: &OneService, part: &str) -> ServiceId {
    one.from.get(part).copied().unwrap_or_else(|| leading(one))
}

fn leading(one: &OneService) -> ServiceId {
    one.sides
        .iter()
        .filter_map(|side| side.service.leads)
        .find(|leads| one.sides.iter().any(|side| side.service.id == *leads))
        .unwrap_or(one.side.service.id)
}

/// All that was chosen in the records of a service, the first that says anything of a part.
fn choices<'s>(records: impl Iterator<Item = &'s Service>) -> Vec<Chosen> {
    let mut all: Vec<Chosen> = Vec::new();
    for chosen in records.flat_map(|record| &record.chosen) {
        if !all.iter().any(|known| known.field == chosen.field) {
            all.push(chosen.clone());
        }
    }
    all
}

fn did(verb: Verb) -> Did {
    Did {
        verb,
        kind: Some(Kind::Service),
        field: None,
    }
}

/// Joins two services.
pub(crate) fn join_services(
    desk: &Desk,
    request: JoinServicesRequest,
) -> Outcome<JoinedServiceView> {
    let open = desk.open()?;
    let (kept, other) = pair(&open.store, request.one, request.other)?;
    let of = |id: ServiceId| -> Outcome<&OneService> {
        let id = open.store.kept_service(id)?;
        [&kept, &other]
            .into_iter()
            .find(|one| one.side.service.id == id)
            .ok_or_else(|| AppError::new(ErrorCode::NotFound))
    };
    let leads = of(request.leads)?;
    let mut chosen: Vec<Chosen> = Vec::new();
    for choice in &request.chosen {
        chosen.push(Chosen {
            field: choice.field.clone(),
            service: record_of(of(choice.service)?, &choice.field),
        });
    }
    // Where several records are one already, what was chosen among them goes on standing where nothing newer was said, if they lead.
    for known in choices(leads.sides.iter().map(|side| &side.service)) {
        if !chosen.iter().any(|choice| choice.field == known.field) {
            chosen.push(known);
        }
    }
    let leads = leading(leads);
    let (kept_id, other_id) = (kept.side.service.id, other.side.service.id);
    let members = |one: &OneService| -> Vec<ServiceId> {
        one.sides.iter().map(|side| side.service.id).collect()
    };
    let (kept_ids, other_ids) = (members(&kept), members(&other));
    let ((), changes) = desk.transact(&did(Verb::Joined), |tx| {
        for one in &kept_ids {
            for other in &other_ids {
                for said in tx.said_not_same(*one, *other)? {
                    tx.archive(Kind::NotSameService, said.id.0, true)?;
                }
            }
        }
        let mut record: Service = tx.get(other_id)?;
        record.same_as = Some(kept_id);
        tx.put(&record)?;
        let mut record: Service = tx.get(kept_id)?;
        record.leads = Some(leads);
        record.chosen = chosen;
        tx.put(&record)
    })?;
    Ok(JoinedServiceView {
        service: kept_id,
        saved_at: changes.at,
    })
}

/// Says whose words stand, of those that are joined.
pub(crate) fn choose_source(
    desk: &Desk,
    request: ChooseSourceRequest,
) -> Outcome<JoinedServiceView> {
    let one = desk.open()?.store.one_service(request.service)?;
    let is_part = request.part.is_empty()
        || request.part == PLACES
        || parts().any(|part| part.first() == Some(&request.part.as_str()));
    let is_there = request
        .from
        .is_none_or(|from| one.sides.iter().any(|side| side.service.id == from));
    if !is_part || !is_there {
        return Err(AppError::new(ErrorCode::BadValue));
    }
    let kept = one.side.service.id;
    let mut chosen = choices(one.sides.iter().map(|side| &side.service));
    let did = Did {
        field: Some(
            if request.part.is_empty() {
                "leads"
            } else {
                "chosen"
            }
            .to_owned(),
        ),
        ..did(Verb::Changed)
    };
    let ((), changes) = desk.transact(&did, |tx| {
        let mut record: Service = tx.get(kept)?;
        if request.part.is_empty() {
            record.leads = request.from;
        } else {
            chosen.retain(|choice| choice.field != request.part);
            chosen.extend(request.from.map(|service| Chosen {
                field: request.part.clone(),
                service,
            }));
            record.chosen = chosen;
        }
        tx.put(&record)
    })?;
    Ok(JoinedServiceView {
        service: kept,
        saved_at: changes.at,
    })
}

/// Takes one record out of those that are read as one: it is another service, or is to stand by itself.
pub(crate) fn take_service_apart(
    desk: &Desk,
    request: ServiceRequest,
) -> Outcome<JoinedServiceView> {
    let open = desk.open()?;
    let out = request.id;
    let one = open.store.one_service(out)?;
    let mut rest: Vec<ServiceId> = one
        .sides
        .iter()
        .map(|side| side.service.id)
        .filter(|id| *id != out)
        .collect();
    rest.sort_unstable();
    let Some(kept) = rest
        .first()
        .copied()
        .filter(|_| rest.len() < one.sides.len())
    else {
        return Err(AppError::new(ErrorCode::NotFound));
    };
    let leads = Some(leading(&one)).filter(|leads| *leads != out && rest.len() > 1);
    let mut chosen = choices(one.sides.iter().map(|side| &side.service));
    chosen.retain(|choice| choice.service != out && rest.len() > 1);
    let ((), changes) = desk.transact(&did(Verb::TakenApart), |tx| {
        set_apart(tx, out, None, None, Vec::new())?;
        for id in &rest {
            let (same_as, leads, chosen) = if *id == kept {
                (None, leads, chosen.clone())
            } else {
                (Some(kept), None, Vec::new())
            };
            set_apart(tx, *id, same_as, leads, chosen)?;
        }
        let mut said = NotSameService::blank(NotSameServiceId(tx.new_id()));
        said.service = kept;
        said.other = out;
        said.author = tx.by().into();
        said.written_at = Some(tx.now());
        tx.put(&said)
    })?;
    Ok(JoinedServiceView {
        service: out,
        saved_at: changes.at,
    })
}

fn set_apart(
    tx: &mut Tx<'_>,
    id: ServiceId,
    same_as: Option<ServiceId>,
    leads: Option<ServiceId>,
    chosen: Vec<Chosen>,
) -> alongside_store::Result<()> {
    let mut record: Service = tx.get(id)?;
    record.same_as = same_as;
    record.leads = leads;
    record.chosen = chosen;
    tx.put(&record)
}

/// The records of a service, for its own page.
pub(crate) fn sources(
    store: &Store,
    sides: Vec<Side>,
    from: &BTreeMap<&'static str, ServiceId>,
) -> Outcome<SourcesView> {
    let Some(kept) = sides.first().filter(|_| sides.len() > 1) else {
        return Ok(SourcesView::default());
    };
    let leads = sides
        .iter()
        .filter_map(|side| side.service.leads)
        .find(|leads| sides.iter().any(|side| side.service.id == *leads));
    let names = names(store)?;
    Ok(SourcesView {
        from: from
            .iter()
            .map(|(field, id)| ((*field).to_owned(), *id))
            .collect(),
        differing: differing(&sides.iter().collect::<Vec<_>>()),
        leads: leads.or(Some(kept.service.id)),
        chosen: choices(sides.iter().map(|side| &side.service)),
        sides: sides
            .into_iter()
            .map(|side| side_view(&names, side))
            .collect(),
    })
}
