//! Reading files within bounds: a wrong click on a film must not fill the memory.

use super::{ImportError, LARGEST_FILE};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The bytes of a file of at most [`LARGEST_FILE`].
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, ImportError> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    within(size)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // The size just asked for is only a promise: a pipe has none, a file may grow.
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    within(bytes.len() as u64)?;
    Ok(bytes)
}

/// Refuses what is too large or empty.
pub(crate) fn within(size: u64) -> Result<(), ImportError> {
    if size > LARGEST_FILE {
        return Err(ImportError::TooLarge {
            size,
            most: LARGEST_FILE,
        });
    }
    Ok(())
}
