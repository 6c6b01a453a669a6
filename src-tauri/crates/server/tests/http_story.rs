//! HTTP itself: TLS, what is described, what comes slowly or not at all, and the tables' shape.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use crate::support::process::*;
use alongside_protocol::*;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

#[test]
fn what_is_described_is_what_the_protocol_has() {
    let text = alongside_server::http::description();
    let described: serde_json::Value = serde_json::from_str(&text).unwrap();
    let paths = described["paths"].as_object().unwrap();
    let mut routes = BTreeSet::new();
    for (path, methods) in paths {
        for (method, about) in methods.as_object().unwrap() {
            assert!(about["responses"]["200"].is_object(), "{path}");
            if !path.starts_with("/v1/") {
                continue;
            }
            let real = path
                .replace("{team}", &"1".repeat(32))
                .replace("{locator}", &"2".repeat(32))
                .replace("{number}", "7");
            let route = Route::read(&method.to_uppercase(), &real);
            let route = route.unwrap_or_else(|| panic!("{method} {path} is not of the protocol"));
            routes.insert(format!("{route:?}"));
        }
    }
    // Every kind of request the protocol has; a new one is added to its enum and here.
    assert_eq!(routes.len(), 20);
    for inside in ["/health", "/ready", "/metrics", "/openapi.json"] {
        assert!(paths.contains_key(inside), "{inside}");
    }
}

#[test]
fn under_tls_and_with_a_renewed_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (chain, key) = (path("chain.pem"), path("key.pem"));
    let first = certificate(&chain, &key);
    let metrics = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let server = Server::start(
        &path("one.db"),
        &[
            "--tls-certificate",
            &chain,
            "--tls-key",
            &key,
            "--metrics-listen",
            &metrics.to_string(),
        ],
    );
    assert!(server.greeting.contains("https://"));
    let hello = over_tls(server.at, &first, "/v1/hello").unwrap();
    assert_eq!(decode::<Hello>(&hello.body).unwrap().service, "alongside");
    // Plain HTTP gets nothing there; the figures are on their own address, and nowhere else.
    assert!(ask(server.at, "GET", "/v1/hello", &[], b"").is_err());
    assert_eq!(over_tls(server.at, &first, "/metrics").unwrap().status, 404);
    assert_eq!(get(metrics, "/metrics").status, 200);
    assert_eq!(get(metrics, "/v1/hello").status, 404);
    // A renewal takes effect without a restart; one that is no good changes nothing.
    let second = certificate(&chain, &key);
    server.signal("-HUP");
    let began = Instant::now();
    while over_tls(server.at, &second, "/health").is_none() {
        assert!(began.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(over_tls(server.at, &first, "/health").is_none());
    std::fs::write(&chain, "nothing").unwrap();
    server.signal("-HUP");
    std::thread::sleep(Duration::from_millis(200));
    assert!(over_tls(server.at, &second, "/health").is_some());
    assert!(server.end().0);
}

fn certificate(chain: &str, key: &str) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    std::fs::write(chain, made.cert.pem()).unwrap();
    std::fs::write(key, made.signing_key.serialize_pem()).unwrap();
    CertificateDer::from_pem_file(Path::new(chain)).unwrap()
}

/// `None` if the server shows another certificate.
fn over_tls(at: SocketAddr, trusted: &CertificateDer<'static>, path: &str) -> Option<Answer> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(connection, TcpStream::connect(at).unwrap());
    send(&mut stream, "GET", path, &[], b"").ok()?;
    receive(&mut stream).ok()
}

#[test]
fn whoever_is_slow_to_say_what_they_want_is_shown_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.db");
    let server = Server::start(file.to_str().unwrap(), &[]);
    let mut slow = TcpStream::connect(server.at).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(40)))
        .unwrap();
    slow.write_all(b"POST /v1/teams HTTP/1.1\r\nhost: loc")
        .unwrap();
    let mut said = Vec::new();
    let began = Instant::now();
    // Closed, with or without a word; not held open.
    let _ = slow.read_to_end(&mut said);
    assert!(began.elapsed() < Duration::from_secs(30), "still open");
    // Others are served meanwhile, and rubbish ends only its own connection.
    let mut rubbish = TcpStream::connect(server.at).unwrap();
    let _ = rubbish.write_all(&[0xff; 10_000]);
    let _ = rubbish.read_to_end(&mut said);
    assert_eq!(get(server.at, "/health").status, 200);
}

#[test]
fn a_second_address_behind_the_same_proxy_has_its_own_turns() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.db");
    let server = Server::start(file.to_str().unwrap(), &["--behind-proxy"]);
    let path = Route::TakeEscrow(Locator([1; 16])).path();
    let from = |address: &str| {
        let forwarded = [("x-forwarded-for", format!("198.51.100.7, {address}"))];
        ask(server.at, "GET", &path, &forwarded, b"")
            .unwrap()
            .status
    };
    let statuses: Vec<u16> = (0..25).map(|_| from("192.0.2.1")).collect();
    assert_eq!((statuses[0], statuses[24]), (404, 429));
    assert_eq!(from("192.0.2.2"), 404);
}

type Tables = BTreeMap<String, (Vec<String>, Vec<String>)>;

/// Names of columns, and each key, of every table in a schema.
fn tables(schema: &str) -> Tables {
    let mut tables = Tables::new();
    let lines = schema.lines().filter(|line| !line.starts_with("--"));
    let schema = lines.collect::<Vec<_>>().join(" ");
    for text in schema.split(';') {
        let Some((head, rest)) = text.split_once('(') else {
            continue;
        };
        let words: Vec<&str> = head.split_whitespace().collect();
        match words.as_slice() {
            ["CREATE", "TABLE", name] => {
                let table = tables.entry((*name).to_owned()).or_default();
                for column in rest.split(',') {
                    let name = column.split_whitespace().next().unwrap_or_default();
                    if column.contains(" NOT NULL PRIMARY KEY") {
                        table.1.push(name.to_owned());
                    }
                    if name
                        .chars()
                        .all(|letter| letter.is_lowercase() || letter == '_')
                    {
                        table.0.push(name.trim_end_matches(')').to_owned());
                    }
                }
                if let Some((_, key)) = rest.split_once("PRIMARY KEY (") {
                    table
                        .1
                        .push(key.split([',', ')']).next().unwrap().to_owned());
                }
            }
            ["CREATE", "UNIQUE", "INDEX", _, "ON", name] => {
                let key = rest.split([',', ')']).next().unwrap().to_owned();
                tables.get_mut(*name).unwrap().1.push(key);
            }
            _ => {}
        }
    }
    tables
}

#[test]
fn every_table_of_a_team_can_be_divided_by_team_and_both_databases_have_the_same() {
    let sqlite = tables(include_str!("../src/database/sqlite.sql"));
    let postgres = tables(include_str!("../src/database/postgres.sql"));
    assert_eq!(sqlite, postgres);
    let doors = [
        "codes",
        "mailboxes",
        "mailbox_messages",
        "locators",
        "public_names",
    ];
    let mut of_teams = 0;
    for (name, (columns, keys)) in &postgres {
        assert!(!columns.is_empty() && !keys.is_empty(), "{name}");
        if !doors.contains(&name.as_str()) {
            of_teams += 1;
            assert_eq!(columns[0], "team", "{name}");
            assert!(keys.iter().all(|key| key == "team"), "{name}: {keys:?}");
        }
    }
    assert_eq!(of_teams, 9);
}
