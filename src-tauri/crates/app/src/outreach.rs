//! Drop-ins: one line per conversation; any of them can become the beginning of somebody's record.

use crate::api::error::{AppError, ErrorCode};
use crate::api::outreach::{BecomeRequest, DropInLine, DropInRequest, DropInView, Tally};
use crate::api::records::{AddedView, Did, Verb};
use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::people::{line_of, named};
use alongside_domain::codes::{Came, Means, Reached, Standing};
use alongside_domain::connection::Connection;
use alongside_domain::contact::Contact;
use alongside_domain::ids::{ConnectionId, ContactId, NeedId, PersonId};
use alongside_domain::outreach::{Conversation, DropIn};
use alongside_domain::person::Person;
use alongside_domain::plan::Need;
use alongside_domain::{Kind, Record as _};
use alongside_store::Tx;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Drop-ins, newest first.
pub(crate) fn drop_ins(desk: &Desk, _: Nothing) -> Outcome<Vec<DropInLine>> {
    Ok(desk
        .open()?
        .store
        .drop_ins()?
        .into_iter()
        .map(|(drop_in, sum)| DropInLine {
            drop_in,
            conversations: sum.conversations,
            minutes: sum.minutes,
        })
        .collect())
}

/// One drop-in with all of it.
pub(crate) fn open_drop_in(desk: &Desk, request: DropInRequest) -> Outcome<DropInView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let (drop_in, mut conversations) = open.store.drop_in(request.id)?;
    let mut people = Vec::new();
    for person in conversations
        .iter_mut()
        .filter_map(|one| one.became.as_mut())
    {
        // Somebody recorded twice is shown under the record that is kept.
        *person = open.store.kept_person(*person)?;
        let person = *person;
        // Somebody in the bin has no line; the conversation keeps its words.
        if let Ok(row) = open.store.person_row(person, today) {
            people.push(line_of(row, today));
        }
    }
    let needs = tally(conversations.iter().flat_map(|one| &one.needs));
    let services = tally(
        conversations
            .iter()
            .flat_map(|one| one.services.iter().map(|service| &service.name)),
    );
    Ok(DropInView {
        minutes: conversations.iter().filter_map(|one| one.minutes).sum(),
        with_minutes: count(conversations.iter().filter(|one| one.minutes.is_some())),
        needs,
        services,
        people,
        drop_in,
        conversations,
    })
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn tally<'t>(said: impl Iterator<Item = &'t String>) -> Vec<Tally> {
    let mut times: BTreeMap<&str, u32> = BTreeMap::new();
    for what in said.map(|what| what.trim()).filter(|what| !what.is_empty()) {
        *times.entry(what).or_default() += 1;
    }
    let mut tally: Vec<Tally> = times
        .into_iter()
        .map(|(what, times)| Tally {
            what: what.to_owned(),
            times,
        })
        .collect();
    tally.sort_by_key(|one| std::cmp::Reverse(one.times));
    tally
}

/// A conversation becomes the beginning of a record: the person (a new one, or one who is known), the contact it was, what they need and
/// what they were told about. One thing done, one thing undone.
pub(crate) fn conversation_becomes(desk: &Desk, request: BecomeRequest) -> Outcome<AddedView> {
    let today = desk.clock.today();
    let did = Did {
        verb: Verb::Added,
        kind: Some(Kind::Person),
        field: None,
    };
    let known: Conversation = desk.open()?.store.get(request.conversation)?;
    let name = [request.name.trim(), known.called.0.trim()]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default()
        .to_owned();
    if known.became.is_some() || (request.person.is_none() && name.is_empty()) {
        return Err(AppError {
            field: Some("name".to_owned()),
            ..AppError::new(ErrorCode::BadValue)
        });
    }
    let (id, changes) = desk.transact(&did, |tx| {
        let mut conversation: Conversation = tx.get(request.conversation)?;
        let drop_in: DropIn = tx.get(conversation.drop_in)?;
        let on = drop_in.on.unwrap_or(today);
        let person = match request.person {
            Some(person) => tx.get::<Person>(person)?.id,
            None => {
                let mut person = named(PersonId(tx.new_id()), &name);
                person.standing = Some(Standing::Open);
                person.standing_since = Some(on);
                person.worker = tx.by().into();
                tx.put(&person)?;
                person.id
            }
        };
        let contact = Contact {
            person,
            on: Some(on),
            at: conversation.at,
            means: Some(Means::FaceToFace),
            came: Some(Came::Happened),
            minutes: conversation.minutes,
            place: drop_in.place.clone(),
            note: conversation.words.clone(),
            worker: conversation.author.clone(),
            author: conversation.author.clone(),
            written_at: conversation.written_at,
            ..Contact::blank(ContactId(tx.new_id()))
        };
        tx.put(&contact)?;
        carry(tx, &conversation, person, on)?;
        conversation.became = Some(person);
        tx.put(&conversation)?;
        Ok(person.0)
    })?;
    Ok(AddedView {
        id,
        saved_at: changes.at,
    })
}

/// What they need and what they were told about go with them.
fn carry(
    tx: &mut Tx<'_>,
    conversation: &Conversation,
    person: PersonId,
    on: NaiveDate,
) -> alongside_store::Result<()> {
    for (position, code) in (0_i64..).zip(&conversation.needs) {
        let need = Need {
            person,
            code: code.as_str().into(),
            said_on: Some(on),
            position: Some(position),
            ..Need::blank(NeedId(tx.new_id()))
        };
        tx.put(&need)?;
    }
    for given in &conversation.services {
        let connection = Connection {
            person,
            service: given.service,
            service_name: given.name.as_str().into(),
            link: given.link,
            reached: Some(Reached::Suggested),
            since: Some(on),
            ..Connection::blank(ConnectionId(tx.new_id()))
        };
        tx.put(&connection)?;
    }
    Ok(())
}
