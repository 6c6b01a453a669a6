//! Journey 53. What is Amira's own: a reflection, what she learned and its paper for the appraisal, the list of her first weeks.

use crate::support::Laptop;

#[test]
#[ignore = "opens a window"]
fn a_reflection_what_was_learned_and_the_first_weeks() {
    let laptop = Laptop::new("53-ones-own");
    let (window, _) = laptop.start_with_a_desk();
    window.click("link", "My practice");
    for words in [
        "The silence in the kitchen",
        "I talked too fast",
        "Bill laughed for the first time",
        "A door that opened slowly",
        "The stairs at Mill Lane",
    ] {
        window.press("Ctrl+Alt+R");
        window.wait_until("an empty page", |window| {
            window.focus_is_on("textbox", "What stayed with you…")
                && window.value("What stayed with you…").is_empty()
        });
        window.types(words);
        window.click("button", "Close");
    }
    window.click("searchbox", "Find in your own words");
    window.types("sil");
    window.reads("1 found");
    window.reads("The silence in the kitchen");
    assert!(!window.text().contains("I talked too fast"));
    window.look("found-among-ones-own");

    window.click("link", "Learning");
    window.reads("Nothing in this time");
    window.fill("Something you learned", "Mental health first aid\n");
    window.fill("Hours…", "6");
    window.press("Tab");
    window.fill("Headings…", "Safety\n");
    window.fill("What you learned", "Ask plainly, and stay");
    window.press("Tab");
    window.reads("6 hours");
    window.look("learned");
    let paper = laptop.file("appraisal.pdf");
    window.will_choose(&paper);
    window.click("button", "Save for appraisal (PDF)");
    window.wait_until("the paper", |_| {
        std::fs::read(&paper).is_ok_and(|bytes| bytes.starts_with(b"%PDF-"))
    });

    window.click("link", "Settling in");
    window.look("new-here");
    window.click("button", "Begin with a list");
    window.reads("Done so far");
    window.click("checkbox", "Meet my supervisor, and agree when we talk");
    window.wait_until("one is done", |window| window.text().contains("1 of"));
    window.look("first-weeks");
    window.press("Ctrl+Z");
    window.wait_until("none is done", |window| window.text().contains("0 of"));
    window.close();
}
