//! What the real window takes, on ten thousand people: `cargo xtask bench` runs it with the release build in `ALONGSIDE_BINARY`.
//!
//! These are times of one machine and are only reported; nothing passes or fails on them.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a program for the terminal; a measure that cannot be taken must stop it"
)]

mod typing;

use alongside_store::{Store, World};
use alongside_testkit::fill::fill;
use alongside_testkit::window::{Options, Window, tempdir};
use alongside_vault::{
    NewPassphrase, PassphraseCost, Purpose, RecoveryCode, SystemRandom, VaultFile, VaultLock,
};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use typing::type_searches;

const FIND_PERSON: &str = "Find by name, number, street or words in notes";
const FIND_SERVICE: &str = "What are you looking for?";
/// The beginnings of names and of services: what people type until they see what they were looking for.
const PEOPLE: [&str; 20] = [
    "oka", "marg", "harp", "wan", "ent", "kow", "beg", "feat", "joan", "sing", "popes", "mens",
    "smit", "llew", "zai", "brai", "gwe", "ole", "part", "thist",
];
const SERVICES: [&str; 20] = [
    "walk", "lunc", "deme", "befr", "repa", "allo", "stro", "citi", "tai", "food", "choi", "yoga",
    "care", "falls", "debt", "digi", "osw", "shre", "brad", "garde",
];
/// How often starting and unlocking are measured.
const RUNS: usize = 5;
/// A window's first frame, in milliseconds of the wall clock, once it is there.
const FIRST_FRAME: &str = "const paint = performance.getEntriesByType('paint').find((it) => it.name === 'first-contentful-paint');
    return paint ? performance.timeOrigin + paint.startTime : null";
/// Presses nothing: waits until the list of people is on the screen, and says how long after Enter that was.
const LISTED: &str = "const done = arguments[arguments.length - 1];
    const look = () => {
      if (document.querySelector('main [role=grid] [role=row]')) {
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - window.__entered)));
      } else requestAnimationFrame(look);
    };
    look();";

const PASSPHRASE: &str = "lantern otter gravel teapot";

fn main() {
    let binary = std::env::var_os("ALONGSIDE_BINARY").expect("ALONGSIDE_BINARY names the program");
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    let opening = make_vault(&data);
    let options = Options::new(binary, "figures");

    // The first time warms what the operating system keeps of files, and leaves the place to come back to.
    let window = unlocked(&data, &options).0;
    window.find("link", "People");
    window.press("Alt+2");
    window.find("grid", "…");
    window.press("Ctrl+L");
    window.find("heading", "Locked");
    window.close();

    let (mut starts, mut unlocks) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let (window, start, unlock) = unlocked(&data, &options);
        starts.push(start);
        unlocks.push(unlock);
        window.close();
    }
    let (window, ..) = unlocked(&data, &options);
    let memory_at_people = window.memory();
    let people = type_searches(&window, FIND_PERSON, &PEOPLE);
    window.press("Alt+3");
    window.find("heading", "Directory");
    let services = type_searches(&window, FIND_SERVICE, &SERVICES);
    let memory = window.memory();
    window.close();

    println!("| in the real window | measured | what it holds |");
    println!("|---|---|---|");
    println!(
        "| start to lock screen | {} | from the start of the process to the first painted frame; median of {RUNS} |",
        ms(middle(&starts))
    );
    println!(
        "| passphrase to People usable | {} | {} of it is Argon2id at the vault's own cost; median of {RUNS} |",
        ms(middle(&unlocks)),
        ms(opening.as_secs_f64() * 1000.0)
    );
    for (what, typed) in [("People", &people), ("Directory", &services)] {
        println!(
            "| key press to painted result, {what} | median {}, p99 {} | {} letters changed the list, {} did not; 90 ms is the pause that waits for the next letter |",
            ms(typed.within(50)),
            ms(typed.within(99)),
            typed.changed(),
            typed.unchanged,
        );
    }
    let both = people.and(services);
    println!(
        "| key press to painted result, both | median {}, p99 {} | {} letters |",
        ms(both.within(50)),
        ms(both.within(99)),
        both.changed(),
    );
    println!(
        "| memory of the whole app | {} MB at People, {} MB after all searches | core, web view and its helpers, shared pages counted once |",
        memory_at_people / 1_000_000,
        memory / 1_000_000
    );
}

/// Starts the app and opens the desk where it was left; with the milliseconds to the lock screen and from Enter to People.
fn unlocked(data: &Path, options: &Options) -> (Window, f64, f64) {
    let window = Window::open(data, options);
    window.find("button", "Unlock");
    let mut painted = None;
    window.wait_until("the first frame", |window| {
        painted = window.run(FIRST_FRAME).as_f64();
        painted.is_some()
    });
    let start = painted.unwrap() - started(window.process());
    window.fill("Passphrase", PASSPHRASE);
    let _ = window.run(
        "addEventListener('keydown', (event) => { if (event.key === 'Enter') window.__entered = event.timeStamp; }, true)",
    );
    window.press("Enter");
    window.find("link", "People");
    let unlock = if window.run("return location.hash").as_str() == Some("#/people") {
        window.run_and_wait(LISTED, &[]).as_f64().unwrap()
    } else {
        f64::NAN
    };
    (window, start, unlock)
}

/// When a process was started, in milliseconds of the wall clock.
fn started(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let (_, after_name) = stat.rsplit_once(')').unwrap();
    let ticks: f64 = after_name
        .split_whitespace()
        .nth(19)
        .unwrap()
        .parse()
        .unwrap();
    let uptime = std::fs::read_to_string("/proc/uptime").unwrap();
    let uptime: f64 = uptime.split_whitespace().next().unwrap().parse().unwrap();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs_f64();
    // The kernel tells ticks of a hundredth of a second to programs, on every machine it runs on.
    (now - uptime + ticks / 100.0) * 1000.0
}

fn ms(time: f64) -> String {
    format!("{time:.0} ms")
}

fn middle(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Ten thousand people, a hundred thousand contacts, fifty thousand services; with how long the passphrase takes to try.
fn make_vault(data: &Path) -> Duration {
    let vault = data.join("vault");
    let lock = VaultLock::take(&vault).unwrap();
    let mut random = SystemRandom::new();
    let passphrase = NewPassphrase::choose(PASSPHRASE, &[]).unwrap();
    let code = RecoveryCode::make(&mut random).unwrap();
    let (_, key) = VaultFile::create(
        &lock,
        &passphrase,
        PassphraseCost::START,
        &code,
        &mut random,
    )
    .unwrap();
    let database = key.derive(Purpose::Database).unwrap();
    let store = Store::create(
        &vault.join("records.db"),
        database.expose(),
        "Amira",
        World::system(),
    )
    .unwrap();
    fill(&store, 10_000, 10, 50_000).unwrap();
    let file = VaultFile::read(&vault).unwrap();
    let asked = Instant::now();
    file.unlock_with_passphrase(PASSPHRASE).unwrap();
    asked.elapsed()
}
