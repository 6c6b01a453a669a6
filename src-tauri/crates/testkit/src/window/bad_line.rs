//! A bad line to a server: it carries bytes faithfully and breaks off in the middle of anything, after a number of bytes that a seed
//! says. As on a train: not slow, not wrong, only gone.

use super::SharedServer;
use crate::Dice;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// The fewest and the most bytes that go over one connection once the line is bad. Some cannot carry a request's head; some carry a day.
const CARRIES: [(u64, u64); 3] = [(1, 600), (600, 3_000), (3_000, 30_000)];

/// A line in front of a server. Good at first.
#[derive(Debug)]
pub struct BadLine {
    at: String,
    ends: Arc<Ends>,
}

#[derive(Debug)]
struct Ends {
    server: String,
    is_bad: AtomicBool,
    is_over: AtomicBool,
    cuts: AtomicU32,
    dice: Mutex<Dice>,
    /// What is open, to be cut when the line turns bad.
    open: Mutex<Vec<TcpStream>>,
}

impl BadLine {
    /// A line to this server, with the cuts that the seed says.
    ///
    /// # Panics
    /// When this machine has no port left.
    #[must_use]
    pub fn to(server: &SharedServer, seed: u64) -> Self {
        let ends = Arc::new(Ends {
            server: server.at().to_owned(),
            is_bad: AtomicBool::new(false),
            is_over: AtomicBool::new(false),
            cuts: AtomicU32::new(0),
            dice: Mutex::new(Dice::new(seed)),
            open: Mutex::default(),
        });
        let heard = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (at, listener) = heard.unwrap_or_else(|why| panic!("no line: {why}"));
        let shared = ends.clone();
        thread::spawn(move || {
            for laptop in listener.incoming().flatten() {
                if shared.is_over.load(Ordering::SeqCst) {
                    return;
                }
                shared.carry(laptop);
            }
        });
        Self {
            at: at.to_string(),
            ends,
        }
    }

    /// What laptops take for the server's address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.at)
    }

    /// From now on it breaks off, and whatever is being said breaks off at once.
    pub fn turns_bad(&self) {
        self.ends.is_bad.store(true, Ordering::SeqCst);
        self.ends.cut_all();
    }

    /// How often it has broken off.
    #[must_use]
    pub fn cuts(&self) -> u32 {
        self.ends.cuts.load(Ordering::SeqCst)
    }
}

impl Drop for BadLine {
    fn drop(&mut self) {
        self.ends.is_over.store(true, Ordering::SeqCst);
        self.ends.cut_all();
        // Wakes who waits for the next one.
        let _ = TcpStream::connect(&self.at);
    }
}

impl Ends {
    fn carry(self: &Arc<Self>, laptop: TcpStream) {
        let Ok(server) = TcpStream::connect(&self.server) else {
            let _ = laptop.shutdown(Shutdown::Both);
            return;
        };
        let most = if self.is_bad.load(Ordering::SeqCst) {
            let mut dice = self.dice.lock().unwrap_or_else(PoisonError::into_inner);
            let (least, most) = CARRIES
                .get(usize::try_from(dice.below(3)).unwrap_or_default())
                .copied()
                .unwrap_or((1, 600));
            usize::try_from(least + dice.below(most - least)).unwrap_or(1)
        } else {
            usize::MAX
        };
        let left = Arc::new(AtomicUsize::new(most));
        let ways = [
            (laptop.try_clone(), server.try_clone()),
            (server.try_clone(), laptop.try_clone()),
        ];
        {
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            open.push(laptop);
            open.push(server);
        }
        for (from, to) in ways {
            let (Ok(from), Ok(to)) = (from, to) else {
                return;
            };
            let (left, ends) = (left.clone(), self.clone());
            thread::spawn(move || ends.one_way(from, to, &left));
        }
    }

    fn one_way(&self, mut from: TcpStream, mut to: TcpStream, left: &AtomicUsize) {
        let mut bytes = [0; 4096];
        while let Ok(read) = from.read(&mut bytes) {
            if read == 0 {
                break;
            }
            let before = left.load(Ordering::SeqCst);
            let carried = read.min(before);
            left.store(before - carried, Ordering::SeqCst);
            let said = bytes.get(..carried).map(|part| to.write_all(part));
            if !matches!(said, Some(Ok(()))) {
                break;
            }
            if carried < read {
                self.cuts.fetch_add(1, Ordering::SeqCst);
                break;
            }
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    }

    fn cut_all(&self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        for end in open.drain(..) {
            let _ = end.shutdown(Shutdown::Both);
        }
    }
}
