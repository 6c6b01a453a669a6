//! Journey 6. Amira's eyes are tired: text at twice its size, on a small window. Everything is still there, and nothing has to
//! be scrolled sideways.

use crate::support::{Laptop, add_person, matters};
use alongside_testkit::window::Window;
use serde_json::json;

#[test]
#[ignore = "opens a window"]
fn everything_fits_at_twice_the_size() {
    let laptop = Laptop::new("6-large-text");
    let (window, _) = laptop.start_with_a_desk();
    window.set_size(1024, 640);
    window.press("Ctrl+,");
    window.find("slider", "Text size");
    window.tab_to("slider", "Text size");
    window.press("End");
    window.reads("200 %");
    fits(&window, "settings");

    add_person(&window, "Joan");
    window.fill(&matters("Joan"), "Walking to my sister’s on a Sunday.");
    fits(&window, "story");
    for part in ["Plan", "Contacts", "Connections", "Details"] {
        window.click("link", part);
        let current = format!(
            "return Array.from(document.querySelectorAll('[aria-current]')).some((link) => link.textContent.trim().startsWith('{part}'))"
        );
        window.wait_until("its tab", |window| window.run(&current) == json!(true));
        fits(&window, part);
    }
    window.press("Ctrl+Shift+T");
    window.find("heading", "Joan’s plan");
    fits(&window, "together");
    window.press("Escape");
    for (key, heading, screen) in [
        ("Alt+1", "Visits and calls", "today"),
        ("Alt+2", "People", "people"),
        ("Alt+3", "Directory", "directory"),
    ] {
        window.press(key);
        window.find("heading", heading);
        fits(&window, screen);
    }
    window.close();
}

fn fits(window: &Window, screen: &str) {
    window.look(&screen.to_lowercase());
    let wide = window.run("return [document.documentElement.scrollWidth, innerWidth]");
    assert!(
        wide[0].as_u64() <= wide[1].as_u64(),
        "{screen} scrolls sideways: {wide}"
    );
}
