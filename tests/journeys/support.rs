//! What several journeys share: Amira's laptop, her passphrase, and the way to a desk that is open.

use alongside_testkit::window::{Options, SharedServer, TempDir, Window, tempdir};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What Amira opens her desk with.
pub const PASSPHRASE: &str = "lantern otter gravel teapot";

/// A laptop for one journey: a data folder that goes away afterwards.
pub struct Laptop {
    folder: TempDir,
    pub options: Options,
}

impl Laptop {
    /// A laptop on which the app was never started.
    pub fn new(journey: &str) -> Self {
        let binary = std::env::var_os("ALONGSIDE_BINARY").map_or_else(built, PathBuf::from);
        Self {
            folder: tempdir().unwrap(),
            options: Options::new(binary, journey),
        }
    }

    /// Starts the app.
    pub fn start(&self) -> Window {
        Window::open(&self.folder.path().join("data"), &self.options)
    }

    /// Looks through every file that the app, its web view and the driver's desktop folders hold, for words in UTF-8 or UTF-16.
    pub fn files_that_hold(&self, words: &[&str]) -> Scanned {
        let mut scanned = Scanned::default();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                // A journal may go away while it is looked for.
                let Ok(bytes) = std::fs::read(&path) else {
                    continue;
                };
                scanned.read += 1;
                for word in words {
                    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
                    let holds =
                        |needle: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
                    if holds(word.as_bytes()) || holds(&wide) {
                        scanned.found.push(path.clone());
                    }
                }
            }
        }
        scanned
    }

    /// Where the desktop keeps what programs remember of themselves.
    pub fn settings_folder(&self) -> PathBuf {
        self.folder.path().join("data.home/config")
    }

    /// Where something that is saved may go.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the app and sets up Amira's desk with the pointer, the quick way; answers with the recovery code too.
    pub fn start_with_a_desk(&self) -> (Window, String) {
        self.start_with_a_desk_of("Amira")
    }

    /// The same for whoever works on this laptop.
    pub fn start_with_a_desk_of(&self, worker: &str) -> (Window, String) {
        let window = self.start();
        window.click("button", "Start");
        let code = set_up_desk(&window, worker, "Open my desk");
        window.find("heading", "Visits and calls");
        (window, code)
    }
}

/// What looking through the files found.
#[derive(Default)]
pub struct Scanned {
    /// Files looked through.
    pub read: usize,
    /// Files that hold one of the words.
    pub found: Vec<PathBuf>,
}

/// The app as these tests were built with it.
fn built() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_alongside"))
}

/// Goes through the steps of a first day, behind whichever door, to its last button; answers with the recovery code.
pub fn set_up_desk(window: &Window, name: &str, last: &str) -> String {
    window.find("heading", "Choose a passphrase");
    window.fill("What should we call you?", name);
    window.fill("Passphrase", PASSPHRASE);
    window.fill("The same passphrase again", PASSPHRASE);
    window.reads("Very strong");
    window.click("button", "Set up my desk");
    let code = recovery_code(window);
    window.click("button", "I have it on paper");
    window.find("heading", "Check your copy");
    for (label, group) in asked_groups(window, &code) {
        window.fill(&label, &group);
    }
    window.click("button", last);
    code
}

/// Something handed out with the source, from `tests/data`.
pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

/// Reads the recovery code as a person does, from the screen.
pub fn recovery_code(window: &Window) -> String {
    window.find("heading", "Your recovery code");
    let groups = window.run(
        "return Array.from(document.querySelectorAll('ol[aria-label=\"Recovery code\"] li'),
           (li) => li.lastChild.textContent.trim()).join('-')",
    );
    let code = groups.as_str().unwrap().to_owned();
    assert_eq!(code.split('-').count(), 7, "seven groups: {code}");
    code
}

/// The groups that the desk asks to have typed back, with what to type.
pub fn asked_groups(window: &Window, code: &str) -> Vec<(String, String)> {
    let groups: Vec<&str> = code.split('-').collect();
    let asked: Vec<(String, String)> = (1..=groups.len())
        .map(|number| (format!("Group {number}"), groups[number - 1].to_owned()))
        .filter(|(label, _)| window.has("textbox", label))
        .collect();
    assert_eq!(asked.len(), 2, "two groups are asked for");
    asked
}

/// Adds someone by what they like to be called, and arrives on their story.
pub fn add_person(window: &Window, name: &str) {
    add_person_called(window, name, name);
}

/// The same with a whole name: the page calls them by the first of it.
pub fn add_person_called(window: &Window, name: &str, called: &str) {
    window.press("Ctrl+N");
    window.wait_until("the line for a new name", |window| {
        window.focus_is_on("textbox", "What do they like to be called?")
    });
    window.types(name);
    window.press("Enter");
    window.find("textbox", &matters(called));
}

/// Ctrl+K, ready to be typed in.
pub fn open_palette(window: &Window) {
    window.press("Ctrl+K");
    window.wait_until("the palette", |window| {
        window.focus_is_on(
            "combobox",
            "Type a name, a service, a word or what you want to do",
        )
    });
}

/// The label of the largest words on a person's page.
pub fn matters(name: &str) -> String {
    format!("What matters most to {name}")
}

/// Brings in the list of English public libraries, with a look at it first.
pub fn bring_in_libraries(window: &Window) {
    window.click("link", "Directory");
    window.find("heading", "Directory");
    window.look("directory-empty");
    window.will_choose(&data("libraries/libraries.csv"));
    window.click("link", "Bring in a list");
    window.find("heading", "Bring in a list");
    window.click("button", "Choose a file");
    window.find("textbox", "What is this list called?");
    window.look("preview");
    window.click("button", "Bring in 3…");
    window.reads("They are in your directory");
}

/// Opens the page of the team, from wherever on the desk.
pub fn open_team(window: &Window) {
    // Among the settings the way is a tab; everywhere else it is behind the indicator.
    if !window.has("link", "Team") {
        window.press("Alt+S");
        window.find("dialog", "How things stand");
    }
    let way = if window.has("link", "Team") {
        "Team"
    } else {
        "Make or join a team"
    };
    window.click("link", way);
    window.find("heading", "Team");
}

/// Waits until the indicator at the top says this.
pub fn stands(window: &Window, words: &str) {
    let begin = words.trim_end_matches('…');
    window.find("button", &format!("{begin}…"));
}

/// Amira makes the team, with a code from the server's keeper, and is on its page.
pub fn make_team(amira: &Window, server: &SharedServer) {
    make_team_called("Larkfield", amira, "Amira", server);
}

/// Whoever works at this window makes a team.
pub fn make_team_called(team: &str, window: &Window, worker: &str, server: &SharedServer) {
    open_team(window);
    window.look("alone");
    window.click("button", "Make a team");
    window.fill("The server’s address", &server.address());
    window.fill("Sign-up code", &server.sign_up_code());
    window.fill("What the team is called", team);
    let laptop = format!("{worker}’s laptop");
    window.holds("What this laptop is called", &laptop);
    window.look("make-a-team");
    window.click("button", "Make the team");
    window.find("button", "Invite somebody");
    window.look("the-team");
    stands(window, "Synced");
}

/// Ben sets up his desk. Amira, on the team's page, reads a code out to him; both see the same numbers; she lets him in. Answers with his
/// recovery code too.
pub fn join_in(amira: &Window, his: &Laptop, address: &str) -> (Window, String) {
    let ben = his.start();
    ben.click("button", "Join");
    let sheet = set_up_desk(&ben, "Ben", "Go on");
    amira.click("button", "Invite somebody");
    amira.find("radio", "Link worker…");
    amira.look("invite");
    amira.click("button", "Make a code");
    let code = read_out(amira, "Read this code out");
    ben.fill("The server’s address", address);
    ben.fill("Code", &code);
    ben.holds("What this laptop is called", "Ben’s laptop");
    ben.look("code-typed");
    asks_and_is_let_in(amira, &ben);
    ben.click("button", "Open my desk");
    ben.find("heading", "Visits and calls");
    stands(&ben, "Synced");
    (ben, sheet)
}

/// The code on the screen of who invites.
pub fn read_out(amira: &Window, heading: &str) -> String {
    amira.find("heading", heading);
    amira.look("code");
    let code = amira.run(
        "return Array.from(document.querySelectorAll('ol[aria-label=\"The code\"] li'), (li) => li.textContent.trim()).join(' ')",
    );
    code.as_str().unwrap().to_lowercase()
}

/// The numbers that both screens show.
pub fn digits(window: &Window) -> String {
    let digits = window.run("return document.querySelector('.digits').textContent.trim()");
    digits.as_str().unwrap().to_owned()
}

/// Looks for changes now.
pub fn look_for_changes(window: &Window) {
    window.press("Alt+S");
    window.click("button", "Look for changes now");
    window.press("Escape");
}

/// Ben has typed the code; both see the same numbers, and she lets him in.
pub fn asks_and_is_let_in(amira: &Window, ben: &Window) {
    ben.click("button", "Ask to be let in");
    ben.find("heading", "Waiting to be let in");
    ben.click("button", "Compare numbers");
    ben.look("waiting-to-be-let-in");
    amira.find("heading", "Ben asks to be let in from “Ben’s laptop”");
    amira.click("button", "Compare numbers");
    amira.look("asks-to-be-let-in");
    assert_eq!(digits(amira), digits(ben), "the same on both screens");
    amira.click("button", "Let them in");
    amira.find("heading", "They are in");
    ben.find("heading", "You are in");
    ben.look("you-are-in");
    amira.look("they-are-in");
    amira.click("button", "Done");
}

/// Writes other words in a field, and leaves it.
pub fn rewrite(window: &Window, label: &str, words: &str) {
    window.click("textbox", label);
    window.press("Ctrl+A");
    window.types(words);
    window.press("Tab");
}

/// The words that someone reads on paper.
pub fn words_of(pdf: &std::path::Path) -> String {
    let read = Command::new("pdftotext")
        .arg("-layout")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    assert!(
        read.status.success(),
        "{} is no PDF: {}",
        pdf.display(),
        String::from_utf8_lossy(&read.stderr)
    );
    String::from_utf8(read.stdout).unwrap()
}
