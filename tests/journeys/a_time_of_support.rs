//! Journeys 51 and 52. Not every referral is taken, and whoever referred is told why and what was offered instead. A time of support
//! pauses, goes on, ends well with its door open, and begins again with a new referral and the one record there always was.

use crate::support::{Laptop, add_person_called};
use alongside_testkit::window::Window;

/// Somebody rings for themselves; what they say is written down.
fn rings(window: &Window, first: &str, family: &str, why: &str) {
    window.click("link", "People");
    window.click("link", "New referral");
    window.find("heading", "New referral");
    window.fill("First name", first);
    window.fill("Family name", family);
    window.choose("Where it comes from", "They came themselves");
    window.fill("Why, in their words", why);
    window.press("Tab");
    window.click("button", "Onto the waiting list");
    window.find("heading", "Referrals and times of support");
}

/// The dialog in which it is said where somebody stands, `now` being where they do.
fn stands(window: &Window, now: &str, next: &str) {
    window.click("button", &format!("{now}…"));
    window.find("dialog", "Where Joseph stands");
    window.click("radio", next);
}

#[test]
#[ignore = "opens a window"]
fn four_answers_to_a_referral() {
    let laptop = Laptop::new("51-four-answers");
    let (window, _) = laptop.start_with_a_desk();
    rings(
        &window,
        "Rita",
        "Shah",
        "Letters about money that she does not open",
    );
    window.click("button", "Decide");
    window.click("radio", "Asked for more");
    window.fill(
        "What more is needed",
        "Whether she has an interpreter she trusts",
    );
    window.look("asking-for-more");
    window.click("button", "Keep it");
    window.reads("Whether she has an interpreter she trusts");
    window.click("button", "Decide");
    window.click("radio", "Passed on");
    window.fill("To whom", "Larkbridge debt advice");
    window.fill(
        "In words, as you would tell the referrer",
        "They can see her on Monday, with an interpreter",
    );
    window.look("passing-on");
    window.click("button", "Keep it");
    window.reads("Passed on to Larkbridge debt advice");
    window.look("passed-on");

    rings(
        &window,
        "Tomasz",
        "Nowak",
        "New here, and would like to play chess",
    );
    window.click("button", "Decide");
    window.click("radio", "Declined");
    window.choose("Why", "They live outside our area");
    window.fill(
        "What was offered instead",
        "The chess club at Wem library, Thursdays",
    );
    window.look("declining");
    window.click("button", "Keep it");
    window.reads("Offered instead: The chess club at Wem library, Thursdays");

    // Neither waits any longer, and neither is lost.
    window.click("link", "People");
    window.click("link", "Waiting list");
    window.reads("Nobody waits");
    window.click("link", "People");
    window.click("button", "Everyone…");
    window.find("row", "Rita Shah…");
    window.find("row", "Tomasz Nowak…");

    // One undo takes the answer back, and he waits again.
    window.press("Ctrl+Z");
    window.click("link", "Waiting list");
    window.reads("Tomasz Nowak");
    window.look("he-waits-again");
    window.close();
}

#[test]
#[ignore = "opens a window"]
fn a_pause_an_ending_and_the_door_open() {
    let laptop = Laptop::new("52-a-time-of-support");
    let (window, _) = laptop.start_with_a_desk();
    add_person_called(&window, "Joseph Okafor", "Joseph");
    stands(&window, "Open", "Paused");
    window.fill("Why, in words", "In hospital for his hip");
    window.look("pausing");
    window.click("button", "Keep it");
    window.find("button", "Paused…");
    stands(&window, "Paused", "Open");
    window.click("button", "Keep it");
    stands(&window, "Open", "Closed");
    window.choose("How it ended", "As we had planned together");
    // The page behind has fields of that name too.
    window.tab_to("textbox", "In their words");
    window.types("I know where to go now");
    window.click("radio", "Agreed");
    window.fill(
        "The door that stays open…",
        "Ring me, or come to the library on a Tuesday",
    );
    window.look("ending");
    window.click("button", "Keep it");
    window.find("button", "Closed…");

    window.click("link", "Details…");
    window.reads("In hospital for his hip");
    window.reads("The door: Ring me, or come to the library on a Tuesday");
    window.look("what-happened");

    // A year on he asks again: a new time of support, and the person who is known.
    window.click("button", "A new referral");
    window.find("heading", "New referral");
    window.reads("Joseph Okafor");
    window.choose("Where it comes from", "They came themselves");
    window.fill("Why, in their words", "The choir has ended");
    window.press("Tab");
    window.click("button", "Begin now");
    window.find("heading", "Referrals and times of support");
    window.wait_until("two times of support", |window| {
        window.all("button", "Support from…").len() == 2
    });
    window.reads("Accepted");
    window.gone("button", "Decide");
    window.look("a-second-time");
    window.click("link", "People");
    window.wait_until("one record of him", |window| {
        window.all("row", "Joseph Okafor…").len() == 1
    });
    window.close();
}
