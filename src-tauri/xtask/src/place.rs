//! Where things are. Every path is worked out from the checkout this program was built in.

use std::path::PathBuf;

/// The top of the checkout.
pub(crate) fn root() -> PathBuf {
    // The manifest is at src-tauri/xtask; both parents exist, or this program could not have been built.
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest
        .ancestors()
        .nth(2)
        .map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// The interface's own folder.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// Where cargo builds, which a cache outside the checkout may have moved.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |moved| root().join(moved))
}

/// Where pictures of the window are left. Always in the checkout, whatever the cache.
pub(crate) fn screenshots() -> PathBuf {
    root().join("target/screenshots")
}
