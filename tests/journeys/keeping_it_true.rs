//! Journey 20. The weekly check: one service is still right, nobody answers at another, and the third has closed: Joan, who was on her
//! way there, is named at once. What was never found stands on the page of gaps.

use crate::support::{Laptop, add_person};

#[test]
#[ignore = "opens a window"]
fn a_weekly_check_a_closed_door_and_the_gaps() {
    let laptop = Laptop::new("20-keeping-it-true");
    let (window, _) = laptop.start_with_a_desk();
    window.click("link", "Directory");
    for service in ["Lunch club", "Tuesday choir"] {
        window.click("button", "Add a service");
        window.fill("What is it called?", service);
        window.press("Enter");
        window.find("heading", service);
        window.click("link", "Directory");
        window.reads(service);
    }
    add_person(&window, "Joan");
    window.click("link", "Connections…");
    window.click("button", "Connect to a service");
    window.fill("What are you looking for?", "Lunch");
    window.click("button", "Connect: Lunch club");
    window.reads("Connected: Lunch club");
    window.click("button", "Connect to a service");
    window.fill("What are you looking for?", "harp lessons");
    window.click("button", "Nothing suitable found");
    window.reads("Written down as a gap");

    window.click("link", "Directory");
    window.click("link", "To check");
    window.find("heading", "Services to check");
    window.reads("1 person on the way there");
    window.look("this-week");
    window.click("button", "Could not reach: Tuesday choir");
    window.wait_until("only the lunch club", |window| {
        window.all("button", "Still right…").len() == 1
    });
    window.click("button", "Has closed: Lunch club");
    window.reads("Lunch club has closed");
    window.reads("Joan");
    window.look("a-closed-door");
    window.click("button", "Done");
    window.reads("Nothing to check this week");

    window.click("link", "Gaps");
    window.find("heading", "What is missing");
    window.reads("1 person in all");
    window.reads("There is no such service");
    window.look("gaps");
    window.close();
}
