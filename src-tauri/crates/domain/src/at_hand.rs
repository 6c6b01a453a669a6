//! Services kept at hand: a worker's favourites, and collections that the team makes ("for new carers", "things on a Tuesday").
//!
//! A favourite is one's own, as a bookmark is, and says something about the people one works with: it stands in the member's own
//! space, which nobody else's key opens. A collection is the team's. What is in one is a row for each service, so that two colleagues
//! who add to it apart both have; taking out is a field and not the bin, so that it is put back by the same row.

use crate::ids::{CollectedId, CollectionId, FavouriteId, ServiceId};
use crate::record::{Belongs, SpaceOf, record};
use crate::value::Text;

record! {
    /// A service that a worker keeps at hand.
    Favourite(FavouriteId) in "favourites" {
        /// Which.
        1 service: ServiceId,
        /// Whether it is one still.
        2 is_kept: bool,
    }
}
impl Belongs for Favourite {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Private
    }
}

record! {
    /// Services that the team keeps together under a name.
    Collection(CollectionId) in "collections" {
        /// What it is called.
        1 name: Text,
        /// Whom or what it is for.
        2 about: Text,
    }
}
impl Belongs for Collection {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}

record! {
    /// A service in a collection.
    Collected(CollectedId) in "collected" {
        /// In which.
        1 collection: CollectionId,
        /// Which service.
        2 service: ServiceId,
        /// Whether it is in it still.
        3 is_in: bool,
    }
}
impl Belongs for Collected {
    fn space_of(&self) -> SpaceOf {
        SpaceOf::Directory
    }
}
