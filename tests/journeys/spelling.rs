//! Amira writes British English: the window is told so before she types.

use crate::support::Laptop;
use std::fs;

#[test]
#[ignore = "opens a window"]
fn spelling_is_checked_in_british_english() {
    let laptop = Laptop::new("10-spelling");
    let window = laptop.start();
    window.find("heading", "Welcome");
    // What the web view answers when asked, not what it was told: a language without a dictionary is not in it.
    let log = fs::read_to_string(laptop.file("data/logs/alongside.log")).unwrap();
    let said = log
        .lines()
        .find(|line| line.contains("spelling is checked"))
        .unwrap();
    assert!(said.contains("en_GB"), "{said}");
    window.close();
}
