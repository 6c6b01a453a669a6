//! What moved and when, for the activity page: the last few hundred lines, on this laptop only.

use crate::api::team::{ActivityLine, Moved};
use crate::desk::Open;
use alongside_domain::value::Moment;
use serde::{Deserialize, Serialize};

const ACTIVITY: &str = "activity";
/// The most lines that are kept.
const MOST: usize = 300;
/// Lines of the same kind within this time are one.
const TOGETHER_MS: i64 = 60_000;

#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    at: i64,
    what: Moved,
}

/// Writes a line. That it could not be written is no reason to stop working.
pub(crate) fn note(open: &Open, at: Moment, what: Moved) {
    let mut lines = read(open);
    let joined = lines
        .last()
        .filter(|last| at.0 - last.at < TOGETHER_MS)
        .and_then(|last| together(&last.what, &what));
    match (joined, lines.last_mut()) {
        (Some(joined), Some(last)) => last.what = joined,
        _ => lines.push(Kept { at: at.0, what }),
    }
    let spare = lines.len().saturating_sub(MOST);
    lines.drain(..spare);
    if let Ok(text) = serde_json::to_string(&lines) {
        let _ = open.store.remember(ACTIVITY, &text);
    }
}

/// The lines, newest first.
pub(crate) fn lines(open: &Open) -> Vec<ActivityLine> {
    read(open)
        .into_iter()
        .rev()
        .map(|kept| ActivityLine {
            at: Moment(kept.at),
            what: kept.what,
        })
        .collect()
}

fn read(open: &Open) -> Vec<Kept> {
    open.store
        .recall(ACTIVITY)
        .ok()
        .flatten()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn together(one: &Moved, other: &Moved) -> Option<Moved> {
    match (one, other) {
        (Moved::Sent { changes }, Moved::Sent { changes: more }) => Some(Moved::Sent {
            changes: changes + more,
        }),
        (
            Moved::Received { changes, by },
            Moved::Received {
                changes: more,
                by: too,
            },
        ) if by == too => Some(Moved::Received {
            changes: changes + more,
            by: by.clone(),
        }),
        (one, other) if one == other => Some(one.clone()),
        _ => None,
    }
}
