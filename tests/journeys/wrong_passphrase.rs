//! Journey 7. After three weeks away Amira has forgotten her passphrase. The paper in the office safe lets her in, and she
//! chooses a new one.

use crate::support::{Laptop, PASSPHRASE, add_person};

const NEW: &str = "pebble harbour violin mustard";

#[test]
#[ignore = "opens a window"]
fn the_recovery_code_opens_a_forgotten_desk() {
    let laptop = Laptop::new("7-wrong-passphrase");
    let (window, code) = laptop.start_with_a_desk();
    add_person(&window, "Dilys");
    window.close();

    let window = laptop.start();
    window.find("heading", "Locked");
    window.fill("Passphrase", "lantern otter gravel kettle");
    window.press("Enter");
    window.find("alert", "…");
    assert!(
        window.has("heading", "Locked"),
        "a wrong passphrase opens nothing"
    );
    window.look("wrong-passphrase");

    window.click("button", "I have forgotten it");
    window.find("heading", "Use your recovery code");
    // As people type: small letters, spaces.
    window.fill("Recovery code", &code.to_lowercase().replace('-', " "));
    window.look("recovery-code");
    window.click("button", "Go on");

    window.find("heading", "Choose a new passphrase");
    window.fill("New passphrase", NEW);
    window.fill("The same passphrase again", NEW);
    window.reads("Very strong");
    window.look("new-passphrase");
    window.click("button", "Open my desk");
    window.find("link", "People");
    window.close();

    let window = laptop.start();
    window.fill("Passphrase", PASSPHRASE);
    window.press("Enter");
    window.find("alert", "…");
    assert!(
        window.has("heading", "Locked"),
        "the old passphrase opens nothing any more"
    );
    window.press("Ctrl+A");
    window.types(NEW);
    window.press("Enter");
    window.click("link", "People");
    window.reads("Dilys");
    window.look("people");
    window.close();
}
