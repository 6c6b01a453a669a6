//! Journey 5. Amira has brought in the list of the wrong country, and takes all of it out again at once.

use crate::support::{Laptop, bring_in_libraries};

#[test]
#[ignore = "opens a window"]
fn a_whole_list_is_taken_out_again() {
    let laptop = Laptop::new("5-undo-an-import");
    let (window, _) = laptop.start_with_a_desk();
    bring_in_libraries(&window);
    window.click("link", "Directory");
    window.find("grid", "Services found");
    window.look("with-the-list");

    window.press("Ctrl+Z");
    window.reads("Undone");
    window.reads("Your directory is empty");
    window.look("without-it");
    window.press("Ctrl+Shift+Z");
    window.find("grid", "Services found");
    window.press("Ctrl+Z");
    window.reads("Your directory is empty");
    window.close();
}
