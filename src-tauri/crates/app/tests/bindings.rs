//! What is generated from the list of commands is fresh: TypeScript, names, and what the window is allowed to call.
#![allow(clippy::unwrap_used, reason = "tests")]

use alongside_app::commands::{NAMES, capability, typescript};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

const STALE: &str = "stale: run `cargo xtask bindings`";

#[test]
fn the_typescript_of_the_interface_is_fresh() {
    let committed =
        std::fs::read_to_string(root().join("ui/src/lib/generated/commands.ts")).unwrap();
    assert!(committed == typescript().unwrap(), "{STALE}");
}

#[test]
fn the_window_may_call_every_command_and_nothing_else() {
    let committed = std::fs::read_to_string(root().join("src-tauri/commands.txt")).unwrap();
    assert_eq!(committed.lines().collect::<Vec<_>>(), NAMES, "{STALE}");
    let committed =
        std::fs::read_to_string(root().join("src-tauri/capabilities/main.json")).unwrap();
    assert!(committed == capability(), "{STALE}");
}

#[test]
fn no_remote_page_may_call_anything_and_no_plugin_is_open_to_the_window() {
    let capability: serde_json::Value = serde_json::from_str(&capability()).unwrap();
    assert_eq!(capability.get("local"), Some(&serde_json::json!(true)));
    assert_eq!(capability.get("remote"), None);
    let permissions = capability
        .get("permissions")
        .and_then(|all| all.as_array())
        .unwrap();
    assert_eq!(permissions.len(), NAMES.len() + 2);
    for permission in permissions.iter().filter_map(|one| one.as_str()) {
        assert!(
            permission.starts_with("desk:allow-") || permission.starts_with("core:event:allow-"),
            "{permission}"
        );
    }
}
