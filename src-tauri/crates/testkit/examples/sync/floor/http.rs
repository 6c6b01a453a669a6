//! As much of HTTP/1.1 as the floor needs: a request with a length, an answer with a length, on a connection that stays open.
//!
//! A library would do more than a floor may, and what it did would be in every ratio.

use crate::Outcome;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// One connection to a server.
pub(crate) struct Line {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Line {
    pub(crate) fn to(address: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::with_capacity(1 << 16, stream),
            host: address.to_owned(),
        })
    }

    /// Asks, and gives what was answered. Anything but 200 is an error.
    pub(crate) fn ask(&mut self, method: &str, path: &str, body: &[u8]) -> Outcome<Vec<u8>> {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {}\r\n\r\n",
            self.host,
            body.len()
        );
        send(self.stream.get_mut(), head, body)?;
        let (first, body) = receive(&mut self.stream)?.ok_or("the server closed the connection")?;
        if first.contains(" 200 ") {
            Ok(body)
        } else {
            Err(format!("the server answered {first}").into())
        }
    }
}

/// Given the method and path and the body, what the body of the answer is.
pub(crate) trait Answers:
    Fn(&str, &[u8]) -> Outcome<Vec<u8>> + Send + Sync + 'static
{
}

impl<F: Fn(&str, &[u8]) -> Outcome<Vec<u8>> + Send + Sync + 'static> Answers for F {}

/// Answers requests, each connection in a thread of its own.
pub(crate) fn answer<F: Answers>(listener: &TcpListener, to: F) -> Outcome {
    let to = Arc::new(to);
    loop {
        let (stream, _) = listener.accept()?;
        let to = Arc::clone(&to);
        thread::spawn(move || talk(stream, to.as_ref()));
    }
}

/// One connection, until the other side hangs up. An error ends it, which the other side reports.
fn talk(stream: TcpStream, to: &impl Answers) -> Outcome {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::with_capacity(1 << 16, stream);
    while let Some((first, body)) = receive(&mut stream)? {
        let asked = first
            .rsplit_once(' ')
            .map_or(first.as_str(), |(asked, _)| asked);
        let body = to(asked, &body)?;
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        send(stream.get_mut(), head, &body)?;
    }
    Ok(())
}

fn send(stream: &mut TcpStream, head: String, body: &[u8]) -> Outcome {
    let mut message = head.into_bytes();
    message.extend_from_slice(body);
    stream.write_all(&message)?;
    Ok(())
}

/// The first line and the body; nothing if the other side has hung up.
fn receive(stream: &mut BufReader<TcpStream>) -> Outcome<Option<(String, Vec<u8>)>> {
    let mut first = String::new();
    if stream.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.parse()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(Some((first.trim_end().to_owned(), body)))
}
