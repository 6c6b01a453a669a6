//! What WebKitGTK must be told before GTK starts. Nothing to do on Windows and macOS.

use alongside_app::Folders;

/// Avoids the white window that some graphics drivers give.
#[cfg(target_os = "linux")]
pub(crate) fn prepare(folders: &Folders) {
    let safe = std::env::args().any(|argument| argument == "--safe-graphics")
        || alongside_app::settings_of(folders).safe_graphics;
    set_unless_set("WEBKIT_DISABLE_DMABUF_RENDERER", true);
    set_unless_set("WEBKIT_DISABLE_COMPOSITING_MODE", safe);
}

#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "setting the environment is only unsafe beside other threads; this is the first thing main does"
)]
fn set_unless_set(name: &str, wanted: bool) {
    if wanted && std::env::var_os(name).is_none() {
        // SAFETY: no other thread has started.
        unsafe { std::env::set_var(name, "1") };
    }
}

/// Nothing to do here.
#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare(_: &Folders) {}
