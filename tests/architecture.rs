//! The house rules that no compiler checks: who may know whom, how large a file may grow, what the tree may not hold.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What measures finding beside other engines, and is part of nothing.
const MEASURES: &str = "alongside-beside";

/// A crate of this workspace with what it needs: for itself, and for its own tests.
#[derive(Default)]
struct Needs {
    always: BTreeSet<String>,
    for_tests: BTreeSet<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn run(name: &str, words: &[&str]) -> String {
    let output = Command::new(name)
        .args(words)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{name} {words:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn crates() -> BTreeMap<String, Needs> {
    let told = run(
        env!("CARGO"),
        &[
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ],
    );
    let told: Value = serde_json::from_str(&told).unwrap();
    let mut all = BTreeMap::new();
    for package in told["packages"].as_array().unwrap() {
        let mut needs = Needs::default();
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = dependency["name"].as_str().unwrap().to_owned();
            match dependency["kind"].as_str() {
                Some("dev") => needs.for_tests.insert(name),
                _ => needs.always.insert(name),
            };
        }
        all.insert(package["name"].as_str().unwrap().to_owned(), needs);
    }
    all
}

/// Every file that is kept, or about to be: not what is built or installed. The script of the words must stay UTF-8 text.
fn kept_files() -> Vec<PathBuf> {
    let listed = run(
        "git",
        &["ls-files", "--cached", "--others", "--exclude-standard"],
    );
    let files: Vec<PathBuf> = listed
        .lines()
        .map(PathBuf::from)
        .filter(|file| root().join(file).is_file())
        .collect();
    assert!(files.len() > 100, "the list of files is not whole");
    files
}

/// The files written by hand in this house, with their text.
fn sources() -> Vec<(PathBuf, String)> {
    let ours = [
        "rs", "ts", "js", "mjs", "svelte", "css", "scss", "sql", "typ", "toml",
    ];
    let elsewhere = ["tests/data", "ui/src/lib/generated", "assets/fonts"];
    kept_files()
        .into_iter()
        .filter(|file| {
            file.extension()
                .is_some_and(|end| ours.iter().any(|our| end == *our))
        })
        .filter(|file| !elsewhere.iter().any(|folder| file.starts_with(folder)))
        .map(|file| {
            (
                file.clone(),
                fs::read_to_string(root().join(&file)).unwrap(),
            )
        })
        .collect()
}

#[test]
fn arrows_between_crates_point_one_way() {
    let may_know: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("alongside-domain", [].as_slice()),
        ("alongside-vault", &[]),
        ("alongside-protocol", &[]),
        ("alongside-link", &[]),
        (
            "alongside-server",
            &["alongside-protocol", "alongside-vault"],
        ),
        ("alongside-store", &["alongside-domain"]),
        (
            "alongside-sync",
            &[
                "alongside-domain",
                "alongside-vault",
                "alongside-store",
                "alongside-protocol",
            ],
        ),
        ("alongside-documents", &["alongside-domain"]),
        (
            "alongside-app",
            &[
                "alongside-domain",
                "alongside-vault",
                "alongside-store",
                "alongside-documents",
                "alongside-link",
                "alongside-protocol",
                "alongside-sync",
            ],
        ),
        ("alongside", &["alongside-app"]),
        (
            "alongside-testkit",
            &[
                "alongside-domain",
                "alongside-vault",
                "alongside-store",
                "alongside-app",
                "alongside-documents",
                "alongside-protocol",
                "alongside-sync",
                "alongside-server",
            ],
        ),
        // It only measures and never ships.
        (
            MEASURES,
            &[
                "alongside-domain",
                "alongside-vault",
                "alongside-store",
                "alongside-app",
                "alongside-testkit",
            ],
        ),
        ("xtask", &[]),
    ]);
    let crates = crates();
    for (name, needs) in &crates {
        let allowed = may_know
            .get(name.as_str())
            .unwrap_or_else(|| panic!("{name} is new: say here whom it may know"));
        for known in needs
            .always
            .iter()
            .filter(|known| crates.contains_key(*known))
        {
            assert!(
                allowed.contains(&known.as_str()),
                "{name} must not know {known}"
            );
        }
        assert!(
            name == MEASURES || !needs.always.contains("alongside-testkit"),
            "{name} may know the testkit only in its tests"
        );
    }
    assert_eq!(crates.len(), may_know.len(), "a crate listed here is gone");
}

#[test]
fn each_dangerous_thing_is_known_in_one_place() {
    let only: [(&[&str], &str); 7] = [
        (&["ring", "argon2", "hpke", "spake2"], "alongside-vault"),
        (&["rusqlite", "libsqlite3-sys"], "alongside-store"),
        (
            &["typst", "typst-pdf", "calamine", "image"],
            "alongside-documents",
        ),
        (
            &["tauri", "tauri-plugin-dialog", "tauri-plugin-opener"],
            "alongside",
        ),
        (&["directories"], "alongside-app"),
        (&["zxcvbn"], "alongside-vault"),
        (&["reqwest"], "alongside-link"),
    ];
    // The shared server has a database of its own, which is never a desk's.
    let beside = ("alongside-server", "rusqlite");
    let crates = crates();
    for (things, keeper) in only {
        for thing in things {
            for (name, needs) in &crates {
                assert!(
                    name == keeper
                        || name == MEASURES
                        || (name.as_str(), *thing) == beside
                        || !needs.always.contains(*thing),
                    "{name} sees {thing}, which is {keeper}’s alone"
                );
            }
        }
        assert!(
            things
                .iter()
                .any(|thing| crates[keeper].always.contains(*thing)),
            "{keeper} no longer has {things:?}"
        );
    }
}

#[test]
fn only_the_back_door_of_the_interface_knows_tauri() {
    let mut seen = false;
    for (file, text) in sources()
        .iter()
        .filter(|(file, _)| file.starts_with("ui/src"))
    {
        if text.contains("@tauri-apps/") {
            assert!(
                file.starts_with("ui/src/lib/backend"),
                "{} imports Tauri",
                file.display()
            );
            seen = true;
        }
    }
    assert!(seen, "the back door is gone from ui/src/lib/backend");
}

#[test]
fn features_do_not_know_each_other() {
    let features = Path::new("ui/src/features");
    let areas: BTreeSet<String> = fs::read_dir(root().join(features))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for (file, text) in sources() {
        let Ok(inside) = file.strip_prefix(features) else {
            continue;
        };
        let mine = inside.iter().next().unwrap().to_str().unwrap();
        for other in areas.iter().filter(|area| *area != mine) {
            let ways = [
                format!("$features/{other}/"),
                format!("\"../{other}/"),
                format!("features/{other}/"),
            ];
            let known = text
                .lines()
                .any(|line| line.contains("import") && ways.iter().any(|way| line.contains(way)));
            assert!(!known, "{} imports the feature {other}", file.display());
        }
    }
}

#[test]
fn no_file_grows_past_reading() {
    let long: Vec<String> = sources()
        .iter()
        .map(|(file, text)| (file, text.lines().count()))
        .filter(|(_, lines)| *lines > 600)
        .map(|(file, lines)| format!("{} has {lines} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "over 600 lines: {long:#?}");
}

#[test]
fn nothing_is_left_for_later_and_nothing_tells_of_a_machine() {
    // Put together here so that this file does not find itself.
    let later = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"]].map(|parts| parts.concat());
    let machine = [
        ["/ho", "me/"],
        ["/Us", "ers/"],
        ["/ro", "ot/"],
        ["/wo", "rk/"],
    ]
    .map(|parts| parts.concat());
    // Amira's own laptop is as made up as she is.
    let made_up = machine[0].clone() + "amira";
    let mut found = Vec::new();
    for (file, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            let words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            let postponed = words
                .into_iter()
                .any(|word| later.iter().any(|mark| mark == word));
            if postponed
                || machine
                    .iter()
                    .any(|path| line.replace(&made_up, "").contains(path))
            {
                found.push(format!(
                    "{}:{}: {}",
                    file.display(),
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_asset_says_under_which_licence_it_is_here() {
    let mut folders = 0;
    for entry in fs::read_dir(root().join("assets")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        folders += 1;
        let readme = fs::read_to_string(folder.join("README.md"))
            .unwrap_or_else(|why| panic!("{} has no README.md: {why}", folder.display()));
        assert!(
            readme.to_lowercase().contains("licence"),
            "{} does not name its licence",
            folder.display()
        );
    }
    assert!(folders > 5, "the assets have moved");
}

#[test]
fn every_threat_names_a_test_that_is_there() {
    let page = fs::read_to_string(root().join("src-tauri/THREATS.md")).unwrap();
    let named: BTreeSet<&str> = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| !name.contains(' '))
        .collect();
    assert!(named.len() > 20, "the page has gone, or this test is blind");
    let sources = sources();
    for name in named {
        let declared = [format!("fn {name}("), format!("fn {name}<")];
        assert!(
            sources
                .iter()
                .any(|(_, text)| declared.iter().any(|start| text.contains(start))),
            "{name} is no test"
        );
    }
    for letter in ["**S**", "**T**", "**R**", "**I**", "**D**", "**E**"] {
        assert!(page.contains(letter), "{letter}");
    }
}

#[test]
fn every_file_of_stories_is_in_the_program_that_runs_them() {
    let mut programs = 0;
    for (file, _) in sources() {
        let Some(folder) = file.parent().filter(|it| it.ends_with("tests")) else {
            continue;
        };
        let told = root().join(folder).join("stories.rs");
        let (Ok(told), Some(name)) = (fs::read_to_string(told), file.file_stem()) else {
            continue;
        };
        let name = name.to_str().unwrap();
        let declared = fs::read_to_string(root().join(folder.join("../Cargo.toml"))).unwrap();
        programs += usize::from(name == "stories");
        assert!(
            told.contains(&format!("mod {name};"))
                || declared.contains(&format!("[[test]]\nname = \"{name}\"\n")),
            "{} is run by nobody",
            file.display()
        );
    }
    assert!(programs >= 5, "the programs of stories were not found");
}
