//! One process for each vault.
//!
//! Two programs writing one vault would lose people's words, so whoever opens a vault first takes an operating
//! system lock on a file in its folder. The lock, not the file, is what counts: it goes when the process does, however
//! it ends, so a crash never leaves a vault shut. Making or changing a vault file asks for the lock as proof.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::{Doing, Result, VaultError};

const NAME: &str = "vault.lock";

/// The lock on one vault's folder, held until dropped.
#[derive(Debug)]
pub struct VaultLock {
    folder: PathBuf,
    file: File,
}

impl VaultLock {
    /// Takes the lock on `folder`, making the folder (its owner's alone) if there is none yet.
    ///
    /// Answers [`VaultError::AlreadyOpen`] if another Alongside holds it, without waiting.
    pub fn take(folder: &Path) -> Result<Self> {
        let failed = |error: std::io::Error| VaultError::from_io(Doing::Locking, &error);
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(failed)?;

        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(folder.join(NAME)).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self {
                folder: folder.to_owned(),
                file,
            }),
            Err(TryLockError::WouldBlock) => Err(VaultError::AlreadyOpen),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    /// The folder this is the lock of.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for VaultLock {
    fn drop(&mut self) {
        // Closing the file would do, but for a moment a program started meanwhile holds a copy of it. If unlocking
        // fails, closing still follows.
        let _ = self.file.unlock();
    }
}
