//! What a person sees of the desktop around the page: which windows there are, where, and which is in front.

use super::leash::Leash;
use super::{PATIENCE, POLL, Window, surroundings};
use std::process::{Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::Instant;

/// A window as the screen has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnScreen {
    /// Its title.
    pub title: String,
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
}

impl Window {
    /// The windows of this screen that have a title and can be seen, the one in front first.
    #[must_use]
    pub fn windows(&self) -> Vec<OnScreen> {
        let asked = Command::new("xwininfo")
            .args(["-root", "-children", "-display", &self.screen.name()])
            .output();
        let said = asked.map_err(|why| {
            format!("xwininfo could not be started ({why}); `cargo xtask test` installs it")
        });
        let said = String::from_utf8_lossy(&self.sure(said).stdout).into_owned();
        said.lines()
            .filter(|line| line.trim_start().starts_with("0x"))
            .filter_map(on_screen)
            .filter(|window| self.is_shown(&window.0))
            .map(|window| window.1)
            .collect()
    }

    fn is_shown(&self, id: &str) -> bool {
        let asked = Command::new("xwininfo")
            .args(["-id", id, "-display", &self.screen.name()])
            .output();
        asked.is_ok_and(|told| String::from_utf8_lossy(&told.stdout).contains("IsViewable"))
    }

    /// Starts the app a second time, as somebody does who does not see that it is open, and waits until that second one has ended.
    #[must_use]
    pub fn start_again(&self) -> ExitStatus {
        let mut command = Command::new(&self.options.binary);
        surroundings(
            &mut command,
            &self.data,
            &self.home,
            &self.screen,
            &self.options,
        );
        // The driver waits for one app.
        command
            .env_remove("TAURI_WEBVIEW_AUTOMATION")
            .args(&self.options.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut second = self.sure(Leash::start(&mut command).map_err(|why| why.to_string()));
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Ok(Some(status)) = second.child().try_wait() {
                return status;
            }
            if Instant::now() > deadline {
                drop(second);
                self.fail("the second app did not end");
            }
            sleep(POLL);
        }
    }

    /// Puts a window of another program in front of everything, until what is returned is dropped.
    #[must_use]
    pub fn another_in_front(&self, title: &str) -> impl Sized {
        let mut command = Command::new("xmessage");
        command
            .args(["-display", &self.screen.name(), "-title", title])
            .args(["-geometry", "1200x700+0+0", title])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let other = self.sure(Leash::start(&mut command).map_err(|why| {
            format!("xmessage could not be started ({why}); `cargo xtask test` installs it")
        }));
        self.wait_until("the other window in front", |window| {
            window.windows().first().is_some_and(|it| it.title == title)
        });
        other
    }

    /// The process of the app itself.
    #[must_use]
    pub fn process(&self) -> u32 {
        let apps = self.driver.children();
        self.sure(
            apps.first()
                .copied()
                .ok_or_else(|| String::from("the app is gone")),
        )
    }
}

/// A line of xwininfo such as `0x600007 "Alongside": ("alongside" "Alongside")  1240x720+63+24  +63+24`.
fn on_screen(line: &str) -> Option<(String, OnScreen)> {
    let (id, rest) = line.trim_start().split_once(' ')?;
    let (title, rest) = rest.strip_prefix('"')?.split_once("\": (")?;
    let mut last = rest.split_whitespace().rev();
    let (x, y) = last.next()?.strip_prefix('+')?.split_once('+')?;
    let size = last.next()?.split('+').next()?;
    let (width, height) = size.split_once('x')?;
    let window = OnScreen {
        title: title.to_owned(),
        x: x.parse().ok()?,
        y: y.parse().ok()?,
        width: width.parse().ok()?,
        height: height.parse().ok()?,
    };
    Some((id.to_owned(), window))
}

#[cfg(test)]
mod tests {
    use super::{OnScreen, on_screen};

    #[test]
    fn what_xwininfo_says_is_understood() {
        let line =
            "     0x600007 \"Alongside\": (\"alongside\" \"Alongside\")  1240x720+-63+24  +-63+24";
        let window = OnScreen {
            title: "Alongside".to_owned(),
            x: -63,
            y: 24,
            width: 1240,
            height: 720,
        };
        assert_eq!(on_screen(line), Some(("0x600007".to_owned(), window)));
        assert_eq!(
            on_screen("     0x200001 (has no name): ()  10x10+-100+-100  +-100+-100"),
            None
        );
    }
}
