//! A referral that comes as a file, and the page that makes such files.
//!
//! A file is read into the form of a new referral: what it says is seen, put right and checked for somebody known before anything is
//! kept, and a file that is no referral changes nothing.

use crate::api::coming_in::{ReferralFileView, ReferralFormRequest};
use crate::api::error::{AppError, ErrorCode};
use crate::api::session::{Nothing, SavedFileView};
use crate::copies;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::hands::FileKind;
use alongside_documents::referral::{LARGEST, NotAReferral, read_referral, referral_form};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Asks for a file and says what it holds; nothing if the worker thought better of it.
pub(crate) fn read_referral_file(desk: &Desk, _: Nothing) -> Outcome<Option<ReferralFileView>> {
    let open = desk.open()?;
    let Some(path) = desk.hands.ask_for_file(FileKind::Referral) else {
        return Ok(None);
    };
    let bytes = bytes_of(&path)
        .map_err(|error| AppError::with_detail(ErrorCode::FileUnreadable, error.kind()))?;
    let mut file = read_referral(&bytes).map_err(|error| {
        let code = match error {
            NotAReferral::TooLarge => ErrorCode::FileTooLarge,
            NotAReferral::TooNew => ErrorCode::TooNew,
            NotAReferral::NotJson | NotAReferral::Other => ErrorCode::UnknownFormat,
        };
        AppError::with_detail(code, error)
    })?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    file.referral.source_file = name.as_str().into();
    let known = open.store.referral_from(&file.referral.source_id.0)?;
    Ok(Some(ReferralFileView {
        name,
        already: known.map(|referral| referral.person),
        person: file.person,
        referral: file.referral,
        left_out: file.left_out,
    }))
}

/// One byte more than the most, so that what is too large is seen to be.
fn bytes_of(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LARGEST as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes the page for practices, with the team's name on it.
pub(crate) fn save_referral_form(
    desk: &Desk,
    request: ReferralFormRequest,
) -> Outcome<SavedFileView> {
    desk.open()?;
    let page = referral_form(&request.team, &request.words, &request.email);
    let path = copies::save_file(
        desk,
        FileKind::Page,
        "Referral.html",
        "html",
        page.as_bytes(),
    )?;
    Ok(SavedFileView { path })
}
