//! Journey 41. Amira takes her day along on paper, goes in alone, stays too long, is reminded with the words to say, and comes out safe.

use crate::support::{Laptop, add_person_called, rewrite};

#[test]
#[ignore = "opens a window"]
fn a_visit_that_overruns() {
    let laptop = Laptop::new("41-a-visit-that-overruns");
    let (window, _) = laptop.start_with_a_desk();
    add_person_called(&window, "Joseph Okafor", "Joseph");
    window.click("link", "Diary");
    window.find("heading", "Diary");
    window.click("button", "Arrange a time");
    window.find("dialog", "Arrange a time");
    window.click("textbox", "With");
    window.types("Jos");
    window.click("option", "Joseph Okafor");
    window.fill("At", "10:00");
    window.fill("Where", "4 Weavers Row, Larkbridge");
    window.click("button", "Put it in the diary");
    window.reads("4 Weavers Row");
    window.click("button", "Arrange a time");
    window.find("dialog", "Arrange a time");
    window.fill("What it is", "Practice meeting");
    window.fill("At", "13:00");
    window.click("button", "Put it in the diary");
    window.reads("Practice meeting");

    window.click("link", "Take this day along…");
    window.reads("10:00 to 11:00");
    window.reads("J. O.");
    window.look("the-day-on-paper");
    let paper = laptop.file("day.pdf");
    window.will_choose(&paper);
    window.click("button", "Save as PDF");
    window.reads("destroy the paper");
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF"));
    window.look("the-day-saved");

    window.click("link", "Today");
    window.find("heading", "Visits and calls");
    window.reads("Practice meeting");
    window.look("today");
    window.click("button", "Go in alone…");
    rewrite(&window, "Out again in, minutes", "45");
    window.fill("Who is rung if you are not out", "Ben, 01632 960 311");
    window.look("before-the-door");
    window.click("button", "I am going in");
    window.reads("You are in until");
    window.look("in");
    window.click("button", "15 minutes more");
    // An hour and a half goes by on the clock that the window looks at.
    let _ = window.run("const real = Date.now.bind(Date); Date.now = () => real() + 90 * 60000; document.dispatchEvent(new Event('visibilitychange'))");
    window.reads("You should have been out at");
    window.reads("Ben, 01632 960 311");
    window.look("late");
    window.click("button", "I am out and safe");
    window.wait_until("it is over", |window| {
        !window.text().contains("You should have been out at")
    });
    window.look("out-and-safe");

    window.click("link", "Diary");
    window.click("link", "Other calendars");
    window.find("heading", "Other calendars");
    let file = laptop.file("diary.ics");
    window.will_choose(&file);
    window.click("button", "Save the calendar file");
    window.reads("is called off there");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("Home visit: J. O.") && !text.contains("Okafor"));
    let practice = laptop.file("practice.ics");
    std::fs::write(&practice, practice_calendar()).unwrap();
    window.will_choose(&practice);
    window.click("button", "Choose a file (.ics)");
    window.reads("2 times can come in.");
    window.look("a-calendar-to-bring-in");
    window.click("button", "Bring in 1 time");
    window.reads("1 is in the diary already.");
    window.close();
}

/// A meeting, a private hour and something for ever, in a year that is still to come.
fn practice_calendar() -> String {
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "UID:m@example.org",
        "SUMMARY:Primary care network meeting",
        "LOCATION:Room 2",
        "DTSTART;TZID=Europe/London:20990602T100000",
        "DURATION:PT1H",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:d@example.org",
        "SUMMARY:Dentist",
        "CLASS:PRIVATE",
        "DTSTART:20990603T090000Z",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:y@example.org",
        "SUMMARY:Friday huddle",
        "DTSTART:20990605T090000Z",
        "RRULE:FREQ=WEEKLY",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    .join("\r\n")
}
