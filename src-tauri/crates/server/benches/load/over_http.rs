//! Packs handed to the program, over lines that stay open.

use crate::Scale;
use crate::support::Laptop;
use crate::support::process::{Server, time};
use crate::teams::{Team, is_placed, next_push};
use crate::times::Times;
use alongside_protocol::Route;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;

/// A line to the server that is used again and again.
pub(crate) struct Line(BufReader<TcpStream>);

impl Line {
    pub(crate) fn to(at: SocketAddr) -> Self {
        let stream = TcpStream::connect(at).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
            .set_read_timeout(Some(std::time::Duration::from_secs(60)))
            .unwrap();
        Self(BufReader::new(stream))
    }

    /// Asks in a laptop's name, from an address of its team's own: behind one address only so many may ask.
    pub(crate) fn send(&mut self, laptop: &Laptop, route: Route, body: &[u8]) {
        let team = &laptop.team.0;
        let mut head = format!(
            "{} {} HTTP/1.1\r\nhost: localhost\r\n",
            route.method(),
            route.path()
        );
        head.push_str(&format!(
            "x-forwarded-for: 10.{}.{}.{}\r\n",
            team[5], team[6], team[7]
        ));
        for (name, value) in laptop.signed(&route, body, time()).headers() {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
        let stream = self.0.get_mut();
        stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
    }

    /// Reads the head of an answer that is a good one; gives the length that it names.
    pub(crate) fn head(&mut self) -> usize {
        let mut length = 0;
        let mut first = true;
        loop {
            let line = self.line();
            assert!(!first || line.starts_with("HTTP/1.1 200"), "{line}");
            first = false;
            if line.is_empty() {
                return length;
            }
            if let Some(said) = line.to_lowercase().strip_prefix("content-length:") {
                length = said.trim().parse().unwrap();
            }
        }
    }

    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        let read = self.0.read_line(&mut line).unwrap();
        assert!(read > 0, "the server closed the line");
        line.trim_end().to_owned()
    }

    fn answer(&mut self) -> Vec<u8> {
        let mut body = vec![0; self.head()];
        self.0.read_exact(&mut body).unwrap();
        body
    }
}

pub(crate) fn measure(database: &str, teams: &mut [Team], scale: &Scale) -> Times {
    let server = Server::start(database, &["--behind-proxy", "--log", "error"]);
    let times = Times::of(
        teams,
        scale,
        || Line::to(server.at),
        |line, laptop| {
            let body = next_push(laptop);
            let began = Instant::now();
            line.send(laptop, Route::Push(laptop.team), &body);
            let answer = line.answer();
            let took = began.elapsed();
            is_placed(&answer);
            took
        },
    );
    assert!(server.end().0, "it ends well");
    times
}
