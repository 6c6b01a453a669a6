//! What each deed does in the world. A deed that makes no sense there and then (nobody to let in, nothing to undo) does nothing.

use super::chance::mixed;
use super::deeds::{Deed, What};
use super::laptop::{Broken, Whereabouts, told};
use super::words::Target;
use super::world::World;
use crate::Dice;
use alongside_domain::Kind;
use alongside_protocol::Role;
use alongside_store::{Store, StoreError, Tx};
use alongside_sync::Input;
use uuid::Uuid;

impl World {
    /// Does a deed.
    ///
    /// # Errors
    /// What must never be.
    pub fn act(&mut self, deed: Deed) -> Result<(), Broken> {
        let mut dice = Dice::new(deed.roll);
        let dice = &mut dice;
        self.note(deed.roll);
        match deed.what {
            What::Write => self.writes(dice, 1),
            What::Type => self.writes(dice, 3),
            What::WriteInTwo => self.write_in_two(dice),
            What::Make => self.make(dice),
            What::Import => self.import(dice),
            What::Archive => self.archive(dice),
            What::Undo => self.undo(dice),
            What::Decide => self.decide(dice),
            What::Line => self.line(dice),
            What::Crash => self.with_one(dice, |world, number| {
                world.tell_of(number, "crashes");
                world.crash(number)
            }),
            What::CrashWithin => {
                self.crash_within = one_of(&self.here(), dice);
                Ok(())
            }
            What::ServerCrash => {
                self.tell(|| "the server crashes".to_owned());
                self.server.start()
            }
            What::Clock => self.clock(dice),
            What::Copy => self.copy(dice),
            What::Restore => self.restore(dice),
            What::Clone => self.clone_laptop(dice),
            What::Backup => {
                self.tell(|| "the server is backed up".to_owned());
                self.server.back_up(self.now.get())
            }
            What::RestoreServer => self.restore_server(),
            What::Admit => self.admit(dice),
            What::AddLaptop => self.add_own(dice),
            What::Revoke => self.revoke(dice),
            What::Remove => self.remove(dice),
            What::ChangeRole => self.change_role(dice),
            What::Rotate => self.rotate(dice),
            What::Erase => self.erase(dice),
            What::Upgrade => self.upgrade(dice),
            What::ComeAgain => self.comes_again(dice),
            What::Stick => self.stick(dice),
            What::Night => {
                let hours = i64::try_from(1 + dice.below(10)).unwrap_or(1);
                self.night(hours)
            }
        }
    }

    /// Some hours pass. Now and then laptops are awake for the first of them; for the rest every lid is closed, so that what was due
    /// comes late, and all at once.
    fn night(&mut self, hours: i64) -> Result<(), Broken> {
        self.tell(|| format!("{hours} hours pass"));
        let until = self.now.get() + hours * 3_600_000;
        if hours % 3 == 0 {
            self.pass(self.now.get() + 3_600_000)?;
        }
        self.now.set(until);
        Ok(())
    }

    fn with_one(
        &mut self,
        dice: &mut Dice,
        work: impl FnOnce(&mut Self, usize) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        match one_of(&self.here(), dice) {
            Some(number) => work(self, number),
            None => Ok(()),
        }
    }

    /// Somebody writes on a laptop: whole, and remembered.
    fn write_on(
        &mut self,
        number: usize,
        work: impl FnOnce(&Store) -> Result<(), StoreError>,
    ) -> Result<bool, Broken> {
        let now = self.now.get();
        let words = std::mem::take(&mut self.words);
        let laptop = self.laptop(number);
        let before = words.standing(laptop.store())?;
        let done = {
            let _version = laptop.as_its_version();
            work(laptop.store())
        };
        let after = words.standing(laptop.store())?;
        let life = laptop.life;
        self.words = words;
        match done {
            Ok(()) => {}
            Err(StoreError::NotFound | StoreError::NothingToUndo) => return Ok(false),
            // With somebody whose own record has not come here yet: no screen offers that.
            Err(other) if told(&other).contains("FOREIGN KEY") => return Ok(false),
            Err(other) => return Err(told(other)),
        }
        self.words.note(&before, &after, number, life, now);
        self.step(number, Input::Written)?;
        Ok(true)
    }

    fn target_on(&mut self, number: usize, dice: &mut Dice) -> Result<Option<Target>, Broken> {
        let words = std::mem::take(&mut self.words);
        let standing = words.standing(self.laptop(number).store());
        let here: Vec<Target> = standing.map(|standing| {
            let known = words.targets.iter();
            known
                .filter(|target| standing.keys().any(|(id, _)| *id == target.id))
                .copied()
                .collect()
        })?;
        self.words = words;
        Ok(one_of(&here, dice))
    }

    /// Who may write: everybody who belongs and does not only read; who has not joined writes alone.
    fn writer(&self, dice: &mut Dice) -> Option<usize> {
        let writers: Vec<usize> = self
            .here()
            .into_iter()
            .filter(|number| {
                self.laptops
                    .get(*number)
                    .is_some_and(|laptop| !laptop.only_reads)
            })
            .collect();
        one_of(&writers, dice)
    }

    fn is_volunteer(&self, number: usize) -> bool {
        self.laptops
            .get(number)
            .and_then(|laptop| laptop.engine().team())
            .is_some_and(|team| team.role.is_none_or(|role| role == Role::Volunteer))
    }

    fn writes(&mut self, dice: &mut Dice, times: usize) -> Result<(), Broken> {
        let Some(number) = self.writer(dice) else {
            return Ok(());
        };
        let Some(target) = self.target_on(number, dice)? else {
            return Ok(());
        };
        if self.is_volunteer(number) && target.kind != Kind::Service {
            return Ok(());
        }
        for _ in 0..times {
            let fields = self
                .laptop(number)
                .known_fields(target.kind, target.fields());
            let Some(field) = one_of(&fields, dice) else {
                return Ok(());
            };
            let word = self.words.fresh();
            self.tell_of(
                number,
                &format!("writes {word} in {field} of {}", short(&target)),
            );
            self.write_on(number, |store| {
                let (_, _) = store.transact("edit", |tx| target.set(tx, field, &word))?;
                Ok(())
            })?;
        }
        Ok(())
    }

    fn write_in_two(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let Some(number) = self.writer(dice) else {
            return Ok(());
        };
        if self.is_volunteer(number) {
            return Ok(());
        }
        let (one, two) = (self.target_on(number, dice)?, self.target_on(number, dice)?);
        let (Some(one), Some(two)) = (one, two) else {
            return Ok(());
        };
        let (first, second) = (self.words.fresh(), self.words.fresh());
        self.tell_of(
            number,
            &format!(
                "writes {first} in {} and {second} in {}",
                short(&one),
                short(&two)
            ),
        );
        self.write_on(number, |store| {
            let put = |tx: &mut Tx<'_>, target: &Target, word: &str| {
                target.set(tx, target.fields().first().copied().unwrap_or("name"), word)
            };
            store.transact("edit in two", |tx| {
                put(tx, &one, &first)?;
                put(tx, &two, &second)
            })?;
            Ok(())
        })?;
        Ok(())
    }

    fn make(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let Some(number) = self.writer(dice) else {
            return Ok(());
        };
        let id = dice.id(u64::try_from(self.words.targets.len()).unwrap_or(0));
        let person = {
            let target = self.target_on(number, dice)?;
            target.and_then(|target| target.person)
        };
        let kind = if self.is_volunteer(number) {
            Kind::Service
        } else {
            match dice.below(6) {
                0 | 1 => Kind::Person,
                2 => Kind::Service,
                3 => Kind::Reflection,
                _ if person.is_none() => Kind::Person,
                _ => Kind::Contact,
            }
        };
        let writer = self.laptop(number).person;
        if !self.laptop(number).knows(kind) {
            return Ok(());
        }
        let target = Target {
            kind,
            id,
            person: match kind {
                Kind::Person => Some(id),
                Kind::Contact => person,
                _ => None,
            },
            writer: (kind == Kind::Reflection).then_some(writer),
        };
        let word = self.words.fresh();
        self.tell_of(number, &format!("makes {} with {word}", short(&target)));
        self.words.targets.push(target);
        self.write_on(number, |store| {
            store.transact("make", |tx| target.make(tx, &word))?;
            Ok(())
        })?;
        Ok(())
    }

    /// A list of services, and of people unless it is a volunteer who reads it. The last line corrects the first.
    fn import(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let Some(number) = self.writer(dice) else {
            return Ok(());
        };
        let people = !self.is_volunteer(number) && dice.percent(50);
        let mut lines = Vec::new();
        for _ in 0..3 + dice.below(8) {
            let id = dice.id(u64::try_from(self.words.targets.len()).unwrap_or(0));
            let is_person = people && dice.percent(40);
            let target = Target {
                kind: if is_person {
                    Kind::Person
                } else {
                    Kind::Service
                },
                id,
                person: is_person.then_some(id),
                writer: None,
            };
            self.words.targets.push(target);
            lines.push((target, self.words.fresh()));
        }
        let again = self.words.fresh();
        let words: Vec<&str> = lines.iter().map(|(_, word)| word.as_str()).collect();
        self.tell_of(
            number,
            &format!("reads a list with {}, and {again}", words.join(", ")),
        );
        self.write_on(number, |store| {
            store.transact("import", |tx| {
                for (target, word) in &lines {
                    target.make(tx, word)?;
                }
                match lines.first() {
                    Some((first, _)) => first.set(
                        tx,
                        first.fields().first().copied().unwrap_or("name"),
                        &again,
                    ),
                    None => Ok(()),
                }
            })?;
            Ok(())
        })?;
        Ok(())
    }

    fn archive(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let Some(number) = self.writer(dice) else {
            return Ok(());
        };
        let Some(target) = self.target_on(number, dice)? else {
            return Ok(());
        };
        if self.is_volunteer(number) && target.kind != Kind::Service {
            return Ok(());
        }
        let into = !dice.percent(30);
        self.tell_of(
            number,
            &format!(
                "puts {} {} the bin",
                short(&target),
                if into { "into" } else { "out of" }
            ),
        );
        self.write_on(number, |store| {
            store.transact("archive", |tx| tx.archive(target.kind, target.id, into))?;
            Ok(())
        })?;
        Ok(())
    }

    fn undo(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let Some(number) = self.writer(dice) else {
            return Ok(());
        };
        if self.is_volunteer(number) {
            return Ok(());
        }
        let again = dice.percent(30);
        self.tell_of(number, if again { "does it again" } else { "undoes it" });
        self.write_on(number, |store| {
            if again { store.redo() } else { store.undo() }.map(|_| ())
        })?;
        Ok(())
    }

    fn decide(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let differing: Vec<usize> = self
            .here()
            .into_iter()
            .filter(|number| {
                self.laptops.get(*number).is_some_and(|laptop| {
                    !laptop.is_earlier && laptop.store().differences_count().unwrap_or(0) > 0
                })
            })
            .collect();
        let Some(number) = one_of(&differing, dice) else {
            return Ok(());
        };
        let is_reader = self.in_role(&[Role::ReadOnly]).contains(&number);
        if is_reader || self.is_volunteer(number) {
            return Ok(());
        }
        let differences = self.laptop(number).store().differences().map_err(told)?;
        let Some(difference) = one_of(&differences, dice) else {
            return Ok(());
        };
        let choice = dice.below(3);
        let word = self.words.fresh();
        let is_text = difference.key.field != 0
            && matches!(difference.losing.value, alongside_domain::Value::Text(_));
        let value = match choice {
            0 => None,
            1 => Some(difference.losing.value.clone()),
            _ if is_text => Some(alongside_domain::Value::Text(word.clone())),
            _ => None,
        };
        self.tell_of(number, &format!("decides a difference: {value:?}"));
        let done = self.write_on(number, |store| {
            store.transact("decide", |tx| tx.settle(&difference.key, value))?;
            Ok(())
        })?;
        if done {
            let still = self.laptop(number).store().differences().map_err(told)?;
            if still.iter().any(|it| it.key == difference.key) {
                return Err("a difference that was decided is asked again".to_owned());
            }
            for side in [&difference.losing.value, &difference.standing.value] {
                if let alongside_domain::Value::Text(text) = side {
                    self.words.superseded.insert(text.clone());
                }
            }
        }
        Ok(())
    }

    fn line(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        self.with_one(dice, |world, number| {
            let online = !world.laptop(number).online;
            world.laptop(number).online = online;
            world.tell_of(
                number,
                if online {
                    "finds a network"
                } else {
                    "loses its network"
                },
            );
            if online { world.start(number) } else { Ok(()) }
        })
    }

    fn clock(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let off = match dice.below(10) {
            // Summer time begins or ends where it should not; somebody comes home from New Zealand, or goes to Hawaii.
            6 => -3_600_000,
            7 => 13 * 3_600_000,
            8 => -10 * 3_600_000,
            9 => 30 * 60_000,
            0 => 0,
            1 => 3 * 365 * 86_400_000,
            2 => -3 * 365 * 86_400_000,
            3 => 3_600_000,
            4 => -90_000,
            _ => 240_000,
        };
        let crumbs = i64::try_from(dice.below(997)).unwrap_or(0);
        self.with_one(dice, |world, number| {
            world.laptop(number).clock.put_off(off + crumbs);
            world.tell_of(number, &format!("has a clock that is {off} ms off"));
            Ok(())
        })
    }

    fn copy(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        self.with_one(dice, |world, number| {
            let path = world.path(&format!("copy-of-{number}.db"));
            world.tell_of(number, "is copied");
            world.laptop(number).close();
            world.laptop(number).copy_file(&path)?;
            let now = world.now.get();
            world.copies.insert(number, (path, now));
            world.laptop(number).open()?;
            world.start(number)
        })
    }

    fn restore(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let copied: Vec<usize> = self.copies.keys().copied().collect();
        let Some(number) = one_of(&copied, dice) else {
            return Ok(());
        };
        if self.laptop(number).whereabouts == Whereabouts::Gone {
            return Ok(());
        }
        let Some((path, _)) = self.copies.get(&number).cloned() else {
            return Ok(());
        };
        let elsewhere = dice.percent(50);
        let crumbs = i64::try_from(1 + dice.below(5_000)).unwrap_or(1);
        self.tell_of(number, "goes back to its copy");
        self.words.lose(number);
        self.doubled.insert(number);
        let laptop = self.laptop(number);
        laptop.close();
        super::server::copy_database(&path, &laptop.path)?;
        laptop.life += 1;
        laptop.clock.put_off(laptop.clock.off() + crumbs);
        if elsewhere {
            let number = u64::from(laptop.life) + 1_000;
            laptop.move_to_another_installation(number);
        }
        laptop.open()?;
        self.start(number)
    }

    fn clone_laptop(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        if self.laptops.len() > 7 {
            return Ok(());
        }
        let elsewhere = dice.percent(70);
        let crumbs = i64::try_from(1 + dice.below(5_000)).unwrap_or(1);
        self.with_one(dice, |world, number| {
            let file = format!("{}.db", world.laptops.len());
            let path = world.path(&file);
            world.tell_of(number, "is cloned");
            world.laptop(number).close();
            world.laptop(number).copy_file(&path)?;
            world.laptop(number).open()?;
            world.start(number)?;
            let (name, person) = {
                let laptop = world.laptop(number);
                (format!("{}'s double", laptop.name), laptop.person)
            };
            let double = world.add_laptop(&file, &name, person)?;
            world.doubled.extend([number, double]);
            world.laptop(double).is_earlier = world.laptop(number).is_earlier;
            world.laptop(double).only_reads = world.laptop(number).only_reads;
            if !elsewhere {
                let installation = world.laptop(number).installation();
                world.laptop(double).set_installation(installation);
            }
            world.laptop(double).close();
            world.laptop(double).open()?;
            let off = world.laptop(number).clock.off();
            world.laptop(double).clock.put_off(off + crumbs);
            world.start(double)
        })
    }

    fn restore_server(&mut self) -> Result<(), Broken> {
        let Some(since) = self.server.backup else {
            return Ok(());
        };
        self.tell(|| "the server's backup is put back".to_owned());
        self.server.restore()?;
        let lives: Vec<(bool, u32)> = self
            .laptops
            .iter()
            .map(|laptop| (laptop.whereabouts == Whereabouts::Here, laptop.life))
            .collect();
        self.words.forget_acknowledgements(since, &|word| {
            lives.get(word.laptop) == Some(&(true, word.life))
        });
        Ok(())
    }
}

/// One of a list.
pub fn one_of<T: Clone>(list: &[T], dice: &mut Dice) -> Option<T> {
    let count = u64::try_from(list.len()).unwrap_or(0);
    if count == 0 {
        return None;
    }
    list.get(usize::try_from(dice.below(count)).unwrap_or(0))
        .cloned()
}

pub(super) fn tail(id: &Uuid) -> String {
    format!(
        "…{:04x}",
        mixed(&[id.as_u64_pair().0, id.as_u64_pair().1]) & 0xffff
    )
}

fn short(target: &Target) -> String {
    let of = target
        .person
        .map_or_else(String::new, |person| format!(" of {}", tail(&person)));
    format!("{:?} {}{of}", target.kind, tail(&target.id))
}
