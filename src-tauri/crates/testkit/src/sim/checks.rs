//! What must be so when everything has come to rest.

use super::laptop::{Broken, Laptop, told};
use super::words::{Word, Words};
use super::world::World;
use alongside_domain::Kind;
use alongside_protocol::{DeviceId, Role, Roster};
use alongside_store::spaces::{DIRECTORY, PERSON, PRIVATE, TEAM};
use alongside_sync::{Standing, Trouble};
use std::collections::{BTreeMap, BTreeSet};

/// Who may read the same.
type Reading = (u8, Option<usize>);

impl World {
    /// Everything that must be so at the end.
    ///
    /// # Errors
    /// What is not so.
    pub fn check(&mut self) -> Result<(), Broken> {
        let live = self.live()?;
        self.check_rest(&live)?;
        self.check_rows()?;
        self.check_same(&live)?;
        self.check_erased()?;
        self.check_told()?;
        self.check_words(&live)?;
        self.check_narrowed(&live)?;
        self.check_revoked()?;
        self.check_secrets()
    }

    /// Laptops that belong, by the longest log that is known.
    pub(super) fn live(&self) -> Result<Vec<usize>, Broken> {
        let roster = self.roster()?;
        Ok(self
            .here()
            .into_iter()
            .filter(|number| {
                self.laptops
                    .get(*number)
                    .and_then(|laptop| laptop.engine().team())
                    .is_some_and(|team| roster.live(&team.device).is_some())
            })
            .collect())
    }

    /// The newest roster that anybody has.
    pub(super) fn roster(&self) -> Result<Roster, Broken> {
        self.laptops
            .iter()
            .filter(|laptop| laptop.is_running())
            .filter_map(|laptop| laptop.engine().team()?.roster)
            .max_by_key(|roster| roster.number)
            .cloned()
            .ok_or_else(|| "nobody knows the team".to_owned())
    }

    pub(super) fn at(&self, number: usize) -> Result<&Laptop, Broken> {
        self.laptops
            .get(number)
            .ok_or_else(|| "there is no such laptop".to_owned())
    }

    /// Nothing waits any more, and nobody is troubled by what was nobody's fault.
    fn check_rest(&self, live: &[usize]) -> Result<(), Broken> {
        for number in live {
            let laptop = self.at(*number)?;
            let status = laptop.engine().status(laptop.store()).map_err(told)?;
            if status.unsent > 0 {
                return Err(format!(
                    "{} has {} changes unsent",
                    laptop.name, status.unsent
                ));
            }
            let is_forked = |trouble: &Trouble| matches!(trouble, Trouble::Forked { .. });
            // Who lies in snapshots is named, and nothing else comes of it.
            let is_liar = |trouble: &Trouble| {
                alongside_sync::fault::lies() && matches!(trouble, Trouble::FalseSnapshot { .. })
            };
            let excused = |trouble: &Trouble| {
                (self.server.restored > 0 && is_forked(trouble)) || is_liar(trouble)
            };
            let odd = status
                .notices
                .iter()
                .map(|notice| notice.trouble)
                .chain(status.trouble)
                .find(|trouble| !excused(trouble));
            if let Some(odd) = odd {
                return Err(format!("{} notices {odd:?}", laptop.name));
            }
            if status.standing != Standing::Synced && status.notices.is_empty() {
                return Err(format!(
                    "{} says {:?} at the end",
                    laptop.name, status.standing
                ));
            }
            if status.waiting > 0 {
                return Err(format!(
                    "{} has {} entries unread",
                    laptop.name, status.waiting
                ));
            }
        }
        Ok(())
    }

    /// Every row is what its log says.
    fn check_rows(&self) -> Result<(), Broken> {
        for laptop in self.laptops.iter().filter(|laptop| laptop.is_running()) {
            laptop
                .store()
                .replica_read(|replica| replica.check_rows())
                .map_err(|error| format!("{}: {error}", laptop.name))?;
        }
        Ok(())
    }

    /// Laptops that may read the same have the same.
    fn check_same(&self, live: &[usize]) -> Result<(), Broken> {
        let mut digests: BTreeMap<Reading, (usize, [u8; 32])> = BTreeMap::new();
        for number in live {
            let laptop = self.at(*number)?;
            let Some(team) = laptop.engine().team() else {
                continue;
            };
            if team.role == Some(Role::ReadOnly) && self.server.restored > 0 {
                // It may be the last that keeps what the server lost and somebody wrote who is out by now; it cannot carry that anywhere.
                continue;
            }
            let mut readings: Vec<Reading> = vec![(DIRECTORY, None)];
            if team.role != Some(Role::Volunteer) {
                readings.extend([(PERSON, None), (TEAM, None)]);
            }
            if laptop.engine().reads_private() {
                readings.push((PRIVATE, Some(laptop.person)));
            }
            for reading in readings {
                let digest = laptop
                    .store()
                    .replica_read(|replica| replica.digest_of(reading.0))
                    .map_err(told)?;
                let (other, known) = *digests.entry(reading).or_insert((*number, digest));
                if known != digest {
                    let other = &self.at(other)?.name;
                    return Err(format!(
                        "{} and {other} differ in spaces of kind {}: {}",
                        laptop.name,
                        reading.0,
                        self.tell_apart(laptop, other)?
                    ));
                }
            }
        }
        Ok(())
    }

    fn tell_apart(&self, one: &Laptop, other: &str) -> Result<String, Broken> {
        let Some(other) = self.laptops.iter().find(|laptop| laptop.name == other) else {
            return Ok(String::new());
        };
        let (mine, theirs) = (
            self.words.standing(one.store())?,
            self.words.standing(other.store())?,
        );
        let apart: Vec<String> = mine
            .keys()
            .chain(theirs.keys())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .filter(|place| mine.get(place) != theirs.get(place))
            .map(|place| format!("{:?} / {:?}", mine.get(place), theirs.get(place)))
            .collect();
        let differences = (
            one.store().differences_count().unwrap_or(0),
            other.store().differences_count().unwrap_or(0),
        );
        Ok(format!("{apart:?}, {differences:?} differences"))
    }

    /// Nothing of who was erased is left anywhere, nor can be read by anybody who comes later.
    fn check_erased(&mut self) -> Result<(), Broken> {
        let roster = self.roster()?;
        let erased: Vec<_> = self
            .erasing
            .iter()
            .filter(|(space, _)| {
                roster
                    .erased
                    .contains_key(&alongside_protocol::SpaceId(*space.as_bytes()))
            })
            .map(|(space, person)| (*space, *person))
            .collect();
        let live = self.live()?;
        for (space, person) in erased {
            for number in &live {
                let laptop = self.at(*number)?;
                let kept = laptop
                    .store()
                    .replica_read(|replica| replica.space(space))
                    .map_err(told)?;
                if kept.is_some_and(|kept| !kept.is_erased || kept.secret.is_some()) {
                    return Err(format!("{} keeps the key of an erased space", laptop.name));
                }
                let known = self.words.known_on(laptop)?;
                let left = self.words.all.iter().find(|(text, word)| {
                    word.target.person == Some(person) && known.contains(*text)
                });
                if let Some((text, _)) = left {
                    return Err(format!(
                        "{} still knows {text} of who was erased",
                        laptop.name
                    ));
                }
            }
        }
        Ok(())
    }

    /// Every word is where it should be.
    fn check_words(&mut self, live: &[usize]) -> Result<(), Broken> {
        let roster = self.roster()?;
        let erased: BTreeSet<_> = self
            .erasing
            .iter()
            .filter(|(space, _)| {
                roster
                    .erased
                    .contains_key(&alongside_protocol::SpaceId(*space.as_bytes()))
            })
            .map(|(_, person)| *person)
            .collect();
        // What stands only on a laptop that is out, or was never in, may stay there.
        let writers: BTreeSet<usize> = live.iter().copied().collect();
        // And what somebody wrote who may not read it any more is kept for them.
        let mut left: BTreeSet<String> = BTreeSet::new();
        for number in live {
            left.extend(Words::left_on(self.at(*number)?)?);
        }
        for number in live {
            let laptop = self.at(*number)?;
            let (known, shown) = (self.words.known_on(laptop)?, self.words.shown_on(laptop)?);
            for (text, word) in &self.words.all {
                let is_due = word.acknowledged.is_some()
                    || (!word.may_be_lost
                        && writers.contains(&word.laptop)
                        && self.at(word.laptop)?.life == word.life);
                let is_gone =
                    (word.may_be_lost || left.contains(text)) && word.acknowledged.is_none();
                if !is_due || is_gone || !self.may_read(laptop, word) {
                    continue;
                }
                if word
                    .target
                    .person
                    .is_some_and(|person| erased.contains(&person))
                {
                    continue;
                }
                if !known.contains(text) {
                    return Err(format!("{} does not know {text}: {word:?}", laptop.name));
                }
                if !self.words.superseded.contains(text) && !shown.contains(text) {
                    return Err(format!(
                        "{} does not show {text}, which nobody wrote over",
                        laptop.name
                    ));
                }
            }
        }
        Ok(())
    }

    fn may_read(&self, laptop: &Laptop, word: &Word) -> bool {
        let Some(team) = laptop.engine().team() else {
            return false;
        };
        match word.target.kind {
            Kind::Service => true,
            Kind::Reflection => {
                word.target.writer == Some(laptop.person) && laptop.engine().reads_private()
            }
            _ => team.role != Some(Role::Volunteer),
        }
    }

    /// Who volunteers has nothing of people but what they wrote themselves, whatever they were before.
    fn check_narrowed(&self, live: &[usize]) -> Result<(), Broken> {
        for number in live {
            let laptop = self.at(*number)?;
            let role = laptop.engine().team().and_then(|team| team.role);
            if role != Some(Role::Volunteer) {
                continue;
            }
            let known = self.words.known_on(laptop)?;
            for (text, word) in &self.words.all {
                let is_own = self.at(word.laptop)?.person == laptop.person;
                if !is_own && known.contains(text) && !self.may_read(laptop, word) {
                    return Err(format!("{} volunteers and has {text}", laptop.name));
                }
            }
        }
        Ok(())
    }

    /// Of everybody who was erased, each laptop that belongs has said that they are gone from it.
    fn check_told(&self) -> Result<(), Broken> {
        let roster = self.roster()?;
        let silent = roster.erased.keys().find_map(|space| {
            let mut live = roster.live_devices();
            let silent = live.find(|(id, device, _)| {
                // Who is on the way in, or away for good, has not read it.
                self.is_at_rest_under(id) && !roster.has_erased(device, space)
            });
            silent.map(|(id, ..)| *id)
        });
        match silent {
            Some(id) => Err(format!("{id} does not say that somebody is erased")),
            None => Ok(()),
        }
    }

    fn is_at_rest_under(&self, id: &DeviceId) -> bool {
        let mut running = self.laptops.iter().filter(|laptop| laptop.is_running());
        running.any(|laptop| {
            let team = laptop.engine().team();
            team.is_some_and(|team| team.device == *id && team.role.is_some())
                && laptop.engine().is_idle()
        })
    }

    /// Who was taken out knows nothing that was written afterwards.
    fn check_revoked(&mut self) -> Result<(), Broken> {
        if self.server.restored > 0 {
            // While the server had forgotten the revocation, it was none.
            return Ok(());
        }
        let roster = self.roster()?;
        for laptop in self.laptops.iter().filter(|laptop| laptop.is_running()) {
            let Some(team) = laptop.engine().team() else {
                continue;
            };
            let Some(out_at) = self.out_at.get(&team.device).copied() else {
                continue;
            };
            if roster.live(&team.device).is_some() {
                continue;
            }
            let known = self.words.known_on(laptop)?;
            for (text, word) in &self.words.all {
                let is_own = self.at(word.laptop)?.person == laptop.person;
                if word.born > out_at && !is_own && known.contains(text) {
                    return Err(format!("{}, which is out, learnt {text}", laptop.name));
                }
            }
        }
        Ok(())
    }
}
