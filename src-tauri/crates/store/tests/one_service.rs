//! Oswestry Men's Shed stands in the council's list and in the charities': Amira joins the two, and takes them apart again.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::Record as _;
use alongside_domain::alike::service::WhySame;
use alongside_domain::codes::{Checked, Reached};
use alongside_domain::connection::Connection;
use alongside_domain::directory::{
    Chosen, NotSameService, Opening, Organisation, Place, Service, ServiceCheck, Tip,
};
use alongside_domain::geo::Point;
use alongside_domain::ids::{
    ConnectionId, NotSameServiceId, OrganisationId, PersonId, PlaceId, ServiceCheckId, ServiceId,
    TipId,
};
use alongside_domain::opening::{PartOfDay, When};
use alongside_domain::person::Person;
use alongside_store::directory::ServiceQuery;
use alongside_store::{Store, World};
use chrono::{NaiveDate, Weekday};
use std::path::Path;
use uuid::Uuid;

fn store(folder: &Path) -> Store {
    let path = folder.join("records.db");
    Store::create(&path, &[3; 32], "Amira", World::system()).unwrap()
}

fn today() -> NaiveDate {
    "2026-03-02".parse().unwrap()
}

fn service(id: u128) -> ServiceId {
    ServiceId(Uuid::from_u128(id))
}

const COUNCIL: u128 = 100;
const CHARITIES: u128 = 200;

/// The shed in two lists, another shed, and Mr Okafor who goes to the one of the charities' list.
fn filled(store: &Store) {
    store
        .transact("fill", |tx| {
            let trust = Organisation {
                name: "Oswestry Shed Trust".into(),
                ..Organisation::blank(OrganisationId(Uuid::from_u128(1)))
            };
            tx.put(&trust)?;
            for (id, name, source, phone, postcode) in [
                (
                    COUNCIL,
                    "Oswestry Men's Shed",
                    "council",
                    "01691 654321",
                    "SY11 1AA",
                ),
                (
                    CHARITIES,
                    "The Mens Shed (Oswestry)",
                    "charities",
                    "01691-654321",
                    "SY11 1AA",
                ),
                (
                    300,
                    "Wem Men's Shed",
                    "charities",
                    "01939 000000",
                    "SY4 5DB",
                ),
            ] {
                tx.put(&Service {
                    name: name.into(),
                    organisation: Some(trust.id),
                    source: source.into(),
                    source_id: id.to_string().into(),
                    phone: phone.into(),
                    free: id == COUNCIL,
                    ..Service::blank(service(id))
                })?;
                tx.put(&Place {
                    service: service(id),
                    postcode: postcode.into(),
                    latitude: Some(52.86),
                    longitude: Some(-3.05 + id as f64 / 1_000.0),
                    position_from_postcode: true,
                    ..Place::blank(PlaceId(Uuid::from_u128(id)))
                })?;
            }
            tx.put(&Service {
                description: "Woodwork and a cup of tea.".into(),
                ..tx.get(service(CHARITIES))?
            })?;
            let okafor = Person {
                preferred_name: "Mr Okafor".into(),
                ..Person::blank(PersonId(Uuid::from_u128(7)))
            };
            tx.put(&okafor)?;
            tx.put(&Connection {
                person: okafor.id,
                service: Some(service(CHARITIES)),
                reached: Some(Reached::Going),
                ..Connection::blank(ConnectionId(Uuid::from_u128(8)))
            })?;
            tx.put(&Tip {
                service: service(COUNCIL),
                words: "Ask for Jean".into(),
                ..Tip::blank(TipId(Uuid::from_u128(9)))
            })
        })
        .unwrap();
}

fn join(store: &Store, with: impl FnOnce(&mut Service)) {
    store
        .transact("join", |tx| {
            let mut kept: Service = tx.get(service(COUNCIL))?;
            with(&mut kept);
            tx.put(&kept)?;
            let mut other: Service = tx.get(service(CHARITIES))?;
            other.same_as = Some(kept.id);
            tx.put(&other)
        })
        .unwrap();
}

fn apart(store: &Store) {
    store
        .transact("apart", |tx| {
            let mut other: Service = tx.get(service(CHARITIES))?;
            other.same_as = None;
            tx.put(&other)
        })
        .unwrap();
}

/// The council's record says who may come, the charities' what there is; only the charities' list knows where it is.
fn each_says_its_own(store: &Store) {
    store
        .transact("what each list says", |tx| {
            let mut council: Service = tx.get(service(COUNCIL))?;
            council.eligibility = "Retired people.".into();
            tx.put(&council)?;
            let mut hall: Place = tx.get(PlaceId(Uuid::from_u128(COUNCIL)))?;
            (hall.latitude, hall.longitude) = (None, None);
            tx.put(&hall)
        })
        .unwrap();
}

fn ids(store: &Store, query: ServiceQuery) -> Vec<ServiceId> {
    let found = store
        .services(&ServiceQuery { limit: 20, ..query })
        .unwrap();
    assert_eq!(found.total as usize, found.rows.len());
    found.rows.into_iter().map(|row| row.id).collect()
}

fn found(store: &Store, text: &str) -> Vec<(ServiceId, String)> {
    let query = ServiceQuery {
        text: text.to_owned(),
        limit: 20,
        ..ServiceQuery::default()
    };
    let found = store.services(&query).unwrap();
    assert_eq!(found.total as usize, found.rows.len());
    found
        .rows
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect()
}

#[test]
fn the_same_shed_is_found_in_the_other_list_with_the_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    filled(&store);
    let maybe = store.maybe_same_service(service(COUNCIL)).unwrap();
    let ids: Vec<ServiceId> = maybe.iter().map(|maybe| maybe.row.id).collect();
    assert_eq!(ids, [service(CHARITIES)]);
    assert_eq!(
        maybe[0].because,
        [
            WhySame::SameName,
            WhySame::Organisation,
            WhySame::Phone,
            WhySame::Postcode {
                postcode: "SY11 1AA".to_owned()
            }
        ]
    );
    assert_eq!(maybe[0].source, "charities");
    // From either side, and on the list of what people go to: once.
    let back = store.maybe_same_service(service(CHARITIES)).unwrap();
    assert_eq!(back[0].row.id, service(COUNCIL));
    assert_eq!(store.services_listed_twice().unwrap().len(), 1);
    store
        .transact("not the same", |tx| {
            tx.put(&NotSameService {
                service: service(CHARITIES),
                other: service(COUNCIL),
                ..NotSameService::blank(NotSameServiceId(Uuid::from_u128(10)))
            })
        })
        .unwrap();
    assert!(
        store
            .maybe_same_service(service(COUNCIL))
            .unwrap()
            .is_empty()
    );
    assert!(store.services_listed_twice().unwrap().is_empty());
}

#[test]
fn joined_they_are_one_line_and_everything_of_either_is_reached() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    filled(&store);
    join(&store, |kept| {
        kept.chosen = vec![Chosen {
            field: "name".to_owned(),
            service: service(CHARITIES),
        }];
    });
    let line = (service(COUNCIL), "The Mens Shed (Oswestry)".to_owned());
    // By words that only one of the two has, by words of both, and by the letter.
    assert_eq!(found(&store, "woodwork"), std::slice::from_ref(&line));
    assert_eq!(found(&store, "oswestry shed").first(), Some(&line));
    assert_eq!(found(&store, "").len(), 2);
    for id in [COUNCIL, CHARITIES] {
        let whole = store.service(service(id), today()).unwrap();
        assert_eq!(whole.service.id, service(COUNCIL));
        assert_eq!(
            whole.service.description.as_str(),
            "Woodwork and a cup of tea."
        );
        assert!(whole.service.free);
        assert_eq!(whole.from.get("description"), Some(&service(CHARITIES)));
        assert_eq!((whole.people.len(), whole.tips.len()), (1, 1));
        assert_eq!(whole.places.len(), 1);
        assert_eq!(whole.sides.len(), 2);
    }
    let free = ServiceQuery {
        text: "woodwork".to_owned(),
        free: true,
        limit: 20,
        ..ServiceQuery::default()
    };
    assert_eq!(store.services(&free).unwrap().rows[0].people, 1);
    let (last, out) = store.services_after(0, 100).unwrap();
    assert_eq!((last, out.len()), (Some(3), 2));
    let check = store.services_to_check(today(), 12).unwrap();
    assert_eq!(check.len(), 1);
    assert_eq!((check[0].id, check[0].people), (service(COUNCIL), 1));
    assert!(
        store
            .maybe_same_service(service(COUNCIL))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_refresh_of_either_source_is_seen_where_it_was_chosen_and_taking_apart_is_exact() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    filled(&store);
    let before: Vec<Service> = [COUNCIL, CHARITIES]
        .map(|id| store.get(service(id)).unwrap())
        .into();
    join(&store, |kept| kept.leads = Some(service(CHARITIES)));
    store
        .transact("refresh", |tx| {
            for (id, phone) in [(COUNCIL, "01691 111111"), (CHARITIES, "01691 222222")] {
                let mut fresh: Service = tx.get(service(id))?;
                fresh.phone = phone.into();
                tx.put(&fresh)?;
            }
            Ok(())
        })
        .unwrap();
    let whole = store.service(service(COUNCIL), today()).unwrap();
    assert_eq!(whole.service.phone.as_str(), "01691 222222");
    store
        .transact("apart", |tx| {
            let mut other: Service = tx.get(service(CHARITIES))?;
            other.same_as = None;
            tx.put(&other)?;
            let mut kept: Service = tx.get(service(COUNCIL))?;
            kept.leads = None;
            tx.put(&kept)
        })
        .unwrap();
    for (was, phone) in before.iter().zip(["01691 111111", "01691 222222"]) {
        let now: Service = store.get(was.id).unwrap();
        assert!(
            now == Service {
                phone: phone.into(),
                ..was.clone()
            }
        );
    }
    assert_eq!(found(&store, "").len(), 3);
    let of_charities = store.service(service(CHARITIES), today()).unwrap();
    assert_eq!((of_charities.people.len(), of_charities.tips.len()), (1, 0));
}

#[test]
fn in_the_bin_it_is_gone_whole_and_one_source_of_it_alone_is_not_missed() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    filled(&store);
    join(&store, |_| {});
    let bin = |id: u128, into: bool| {
        store
            .transact("bin", |tx| {
                tx.archive(alongside_domain::Kind::Service, Uuid::from_u128(id), into)
            })
            .unwrap();
    };
    bin(CHARITIES, true);
    let whole = store.service(service(COUNCIL), today()).unwrap();
    assert_eq!(whole.sides.len(), 1);
    assert_eq!(whole.people.len(), 1);
    bin(CHARITIES, false);
    bin(COUNCIL, true);
    assert!(found(&store, "woodwork").is_empty());
    assert_eq!(found(&store, "").len(), 1);
}

#[test]
fn records_that_name_one_another_in_a_ring_are_still_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    filled(&store);
    store
        .transact("a file from elsewhere", |tx| {
            for (one, other) in [(COUNCIL, CHARITIES), (CHARITIES, COUNCIL)] {
                let mut record: Service = tx.get(service(one))?;
                record.same_as = Some(service(other));
                tx.put(&record)?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(
        store.kept_service(service(CHARITIES)).unwrap(),
        service(COUNCIL)
    );
    assert_eq!(
        store
            .service(service(COUNCIL), today())
            .unwrap()
            .sides
            .len(),
        2
    );
    assert_eq!(found(&store, "woodwork").len(), 1);
}

#[test]
fn words_of_which_each_stands_in_another_list_find_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    filled(&store);
    each_says_its_own(&store);
    let both = || ServiceQuery {
        text: "retired woodwork".to_owned(),
        understood: Some(alongside_store::directory::Understood {
            rest: vec!["retired".to_owned(), "woodwork".to_owned()],
            meanings: Vec::new(),
        }),
        ..ServiceQuery::default()
    };
    // Taken one by one each answers half, and both are shown.
    assert_eq!(ids(&store, both()).len(), 2);
    join(&store, |_| {});
    assert_eq!(ids(&store, both()), [service(COUNCIL)]);
    let row = &store
        .services(&ServiceQuery { limit: 5, ..both() })
        .unwrap()
        .rows[0];
    assert_eq!(row.why, [alongside_store::directory::Why::Described]);
    apart(&store);
    assert_eq!(ids(&store, both()).len(), 2);
}

#[test]
fn how_far_it_is_is_known_from_any_list_and_forgotten_when_they_are_taken_apart() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    filled(&store);
    each_says_its_own(&store);
    let here = Point::new(52.86, -2.85);
    let near = |text: &str, miles: Option<f64>| ServiceQuery {
        text: text.to_owned(),
        near: here,
        miles,
        ..ServiceQuery::default()
    };
    // The words are the council's, the place the charities': found by neither alone.
    assert!(ids(&store, near("retired", Some(5.0))).is_empty());
    join(&store, |_| {});
    assert_eq!(ids(&store, near("retired", Some(5.0))), [service(COUNCIL)]);
    assert_eq!(ids(&store, near("woodwork", Some(5.0))), [service(COUNCIL)]);
    assert_eq!(ids(&store, near("", Some(0.5))), [service(COUNCIL)]);
    let row = &store
        .services(&ServiceQuery {
            limit: 5,
            ..near("retired", None)
        })
        .unwrap()
        .rows[0];
    assert!(row.miles.unwrap() < 0.1 && row.point.is_some());
    // Somebody says that the place is the council's: what the other list says of it leads nobody there.
    join(&store, |kept| {
        kept.chosen = vec![Chosen {
            field: "places".to_owned(),
            service: service(COUNCIL),
        }];
    });
    assert!(ids(&store, near("retired", Some(5.0))).is_empty());
    assert!(ids(&store, near("", Some(0.5))).is_empty());
    apart(&store);
    assert_eq!(ids(&store, near("", Some(0.5))), [service(CHARITIES)]);
    assert!(ids(&store, near("retired", Some(5.0))).is_empty());
}

#[test]
fn opening_times_and_filters_are_asked_of_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    filled(&store);
    join(&store, |_| {});
    let thursday = Some(When::On(Weekday::Thu, Some(PartOfDay::Afternoon), today()));
    for text in ["", "shed", "oswestry shed"] {
        let asked = ServiceQuery {
            text: text.to_owned(),
            when: thursday,
            limit: 20,
            ..ServiceQuery::default()
        };
        let answer = store.services(&asked).unwrap();
        assert!(answer.rows.is_empty());
        assert_eq!(answer.unsaid, 2, "{text:?}: Wem and this one do not say");
    }
    store
        .transact("the charities' list says when", |tx| {
            let mut other: Service = tx.get(service(CHARITIES))?;
            other.opening = vec![Opening {
                freq: "WEEKLY".into(),
                byday: "TH".into(),
                opens_at: "13:00".into(),
                closes_at: "16:00".into(),
                ..Opening::default()
            }];
            other.needs = vec!["company".to_owned()];
            tx.put(&other)
        })
        .unwrap();
    let now = |at: &str| Some(When::Now(at.parse().unwrap()));
    for text in ["", "shed", "woodwork"] {
        for when in [thursday, now("2026-03-05T14:00:00")] {
            let asked = ServiceQuery {
                text: text.to_owned(),
                when,
                // The council's list says that it is free, the charities' what it answers.
                free: true,
                need: Some("company".to_owned()),
                ..ServiceQuery::default()
            };
            assert_eq!(ids(&store, asked), [service(COUNCIL)], "{text:?}");
        }
        let later = ServiceQuery {
            text: text.to_owned(),
            when: now("2026-03-05T18:00:00"),
            ..ServiceQuery::default()
        };
        assert!(ids(&store, later).is_empty());
    }
}

#[test]
fn it_is_to_be_checked_once_and_a_check_or_a_call_in_vain_holds_for_both() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    filled(&store);
    store
        .transact("Mrs Bell goes to the council's", |tx| {
            let bell = Person {
                preferred_name: "Mrs Bell".into(),
                ..Person::blank(PersonId(Uuid::from_u128(17)))
            };
            tx.put(&bell)?;
            tx.put(&Connection {
                person: bell.id,
                service: Some(service(COUNCIL)),
                reached: Some(Reached::Going),
                ..Connection::blank(ConnectionId(Uuid::from_u128(18)))
            })
        })
        .unwrap();
    assert_eq!(store.today(today()).unwrap().services.len(), 2);
    join(&store, |_| {});
    let asked = store.today(today()).unwrap().services;
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].id, asked[0].people), (service(COUNCIL), 2));
    store
        .transact("nobody was reached", |tx| {
            let mut check = ServiceCheck::blank(ServiceCheckId(tx.new_id()));
            check.service = service(COUNCIL);
            check.found = Some(Checked::NoAnswer);
            check.on = Some(today());
            tx.add(&check)
        })
        .unwrap();
    let days = chrono::Days::new;
    assert!(store.services_to_check(today(), 12).unwrap().is_empty());
    let again = store.services_to_check(today() + days(30), 12).unwrap();
    assert_eq!(again.len(), 1);
    assert_eq!((again[0].tried, again[0].people), (1, 2));
    store
        .transact("the charities' own is checked", |tx| {
            let mut other: Service = tx.get(service(CHARITIES))?;
            other.checked_on = Some(today() + days(30));
            tx.put(&other)
        })
        .unwrap();
    let later = today() + days(60);
    assert!(store.services_to_check(later, 12).unwrap().is_empty());
    assert!(store.today(later).unwrap().services.is_empty());
}

#[test]
fn a_record_that_comes_before_the_one_it_names_stands_alone_until_then() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    filled(&store);
    let missing = service(50);
    store
        .transact("half of it has come", |tx| {
            let mut record: Service = tx.get(service(CHARITIES))?;
            record.same_as = Some(missing);
            tx.put(&record)
        })
        .unwrap();
    let alone = [(service(CHARITIES), "The Mens Shed (Oswestry)".to_owned())];
    assert_eq!(found(&store, "woodwork"), alone);
    assert_eq!(found(&store, "").len(), 3);
    assert!(store.service(service(CHARITIES), today()).is_ok());
    store
        .transact("the rest has come", |tx| {
            tx.put(&Service {
                name: "Shed".into(),
                ..Service::blank(missing)
            })
        })
        .unwrap();
    assert_eq!(found(&store, "woodwork"), [(missing, "Shed".to_owned())]);
    assert_eq!(found(&store, "").len(), 3);
    let near = ServiceQuery {
        near: Point::new(52.86, -2.85),
        miles: Some(0.5),
        ..ServiceQuery::default()
    };
    assert_eq!(ids(&store, near), [missing]);
}
