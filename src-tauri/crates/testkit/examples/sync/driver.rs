//! The rounds: every peer in turn, the floor first, each on fresh folders.
//!
//! One round through the relay counts bytes and warms the machine up; the rounds after it are timed, without the relay.

use crate::figures::{self, Run, Wire};
use crate::kinds::Kind;
use crate::process::{Client, Server, millis, size_of};
use crate::records::{CHANGES, RECORDS, Sum, changes, records};
use crate::relay::Relay;
use crate::{Asked, Outcome};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) fn run(asked: &Asked) -> Outcome {
    if cfg!(debug_assertions) {
        return Err("figures of a development build say nothing: add --release".into());
    }
    let folder = asked.target.join("bench");
    std::fs::create_dir_all(&folder)?;
    let mut kinds = Vec::new();
    for kind in &asked.kinds {
        match kind.lacks(&asked.target) {
            None => kinds.push(*kind),
            Some(command) => eprintln!(
                "{} is left out; to have it take part: {command}",
                kind.title()
            ),
        }
    }

    let expected = Expected::new()?;
    let mut wires = Vec::new();
    for kind in &kinds {
        eprintln!("counting bytes: {}", kind.name());
        wires.push(counted(*kind, &folder, &expected)?);
    }
    let mut rounds = Vec::new();
    for round in 1..=asked.rounds {
        let mut runs = Vec::new();
        for kind in &kinds {
            eprintln!("round {round} of {}: {}", asked.rounds, kind.name());
            runs.push(timed(*kind, &folder, &expected)?);
        }
        rounds.push(runs);
    }
    let figures = figures::of(&kinds, &wires, &rounds);
    println!("{}", figures::table(&figures));
    let file = folder.join("sync.json");
    std::fs::write(&file, figures::json(&figures, &rounds)?)?;
    eprintln!("every round is in {}", file.display());
    Ok(())
}

/// What the second laptop must hold in the end.
struct Expected {
    changed: String,
    added: String,
}

impl Expected {
    fn new() -> Outcome<Self> {
        let mut all = BTreeMap::new();
        for record in records()? {
            all.insert(record.id.clone(), record);
        }
        let mut added: Vec<String> = all
            .values()
            .map(serde_json::to_string)
            .collect::<Result<_, _>>()?;
        for change in changes()? {
            added.push(serde_json::to_string(&change)?);
            if let Some(record) = all.get_mut(&change.id) {
                record.notes = change.notes;
            }
        }
        added.sort();
        let mut sum_changed = Sum::default();
        for record in all.values() {
            sum_changed.line(&serde_json::to_string(record)?);
        }
        let mut sum_added = Sum::default();
        added.iter().for_each(|line| sum_added.line(line));
        Ok(Self {
            changed: sum_changed.hex(),
            added: sum_added.hex(),
        })
    }

    fn check(&self, kind: Kind, answer: &Value) -> Outcome {
        let (count, sum) = if kind.can_change() {
            (RECORDS, &self.changed)
        } else {
            (RECORDS + CHANGES, &self.added)
        };
        let same = answer.get("count").and_then(Value::as_u64) == Some(count as u64)
            && answer.get("sum").and_then(Value::as_str) == Some(sum);
        if same {
            Ok(())
        } else {
            Err(format!(
                "{}: the second laptop does not hold what was written on the first: {answer}",
                kind.name()
            )
            .into())
        }
    }
}

/// One server and two laptops, of which the second is not there before the first has sent everything.
struct Team {
    kind: Kind,
    server: Server,
    address: String,
    second_folder: PathBuf,
    first: Client,
    second: Option<Client>,
}

impl Team {
    fn new(
        kind: Kind,
        folder: &Path,
        through: impl FnOnce(&str) -> Outcome<String>,
    ) -> Outcome<Self> {
        let [for_server, for_first, for_second] =
            ["server", "first", "second"].map(|name| folder.join(name));
        for folder in [&for_server, &for_first, &for_second] {
            std::fs::create_dir_all(folder)?;
        }
        let server = kind.server(&for_server)?;
        let address = through(&server.address)?;
        let first = kind.client(&for_first, &address)?;
        Ok(Self {
            kind,
            server,
            address,
            second_folder: for_second,
            first,
            second: None,
        })
    }

    fn second(&mut self) -> Outcome<&mut Client> {
        if self.second.is_none() {
            self.second = Some(self.kind.client(&self.second_folder, &self.address)?);
        }
        Ok(self.second.as_mut().ok_or("there is no second laptop")?)
    }

    /// Fetches, and looks whether as many are there as should be.
    fn pull(&mut self, count: usize) -> Outcome<f64> {
        let kind = self.kind;
        let answer = self.second()?.tell("pull")?;
        if answer.get("count").and_then(Value::as_u64) != Some(count as u64) {
            return Err(
                format!("{}: {count} records should be there: {answer}", kind.name()).into(),
            );
        }
        millis(&answer)
    }

    /// How many records there are after the changes.
    fn after_changes(&self) -> usize {
        if self.kind.can_change() {
            RECORDS
        } else {
            RECORDS + CHANGES
        }
    }
}

fn timed(kind: Kind, folder: &Path, expected: &Expected) -> Outcome<Run> {
    let folder = tempfile::tempdir_in(folder)?;
    let mut team = Team::new(kind, folder.path(), |server| Ok(server.to_owned()))?;
    let load = figures::load();
    let insert = team.first.time("insert")?;
    let push = team.first.time("push")?;
    let pull = team.pull(RECORDS)?;
    let edit = team.first.time("change")?;
    let push_changes = team.first.time("push")?;
    let pull_changes = team.pull(team.after_changes())?;
    let run = Run {
        insert,
        push,
        pull,
        edit,
        push_changes,
        pull_changes,
        first_memory: team.first.memory(),
        second_memory: team.second()?.memory(),
        server_memory: team.server.memory(),
        disk: size_of(&team.second_folder)?,
        load,
    };
    expected.check(kind, &team.second()?.tell("check")?)?;
    Ok(run)
}

fn counted(kind: Kind, folder: &Path, expected: &Expected) -> Outcome<Wire> {
    let folder = tempfile::tempdir_in(folder)?;
    let mut relay = None;
    let mut team = Team::new(kind, folder.path(), |server| {
        let to_server = Relay::to(server)?;
        let address = to_server.address.clone();
        relay = Some(to_server);
        Ok(address)
    })?;
    let relay = relay.ok_or("there is nothing between the clients and the server")?;
    team.first.time("insert")?;
    team.first.time("push")?;
    team.pull(RECORDS)?;
    let first = relay.since();
    team.first.time("change")?;
    team.first.time("push")?;
    team.pull(team.after_changes())?;
    let changes = relay.since();
    expected.check(kind, &team.second()?.tell("check")?)?;
    Ok(Wire { first, changes })
}
