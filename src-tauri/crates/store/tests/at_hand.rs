//! Amira keeps the shed at hand, finds what she used lately, and opens what the team keeps "for new carers".

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::Record as _;
use alongside_domain::at_hand::{Collected, Collection, Favourite};
use alongside_domain::codes::{Reached, ServiceStatus};
use alongside_domain::connection::{Connection, ConnectionEvent};
use alongside_domain::directory::{Place, Service, ServiceCheck};
use alongside_domain::geo::Point;
use alongside_domain::ids::{
    CollectedId, CollectionId, ConnectionEventId, ConnectionId, FavouriteId, PersonId, PlaceId,
    ServiceCheckId, ServiceId,
};
use alongside_domain::person::Person;
use alongside_domain::value::Moment;
use alongside_store::at_hand::Among;
use alongside_store::directory::ServiceQuery;
use alongside_testkit::ready::Ready;
use uuid::Uuid;

fn id(number: u128) -> ServiceId {
    ServiceId(Uuid::from_u128(number))
}

/// Four services; only the walk and the choir are near.
fn filled() -> Ready {
    let store = Ready::new().unwrap();
    store
        .transact("fill", |tx| {
            for (number, name, east) in [
                (1, "Men's Shed", -2.0),
                (2, "Carers' walk", -3.0),
                (3, "Carers' choir", -3.01),
                (4, "Lunch club", -2.0),
            ] {
                tx.put(&Service {
                    name: name.into(),
                    description: "Friendly company.".into(),
                    ..Service::blank(id(number))
                })?;
                tx.put(&Place {
                    service: id(number),
                    latitude: Some(52.8),
                    longitude: Some(east),
                    ..Place::blank(PlaceId(Uuid::from_u128(number)))
                })?;
            }
            Ok(())
        })
        .unwrap();
    store
}

fn favour(store: &Ready, number: u128, is_kept: bool) {
    store
        .transact("favour", |tx| {
            tx.put(&Favourite {
                service: id(number),
                is_kept,
                ..Favourite::blank(FavouriteId(Uuid::from_u128(100 + number)))
            })
        })
        .unwrap();
}

const CARERS: CollectionId = CollectionId(Uuid::from_u128(50));

fn collect(store: &Ready, number: u128, is_in: bool) {
    store
        .transact("collect", |tx| {
            tx.put(&Collection {
                name: "For new carers".into(),
                ..Collection::blank(CARERS)
            })?;
            tx.put(&Collected {
                collection: CARERS,
                service: id(number),
                is_in,
                ..Collected::blank(CollectedId(Uuid::from_u128(200 + number)))
            })
        })
        .unwrap();
}

fn names(store: &Ready, query: ServiceQuery) -> Vec<String> {
    let found = store
        .services(&ServiceQuery { limit: 20, ..query })
        .unwrap();
    assert_eq!(found.total as usize, found.rows.len());
    found.rows.into_iter().map(|row| row.name).collect()
}

fn among(among: Among) -> ServiceQuery {
    ServiceQuery {
        among: Some(among),
        ..ServiceQuery::default()
    }
}

#[test]
fn favourites_are_found_by_name_with_words_and_near_a_place() {
    let store = filled();
    assert!(names(&store, among(Among::Favourites)).is_empty());
    for number in [1, 3, 2] {
        favour(&store, number, true);
    }
    let all = ["Carers' choir", "Carers' walk", "Men's Shed"];
    assert_eq!(names(&store, among(Among::Favourites)), all);
    let asked = |text: &str, miles: Option<f64>| ServiceQuery {
        text: text.to_owned(),
        near: miles.and_then(|_| Point::new(52.8, -3.0)),
        miles,
        ..among(Among::Favourites)
    };
    // The lunch club is company too, and is none of hers.
    assert_eq!(names(&store, asked("company", None)).len(), 3);
    assert_eq!(names(&store, asked("shed", None)), ["Men's Shed"]);
    assert_eq!(
        names(&store, asked("", Some(5.0))),
        ["Carers' walk", "Carers' choir"]
    );
    assert!(names(&store, asked("shed", Some(5.0))).is_empty());
    favour(&store, 3, false);
    assert_eq!(names(&store, among(Among::Favourites)).len(), 2);
    let rows = store
        .services(&ServiceQuery {
            limit: 20,
            ..ServiceQuery::default()
        })
        .unwrap()
        .rows;
    let marked: Vec<bool> = rows.iter().map(|row| row.favourite).collect();
    assert_eq!(marked, [false, true, false, true]);
}

#[test]
fn a_collection_holds_what_is_there_and_each_service_once() {
    let store = filled();
    for number in [2, 3] {
        collect(&store, number, true);
    }
    assert_eq!(
        names(&store, among(Among::Collection(CARERS))),
        ["Carers' choir", "Carers' walk"]
    );
    assert_eq!(store.collections().unwrap()[0].services, 2);
    assert_eq!(store.collections_of(id(2)).unwrap(), [CARERS]);
    // Joined they are one, whichever was put in; the other's favourite is this one's too.
    favour(&store, 3, true);
    store
        .transact("join", |tx| {
            let mut choir: Service = tx.get(id(3))?;
            choir.same_as = Some(id(2));
            tx.put(&choir)
        })
        .unwrap();
    assert_eq!(
        names(&store, among(Among::Collection(CARERS))),
        ["Carers' walk"]
    );
    assert_eq!(names(&store, among(Among::Favourites)), ["Carers' walk"]);
    assert_eq!(store.collections().unwrap()[0].services, 1);
    assert!(store.is_favourite(id(2)).unwrap() && store.is_favourite(id(3)).unwrap());
    // In the bin it is in no collection; taken out of the bin, it is again.
    for (into, left) in [(true, 0), (false, 1)] {
        store
            .transact("bin", |tx| {
                tx.archive(alongside_domain::Kind::Service, id(2).0, into)
            })
            .unwrap();
        assert_eq!(store.collections().unwrap()[0].services, left);
    }
}

#[test]
fn what_she_chose_and_has_closed_is_still_there_and_comes_last() {
    let store = filled();
    for number in [1, 2, 3] {
        favour(&store, number, true);
    }
    collect(&store, 3, true);
    store
        .transact("the choir closes", |tx| {
            let mut choir: Service = tx.get(id(3))?;
            choir.status = Some(ServiceStatus::Defunct);
            tx.put(&choir)
        })
        .unwrap();
    // By its name it would be the first.
    assert_eq!(
        names(&store, among(Among::Favourites)),
        ["Carers' walk", "Men's Shed", "Carers' choir"]
    );
    assert_eq!(
        names(&store, among(Among::Collection(CARERS))),
        ["Carers' choir"]
    );
    let carers = ServiceQuery {
        text: "carers".to_owned(),
        ..ServiceQuery::default()
    };
    assert_eq!(names(&store, carers.clone()), ["Carers' walk"]);
    assert_eq!(
        names(
            &store,
            ServiceQuery {
                among: Some(Among::Favourites),
                ..carers
            }
        ),
        ["Carers' walk", "Carers' choir"]
    );
}

#[test]
fn what_she_used_lately_comes_last_first_and_is_hers() {
    let store = filled();
    store
        .transact("a week", |tx| {
            let joan = Person {
                preferred_name: "Joan".into(),
                ..Person::blank(PersonId(Uuid::from_u128(7)))
            };
            tx.put(&joan)?;
            for (number, author, at) in [(1, "Amira", 10), (4, "Amira", 30), (2, "Ben", 40)] {
                let connection = Connection {
                    person: joan.id,
                    service: Some(id(number)),
                    reached: Some(Reached::Going),
                    ..Connection::blank(ConnectionId(Uuid::from_u128(number)))
                };
                tx.put(&connection)?;
                let mut event = ConnectionEvent::blank(ConnectionEventId(tx.new_id()));
                event.person = joan.id;
                event.connection = connection.id;
                event.author = author.into();
                event.written_at = Some(Moment(at));
                tx.put(&event)?;
            }
            let mut check = ServiceCheck::blank(ServiceCheckId(tx.new_id()));
            check.service = id(3);
            check.author = "Amira".into();
            check.written_at = Some(Moment(20));
            tx.put(&check)
        })
        .unwrap();
    assert_eq!(
        names(&store, among(Among::Lately)),
        ["Lunch club", "Carers' choir", "Men's Shed"]
    );
}
