//! `cargo xtask fmt`: every source file in the house format.

use crate::program::{cargo, npm, show};
use crate::{Outcome, ui};

pub(crate) fn format() -> Outcome {
    show(&mut cargo(&["fmt", "--all"]))?;
    ui::ready()?;
    show(&mut npm(&["run", "--silent", "format"]))
}
