//! Keeping the directory true: what to look at again and what came of it.

use crate::api::checking::{CheckedView, NoteCheckRequest, ToCheckView};
use crate::api::records::{Did, Verb};
use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::people::line_of;
use alongside_domain::codes::{Checked, ServiceStatus};
use alongside_domain::directory::ServiceCheck;
use alongside_domain::ids::ServiceCheckId;
use alongside_domain::{Kind, Record};

/// A calm week's worth.
const A_WEEK: u32 = 12;

/// Services to look at again this week.
pub(crate) fn services_to_check(desk: &Desk, _: Nothing) -> Outcome<Vec<ToCheckView>> {
    let rows = desk
        .open()?
        .store
        .services_to_check(desk.clock.today(), A_WEEK)?;
    Ok(rows
        .into_iter()
        .map(|row| ToCheckView {
            id: row.id,
            name: row.name,
            phone: row.phone,
            last: row.last,
            by: row.by,
            gone_since: row.gone_since,
            people: row.people,
            tried: row.tried,
        })
        .collect())
}

/// Writes down what came of looking. A service that has closed stays, marked so; everyone on their way to it is named.
pub(crate) fn note_check(desk: &Desk, request: NoteCheckRequest) -> Outcome<CheckedView> {
    let today = desk.clock.today();
    let did = Did {
        verb: Verb::Checked,
        kind: Some(Kind::Service),
        field: None,
    };
    let ((), changes) = desk.transact(&did, |tx| {
        // What was found at the door holds for every list that names the service.
        for mut service in tx.records_of_service(request.service)? {
            if request.found != Checked::NoAnswer {
                service.checked_on = Some(today);
                service.checked_by = tx.by().into();
            }
            if request.found == Checked::Closed {
                service.status = Some(ServiceStatus::Defunct);
            }
            tx.put(&service)?;
        }
        let mut check = ServiceCheck::blank(ServiceCheckId(tx.new_id()));
        check.service = request.service;
        check.found = Some(request.found);
        check.words = request.words.trim().into();
        check.on = Some(today);
        check.author = tx.by().into();
        check.written_at = Some(tx.now());
        tx.add(&check)
    })?;
    let people = if request.found == Checked::Closed {
        desk.open()?.store.service(request.service, today)?.people
    } else {
        Vec::new()
    };
    Ok(CheckedView {
        saved_at: changes.at,
        people: people.into_iter().map(|row| line_of(row, today)).collect(),
    })
}
