//! Journey 43. Amira goes on leave and hands Joan to Ben, with what he should know and what Joan says; on his laptop he takes her on.

use crate::support::{Laptop, add_person, join_in, make_team};
use alongside_testkit::window::SharedServer;

#[test]
#[ignore = "opens two windows"]
fn a_handover() {
    let server = SharedServer::start();
    let hers = Laptop::new("43-a-handover/amira");
    let his = Laptop::new("43-a-handover/ben");
    let (amira, _) = hers.start_with_a_desk();
    add_person(&amira, "Joan");
    make_team(&amira, &server);
    let (ben, _) = join_in(&amira, &his, &server.address());

    amira.click("link", "Diary");
    amira.click("button", "Be away");
    amira.find("dialog", "Away");
    amira.fill("From (a part of the first day)", "13:00");
    amira.fill("Who covers", "Ben");
    amira.look("being-away");
    amira.click("button", "Keep it");
    amira.reads("Ben covers");
    amira.look("away-in-the-diary");

    amira.click("link", "People");
    amira.click("row", "Joan…");
    amira.click("link", "Plan");
    amira.click("button", "Hand over to a colleague");
    amira.find("dialog", "Hand over to a colleague");
    amira.fill("To whom", "Ben");
    amira.fill(
        "What they should know, agreed with the person",
        "She likes to be rung before ten, and walks to the sea on Sundays.",
    );
    amira.fill("What the person says about the change", "Fine by me.");
    amira.look("handing-over");
    amira.click("button", "Hand over");
    amira.reads("Handed to Ben, not taken on yet");
    amira.look("handed");

    ben.click("link", "Today");
    ben.find("heading", "Handed to you");
    ben.reads("She likes to be rung before ten");
    ben.look("handed-to-ben");
    ben.click("button", "I take them on: Joan");
    ben.gone("heading", "Handed to you");
    amira.reads("With Ben");
    amira.look("taken");
    amira.close();
    ben.close();
}
