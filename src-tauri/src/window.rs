//! The window: where it is, what it may show.

use crate::place;
use alongside_app::Desk;
use std::sync::Arc;
use tauri::plugin::TauriPlugin;
use tauri::{
    AppHandle, Manager as _, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent, Wry,
};
use tauri_plugin_window_state::StateFlags;

const MAIN: &str = "main";

/// Remembers size and place, but never whether it is visible: a hidden window could not be brought back.
pub(crate) fn remembered() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        // It would put the window back on a screen that is gone, or larger than the one there is: `place` does it.
        .skip_initial_state(MAIN)
        .build()
}

/// Opens the main window.
pub(crate) fn open(app: &AppHandle, desk: &Arc<Desk>) -> tauri::Result<()> {
    let left = place::remembered(app, MAIN);
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Alongside")
        .inner_size(1240.0, 720.0)
        .min_inner_size(640.0, 480.0)
        .prevent_overflow()
        .maximized(left.is_some_and(|left| left.maximized))
        // Shown when it is where it shall be.
        .visible(false)
        .zoom_hotkeys_enabled(true)
        .general_autofill_enabled(false)
        .data_directory(desk.folders().webview())
        // Nothing but the app itself is ever shown.
        .on_navigation(|url| {
            matches!(url.scheme(), "tauri")
                || url.host_str() == Some("tauri.localhost")
                || is_dev(url)
        })
        .build()?;
    if let Some(left) = left {
        place::put_back(&window, left)?;
    }
    window.show()?;
    check_spelling(&window)?;
    let (app, desk) = (app.clone(), desk.clone());
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event
            && desk.is_open()
        {
            // What is being typed is kept first; then the vault locks, and the window goes.
            api.prevent_close();
            let (app, desk) = (app.clone(), desk.clone());
            std::thread::spawn(move || {
                crate::watch::lock(&desk);
                app.exit(0);
            });
        }
    });
    Ok(())
}

/// WebKitGTK checks no spelling until it is told in which language; the other engines follow the system.
#[cfg(target_os = "linux")]
fn check_spelling(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{WebContextExt as _, WebViewExt as _};
    window.with_webview(|webview| {
        if let Some(context) = webview.inner().context() {
            context.set_spell_checking_languages(&["en_GB"]);
            context.set_spell_checking_enabled(true);
            // None when this laptop has no British dictionary: then nothing is underlined.
            let languages: Vec<String> = context
                .spell_checking_languages()
                .iter()
                .map(ToString::to_string)
                .collect();
            tracing::info!(?languages, "spelling is checked");
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn check_spelling(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(debug_assertions)]
fn is_dev(url: &tauri::Url) -> bool {
    url.host_str() == Some("localhost") || url.scheme() == "about"
}

#[cfg(not(debug_assertions))]
fn is_dev(_: &tauri::Url) -> bool {
    false
}

/// Brings the window to the front: somebody started the app a second time.
pub(crate) fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let shown = window
            .unminimize()
            .and_then(|()| window.show())
            .and_then(|()| window.set_focus());
        if let Err(error) = shown {
            tracing::warn!(%error, "the window did not come to the front");
        }
    }
}
