//! The shell: a window around the app. It shows, asks for files and locks; what is done is done in `alongside-app`.
//!
//! Every call from the window goes through one door (`desk`), whose names, permissions and TypeScript come from one list.

mod alone;
mod desk;
mod graphics;
mod hands;
mod logs;
mod place;
mod sleep;
mod watch;
mod window;

use alongside_app::{Desk, Folders, Opening, SystemClock};
use std::process::ExitCode;
use std::sync::Arc;
use tauri::{Manager as _, RunEvent};

/// Runs the app until its window closes.
#[must_use]
pub fn run() -> ExitCode {
    let Some(folders) = Folders::of_this_user() else {
        return ExitCode::FAILURE;
    };
    graphics::prepare(&folders);
    logs::begin(&folders);
    let mut builder = tauri::Builder::default();
    // Before every other plugin: a second app ends here.
    if let Some(alone) = alone::plugin(&folders) {
        builder = builder.plugin(alone);
    }
    let built = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window::remembered())
        .plugin(desk::plugin())
        .setup(move |app| {
            let hands = Arc::new(hands::WindowHands::new(app.handle().clone()));
            let desk = Arc::new(Desk::new(
                folders,
                hands,
                Arc::new(SystemClock),
                Opening::Calibrated,
            ));
            app.manage(desk.clone());
            window::open(app.handle(), &desk)?;
            sleep::begin(desk.clone());
            watch::begin(app.handle().clone(), desk);
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    app.state::<Arc<Desk>>().lock();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the app did not start");
            ExitCode::FAILURE
        }
    }
}
