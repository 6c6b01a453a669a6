//! Ready stores in folders that go away with them.

use crate::{CountedIds, FixedClock};
use alongside_store::{KEY_BYTES, Result, Store, World};
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
    ids: Arc<CountedIds>,
    folder: TempDir,
}

impl Ready {
    /// A new, empty one.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn new() -> Result<Self> {
        Self::numbered(0)
    }

    /// A new, empty one, whose ids are those of a seed: laptops that meet need different ones.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn numbered(seed: u64) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let clock = FixedClock::on("2026-03-02");
        let ids = CountedIds::new(seed);
        let store = Store::create(
            &folder.path().join("records.db"),
            &KEY,
            "Amira",
            World {
                clock: clock.clone(),
                ids: ids.clone(),
            },
        )?;
        Ok(Self {
            store: Some(store),
            clock,
            ids,
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

    /// What it is told of the world.
    #[must_use]
    pub fn world(&self) -> World {
        World {
            clock: self.clock.clone(),
            ids: self.ids.clone(),
        }
    }

    /// Closes the file and opens it again, as the next morning would.
    ///
    /// # Errors
    /// Those of the file.
    pub fn reopen(&mut self) -> Result<()> {
        self.close();
        self.store = Some(Store::open(&self.path(), &KEY, self.world())?);
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
