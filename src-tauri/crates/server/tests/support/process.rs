//! The real program, on a port of its own, and the plainest client there is.

use super::Laptop;
use alongside_protocol::*;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_alongside-server");

/// A running server; killed when dropped.
pub struct Server {
    pub child: Child,
    pub at: SocketAddr,
    pub greeting: String,
}

impl Server {
    pub fn start(database: &str, more: &[&str]) -> Self {
        Self::start_by(Command::new(PROGRAM), database, more)
    }

    /// With surroundings of its own.
    pub fn start_by(mut program: Command, database: &str, more: &[&str]) -> Self {
        let mut child = program
            .args(["--listen", "127.0.0.1:0", "--database", database])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut greeting = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut greeting).unwrap();
        if greeting.is_empty() {
            let mut why = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut why)
                .unwrap();
            panic!("it did not start: {why}");
        }
        out.read_line(&mut greeting).unwrap();
        let at = greeting.split("://").nth(1).unwrap();
        let at = at.split(' ').next().unwrap().parse().unwrap();
        Self {
            child,
            at,
            greeting,
        }
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let done = Command::new("kill").args([name, &id]).status();
        assert!(done.unwrap().success());
    }

    /// Ends it politely; gives what it logged.
    pub fn end(mut self) -> (bool, String) {
        self.signal("-TERM");
        let mut log = String::new();
        let mut error = self.child.stderr.take().unwrap();
        error.read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().success(), log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn admin(database: &str, words: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(["admin", "--database", database])
        .args(words)
        .output()
        .unwrap()
}

/// Runs an admin command that goes well, and gives what it said.
pub fn admin_said(database: &str, words: &[&str]) -> String {
    let output = admin(database, words);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

pub fn time() -> i64 {
    alongside_server::http::now()
}

/// Status, head and body of an answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

pub fn send(
    stream: &mut (impl Read + Write),
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> std::io::Result<()> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let length = body.len();
    head.push_str(&format!(
        "content-length: {length}\r\nconnection: close\r\n\r\n"
    ));
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}

pub fn receive(stream: &mut impl Read) -> std::io::Result<Answer> {
    let mut all = Vec::new();
    // A TLS peer that simply closes is an end as well.
    let read = stream.read_to_end(&mut all);
    let cut = all.windows(4).position(|four| four == b"\r\n\r\n");
    let Some(cut) = cut else {
        read?;
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    };
    let head = String::from_utf8_lossy(&all[..cut]).into_owned();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let body = all[cut + 4..].to_vec();
    let said = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    if said.is_some_and(|said| said.parse() != Ok(body.len())) {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Answer { status, head, body })
}

pub fn ask(
    at: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(at)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    send(&mut stream, method, path, headers, body)?;
    receive(&mut stream)
}

pub fn get(at: SocketAddr, path: &str) -> Answer {
    ask(at, "GET", path, &[], b"").unwrap()
}

/// Asks in a laptop's name.
pub fn call(
    at: SocketAddr,
    laptop: Option<&Laptop>,
    route: Route,
    body: &[u8],
) -> std::io::Result<Result<Vec<u8>, Refusal>> {
    let headers = laptop.map(|laptop| laptop.signed(&route, body, time()).headers());
    let headers = headers.map(Vec::from).unwrap_or_default();
    let answer = ask(at, route.method(), &route.path(), &headers, body)?;
    assert!(
        answer.head.contains("application/octet-stream"),
        "{}",
        answer.head
    );
    Ok(if answer.status == 200 {
        Ok(answer.body)
    } else {
        Err(decode(&answer.body).unwrap())
    })
}

pub fn push(at: SocketAddr, laptop: &Laptop, entries: &[Entry]) -> std::io::Result<PushReply> {
    let entries = entries.to_vec();
    let body = encode(&Push { entries }).unwrap();
    let reply = call(at, Some(laptop), Route::Push(laptop.team), &body)?;
    Ok(decode(&reply.unwrap()).unwrap())
}

pub fn pull(at: SocketAddr, laptop: &Laptop, after: Head) -> Page {
    let pull = Pull {
        after,
        most_bytes: u32::MAX,
        only: Vec::new(),
    };
    let body = encode(&pull).unwrap();
    let reply = call(at, Some(laptop), Route::Pull(laptop.team), &body);
    decode(&reply.unwrap().unwrap()).unwrap()
}

/// Amira makes her team with a code, and knows the log.
pub fn found(at: SocketAddr, database: &str, team: u8) -> Laptop {
    let mut amira = Laptop::new(team, 1, 1);
    let code = admin_said(database, &["code"]);
    let code = code.trim().to_owned();
    let entry = amira.found();
    let body = encode(&SignUp {
        code,
        team: amira.team,
        entry: entry.clone(),
    })
    .unwrap();
    call(at, None, Route::SignUp, &body).unwrap().unwrap();
    amira
        .roster
        .take(&entry, 1, &alongside_server::Signatures)
        .unwrap();
    amira.head = extend(amira.head, &entry.hash()).unwrap();
    amira
}

/// Another laptop of Amira's, which joins.
pub fn second(at: SocketAddr, amira: &mut Laptop, id: u8) -> Laptop {
    let mut other = Laptop::new(amira.team.0[0], 1, id);
    let entry = amira.roster_entry(RosterStep::AddDevice {
        device: other.joining(),
        wrap: Wrap {
            device: other.id,
            sealed: vec![1; 80],
        },
    });
    let reply = push(at, amira, std::slice::from_ref(&entry)).unwrap();
    assert_eq!(reply.refused, None);
    let position = reply.placed[0].position;
    amira
        .roster
        .take(&entry, position, &alongside_server::Signatures)
        .unwrap();
    amira.head = pull(at, amira, amira.head).end;
    other.head = amira.head;
    other.roster = amira.roster.clone();
    other
}
