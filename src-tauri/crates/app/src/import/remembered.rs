//! Columns that were chosen for a table, remembered: offered again when one with the same headings comes.
//!
//! Only what was chosen by hand is kept: where the guess was right, there is nothing to remember. It is kept with the import, in the
//! same change, and so is undone with it; put in the bin, it is forgotten.

use super::{columns, read};
use crate::failure::Outcome;
use alongside_documents::import::table;
use alongside_domain::Record as _;
use alongside_domain::directory::{ColumnChoice, FedBy};
use alongside_domain::ids::ColumnChoiceId;
use alongside_store::{Store, Tx};
use std::collections::BTreeMap;
use std::path::Path;

/// Columns by what they feed.
type Chosen = BTreeMap<String, String>;

/// What was chosen last for a table with these headings.
pub(super) fn choice(store: &Store, headings: Option<String>) -> Outcome<Option<ColumnChoice>> {
    match headings {
        Some(headings) => Ok(store.column_choice(&headings)?),
        None => Ok(None),
    }
}

/// A choice as the interface speaks of it.
pub(super) fn mapping(choice: &ColumnChoice) -> Chosen {
    choice
        .columns
        .iter()
        .map(|fed| (fed.target.clone(), fed.column.clone()))
        .collect()
}

/// What is to be remembered of an import: nothing, if it is what would be guessed or is known already.
pub(super) fn to_keep(
    store: &Store,
    path: &Path,
    chosen: &Chosen,
) -> Outcome<Option<ColumnChoice>> {
    let Some(headings) = read::headings(path)? else {
        return Ok(None);
    };
    let known = store.column_choice(&headings)?;
    let said = match &known {
        Some(known) => mapping(known),
        None => columns::flat(&table::inspect(&table::open(path)?)?.guess),
    };
    if said == *chosen {
        return Ok(None);
    }
    let mut choice =
        known.unwrap_or_else(|| ColumnChoice::blank(ColumnChoiceId(uuid::Uuid::nil())));
    choice.name = read::source_name(path).into();
    choice.headings = headings.into();
    choice.columns = chosen
        .iter()
        .map(|(target, column)| FedBy {
            target: target.clone(),
            column: column.clone(),
        })
        .collect();
    Ok(Some(choice))
}

/// Remembers it.
pub(super) fn keep(tx: &mut Tx<'_>, mut choice: ColumnChoice) -> alongside_store::Result<()> {
    if choice.id.0.is_nil() {
        choice.id = ColumnChoiceId(tx.new_id());
    }
    choice.author = tx.by().into();
    choice.written_at = Some(tx.now());
    tx.put(&choice)
}
