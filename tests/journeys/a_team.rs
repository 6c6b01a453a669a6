//! Journey 15. Amira makes a team with a code from the keeper of the server, and reads a code out to Ben. They work apart without
//! a connection, meet, and one of two versions is kept.

use crate::support::{
    Laptop, add_person, join_in, look_for_changes, make_team, matters, open_team, rewrite, stands,
};
use alongside_testkit::window::SharedServer;

#[test]
#[ignore = "opens two windows"]
fn two_laptops_work_apart_and_one_of_two_versions_is_kept() {
    let mut server = SharedServer::start();
    let hers = Laptop::new("15-a-team/amira");
    let his = Laptop::new("15-a-team/ben");
    let (amira, _) = hers.start_with_a_desk();
    add_person(&amira, "Joan");
    amira.fill(&matters("Joan"), "Walking to the sea");
    amira.press("Tab");
    make_team(&amira, &server);

    let (ben, _) = join_in(&amira, &his, &server.address());
    ben.click("link", "People");
    ben.click("row", "Joan…");
    ben.wait_until("Joan’s words", |window| {
        window.has("textbox", &matters("Joan"))
            && window.value(&matters("Joan")) == "Walking to the sea"
    });
    ben.look("joan-on-bens-laptop");
    amira.click("link", "People");
    amira.click("row", "Joan…");

    // The power goes in the server room.
    server.kill();
    rewrite(&amira, &matters("Joan"), "Walking to the sea with Bill");
    stands(&amira, "Working offline, 1 change to send");
    amira.look("offline");
    rewrite(&amira, "Please do", "Ring before nine");
    stands(&amira, "Working offline, 2 changes to send");
    rewrite(&ben, &matters("Joan"), "Singing again");
    rewrite(&ben, "Please don’t", "Ask about Leeds");
    stands(&ben, "Working offline, 2 changes to send");

    server.start_again();
    for window in [&amira, &ben] {
        look_for_changes(window);
    }
    for window in [&amira, &ben] {
        window.wait_until("the other’s words, and a difference", |window| {
            window.value("Please do") == "Ring before nine"
                && window.value("Please don’t") == "Ask about Leeds"
                && window.has("link", "1 difference to look at")
        });
        stands(window, "Synced");
    }
    assert_eq!(amira.value(&matters("Joan")), ben.value(&matters("Joan")));
    let standing = ben.value(&matters("Joan"));
    ben.picture("two-versions-beside-the-field");
    ben.click("link", "1 difference to look at");
    ben.find("heading", "Differences to look at");
    ben.reads("on Amira’s laptop");
    ben.look("differences");
    ben.click("button", "Keep this one instead…");
    ben.reads("Nothing to look at");
    ben.look("settled");
    let other = if standing == "Singing again" {
        "Walking to the sea with Bill"
    } else {
        "Singing again"
    };
    amira.wait_until("the version that was kept", |window| {
        window.value(&matters("Joan")) == other && !window.has("link", "1 difference to look at")
    });

    // Ben thinks better of it.
    ben.press("Ctrl+Z");
    amira.wait_until("the version that stood there", |window| {
        window.value(&matters("Joan")) == standing
    });

    amira.press("Alt+S");
    amira.look("how-things-stand");
    amira.click("link", "What moved when");
    amira.reads("received from Ben");
    amira.look("what-moved-when");
    open_team(&amira);
    amira.reads("Ben’s laptop");
    amira.look("team");
    ben.close();
    amira.close();
}
