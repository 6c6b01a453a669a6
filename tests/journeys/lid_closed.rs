//! Amira closes the lid in the middle of a sentence. The laptop waits until her desk is locked, and only then sleeps. With no
//! logind at all, nothing of this is missed.

use crate::logind::{Asked, Logind};
use crate::support::{Laptop, PASSPHRASE, add_person, matters};
use std::fs;

#[test]
#[ignore = "opens a window"]
fn the_desk_is_locked_before_the_laptop_sleeps() {
    let mut laptop = Laptop::new("8-lid-closed");
    let logind = Logind::start(&laptop.file("bus"));
    laptop
        .options
        .environment
        .push(("DBUS_SYSTEM_BUS_ADDRESS".to_owned(), logind.address()));
    let (window, _) = laptop.start_with_a_desk();
    let (asked, delay) = logind.is_asked_to_wait();
    let wanted = Asked {
        what: "sleep".to_owned(),
        who: "Alongside".to_owned(),
        mode: "delay".to_owned(),
    };
    assert_eq!(asked, wanted);
    add_person(&window, "Mr Okafor");
    window.fill(&matters("Mr Okafor"), "His allotment, and");
    assert!(has_records_open(window.process()), "the desk is open");
    assert!(delay.is_held());

    logind.says_sleep(true);
    delay.ends();
    assert!(
        !has_records_open(window.process()),
        "the laptop may sleep only when the records are closed"
    );
    window.find("heading", "Locked");
    window.look("locked");

    logind.says_sleep(false);
    let (again, delay) = logind.is_asked_to_wait();
    assert_eq!(again, wanted, "it asks again for the next time");
    unlock(&window);
    window.holds(&matters("Mr Okafor"), "His allotment, and");
    window.types(" the robin there");

    // Somebody else's session on this laptop is not hers; hers is.
    logind.locks_session(false);
    window.reads("Saved on this laptop");
    assert!(!window.has("heading", "Locked"));
    logind.locks_session(true);
    window.find("heading", "Locked");
    assert!(delay.is_held(), "a locked screen is not sleep");
    unlock(&window);
    window.holds(&matters("Mr Okafor"), "His allotment, and the robin there");
    window.close();
    delay.ends();
}

fn unlock(window: &alongside_testkit::window::Window) {
    window.fill("Passphrase", PASSPHRASE);
    window.press("Enter");
    window.wait_until("the cursor back in its sentence", |window| {
        window.focus_is_on("textbox", &matters("Mr Okafor"))
    });
}

/// Whether a process holds the encrypted file open.
fn has_records_open(process: u32) -> bool {
    fs::read_dir(format!("/proc/{process}/fd"))
        .unwrap()
        .flatten()
        .filter_map(|file| fs::read_link(file.path()).ok())
        .any(|file| file.to_string_lossy().contains("records.db"))
}
