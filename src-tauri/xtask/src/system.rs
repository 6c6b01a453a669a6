//! The system packages the app and its checks need, and putting in place those that are missing.

use crate::Outcome;
use crate::program::{ask, program, show};

/// A Debian package and the reason for it.
struct Package {
    name: &'static str,
    why: &'static str,
}

const fn package(name: &'static str, why: &'static str) -> Package {
    Package { name, why }
}

/// What building the app takes.
const BUILD: &[Package] = &[
    package(
        "build-essential",
        "compiles the encrypted database engine and its cipher",
    ),
    package("perl", "configures the cipher library while it is compiled"),
    package(
        "pkg-config",
        "tells the compiler where the window's libraries are",
    ),
    package("libgtk-3-dev", "the window"),
    package("libwebkit2gtk-4.1-dev", "the page inside the window"),
    package("librsvg2-dev", "the app's icons"),
];

/// What looking at the real window without a screen takes.
const LOOK: &[Package] = &[
    package(
        "xvfb",
        "a screen in memory, where the window can be looked at",
    ),
    package(
        "webkit2gtk-driver",
        "drives the real window in the journeys",
    ),
    package("poppler-utils", "reads the printed papers back"),
    package(
        "dbus-daemon",
        "a message bus of the journeys' own, on which a laptop goes to sleep",
    ),
    package("x11-utils", "says where windows are, and which is in front"),
    package(
        "postgresql",
        "the shared server's second database, which its tests start for themselves",
    ),
    package(
        "hunspell-en-gb",
        "the British dictionary, to see that it is used",
    ),
];

/// The oldest Node that the interface's tools accept.
const NODE: (u32, u32) = (20, 19);

/// Makes sure that the app can be built here.
pub(crate) fn ready_to_build() -> Outcome {
    ready(&[BUILD])
}

/// Makes sure that the app can be built and looked at without a screen.
pub(crate) fn ready_to_look() -> Outcome {
    ready(&[BUILD, LOOK])
}

fn ready(groups: &[&[Package]]) -> Outcome {
    if cfg!(target_os = "linux") {
        let wanted = groups.iter().copied().flatten();
        if ask(&mut program("dpkg-query", &["--version"])).is_some() {
            debian(wanted)?;
        } else {
            println!(
                "This is not a Debian system, so nothing is installed for you. Needed, by Debian's names:"
            );
            for Package { name, why } in wanted {
                println!("  {name:<24} {why}");
            }
        }
    } else if cfg!(target_os = "windows") {
        println!(
            "Needed on Windows: Visual Studio Build Tools (C++), Strawberry Perl and NASM for the cipher, and WebView2 \
             (part of Windows 11)."
        );
    } else {
        println!("Needed on macOS: the Xcode command line tools (`xcode-select --install`).");
    }
    node()
}

fn debian<'a>(wanted: impl Iterator<Item = &'a Package>) -> Outcome {
    let missing: Vec<&Package> = wanted.filter(|package| !installed(package.name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages:");
    for Package { name, why } in &missing {
        println!("  {name:<24} {why}");
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let install = [
        &["apt-get", "install", "--yes", "--no-install-recommends"],
        names.as_slice(),
    ]
    .concat();
    let Some(as_root) = as_root() else {
        return Err(format!(
            "Neither root nor sudo here. Please run:\n  {}",
            install.join(" ")
        ));
    };
    for words in [["apt-get", "update"].as_slice(), install.as_slice()] {
        let words = [as_root, words].concat();
        let Some((first, rest)) = words.split_first() else {
            continue;
        };
        println!("{}", words.join(" "));
        show(program(first, rest).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    Ok(())
}

fn installed(name: &str) -> bool {
    ask(&mut program(
        "dpkg-query",
        &["--show", "--showformat=${db:Status-Status}", name],
    ))
    .as_deref()
        == Some("installed")
}

/// What to put before a command that only root may run; nothing at all when nothing can be done.
fn as_root() -> Option<&'static [&'static str]> {
    if is_root() {
        Some(&[])
    } else {
        ask(&mut program("sudo", &["--version"])).map(|_| ["sudo"].as_slice())
    }
}

/// Whether this is root.
pub(crate) fn is_root() -> bool {
    ask(&mut program("id", &["-u"])).is_some_and(|id| id.trim() == "0")
}

fn node() -> Outcome {
    let (major, minor) = NODE;
    let Some(said) = ask(&mut program("node", &["--version"])) else {
        return Err(format!(
            "Node.js {major}.{minor} or newer is needed to build the interface: https://nodejs.org"
        ));
    };
    match version(&said) {
        Some(found) if found >= NODE => Ok(()),
        _ => Err(format!(
            "Node.js {major}.{minor} or newer is needed; this one is {}",
            said.trim()
        )),
    }
}

/// Major and minor of `v20.19.2`.
fn version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.trim().trim_start_matches('v').split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{NODE, version};

    #[test]
    fn nodes_version_is_compared_as_numbers() {
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert!(version("v20.9.0").is_some_and(|found| found < NODE));
        assert!(version("v22.0.0").is_some_and(|found| found >= NODE));
        assert_eq!(version("node?"), None);
    }
}
