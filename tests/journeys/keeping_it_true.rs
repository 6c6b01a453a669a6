//! Journey 20. The weekly check: one service is still right, nobody answers at another, and the third has closed: Joan, who was on her
//! way there, is named at once. What was never found stands on the page of gaps. And what Amira corrects goes to whoever keeps the list.

use crate::support::{Laptop, add_person, words_of};

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
    let paper = laptop.file("gaps.pdf");
    window.will_choose(&paper);
    window.click("button", "Save as a report (PDF)");
    window.reads("none under five");
    let printed = words_of(&paper);
    for words in [
        "Needs that nothing local met",
        "No need named",
        "fewer than 5",
    ] {
        assert!(printed.contains(words), "“{words}” is on paper: {printed}");
    }
    window.close();
}

const COUNCIL: &str = r#"{"total_pages": 1, "contents": [
  {"id": "lunch", "name": "Lunch club", "status": "active", "description": "Hot lunch, and company.",
   "assurer_email": "lists@council.example", "phones": [{"id": "p1", "number": "01632 960100"}],
   "organization": {"id": "kitchen", "name": "Ceres Kitchen"}}]}"#;

#[test]
#[ignore = "opens a window"]
fn a_correction_goes_to_the_list_as_an_email_that_is_ready() {
    let laptop = Laptop::new("20-telling-the-list");
    let (window, _) = laptop.start_with_a_desk();
    let list = laptop.file("Council list.json");
    std::fs::write(&list, COUNCIL).unwrap();
    window.click("link", "Directory");
    window.will_choose(&list);
    window.click("link", "Bring in a list");
    window.click("button", "Choose a file");
    window.find("textbox", "What is this list called?");
    window.click("button", "Bring in 1…");
    window.reads("They are in your directory");

    window.click("link", "Directory");
    window.find("heading", "Lunch club");
    window.click("button", "Change: How to join");
    window.click("textbox", "Telephone");
    window.press("Ctrl+A");
    window.types("01632 960199");
    window.reads("Its list does not know yet");
    window.look("its-list-does-not-know");

    window.click("link", "To check");
    window.find("heading", "To tell their lists");
    window.reads("1 service, 1 correction");
    window.look("to-tell");
    window.click("button", "Write the e-mail to…");
    window.find("dialog", "An e-mail to…");
    window.look("the-email");
    window.click("button", "Open in your e-mail program");
    window.reads("It is in your e-mail program");
    let emails = window.emails();
    assert_eq!(emails.len(), 1);
    assert!(
        emails[0].starts_with("mailto:lists@council.example?subject=Correction%20to%20your%20list%3A%20Lunch%20club&body="),
        "{emails:?}"
    );
    assert!(
        emails[0]
            .contains("your%20list%20says%2001632%20960100.%20Right%20is%3A%2001632%20960199.")
    );

    window.click("button", "Mark as told");
    window.gone("heading", "To tell their lists");
    window.press("Ctrl+Z");
    window.find("heading", "To tell their lists");
    window.close();
}
