//! Journeys 44 and 46. Amira takes a telephone call to supervision and writes up what came of it; Mr Okafor brings a letter, which is
//! looked at where it is kept.

use crate::support::{Laptop, add_person_called};
use std::path::Path;

#[test]
#[ignore = "opens a window"]
fn from_a_call_to_supervision_and_written_up() {
    let laptop = Laptop::new("44-supervision");
    let (window, _) = laptop.start_with_a_desk();
    add_person_called(&window, "Joseph Okafor", "Joseph");
    window.press("Ctrl+N");
    window.click("button", "Phone call…");
    window.fill(
        "What was said and done",
        "He went quiet when I asked about the allotment",
    );
    window.click("button", "More: Phone call…");
    window.click("menuitem", "Take this to supervision");
    window.reads("Waits for supervision. Nobody else can see it.");
    window.look("taken-from-a-contact");

    window.click("link", "My practice");
    window.click("link", "Supervision");
    window.find("heading", "Waiting to be talked about");
    window.reads("He went quiet when I asked about the allotment");
    window.fill("What you want to talk about", "What if I had waited?");
    window.look("the-queue");
    window.click("button", "New session");
    window.fill("With whom", "Dr Mwangi");
    window.click("button", "Bring the one that waits");
    window.reads("Nothing waits.");
    window.look("brought");
    window.click("button", "We talked about it…");
    window.reads("Talked about");
    window.fill(
        "What came of it",
        "Count to ten, and look out of the window with him",
    );
    window.fill("What was agreed", "Less filling of silences until December");
    window.look("written-up");
    window.press("Ctrl+Shift+D");
    window.reads("What you take to supervision is not shown while names are hidden.");
    window.look("names-hidden");
    window.press("Ctrl+Shift+D");
    window.close();
}

#[test]
#[ignore = "opens a window"]
fn a_letter_is_attached_and_looked_at() {
    let laptop = Laptop::new("46-a-letter");
    let (window, _) = laptop.start_with_a_desk();
    add_person_called(&window, "Joseph Okafor", "Joseph");
    window.click("link", "Papers");
    window.reads("No papers yet");
    window.look("none-yet");
    let letter = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/icons/128x128.png");
    window.will_choose(&letter);
    window.click("button", "Attach a paper");
    window.reads("128x128.png");
    window.fill("What it is", "Letter from the housing office");
    window.press("Tab");
    window.look("attached");
    window.click("button", "Look at it…");
    window.find("img", "The paper…");
    window.look("looked-at");
    window.press("Escape");
    let copy = laptop.file("copy.png");
    window.will_choose(&copy);
    window.click("button", "Save a copy…");
    window.reads("That copy is not encrypted.");
    assert_eq!(std::fs::read(copy).unwrap(), std::fs::read(letter).unwrap());
    window.look("saved");
    window.close();
}
