//! What the desktop does to the window: it is started twice, it was left on a screen that is gone, it stays empty.

use crate::support::{Laptop, PASSPHRASE};
use alongside_testkit::window::{Bus, OnScreen, Window};
use serde_json::json;
use std::fs;

#[test]
#[ignore = "opens a window"]
fn starting_it_again_brings_it_to_the_front() {
    let mut laptop = Laptop::new("9-started-again");
    let bus = Bus::start(&laptop.file("bus")).unwrap();
    laptop.options.environment.push((
        "DBUS_SESSION_BUS_ADDRESS".to_owned(),
        bus.address().to_owned(),
    ));
    let (window, _) = laptop.start_with_a_desk();
    assert_eq!(titles(&window), ["Alongside"]);
    let other = window.another_in_front("Letters");
    assert_eq!(titles(&window), ["Letters", "Alongside"]);

    let second = window.start_again();
    assert!(second.success(), "it ends quietly: {second}");
    window.wait_until("the window in front", |window| {
        titles(window) == ["Alongside", "Letters"]
    });
    assert!(
        window.has("heading", "Visits and calls"),
        "the desk is still open, as it was"
    );
    drop(other);
    window.close();

    // Once it is closed, starting it is starting it.
    let window = laptop.start();
    window.find("heading", "Locked");
    window.close();
}

#[test]
#[ignore = "opens a window"]
fn two_apps_that_cannot_see_each_other_never_open_one_vault() {
    let laptop = Laptop::new("9-two-apps");
    let (first, _) = laptop.start_with_a_desk();
    // No message bus, another screen: only the vault's own lock is left.
    let second = laptop.start();
    second.find("heading", "Locked");
    second.fill("Passphrase", PASSPHRASE);
    second.press("Enter");
    second.find("alert", "…");
    second.look("in-use");
    assert!(second.has("heading", "Locked"));
    first.press("Ctrl+N");
    first.types("Mrs Kaur\n");
    first.find("textbox", "What matters most to Mrs Kaur");
    first.close();

    second.press("Ctrl+A");
    second.types(PASSPHRASE);
    second.press("Enter");
    second.click("link", "People");
    second.reads("Mrs Kaur");
    second.close();
}

#[test]
#[ignore = "opens a window"]
fn a_window_left_on_the_office_screen_is_whole_on_the_laptop() {
    let laptop = Laptop::new("9-remembered-place");
    for (x, y, width, height) in [
        (5000, 3000, 1100, 650),
        (1300, 700, 1100, 650),
        (-400, -300, 3840, 2160),
    ] {
        leave(&laptop, x, y, width, height);
        let window = laptop.start();
        window.find("heading", "Welcome");
        window.wait_until("the window, whole on the screen", |window| {
            is_whole(&window.windows())
        });
        window.close();
    }
    // One that fits is left to the pixel, also by closing it.
    leave(&laptop, 120, 60, 1000, 600);
    for _ in 0..2 {
        let window = laptop.start();
        window.wait_until("the window where it was", |window| {
            window.windows().first().is_some_and(|seen| {
                (seen.x, seen.y, seen.width, seen.height) == (120, 60, 1000, 600)
            })
        });
        window.close();
    }
}

#[test]
#[ignore = "opens a window"]
fn an_empty_window_is_explained() {
    let mut laptop = Laptop::new("9-empty-window");
    laptop
        .options
        .environment
        .push(("ALONGSIDE_BLANK".to_owned(), "1".to_owned()));
    let window = laptop.start();
    window.wait_until("a message beside the empty window", |window| {
        window.windows().len() == 2
    });
    assert_eq!(window.text().trim(), "", "the window is empty");
    window.crash();
}

fn titles(window: &Window) -> Vec<String> {
    window
        .windows()
        .into_iter()
        .map(|seen| seen.title)
        .collect()
}

/// What the app leaves behind when it is closed on a desktop with a second screen.
fn leave(laptop: &Laptop, x: i32, y: i32, width: u32, height: u32) {
    let folder = laptop.settings_folder().join("org.alongside.desk");
    fs::create_dir_all(&folder).unwrap();
    let state = json!({"main": {"width": width, "height": height, "x": x, "y": y, "prev_x": 0, "prev_y": 0,
        "maximized": false, "visible": true, "decorated": true, "fullscreen": false}});
    fs::write(folder.join(".window-state.json"), state.to_string()).unwrap();
}

fn is_whole(windows: &[OnScreen]) -> bool {
    windows.first().is_some_and(|seen| {
        seen.x >= 0
            && seen.y >= 0
            && seen.x + seen.width <= 1366
            && seen.y + seen.height <= 768
            && seen.width >= 640
    })
}
