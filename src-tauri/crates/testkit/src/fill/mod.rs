//! Believable records in any number, the same for the same seed: for benchmarks and for tests of size.

mod people;
mod services;
mod words;

use crate::dice::Dice;
use alongside_store::{Result, Store};

pub use people::{contact, person};
pub use services::{Listing, listing};

/// People, each with contacts, and services, each with an organisation and a place; in commits of a thousand.
///
/// # Errors
/// Those of the file.
pub fn fill(store: &Store, people: u64, contacts_per_person: u64, services: u64) -> Result<()> {
    let mut dice = Dice::new(2026);
    let mut order = 0;
    for first in (0..people).step_by(1000) {
        store.transact("add_people", |tx| {
            for number in first..people.min(first + 1000) {
                order += 1;
                let someone = person(&mut dice, order, number);
                tx.add(&someone)?;
                for _ in 0..contacts_per_person {
                    order += 1;
                    tx.add(&contact(&mut dice, order, someone.id))?;
                }
            }
            Ok(())
        })?;
    }
    for first in (0..services).step_by(1000) {
        store.transact("import_directory", |tx| {
            for number in first..services.min(first + 1000) {
                order += 3;
                let entry = listing(&mut dice, order, number);
                tx.add(&entry.organisation)?;
                tx.add(&entry.service)?;
                tx.add(&entry.place)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}
