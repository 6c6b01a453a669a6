//! News between servers on one PostgreSQL database: whose log has grown.
//!
//! A notification sent in the transaction itself would make all teams wait for each other, because PostgreSQL commits transactions
//! with notifications one at a time. So they are sent afterwards, together, by a thread of their own. One that is lost does no harm:
//! a device that hears nothing looks by itself after a while, and when the line breaks all who listen are told to look.

use super::door::Door;
use crate::core::Grown;
use crate::core::database::Heard;
use alongside_protocol::TeamId;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

const CHANNEL: &str = "alongside";
/// Logs in one notification, which holds 8,000 bytes.
const TOGETHER: usize = 100;
/// How long to wait before a broken line is tried again.
const PAUSE: Duration = Duration::from_secs(1);
/// How long to listen before looking whether anybody is there still.
const LISTEN: Duration = Duration::from_secs(5);

pub(super) enum Asked {
    Tell(Grown),
    /// Whether this is still wanted.
    Ping,
    End,
}

pub(super) fn speak(door: Arc<Door>, asked: Receiver<Asked>) {
    let work = move || {
        let mut client = None;
        while let Ok(first) = asked.recv() {
            let mut grown = Vec::new();
            let mut is_end = false;
            let more = std::iter::from_fn(|| asked.try_recv().ok());
            for ask in std::iter::once(first).chain(more.take(TOGETHER - 1)) {
                match ask {
                    Asked::Tell(news) => grown.push(news),
                    Asked::Ping => {}
                    Asked::End => is_end = true,
                }
            }
            if is_end {
                return;
            }
            if grown.is_empty() {
                continue;
            }
            let words: Vec<String> = grown.iter().map(write).collect();
            let words = words.join(" ");
            if client.is_none() {
                client = door.connect().ok();
            }
            let told = client
                .as_mut()
                .map(|client| client.execute("SELECT pg_notify($1, $2)", &[&CHANNEL, &words]));
            if !matches!(told, Some(Ok(_))) {
                tracing::warn!("the other servers could not be told that a log has grown");
                client = None;
            }
        }
    };
    start("news out", work);
}

pub(super) fn listen(door: Arc<Door>, alive: Sender<Asked>, heard: Box<dyn Fn(Heard) + Send>) {
    let work = move || {
        while alive.send(Asked::Ping).is_ok() {
            if let Err(error) = hear(&door, &alive, &*heard) {
                tracing::warn!(%error, "the line for news has broken");
            }
            std::thread::sleep(PAUSE);
        }
    };
    start("news in", work);
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().name(name.to_owned());
    if let Err(error) = thread.spawn(work) {
        tracing::error!(%error, "no thread for news");
    }
}

fn hear(door: &Door, alive: &Sender<Asked>, heard: &dyn Fn(Heard)) -> Result<(), String> {
    use postgres::fallible_iterator::FallibleIterator as _;
    let mut client = door.connect().map_err(|error| error.to_string())?;
    client
        .batch_execute(&format!("LISTEN {CHANNEL}"))
        .map_err(|error| error.to_string())?;
    // What was told while nobody listened is not told again.
    heard(Heard::Missed);
    while alive.send(Asked::Ping).is_ok() {
        let mut notifications = client.notifications();
        let mut news = notifications.timeout_iter(LISTEN);
        while let Some(one) = news.next().map_err(|error| error.to_string())? {
            one.payload()
                .split(' ')
                .filter_map(read)
                .for_each(|grown| heard(Heard::Grown(grown)));
        }
        drop(news);
        drop(notifications);
        if client.is_closed() {
            return Err("closed".to_owned());
        }
    }
    Ok(())
}

fn write(grown: &Grown) -> String {
    let mark = if grown.roster { "r" } else { "" };
    format!("{}:{}:{mark}", grown.team, grown.end)
}

fn read(word: &str) -> Option<Grown> {
    let mut parts = word.split(':');
    Some(Grown {
        team: TeamId::from_hex(parts.next()?)?,
        end: parts.next()?.parse().ok()?,
        roster: parts.next()? == "r",
    })
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::core::Grown;
    use alongside_protocol::TeamId;

    #[test]
    fn news_is_read_as_it_was_written_and_anything_else_is_nothing() {
        for roster in [true, false] {
            let grown = Grown {
                team: TeamId([7; 16]),
                end: 41,
                roster,
            };
            assert_eq!(read(&write(&grown)), Some(grown));
        }
        for other in [
            "",
            "x",
            "07:1:",
            "::",
            "07070707070707070707070707070707:-1:r",
        ] {
            assert_eq!(read(other), None);
        }
    }
}
