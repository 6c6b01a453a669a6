//! Amira rings the lunch club, which has moved. Their council keeps a list that says otherwise, and is to hear of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use crate::common::Room;
use alongside_app::Desk;
use alongside_app::api::error::ErrorCode;
use serde_json::{Value, json};

fn lunch_club(phone: &str) -> Value {
    json!({"id": "lunch", "name": "Lunch club", "status": "active", "description": "Hot lunch, and company.",
           "assurer_email": "lists@council.example", "fees": "£3",
           "phones": [{"id": "p1", "number": phone}],
           "organization": {"id": "kitchen", "name": "Ceres Kitchen"},
           "service_at_locations": [{"id": "sal1", "location": {"id": "hall", "name": "Church hall", "location_type": "physical",
               "addresses": [{"id": "a1", "address_1": "1 High Street", "city": "Shrewsbury", "postal_code": "SY1 1AA",
                              "country": "GB", "state_province": "Shropshire", "address_type": "physical"}]}}]})
}

fn choir() -> Value {
    json!({"id": "choir", "name": "Choir", "status": "active", "organization": {"id": "kitchen", "name": "Ceres Kitchen"}})
}

fn import(room: &Room, desk: &Desk, services: &[Value]) {
    let path = room.folder().join("council.json");
    std::fs::write(
        &path,
        json!({"total_pages": 1, "contents": services}).to_string(),
    )
    .unwrap();
    room.ask(
        desk,
        "run_import",
        json!({"path": path, "mapping": null, "source": "Council list"}),
    )
    .unwrap();
}

fn named(room: &Room, desk: &Desk, name: &str) -> Value {
    let found = room
        .ask(
            desk,
            "search_services",
            json!({"text": name, "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
                   "language": null, "age": null, "closed_too": true, "offset": 0, "limit": 10}),
        )
        .unwrap();
    found["rows"][0]["id"].clone()
}

fn set(room: &Room, desk: &Desk, kind: &str, id: &Value, field: &str, value: Value) {
    room.ask(
        desk,
        "edit_field",
        json!({"kind": kind, "id": id, "field": field, "value": value}),
    )
    .unwrap();
}

/// The places of a service, as they are shown.
fn places(room: &Room, desk: &Desk, service: &Value) -> Vec<Value> {
    let whole = room
        .ask(desk, "open_service", json!({"id": service, "near": ""}))
        .unwrap();
    let places = whole["places"].as_array().unwrap().iter();
    places.map(|it| it["place"].clone()).collect()
}

fn untold(room: &Room, desk: &Desk) -> Vec<Value> {
    let view = room
        .ask(desk, "corrections", json!({"service": null}))
        .unwrap();
    view.as_array().unwrap().clone()
}

/// Each as (field, what the source says, what is right).
fn said(view: &Value) -> Vec<(String, Value, Value)> {
    view["services"][0]["corrections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["field"].as_str().unwrap().to_owned(),
                one["said"].clone(),
                one["right"].clone(),
            )
        })
        .collect()
}

fn keys(view: &Value) -> Vec<Value> {
    let service = &view["services"][0];
    let of = |list: &str| {
        service[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["key"].clone())
            .collect::<Vec<_>>()
    };
    [of("corrections"), of("found")].concat()
}

fn tell(room: &Room, desk: &Desk, service: &Value, keys: &[Value]) {
    room.ask(
        desk,
        "tell_source",
        json!({"services": [{"id": service, "keys": keys}], "words": "Dear list"}),
    )
    .unwrap();
}

#[test]
fn what_amira_corrects_is_told_once_and_what_the_source_takes_over_is_no_correction_any_more() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    import(&room, &desk, &[lunch_club("01632 960100"), choir()]);
    assert_eq!(
        untold(&room, &desk),
        Vec::<Value>::new(),
        "a list that just came has nothing to hear"
    );

    let club = named(&room, &desk, "Lunch club");
    set(
        &room,
        &desk,
        "service",
        &club,
        "phone",
        json!("01632 960199"),
    );
    set(
        &room,
        &desk,
        "service",
        &club,
        "waiting",
        json!("Two weeks"),
    );
    // Nobody who was named to ask for is handed on, and what is our own (needs) is not theirs to hear.
    set(
        &room,
        &desk,
        "service",
        &club,
        "ask_for",
        json!([{"name": "Jean", "role": "", "phones": [], "email": ""}]),
    );
    set(&room, &desk, "service", &club, "needs", json!(["lonely"]));
    let hall = &places(&room, &desk, &club)[0]["id"];
    set(
        &room,
        &desk,
        "place",
        hall,
        "address",
        json!("The Old School, Mill Lane"),
    );
    room.ask(
        &desk,
        "note_check",
        json!({"service": club, "found": "changed", "words": "They moved in October."}),
    )
    .unwrap();

    let views = untold(&room, &desk);
    assert_eq!(views.len(), 1);
    let view = &views[0];
    assert_eq!(
        (&view["name"], &view["to"]),
        (&json!("Council list"), &json!("lists@council.example"))
    );
    assert_eq!(view["services"][0]["source_id"], "lunch");
    assert_eq!(
        said(view),
        [
            (
                "phone".to_owned(),
                json!("01632 960100"),
                json!("01632 960199")
            ),
            ("waiting".to_owned(), Value::Null, json!("Two weeks")),
            (
                "address".to_owned(),
                json!("1 High Street"),
                json!("The Old School, Mill Lane")
            ),
        ]
    );
    assert_eq!(
        view["services"][0]["corrections"][2]["place"],
        "Church hall"
    );
    assert_eq!(view["services"][0]["corrections"][0]["by"], "Amira Haddad");
    assert_eq!(
        view["services"][0]["found"][0]["words"],
        "They moved in October."
    );
    assert!(!view.to_string().contains("Jean"));

    tell(&room, &desk, &club, &keys(view));
    assert_eq!(untold(&room, &desk), Vec::<Value>::new());
    let told = room
        .ask(&desk, "corrections", json!({"service": club}))
        .unwrap();
    assert_eq!(told[0]["services"][0]["told"]["by"], "Amira Haddad");
    assert_eq!(
        told[0]["services"][0]["told"]["to"],
        "lists@council.example"
    );
    // Nothing is there to be told twice.
    let again = room.ask(
        &desk,
        "tell_source",
        json!({"services": [{"id": club, "keys": keys(view)}], "words": ""}),
    );
    assert_eq!(again.unwrap_err().code, ErrorCode::NotFound);

    // She thought better of it.
    room.ask(&desk, "undo", json!({})).unwrap();
    assert_eq!(untold(&room, &desk).len(), 1);
    room.ask(&desk, "redo", json!({})).unwrap();
    assert_eq!(untold(&room, &desk).len(), 0);

    // What is corrected afterwards is told by itself.
    set(
        &room,
        &desk,
        "service",
        &club,
        "phone",
        json!("01632 960155"),
    );
    let views = untold(&room, &desk);
    assert_eq!(
        said(&views[0]),
        [(
            "phone".to_owned(),
            json!("01632 960100"),
            json!("01632 960155")
        )]
    );
    // The council listens: its list now says the same.
    import(&room, &desk, &[lunch_club("01632 960155"), choir()]);
    assert_eq!(untold(&room, &desk), Vec::<Value>::new());
}

#[test]
fn what_was_written_here_or_changed_back_has_nobody_to_hear_of_it() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    import(&room, &desk, &[lunch_club("01632 960100"), choir()]);
    let own = room
        .ask(
            &desk,
            "new_service",
            json!({"name": "Knit and natter", "organisation": "", "postcode": ""}),
        )
        .unwrap()["id"]
        .clone();
    set(
        &room,
        &desk,
        "service",
        &own,
        "phone",
        json!("01632 960111"),
    );
    let club = named(&room, &desk, "Lunch club");
    set(
        &room,
        &desk,
        "service",
        &club,
        "phone",
        json!("01632 960199"),
    );
    set(
        &room,
        &desk,
        "service",
        &club,
        "phone",
        json!("01632 960100"),
    );
    assert_eq!(untold(&room, &desk), Vec::<Value>::new());
    let of_own = room
        .ask(&desk, "corrections", json!({"service": own}))
        .unwrap();
    assert_eq!(of_own, json!([]));

    // Found right by the next who looked: what was found before is not told any more.
    for (found, words) in [("changed", "It seemed shut."), ("right", "")] {
        room.clock.days(1);
        room.ask(
            &desk,
            "note_check",
            json!({"service": club, "found": found, "words": words}),
        )
        .unwrap();
    }
    assert_eq!(untold(&room, &desk), Vec::<Value>::new());
    // A door that has closed is.
    room.ask(
        &desk,
        "note_check",
        json!({"service": club, "found": "closed", "words": ""}),
    )
    .unwrap();
    assert_eq!(
        said(&untold(&room, &desk)[0]),
        [("status".to_owned(), json!("active"), json!("defunct"))]
    );
}

#[test]
fn an_email_goes_where_the_source_says_and_nowhere_else() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    import(&room, &desk, &[lunch_club("01632 960100"), choir()]);
    let (club, choir) = (
        named(&room, &desk, "Lunch club"),
        named(&room, &desk, "Choir"),
    );
    let write = |services: &[&Value], text: &str| {
        room.ask(
            &desk,
            "write_email",
            json!({"services": services, "subject": "Corrections", "text": text}),
        )
    };
    write(&[&club], "Phone: 01632 960199").unwrap();
    write(&[&choir], "Closed").unwrap();
    assert_eq!(
        *room.hands.emails.lock().unwrap(),
        [
            "mailto:lists@council.example?subject=Corrections&body=Phone%3A%2001632%20960199",
            "mailto:?subject=Corrections&body=Closed"
        ]
    );
    // What one list says to tell is no business of another's.
    assert_eq!(
        write(&[&club, &choir], "x").unwrap_err().code,
        ErrorCode::BadRequest
    );
    assert_eq!(write(&[], "x").unwrap_err().code, ErrorCode::BadRequest);
    let long = write(&[&club], &"long ".repeat(1_000)).unwrap_err();
    assert_eq!(
        (long.code, long.field.as_deref()),
        (ErrorCode::BadValue, Some("text"))
    );
    assert_eq!(room.hands.emails.lock().unwrap().len(), 2);
}

/// The club as the charities' list has it.
fn of_the_charities(phone: &str) -> Value {
    let mut club = lunch_club(phone);
    club["id"] = json!("charity-7");
    club["description"] = json!("Lunch for older people.");
    club["assurer_email"] = json!("register@charities.example");
    club
}

fn import_of_charities(room: &Room, desk: &Desk, phone: &str) {
    let path = room.folder().join("charities.json");
    let list = json!({"total_pages": 1, "contents": [of_the_charities(phone)]});
    std::fs::write(&path, list.to_string()).unwrap();
    let request = json!({"path": path, "mapping": null, "source": "Charities"});
    room.ask(desk, "run_import", request).unwrap();
}

#[test]
fn of_a_service_in_two_lists_each_hears_what_it_has_wrong() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    import(&room, &desk, &[lunch_club("01632 960100")]);
    let ours = named(&room, &desk, "Lunch club");
    import_of_charities(&room, &desk, "01632 960100");
    let maybe = room
        .ask(&desk, "maybe_same_service", json!({"id": ours}))
        .unwrap();
    let theirs = maybe[0]["service"]["id"].clone();
    room.ask(
        &desk,
        "join_services",
        json!({"one": ours, "other": theirs, "leads": ours, "chosen": []}),
    )
    .unwrap();
    assert!(
        untold(&room, &desk).is_empty(),
        "two lists that differ are nobody's mistake yet"
    );

    set(
        &room,
        &desk,
        "service",
        &ours,
        "phone",
        json!("01632 960199"),
    );
    // The charities say nothing of waiting.
    set(
        &room,
        &desk,
        "service",
        &ours,
        "waiting",
        json!("Two weeks"),
    );
    let lists = untold(&room, &desk);
    let of = |lists: &[Value], name: &str| {
        let list = lists.iter().find(|list| list["name"] == name);
        list.cloned().unwrap_or_default()
    };
    assert_eq!(lists.len(), 2);
    let council = of(&lists, "Council list");
    let charities = of(&lists, "Charities");
    assert_eq!(council["to"], "lists@council.example");
    assert_eq!(charities["to"], "register@charities.example");
    let phone = (
        "phone".to_owned(),
        json!("01632 960100"),
        json!("01632 960199"),
    );
    assert_eq!(said(&charities), std::slice::from_ref(&phone));
    assert!(said(&council).contains(&phone) && said(&council).len() == 2);
    assert_eq!(charities["services"][0]["id"], theirs);
    assert_eq!(charities["services"][0]["source_id"], "charity-7");

    // What somebody found is for both; one is told, and what it was told is none of the other's.
    room.ask(
        &desk,
        "note_check",
        json!({"service": ours, "found": "changed", "words": "The door is round the back"}),
    )
    .unwrap();
    let lists = untold(&room, &desk);
    tell(&room, &desk, &ours, &keys(&of(&lists, "Council list")));
    let lists = untold(&room, &desk);
    assert_eq!(lists.len(), 1);
    assert_eq!(keys(&lists[0]).len(), 2);
    let both = room
        .ask(&desk, "corrections", json!({"service": ours}))
        .unwrap();
    assert_eq!(both.as_array().unwrap().len(), 2);
    let told = |name: &str| of(both.as_array().unwrap(), name)["services"][0]["told"].clone();
    assert_eq!(told("Council list")["to"], "lists@council.example");
    assert_eq!(told("Charities"), Value::Null);
    assert!(
        room.ask(
            &desk,
            "write_email",
            json!({"services": [ours, theirs], "subject": "s", "text": "t"})
        )
        .is_err(),
        "one e-mail is for one list"
    );

    // The charities take it over; what was found is left. Taken apart, each has its own.
    import_of_charities(&room, &desk, "01632 960199");
    let lists = untold(&room, &desk);
    assert_eq!((lists.len(), said(&lists[0]).len()), (1, 0));
    tell(&room, &desk, &theirs, &keys(&lists[0]));
    assert!(untold(&room, &desk).is_empty());
}

/// A list that has the club too, in a hall of this address; it is joined with ours.
fn also_listed(room: &Room, desk: &Desk, ours: &Value, source: &str, street: &str, postcode: &str) {
    let mut club = of_the_charities("01632 960100");
    club["id"] = json!(format!("{source}-7"));
    club["assurer_email"] = json!(format!("{source}@lists.example"));
    let location = &mut club["service_at_locations"][0]["location"];
    location["id"] = json!(format!("{source}-hall"));
    location["name"] = json!("");
    location["addresses"][0]["address_1"] = json!(street);
    location["addresses"][0]["postal_code"] = json!(postcode);
    let path = room.folder().join(format!("{source}.json"));
    let list = json!({"total_pages": 1, "contents": [club]});
    std::fs::write(&path, list.to_string()).unwrap();
    let request = json!({"path": path, "mapping": null, "source": source});
    room.ask(desk, "run_import", request).unwrap();
    let maybe = room
        .ask(desk, "maybe_same_service", json!({"id": ours}))
        .unwrap();
    let theirs = maybe[0]["service"]["id"].clone();
    let join = json!({"one": ours, "other": theirs, "leads": ours, "chosen": []});
    room.ask(desk, "join_services", join).unwrap();
}

/// Corrects the one place that is shown with this postcode.
fn set_place(room: &Room, desk: &Desk, service: &Value, postcode: &str, field: &str, right: &str) {
    let shown = places(room, desk, service);
    let mut here = shown.iter().filter(|it| it["postcode"] == postcode);
    let (Some(place), None) = (here.next(), here.next()) else {
        panic!("one place at {postcode}: {shown:?}");
    };
    set(room, desk, "place", &place["id"], field, json!(right));
}

/// The hall moved across the street. The council has the old address, and the charities in other letters; the county has the old street
/// with what was the right postcode all along; the parish has all of it right; the library's list has another hall altogether.
#[test]
fn a_wrong_address_is_told_to_every_list_that_has_it_and_to_no_other() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    import(&room, &desk, &[lunch_club("01632 960100")]);
    let ours = named(&room, &desk, "Lunch club");
    for (source, street, postcode) in [
        ("charities", "1 high street", "sy11aa"),
        ("county", "1 High Street", "SY1 1AB"),
        ("parish", "2 High Street", "SY1 1AB"),
        ("library", "12 Castle Street", "SY1 2BB"),
    ] {
        also_listed(&room, &desk, &ours, source, street, postcode);
    }
    assert!(
        untold(&room, &desk).is_empty(),
        "nobody looked which is right"
    );

    set_place(&room, &desk, &ours, "SY1 1AA", "address", "2 High Street");
    set_place(&room, &desk, &ours, "SY1 1AA", "postcode", "SY1 1AB");
    let lists = untold(&room, &desk);
    let of = |name: &str| lists.iter().find(|list| list["name"] == name);
    let street = |was: &str| ("address".to_owned(), json!(was), json!("2 High Street"));
    let postcode = |was: &str| ("postcode".to_owned(), json!(was), json!("SY1 1AB"));
    assert_eq!(
        said(of("Council list").unwrap()),
        [street("1 High Street"), postcode("SY1 1AA")]
    );
    let charities = of("charities").unwrap();
    assert_eq!(
        said(charities),
        [street("1 high street"), postcode("sy11aa")]
    );
    assert_eq!(charities["to"], "charities@lists.example");
    assert_eq!(said(of("county").unwrap()), [street("1 High Street")]);
    assert!(of("parish").is_none(), "it has it right");
    assert!(of("library").is_none(), "it has another place");

    // Told once; and what was told to the one is not told for the other.
    let theirs = charities["services"][0]["id"].clone();
    tell(&room, &desk, &theirs, &keys(charities));
    let lists = untold(&room, &desk);
    let names: Vec<&Value> = lists.iter().map(|list| &list["name"]).collect();
    assert_eq!(names, ["Council list", "county"]);
}

/// Amira and Ben each correct the hall's postcode, in two lists, and not to the same: each list hears what was corrected in its own, and
/// a third, which has the old one, nothing until they agree.
#[test]
fn what_two_colleagues_do_not_agree_on_is_told_to_no_third_list() {
    let room = Room::new();
    let (desk, _) = room.with_vault();
    import(&room, &desk, &[lunch_club("01632 960100")]);
    let ours = named(&room, &desk, "Lunch club");
    for source in ["charities", "library"] {
        also_listed(&room, &desk, &ours, source, "1 High Street", "SY1 1AA");
    }
    let told = |name: &str| {
        let lists = untold(&room, &desk);
        let list = lists.iter().find(|list| list["name"] == name);
        list.map_or_else(Vec::new, |list| {
            said(list).into_iter().map(|(_, _, right)| right).collect()
        })
    };
    set_place(&room, &desk, &ours, "SY1 1AA", "postcode", "SY1 1AB");
    assert_eq!(told("library"), ["SY1 1AB"]);
    // The charities' hall still stands where it was, and is shown beside the other.
    set_place(&room, &desk, &ours, "SY1 1AA", "postcode", "SY1 1AC");
    assert_eq!(told("Council list"), ["SY1 1AB"]);
    assert_eq!(told("charities"), ["SY1 1AC"]);
    assert!(told("library").is_empty(), "which of the two?");
    set_place(&room, &desk, &ours, "SY1 1AC", "postcode", "SY1 1AB");
    assert_eq!(told("library"), ["SY1 1AB"]);
}
