//! What the real window takes, on ten thousand people: `cargo xtask bench` runs it with the release build in `ALONGSIDE_BINARY`.
//!
//! These are times of one machine and are only reported; nothing passes or fails on them.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a program for the terminal; a measure that cannot be taken must stop it"
)]

use alongside_store::{Store, SystemClock};
use alongside_testkit::fill::fill;
use alongside_testkit::window::{Options, Window, tempdir};
use alongside_vault::{
    NewPassphrase, PassphraseCost, Purpose, RecoveryCode, SystemRandom, VaultFile, VaultLock,
};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PASSPHRASE: &str = "lantern otter gravel teapot";

fn main() {
    let binary = std::env::var_os("ALONGSIDE_BINARY").expect("ALONGSIDE_BINARY names the program");
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    make_vault(&data);

    let options = Options::new(binary, "figures");
    let started = Instant::now();
    let window = Window::open(&data, &options);
    window.find("button", "Unlock");
    let to_lock_screen = started.elapsed();
    window.fill("Passphrase", PASSPHRASE);
    let pressed = Instant::now();
    window.press("Enter");
    window.find("link", "People");
    let to_desk = pressed.elapsed();
    let pressed = Instant::now();
    window.click("link", "People");
    window.wait_until("people are listed", |window| {
        window.text().contains("people")
    });
    let to_people = pressed.elapsed();
    let keys = key_to_result(&window);
    let memory = window.memory();
    window.close();

    println!("| in the real window | measured | what it holds |");
    println!("|---|---|---|");
    println!(
        "| start to lock screen | {} | process, web view, first paint, under the driver |",
        ms(to_lock_screen)
    );
    println!(
        "| passphrase to Today | {} | Argon2id at the vault's own cost, opening, first screen |",
        ms(to_desk)
    );
    println!(
        "| Today to People listed | {} | 10,000 people, first page |",
        ms(to_people)
    );
    println!(
        "| key press to painted result | median {:.0} ms, worst {:.0} ms of {} | 90 ms of it is the pause that waits for the next letter |",
        middle(&keys),
        keys.iter().copied().fold(0.0, f64::max),
        keys.len()
    );
    println!(
        "| memory of the whole app | {} MB | core, web view and its helpers, shared pages counted once |",
        memory / 1_000_000
    );
}

fn ms(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}

fn middle(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Ten thousand people, a hundred thousand contacts, fifty thousand services.
fn make_vault(data: &Path) {
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
        Arc::new(SystemClock),
    )
    .unwrap();
    fill(&store, 10_000, 10, 50_000).unwrap();
}

/// Types names letter by letter into the search of People, and times each letter until the frame after the list has changed.
fn key_to_result(window: &Window) -> Vec<f64> {
    let _ = window.run(
        "window.__times = []; window.__since = null;
         const list = document.querySelector('main');
         document.addEventListener('keydown', () => { window.__since = performance.now(); }, true);
         new MutationObserver(() => {
           if (window.__since === null) return;
           const since = window.__since;
           requestAnimationFrame(() => requestAnimationFrame(() => {
             if (window.__since === since) { window.__times.push(performance.now() - since); window.__since = null; }
           }));
         }).observe(list, { subtree: true, childList: true, characterData: true });",
    );
    for name in ["okafor", "smith", "begum"] {
        window.fill("Find by name, number, street or words in notes", "");
        for letter in name.chars() {
            let count = |window: &Window| {
                window
                    .run("return window.__times.length")
                    .as_u64()
                    .unwrap_or(0)
            };
            let before = count(window);
            window.types(&letter.to_string());
            let asked = Instant::now();
            // A letter that changes nothing that is shown has no painted result: it is left out.
            while count(window) == before && asked.elapsed() < Duration::from_secs(2) {
                std::thread::yield_now();
            }
        }
    }
    window
        .run("return window.__times")
        .as_array()
        .map(|times| times.iter().filter_map(serde_json::Value::as_f64).collect())
        .unwrap_or_default()
}
