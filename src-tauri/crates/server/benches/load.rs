//! How many packs a second the rules and the database take in, and how long each waits: `cargo bench -p alongside-server`.
//!
//! Many teams, ten laptops each, one pack of 600 bytes a request, signed and checked as in earnest; on SQLite in a file and on a
//! PostgreSQL cluster of its own on the same machine. HTTP and TLS are not in it, nor is the work of the laptops in the times given (but
//! they sign on the same processors). `ALONGSIDE_LOAD_TEAMS`, `_THREADS` and `_SECONDS` say how much.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement may stop at once"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use alongside_protocol::*;
use alongside_server::{Bucket, Core, Database, NewCode, Request, Rules, Signatures, Sqlite};
use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::cluster::Cluster;
use support::*;

const LAPTOPS: u8 = 10;

fn setting(name: &str, usual: usize) -> usize {
    let said = std::env::var(format!("ALONGSIDE_LOAD_{name}"));
    said.ok()
        .and_then(|said| said.parse().ok())
        .unwrap_or(usual)
}

fn main() {
    // Run among the tests it only shows that it runs.
    let is_bench = std::env::args().any(|word| word == "--bench");
    let (teams, seconds) = if is_bench {
        (setting("TEAMS", 100), setting("SECONDS", 10))
    } else {
        (2, 1)
    };
    let threads = setting("THREADS", 16);
    let folder = tempfile::tempdir().unwrap();
    let file = Sqlite::open(&folder.path().join("load.db")).unwrap();
    measure("SQLite", Arc::new(file), teams, threads, seconds);
    if let Some(cluster) = Cluster::start() {
        measure(
            "PostgreSQL",
            Arc::new(cluster.open()),
            teams,
            threads,
            seconds,
        );
    }
}

fn measure(name: &str, database: Arc<dyn Database>, teams: usize, threads: usize, seconds: usize) {
    let rules = Rules {
        device: Bucket {
            size: 1_000_000,
            per_minute: 1_000_000,
        },
        ..Rules::default()
    };
    let core = &Core::new(database, Arc::new(Signatures), rules);
    let mut made: Vec<Vec<Vec<Laptop>>> = (0..threads).map(|_| Vec::new()).collect();
    for n in 0..teams {
        made[n % threads].push(team(core, n));
    }
    let until = Instant::now() + Duration::from_secs(u64::try_from(seconds).unwrap());
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let workers: Vec<_> = made
            .into_iter()
            .map(|teams| scope.spawn(move || work(core, teams, until)))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    times.sort_unstable();
    let at =
        |part: usize| times[(times.len() * part / 1000).min(times.len() - 1)].as_secs_f64() * 1e3;
    let rate = times.len() / seconds;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "{name}: {teams} teams of {LAPTOPS}, {threads} at once: {rate} packs a second; p50 {:.1} ms, p99 {:.1} ms, p99.9 {:.1} ms",
        at(500), at(990), at(999)
    )
    .unwrap();
}

/// A team with its laptops, and a space that all write in.
fn team(core: &Core, n: usize) -> Vec<Laptop> {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&n.to_be_bytes());
    let make = |laptop: u8| {
        let mut made = Laptop::new(0, 1, laptop);
        made.team = TeamId(id);
        made.roster = Roster::new(made.team);
        made
    };
    let mut lead = make(1);
    let mut random = [0; 20];
    for (at, byte) in random.iter_mut().take(4).enumerate() {
        // A letter of a code has five bits.
        *byte = u8::try_from(n >> (5 * at) & 31).unwrap();
    }
    let new = NewCode {
        until: NOW + 1_000_000,
        room: u64::from(u32::MAX),
    };
    let code = core.make_code(&random, new, NOW).unwrap();
    sign_up(core, &lead, &code).answer.unwrap();
    lead.pull(core);
    let mut others = Vec::new();
    for laptop in 2..=LAPTOPS {
        let other = make(laptop);
        let step = RosterStep::AddDevice {
            device: other.joining(),
            wrap: Wrap {
                device: other.id,
                sealed: vec![1; 80],
            },
        };
        lead.place(core, &lead.roster_entry(step));
        lead.pull(core);
        others.push(other);
    }
    lead.place(core, &lead.opening(space(1), TEAM));
    lead.pull(core);
    for other in &mut others {
        other.head = lead.head;
        other.roster = lead.roster.clone();
    }
    others.push(lead);
    others
}

fn work(core: &Core, mut teams: Vec<Vec<Laptop>>, until: Instant) -> Vec<Duration> {
    let mut times = Vec::new();
    let mut n = 0;
    while Instant::now() < until && !teams.is_empty() {
        n += 1;
        let count = teams.len();
        let laptops = &mut teams[n % count];
        let laptop = &mut laptops[n / count % usize::from(LAPTOPS)];
        let entries = vec![laptop.pack(space(1), &[7; 600])];
        let body = encode(&Push { entries }).unwrap();
        let route = Route::Push(laptop.team);
        let signed = Some(laptop.signed(&route, &body, NOW));
        let began = Instant::now();
        let reply = core.handle(
            &Request {
                route,
                signed,
                body: &body,
            },
            NOW,
        );
        times.push(began.elapsed());
        let reply: PushReply = decode(&reply.answer.unwrap()).unwrap();
        assert_eq!(reply.refused, None);
    }
    times
}
