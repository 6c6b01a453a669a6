//! Journey 16. The same team on harder days: a stick carries what no network can, someone asks to be forgotten, and Ben's laptop is
//! left on a bus.

use crate::support::{
    Laptop, add_person, join_in, look_for_changes, make_team, matters, open_team, rewrite, stands,
};
use alongside_testkit::window::SharedServer;

#[test]
#[ignore = "opens two windows"]
fn a_stick_an_erasing_and_a_lost_laptop() {
    let mut server = SharedServer::start();
    let hers = Laptop::new("16-a-team-apart/amira");
    let his = Laptop::new("16-a-team-apart/ben");
    let (amira, _) = hers.start_with_a_desk();
    add_person(&amira, "Dilys");
    amira.click("link", "Today");
    add_person(&amira, "Joan");
    make_team(&amira, &server);
    let (ben, _) = join_in(&amira, &his, &server.address());
    for window in [&amira, &ben] {
        stands(window, "Synced");
        window.click("link", "People");
        window.click("row", "Joan…");
        window.find("textbox", &matters("Joan"));
    }

    // No network anywhere: a stick.
    server.kill();
    rewrite(&amira, &matters("Joan"), "Walking to the sea with Bill");
    stands(&amira, "Working offline, 1 change to send");
    let stick = hers.file("for Ben.alongside");
    open_team(&amira);
    amira.will_choose(&stick);
    amira.click("button", "Save to a stick");
    amira.reads("Saved: ");
    amira.look("saved-to-a-stick");
    open_team(&ben);
    ben.will_choose(&stick);
    ben.click("button", "Read from a stick");
    ben.reads("Read. 1 change was new here");
    ben.look("read-from-a-stick");
    ben.will_choose(&stick);
    ben.click("button", "Read from a stick");
    ben.reads("here already");
    ben.click("link", "People");
    ben.click("row", "Joan…");
    ben.wait_until("her new words", |window| {
        window.has("textbox", &matters("Joan"))
            && window.value(&matters("Joan")) == "Walking to the sea with Bill"
    });

    // The network is back. Joan asks to be forgotten.
    server.start_again();
    for window in [&amira, &ben] {
        look_for_changes(window);
        stands(window, "Synced");
    }
    amira.click("link", "People");
    amira.click("row", "Joan…");
    amira.click("link", "Details");
    amira.click("button", "Erase for ever…");
    amira.find("heading", "Erase Joan for ever?");
    amira.click("radio", "They asked for it");
    amira.fill("Type “Joan” to show that you mean this person", "joan");
    amira.look("erase-for-ever");
    amira.click("button", "Erase for ever");
    amira.find("heading", "Erased for ever");
    amira.reads("Has confirmed it");
    amira.look("receipt");
    ben.wait_until("Joan gone from the page he looks at", |window| {
        !window.has("textbox", &matters("Joan")) && !window.has("heading", "Joan")
    });
    ben.picture("gone-while-he-looks");
    ben.click("link", "People");
    ben.reads("Dilys");
    ben.gone("row", "Joan…");

    // Ben’s laptop is left on a bus.
    open_team(&amira);
    amira.click("button", "More: Ben’s laptop");
    amira.click("menuitem", "It is lost, or put away");
    amira.find("heading", "Take “Ben’s laptop” out of the team?");
    amira.look("lost");
    amira.click("button", "Take it out");
    amira.reads("Taken out");
    amira.look("taken-out");
    stands(&ben, "Needs you");
    ben.press("Alt+S");
    ben.reads("This laptop was taken out of the team");
    ben.look("needs-you");
    ben.press("Escape");
    add_person(&amira, "Mr Okafor");
    stands(&amira, "Synced");
    ben.click("link", "People");
    ben.reads("Dilys");
    assert!(!ben.text().contains("Okafor"), "nothing newer comes to it");
    ben.close();
    amira.close();
    assert!(server.admin(&["check"]).contains("nothing wrong"));
}
