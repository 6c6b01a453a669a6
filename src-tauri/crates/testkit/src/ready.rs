//! Ready stores in folders that go away with them.

use crate::FixedClock;
use alongside_store::{KEY_BYTES, Result, Store};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// The key of every ready store. Not secret: nothing real is ever kept under it.
pub const KEY: [u8; KEY_BYTES] = *b"a key that everybody may look at";

/// A store in a folder of its own, written by Amira, on Monday 2 March 2026.
pub struct Ready {
    store: Option<Store>,
    /// Its clock.
    pub clock: Arc<FixedClock>,
    folder: TempDir,
}

impl Ready {
    /// A new, empty one.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let clock = FixedClock::on("2026-03-02");
        let store = Store::create(
            &folder.path().join("records.db"),
            &KEY,
            "Amira",
            clock.clone(),
        )?;
        Ok(Self {
            store: Some(store),
            clock,
            folder,
        })
    }

    /// The folder it is in.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("records.db")
    }

    /// Closes the file; nothing of it is open then.
    pub fn close(&mut self) {
        self.store = None;
    }

    /// Closes the file and opens it again, as the next morning would.
    ///
    /// # Errors
    /// Those of the file.
    pub fn reopen(&mut self) -> Result<()> {
        self.close();
        self.store = Some(Store::open(&self.path(), &KEY, self.clock.clone())?);
        Ok(())
    }
}

impl std::ops::Deref for Ready {
    type Target = Store;

    fn deref(&self) -> &Store {
        #[expect(
            clippy::expect_used,
            reason = "a test that uses what it closed cannot go on"
        )]
        self.store.as_ref().expect("it was closed")
    }
}
