//! A newcomer looks around with the example people. These are the pictures of the README.

use crate::support::Laptop;

#[test]
#[ignore = "opens a window"]
fn a_newcomer_looks_around() {
    let laptop = Laptop::new("example-town");
    let window = laptop.start();
    window.find("heading", "Welcome");
    window.look("first-run");
    window.click("button", "Look around");
    window.find("heading", "Visits and calls");
    window.reads("Example people. Nothing here is real");
    window.look("today");

    window.click("link", "People");
    window.find("heading", "People");
    window.fill("Find by name, number, street or words in notes", "okaf");
    window.click("row", "Joseph Okafor…");
    window.click("link", "Plan…");
    window.find("heading", "Goals");
    window.look("plan");
    window.press("Ctrl+Shift+T");
    window.find("heading", "Joseph’s plan");
    window.look("together");
    window.press("Escape");

    window.click("link", "Directory");
    window.find("heading", "Directory");
    window.fill("What are you looking for?", "lunch");
    window.fill("Near", "LQ1 3EN");
    window.reads("miles");
    window.look("directory");
    window.close();
    let left = laptop.files_that_hold(&["Okafor", "Larkbridge"]);
    assert!(
        left.found.is_empty(),
        "in clear on the disk: {:?}",
        left.found
    );
}
