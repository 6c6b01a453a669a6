//! Journey 17. Two organisations and one person: Amira of Larkfield shares Mr Okafor's record with Tom of Lantern, with his consent and
//! a code read out. Both write; neither sees anybody else of the other's; and it ends.

use crate::support::{
    Laptop, add_person, make_team, matters, open_team, rewrite, set_up_desk, stands,
};
use alongside_testkit::window::{SharedServer, Window};

/// The digits that both screens show.
fn digits(window: &Window) -> String {
    let digits = window.run("return document.querySelector('.digits').textContent.trim()");
    digits.as_str().unwrap().to_owned()
}

/// Somebody looks for changes now.
fn look_for_changes(window: &Window) {
    window.press("Alt+S");
    window.click("button", "Look for changes now");
    window.press("Escape");
}

/// Tom makes a team of his own on the same server.
fn make_lantern(tom: &Window, server: &SharedServer) {
    open_team(tom);
    tom.click("button", "Make a team");
    tom.fill("The server’s address", &server.address());
    tom.fill("Sign-up code", &server.sign_up_code());
    tom.fill("What the team is called", "Lantern");
    tom.click("button", "Make the team");
    tom.find("button", "Invite somebody");
    stands(tom, "Synced");
}

#[test]
#[ignore = "opens two windows"]
fn two_organisations_see_one_person_and_one_of_them_ends_it() {
    let server = SharedServer::start();
    let hers = Laptop::new("17-two-organisations/amira");
    let his = Laptop::new("17-two-organisations/tom");
    let (amira, _) = hers.start_with_a_desk();
    add_person(&amira, "Mr Okafor");
    amira.fill(&matters("Mr Okafor"), "Singing again");
    amira.press("Tab");
    make_team(&amira, &server);
    stands(&amira, "Synced");

    let tom = his.start();
    tom.click("button", "Start");
    set_up_desk(&tom, "Tom", "Open my desk");
    tom.find("heading", "Visits and calls");
    make_lantern(&tom, &server);

    // He agrees; Amira writes down what he says, and reads the code out.
    amira.click("link", "People");
    amira.click("row", "Mr Okafor…");
    amira.click("link", "Details");
    amira.click("button", "Share with another organisation…");
    amira.fill("With whom", "Lantern, the debt advice team");
    amira.fill(
        "What they said to it",
        "Yes, Tom may know. He helps me with the forms.",
    );
    amira.look("what-they-will-see");
    amira.click("button", "They agreed: make a code");
    amira.find("heading", "Read this code out to the other worker");
    amira.look("code");
    let code = amira.run(
        "return Array.from(document.querySelectorAll('ol[aria-label=\"The code\"] li'), (li) => li.textContent.trim()).join(' ')",
    );
    tom.fill("Their code", &code.as_str().unwrap().to_lowercase());
    tom.look("somebody-is-shared-with-us");
    tom.click("button", "Go on");
    tom.find("heading", "Amira of Larkfield is there");
    tom.reads("They want to share Mr Okafor’s record with your team.");
    amira.find("heading", "Tom of Lantern is there");
    assert_eq!(digits(&amira), digits(&tom), "the same on both screens");
    tom.look("is-it-them");
    amira.look("is-it-them");
    tom.click("button", "It is them: take it");
    amira.click("button", "It is them: share");
    for window in [&amira, &tom] {
        window.reads("It is shared");
        window.click("button", "Done");
    }
    amira.reads("Shared with Lantern");
    amira.look("shared-with");

    // It is on Tom's laptop, with whose it is; and nobody else is.
    tom.click("link", "People");
    look_for_changes(&tom);
    tom.click("row", "Mr Okafor…");
    tom.reads("Shared with us by Larkfield");
    tom.wait_until("his own words", |window| {
        window.has("textbox", &matters("Mr Okafor"))
            && window.value(&matters("Mr Okafor")) == "Singing again"
    });
    tom.look("shared-by");
    rewrite(&tom, "Please do", "Ring before nine");
    stands(&tom, "Synced");
    amira.click("link", "Story");
    look_for_changes(&amira);
    amira.wait_until("what Tom wrote", |window| {
        window.has("textbox", "Please do") && window.value("Please do") == "Ring before nine"
    });

    // He does not want it any more.
    amira.click("button", "What this means");
    amira.click("button", "Stop sharing…");
    amira.click("radio", "They do not want it shared any more…");
    amira.look("stop-sharing");
    amira.click("button", "Stop sharing");
    stands(&amira, "Synced");
    look_for_changes(&tom);
    tom.click("link", "People");
    tom.wait_until("nothing of him", |window| !window.has("row", "Mr Okafor…"));
    tom.look("it-is-over");
    assert_eq!(amira.value("Please do"), "Ring before nine");
    tom.close();
    amira.close();
}
