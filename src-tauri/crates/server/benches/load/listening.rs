//! Laptops that wait to be woken, each on a line of its own.

use crate::over_http::Line;
use crate::support::process::Server;
use crate::teams::{Team, next_push};
use alongside_protocol::Route;
use std::time::Instant;

/// Lets so many laptops listen; tells what each takes, and how long it is until a team hears of a pack.
pub(crate) fn measure(database: &str, teams: &mut [Team], listeners: usize) -> String {
    let server = Server::start(database, &["--behind-proxy", "--log", "error"]);
    let before = memory_of(server.child.id());
    let began = Instant::now();
    let mut lines = Vec::with_capacity(listeners);
    for laptop in teams.iter().flatten().take(listeners) {
        let mut line = Line::to(server.at);
        line.send(laptop, Route::Wake(laptop.team), &[]);
        line.head();
        heard(&mut line);
        lines.push(line);
    }
    let opening = began.elapsed();
    let after = memory_of(server.child.id());

    let mut woken: Vec<f64> = Vec::new();
    let size = teams.first().map_or(1, Vec::len);
    for (team, lines) in teams.iter_mut().zip(lines.chunks_mut(size)).take(50) {
        let Some(laptop) = team.first_mut() else {
            continue;
        };
        let body = next_push(laptop);
        let began = Instant::now();
        let mut line = Line::to(server.at);
        line.send(laptop, Route::Push(laptop.team), &body);
        line.head();
        lines.iter_mut().for_each(heard);
        woken.push(began.elapsed().as_secs_f64() * 1e3);
    }
    woken.sort_by(f64::total_cmp);
    let middle = woken.get(woken.len() / 2).copied().unwrap_or_default();
    let last = woken.last().copied().unwrap_or_default();
    let each = (after - before) / lines.len() as f64;
    format!(
        "{} laptops listen, let in within {:.1} s; {before:.0} kB without them, {after:.0} kB with them: {each:.1} kB each. From a pack sent to all ten of its team woken: median {middle:.1} ms, at most {last:.1} ms.",
        lines.len(),
        opening.as_secs_f64()
    )
}

/// The end of the log, as it is told: what else the stream says is that it is alive.
fn heard(line: &mut Line) {
    while !line.line().starts_with("data:") {}
}

/// What a process holds in memory, in kB.
fn memory_of(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0.0)
}
