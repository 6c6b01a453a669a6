//! Journey 17. Two organisations and one person: Amira of Larkfield shares Mr Okafor's record with Tom of Lantern, with his consent and
//! a code read out. Both write; neither sees anybody else of the other's; and it ends.

use crate::support::{
    Laptop, add_person, digits, look_for_changes, make_team, make_team_called, matters, read_out,
    rewrite, stands,
};
use alongside_testkit::window::SharedServer;

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

    let (tom, _) = his.start_with_a_desk_of("Tom");
    make_team_called("Lantern", &tom, "Tom", &server);

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
    let code = read_out(&amira, "Read this code out to the other worker");
    tom.fill("Their code", &code);
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
    amira.holds("Please do", "Ring before nine");

    // He does not want it any more.
    amira.click("button", "What this means");
    amira.click("button", "Stop sharing…");
    amira.click("radio", "They do not want it shared any more…");
    amira.look("stop-sharing");
    amira.click("button", "Stop sharing");
    stands(&amira, "Synced");
    look_for_changes(&tom);
    tom.click("link", "People");
    tom.gone("row", "Mr Okafor…");
    tom.look("it-is-over");
    amira.holds("Please do", "Ring before nine");
    tom.close();
    amira.close();
}
