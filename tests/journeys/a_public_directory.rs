//! Journey 55. Amira, who leads, reads what would be public and publishes the team's directory; Carys of the council has it as a live
//! list. Something changes, and is public only when Amira has read it; in the end she takes it back, and Carys's copy stays.

use crate::support::{Laptop, make_team};
use alongside_testkit::window::{SharedServer, Window};

#[test]
#[ignore = "opens two windows"]
fn a_lead_publishes_and_the_council_reads_it() {
    let server = SharedServer::start_showing_directories();
    let hers = Laptop::new("55-a-public-directory/amira");
    let the_councils = Laptop::new("55-a-public-directory/carys");
    let (amira, _) = hers.start_with_a_desk();
    amira.click("link", "Directory");
    for service in ["Tŷ Choir", "Men’s shed"] {
        adds(&amira, service);
    }
    make_team(&amira, &server);

    live_lists(&amira);
    amira.reads("Nothing is public.");
    amira.look("nothing-is-public");
    amira.click("button", "Publish our directory…");
    amira.find("dialog", "Publish our directory?");
    amira.reads("2 services will be public.");
    amira.look("before-it-is-public");
    amira.click("button", "Make it public");
    amira.reads("2 services, public since");
    amira.look("public");
    let address = amira
        .run("return document.querySelector('p.address').textContent.trim()")
        .as_str()
        .unwrap()
        .to_owned();

    let (carys, _) = the_councils.start_with_a_desk();
    live_lists(&carys);
    carys.fill("Address of the list", &address);
    carys.fill("What shall we call it?", "Larkfield");
    carys.click("button", "Add it and read it now");
    carys.reads("2 services");
    carys.click("link", "Directory");
    carys.find("row", "Tŷ Choir…");
    carys.find("row", "Men’s shed…");
    carys.look("at-the-council");

    // One is new and waits until she has read it.
    amira.click("link", "Directory");
    adds(&amira, "Lunch club");
    live_lists(&amira);
    amira.reads("1 service has changed since you published");
    amira.look("changed-since");
    read_again(&carys, "2 the same");
    amira.click("button", "Publish again…");
    amira.find("dialog", "Publish our directory?");
    amira.reads("1 new");
    amira.look("what-changed");
    amira.click("button", "Make it public");
    amira.reads("3 services, public since");
    read_again(&carys, "1 new");

    amira.click("button", "Stop publishing");
    amira.find("dialog", "Stop publishing?");
    amira.look("stopping");
    amira.click_nth(
        "button",
        "Stop publishing",
        amira.all("button", "Stop publishing").len() - 1,
    );
    amira.reads("Nothing is public.");
    carys.click("button", "Read it now");
    carys.wait_until("the list answers no longer", |window| {
        window.text().contains("it is not a list of services")
    });
    carys.look("no-longer-there");
    carys.click("link", "Directory");
    for service in ["Tŷ Choir", "Men’s shed", "Lunch club"] {
        carys.find("row", &format!("{service}…"));
    }
    carys.close();
    amira.close();
}

/// Adds a service by its name, from the directory, and is back there.
fn adds(window: &Window, service: &str) {
    window.click("button", "Add a service");
    window.fill("What is it called?", service);
    window.press("Enter");
    window.find("heading", service);
    window.click("link", "Directory");
    window.find("row", &format!("{service}…"));
}

fn live_lists(window: &Window) {
    window.click("link", "Directory");
    window.click("link", "Live lists");
    window.find("heading", "Live lists");
}

fn read_again(window: &Window, what_came: &str) {
    live_lists(window);
    window.click("button", "Read it now");
    window.reads(what_came);
}
