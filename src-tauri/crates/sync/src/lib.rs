//! How the laptops of a team come to agree: a pure, synchronous engine over the records, the team's log and the keys.
//!
//! [`Engine::step`] is told what happens and says what to do; it has no threads, clock, network or randomness of its own, so that any
//! number of laptops and their server can run in one thread under one seed. It must not know HTTP, screens or SQL.
//!
//! * `line`: what it asks for and is told.
//! * `turn`, `answers`: the order of a contact. `seal`, `open`: out of the outbox into packs, and out of packs into the records. `opening`:
//!   the spaces they stand in.
//! * `facts`: what it remembers, in the encrypted file, in the transactions of the records themselves.
//! * `identity`, `keyring`: who this laptop is, and the team's keys by epoch. `renew`: a new name for a copied laptop.
//! * [`wishes`], `joining`, `coming_again`: who belongs to the team. `again`: a restored server is sent what it lost.
//! * [`sharing`], `visits`: one person's space and two teams.
//! * `recovery`: the recovery code as a device on paper, for the day on which every laptop of a member is lost.
//! * `fresh`: a laptop that is new is useful before it has read the log. `remake`: the others see to that.
//! * [`stick`]: the same through a file, between two laptops that see no network.
//!
//! What others showed us the hard way: a place in the log is kept in the transaction that applied it; what was sent counts when the log
//! shows it; whatever is wrong with the server, nothing here is deleted; one bad entry never stops the rest.

mod again;
mod answers;
mod body;
mod coming_again;
mod engine;
mod facts;
pub mod fault;
mod fresh;
mod identity;
mod joining;
mod keyring;
#[cfg(feature = "mutations")]
pub mod leak;
mod line;
mod narrowing;
mod open;
mod opening;
mod recovery;
mod remake;
mod renew;
mod seal;
mod secret;
pub mod sharing;
mod status;
pub mod stick;
mod trouble;
mod turn;
mod visits;
mod waiting;
pub mod wishes;

pub use engine::{Engine, PaperSeen, Settings, TeamSeen};
pub use facts::{Heard, Notice};
pub use identity::Signer;
pub use joining::{Admitted, Knock, Welcome};
pub use line::{Input, Output, Request, Response};
pub use sharing::{Answer, LeftOver, Offer};
pub use status::{Standing, Status};
pub use stick::Brought;
pub use trouble::{LineTrouble, Result, SyncError, Trouble};
pub use visits::Shared;
pub use wishes::Wish;
