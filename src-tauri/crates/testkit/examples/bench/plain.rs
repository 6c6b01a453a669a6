//! The other side: the same schema and rows in plain, unencrypted SQLite, as a careful engineer would write them, without
//! change log, stamps or undo.

use alongside_domain::{Record, Value};
use alongside_store::{Store, World};
use alongside_testkit::KEY;
use alongside_testkit::fill::Listing;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Result, params, params_from_iter};
use std::path::Path;

/// Opens a plain file with the settings of the store's writer.
pub fn open(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -32_768)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}

/// A new plain file, with the tables of a new store.
pub fn create(path: &Path) -> Result<Connection> {
    let encrypted = path.with_extension("encrypted");
    drop(Store::create(&encrypted, &KEY, "Amira", World::system()).unwrap());
    copy_of(&encrypted, &KEY, path)?;
    open(path)
}

/// Writes an encrypted file out as a plain one: the same rows, indexes and search words.
pub fn copy_of(encrypted: &Path, key: &[u8], plain: &Path) -> Result<()> {
    let source = Connection::open(encrypted)?;
    let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    source.execute_batch(&format!("PRAGMA key = \"x'{digits}'\""))?;
    source.execute(
        "ATTACH ? AS plain KEY ''",
        [plain.to_string_lossy().into_owned()],
    )?;
    source.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(()))?;
    source.execute_batch("DETACH plain")?;
    Ok(())
}

fn sql(value: Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Integer(number) => Sql::Integer(number),
        Value::Real(number) => Sql::Real(number),
        Value::Text(text) => Sql::Text(text),
        Value::Blob(bytes) => Sql::Blob(bytes),
    }
}

fn insert<R: Record>(connection: &Connection, record: &R) -> Result<i64> {
    let columns: Vec<String> = R::TABLE
        .fields
        .iter()
        .map(|field| format!("\"{}\"", field.name))
        .collect();
    let statement = format!(
        "INSERT INTO {} (id, stamps, {}) VALUES (?, x'', {})",
        R::TABLE.name,
        columns.join(", "),
        vec!["?"; columns.len()].join(", ")
    );
    let id: uuid::Uuid = record.id().into();
    let values = std::iter::once(Sql::Blob(id.as_bytes().to_vec()))
        .chain(record.values().into_iter().map(sql));
    connection
        .prepare_cached(&statement)?
        .execute(params_from_iter(values))?;
    Ok(connection.last_insert_rowid())
}

/// Bulk insert of a directory with its search words and points, in one transaction.
pub fn import(connection: &mut Connection, listings: &[Listing]) -> Result<()> {
    let tx = connection.transaction()?;
    for listing in listings {
        insert(&tx, &listing.organisation)?;
        let service = insert(&tx, &listing.service)?;
        let place = insert(&tx, &listing.place)?;
        let (of, at) = (&listing.service, &listing.place);
        tx.prepare_cached(
            "INSERT INTO service_words (rowid, name, organisation, tags, place, text) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            service,
            of.name.0,
            listing.organisation.name.0,
            of.tags.join(" "),
            format!("{} {} {} {}", at.address.0, at.town.0, at.postcode.0, at.postcode.0.replace(' ', "")),
            of.description.0
        ])?;
        tx.prepare_cached(
            "INSERT INTO place_points (n, south, north, west, east, service) VALUES (?1, ?2, ?2, ?3, ?3, ?4)",
        )?
        .execute(params![place, at.latitude, at.longitude, service])?;
    }
    tx.commit()
}

/// Writes a note again, with its search words.
pub fn edit(connection: &mut Connection, contact: uuid::Uuid, note: &str) -> Result<()> {
    let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let n: i64 = tx
        .prepare_cached("UPDATE contacts SET note = ? WHERE id = ? RETURNING n")?
        .query_row(params![note, contact.as_bytes().as_slice()], |row| {
            row.get(0)
        })?;
    let rowid = n * 64 + i64::from(alongside_domain::Kind::Contact as u8);
    tx.prepare_cached("DELETE FROM note_words WHERE rowid = ?")?
        .execute([rowid])?;
    tx.prepare_cached("INSERT INTO note_words (rowid, notes) VALUES (?, ?)")?
        .execute(params![rowid, note])?;
    tx.commit()
}
