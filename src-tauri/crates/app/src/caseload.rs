//! An honest caseload. Its arithmetic is the domain's (`alongside_domain::caseload`), its counting the store's.

use crate::api::caseload::{ColleagueCarries, MyCaseloadRequest, MyCaseloadView};
use crate::api::session::Nothing;
use crate::desk::Desk;
use crate::failure::Outcome;
use alongside_domain::caseload::{load, projection, room};
use alongside_domain::learning::year_of;

/// What one carries oneself, and what happens if more come.
pub(crate) fn my_caseload(desk: &Desk, request: MyCaseloadRequest) -> Outcome<MyCaseloadView> {
    let today = desk.clock.today();
    let open = desk.open()?;
    let worker = open.store.worker();
    let mine = open
        .store
        .caseloads(today)?
        .remove(&worker)
        .unwrap_or_default();
    let room = room(mine.agreed.as_ref(), mine.carried.away_this_year);
    Ok(MyCaseloadView {
        worker,
        year_from: year_of(today).0,
        load: load(&mine.carried, &room),
        projection: projection(&mine.carried, &room, request.more.min(1000)),
        carried: mine.carried,
        waiting: mine.waiting,
        pause: open.store.referral_pause(today)?,
        agreed: mine.agreed,
        room,
    })
}

/// What each of the team carries, by name. It is the same for everybody who may see people at all.
pub(crate) fn team_caseloads(desk: &Desk, _: Nothing) -> Outcome<Vec<ColleagueCarries>> {
    let carried = desk.open()?.store.caseloads(desk.clock.today())?;
    Ok(carried
        .into_iter()
        .map(|(worker, one)| {
            let counted = one.carried;
            let agreed = one.agreed.unwrap_or_default();
            ColleagueCarries {
                worker,
                open: counted.light + counted.usual + counted.intensive,
                waiting: one.waiting,
                met_this_year: counted.met_this_year,
                open_at_once: agreed.open_at_once,
                in_a_year: agreed.in_a_year,
                hours_a_week: agreed.hours_a_week,
                told_on: agreed.told_on,
                told_words: agreed.told_words.0,
            }
        })
        .collect())
}
