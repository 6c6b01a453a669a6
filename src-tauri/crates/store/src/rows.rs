//! Rows as numbered values: the SQL that every kind of record shares.

use crate::clock::Stamps;
use crate::error::{Result, StoreError};
use alongside_domain::record::Table;
use alongside_domain::{Kind, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params_from_iter};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use uuid::Uuid;

/// A domain value on its way into a statement.
pub(crate) struct Sql<'v>(pub &'v Value);

impl ToSql for Sql<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// The value of a column.
pub(crate) fn value_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Value> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    })
}

/// The statements of one table.
struct Statements {
    columns: String,
    find: String,
    insert: String,
}

static STATEMENTS: LazyLock<BTreeMap<Kind, Statements>> = LazyLock::new(|| {
    Kind::ALL
        .iter()
        .map(|kind| {
            let table = kind.table();
            let columns: Vec<String> = table
                .fields
                .iter()
                .map(|field| format!("\"{}\"", field.name))
                .collect();
            let columns = columns.join(", ");
            let marks = vec!["?"; table.fields.len()].join(", ");
            let name = table.name;
            (
                *kind,
                Statements {
                    find: format!("SELECT n, stamps, {columns} FROM {name} WHERE id = ?"),
                    insert: format!(
                        "INSERT INTO {name} (id, stamps, {columns}) VALUES (?, ?, {marks})"
                    ),
                    columns,
                },
            )
        })
        .collect()
});

fn statements(table: &Table) -> &'static Statements {
    static NONE: Statements = Statements {
        columns: String::new(),
        find: String::new(),
        insert: String::new(),
    };
    STATEMENTS.get(&table.kind).unwrap_or(&NONE)
}

/// The columns of a kind, quoted and in the order of its fields.
pub(crate) fn columns_of(table: &Table) -> &'static str {
    &statements(table).columns
}

/// A row as it stands.
pub(crate) struct Stored {
    pub n: i64,
    pub stamps: Stamps,
    pub values: Vec<Value>,
}

/// Finds a row by its id.
pub(crate) fn find(connection: &Connection, table: &Table, id: Uuid) -> Result<Option<Stored>> {
    let mut statement = connection.prepare_cached(&statements(table).find)?;
    let found = statement
        .query_row([id.as_bytes().as_slice()], |row| {
            let values = (0..table.fields.len())
                .map(|at| value_at(row, at + 2))
                .collect::<rusqlite::Result<Vec<_>>>()?;
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?, values))
        })
        .optional()?;
    found
        .map(|(n, stamps, values)| {
            Ok(Stored {
                n,
                stamps: Stamps::read(&stamps)?,
                values,
            })
        })
        .transpose()
}

/// Adds a row; gives its rowid.
pub(crate) fn insert(
    connection: &Connection,
    table: &Table,
    id: Uuid,
    stamps: &Stamps,
    values: &[Value],
) -> Result<i64> {
    let mut statement = connection.prepare_cached(&statements(table).insert)?;
    statement.raw_bind_parameter(1, id.as_bytes().as_slice())?;
    statement.raw_bind_parameter(2, stamps.bytes())?;
    for (value, at) in values.iter().zip(3..) {
        statement.raw_bind_parameter(at, Sql(value))?;
    }
    statement.raw_execute()?;
    Ok(connection.last_insert_rowid())
}

/// The same if there is no row of that id yet.
pub(crate) fn insert_new(
    connection: &Connection,
    table: &Table,
    id: Uuid,
    stamps: &Stamps,
    values: &[Value],
) -> Result<Option<i64>> {
    match insert(connection, table, id, stamps, values) {
        Ok(n) => Ok(Some(n)),
        Err(StoreError::Sqlite(error))
            if error.sqlite_error().map(|error| error.extended_code)
                == Some(rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Removes a row for good: erasure is the only reason. Gives the rowid that it had.
pub(crate) fn delete(connection: &Connection, table: &Table, id: Uuid) -> Result<Option<i64>> {
    let sql = format!("DELETE FROM {} WHERE id = ? RETURNING n", table.name);
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([id.as_bytes().as_slice()], |row| row.get(0))
        .optional()?)
}

/// Changes some columns of a row.
pub(crate) fn update(
    connection: &Connection,
    table: &Table,
    n: i64,
    stamps: &Stamps,
    changes: &[(&'static str, &Value)],
) -> Result<()> {
    let assignments: Vec<String> = changes
        .iter()
        .map(|(name, _)| format!("\"{name}\" = ?, "))
        .collect();
    let sql = format!(
        "UPDATE {} SET {}stamps = ? WHERE n = ?",
        table.name,
        assignments.concat()
    );
    let mut statement = connection.prepare_cached(&sql)?;
    for ((_, value), at) in changes.iter().zip(1..) {
        statement.raw_bind_parameter(at, Sql(value))?;
    }
    statement.raw_bind_parameter(changes.len() + 1, stamps.bytes())?;
    statement.raw_bind_parameter(changes.len() + 2, n)?;
    statement.raw_execute()?;
    Ok(())
}

/// Reads records of one kind: `tail` is what follows `SELECT ... FROM table`.
pub(crate) fn select<R: alongside_domain::Record>(
    connection: &Connection,
    tail: &str,
    params: &[&dyn ToSql],
) -> Result<Vec<R>> {
    let sql = format!(
        "SELECT id, {} FROM {} {tail}",
        columns_of(R::TABLE),
        R::TABLE.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(params))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id: Uuid = uuid_at(row, 0)?;
        let values = (0..R::TABLE.fields.len())
            .map(|at| value_at(row, at + 1))
            .collect::<rusqlite::Result<Vec<_>>>()?;
        found.push(R::from_values(id, values)?);
    }
    Ok(found)
}

/// An id in a column; nil for NULL.
pub(crate) fn uuid_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(Uuid::nil()),
        ValueRef::Blob(bytes) => Uuid::from_slice(bytes).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(
                column,
                rusqlite::types::Type::Blob,
                Box::new(error),
            )
        }),
        other => Err(rusqlite::Error::InvalidColumnType(
            column,
            "id".to_owned(),
            other.data_type(),
        )),
    }
}
