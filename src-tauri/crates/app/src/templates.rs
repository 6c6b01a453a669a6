//! Templates in use: a contact or a plan that begins with words, which then become the person's.
//!
//! What is put there is one change with one undo, and goes only where nothing is: neither words that are saved nor words that are being
//! typed are ever written over.

use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{AddedView, Did, SavedView, Verb};
use crate::api::session::Nothing;
use crate::api::templates::{SharePhraseRequest, UseTemplateRequest, UsedTemplateView};
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_domain::codes::{PhraseFor, Status};
use alongside_domain::contact::Contact;
use alongside_domain::ids::{ActionId, ContactId, GoalId, PersonId, PhraseId, StepId};
use alongside_domain::papers::{Phrase, PhrasePart};
use alongside_domain::person::Person;
use alongside_domain::plan::{Action, Goal, Step};
use alongside_domain::template::{self, GoalToBegin};
use alongside_domain::{Kind, Record as _};
use alongside_store::Tx;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Templates to begin with, in words of our own.
const STARTERS: &str = include_str!("../../../../assets/templates/starters.json");

#[derive(Deserialize)]
struct Starter {
    name: String,
    what_for: PhraseFor,
    parts: Vec<PhrasePart>,
}

fn starters() -> Outcome<Vec<Starter>> {
    serde_json::from_str(STARTERS)
        .map_err(|error| AppError::with_detail(ErrorCode::Internal, error))
}

fn did(verb: Verb, kind: Kind) -> Did {
    Did {
        verb,
        kind: Some(kind),
        field: None,
    }
}

/// Counts what came and what was left alone.
#[derive(Clone, Copy, Default)]
struct Put {
    put: u32,
    left: u32,
}

/// Begins a contact or a plan with a template.
pub(crate) fn use_template(desk: &Desk, request: UseTemplateRequest) -> Outcome<UsedTemplateView> {
    let template: Phrase = desk.open()?.store.get(request.template)?;
    let (counts, changes) = match request.contact {
        Some(contact) => {
            let typing = typing_in(desk, contact)?;
            desk.transact(&did(Verb::Changed, Kind::Contact), |tx| {
                begin_contact(tx, &template, contact, &typing)
            })?
        }
        None => desk.transact(&did(Verb::Added, Kind::Goal), |tx| {
            begin_plan(tx, &template, request.person)
        })?,
    };
    Ok(UsedTemplateView {
        put: counts.put,
        left: counts.left,
        saved_at: changes.at,
    })
}

/// Fields of a contact that somebody is writing in: those words are in no record yet.
fn typing_in(desk: &Desk, contact: ContactId) -> Outcome<BTreeSet<String>> {
    let beginning = format!("contact/{}/", contact.0);
    let drafts = desk.open()?.store.drafts()?;
    Ok(drafts
        .into_iter()
        .filter(|draft| !draft.text.trim().is_empty())
        .filter_map(|draft| draft.key.strip_prefix(&beginning).map(str::to_owned))
        .collect())
}

fn begin_contact(
    tx: &mut Tx<'_>,
    template: &Phrase,
    id: ContactId,
    typing: &BTreeSet<String>,
) -> alongside_store::Result<Put> {
    let mut contact: Contact = tx.get(id)?;
    let person: Person = tx.get(contact.person)?;
    let mut counts = Put::default();
    for (field, words) in template::contact(&template.parts, person.called()) {
        let known = match field {
            "note" => &mut contact.note,
            "agreed_next" => &mut contact.agreed_next,
            _ => &mut contact.worker_note,
        };
        if known.is_blank() && !typing.contains(field) {
            *known = words.into();
            counts.put += 1;
        } else {
            counts.left += 1;
        }
    }
    tx.put(&contact)?;
    Ok(counts)
}

fn begin_plan(tx: &mut Tx<'_>, template: &Phrase, id: PersonId) -> alongside_store::Result<Put> {
    let person: Person = tx.get(id)?;
    let goals: Vec<Goal> = tx.of_person(id)?;
    let steps: Vec<Step> = tx.of_person(id)?;
    let actions: Vec<Action> = tx.of_person(id)?;
    let mut next = goals
        .iter()
        .filter_map(|goal| goal.position)
        .max()
        .map_or(0, |last| last + 1);
    let mut counts = Put::default();
    for begun in template::plan(&template.parts, person.called()) {
        let known = goals.iter().find(|goal| same(&goal.words.0, &begun.words));
        let goal = match known {
            _ if begun.words.is_empty() => None,
            Some(known) => {
                counts.left += 1;
                Some(known.id)
            }
            None => {
                let goal = Goal {
                    person: id,
                    words: begun.words.as_str().into(),
                    status: Some(Status::Planned),
                    position: Some(next),
                    ..Goal::blank(GoalId(tx.new_id()))
                };
                next += 1;
                tx.add(&goal)?;
                counts.put += 1;
                Some(goal.id)
            }
        };
        begin_under(tx, id, goal, begun, (&steps, &actions), &mut counts)?;
    }
    Ok(counts)
}

/// Steps and actions of a goal, after those that are there.
fn begin_under(
    tx: &mut Tx<'_>,
    person: PersonId,
    goal: Option<GoalId>,
    begun: GoalToBegin,
    (steps, actions): (&[Step], &[Action]),
    counts: &mut Put,
) -> alongside_store::Result<()> {
    let after = |last: Option<i64>| last.map_or(0, |last| last + 1);
    if let Some(goal) = goal {
        let there: Vec<&Step> = steps.iter().filter(|step| step.goal == goal).collect();
        let mut next = after(there.iter().filter_map(|step| step.position).max());
        for words in begun.steps {
            if there.iter().any(|step| same(&step.words.0, &words)) {
                counts.left += 1;
                continue;
            }
            tx.add(&Step {
                person,
                goal,
                words: words.into(),
                status: Some(Status::Planned),
                position: Some(next),
                ..Step::blank(StepId(tx.new_id()))
            })?;
            next += 1;
            counts.put += 1;
        }
    }
    let there: Vec<&Action> = actions.iter().filter(|one| one.goal == goal).collect();
    let mut next = after(there.iter().filter_map(|one| one.position).max());
    for (who, what) in begun.actions {
        if there.iter().any(|one| same(&one.what.0, &what)) {
            counts.left += 1;
            continue;
        }
        tx.add(&Action {
            person,
            goal,
            what: what.into(),
            who: Some(who),
            status: Some(Status::Planned),
            position: Some(next),
            ..Action::blank(ActionId(tx.new_id()))
        })?;
        next += 1;
        counts.put += 1;
    }
    Ok(())
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Adds the templates to begin with, as the worker's own; what has the name of one is not added again.
pub(crate) fn begin_templates(desk: &Desk, _: Nothing) -> Outcome<SavedView> {
    let known: BTreeMap<(String, Option<PhraseFor>), PhraseId> = desk
        .open()?
        .store
        .all::<Phrase>()?
        .into_iter()
        .map(|phrase| ((phrase.name.0, phrase.what_for), phrase.id))
        .collect();
    let starters = starters()?;
    let ((), changes) = desk.transact(&did(Verb::Added, Kind::Phrase), |tx| {
        for starter in starters {
            if known.contains_key(&(starter.name.clone(), Some(starter.what_for))) {
                continue;
            }
            tx.add(&Phrase {
                name: starter.name.into(),
                what_for: Some(starter.what_for),
                parts: starter.parts,
                ..Phrase::blank(PhraseId(tx.new_id()))
            })?;
        }
        Ok(())
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

/// Makes ready words the team's, or one's own again. Whose they are is told by the space they stand in, so they are written there anew
/// and the earlier go to the bin: one change, one undo.
pub(crate) fn share_phrase(desk: &Desk, request: SharePhraseRequest) -> Outcome<AddedView> {
    let (id, changes) = desk.transact(&did(Verb::Changed, Kind::Phrase), |tx| {
        let known: Phrase = tx.get(request.id)?;
        if known.for_team == request.for_team {
            return Ok(known.id);
        }
        let id = PhraseId(tx.new_id());
        tx.archive(Kind::Phrase, known.id.0, true)?;
        tx.add(&Phrase {
            id,
            for_team: request.for_team,
            ..known
        })?;
        Ok(id)
    })?;
    Ok(AddedView {
        id: id.0,
        saved_at: changes.at,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::starters;
    use alongside_domain::codes::PhraseFor;
    use alongside_domain::template::{OF_A_CONTACT, OF_A_PLAN};

    #[test]
    fn every_part_of_a_starter_fills_a_field_there_is() {
        let starters = starters().unwrap();
        assert!(starters.len() > 4);
        for starter in starters {
            let fields: &[&str] = match starter.what_for {
                PhraseFor::Contact => &OF_A_CONTACT,
                PhraseFor::Plan => &OF_A_PLAN,
                other => panic!("{other:?} has no fields to fill"),
            };
            for part in starter.parts {
                assert!(
                    fields.contains(&part.field.as_str()),
                    "{}: {}",
                    starter.name,
                    part.field
                );
                assert!(!part.words.trim().is_empty(), "{}", starter.name);
            }
        }
    }
}
