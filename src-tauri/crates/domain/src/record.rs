//! What a record is: a fixed list of numbered fields in a table, owned by a space.
//!
//! One declaration (`record!`) gives the struct, its columns, its reading and writing, and the single door by which one of its
//! fields is changed from a screen ([`Record::set`]). The store, the change log, history, undo and (later) merging all work on
//! numbered fields and so need to be written once, not once per kind of record.
//!
//! *Invariant:* a field's number and meaning never change, and a number is never used again. Numbers are what other laptops read.

pub use crate::kind::Kind;

use crate::ids::PersonId;
use crate::value::{Field, FieldError, Rule, Text, Value};
use serde::Serialize;
use uuid::Uuid;

/// Who shares a record: the unit of sharing, of encryption and of erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpaceOf {
    /// Everything about one person.
    Person(PersonId),
    /// The directory of services.
    Directory,
    /// The team's own records.
    Team,
    /// What the member who works here keeps to themselves.
    Private,
}

/// One field of a kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldInfo {
    /// Its number in the change log. Never reused.
    pub number: u16,
    /// Its name: the column, and what screens call it.
    pub name: &'static str,
    /// The column's declared type.
    pub sql: &'static str,
}

/// What a search may find in a record.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Names: a hit here weighs most.
    pub names: String,
    /// Numbers, addresses, places.
    pub details: String,
    /// Everything else worth finding.
    pub notes: String,
}

impl Words {
    /// Notes, from those of the texts that say anything.
    #[must_use]
    pub fn of(texts: &[&Text]) -> Option<Self> {
        let notes: Vec<&str> = texts.iter().filter_map(|text| text.some()).collect();
        (!notes.is_empty()).then(|| Self {
            notes: notes.join("\n"),
            ..Self::default()
        })
    }
}

/// A kind of record as data, for code that treats all kinds alike.
pub struct Table {
    /// The kind.
    pub kind: Kind,
    /// The table's name.
    pub name: &'static str,
    /// Its fields, in column order.
    pub fields: &'static [FieldInfo],
    /// Which space a row belongs to, from its fields.
    pub space: fn(Uuid, &[Value]) -> Result<SpaceOf, FieldError>,
    /// What a search may find in a row, from its fields.
    pub words: fn(Uuid, &[Value]) -> Result<Option<Words>, FieldError>,
    /// The fields of a row with nothing in it.
    pub blank: fn() -> Vec<Value>,
    /// A stored value as a screen shows it.
    pub show_field: fn(&str, Value) -> Result<serde_json::Value, FieldError>,
}

impl Table {
    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldInfo> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A record: a struct whose fields are the columns of a table.
pub trait Record: Sized + Clone + PartialEq + 'static {
    /// The type of its id.
    type Id: Copy + Into<Uuid> + From<Uuid>;
    /// The kind as data.
    const TABLE: &'static Table;

    /// A record with nothing in it.
    fn blank(id: Self::Id) -> Self;
    /// Its id.
    fn id(&self) -> Self::Id;
    /// Whether it was put in the bin, and when.
    fn archived(&self) -> Option<crate::value::Moment>;
    /// Its fields in the order of `TABLE.fields`.
    fn values(&self) -> Vec<Value>;
    /// From the file: the fields in the order of `TABLE.fields`.
    ///
    /// # Errors
    /// The field whose stored value its type does not allow.
    fn from_values(id: Uuid, values: Vec<Value>) -> Result<Self, FieldError>;
    /// Changes one field from a screen.
    ///
    /// # Errors
    /// [`Rule::UnknownField`], or the rule of the field's type.
    fn set(&mut self, field: &str, json: serde_json::Value) -> Result<(), FieldError>;
    /// Who shares it.
    fn space(&self) -> SpaceOf;
    /// What a search may find in it.
    fn words(&self) -> Option<Words>;
}

/// What a record adds by hand to its declaration.
pub trait Belongs {
    /// Who shares it.
    fn space_of(&self) -> SpaceOf;
    /// What a search may find in it; nothing by default.
    fn words_of(&self) -> Option<Words> {
        None
    }
}

/// Helps the macro to name the field in an error.
///
/// # Errors
/// The rule, with the field's name beside it.
pub fn named<T>(field: &'static str, read: Result<T, Rule>) -> Result<T, FieldError> {
    read.map_err(|rule| FieldError {
        field: field.to_owned(),
        rule,
    })
}

/// Reads one field of a row.
///
/// # Errors
/// The rule its stored value breaks.
pub fn take<T: Field>(
    field: &'static str,
    values: &mut std::vec::IntoIter<Value>,
) -> Result<T, FieldError> {
    named(field, T::from_value(values.next().unwrap_or(Value::Null)))
}

/// A stored value as JSON.
///
/// # Errors
/// The rule its stored value breaks.
pub fn shown<T: Field + Serialize>(
    field: &'static str,
    value: Value,
) -> Result<serde_json::Value, FieldError> {
    named(field, T::from_value(value)).and_then(|held| {
        serde_json::to_value(held).map_err(|_| FieldError {
            field: field.to_owned(),
            rule: Rule::WrongKind,
        })
    })
}

/// Declares a record: `record! { /// doc  Person(PersonId) in "people" { 1 given_name: Text, ... } }`.
/// Field 0 is always `archived`.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident($id:ident) in $table:literal {
        $($(#[$fdoc:meta])* $number:literal $field:ident: $type:ty),+ $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, serde::Serialize, ts_rs::TS)]
        pub struct $name {
            /// Its id.
            pub id: $id,
            /// When it was put in the bin, if it was.
            pub archived: Option<$crate::value::Moment>,
            $($(#[$fdoc])* pub $field: $type,)+
        }

        impl std::fmt::Debug for $name {
            /// Only the kind and id: a record is somebody's life.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.id)
            }
        }

        impl From<$id> for uuid::Uuid { fn from(id: $id) -> Self { id.0 } }

        impl $crate::record::Record for $name {
            type Id = $id;
            const TABLE: &'static $crate::record::Table = &$crate::record::Table {
                kind: $crate::record::Kind::$name,
                name: $table,
                fields: &[
                    $crate::record::FieldInfo { number: 0, name: "archived", sql: <Option<$crate::value::Moment> as $crate::value::Field>::SQL },
                    $($crate::record::FieldInfo { number: $number, name: stringify!($field), sql: <$type as $crate::value::Field>::SQL },)+
                ],
                space: |id, values| Ok(<$name as $crate::record::Record>::from_values(id, values.to_vec())?.space()),
                words: |id, values| Ok(<$name as $crate::record::Record>::from_values(id, values.to_vec())?.words()),
                blank: || <$name as $crate::record::Record>::values(&<$name>::default()),
                show_field: |field, value| match field {
                    "archived" => $crate::record::shown::<Option<$crate::value::Moment>>("archived", value),
                    $(stringify!($field) => $crate::record::shown::<$type>(stringify!($field), value),)+
                    _ => Err($crate::value::FieldError { field: field.to_owned(), rule: $crate::value::Rule::UnknownField }),
                },
            };

            fn blank(id: $id) -> Self { Self { id, ..Self::default() } }
            fn id(&self) -> $id { self.id }
            fn archived(&self) -> Option<$crate::value::Moment> { self.archived }
            fn values(&self) -> Vec<$crate::value::Value> {
                use $crate::value::Field as _;
                vec![self.archived.to_value(), $(self.$field.to_value(),)+]
            }
            fn from_values(id: uuid::Uuid, values: Vec<$crate::value::Value>) -> Result<Self, $crate::value::FieldError> {
                let mut values = values.into_iter();
                Ok(Self {
                    id: $id(id),
                    archived: $crate::record::take("archived", &mut values)?,
                    $($field: $crate::record::take(stringify!($field), &mut values)?,)+
                })
            }
            fn set(&mut self, field: &str, json: serde_json::Value) -> Result<(), $crate::value::FieldError> {
                match field {
                    $(stringify!($field) => {
                        self.$field = $crate::record::named(stringify!($field), <$type as $crate::value::Field>::from_json(json))?;
                        Ok(())
                    })+
                    _ => Err($crate::value::FieldError { field: field.to_owned(), rule: $crate::value::Rule::UnknownField }),
                }
            }
            fn space(&self) -> $crate::record::SpaceOf { $crate::record::Belongs::space_of(self) }
            fn words(&self) -> Option<$crate::record::Words> { $crate::record::Belongs::words_of(self) }
        }
    };
}
pub(crate) use record;

/// Belongs to the space of the person in its field `person`.
macro_rules! belongs_to_person {
    ($name:ident) => { belongs_to_person!($name,); };
    ($name:ident, $($field:ident),*) => {
        impl $crate::record::Belongs for $name {
            fn space_of(&self) -> $crate::record::SpaceOf { $crate::record::SpaceOf::Person(self.person) }
            fn words_of(&self) -> Option<$crate::record::Words> {
                $crate::record::Words::of(&[$(&self.$field),*])
            }
        }
    };
}
pub(crate) use belongs_to_person;
