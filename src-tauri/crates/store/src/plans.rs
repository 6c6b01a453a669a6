//! Tests of the query plans: no list and no search reads a large table from end to end.

#![allow(clippy::unwrap_used, reason = "tests")]

use crate::directory::ServiceQuery;
use crate::one_person::Sought;
use crate::people::{Order, PeopleQuery};
use crate::{Store, World};
use alongside_domain::Kind;
use alongside_domain::codes::Standing;
use alongside_domain::geo::Point;
use alongside_domain::ids::{OrganisationId, PersonId, ServiceId};
use alongside_domain::person::Person;
use rusqlite::{Connection, ffi};
use std::collections::BTreeSet;
use std::ffi::CStr;
use uuid::Uuid;

/// The statements that a connection holds ready: everything it has been asked.
#[expect(
    unsafe_code,
    reason = "rusqlite does not list the statements of a connection"
)]
fn statements(connection: &Connection) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // SAFETY: the handle is that of a live connection held by this thread; SQLite gives null at the end of the list, and the
    // text of a statement lives as long as the statement, which its cache keeps.
    unsafe {
        let mut statement = ffi::sqlite3_next_stmt(connection.handle(), std::ptr::null_mut());
        while !statement.is_null() {
            let text = CStr::from_ptr(ffi::sqlite3_sql(statement));
            found.insert(text.to_string_lossy().into_owned());
            statement = ffi::sqlite3_next_stmt(connection.handle(), statement);
        }
    }
    found
}

/// The steps of a statement's plan.
fn plan(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let wanted = statement.parameter_count();
    statement
        .query_map(
            rusqlite::params_from_iter(vec![rusqlite::types::Null; wanted]),
            |row| row.get(3),
        )
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}

/// Everything that a screen asks for, once.
fn ask_everything(store: &Store) {
    let today = "2026-03-02".parse().unwrap();
    let somebody = PersonId(Uuid::from_u128(1));
    let service = ServiceId(Uuid::from_u128(3));
    for order in [Order::Name, Order::Silence, Order::Since, Order::Newest] {
        for standing in [None, Some(Standing::Open)] {
            for text in ["", "joan", "j"] {
                let query = PeopleQuery {
                    text: text.to_owned(),
                    standing,
                    order,
                    offset: 0,
                    limit: 50,
                    today,
                };
                store.people(&query).unwrap();
            }
        }
    }
    store.person(somebody, 10, today).unwrap();
    store.contacts(somebody, 0, 10).unwrap();
    store.how_things_are(somebody).unwrap();
    store.questionnaires().unwrap();
    store.today(today).unwrap();
    store.waiting_list(today).unwrap();
    store.referral_from("0f1e2d").unwrap();
    let joan = Sought {
        traits: alongside_domain::alike::Traits::named(["Joan"]),
        numbers: vec!["07700900123".to_owned()],
        except: Some(service.0.into()),
    };
    let found = store.maybe_same(&[joan.clone(), joan], today).unwrap();
    assert!(found.iter().all(|found| found.len() == 1));
    store.recorded_twice(today).unwrap();
    store.things("walking", 8).unwrap();
    store.joined_with(somebody).unwrap();
    store.bin(20).unwrap();
    store.history(Kind::Person, somebody.0).unwrap();
    store.commits_after(0, 10).unwrap();
    for near in [None, Point::new(52.8, -3.0)] {
        for text in ["", "shed", "mens shed"] {
            let query = ServiceQuery {
                text: text.to_owned(),
                near,
                limit: 20,
                ..ServiceQuery::default()
            };
            store.services(&query).unwrap();
        }
    }
    store.service(service, today).unwrap();
    store.maybe_same_service(service).unwrap();
    store.services_listed_twice().unwrap();
    store.services_to_check(today, 12).unwrap();
    store.organisation_named("Trust").unwrap();
    store.services_of_source("example").unwrap();
    store.postcode("SY101AA").unwrap();
}

fn filled() -> (tempfile::TempDir, Store) {
    use alongside_domain::Record as _;
    use alongside_domain::codes::{Came, Reached};
    use alongside_domain::connection::Connection as Connected;
    use alongside_domain::contact::Contact;
    use alongside_domain::directory::{Organisation, Place, Service};
    use alongside_domain::ids::{ConnectionId, ContactId, PlaceId};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.db");
    let store = Store::create(&path, &[3; 32], "Amira", World::system()).unwrap();
    store
        .transact("fill", |tx| {
            let joan = Person {
                preferred_name: "Joan".into(),
                standing: Some(Standing::Open),
                referred_on: "2026-01-05".parse().ok(),
                ..Person::blank(PersonId(Uuid::from_u128(1)))
            };
            tx.put(&joan)?;
            tx.put(&Contact {
                person: joan.id,
                on: "2026-03-02".parse().ok(),
                came: Some(Came::Planned),
                note: "Joanna at the shed".into(),
                ..Contact::blank(ContactId(Uuid::from_u128(2)))
            })?;
            let trust = Organisation {
                name: "Trust".into(),
                register: vec![alongside_domain::directory::RegisterEntry {
                    scheme: "GB-CHC".to_owned(),
                    identifier: "1000003".to_owned(),
                }],
                ..Organisation::blank(OrganisationId(Uuid::from_u128(5)))
            };
            tx.put(&trust)?;
            let shed = Service {
                name: "Men's Shed".into(),
                organisation: Some(trust.id),
                phone: "01691 654321".into(),
                ..Service::blank(ServiceId(Uuid::from_u128(3)))
            };
            tx.put(&shed)?;
            tx.put(&Place {
                service: shed.id,
                postcode: "SY10 1AA".into(),
                latitude: Some(52.8),
                longitude: Some(-3.0),
                ..Place::blank(PlaceId(Uuid::from_u128(4)))
            })?;
            tx.put(&Connected {
                person: joan.id,
                service: Some(shed.id),
                reached: Some(Reached::Going),
                ..Connected::blank(ConnectionId(Uuid::from_u128(6)))
            })
        })
        .unwrap();
    (folder, store)
}

#[test]
fn no_list_and_no_search_reads_a_large_table_from_end_to_end() {
    let (_folder, store) = filled();
    ask_everything(&store);
    store
        .read(|connection| {
            let asked: Vec<String> = statements(connection)
                .into_iter()
                .filter(|sql| sql.trim_start().starts_with("SELECT"))
                .collect();
            assert!(
                asked.len() > 40,
                "only {} statements were seen",
                asked.len()
            );
            let mut scans = Vec::new();
            for sql in &asked {
                for step in plan(connection, sql) {
                    // Walking an index in its order is how a page of a list is read, and how things are counted.
                    let in_order = ["USING INDEX", "USING COVERING INDEX", "VIRTUAL TABLE"]
                        .iter()
                        .any(|way| step.contains(way));
                    // The newest people: the end of the table, read backwards until the page is full.
                    let newest = step == "SCAN p" && sql.contains("ORDER BY p.n DESC LIMIT");
                    // Whoever is joined with somebody is gathered first: a handful of ids.
                    let gathered = step == "SCAN one" || step == "SCAN CONSTANT ROW";
                    // A team has a few dozen questionnaires at most, and they are listed whole.
                    let few = ["SCAN drafts", "SCAN meta", "SCAN questionnaires"];
                    let small = newest || gathered || few.contains(&step.as_str());
                    if step.starts_with("SCAN") && !in_order && !small {
                        scans.push(format!("{step}\n  in {sql}"));
                    }
                }
            }
            assert!(scans.is_empty(), "{}", scans.join("\n"));
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_first_page_of_people_is_read_from_its_index_alone() {
    let (_folder, store) = filled();
    // The very first read is made by the connection that writes.
    ask_everything(&store);
    ask_everything(&store);
    store
        .read(|connection| {
            let pages: Vec<Vec<String>> = statements(connection)
                .into_iter()
                .filter(|sql| {
                    sql.contains("FROM people p")
                        && sql.contains("LIMIT ?2 OFFSET ?3")
                        && !sql.contains("IN (SELECT")
                })
                .map(|sql| plan(connection, &sql))
                .collect();
            assert_eq!(pages.len(), 2, "everybody's, and of one standing");
            for steps in pages {
                let alone = "SCAN p USING COVERING INDEX people_list";
                assert!(steps.iter().any(|step| step == alone), "{steps:?}");
                assert!(
                    !steps.iter().any(|step| step.contains("B-TREE")),
                    "{steps:?}"
                );
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_statement_that_reads_a_table_from_end_to_end_would_be_seen() {
    let (_folder, store) = filled();
    store
        .read(|connection| {
            connection
                .prepare_cached("SELECT note FROM contacts WHERE note = 'x'")?
                .query([])?
                .next()?;
            let seen = statements(connection).into_iter().any(|sql| {
                plan(connection, &sql)
                    .iter()
                    .any(|step| step == "SCAN contacts")
            });
            assert!(seen);
            Ok(())
        })
        .unwrap();
}
