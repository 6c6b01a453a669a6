//! Services at hand: favourites, what was used lately, and the team's collections.

use alongside_domain::ids::{CollectionId, ServiceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which services are looked through instead of the whole directory.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AmongRequest {
    /// One's own favourites.
    Favourites,
    /// What one used lately.
    Lately,
    /// A collection.
    Collection {
        /// Which.
        id: CollectionId,
    },
}

/// A collection in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CollectionLine {
    /// Id.
    pub id: CollectionId,
    /// What it is called.
    pub name: String,
    /// Whom or what it is for.
    pub about: String,
    /// How many services are in it.
    pub services: u32,
}

/// Makes a service a favourite, or one no more.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct FavouriteRequest {
    /// Which.
    pub service: ServiceId,
    /// Whether it shall be one.
    pub keep: bool,
}

/// Puts a service into a collection, or takes it out.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct CollectRequest {
    /// Which collection.
    pub collection: CollectionId,
    /// Which service.
    pub service: ServiceId,
    /// Whether it shall be in it.
    pub put_in: bool,
}

/// Begins a collection.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct NewCollectionRequest {
    /// What it is called.
    pub name: String,
    /// Whom or what it is for.
    pub about: String,
    /// A service to begin with.
    pub service: Option<ServiceId>,
}
