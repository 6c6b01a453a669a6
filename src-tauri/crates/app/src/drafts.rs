//! What is being typed: kept every moment, so that a lock, a crash or an empty battery loses nothing.

use crate::api::records::SavedView;
use crate::api::session::{DraftRequest, DraftView, Nothing, Resume, SaveDraftRequest};
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::session::PLACE;

/// Keeps what is being typed, and where.
pub(crate) fn save_draft(desk: &Desk, request: SaveDraftRequest) -> Outcome<SavedView> {
    let open = desk.open()?;
    desk.touch();
    let saved_at =
        open.store
            .save_draft(&request.key, &request.text, request.cursor, &request.route)?;
    remember(
        desk,
        &Resume {
            route: request.route,
            field: request.key,
            cursor: request.cursor,
        },
    )?;
    Ok(SavedView { saved_at })
}

/// Everything that was being typed.
pub(crate) fn drafts(desk: &Desk, _: Nothing) -> Outcome<Vec<DraftView>> {
    let drafts = desk.open()?.store.drafts()?;
    Ok(drafts
        .into_iter()
        .map(|draft| DraftView {
            key: draft.key,
            text: draft.text,
            cursor: draft.cursor,
            route: draft.route,
            saved_at: draft.saved_at,
        })
        .collect())
}

/// Lets a draft go.
pub(crate) fn discard_draft(desk: &Desk, request: DraftRequest) -> Outcome<Nothing> {
    desk.open()?.store.discard_draft(&request.key)?;
    Ok(Nothing {})
}

/// Notes where the link worker is, to come back to.
pub(crate) fn remember_place(desk: &Desk, request: Resume) -> Outcome<Nothing> {
    remember(desk, &request)?;
    Ok(Nothing {})
}

fn remember(desk: &Desk, place: &Resume) -> Outcome<()> {
    let text = serde_json::to_string(place).unwrap_or_default();
    desk.open()?.store.remember(PLACE, &text)?;
    Ok(())
}
