//! What belongs to this laptop and never leaves it: the device's id, drafts, where the link worker was, imported postcodes.

use crate::Store;
use crate::error::{Result, StoreError};
use crate::ids::Ids;
use alongside_domain::Moment;
use alongside_domain::geo::Point;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

/// A text that is being typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// `kind/id/field`.
    pub key: String,
    /// The text so far.
    pub text: String,
    /// Where the cursor is, in UTF-16 units.
    pub cursor: u32,
    /// The screen's route.
    pub route: String,
    /// When it was saved.
    pub saved_at: Moment,
}

pub(crate) fn meta(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>> {
    Ok(connection
        .prepare_cached("SELECT CAST(value AS BLOB) FROM meta WHERE name = ?")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

pub(crate) fn set_meta(connection: &Connection, name: &str, value: &[u8]) -> Result<()> {
    connection.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        params![name, value],
    )?;
    Ok(())
}

pub(crate) fn forget_meta(connection: &Connection, name: &str) -> Result<()> {
    connection.execute("DELETE FROM meta WHERE name = ?", [name])?;
    Ok(())
}

/// This device's id in stamps; made with the file.
pub(crate) fn device(connection: &Connection, ids: &dyn Ids) -> Result<[u8; 8]> {
    if let Some(found) = known_device(connection)? {
        return Ok(found);
    }
    let device = ids.device();
    set_device(connection, device)?;
    Ok(device)
}

/// The same, if it was made.
pub(crate) fn known_device(connection: &Connection) -> Result<Option<[u8; 8]>> {
    meta(connection, "device")?
        .map(|found| {
            found
                .try_into()
                .map_err(|_| StoreError::Damaged("the device has no id"))
        })
        .transpose()
}

/// Gives this device another id.
pub(crate) fn set_device(connection: &Connection, device: [u8; 8]) -> Result<()> {
    set_meta(connection, "device", &device)
}

/// The name of who writes here.
pub(crate) fn worker(connection: &Connection) -> Result<String> {
    Ok(
        meta(connection, "worker")?.map_or_else(String::new, |bytes| {
            String::from_utf8_lossy(&bytes).into_owned()
        }),
    )
}

pub(crate) fn set_worker(connection: &Connection, name: &str) -> Result<()> {
    set_meta(connection, "worker", name.as_bytes())
}

impl Store {
    /// Keeps a small fact about this laptop.
    ///
    /// # Errors
    /// Those of the file.
    pub fn remember(&self, name: &str, value: &str) -> Result<()> {
        self.write(|connection, _| set_meta(connection, name, value.as_bytes()))
    }

    /// A small fact about this laptop.
    ///
    /// # Errors
    /// Those of the file.
    pub fn recall(&self, name: &str) -> Result<Option<String>> {
        self.read(|connection| {
            Ok(meta(connection, name)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
        })
    }

    /// Keeps what is being typed.
    ///
    /// # Errors
    /// Those of the file.
    pub fn save_draft(&self, key: &str, text: &str, cursor: u32, route: &str) -> Result<Moment> {
        let now = self.clock().now();
        self.write(|connection, _| {
            connection
                .prepare_cached(
                    "INSERT INTO drafts (key, text, cursor, route, saved_at) VALUES (?, ?, ?, ?, ?)
                     ON CONFLICT (key) DO UPDATE SET text = excluded.text, cursor = excluded.cursor,
                     route = excluded.route, saved_at = excluded.saved_at",
                )?
                .execute(params![key, text, cursor, route, now.0])?;
            Ok(now)
        })
    }

    /// Everything that is being typed, newest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT key, text, cursor, route, saved_at FROM drafts ORDER BY saved_at DESC, key",
            )?;
            let drafts = statement
                .query_map([], |row| {
                    Ok(Draft {
                        key: row.get(0)?,
                        text: row.get(1)?,
                        cursor: row.get(2)?,
                        route: row.get(3)?,
                        saved_at: Moment(row.get(4)?),
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(drafts)
        })
    }

    /// Lets a draft go: it has become a change, or the person thought better of it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn discard_draft(&self, key: &str) -> Result<()> {
        self.write(|connection, _| {
            connection
                .prepare_cached("DELETE FROM drafts WHERE key = ?")?
                .execute([key])?;
            Ok(())
        })
    }

    /// Keeps full postcodes, in plain form; gives how many are known then.
    ///
    /// # Errors
    /// Those of the file.
    pub fn import_postcodes(&self, codes: &[(String, Point)]) -> Result<u32> {
        let mut writer = self.writer();
        let tx = writer
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut statement = tx.prepare(
                "INSERT INTO postcodes (code, latitude, longitude) VALUES (?, ?, ?)
                 ON CONFLICT (code) DO UPDATE SET latitude = excluded.latitude, longitude = excluded.longitude",
            )?;
            for (code, point) in codes {
                statement.execute(params![code, point.latitude, point.longitude])?;
            }
        }
        let known = tx.query_row("SELECT count(*) FROM postcodes", [], |row| row.get(0))?;
        tx.commit()?;
        Ok(known)
    }

    /// How many full postcodes are known.
    ///
    /// # Errors
    /// Those of the file.
    pub fn postcodes_known(&self) -> Result<u32> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT count(*) FROM postcodes")?
                .query_row([], |row| row.get(0))?)
        })
    }

    /// Where a full postcode is, if it was imported.
    ///
    /// # Errors
    /// Those of the file.
    pub fn postcode(&self, plain: &str) -> Result<Option<Point>> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT latitude, longitude FROM postcodes WHERE code = ?")?
                .query_row([plain], |row| {
                    Ok(Point {
                        latitude: row.get(0)?,
                        longitude: row.get(1)?,
                    })
                })
                .optional()?)
        })
    }
}

impl crate::Tx<'_> {
    /// Lets a draft go in the same transaction that keeps its words.
    ///
    /// # Errors
    /// Those of the file.
    pub fn settle_draft(&mut self, key: &str) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM drafts WHERE key = ?")?
            .execute([key])?;
        Ok(())
    }
}
