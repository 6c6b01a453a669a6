//! What was public the last time, kept as marks, to say what has changed since then.
//!
//! Nothing becomes public by itself: the rule is that a lead has read it. Words and people to ask for are typed by anybody of the team
//! and come from lists that change each night, and no program can tell a telephone of the hall from that of somebody's daughter. So a
//! later change waits; the lead is told how many services it concerns, which ones, and which of them name somebody who was not named.
//!
//! Kept on the laptop that published, beside what the publication is called: where another laptop published since, nothing is known here,
//! and that is said. A mark is the beginning of a hash: it notices a change, and holds nothing of what was written.

use crate::api::publishing::{PublicChange, PublicChanges};
use crate::failure::Outcome;
use crate::team::publication::Publication;
use alongside_domain::directory::Service;
use alongside_domain::ids::ServiceId;
use alongside_protocol::Hash;
use alongside_store::Store;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Among the facts of this laptop: what the publication is called, then a service a line.
const WAS_PUBLIC: &str = "what was public";
/// So many services are named; the others are counted.
const NAMED: usize = 50;

/// How one service went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    words: u64,
    /// Of the people to ask for; nothing if there are none.
    who: u64,
}

impl Marks {
    /// Of what is written of a service, and of whom it names.
    pub(crate) fn of(service: &Service, written: &[u8]) -> Self {
        let named: Vec<&str> = service
            .ask_for
            .iter()
            .map(|who| who.name.as_str())
            .filter(|name| !name.is_empty())
            .collect();
        let who = match named.as_slice() {
            [] => 0,
            some => mark(some.join("\n").as_bytes()),
        };
        Self {
            words: mark(written),
            who,
        }
    }
}

fn mark(bytes: &[u8]) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = Hash::of(&[b"alongside was public v1", bytes]).0;
    // Zero is for nobody.
    u64::from_be_bytes([a, b, c, d, e, f, g, h]).max(1)
}

/// Every service that goes out, by its marks.
pub(crate) type AllMarks = BTreeMap<ServiceId, Marks>;

/// Keeps what became public.
pub(crate) fn keep(store: &Store, publication: &Publication) -> Outcome<()> {
    let mut lines = format!("{}\n", publication.id());
    for (id, marks) in publication.marks() {
        // Writing to a string does not fail.
        let _ = writeln!(lines, "{} {:x} {:x}", id.0.simple(), marks.words, marks.who);
    }
    Ok(store.remember(WAS_PUBLIC, &lines)?)
}

/// What is different in this publication from the one that is public; nothing if that is not known here.
pub(crate) fn changes(
    store: &Store,
    live: Hash,
    now: &Publication,
) -> Outcome<Option<PublicChanges>> {
    let kept = store.recall(WAS_PUBLIC)?.unwrap_or_default();
    let Some(was) = read(&kept, live) else {
        return Ok(None);
    };
    let mut changes = PublicChanges::default();
    let mut which = Vec::new();
    for (id, marks) in now.marks() {
        let before = was.get(id);
        if before == Some(marks) {
            continue;
        }
        match before {
            None => changes.added += 1,
            Some(_) => changes.changed += 1,
        }
        let names_somebody = marks.who != 0 && before.is_none_or(|before| before.who != marks.who);
        changes.naming += u32::from(names_somebody);
        which.push((*id, before.is_none(), names_somebody));
    }
    let gone = was.keys().filter(|id| !now.marks().contains_key(id));
    changes.gone = u32::try_from(gone.count()).unwrap_or(u32::MAX);
    // Who is named is to be read first.
    which.sort_by_key(|(_, _, names_somebody)| !names_somebody);
    for (id, is_new, names_somebody) in which.into_iter().take(NAMED) {
        let service: Service = store.get(id)?;
        changes.services.push(PublicChange {
            id,
            name: service.name.0,
            is_new,
            names_somebody,
        });
    }
    Ok(Some(changes))
}

fn read(kept: &str, live: Hash) -> Option<AllMarks> {
    let mut lines = kept.lines();
    if lines.next().and_then(Hash::from_hex)? != live {
        return None;
    }
    lines
        .map(|line| {
            let (id, marks) = line.split_once(' ')?;
            let (words, who) = marks.split_once(' ')?;
            let marks = Marks {
                words: u64::from_str_radix(words, 16).ok()?,
                who: u64::from_str_radix(who, 16).ok()?,
            };
            Some((ServiceId(uuid::Uuid::parse_str(id).ok()?), marks))
        })
        .collect()
}
