//! Journeys 22 to 25. A practice's file becomes a first visit; somebody recorded twice is joined and taken apart; in a hard month those
//! who refer are told the truth; and a practice's whole list is looked through, taken in at once and given back at once.

use crate::support::{Laptop, add_person};
use alongside_testkit::window::Window;
use serde_json::json;

/// What the page for practices saves.
fn practice_file() -> String {
    json!({"alongside_referral": 1, "id": "7c2e90", "fields": {
        "given_name": "Emeka", "family_name": "Okafor", "date_of_birth": "1946-03-11", "nhs_number": "943 476 5919",
        "phone": "01632 960123", "postcode": "SY10 1AA", "address": "2 Mill Lane\nOswestry", "source": "practice",
        "referrer_name": "Dr Rees", "referrer_role": "GP", "organisation": "Mill Lane Surgery", "practice_code": "Z99000",
        "reason": "Low since his wife died, and hardly goes out.", "own_view": "I would like to sing again.", "urgency": "soon",
        "consent_to_contact": "yes", "received_on": "2026-11-20"}})
    .to_string()
}

/// Somebody who rang, by name, straight onto the waiting list.
fn waits(window: &Window, name: &str) {
    window.click("link", "People");
    window.find("heading", "People");
    window.press("Ctrl+N");
    window.wait_until("the line for a new name", |window| {
        window.focus_is_on("textbox", "What do they like to be called?")
    });
    window.types(name);
    window.click("button", "Add to the waiting list");
    window.find("textbox", "What matters most to…");
}

/// The page of whoever waits.
fn waiting_list(window: &Window) {
    window.click("link", "People");
    window.click("link", "Waiting list");
    window.find("heading", "Waiting list");
}

#[test]
#[ignore = "opens a window"]
fn from_a_practices_file_to_a_first_visit() {
    let laptop = Laptop::new("22-from-a-file-to-a-first-visit");
    let (window, _) = laptop.start_with_a_desk();
    // He rang himself last week; nothing but his name was written down.
    waits(&window, "Emeka Okafor");
    waiting_list(&window);
    window.reads("Emeka Okafor");
    window.look("one-waits");

    window.click("button", "New referral");
    window.find("heading", "New referral");
    window.look("new-referral");
    let broken = laptop.file("scan.json");
    std::fs::write(&broken, practice_file().split_at(60).0).unwrap();
    window.will_choose(&broken);
    window.click("button", "Read from a file");
    window.reads("This file is no referral");
    window.look("a-broken-file");

    let whole = laptop.file("referral-okafor.json");
    std::fs::write(&whole, practice_file()).unwrap();
    window.will_choose(&whole);
    window.click("button", "Read from a file");
    window.reads("Nothing is kept until you keep it.");
    window.reads("They may be known already");
    window.holds("NHS number", "9434765919");
    window.look("what-the-file-says");
    window.click("button", "It is them: Emeka Okafor");
    window.reads("the referral is added to that");
    window.look("it-is-him");
    window.click("button", "Add it to their record");
    window.find("heading", "Referrals and times of support");
    window.reads("Dr Rees, GP, Mill Lane Surgery");
    window.look("in-his-record");
    window.click("button", "Decide");
    window.find("dialog", "What becomes of this referral?");
    window.click("radio", "Accept, onto the waiting list");
    window.look("deciding");
    window.click("button", "Keep it");
    window.reads("Accepted");

    waiting_list(&window);
    window.reads("Soon, asks who referred them");
    window.click("button", "Welcome call with Emeka Okafor");
    window.find("dialog", "Welcome call with Emeka Okafor");
    window.reads("01632 960123");
    window.fill(
        "What was said",
        "Glad to be rung. Mornings are hard; he would like us to come after eleven.",
    );
    window.look("welcome-call");
    window.click("button", "Keep it");
    window.reads("Welcomed");
    window.look("welcomed");

    // The first visit: arranged, gone to, and he is supported.
    window.click("link", "Emeka Okafor");
    window.click("button", "Waiting…");
    window.find("dialog", "Where Emeka stands");
    window.click("radio", "Open");
    window.look("begins");
    window.click("button", "Keep it");
    window.click("link", "Contacts");
    window.click("button", "New contact");
    window.find("dialog", "New contact with Emeka");
    window.click("button", "Home visit…");
    window.find("textbox", "What was said and done");
    window.look("first-visit");

    waiting_list(&window);
    window.reads("Nobody waits");
    window.look("nobody-waits");
    window.close();
}

#[test]
#[ignore = "opens a window"]
fn recorded_twice_joined_and_taken_apart() {
    let laptop = Laptop::new("23-recorded-twice");
    let (window, _) = laptop.start_with_a_desk();
    add_person(&window, "Margaret");
    window.fill(
        "What matters most to Margaret",
        "The allotment, and her sister in Wem.",
    );
    window.press("Tab");
    window.click("link", "Details");
    window.fill("Family name", "Pryce");
    window.press("Tab");

    // A colleague at a drop-in writes her down as she is called there.
    window.click("link", "People");
    window.find("heading", "People");
    window.press("Ctrl+N");
    window.wait_until("the line for a new name", |window| {
        window.focus_is_on("textbox", "What do they like to be called?")
    });
    window.types("Peggy Price");
    window.reads("a name that sounds the same");
    window.look("while-typing");
    window.press("Enter");
    window.find("textbox", "What matters most to Peggy");
    window.fill(
        "What matters most to Peggy",
        "Somebody to talk to on Sundays.",
    );
    window.press("Tab");
    window.reads("may be the same person");
    window.look("maybe-the-same");
    window.click("link", "Look at both");
    window.find("heading", "One person, or two?");
    window.look("side-by-side");
    window.click("radio", "Price");
    window.click("button", "They are one person");
    window.reads("Another record of theirs, as Peggy Price, is read with this one.");
    window.wait_until("both their words", |window| {
        let words = window.value("What matters most to Margaret");
        words.contains("The allotment") && words.contains("on Sundays")
    });
    window.look("joined");
    window.click("link", "People");
    window.find("row", "Margaret Price…");
    window.gone("row", "Peggy…");

    window.click("row", "Margaret Price…");
    window.click("button", "Take apart");
    window.reads("Taken apart");
    window.reads("Peggy Price may be the same person");
    window.look("taken-apart");

    // Said on Today too, with whoever else may be written down twice. Looked at once more: they are sisters, and nobody asks again.
    window.click("link", "Today");
    window.reads("One person may be recorded twice");
    window.look("said-on-today");
    window.click("link", "One person may be recorded twice");
    window.find("heading", "Recorded twice?");
    window.look("everybody-recorded-twice");
    window.click("link", "Look at both: Margaret Pryce and Peggy Price");
    window.find("heading", "One person, or two?");
    window.click("button", "They are two people");
    window.fill(
        "How do you know? It is not asked again.",
        "Sisters. Peggy lives in Wem.",
    );
    window.look("two-people");
    window.click("button", "Keep it");
    window.reads("They are not shown together again.");
    window.gone("link", "Look at both");
    window.click("link", "People");
    window.click("link", "Recorded twice?");
    window.reads("Nobody seems to be recorded twice");
    window.close();
}

#[test]
#[ignore = "opens a window"]
fn a_hard_month() {
    let laptop = Laptop::new("24-a-hard-month");
    let (window, _) = laptop.start_with_a_desk();
    for name in ["Bill Evans", "Rita Shah", "Tomasz Nowak", "Doris Webb"] {
        waits(&window, name);
    }
    waiting_list(&window);
    window.reads("Doris Webb");
    window.click("button", "See sooner: Rita Shah");
    window.fill(
        "Why, in words that a colleague would follow",
        "Her husband comes home from hospital on Friday.",
    );
    window.look("sooner");
    window.click("button", "Yes, sooner");
    window.reads("We said so");
    window.click("button", "Most speaks for soon");
    window.reads("Whoever has more of the reasons below comes first");
    window.look("four-wait");

    window.click("button", "Pause new referrals");
    window.find("dialog", "Pause new referrals");
    let next_year = window
        .run("return new Date().getFullYear() + 1")
        .to_string();
    for (box_name, part) in [("Day", "1"), ("Month", "2"), ("Year", &next_year)] {
        window.click_nth("textbox", box_name, 1);
        window.types(part);
    }
    window.fill(
        "Why, as referrers are told",
        "One of our two link workers is ill until the new year",
    );
    window.fill(
        "What to do for somebody who cannot wait",
        "The warm room at Larkbridge library is open every weekday, and the Samaritans answer day and night.",
    );
    window.look("pausing");
    window.click("button", "Keep it");
    window.reads("New referrals are paused from");
    window.look("paused");

    window.click("button", "A letter to those who refer");
    window.find("dialog", "A letter to those who refer");
    let words = window.value("The letter");
    for said in [
        "4 people are waiting for a link worker today.",
        &format!("until 1 February {next_year}"),
        "One of our two link workers is ill until the new year.",
        "The warm room at Larkbridge library",
    ] {
        assert!(words.contains(said), "“{said}” is in the letter: {words}");
    }
    window.look("the-letter");
    let letter = laptop.file("letter.pdf");
    window.will_choose(&letter);
    window.click("button", "Save as PDF");
    window.wait_until("the letter on paper", |_| {
        std::fs::read(&letter).is_ok_and(|bytes| bytes.starts_with(b"%PDF-"))
    });
    window.click("button", "Copy the words");
    window.wait_until("copied, or marked to be copied", |window| {
        let text = window.text();
        text.contains("Copied") || text.contains("The words are marked")
    });
    window.click("button", "Not now");
    window.click("button", "Take referrals again");
    window.find("button", "Pause new referrals");
    window.close();
}

#[test]
#[ignore = "opens a window"]
fn a_practices_list() {
    let laptop = Laptop::new("25-a-practices-list");
    let (window, _) = laptop.start_with_a_desk();
    waits(&window, "Emeka Okafor");
    let list = laptop.file("Mill Lane November.csv");
    std::fs::write(
        &list,
        "Patient,DOB,NHS No,Postcode,Referred by,Reason for referral,Priority,Room\n\
         \"Okafor, Emeka\",11/03/1946,943 476 5919,SY10 1AA,Dr Rees,Low since his wife died,Soon,4\n\
         Doris Webb,31/02/1950,,SY11 2BB,Dr Rees,Letters she does not open,Routine,4\n\
         ,,,,Dr Rees,Housing,,2\n\
         Tomasz Nowak,02/05/1988,,SY11 4QT,Sister Bevan,Newly here and alone,Routine,1\n",
    )
    .unwrap();
    waiting_list(&window);
    window.click("button", "New referral");
    window.click("button", "From a spreadsheet");
    window.find("heading", "Referrals from a spreadsheet");
    window.look("nothing-chosen");
    window.will_choose(&list);
    window.click("button", "Choose a file…");
    window.reads("3 referrals to look through");
    window.reads("Row 4: it names nobody");
    window.reads("Could not be read and was left out: Date of birth.");
    window.find("button", "Take in 2 referrals");
    window.look("who-are-they");
    window.click("button", "What each column says…");
    window.find("combobox", "Reason for referral");
    window.look("columns");
    window.choose(
        "What becomes of Emeka Okafor",
        "It is Emeka Okafor: the same name",
    );
    window.click("button", "Take in 3 referrals");
    window.reads("3 referrals taken in, 2 people new");
    window.look("taken-in");
    window.click("link", "Waiting list");
    window.reads("Tomasz Nowak");
    window.look("three-wait");
    window.press("Ctrl+Z");
    window.wait_until("only he waits again", |window| {
        !window.text().contains("Tomasz Nowak") && window.text().contains("Emeka Okafor")
    });
    window.close();
}
