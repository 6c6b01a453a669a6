//! The real window, driven as a person drives it: by what things are called, by keys and by looking.
//!
//! This starts the app itself under WebKitGTK's own WebDriver, on a screen in memory, with a data folder of the
//! journey's choosing. It knows nothing of what the app does; journeys know that. A journey that goes wrong stops at once with
//! what it was waiting for, the words on the page and a picture. Nothing here sleeps and hopes: every wait asks again until a
//! deadline.

mod access;
mod bad_line;
mod bus;
mod desktop;
mod http;
mod keys;
mod leash;
mod picture;
mod screen;
mod session;
mod shared_server;

pub use bad_line::BadLine;
pub use bus::Bus;
pub use desktop::OnScreen;
pub use picture::folder as pictures;
pub use session::Element;
pub use shared_server::SharedServer;
/// A folder for a journey's data, gone when dropped.
pub use tempfile::{TempDir, tempdir};

use leash::Leash;
use screen::Screen;
use serde_json::{Value, json};
use session::Session;
use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const FIND: &str = include_str!("find.js");
/// How long anything may take that a person is waiting for, on a slow and busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often is asked whether it has happened.
const POLL: Duration = Duration::from_millis(50);

/// How to open the window.
#[derive(Debug, Clone)]
pub struct Options {
    /// The app.
    pub binary: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Names the folder for the pictures.
    pub journey: String,
    /// The screen's size.
    pub size: (u32, u32),
    /// More for the app's environment.
    pub environment: Vec<(String, String)>,
}

impl Options {
    /// The commonest laptop among link workers, 1366 by 768.
    #[must_use]
    pub fn new(binary: impl Into<PathBuf>, journey: &str) -> Self {
        Self {
            binary: binary.into(),
            arguments: Vec::new(),
            journey: journey.to_owned(),
            size: (1366, 768),
            environment: Vec::new(),
        }
    }
}

/// The app's window, open. Closes, with everything it started, when dropped.
#[derive(Debug)]
pub struct Window {
    session: Session,
    driver: Leash,
    screen: Screen,
    options: Options,
    data: PathBuf,
    /// Beside the data folder: what the desktop would keep elsewhere in the home folder, and what the driver said.
    home: PathBuf,
    taken: Cell<u32>,
    opened_in: Duration,
}

impl Window {
    /// Opens the app on a data folder.
    ///
    /// # Panics
    /// With the driver's words, when the window does not open.
    #[must_use]
    pub fn open(data: &Path, options: &Options) -> Self {
        let started = Instant::now();
        // The one retry there is: another program may take the free port between our finding it and the driver's using it.
        let opened = Self::try_open(data, options).or_else(|_| Self::try_open(data, options));
        match opened {
            Ok(mut window) => {
                window.opened_in = started.elapsed();
                window
            }
            Err(why) => panic!("the window did not open: {why}"),
        }
    }

    fn try_open(data: &Path, options: &Options) -> Result<Self, String> {
        let home = data.with_extension("home");
        fs::create_dir_all(&home)
            .map_err(|why| format!("{} cannot be made: {why}", home.display()))?;
        let (width, height) = options.size;
        let screen = Screen::start(width, height)?;
        let port = free_port()?;
        let log = File::create(home.join("driver.log")).map_err(|why| why.to_string())?;
        let errors = log.try_clone().map_err(|why| why.to_string())?;
        let mut command = Command::new("WebKitWebDriver");
        surroundings(&mut command, data, &home, &screen, options);
        command
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors);
        let driver = Leash::start(&mut command).map_err(|why| {
            format!("WebKitWebDriver could not be started ({why}); `cargo xtask test` installs it")
        })?;
        wait_for_port(port)?;
        let session = Session::start(port, &options.binary, &options.arguments).map_err(|why| {
            format!(
                "{why}\n{}",
                fs::read_to_string(home.join("driver.log")).unwrap_or_default()
            )
        })?;
        Ok(Self {
            session,
            driver,
            screen,
            options: options.clone(),
            data: data.to_owned(),
            home,
            taken: Cell::new(0),
            opened_in: Duration::ZERO,
        })
    }

    /// How long it took from starting the driver to holding the window.
    #[must_use]
    pub fn opened_in(&self) -> Duration {
        self.opened_in
    }

    // What is there.

    /// Everything shown with this role and accessible name. A name that ends in `…` fits by its beginning.
    #[must_use]
    pub fn all(&self, role: &str, name: &str) -> Vec<Element> {
        self.sure(self.session.elements(FIND, &[json!(role), json!(name)]))
    }

    /// Whether it is shown now.
    #[must_use]
    pub fn has(&self, role: &str, name: &str) -> bool {
        !self.all(role, name).is_empty()
    }

    /// Waits for it and answers with the first.
    pub fn find(&self, role: &str, name: &str) -> Element {
        self.until_done(&format!("a {role} called “{name}”"), |window| {
            window.nth(role, name, 0)
        })
    }

    /// Waits until nothing like it is shown: a list that is asked again stands as it was until the answer comes.
    pub fn gone(&self, role: &str, name: &str) {
        self.wait_until(&format!("no {role} called “{name}”"), |window| {
            !window.has(role, name)
        });
    }

    /// Waits until it is drawn where a person would see it: not scrolled away, cut off or under something else.
    pub fn sees(&self, role: &str, name: &str) {
        let is_on_top = "const [el] = arguments; const { left, top, width, height } = el.getBoundingClientRect();
            const there = document.elementFromPoint(left + width / 2, top + height / 2);
            return there && (there === el || el.contains(there)) ? [el] : []";
        self.until_done(&format!("the {role} “{name}” in sight"), |window| {
            let element = window.nth(role, name, 0)?;
            let seen = window.session.elements(is_on_top, &[element.reference()])?;
            seen.into_iter()
                .next()
                .map(drop)
                .ok_or_else(|| "it is out of sight".to_owned())
        });
    }

    /// All the words on the page.
    #[must_use]
    pub fn text(&self) -> String {
        let text = self.sure(self.session.run("return document.body.innerText", &[]));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the page says this.
    pub fn reads(&self, words: &str) {
        self.wait_until(&format!("the words “{words}”"), |window| {
            window.text().contains(words)
        });
    }

    /// Waits until the page says this nowhere.
    pub fn reads_no_more(&self, words: &str) {
        self.wait_until(&format!("no word of “{words}”"), |window| {
            !window.text().contains(words)
        });
    }

    /// What stands in the field.
    #[must_use]
    pub fn value(&self, label: &str) -> String {
        self.until_done(&format!("what “{label}” holds"), |window| {
            let field = window.nth("textbox", label, 0)?;
            let value = window
                .session
                .run("return arguments[0].value", &[field.reference()])?;
            Ok(value.as_str().unwrap_or_default().to_owned())
        })
    }

    /// Waits until the field with this label holds these words.
    pub fn holds(&self, label: &str, words: &str) {
        self.wait_until(&format!("“{words}” in “{label}”"), |window| {
            window.has("textbox", label) && window.value(label) == words
        });
    }

    /// The name of the element that has the focus, with its role, as `button Start`.
    #[must_use]
    pub fn focus_is_on(&self, role: &str, name: &str) -> bool {
        let here = self.sure(
            self.session
                .elements("return [document.activeElement]", &[]),
        );
        let all = self.all(role, name);
        here.first().is_some_and(|element| all.contains(element))
    }

    /// Runs a function's body in the page. For what a person cannot see, such as the time a frame took.
    #[must_use]
    pub fn run(&self, script: &str) -> Value {
        self.sure(self.session.run(script, &[]))
    }

    /// As [`Self::run`], for a body that answers later by calling its last argument.
    #[must_use]
    pub fn run_and_wait(&self, script: &str, arguments: &[Value]) -> Value {
        self.sure(self.session.run_and_wait(script, arguments))
    }

    // What a person does.

    /// Clicks it with the pointer, as soon as nothing is in front of it (a dialog that is closing, a message that is going).
    pub fn click(&self, role: &str, name: &str) {
        self.click_nth(role, name, 0);
    }

    /// The same for one of several that have the same name, counted from 0: the figures of two scales.
    pub fn click_nth(&self, role: &str, name: &str, nth: usize) {
        // A radio or checkbox is drawn by its label, which is what a person clicks. It is brought to the middle first, clear of
        // a message that may stand at the edge.
        let drawn = "const el = arguments[0]; el.scrollIntoView({ block: 'center' }); return [['radio', 'checkbox'].includes(el.type) && el.labels?.[0] || el]";
        self.until_done(
            &format!("a click on {role} “{name}” number {nth}"),
            |window| {
                let element = window.nth(role, name, nth)?;
                let drawn = window.session.elements(drawn, &[element.reference()])?;
                window.session.click(drawn.first().unwrap_or(&element))
            },
        );
    }

    /// Chooses one of the answers that a list offers.
    pub fn choose(&self, label: &str, answer: &str) {
        let script = "const [list, answer] = arguments;
            return Array.from(list.options).filter((option) => option.label === answer)";
        self.until_done(&format!("“{answer}” of “{label}”"), |window| {
            let list = window.nth("combobox", label, 0)?;
            let offered = window
                .session
                .elements(script, &[list.reference(), json!(answer)])?;
            let option = offered.first().ok_or("it is not offered")?;
            window.session.click(option)
        });
    }

    /// Clicks into a field and types.
    pub fn fill(&self, label: &str, words: &str) {
        self.click("textbox", label);
        self.types(words);
    }

    /// Types words into whatever has the focus. A line break is the Enter key.
    pub fn types(&self, words: &str) {
        self.sure(self.session.act(&keys::words(words)));
    }

    /// Presses one combination: `Ctrl+K`, `Shift+Tab`, `Enter`.
    pub fn press(&self, combination: &str) {
        self.sure(keys::combination(combination).and_then(|strokes| self.session.act(&strokes)));
    }

    /// Presses Tab until the focus is there, as someone without a pointer does.
    pub fn tab_to(&self, role: &str, name: &str) {
        self.step_to("Tab", role, name);
    }

    /// Presses one key until the focus is there.
    pub fn step_to(&self, key: &str, role: &str, name: &str) {
        let _ = self.find(role, name);
        for _ in 0..200 {
            if self.focus_is_on(role, name) {
                return;
            }
            self.press(key);
        }
        self.fail(&format!("pressing {key} never came to the {role} “{name}”"));
    }

    /// Gives the window another size.
    pub fn set_size(&self, width: u32, height: u32) {
        self.sure(self.session.resize(width, height));
        let wanted = json!([width, height]);
        self.wait_until(&format!("a window of {width} by {height}"), |window| {
            window.run("return [innerWidth, innerHeight]") == wanted
        });
    }

    /// What the next dialog of the operating system is answered with: a file's path.
    pub fn will_choose(&self, file: &Path) {
        let answers = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.home.join("answers"));
        let written = answers.and_then(|mut answers| writeln!(answers, "{}", file.display()));
        self.sure(written.map_err(|why| format!("the answer could not be left: {why}")));
    }

    /// The e-mails that were opened in the person's own program, as it was given them.
    #[must_use]
    pub fn emails(&self) -> Vec<String> {
        std::fs::read_to_string(self.home.join("emails"))
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect()
    }

    // Waiting and looking.

    /// Asks again until it is so, or fails with what was waited for.
    pub fn wait_until(&self, what: &str, mut so: impl FnMut(&Self) -> bool) {
        self.until_done(what, |window| {
            so(window)
                .then_some(())
                .ok_or_else(|| "it is not so".to_owned())
        });
    }

    /// Tries again until it succeeds, or fails with what was wanted and what was last in the way: between two questions a page may
    /// draw anew what the first one found.
    fn until_done<T>(&self, what: &str, mut attempt: impl FnMut(&Self) -> Result<T, String>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match attempt(self) {
                Ok(done) => return done,
                Err(_) if Instant::now() < deadline => sleep(POLL),
                Err(why) => self.fail(&format!(
                    "not within {} s: {what}: {why}",
                    PATIENCE.as_secs()
                )),
            }
        }
    }

    /// One of those with this role and name that are shown now, counted from 0.
    fn nth(&self, role: &str, name: &str, nth: usize) -> Result<Element, String> {
        self.all(role, name)
            .into_iter()
            .nth(nth)
            .ok_or_else(|| "it is not there".to_owned())
    }

    /// Takes a picture and has axe-core look at the screen; both for every screen of a journey.
    pub fn look(&self, name: &str) {
        self.picture(name);
        self.is_accessible(name);
    }

    /// Takes a picture; answers with where it is.
    pub fn picture(&self, name: &str) -> PathBuf {
        self.is_painted();
        let number = self.taken.get() + 1;
        self.taken.set(number);
        let file = pictures()
            .join(&self.options.journey)
            .join(format!("{number:02}-{name}.png"));
        self.sure(
            self.session
                .picture()
                .and_then(|png| picture::keep(&png, &file)),
        );
        file
    }

    /// Waits until what the page says now has been drawn, in its own letters.
    fn is_painted(&self) {
        let _ = self.run(
            "window.__drawn = false;
             const after = (frames) => requestAnimationFrame(() => frames ? after(frames - 1) : (window.__drawn = true));
             after(3);",
        );
        self.wait_until("the page drawn", |window| {
            window.run("return window.__drawn && document.fonts.status === 'loaded'") == json!(true)
        });
    }

    /// Fails with every violation that axe-core finds.
    pub fn is_accessible(&self, screen: &str) {
        let found = self.sure(access::violations(&self.session));
        if !found.is_empty() {
            self.fail(&format!("axe-core on {screen}:\n  {}", found.join("\n  ")));
        }
    }

    // The end, in three ways.

    /// Kills the app where it stands, as a power cut would, and everything it started.
    pub fn crash(self) {
        for app in self.driver.children() {
            leash::kill(app);
        }
    }

    /// Closes the window as its close button does.
    pub fn close(self) {
        self.sure(self.session.end());
        let gone = || self.driver.children().is_empty();
        let deadline = Instant::now() + PATIENCE;
        while !gone() && Instant::now() < deadline {
            sleep(POLL);
        }
        assert!(
            gone(),
            "the app is still running after its window was closed"
        );
    }

    /// The memory of the whole app in bytes, each shared page counted once among those that share it.
    #[must_use]
    pub fn memory(&self) -> u64 {
        let of = |id: u32| {
            let rollup = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
            let line = rollup
                .lines()
                .find_map(|line| line.strip_prefix("Pss:"))
                .unwrap_or_default();
            line.trim()
                .trim_end_matches(" kB")
                .parse::<u64>()
                .unwrap_or_default()
                * 1024
        };
        self.driver.others().into_iter().map(of).sum()
    }

    // Going wrong.

    fn sure<T>(&self, outcome: Result<T, String>) -> T {
        outcome.unwrap_or_else(|why| self.fail(&why))
    }

    /// Stops the journey with everything that helps to see why.
    fn fail(&self, why: &str) -> ! {
        let file = pictures()
            .join(&self.options.journey)
            .join("went-wrong.png");
        let seen = match self
            .session
            .picture()
            .and_then(|png| picture::keep(&png, &file))
        {
            Ok(()) => format!("picture: {}", file.display()),
            Err(lost) => format!("no picture: {lost}"),
        };
        let text = self
            .session
            .run("return document.body.innerText", &[])
            .unwrap_or_default();
        let log = fs::read_to_string(self.home.join("driver.log")).unwrap_or_default();
        panic!(
            "{}: {why}\n{seen}\n── the page says\n{}\n── the app said\n{log}",
            self.options.journey,
            text.as_str().unwrap_or_default(),
        );
    }
}

/// Where a program believes to be: on our screen, with the journey's own folders, and with no message bus but the journey's.
fn surroundings(
    command: &mut Command,
    data: &Path,
    home: &Path,
    screen: &Screen,
    options: &Options,
) {
    let no_bus = format!("unix:path={}", home.join("no-bus").display());
    command
        .env("DISPLAY", screen.name())
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        // Without this renderer WebKitGTK 2.50 shows the page but never finishes a picture of it.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
        // Mesa 22.3 draws on threads of its own, and now and then reads the list of a scene that one of them has just let go. The page's
        // process dies of it ("page crash or hang", once in some fifty windows). Without those threads it cannot.
        .env("LP_NUM_THREADS", "0")
        .env("DBUS_SESSION_BUS_ADDRESS", &no_bus)
        .env("DBUS_SYSTEM_BUS_ADDRESS", &no_bus)
        .env("ALONGSIDE_DATA_DIR", data)
        .env("ALONGSIDE_ANSWERS", home.join("answers"))
        .env("ALONGSIDE_EMAILS", home.join("emails"))
        // Whoever runs the journeys keeps their own settings and window sizes.
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("share"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .envs(
            options
                .environment
                .iter()
                .map(|(name, value)| (name, value)),
        );
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|why| why.to_string())?;
    listener
        .local_addr()
        .map(|address| address.port())
        .map_err(|why| why.to_string())
}

fn wait_for_port(port: u16) -> Result<(), String> {
    let deadline = Instant::now() + PATIENCE;
    while http::Connection::open(port).is_err() {
        if Instant::now() > deadline {
            return Err(String::from("the driver did not answer"));
        }
        sleep(POLL);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
