//! What a field can hold, and how it crosses from a screen (JSON) and to the file (SQL).
//!
//! A field's type carries its rule: a number that breaks it cannot be made. That is why there is one way in
//! ([`Field::from_json`]) and no separate validation step that a caller could forget.

use chrono::{NaiveDate, NaiveTime};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;
use uuid::Uuid;

/// A stored value. Ids are blobs of 16 bytes; dates are `YYYY-MM-DD`, times `HH:MM`, lists JSON text.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Nothing recorded.
    Null,
    /// A whole number; also truth values (0, 1) and moments (milliseconds since 1970, UTC).
    Integer(i64),
    /// A fractional number: a coordinate, an amount.
    Real(f64),
    /// Text of any script.
    Text(String),
    /// Bytes: an id.
    Blob(Vec<u8>),
}

impl std::fmt::Debug for Value {
    /// Values are people's lives: only the kind and size are ever printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => f.write_str("Null"),
            Self::Integer(_) => f.write_str("Integer(..)"),
            Self::Real(_) => f.write_str("Real(..)"),
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Blob(bytes) => write!(f, "Blob({} bytes)", bytes.len()),
        }
    }
}

/// Why a value was not accepted. Closed: the interface has words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The field does not exist in this kind of record.
    #[error("no such field")]
    UnknownField,
    /// The value is of another kind than the field (a word for a number).
    #[error("not the kind of value this field holds")]
    WrongKind,
    /// Longer than [`Text::MOST`] characters.
    #[error("longer than 100,000 characters")]
    TooLong,
    /// Outside 1 to 10.
    #[error("not a number from 1 to 10")]
    NotOneToTen,
    /// Outside 0 to 10.
    #[error("not a number from 0 to 10")]
    NotNoughtToTen,
    /// Not ten digits with a right check digit (NHS Data Dictionary, NHS NUMBER).
    #[error("not a valid NHS number")]
    NotAnNhsNumber,
    /// Not a CHI number (Scotland): ten digits, a date first, check digit.
    #[error("not a valid CHI number")]
    NotAChiNumber,
    /// Not a Health and Care number (Northern Ireland).
    #[error("not a valid Health and Care number")]
    NotAnHcNumber,
    /// Not a date of the calendar.
    #[error("not a date")]
    NotADate,
    /// Not a time of day.
    #[error("not a time")]
    NotATime,
    /// Not one of the choices of this field.
    #[error("not one of the choices")]
    NotAChoice,
    /// A latitude or longitude off the globe, or a negative amount or length.
    #[error("out of range")]
    OutOfRange,
}

/// A field that was not accepted, and why.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field}: {rule}")]
pub struct FieldError {
    /// The field's name as stored.
    pub field: String,
    /// The rule it broke.
    pub rule: Rule,
}

/// A type that can stand in a record.
pub trait Field: Sized + Default + Clone + PartialEq {
    /// The column's declared type in a STRICT table.
    const SQL: &'static str;
    /// To the file.
    fn to_value(&self) -> Value;
    /// From the file.
    ///
    /// # Errors
    /// [`Rule::WrongKind`] or the type's own rule when the file holds what the type does not allow.
    fn from_value(value: Value) -> Result<Self, Rule>;
    /// From a screen. `null` is always "nothing recorded".
    ///
    /// # Errors
    /// The rule the value breaks.
    fn from_json(json: serde_json::Value) -> Result<Self, Rule>;
}

/// Free text in any script, up to 100,000 characters; empty means nothing recorded.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Text(pub String);

impl Text {
    /// The most characters a free text may have.
    pub const MOST: usize = 100_000;

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing but white space is recorded.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// The words, or nothing if blank.
    #[must_use]
    pub fn some(&self) -> Option<&str> {
        let trimmed = self.0.trim();
        (!trimmed.is_empty()).then_some(trimmed)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl Field for Text {
    const SQL: &'static str = "TEXT NOT NULL DEFAULT ''";
    fn to_value(&self) -> Value {
        Value::Text(self.0.clone())
    }
    fn from_value(value: Value) -> Result<Self, Rule> {
        match value {
            Value::Text(text) => Ok(Self(text)),
            Value::Null => Ok(Self::default()),
            _ => Err(Rule::WrongKind),
        }
    }
    fn from_json(json: serde_json::Value) -> Result<Self, Rule> {
        match json {
            serde_json::Value::Null => Ok(Self::default()),
            // A NUL would end the text early in other programs that read an export.
            serde_json::Value::String(text) if text.chars().count() <= Self::MOST => {
                Ok(Self(if text.contains('\0') {
                    text.replace('\0', "")
                } else {
                    text
                }))
            }
            serde_json::Value::String(_) => Err(Rule::TooLong),
            _ => Err(Rule::WrongKind),
        }
    }
}

/// Bytes that are no words. No screen gets or gives them as a field: they have doors of their own.
#[derive(Clone, Default, PartialEq, Eq, TS)]
#[ts(type = "[number]")]
pub struct Bytes(pub Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bytes({})", self.0.len())
    }
}

impl Serialize for Bytes {
    /// How many, and not which.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq([self.0.len()])
    }
}

impl Field for Bytes {
    const SQL: &'static str = "BLOB";
    fn to_value(&self) -> Value {
        if self.0.is_empty() {
            Value::Null
        } else {
            Value::Blob(self.0.clone())
        }
    }
    fn from_value(value: Value) -> Result<Self, Rule> {
        match value {
            Value::Blob(bytes) => Ok(Self(bytes)),
            Value::Null => Ok(Self::default()),
            _ => Err(Rule::WrongKind),
        }
    }
    fn from_json(_: serde_json::Value) -> Result<Self, Rule> {
        Err(Rule::WrongKind)
    }
}

/// A point in time: milliseconds since 1970, UTC. Shown in the reader's own time zone.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Moment(pub i64);

impl Field for bool {
    const SQL: &'static str = "INTEGER NOT NULL DEFAULT 0";
    fn to_value(&self) -> Value {
        Value::Integer(i64::from(*self))
    }
    fn from_value(value: Value) -> Result<Self, Rule> {
        match value {
            Value::Integer(number) => Ok(number != 0),
            Value::Null => Ok(false),
            _ => Err(Rule::WrongKind),
        }
    }
    fn from_json(json: serde_json::Value) -> Result<Self, Rule> {
        match json {
            serde_json::Value::Bool(truth) => Ok(truth),
            serde_json::Value::Null => Ok(false),
            _ => Err(Rule::WrongKind),
        }
    }
}

/// Implements [`Field`] for an optional type that is stored as one of the SQL kinds.
macro_rules! optional_field {
    ($type:ty, $sql:literal, $rule:expr, |$some:ident| $to:expr, |$value:ident| $from:expr) => {
        impl Field for Option<$type> {
            const SQL: &'static str = $sql;
            fn to_value(&self) -> Value {
                match self {
                    None => Value::Null,
                    Some($some) => $to,
                }
            }
            fn from_value($value: Value) -> Result<Self, Rule> {
                if matches!($value, Value::Null) {
                    return Ok(None);
                }
                let read: Option<$type> = $from;
                read.map(Some).ok_or($rule)
            }
            fn from_json(json: serde_json::Value) -> Result<Self, Rule> {
                match json {
                    serde_json::Value::Null => Ok(None),
                    serde_json::Value::String(text) if text.is_empty() => Ok(None),
                    other => serde_json::from_value::<$type>(other)
                        .map(Some)
                        .map_err(|_| $rule),
                }
            }
        }
    };
}
pub(crate) use optional_field;

optional_field!(
    i64,
    "INTEGER",
    Rule::WrongKind,
    |number| Value::Integer(*number),
    |value| match value {
        Value::Integer(number) => Some(number),
        _ => None,
    }
);
optional_field!(
    f64,
    "REAL",
    Rule::WrongKind,
    |number| Value::Real(*number),
    |value| match value {
        Value::Real(number) => Some(number),
        #[expect(
            clippy::cast_precision_loss,
            reason = "SQLite may hand back 52.0 as 52"
        )]
        Value::Integer(number) => Some(number as f64),
        _ => None,
    }
);
optional_field!(
    Moment,
    "INTEGER",
    Rule::WrongKind,
    |moment| Value::Integer(moment.0),
    |value| match value {
        Value::Integer(number) => Some(Moment(number)),
        _ => None,
    }
);
optional_field!(
    NaiveDate,
    "TEXT",
    Rule::NotADate,
    |date| Value::Text(date.format("%Y-%m-%d").to_string()),
    |value| match value {
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
);

/// A time of day on the clock of the place, to the minute: `14:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct TimeOfDay(pub NaiveTime);

impl TimeOfDay {
    /// Reads `14:30`, `14:30:00`, `9:05`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        NaiveTime::parse_from_str(text, "%H:%M")
            .or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S"))
            .ok()
            .map(Self)
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a time of day"))
    }
}

optional_field!(
    TimeOfDay,
    "TEXT",
    Rule::NotATime,
    |time| Value::Text(time.to_string()),
    |value| match value {
        Value::Text(text) => TimeOfDay::parse(&text),
        _ => None,
    }
);

/// A small list that belongs to one record and is shown and changed as a whole (addresses, opening times). Stored as JSON text.
impl<T: Serialize + DeserializeOwned + Clone + PartialEq> Field for Vec<T> {
    const SQL: &'static str = "TEXT NOT NULL DEFAULT '[]'";
    fn to_value(&self) -> Value {
        // A list of plain structs always has a JSON form; an empty list is the only honest fallback.
        Value::Text(serde_json::to_string(self).unwrap_or_else(|_| "[]".to_owned()))
    }
    fn from_value(value: Value) -> Result<Self, Rule> {
        match value {
            Value::Text(text) => serde_json::from_str(&text).map_err(|_| Rule::WrongKind),
            Value::Null => Ok(Self::new()),
            _ => Err(Rule::WrongKind),
        }
    }
    fn from_json(json: serde_json::Value) -> Result<Self, Rule> {
        if json.is_null() {
            return Ok(Self::new());
        }
        if json.to_string().chars().count() > Text::MOST {
            return Err(Rule::TooLong);
        }
        serde_json::from_value(json).map_err(|_| Rule::WrongKind)
    }
}

/// Reads an id from a stored value.
#[must_use]
pub fn uuid_of(value: &Value) -> Option<Uuid> {
    match value {
        Value::Blob(bytes) => Uuid::from_slice(bytes).ok(),
        _ => None,
    }
}
