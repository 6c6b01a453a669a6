//! Journey 48. What is open now, and on a Thursday afternoon, is typed as it is said; three that might do are laid side by side.

use crate::support::{Laptop, open_palette};
use alongside_testkit::StubFeed;
use alongside_testkit::feed::service;
use alongside_testkit::window::Window;
use serde_json::{Value, json};

fn open(number: u32, name: &str, byday: &str, from: &str, to: &str) -> Value {
    let mut one = service(number);
    one["name"] = name.into();
    one["schedules"] =
        json!([{"id": "1", "freq": "WEEKLY", "byday": byday, "opens_at": from, "closes_at": to}]);
    one
}

#[test]
#[ignore = "opens a window"]
fn open_now_on_thursday_afternoon_and_three_side_by_side() {
    let laptop = Laptop::new("48-when-and-which");
    let (window, _) = laptop.start_with_a_desk();
    let every_day = "MO,TU,WE,TH,FR,SA,SU";
    let mut phone_line = open(1, "Larkbridge Listening Line", every_day, "00:00", "23:59");
    phone_line["description"] = "Somebody to talk to by telephone, day and night.".into();
    let mut silent = service(4);
    silent["name"] = "Larkbridge Knitters".into();
    silent["schedules"] = json!([]);
    let mut past = open(3, "Larkbridge Summer Club", every_day, "00:00", "23:59");
    past["schedules"][0]["valid_to"] = "2020-09-01".into();
    let feed = StubFeed::of(vec![
        phone_line,
        open(2, "Larkbridge Lunch Club", "TH", "12:00", "15:00"),
        past,
        silent,
    ]);
    window.click("link", "Directory");
    window.click("link", "Live lists");
    window.fill("Address of the list", &feed.address());
    window.fill("What shall we call it?", "Larkbridge Council");
    window.click("button", "Add it and read it now");
    window.reads("4 services");

    window.click("link", "Directory");
    window.fill("What are you looking for?", "open now");
    window.find("button", "Remove: Open now");
    window.find("row", "Larkbridge Listening Line…");
    window.reads("1 more fits but does not say");
    window.gone("row", "Larkbridge Summer Club…");
    window.look("open-now");

    // Taken away, the words go with it.
    window.click("button", "Remove: Open now");
    window.find("row", "Larkbridge Knitters…");
    window.fill("What are you looking for?", "lunch thursday afternoon");
    window.find("button", "Remove: Open on Thursday afternoon");
    window.find("row", "Larkbridge Lunch Club…");
    window.wait_until("only the lunch club", |window| {
        window.all("row", "Larkbridge…").len() == 1
    });
    window.look("thursday-afternoon");
    window.click("button", "Clear all");

    for name in [
        "Larkbridge Listening Line",
        "Larkbridge Lunch Club",
        "Larkbridge Knitters",
    ] {
        window.click("row", &format!("{name}…"));
        window.find("heading", name);
        lay_beside(&window);
    }
    window.click("link", "3 services side by side");
    window.find("heading", "Side by side");
    window.reads("Differs");
    window.reads("The same");
    window.reads_no_more("Choose one or two more");
    window.look("three-side-by-side");
    window.click("button", "Take out: Larkbridge Knitters");
    window.wait_until("two are left", |window| {
        window.all("button", "Take out: …").len() == 2
    });
    window.set_size(640, 700);
    window.find("heading", "Side by side");
    window.look("two-in-a-narrow-window");
    window.close();
}

/// As somebody does whose hands are on the keys.
fn lay_beside(window: &Window) {
    open_palette(window);
    window.types("lay this service side");
    window.sees("option", "Lay this service side by side with others…");
    window.press("Enter");
}
