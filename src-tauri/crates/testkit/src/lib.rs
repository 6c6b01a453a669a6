//! Named people, ready vaults and a driver for the real window, for tests.

#[cfg(target_os = "linux")]
pub mod window;

pub mod clock;
#[cfg(feature = "decoders")]
pub mod decoders;
pub mod dice;
pub mod feed;
pub mod fill;
pub mod ids;
pub mod named;
pub mod questions;
pub mod ready;
#[cfg(feature = "sim")]
pub mod sim;

pub use clock::FixedClock;
pub use dice::Dice;
pub use feed::{Moods, StubFeed};
pub use fill::fill;
pub use ids::CountedIds;
pub use ready::{KEY, Ready};
