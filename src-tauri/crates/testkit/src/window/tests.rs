//! The driver, tried on a small page in WebKitGTK's own little browser, so that it can be trusted before the app is.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use super::{Options, Window};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

const PAGE: &str = r##"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Desk</title></head><body><main>
<h1>Good morning, <span>Amira</span></h1>
<label for="who">Who is it about?</label><input id="who">
<label for="story">Story</label><textarea id="story"></textarea>
<button hidden>Start</button>
<button type="button" onclick="document.querySelector('output').textContent = 'Kept: ' + who.value">Start</button>
<input type="radio" id="yes" style="opacity:0;position:absolute"><label for="yes">Yes, agreed</label>
<a href="#people" aria-label="People, 12 waiting">P</a>
<output></output></main>
<script>addEventListener("keydown", (e) => { if (e.ctrlKey && e.key === "k") { e.preventDefault(); who.focus(); } });</script>
</body></html>"##;

/// The browser that comes with the library, in the folder of whatever processor this is.
fn little_browser() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").unwrap().flatten();
    folders
        .map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"))
        .find(|file| file.exists())
        .unwrap()
}

fn open_page() -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    fs::write(&page, PAGE).unwrap();
    let mut options = Options::new(little_browser(), "the-driver-itself");
    options.arguments.push(String::from("--automation"));
    let window = Window::open(&folder.path().join("data"), &options);
    window
        .session
        .go(&format!("file://{}", page.display()))
        .unwrap();
    (folder, window)
}

#[test]
fn a_page_is_found_read_typed_into_and_looked_at() {
    let (_folder, window) = open_page();
    window.find("heading", "Good morning, Amira");
    assert_eq!(
        window.all("button", "Start").len(),
        1,
        "the hidden one does not count"
    );
    assert!(window.has("link", "People…") && !window.has("link", "People"));

    window.fill("Who is it about?", "Mr Okafor – café");
    assert_eq!(window.value("Who is it about?"), "Mr Okafor – café");
    window.tab_to("textbox", "Story");
    window.types("Walks\nto the sea");
    assert_eq!(window.value("Story"), "Walks\nto the sea");
    window.press("Ctrl+K");
    assert!(window.focus_is_on("textbox", "Who is it about?"));
    window.click("radio", "Yes, agreed");
    assert_eq!(window.run("return yes.checked"), true);
    window.click("button", "Start");
    window.reads("Kept: Mr Okafor");

    window.look("page");
    assert!(window.memory() > 20_000_000);
    let driver = window.driver.id();
    window.close();
    assert!(
        !PathBuf::from(format!("/proc/{driver}")).exists(),
        "nothing may be left running"
    );
}

#[test]
fn a_page_that_not_everyone_can_use_is_told() {
    let (_folder, window) = open_page();
    let _ = window.run("document.querySelector('label').remove()");
    let told = catch_unwind(AssertUnwindSafe(|| window.is_accessible("page"))).unwrap_err();
    let told = told.downcast_ref::<String>().unwrap();
    assert!(
        told.contains("label: ") && told.contains("id=\"who\""),
        "{told}"
    );
}
