//! The real program: started, asked, woken, ended, killed, out of disk.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test may stop at once"
)]

use crate::support::cluster::Cluster;
use crate::support::process::*;
use crate::support::*;
use alongside_protocol::*;
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

#[test]
fn it_starts_with_nothing_but_its_name_and_ends_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.db");
    let database = file.to_str().unwrap();
    let server = Server::start(database, &["--log", "debug"]);
    assert!(
        server.greeting.contains("admin code"),
        "{}",
        server.greeting
    );
    let hello: Hello = decode(&get(server.at, "/v1/hello").body).unwrap();
    assert_eq!(hello.service, "alongside");
    assert!((hello.time - time()).abs() < 10_000);
    assert_eq!(get(server.at, "/health").status, 200);
    assert_eq!(get(server.at, "/ready").status, 200);
    let mut amira = found(server.at, database, 1);
    let tom = second(server.at, &mut amira, 2);
    // Tom listens, and is woken by what Amira hands in.
    let route = Route::Wake(tom.team);
    let mut stream = TcpStream::connect(server.at).unwrap();
    let headers = tom.signed(&route, b"", time()).headers();
    send(&mut stream, "GET", &route.path(), &headers, b"").unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut next = || lines.find(|line| line.starts_with("data:"));
    assert_eq!(next().as_deref(), Some("data: 2"));
    let opening = amira.opening(space(1), TEAM);
    let began = Instant::now();
    assert_eq!(push(server.at, &amira, &[opening]).unwrap().refused, None);
    assert_eq!(next().as_deref(), Some("data: 3"));
    assert!(began.elapsed() < Duration::from_secs(2));
    assert_eq!(pull(server.at, &tom, tom.head).items.len(), 1);
    // A change of the roster ends the stream: who listens shows again that they may.
    second(server.at, &mut amira, 3);
    assert_eq!(next().as_deref(), Some("data: 4"));
    assert_eq!(next(), None);
    // What is declined is declined in the protocol's words, or in JSON.
    let refused = call(server.at, None, Route::Pull(tom.team), b"x").unwrap();
    assert_eq!(refused, Err(Refusal::BadSignature));
    let accept = [("accept", "application/problem+json".to_owned())];
    let path = Route::Pull(tom.team).path();
    let problem = ask(server.at, "POST", &path, &accept, b"").unwrap();
    let text = String::from_utf8(problem.body).unwrap();
    assert_eq!(problem.status, 401);
    assert!(problem.head.contains("application/problem+json"), "{text}");
    assert!(text.contains("signature"), "{text}");
    assert_eq!(get(server.at, "/v1/nothing").status, 404);
    assert_eq!(get(server.at, "/v1/teams").status, 404);
    let large = vec![0; limits::BODY_BYTES + 1];
    let large = ask(server.at, "POST", &path, &[], &large);
    assert!(large.is_err() || large.is_ok_and(|answer| answer.status == 413));
    // The figures name nobody, and neither does the log.
    let figures = String::from_utf8(get(server.at, "/metrics").body).unwrap();
    assert!(figures.contains("alongside_requests_total{request=\"push\",status=\"200\"}"));
    let (is_well, log) = server.end();
    assert!(is_well);
    assert!(log.contains("\"request\":\"push\""), "{log}");
    for text in [figures, log] {
        for id in [
            tom.team.to_string(),
            tom.id.to_string(),
            "127.0.0.1".to_owned(),
        ] {
            assert!(!text.contains(&id), "{text}");
        }
    }
    let said = admin_said(database, &["check"]);
    assert!(said.contains("nothing wrong"), "{said}");
}

#[test]
fn who_guesses_codes_is_slowed_down() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.db");
    let server = Server::start(file.to_str().unwrap(), &[]);
    let route = Route::TakeEscrow(Locator([1; 16]));
    let answers: Vec<_> = (0..25)
        .map(|_| call(server.at, None, route, b"").unwrap())
        .collect();
    assert_eq!(answers[0], Err(Refusal::Unknown));
    assert!(matches!(answers[24], Err(Refusal::TooMany { .. })));
}

#[test]
fn killed_in_the_middle_of_a_push_it_has_all_of_it_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.db");
    killed(file.to_str().unwrap());
}

#[test]
fn killed_on_postgresql_it_has_all_of_it_or_nothing() {
    if let Some(cluster) = Cluster::start() {
        killed(&cluster.database());
    }
}

fn killed(database: &str) {
    let mut server = Server::start(database, &[]);
    let mut amira = found(server.at, database, 1);
    let opening = amira.opening(space(1), TEAM);
    assert_eq!(push(server.at, &amira, &[opening]).unwrap().refused, None);
    let mut placed: Vec<(Hash, u64)> = Vec::new();
    for round in 0..8_u64 {
        let batch: Vec<Entry> = (0..20).map(|n| amira.pack(space(1), &[n; 2_000])).collect();
        let at = server.at;
        // Killed earlier in each round: before, in the middle of, and after the work.
        let killer = Command::new("sh")
            .arg("-c")
            .arg(format!(
                "sleep 0.{:03}; kill -KILL {}",
                5 + 6 * round,
                server.child.id()
            ))
            .spawn();
        let mut answered = Vec::new();
        for few in batch.chunks(5) {
            match push(at, &amira, few) {
                Ok(reply) => answered.extend(reply.placed),
                Err(_) => break,
            }
        }
        killer.unwrap().wait().unwrap();
        server.child.wait().unwrap();
        server = Server::start(database, &[]);
        let reply = push(server.at, &amira, &batch).unwrap();
        assert_eq!((reply.placed.len(), reply.refused), (20, None));
        assert_eq!(reply.placed[..answered.len()], answered);
        placed.extend(
            batch
                .iter()
                .map(Entry::hash)
                .zip(reply.placed.iter().map(|p| p.position)),
        );
    }
    let positions: Vec<u64> = placed.iter().map(|(_, position)| *position).collect();
    assert_eq!(positions, (3..163).collect::<Vec<u64>>());
    let said = admin_said(database, &["check"]);
    assert!(said.contains("nothing wrong"), "{said}");
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs", path])
        .output();
    if !mount.is_ok_and(|mount| mount.status.success()) {
        eprintln!("\n*** NO SMALL DISK CAN BE MADE HERE (NOT ROOT): ITS TEST WAS LEFT OUT ***\n");
        return;
    }
    let unmount = Unmount(path.to_owned());
    let file = folder.path().join("one.db");
    let database = file.to_str().unwrap();
    let server = Server::start(database, &[]);
    let mut amira = found(server.at, database, 1);
    let opening = amira.opening(space(1), TEAM);
    assert_eq!(push(server.at, &amira, &[opening]).unwrap().refused, None);
    let mut good = 0;
    let refused = loop {
        let before = amira.chains.clone();
        let entries = vec![amira.pack(space(1), &vec![7; 100_000])];
        let body = encode(&Push { entries }).unwrap();
        let reply = call(server.at, Some(&amira), Route::Push(amira.team), &body).unwrap();
        match reply {
            Ok(_) => good += 1,
            Err(why) => {
                amira.chains = before;
                break why;
            }
        }
        assert!(good < 100);
    };
    assert_eq!(refused, Refusal::Unwell);
    assert!(good > 3, "{good}");
    // It still answers, and has all that it said it had.
    let page = pull(server.at, &amira, Head::default());
    assert_eq!(page.end.position, 2 + good);
    let (_, log) = server.end();
    assert!(log.contains("the disk is full"), "{log}");
    drop(unmount);
}

struct Unmount(String);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["-l", &self.0]).status();
    }
}

#[test]
fn two_servers_on_one_postgresql_skip_no_place_and_give_none_twice() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let database = cluster.database();
    // Both make the tables at once.
    let (one, two) = std::thread::scope(|threads| {
        let one = threads.spawn(|| Server::start(&database, &[]));
        let two = threads.spawn(|| Server::start(&database, &[]));
        (one.join().unwrap(), two.join().unwrap())
    });
    let mut amira = found(one.at, &database, 1);
    let mut laptops: Vec<Laptop> = (2..6).map(|id| second(one.at, &mut amira, id)).collect();
    let opening = amira.opening(space(1), TEAM);
    push(one.at, &amira, &[opening]).unwrap();
    // The second server hears of what the first was handed.
    let route = Route::Wake(amira.team);
    let mut stream = TcpStream::connect(two.at).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let headers = amira.signed(&route, b"", time()).headers();
    send(&mut stream, "GET", &route.path(), &headers, b"").unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    assert_eq!(
        lines.find(|line| line.starts_with("data:")).as_deref(),
        Some("data: 6")
    );
    let is_over = AtomicBool::new(false);
    let (placed, seen) = std::thread::scope(|threads| {
        let poller = threads.spawn(|| {
            // Goes on from wherever it has come to, as a device does; a place skipped would never be seen again.
            let mut seen: Vec<(u64, Hash)> = Vec::new();
            let mut head = Head::default();
            let mut is_last = false;
            loop {
                for at in [one.at, two.at] {
                    for item in pull(at, &amira, head).items {
                        head = extend(head, &item.shown.hash()).unwrap();
                        assert_eq!(item.position, head.position, "a place was skipped");
                        seen.push((item.position, item.shown.hash()));
                    }
                }
                if is_last {
                    return seen;
                }
                is_last = is_over.load(Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        let pushers: Vec<_> = laptops
            .iter_mut()
            .zip([one.at, two.at, one.at, two.at])
            .map(|(laptop, at)| {
                threads.spawn(move || {
                    let mut placed = Vec::new();
                    for n in 0..25_u8 {
                        let entry = laptop.pack(space(1), &[n; 500]);
                        let reply = push(at, laptop, std::slice::from_ref(&entry)).unwrap();
                        assert_eq!(reply.refused, None);
                        placed.push((reply.placed[0].position, entry.hash()));
                    }
                    placed
                })
            })
            .collect();
        let placed: Vec<(u64, Hash)> = pushers
            .into_iter()
            .flat_map(|pusher| pusher.join().unwrap())
            .collect();
        is_over.store(true, Ordering::SeqCst);
        (placed, poller.join().unwrap())
    });
    assert_eq!(seen.len(), 106);
    for one in &placed {
        assert!(seen.contains(one));
    }
    let mut positions: Vec<u64> = placed.iter().map(|(position, _)| *position).collect();
    positions.sort_unstable();
    assert_eq!(positions, (7..107).collect::<Vec<u64>>());
    // However many news there were, the last is the end.
    assert!(lines.any(|line| line == "data: 106"));
    let said = admin_said(&database, &["check"]);
    assert!(said.contains("nothing wrong"), "{said}");
}

#[test]
fn a_server_that_loses_its_line_to_postgresql_finds_it_again() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let database = cluster.database();
    let (one, two) = (Server::start(&database, &[]), Server::start(&database, &[]));
    let mut amira = found(one.at, &database, 1);
    let mut tom = second(one.at, &mut amira, 2);
    let opening = amira.opening(space(1), TEAM);
    push(one.at, &amira, &[opening]).unwrap();
    for round in 0..3_u8 {
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'alongside-server'";
        let done = cluster
            .tool("psql", &["-q", "-d", "postgres", "-c", cut])
            .output();
        assert!(done.unwrap().status.success());
        // Nobody notices, or is told to come back; nothing is lost and nothing stands twice.
        let entry = tom.pack(space(1), &[round; 10]);
        let route = Route::Push(tom.team);
        let body = encode(&Push {
            entries: vec![entry],
        })
        .unwrap();
        // Each line that was cut is found out once, by whoever takes it up first.
        let reply = (0..20)
            .find_map(|_| match call(one.at, Some(&tom), route, &body).unwrap() {
                Ok(answer) => Some(answer),
                Err(refusal) => {
                    assert_eq!(refusal, Refusal::Unwell);
                    None
                }
            })
            .unwrap();
        let reply: PushReply = decode(&reply).unwrap();
        assert_eq!(
            reply.placed,
            [Placed {
                position: 4 + u64::from(round)
            }]
        );
        assert_eq!(get(two.at, "/ready").status, 200);
    }
    // News come through again as well.
    let route = Route::Wake(amira.team);
    let mut stream = TcpStream::connect(two.at).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let headers = amira.signed(&route, b"", time()).headers();
    send(&mut stream, "GET", &route.path(), &headers, b"").unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "data: 6"));
    let pusher = std::thread::spawn(move || {
        // The line for news is tried again every second.
        std::thread::sleep(Duration::from_secs(3));
        let entry = tom.pack(space(1), b"news");
        push(one.at, &tom, &[entry]).unwrap().refused
    });
    assert!(lines.any(|line| line == "data: 7"));
    assert_eq!(pusher.join().unwrap(), None);
}
