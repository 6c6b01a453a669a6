//! `cargo xtask package`: the .deb, tried here from installing to leaving no trace.

use crate::count::count;
use crate::program::{ask, cargo, hear, program, show};
use crate::run::BUILT_IN_UI;
use crate::{Outcome, place, system, ui};
use std::fs;
use std::path::{Path, PathBuf};

/// The journey that opens the installed program and leaves again.
const INSTALLED: &str = "installed::the_installed_app_opens";

/// `words` may be `--debug`: the same from the development build, to try the packaging itself without waiting for the release
/// build; or `--built`: from the release build that is there, as `cargo xtask bench` leaves it.
pub(crate) fn package(words: &[&str]) -> Outcome {
    let (profile, make) = match words {
        [] => ("release", ["build"].as_slice()),
        ["--debug"] => ("debug", ["build", "--debug"].as_slice()),
        ["--built"] => ("release", ["bundle"].as_slice()),
        _ => return Err("`cargo xtask package` takes nothing, --debug or --built".to_owned()),
    };
    if !cfg!(target_os = "linux") {
        system::ready_to_build()?;
        ui::ready()?;
        return show(&mut tauri(&[make, &["--ci"]].concat()));
    }
    system::ready_to_look()?;
    ui::ready()?;
    show(&mut tauri(
        &[make, ["--bundles", "deb", "--ci"].as_slice()].concat(),
    ))?;
    let made = newest_deb(&place::target().join(profile).join("bundle/deb"))?;
    let name = made.file_name().ok_or("a package without a name")?;
    let kept = place::root().join("dist").join(name);
    fs::create_dir_all(place::root().join("dist"))
        .map_err(|why| format!("dist cannot be made: {why}"))?;
    fs::copy(&made, &kept).map_err(|why| format!("{} cannot be written: {why}", kept.display()))?;
    let bytes = fs::metadata(&kept)
        .map(|file| file.len())
        .unwrap_or_default();
    println!("{} ({} MB)", kept.display(), bytes / 1_000_000);
    if system::is_root() {
        try_it(&kept)
    } else {
        println!("Installing, starting and uninstalling it here was left out: that takes root.");
        Ok(())
    }
}

/// The Tauri command line, as locked among the interface's tools.
fn tauri(words: &[&str]) -> std::process::Command {
    let name = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    let path = place::ui().join("node_modules/.bin").join(name);
    program(&path.to_string_lossy(), words)
}

fn newest_deb(folder: &Path) -> Result<PathBuf, String> {
    let entries = fs::read_dir(folder)
        .map_err(|why| format!("no package was made in {}: {why}", folder.display()))?;
    entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "deb"))
        .max_by_key(|path| fs::metadata(path).and_then(|file| file.modified()).ok())
        .ok_or_else(|| format!("no package was made in {}", folder.display()))
}

fn try_it(deb: &Path) -> Outcome {
    let deb = deb.to_string_lossy();
    let name = ask(&mut program("dpkg-deb", &["--field", &deb, "Package"]))
        .ok_or("the package does not say its name")?;
    let name = name.trim();
    if ask(&mut program("dpkg-query", &["--show", name])).is_some() {
        // Someone's own installation must not be replaced and then removed by a check.
        println!("{name} is installed here already: trying the new package was left out.");
        return Ok(());
    }
    println!("Installing {name}");
    let apt = ["install", "--yes", "--no-install-recommends", &deb];
    show(program("apt-get", &apt).env("DEBIAN_FRONTEND", "noninteractive"))?;
    let tried = installed_files(name).and_then(|files| start(&files).map(|()| files));
    println!("Uninstalling {name}");
    show(program("apt-get", &["purge", "--yes", name]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    let left: Vec<PathBuf> = tried?.into_iter().filter(|file| file.exists()).collect();
    if left.is_empty() {
        println!("{name} installs, starts and leaves nothing behind.");
        Ok(())
    } else {
        Err(format!("left behind after uninstalling: {left:?}"))
    }
}

/// The files of a package, without the folders it shares with others.
fn installed_files(name: &str) -> Result<Vec<PathBuf>, String> {
    let listed = ask(&mut program("dpkg-query", &["--listfiles", name]))
        .ok_or("the package lists no files")?;
    Ok(listed
        .lines()
        .map(PathBuf::from)
        .filter(|path| !path.is_dir())
        .collect())
}

fn start(files: &[PathBuf]) -> Outcome {
    let binary = files
        .iter()
        .find(|file| file.parent() == Some(Path::new("/usr/bin")))
        .ok_or("no program in /usr/bin")?;
    println!("Starting {}", binary.display());
    let words = [
        "test",
        "--package",
        "alongside",
        "--features",
        BUILT_IN_UI,
        "--test",
        "journeys",
        "--",
        "--ignored",
        "--exact",
        INSTALLED,
    ];
    let heard = hear(cargo(&words).env("ALONGSIDE_BINARY", binary))?;
    // A journey that was not found is not a program that started.
    if heard.succeeded && count(&heard.said).passed == 1 {
        Ok(())
    } else {
        Err("the installed program did not open its window".to_owned())
    }
}
