//! Where every service is, kept in memory. Near beats far for each of thousands of hits at every key, and the index of places can only be
//! asked for a box: for the box of a whole country it would be read from end to end.
//!
//! Twenty bytes a place. A number in the file says how often any place has moved; it is written with the place, so whoever reads both
//! in one transaction knows whether what is remembered still holds.

use crate::error::Result;
use crate::local::meta;
use alongside_domain::geo::Point;
use rusqlite::Connection;

/// The name under which the file keeps how often a place has moved.
const MOVED: &str = "places_moved";

/// Where every service is.
pub(crate) struct Spots {
    moved: i64,
    /// Where the spots of each service begin, by its rowid.
    starts: Vec<u32>,
    /// Latitude and longitude, in the order of the services, of which one may have several.
    spots: Vec<(f32, f32)>,
}

impl Spots {
    pub(crate) fn read(connection: &Connection) -> Result<Self> {
        let moved = moved(connection)?;
        let mut statement =
            connection.prepare_cached("SELECT service, south, west FROM place_points")?;
        let spots = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self::of(moved, spots))
    }

    /// Each by its service's rowid, in any order.
    fn of(moved: i64, mut spots: Vec<(i64, f32, f32)>) -> Self {
        spots.sort_unstable_by_key(|(service, ..)| *service);
        let mut starts = Vec::new();
        for (at, (service, ..)) in (0..).zip(&spots) {
            let service = usize::try_from(*service).unwrap_or_default();
            // Services between without a place begin where this one does.
            starts.resize((service + 1).max(starts.len()), at);
        }
        starts.push(u32::try_from(spots.len()).unwrap_or(u32::MAX));
        let spots = spots.into_iter().map(|(_, north, east)| (north, east));
        Self {
            moved,
            starts,
            spots: spots.collect(),
        }
    }

    /// Whether a place has moved since.
    pub(crate) fn is_old(&self, connection: &Connection) -> Result<bool> {
        Ok(moved(connection)? != self.moved)
    }

    /// Miles to the nearest place of a service; nothing if nobody knows where it is.
    pub(crate) fn miles(&self, service: i64, from: Point) -> Option<f64> {
        let service = usize::try_from(service).ok()?;
        let (first, end) = (self.starts.get(service)?, self.starts.get(service + 1)?);
        self.spots
            .get(*first as usize..*end as usize)?
            .iter()
            .filter_map(|(latitude, longitude)| {
                Point::new(f64::from(*latitude), f64::from(*longitude))
            })
            .map(|point| from.miles_to(point))
            .min_by(f64::total_cmp)
    }
}

fn moved(connection: &Connection) -> Result<i64> {
    let text = meta(connection, MOVED)?;
    let number = text.and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok());
    Ok(number.unwrap_or(0))
}

/// A place has come, gone or moved.
pub(crate) fn note_move(connection: &Connection) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO meta (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
        )?
        .execute([MOVED])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_service_is_as_far_as_its_nearest_place_and_without_one_nowhere() {
        let from = Point::new(52.0, -2.0).unwrap();
        let spots = Spots::of(0, vec![(7, 53.0, -2.0), (3, 52.0, -2.0), (7, 52.1, -2.0)]);
        let miles = |service| spots.miles(service, from);
        assert!(miles(3).is_some_and(|miles| miles < 0.01));
        assert!(miles(7).is_some_and(|miles| (6.5..7.5).contains(&miles)));
        for nowhere in [-1, 0, 2, 4, 6, 8, 9, i64::MAX] {
            assert_eq!(miles(nowhere), None, "{nowhere}");
        }
        assert_eq!(Spots::of(0, Vec::new()).miles(0, from), None);
    }
}
