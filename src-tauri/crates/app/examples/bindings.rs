//! Prints what is generated from the list of commands: `typescript`, `names` for the build, `capability` for the window.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

fn main() -> Result<(), String> {
    match std::env::args().nth(1).as_deref() {
        Some("names") => alongside_app::commands::NAMES
            .iter()
            .for_each(|name| println!("{name}")),
        Some("capability") => print!("{}", alongside_app::commands::capability()),
        _ => match alongside_app::commands::typescript() {
            Ok(file) => print!("{file}"),
            Err(twice) => return Err(twice.to_string()),
        },
    }
    Ok(())
}
