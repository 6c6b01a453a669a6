//! Deeds that are about the team itself: who belongs to it, its keys, who is erased, and sticks from hand to hand.

use super::act::{one_of, tail};
use super::laptop::{Broken, told};
use super::world::World;
use crate::Dice;
use alongside_protocol::{DeviceId, MemberId, Role, SpaceId};
use alongside_store::Store;
use alongside_sync::{Input, Wish};
use uuid::Uuid;

/// A name for whoever is let in next.
const NAMES: [&str; 6] = ["Dev", "Efua", "Fiona", "Gareth", "Hana", "Idris"];

impl World {
    pub(super) fn admit(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let taken = self.colleagues.len().saturating_sub(3);
        let (Some(lead), Some(name)) =
            (one_of(&self.in_role(&[Role::Lead]), dice), NAMES.get(taken))
        else {
            return Ok(());
        };
        let role = one_of(
            &[
                Role::LinkWorker,
                Role::Volunteer,
                Role::Lead,
                Role::ReadOnly,
            ],
            dice,
        )
        .unwrap_or(Role::LinkWorker);
        self.tell_of(lead, &format!("lets {name} in as {role:?}"));
        let person = self.add_colleague(name);
        self.invite(lead, person, &format!("{name}'s laptop"), role)?;
        Ok(())
    }

    pub(super) fn add_own(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        if self.laptops.len() > 7 {
            return Ok(());
        }
        let Some(number) = one_of(&self.at_work(), dice) else {
            return Ok(());
        };
        let (name, person) = {
            let laptop = self.laptop(number);
            (format!("{}'s other", laptop.name), laptop.person)
        };
        let role = self
            .laptop(number)
            .engine()
            .team()
            .and_then(|team| team.role);
        self.tell_of(number, "lets another laptop of its member in");
        self.invite(number, person, &name, role.unwrap_or(Role::LinkWorker))?;
        Ok(())
    }

    pub(super) fn revoke(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let (Some(lead), Some(lost)) = (
            one_of(&self.in_role(&[Role::Lead]), dice),
            one_of(&self.at_work(), dice),
        ) else {
            return Ok(());
        };
        // Somebody must be left who leads.
        let leads = self.in_role(&[Role::Lead]);
        if lead == lost || (leads.contains(&lost) && leads.len() < 2) {
            return Ok(());
        }
        let Some(device) = self.laptop(lost).engine().team().map(|team| team.device) else {
            return Ok(());
        };
        let name = self.laptop(lost).name.clone();
        self.tell_of(lead, &format!("takes {name} out of the team"));
        let stolen = dice.percent(50);
        if stolen {
            self.laptop(lost).online = false;
        }
        self.wish_out(lead, Wish::Revoke { device }, &[device])
    }

    fn wish_out(&mut self, lead: usize, wish: Wish, devices: &[DeviceId]) -> Result<(), Broken> {
        let now = self.now.get();
        for device in devices {
            self.revoked.entry(*device).or_insert(now);
        }
        self.step(lead, Input::Wish(wish))
    }

    pub(super) fn remove(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let leads = self.in_role(&[Role::Lead]);
        let Some(lead) = one_of(&leads, dice) else {
            return Ok(());
        };
        let me = self.laptop(lead).person;
        let others: Vec<usize> = (0..self.colleagues.len()).filter(|it| *it != me).collect();
        let Some(person) = one_of(&others, dice) else {
            return Ok(());
        };
        let member = self.member_of(person);
        if member == MemberId::default() {
            return Ok(());
        }
        let devices: Vec<DeviceId> = self
            .laptop(lead)
            .engine()
            .team()
            .and_then(|team| team.roster)
            .map(|roster| {
                let all = roster.devices.iter();
                all.filter(|(_, device)| device.member == member)
                    .map(|(id, _)| *id)
                    .collect()
            })
            .unwrap_or_default();
        self.tell_of(lead, &format!("takes person {person} out of the team"));
        self.wish_out(lead, Wish::Remove { member }, &devices)
    }

    pub(super) fn comes_again(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let outside: Vec<usize> = self
            .here()
            .into_iter()
            .filter(|number| {
                let laptop = self.laptops.get(*number);
                laptop.is_some_and(|it| it.is_running() && it.engine().is_out())
            })
            .collect();
        let leads: Vec<usize> = self.in_role(&[Role::Lead]);
        let leads: Vec<usize> = leads
            .into_iter()
            .filter(|lead| !outside.contains(lead))
            .collect();
        let (Some(laptop), Some(lead)) = (one_of(&outside, dice), one_of(&leads, dice)) else {
            return Ok(());
        };
        let roles = [Role::LinkWorker, Role::Volunteer, Role::Lead];
        let chosen = one_of(&roles, dice).unwrap_or(Role::LinkWorker);
        // Who still belongs keeps their role, as the lead knows it.
        let member = self.laptop(laptop).engine().team().map(|team| team.member);
        let known = self
            .laptop(lead)
            .engine()
            .team()
            .and_then(|team| team.roster);
        let there = member.and_then(|member| known?.members.get(&member).copied());
        let role = match there {
            Some(there) if there.is_here => there.role,
            Some(_) => chosen,
            None => return Ok(()),
        };
        let name = self.laptop(laptop).name.clone();
        self.tell_of(lead, &format!("lets {name} in again as {role:?}"));
        self.come_again(lead, laptop, role)
    }

    fn member_of(&self, person: usize) -> MemberId {
        self.colleagues
            .get(person)
            .map_or_else(MemberId::default, |colleague| colleague.member)
    }

    pub(super) fn change_role(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let leads = self.in_role(&[Role::Lead]);
        let Some(lead) = one_of(&leads, dice) else {
            return Ok(());
        };
        let me = self.laptop(lead).person;
        let others: Vec<usize> = (0..self.colleagues.len()).filter(|it| *it != me).collect();
        let Some(person) = one_of(&others, dice) else {
            return Ok(());
        };
        let member = self.member_of(person);
        let roles = [Role::LinkWorker, Role::Volunteer, Role::Lead];
        let role = one_of(&roles, dice).unwrap_or(Role::LinkWorker);
        let is_other = self
            .laptop(lead)
            .engine()
            .team()
            .and_then(|team| team.roster)
            .and_then(|roster| roster.members.get(&member))
            .is_some_and(|there| there.is_here && there.role != role);
        if !is_other {
            return Ok(());
        }
        self.tell_of(lead, &format!("makes person {person} {role:?}"));
        self.step(lead, Input::Wish(Wish::ChangeRole { member, role }))
    }

    pub(super) fn rotate(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let Some(number) = one_of(&self.in_role(&[Role::Lead, Role::LinkWorker]), dice) else {
            return Ok(());
        };
        let since = self
            .laptop(number)
            .engine()
            .team()
            .and_then(|team| team.roster)
            .map_or(0, alongside_protocol::Roster::epoch);
        self.tell_of(number, "wishes for new keys");
        self.step(number, Input::Wish(Wish::Rotate { since }))
    }

    pub(super) fn erase(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let Some(number) = one_of(&self.in_role(&[Role::Lead, Role::LinkWorker]), dice) else {
            return Ok(());
        };
        let spaces = self
            .laptop(number)
            .store()
            .replica_read(|replica| replica.spaces())
            .map_err(told)?;
        let persons: Vec<(Uuid, Uuid)> = spaces
            .into_iter()
            .filter(|space| !space.is_erased)
            .filter_map(|space| Some((space.id, space.person?)))
            .collect();
        let Some((space, person)) = one_of(&persons, dice) else {
            return Ok(());
        };
        self.tell_of(number, &format!("wishes person {} erased", tail(&person)));
        self.erasing.insert(space, person);
        let space = SpaceId(*space.as_bytes());
        self.step(number, Input::Wish(Wish::Erase { space }))
    }

    /// A file goes from one laptop to another, and one back. Some are cut short on the way, or come from nowhere.
    pub(super) fn stick(&mut self, dice: &mut Dice) -> Result<(), Broken> {
        let at_work = self.at_work();
        let (Some(one), Some(other)) = (one_of(&at_work, dice), one_of(&at_work, dice)) else {
            return Ok(());
        };
        // Whoever knows that a laptop is to be out gives it nothing more.
        let is_out = [one, other].iter().any(|number| {
            let team = self
                .laptops
                .get(*number)
                .and_then(|laptop| laptop.engine().team());
            team.is_some_and(|team| self.revoked.contains_key(&team.device))
        });
        if one == other || is_out {
            return Ok(());
        }
        let is_cut = dice.percent(20);
        for (from, to) in [(one, other), (other, one)] {
            let name = self.laptop(to).name.clone();
            self.tell_of(from, &format!("gives {name} a stick"));
            let (store, engine) = self.laptop(from).both();
            let mut file = engine.write_stick(store, 0).map_err(told)?;
            if is_cut {
                let length = dice.below(u64::try_from(file.len()).unwrap_or(0));
                file.truncate(usize::try_from(length).unwrap_or(0));
            }
            let laptop = self.laptop(to);
            let now = alongside_store::Clock::now(&*laptop.clock);
            let digest = |store: &Store| store.replica_read(|it| it.digest()).map_err(told);
            let before = digest(laptop.store())?;
            let read = {
                let _version = laptop.as_its_version();
                let (store, engine) = laptop.both();
                engine.read_stick(store, &file, now)
            };
            match (is_cut, read) {
                (false, Ok(_)) => {}
                // Its keys are newer than those known here.
                (_, Err(alongside_sync::SyncError::ForeignFile)) => {
                    if digest(self.laptop(to).store())? != before {
                        return Err("a stick that was refused changed something".to_owned());
                    }
                }
                (true, Ok(_)) => return Err("half a stick was taken in".to_owned()),
                (_, Err(other)) => return Err(told(other)),
            }
            self.step(to, Input::Written)?;
        }
        Ok(())
    }
}
