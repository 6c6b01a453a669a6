//! Services at hand: favourites, what was used lately, and the team's collections.

use crate::api::at_hand::{
    AmongRequest, CollectRequest, CollectionLine, FavouriteRequest, NewCollectionRequest,
};
use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{AddedView, Did, SavedView, Verb};
use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_domain::at_hand::{Collected, Collection, Favourite};
use alongside_domain::ids::{CollectedId, CollectionId, FavouriteId, ServiceId};
use alongside_domain::{Kind, Record as _};
use alongside_store::Tx;
use alongside_store::at_hand::{Among, CollectionRow};
use alongside_store::search::words_of;

/// Which services are meant.
pub(crate) fn among(request: AmongRequest) -> Among {
    match request {
        AmongRequest::Favourites => Among::Favourites,
        AmongRequest::Lately => Among::Lately,
        AmongRequest::Collection { id } => Among::Collection(id),
    }
}

/// The team's collections, by name.
pub(crate) fn collections(desk: &Desk, _: Nothing) -> Outcome<Vec<CollectionLine>> {
    let rows = desk.open()?.store.collections()?;
    Ok(rows.into_iter().map(line).collect())
}

/// Collections whose name or purpose has every word, or its beginning.
pub(crate) fn found(desk: &Desk, text: &str) -> Outcome<Vec<CollectionLine>> {
    let plain = |text: &str| -> Vec<String> {
        words_of(text)
            .iter()
            .map(|word| word.to_lowercase())
            .collect()
    };
    let typed = plain(text);
    let mut all = collections(desk, Nothing {})?;
    all.retain(|one| {
        let words = plain(&format!("{} {}", one.name, one.about));
        typed
            .iter()
            .all(|typed| words.iter().any(|word| word.starts_with(typed.as_str())))
    });
    Ok(all)
}

fn line(row: CollectionRow) -> CollectionLine {
    CollectionLine {
        id: row.collection.id,
        name: row.collection.name.0,
        about: row.collection.about.0,
        services: row.services,
    }
}

fn did(verb: Verb, kind: Kind) -> Did {
    Did {
        verb,
        kind: Some(kind),
        field: None,
    }
}

/// Makes a service a favourite, or one no more. Whichever of its records was chosen before, it is one answer.
pub(crate) fn keep_favourite(desk: &Desk, request: FavouriteRequest) -> Outcome<SavedView> {
    let service = desk.open()?.store.kept_service(request.service)?;
    let ((), changes) = desk.transact(&did(Verb::Changed, Kind::Favourite), |tx| {
        let mut known = tx.favourites_of(service)?;
        if known.is_empty() && request.keep {
            let mut favourite = Favourite::blank(FavouriteId(tx.new_id()));
            favourite.service = service;
            known.push(favourite);
        }
        for mut favourite in known {
            favourite.is_kept = request.keep;
            tx.put(&favourite)?;
        }
        Ok(())
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

/// Puts a service into a collection, or takes it out.
pub(crate) fn collect_service(desk: &Desk, request: CollectRequest) -> Outcome<SavedView> {
    let service = desk.open()?.store.kept_service(request.service)?;
    let ((), changes) = desk.transact(&did(Verb::Changed, Kind::Collection), |tx| {
        let collection: Collection = tx.get(request.collection)?;
        put(tx, collection.id, service, request.put_in)
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

fn put(
    tx: &mut Tx<'_>,
    collection: CollectionId,
    service: ServiceId,
    is_in: bool,
) -> alongside_store::Result<()> {
    let mut known = tx.collected_of(collection, service)?;
    if known.is_empty() && is_in {
        let mut collected = Collected::blank(CollectedId(tx.new_id()));
        collected.collection = collection;
        collected.service = service;
        known.push(collected);
    }
    for mut collected in known {
        collected.is_in = is_in;
        tx.put(&collected)?;
    }
    Ok(())
}

/// Begins a collection.
pub(crate) fn new_collection(desk: &Desk, request: NewCollectionRequest) -> Outcome<AddedView> {
    let name = request.name.trim();
    if name.is_empty() {
        return Err(AppError {
            field: Some("name".to_owned()),
            ..AppError::new(ErrorCode::BadValue)
        });
    }
    let service = match request.service {
        Some(service) => Some(desk.open()?.store.kept_service(service)?),
        None => None,
    };
    let (id, changes) = desk.transact(&did(Verb::Added, Kind::Collection), |tx| {
        let mut collection = Collection::blank(CollectionId(tx.new_id()));
        collection.name = name.into();
        collection.about = request.about.trim().into();
        tx.put(&collection)?;
        if let Some(service) = service {
            put(tx, collection.id, service, true)?;
        }
        Ok(collection.id.0)
    })?;
    Ok(AddedView {
        id,
        saved_at: changes.at,
    })
}
