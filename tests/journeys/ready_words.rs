//! Journeys 49 and 50. Amira begins a note and a plan with templates and types ready words by their name; she carries too much, is told
//! first and alone, pauses new referrals and tells her team when she wants to.

use crate::support::{Laptop, add_person_called};

#[test]
#[ignore = "opens a window"]
fn a_note_and_a_plan_begin_with_ready_words() {
    let laptop = Laptop::new("49-ready-words");
    let (window, _) = laptop.start_with_a_desk();
    window.click("link", "My practice");
    window.click("link", "Ready words");
    window.look("none-yet");
    window.fill("Name of new ready words", "monday\n");
    window.fill("The words", "I will ring you on Monday, {name}.");
    window.click("button", "Take ours to begin with");
    window.reads("Getting out and meeting people");
    window.click("button", "More: First conversation");
    window.click("menuitem", "Share with the team");
    window.reads("The team’s");
    window.look("ours-and-own");

    add_person_called(&window, "Joseph Okafor", "Joseph");
    window.press("Ctrl+N");
    window.choose("Begin with a template", "First conversation");
    window.look("chosen-for-a-contact");
    window.click("button", "Home visit…");
    let note = "What was said and done";
    window.wait_until("the note begins with the template", |window| {
        window.has("textbox", note)
            && window
                .value(note)
                .starts_with("What Joseph wanted to talk about, in their words:")
    });
    window.click("textbox", note);
    window.press("Ctrl+End");
    window.types(" ;monday ");
    window.wait_until("the ready words", |window| {
        window
            .value(note)
            .ends_with(" I will ring you on Monday, Joseph. ")
    });
    window.look("ready-words-in-a-note");
    // Undo takes the words out again, and leaves the template.
    window.press("Ctrl+Z");
    window.wait_until("the words out again", |window| {
        let value = window.value(note);
        !value.contains("Monday") && value.starts_with("What Joseph wanted")
    });

    window.click("link", "Plan");
    window.click("button", "Begin with a template");
    window.look("templates-for-a-plan");
    window.click("menuitem", "Getting out and meeting people");
    window.holds("Goal", "Have something to look forward to each week");
    window.look("a-plan-begun");
    window.close();
}

#[test]
#[ignore = "opens a window"]
fn running_hot_is_told_to_her_first() {
    let laptop = Laptop::new("50-running-hot");
    let (window, _) = laptop.start_with_a_desk();
    add_person_called(&window, "Joseph Okafor", "Joseph");
    window.press("Ctrl+N");
    window.click("button", "Home visit…");
    window.fill("How long, in minutes", "120");
    window.press("Tab");
    window.click("link", "My practice");
    window.click("link", "What I carry");
    window.find("heading", "What was agreed with me");
    window.look("with-room");
    window.click("button", "Write down what was agreed");
    // Two hours with him in four weeks are more than three fifths of half an hour a week.
    window.fill("My hours in a week", "0.5");
    window.fill("People at one time", "1");
    window.click("textbox", "How many more");
    window.press("Ctrl+A");
    window.types("3");
    window.reads("more than there is room for");
    window.find("heading", "This is a lot");
    window.reads("Nobody else has been told.");
    window.look("told-first");
    window.click("button", "Pause new referrals");
    window.fill("Why, as referrers are told", "Two colleagues are away");
    window.look("pausing");
    window.click("button", "Keep it");
    window.reads("New referrals are paused");
    window.click("button", "Tell my team");
    window.fill(
        "What you want your team to know",
        "Nobody new until January",
    );
    window.click("button", "Tell them now");
    window.reads("You told your team on");
    window.look("paused-and-told");
    window.close();
}
