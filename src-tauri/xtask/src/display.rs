//! Whether there is a screen to open a window on.
//!
//! Without one, the journeys bring their own (each window starts an Xvfb of its own on a free number), so nothing is
//! started here.

/// Whether a window could be seen by someone.
pub(crate) fn is_there() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
