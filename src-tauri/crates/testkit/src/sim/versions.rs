//! Laptops that run an earlier version of this program, until somebody gets round to the upgrade: what only the newer one knows goes
//! through them and stays whole.

use super::deeds::Weather;
use super::laptop::{Broken, Laptop};
use super::world::World;
use crate::Dice;
use alongside_domain::Kind;
use alongside_store::fault::{Earlier, be};

/// What the earlier version does not know: a kind of record, and a field each of two others.
pub const EARLIER: Earlier = Earlier {
    kinds: &[Kind::Contact],
    fields: &[(Kind::Person, 3), (Kind::Service, 4)],
};

/// The names of those fields.
const UNKNOWN_FIELDS: [(Kind, &str); 2] = [
    (Kind::Person, "family_name"),
    (Kind::Service, "description"),
];

/// What is done while this lives is done by a laptop's own version.
pub struct AsVersion(());

impl Drop for AsVersion {
    fn drop(&mut self) {
        be(None);
    }
}

impl Laptop {
    /// Does what follows as the version that this laptop runs.
    #[must_use]
    pub fn as_its_version(&self) -> AsVersion {
        be(self.is_earlier.then_some(EARLIER));
        AsVersion(())
    }

    /// Whether its version knows a kind of record.
    #[must_use]
    pub fn knows(&self, kind: Kind) -> bool {
        !self.is_earlier || !EARLIER.kinds.contains(&kind)
    }

    /// Of a record's fields those that its version shows.
    #[must_use]
    pub fn known_fields(&self, kind: Kind, fields: &[&'static str]) -> Vec<&'static str> {
        let is_known =
            |field: &&&'static str| !self.is_earlier || !UNKNOWN_FIELDS.contains(&(kind, **field));
        fields.iter().filter(is_known).copied().collect()
    }
}

impl World {
    /// Some laptops of the team have not been upgraded for a while.
    pub(super) fn hold_back(&mut self, weather: &Weather) {
        if !weather.versions {
            return;
        }
        let mut dice = self.dice();
        for number in 0..self.laptops.len() {
            if dice.percent(50) {
                self.laptop(number).is_earlier = true;
                self.tell_of(number, "runs an earlier version");
            }
        }
    }

    /// A laptop is upgraded, if one is left.
    pub(super) fn upgrade(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let earlier: Vec<usize> = self
            .here()
            .into_iter()
            .filter(|number| self.laptops.get(*number).is_some_and(|it| it.is_earlier))
            .collect();
        match super::act::one_of(&earlier, dice) {
            Some(number) => self.upgrade_one(number),
            None => Ok(()),
        }
    }

    /// Every laptop is upgraded at last.
    pub(super) fn upgrade_all(&mut self) -> Result<(), Broken> {
        for number in 0..self.laptops.len() {
            if self.laptop(number).is_earlier {
                self.upgrade_one(number)?;
            }
        }
        Ok(())
    }

    fn upgrade_one(&mut self, number: usize) -> Result<(), Broken> {
        self.tell_of(number, "is upgraded");
        self.laptop(number).is_earlier = false;
        if self.laptop(number).is_running() {
            self.crash(number)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_names() {
        let named = UNKNOWN_FIELDS.map(|(kind, name)| {
            let field = kind.table().field(name);
            (kind, field.map_or(0, |field| field.number))
        });
        assert_eq!(EARLIER.fields, named);
    }
}
