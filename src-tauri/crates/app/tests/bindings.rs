//! What is generated from the list of commands is fresh: TypeScript, names, and what the window is allowed to call.
#![allow(clippy::unwrap_used, reason = "tests")]

use alongside_app::commands::{NAMES, typescript};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

const STALE: &str = "stale: run `cargo xtask bindings`";

#[test]
fn the_typescript_of_the_interface_is_fresh() {
    let committed =
        std::fs::read_to_string(root().join("ui/src/lib/generated/commands.ts")).unwrap();
    assert!(committed == typescript(), "{STALE}");
}

#[test]
fn the_window_may_call_every_command_and_nothing_else() {
    let committed = std::fs::read_to_string(root().join("src-tauri/commands.txt")).unwrap();
    assert_eq!(committed.lines().collect::<Vec<_>>(), NAMES, "{STALE}");
    let capability: serde_json::Value = serde_json::from_slice(
        &std::fs::read(root().join("src-tauri/capabilities/main.json")).unwrap(),
    )
    .unwrap();
    let mut allowed: Vec<String> = vec![
        "core:event:allow-listen".to_owned(),
        "core:event:allow-unlisten".to_owned(),
    ];
    allowed.extend(
        NAMES
            .iter()
            .map(|name| format!("desk:allow-{}", name.replace('_', "-"))),
    );
    assert_eq!(
        capability["permissions"],
        serde_json::json!(allowed),
        "{STALE}"
    );
    assert_eq!(capability["local"], serde_json::json!(true));
    assert!(
        capability.get("remote").is_none(),
        "no remote page may call anything"
    );
}
