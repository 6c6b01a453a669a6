//! Papers and photographs attached to a person: kept in the encrypted file in pieces, told by their bytes, opened only when asked.
//!
//! Each piece is a change of its own, small enough to travel alone; the record of the paper comes last, so that half a paper is never
//! shown where it was added. No other program is ever given one: a person puts it where they want it, or looks at it here.

use crate::api::error::{AppError, ErrorCode};
use crate::api::papers::{PaperRequest, PaperView, PictureView};
use crate::api::people::PersonRequest;
use crate::api::records::{AddedView, Did, Verb};
use crate::api::session::SavedFileView;
use crate::copies::save_file;
use crate::desk::{Desk, Open};
use crate::failure::Outcome;
use crate::hands::FileKind;
use alongside_documents::pictures::{media_type, picture};
use alongside_domain::ids::{AttachmentId, AttachmentPieceId, PersonId};
use alongside_domain::papers::{Attachment, AttachmentPiece};
use alongside_domain::person::Person;
use alongside_domain::value::Bytes;
use alongside_domain::{Kind, Record as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use std::cmp::Reverse;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The most that one paper may hold.
const MOST: u64 = 25 * 1024 * 1024;
/// The bytes of one piece, and so of one change.
const PIECE: usize = 256 * 1024;
/// The longest side of the small picture in a list, and of the one that is looked at.
const SMALL: u32 = 160;
const LARGE: u32 = 2000;

/// Whose papers there are, newest first.
pub(crate) fn papers(desk: &Desk, request: PersonRequest) -> Outcome<Vec<PaperView>> {
    let open = desk.open()?;
    let mut papers: Vec<Attachment> = open.store.of_person(request.id)?;
    papers.sort_by_key(|paper| Reverse((paper.written_at, paper.id)));
    papers
        .into_iter()
        .map(|paper| {
            let here = open.store.pieces_here(paper.id)?;
            Ok(PaperView {
                missing: paper.chunks.unwrap_or_default().saturating_sub(here).max(0),
                can_be_shown: matches!(paper.media_type.as_str(), "image/png" | "image/jpeg"),
                paper,
            })
        })
        .collect()
}

/// Attaches a paper that the person chooses; nothing if they thought better of it.
pub(crate) fn attach_paper(desk: &Desk, request: PersonRequest) -> Outcome<Option<AddedView>> {
    let open = desk.open()?;
    open.store.get::<Person>(request.id)?;
    let Some(path) = desk.hands.ask_for_file(FileKind::Paper) else {
        return Ok(None);
    };
    let bytes = read(&path)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    attach(desk, &open, request.id, &name, &bytes).map(Some)
}

/// A file, no larger than a paper may be, whatever its size was said to be.
fn read(path: &Path) -> Outcome<Vec<u8>> {
    let unreadable =
        |error: std::io::Error| AppError::with_detail(ErrorCode::FileUnreadable, error.kind());
    let mut bytes = Vec::new();
    File::open(path)
        .map_err(unreadable)?
        .take(MOST + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > MOST {
        return Err(AppError::new(ErrorCode::FileTooLarge));
    }
    if bytes.is_empty() {
        return Err(AppError::new(ErrorCode::FileUnreadable));
    }
    Ok(bytes)
}

fn did() -> Did {
    Did {
        verb: Verb::Added,
        kind: Some(Kind::Attachment),
        field: None,
    }
}

fn attach(
    desk: &Desk,
    open: &Open,
    person: PersonId,
    name: &str,
    bytes: &[u8],
) -> Outcome<AddedView> {
    let thumbnail = picture(bytes, SMALL).map(|png| STANDARD.encode(png));
    let piece_did = crate::desk::name_of(&did());
    let (id, _) = open
        .store
        .transact_apart(&piece_did, |tx| Ok(AttachmentId(tx.new_id())))?;
    let mut chunks = 0_i64;
    for part in bytes.chunks(PIECE) {
        open.store.transact_apart(&piece_did, |tx| {
            tx.put(&AttachmentPiece {
                person,
                attachment: id,
                position: Some(chunks),
                bytes: Bytes(part.to_vec()),
                ..AttachmentPiece::blank(AttachmentPieceId(tx.new_id()))
            })
        })?;
        chunks += 1;
    }
    let ((), changes) = desk.transact(&did(), |tx| {
        tx.put(&Attachment {
            person,
            name: name.chars().take(200).collect::<String>().into(),
            media_type: media_type(bytes).into(),
            size: i64::try_from(bytes.len()).ok(),
            digest: hex(&Sha256::digest(bytes)).into(),
            chunks: Some(chunks),
            thumbnail: thumbnail.unwrap_or_default().into(),
            author: tx.by().into(),
            written_at: Some(tx.now()),
            ..Attachment::blank(id)
        })
    })?;
    Ok(AddedView {
        id: id.0,
        saved_at: changes.at,
    })
}

/// The bytes of a paper, if all of them are here and are those that were attached.
fn whole(open: &Open, id: AttachmentId) -> Outcome<(Attachment, Vec<u8>)> {
    let paper: Attachment = open.store.get(id)?;
    let mut bytes = Vec::new();
    let mut next = 0;
    for piece in open.store.pieces(id)? {
        if piece.position == Some(next) && bytes.len() + piece.bytes.0.len() <= MOST as usize {
            bytes.extend_from_slice(&piece.bytes.0);
            next += 1;
        }
    }
    if hex(&Sha256::digest(&bytes)) != paper.digest.0 {
        let code = if next < paper.chunks.unwrap_or_default() {
            ErrorCode::NeedsConnection
        } else {
            ErrorCode::Damaged
        };
        return Err(AppError::new(code));
    }
    Ok((paper, bytes))
}

/// A picture to look at in the window.
pub(crate) fn look_at_paper(desk: &Desk, request: PaperRequest) -> Outcome<PictureView> {
    let (_, bytes) = whole(&*desk.open()?, request.id)?;
    let png = picture(&bytes, LARGE)
        .map_err(|error| AppError::with_detail(ErrorCode::UnknownFormat, error))?;
    Ok(PictureView {
        png: STANDARD.encode(png),
    })
}

/// Puts a paper where the person says, as it was attached.
pub(crate) fn save_paper(desk: &Desk, request: PaperRequest) -> Outcome<SavedFileView> {
    let (paper, bytes) = whole(&*desk.open()?, request.id)?;
    let ending = match paper.media_type.as_str() {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "application/pdf" => "pdf",
        _ => "",
    };
    let path = save_file(desk, FileKind::Paper, paper.name.as_str(), ending, &bytes)?;
    Ok(SavedFileView { path })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
