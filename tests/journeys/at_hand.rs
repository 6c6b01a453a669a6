//! Journey 54. What Amira keeps at hand: a favourite of her own, what she used lately, and a collection that the team has for new
//! carers, which Ctrl+K finds and a leaflet prints.

use crate::support::{Laptop, open_palette};
use alongside_testkit::StubFeed;
use alongside_testkit::feed::service;
use alongside_testkit::window::Window;
use serde_json::json;

/// A service beside the list, opened.
fn opens(window: &Window, name: &str) {
    window.click("link", "Directory");
    window.click("row", &format!("{name}…"));
    window.find("heading", name);
}

#[test]
#[ignore = "opens a window"]
fn a_favourite_what_was_used_lately_and_a_collection() {
    let laptop = Laptop::new("54-at-hand");
    let (window, _) = laptop.start_with_a_desk();
    let named = |number: u32, name: &str| {
        let mut one = service(number);
        one["name"] = name.into();
        one
    };
    let feed = StubFeed::of(vec![
        named(1, "Carers’ walk"),
        named(2, "Carers’ choir"),
        named(3, "Lunch club"),
        named(4, "Men’s shed"),
    ]);
    window.click("link", "Directory");
    window.click("link", "Live lists");
    window.fill("Address of the list", &feed.address());
    window.fill("What shall we call it?", "Larkbridge Council");
    window.click("button", "Add it and read it now");
    window.reads("4 services");

    window.click("link", "Directory");
    window.click("link", "Collections");
    window.reads("No collections yet");
    window.look("no-collection");
    window.fill("What shall it be called?", "For new carers");
    window.fill("Whom or what is it for?", "The first weeks");
    window.click("button", "Begin a collection");
    window.reads("0 services");

    // By keys: into the collection, and one of them a favourite of her own.
    for name in ["Carers’ walk", "Carers’ choir", "Lunch club"] {
        opens(&window, name);
        window.press("Alt+G");
        window.find("dialog", "Collections of the team");
        window.click("checkbox", "For new carers");
        if name == "Lunch club" {
            window.look("putting-in");
        }
        window.click("button", "Done");
    }
    window.press("Alt+F");
    window.wait_until("a favourite", |window| {
        window.run("return document.querySelector('[aria-pressed=true]')?.textContent.trim()")
            == "Favourite"
    });
    window.look("a-favourite");

    window.click("link", "Directory");
    window.click("button", "Favourites");
    window.find("row", "Lunch club…");
    window.gone("row", "Carers’ walk…");
    window.look("favourites");
    // What she checked today was used lately.
    window.click("button", "Used lately");
    window.gone("row", "Lunch club…");
    window.click("button", "Used lately");
    opens(&window, "Men’s shed");
    window.click("button", "Still right…");
    window.click("link", "Directory");
    window.click("button", "Used lately");
    window.find("row", "Men’s shed…");
    window.gone("row", "Lunch club…");

    open_palette(&window);
    window.types("new carers");
    window.sees("option", "For new carers…");
    window.look("found-by-its-name");
    window.click("option", "For new carers…");
    window.find("button", "Remove: For new carers");
    window.find("row", "Carers’ walk…");
    window.find("row", "Carers’ choir…");
    window.gone("row", "Men’s shed…");
    window.look("a-collection");

    // One is taken out again, and that is taken back.
    window.click("button", "Remove: For new carers");
    window.find("row", "Men’s shed…");
    opens(&window, "Lunch club");
    window.press("Alt+G");
    window.click("checkbox", "For new carers");
    window.click("button", "Done");
    window.click("link", "Directory");
    window.click("link", "Collections");
    window.reads("2 services");
    window.press("Ctrl+Z");
    window.reads("3 services");
    window.look("collections");

    // The choir closes: it still stands in the collection, last and marked, and on no paper.
    opens(&window, "Carers’ choir");
    window.click("button", "Change: What it is");
    window.choose("Is it running?", "Closed for good");
    window.reads("Closed for good. Check before you connect anyone.");
    window.click("link", "Directory");
    window.click("link", "Collections");
    window.click("button", "Open: For new carers");
    window.wait_until("the closed one last", |window| {
        let rows = "return Array.from(document.querySelectorAll('[role=row]'), (row) =>
            [row.querySelector('strong').textContent, row.textContent.includes('Closed for good')])";
        let shown = json!([
            ["Carers’ walk", false],
            ["Lunch club", false],
            ["Carers’ choir", true]
        ]);
        window.run(rows) == shown
    });
    window.look("one-has-closed");
    window.click("link", "Collections");

    let paper = laptop.file("carers.pdf");
    window.click("button", "Make a leaflet: For new carers");
    window.reads("Closed, so not on the leaflet: Carers’ choir");
    window.will_choose(&paper);
    window.click("button", "Save the leaflet");
    window.wait_until("the leaflet", |_| {
        std::fs::read(&paper).is_ok_and(|bytes| bytes.starts_with(b"%PDF-"))
    });
    window.look("its-leaflet");
    window.close();
}
