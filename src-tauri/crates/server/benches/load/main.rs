//! What the server bears: `cargo xtask bench server`.
//!
//! First the rules and the database alone, on more and more teams of ten laptops, one pack of 600 bytes a request, signed and checked as
//! in earnest; then the program itself, asked over HTTP on the same machine; then laptops that only listen. On SQLite in a file, and
//! on a PostgreSQL cluster of its own on the same machine. TLS is not in it, nor is the work of the laptops in the times given (but
//! they sign on the same processors). `ALONGSIDE_LOAD_TEAMS`, `_THREADS`, `_SECONDS` and `_LISTENERS` say how much at the most.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement may stop at once"
)]

mod listening;
mod over_http;
mod packs;
#[path = "../../tests/support/mod.rs"]
mod support;
mod teams;
mod times;

use alongside_server::{Core, Database, Postgres, Rules, Signatures, Sqlite};
use std::sync::Arc;
use std::time::Duration;
use support::cluster::Cluster;

/// How much is measured.
struct Scale {
    /// Of each growth step.
    teams: Vec<usize>,
    /// Teams of the program that is asked over HTTP.
    over_http: usize,
    /// Laptops that only listen.
    listeners: usize,
    /// Requests at one time.
    threads: usize,
    /// How long each is measured.
    time: Duration,
}

impl Scale {
    /// Among the tests it only shows that it runs.
    fn asked() -> Self {
        if !std::env::args().any(|word| word == "--bench") {
            return Self {
                teams: vec![2, 4],
                over_http: 4,
                listeners: 20,
                threads: 4,
                time: Duration::from_millis(300),
            };
        }
        let setting = |name: &str, usual: usize| {
            let said = std::env::var(format!("ALONGSIDE_LOAD_{name}"));
            said.ok()
                .and_then(|said| said.parse().ok())
                .unwrap_or(usual)
        };
        let most = setting("TEAMS", 10_000);
        Self {
            teams: [10, 100, 1_000, 10_000]
                .into_iter()
                .filter(|teams| *teams <= most)
                .collect(),
            over_http: most.min(1_000),
            listeners: setting("LISTENERS", 10_000),
            threads: setting("THREADS", 16),
            time: Duration::from_secs(u64::try_from(setting("SECONDS", 10)).unwrap()),
        }
    }
}

/// Where the teams are kept.
enum Place {
    File(tempfile::TempDir),
    Cluster(Cluster),
}

impl Place {
    fn name(&self) -> &'static str {
        match self {
            Self::File(_) => "SQLite",
            Self::Cluster(_) => "PostgreSQL",
        }
    }

    /// A new database there, as the program is told of it.
    fn database(&self, name: &str) -> String {
        match self {
            Self::File(folder) => folder.path().join(name).display().to_string(),
            Self::Cluster(cluster) => cluster.database(),
        }
    }
}

/// The rules on a database, with no limit on how often a laptop may ask.
fn core(database: &str) -> Core {
    let opened: Arc<dyn Database> = if database.starts_with("postgres://") {
        Arc::new(Postgres::open(database, 16).unwrap())
    } else {
        Arc::new(Sqlite::open(database.as_ref()).unwrap())
    };
    let rules = Rules {
        device: alongside_server::Bucket {
            size: 1_000_000,
            per_minute: 1_000_000,
        },
        ..Rules::default()
    };
    Core::new(opened, Arc::new(Signatures), rules)
}

#[allow(clippy::print_stdout, reason = "a program that prints figures")]
fn say(words: &str) {
    println!("{words}");
}

fn main() {
    let scale = Scale::asked();
    let mut places = vec![Place::File(tempfile::tempdir().unwrap())];
    places.extend(Cluster::start().map(Place::Cluster));

    say("| teams of ten | packs a second | p50 ms | p99 ms |\n| --- | ---: | ---: | ---: |");
    for place in &places {
        let core = core(&place.database("growth.db"));
        let mut teams = Vec::new();
        for wanted in &scale.teams {
            teams::grow(&core, &mut teams, *wanted, scale.threads);
            let times = packs::measure(&core, &mut teams, &scale);
            say(&format!("| {}, {wanted} | {times} |", place.name()));
        }
    }
    for place in &places {
        let database = place.database("http.db");
        let mut teams = Vec::new();
        teams::grow(&core(&database), &mut teams, scale.over_http, scale.threads);
        let times = over_http::measure(&database, &mut teams, &scale);
        say(&format!(
            "| {}, {}, over HTTP | {times} |",
            place.name(),
            teams.len()
        ));
    }
    for place in &places {
        let database = place.database("listening.db");
        let mut teams = Vec::new();
        let wanted = scale.listeners.div_ceil(teams::LAPTOPS);
        teams::grow(&core(&database), &mut teams, wanted, scale.threads);
        let told = listening::measure(&database, &mut teams, scale.listeners);
        say(&format!("\n{}: {told}", place.name()));
    }
}
