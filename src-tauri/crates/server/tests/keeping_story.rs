//! What whoever runs the server does, as OPERATING.md says it: look, suspend, move, check, back up, restore, erase.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use crate::support::both::core_over;
use crate::support::cluster::Cluster;
use crate::support::process::*;
use crate::support::*;
use alongside_protocol::*;
use alongside_server::{Core, MoveError, Sqlite};
use alongside_vault::{RingKey, SpaceSecret, SystemRandom};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

on_both![
    a_suspended_team_waits,
    a_log_moves_to_another_server,
    an_erased_team_leaves_nothing,
];

/// A team with a person, an erased person, and a guest's pack.
fn some_history(core: &Core) -> (People, People) {
    let mut here = People::join(core, 1);
    let mut there = People::join(core, 2);
    for n in [1, 2] {
        let opening = here.amira.opening(space(n), TEAM);
        let pack = here.amira.pack(space(n), &[n; 50]);
        assert_eq!(here.amira.push(core, &[opening, pack]).refused, None);
    }
    here.amira.pull(core);
    let steps = [
        RosterStep::Erase { space: space(2) },
        here.amira
            .receive(there.tom.team, true, Some(there.tom.guests(&[&there.tom]))),
        RosterStep::Share {
            space: space(1),
            with: there.tom.team,
            sealed: vec![1; 100],
        },
    ];
    for step in steps {
        here.amira.place(core, &here.amira.roster_entry(step));
        here.amira.pull(core);
    }
    there.tom.head = here.amira.head;
    let under = here.amira.roster.seal_at(&space(1), u64::MAX).unwrap();
    let pack = there
        .tom
        .pack_for(here.amira.team, under, space(1), b"from next door");
    let route = Route::Push(here.amira.team);
    assert_eq!(
        there.tom.push_to(core, route, &[pack]).unwrap().refused,
        None
    );
    for team in [here.amira.team, there.amira.team] {
        assert_eq!(core.check(&team).unwrap(), Vec::<String>::new());
    }
    (here, there)
}

fn a_suspended_team_waits(core: &Core) {
    let mut people = People::join(core, 1);
    assert!(core.suspend(&people.amira.team, true).unwrap());
    let opening = people.amira.opening(space(1), TEAM);
    let asked = people.amira.try_push(core, std::slice::from_ref(&opening));
    assert_eq!(asked, Err(Refusal::Suspended));
    let woken = people
        .tom
        .ask(core, Route::Wake(people.tom.team), b"")
        .answer;
    assert_eq!(woken, Err(Refusal::Suspended));
    assert!(core.teams().unwrap()[0].is_suspended);
    assert!(core.suspend(&people.amira.team, false).unwrap());
    people.amira.place(core, &opening);
    people.all_pull(core);
    assert!(!core.suspend(&TeamId([9; 16]), true).unwrap());
    let figures = core.teams().unwrap()[0];
    assert_eq!((figures.entries, figures.is_suspended), (5, false));
    assert!(core.set_room(&people.amira.team, 1).unwrap());
    let late = people.amira.opening(space(2), TEAM);
    assert_eq!(people.amira.refused(core, &late), Refusal::Full);
}

fn a_log_moves_to_another_server(core: &Core) {
    let (mut here, _) = some_history(core);
    let mut file = Vec::new();
    let team = here.amira.team;
    assert_eq!(core.export(&team, &mut file).unwrap(), 12);
    let other = core_over(Arc::new(Sqlite::in_memory().unwrap()));
    assert_eq!(other.import(&mut &file[..], 50_000_000, NOW).unwrap(), team);
    assert_eq!(other.end(&team).unwrap(), core.end(&team).unwrap());
    // The laptops go on there as if nothing had been.
    here.amira.pull(&other);
    let pack = here.amira.pack(space(1), b"at the new place");
    assert_eq!(here.amira.place(&other, &pack), 13);
    assert_eq!(here.tom.pull(&other).len(), 9);
    let again = other.import(&mut &file[..], 50_000_000, NOW);
    assert!(matches!(again, Err(MoveError::ThereAlready)));
    // Every byte matters: what was cut short or changed anywhere is not taken in.
    for cut in [0, 10, 17, 40, 200, file.len() / 2, file.len() - 1] {
        let fresh = core_over(Arc::new(Sqlite::in_memory().unwrap()));
        assert!(fresh.import(&mut &file[..cut], 50_000_000, NOW).is_err());
        assert!(fresh.teams().unwrap().is_empty());
    }
    for at in (0..file.len()).step_by(41) {
        let mut changed = file.clone();
        changed[at] ^= 1;
        let fresh = core_over(Arc::new(Sqlite::in_memory().unwrap()));
        assert!(
            fresh.import(&mut &changed[..], 50_000_000, NOW).is_err(),
            "byte {at}"
        );
        assert!(fresh.teams().unwrap().is_empty());
    }
}

fn an_erased_team_leaves_nothing(core: &Core) {
    let (here, there) = some_history(core);
    let mut tom = here.tom;
    tom.pull(core);
    let paper = Laptop::new(tom.team.0[0], tom.member.0[0], 90);
    let locator = Locator([1; 16]);
    let step = RosterStep::AddPaper {
        device: paper.joining(),
        wrap: Wrap {
            device: paper.id,
            sealed: vec![9; 80],
        },
        locator,
    };
    tom.place(core, &tom.roster_entry(step));
    let route = Route::PutEscrow(tom.team, locator);
    assert!(tom.ask(core, route, b"sealed").answer.is_ok());
    assert!(core.erase_team(&tom.team).unwrap());
    assert!(!core.erase_team(&tom.team).unwrap());
    let teams: Vec<TeamId> = core.teams().unwrap().iter().map(|team| team.team).collect();
    assert_eq!(teams, [there.tom.team]);
    assert_eq!(tom.try_push(core, &[]), Err(Refusal::Unknown));
    assert_eq!(core.check(&there.tom.team).unwrap(), Vec::<String>::new());
    // The id may be used again, by whoever has a code.
    let code = code(core, 77);
    assert!(sign_up(core, &Laptop::new(1, 1, 1), &code).answer.is_ok());
}

#[test]
fn every_fault_in_the_tables_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.db");
    let database = Arc::new(Sqlite::open(&sound).unwrap());
    let (here, _) = some_history(&core_over(database.clone()));
    let team = here.amira.team;
    let faults = [
        "UPDATE log SET hash = zeroblob(32) WHERE position = 6",
        "UPDATE log SET chain = zeroblob(32) WHERE position = 6",
        "UPDATE log SET bytes = zeroblob(10) WHERE position = 6",
        "UPDATE log SET bytes = NULL WHERE position = 6",
        "UPDATE log SET bytes = NULL WHERE position = 2",
        "UPDATE log SET size = 1 WHERE position = 6",
        "UPDATE log SET number = 7 WHERE position = 6",
        "UPDATE log SET number = 9 WHERE position = 3",
        "UPDATE log SET space = zeroblob(16) WHERE position = 6",
        "UPDATE log SET device = zeroblob(8) WHERE position = 6",
        "UPDATE log SET home = zeroblob(16) WHERE position = 6",
        "UPDATE log SET kind = 2 WHERE position = 6",
        "DELETE FROM log WHERE position = 6",
        "DELETE FROM log WHERE position = 12",
        "UPDATE teams SET position = 10",
        "UPDATE teams SET chain = zeroblob(32)",
        "UPDATE teams SET used = used + 1",
        "UPDATE rosters SET chain = zeroblob(32)",
        "UPDATE rosters SET roster = (SELECT roster FROM rosters ORDER BY team DESC)",
        "UPDATE spaces SET erased = 1 - erased",
        "UPDATE spaces SET position = 1",
        "DELETE FROM spaces",
        "UPDATE chains SET number = number + 1",
        "UPDATE chains SET hash = zeroblob(32)",
        "DELETE FROM chains",
        "INSERT INTO chains SELECT team, zeroblob(16), home, device, number, hash FROM chains LIMIT 1",
    ];
    for (n, fault) in faults.into_iter().enumerate() {
        let file = folder.path().join(format!("{n}.db"));
        database.copy_to(&file).unwrap();
        let damaged = rusqlite::Connection::open(&file).unwrap();
        assert!(damaged.execute(fault, []).unwrap() > 0, "{fault}");
        drop(damaged);
        let found = core_over(Arc::new(Sqlite::open(&file).unwrap())).check(&team);
        assert!(
            found.is_err() || found.is_ok_and(|found| !found.is_empty()),
            "{fault}"
        );
    }
}

#[test]
fn a_backup_of_the_file_is_restored_as_the_page_says() {
    let folder = tempfile::tempdir().unwrap();
    let (file, copy) = (
        folder.path().join("one.db"),
        folder.path().join("backup.db"),
    );
    let (database, copy) = (file.to_str().unwrap(), copy.to_str().unwrap());
    let server = Server::start(database, &[]);
    let mut amira = found(server.at, database, 1);
    let opening = amira.opening(space(1), TEAM);
    push(server.at, &amira, &[opening]).unwrap();
    // While it runs.
    admin_said(database, &["backup", copy]);
    assert!(!admin(database, &["backup", copy]).status.success());
    let after = amira.pack(space(1), b"after the backup");
    push(server.at, &amira, std::slice::from_ref(&after)).unwrap();
    let lost = pull(server.at, &amira, amira.head).end;
    assert!(server.end().0);
    for part in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{database}{part}"));
    }
    std::fs::copy(copy, database).unwrap();
    assert!(admin_said(database, &["check"]).contains("nothing wrong"));
    let server = Server::start(database, &[]);
    // A laptop that has seen more is told so, and nothing else happens to it.
    let pull_after = Pull {
        after: lost,
        most_bytes: 1_000,
        only: Vec::new(),
    };
    let body = encode(&pull_after).unwrap();
    let told = call(server.at, Some(&amira), Route::Pull(amira.team), &body).unwrap();
    assert!(matches!(told, Err(Refusal::OtherLog { end }) if end.position == 2));
    let reply = push(server.at, &amira, &[after]).unwrap();
    assert_eq!(reply.refused, None);
}

#[test]
fn a_backup_of_postgresql_is_restored_as_the_page_says() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let (database, empty) = (cluster.database(), cluster.database());
    let server = Server::start(&database, &[]);
    let mut amira = found(server.at, &database, 1);
    let opening = amira.opening(space(1), TEAM);
    let pack = amira.pack(space(1), b"sealed");
    push(server.at, &amira, &[opening, pack]).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    let name = |address: &str| address.rsplit('/').next().unwrap().to_owned();
    let dump = cluster.tool(
        "pg_dump",
        &["--format=custom", "--file", path, &name(&database)],
    );
    run(dump);
    let restore = ["--dbname", &name(&empty), "--exit-on-error", path];
    run(cluster.tool("pg_restore", &restore));
    assert!(admin_said(&empty, &["check"]).contains("1 teams checked, nothing wrong"));
    assert!(!admin(&database, &["backup", "x.db"]).status.success());
    let restored = Server::start(&empty, &[]);
    let page = pull(restored.at, &amira, Head::default());
    assert_eq!(page.end, pull(server.at, &amira, Head::default()).end);
}

fn run(mut command: Command) {
    let output = command.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{error}");
}

#[test]
fn the_keeper_has_a_word_for_everything() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.db");
    let database = file.to_str().unwrap();
    let server = Server::start(database, &[]);
    let amira = found(server.at, database, 1);
    let team = amira.team.to_string();
    assert!(admin_said(database, &["list"]).contains(&team));
    admin_said(database, &["suspend", &team]);
    assert!(admin_said(database, &["list"]).contains("suspended"));
    admin_said(database, &["resume", &team]);
    admin_said(database, &["room", &team, "5"]);
    let out = folder.path().join("team.log");
    let out = out.to_str().unwrap();
    assert!(admin_said(database, &["export", &team, out]).contains("1 entries"));
    assert!(!admin(database, &["export", &team, out]).status.success());
    let other = folder.path().join("two.db");
    let other = other.to_str().unwrap();
    assert!(admin_said(other, &["import", out]).contains("checked"));
    assert!(
        !admin(other, &["erase", &team, "--sure", "no"])
            .status
            .success()
    );
    assert!(admin_said(other, &["list"]).contains(&team));
    admin_said(other, &["erase", &team, "--sure", &team]);
    assert!(!admin_said(other, &["list"]).contains(&team));
    for words in [
        ["suspend", "x"],
        ["resume", "0011"],
        ["check", &"0".repeat(32)],
    ] {
        assert!(!admin(database, &words).status.success());
    }
    // Somebody else's file is left alone.
    let theirs = folder.path().join("theirs.db");
    let connection = rusqlite::Connection::open(&theirs).unwrap();
    connection
        .execute_batch("CREATE TABLE mine (it); PRAGMA user_version = 1")
        .unwrap();
    assert!(!admin(theirs.to_str().unwrap(), &["list"]).status.success());
}

/// A word that must be nowhere.
const CANARY: &[u8] = b"Mr Okafor would like to go fishing again";

#[test]
fn nothing_that_was_sealed_can_be_read_in_the_servers_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.db");
    let database = file.to_str().unwrap();
    let server = Server::start(database, &[]);
    hand_in_sealed(server.at, database);
    assert!(server.end().0);
    look_for_canary(folder.path());
}

#[test]
fn nothing_that_was_sealed_can_be_read_in_postgresqls_files() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let database = cluster.database();
    let server = Server::start(&database, &[]);
    hand_in_sealed(server.at, &database);
    assert!(server.end().0);
    run(cluster.tool("psql", &["-q", "-d", "postgres", "-c", "CHECKPOINT"]));
    look_for_canary(cluster.folder());
}

fn hand_in_sealed(at: std::net::SocketAddr, database: &str) {
    let mut amira = found(at, database, 1);
    let random = &mut SystemRandom::new();
    let ring = RingKey::make(random).unwrap();
    let secret = SpaceSecret::make(random).unwrap();
    let key = ring.space_key(&space(1).0, &secret).unwrap();
    let opening = amira.opening(space(1), TEAM);
    let sealed = key.seal_pack(&[9; 16], b"", CANARY.to_vec()).unwrap();
    let pack = amira.pack(space(1), &sealed);
    // The other way round, to see that the search finds what is there.
    let marked = amira.pack(space(1), b"this stands in the open");
    assert_eq!(
        push(at, &amira, &[opening, pack, marked]).unwrap().refused,
        None
    );
}

fn look_for_canary(folder: &Path) {
    let mut found_mark = false;
    let mut left = vec![folder.to_path_buf()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(
                std::fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if let Ok(bytes) = std::fs::read(&path) {
            let holds = |what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
            assert!(!holds(CANARY) && !holds(&CANARY[..9]), "{}", path.display());
            found_mark |= holds(b"this stands in the open");
        }
    }
    assert!(found_mark, "the search finds nothing at all");
}

#[test]
fn many_teams_commit_together_and_nobody_waits_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let database = Arc::new(Sqlite::open(&folder.path().join("one.db")).unwrap());
    let core = core_over(database);
    let mut teams: Vec<People> = (1..9).map(|team| People::join(&core, team)).collect();
    std::thread::scope(|threads| {
        for people in &mut teams {
            let core = &core;
            threads.spawn(move || {
                let opening = people.amira.opening(space(1), TEAM);
                people.amira.place(core, &opening);
                for n in 0..40_u8 {
                    let pack = people.amira.pack(space(1), &[n; 100]);
                    assert_eq!(people.amira.place(core, &pack), 6 + u64::from(n));
                    if n % 10 == 0 {
                        // Work that breaks off takes nobody with it.
                        let broken = core.database().write(&mut |_| panic!("broken off"));
                        assert!(broken.is_err());
                        people.tom.pull(core);
                    }
                }
            });
        }
    });
    for people in &teams {
        assert_eq!(
            core.check(&people.amira.team).unwrap(),
            Vec::<String>::new()
        );
    }
}
