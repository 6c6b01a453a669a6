//! Records of any kind: adding, changing one field, the bin, history, undo.

use alongside_domain::{Kind, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use uuid::Uuid;

/// Adds a record.
#[derive(Deserialize, TS)]
pub struct AddRequest {
    /// Of which kind.
    pub kind: Kind,
    /// Its fields by name; what is left out stays blank.
    #[ts(type = "Record<string, unknown>")]
    pub fields: BTreeMap<String, serde_json::Value>,
}

/// A record was added.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AddedView {
    /// Its id.
    #[ts(type = "string")]
    pub id: Uuid,
    /// When it was durably saved.
    pub saved_at: Moment,
}

/// Changes one field.
#[derive(Deserialize, TS)]
pub struct EditRequest {
    /// Of which kind of record.
    pub kind: Kind,
    /// Its id.
    #[ts(type = "string")]
    pub id: Uuid,
    /// The field's name.
    pub field: String,
    /// Its new value; null for nothing.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
}

/// Changes several fields at once: one change, one undo (a practice's code, name and address; done, and when).
#[derive(Deserialize, TS)]
pub struct EditFieldsRequest {
    /// Of which kind of record.
    pub kind: Kind,
    /// Its id.
    #[ts(type = "string")]
    pub id: Uuid,
    /// The new values by field name.
    #[ts(type = "Record<string, unknown>")]
    pub fields: BTreeMap<String, serde_json::Value>,
}

/// It is durably saved.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct SavedView {
    /// When.
    pub saved_at: Moment,
}

/// Names a record.
#[derive(Deserialize, TS)]
pub struct RecordRequest {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    #[ts(type = "string")]
    pub id: Uuid,
}

/// What somebody did, named so that it can be shown: "Undo: changed *what matters*".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Added a record.
    Added,
    /// Changed a field.
    Changed,
    /// Put in the bin.
    Archived,
    /// Took out of the bin.
    Restored,
    /// Connected someone to a service.
    Connected,
    /// Wrote what became of a connection.
    FollowedUp,
    /// Checked a service.
    Checked,
    /// Took in a referral.
    Referred,
    /// Joined two records of one person.
    Joined,
    /// Took two joined records apart.
    TakenApart,
    /// Imported a directory file.
    Imported,
    /// Filled the example vault.
    Example,
}

/// What somebody did, to what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Did {
    /// What.
    pub verb: Verb,
    /// To which kind of record.
    pub kind: Option<Kind>,
    /// To which field.
    pub field: Option<String>,
}

/// What can be undone and redone now.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct UndoView {
    /// What `undo` would undo next.
    pub undo: Option<Did>,
    /// What `redo` would do again.
    pub redo: Option<Did>,
    /// What this call undid or redid.
    pub done: Option<Did>,
}

/// One change in the history of a record, newest first.
#[derive(Clone, Serialize, TS)]
pub struct ChangeView {
    /// When it was written.
    pub at: Moment,
    /// Who wrote it.
    pub by: String,
    /// What they did.
    pub did: Did,
    /// Which field.
    pub field: String,
    /// What it said before.
    #[ts(type = "unknown")]
    pub before: serde_json::Value,
    /// What it said after.
    #[ts(type = "unknown")]
    pub after: serde_json::Value,
}

/// Something in the bin.
#[derive(Clone, Serialize, TS)]
pub struct BinLine {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    #[ts(type = "string")]
    pub id: Uuid,
    /// What it was.
    pub title: String,
    /// Whose it was, by name; empty for the directory.
    pub person: String,
    /// When it was put there.
    pub archived: Moment,
}

/// Sent after every change, so that what shows it is drawn again.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ChangedEvent {
    /// Kinds of record that changed.
    pub kinds: Vec<Kind>,
}
