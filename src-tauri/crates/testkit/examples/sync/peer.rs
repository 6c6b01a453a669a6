//! What a client of any peer does, and how a client in a process of its own is told to.
//!
//! A client reads one word a line and answers each with one line of JSON. `peers/pouch/client.mjs` speaks the same, so the driver
//! cannot tell in what a peer is written. The clock runs inside the client, around the work alone: starting a process or making
//! the records is in no figure.

use crate::Outcome;
use crate::records::{BATCH, Change, RECORDS, Record, Sum, changes, records};
use serde_json::{Value, json};
use std::io::{BufRead as _, Write as _};
use std::time::{Duration, Instant};

/// A client of one peer: a laptop with records, and a server to agree with.
pub(crate) trait Peer {
    /// Adds records, at most a thousand, in one transaction if the peer has such a thing.
    fn insert(&mut self, records: &[Record]) -> Outcome;

    /// After the last of them.
    fn inserted(&mut self) -> Outcome {
        Ok(())
    }

    /// Sends everything that the server has not.
    fn push(&mut self) -> Outcome;

    /// Fetches everything that is not here, and comes back when it can be asked for. Gives how many records there are now.
    fn pull(&mut self) -> Outcome<usize>;

    /// Writes other notes in records that are here.
    fn change(&mut self, changes: &[Change]) -> Outcome;

    /// Every record as it stands here, as the JSON it was made from, in the order of the ids.
    fn each(&mut self, see: &mut dyn FnMut(&str)) -> Outcome;

    /// The most memory used, in MB, if that was in another process than this.
    fn memory(&self) -> Option<f64> {
        None
    }
}

/// Does as it is told until there is nothing more to read.
pub(crate) fn serve(peer: &mut dyn Peer) -> Outcome {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let mut answer = obey(peer, line?.trim())?;
        if let (Some(answer), Some(memory)) = (answer.as_object_mut(), peer.memory()) {
            answer.insert("memory".to_owned(), json!(memory));
        }
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn obey(peer: &mut dyn Peer, word: &str) -> Outcome<Value> {
    match word {
        "insert" => insert(peer),
        "push" => {
            let begun = Instant::now();
            peer.push()?;
            Ok(json!({ "ms": ms(begun.elapsed()) }))
        }
        "pull" => {
            let begun = Instant::now();
            let count = peer.pull()?;
            Ok(json!({ "ms": ms(begun.elapsed()), "count": count }))
        }
        "change" => {
            let changes = changes()?;
            let begun = Instant::now();
            peer.change(&changes)?;
            Ok(json!({ "ms": ms(begun.elapsed()) }))
        }
        "check" => {
            let mut sum = Sum::default();
            let mut count = 0_usize;
            peer.each(&mut |line| {
                count += 1;
                sum.line(line);
            })?;
            Ok(json!({ "count": count, "sum": sum.hex() }))
        }
        _ => Err(format!("a client does not know what `{word}` is").into()),
    }
}

fn insert(peer: &mut dyn Peer) -> Outcome<Value> {
    let mut records = records()?;
    let mut took = Duration::ZERO;
    for _ in 0..RECORDS / BATCH {
        let batch: Vec<Record> = records.by_ref().take(BATCH).collect();
        let begun = Instant::now();
        peer.insert(&batch)?;
        took += begun.elapsed();
    }
    let begun = Instant::now();
    peer.inserted()?;
    took += begun.elapsed();
    Ok(json!({ "ms": ms(took) }))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
