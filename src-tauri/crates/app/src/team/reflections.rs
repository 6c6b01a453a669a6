//! What a member thinks over for themselves, and how members are known to each other.
//!
//! Reflections stand in the member's own space, which nobody else's key opens. They are told here and by nothing else: what shows a
//! person, a day, a search or a paper is often looked at together with somebody, so it must never know of them.

use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_domain::team::{Colleague, Reflection};
use std::cmp::Reverse;

/// The member's own reflections, newest first; those without a day come last.
pub(crate) fn reflections(desk: &Desk, _: Nothing) -> Outcome<Vec<Reflection>> {
    let mut reflections = desk.open()?.store.all::<Reflection>()?;
    // Ids are in the order of writing, which decides within a day.
    reflections.sort_by_key(|reflection| Reverse((reflection.on, reflection.id)));
    Ok(reflections)
}

/// The members of the team, as they are known to each other.
pub(crate) fn colleagues(desk: &Desk, _: Nothing) -> Outcome<Vec<Colleague>> {
    Ok(desk.open()?.store.all::<Colleague>()?)
}
