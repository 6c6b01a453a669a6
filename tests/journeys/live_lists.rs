//! Journey 18. Amira adds two councils' live lists. In the middle of the second the line is gone; the first is there to be searched.
//! Later the line is back, and the rest comes in from where it broke off.

use crate::support::Laptop;
use alongside_testkit::feed::service;
use alongside_testkit::{Moods, StubFeed};

#[test]
#[ignore = "opens a window"]
fn two_live_lists_and_a_line_that_is_lost_half_way() {
    let laptop = Laptop::new("18-live-lists");
    let (window, _) = laptop.start_with_a_desk();
    let larkbridge = StubFeed::of((1..31).map(service).collect());
    larkbridge.mood(Moods {
        shallow: true,
        ..Moods::default()
    });
    let stonewick = StubFeed::of(
        (1001..1301)
            .map(|number| {
                let mut group = service(number);
                group["name"] = format!("Stonewick circle {number}").into();
                group
            })
            .collect(),
    );
    stonewick.mood(Moods {
        hangs_up_after: Some(2),
        ..Moods::default()
    });

    window.click("link", "Directory");
    window.click("link", "Live lists");
    window.find("heading", "Live lists");
    window.reads("No live list yet");
    window.look("none-yet");
    add(&window, &larkbridge.address(), "Larkbridge Council");
    window.reads("30 services");
    window.reads("30 new");
    add(&window, &stonewick.address(), "Stonewick Council");
    window.reads("it goes on by itself from there");
    window.look("lost-half-way");

    window.click("link", "Directory");
    window.fill("What are you looking for?", "Larkbridge group 7");
    window.reads("Larkbridge Neighbours");
    assert!(!window.text().contains("Stonewick circle"), "not by halves");

    stonewick.mood(Moods::default());
    window.click("link", "Live lists");
    window.click("button", "Go on now");
    window.reads("300 services");
    window.look("both-whole");
    assert!(
        stonewick
            .asked()
            .contains(&"services?page=3&per_page=100".to_owned()),
        "from where it broke off"
    );
    window.close();
}

fn add(window: &alongside_testkit::window::Window, address: &str, name: &str) {
    window.fill("Address of the list", address);
    window.fill("What shall we call it?", name);
    window.click("button", "Add it and read it now");
    window.find("heading", name);
}
