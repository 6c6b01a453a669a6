//! Tells Tauri which commands there are and which of them the window may call. The names come from the one list of commands
//! (`cargo xtask bindings` writes them to `commands.txt`; a test keeps the file fresh).

use tauri_build::{Attributes, InlinedPlugin};

const COMMANDS: &str = include_str!("commands.txt");

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/commands.txt");
    println!("cargo:rerun-if-changed=ui/dist");
    // Tauri keeps the names for the rest of the build.
    let names: &'static [&'static str] = Vec::leak(COMMANDS.lines().collect());
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .plugin("desk", InlinedPlugin::new().commands(names));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
