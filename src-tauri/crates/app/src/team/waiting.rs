//! What waits to be sent, record by record. The count at the top of the window says how much; this says of whom, so that a worker
//! who is about to hand a laptop in, or to meet a colleague, knows whose news has not gone out.

use crate::api::team::{WaitingLine, WaitingOf};
use crate::failure::Outcome;
use alongside_domain::SpaceOf;
use alongside_domain::person::Person;
use alongside_store::Store;

/// The oldest first; nothing while the laptop works alone.
pub(crate) fn lines(store: &Store) -> Outcome<Vec<WaitingLine>> {
    let mut lines = Vec::new();
    for state in store.spaces_state()? {
        let of = match state.of {
            SpaceOf::Person(person) => WaitingOf::Person {
                person,
                name: store
                    .find::<Person>(person)?
                    .map(|person| person.called().to_owned())
                    .unwrap_or_default(),
            },
            SpaceOf::Directory => WaitingOf::Directory,
            SpaceOf::Team => WaitingOf::Team,
            SpaceOf::Private => WaitingOf::Private,
        };
        lines.push(WaitingLine {
            of,
            changes: state.commits,
            since: state.oldest,
        });
    }
    Ok(lines)
}
