//! The one door from the window to the app: a plugin whose commands are the app's list.

use alongside_app::{Desk, commands};
use std::sync::Arc;
use tauri::ipc::{Invoke, InvokeBody};
use tauri::plugin::{Builder, TauriPlugin};
use tauri::{Manager as _, Wry};

/// The plugin. Tauri lets a call through only if the window's capability names it.
pub(crate) fn plugin() -> TauriPlugin<Wry> {
    Builder::new("desk").invoke_handler(answer).build()
}

fn answer(invoke: Invoke<Wry>) -> bool {
    let Invoke {
        message, resolver, ..
    } = invoke;
    let name = message.command().to_owned();
    let request = match message.payload() {
        InvokeBody::Json(body) => body.get("request").cloned().unwrap_or_default(),
        InvokeBody::Raw(_) => serde_json::Value::Null,
    };
    let app = message.webview_ref().app_handle().clone();
    if name == "start_state" {
        if crate::watch::pretends_to_be_blank() {
            return true;
        }
        crate::watch::window_answered();
    }
    // Calls read files and derive keys: never on the window's own thread.
    tauri::async_runtime::spawn_blocking(move || {
        let desk = app.state::<Arc<Desk>>().inner().clone();
        match commands::call(&desk, &name, request) {
            Ok(view) => resolver.resolve(view),
            Err(error) => {
                // The code only: a detail may quote what was typed.
                tracing::info!(command = name, code = ?error.code, "refused");
                resolver.reject(error);
            }
        }
    });
    true
}
