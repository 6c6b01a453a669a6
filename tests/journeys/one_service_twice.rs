//! Journey 47. The council and the charities list one lunch club: Amira looks at both, joins them, takes the charities' telephone, and
//! finds it once. When it turns out that they are two after all, she takes them apart.

use crate::support::Laptop;
use alongside_testkit::StubFeed;
use alongside_testkit::feed::service;
use serde_json::{Value, json};

/// A lunch club as a list has it.
fn lunch_club(number: u32, name: &str, phone: &str) -> Value {
    let mut club = service(number);
    club["name"] = name.into();
    club["phones"] = json!([{"id": "1", "number": phone}]);
    club
}

#[test]
#[ignore = "opens a window"]
fn two_lists_name_one_lunch_club() {
    let laptop = Laptop::new("47-one-service-twice");
    let (window, _) = laptop.start_with_a_desk();
    let mut councils = lunch_club(1, "Larkbridge Lunch Club", "01632 960001");
    councils["description"] = "Lunch together on Tuesdays, and a game of dominoes.".into();
    let mut theirs = lunch_club(2, "Lunch Club, Larkbridge", "01632 960002");
    theirs["description"] = "A hot meal and company for retired people.".into();
    theirs["schedules"] = json!([]);
    let council = StubFeed::of(vec![councils, service(11), service(12)]);
    let charities = StubFeed::of(vec![theirs]);

    window.click("link", "Directory");
    window.click("link", "Live lists");
    for (feed, name, services) in [
        (&council, "Larkbridge Council", "3 services"),
        (&charities, "Charities near us", "1 service"),
    ] {
        window.fill("Address of the list", &feed.address());
        window.fill("What shall we call it?", name);
        window.click("button", "Add it and read it now");
        window.find("heading", name);
        window.reads(services);
    }

    window.click("link", "Directory");
    window.fill("What are you looking for?", "dominoes");
    window.reads("may be the same service");
    window.look("it-is-offered");
    window.click("link", "Look at both");
    window.find("heading", "One service, or two?");
    window.reads("What they have in common");
    window.click("radio", "01632 960002");
    window.look("side-by-side");
    window.click("button", "They are one service");
    window.reads("Joined: Larkbridge Lunch Club");
    window.find("heading", "2 sources");
    window.reads("01632 960002");
    window.look("joined");

    // Words of which each stands in another list find it, and find it once.
    window.click("link", "Directory");
    window.click("button", "Clear all");
    window.fill("What are you looking for?", "retired dominoes");
    window.wait_until("one line", |window| window.text().contains("1 service\n"));
    window.look("found-once");

    window.click("row", "Larkbridge Lunch Club…");
    window.find("heading", "2 sources");
    window.click("button", "Where they differ, whose words should stand?");
    window.click("radio", "Larkbridge Council: 01632 960001");
    window.wait_until("the council’s telephone under how to join", |window| {
        window.text().contains("Change\n01632 960001")
    });
    window.look("another-source-chosen");

    // She rings, and both have it wrong: each list is told by itself.
    window.click("button", "Change: How to join");
    window.click("textbox", "Telephone");
    window.press("Ctrl+A");
    window.types("01632 960777");
    window.find("heading", "Larkbridge Council does not know yet");
    window.find("heading", "Charities near us does not know yet");
    window.look("two-lists-do-not-know");
    window.click("button", "Write the e-mail to Charities near us");
    window.find("dialog", "An e-mail to Charities near us");
    window.holds("Subject", "Correction to your list: Lunch Club, Larkbridge");
    assert!(
        window
            .value("Text")
            .contains("your list says 01632 960002. Right is: 01632 960777.")
    );
    window.click("button", "Mark as told");
    window.wait_until("only the council is left", |window| {
        window.has("heading", "Its list does not know yet")
            || !window.has("heading", "Charities near us does not know yet")
    });
    window.reads("Charities near us: Told today by Amira");
    window.look("one-of-them-is-told");
    window.click("button", "Done: How to join");

    window.click(
        "button",
        "Take out “Lunch Club, Larkbridge” of Charities near us",
    );
    window.reads("Taken apart");
    window.click("link", "Directory");
    window.click("button", "Clear all");
    window.fill("What are you looking for?", "lunch club");
    window.wait_until("two lines", |window| window.text().contains("2 services\n"));
    // Who said that they are two is not asked again.
    window.reads_no_more("may be the same service");
    window.look("taken-apart");
    window.close();
}
