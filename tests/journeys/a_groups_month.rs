//! Journey 42. A walking group over four weeks, from the keyboard: who came, how many others, who has stopped coming; and a talk that is
//! counted for whoever pays.

use crate::support::{Laptop, add_person_called, open_palette};
use alongside_testkit::window::Window;

/// Somebody is found and stands on the list as having come.
fn brings(window: &Window, letters: &str, name: &str) {
    window.click("textbox", "Somebody else of yours");
    window.types(letters);
    window.click("option", name);
    window.find("checkbox", &format!("Came: {name}"));
}

fn meets_on(window: &Window, day: &str) {
    window.click("button", "Another day");
    for (label, digits) in [("Day", day), ("Month", "9"), ("Year", "2026")] {
        window.fill(label, digits);
    }
    window.click("button", "Add the meeting");
    window.find("heading", &format!("Tuesday {day} September"));
}

#[test]
#[ignore = "opens a window"]
fn a_groups_month() {
    let laptop = Laptop::new("42-a-groups-month");
    let (window, _) = laptop.start_with_a_desk();
    for (name, called) in [
        ("Joseph Okafor", "Joseph"),
        ("Rita Bello", "Rita"),
        ("Bill Archer", "Bill"),
    ] {
        window.click("link", "People");
        window.find("heading", "People");
        add_person_called(&window, name, called);
    }
    window.click("link", "Drop-in");
    window.click("link", "Groups");
    window.reads("No group yet");
    window.look("no-group");
    window.fill("A new group", "Walking group");
    window.press("Enter");
    window.find("heading", "Walking group");
    window.fill("When, usually", "Tuesdays at ten");
    window.fill("Where", "The library steps");
    window.press("Tab");
    window.look("a-new-group");

    meets_on(&window, "1");
    brings(&window, "Jos", "Joseph Okafor");
    brings(&window, "Rit", "Rita Bello");
    brings(&window, "Bil", "Bill Archer");
    for _ in 0..4 {
        window.click("button", "One more");
    }
    window.reads("7 together");
    for day in ["8", "15", "22"] {
        meets_on(&window, day);
        // From the keyboard: along the list, a tick with the space bar.
        window.tab_to("checkbox", "Came: Bill Archer");
        window.press("Space");
        window.reads("1 together");
        window.step_to("Tab", "checkbox", "Came: Joseph Okafor");
        window.press("Space");
        window.reads("2 together");
    }
    window.find("heading", "Not seen lately");
    window.reads("3 meetings since without them");
    window.look("four-weeks");
    window.set_size(1024, 640);
    window.look("four-weeks-on-a-small-screen");
    window.set_size(1366, 768);

    window.click("link", "Rita Bello");
    window.find("heading", "Groups");
    window.reads("came once");
    window.look("on-her-page");

    window.click("link", "Drop-in");
    window.click("link", "Events and talks");
    window.reads("No events in this year");
    window.fill("What it was", "Talk at the mosque");
    window.fill("With which organisation", "Larkbridge Mosque");
    window.fill("About how many people", "60");
    window.fill("What came of it", "Two elders will sit in at the drop-in.");
    window.click("button", "Write down");
    window.reads("about 60 people");
    window.look("events");
    let table = laptop.file("events.csv");
    window.will_choose(&table);
    window.click("button", "Save as a table (CSV)");
    window.wait_until("the table", |_| table.exists());
    assert!(
        std::fs::read_to_string(&table)
            .unwrap()
            .contains("Talk at the mosque")
    );

    // Weeks later only a word of it is remembered.
    window.click("link", "Today");
    open_palette(&window);
    window.types("elders");
    window.sees("option", "Talk at the mosque…");
    window.look("found-by-a-word");
    window.press("Enter");
    window.find("heading", "Events and talks");
    window.reads("about 60 people");
    open_palette(&window);
    window.types("walking");
    window.sees("option", "Walking group…");
    window.press("Enter");
    window.find("heading", "Walking group");
    window.close();
}
