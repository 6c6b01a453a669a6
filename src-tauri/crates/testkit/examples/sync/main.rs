//! First sync and a hundred changes, side by side: `cargo xtask bench sync [--peers]`.
//!
//! Without further words this is the driver, which starts servers and clients in processes of their own and tells them what to do
//! next; `server` and `client` are those processes. What is measured, and what each peer leaves out, is in peers/README.md.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints figures"
)]

mod alongside;
mod atuin;
mod driver;
mod figures;
mod floor;
mod kinds;
mod peer;
mod process;
mod records;
mod relay;

use kinds::Kind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["server", kind, folder] => serve(kind, Path::new(folder)),
        ["client", kind, folder, server] => client(kind, Path::new(folder), server),
        rest => asked(rest).and_then(|asked| driver::run(&asked)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// What the person at the terminal asked for.
struct Asked {
    kinds: Vec<Kind>,
    rounds: usize,
    /// Where figures and working files go: beside what cargo built.
    target: PathBuf,
}

fn asked(words: &[&str]) -> Outcome<Asked> {
    let mut asked = Asked {
        kinds: Kind::ours(),
        rounds: 5,
        target: target()?,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--peers" => asked.kinds = Kind::all(),
            "--only" => {
                let names = words.next().ok_or("--only which, with commas between?")?;
                asked.kinds = names.split(',').map(Kind::named).collect::<Outcome<_>>()?;
                asked.kinds.retain(|kind| *kind != Kind::Floor);
                asked.kinds.insert(0, Kind::Floor);
            }
            "--rounds" => asked.rounds = words.next().ok_or("--rounds how many?")?.parse()?,
            _ => {
                return Err(format!(
                    "`{word}` is not one of: --peers, --only <floor,{}>, --rounds <number>",
                    Kind::names()
                )
                .into());
            }
        }
    }
    if asked.rounds == 0 {
        return Err("at least one round".into());
    }
    Ok(asked)
}

fn target() -> Outcome<PathBuf> {
    let program = std::env::current_exe()?;
    // target/release/examples/sync
    let target = program
        .ancestors()
        .nth(3)
        .ok_or("not started from where cargo builds")?;
    Ok(target.to_owned())
}

fn serve(kind: &str, folder: &Path) -> Outcome {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    println!("listening {}", listener.local_addr()?);
    match Kind::named(kind)? {
        Kind::Floor => floor::serve(folder, &listener),
        Kind::Alongside | Kind::Pouch | Kind::Atuin => {
            Err(format!("{kind} has a server of its own").into())
        }
    }
}

fn client(kind: &str, folder: &Path, server: &str) -> Outcome {
    match Kind::named(kind)? {
        Kind::Floor => peer::serve(&mut floor::Client::new(folder, server)?),
        Kind::Alongside => peer::serve(&mut alongside::Client::new(folder, server)?),
        Kind::Atuin => peer::serve(&mut atuin::Client::new(folder, server)?),
        Kind::Pouch => Err(format!("{kind} has a client of its own").into()),
    }
}
