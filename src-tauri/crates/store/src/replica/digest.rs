//! One hash over everything that is shared, to tell whether two laptops have the same.

use super::Replica;
use crate::error::{Result, StoreError};
use crate::{differences, rows};
use alongside_domain::{Kind, Table};
use rusqlite::params;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

impl Replica<'_> {
    /// A hash of every record with its stamps, and of every difference. Equal where the same set of commits was applied, in whatever
    /// order. For tests and diagnostics: it reads everything.
    ///
    /// # Errors
    /// Those of the file; [`StoreError::Internal`] within the transaction that applied something.
    pub fn digest(&self) -> Result<[u8; 32]> {
        self.digest_where(|_| true)
    }

    /// The same of what stands in spaces of one kind: a volunteer's laptop has the directory (2) only.
    ///
    /// # Errors
    /// As [`Replica::digest`].
    pub fn digest_of(&self, kind_of_space: u8) -> Result<[u8; 32]> {
        self.digest_where(|kind| super::apply::kind_of_space(kind) == kind_of_space)
    }

    fn digest_where(&self, is_wanted: impl Fn(Kind) -> bool) -> Result<[u8; 32]> {
        if !self.unsettled.is_empty() {
            return Err(StoreError::Internal("rows are still to be worked out"));
        }
        let mut hash = Sha256::new();
        for kind in Kind::ALL.iter().filter(|kind| is_wanted(**kind)) {
            hash.update([*kind as u8]);
            self.hash_rows(kind.table(), &mut hash)?;
            self.hash_differences(*kind, &mut hash)?;
        }
        Ok(hash.finalize().into())
    }

    fn hash_rows(&self, table: &'static Table, hash: &mut Sha256) -> Result<()> {
        for record in self.records(table)? {
            self.hash_row(table, record, hash)?;
        }
        Ok(())
    }

    fn hash_row(&self, table: &'static Table, record: Uuid, hash: &mut Sha256) -> Result<()> {
        let Some(stored) = rows::find(self.connection, table, record)? else {
            return Ok(());
        };
        hash.update(record.as_bytes());
        // As each field has it, not as the column happens to list it.
        hash.update(stored.stamps.made_at().0);
        for field in table.fields {
            hash.update(stored.stamps.of(field.number).0);
        }
        let values = crate::log::replaced_bytes(&stored.values)?;
        hash.update(values.len().to_be_bytes());
        hash.update(values);
        Ok(())
    }

    /// The same of the records of one space: equal on the laptops of two teams that share it.
    ///
    /// # Errors
    /// As [`Replica::digest`].
    pub fn digest_in(&self, space: Uuid) -> Result<[u8; 32]> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT o.kind, o.record FROM operations o JOIN spaces s ON s.n = o.space
             WHERE s.id = ? ORDER BY o.kind, o.record",
        )?;
        let records: Vec<(u8, Uuid)> = statement
            .query_map([super::uuid_column(space)], |row| {
                Ok((row.get(0)?, rows::uuid_at(row, 1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut hash = Sha256::new();
        for (kind, record) in records {
            if let Some(kind) = Kind::from_number(kind) {
                self.hash_row(kind.table(), record, &mut hash)?;
            }
        }
        Ok(hash.finalize().into())
    }

    fn records(&self, table: &Table) -> Result<Vec<Uuid>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT id FROM {} ORDER BY id", table.name))?;
        let records = statement
            .query_map([], |row| rows::uuid_at(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(records)
    }

    fn hash_differences(&self, kind: Kind, hash: &mut Sha256) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, losing, losing_commit, field, sort FROM differences WHERE kind = ?
             ORDER BY record, field, losing, losing_commit, sort",
        )?;
        let mut rows = statement.query([kind as u8])?;
        while let Some(row) = rows.next()? {
            for column in 0..3 {
                hash.update(row.get_ref(column)?.as_blob().unwrap_or(&[]));
            }
            for column in 3..5 {
                hash.update(row.get::<_, i64>(column)?.to_be_bytes());
            }
        }
        Ok(())
    }

    /// Checks that every row is what its operations in the log make it, stamps and differences too; gives how many were looked at.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if one is not.
    pub fn check_rows(&self) -> Result<u64> {
        let mut looked_at = 0;
        for kind in Kind::ALL {
            let table = kind.table();
            for record in self.records(table)? {
                let stored = rows::find(self.connection, table, record)?;
                let folded = differences::folded(self.connection, table, record)?;
                let same = match (&stored, &folded) {
                    (Some(stored), Some(folded)) => {
                        stored.values == folded.values
                            && stored.stamps.made_at() == folded.stamps.made_at()
                            && table.fields.iter().all(|field| {
                                stored.stamps.of(field.number) == folded.stamps.of(field.number)
                            })
                            && self.open_of(*kind, record)? == folded.open.len()
                    }
                    _ => false,
                };
                if !same {
                    return Err(StoreError::Damaged("a row is not what its log says"));
                }
                looked_at += 1;
            }
        }
        Ok(looked_at)
    }

    fn open_of(&self, kind: Kind, record: Uuid) -> Result<usize> {
        let open: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM differences WHERE record = ? AND kind = ?")?
            .query_row(params![record.as_bytes().as_slice(), kind as u8], |row| {
                row.get(0)
            })?;
        Ok(usize::try_from(open).unwrap_or(0))
    }
}
