//! Journey 57. Ben is taken out of the team by mistake. His laptop says so, he goes on writing, and with a code that is read out to him
//! he is in again: as himself, with what he wrote meanwhile.

use crate::support::{
    Laptop, add_person, asks_and_is_let_in, join_in, make_team, read_out, stands,
};
use alongside_testkit::window::SharedServer;

#[test]
#[ignore = "opens two windows"]
fn who_was_taken_out_comes_again_with_what_he_wrote_meanwhile() {
    let server = SharedServer::start();
    let hers = Laptop::new("57-coming-again/amira");
    let his = Laptop::new("57-coming-again/ben");
    let (amira, _) = hers.start_with_a_desk();
    add_person(&amira, "Joan");
    make_team(&amira, &server);
    let (ben, _) = join_in(&amira, &his, &server.address());

    amira.click("button", "More: Ben");
    amira.click("menuitem", "Take out of the team");
    amira.find("dialog", "Take Ben out of the team?");
    amira.look("take-ben-out");
    amira.click("button", "Take them out");
    amira.find("button", "Were in the team…");

    stands(&ben, "Needs you…");
    ben.click("link", "People");
    add_person(&ben, "Mr Okafor");
    ben.press("Alt+S");
    ben.reads("This laptop was taken out of the team");
    ben.look("told-that-he-is-out");
    ben.click("link", "Come in again");
    ben.find("heading", "This laptop was taken out of the team");
    ben.look("the-team-page-of-who-is-out");
    ben.click("button", "I have a code");

    amira.click("button", "Were in the team…");
    amira.look("were-in-the-team");
    amira.click("button", "Let Ben in again");
    amira.find("dialog", "Let Ben in again");
    amira.look("as-what");
    amira.click("button", "Make a code");
    let code = read_out(&amira, "Read this code out");
    ben.holds("The server’s address", &server.address());
    ben.fill("Code", &code);
    ben.look("the-code-typed");
    asks_and_is_let_in(&amira, &ben);
    ben.click("button", "Done");
    ben.find("heading", "Members");
    ben.look("in-again");
    stands(&ben, "Synced");

    amira.click("link", "People");
    amira.find("row", "Mr Okafor…");
    amira.look("what-he-wrote-meanwhile");
    ben.close();
    amira.close();
    assert!(server.admin(&["check"]).contains("nothing wrong"));
}
