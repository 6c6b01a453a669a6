//! Going in alone and coming out again: who should be out by when, on this laptop.
//!
//! *Invariant:* for as long as somebody is in, the time by which they should be out stands in clear beside the vault, and nothing else
//! about it: no name, no place, no number. So a laptop that locks or is started again still says that a visit is past its time. Nobody
//! else is told by this; the screens say so.

use crate::api::diary::{ComeOutRequest, GoInRequest, OutView, StayRequest};
use crate::api::error::{AppError, ErrorCode};
use crate::api::records::{Did, SavedView, Verb};
use crate::api::session::Nothing;
use crate::desk::{Desk, Folders, Open};
use crate::failure::Outcome;
use alongside_domain::contact::Contact;
use alongside_domain::ids::ContactId;
use alongside_domain::person::Person;
use alongside_domain::{Kind, Moment};
use alongside_store::Tx;
use alongside_store::diary::Out;
use std::fs;
use std::path::PathBuf;

/// The longest that one visit may be said to last, in minutes: a day's work.
const LONGEST: i64 = 12 * 60;

/// Visits that have begun and are not said to be over.
pub(crate) fn out_alone(desk: &Desk, _: Nothing) -> Outcome<Vec<OutView>> {
    let open = desk.open()?;
    let now = desk.clock.now();
    Ok(open
        .store
        .out_alone(&open.store.worker())?
        .into_iter()
        .filter_map(|out| view(out, now))
        .collect())
}

fn view(out: Out, now: Moment) -> Option<OutView> {
    let Out { contact, person } = out;
    let out_by = contact.out_by?;
    Some(OutView {
        contact: contact.id,
        person: person.id,
        called: person.called().to_owned(),
        place: contact
            .place
            .some()
            .map_or_else(|| home(&person), str::to_owned),
        went_in_at: contact.went_in_at,
        out_by,
        buddy: contact.buddy.0,
        overdue: out_by <= now,
    })
}

fn home(person: &Person) -> String {
    let Some(address) = person.addresses.first() else {
        return String::new();
    };
    address
        .lines
        .iter()
        .map(String::as_str)
        .chain([address.postcode.as_str()])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Goes in.
pub(crate) fn go_in(desk: &Desk, request: GoInRequest) -> Outcome<SavedView> {
    let out_by = after(desk, request.minutes)?;
    change(desk, request.contact, "went_in_at", |contact, tx| {
        contact.went_in_at = Some(tx.now());
        contact.out_by = Some(out_by);
        contact.buddy = request.buddy.trim().into();
        contact.safe_at = None;
    })
}

/// Stays longer: so many minutes from now.
pub(crate) fn stay_longer(desk: &Desk, request: StayRequest) -> Outcome<SavedView> {
    let out_by = after(desk, request.minutes)?;
    change(desk, request.contact, "out_by", |contact, _| {
        contact.out_by = Some(out_by);
    })
}

/// Is out, and safe.
pub(crate) fn come_out(desk: &Desk, request: ComeOutRequest) -> Outcome<SavedView> {
    change(desk, request.contact, "safe_at", |contact, tx| {
        contact.safe_at = Some(tx.now());
    })
}

fn after(desk: &Desk, minutes: i64) -> Outcome<Moment> {
    if !(1..=LONGEST).contains(&minutes) {
        return Err(AppError {
            field: Some("minutes".to_owned()),
            ..AppError::new(ErrorCode::BadValue)
        });
    }
    Ok(Moment(desk.clock.now().0 + minutes * 60_000))
}

fn change(
    desk: &Desk,
    id: ContactId,
    field: &str,
    work: impl FnOnce(&mut Contact, &Tx<'_>),
) -> Outcome<SavedView> {
    let did = Did {
        verb: Verb::Changed,
        kind: Some(Kind::Contact),
        field: Some(field.to_owned()),
    };
    let ((), changes) = desk.transact(&did, |tx| {
        let mut contact: Contact = tx.get(id)?;
        work(&mut contact, tx);
        tx.put(&contact)
    })?;
    Ok(SavedView {
        saved_at: changes.at,
    })
}

fn file(folders: &Folders) -> PathBuf {
    folders.root().join("out-by")
}

/// The time by which somebody should be out, for a laptop that is locked.
pub(crate) fn known(folders: &Folders) -> Option<Moment> {
    fs::read_to_string(file(folders))
        .ok()?
        .trim()
        .parse()
        .ok()
        .map(Moment)
}

/// Writes the earliest such time beside the vault, or takes it away. What cannot be written is in the log: the records hold it still.
pub(crate) fn keep(folders: &Folders, open: &Open) {
    // The example people are out for nobody.
    if open.keys.is_none() {
        return;
    }
    let earliest = match open.store.out_alone(&open.store.worker()) {
        Ok(out) => out.iter().filter_map(|out| out.contact.out_by).min(),
        Err(error) => {
            tracing::warn!(%error, "who is out alone could not be read");
            return;
        }
    };
    let path = file(folders);
    let kept = match earliest {
        Some(moment) => fs::write(&path, moment.0.to_string()),
        None if path.exists() => fs::remove_file(&path),
        None => Ok(()),
    };
    if let Err(error) = kept {
        tracing::warn!(%error, "the time to be out by could not be kept");
    }
}
