//! The way there, as a sketch: how far a place lies from where it was looked for, and in which direction. No streets, and nothing
//! a bus would go by; the words beside it say the same, so that nobody has to see it.

use alongside_domain::geo::Point;
use serde_json::{Value, json};

/// Where a leaflet is read from, as nearly as it may say: an outcode or a town, never somebody's postcode.
#[derive(Clone, Debug, PartialEq)]
pub struct LeafletFrom {
    /// What it is called: `SY1 (Shrewsbury)`.
    pub label: String,
    /// Its middle.
    pub point: Point,
}

/// Nearer than this the middle of an outcode says nothing; further, nobody walks or takes a bus.
const NEAREST: f64 = 0.4;
const FURTHEST: f64 = 60.0;

/// Rings to draw, in miles: the inner and the outer.
const RINGS: [(f64, f64); 7] = [
    (0.5, 1.0),
    (1.0, 2.0),
    (1.0, 3.0),
    (2.0, 5.0),
    (5.0, 10.0),
    (10.0, 25.0),
    (25.0, 60.0),
];

const WINDS: [&str; 8] = [
    "north",
    "north-east",
    "east",
    "south-east",
    "south",
    "south-west",
    "west",
    "north-west",
];

/// The sketch, or null where it would say nothing: too near, too far.
pub(super) fn way_there(from: &LeafletFrom, label: String, to: Point) -> Value {
    let miles = from.point.miles_to(to);
    if !(NEAREST..=FURTHEST).contains(&miles) {
        return Value::Null;
    }
    let Some((inner, outer)) = RINGS.into_iter().find(|(_, outer)| miles <= *outer) else {
        return Value::Null;
    };
    let (east, north) = offset(from.point, to, miles);
    let about = if miles < 10.0 {
        // To the half mile: more would pretend to a doorstep that is not known.
        (miles * 2.0).round() / 2.0
    } else {
        miles.round()
    };
    let (about, unit) = match about {
        half if half <= 0.5 => ("half a".to_owned(), "mile"),
        one if (one - 1.0).abs() < 0.1 => ("1".to_owned(), "mile"),
        other => (other.to_string(), "miles"),
    };
    let wind = wind(east, north);
    json!({
        "words": format!("About {about} {unit} {wind} of {label}, as the crow flies."),
        "from": label,
        "east": east / outer,
        "north": north / outer,
        "inner": inner / outer,
        "inner_words": ring(inner),
        "outer_words": ring(outer),
    })
}

/// Miles east and north on a flat map, stretched to the true distance: over so few miles the difference is that of a line's width.
fn offset(from: Point, to: Point, miles: f64) -> (f64, f64) {
    let north = to.latitude - from.latitude;
    let east = (to.longitude - from.longitude)
        * f64::midpoint(to.latitude, from.latitude).to_radians().cos();
    let long = north.hypot(east);
    (east / long * miles, north / long * miles)
}

fn wind(east: f64, north: f64) -> &'static str {
    let eighth = (east.atan2(north) / std::f64::consts::FRAC_PI_4).round() as i64;
    WINDS
        .get(usize::try_from(eighth.rem_euclid(8)).unwrap_or(0))
        .copied()
        .unwrap_or("north")
}

fn ring(miles: f64) -> String {
    match miles {
        half if half < 1.0 => "half a mile".to_owned(),
        one if one < 1.5 => "1 mile".to_owned(),
        other => format!("{other} miles"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use rstest::rstest;

    /// Shrewsbury's square.
    fn from() -> LeafletFrom {
        LeafletFrom {
            label: "SY1 (Shrewsbury)".to_owned(),
            point: Point::new(52.7077, -2.7541).unwrap(),
        }
    }

    #[rstest]
    // Known points: Church Stretton and Wem lie south and north of Shrewsbury, Wellington and Welshpool east and west.
    #[case(52.5385, -2.8070, "About 12 miles south of SY1")]
    #[case(52.8555, -2.7250, "About 10 miles north of SY1")]
    #[case(52.7007, -2.5169, "About 10 miles east of SY1")]
    #[case(52.6600, -3.1470, "About 17 miles west of SY1")]
    #[case(52.7177, -2.7400, "About 1 mile north-east of SY1")]
    fn a_sketch_says_how_far_and_which_way(
        #[case] latitude: f64,
        #[case] longitude: f64,
        #[case] said: &str,
    ) {
        let to = Point::new(latitude, longitude).unwrap();
        let sketch = way_there(&from(), "SY1".to_owned(), to);
        let words = sketch.get("words").and_then(Value::as_str).unwrap();
        assert!(words.starts_with(said), "{words}");
        for side in ["east", "north"] {
            let at = sketch.get(side).and_then(Value::as_f64).unwrap();
            assert!(at.abs() <= 1.0, "the place is inside the outer ring: {at}");
        }
    }

    #[test]
    fn what_is_at_hand_or_out_of_reach_has_no_sketch() {
        let same = from().point;
        assert!(way_there(&from(), "SY1".to_owned(), same).is_null());
        let truro = Point::new(50.2632, -5.0510).unwrap();
        assert!(way_there(&from(), "SY1".to_owned(), truro).is_null());
    }
}
