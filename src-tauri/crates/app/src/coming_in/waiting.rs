//! Who waits, in an order that anybody can follow, and the letter that tells referrers how long it is.

use crate::api::coming_in::{
    LetterRequest, SoonBecause, WaitingListRequest, WaitingListView, WaitingOrder, WaitsView,
};
use crate::api::error::{AppError, ErrorCode};
use crate::api::people::StandingCounts;
use crate::api::session::SavedPaperView;
use crate::copies;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::people::line_of;
use alongside_documents::pdf;
use alongside_domain::codes::Urgency;
use alongside_store::waiting::Waits;
use chrono::NaiveDate;
use std::cmp::Reverse;

/// The waiting list.
pub(crate) fn waiting_list(desk: &Desk, request: WaitingListRequest) -> Outcome<WaitingListView> {
    let today = desk.clock.today();
    let list = desk.open()?.store.waiting_list(today)?;
    let mut waits: Vec<WaitsView> = list
        .waits
        .into_iter()
        .map(|waits| view(waits, today))
        .collect();
    let mut days: Vec<i64> = waits.iter().map(|waits| waits.days).collect();
    days.sort_unstable();
    match request.order {
        WaitingOrder::Wait => waits.sort_by_key(|waits| Reverse(waits.days)),
        WaitingOrder::Need => {
            waits.sort_by_key(|waits| Reverse((waits.urgency, waits.needs, waits.days)));
        }
        WaitingOrder::Soon => {
            waits.sort_by_key(|waits| Reverse((waits.because.len(), waits.days)));
        }
    }
    Ok(WaitingListView {
        longest_days: days.last().copied(),
        middle_days: days.get(days.len() / 2).copied(),
        waits,
        counts: StandingCounts {
            all: list.counts.all,
            open: list.counts.open,
            waiting: list.counts.waiting,
            paused: list.counts.paused,
            closed: list.counts.closed,
        },
        referrals: list.referrals,
        pause: list.pause,
    })
}

fn view(waits: Waits, today: NaiveDate) -> WaitsView {
    let urgency = waits
        .referral
        .as_ref()
        .and_then(|referral| referral.urgency);
    let said = waits
        .episode
        .as_ref()
        .is_some_and(|episode| episode.see_soon);
    let adjustments = waits.person.interpreter
        || waits
            .circumstances
            .as_ref()
            .is_some_and(|circumstances| circumstances.adjustments_needed);
    let because = [
        (said, SoonBecause::Said),
        (urgency == Some(Urgency::Urgent), SoonBecause::Urgent),
        (urgency == Some(Urgency::Soon), SoonBecause::Soon),
        (waits.safeguarding > 0, SoonBecause::Safeguarding),
        (waits.risks > 0, SoonBecause::Risk),
        (waits.person.is_carer, SoonBecause::Carer),
        (adjustments, SoonBecause::Adjustments),
    ];
    let phone = waits
        .person
        .reach
        .iter()
        .find(|reach| matches!(reach.kind.as_str(), "phone" | "mobile"))
        .map(|reach| reach.value.clone())
        .unwrap_or_default();
    WaitsView {
        days: waits
            .since
            .map_or(0, |since| (today - since).num_days().max(0)),
        since: waits.since,
        person: line_of(waits.row, today),
        episode: waits.episode,
        referral: waits.referral,
        urgency,
        needs: waits.needs,
        because: because
            .into_iter()
            .filter_map(|(is_so, because)| is_so.then_some(because))
            .collect(),
        phone,
    }
}

/// A letter as it was written on the screen, where the worker says.
pub(crate) fn save_letter(desk: &Desk, request: LetterRequest) -> Outcome<SavedPaperView> {
    let today = desk.clock.today();
    let worker = desk.open()?.store.worker();
    let table = request.table.map(|table| pdf::LetterTable {
        headings: table.headings,
        rows: table.rows,
        below: table.below,
    });
    if table.as_ref().is_some_and(|table| !table.is_whole()) {
        return Err(AppError::new(ErrorCode::BadRequest));
    }
    let (title, words) = (&request.title, &request.words);
    let paper = pdf::letter(title, words, table.as_ref(), &worker, today)?;
    copies::save(desk, &format!("{}.pdf", request.title.trim()), &paper)
}
