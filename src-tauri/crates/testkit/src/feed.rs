//! A council's live list as councils serve them: what it is asked it may ignore, what it says of itself may not be so, and in the
//! middle of everything it may be gone. Each mood was seen on a real feed.

use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How the list behaves.
#[derive(Clone, Debug, Default)]
pub struct Moods {
    /// Lines of the list hold only id, name and description; the rest is in the details.
    pub shallow: bool,
    /// Whatever page is asked for, the first one comes.
    pub one_page_for_ever: bool,
    /// After so many answers it hangs up on everybody.
    pub hangs_up_after: Option<usize>,
    /// Everything is a friendly page of HTML, with status 200.
    pub web_page: bool,
    /// So many questions are declined with "too many", and "again after 0 seconds".
    pub busy: usize,
    /// Not well at all.
    pub unwell: bool,
    /// Each answer unpacks to a thousand times its size.
    pub bomb: bool,
    /// Answers are packed, as they should be.
    pub packed: bool,
    /// Bytes of Windows-1252, called UTF-8.
    pub wrong_charset: bool,
    /// Version 1.0.
    pub form_one: bool,
    /// The number of services it says it has, whatever it has.
    pub says: Option<u64>,
    /// Another number on each page.
    pub says_otherwise_each_time: bool,
    /// It knows no details.
    pub no_details: bool,
    /// What is called the last page is the first.
    pub last_is_first: bool,
}

#[derive(Default)]
struct Kept {
    moods: Moods,
    services: Vec<Value>,
    asked: Vec<String>,
}

/// A list that is served on this computer.
pub struct StubFeed {
    at: String,
    kept: Arc<Mutex<Kept>>,
    over: Arc<AtomicBool>,
}

impl StubFeed {
    /// Serves these services.
    ///
    /// # Panics
    /// When this machine has no port left.
    #[must_use]
    pub fn of(services: Vec<Value>) -> Self {
        let heard = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (at, listener) = heard.unwrap_or_else(|why| panic!("no feed: {why}"));
        let kept = Arc::new(Mutex::new(Kept {
            services,
            ..Kept::default()
        }));
        let over = Arc::new(AtomicBool::new(false));
        let (shared, ends) = (kept.clone(), over.clone());
        thread::spawn(move || {
            for guest in listener.incoming().flatten() {
                if ends.load(Ordering::SeqCst) {
                    return;
                }
                let shared = shared.clone();
                thread::spawn(move || answer(guest, &shared));
            }
        });
        Self {
            at: at.to_string(),
            kept,
            over,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}/oruk/v3", self.at)
    }

    /// Behaves so from now on.
    pub fn mood(&self, moods: Moods) {
        held(&self.kept).moods = moods;
    }

    /// Serves these services from now on.
    pub fn serves(&self, services: Vec<Value>) {
        held(&self.kept).services = services;
    }

    /// What was asked since it was last looked at, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut held(&self.kept).asked)
    }
}

impl Drop for StubFeed {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        // Wakes who waits for the next guest.
        let _ = TcpStream::connect(&self.at);
    }
}

/// A made-up service of a feed in whole, numbered.
#[must_use]
pub fn service(number: u32) -> Value {
    json!({
        "id": format!("0c0ffee0-0000-4000-8000-{number:012}"),
        "name": format!("Larkbridge group {number}"),
        "description": "A friendly group that meets to talk and to make things.",
        "status": "active",
        "last_modified": "2026-11-01",
        "url": null,
        "organization": {"id": "larkbridge", "name": "Larkbridge Neighbours", "description": "Neighbours"},
        "schedules": [{"id": "1", "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}],
        "service_at_locations": [{"id": format!("at-{number}"), "location": {
            "id": format!("place-{number}"), "location_type": "physical", "name": "The hall",
            "latitude": if number == 3 { 100.0 } else { 52.7 }, "longitude": -2.75,
            "addresses": [{"id": "1", "address_1": "1 High Street", "city": "Shrewsbury", "postal_code": "SY1 1AA"}]}}],
    })
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(mut guest: TcpStream, kept: &Mutex<Kept>) {
    let mut request = Vec::new();
    let mut piece = [0; 2048];
    while !request.windows(4).any(|at| at == b"\r\n\r\n") {
        match guest.read(&mut piece) {
            Ok(0) | Err(_) => return,
            Ok(got) => request.extend(piece.iter().take(got)),
        }
    }
    let text = String::from_utf8_lossy(&request).into_owned();
    let asked = text
        .lines()
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .unwrap_or_default()
        .trim_start_matches("/oruk/v3/")
        .to_owned();
    let answer = {
        let mut kept = held(kept);
        kept.asked.push(asked.clone());
        what_to_say(&mut kept, &asked, &text)
    };
    if let Some(answer) = answer {
        let _ = guest.write_all(&answer);
    }
}

fn what_to_say(kept: &mut Kept, asked: &str, head: &str) -> Option<Vec<u8>> {
    if let Some(left) = &mut kept.moods.hangs_up_after {
        if *left == 0 {
            return None;
        }
        *left -= 1;
    }
    if kept.moods.busy > 0 {
        kept.moods.busy -= 1;
        return Some(said("429 Too Many Requests", "Retry-After: 0\r\n", b""));
    }
    let moods = &kept.moods;
    if moods.unwell {
        return Some(said("503 Service Unavailable", "Retry-After: 0\r\n", b""));
    }
    if moods.web_page {
        let page = b"<!DOCTYPE html><h1>Welcome to the guest network</h1>";
        return Some(said("200 OK", "Content-Type: application/json\r\n", page));
    }
    let body = match asked.split_once('?') {
        Some(("services", query)) => list(kept, query),
        None if asked.starts_with("services/") && !moods.no_details => {
            let id = asked.trim_start_matches("services/");
            let found = kept
                .services
                .iter()
                .find(|service| service.get("id").and_then(Value::as_str) == Some(id));
            match found {
                Some(service) => service.to_string(),
                None => return Some(said("404 Not Found", "", b"{}")),
            }
        }
        _ => return Some(said("404 Not Found", "", b"not here")),
    };
    let etag = format!("\"{}-{}\"", body.len(), sum(&body));
    if head.lines().any(|line| {
        line.to_lowercase().starts_with("if-none-match:") && line.contains(etag.as_str())
    }) {
        return Some(said("304 Not Modified", "", b""));
    }
    let mut headers = format!("Content-Type: application/json; charset=utf-8\r\nETag: {etag}\r\n");
    let mut bytes = if moods.wrong_charset {
        body.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect()
    } else {
        body.into_bytes()
    };
    if moods.bomb {
        bytes = vec![b' '; 80 * 1024 * 1024];
    }
    if moods.bomb || moods.packed {
        headers.push_str("Content-Encoding: gzip\r\n");
        bytes = packed(&bytes);
    }
    Some(said("200 OK", &headers, &bytes))
}

fn list(kept: &Kept, query: &str) -> String {
    let number = |name: &str| -> usize {
        query
            .split('&')
            .find_map(|part| part.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
            .unwrap_or(1)
    };
    let (page, size) = (number("page"), number("per_page"));
    let moods = &kept.moods;
    let at = if moods.one_page_for_ever { 1 } else { page };
    let rows: Vec<Value> = kept
        .services
        .iter()
        .skip((at - 1) * size)
        .take(size)
        .map(|service| match moods.shallow {
            true => ["id", "name", "description", "status", "last_modified"]
                .into_iter()
                .filter_map(|key| Some((key.to_owned(), service.get(key)?.clone())))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            false => service.clone(),
        })
        .collect();
    let mut total = moods.says.unwrap_or(kept.services.len() as u64);
    if moods.says_otherwise_each_time {
        total += 2;
        total -= (page as u64).min(2);
    }
    let pages = total.div_ceil(size as u64);
    let last = page as u64 >= pages || moods.last_is_first;
    let page = match moods.form_one {
        true => json!({"totalElements": total, "totalPages": pages, "number": page, "size": size,
                       "first": page == 1, "last": last, "empty": rows.is_empty(), "content": rows}),
        false => {
            json!({"total_items": total, "total_pages": pages, "page_number": page, "size": size,
                        "first_page": page == 1, "last_page": last, "empty": rows.is_empty(), "contents": rows})
        }
    };
    page.to_string()
}

fn sum(text: &str) -> u32 {
    text.bytes()
        .fold(7, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte))
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let _ = packer.write_all(bytes);
    packer.finish().unwrap_or_default()
}

fn said(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut whole = format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )
    .into_bytes();
    whole.extend_from_slice(body);
    whole
}
