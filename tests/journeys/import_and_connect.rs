//! Journey 2. Amira brings in the national list of libraries, looks near Tomasz's postcode, connects him, writes down that it
//! was full, and tries another.

use crate::support::{Laptop, add_person, bring_in_libraries};
use alongside_testkit::window::Window;

#[test]
#[ignore = "opens a window"]
fn a_full_group_leads_to_another() {
    let laptop = Laptop::new("2-import-and-connect");
    let (window, _) = laptop.start_with_a_desk();
    add_person(&window, "Tomasz");

    bring_in_libraries(&window);
    window.look("brought-in");
    window.click("link", "See the directory");
    window.find("heading", "Directory");
    window.fill("What are you looking for?", "library");
    window.fill("Near", "SY101AA");
    window.choose("Within", "10 miles");
    window.reads("Oswestry");
    window.look("near-a-postcode");
    window.click("button", "Map");
    for mark in ["1: Oswestry…", "2: Gobowen…"] {
        window.find("button", mark);
    }
    window.look("on-the-map");
    window.click("button", "The map in words");
    window.find("list", "The map in words");
    window.click("button", "Map");
    leaflet(&laptop, &window);
    let closely = window.text();
    assert!(
        !closely.contains("Barnsley"),
        "nothing farther than ten miles: {closely}"
    );

    window.click("button", "Connect someone");
    window.find("heading", "Connect someone with…");
    window.fill("Who?", "Tom");
    window.click("option", "Tomasz…");
    window.look("connect-someone");
    window.click("button", "Connect them");
    window.reads("Connected. It is in their plan.");

    window.click("link", "People");
    window.click("row", "Tomasz…");
    window.click("link", "Connections…");
    window.click("button", "What became of it");
    window.choose("Where has it got to?", "Did not happen");
    window.click("radio", "It was full");
    window.fill(
        "In words",
        "The reading group has no more chairs until the spring.",
    );
    window.look("it-was-full");
    window.click("button", "Write it down");
    window.reads("Written down");

    window.click("button", "Connect to a service");
    window.fill("What are you looking for?", "Ellesmere");
    window.find("button", "Connect: …");
    window.look("try-another");
    window.click("button", "Connect: …");
    window.wait_until("both connections", |window| {
        window.all("button", "What became of it").len() == 2
    });
    window.reads("It was full");
    window.look("both");
    window.close();
}

/// A leaflet of the service beside the list, with the bus in Amira's words, as a file.
fn leaflet(laptop: &Laptop, window: &Window) {
    let paper = laptop.file("leaflet.pdf");
    window.click("button", "Put in a leaflet");
    window.click("button", "1 service in the leaflet");
    window.click("button", "Add the bus, or what to bring");
    window.fill("Which bus goes there?", "The 2 stops outside");
    window.will_choose(&paper);
    window.click("button", "Save the leaflet");
    window.reads("Leaflet saved");
    window.look("a-leaflet");
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF"));
    window.press("Escape");
    window.click("button", "Take out of the leaflet");
}
