//! Scales from the plan of the national standard: importance and confidence 1 to 10, progress 0 to 10.

use crate::value::{Field, Rule, Value};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! scale {
    ($(#[$doc:meta])* $name:ident, $least:literal, $rule:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(try_from = "i64", into = "i64")]
        #[ts(type = "number")]
        pub struct $name(u8);

        impl $name {
            /// A point on the scale, or nothing if it is off it.
            #[must_use]
            pub fn new(number: i64) -> Option<Self> {
                u8::try_from(number).ok().filter(|n| ($least..=10).contains(n)).map(Self)
            }

            /// The number.
            #[must_use]
            pub fn number(self) -> u8 { self.0 }
        }

        impl TryFrom<i64> for $name {
            type Error = Rule;
            fn try_from(number: i64) -> Result<Self, Rule> { Self::new(number).ok_or($rule) }
        }

        impl From<$name> for i64 {
            fn from(scale: $name) -> Self { Self::from(scale.0) }
        }

        crate::value::optional_field!($name, "INTEGER", $rule,
            |point| Value::Integer(i64::from(point.0)),
            |value| match value { Value::Integer(number) => $name::new(number), _ => None });
    };
}

scale!(
    /// 1 to 10: how important a goal is, how confident someone feels about an action.
    OneToTen, 1, Rule::NotOneToTen
);
scale!(
    /// 0 to 10: how far along a goal feels.
    NoughtToTen, 0, Rule::NotNoughtToTen
);
