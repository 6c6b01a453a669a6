//! Watches: for nobody being there (then the vault locks), for a window that stays blank, for a backup that is due.

use alongside_app::Desk;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};

static ANSWERED: AtomicBool = AtomicBool::new(false);
/// How long a window may stay blank on a slow laptop before somebody is told.
const BLANK: Duration = Duration::from_secs(30);
/// How often it is looked whether a backup is due: the first time when the morning's first screens are drawn.
const BETWEEN_BACKUP_LOOKS: Duration = Duration::from_secs(60);
/// How long the window may take to hand over what is being typed before it is locked all the same.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// How long the calls that are under way may take to end. With the words before, less than the five seconds that logind waits.
const LAST_CALLS: Duration = Duration::from_secs(2);

/// The window has drawn its first screen.
pub(crate) fn window_answered() {
    ANSWERED.store(true, Ordering::SeqCst);
}

/// Whether the window has had its time and never asked for anything.
fn is_blank(answered: bool, open_for: Duration) -> bool {
    !answered
        && open_for
            > if pretends_to_be_blank() {
                Duration::from_secs(1)
            } else {
                BLANK
            }
}

/// In a build for testing, whether the window's first question is to stay without an answer, so that it stays empty as with a
/// graphics driver that draws nothing.
#[cfg(debug_assertions)]
pub(crate) fn pretends_to_be_blank() -> bool {
    std::env::var_os("ALONGSIDE_BLANK").is_some()
}

/// In a build for use, never.
#[cfg(not(debug_assertions))]
pub(crate) fn pretends_to_be_blank() -> bool {
    false
}

/// Begins to watch.
pub(crate) fn begin(app: AppHandle, desk: Arc<Desk>) {
    let started = Instant::now();
    let keeper = desk.clone();
    thread::spawn(move || {
        loop {
            thread::sleep(BETWEEN_BACKUP_LOOKS);
            keeper.back_up_if_due();
        }
    });
    thread::spawn(move || {
        let mut told = false;
        loop {
            thread::sleep(Duration::from_secs(1));
            if desk.time_to_lock() {
                lock(&desk);
            }
            if !told && is_blank(ANSWERED.load(Ordering::SeqCst), started.elapsed()) {
                told = true;
                tracing::error!("the window is blank");
                app.dialog()
                    .message(
                        "Alongside has started, but its window stays empty. This is usually the graphics driver.\n\n\
                         Close it and start it again with:  alongside --safe-graphics\n\nYour records are safe.",
                    )
                    .title("Alongside")
                    .kind(MessageDialogKind::Warning)
                    .show(|_| {});
            }
        }
    });
}

/// Locks, and waits a moment until the last call that used the records has ended too: no key is in memory after that.
pub(crate) fn close(desk: &Arc<Desk>) {
    lock(desk);
    let locked = Instant::now();
    while !desk.is_closed() && locked.elapsed() < LAST_CALLS {
        thread::sleep(Duration::from_millis(5));
    }
    tracing::info!(closed = desk.is_closed(), "locked before sleep");
}

/// Locks, after the window has had a moment to keep what is being typed.
pub(crate) fn lock(desk: &Arc<Desk>) {
    if !desk.is_open() {
        return;
    }
    desk.ask_to_lock();
    let asked = Instant::now();
    while desk.is_open() && asked.elapsed() < LAST_WORDS {
        thread::sleep(Duration::from_millis(20));
    }
    desk.lock();
}

#[cfg(test)]
mod tests {
    use super::{BLANK, is_blank};
    use std::time::Duration;

    #[test]
    fn a_slow_laptop_is_given_time_and_a_blank_window_is_told() {
        let moment = Duration::from_millis(1);
        assert!(!is_blank(false, BLANK), "it may still be drawing");
        assert!(is_blank(false, BLANK + moment));
        assert!(!is_blank(true, BLANK * 100), "it drew, and that is that");
    }
}
