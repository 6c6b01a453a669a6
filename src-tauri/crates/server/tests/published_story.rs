//! Amira leads and publishes the directory; anybody reads it as Open Referral UK has it, and nobody reads anything else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use crate::support::process::*;
use crate::support::published::*;
use crate::support::*;
use alongside_protocol::*;
use alongside_server::{Core, Shown};
use serde_json::{Value, json};
use std::sync::Arc;

on_both![
    a_directory_becomes_public_all_at_once_and_its_successor_too,
    only_a_lead_publishes_and_only_where_it_is_switched_on,
    what_is_no_directory_is_declined,
    what_is_taken_away_is_away_at_once,
    nine_answers_that_the_standard_allows,
    each_thing_asked_for_finds_what_it_should,
    pages_follow_one_another_without_gap_or_double,
];

fn hand_in(core: &Core, laptop: &Laptop, part: &PublicationPart) -> Result<Publishing, Refusal> {
    let route = Route::PutPublication(laptop.team);
    let answer = laptop.ask(core, route, &encode(part).unwrap()).answer?;
    Ok(decode(&answer).unwrap())
}

fn publish(core: &Core, laptop: &Laptop, services: &[Value]) -> Publishing {
    let mut at = Publishing::default();
    for part in parts(services, 2) {
        at = hand_in(core, laptop, &part).unwrap();
    }
    assert_eq!(at.begun, None);
    at
}

fn stands(core: &Core, laptop: &Laptop) -> Result<Publishing, Refusal> {
    let route = Route::Publishing(laptop.team);
    Ok(decode(&laptop.ask(core, route, b"").answer?).unwrap())
}

fn look(core: &Core, path: &str) -> Result<Value, Shown> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    match core.show(&NAME.to_string(), path, query, &|_| false) {
        Shown::Found { body, .. } => Ok(serde_json::from_slice(&body).unwrap()),
        other => Err(other),
    }
}

fn names(page: &Value) -> Vec<String> {
    let all = page["contents"].as_array().unwrap().iter();
    all.map(|one| one["name"].as_str().unwrap().to_owned())
        .collect()
}

fn is_sound(core: &Core, laptop: &Laptop) {
    assert_eq!(core.check(&laptop.team).unwrap(), Vec::<String>::new());
}

fn a_directory_becomes_public_all_at_once_and_its_successor_too(core: &Core) {
    let people = People::join(core, 1);
    let core = &showing(core);
    let before = core.teams().unwrap()[0].used;
    let first = parts(&[choir(100), choir(101), choir(102)], 2);
    let begun = hand_in(core, &people.amira, &first[0]).unwrap();
    assert_eq!(begun.begun.unwrap().parts, 1);
    // Nobody sees half a directory; and a part that came twice came once.
    assert_eq!(look(core, "/services"), Err(Shown::NotFound));
    assert_eq!(hand_in(core, &people.amira, &first[0]).unwrap(), begun);
    is_sound(core, &people.amira);
    let live = hand_in(core, &people.amira, &first[1])
        .unwrap()
        .live
        .unwrap();
    assert_eq!((live.name, live.services, live.at), (NAME, 3, NOW));
    assert_eq!(look(core, "/services").unwrap()["total_items"], 3);
    // Handing all of it in once more changes nothing.
    assert_eq!(
        hand_in(core, &people.amira, &first[0]).unwrap().live,
        Some(live)
    );
    is_sound(core, &people.amira);
    let one = core.teams().unwrap()[0].used;
    assert!(one > before + 3_000, "it is counted in the team's room");

    let mut second = parts(&[choir(200), choir(201), choir(202)], 1);
    for part in &mut second {
        part.name = PublicName([1; 10]);
    }
    assert_eq!(
        hand_in(core, &people.amira, &second[1]),
        Err(Refusal::Gap { expected: 0 })
    );
    hand_in(core, &people.amira, &second[0]).unwrap();
    assert_eq!(
        hand_in(core, &people.amira, &second[2]),
        Err(Refusal::Gap { expected: 1 })
    );
    // The first stays whole while the second comes, and while a third takes the second's place.
    let third = parts(&[choir(300)], 1);
    assert_eq!(
        names(&look(core, "/services").unwrap()),
        ["Choir 100", "Choir 101", "Choir 102"]
    );
    is_sound(core, &people.amira);
    let after = hand_in(core, &people.amira, &third[0]).unwrap();
    assert_eq!(after.begun, None);
    assert_eq!(
        after.live.unwrap().name,
        NAME,
        "the address stays the same for the council"
    );
    assert_eq!(names(&look(core, "/services").unwrap()), ["Choir 300"]);
    assert!(matches!(
        look(core, &format!("/services/{}", id(100))),
        Err(Shown::NotFound)
    ));
    assert!(core.teams().unwrap()[0].used < one);
    is_sound(core, &people.amira);
}

fn only_a_lead_publishes_and_only_where_it_is_switched_on(core: &Core) {
    let people = People::join(core, 1);
    let part = &parts(&[choir(100)], 1)[0];
    assert_eq!(hand_in(core, &people.amira, part), Err(Refusal::NotServed));
    assert!(!stands(core, &people.tom).unwrap().is_served);
    let shown = showing(core);
    for other in [&people.tom, &people.vera, &people.rose] {
        assert_eq!(hand_in(&shown, other, part), Err(Refusal::NotAllowed));
        let stop = other.ask(&shown, Route::Unpublish(other.team), b"");
        assert_eq!(stop.answer, Err(Refusal::NotAllowed));
        assert!(stands(&shown, other).unwrap().is_served);
    }
    let elsewhere = People::join(core, 2);
    let route = Route::PutPublication(people.amira.team);
    let body = encode(part).unwrap();
    assert_eq!(
        elsewhere.amira.ask(&shown, route, &body).answer,
        Err(Refusal::Unknown)
    );
    let unsigned = alongside_server::Request {
        route,
        signed: None,
        body: &body,
    };
    assert_eq!(
        shown.handle(&unsigned, NOW).answer,
        Err(Refusal::BadSignature)
    );
    hand_in(&shown, &people.amira, part).unwrap();
    // A name that is another team's is not taken from it.
    assert_eq!(
        hand_in(&shown, &elsewhere.amira, part),
        Err(Refusal::Claimed)
    );
    // Where it is switched off again, nothing is shown, and it can still be taken away.
    assert_eq!(look(core, "/services"), Err(Shown::NotFound));
    let stop = people
        .amira
        .ask(core, Route::Unpublish(people.amira.team), b"");
    assert!(stop.answer.is_ok());
    assert_eq!(look(&shown, "/services"), Err(Shown::NotFound));
    is_sound(core, &people.amira);
}

fn what_is_no_directory_is_declined(core: &Core) {
    let people = People::join(core, 1);
    let core = &showing(core);
    let mut tips = choir(100);
    tips["tips"] = json!("Joan at the door is kind");
    let mut named = choir(100);
    named["id"] = json!("choir-100");
    for services in [
        vec![tips],
        vec![named],
        vec![choir(100), choir(100)],
        vec![choir(0)],
    ] {
        let part = &parts(&services, 2)[0];
        assert_eq!(hand_in(core, &people.amira, part), Err(Refusal::Malformed));
    }
    // What comes is what was said to come.
    let mut other = parts(&[choir(100)], 1).remove(0);
    other.publication = Hash([9; 32]);
    assert_eq!(
        hand_in(core, &people.amira, &other),
        Err(Refusal::Malformed)
    );
    let many: Vec<Value> = (0..=500).map(|n| choir(100 + n)).collect();
    assert_eq!(
        hand_in(core, &people.amira, &parts(&many, 501)[0]),
        Err(Refusal::TooLarge)
    );
    assert!(core.set_room(&people.amira.team, 10_000).unwrap());
    assert_eq!(
        hand_in(core, &people.amira, &parts(&many[..20], 20)[0]),
        Err(Refusal::Full)
    );
    assert_eq!(stands(core, &people.amira).unwrap().live, None);
    is_sound(core, &people.amira);
}

fn what_is_taken_away_is_away_at_once(core: &Core) {
    let people = People::join(core, 1);
    let core = &showing(core);
    let before = core.teams().unwrap()[0].used;
    publish(core, &people.amira, &[choir(100), choir(101), choir(102)]);
    hand_in(core, &people.amira, &parts(&[choir(5), choir(6)], 1)[0]).unwrap();
    // A team that is suspended shows nothing.
    assert!(core.suspend(&people.amira.team, true).unwrap());
    assert_eq!(look(core, "/"), Err(Shown::NotFound));
    assert!(core.suspend(&people.amira.team, false).unwrap());
    assert!(look(core, "/").is_ok());
    let mut file = Vec::new();
    core.export(&people.amira.team, &mut file).unwrap();
    let stop = people
        .amira
        .ask(core, Route::Unpublish(people.amira.team), b"");
    let after: Publishing = decode(&stop.answer.unwrap()).unwrap();
    assert_eq!((after.live, after.begun), (None, None));
    for path in ["/", "/services", "/taxonomies"] {
        assert_eq!(look(core, path), Err(Shown::NotFound));
    }
    assert_eq!(core.teams().unwrap()[0].used, before);
    is_sound(core, &people.amira);

    // Erasing a team erases it; a team that is moved takes it along.
    publish(core, &people.amira, &[choir(400)]);
    assert!(core.erase_team(&people.amira.team).unwrap());
    assert_eq!(look(core, "/"), Err(Shown::NotFound));
    let moved = core.import(&mut &file[..], 50_000_000, NOW).unwrap();
    assert_eq!(moved, people.amira.team);
    assert_eq!(look(core, "/services").unwrap()["total_items"], 3);
    is_sound(core, &people.amira);
}

fn nine_answers_that_the_standard_allows(core: &Core) {
    let people = People::join(core, 1);
    let core = &showing(core);
    publish(core, &people.amira, &[choir(100), choir(101)]);
    let allowed = |schema: &Value, value: &Value| {
        let mut all = Vec::new();
        crate::standard::wrong(schema, value, "", &mut all);
        assert!(all.is_empty(), "{all:#?}\n{value:#}");
    };
    let whole = crate::standard::compiled("service");
    let inside = |schema: &Value, names: &[&str]| {
        names.iter().fold(schema.clone(), |schema, name| {
            let schema = schema["properties"][name].clone();
            if schema["items"].is_object() {
                schema["items"].clone()
            } else {
                schema
            }
        })
    };
    let about = look(core, "/").unwrap();
    assert_eq!(about["version"], "HSDS-UK-3.0");
    for link in ["profile", "openapi_url"] {
        assert!(about[link].as_str().unwrap().starts_with("https://"));
    }

    let page = look(core, "/services").unwrap();
    let listed = &page["contents"][0];
    allowed(&crate::standard::compiled("service_list"), listed);
    assert_eq!(listed["organization"]["name"], "Larkbridge Arts");
    let many: Vec<&String> = listed
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, value)| value.is_array())
        .map(|(name, _)| name)
        .collect();
    assert!(many.is_empty(), "a list has what there is one of: {many:?}");
    let service = look(core, &format!("/services/{}", id(100))).unwrap();
    allowed(&whole, &service);
    assert_eq!(service, choir(100), "nothing is lost, nothing is added");

    let at = inside(&whole, &["service_at_locations"]);
    let page = look(core, "/service_at_locations").unwrap();
    assert_eq!(page["total_items"], 2);
    allowed(&at, &page["contents"][0]);
    allowed(
        &crate::standard::compiled("service_list"),
        &page["contents"][0]["service"],
    );
    let one = look(core, &format!("/service_at_locations/{}", id(5_100))).unwrap();
    allowed(&at, &one);
    allowed(&whole, &one["service"]);
    assert_eq!(one["service"]["schedules"], choir(100)["schedules"]);
    assert_eq!(
        one["location"],
        choir(100)["service_at_locations"][0]["location"]
    );

    let term = inside(&whole, &["attributes", "taxonomy_term"]);
    let page = look(core, "/taxonomy_terms").unwrap();
    assert_eq!(page["total_items"], 1, "what two services have is one term");
    allowed(&term, &page["contents"][0]);
    let one = look(core, &format!("/taxonomy_terms/{}", id(5))).unwrap();
    assert_eq!(one, page["contents"][0]);
    let page = look(core, "/taxonomies").unwrap();
    let one = look(core, &format!("/taxonomies/{}", id(6))).unwrap();
    assert_eq!(one, page["contents"][0]);
    // What the standard asks of a taxonomy.
    assert_eq!(
        one,
        json!({"id": id(6), "name": "Needs", "description": "Needs"})
    );
    for path in ["/services/7", "/organizations", "/services/x/y"] {
        assert_eq!(look(core, path), Err(Shown::NotFound), "{path}");
    }
}

fn each_thing_asked_for_finds_what_it_should(core: &Core) {
    let people = People::join(core, 1);
    let core = &showing(core);
    let mut lunch = choir(101);
    lunch["name"] = json!("Friday lunch");
    lunch["minimum_age"] = json!(55);
    lunch.as_object_mut().unwrap().remove("maximum_age");
    lunch["schedules"][0]["byday"] = json!("1FR");
    lunch["schedules"][0]["opens_at"] = json!("12:30");
    lunch["schedules"][0]["closes_at"] = json!("14:00");
    lunch["attributes"][0]["taxonomy_term"]["id"] = json!(id(55));
    let location = &mut lunch["service_at_locations"][0]["location"];
    location["id"] = json!(id(99));
    // Some 400 m from the hall, in the next district.
    location["latitude"] = json!(52.7113);
    location["addresses"][0]["postal_code"] = json!("SY2 6BB");
    let mut online = choir(102);
    online["name"] = json!("Online chat");
    for gone in ["schedules", "attributes", "minimum_age", "maximum_age"] {
        online.as_object_mut().unwrap().remove(gone);
    }
    let location = &mut online["service_at_locations"][0]["location"];
    for gone in ["latitude", "longitude"] {
        location.as_object_mut().unwrap().remove(gone);
    }
    location["addresses"][0]["postal_code"] = json!("LL57 1AA");
    publish(core, &people.amira, &[choir(100), lunch, online]);
    let found = |path: &str| -> Vec<String> {
        let page = look(core, path).unwrap_or_else(|why| panic!("{path}: {why:?}"));
        let all = page["contents"].as_array().unwrap().iter();
        assert_eq!(page["total_items"], page["size"]);
        all.map(|one| {
            let service = one.get("service").unwrap_or(one);
            service["name"].as_str().unwrap().to_owned()
        })
        .collect()
    };
    let (choir, lunch, online) = ("Choir 100", "Friday lunch", "Online chat");
    let term = format!("taxonomy_term_id={}", id(55));
    let taxonomy = format!("taxonomy_id={}", id(6));
    for kind in ["services", "service_at_locations"] {
        for (query, expected) in [
            ("", vec![choir, lunch, online]),
            ("search=lunch", vec![lunch]),
            ("search=COFF+ty", vec![choir, lunch, online]),
            ("search=SY1", vec![choir]),
            (term.as_str(), vec![lunch]),
            (taxonomy.as_str(), vec![choir, lunch]),
            ("minimum_age=18", vec![choir, lunch]),
            ("minimum_age=50", vec![lunch]),
            ("maximum_age=99", vec![choir]),
            ("day=FR", vec![lunch]),
            ("start_time=09:00", vec![choir, lunch]),
            ("end_time=12:00", vec![choir]),
            ("day=TU&start_time=12:00", vec![]),
            ("search=choir&day=TU&minimum_age=10", vec![choir]),
        ] {
            assert_eq!(
                found(&format!("/{kind}?{query}")),
                expected,
                "{kind} {query}"
            );
        }
    }
    for (query, expected) in [
        ("postcode=SY1+9ZZ", vec![choir]),
        ("postcode=LL57", vec![online]),
        ("postcode=SY1+1AA&proximity=100", vec![choir]),
        ("postcode=SY1+9ZZ&proximity=500", vec![choir, lunch]),
        ("postcode=sy26bb&proximity=1", vec![lunch]),
    ] {
        let path = format!("/service_at_locations?{query}");
        assert_eq!(found(&path), expected, "{query}");
    }
    // The standard does not attach postcodes to services.
    assert_eq!(found("/services?postcode=SY1").len(), 3);
    let nowhere = look(core, "/service_at_locations?postcode=EH1+1AA&proximity=500");
    assert!(matches!(nowhere, Err(Shown::Wrong(why)) if why.status == 422));
    // Nothing is measured from a place whose position nobody published.
    let unknown = look(
        core,
        "/service_at_locations?postcode=LL57+1AA&proximity=500",
    );
    assert!(matches!(unknown, Err(Shown::Wrong(why)) if why.status == 422));
    let wrong = look(core, "/services?page=none");
    assert!(
        matches!(wrong, Err(Shown::Wrong(why)) if why.status == 400 && why.parameter == "page")
    );
}

fn pages_follow_one_another_without_gap_or_double(core: &Core) {
    let people = People::join(core, 1);
    let core = &showing(core);
    let all: Vec<Value> = (0..7).map(|n| choir(100 + 13 * n % 7)).collect();
    publish(core, &people.amira, &all);
    for query in ["", "&search=choir"] {
        let mut seen = Vec::new();
        for number in 1..=3 {
            let page = look(core, &format!("/services?per_page=3&page={number}{query}")).unwrap();
            assert_eq!(
                (&page["total_items"], &page["total_pages"]),
                (&json!(7), &json!(3))
            );
            assert_eq!(page["page_number"], number);
            assert_eq!(page["first_page"], number == 1);
            assert_eq!(page["last_page"], number == 3);
            assert_eq!(page["empty"], false);
            seen.extend(names(&page));
        }
        let expected: Vec<String> = (100..107).map(|n| format!("Choir {n}")).collect();
        assert_eq!(seen, expected);
        let beyond = look(core, &format!("/services?page=9{query}")).unwrap();
        assert_eq!(
            (&beyond["empty"], &beyond["size"]),
            (&json!(true), &json!(0))
        );
    }
    let most = look(core, "/services?per_page=1000000").unwrap();
    assert_eq!(most["total_pages"], 1);
}

#[test]
fn over_http_from_any_web_page_and_only_what_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.db");
    let database = file.to_str().unwrap();
    let server = Server::start(database, &["--serve-directories"]);
    let core =
        crate::support::both::core_over(Arc::new(alongside_server::Sqlite::open(&file).unwrap()));
    let people = People::join(&core, 1);
    let route = Route::PutPublication(people.amira.team);
    let part = &parts(&[choir(100)], 1)[0];
    let body = encode(part).unwrap();
    let tom = call(server.at, Some(&people.tom), route, &body).unwrap();
    assert_eq!(tom, Err(Refusal::NotAllowed));
    let amira = call(server.at, Some(&people.amira), route, &body).unwrap();
    assert!(amira.is_ok());

    let path = format!("/open/{NAME}");
    for path in [path.clone(), format!("{path}/")] {
        assert_eq!(get(server.at, &path).status, 200);
    }
    let services = format!("{path}/services?search=choir");
    let answer = get(server.at, &services);
    let page: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(page["total_items"], 1);
    let head = answer.head.to_lowercase();
    for line in [
        "access-control-allow-origin: *",
        "content-type: application/json",
        "cache-control: public, no-cache",
        "x-content-type-options: nosniff",
    ] {
        assert!(head.contains(line), "{line}\n{head}");
    }
    // The team's own id stands nowhere.
    let team = people.amira.team.to_string();
    assert!(!head.contains(&team) && !String::from_utf8_lossy(&answer.body).contains(&team));
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: "));
    let tag = ("if-none-match", tag.unwrap().to_owned());
    let again = ask(server.at, "GET", &services, &[tag], b"").unwrap();
    assert_eq!((again.status, again.body.len()), (304, 0));
    let other = ("if-none-match", "\"another\"".to_owned());
    assert_eq!(
        ask(server.at, "GET", &services, &[other], b"")
            .unwrap()
            .status,
        200
    );
    assert_eq!(
        ask(server.at, "OPTIONS", &services, &[], b"")
            .unwrap()
            .status,
        204
    );
    let post = ask(server.at, "POST", &services, &[], b"{}").unwrap();
    assert_eq!(post.status, 405);
    let wrong = get(server.at, &format!("{path}/services?day=someday"));
    assert_eq!(wrong.status, 400);
    assert!(wrong.head.contains("application/problem+json"));
    let problem: Value = serde_json::from_slice(&wrong.body).unwrap();
    assert_eq!(problem["parameter"], "day");
    let other = format!("/open/{}/services", PublicName([1; 10]));
    for path in [other.as_str(), "/open/", "/open/x", "/open/%2e%2e/v1/hello"] {
        assert_eq!(get(server.at, path).status, 404, "{path}");
    }
    // Nobody reads so often that laptops wait: each address has so many turns.
    let mut is_slowed = false;
    for _ in 0..2_000 {
        let answer = get(server.at, &other);
        if answer.status == 429 {
            assert!(answer.head.to_lowercase().contains("retry-after:"));
            is_slowed = true;
            break;
        }
    }
    assert!(is_slowed);
    let route = Route::Publishing(people.amira.team);
    let amira = call(server.at, Some(&people.amira), route, b"").unwrap();
    assert!(amira.is_ok());
    drop(server);

    // Without the option there is nothing there, whatever was published.
    let server = Server::start(database, &[]);
    assert_eq!(get(server.at, &format!("{path}/")).status, 404);
}

#[test]
fn every_fault_in_what_is_published_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.db");
    let database = Arc::new(alongside_server::Sqlite::open(&sound).unwrap());
    let core = showing(&crate::support::both::core_over(database.clone()));
    let people = People::join(&core, 1);
    publish(&core, &people.amira, &[choir(100), choir(101)]);
    let faults = [
        "UPDATE published SET document = CAST('{}' AS BLOB) WHERE kind = 1",
        "UPDATE published SET facets = (SELECT facets FROM published WHERE kind = 3) WHERE kind = 1",
        "UPDATE published SET facets = zeroblob(8) WHERE kind = 1",
        "UPDATE published SET size = size + 1",
        "DELETE FROM published WHERE kind = 1",
        "DELETE FROM published WHERE kind = 4",
        "UPDATE publications SET live_services = 1",
        "UPDATE publications SET live = zeroblob(32)",
        "DELETE FROM publications",
        "DELETE FROM public_names",
    ];
    for (n, fault) in faults.into_iter().enumerate() {
        let file = folder.path().join(format!("{n}.db"));
        database.copy_to(&file).unwrap();
        let damaged = rusqlite::Connection::open(&file).unwrap();
        assert!(damaged.execute(fault, []).unwrap() > 0, "{fault}");
        drop(damaged);
        let damaged = Arc::new(alongside_server::Sqlite::open(&file).unwrap());
        let found = crate::support::both::core_over(damaged).check(&people.amira.team);
        assert!(
            found.is_err() || found.is_ok_and(|found| !found.is_empty()),
            "{fault}"
        );
    }
}
