//! What a device and the shared server say to one another: wire types, limits, rules and version.
//!
//! A team has one ordered **log**. An [`Entry`] of it is one of three things: a *roster entry* (who belongs to the team, signed), an
//! *opening* (a new space and its sealed secret), or a *pack* (sealed commits of one device in one space). The server checks
//! signatures and rules and gives each entry its position; it can read none of the packs. Devices check everything again.
//!
//! This crate must not know keys, SQL, HTTP or records. Signatures are checked through [`Verify`], so that the rules stand in
//! one place for both sides.
//!
//! **Bytes.** Everything is postcard (a compact, canonical encoding) and frozen by golden bytes in `tests/`. What is signed is signed as
//! bytes and kept as bytes: nothing is encoded again to check a signature.
//!
//! **Versions.** [`VERSION`] is the newest protocol this code speaks, [`OLDEST`] the oldest. A server answers [`Hello`] with its own range;
//! the device uses the newest that both speak and says so in each request's path (`/v1/...`). Within a version nothing changes its
//! bytes; new things are new variants at the end of an enum, which an older peer refuses by [`Refusal::NotUnderstood`] and keeps.

mod auth;
mod doors;
mod entry;
mod ids;
pub mod limits;
mod messages;
mod opening;
mod pack;
mod publication;
mod roster;
mod roster_entry;
mod route;
mod sharing;
mod snapshot;

pub use auth::{DEVICE_HEADER, SIGNATURE_HEADER, Signed, TEAM_HEADER, TIME_HEADER, request_text};
pub use doors::{MailboxMade, MailboxMessage, MailboxPut, MailboxTake, MailboxTaken, SignUp};
pub use entry::{Entry, EntryKind, Head, extend};
pub use ids::{
    DeviceId, Hash, Locator, MemberId, PackId, PublicKey, PublicName, Signature, SpaceId, TeamId,
    Token, Verify,
};
pub use messages::{
    Hello, Item, Page, Placed, Pull, Push, PushReply, Refusal, Shown, decode, encode,
};
pub use opening::{Opening, SignedOpening};
pub use pack::{Codec, Pack, PackHeader};
pub use publication::{Begun, Live, PublicationPart, Publishing};
pub use roster::{Device, Member, Roster};
pub use roster_entry::{
    EpochKeys, NewDevice, Ring, RingEpoch, Role, RosterEntry, RosterStep, SignedRoster, Wrap,
};
pub use route::Route;
pub use sharing::{
    GuestLaptop, Guests, KnownKey, Partner, Reception, SeenLaptop, Share, SharedKey, Sharing,
};
pub use snapshot::{
    Fetch, Fetched, Landmark, Snapshot, SnapshotHeader, Stretch, Survey, Surveyed, Wanted, Wanting,
};

/// The newest version of the protocol that this code speaks.
pub const VERSION: u16 = 1;
/// The oldest version of the protocol that this code speaks.
pub const OLDEST: u16 = 1;

/// Why bytes or a step were not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolError {
    /// The bytes are not what they should be.
    #[error("these bytes cannot be read")]
    Malformed,
    /// A signature does not fit.
    #[error("a signature does not fit")]
    BadSignature,
    /// It does not follow what came before it.
    #[error("it does not follow what came before")]
    OutOfOrder,
    /// Who signed it may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// It names a device, member or space that is not there, or is there already.
    #[error("it names what is not there, or is there already")]
    WrongName,
    /// Written by a newer version.
    #[error("made by a newer version")]
    TooNew,
}
