//! Journey 21. A morning drop-in by keyboard: three conversations, one of which becomes somebody's record; then a visit is put in the diary
//! and something to do beside it.

use crate::support::Laptop;

#[test]
#[ignore = "opens a window"]
fn a_drop_in_a_visit_and_something_to_do() {
    let laptop = Laptop::new("21-drop-in-and-diary");
    let (window, _) = laptop.start_with_a_desk();
    window.click("link", "Drop-in");
    window.reads("No drop-in yet");
    window.look("no-drop-in");
    window.fill("Start a drop-in at", "Larkbridge library");
    window.press("Enter");
    window.find("heading", "Conversations");
    for (called, about, so_far) in [
        ("", "Asked about the warm room", "1 conversation"),
        (
            "Rita",
            "Sleeps badly since the move, knows nobody here",
            "2 conversations",
        ),
        ("Bill", "Wants to help with the teas", "3 conversations"),
    ] {
        window.fill("Called", called);
        window.fill("About", about);
        window.press("Enter");
        window.reads(so_far);
    }
    window.look("three-conversations");
    window.click("button", "Make this a record: Rita");
    window.find("dialog", "The beginning of a record");
    window.look("becomes-a-record");
    window.click("button", "Begin the record");
    window.click("link", "In their record…");
    window.find("textbox", "What matters most to Rita");

    window.click("link", "Diary");
    window.find("heading", "Diary");
    window.reads("Nothing arranged");
    window.look("empty-diary");
    window.click("button", "Arrange a time");
    window.fill("What it is", "Team meeting");
    window.fill("At", "14:30");
    window.look("arranging");
    window.click("button", "Put it in the diary");
    window.reads("Team meeting");
    window.look("week");
    window.click("button", "Day");
    window.reads("Team meeting");
    window.look("day");

    window.click("link", "Today");
    window.fill("Something to do", "Ring the library about the warm room");
    window.press("Enter");
    window.reads("Ring the library about the warm room");
    window.look("today");
    window.close();
}
