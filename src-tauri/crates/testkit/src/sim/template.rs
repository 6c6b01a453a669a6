//! A team that is there already, made once for each process and copied for each seed: Amira, who leads, with two laptops; Ben, a link
//! worker; and Cerys, who volunteers.

use super::laptop::{Broken, told};
use super::server::copy_database;
use super::world::World;
use crate::{CountedIds, KEY};
use alongside_protocol::{MemberId, Role, TeamId};
use alongside_store::{Store, World as StoreWorld};
use alongside_sync::{Input, Wish};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// A folder that goes away, in memory where there is such a place.
///
/// # Errors
/// Those of the disk.
pub fn folder() -> Result<TempDir, Broken> {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).map_err(told)
    } else {
        tempfile::tempdir().map_err(told)
    }
}

struct Template {
    folder: TempDir,
    laptops: Vec<(String, usize)>,
    colleagues: Vec<(String, MemberId)>,
    team: TeamId,
}

static TEMPLATE: OnceLock<Result<Template, Broken>> = OnceLock::new();

/// An empty file for a laptop, made once.
fn blank() -> Result<PathBuf, Broken> {
    static BLANK: OnceLock<Result<(TempDir, PathBuf), Broken>> = OnceLock::new();
    let made = BLANK.get_or_init(|| {
        let folder = folder()?;
        let path = folder.path().join("blank.db");
        let world = StoreWorld {
            clock: crate::FixedClock::on("2026-03-02"),
            ids: CountedIds::new(0xb1a2),
        };
        drop(Store::create(&path, &KEY, "Somebody", world).map_err(told)?);
        Ok((folder, path))
    });
    match made {
        Ok((_, path)) => Ok(path.clone()),
        Err(error) => Err(error.clone()),
    }
}

impl World {
    /// A new laptop with an empty file.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn new_laptop(&mut self, name: &str, person: usize) -> Result<usize, Broken> {
        let file = format!("{}.db", self.laptops.len());
        std::fs::copy(blank()?, self.path(&file)).map_err(told)?;
        let number = self.add_laptop(&file, name, person)?;
        let device = self.seed_of_laptop(number).to_be_bytes();
        let store = self.laptop(number).store();
        store
            .replicate(|replica| replica.set_device(device))
            .map_err(told)?;
        store.set_worker(name).map_err(told)?;
        Ok(number)
    }

    /// A member lets a laptop in: their own, or (`role`) somebody's.
    ///
    /// # Errors
    /// What must never be.
    pub fn invite(
        &mut self,
        inviter: usize,
        person: usize,
        name: &str,
        role: Role,
    ) -> Result<usize, Broken> {
        let joiner = self.new_laptop(name, person)?;
        self.laptop(joiner).only_reads = role == Role::ReadOnly;
        let is_own = self.laptop(inviter).person == person;
        let mine = self.laptop(inviter).engine().team().map(|team| team.member);
        let member = mine.filter(|_| is_own);
        let (_, engine) = self.laptop(inviter).both();
        let welcome = engine
            .welcome("https://example.org", member, role)
            .map_err(told)?;
        let (store, engine) = self.laptop(joiner).both();
        let knock = engine.knock(store, &welcome, name).map_err(told)?;
        if let Some(colleague) = self.colleagues.get_mut(person) {
            colleague.member = welcome.member;
        }
        let wish = if is_own {
            Wish::AddDevice {
                device: knock.device,
            }
        } else {
            Wish::Admit {
                member: welcome.member,
                role,
                device: knock.device,
            }
        };
        self.step(inviter, Input::Wish(wish))?;
        self.start(joiner)?;
        Ok(joiner)
    }

    /// Amira makes a team.
    ///
    /// # Errors
    /// What must never be.
    pub fn found(&mut self) -> Result<(), Broken> {
        self.add_colleague("Amira");
        let amira = self.new_laptop("Amira's laptop", 0)?;
        let code = self.server.code(self.now.get(), 7)?;
        let (store, engine) = self.laptop(amira).both();
        engine.found(store, "Riverside", &code).map_err(told)?;
        if let Some(team) = engine.team() {
            let (id, member) = (team.team, team.member);
            self.team = id;
            if let Some(colleague) = self.colleagues.get_mut(0) {
                colleague.member = member;
            }
        }
        self.start(amira)?;
        self.quiet(100_000)
    }

    /// A new colleague; they have no laptop yet.
    pub fn add_colleague(&mut self, name: &str) -> usize {
        self.colleagues.push(super::world::Colleague {
            name: name.to_owned(),
            member: MemberId::default(),
        });
        self.colleagues.len() - 1
    }

    /// A team of three that is there already, out of the copies.
    ///
    /// # Errors
    /// What must never be.
    pub fn copy_template(&mut self) -> Result<(), Broken> {
        let template = match TEMPLATE.get_or_init(make) {
            Ok(template) => template,
            Err(error) => return Err(error.clone()),
        };
        self.server.stop();
        copy_database(
            &template.folder.path().join("server.db"),
            &self.server.file(),
        )?;
        self.server.start()?;
        self.team = template.team;
        for (name, member) in &template.colleagues {
            let person = self.add_colleague(name);
            if let Some(colleague) = self.colleagues.get_mut(person) {
                colleague.member = *member;
            }
        }
        for (number, (name, person)) in template.laptops.iter().enumerate() {
            let file = format!("{number}.db");
            std::fs::copy(template.folder.path().join(&file), self.path(&file)).map_err(told)?;
            let laptop = self.add_laptop_of(&file, name, *person, TEMPLATE_SEED)?;
            self.start(laptop)?;
        }
        Ok(())
    }
}

/// The seed of the copied team: its laptops keep their installations.
const TEMPLATE_SEED: u64 = 0x7e3;

fn make() -> Result<Template, Broken> {
    let mut world = World::new(TEMPLATE_SEED, false)?;
    world.found()?;
    for (name, laptop, role) in [
        ("Ben", "Ben's laptop", Role::LinkWorker),
        ("Cerys", "Cerys's laptop", Role::Volunteer),
    ] {
        let person = world.add_colleague(name);
        world.invite(0, person, laptop, role)?;
        world.quiet(100_000)?;
    }
    world.invite(0, 0, "Amira's second laptop", Role::Lead)?;
    world.quiet(100_000)?;
    let folder = folder()?;
    world.server.stop();
    copy_database(&world.server.file(), &folder.path().join("server.db"))?;
    let mut laptops = Vec::new();
    for number in 0..world.laptops.len() {
        let laptop = world.laptop(number);
        if laptop.engine().team().and_then(|team| team.role).is_none() {
            return Err(format!("{} did not get in", laptop.name));
        }
        laptop.close();
        laptop.copy_file(&folder.path().join(format!("{number}.db")))?;
        laptops.push((laptop.name.clone(), laptop.person));
    }
    let colleagues = world
        .colleagues
        .iter()
        .map(|colleague| (colleague.name.clone(), colleague.member))
        .collect();
    Ok(Template {
        folder,
        laptops,
        colleagues,
        team: world.team,
    })
}
