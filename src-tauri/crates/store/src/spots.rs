//! Where every service is, kept in memory. Near beats far for each of thousands of hits at every key, and the index of places can only be
//! asked for a box: for the box of a whole country it would be read from end to end.
//!
//! Sixteen bytes a place. A number in the file says how often any place has moved; it is written with the place, so whoever reads both
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
    /// Service, latitude, longitude; in the order of the services, of which one may have several.
    spots: Vec<(i64, f32, f32)>,
}

impl Spots {
    pub(crate) fn read(connection: &Connection) -> Result<Self> {
        let moved = moved(connection)?;
        let mut statement =
            connection.prepare_cached("SELECT service, south, west FROM place_points")?;
        let mut spots: Vec<(i64, f32, f32)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        spots.sort_unstable_by_key(|(service, ..)| *service);
        Ok(Self { moved, spots })
    }

    /// Whether a place has moved since.
    pub(crate) fn is_old(&self, connection: &Connection) -> Result<bool> {
        Ok(moved(connection)? != self.moved)
    }

    /// Miles to the nearest place of a service; nothing if nobody knows where it is.
    pub(crate) fn miles(&self, service: i64, from: Point) -> Option<f64> {
        let first = self.spots.partition_point(|(known, ..)| *known < service);
        self.spots
            .iter()
            .skip(first)
            .take_while(|(known, ..)| *known == service)
            .filter_map(|(_, latitude, longitude)| {
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
