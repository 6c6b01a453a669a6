//! Two teams under one seed: Riverside shares one person with Lantern and ends it again, while both write, lines break and laptops crash
//! and are lost. Afterwards: what is shared is the same everywhere, guests have no row of anything else, and who was let go has nothing.

use super::act::one_of;
use super::laptop::{Broken, told};
use super::world::World;
use super::{Ended, MOST_EVENTS};
use crate::Dice;
use alongside_domain::contact::Contact;
use alongside_domain::ids::{ContactId, PersonId};
use alongside_domain::person::Person;
use alongside_domain::{Record as _, Value};
use alongside_protocol::{Role, SpaceId, TeamId};
use alongside_store::{Store, StoreError};
use alongside_sync::{Input, Standing, Wish};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The person who is shared, and the one who never is.
const SHARED: PersonId = PersonId(Uuid::from_u128(0x0ca_f02));
const OWN: PersonId = PersonId(Uuid::from_u128(0x5e1));

/// A story of two teams: how many deeds, and what they may be.
const DEEDS: u64 = 40;

struct Two {
    world: World,
    home: Vec<usize>,
    guests: Vec<usize>,
    guest_team: TeamId,
    space: Uuid,
    written: u128,
    /// Notes about the shared person: what, and on which laptop.
    notes: BTreeMap<String, usize>,
    /// Laptops that were lost.
    lost: BTreeSet<usize>,
}

/// Runs a seed.
///
/// # Errors
/// What must not be, with the story.
pub fn run(seed: u64, is_told: bool) -> Result<Ended, String> {
    let mut two = Two::new(seed, is_told)?;
    let done = two.play();
    alongside_sync::fault::crash_after(None);
    done.map_err(|why| {
        let story = two.world.story.take().unwrap_or_default().join("\n  ");
        format!("seed {seed} of two teams fails: {why}\n  {story}")
    })?;
    Ok(Ended {
        trace: two.world.trace,
        steps: two.world.steps,
    })
}

impl Two {
    fn new(seed: u64, is_told: bool) -> Result<Self, Broken> {
        let mut world = World::new(seed, is_told)?;
        world.copy_template()?;
        world.quiet(MOST_EVENTS)?;
        let home: Vec<usize> = (0..world.laptops.len()).collect();
        let (tom, guest_team) = second_team(&mut world)?;
        let tina = world.add_colleague("Tina");
        let tina = world.invite(tom, tina, "Tina's laptop", Role::LinkWorker)?;
        world.quiet(MOST_EVENTS)?;
        let mut two = Self {
            world,
            home,
            guests: vec![tom, tina],
            guest_team,
            space: Uuid::nil(),
            written: 0,
            notes: BTreeMap::new(),
            lost: BTreeSet::new(),
        };
        two.meet_the_people()?;
        Ok(two)
    }

    fn meet_the_people(&mut self) -> Result<(), Broken> {
        for (person, name) in [(SHARED, "Mr Okafor"), (OWN, "Selma")] {
            self.write(0, |store| {
                store.transact("add_person", |tx| {
                    tx.put(&Person {
                        preferred_name: name.into(),
                        ..Person::blank(person)
                    })
                })?;
                Ok(())
            })?;
        }
        self.note(0)?;
        self.world.quiet(MOST_EVENTS)?;
        let store = self.world.laptop(0).store();
        let spaces = store.replica_read(|it| it.spaces()).map_err(told)?;
        self.space = spaces
            .into_iter()
            .find(|space| space.person == Some(SHARED.0))
            .map(|space| space.id)
            .ok_or("the person has no space")?;
        Ok(())
    }

    fn write(
        &mut self,
        number: usize,
        work: impl FnOnce(&Store) -> Result<(), StoreError>,
    ) -> Result<bool, Broken> {
        match work(self.world.laptop(number).store()) {
            Ok(()) => {}
            Err(StoreError::NotFound) => return Ok(false),
            Err(other) => return Err(told(other)),
        }
        self.world.step(number, Input::Written)?;
        Ok(true)
    }

    /// Somebody writes a contact with the shared person, and changes a field that everybody changes.
    fn note(&mut self, number: usize) -> Result<(), Broken> {
        self.written += 1;
        let text = format!("note {} on laptop {number}", self.written);
        let id = ContactId(Uuid::from_u128(0x1000 + self.written));
        let wrote = self.write(number, |store| {
            let _: Person = store.get(SHARED)?;
            store.transact("add_contact", |tx| {
                tx.put(&Contact {
                    person: SHARED,
                    note: text.as_str().into(),
                    ..Contact::blank(id)
                })?;
                tx.set::<Person>(SHARED, "alert", json!(text))
            })?;
            Ok(())
        })?;
        if wrote {
            let text = text.clone();
            self.world.tell_of(number, &format!("writes {text}"));
            self.notes.insert(text, number);
        }
        Ok(())
    }

    fn is_shared_for(&self, number: usize) -> bool {
        self.world
            .laptops
            .get(number)
            .is_some_and(|laptop| laptop.engine().shared().contains_key(&self.space))
    }

    fn play(&mut self) -> Result<(), Broken> {
        self.share()?;
        self.rest()?;
        self.check("as soon as it is shared")?;
        self.world.calm = false;
        for _ in 0..DEEDS {
            let mut dice = self.world.dice();
            let after = i64::try_from(dice.below(20_000)).unwrap_or(0);
            self.world.pass(self.world.now.get() + after)?;
            self.deed(&mut dice)?;
        }
        self.world.calm_down()?;
        self.rest()?;
        self.check("at the end")?;
        // Over, whatever was: and then the home goes on alone.
        self.end(0)?;
        self.rest()?;
        let before: BTreeSet<String> = self.notes.keys().cloned().collect();
        self.note(0)?;
        self.rest()?;
        self.check("when it is over")?;
        self.check_learnt(&before)
    }

    /// Everything comes to rest, also what waits for the next look into the other team's log.
    fn rest(&mut self) -> Result<(), Broken> {
        for _ in 0..3 {
            for number in self.everybody() {
                self.world.start(number)?;
            }
            self.world.quiet(MOST_EVENTS)?;
            self.world.pass(self.world.now.get() + 700_000)?;
        }
        self.world.quiet(MOST_EVENTS)
    }

    fn everybody(&self) -> Vec<usize> {
        let all = self.home.iter().chain(&self.guests).copied();
        all.filter(|number| !self.lost.contains(number)).collect()
    }

    fn deed(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let Some(number) = one_of(&self.everybody(), dice) else {
            return Ok(());
        };
        match dice.below(20) {
            0..=7 => self.note(number),
            8 | 9 => {
                let laptop = self.world.laptop(number);
                laptop.online = !laptop.online;
                let what = if laptop.online {
                    "is online"
                } else {
                    "is offline"
                };
                self.world.tell_of(number, what);
                self.world.start(number)
            }
            10 => {
                self.world.tell_of(number, "crashes");
                self.world.crash(number)
            }
            11 => {
                self.world.crash_within = Some(number);
                Ok(())
            }
            12 => self.world.server.start(),
            13 | 14 => self.end(number),
            15 | 16 => self.share(),
            17 => self.rotate(number),
            18 => self.lose(dice),
            _ => self.world.pass(self.world.now.get() + 3_600_000),
        }
    }

    /// Amira and Tom agree: what each shows of their team goes through the mailbox, and each side wishes its part.
    fn share(&mut self) -> Result<(), Broken> {
        let (Some(amira), Some(tom)) = (self.home.first(), self.guests.first()) else {
            return Ok(());
        };
        let (amira, tom) = (*amira, *tom);
        let is_there = [amira, tom].iter().all(|number| {
            self.world.laptops.get(*number).is_some_and(|laptop| {
                laptop
                    .engine()
                    .team()
                    .is_some_and(|team| team.role.is_some())
            })
        });
        if self.is_shared_for(amira) || !is_there {
            return Ok(());
        }
        self.world.tell_of(amira, "shares Mr Okafor with Lantern");
        let offer = self.world.laptop(amira).engine().offer().map_err(told)?;
        let answer = self.world.laptop(tom).engine().answer().map_err(told)?;
        let visit = Wish::Visit {
            host: offer.team,
            name: offer.name,
            anchor: offer.anchor,
        };
        let share = Wish::Share {
            space: SpaceId(*self.space.as_bytes()),
            with: self.guest_team,
            guests: answer.guests,
        };
        self.world.step(tom, Input::Wish(visit))?;
        self.world.step(amira, Input::Wish(share))
    }

    fn end(&mut self, number: usize) -> Result<(), Broken> {
        if !self.is_shared_for(number) {
            return Ok(());
        }
        self.world.tell_of(number, "ends the sharing");
        let space = SpaceId(*self.space.as_bytes());
        self.world
            .step(number, Input::Wish(Wish::EndShare { space }))
    }

    fn rotate(&mut self, number: usize) -> Result<(), Broken> {
        let team = self.world.laptop(number).engine().team();
        let Some((Some(roster), Some(Role::Lead | Role::LinkWorker))) =
            team.map(|team| (team.roster, team.role))
        else {
            return Ok(());
        };
        let since = roster.epoch();
        self.world.tell_of(number, "wishes for new keys");
        self.world.step(number, Input::Wish(Wish::Rotate { since }))
    }

    /// The second laptop of either team is lost, once: the first one says so.
    fn lose(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let side = if dice.percent(50) {
            &self.home
        } else {
            &self.guests
        };
        let (Some(first), Some(lost)) = (side.first().copied(), side.get(1).copied()) else {
            return Ok(());
        };
        let device = self.world.laptop(lost).engine().team().map(|it| it.device);
        let Some(device) = device.filter(|_| self.lost.insert(lost)) else {
            return Ok(());
        };
        self.world.tell_of(lost, "is lost");
        self.world.laptop(lost).online = false;
        self.world.step(first, Input::Wish(Wish::Revoke { device }))
    }

    fn check(&self, when: &str) -> Result<(), Broken> {
        let wrong = |what: String| Err(format!("{when}: {what}"));
        let first = self.at(0)?;
        let is_shared = first.engine().shared().contains_key(&self.space);
        let readers = self.home.iter().filter(|number| {
            let laptop = self.world.laptops.get(**number);
            let team = laptop.and_then(|laptop| laptop.engine().team());
            team.is_some_and(|team| team.role.is_some_and(|role| role != Role::Volunteer))
        });
        let guests = self.guests.iter().filter(|_| is_shared);
        let mut digest = None;
        for number in readers.chain(guests).filter(|it| !self.lost.contains(it)) {
            let laptop = self.at(*number)?;
            let mine = laptop
                .store()
                .replica_read(|it| it.digest_in(self.space))
                .map_err(told)?;
            if *digest.get_or_insert(mine) != mine {
                return wrong(format!("{} has another record", laptop.name));
            }
        }
        for number in self.everybody() {
            let laptop = self.at(number)?;
            let status = laptop.engine().status(laptop.store()).map_err(told)?;
            if status.standing != Standing::Synced || status.waiting > 0 {
                return wrong(format!("{}: {status:?}", laptop.name));
            }
            laptop
                .store()
                .replica_read(|it| it.check_rows())
                .map_err(told)?;
        }
        for number in self.guests.iter().filter(|it| !self.lost.contains(it)) {
            let laptop = self.at(*number)?;
            let store = laptop.store();
            if store.get::<Person>(OWN).is_ok() {
                return wrong(format!("{} has somebody else's row", laptop.name));
            }
            let spaces = store.replica_read(|it| it.spaces()).map_err(told)?;
            let of_others = spaces.iter().filter(|it| it.log.is_some());
            for space in of_others.filter(|space| !space.is_erased) {
                if space.id != self.space || !is_shared {
                    return wrong(format!("{} has the key of {}", laptop.name, space.id));
                }
            }
            if !is_shared && store.get::<Person>(SHARED).is_ok() {
                return wrong(format!("{} still has what is over", laptop.name));
            }
        }
        self.check_notes(when)
    }

    /// What was written stands with the home, or is named to who wrote it.
    fn check_notes(&self, when: &str) -> Result<(), Broken> {
        let at_home = notes_on(self.at(0)?.store())?;
        for (text, number) in &self.notes {
            if at_home.contains(text) || self.lost.contains(number) {
                continue;
            }
            let laptop = self.at(*number)?;
            let left = laptop.engine().left_over(laptop.store()).map_err(told)?;
            let is_named = left.iter().flat_map(|it| &it.commits).any(|commit| {
                commit.operations.iter().any(|operation| {
                    let fields = operation.operation.fields.iter();
                    fields
                        .map(|field| &field.value)
                        .any(|value| matches!(value, Value::Text(it) if it == text))
                })
            });
            if !is_named {
                return Err(format!("{when}: {text} is nowhere"));
            }
        }
        Ok(())
    }

    /// After the end the guests learn nothing newer.
    fn check_learnt(&self, before: &BTreeSet<String>) -> Result<(), Broken> {
        for number in &self.guests {
            let laptop = self.at(*number)?;
            let known = notes_on(laptop.store())?;
            if let Some(text) = known.iter().find(|text| !before.contains(*text)) {
                return Err(format!("{} learnt {text} after the end", laptop.name));
            }
        }
        Ok(())
    }

    fn at(&self, number: usize) -> Result<&super::laptop::Laptop, Broken> {
        let laptop = self.world.laptops.get(number);
        laptop.ok_or_else(|| "there is no such laptop".to_owned())
    }
}

/// The notes about the shared person that a laptop has.
fn notes_on(store: &Store) -> Result<BTreeSet<String>, Broken> {
    let contacts: Vec<Contact> = match store.contacts(SHARED, 0, 100_000) {
        Ok(contacts) => contacts,
        Err(StoreError::NotFound) => Vec::new(),
        Err(other) => return Err(told(other)),
    };
    Ok(contacts.into_iter().map(|it| it.note.0).collect())
}

/// Tom makes a team of his own on the same server.
fn second_team(world: &mut World) -> Result<(usize, TeamId), Broken> {
    let person = world.add_colleague("Tom");
    let tom = world.new_laptop("Tom's laptop", person)?;
    let code = world.server.code(world.now.get(), 8)?;
    let (store, engine) = world.laptop(tom).both();
    engine.found(store, "Lantern", &code).map_err(told)?;
    let team = engine.team().map(|team| (team.team, team.member));
    let (team, member) = team.ok_or("Tom has no team")?;
    if let Some(colleague) = world.colleagues.get_mut(person) {
        colleague.member = member;
    }
    world.start(tom)?;
    world.quiet(MOST_EVENTS)?;
    Ok((tom, team))
}
