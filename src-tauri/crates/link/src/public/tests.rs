//! Stories of public lists and those who keep them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use super::{Came, Manners, PublicLine, Question, read_list_address, unpack};
use crate::Trouble;
use crate::tests::{PATIENCE, http, server};
use rstest::rstest;
use std::io::Write as _;
use std::sync::mpsc::channel;
use std::time::Duration;

fn quick() -> Manners {
    Manners {
        tries: 3,
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_millis(2),
        ..Manners::default()
    }
}

fn ask(address: &str) -> Result<Came, Trouble> {
    let (tell, told) = channel();
    let line = PublicLine::open(address, quick(), move |id, came| {
        let _ = tell.send((id, came));
    })
    .unwrap();
    line.ask(
        4,
        Question {
            path: "services?page=1".to_owned(),
            etag: "\"old\"".to_owned(),
            at_most: 100,
        },
    );
    let (id, came) = told.recv_timeout(PATIENCE).unwrap();
    assert_eq!(id, 4);
    came
}

fn new(body: &str) -> Result<Came, Trouble> {
    Ok(Came::New {
        body: body.as_bytes().to_vec(),
        etag: String::new(),
    })
}

fn packed(body: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(body).unwrap();
    let packed = packer.finish().unwrap();
    let mut answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        packed.len()
    )
    .into_bytes();
    answer.extend(packed);
    answer
}

const BUSY: &[u8] = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const GONE: &[u8] = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const SAME: &[u8] = b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n";
const ELSEWHERE: &[u8] = b"HTTP/1.1 302 Found\r\nLocation: http://192.168.0.1/admin\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const THERE: &[u8] = b"HTTP/1.1 301 Moved\r\nLocation: /v3/services?page=1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

#[rstest]
#[case::an_answer(vec![http("200 OK", "application/json", "[]")], new("[]"))]
#[case::packed(vec![packed(b"[1, 2]")], new("[1, 2]"))]
#[case::as_it_was(vec![SAME.to_vec()], Ok(Came::Same))]
#[case::not_there(vec![GONE.to_vec()], Ok(Came::Nothing))]
#[case::busy_and_then_not(vec![BUSY.to_vec(), BUSY.to_vec(), http("200 OK", "application/json", "[]")], new("[]"))]
#[case::busy_for_long(vec![BUSY.to_vec(), BUSY.to_vec(), BUSY.to_vec()], Err(Trouble::Unwell(429)))]
#[case::a_log_in_page(vec![http("200 OK", "text/html", "<h1>Hello</h1>")], Err(Trouble::NotOurs))]
#[case::moved_on_the_same_server(vec![THERE.to_vec(), http("200 OK", "application/json", "[]")], new("[]"))]
#[case::too_large(vec![http("200 OK", "application/json", &"x".repeat(101))], Err(Trouble::TooLarge))]
fn what_comes_of_a_question(
    #[case] answers: Vec<Vec<u8>>,
    #[case] expected: Result<Came, Trouble>,
) {
    assert_eq!(ask(&server(answers)), expected);
}

#[test]
fn nobody_is_led_into_their_own_network() {
    assert_eq!(
        ask(&server(vec![ELSEWHERE.to_vec()])),
        Err(Trouble::NotOurs)
    );
}

#[test]
fn a_small_answer_that_unpacks_to_fill_the_memory_is_not_unpacked() {
    assert_eq!(
        ask(&server(vec![packed(&vec![b' '; 60_000])])),
        Err(Trouble::TooLarge)
    );
    assert_eq!(unpack(b"not packed at all", 100), Err(Trouble::CutShort));
}

#[rstest]
#[case(
    "https://council.example/oruk/services?page=2",
    Some("https://council.example/oruk/")
)]
#[case(" council.example/oruk/v3/ ", Some("https://council.example/oruk/v3/"))]
#[case("https://council.example/services/", Some("https://council.example/"))]
#[case("http://council.example/", None)]
#[case("services", Some("https://services/"))]
#[case("", None)]
fn addresses_are_read_as_people_paste_them(#[case] typed: &str, #[case] read: Option<&str>) {
    assert_eq!(read_list_address(typed).ok().as_deref(), read);
}
