//! What whoever runs the server types: each is a few lines over the core, and says what it did.

use crate::options::{Admin, Named, Options};
use alongside_protocol::TeamId;
use alongside_server::http::now;
use alongside_server::{Core, NewCode};
use alongside_vault::{Random as _, SystemRandom};
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::process::ExitCode;

const MEGABYTE: u64 = 1_000_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

type Outcome = Result<ExitCode, Box<dyn Error>>;

pub(crate) fn run(options: &Options, what: &Admin) -> Outcome {
    tracing_subscriber::fmt()
        .json()
        .with_max_level(options.log)
        .with_writer(std::io::stderr)
        .init();
    let database = options.open()?;
    let core = database.core(options.rules());
    let out = &mut std::io::stdout();
    match what {
        Admin::Code { days, megabytes } => {
            let mut random = [0; 20];
            SystemRandom::new().fill(&mut random)?;
            let now = now();
            let new = NewCode {
                until: now.saturating_add(i64::from(*days) * DAY_MS),
                room: u64::from(*megabytes) * MEGABYTE,
            };
            writeln!(out, "{}", core.make_code(&random, new, now)?)?;
            Ok(ExitCode::SUCCESS)
        }
        Admin::List => list(&core, out),
        Admin::Suspend { team } => found(core.suspend(&read(team)?, true)?, out, "Suspended."),
        Admin::Resume { team } => found(core.suspend(&read(team)?, false)?, out, "Resumed."),
        Admin::Room { team, megabytes } => {
            let room = u64::from(*megabytes) * MEGABYTE;
            found(
                core.set_room(&read(team)?, room)?,
                out,
                "Its room is that now.",
            )
        }
        Admin::Export { team, file } => {
            let mut to = BufWriter::new(File::create_new(file)?);
            let entries = core.export(&read(team)?, &mut to)?;
            to.into_inner()?.sync_all()?;
            writeln!(out, "{entries} entries, sealed as they are.")?;
            Ok(ExitCode::SUCCESS)
        }
        Admin::Import { file, megabytes } => {
            let mut from = BufReader::new(File::open(file)?);
            let team = core.import(&mut from, u64::from(*megabytes) * MEGABYTE, now())?;
            writeln!(out, "Team {team} is here now, checked.")?;
            Ok(ExitCode::SUCCESS)
        }
        Admin::Erase { team, sure } if team == sure => {
            let is_gone = core.erase_team(&read(team)?)?;
            if let Named::Sqlite(database) = &database {
                database.settle()?;
            }
            found(is_gone, out, "Erased. What older backups hold is not.")
        }
        Admin::Erase { .. } => Err("the two ids are not the same; nothing was erased".into()),
        Admin::Check { team } => check(&core, team.as_deref(), out),
        Admin::Backup { file } => match &database {
            Named::Sqlite(database) => {
                database.copy_to(file)?;
                writeln!(out, "Copied. Keep it apart from this machine.")?;
                Ok(ExitCode::SUCCESS)
            }
            Named::Postgres(_) => Err("PostgreSQL has its own: see pg_dump in OPERATING.md".into()),
        },
    }
}

fn read(team: &str) -> Result<TeamId, Box<dyn Error>> {
    TeamId::from_hex(team).ok_or_else(|| "a team's id has 32 hexadecimal digits".into())
}

fn found(is_there: bool, out: &mut dyn Write, done: &str) -> Outcome {
    if !is_there {
        return Err("there is no such team".into());
    }
    writeln!(out, "{done}")?;
    Ok(ExitCode::SUCCESS)
}

fn list(core: &Core, out: &mut dyn Write) -> Outcome {
    writeln!(
        out,
        "{:<32}  {:>10}  {:>9}  {:>9}  days",
        "team", "entries", "MB", "of MB"
    )?;
    for team in core.teams()? {
        let days = (now() - team.made_at) / DAY_MS;
        let state = if team.is_suspended { "  suspended" } else { "" };
        let (used, room) = (team.used / MEGABYTE, team.room / MEGABYTE);
        let (id, entries) = (team.team, team.entries);
        writeln!(
            out,
            "{id}  {entries:>10}  {used:>9}  {room:>9}  {days:>4}{state}"
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

fn check(core: &Core, team: Option<&str>, out: &mut dyn Write) -> Outcome {
    let teams = match team {
        Some(team) => vec![read(team)?],
        None => core.teams()?.iter().map(|team| team.team).collect(),
    };
    let mut is_well = true;
    for team in &teams {
        for fault in core.check(team)? {
            writeln!(out, "{team}: {fault}")?;
            is_well = false;
        }
    }
    if is_well {
        writeln!(out, "{} teams checked, nothing wrong.", teams.len())?;
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::FAILURE)
    }
}
