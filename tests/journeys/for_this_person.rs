//! Journey 19. Somebody who is not one for groups and cannot do stairs: Amira lets the laptop suggest, reads what speaks for each
//! service and what to ask first, and connects one. In the directory, what people say and misspell finds what they mean.

use crate::support::Laptop;

#[test]
#[ignore = "opens a window"]
fn suggestions_with_reasons_and_doubts() {
    let laptop = Laptop::new("19-for-this-person");
    let window = laptop.start();
    window.find("heading", "Welcome");
    window.click("button", "Look around");
    window.find("heading", "Visits and calls");

    window.click("link", "Directory");
    window.find("heading", "Directory");
    window.fill("What are you looking for?", "nobody to talk to");
    window.reads("for “nobody to talk to”");
    window.look("what-people-say");
    window.click("button", "Clear all");
    window.fill("What are you looking for?", "bereavment");
    window.reads("read as");
    window.look("misspelt");

    window.click("link", "People");
    window.fill("Find by name, number, street or words in notes", "okaf");
    window.click("row", "Joseph Okafor…");
    window.click("link", "Connections…");
    window.click("button", "Suggest services");
    window.reads("Answers:");
    window.click("button", "Tue");
    window.reads("Open on");
    window.look("suggested");
    window.click("button", "Connect: …");
    window.reads("Connected:");
    window.close();
}
