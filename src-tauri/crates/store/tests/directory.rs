//! Searching the directory of services.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use alongside_domain::bank_holidays::BankHoliday;
use alongside_domain::codes::{Reached, ServiceStatus};
use alongside_domain::connection::Connection;
use alongside_domain::directory::{Opening, Place, Service};
use alongside_domain::geo::{Point, plain_postcode};
use alongside_domain::ids::ConnectionId;
use alongside_domain::opening::{PartOfDay, When};
use alongside_domain::{Kind, Record};
use alongside_store::directory::{Found, ServiceQuery};
use alongside_store::{Clock as _, Store};
use alongside_testkit::Ready;
use alongside_testkit::named::{mr_okafor, organisation, place, service};
use chrono::Weekday;
use serde_json::json;
use uuid::Uuid;

const OSWESTRY: (f64, f64) = (52.8617, -3.0548);
const SHREWSBURY: (f64, f64) = (52.7073, -2.7553);

fn near() -> Option<Point> {
    Point::new(OSWESTRY.0, OSWESTRY.1)
}

fn query(text: &str) -> ServiceQuery {
    ServiceQuery {
        text: text.to_owned(),
        limit: 20,
        ..ServiceQuery::default()
    }
}

fn names(found: Found) -> Vec<String> {
    found.rows.into_iter().map(|row| row.name).collect()
}

fn found(store: &Store, query: &ServiceQuery) -> Vec<String> {
    names(store.services(query).unwrap())
}

/// A shed in Shrewsbury, a choir with a shed in its text in Oswestry, a walk that closed.
fn ready() -> Ready {
    let store = Ready::new().unwrap();
    store
        .transact("import", |tx| {
            tx.put(&organisation(1, "St John's Trust"))?;
            let mut shed = service(1, "Men's Shed", "Make things together.");
            shed.organisation = Some(organisation(1, "").id);
            shed.free = true;
            shed.languages = vec!["English".into(), "Polish".into()];
            shed.minimum_age = Some(18);
            shed.opening = vec![Opening {
                freq: "WEEKLY".into(),
                byday: "TU,TH".into(),
                ..Opening::default()
            }];
            tx.put(&shed)?;
            tx.put(&Place {
                town: "Shrewsbury".into(),
                ..place(1, shed.id, "SY1 1AA", SHREWSBURY.0, SHREWSBURY.1)
            })?;
            let mut choir = service(
                2,
                "Community Choir",
                "Sings in the old shed by the canal. Café afterwards.",
            );
            choir.tags = vec!["singing".into()];
            choir.needs = vec!["lonely".into()];
            choir.step_free = true;
            tx.put(&choir)?;
            tx.put(&Place {
                town: "Oswestry".into(),
                ..place(2, choir.id, "SY10 1AA", OSWESTRY.0, OSWESTRY.1)
            })?;
            let mut walk = service(3, "Shed Walk", "Ended last year.");
            walk.status = Some(ServiceStatus::Defunct);
            tx.put(&walk)
        })
        .unwrap();
    store
}

#[test]
fn a_word_in_the_name_beats_one_in_the_text() {
    let store = ready();
    let hits = store.services(&query("shed")).unwrap();
    assert_eq!((hits.total, hits.at_least), (2, false));
    assert_eq!(names(hits), ["Men's Shed", "Community Choir"]);
    assert_eq!(
        found(
            &store,
            &ServiceQuery {
                closed_too: true,
                ..query("shed")
            }
        ),
        ["Men's Shed", "Community Choir", "Shed Walk"],
        "one that has ended comes last"
    );
}

#[test]
fn near_beats_far_and_miles_are_kept_to() {
    let store = ready();
    let here = ServiceQuery {
        near: near(),
        ..query("")
    };
    let rows = store.services(&here).unwrap().rows;
    assert_eq!(rows[0].name, "Community Choir");
    assert!(rows[0].miles.unwrap() < 0.1);
    assert_eq!(rows[0].point, Point::new(OSWESTRY.0, OSWESTRY.1));
    assert_eq!(
        (rows[0].town.as_str(), rows[0].postcode.as_str()),
        ("Oswestry", "SY10 1AA")
    );
    let within = |miles| {
        found(
            &store,
            &ServiceQuery {
                near: near(),
                miles: Some(miles),
                ..query("shed")
            },
        )
    };
    assert_eq!(within(5.0), ["Community Choir"]);
    assert_eq!(within(30.0).len(), 2);
    assert_eq!(within(0.001), ["Community Choir"]);
}

#[test]
fn services_are_found_by_place_organisation_tag_and_postcode_however_typed() {
    let store = ready();
    for (typed, name) in [
        ("mens", "Men's Shed"),
        ("men’s shed", "Men's Shed"),
        ("st johns", "Men's Shed"),
        ("trust shed", "Men's Shed"),
        ("shrewsb", "Men's Shed"),
        ("SY101AA", "Community Choir"),
        ("sy10 1aa", "Community Choir"),
        ("singing", "Community Choir"),
        ("cafe canal", "Community Choir"),
    ] {
        assert_eq!(found(&store, &query(typed)), [name], "{typed}");
    }
}

#[test]
fn filters_leave_what_suits() {
    let store = ready();
    let shed = ["Men's Shed".to_owned()];
    let choir = ["Community Choir".to_owned()];
    let free = ServiceQuery {
        free: true,
        ..query("")
    };
    assert_eq!(found(&store, &free), shed);
    assert_eq!(
        found(
            &store,
            &ServiceQuery {
                step_free: true,
                ..query("")
            }
        ),
        choir
    );
    assert_eq!(
        found(
            &store,
            &ServiceQuery {
                need: Some("lonely".into()),
                ..query("")
            }
        ),
        choir
    );
    assert_eq!(
        found(
            &store,
            &ServiceQuery {
                when: Some(When::On(Weekday::Thu, None, "2026-11-23".parse().unwrap())),
                ..query("")
            }
        ),
        shed
    );
    assert_eq!(
        found(
            &store,
            &ServiceQuery {
                language: Some("polish".into()),
                ..query("")
            }
        ),
        shed
    );
    assert_eq!(
        found(
            &store,
            &ServiceQuery {
                age: Some(12),
                ..query("")
            }
        ),
        choir
    );
    assert!(
        found(
            &store,
            &ServiceQuery {
                free: true,
                ..query("choir")
            }
        )
        .is_empty()
    );
    assert_eq!(found(&store, &query("")).len(), 2);
    assert_eq!(
        found(
            &store,
            &ServiceQuery {
                offset: 1,
                limit: 1,
                ..query("")
            }
        ),
        shed
    );
}

/// What is remembered of where services are holds only until the next move, whoever makes it.
#[test]
fn a_search_for_words_near_a_place_knows_at_once_that_a_place_has_moved() {
    let store = ready();
    let near_oswestry = ServiceQuery {
        near: near(),
        miles: Some(5.0),
        ..query("shed")
    };
    let found_near = || found(&store, &near_oswestry);
    let (shed, choir) = (service(1, "", "").id, service(2, "", "").id);
    assert_eq!(found_near(), ["Community Choir"]);
    store
        .transact("move", |tx| {
            let mut moved: Place = tx.get(place(1, shed, "", 0.0, 0.0).id)?;
            (moved.latitude, moved.longitude) = (Some(OSWESTRY.0), Some(OSWESTRY.1));
            tx.put(&moved)
        })
        .unwrap();
    assert_eq!(found_near(), ["Men's Shed", "Community Choir"]);
    store.undo().unwrap();
    assert_eq!(found_near(), ["Community Choir"]);

    // A second room of the shed, nearer than its first.
    store
        .transact("add", |tx| {
            tx.put(&place(3, shed, "SY10 1AB", OSWESTRY.0, OSWESTRY.1))
        })
        .unwrap();
    assert_eq!(found_near(), ["Men's Shed", "Community Choir"]);
    let miles = store.services(&near_oswestry).unwrap().rows[0].miles;
    assert!(miles.unwrap() < 0.1);
    store
        .transact("bin", |tx| {
            tx.archive(Kind::Place, place(3, shed, "", 0.0, 0.0).id.0, true)?;
            tx.archive(Kind::Place, place(2, choir, "", 0.0, 0.0).id.0, true)
        })
        .unwrap();
    assert!(found_near().is_empty());
    store.check().unwrap();
}

#[test]
fn the_directory_follows_every_change() {
    let store = ready();
    let (shed, choir) = (service(1, "", "").id, service(2, "", "").id);
    let set = |work: &dyn Fn(&mut alongside_store::Tx<'_>) -> alongside_store::Result<()>| {
        store.transact("edit", |tx| work(tx)).unwrap();
    };
    set(&|tx| {
        tx.set::<alongside_domain::directory::Organisation>(
            organisation(1, "").id,
            "name",
            json!("Riverside Trust"),
        )
    });
    assert_eq!(found(&store, &query("riverside")), ["Men's Shed"]);
    assert!(found(&store, &query("johns")).is_empty());
    store.undo().unwrap();
    assert_eq!(found(&store, &query("johns")), ["Men's Shed"]);

    // The place turns out to be the choir's second one.
    set(&|tx| tx.set::<Place>(place(1, shed, "", 0.0, 0.0).id, "service", json!(choir)));
    assert_eq!(found(&store, &query("shrewsbury")), ["Community Choir"]);
    let there = ServiceQuery {
        near: Point::new(SHREWSBURY.0, SHREWSBURY.1),
        miles: Some(2.0),
        ..query("")
    };
    assert_eq!(found(&store, &there), ["Community Choir"]);
    store.undo().unwrap();
    assert_eq!(found(&store, &there), ["Men's Shed"]);

    set(&|tx| tx.archive(Kind::Service, shed.0, true));
    assert!(found(&store, &query("mens")).is_empty());
    assert!(found(&store, &there).is_empty());
    store.undo().unwrap();
    assert_eq!(found(&store, &query("mens")), ["Men's Shed"]);
    assert_eq!(found(&store, &there), ["Men's Shed"]);
    set(&|tx| tx.archive(Kind::Place, place(1, shed, "", 0.0, 0.0).id.0, true));
    assert!(found(&store, &there).is_empty());
    assert!(found(&store, &query("shrewsbury")).is_empty());
    store.check().unwrap();
}

#[test]
fn a_service_is_read_whole_with_those_connected_to_it() {
    let store = ready();
    let shed = service(1, "", "").id;
    store
        .transact("connect", |tx| {
            tx.put(&mr_okafor())?;
            tx.put(&Connection {
                person: mr_okafor().id,
                service: Some(shed),
                reached: Some(Reached::Going),
                ..Connection::blank(ConnectionId(Uuid::from_u128(1)))
            })
        })
        .unwrap();
    let whole = store.service(shed, store.clock.today()).unwrap();
    assert_eq!(whole.organisation.unwrap().name.0, "St John's Trust");
    assert_eq!((whole.places.len(), whole.people.len()), (1, 1));
    assert_eq!(whole.connections, [(Some(Reached::Going), None)]);
    let rows = store.services(&query("mens")).unwrap().rows;
    assert_eq!(rows[0].people, 1);
    assert_eq!(
        store.today(store.clock.today()).unwrap().services[0].name,
        "Men's Shed"
    );
}

#[test]
fn importing_again_finds_what_came_before_even_in_the_bin() {
    let store = Ready::new().unwrap();
    let listed = Service {
        source: "oruk".into(),
        source_id: "17".into(),
        ..service(1, "Shed", "")
    };
    store.transact("import", |tx| tx.put(&listed)).unwrap();
    store.undo().unwrap();
    let (known, _) = store
        .transact("import", |tx| tx.services_of_source("oruk"))
        .unwrap();
    assert_eq!(known.get("17"), Some(&listed.id));
}

#[test]
fn postcodes_of_the_national_file_are_found_in_one_form() {
    let store = Ready::new().unwrap();
    let point = Point::new(OSWESTRY.0, OSWESTRY.1).unwrap();
    let codes = vec![(plain_postcode("SY10 1AA").unwrap(), point)];
    assert_eq!(store.import_postcodes(&codes).unwrap(), 1);
    assert_eq!(store.import_postcodes(&codes).unwrap(), 1);
    for typed in ["SY101AA", "sy10 1aa"] {
        assert_eq!(
            store.postcode(&plain_postcode(typed).unwrap()).unwrap(),
            Some(point)
        );
    }
    assert_eq!(store.postcode("SY109ZZ").unwrap(), None);
}

#[test]
fn what_is_open_is_found_and_what_does_not_say_is_counted_and_not_promised() {
    let store = Ready::new().unwrap();
    let hours = |byday: &str, opens_at: &str, closes_at: &str| Opening {
        freq: "WEEKLY".into(),
        byday: byday.into(),
        opens_at: opens_at.into(),
        closes_at: closes_at.into(),
        ..Opening::default()
    };
    store
        .transact("import", |tx| {
            let mut lunch = service(1, "Lunch Club", "A hot meal.");
            lunch.opening = vec![hours("MO,TH", "12:00", "14:00")];
            tx.put(&lunch)?;
            tx.put(&place(1, lunch.id, "EH1 1AA", 55.95, -3.19))?;
            let mut breakfast = service(2, "Breakfast Club", "A hot meal.");
            breakfast.opening = vec![hours("TH", "08:00", "09:30")];
            tx.put(&breakfast)?;
            let mut supper = service(3, "Supper Club", "A hot meal.");
            supper.opening = vec![hours("TH", "after work", "")];
            tx.put(&supper)?;
            tx.put(&service(4, "Soup Club", "A hot meal."))
        })
        .unwrap();
    let day = "2026-11-23".parse().unwrap();
    let afternoon = Some(When::On(Weekday::Thu, Some(PartOfDay::Afternoon), day));
    for text in ["", "meal", "hot club"] {
        let asked = ServiceQuery {
            when: afternoon,
            ..query(text)
        };
        let answer = store.services(&asked).unwrap();
        assert_eq!(answer.unsaid, 2, "{text}: supper and soup do not say");
        assert_eq!(names(answer), ["Lunch Club"], "{text}");
    }
    let now = |at: &str| {
        let asked = ServiceQuery {
            when: Some(When::Now(at.parse().unwrap())),
            ..query("meal")
        };
        let rows = store.services(&asked).unwrap().rows;
        rows.first().map(|row| (row.name.clone(), row.holiday))
    };
    let lunch = "Lunch Club".to_owned();
    assert_eq!(now("2026-11-23T12:30:00"), Some((lunch.clone(), None)));
    assert_eq!(now("2026-11-23T15:30:00"), None);
    // The 30th of November 2026 is a Monday, and St Andrew's Day.
    assert_eq!(
        now("2026-11-30T12:30:00"),
        Some((lunch, Some(BankHoliday::StAndrew)))
    );
}
