//! Stories about a team's log on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

mod support;

use alongside_protocol::*;
use alongside_server::{Core, Rules, Signatures, Sqlite};
use std::sync::Arc;
use support::*;

fn core() -> Core {
    Core::new(
        Arc::new(Sqlite::in_memory().unwrap()),
        Arc::new(Signatures),
        Rules::default(),
    )
}

#[test]
fn what_amira_seals_reaches_tom_and_nobody_it_is_not_for() {
    let core = core();
    let mut people = People::join(&core, 1);
    let entry = people.amira.opening(space(1), TEAM);
    let pack = people.amira.pack(space(1), b"sealed by Amira");
    let reply = people.amira.push(&core, &[entry.clone(), pack.clone()]);
    assert_eq!(reply.refused, None);
    let items = people.tom.pull(&core);
    assert_eq!(items[0].shown, Shown::Whole(entry.clone()));
    assert_eq!(items[1].shown, Shown::Whole(pack.clone()));
    let items = people.vera.pull(&core);
    assert_eq!(items[0].shown, Shown::Hidden(entry.hash()));
    let items = people.amira.pull(&core);
    assert_eq!(items[0].shown, Shown::Whole(entry));
    assert_eq!(items[1].shown, Shown::Hidden(pack.hash()));
    assert_eq!(people.amira.head, people.vera.head);
}
