//! The team: how things stand with the other laptops, who belongs, joining, differences, erasing.

use alongside_domain::Kind;
use alongside_domain::ids::PersonId;
use alongside_domain::value::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// How things stand, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SyncStanding")]
pub enum Standing {
    /// This laptop works alone.
    Alone,
    /// The server has acknowledged every change made here.
    Synced,
    /// Something is on its way.
    Working,
    /// There is no connection. Nothing is wrong with that.
    Offline,
    /// Somebody must do something: see `trouble`.
    NeedsYou,
}

/// What is the matter. Closed: the interface words each and says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncTrouble {
    /// No network, or nobody there.
    Unreachable,
    /// Something else answers in the server's place: a log-in page.
    NotOurs,
    /// The server's certificate is not to be trusted.
    BadCertificate,
    /// The server is not well.
    Unwell,
    /// The server has less than it had: it was restored from a backup. It can be sent again.
    ServerOlder,
    /// The server has nothing of the team: it was emptied, or is another machine. A lead can set the team up again.
    ServerEmpty,
    /// The server has another history than the one that was seen.
    OtherHistory,
    /// Something that a colleague's laptop sent is missing.
    Missing,
    /// Something on the server was not made by who it says.
    Forged,
    /// This laptop was taken out of the team.
    Revoked,
    /// The team is suspended by who runs the server.
    Suspended,
    /// The team's room on the server is used up.
    Full,
    /// This version is too old for the server or for what colleagues sent.
    TooOldHere,
    /// The server is too old for this version.
    TooOldThere,
    /// This laptop's own file cannot be written now.
    Disk,
    /// Who works here may not write what was written.
    NotAllowed,
    /// The server does not know the team.
    UnknownTeam,
}

/// How far a laptop that has just joined has filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LoadingView {
    /// So much is here.
    pub done: u64,
    /// Of so much.
    pub of: u64,
}

/// How things stand between this laptop and the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncView {
    /// In one word.
    pub standing: Standing,
    /// Changes made here that the server has not acknowledged.
    pub unsent: u32,
    /// When the oldest of them was made.
    pub oldest_unsent: Option<Moment>,
    /// When everything was last known to be the same here and there.
    pub synced_at: Option<Moment>,
    /// Set while a laptop that joined is filling.
    pub loading: Option<LoadingView>,
    /// Whether this laptop is new and still reads who wrote what, and when: what is in records is here, not all of their history.
    pub history_arriving: bool,
    /// What is the matter, if anything.
    pub trouble: Option<SyncTrouble>,
    /// By how many minutes this laptop's clock is ahead of the server's; 0 if it is near enough.
    pub clock_minutes_ahead: i64,
    /// Differences to look at.
    pub differences: u32,
}

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoleCode {
    /// Everything, and who belongs to the team.
    Lead,
    /// People, plans, the directory.
    LinkWorker,
    /// The directory and the drop-in only.
    Volunteer,
    /// Reads; changes nothing.
    ReadOnly,
}

/// A laptop of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LaptopView {
    /// Its id, to name it in a request.
    pub id: String,
    /// What it is called; empty if nothing.
    pub name: String,
    /// Whether it is this one.
    pub is_this: bool,
    /// When something written on it was last received.
    pub last_heard: Option<Moment>,
    /// Whether it was taken out of the team.
    pub is_revoked: bool,
    /// Whether it is no laptop but a recovery code on paper, which can let in a laptop of its member.
    pub is_paper: bool,
    /// Whether its member's own key was given to it: their reflections can be read on it.
    pub has_own: bool,
}

/// Whether the recovery code of this vault can bring back who works here, if the laptop is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryState {
    /// Not before it is typed: it is kept nowhere on this laptop.
    No,
    /// As soon as the server has what it needs.
    OnItsWay,
    /// It can.
    Ready,
}

/// A member of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MemberView {
    /// Its id, to name them in a request.
    pub id: String,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: RoleCode,
    /// Whether it is who works here.
    pub is_me: bool,
    /// Whether they still belong.
    pub is_here: bool,
    /// Their laptops.
    pub laptops: Vec<LaptopView>,
}

/// The team; nothing while this laptop works alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TeamView {
    /// Its name.
    pub name: String,
    /// The server's address.
    pub server: String,
    /// What the one who works here may do.
    pub my_role: RoleCode,
    /// Who belongs, and who did.
    pub members: Vec<MemberView>,
    /// Whether the recovery code can bring back who works here.
    pub recovery: RecoveryState,
    /// Whether the reflections of who works here can be read on this laptop.
    pub reads_own: bool,
    /// Whether this laptop was taken out of the team: it may ask to be let in again, and brings what was written on it since.
    pub is_out: bool,
}

/// Asks to make a team.
#[derive(Deserialize, TS)]
pub struct MakeTeamRequest {
    /// The server's address, as typed.
    pub server: String,
    /// The code that who runs the server gave.
    pub sign_up_code: String,
    /// What the team is called.
    pub name: String,
    /// What this laptop is called.
    pub laptop: String,
}

/// Sets the team up again on a server that has nothing of it.
#[derive(Deserialize, TS)]
pub struct SetUpAgainRequest {
    /// The code that who runs the server gave.
    pub sign_up_code: String,
}

/// The team's server has another address.
#[derive(Deserialize, TS)]
pub struct ServerRequest {
    /// The address, as typed.
    pub server: String,
}

/// Asks for an invitation.
#[derive(Deserialize, TS)]
pub struct InviteRequest {
    /// As what they will join.
    pub role: RoleCode,
    /// The member who is let in again, or to whom another laptop is given; nothing for somebody new.
    pub member: Option<String>,
}

/// Where an invitation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum InvitationState {
    /// Nobody has used it yet.
    Waiting,
    /// Somebody has, and asks to be let in.
    Asking {
        /// The name they gave.
        name: String,
        /// What their laptop is called.
        laptop: String,
        /// Digits that both screens show, for those who want to compare.
        safety: String,
    },
    /// They are in.
    Joined,
    /// Its time is over.
    Expired,
    /// It was used with a wrong code, or broken off. Make another.
    Spoiled,
}

/// An invitation to read out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct InvitationView {
    /// The code: `4821-K7QM2-9TXP4`.
    pub code: String,
    /// As what they will join.
    pub role: RoleCode,
    /// Until when it can be used.
    pub until: Moment,
    /// Where it stands.
    pub state: InvitationState,
}

/// What is answered to who asks to be let in.
#[derive(Deserialize, TS)]
pub struct AnswerInvitationRequest {
    /// Yes or no.
    pub admit: bool,
}

/// Asks to join a team, for the first time or again.
#[derive(Deserialize, TS)]
pub struct JoinTeamRequest {
    /// The server's address, as typed.
    pub server: String,
    /// The invitation's code, as typed.
    pub code: String,
    /// What this laptop is called.
    pub laptop: String,
}

/// Asks to come back to a team after every laptop was lost.
#[derive(Deserialize, TS)]
pub struct ComeBackRequest {
    /// The server's address, as typed.
    pub server: String,
    /// The recovery code of a lost laptop, as typed.
    pub code: String,
    /// What this laptop is called.
    pub laptop: String,
}

/// How joining goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum JoiningView {
    /// Nothing is under way.
    Nothing,
    /// Talking to the other laptop.
    Asking,
    /// Waiting to be let in.
    Waiting {
        /// Digits that both screens show.
        safety: String,
    },
    /// In.
    Joined,
    /// The code is wrong, used up or too old.
    WrongCode,
    /// This laptop was in a team, and the code is for another, or for another member.
    NotTheirs,
    /// They said no.
    Refused,
    /// Coming back by a recovery code: the team's list is being read.
    ComingBack,
    /// Back: this laptop is theirs.
    CameBack,
    /// The server keeps nothing for that recovery code.
    UnknownCode,
    /// The recovery code was taken out of the team, or used before.
    EndedCode,
    /// The line failed; try again.
    Failed {
        /// What is the matter.
        trouble: SyncTrouble,
    },
}

/// Names a member.
#[derive(Deserialize, TS)]
pub struct MemberRequest {
    /// Its id.
    pub member: String,
}

/// Asks to change what a member may do.
#[derive(Deserialize, TS)]
pub struct ChangeRoleRequest {
    /// The member's id.
    pub member: String,
    /// What they may do from now on.
    pub role: RoleCode,
}

/// Names a laptop.
#[derive(Deserialize, TS)]
pub struct LaptopRequest {
    /// Its id.
    pub laptop: String,
}

/// Digits to compare with a colleague's screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SafetyNumberView {
    /// Twelve groups of five digits.
    pub groups: Vec<String>,
}

/// What moved, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Moved {
    /// Changes of this laptop were acknowledged by the server.
    Sent {
        /// How many.
        changes: u32,
    },
    /// Changes of a colleague, or of another laptop, arrived.
    Received {
        /// How many.
        changes: u32,
        /// Who wrote them.
        by: String,
    },
    /// The connection came back.
    Connected,
    /// The connection went.
    Disconnected,
    /// Something is the matter, in the word of its code.
    Trouble {
        /// The code of a `SyncTrouble`.
        code: String,
    },
    /// Members or laptops changed.
    Roster,
    /// A file was read from a stick.
    StickRead {
        /// Changes that were new.
        changes: u32,
    },
    /// A file was written to a stick.
    StickWritten,
    /// A person is shared with another organisation from now on, or another's with this one.
    SharingBegan,
    /// Sharing a person was ended here.
    SharingEnded,
}

/// A line of the activity page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ActivityLine {
    /// When.
    pub at: Moment,
    /// What.
    pub what: Moved,
}

/// What of one record, or of something the team shares, has not reached the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WaitingLine {
    /// Of what.
    pub of: WaitingOf,
    /// How many changes.
    pub changes: u32,
    /// When the oldest was written.
    pub since: Option<Moment>,
}

/// Where changes wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum WaitingOf {
    /// A person's record.
    Person {
        /// Whose.
        person: PersonId,
        /// What they are called.
        name: String,
    },
    /// The directory.
    Directory,
    /// Who belongs to the team, and its laptops.
    Team,
    /// The member's own reflections.
    Private,
}

/// One of two values that people gave to one field without knowing of each other.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SideView {
    /// The value.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
    /// Who wrote it.
    pub by: String,
    /// When they wrote it, on their laptop's clock.
    pub at: Moment,
    /// On which laptop; empty if it has no name.
    pub laptop: String,
}

/// A difference to look at.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DifferenceView {
    /// Names it in a request.
    pub key: String,
    /// The kind of record.
    pub kind: Kind,
    /// The record.
    #[ts(type = "string")]
    pub record: Uuid,
    /// Whose record it is.
    pub person: Option<PersonId>,
    /// What to call that person.
    pub person_name: String,
    /// What the record is called.
    pub title: String,
    /// Which field; `archived` when one put it in the bin while the other wrote in it.
    pub field: String,
    /// What the record holds now.
    pub now: SideView,
    /// What somebody else wrote.
    pub other: SideView,
}

/// What is to become of a difference.
#[derive(Deserialize, TS)]
#[serde(tag = "keep", rename_all = "snake_case")]
pub enum Keep {
    /// What the record holds now.
    Now,
    /// The other.
    Other,
    /// Something else.
    Third {
        /// The value.
        #[ts(type = "unknown")]
        value: serde_json::Value,
    },
}

/// Settles a difference.
#[derive(Deserialize, TS)]
pub struct SettleRequest {
    /// Which.
    pub key: String,
    /// How.
    pub keep: Keep,
}

/// What came from a stick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StickView {
    /// Whether a file was chosen.
    pub was_read: bool,
    /// Changes in it.
    pub changes: u32,
    /// Of which so many were new here.
    pub new: u32,
}

/// Asks to erase a person for ever.
#[derive(Deserialize, TS)]
pub struct ErasePersonRequest {
    /// Who.
    pub person: PersonId,
    /// Why, for the receipt: at their request, the time to keep records is over, ...
    pub why: String,
}

/// That a person was erased: what can be shown to whoever asks, without naming them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ErasureView {
    /// The receipt's number.
    pub number: String,
    /// When.
    pub at: Moment,
    /// Who did it.
    pub by: String,
    /// Why.
    pub why: String,
    /// Records that were erased here.
    pub records: u32,
    /// Backups on this laptop from which they were taken.
    pub backups: u32,
    /// Whether the server has confirmed it; always true while this laptop works alone.
    pub is_confirmed: bool,
    /// Laptops of the team that have not said yet that it is gone from them.
    pub laptops_to_hear_from: u32,
}
