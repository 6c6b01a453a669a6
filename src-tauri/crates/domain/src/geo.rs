//! Places on the map: postcodes as people write them, and distance as the crow flies.

use serde::Serialize;
use ts_rs::TS;

/// A point, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct Point {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// Mean radius of the Earth in miles.
const EARTH_MILES: f64 = 3958.761;

impl Point {
    /// A point on the globe; nothing for a latitude of 100 or the "null island" of feeds that mean "unknown".
    #[must_use]
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let on_globe = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        let unknown = latitude == 0.0 && longitude == 0.0;
        (on_globe && !unknown).then_some(Self {
            latitude,
            longitude,
        })
    }

    /// Miles to another point along the great circle (haversine).
    #[must_use]
    pub fn miles_to(self, other: Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_lat = (to - from) / 2.0;
        let half_lon = (other.longitude - self.longitude).to_radians() / 2.0;
        let a = half_lat.sin().powi(2) + from.cos() * to.cos() * half_lon.sin().powi(2);
        2.0 * EARTH_MILES * a.sqrt().min(1.0).asin()
    }

    /// A box around the point that holds everything within so many miles: (south, north, west, east) in degrees.
    #[must_use]
    pub fn around(self, miles: f64) -> (f64, f64, f64, f64) {
        let north = (miles / EARTH_MILES).to_degrees();
        // Near a pole every longitude is near; Britain's 61 degrees is far from that.
        let narrow = self.latitude.to_radians().cos().max(0.01);
        let east = north / narrow;
        (
            self.latitude - north,
            self.latitude + north,
            self.longitude - east,
            self.longitude + east,
        )
    }
}

/// A postcode or outcode as typed, in one form: capitals, no spaces. `SY101AA`, `sy10 1aa` and `SY10 1AA` are the same.
///
/// Returns nothing if it has not the shape of either.
#[must_use]
pub fn plain_postcode(typed: &str) -> Option<String> {
    let plain: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let outcode = outcode_of(&plain)?;
    (is_outcode(outcode) && (plain.len() == outcode.len() || plain.len() == outcode.len() + 3))
        .then_some(plain)
}

/// The outcode of a plain postcode: all but the inward three characters, or the whole of an outcode.
#[must_use]
pub fn outcode_of(plain: &str) -> Option<&str> {
    if !plain.is_ascii() {
        return None;
    }
    let inward = plain.len().checked_sub(3).and_then(|at| plain.get(at..));
    let full = inward.is_some_and(|inward| {
        let mut chars = inward.chars();
        plain.len() >= 5
            && chars.next().is_some_and(|c| c.is_ascii_digit())
            && chars.all(|c| c.is_ascii_uppercase())
    });
    if full {
        plain.get(..plain.len() - 3)
    } else {
        Some(plain)
    }
}

/// A9, A99, A9A, AA9, AA99, AA9A.
fn is_outcode(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_uppercase).count();
    let rest: Vec<char> = text.chars().skip(letters).collect();
    (1..=2).contains(&letters)
        && match rest.as_slice() {
            [digit] => digit.is_ascii_digit(),
            [digit, last] => {
                digit.is_ascii_digit() && (last.is_ascii_digit() || last.is_ascii_uppercase())
            }
            _ => false,
        }
}

/// A postcode as it is printed: `SY10 1AA`.
#[must_use]
pub fn printed_postcode(plain: &str) -> String {
    match outcode_of(plain) {
        Some(outcode) if outcode.len() < plain.len() => {
            format!(
                "{outcode} {}",
                plain.get(outcode.len()..).unwrap_or_default()
            )
        }
        _ => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("SY101AA", "SY10 1AA")]
    #[case("sy10 1aa", "SY10 1AA")]
    #[case(" S1 1AA ", "S1 1AA")]
    #[case("EC1A 1BB", "EC1A 1BB")]
    #[case("W1A0AX", "W1A 0AX")]
    #[case("sy10", "SY10")]
    #[case("s1", "S1")]
    fn postcodes_are_read_however_they_are_written(#[case] typed: &str, #[case] printed: &str) {
        assert_eq!(printed_postcode(&plain_postcode(typed).unwrap()), printed);
    }

    #[rstest]
    #[case("")]
    #[case("Shrewsbury")]
    #[case("ABC 1234")]
    #[case("12345")]
    #[case("SY10 1A")]
    #[case("é1 1AA")]
    fn what_is_not_a_postcode_is_not_taken_for_one(#[case] typed: &str) {
        assert_eq!(plain_postcode(typed), None);
    }

    #[test]
    fn shrewsbury_is_about_76_miles_from_sheffield() {
        let shrewsbury = Point::new(52.7073, -2.7553).unwrap();
        let sheffield = Point::new(53.3811, -1.4701).unwrap();
        let miles = shrewsbury.miles_to(sheffield);
        assert!((70.0..75.0).contains(&miles), "{miles}");
        let (south, north, west, east) = shrewsbury.around(miles);
        assert!(south < 52.7 && north > sheffield.latitude);
        assert!(west < -2.8 && east > sheffield.longitude);
    }

    #[test]
    fn a_latitude_of_100_is_no_place() {
        assert!(Point::new(100.0, 101.0).is_none());
        assert!(Point::new(0.0, 0.0).is_none());
        assert!(Point::new(f64::NAN, 1.0).is_none());
    }
}
