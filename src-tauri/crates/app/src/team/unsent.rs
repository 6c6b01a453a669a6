//! What a laptop that was taken out of the team could not send any more, as a file that its member hands to a colleague.
//!
//! Nobody takes anything from such a laptop again, and rightly: it may be in the wrong hands. The words are its member's all the same.
//! They are written out as plain text, person by person, for somebody to read and to type where they belong. What a member keeps to
//! themselves is not in it: it would lie open in somebody else's hands.

use crate::api::error::{AppError, ErrorCode};
use crate::api::session::{Nothing, SavedFileView};
use crate::copies;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::hands::FileKind;
use alongside_domain::person::Person;
use alongside_domain::{SpaceOf, Value};
use alongside_store::Store;
use alongside_store::clock::date_of;
use alongside_store::replica::UnsentWrite;
use std::fmt::Write as _;
use uuid::Uuid;

/// Saves it where the person chooses.
pub(crate) fn save_unsent(desk: &Desk, _: Nothing) -> Outcome<SavedFileView> {
    let open = desk.open()?;
    let team = desk.board().and_then(|board| board.seen().team);
    let team = team.ok_or_else(|| AppError::new(ErrorCode::NoTeam))?;
    let text = written_out(&open.store, &team.name)?;
    let name = format!("Not sent {}.txt", desk.clock.today());
    let path = copies::save_file(desk, FileKind::Text, &name, "txt", text.as_bytes())?;
    Ok(SavedFileView { path })
}

fn written_out(store: &Store, team: &str) -> Outcome<String> {
    let mut text = format!("Written on a laptop that was taken out of {team}, and not sent.\n");
    let mut writes = store.unsent_writes()?;
    writes.retain(|write| write.of != SpaceOf::Private);
    // Of one person together, in the order in which it was written.
    let mut heading = None;
    while let Some(first) = writes.first() {
        let of = first.of;
        let (these, others): (Vec<_>, Vec<_>) = writes.into_iter().partition(|it| it.of == of);
        writes = others;
        let mut lines = String::new();
        for write in these {
            if let Some(line) = line_of(&write)? {
                let head = format!("{}, {}", date_of(write.at).format("%-d %B %Y"), write.by);
                if heading.as_ref() != Some(&head) {
                    let _ = write!(lines, "\n{head}\n");
                    heading = Some(head);
                }
                let _ = writeln!(lines, "{line}");
            }
        }
        heading = None;
        if !lines.is_empty() {
            let _ = write!(text, "\n\n{}\n{lines}", name_of(store, of)?);
        }
    }
    Ok(text)
}

fn name_of(store: &Store, of: SpaceOf) -> Outcome<String> {
    Ok(match of {
        SpaceOf::Person(person) => store
            .find::<Person>(person)?
            .map_or_else(|| "A person".to_owned(), |person| person.full_name()),
        SpaceOf::Directory => "Directory".to_owned(),
        SpaceOf::Team | SpaceOf::Private => "Team".to_owned(),
    })
}

/// What somebody can read of a value; nothing of what only ties one record to another.
fn line_of(write: &UnsentWrite) -> Outcome<Option<String>> {
    let Some(kind) = write.kind else {
        return Ok(None);
    };
    let of = sentence(&format!("{kind:?}"));
    if write.field == 0 {
        let is_in = !matches!(write.value, Value::Null | Value::Integer(0));
        let what = if is_in {
            "put in the bin"
        } else {
            "taken out of the bin"
        };
        return Ok(Some(format!("{of}: {what}")));
    }
    let table = kind.table();
    let Some(field) = table.fields.iter().find(|it| it.number == write.field) else {
        return Ok(None);
    };
    let shown = (table.show_field)(field.name, write.value.clone())?;
    Ok(words_of(&shown).map(|words| {
        let field = sentence(&field.name.replace('_', " "));
        format!("{of}, {}: {words}", field.to_lowercase())
    }))
}

fn words_of(shown: &serde_json::Value) -> Option<String> {
    use serde_json::Value as Json;
    match shown {
        Json::Null => Some("(blank)".to_owned()),
        Json::String(words) if Uuid::try_parse(words).is_ok() => None,
        Json::String(words) if words.is_empty() => Some("(blank)".to_owned()),
        Json::String(words) => Some(words.clone()),
        Json::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Json::Number(number) => Some(number.to_string()),
        Json::Array(all) => {
            let words: Vec<String> = all.iter().filter_map(words_of).collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
        Json::Object(all) => {
            let words: Vec<String> = all.values().filter_map(words_of).collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
    }
}

/// `AboutMe` as `About me`.
fn sentence(name: &str) -> String {
    let mut words = String::new();
    for (at, letter) in name.chars().enumerate() {
        if at > 0 && letter.is_uppercase() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else if at == 0 {
            words.extend(letter.to_uppercase());
        } else {
            words.push(letter);
        }
    }
    words
}
