//! Finding what is nobody's in particular: a group, a drop-in and what was said there, an event, a time in the diary, something to do.
//!
//! What belongs to a person is found with them ([`Store::people`]); services have their own search. What only its author may read is
//! found nowhere but in its own list: a search is often made with somebody looking on.

use crate::Store;
use crate::error::Result;
use crate::rows;
use crate::search::{every_long_word, of_kinds, row_of_words, snippet, words_of};
use alongside_domain::diary::{Appointment, Task};
use alongside_domain::outreach::{CommunityEvent, Conversation, DropIn, Group, GroupMeeting};
use alongside_domain::{Kind, Record};
use chrono::NaiveDate;
use rusqlite::{Connection, params};
use std::cmp::Reverse;
use uuid::Uuid;

/// So many of the newest are looked at; the best of them are shown.
const LOOKED_AT: i64 = 200;
/// Two letters begin a name; one begins too many.
const LETTERS: usize = 2;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Of which kind.
    pub kind: Kind,
    /// Which.
    pub id: Uuid,
    /// The group that met, the drop-in at which something was said.
    pub of: Option<Uuid>,
    /// What it is called; may be empty.
    pub title: String,
    /// On which day.
    pub on: Option<NaiveDate>,
    /// The words in which it was found, if they are not its title.
    pub found_in: String,
}

/// What is found here.
const KINDS: [Kind; 7] = [
    Kind::Appointment,
    Kind::Task,
    Kind::DropIn,
    Kind::Conversation,
    Kind::Group,
    Kind::GroupMeeting,
    Kind::CommunityEvent,
];

pub(crate) fn things(connection: &Connection, text: &str, limit: usize) -> Result<Vec<Thing>> {
    let Some(words) = every_long_word(text).filter(|_| text.trim().chars().count() >= LETTERS)
    else {
        return Ok(Vec::new());
    };
    let rowids: Vec<i64> = connection
        .prepare_cached(&format!(
            "SELECT rowid FROM note_words WHERE note_words MATCH ?1 AND {} ORDER BY rowid DESC LIMIT ?2",
            of_kinds(&KINDS)
        ))?
        .query_map(params![words, LOOKED_AT], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let typed = words_of(text);
    let mut found = Vec::new();
    for rowid in rowids {
        let (n, Some(kind)) = row_of_words(rowid) else {
            continue;
        };
        if let Some(mut thing) = thing(connection, kind, n)? {
            let title = words_of(&thing.title);
            let in_title = typed
                .iter()
                .filter(|typed| title.iter().any(|word| word.starts_with(typed.as_str())))
                .count();
            if in_title < typed.len() {
                thing.found_in = snippet(connection, kind, thing.id, &typed)?;
            }
            found.push((Reverse(in_title), Reverse(thing.on), thing));
        }
    }
    found.sort_by_key(|(fits, on, thing)| (*fits, *on, thing.id));
    Ok(found
        .into_iter()
        .take(limit)
        .map(|(_, _, thing)| thing)
        .collect())
}

/// What stands in a row, for a list; nothing for what is a person's.
fn thing(connection: &Connection, kind: Kind, n: i64) -> Result<Option<Thing>> {
    Ok(match kind {
        Kind::Appointment => by_row(connection, n)?.map(|one: Appointment| {
            let title = one.title.0;
            Thing::new(kind, one.id.0, None, title, one.on)
        }),
        Kind::Task => by_row(connection, n)?
            .filter(|one: &Task| one.person.is_none())
            .map(|one| Thing::new(kind, one.id.0, None, one.what.0, one.due_on)),
        Kind::DropIn => by_row(connection, n)?
            .map(|one: DropIn| Thing::new(kind, one.id.0, None, one.place.0, one.on)),
        Kind::Conversation => {
            let Some(one) = by_row::<Conversation>(connection, n)? else {
                return Ok(None);
            };
            let at = by_id::<DropIn>(connection, one.drop_in.0)?;
            Some(Thing::new(
                kind,
                one.id.0,
                Some(one.drop_in.0),
                one.called.0,
                at.and_then(|at| at.on),
            ))
        }
        Kind::Group => by_row(connection, n)?
            .map(|one: Group| Thing::new(kind, one.id.0, None, one.name.0, None)),
        Kind::GroupMeeting => {
            let Some(one) = by_row::<GroupMeeting>(connection, n)? else {
                return Ok(None);
            };
            let group = by_id::<Group>(connection, one.group.0)?;
            let name = group.map_or_else(String::new, |group| group.name.0);
            Some(Thing::new(kind, one.id.0, Some(one.group.0), name, one.on))
        }
        Kind::CommunityEvent => by_row(connection, n)?
            .map(|one: CommunityEvent| Thing::new(kind, one.id.0, None, one.title.0, one.on)),
        _ => None,
    })
}

fn by_row<R: Record>(connection: &Connection, n: i64) -> Result<Option<R>> {
    Ok(rows::select(connection, "WHERE n = ? AND archived IS NULL", &[&n])?.pop())
}

fn by_id<R: Record>(connection: &Connection, id: Uuid) -> Result<Option<R>> {
    let key = id.as_bytes().as_slice();
    Ok(rows::select(connection, "WHERE id = ? AND archived IS NULL", &[&key])?.pop())
}

impl Thing {
    fn new(kind: Kind, id: Uuid, of: Option<Uuid>, title: String, on: Option<NaiveDate>) -> Self {
        Self {
            kind,
            id,
            of,
            title,
            on,
            found_in: String::new(),
        }
    }
}

impl Store {
    /// Groups, drop-ins, events, times in the diary and things to do that hold every word, each as the beginning of one: those that are
    /// called so first, then the newest.
    ///
    /// # Errors
    /// Those of the file.
    pub fn things(&self, text: &str, limit: usize) -> Result<Vec<Thing>> {
        self.read(|connection| things(connection, text, limit))
    }
}
