//! Counts bytes: stands between the clients and the server in the round that is not timed.
//!
//! Every peer is counted at the same place in the same way: what its sockets carry, both hops, both directions, without the
//! headers of TCP and IP.

use crate::Outcome;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

pub(crate) struct Relay {
    pub(crate) address: String,
    carried: Arc<AtomicU64>,
}

impl Relay {
    /// Carries calls to a server for as long as the program runs.
    pub(crate) fn to(server: &str) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?.to_string();
        let carried = Arc::new(AtomicU64::new(0));
        let (count, server) = (Arc::clone(&carried), server.to_owned());
        thread::spawn(move || {
            while let Ok((near, _)) = listener.accept() {
                // A server that has ended takes no calls; the caller sees a closed line.
                let Ok(far) = TcpStream::connect(&server) else {
                    continue;
                };
                let _ = near.set_nodelay(true).and(far.set_nodelay(true));
                if let (Ok(near_too), Ok(far_too)) = (near.try_clone(), far.try_clone()) {
                    carry(near, far, &count);
                    carry(far_too, near_too, &count);
                }
            }
        });
        Ok(Self { address, carried })
    }

    /// Bytes since it was last asked.
    pub(crate) fn since(&self) -> u64 {
        self.carried.swap(0, Ordering::SeqCst)
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, count: &Arc<AtomicU64>) {
    let count = Arc::clone(count);
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = match from.read(&mut buffer) {
                Ok(read) if read > 0 => read,
                Err(why) if why.kind() == ErrorKind::Interrupted => continue,
                _ => break,
            };
            count.fetch_add(read as u64, Ordering::SeqCst);
            if buffer
                .get(..read)
                .is_none_or(|bytes| to.write_all(bytes).is_err())
            {
                break;
            }
        }
        // The other side learns that this one has said all it will.
        let _ = to.shutdown(Shutdown::Write);
    });
}
