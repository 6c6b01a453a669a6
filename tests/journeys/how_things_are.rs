//! Journey 19. Amira asks Mr Okafor how things are, on the whole screen and again months later; a line shows where he was and is,
//! with his words beside it, and nothing says what caused it.

use crate::support::Laptop;
use alongside_testkit::window::Window;

#[test]
#[ignore = "opens a window"]
fn asked_twice_and_drawn_with_his_words() {
    let laptop = Laptop::new("19-how-things-are");
    let (window, _) = laptop.start_with_a_desk();
    window.press("Ctrl+N");
    window.wait_until("the line for a new name", |window| {
        window.focus_is_on("textbox", "What do they like to be called?")
    });
    window.types("Joseph Okafor\n");
    window.find("textbox", "What matters most to Joseph");
    window.click("link", "How things are");
    window.reads("Nothing has been asked yet");
    window.look("nothing-asked");

    // Together: the laptop is turned round, and nothing else of his record is on it.
    window.click("button", "Ask how things are");
    window.find("radio", "Personal wellbeing (ONS4)");
    window.look("which-to-ask");
    window.click("radio", "Personal wellbeing (ONS4)");
    window.reads("There are no right or wrong answers.");
    window.look("about-to-ask");
    window.click("button", "Ask it on the whole screen");
    window.find("heading", "Personal wellbeing (ONS4)");
    answer(&window, [3, 4, 2, 8]);
    window.fill("What they said beside it", "The house is too quiet.");
    window.look("together");
    window.click("button", "Write it down");
    window.find("heading", "Thank you");
    window.click("button", "Leave");
    window.find("heading", "Over time");
    window.reads("3 (low)");

    // Later, one of the four left out: it is no nought, and no point of the line.
    window.click("button", "Ask how things are");
    window.click("radio", "Personal wellbeing (ONS4)");
    window.reads("4 questions have no answer: they count as missing.");
    answer(&window, [6, 7, 5, 3]);
    window.reads("Every question has an answer.");
    window.click_nth("button", "Clear…", 2);
    window.reads("1 question has no answer: it counts as missing.");
    window.fill(
        "What they said beside it",
        "The choir on Tuesdays, and Bill rings.",
    );
    window.click("radio", "Together");
    window.look("one-left-out");
    window.click("button", "Write it down");
    window.find(
        "img",
        "Satisfied with life: 3 (low) at first, 6 (medium) now, asked 2 times",
    );
    window.find("img", "Happy yesterday: 2 (low)");
    window.reads("1 left out");
    window.reads("Lower is better");

    // Who and what helped, as he sees it.
    window.fill("Something that changed, in their words", "I sleep again");
    window.press("Enter");
    window.fill("What helped", "The choir");
    window.click("heading", "Stories");
    window.reads("They say");
    window.look("over-time");

    // A story of his: told to the team, and to nobody outside it until there is a copy that names nobody.
    window.fill("What the story is called", "The choir\n");
    window.fill(
        "The story, as they tell it",
        "Joseph Okafor sings again on Tuesdays.",
    );
    window.choose("May the team hear it?", "Yes");
    window.choose("May those who fund the work hear it?", "Yes");
    window.reads("May hear it: the team");
    window.reads("Outside the team it needs a copy that names nobody.");
    window.fill("The copy that names nobody", "A man of eighty sings again.");
    window.press("Tab");
    window.reads("May hear it: the team, those who fund the work");
    window.look("a-story-and-who-may-hear-it");
    window.click("button", "They take it back");
    window.reads("Taken back: nobody is told it any more.");
    window.look("taken-back");
    window.close();
}

#[test]
#[ignore = "opens a window"]
fn a_questionnaire_of_their_own_asks_only_what_applies() {
    let laptop = Laptop::new("20-own-questionnaire");
    let (window, _) = laptop.start_with_a_desk();
    window.click("link", "Settings");
    window.click("link", "Questionnaires");
    window.find("heading", "Licences");
    window.look("questionnaires");
    window.click("button", "Write a questionnaire");
    window.fill("What it is called", "Caring");
    window.fill("Question 1", "Do you care for somebody?");
    window.choose("How it is answered", "One of several answers");
    window.fill("The answers, one on each line", "1 Yes\n0 No");
    window.click("button", "Add a question");
    window.fill("Question 2", "How tired are you?");
    window.choose("Asked only after", "Do you care for somebody?");
    window.click("checkbox", "Yes");
    window.look("writing-one");
    window.click("button", "Save the questionnaire");
    window.reads("Version 1 · 2 questions · answered 0 times");

    window.press("Ctrl+N");
    window.types("Mrs Kaur\n");
    window.find("textbox", "What matters most to Mrs Kaur");
    window.click("link", "How things are");
    window.click("button", "Ask how things are");
    window.click("radio", "Caring");
    window.find("radio", "No");
    window.gone("radio", "7");
    window.click("radio", "Yes");
    window.find("radio", "7");
    window.click("radio", "7");
    window.click("radio", "Together");
    window.click("button", "Write it down");
    window.find("img", "How tired are you?: 7");
    window.close();
}

/// The four answers, in order.
fn answer(window: &Window, points: [u8; 4]) {
    for (place, point) in points.iter().enumerate() {
        window.click_nth("radio", &point.to_string(), place);
    }
}
