//! The installed package, asked for by `cargo xtask package`, which names the program in `ALONGSIDE_BINARY`.

use crate::support::Laptop;

#[test]
#[ignore = "opens a window"]
fn the_installed_app_opens() {
    let laptop = Laptop::new("installed");
    let window = laptop.start();
    window.find("heading", "Welcome");
    window.look("welcome");
    window.close();
}
