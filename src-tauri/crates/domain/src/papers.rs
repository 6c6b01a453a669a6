//! Papers and ready words: what is attached to a person, and what a worker does not write twice.

use crate::codes::PhraseFor;
use crate::ids::{AttachmentId, AttachmentPieceId, PersonId, PhraseId};
use crate::record::{Belongs, SpaceOf, belongs_to_person, record};
use crate::value::{Bytes, Moment, Text};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

record! {
    /// A photograph or paper attached to a person. The bytes stand in encrypted chunks of their own; this says what they are.
    Attachment(AttachmentId) in "attachments" {
        /// Whose.
        1 person: PersonId,
        /// The file's name.
        2 name: Text,
        /// Its media type, as told from its bytes.
        3 media_type: Text,
        /// Its size in bytes.
        4 size: Option<i64>,
        /// SHA-256 of its bytes, in hexadecimal.
        5 digest: Text,
        /// How many chunks there are.
        6 chunks: Option<i64>,
        /// A small picture of it: PNG in base64, or empty.
        7 thumbnail: Text,
        /// What it is, in words.
        8 note: Text,
        /// Who added it.
        9 author: Text,
        /// When it was added.
        10 written_at: Option<Moment>,
    }
}
belongs_to_person!(Attachment, name, note);

record! {
    /// A piece of a paper's bytes. Each is a change of its own, so that a large paper travels in small steps; a paper is whole on a
    /// laptop when all of its pieces are there and come to its digest.
    AttachmentPiece(AttachmentPieceId) in "attachment_pieces" {
        /// Whose.
        1 person: PersonId,
        /// Of which paper.
        2 attachment: AttachmentId,
        /// Its place among the pieces, from nought.
        3 position: Option<i64>,
        /// The bytes.
        4 bytes: Bytes,
    }
}
belongs_to_person!(AttachmentPiece);

/// A part of a template: which field it fills, with which words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PhrasePart {
    /// The field's name: `note`, `agreed_next`, `goal`.
    pub field: String,
    /// What is put there.
    pub words: String,
}

record! {
    /// Ready words: a quick phrase, or a template for a contact, a plan or a letter.
    Phrase(PhraseId) in "phrases" {
        /// What it is called, and by what a phrase is typed.
        1 name: Text,
        /// What it is for.
        2 what_for: Option<PhraseFor>,
        /// The words of a phrase.
        3 words: Text,
        /// The parts of a template.
        4 parts: Vec<PhrasePart>,
        /// The team's; otherwise the worker's own. Said when it is made, and not changed.
        5 for_team: bool,
    }
}

impl Belongs for Phrase {
    fn space_of(&self) -> SpaceOf {
        if self.for_team {
            SpaceOf::Team
        } else {
            SpaceOf::Private
        }
    }
}
