//! Journey 1. Amira opens the app for the first time, meets Joan, makes a plan with her and prints it. She has hurt her
//! wrist and does not touch the mouse once.

use crate::support::{Laptop, PASSPHRASE, asked_groups, matters, recovery_code, words_of};

#[test]
#[ignore = "opens a window"]
fn from_first_run_to_a_printed_plan() {
    let laptop = Laptop::new("1-first-run-to-a-printed-plan");
    let window = laptop.start();

    window.find("heading", "Welcome");
    window.look("welcome");
    window.tab_to("button", "Start");
    window.press("Enter");

    window.find("heading", "Choose a passphrase");
    window.tab_to("textbox", "What should we call you?");
    window.types("Amira");
    window.tab_to("textbox", "Passphrase");
    window.types(PASSPHRASE);
    window.reads("Very strong");
    window.look("passphrase");
    window.tab_to("textbox", "The same passphrase again");
    window.types(PASSPHRASE);
    window.press("Enter");

    let code = recovery_code(&window);
    let sheet = laptop.file("recovery code.pdf");
    window.will_choose(&sheet);
    window.tab_to("button", "Save or print as PDF");
    window.press("Enter");
    window.reads("Saved: ");
    let paper = words_of(&sheet);
    assert!(
        code.split('-').all(|group| paper.contains(group)),
        "the code is on paper as on the screen: {paper}"
    );
    window.look("recovery-code");
    window.tab_to("button", "I have it on paper");
    window.press("Enter");

    window.find("heading", "Check your copy");
    for (label, group) in asked_groups(&window, &code) {
        window.tab_to("textbox", &label);
        window.types(&group);
    }
    window.look("check-your-copy");
    window.press("Enter");

    window.find("heading", "Visits and calls");
    window.look("today-empty");

    window.press("Ctrl+N");
    window.wait_until("the line for a new name", |window| {
        window.focus_is_on("textbox", "What do they like to be called?")
    });
    window.types("Joan");
    window.look("new-person");
    window.press("Enter");

    window.find("textbox", &matters("Joan"));
    window.look("story-empty");
    window.tab_to("textbox", &matters("Joan"));
    window.types("Being able to walk to the sea again, and to hear Bill’s stories.");
    window.tab_to("textbox", "Add a strength");
    window.types("Knows every bird on the estuary\nMakes people laugh\n");
    window.wait_until("both strengths", |window| {
        window.all("textbox", "Strength").len() == 2
    });
    window.look("story");

    window.tab_to("link", "Plan");
    window.press("Enter");
    window.tab_to("textbox", "Add a need");
    window.types("Someone to walk with\n");
    window.tab_to("textbox", "Add a goal, in their words");
    window.types("Walk to the bird hide and back\n");
    window.tab_to("textbox", "Add a step");
    window.types("To the end of the road and back\n");
    window.tab_to("textbox", "Add an action");
    window.types("Ring the walking group together on Tuesday\n");
    window.find("textbox", "What will be done");
    window.look("plan");

    window.press("Ctrl+Shift+T");
    window.find("heading", "Joan’s plan");
    window.tab_to("button", "Yes, we agree");
    window.press("Enter");
    window.reads("We agreed on this plan");
    window.look("together");
    let text = window.text();
    assert!(
        !text.contains("People") && !text.contains("Directory"),
        "only Joan’s plan is on the page"
    );

    let plan = laptop.file("Joan’s plan.pdf");
    window.will_choose(&plan);
    window.step_to("Shift+Tab", "button", "A copy to keep");
    window.press("Enter");
    window.find("menuitem", "Usual print");
    window.look("together-copy");
    window.press("Enter");
    window.reads("Your copy is saved");
    let printed = words_of(&plan);
    for words in [
        "Joan",
        "walk to the sea again",
        "Walk to the bird hide and back",
        "Ring the walking group together",
    ] {
        assert!(printed.contains(words), "“{words}” is on paper: {printed}");
    }
    window.close();
}
