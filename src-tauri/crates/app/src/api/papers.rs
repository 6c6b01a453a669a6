//! Papers and photographs attached to a person.

use alongside_domain::ids::AttachmentId;
use alongside_domain::papers::Attachment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names a paper.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct PaperRequest {
    /// Id.
    pub id: AttachmentId,
}

/// A paper in a list.
#[derive(Clone, Serialize, TS)]
pub struct PaperView {
    /// What it is. Its bytes are not in it.
    pub paper: Attachment,
    /// Pieces that have not arrived on this laptop yet.
    pub missing: i64,
    /// It can be shown in the window; anything else is put where the person says and opened there.
    pub can_be_shown: bool,
}

/// A picture, drawn anew by this program.
#[derive(Clone, Serialize, TS)]
pub struct PictureView {
    /// PNG in base64.
    pub png: String,
}
