//! Records of any kind by their ids.

use crate::error::Result;
use crate::rows::{self, select};
use crate::{Store, spaces};
use alongside_domain::Record;
use uuid::Uuid;

impl Store {
    /// A record of any kind, the bin included; nothing if it is not there.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find<R: Record>(&self, id: R::Id) -> Result<Option<R>> {
        let id: Uuid = id.into();
        self.read(|connection| {
            rows::find(connection, R::TABLE, id)?
                .map(|stored| Ok(R::from_values(id, stored.values)?))
                .transpose()
        })
    }

    /// Every record of a kind that is not in the bin, in the order in which they came to be here. For kinds of which there are few.
    ///
    /// # Errors
    /// Those of the file.
    pub fn all<R: Record>(&self) -> Result<Vec<R>> {
        self.read(|connection| select(connection, "WHERE archived IS NULL ORDER BY n", &[]))
    }

    /// How many records stand in a space, the bin included.
    ///
    /// # Errors
    /// Those of the file.
    pub fn records_in(&self, space: Uuid) -> Result<u32> {
        self.read(|connection| {
            let Some(space) = spaces::find(connection, space)? else {
                return Ok(0);
            };
            Ok(connection
                .prepare("SELECT count(DISTINCT record) FROM operations WHERE space = ? AND waits IS NOT 2")?
                .query_row([space.n], |row| row.get(0))?)
        })
    }
}
