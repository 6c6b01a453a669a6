//! Just enough HTTP/1.1 to talk to a WebDriver on this machine: one connection kept open, JSON both ways.
//!
//! A general client would bring a hundred crates for what is one request at a time to a server that we start ourselves.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// One open connection.
#[derive(Debug)]
pub struct Connection {
    port: u16,
    stream: BufReader<TcpStream>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, always JSON from a WebDriver.
    pub body: Value,
}

impl Connection {
    /// Connects to a port of this machine.
    pub fn open(port: u16) -> Result<Self, String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))
            .map_err(|why| why.to_string())?;
        // Longer than any single wait of the driver's own, so that its words arrive rather than our giving up.
        stream
            .set_read_timeout(Some(Duration::from_secs(90)))
            .map_err(|why| why.to_string())?;
        stream.set_nodelay(true).map_err(|why| why.to_string())?;
        Ok(Self {
            port,
            stream: BufReader::new(stream),
        })
    }

    /// Asks, and waits for the answer.
    pub fn ask(
        &mut self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Answer, String> {
        let text = body.map(Value::to_string).unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{text}",
            self.port,
            text.len(),
        );
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .map_err(|why| format!("could not ask: {why}"))?;
        self.answer()
            .map_err(|why| format!("no proper answer to {method} {path}: {why}"))
    }

    fn answer(&mut self) -> Result<Answer, String> {
        let first = self.line()?;
        let status = first
            .split_whitespace()
            .nth(1)
            .and_then(|status| status.parse().ok())
            .ok_or_else(|| first.clone())?;
        let (mut length, mut in_chunks) = (0, false);
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().map_err(|_| line.clone())?,
                "transfer-encoding" => in_chunks = value.trim().eq_ignore_ascii_case("chunked"),
                _ => {}
            }
        }
        let bytes = if in_chunks {
            self.chunks()?
        } else {
            self.bytes(length)?
        };
        let body = if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&bytes).map_err(|why| format!("not JSON: {why}"))?
        };
        Ok(Answer { status, body })
    }

    fn chunks(&mut self) -> Result<Vec<u8>, String> {
        let mut all = Vec::new();
        loop {
            let line = self.line()?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size =
                usize::from_str_radix(size, 16).map_err(|_| format!("not a chunk: {line}"))?;
            all.extend(self.bytes(size)?);
            self.line()?;
            if size == 0 {
                return Ok(all);
            }
        }
    }

    fn bytes(&mut self, length: usize) -> Result<Vec<u8>, String> {
        let mut bytes = vec![0; length];
        self.stream
            .read_exact(&mut bytes)
            .map_err(|why| why.to_string())?;
        Ok(bytes)
    }

    fn line(&mut self) -> Result<String, String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line) {
            Ok(0) => Err(String::from("the connection was closed")),
            Ok(_) => Ok(line.trim_end().to_owned()),
            Err(why) => Err(why.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]
    use super::Connection;
    use serde_json::json;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;
    use std::thread;

    /// A server that gives fixed answers on one connection, and returns what it was asked.
    fn server(answers: &'static [&'static str]) -> (u16, thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let serving = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut writer = stream;
            let mut asked = Vec::new();
            for answer in answers {
                let (mut first, mut length) = (String::new(), 0);
                reader.read_line(&mut first).unwrap();
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line).unwrap();
                    if line.trim().is_empty() {
                        break;
                    }
                    if let Some(value) = line.strip_prefix("Content-Length: ") {
                        length = value.trim().parse().unwrap();
                    }
                }
                let mut body = vec![0; length];
                reader.read_exact(&mut body).unwrap();
                asked.push(format!(
                    "{} {}",
                    first.trim(),
                    String::from_utf8(body).unwrap()
                ));
                writer.write_all(answer.as_bytes()).unwrap();
            }
            asked
        });
        (port, serving)
    }

    #[test]
    fn two_questions_share_one_connection() {
        let (port, serving) = server(&[
            "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"value\":\"caf\u{e9}\"}",
            "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"value\":\r\n5\r\nnull}\r\n0\r\n\r\n",
        ]);
        let mut connection = Connection::open(port).unwrap();
        let first = connection
            .ask("POST", "/session", Some(&json!({"name": "Amira"})))
            .unwrap();
        assert_eq!(
            (first.status, first.body),
            (200, json!({"value": "caf\u{e9}"}))
        );
        let second = connection.ask("GET", "/status", None).unwrap();
        assert_eq!((second.status, second.body), (404, json!({"value": null})));
        assert_eq!(
            serving.join().unwrap(),
            [
                "POST /session HTTP/1.1 {\"name\":\"Amira\"}",
                "GET /status HTTP/1.1 "
            ]
        );
    }

    #[test]
    fn a_server_that_hangs_up_is_said_so() {
        let (port, serving) = server(&[""]);
        let mut connection = Connection::open(port).unwrap();
        let why = connection.ask("GET", "/status", None).unwrap_err();
        assert!(
            why.contains("GET /status") && why.contains("closed"),
            "{why}"
        );
        serving.join().unwrap();
    }
}
