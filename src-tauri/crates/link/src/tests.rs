//! Stories of networks, told to the real client by small servers that misbehave.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

use crate::{Call, Link, News, Trouble, Verb, read_address};
use rstest::rstest;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A server on this computer that answers each connection with these bytes and hangs up.
pub(crate) fn server(answers: Vec<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for answer in answers {
            let (mut socket, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut piece = [0; 1024];
            // The whole request first: hanging up on somebody who is still talking resets the connection.
            while !request.windows(4).any(|at| at == b"\r\n\r\n") || !whole(&request) {
                let got = socket.read(&mut piece).unwrap();
                request.extend_from_slice(&piece[..got]);
            }
            socket.write_all(&answer).unwrap();
        }
    });
    address
}

fn whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok())
        .unwrap_or(0);
    text.find("\r\n\r\n")
        .is_some_and(|end| request.len() >= end + 4 + length)
}

pub(crate) fn http(status: &str, kind: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn open(address: &str) -> (Link, Receiver<News>) {
    let (tell, told) = channel();
    let link = Link::open(address, move |news| {
        let _ = tell.send(news);
    })
    .unwrap();
    (link, told)
}

fn call() -> Call {
    Call {
        verb: Verb::Post,
        path: "/v1/teams/a/pull".to_owned(),
        headers: vec![("alongside-device", "7".to_owned())],
        body: b"where were we".to_vec(),
        at_most: 100,
    }
}

fn ask(address: &str) -> Result<Vec<u8>, Trouble> {
    let (link, told) = open(address);
    link.send(7, call());
    match told.recv_timeout(PATIENCE).unwrap() {
        News::Answer { id: 7, result } => result,
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case::an_answer(http("200 OK", "application/octet-stream", "page"), Ok(b"page".to_vec()))]
#[case::a_log_in_page(
    http("200 OK", "text/html; charset=utf-8", "<h1>Welcome to Hotel WiFi</h1>"),
    Err(Trouble::NotOurs)
)]
#[case::sent_elsewhere(b"HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n".to_vec(), Err(Trouble::NotOurs))]
#[case::a_refusal(http("409 Conflict", "application/octet-stream", "no"), Err(Trouble::Declined { status: 409, body: b"no".to_vec() }))]
#[case::somebody_elses_refusal(
    http("403 Forbidden", "text/html", "blocked by policy"),
    Err(Trouble::NotOurs)
)]
#[case::not_well(
    http("503 Service Unavailable", "text/plain", ""),
    Err(Trouble::Unwell(503))
)]
#[case::too_many(
    http("429 Too Many Requests", "text/plain", ""),
    Err(Trouble::Unwell(429))
)]
#[case::broken_off(b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 50\r\n\r\nhalf".to_vec(), Err(Trouble::CutShort))]
#[case::too_large(http("200 OK", "application/octet-stream", &"x".repeat(101)), Err(Trouble::TooLarge))]
#[case::just_large_enough(http("200 OK", "application/octet-stream", &"x".repeat(100)), Ok(b"x".repeat(100)))]
fn what_comes_back_is_called_by_its_name(
    #[case] answer: Vec<u8>,
    #[case] expected: Result<Vec<u8>, Trouble>,
) {
    assert_eq!(ask(&server(vec![answer])), expected);
}

#[test]
fn nobody_there_is_unreachable() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    assert_eq!(
        ask(&format!("http://127.0.0.1:{port}")),
        Err(Trouble::Unreachable)
    );
}

#[test]
fn a_certificate_of_ones_own_making_is_not_trusted() {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(
            vec![made.cert.der().clone()],
            rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap(),
        )
        .unwrap();
    let (tell, address) = channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap().port()).unwrap();
            let acceptor = tokio_rustls::TlsAcceptor::from(std::sync::Arc::new(config));
            let (socket, _) = listener.accept().await.unwrap();
            let _ = acceptor.accept(socket).await;
        });
    });
    let port = address.recv_timeout(PATIENCE).unwrap();
    assert_eq!(
        ask(&format!("https://localhost:{port}")),
        Err(Trouble::BadCertificate)
    );
}

#[test]
fn news_comes_as_it_happens_and_the_end_of_it_is_told() {
    let stream = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n: still here\n\ndata: 41\n\nevent: x\ndata: 42\n\n";
    let (link, told) = open(&server(vec![stream.to_vec()]));
    link.listen(Call {
        verb: Verb::Get,
        body: Vec::new(),
        ..call()
    });
    let heard: Vec<News> = (0..4)
        .map(|_| told.recv_timeout(PATIENCE).unwrap())
        .collect();
    assert_eq!(
        heard,
        [
            News::Listening,
            News::Moved(41),
            News::Moved(42),
            News::Deaf(Trouble::CutShort)
        ]
    );
}

#[test]
fn a_log_in_page_is_not_listened_to() {
    let (link, told) = open(&server(vec![http(
        "200 OK",
        "text/html",
        "<h1>Log in</h1>",
    )]));
    link.listen(Call {
        verb: Verb::Get,
        body: Vec::new(),
        ..call()
    });
    assert_eq!(
        told.recv_timeout(PATIENCE).unwrap(),
        News::Deaf(Trouble::NotOurs)
    );
}

#[rstest]
#[case("sync.example.org", Some("https://sync.example.org/"))]
#[case(
    " https://sync.example.org/team ",
    Some("https://sync.example.org/team/")
)]
#[case("http://127.0.0.1:8787", Some("http://127.0.0.1:8787/"))]
#[case("http://localhost:8787/", Some("http://localhost:8787/"))]
#[case("http://sync.example.org", None)]
#[case("https://amira:secret@sync.example.org", None)]
#[case("ftp://sync.example.org", None)]
#[case("", None)]
#[case("not a server", None)]
fn addresses_are_read_as_people_type_them(#[case] typed: &str, #[case] read: Option<&str>) {
    assert_eq!(
        read_address(typed)
            .ok()
            .map(|url| url.to_string())
            .as_deref(),
        read
    );
}
