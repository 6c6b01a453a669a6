//! Medians, ratios inside a round, the table and the file.

use crate::Outcome;
use crate::kinds::Kind;
use serde::Serialize;
use serde_json::json;
use std::fmt::Write as _;

/// One peer in one round; times in milliseconds, memory in MB, disk in bytes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Run {
    pub(crate) insert: f64,
    pub(crate) push: f64,
    pub(crate) pull: f64,
    pub(crate) edit: f64,
    pub(crate) push_changes: f64,
    pub(crate) pull_changes: f64,
    pub(crate) first_memory: Option<f64>,
    pub(crate) second_memory: Option<f64>,
    pub(crate) server_memory: Option<f64>,
    pub(crate) disk: u64,
    /// What else the machine had to do when the run began.
    pub(crate) load: Option<f64>,
}

impl Run {
    fn first_sync(&self) -> f64 {
        self.push + self.pull
    }

    fn changes(&self) -> f64 {
        self.push_changes + self.pull_changes
    }

    fn client_memory(&self) -> Option<f64> {
        Some(self.first_memory?.max(self.second_memory?))
    }
}

/// Bytes that the sockets carried.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Wire {
    pub(crate) first: u64,
    pub(crate) changes: u64,
}

/// The median of a time, and the median of its ratios to the floor's in the same round.
#[derive(Clone, Copy, Debug, Serialize)]
struct Time {
    ms: f64,
    ratio: f64,
}

/// One line of the table.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    peer: &'static str,
    title: &'static str,
    insert: Time,
    push: Time,
    pull: Time,
    first_sync: Time,
    first_sync_range: (f64, f64),
    edit: Time,
    changes: Time,
    wire: Wire,
    client_memory: Option<f64>,
    server_memory: Option<f64>,
    disk: f64,
}

/// How many processes wanted a core during the last minute.
pub(crate) fn load() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    let middle = all.len() / 2;
    let upper = all.get(middle).copied().unwrap_or(f64::NAN);
    if all.len() % 2 == 1 {
        return upper;
    }
    let lower = middle.checked_sub(1).and_then(|at| all.get(at).copied());
    lower.map_or(upper, |lower| f64::midpoint(lower, upper))
}

/// The rounds hold a run for each kind, in the same order, the floor's first.
pub(crate) fn of(kinds: &[Kind], wires: &[Wire], rounds: &[Vec<Run>]) -> Vec<Line> {
    kinds
        .iter()
        .zip(wires)
        .enumerate()
        .map(|(at, (kind, wire))| {
            let pairs: Vec<(&Run, &Run)> = rounds
                .iter()
                .filter_map(|round| Some((round.get(at)?, round.first()?)))
                .collect();
            line(*kind, *wire, &pairs)
        })
        .collect()
}

fn line(kind: Kind, wire: Wire, pairs: &[(&Run, &Run)]) -> Line {
    let time = |of: &dyn Fn(&Run) -> f64| Time {
        ms: median(pairs.iter().map(|(run, _)| of(run)).collect()),
        ratio: median(
            pairs
                .iter()
                .map(|(run, floor)| of(run) / of(floor))
                .collect(),
        ),
    };
    let memory = |of: &dyn Fn(&Run) -> Option<f64>| {
        let known: Vec<f64> = pairs.iter().filter_map(|(run, _)| of(run)).collect();
        (!known.is_empty()).then(|| median(known))
    };
    let first: Vec<f64> = pairs.iter().map(|(run, _)| run.first_sync()).collect();
    Line {
        peer: kind.name(),
        title: kind.title(),
        insert: time(&|run| run.insert),
        push: time(&|run| run.push),
        pull: time(&|run| run.pull),
        first_sync: time(&Run::first_sync),
        first_sync_range: (
            first.iter().copied().fold(f64::INFINITY, f64::min),
            first.iter().copied().fold(0.0, f64::max),
        ),
        edit: time(&|run| run.edit),
        changes: time(&Run::changes),
        wire,
        client_memory: memory(&Run::client_memory),
        server_memory: memory(&|run| run.server_memory),
        disk: median(pairs.iter().map(|(run, _)| run.disk as f64).collect()),
    }
}

const HEAD: &str = "\
| | insert, ms | push, ms | pull, ms | **first sync**, ms | range, s | edit 100, ms | **100 changes**, ms | first sync, MB | 100 changes, kB | memory of client / server, MB | disk of client, MB |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

/// Markdown; in brackets the ratio to the floor.
pub(crate) fn table(lines: &[Line]) -> String {
    let mut text = HEAD.to_owned();
    for line in lines {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | **{}** | {:.1}-{:.1} | {} | **{}** | {:.1} | {:.1} | {} / {} | {:.1} |",
            line.title,
            cell(line.insert),
            cell(line.push),
            cell(line.pull),
            cell(line.first_sync),
            line.first_sync_range.0 / 1000.0,
            line.first_sync_range.1 / 1000.0,
            cell(line.edit),
            cell(line.changes),
            line.wire.first as f64 / 1e6,
            line.wire.changes as f64 / 1e3,
            megabytes(line.client_memory),
            megabytes(line.server_memory),
            line.disk / 1e6,
        );
    }
    text
}

fn cell(time: Time) -> String {
    let ms = if time.ms < 100.0 {
        format!("{:.1}", time.ms)
    } else {
        format!("{:.0}", time.ms)
    };
    let ratio = if time.ratio < 9.95 {
        format!("{:.1}", time.ratio)
    } else {
        format!("{:.0}", time.ratio)
    };
    format!("{ms} ({ratio}×)")
}

fn megabytes(memory: Option<f64>) -> String {
    memory.map_or_else(|| "–".to_owned(), |memory| format!("{memory:.0}"))
}

/// Everything, for whoever wants to work out another figure.
pub(crate) fn json(lines: &[Line], rounds: &[Vec<Run>]) -> Outcome<String> {
    Ok(serde_json::to_string_pretty(&json!({
        "machine": {
            "system": std::env::consts::OS,
            "architecture": std::env::consts::ARCH,
            "cores": std::thread::available_parallelism()?.get(),
            "processor": processor(),
        },
        "medians": lines,
        "rounds": rounds,
    }))?)
}

fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(push: f64, pull: f64) -> Run {
        Run {
            insert: 1.0,
            push,
            pull,
            edit: 1.0,
            push_changes: 1.0,
            pull_changes: 1.0,
            first_memory: Some(30.0),
            second_memory: Some(40.0),
            server_memory: None,
            disk: 1_000_000,
            load: None,
        }
    }

    #[test]
    fn a_ratio_is_to_the_floor_of_its_own_round() {
        // The machine is ten times slower in the second round, for everybody.
        let rounds = [
            vec![run(1.0, 1.0), run(2.0, 4.0)],
            vec![run(10.0, 10.0), run(20.0, 40.0)],
            vec![run(1.0, 1.0), run(2.0, 5.0)],
        ];
        let wires = [Wire {
            first: 1,
            changes: 1,
        }; 2];
        let lines = of(&[Kind::Floor, Kind::Pouch], &wires, &rounds);
        let pouch = lines
            .last()
            .map(|line| (line.first_sync.ms, line.first_sync.ratio));
        assert_eq!(pouch, Some((7.0, 3.0)));
        assert_eq!(lines.last().and_then(|line| line.client_memory), Some(40.0));
    }

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        assert_eq!(median(vec![4.0, 1.0, 3.0, 2.0]), 2.5);
        assert!(median(Vec::new()).is_nan());
    }
}
