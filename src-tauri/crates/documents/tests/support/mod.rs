//! What the tests of imports share.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Goes on, whatever the progress.
pub fn on(_: usize, _: usize) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A file of the real data that the project carries.
pub fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/data")
        .join(path)
}
