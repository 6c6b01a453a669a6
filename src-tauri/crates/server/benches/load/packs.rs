//! Packs handed to the rules and the database, without HTTP.

use crate::Scale;
use crate::support::NOW;
use crate::teams::{Team, is_placed, next_push};
use crate::times::Times;
use alongside_protocol::Route;
use alongside_server::{Core, Request};
use std::time::Instant;

pub(crate) fn measure(core: &Core, teams: &mut [Team], scale: &Scale) -> Times {
    Times::of(
        teams,
        scale,
        || (),
        |(), laptop| {
            let body = next_push(laptop);
            let route = Route::Push(laptop.team);
            let signed = Some(laptop.signed(&route, &body, NOW));
            let request = Request {
                route,
                signed,
                body: &body,
            };
            let began = Instant::now();
            let reply = core.handle(&request, NOW);
            let took = began.elapsed();
            is_placed(&reply.answer.unwrap());
            took
        },
    )
}
