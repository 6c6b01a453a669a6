//! Journey 3. Amira is writing when somebody comes to the door. She locks in the middle of a sentence, and later goes on
//! where her cursor was. Nothing that she typed is in clear in any file that the app or its web view wrote.

use crate::support::{Laptop, PASSPHRASE, add_person, matters};

#[test]
#[ignore = "opens a window"]
fn a_sentence_goes_on_after_locking() {
    let laptop = Laptop::new("3-lock-in-mid-sentence");
    let (window, _) = laptop.start_with_a_desk();
    add_person(&window, "Mr Okafor");
    window.fill(
        &matters("Mr Okafor"),
        "To be home when the grandchildren come from",
    );

    window.press("Ctrl+L");
    window.find("heading", "Locked");
    window.look("locked");
    let text = window.text();
    assert!(
        !text.contains("Okafor") && !text.contains("grandchildren"),
        "nothing is left to read: {text}"
    );
    let page = window.run("return document.documentElement.outerHTML");
    assert!(
        !page.to_string().contains("grandchildren"),
        "nor is it hidden in the page"
    );

    let scanned = laptop.files_that_hold(&["grandchildren", "Okafor", PASSPHRASE]);
    assert!(
        scanned.found.is_empty(),
        "in clear on the disk: {:?}",
        scanned.found
    );
    assert!(
        scanned.read > 3,
        "records, key file and log were looked through"
    );

    window.fill("Passphrase", PASSPHRASE);
    window.press("Enter");
    window.wait_until("the cursor back in its sentence", |window| {
        window.focus_is_on("textbox", &matters("Mr Okafor"))
    });
    window.types(" school");
    window.holds(
        &matters("Mr Okafor"),
        "To be home when the grandchildren come from school",
    );
    window.reads("Saved on this laptop");
    window.look("unlocked");
    window.close();
    let scanned = laptop.files_that_hold(&["grandchildren", "Okafor", PASSPHRASE]);
    assert!(
        scanned.found.is_empty(),
        "in clear after closing: {:?}",
        scanned.found
    );
}
